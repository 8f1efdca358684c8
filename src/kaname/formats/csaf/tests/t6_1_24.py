"""6.1.24 Multiple definition in involvements."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield involvements of one party, date and scope that an earlier item has."""
    for vulnerability in advisory.vulnerabilities:
        seen: set[tuple[str, str, frozenset[str]]] = set()
        for node in vulnerability.get("involvements").items():
            party, date = node.get("party").text, node.get("date").text
            if not date and advisory.version == "2.1":
                continue
            key = (party, date, frozenset(advisory.products_of(node)))
            if key in seen:
                yield fault(node, party=party, date=date)
            seen.add(key)


TEST = CsafTest(id="6.1.24", versions=BOTH, check=check)
