"""Reading lists of vendors and products, so that an update looks only at lines that it has not seen.

Remembers of each line a mark of its bytes and one of the name it gives, 16 bytes in all. Lists that are one large document
are read whole each time.
"""

import sys
from array import array
from collections.abc import Iterator, Sequence
from itertools import repeat
from pathlib import Path

from msgspec import Struct

from kaname.knowledge.records import ProductName
from kaname.knowledge.sources.documents import LINE_BYTES_MAX, mark_of, marks_of, read_file
from kaname.knowledge.sources.jvn import JvnNames, NamesPart
from kaname.knowledge.sources.source import Feed
from kaname.model.source import SkippedRecord


class ListedNames(Struct, frozen=True):
    """What lists come to: the new names, entries read, different names, names given more than once, and what is kept of it.

    ``skipped``: entries that give no name. ``packed``: as ``NameLists.packed``.
    """

    names: list[ProductName]
    read: int
    kept: int
    repeated: int
    skipped: list[SkippedRecord]
    packed: bytes


def read_lists(feeds: Sequence[Feed], known: bytes) -> ListedNames:
    """Read lists of one source.

    Args:
        known: as ``NameLists`` gave it the last time.

    Raises:
        InputError, OSError: a list cannot be opened or is damaged.
    """
    lists = NameLists(known)
    names = [name for feed in feeds for name in lists.read_feed(feed)]
    return lists.listed(names)


class NameLists:
    """What the lists of one source come to; filled by ``read``.

    Attributes:
        read: entries. skipped: those that give no name. repeated: names that were there already.
    """

    def __init__(self, known: bytes = b"") -> None:
        """Begin, with what ``packed`` gave the last time."""
        marks, names = _unpack(known)
        self._known = dict(zip(marks, names, strict=True))
        self._marks: list[int] = []
        self._names: list[int] = []
        self._others: set[int] = set()
        self._named = self.read = 0
        self.skipped: list[SkippedRecord] = []

    @property
    def kept(self) -> int:
        """Different names."""
        return len(self._others.union(self._names))

    @property
    def repeated(self) -> int:
        """Names that another entry gives too."""
        return self._named - self.kept

    def listed(self, names: list[ProductName]) -> ListedNames:
        """Return what the lists come to; ``names``: what ``read_feed`` yielded."""
        return ListedNames(names, self.read, self.kept, self.repeated, self.skipped, self.packed())

    def packed(self) -> bytes:
        """Return what the next update needs; grows by 16 bytes a line."""
        return _pack(self._marks) + _pack(self._names)

    def read_feed(self, feed: Feed) -> Iterator[ProductName]:
        """Read a list and yield the names of entries that are new.

        Raises:
            InputError, OSError: the list cannot be opened or is damaged.
        """
        if feed.kind == "lines":
            yield from self._read_lines(feed.path, read_file(feed.path))
            return
        for part in JvnNames().iter_records(feed):
            self._take(part)
            self._others.update(map(_mark_of_name, part.names))
            yield from part.names

    def _take(self, part: NamesPart) -> None:
        self.read += part.read
        self._named += len(part.names)
        self.skipped += part.skipped

    def _read_lines(self, path: str, content: bytes) -> Iterator[ProductName]:
        name = Path(path).name
        lines = content.split(b"\n")
        marks = marks_of(lines)
        names = list(map(self._known.get, marks, repeat(0)))
        unread = [position for position, seen in enumerate(names) if not seen]
        self.read += len(lines) - len(unread)
        self._named += len(lines) - len(unread)
        for position in unread:
            line = lines[position]
            if not line.strip():
                continue
            place = f"{name}:{position + 1}"
            part = (
                JvnNames.read_document(place, line)
                if len(line) < LINE_BYTES_MAX
                else NamesPart((), 1, (SkippedRecord(place, "knowledge.skipped.too_large"),))
            )
            self._take(part)
            if len(part.names) == part.read == 1:
                names[position] = _mark_of_name(part.names[0])
            else:
                self._others.update(map(_mark_of_name, part.names))
            yield from part.names
        seen = [(mark, text) for mark, text in zip(marks, names, strict=True) if text]
        self._marks += (mark for mark, _ in seen)
        self._names += (text for _, text in seen)


def _mark_of_name(name: ProductName) -> int:
    return mark_of("\0".join(name).encode("utf-8", "surrogatepass"))


def _pack(numbers: list[int]) -> bytes:
    packed = array("Q", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _unpack(content: bytes) -> tuple[list[int], list[int]]:
    numbers = array("Q")
    numbers.frombytes(content)
    if sys.byteorder == "big":
        numbers.byteswap()
    half = len(numbers) // 2
    return numbers[:half].tolist(), numbers[half:].tolist()
