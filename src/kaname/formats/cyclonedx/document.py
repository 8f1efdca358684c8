"""From a CycloneDX document on the wire, whatever its syntax was, to an ``Sbom``.

Refuses spec versions of another major number; everything else that is wrong becomes a problem with its path.
"""

import re
from collections.abc import Sequence

from kaname.errors import UnsupportedError
from kaname.formats.cyclonedx import wire
from kaname.formats.cyclonedx.components import ComponentReader, read_authors, read_organization, read_properties
from kaname.formats.problem_list import ProblemList
from kaname.model.sbom import Component, Composition, Original, Relationship, Sbom

OLDEST_MINOR, NEWEST_MINOR = 0, 7
AGGREGATES = frozenset(
    {
        "complete",
        "incomplete",
        "incomplete_first_party_only",
        "incomplete_first_party_proprietary_only",
        "incomplete_first_party_opensource_only",
        "incomplete_third_party_only",
        "incomplete_third_party_proprietary_only",
        "incomplete_third_party_opensource_only",
        "unknown",
        "not_specified",
    }
)
_SPEC_VERSION = re.compile(r"(\d{1,4})\.(\d{1,4})(?:\.\d{1,4})?")
_SERIAL_NUMBER = re.compile(r"urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


def build_sbom(
    bom: wire.Bom, services: Sequence[wire.ServiceRef], *, format_: str, original: Original, problems: ProblemList
) -> Sbom:
    """Return the model of a document.

    Args:
        bom: the document; its components are let go as they are read, so that both forms are never in memory whole.
        services: its services, for their keys.
        format_: ``cyclonedx-json`` or ``cyclonedx-xml``.
        original: the bytes it was read from.
        problems: what was found wrong so far.

    Raises:
        UnsupportedError: ``cyclonedx.spec_version``.
    """
    spec_version = _spec_version(bom.spec_version, problems)
    if bom.serial_number is not None and not _SERIAL_NUMBER.fullmatch(bom.serial_number):
        problems.add("cyclonedx.serial_number", "serialNumber", value=bom.serial_number[:200])
    metadata = bom.metadata or wire.Metadata()
    reader = ComponentReader(problems)
    root = reader.read(metadata.component, "metadata.component") if metadata.component else None
    _read_components(bom, reader)
    relationships = _Edges(reader, services, problems).read(bom.dependencies or ())
    return Sbom(
        format=format_,
        spec_version=spec_version,
        original=original,
        components=tuple(reader.components),
        identifier=bom.serial_number,
        version=None if bom.version is None else str(bom.version),
        timestamp=metadata.timestamp,
        lifecycles=tuple([each.phase or each.name or "" for each in metadata.lifecycles or ()]),
        tools=_tools(metadata.tools),
        authors=read_authors(metadata.authors),
        supplier=read_organization(metadata.supplier),
        manufacturer=read_organization(metadata.manufacturer) or read_organization(metadata.manufacture),
        root=root,
        relationships=relationships,
        compositions=_compositions(bom.compositions or (), problems),
        properties=read_properties(metadata.properties) + read_properties(bom.properties),
        data_licenses=_data_licenses(metadata.licenses or ()),
        signed=bytes(bom.signature) not in (b"", b"null"),
        problems=problems.result(),
    )


def _spec_version(written: str | None, problems: ProblemList) -> str:
    if not written:
        problems.add("cyclonedx.no_spec_version", "specVersion")
        return ""
    match = _SPEC_VERSION.fullmatch(written)
    if not match:
        problems.add("cyclonedx.unclear_spec_version", "specVersion", value=written[:100])
        return written
    if match[1] != "1":
        raise UnsupportedError(
            "cyclonedx.spec_version", path="specVersion", version=written, newest=f"1.{NEWEST_MINOR}"
        )
    if int(match[2]) > NEWEST_MINOR:
        # Minor versions of CycloneDX 1 only ever added fields: what is known keeps its meaning, what is new is in extras.
        problems.add("cyclonedx.newer_spec_version", "specVersion", version=written, newest=f"1.{NEWEST_MINOR}")
    return written


def _read_components(bom: wire.Bom, reader: ComponentReader) -> None:
    components, bom.components = bom.components or [], None
    for index in range(len(components)):
        component = components[index]
        components[index] = _TAKEN
        reader.read(component, f"components[{index}]")


_TAKEN = wire.Component()


class _Edges:
    """Dependencies to relationships, each end checked against what the document defines."""

    def __init__(self, reader: ComponentReader, services: Sequence[wire.ServiceRef], problems: ProblemList) -> None:
        self._refs = reader.refs
        self._components = reader.components
        self._problems = problems
        self._services = _service_refs(services)
        self._refs_by_purl: dict[str, str] | None = None

    def read(self, dependencies: Sequence[wire.Dependency]) -> tuple[Relationship, ...]:
        found: list[Relationship] = []
        refs = self._refs
        to_services = 0
        for index, each in enumerate(dependencies):
            if not each.depends_on and not each.provides:
                if not each.ref or (each.ref not in refs and each.ref not in self._services):
                    self._resolve(each.ref or "", f"dependencies[{index}].ref")
                continue
            source = each.ref if each.ref in refs else self._resolve(each.ref or "", f"dependencies[{index}].ref")
            for kind, name, targets in (
                ("depends_on", "dependsOn", each.depends_on),
                ("provides", "provides", each.provides),
            ):
                for at, target in enumerate(targets or ()):
                    end = target if target in refs else self._resolve(target, f"dependencies[{index}].{name}[{at}]")
                    if source is not None and end is not None:
                        found.append(Relationship(source, kind, end))
                    elif target in self._services or each.ref in self._services:
                        to_services += 1
        if to_services:
            self._problems.add("cyclonedx.service_dependencies", "dependencies", count=to_services)
        return tuple(found)

    def _resolve(self, ref: str, path: str) -> str | None:
        if ref in self._services:
            return None
        if self._refs_by_purl is None:
            self._refs_by_purl = _unique_purls(self._components)
        by_purl = self._refs_by_purl.get(ref)
        if by_purl is not None:
            self._problems.add("cyclonedx.ref_by_purl", path, ref=ref)
            return by_purl
        self._problems.add("cyclonedx.dangling_ref", path, ref=ref)
        return None


def _unique_purls(components: Sequence[Component]) -> dict[str, str]:
    found: dict[str, str] = {}
    repeated: set[str] = set()
    for each in components:
        if each.purl:
            if each.purl in found:
                repeated.add(each.purl)
            found[each.purl] = each.ref
    return {purl: ref for purl, ref in found.items() if purl not in repeated}


def _service_refs(services: Sequence[wire.ServiceRef]) -> set[str]:
    found: set[str] = set()
    waiting = list(services)
    while waiting:
        each = waiting.pop()
        if each.bom_ref:
            found.add(each.bom_ref)
        waiting.extend(each.services or ())
    return found


def _tools(tools: list[wire.Tool] | wire.Tools | None) -> tuple[tuple[str, str], ...]:
    if tools is None:
        return ()
    if isinstance(tools, wire.Tools):
        named = [(each.group, each.name, each.version) for each in [*(tools.components or ()), *(tools.services or ())]]
    else:
        named = [(each.vendor, each.name, each.version) for each in tools]
    return tuple(
        [(" ".join(part for part in (vendor, name) if part), version or "") for vendor, name, version in named]
    )


def _data_licenses(licenses: Sequence[wire.LicenseChoice]) -> tuple[str, ...]:
    values = [
        each.expression or (each.license.id or each.license.name if each.license else None) or "" for each in licenses
    ]
    return tuple([value for value in values if value])


def _compositions(compositions: Sequence[wire.Composition], problems: ProblemList) -> tuple[Composition, ...]:
    found = []
    for index, each in enumerate(compositions):
        if each.aggregate not in AGGREGATES:
            problems.add("cyclonedx.unknown_aggregate", f"compositions[{index}].aggregate", value=each.aggregate or "")
        found.append(
            Composition(
                aggregate=each.aggregate or "unknown",
                assemblies=tuple(each.assemblies or ()),
                dependencies=tuple(each.dependencies or ()),
            )
        )
    return tuple(found)
