"""The documents of a portfolio, read and answered by several processes; the results are those of one process.

A worker reads a document and asks the knowledge base about its components; what it hands over is small: the components that
something touches, what was not evaluated, and every distinct answer once. The parent adds the vulnerabilities.

Where a worker cannot help (it died, it sees another base, no processes are to be had) the parent does the work itself.
"""

import atexit
import gc
import os
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from kaname.errors import IntegrityError, KanameError
from kaname.knowledge.base import KnowledgeBase, open_knowledge
from kaname.knowledge.pool import iter_replies
from kaname.matching.engine import AnsweredSbom, MatchEngine, Touched
from kaname.matching.hits import Answer, Overruled
from kaname.matching.methods import NAME
from kaname.model.finding import ComponentKey, Coverage, Identity, NotEvaluated, Ways
from kaname.model.identity import ComponentCandidates
from kaname.model.sbom import Problem
from kaname.services.scan_target import AnsweredTarget, Setting, Suggest, Unread, answer_target, suggester
from kaname.services.targets import STDIN, Candidate

# Below this much text, about half a second of work, starting processes costs more than it saves.
WORTHWHILE_BYTES = 48 << 20
WORTHWHILE_DOCUMENTS = 8
# A larger document is read by the parent, one at a time: memory for several of them need not be there.
LARGE_BYTES = 64 << 20
# Handed out at once: enough that the handing over does not count, little enough that all workers end together.
_TASK_BYTES = 4 << 20
_TASK_DOCUMENTS = 64
# About how many times larger a document is than the compressed file it lies in.
_UNPACKED_RATIO = 12


class _Task(NamedTuple):
    """Documents to read one after another; ``is_own``: by the parent."""

    candidates: list[Candidate]
    is_own: bool


class _Packed(Struct, array_like=True, frozen=True):
    """An ``AnsweredTarget`` on its way: names left out, answers by number, ``left`` for what was not evaluated."""

    format: str
    spec_version: str
    sha256: str
    component_count: int
    left: list[tuple[str, str | None, str, str, str, str | None]]
    touched: list[tuple[str, str | None, str, str, tuple[str, ...], int]]
    overruled: tuple[tuple[str, str, Overruled], ...]
    uncompared: int
    problems: tuple[Problem, ...]
    candidates: tuple[ComponentCandidates, ...]
    subject: Identity | None
    identities: dict[str, Identity]
    ways: Ways | None


class _Reply(Struct, array_like=True, frozen=True):
    """What a task came to. ``answers``: those that this worker had not handed over yet, numbered on from the last."""

    worker: int
    answers: list[Answer]
    targets: list[tuple[_Packed | None, Unread | None]]


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(_Reply)


def is_worthwhile(candidates: Sequence[Candidate]) -> bool:
    """Say whether documents are many and large enough for several processes. Cost: one look at each file's size."""
    return len(candidates) >= WORTHWHILE_DOCUMENTS and sum(map(_weight, candidates)) >= WORTHWHILE_BYTES


def iter_answered(
    engine: MatchEngine,
    candidates: Sequence[Candidate],
    suggest: Suggest | None,
    setting: Setting,
    base: KnowledgeBase,
    processes: int,
) -> Generator[AnsweredTarget | Unread, None, None]:
    """Read and answer documents, and yield what each came to, in the order given; close it to end the workers early.

    Args:
        engine: does what workers do not. candidates: files. suggest: as for ``answer_target``.
        setting: as the engine has it. base: as the engine has it; workers open it anew. processes: how many to start.
    """
    tasks = list(_iter_tasks(candidates))
    shared = [task.candidates for task in tasks if not task.is_own]
    answers: dict[int, list[Answer]] = {}
    with closing(
        iter_replies(answer_task, shared, processes, _prepare, (place_of(base), base.digest, setting))
    ) as replies:
        has_workers = True
        for task in tasks:
            packed = b""
            if has_workers and not task.is_own:
                try:
                    packed = next(replies)
                except (IntegrityError, OSError):
                    has_workers = False
            if packed:
                yield from _iter_unpacked(packed, task.candidates, answers)
            else:
                for candidate in task.candidates:
                    yield answer_target(engine, candidate, suggest, with_ways=setting.with_ways)


def place_of(base: KnowledgeBase) -> str:
    """Return where workers find a base; they compare its digest, for the file may have been replaced."""
    return str(base.path.absolute())


def _iter_tasks(candidates: Sequence[Candidate]) -> Iterator[_Task]:
    task: list[Candidate] = []
    size = 0
    for candidate in candidates:
        weight = _weight(candidate)
        is_own = weight > LARGE_BYTES or candidate.path == STDIN
        if task and (is_own or size + weight > _TASK_BYTES or len(task) >= _TASK_DOCUMENTS):
            yield _Task(task, False)
            task, size = [], 0
        if is_own:
            yield _Task([candidate], True)
        else:
            task.append(candidate)
            size += weight
    if task:
        yield _Task(task, False)


def _weight(candidate: Candidate) -> int:
    """Return about how many bytes of text a file holds; 0 where it cannot be told."""
    try:
        size = Path(candidate.path).stat().st_size
    except (OSError, ValueError):
        return 0  # the reading itself will say why
    return size * _UNPACKED_RATIO if candidate.path.lower().endswith((".gz", ".zst", ".zstd")) else size


class _Worker:
    """The state of a worker: its engine, and which answers its parent has already."""

    def __init__(self, base: KnowledgeBase, setting: Setting) -> None:
        confirmed = setting.identities.confirmed if setting.identities else None
        self._engine = MatchEngine(base, methods=setting.methods, confirmed=confirmed)
        self._suggest = suggester(base, setting.identities) if NAME in setting.methods else None
        self._with_ways = setting.with_ways
        self._numbers: dict[int, int] = {}
        self._told: list[Answer] = []  # kept, so that no later answer takes the identity of one

    def reply(self, candidates: list[Candidate]) -> bytes:
        """Return what documents came to; empty where it cannot be told, and then as if nothing had been asked."""
        before = len(self._told)
        targets: list[tuple[_Packed | None, Unread | None]] = []
        try:
            for candidate in candidates:
                outcome = answer_target(self._engine, candidate, self._suggest, with_ways=self._with_ways)
                targets.append((None, outcome) if isinstance(outcome, Unread) else (self._packed(outcome), None))
            return _encoder.encode(_Reply(os.getpid(), self._told[before:], targets))
        except (KanameError, UnicodeEncodeError):
            # The base is damaged, or a name holds bytes that are no text.
            for answer in self._told[before:]:
                del self._numbers[id(answer)]
            del self._told[before:]
            return b""

    def _packed(self, target: AnsweredTarget) -> _Packed:
        coverage, touched, overruled, uncompared = target.answered
        return _Packed(
            format=target.format,
            spec_version=target.spec_version,
            sha256=target.sha256,
            component_count=target.component_count,
            left=[
                (each.ref, each.purl, each.name, each.version, each.reason, each.detail)
                for each in coverage.not_evaluated
            ],
            touched=[
                (each.ref, each.purl, each.name, each.version, each.paths, self._number(answer))
                for each, answer in touched
            ],
            overruled=overruled,
            uncompared=uncompared,
            problems=target.problems,
            candidates=target.candidates,
            subject=target.subject,
            identities=dict(target.identities),
            ways=target.ways,
        )

    def _number(self, answer: Answer) -> int:
        number = self._numbers.get(id(answer))
        if number is None:
            number = self._numbers[id(answer)] = len(self._told)
            self._told.append(answer)
        return number


_workers: list[_Worker] = []  # of this process: one where it is a worker and its base is the parent's


def _prepare(base: str, digest: str, setting: Setting) -> None:
    # Millions of small values, hardly a cycle, and then the process ends: no search for cycles, not even the last one.
    gc.disable()
    atexit.register(gc.freeze)
    try:
        opened = open_knowledge(Path(base))
    except KanameError:
        return  # the file was replaced or taken away; the parent still has it open
    if opened.digest == digest:
        _workers.append(_Worker(opened, setting))


def answer_task(candidates: list[Candidate]) -> bytes:
    """Read and answer documents in a worker; empty where the parent has to do it, for only it can say what is wrong."""
    return _workers[0].reply(candidates) if _workers else b""


def _iter_unpacked(
    data: bytes, candidates: Sequence[Candidate], answers: dict[int, list[Answer]]
) -> Iterator[AnsweredTarget | Unread]:
    reply = _decoder.decode(data)
    known = answers.setdefault(reply.worker, [])
    known.extend(reply.answers)
    for candidate, (packed, unread) in zip(candidates, reply.targets, strict=True):
        if packed is not None:
            yield _unpacked(packed, candidate.path, known)
        else:
            yield unread or Unread(candidate.path, None)


def _unpacked(packed: _Packed, path: str, answers: Sequence[Answer]) -> AnsweredTarget:
    not_evaluated = tuple(
        [
            NotEvaluated(ref=ref, purl=purl, name=name, version=version, reason=reason, detail=detail, target=path)
            for ref, purl, name, version, reason, detail in packed.left
        ]
    )
    touched = tuple(
        [
            Touched(ComponentKey(ref=ref, purl=purl, name=name, version=version, paths=paths), answers[number])
            for ref, purl, name, version, paths, number in packed.touched
        ]
    )
    count = packed.component_count
    coverage = Coverage(components=count, evaluated=count - len(not_evaluated), not_evaluated=not_evaluated)
    return AnsweredTarget(
        path=path,
        format=packed.format,
        spec_version=packed.spec_version,
        sha256=packed.sha256,
        component_count=count,
        answered=AnsweredSbom(coverage, touched, packed.overruled, packed.uncompared),
        problems=packed.problems,
        candidates=packed.candidates,
        subject=packed.subject,
        identities=packed.identities,
        ways=packed.ways,
    )
