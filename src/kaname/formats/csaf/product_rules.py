"""Which products are versions of the same thing, and which remediations go with which status (CSAF 2.1, 3.2.4.14)."""

from collections.abc import Iterable, Iterator
from typing import Literal

from kaname.formats.csaf.checks import Fault, fault
from kaname.formats.csaf.places import without_qualifiers
from kaname.formats.csaf.view import Advisory, Product
from kaname.formats.csaf.vocabulary import names

_VERSION_LIKE = frozenset({"product_version", "product_version_range", "service_pack", "patch_level"})
_HOTFIX = "installed_with"
# Products that one remediation excludes the other for; symmetric.
_EXCLUSIVE = frozenset(
    frozenset(pair.split("+"))
    for pair in names(
        "workaround+optional_patch workaround+none_available mitigation+optional_patch mitigation+none_available "
        "vendor_fix+optional_patch vendor_fix+none_available vendor_fix+fix_planned vendor_fix+no_fix_planned "
        "optional_patch+none_available optional_patch+fix_planned optional_patch+no_fix_planned "
        "none_available+fix_planned none_available+no_fix_planned fix_planned+no_fix_planned"
    )
)
_GROUPS = ("affected", "not_affected", "fixed", "under_investigation", "unknown")
# Per remediation, over the groups above: a(llowed), d(iscouraged), p(rohibited).
_COMBINATIONS = {
    "workaround": "appdd",
    "mitigation": "appdd",
    "vendor_fix": "appdd",
    "optional_patch": "padaa",
    "none_available": "appaa",
    "fix_planned": "adpdd",
    "no_fix_planned": "adpaa",
}


def contradict(one: str, other: str) -> bool:
    """Say whether two remediations of one product exclude each other."""
    return frozenset((one, other)) in _EXCLUSIVE


def combined(advisory: Advisory, verdict: Literal["prohibited", "discouraged"]) -> Iterator[Fault]:
    """Yield remediations that the status of a product prohibits or makes doubtful. Being recommended allows any."""
    for vulnerability in advisory.vulnerabilities:
        members = {group: advisory.group_of(vulnerability, group) for group in _GROUPS}
        for node in vulnerability.get("remediations").items():
            category = node.get("category").text
            marks = _COMBINATIONS.get(category, "aaaaa")
            for product in sorted(advisory.products_of(node)):
                for group, mark in zip(_GROUPS, marks, strict=True):
                    if mark == verdict[0] and product in members[group]:
                        yield fault(node, product=product, category=category, group=group)


def identities_of(advisory: Advisory, product_id: str) -> frozenset[str]:
    """Return keys that two versions of the same product share.

    A product in branches is known by the branches above its version, one in a product path by the product that it begins
    with and the exact others, any by its package URL without version. A product without any of these is known by its id.
    """
    product = advisory.products_by_id.get(product_id)
    if product is None:
        return frozenset((f"id:{product_id}",))
    found = set(_purl_keys(product))
    if product.branches:
        kept = [
            f"{branch.get('category').text}={branch.get('name').text}"
            for branch in product.branches
            if branch.get("category").text not in _VERSION_LIKE
        ]
        found.add("branch:" + "/".join(kept))
    elif product.made_of:
        # What is put together differs in version; what it is put on has to be the same to the version.
        begin, *rest = product.made_of
        found.add("path:" + "+".join([_plain_identity(advisory, begin), *rest]))
    return frozenset(found) or frozenset((f"id:{product_id}",))


def is_patch_of(advisory: Advisory, product_id: str, affected: Iterable[str]) -> bool:
    """Say whether a fixed product is an affected one with something installed with it, or that something itself."""
    known = set(affected)
    tree = advisory.root.get("product_tree")
    for node in tree.select("product_paths", "*"):
        parts = [node.get("beginning_product_reference").text]
        for step in node.get("subpaths").items():
            added = step.get("next_product_reference").text
            if step.get("category").text == _HOTFIX and product_id in (
                node.get("full_product_name", "product_id").text,
                added,
            ):
                before = {product.id for product in advisory.products if product.made_of == tuple(parts)}
                if (before | set(parts[:1] if len(parts) == 1 else ())) & known:
                    return True
            parts.append(added)
    for node in tree.select("relationships", "*"):
        if node.get("category").text == _HOTFIX:
            made = node.get("full_product_name", "product_id").text
            ends = (node.get("product_reference").text, node.get("relates_to_product_reference").text)
            if product_id in (made, *ends) and any(end in known and end != product_id for end in ends):
                return True
    return False


def _plain_identity(advisory: Advisory, product_id: str) -> str:
    product = advisory.products_by_id.get(product_id)
    if product is None or product.made_of:
        return f"id:{product_id}"
    return min(identities_of(advisory, product_id))


def _purl_keys(product: Product) -> Iterator[str]:
    for text in (product.helper.get("purl").text, *product.helper.get("purls").texts()):
        if text:
            yield "purl:" + without_qualifiers(text).partition("@")[0]
