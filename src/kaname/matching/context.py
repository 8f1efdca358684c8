"""What a document says beyond its single components: on which distribution release they run, and how its producer writes."""

from collections.abc import Mapping
from typing import NamedTuple

from kaname.model.sbom import Component, Sbom


class System(NamedTuple):
    """An operating system named by the document: ``debian`` and ``12.13``; parts may be empty."""

    id: str
    version: str


class DocumentContext(NamedTuple):
    """Facts of a document that single components lean on.

    Attributes:
        systems: distinct operating systems, in document order.
        states_sources: True where the producer names the source package of binary packages where they differ, so that
            silence means "same name".
        has_go_stdlib: True where the Go standard library is a component of its own.
        guesses_groups: True where the producer fills in the Maven group from the archive's name or manifest when the
            archive does not state it (syft), so that ``name:name`` may not be the real coordinates.
    """

    systems: tuple[System, ...] = ()
    states_sources: bool = False
    has_go_stdlib: bool = False
    guesses_groups: bool = False

    def system_of(self, ids: frozenset[str]) -> System | None:
        """Return the only operating system whose id is one of ``ids``; None where there is none or they contradict."""
        found = {system for system in self.systems if system.id in ids and system.version}
        return next(iter(found)) if len(found) == 1 else None


NO_CONTEXT = DocumentContext()

_SOURCE_PROPERTIES = frozenset(
    {"aquasecurity:trivy:SrcName", "syft:metadata:source", "syft:metadata:originPackage", "syft:metadata:sourceRpm"}
)
_SOURCE_MARKS = ("upstream=", "origin=")
_GO_STDLIB = ("pkg:golang/stdlib@", "pkg:golang/std@")


def read_context(sbom: Sbom) -> DocumentContext:
    """Collect the context of a document in one pass over its components."""
    systems: dict[System, None] = {}
    states_sources = has_stdlib = False
    for component in sbom.components:
        purl = component.purl
        if not purl:
            if is_operating_system(component):
                systems[_system(component)] = None
            continue
        if purl.startswith("pkg:golang/std"):
            has_stdlib = has_stdlib or purl.startswith(_GO_STDLIB)
        elif not states_sources and purl.startswith(("pkg:deb/", "pkg:apk/", "pkg:rpm/", "pkg:alpine/")):
            states_sources = bool(component.source_packages) or any(mark in purl for mark in _SOURCE_MARKS)
            states_sources = states_sources or any(name in _SOURCE_PROPERTIES for name, _ in component.properties)
        elif component.kind == "operating-system":
            systems[_system(component)] = None
    guesses = any(name.lower().startswith("syft") for name, _ in sbom.tools)
    return DocumentContext(tuple(systems), states_sources, has_stdlib, guesses)


def is_operating_system(component: Component) -> bool:
    """Say whether a component stands for a distribution; older trivy SPDX says it in the id only."""
    return component.kind == "operating-system" or "-OperatingSystem-" in component.ref


def _system(component: Component) -> System:
    properties = dict(component.properties)
    name = properties.get("syft:distro:id") or component.name
    version = properties.get("syft:distro:versionID") or component.version
    return System(name.strip().lower(), version.strip().lower())


def source_of(component: Component, qualifiers: Mapping[str, str]) -> tuple[str, str] | None:
    """Return name and version of the source package that a component was built from; the version may be empty.

    Taken from the ``upstream`` or ``origin`` qualifier, else from what the reader found, else from the properties of known
    producers. None where nothing is stated.
    """
    upstream = qualifiers.get("upstream") or qualifiers.get("origin")
    if upstream:
        return _split_upstream(upstream)
    if component.source_packages:
        name, version = component.source_packages[0]
        return (name, version) if not name.endswith(".src.rpm") else split_source_rpm(name)
    if not component.properties:
        return None
    properties = dict(component.properties)
    name = properties.get("aquasecurity:trivy:SrcName", "")
    if name:
        version = properties.get("aquasecurity:trivy:SrcVersion", "")
        release = properties.get("aquasecurity:trivy:SrcRelease", "")
        epoch = properties.get("aquasecurity:trivy:SrcEpoch", "")
        written = version + (f"-{release}" if version and release else "")
        return name, f"{epoch}:{written}" if epoch and epoch != "0" and written else written
    name = properties.get("syft:metadata:source") or properties.get("syft:metadata:originPackage") or ""
    if name:
        return name, properties.get("syft:metadata:sourceVersion", "")
    rpm = properties.get("syft:metadata:sourceRpm", "")
    return split_source_rpm(rpm) if rpm else None


def _split_upstream(text: str) -> tuple[str, str]:
    if text.endswith(".src.rpm"):
        return split_source_rpm(text)
    name, _, version = text.partition("@")
    return name, version


def split_source_rpm(file_name: str) -> tuple[str, str]:
    """Return name and version-release of a source rpm: ``bash-5.1.8-9.el9.src.rpm`` gives ``bash`` and ``5.1.8-9.el9``."""
    stem = file_name.removesuffix(".src.rpm").removesuffix(".nosrc.rpm")
    parts = stem.rsplit("-", 2)
    return (parts[0], f"{parts[1]}-{parts[2]}") if len(parts) == 3 else (stem, "")
