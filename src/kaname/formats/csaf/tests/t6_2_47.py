"""6.2.47 Use of qualitative severity rating by issuing party."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import references_of
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield qualitative ratings by the issuer: without source, or with the document itself as source."""
    own = {"", *(node.get("url").text for node in references_of(advisory, "self"))}
    for vulnerability in advisory.vulnerabilities:
        for metric in advisory.metrics(vulnerability):
            node = metric.content.get("qualitative_severity_rating")
            if node.exists and metric.source in own:
                yield fault(node)


TEST = CsafTest(id="6.2.47", versions=ONLY_2_1, check=check)
