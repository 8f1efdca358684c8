"""6.2.39.1 Missing fixed product."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import status_nodes
from kaname.formats.csaf.product_rules import identities_of, is_patch_of
from kaname.formats.csaf.view import AFFECTED, Advisory


def check(advisory: Advisory) -> Found:
    """Yield affected products of a security advisory without fixed version, unless a remediation says that there
    is none.
    """
    if advisory.category != "csaf_security_advisory":
        return
    for vulnerability in advisory.vulnerabilities:
        fixed = advisory.group_of(vulnerability, "fixed")
        identities = {identity for product in fixed for identity in identities_of(advisory, product)}
        without_fix: set[str] = set()
        for node in vulnerability.get("remediations").items():
            if node.get("category").text in ("fix_planned", "no_fix_planned", "none_available"):
                without_fix |= advisory.products_of(node)
        for node in status_nodes(vulnerability, AFFECTED):
            if node.text in without_fix or identities_of(advisory, node.text) & identities:
                continue
            if not any(is_patch_of(advisory, product, {node.text}) for product in fixed):
                yield fault(node, product=node.text)


TEST = CsafTest(id="6.2.39.1", versions=ONLY_2_1, check=check)
