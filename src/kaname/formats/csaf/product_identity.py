"""Do CPE and package URL of a product say what the branches above it say (CSAF 2.1, test 6.2.42)?

Follows the procedure that the standard calls sufficient: each branch category has a counterpart in the CPE. Names of vendors
and products are spelt too freely to be compared; versions, and parts that only one side gives, are.
"""

import re
from collections.abc import Iterator, Mapping

from kaname.errors import InputError
from kaname.formats.csaf.checks import Fault, fault
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.structure_parts import CPE_22, CPE_23
from kaname.formats.csaf.view import Product
from kaname.ident.cpe import ATTRIBUTES
from kaname.ident.purl import parse_purl

# Branch categories by the part of a CPE that they correspond to.
_COUNTERPARTS: Mapping[str, tuple[str, ...]] = {
    "vendor": ("vendor",),
    "product": ("product_name",),
    "version": ("product_version", "product_version_range"),
    "update": ("patch_level", "service_pack"),
    "language": ("language",),
    "target_hw": ("architecture", "platform"),
}
# What a range of versions, or no version at all, allows a version to be.
_WILDCARDS = frozenset({"", "*"})
_UNESCAPE = re.compile(r"\\(.)")
_COLON = re.compile(r"(?<!\\):")


def check_cpe(product: Product, node: Node) -> Iterator[Fault]:
    """Yield the parts of a CPE that disagree with the branches, or say more or less than they do."""
    parts = _parse_cpe(node.text)
    if parts is None:
        return
    named: dict[str, str] = {}
    for branch in product.branches:
        named[branch.get("category").text] = branch.get("name").text
    for part, categories in _COUNTERPARTS.items():
        written = [named[category] for category in categories if category in named]
        value = parts[part]
        if value in _WILDCARDS or value == "-":
            # A range needs a wildcard; anything else that the branches name should be in the CPE.
            if written and value != "-" and not (part == "version" and "product_version_range" in named):
                yield fault(node, value=value or "*", part=part, branch=written[0])
        elif not written:
            yield fault(node, value=value, part=part, branch="")
        elif part == "version" and "product_version" in named and not _same(value, named["product_version"]):
            yield fault(node, value=value, part=part, branch=named["product_version"])
    for part in ("edition", "sw_edition", "target_sw", "other"):
        # Without a branch category to hold them, only what a specification or family may tell is left out.
        if parts[part] not in (*_WILDCARDS, "-") and not {"specification", "product_family"} & set(named):
            yield fault(node, value=parts[part], part=part, branch="")


def check_purl(product: Product, node: Node) -> Iterator[Fault]:
    """Yield a package URL whose version is not the one of the branches."""
    versions = [
        branch.get("name").text for branch in product.branches if branch.get("category").text == "product_version"
    ]
    try:
        purl = parse_purl(node.text)
    except InputError:
        return
    if versions and purl.version != versions[-1] and not (purl.version and _same(purl.version, versions[-1])):
        yield fault(node, "purl", value=purl.version or "", branch=versions[-1])


def _parse_cpe(text: str) -> dict[str, str] | None:
    if CPE_23.fullmatch(text):
        values = [_UNESCAPE.sub(r"\1", value) for value in _COLON.split(text)[2:]]
        return dict(zip(ATTRIBUTES, values, strict=True))
    if CPE_22.fullmatch(text):
        values = text.partition("/")[2].split(":")
        return dict.fromkeys(ATTRIBUTES, "") | dict(zip(ATTRIBUTES[:7], values, strict=False))
    return None


def _same(one: str, other: str) -> bool:
    """Compare versions as written, without case and a leading v."""
    return one.lower().removeprefix("v").replace(" ", "_") == other.lower().removeprefix("v").replace(" ", "_")
