"""6.1.13 PURL."""

from kaname.errors import InputError
from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.package_urls import NAMESPACE_PROHIBITED, NAMESPACE_REQUIRED
from kaname.formats.csaf.places import purl_nodes
from kaname.formats.csaf.view import Advisory
from kaname.ident.purl import parse_purl


def check(advisory: Advisory) -> Found:
    """Yield package URLs that break the rules of the specification or of their type."""
    for node in purl_nodes(advisory):
        try:
            purl = parse_purl(node.text, strict=True)
        except InputError:
            yield fault(node, value=node.text)
            continue
        if purl.type in NAMESPACE_PROHIBITED and purl.namespace:
            yield fault(node, "namespace", value=node.text, type=purl.type)
        elif purl.type in NAMESPACE_REQUIRED and not purl.namespace:
            yield fault(node, "no_namespace", value=node.text, type=purl.type)


TEST = CsafTest(id="6.1.13", versions=BOTH, check=check)
