"""One document of a scan: read, answered, told with all details; or the problem that prevented it."""

from collections.abc import Callable, Mapping, Set
from typing import NamedTuple

from msgspec import Struct

from kaname.errors import KanameError
from kaname.formats import read_sbom
from kaname.knowledge.query import Knowledge
from kaname.matching.candidates import Identities
from kaname.matching.engine import AnsweredSbom, MatchEngine
from kaname.matching.paths import EDGES
from kaname.model.finding import Identity, TargetResult, Ways
from kaname.model.identity import ComponentCandidates
from kaname.model.sbom import Component, Problem, Sbom
from kaname.services.identities import candidates_of
from kaname.services.targets import Candidate, read_candidate
from kaname.triage.order import Weights, ordered_findings

# Scopes of relationships (SPDX 2.3, 11.1) that lead to what is not part of the product.
_DEVELOPMENT_SCOPES = frozenset({"dev", "development", "build", "test"})
# How producers of CycloneDX mark a component that only development needs.
_DEVELOPMENT_PROPERTIES = {
    "cdx:npm:package:development": "true",
    "cdx:composer:package:isDevRequirement": "true",
    "cdx:maven:component_scope": "test",
    "cdx:poetry:group": "dev",
}
_BOM_LINK = "urn:cdx:"
# What a file is allowed to be without being an SBOM, where nobody said that it is one.
_NOT_AN_SBOM = ("formats.not_an_sbom", "formats.other_format", "formats.empty")


class Unread(Struct, frozen=True):
    """A file that did not become a document. ``problem`` is None where it was passed over."""

    path: str
    problem: Problem | None


Suggest = Callable[[Sbom, str], tuple[ComponentCandidates, ...]]
"""Returns the candidates for the components without identifier of a document, given its name in the results."""


class Setting(NamedTuple):
    """What decides how documents are answered besides the base; see ``kaname.services.scan.scan``."""

    methods: frozenset[str]
    identities: Identities | None
    with_ways: bool


class AnsweredTarget(Struct, frozen=True, kw_only=True):
    """One document read and answered, the details of vulnerabilities still to come; the fields are those of the result."""

    path: str
    format: str
    spec_version: str
    sha256: str
    component_count: int
    answered: AnsweredSbom
    problems: tuple[Problem, ...] = ()
    candidates: tuple[ComponentCandidates, ...] = ()
    subject: Identity | None = None
    identities: Mapping[str, Identity] = {}
    ways: Ways | None = None


def answer_target(
    engine: MatchEngine, candidate: Candidate, suggest: Suggest | None = None, *, with_ways: bool = False
) -> AnsweredTarget | Unread:
    """Read one document and ask about its components; what goes wrong comes back as a value, so that others can go on.

    Args:
        with_ways: say how the components with findings are reached, which statements about others may turn on.
    """
    path = candidate.path
    try:
        sbom = read_sbom(read_candidate(candidate), name=path)
    except KanameError as error:
        if not candidate.must_read and error.code.startswith(_NOT_AN_SBOM):
            return Unread(path, None)
        return Unread(path, problem_of(path, error))
    answered = engine.answer(sbom, target=path)
    refs = {entry.component.ref for entry in answered.touched}
    return AnsweredTarget(
        path=path,
        format=sbom.format,
        spec_version=sbom.spec_version,
        sha256=sbom.original.sha256,
        component_count=len(sbom.components),
        answered=answered,
        problems=sbom.problems,
        candidates=suggest(sbom, path) if suggest else (),
        subject=subject_of(sbom),
        identities=identities_of(sbom, refs),
        ways=ways_of(sbom, refs) if with_ways else None,
    )


def told_target(engine: MatchEngine, target: AnsweredTarget, weights: Weights) -> TargetResult:
    """Return the result of a document that was answered by an engine over the same knowledge, findings in triage order."""
    matched = engine.tell(target.answered, target=target.path)
    return TargetResult(
        path=target.path,
        format=target.format,
        spec_version=target.spec_version,
        sha256=target.sha256,
        component_count=target.component_count,
        coverage=matched.coverage,
        findings=ordered_findings(matched.findings, weights),
        problems=target.problems + matched.problems,
        candidates=target.candidates,
        subject=target.subject,
        identities=target.identities,
        ways=target.ways,
    )


def suggester(knowledge: Knowledge, identities: Identities | None) -> Suggest:
    """Return the function that finds candidates for components without identifier, given what persons decided so far."""
    verdicts = identities or Identities(())

    def suggest(sbom: Sbom, target: str) -> tuple[ComponentCandidates, ...]:
        return candidates_of(sbom=sbom, knowledge=knowledge, identities=verdicts, target=target)

    return suggest


def subject_of(sbom: Sbom) -> Identity | None:
    """Return by what the product that a document describes can be recognised; None where nothing says what it is."""
    root = next((component for component in sbom.components if component.ref == sbom.root), None)
    if root is not None:
        return identity_of_part(root, serial=sbom.identifier or "")
    return Identity(name=sbom.name or "", serial=sbom.identifier) if sbom.identifier else None


def identities_of(sbom: Sbom, wanted: Set[str]) -> dict[str, Identity]:
    """Return by what components can be recognised, by ref, for the refs that are wanted: those with findings."""
    if not wanted:
        return {}
    scopes = _development_scopes(sbom, wanted)
    return {
        component.ref: identity_of_part(component, scope=scopes.get(component.ref, ""))
        for component in sbom.components
        if component.ref in wanted
    }


def ways_of(sbom: Sbom, refs: Set[str]) -> Ways:
    """Return how components of a document are reached.

    Args:
        refs: of the components that are asked about; nothing else is kept but what stands above them.

    Cost: linear in relationships and components.
    """
    above: dict[str, dict[str, None]] = {}
    for edge in sbom.relationships:
        if edge.kind in EDGES:
            above.setdefault(edge.target, {})[edge.source] = None
    for component in sbom.components:
        if component.parent is not None:
            above.setdefault(component.ref, {})[component.parent] = None
    before: dict[str, tuple[str, ...]] = {}
    waiting = sorted(refs)
    while waiting:
        ref = waiting.pop()
        if ref not in before:
            before[ref] = tuple(above.get(ref, ()))
            waiting += before[ref]
    higher = {ref for found in before.values() for ref in found if ref != sbom.root}
    return Ways(
        root=sbom.root or "",
        before=before,
        identities={
            component.ref: identity_of_part(component, serial=_own_document(component))
            for component in sbom.components
            if component.ref in higher
        },
    )


def _own_document(component: Component) -> str:
    """Return the serial number of the bill of materials that a component has of its own, as an external BOM-Link names it."""
    for reference in component.external_references:
        if reference.kind == "bom" and reference.url.startswith(_BOM_LINK):
            return "urn:uuid:" + reference.url.removeprefix(_BOM_LINK).partition("/")[0].partition("#")[0]
    return ""


def _development_scopes(sbom: Sbom, wanted: Set[str]) -> dict[str, str]:
    """Return the components that only edges for development, build or test lead to."""
    scopes: dict[str, set[str]] = {}
    for edge in sbom.relationships:
        if edge.target in wanted and edge.kind == "depends_on":
            scopes.setdefault(edge.target, set()).add(edge.scope or "")
    return {ref: "development" for ref, found in scopes.items() if found <= _DEVELOPMENT_SCOPES}


def identity_of_part(component: Component, *, serial: str = "", scope: str = "") -> Identity:
    """Return by what a component of a document can be recognised.

    Args:
        serial: of the document that describes it as its product. scope: as relationships tell it.
    """
    marks = [pair for pair in component.properties if pair[0] in _DEVELOPMENT_PROPERTIES] if not scope else []
    if any(_DEVELOPMENT_PROPERTIES[name] == value.lower() for name, value in marks):
        scope = "development"
    return Identity(
        ref=component.ref,
        name=component.name,
        version=component.version,
        purls=((component.purl,) if component.purl else ()) + component.purls,
        cpes=component.cpes,
        hashes=component.hashes,
        serial=serial,
        scope=scope or component.scope or "",
    )


def problem_of(path: str, error: KanameError) -> Problem:
    """Return an error about a target as a problem of the scan; the place inside the document follows the path."""
    inside = (error.path or "").removeprefix(f"{path}: ")
    inside = "" if inside == path else inside
    return Problem(path=f"{path}: {inside}" if inside else path, code=error.code, params=dict(error.params))
