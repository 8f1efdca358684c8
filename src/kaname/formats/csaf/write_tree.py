"""The product tree of an advisory: vendor → product → version or range, and components inside products."""

from typing import Any

from kaname.formats.csaf.view import Version
from kaname.model.advisory_draft import AdvisoryDraft, AdvisoryPart, AdvisoryProduct
from kaname.model.loss import Loss


def product_tree(draft: AdvisoryDraft, version: Version, losses: list[Loss]) -> dict[str, Any]:
    """Return the product tree; what it has no place for is added to ``losses``."""
    vendors: dict[str, dict[str, list[dict[str, Any]]]] = {}
    names: dict[str, str] = {}
    for index, product in enumerate(draft.products):
        names[product.id] = " ".join((product.vendor, product.product, product.version or product.range))
        leaf = {
            "category": "product_version" if product.version else "product_version_range",
            "name": product.version or product.range,
            "product": _full_name(product, names[product.id], version, f"products[{index}]", losses),
        }
        vendors.setdefault(product.vendor, {}).setdefault(product.product, []).append(leaf)
    branches = [
        {
            "branches": [
                {"branches": leaves, "category": "product_name", "name": product}
                for product, leaves in products.items()
            ],
            "category": "vendor",
            "name": vendor,
        }
        for vendor, products in vendors.items()
    ]
    tree: dict[str, Any] = {"branches": branches}
    if draft.parts:
        tree["product_paths" if version == "2.1" else "relationships"] = [
            _related(part, names, version, f"parts[{index}]", losses) for index, part in enumerate(draft.parts)
        ]
    return tree


def _full_name(
    product: AdvisoryProduct | AdvisoryPart, name: str, version: Version, place: str, losses: list[Loss]
) -> dict[str, Any]:
    helper: dict[str, Any] = {}
    if product.cpe:
        helper["cpe"] = product.cpe
    if product.purls and version == "2.1":
        helper["purls"] = list(product.purls)
    elif product.purls:
        helper["purl"] = product.purls[0]
        losses += [Loss(f"{place}.purls[{index}]", "loss.no_place") for index in range(1, len(product.purls))]
    if product.hashes:
        file_hashes = [{"algorithm": kind, "value": value.lower()} for kind, value in sorted(product.hashes.items())]
        helper["hashes"] = [{"file_hashes": file_hashes, "filename": product.filename or name}]
    entry: dict[str, Any] = {"name": name, "product_id": product.id}
    if helper:
        entry["product_identification_helper"] = helper
    return entry


def _related(
    part: AdvisoryPart, names: dict[str, str], version: Version, place: str, losses: list[Loss]
) -> dict[str, Any]:
    joined = f"{names.get(part.component, part.component)} / {names.get(part.product, part.product)}"
    full = _full_name(part, joined, version, place, losses)
    if version == "2.1":
        subpaths = [{"category": part.category, "next_product_reference": part.product}]
        return {"beginning_product_reference": part.component, "full_product_name": full, "subpaths": subpaths}
    return {
        "category": part.category,
        "full_product_name": full,
        "product_reference": part.component,
        "relates_to_product_reference": part.product,
    }
