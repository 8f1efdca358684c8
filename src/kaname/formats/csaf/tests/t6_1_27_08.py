"""6.1.27.8 Vulnerability ID."""

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.places import status_nodes
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield vulnerabilities of a VEX document without id, and products that no id covers."""
    if advisory.category != "csaf_vex":
        return
    for vulnerability in advisory.vulnerabilities:
        ids = list(vulnerability.get("ids").items())
        if vulnerability.get("cve").exists:
            continue
        if not ids:
            yield fault(vulnerability)
        elif all(node.get("group_ids").exists or node.get("product_ids").exists for node in ids):
            covered = {product for node in ids for product in advisory.products_of(node)}
            for product in dict.fromkeys(each.text for each in status_nodes(vulnerability)):
                if product not in covered:
                    yield fault(vulnerability.get("ids"), "product", product=product)


TEST = CsafTest(id="6.1.27.8", versions=BOTH, check=check)
