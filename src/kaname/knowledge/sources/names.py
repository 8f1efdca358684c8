"""Vendor and product in words beside the CPE name that a source gives them: what names are learnt from."""

from kaname.errors import InputError
from kaname.ident.cpe import ANY, NA, parse_cpe
from kaname.knowledge.records import ProductName

NAME_CHARACTERS_MAX = 300


def product_name(cpe: str, vendor: str, product: str) -> ProductName | None:
    """Return the pairing of a CPE name with names in words; None where the CPE names no vendor and product, or is none."""
    try:
        name = parse_cpe(cpe, lenient=True)
    except InputError:
        return None
    if {name.vendor, name.product} & {ANY, NA} or not product.strip():
        return None
    return ProductName(
        name.part,
        name.vendor,
        name.product,
        vendor.strip()[:NAME_CHARACTERS_MAX],
        product.strip()[:NAME_CHARACTERS_MAX],
    )
