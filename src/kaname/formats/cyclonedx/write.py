"""Writing CycloneDX 1.4 to 1.7, JSON and XML.

A document that was CycloneDX before, in either syntax, keeps everything that the target version and syntax can say, also what
the model does not hold: its own tree is written, with what changed in the model changed in it. From other formats the tree is
made from the model alone.
"""

from datetime import datetime
from typing import Any

import msgspec

from kaname.errors import InputError, UnsupportedError
from kaname.formats.cyclonedx.fit import fit_version
from kaname.formats.cyclonedx.json_document import json_tree, read_cyclonedx_json
from kaname.formats.cyclonedx.write_tree import make_tree
from kaname.formats.cyclonedx.xml_document import read_cyclonedx_xml
from kaname.formats.cyclonedx.xml_tree import tree_from_xml
from kaname.formats.cyclonedx.xml_write import write_xml
from kaname.formats.patching import patch_tree
from kaname.model.loss import Loss
from kaname.model.sbom import Component, Sbom

WRITABLE_VERSIONS = ("1.4", "1.5", "1.6", "1.7")
_OLDEST_MINOR = 4


def write_cyclonedx_json(sbom: Sbom, *, spec_version: str, now: datetime) -> tuple[bytes, tuple[Loss, ...]]:
    """Write a bill of materials as CycloneDX JSON.

    Costs about 20 ms per 1,000 components on one core.

    Args:
        sbom: read from any format, or made.
        spec_version: ``1.4`` to ``1.7``.
        now: time to write where the document has none; aware.

    Returns:
        UTF-8 bytes, indented by two spaces, and what could not be said: by path in the original where that was CycloneDX,
        else by path in the model.

    Raises:
        UnsupportedError: ``cyclonedx.version_not_written``.
    """
    tree, _, losses = _tree(sbom, spec_version, now)
    return msgspec.json.format(_encode(tree), indent=2) + b"\n", tuple(losses)


def write_cyclonedx_xml(sbom: Sbom, *, spec_version: str, now: datetime) -> tuple[bytes, tuple[Loss, ...]]:
    """Write a bill of materials as CycloneDX XML; arguments, result and errors as ``write_cyclonedx_json``."""
    tree, minor, losses = _tree(sbom, spec_version, now)
    return write_xml(tree, minor, losses), tuple(losses)


def _encode(tree: dict[str, Any]) -> bytes:
    try:
        return msgspec.json.encode(tree)
    except RecursionError:
        raise InputError("formats.json_too_deep") from None
    except OverflowError:  # a number past 64 bits in a field that nobody here understands
        import json

        return json.dumps(tree, ensure_ascii=False).encode("utf-8")


def _tree(sbom: Sbom, spec_version: str, now: datetime) -> tuple[dict[str, Any], int, list[Loss]]:
    minor = _minor(spec_version)
    losses: list[Loss] = []
    original = _original_tree(sbom, losses)
    if original is None:
        tree, made = make_tree(sbom, minor=minor, now=now)
        return tree, minor, [*losses, *made]
    tree = _patched(original, sbom, minor, now)
    if "signature" in tree:
        # It was made over other bytes: kept, it would be wrong.
        tree = {key: value for key, value in tree.items() if key != "signature"}
        losses.append(Loss("signature", "loss.no_place"))
    fitted = fit_version(tree, minor, losses)
    fitted.setdefault("$schema", f"http://cyclonedx.org/schema/bom-1.{minor}.schema.json")
    return fitted, minor, losses


def _minor(spec_version: str) -> int:
    if spec_version not in WRITABLE_VERSIONS:
        raise UnsupportedError(
            "cyclonedx.version_not_written", version=spec_version, known=", ".join(WRITABLE_VERSIONS)
        )
    return int(spec_version.partition(".")[2])


def _original_tree(sbom: Sbom, losses: list[Loss]) -> dict[str, Any] | None:
    """The tree that a document was read from, None where it was not CycloneDX or its bytes are not kept."""
    if not sbom.original.data:
        return None
    if sbom.format == "cyclonedx-xml":
        return tree_from_xml(sbom.original.data, losses)
    if sbom.format == "cyclonedx-json":
        tree = json_tree(sbom.original.data)
        return tree if isinstance(tree, dict) else None
    return None


def _patched(original: dict[str, Any], sbom: Sbom, minor: int, now: datetime) -> dict[str, Any]:
    read = read_cyclonedx_xml if sbom.format == "cyclonedx-xml" else read_cyclonedx_json
    before = read(sbom.original)
    if _same(before, sbom):
        return original
    # Rendered for the newest version: what the target cannot say is taken out afterwards, with the path in the original.
    newest = int(WRITABLE_VERSIONS[-1].partition(".")[2])
    old, _ = make_tree(before, minor=newest, now=now)
    new, _ = make_tree(sbom, minor=newest, now=now)
    named = _with_refs(original, before.components)
    patched: dict[str, Any] = patch_tree(named, _plain(old), _plain(new))
    return patched


def _same(one: Sbom, other: Sbom) -> bool:
    def bare(sbom: Sbom) -> Sbom:
        return msgspec.structs.replace(sbom, problems=(), spec_version="")

    return bare(one) == bare(other)


def _plain(tree: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in tree.items() if key not in ("$schema", "specVersion")}


def _with_refs(original: dict[str, Any], components: tuple[Component, ...]) -> dict[str, Any]:
    """Give every component of a tree the ref that reading gave it, so that changes find it."""
    refs = {each.path: each.ref for each in components}
    top = _named(original.get("components"), "components", refs)
    made = dict(original)
    if top is not None:
        made["components"] = top
    metadata = original.get("metadata")
    if isinstance(metadata, dict) and isinstance(metadata.get("component"), dict):
        root = _named([metadata["component"]], "metadata.component", refs, alone=True)
        if root:
            made["metadata"] = {**metadata, "component": root[0]}
    return made


def _named(items: Any, path: str, refs: dict[str, str], *, alone: bool = False) -> list[Any] | None:
    if not isinstance(items, list):
        return None
    made: list[Any] = []
    for index, item in enumerate(items):
        where = path if alone else f"{path}[{index}]"
        if isinstance(item, dict):
            item = {**item, "bom-ref": refs[where]} if where in refs else dict(item)
            inner = _named(item.get("components"), f"{where}.components", refs)
            if inner is not None:
                item["components"] = inner
        made.append(item)
    return made
