"""The main job: from bills of materials to explained, prioritised findings with an honest denominator."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from typing import Literal

import msgspec

from kaname.errors import KanameError
from kaname.knowledge.base import KnowledgeBase
from kaname.knowledge.freshness import is_stale
from kaname.knowledge.query import Knowledge
from kaname.matching.candidates import Identities
from kaname.matching.engine import MatchEngine
from kaname.matching.methods import DEFAULT_METHODS, NAME
from kaname.model.finding import ScanResult, TargetResult
from kaname.model.sbom import Problem
from kaname.model.source import SourceState
from kaname.services.scan_extracted import is_artifact, scan_extracted
from kaname.services.scan_target import (
    AnsweredTarget,
    Setting,
    Unread,
    answer_target,
    problem_of,
    suggester,
    told_target,
)
from kaname.services.targets import Candidate, iter_candidates
from kaname.triage.order import Weights

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
    processes: int = 1,
    with_ways: bool = False,
) -> ScanResult:
    """Match bills of materials against a knowledge base.

    A target that is no bill of materials but something to make one of (a checkout, an archive, an executable) is extracted
    first (``kaname.services.scan_extracted``). A package version that occurs in many documents is matched once. The result
    does not depend on how many processes read.

    Args:
        targets: SBOM files, folders (searched recursively, see ``kaname.services.targets``), or ``-`` for standard input.
        knowledge: the base that answers. now: aware UTC; stated in the result, and decides which sources are stale.
        methods: of ``kaname.matching.methods.METHODS``; with ``name`` the result lists candidates, which are no findings.
        identities: verdicts of persons about such components; what is confirmed is matched. advance: after each file.
        extract: extract every target, even a folder with bills of materials in it.
        processes: how many may read documents where there are so many that it pays. More than one starts new Python
            processes, so a program that asks for them must guard its entry point as ``multiprocessing`` says.
        with_ways: keep how the components with findings are reached, for statements about what contains them.

    Returns:
        One ``TargetResult`` per document in the order given, findings in triage order. A file that could not be read is in
        ``problems``, and the others go on.
    """
    results: list[TargetResult] = []
    problems: list[Problem] = []
    passed_over: list[str] = []
    engine = MatchEngine(knowledge, methods=methods, confirmed=identities.confirmed if identities else None)
    setting = Setting(methods, identities, with_ways)
    whole = True
    everything = list(_iter_found(targets, extract=extract))
    documents = [found for found in everything if isinstance(found, Candidate)]
    with closing(_answered(engine, documents, setting, knowledge, processes)) as answered:
        for outcome, is_whole in _outcomes(engine, everything, answered, now, with_ways):
            whole = whole and is_whole
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


def _outcomes(
    engine: MatchEngine,
    everything: Iterable[Candidate | Unread | str],
    answered: Iterator[AnsweredTarget | Unread],
    now: datetime,
    with_ways: bool,
) -> Iterator[tuple[TargetResult | Unread, bool]]:
    """Yield what each target came to, in order, and whether nothing of it was missed in extracting."""
    weights = Weights()
    for found in everything:
        if isinstance(found, str):
            yield scan_extracted(engine, found, now=now, with_ways=with_ways)
        elif isinstance(found, Candidate):
            one = next(answered)
            yield (one if isinstance(one, Unread) else told_target(engine, one, weights)), True
        else:
            yield found, True


def _answered(
    engine: MatchEngine,
    documents: Sequence[Candidate],
    setting: Setting,
    knowledge: Knowledge,
    processes: int,
) -> Generator[AnsweredTarget | Unread, None, None]:
    """Yield what each document came to, read in this process or shared among several."""
    suggest = suggester(knowledge, setting.identities) if NAME in setting.methods else None
    if processes > 1 and len(documents) > 1 and isinstance(knowledge, KnowledgeBase):
        # Loaded here: a scan of one document does not pay for what starts processes.
        from kaname.services.scan_shared import is_worthwhile, iter_answered

        if is_worthwhile(documents):
            yield from iter_answered(engine, documents, suggest, setting, knowledge, processes)
            return
    for document in documents:
        yield answer_target(engine, document, suggest, with_ways=setting.with_ways)


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
