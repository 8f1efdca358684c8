"""6.1.27.13 Corresponding affected products."""

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.places import status_nodes
from kaname.formats.csaf.product_rules import identities_of, is_patch_of
from kaname.formats.csaf.view import FIXED, Advisory


def check(advisory: Advisory) -> Found:
    """Yield fixed products of a security advisory of which no version is affected in the same vulnerability."""
    if advisory.category != "csaf_security_advisory":
        return
    for vulnerability in advisory.vulnerabilities:
        affected = advisory.group_of(vulnerability, "affected")
        identities = {identity for product in affected for identity in identities_of(advisory, product)}
        for node in status_nodes(vulnerability, FIXED):
            if not identities_of(advisory, node.text) & identities and not is_patch_of(advisory, node.text, affected):
                yield fault(node, product=node.text)


TEST = CsafTest(id="6.1.27.13", versions=ONLY_2_1, check=check)
