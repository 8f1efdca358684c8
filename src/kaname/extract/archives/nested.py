"""A tree together with the archives that lie in it, down to a depth: ``app/lib.zip!/inner/file``.

Bounded in depth, number of archives, files and unpacked bytes over all of them. What cannot be opened is a problem by its
path; the files around it are still there.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import ExitStack

from kaname.errors import InputError, KanameError
from kaname.extract.archives.opened import ENDINGS, open_bytes
from kaname.extract.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_ARCHIVE_DEPTH,
    MAX_FILE_BYTES,
    MAX_FILES,
    MAX_NESTED_ARCHIVES,
)
from kaname.extract.tree import FileEntry, Tree
from kaname.model.sbom import Problem

SEPARATOR = "!/"
# Archives kept open at a time: the walk goes through one after another, extractors look beside the file they read.
_KEPT = 4


class NestedTree:
    """A tree whose archives are opened like folders.

    Args:
        outer: the tree.
        budget: most bytes that may be read out of inner archives, all together.
    """

    def __init__(self, outer: Tree, *, budget: int = MAX_ARCHIVE_BYTES) -> None:
        self._outer = outer
        self._budget = budget
        self._entries: dict[str, FileEntry] | None = None
        self._problems: list[Problem] = []
        self._left_out: list[str] = []
        self._tried = 0
        self._archives: set[str] = set()
        self._open: OrderedDict[str, tuple[Tree, ExitStack]] = OrderedDict()

    def close(self) -> None:
        """Close what was unpacked; the tree can be read again and opens what it needs."""
        while self._open:
            self._open.popitem()[1][1].close()

    @property
    def name(self) -> str:
        """What the outer tree is called."""
        return self._outer.name

    def files(self) -> Iterator[FileEntry]:
        """Yield every file; those of an archive after the archive itself."""
        yield from self._listing().values()

    def has(self, path: str) -> bool:
        """Say whether a path leads to a file, inside an archive too."""
        if SEPARATOR not in path:
            return self._outer.has(path)
        if path in self._listing():
            return True
        archive, _, inner = path.rpartition(SEPARATOR)
        return archive in self._archives and self._tree(archive).has(inner)  # by way of a link

    def read(self, path: str, *, limit: int) -> bytes:
        """Return the content of a file; see ``Tree.read``."""
        archive, separator, inner = path.rpartition(SEPARATOR)
        if not separator:
            return self._outer.read(path, limit=limit)
        return self._counted(self._tree(archive).read(inner, limit=min(limit, self._budget)), path)

    def head(self, path: str, size: int) -> bytes:
        """Return the first bytes of a file; see ``Tree.head``."""
        archive, separator, inner = path.rpartition(SEPARATOR)
        if not separator:
            return self._outer.head(path, size)
        return self._counted(self._tree(archive).head(inner, size), path)

    def problems(self) -> tuple[Problem, ...]:
        """Return what could not be listed in the tree and in the archives."""
        self._listing()
        return (*self._outer.problems(), *self._problems)

    def left_out(self) -> tuple[str, ...]:
        """Return what was not looked into on purpose, in the tree and in the archives."""
        self._listing()
        return (*self._outer.left_out(), *self._left_out)

    def _counted(self, data: bytes, path: str) -> bytes:
        self._budget -= len(data)
        if self._budget < 0:
            raise InputError("extract.archive_bomb", path=path, limit=MAX_ARCHIVE_BYTES)
        return data

    def _listing(self) -> dict[str, FileEntry]:
        if self._entries is None:
            self._entries = {}
            for entry in self._outer.files():
                self._add(entry)
        return self._entries

    def _add(self, entry: FileEntry) -> None:
        # Archives wait on a list, not on the stack; the depth is that of the path.
        waiting = [entry]
        while waiting:
            current = waiting.pop()
            assert self._entries is not None
            self._entries[current.path] = current
            if len(self._entries) > MAX_FILES:
                raise InputError("extract.too_many_files", path=self.name, limit=MAX_FILES)
            if current.path.lower().endswith(ENDINGS) and current.size:
                waiting += reversed(self._inside(current))

    def _inside(self, entry: FileEntry) -> list[FileEntry]:
        if entry.path.count(SEPARATOR) >= MAX_ARCHIVE_DEPTH:
            self._problem(InputError("extract.too_deep", limit=MAX_ARCHIVE_DEPTH), entry.path)
            return []
        if self._tried >= MAX_NESTED_ARCHIVES:
            self._problem(InputError("extract_os.too_many_archives", limit=MAX_NESTED_ARCHIVES), entry.path)
            return []
        self._tried += 1
        try:
            tree = self._tree(entry.path)
            found = [
                FileEntry(f"{entry.path}{SEPARATOR}{each.path}", each.size, each.executable) for each in tree.files()
            ]
        except KanameError as error:
            self._problem(error, entry.path)
            return []
        self._archives.add(entry.path)
        for problem in tree.problems():
            self._problem(InputError(problem.code, path=problem.path, **problem.params), entry.path)
        self._left_out += [f"{entry.path}{SEPARATOR}{each}" for each in tree.left_out()]
        return found

    def _tree(self, archive: str) -> Tree:
        held = self._open.get(archive)
        if held is not None:
            self._open.move_to_end(archive)
            return held[0]
        with ExitStack() as stack:
            data = self.read(archive, limit=MAX_FILE_BYTES)
            opened = open_bytes(data, name=archive, stack=stack, limit=self._budget)
            if opened is None:
                raise InputError("extract_os.not_an_archive", path=archive)
            self._open[archive] = opened.tree, stack.pop_all()
        while len(self._open) > _KEPT:
            self._open.popitem(last=False)[1][1].close()
        return opened.tree

    def _problem(self, error: KanameError, archive: str) -> None:
        inside = error.path if error.path and error.path != archive else ""
        path = f"{archive}{SEPARATOR}{inside}" if inside else archive
        self._problems.append(Problem(path=path, code=error.code, params=dict(error.params)))
