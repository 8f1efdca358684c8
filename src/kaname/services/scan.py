"""The main job: from bills of materials to explained, prioritised findings with an honest denominator."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Literal, NamedTuple

from kaname.errors import KanameError
from kaname.formats import read_sbom
from kaname.knowledge.query import Knowledge
from kaname.matching.engine import MatchEngine
from kaname.model.finding import ScanResult, TargetResult
from kaname.model.sbom import Problem, Sbom
from kaname.services.targets import Candidate, iter_candidates, read_candidate
from kaname.triage.order import ordered_findings

_Status = Literal["complete", "partial", "failed"]
# What a file is allowed to be without being an SBOM, where nobody said that it is one.
_NOT_AN_SBOM = ("formats.not_an_sbom", "formats.other_format", "formats.empty")


class _Unread(NamedTuple):
    """A file that did not become a document: a problem of the scan, or passed over."""

    path: str
    problem: Problem | None


def scan(
    *,
    targets: Sequence[str],
    knowledge: Knowledge,
    now: datetime,
    advance: Callable[[], None] | None = None,
) -> ScanResult:
    """Match bills of materials against a knowledge base.

    Documents are read and matched one after another; a package version that occurs in many is matched once.

    Args:
        targets: SBOM files, folders (searched recursively, see ``kaname.services.targets``), or ``-`` for standard input.
        knowledge: the base that answers.
        now: time of the scan, aware UTC; stated in the result, changes nothing else.
        advance: called after each file, for a progress bar.

    Returns:
        One ``TargetResult`` per document in the order given, findings in triage order. A file that could not be read is in
        ``problems``, and the others go on.
    """
    engine = MatchEngine(knowledge)
    results: list[TargetResult] = []
    problems: list[Problem] = []
    passed_over: list[str] = []
    for path, document in _iter_documents(targets):
        if isinstance(document, _Unread):
            if document.problem is not None:
                problems.append(document.problem)
            else:
                passed_over.append(document.path)
        else:
            results.append(_target_result(engine, path, document))
        if advance is not None:
            advance()
    return ScanResult(
        status=_status(results, problems),
        generated=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        knowledge_digest=knowledge.digest,
        sources=tuple(knowledge.sources()),
        targets=tuple(results),
        problems=tuple(problems),
        passed_over=tuple(passed_over),
    )


def _iter_documents(targets: Sequence[str]) -> Iterator[tuple[str, Sbom | _Unread]]:
    for target in targets:
        try:
            for candidate in iter_candidates(target):
                yield candidate.path, _read(candidate)
        except KanameError as error:
            yield target, _Unread(target, _problem(target, error))


def _read(candidate: Candidate) -> Sbom | _Unread:
    try:
        return read_sbom(read_candidate(candidate), name=candidate.path)
    except KanameError as error:
        if not candidate.must_read and error.code.startswith(_NOT_AN_SBOM):
            return _Unread(candidate.path, None)
        return _Unread(candidate.path, _problem(candidate.path, error))


def _problem(path: str, error: KanameError) -> Problem:
    inside = error.path if error.path and error.path != path else ""
    return Problem(path=f"{path}: {inside}" if inside else path, code=error.code, params=dict(error.params))


def _target_result(engine: MatchEngine, path: str, sbom: Sbom) -> TargetResult:
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
    )


def _status(results: Sequence[TargetResult], problems: Sequence[Problem]) -> _Status:
    components = sum(result.coverage.components for result in results)
    evaluated = sum(result.coverage.evaluated for result in results)
    if not results or (components and not evaluated):
        return "failed"
    return "partial" if problems or evaluated < components else "complete"
