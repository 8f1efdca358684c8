"""The walk over a tree: every file to its extractor, every end recorded.

Holds the run and its record. Refuses to hide: what failed, what is partial, and what was seen but is not understood come
out beside what was found.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kaname.errors import ErrorGroup, InputError, KanameError
from kaname.extract.extractor import Extractor, Found, Phase, Source
from kaname.extract.limits import HEAD_BYTES, MAX_COMPONENTS, MAX_FILE_BYTES
from kaname.extract.tree import FileEntry, Tree
from kaname.model.sbom import Problem, Relationship

Status = Literal["complete", "partial", "failed"]

_INSTALLED = re.compile(r"(?:^|/)(?:site-packages|dist-packages|node_modules)/")
_EXECUTABLE_ENDINGS = ("", ".exe", ".bin", ".so", ".dylib", ".dll")


class FileRun(Struct, frozen=True, kw_only=True):
    """How one extractor ended on one file.

    Attributes:
        path: in the tree. kind: the extractor's. phase: where in the life of a product the file comes from.
        status: ``complete``, ``partial`` (something is missing, see ``problems``), ``failed`` (nothing was taken).
        sha256: of the bytes read, ``""`` where they could not be read.
        problems: what is missing or wrong; paths are inside the file.
        states_edges: True where the extractor gives the dependencies of what it lists.
    """

    path: str
    kind: str
    phase: Phase
    status: Status
    sha256: str
    found: Found
    problems: tuple[Problem, ...] = ()
    states_edges: bool = False


class NotUnderstood(Struct, frozen=True):
    """A file that certainly lists components and that no extractor reads. ``code`` says why."""

    path: str
    code: str


class Extraction(Struct, frozen=True, kw_only=True):
    """Everything that came out of one tree.

    Attributes:
        name: what the tree is called.
        files_seen: how many files the tree holds.
        runs: one per extractor and file, in the order of the paths.
        not_understood: files that list components and are not read here.
        left_out: folders that were not looked into on purpose.
        problems: of the tree itself: links, folders that could not be listed, limits.
        status: ``complete`` where nothing is missing as far as this program knows; ``failed`` where nothing at all was found
            and something went wrong.
    """

    name: str
    files_seen: int
    runs: tuple[FileRun, ...]
    not_understood: tuple[NotUnderstood, ...] = ()
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def status(self) -> Status:
        """How the whole extraction ended."""
        if any(run.status != "failed" for run in self.runs):
            whole = all(run.status == "complete" for run in self.runs) and not self.not_understood and not self.problems
            return "complete" if whole else "partial"
        return "failed" if self.runs or self.problems or self.not_understood else "complete"


def walk_tree(
    tree: Tree,
    extractors: Sequence[Extractor],
    *,
    not_understood: Sequence[tuple[str, str]] = (),
    advance: Callable[[], None] | None = None,
    depth: int = 0,
) -> Extraction:
    """Run every extractor over the files that it reads.

    Args:
        tree: where the files lie.
        extractors: the first whose pattern matches a file gets it; a file may be read by several only if they declare
            different kinds.
        not_understood: (file name pattern as in ``Extractor.files``, message code) of files to name, not to read.
        advance: called after each file, for a progress bar.
        depth: how many archives the tree lies in.

    Returns:
        The record; same tree, same bytes.

    Raises:
        InputError: the tree itself cannot be listed.
    """
    runs: list[FileRun] = []
    problems: list[Problem] = []
    unread = [(_name_only(pattern, code), code) for pattern, code in not_understood]
    named: list[NotUnderstood] = []
    consumed: set[str] = set()
    accounted: list[tuple[str, tuple[str, ...]]] = []
    by_magic = [each for each in extractors if each.magics]
    count = seen = 0
    for entry in tree.files():
        seen += 1
        for extractor in _choose(entry, tree, extractors, by_magic, problems):
            used: list[str] = []
            run = _run(extractor, entry, tree, depth + entry.path.count("!/"), used)
            if run.found.components or run.problems or not extractor.magics:
                runs.append(run)  # an executable of another language is no result of this extractor
            consumed.update(used)
            if extractor.accounts_for and run.status != "failed":
                accounted.append((entry.path.rpartition("/")[0], extractor.accounts_for))
            count += len(run.found.components)
        if not _INSTALLED.search(entry.path):
            named += [NotUnderstood(entry.path, code) for probe, code in unread if probe.matches(entry.path)]
        if advance is not None:
            advance()
        if count > MAX_COMPONENTS:
            raise InputError("extract.too_many_components", path=tree.name, limit=MAX_COMPONENTS)
    return Extraction(
        name=tree.name,
        files_seen=seen,
        runs=tuple(_answered(runs)),
        not_understood=tuple(_unexplained(named, consumed, accounted)),
        left_out=tree.left_out(),
        problems=(*tree.problems(), *problems),
    )


def _choose(
    entry: FileEntry,
    tree: Tree,
    extractors: Sequence[Extractor],
    by_magic: Sequence[Extractor],
    problems: list[Problem],
) -> list[Extractor]:
    chosen = [each for each in extractors if each.files and each.matches(entry.path)]
    if _INSTALLED.search(entry.path):
        # A lock file that a package brought along describes that package's workshop, not this product.
        chosen = [each for each in chosen if each.phase == "post-build"]
    if chosen or not by_magic or not _may_be_executable(entry):
        return chosen
    try:
        head = tree.head(entry.path, HEAD_BYTES)
    except KanameError as error:
        problems.append(problem_of(error, entry.path))
        return []
    return [each for each in by_magic if head.startswith(each.magics)]


def _may_be_executable(entry: FileEntry) -> bool:
    # Reading the head of every file of a large tree takes seconds: only what can be run or linked is looked at.
    name = entry.path.rpartition("/")[2]
    ending = name[name.rfind(".") :].lower() if "." in name[1:] else ""
    return entry.size > HEAD_BYTES and (entry.executable or ending in _EXECUTABLE_ENDINGS)


def _run(extractor: Extractor, entry: FileEntry, tree: Tree, depth: int, used: list[str]) -> FileRun:
    digest = ""
    try:
        data = tree.read(entry.path, limit=MAX_FILE_BYTES)
        digest = hashlib.sha256(data).hexdigest()
        found = extractor.extract(Source(path=entry.path, data=data, tree=tree, depth=depth, used=used))
    except ErrorGroup as error:
        return _failed(extractor, entry, digest, tuple(problem_of(each, "") for each in error.errors))
    except KanameError as error:
        return _failed(extractor, entry, digest, (problem_of(error, ""),))
    return FileRun(
        path=entry.path,
        kind=extractor.kind,
        phase=extractor.phase,
        status="partial" if found.problems else "complete",
        sha256=digest,
        found=found,
        problems=found.problems,
        states_edges="edge" in extractor.facts,
    )


def _unexplained(
    named: Sequence[NotUnderstood], consumed: set[str], accounted: Sequence[tuple[str, tuple[str, ...]]]
) -> Iterator[NotUnderstood]:
    rules: dict[str, list[str]] = {}
    for folder, patterns in accounted:
        rules.setdefault(folder, []).extend(patterns)
    for each in named:
        folder, _, name = each.path.rpartition("/")
        if each.path not in consumed and not any(fnmatchcase(name, rule) for rule in rules.get(folder, ())):
            yield each


def _answered(runs: Sequence[FileRun]) -> Iterator[FileRun]:
    """Turn needs by name into edges to what other files of the same place hold."""
    names: dict[tuple[str, str, str], str] = {}
    for run in runs:
        for component in run.found.components if run.found.place else ():
            if component.ref in run.found.subjects:
                names[run.kind, run.found.place, component.name] = component.ref
    for run in runs:
        edges = list(run.found.relationships)
        missing = []
        for need in run.found.wanted:
            target = names.get((run.kind, run.found.place, need.name))
            if target is not None:
                edges.append(Relationship(need.source, "depends_on", target, need.scope))
            elif need.must:
                missing.append(Problem(path="", code="extract.edge_unresolved", params={"name": need.name}))
        if run.found.wanted:
            found = replace(run.found, relationships=tuple(edges))
            status: Status = "partial" if missing or run.status == "partial" else run.status
            yield replace(run, found=found, problems=(*run.problems, *missing), status=status)
        else:
            yield run


def _failed(extractor: Extractor, entry: FileEntry, digest: str, problems: tuple[Problem, ...]) -> FileRun:
    return FileRun(
        path=entry.path,
        kind=extractor.kind,
        phase=extractor.phase,
        status="failed",
        sha256=digest,
        found=Found(),
        problems=problems,
    )


def problem_of(error: KanameError, path: str) -> Problem:
    """Return an error as a problem; without a place of its own it gets ``path``."""
    return Problem(path=error.path or path, code=error.code, params=dict(error.params))


def _name_only(pattern: str, code: str) -> Extractor:
    return Extractor(
        kind=code, ecosystem="", files=(pattern,), facts=frozenset(), phase="build", extract=lambda _: Found()
    )
