"""A tree of files, wherever it lies: what extractors read from.

Holds the protocol ``Tree``, a folder on disk and files in memory; archives and images implement the same protocol
elsewhere in this room. Paths are relative, with ``/``, without ``.`` and ``..``. Refuses to leave the root: links that lead
out are not followed; ``left_out`` names them.
"""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from kaname.errors import InputError
from kaname.extract.limits import MAX_DEPTH, MAX_FILES
from kaname.model.sbom import Problem

# Folders that hold no product but its history, caches and tools; what lies there is named as left out, not looked at.
HISTORY_FOLDERS = frozenset({".git", ".hg", ".svn", ".bzr", "CVS", ".tox", ".nox", ".mypy_cache"})
# Compiled copies of what lies beside them: not looked into and not worth a line.
_COMPILED_FOLDERS = frozenset({"__pycache__"})
# Installed copies of what a lock file beside them already lists.
INSTALLED_FOLDERS = frozenset({"node_modules", ".pnpm-store", ".yarn"})
# A file that makes a folder a Python environment (PEP 405).
_ENVIRONMENT_MARK = "pyvenv.cfg"


class FileEntry(Struct, frozen=True):
    """One regular file of a tree.

    Attributes:
        path: relative, ``/`` between parts. size: bytes. executable: True where the file system says so.
    """

    path: str
    size: int
    executable: bool = False


class Tree(Protocol):
    """Files to read from; every implementation gives the same answers for the same content."""

    @property
    def name(self) -> str:
        """What the tree is called in results: the path or file name that the user gave."""
        ...

    def files(self) -> Iterator[FileEntry]:
        """Yield every regular file, in the order of the paths."""
        ...

    def has(self, path: str) -> bool:
        """Say whether a regular file of this path can be read."""
        ...

    def read(self, path: str, *, limit: int) -> bytes:
        """Return the content of a file.

        Raises:
            InputError: ``extract.file_missing``, ``extract.file_too_large``, ``extract.file_unreadable`` and what archives
                add; ``path`` is the file.
        """
        ...

    def head(self, path: str, size: int) -> bytes:
        """Return the first bytes of a file, fewer where it is shorter.

        Raises:
            InputError: as ``read``, without the limit.
        """
        ...

    def problems(self) -> tuple[Problem, ...]:
        """Return what could not be listed: unreadable folders, unsafe members, names that are no text."""
        ...

    def left_out(self) -> tuple[str, ...]:
        """Return folders and links that were not looked into on purpose."""
        ...


class MemoryTree:
    """Files in memory.

    Args:
        contents: path → bytes.
        name: what the tree is called in results.
    """

    def __init__(self, contents: Mapping[str, bytes], *, name: str = "") -> None:
        self._contents = {checked_path(path): data for path, data in sorted(contents.items())}
        self._name = name

    @property
    def name(self) -> str:
        """What the tree is called in results."""
        return self._name

    def files(self) -> Iterator[FileEntry]:
        """Yield every file, in the order of the paths."""
        for path, data in self._contents.items():
            yield FileEntry(path, len(data), executable=True)

    def has(self, path: str) -> bool:
        """Say whether there is such a file."""
        return path in self._contents

    def read(self, path: str, *, limit: int) -> bytes:
        """Return the content of a file; see ``Tree.read``."""
        data = self._contents.get(path)
        if data is None:
            raise InputError("extract.file_missing", path=path)
        if len(data) > limit:
            raise InputError("extract.file_too_large", path=path, limit=limit)
        return data

    def head(self, path: str, size: int) -> bytes:
        """Return the first bytes of a file; see ``Tree.head``."""
        if path not in self._contents:
            raise InputError("extract.file_missing", path=path)
        return self._contents[path][:size]

    def problems(self) -> tuple[Problem, ...]:
        """Return nothing: memory has no links and no forbidden folders."""
        return ()

    def left_out(self) -> tuple[str, ...]:
        """Return nothing: all files are there on purpose."""
        return ()


class DirectoryTree:
    """A folder on disk.

    Links to files inside the root are read as files; links to folders are not followed (what they show is listed where it
    lies); links that leave the root are left out; what cannot be listed becomes a problem.

    Args:
        root: the folder.
        leave_out: names of folders not to look into, except where the root itself has that name.
        environments: also look into Python environments below the root (a root that is one is always looked into).
    """

    def __init__(
        self,
        root: str | os.PathLike[str],
        *,
        leave_out: frozenset[str] = HISTORY_FOLDERS | INSTALLED_FOLDERS,
        environments: bool = False,
    ) -> None:
        self._root = Path(root)
        self._real_root = os.path.realpath(root)
        self._leave_out = leave_out
        self._environments = environments
        self._entries: dict[str, FileEntry] | None = None
        self._problems: list[Problem] = []
        self._left_out: list[str] = []

    @property
    def name(self) -> str:
        """The name of the folder, also where it was given as ``.``."""
        return Path(self._real_root).name or self._real_root

    def files(self) -> Iterator[FileEntry]:
        """Yield every regular file, in the order of the paths.

        Raises:
            InputError: ``extract.file_unreadable`` for the root itself; ``extract.too_many_files``.
        """
        yield from self._listing().values()

    def has(self, path: str) -> bool:
        """Say whether a regular file of this path can be read."""
        return path in self._listing()

    def read(self, path: str, *, limit: int) -> bytes:
        """Return the content of a file; see ``Tree.read``."""
        return self._read(path, limit, whole=True)

    def head(self, path: str, size: int) -> bytes:
        """Return the first bytes of a file; see ``Tree.head``."""
        return self._read(path, size, whole=False)

    def problems(self) -> tuple[Problem, ...]:
        """Return folders and files that could not be listed."""
        self._listing()
        return tuple(self._problems)

    def left_out(self) -> tuple[str, ...]:
        """Return what was not looked into on purpose: folders with a ``/`` at the end, links that were not followed."""
        self._listing()
        return tuple(self._left_out)

    def _read(self, path: str, limit: int, *, whole: bool) -> bytes:
        if path not in self._listing():
            raise InputError("extract.file_missing", path=path)
        try:
            # The listing may be old by now: the file is opened only where it still lies inside the root.
            real = os.path.realpath(self._root / path)
            if not self._is_inside(real):
                raise InputError("extract.link_outside", path=path)
            with Path(real).open("rb") as file:
                data = file.read(limit + 1 if whole else limit)
        except OSError as error:
            raise InputError("extract.file_unreadable", path=path, reason=error.strerror or str(error)) from None
        if whole and len(data) > limit:
            raise InputError("extract.file_too_large", path=path, limit=limit)
        return data

    def _is_inside(self, real: str) -> bool:
        return real == self._real_root or real.startswith(self._real_root.rstrip(os.sep) + os.sep)

    def _listing(self) -> dict[str, FileEntry]:
        if self._entries is None:
            found: list[FileEntry] = []
            # Folders wait on a list, not on the stack: a tree may be deeper than recursion.
            waiting = [("", 0)]
            while waiting:
                folder, depth = waiting.pop()
                self._list(folder, depth, found, waiting)
                if len(found) > MAX_FILES:
                    raise InputError("extract.too_many_files", path=str(self._root), limit=MAX_FILES)
            self._problems.sort(key=lambda each: (each.path, each.code))
            self._left_out.sort()
            self._entries = {entry.path: entry for entry in sorted(found, key=lambda entry: entry.path)}
        return self._entries

    def _list(self, folder: str, depth: int, found: list[FileEntry], waiting: list[tuple[str, int]]) -> None:
        try:
            with os.scandir(self._root / folder) as scanned:
                entries = list(scanned)
        except OSError as error:
            reason = error.strerror or str(error)
            if not folder:
                raise InputError("extract.file_unreadable", path=str(self._root), reason=reason) from None
            self._problem("extract.file_unreadable", folder, reason=reason)
            return
        if folder and not self._environments and any(entry.name == _ENVIRONMENT_MARK for entry in entries):
            self._left_out.append(folder + "/")
            return
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if not _is_text(entry.name):
                self._problem("extract.name_not_text", path.encode("utf-8", "backslashreplace").decode("utf-8"))
                continue
            try:
                self._take(entry, path, depth, found, waiting)
            except OSError as error:
                self._problem("extract.file_unreadable", path, reason=error.strerror or str(error))

    def _take(
        self, entry: "os.DirEntry[str]", path: str, depth: int, found: list[FileEntry], waiting: list[tuple[str, int]]
    ) -> None:
        if entry.is_symlink():
            real = os.path.realpath(entry.path)
            if not self._is_inside(real) or not Path(real).is_file():
                self._left_out.append(path)  # outside, or a folder that is listed where it lies, or nothing
                return
        elif entry.is_dir(follow_symlinks=False):
            if entry.name in _COMPILED_FOLDERS:
                return
            if entry.name in self._leave_out:
                self._left_out.append(path + "/")
            elif depth >= MAX_DEPTH:
                self._problem("extract.too_deep", path, limit=MAX_DEPTH)
            else:
                waiting.append((path, depth + 1))
            return
        status = entry.stat()
        if stat.S_ISREG(status.st_mode):
            found.append(FileEntry(path, status.st_size, bool(status.st_mode & stat.S_IXUSR)))

    def _problem(self, code: str, path: str, **params: str | int) -> None:
        self._problems.append(Problem(path=path, code=code, params={**params}))


def _is_text(name: str) -> bool:
    # Names on disk are bytes; one that is no UTF-8 could not be written into any document.
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def checked_path(path: str) -> str:
    """Return a member path of an archive in the form of a tree, without ``./`` and doubled slashes.

    Raises:
        InputError: ``extract.unsafe_path``: absolute, with ``..``, a drive letter or a null byte.
    """
    text = path.replace("\\", "/")
    parts = [part for part in text.split("/") if part not in ("", ".")]
    if (
        text.startswith("/")
        or ".." in parts
        or "\0" in text
        or not parts
        or (len(parts[0]) == 2 and parts[0][1] == ":")
    ):
        raise InputError("extract.unsafe_path", path=path)
    return "/".join(parts)
