"""The files of an archive as a tree of names: what tar members and image layers are put into.

Knows folders, files and links, and follows links as a system would that has the archive as its root. Refuses to leave that
root: ``..`` above it stays there.
"""

from collections.abc import Iterator
from typing import Union

from msgspec import Struct

from kaname.errors import InputError
from kaname.extract.archives.window import RandomFile
from kaname.extract.limits import MAX_DEPTH, MAX_LINK_HOPS


class Stored(Struct, frozen=True):
    """The content of one file: ``size`` bytes of ``file`` from ``offset``; ``layer`` counts from 0 at the bottom."""

    file: RandomFile
    offset: int
    size: int
    executable: bool
    layer: int


class Link(Struct, frozen=True):
    """A symbolic link, its target as written."""

    target: str


Node = Union["dict[str, Node]", Stored, Link]


class FileTable:
    """Names and what they stand for. Paths are tuples of names, checked by ``member_path``."""

    def __init__(self) -> None:
        self._root: dict[str, Node] = {}

    def put(self, path: tuple[str, ...], node: Stored | Link) -> None:
        """Set a file or link; what stood there before is gone, files in the way of a folder too."""
        self._make(path[:-1])[path[-1]] = node

    def make_folder(self, path: tuple[str, ...]) -> None:
        """Make a folder; one that is there stays as it is, anything else gives way."""
        self._make(path)

    def remove(self, path: tuple[str, ...]) -> None:
        """Take away a file, link or folder with all below; nothing where it is not there."""
        folder = self._folder(path[:-1])
        if folder is not None:
            folder.pop(path[-1], None)

    def empty(self, path: tuple[str, ...]) -> None:
        """Take away everything in a folder."""
        folder = self._folder(path)
        if folder is not None:
            folder.clear()

    def get(self, path: tuple[str, ...]) -> Stored | Link | None:
        """Return what stands at a path itself, no link followed; None for folders and nothing."""
        folder = self._folder(path[:-1])
        node = folder.get(path[-1]) if folder is not None else None
        return None if isinstance(node, dict) else node

    def resolve(self, path: str) -> Stored | None:
        """Return the file that a path leads to, through links of files and folders; None where there is none."""
        waiting = [name for name in reversed(path.split("/")) if name not in ("", ".")]
        place: list[tuple[str, dict[str, Node]]] = []
        hops = 0
        while waiting:
            name = waiting.pop()
            folder = place[-1][1] if place else self._root
            if name == "..":
                if place:
                    place.pop()
                continue
            node = folder.get(name)
            if isinstance(node, dict):
                place.append((name, node))
            elif isinstance(node, Link):
                hops += 1
                if hops > MAX_LINK_HOPS:
                    return None
                if node.target.startswith("/"):
                    place = []
                waiting += [each for each in reversed(node.target.split("/")) if each not in ("", ".")]
            else:
                return node if not waiting else None
        return None

    def walk(self) -> Iterator[tuple[str, Stored | Link]]:
        """Yield every file and link with its path, folder by folder in no order."""
        waiting: list[tuple[str, dict[str, Node]]] = [("", self._root)]
        while waiting:
            prefix, folder = waiting.pop()
            for name, node in folder.items():
                if isinstance(node, dict):
                    waiting.append((f"{prefix}{name}/", node))
                else:
                    yield prefix + name, node

    def _folder(self, path: tuple[str, ...]) -> dict[str, Node] | None:
        folder = self._root
        for name in path:
            node = folder.get(name)
            if not isinstance(node, dict):
                return None
            folder = node
        return folder

    def _make(self, path: tuple[str, ...]) -> dict[str, Node]:
        folder = self._root
        for name in path:
            node = folder.get(name)
            if not isinstance(node, dict):
                node = folder[name] = {}
            folder = node
        return folder


def member_path(name: bytes) -> tuple[str, ...]:
    """Return the parts of a member name; empty for the root itself.

    Raises:
        InputError: ``extract.unsafe_path`` (absolute, ``..``, null byte), ``extract.name_not_text``, ``extract.too_deep``.
    """
    shown = name.decode("utf-8", "backslashreplace")
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("extract.name_not_text", path=shown[:200]) from None
    parts = tuple([part for part in text.split("/") if part not in ("", ".")])
    if text.startswith("/") or ".." in parts or "\0" in text:
        raise InputError("extract.unsafe_path", path=shown[:200])
    if len(parts) > MAX_DEPTH:
        raise InputError("extract.too_deep", path=shown[:200], limit=MAX_DEPTH)
    return parts
