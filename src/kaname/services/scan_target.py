"""One document of a scan: read, matched, put in order; or the problem that prevented it."""

from collections.abc import Callable

from msgspec import Struct

from kaname.errors import KanameError
from kaname.formats import read_sbom
from kaname.matching.engine import MatchEngine
from kaname.model.finding import TargetResult
from kaname.model.identity import ComponentCandidates
from kaname.model.sbom import Problem, Sbom
from kaname.services.targets import Candidate, read_candidate
from kaname.triage.order import ordered_findings

# What a file is allowed to be without being an SBOM, where nobody said that it is one.
_NOT_AN_SBOM = ("formats.not_an_sbom", "formats.other_format", "formats.empty")


class Unread(Struct, frozen=True):
    """A file that did not become a document. ``problem`` is None where it was passed over."""

    path: str
    problem: Problem | None


Suggest = Callable[[Sbom, str], tuple[ComponentCandidates, ...]]
"""Returns the candidates for the components without identifier of a document, given its name in the results."""


def scan_target(engine: MatchEngine, candidate: Candidate, suggest: Suggest | None = None) -> TargetResult | Unread:
    """Read one document and match it; what goes wrong comes back as a value, so that others can go on."""
    path = candidate.path
    try:
        sbom = read_sbom(read_candidate(candidate), name=path)
    except KanameError as error:
        if not candidate.must_read and error.code.startswith(_NOT_AN_SBOM):
            return Unread(path, None)
        return Unread(path, problem_of(path, error))
    matched = engine.match(sbom, target=path)
    return TargetResult(
        path=path,
        format=sbom.format,
        spec_version=sbom.spec_version,
        sha256=sbom.original.sha256,
        component_count=len(sbom.components),
        coverage=matched.coverage,
        findings=ordered_findings(matched.findings),
        problems=sbom.problems + matched.problems,
        candidates=suggest(sbom, path) if suggest else (),
    )


def problem_of(path: str, error: KanameError) -> Problem:
    """Return an error about a target as a problem of the scan; the place inside the document follows the path."""
    inside = (error.path or "").removeprefix(f"{path}: ")
    inside = "" if inside == path else inside
    return Problem(path=f"{path}: {inside}" if inside else path, code=error.code, params=dict(error.params))
