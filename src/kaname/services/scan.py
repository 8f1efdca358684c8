"""The main job: from bills of materials to explained, prioritised findings with an honest denominator."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Literal

import msgspec

from kaname.errors import KanameError
from kaname.knowledge.freshness import is_stale
from kaname.knowledge.query import Knowledge
from kaname.matching.candidates import Identities
from kaname.matching.engine import MatchEngine
from kaname.matching.methods import DEFAULT_METHODS, NAME
from kaname.model.finding import ScanResult, TargetResult
from kaname.model.identity import ComponentCandidates
from kaname.model.sbom import Problem, Sbom
from kaname.model.source import SourceState
from kaname.services.identities import candidates_of
from kaname.services.scan_extracted import is_artifact, scan_extracted
from kaname.services.scan_target import Suggest, Unread, problem_of, scan_target
from kaname.services.targets import Candidate, iter_candidates

_Status = Literal["complete", "partial", "failed"]


def scan(
    *,
    targets: Sequence[str],
    knowledge: Knowledge,
    now: datetime,
    methods: frozenset[str] = DEFAULT_METHODS,
    identities: Identities | None = None,
    advance: Callable[[], None] | None = None,
    extract: bool = False,
    with_ways: bool = False,
) -> ScanResult:
    """Match bills of materials against a knowledge base.

    A target that is no bill of materials but something to make one of (a checkout, an archive, an executable) is extracted
    first (``kaname.services.scan_extracted``). A package version that occurs in many documents is matched once.

    Args:
        targets: SBOM files, folders (searched recursively, see ``kaname.services.targets``), or ``-`` for standard input.
        knowledge: the base that answers. now: aware UTC; stated in the result, and decides which sources are stale.
        methods: of ``kaname.matching.methods.METHODS``; with ``name`` the result lists candidates, which are no findings.
        identities: verdicts of persons about such components; what is confirmed is matched. advance: after each file.
        extract: extract every target, even a folder with bills of materials in it.
        with_ways: keep how the components with findings are reached, for statements about what contains them.

    Returns:
        One ``TargetResult`` per document in the order given, findings in triage order. A file that could not be read is in
        ``problems``, and the others go on.
    """
    results: list[TargetResult] = []
    problems: list[Problem] = []
    passed_over: list[str] = []
    engine = MatchEngine(knowledge, methods=methods, confirmed=identities.confirmed if identities else None)
    suggest = _suggester(knowledge, identities) if NAME in methods else None
    whole = True
    for found in _iter_found(targets, extract=extract):
        outcome: TargetResult | Unread  # in one process: handing results over costs as much as a second one saves
        if isinstance(found, str):
            outcome, complete = scan_extracted(engine, found, now=now, with_ways=with_ways)
            whole = whole and complete
        elif isinstance(found, Candidate):
            outcome = scan_target(engine, found, suggest, with_ways=with_ways)
        else:
            outcome = found
        if isinstance(outcome, TargetResult):
            results.append(outcome)
        elif outcome.problem is not None:
            problems.append(outcome.problem)
        else:
            passed_over.append(outcome.path)
        if advance is not None:
            advance()
    return ScanResult(
        status=_status(results, problems, whole=whole),
        generated=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        knowledge_digest=knowledge.digest,
        sources=_sources(knowledge, now),
        targets=tuple(results),
        problems=tuple(problems),
        passed_over=tuple(passed_over),
    )


def _sources(knowledge: Knowledge, now: datetime) -> tuple[SourceState, ...]:
    states = knowledge.sources()
    return tuple(msgspec.structs.replace(state, stale=True) if is_stale(state, now) else state for state in states)


def _suggester(knowledge: Knowledge, identities: Identities | None) -> Suggest:
    verdicts = identities or Identities(())

    def suggest(sbom: Sbom, target: str) -> tuple[ComponentCandidates, ...]:
        return candidates_of(sbom=sbom, knowledge=knowledge, identities=verdicts, target=target)

    return suggest


def _iter_found(targets: Iterable[str], *, extract: bool) -> Iterator[Candidate | Unread | str]:
    """Yield files to read, targets to extract (as text), and what cannot be either."""
    for target in targets:
        if is_artifact(target, extract=extract):
            yield target
            continue
        try:
            yield from iter_candidates(target)
        except KanameError as error:
            yield Unread(target, problem_of(target, error))


def _status(results: Sequence[TargetResult], problems: Sequence[Problem], *, whole: bool) -> _Status:
    components = sum(result.coverage.components for result in results)
    evaluated = sum(result.coverage.evaluated for result in results)
    if not results or (components and not evaluated):
        return "failed"
    return "partial" if problems or not whole or evaluated < components else "complete"
