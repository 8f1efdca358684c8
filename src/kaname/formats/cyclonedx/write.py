"""Writing CycloneDX 1.4 to 1.7, JSON and XML.

A document that was CycloneDX before, in either syntax, keeps everything that the target version and syntax can say, also what
the model does not hold: its own tree is written, with what changed in the model changed in it. From other formats the tree is
made from the model alone.
"""

import re
from collections.abc import Callable
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
_STEP = re.compile(r"([\w-]+)|\[(\d+)\]")
_HUMP = re.compile("[A-Z]")


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
    found: list[Loss] = []
    data = write_xml(tree, minor, found)
    if found and not _is_kept(sbom):
        found = _in_model(found, tree, sbom)
    return data, (*losses, *found)


def _encode(tree: dict[str, Any]) -> bytes:
    try:
        return msgspec.json.encode(tree)
    except RecursionError:
        raise InputError("formats.json_too_deep") from None
    except OverflowError:  # a number past 64 bits in a field that nobody here understands
        import json

        return json.dumps(tree, ensure_ascii=False).encode("utf-8")


def _is_kept(sbom: Sbom) -> bool:
    """Say whether the document's own tree is written, so that places in it are places in the source."""
    return bool(sbom.original.data) and sbom.format.startswith("cyclonedx-")


def _in_model(losses: list[Loss], tree: dict[str, Any], sbom: Sbom) -> list[Loss]:
    """Turn places in a tree that was made from a model into places in the model, as far as they are in components."""
    index = {each.ref: number for number, each in enumerate(sbom.components)}
    made = []
    for loss in losses:
        value: Any = tree
        place, rest = "", loss.path
        for step in _STEP.finditer(loss.path):
            value = value[int(step[2])] if step[2] else value.get(step[1]) if isinstance(value, dict) else None
            if isinstance(value, dict) and value.get("bom-ref") in index:
                place, rest = f"components[{index[value['bom-ref']]}]", loss.path[step.end() :]
            if not isinstance(value, dict | list):
                break
        words = _HUMP.sub(lambda hump: "_" + hump[0].lower(), rest)
        made.append(Loss(place + words, loss.reason))
    return made


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
    named = _Named(original, before.components)
    return named.given_back(patch_tree(named.tree, _plain(old), _plain(new)))


def _same(one: Sbom, other: Sbom) -> bool:
    def bare(sbom: Sbom) -> Sbom:
        return msgspec.structs.replace(sbom, problems=(), spec_version="")

    return bare(one) == bare(other)


def _plain(tree: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in tree.items() if key not in ("$schema", "specVersion")}


class _Named:
    """A tree whose components all have the ref that reading gave them, so that changes find them.

    Attributes:
        tree: the tree; the one given is not changed.
    """

    def __init__(self, original: dict[str, Any], components: tuple[Component, ...]) -> None:
        self._refs = {each.path: each.ref for each in components}
        self._made: dict[str, str | None] = {}
        self.tree = self._both(original, self._name)

    def given_back(self, tree: dict[str, Any]) -> dict[str, Any]:
        """Return a tree with the refs that the original had, or had not, where nothing new points to them."""
        used = set()
        for entry in tree.get("dependencies") or ():
            if isinstance(entry, dict):
                targets = [target for key in ("dependsOn", "provides") for target in entry.get(key) or ()]
                used |= {each for each in (entry.get("ref"), *targets) if isinstance(each, str)}
        self._made = {ref: before for ref, before in self._made.items() if ref not in used}
        return self._both(tree, self._unname) if self._made else tree

    def _both(self, tree: dict[str, Any], change: Callable[[dict[str, Any], str], None]) -> dict[str, Any]:
        made = dict(tree)
        if isinstance(tree.get("components"), list):
            made["components"] = self._list(tree["components"], "components", change)
        metadata = tree.get("metadata")
        if isinstance(metadata, dict) and isinstance(metadata.get("component"), dict):
            root = self._component(metadata["component"], "metadata.component", change)
            made["metadata"] = {**metadata, "component": root}
        return made

    def _list(self, items: list[Any], path: str, change: Callable[[dict[str, Any], str], None]) -> list[Any]:
        return [
            self._component(item, f"{path}[{index}]", change) if isinstance(item, dict) else item
            for index, item in enumerate(items)
        ]

    def _component(
        self, item: dict[str, Any], path: str, change: Callable[[dict[str, Any], str], None]
    ) -> dict[str, Any]:
        made = dict(item)
        change(made, path)
        if isinstance(item.get("components"), list):
            made["components"] = self._list(item["components"], f"{path}.components", change)
        return made

    def _name(self, item: dict[str, Any], path: str) -> None:
        ref = self._refs.get(path)
        if ref is not None and item.get("bom-ref") != ref:
            self._made[ref] = item.get("bom-ref")
            item["bom-ref"] = ref

    def _unname(self, item: dict[str, Any], path: str) -> None:
        ref = item.get("bom-ref")
        if isinstance(ref, str) and ref in self._made:
            before = self._made[ref]
            if before is None:
                del item["bom-ref"]
            else:
                item["bom-ref"] = before
