"""6.1.47 Inconsistent SSVC target IDs."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield targets of SSVC objects that are not ids of the vulnerability."""
    for vulnerability, ssvc in advisory.ssvc():
        own = {vulnerability.get("cve").text, *(node.text for node in vulnerability.select("ids", "*", "text"))}
        for node in ssvc.get("target_ids").items():
            if node.text not in own:
                yield fault(node, id=node.text)
            elif node.text == advisory.tracking.get("id").text and len(advisory.vulnerabilities) > 1:
                yield fault(node, "document", id=node.text)


TEST = CsafTest(id="6.1.47", versions=ONLY_2_1, check=check)
