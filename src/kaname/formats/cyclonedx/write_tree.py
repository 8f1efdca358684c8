"""A bill of materials as the JSON tree of a CycloneDX document, with the list of what CycloneDX cannot say.

Made from the model alone, deterministic. What only an original in CycloneDX holds is joined in ``write``.
"""

import re
import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from kaname.formats.cyclonedx.document import AGGREGATES
from kaname.formats.cyclonedx.license_ids import LICENSE_IDS
from kaname.formats.cyclonedx.shapes import older_word
from kaname.formats.cyclonedx.write_components import ComponentWriter, contacts, organization
from kaname.model.loss import Loss
from kaname.model.sbom import Component, Sbom

_NO_PLACE = "loss.no_place"
_REWRITTEN = "loss.rewritten"
_SERIAL_NUMBER = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_VERSION = re.compile(r"[1-9]\d{0,17}")
_PHASES = frozenset({"design", "pre-build", "build", "post-build", "operations", "discovery", "decommission"})
# RFC 3339 date-time, which ``format: date-time`` of the schemas asks for.
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def make_tree(sbom: Sbom, *, minor: int, now: datetime) -> tuple[dict[str, Any], tuple[Loss, ...]]:
    """Return the JSON tree of a CycloneDX document and what it could not say.

    Args:
        sbom: read from any format, or made.
        minor: 4 to 7, for CycloneDX 1.4 to 1.7.
        now: time to write where the document has none that can be used; aware.
    """
    losses: list[Loss] = []
    containers, implied = _containers(sbom, losses)
    tree: dict[str, Any] = {
        "$schema": f"http://cyclonedx.org/schema/bom-1.{minor}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": f"1.{minor}",
        "serialNumber": _serial_number(sbom, losses),
        "version": _version(sbom, losses),
    }
    writer = ComponentWriter(minor, losses)
    made = {each.ref: writer.component(each, f"components[{index}]") for index, each in enumerate(sbom.components)}
    top = _nest(sbom.components, made, containers)
    tree["metadata"] = _metadata(sbom, made, minor, now, losses)
    tree["components"] = [made[each.ref] for each in top if each.ref != sbom.root]
    dependencies = _dependencies(sbom, made, implied, minor, losses)
    if dependencies:
        tree["dependencies"] = dependencies
    compositions = _compositions(sbom, made, minor, losses)
    if compositions:
        tree["compositions"] = compositions
    if sbom.signed:
        losses.append(Loss("signed", _NO_PLACE))
    return tree, tuple(losses)


def _serial_number(sbom: Sbom, losses: list[Loss]) -> str:
    """A UUID URN as CycloneDX demands; of another identifier, a UUID of version 5 (RFC 9562), always the same."""
    if sbom.identifier and _SERIAL_NUMBER.fullmatch(sbom.identifier.lower()):
        return sbom.identifier.lower()
    if sbom.identifier:
        losses.append(Loss("identifier", _REWRITTEN))
    seed = sbom.identifier or f"urn:sha256:{sbom.original.sha256}"
    return uuid.uuid5(uuid.NAMESPACE_URL, seed.encode("utf-8", "replace").decode("utf-8")).urn


def _version(sbom: Sbom, losses: list[Loss]) -> int:
    if sbom.version is None:
        return 1
    if _VERSION.fullmatch(sbom.version):
        return int(sbom.version)
    losses.append(Loss("version", "loss.forced"))
    return 1


def _metadata(
    sbom: Sbom, made: Mapping[str, dict[str, Any]], minor: int, now: datetime, losses: list[Loss]
) -> dict[str, Any]:
    metadata: dict[str, Any] = {"timestamp": _timestamp(sbom, now, losses)}
    more = [pair for pair in sbom.properties if pair[0] != "spdx:describes" or sbom.root is None]
    if minor >= 5 and sbom.lifecycles:
        metadata["lifecycles"] = [{"phase" if word in _PHASES else "name": word} for word in sbom.lifecycles]
    elif sbom.lifecycles:
        losses.append(Loss("lifecycles", _NO_PLACE))
    if sbom.tools:
        metadata["tools"] = _tools(sbom.tools, minor)
    authors, manufacturer = sbom.authors, sbom.manufacturer
    if minor >= 6 and manufacturer is None:
        # Since 1.6 this is the organisation that made the document: the place for an author that is one.
        index = next((index for index, each in enumerate(authors) if each.kind == "organization"), None)
        if index is not None:
            manufacturer = authors[index]
            authors = authors[:index] + authors[index + 1 :]
            losses.append(Loss(f"authors[{index}]", _REWRITTEN))
    if authors:
        metadata["authors"] = contacts(authors, "authors", losses)
    if sbom.root is not None and sbom.root in made:
        metadata["component"] = made[sbom.root]
    if manufacturer:
        metadata["manufacturer" if minor >= 6 else "manufacture"] = organization(manufacturer, "manufacturer", losses)
    if sbom.supplier:
        metadata["supplier"] = organization(sbom.supplier, "supplier", losses)
    if sbom.data_licenses:
        metadata["licenses"] = _data_licenses(sbom.data_licenses)
    if sbom.identifier and not _SERIAL_NUMBER.fullmatch(sbom.identifier.lower()):
        more.append(("kaname:identifier", sbom.identifier))
    for name, values in (("name", (sbom.name,) if sbom.name else ()), ("comments", sbom.comments)):
        if values:
            losses.append(Loss(name, _REWRITTEN))
        more += [(f"kaname:document_{name.removesuffix('s')}", value) for value in values]
    if more:
        metadata["properties"] = [{"name": name, "value": value} for name, value in more]
    return metadata


def _timestamp(sbom: Sbom, now: datetime, losses: list[Loss]) -> str:
    if sbom.timestamp and _DATE_TIME.fullmatch(sbom.timestamp):
        return sbom.timestamp
    if sbom.timestamp:
        try:
            moment = datetime.fromisoformat(sbom.timestamp)
        except ValueError:
            losses.append(Loss("timestamp", _NO_PLACE))
        else:
            losses.append(Loss("timestamp", _REWRITTEN))
            moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
            return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _tools(tools: tuple[tuple[str, str], ...], minor: int) -> Any:
    named = [{"name": name, **({"version": version} if version else {})} for name, version in tools]
    if minor >= 5:
        return {"components": [{"type": "application", **tool} for tool in named]}
    return named


def _data_licenses(values: tuple[str, ...]) -> list[dict[str, Any]]:
    if len(values) == 1 and values[0] not in LICENSE_IDS and " " in values[0]:
        return [{"expression": values[0]}]
    return [{"license": {"id" if value in LICENSE_IDS else "name": value}} for value in values]


def _containers(sbom: Sbom, losses: list[Loss]) -> tuple[dict[str, str], set[int]]:
    """Say which component stands in which, and which relationships are said by that.

    Parts are nested in what contains them; parts of the described product stand at the top, where its parts are looked for.
    What has several containers cannot be nested in all of them.
    """
    containers = {each.ref: each.parent for each in sbom.components if each.parent is not None}
    implied: set[int] = set()
    refs = {each.ref for each in sbom.components}
    for index, edge in enumerate(sbom.relationships):
        if edge.kind != "contains" or edge.source not in refs or edge.target not in refs:
            continue
        if containers.get(edge.target) == edge.source:
            implied.add(index)
        elif edge.target not in containers and edge.source == sbom.root:
            implied.add(index)
            losses.append(Loss(f"relationships[{index}].kind", _REWRITTEN))
        elif (
            edge.target not in containers
            and edge.target != sbom.root
            and not _is_inside(edge.source, edge.target, containers)
        ):
            containers[edge.target] = edge.source
            implied.add(index)
            losses.append(Loss(f"relationships[{index}].kind", _REWRITTEN))
    return containers, implied


def _is_inside(ref: str | None, container: str, containers: Mapping[str, str]) -> bool:
    seen = 0
    while ref is not None and seen <= _MOST_NESTED:
        if ref == container:
            return True
        ref, seen = containers.get(ref), seen + 1
    return seen > _MOST_NESTED  # deeper than readers follow: stays at the top


# Readers, ours too, stop at some depth of nesting (the reader here at 100).
_MOST_NESTED = 50


def _nest(
    components: tuple[Component, ...], made: Mapping[str, dict[str, Any]], containers: Mapping[str, str]
) -> list[Component]:
    """Put components into those that contain them; return the others."""
    top = []
    for each in components:
        container = containers.get(each.ref)
        if container is None or container not in made:
            top.append(each)
        else:
            made[container].setdefault("components", []).append(made[each.ref])
    return top


def _dependencies(
    sbom: Sbom, made: Mapping[str, dict[str, Any]], implied: set[int], minor: int, losses: list[Loss]
) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for index, edge in enumerate(sbom.relationships):
        path = f"relationships[{index}]"
        if index in implied:
            continue
        if edge.source not in made or edge.target not in made:
            losses.append(Loss(path, _NO_PLACE))
        elif edge.kind == "depends_on" or (edge.kind == "provides" and minor >= 6):
            if edge.scope:
                losses.append(Loss(f"{path}.scope", _NO_PLACE))
            entry = found.setdefault(edge.source, {"ref": edge.source})
            # A dictionary while it grows: targets are unique, as the schema demands, in the order of the document.
            entry.setdefault("dependsOn" if edge.kind == "depends_on" else "provides", {})[edge.target] = None
        else:
            losses.append(Loss(f"{path}.kind", _REWRITTEN))
            properties = made[edge.source].setdefault("properties", [])
            properties.append({"name": f"kaname:relationship:{edge.kind}", "value": edge.target})
    for composition in sbom.compositions:
        if composition.aggregate == "complete":  # known to have no dependencies: an entry without any says so
            for ref in composition.dependencies:
                if ref in made:
                    found.setdefault(ref, {"ref": ref})
    return [
        {name: value if name == "ref" else list(value) for name, value in entry.items()} for entry in found.values()
    ]


def _compositions(
    sbom: Sbom, made: Mapping[str, dict[str, Any]], minor: int, losses: list[Loss]
) -> list[dict[str, Any]]:
    found = []
    for index, each in enumerate(sbom.compositions):
        word = each.aggregate if each.aggregate in AGGREGATES else "unknown"
        word = older_word("composition", "aggregate", word, minor) or "unknown"
        if word != each.aggregate:
            losses.append(Loss(f"compositions[{index}].aggregate", "loss.narrowed"))
        entry: dict[str, Any] = {"aggregate": word}
        for name in ("assemblies", "dependencies"):
            refs = list(dict.fromkeys(getattr(each, name)))
            if refs:
                entry[name] = refs
        found.append(entry)
    return found
