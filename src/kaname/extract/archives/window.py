"""A part of a file, read as if it were a file of its own: a layer inside an image archive, a member inside a tar."""

from typing import Protocol


class RandomFile(Protocol):
    """What archives are read from: anywhere, any number of times."""

    def seek(self, offset: int, /) -> int:
        """Go to a place, in bytes from the start."""
        ...

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, fewer at the end."""
        ...


class Window:
    """``size`` bytes of ``file`` from ``offset`` on.

    Several windows may lie over one file: each goes to its own place before it reads.
    """

    def __init__(self, file: RandomFile, offset: int, size: int) -> None:
        self._file = file
        self._offset = offset
        self._at = 0
        self.size = size

    def seek(self, offset: int, /) -> int:
        """Go to a place inside the window."""
        self._at = offset
        return offset

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, none beyond the end of the window."""
        wanted = max(0, min(size, self.size - self._at))
        if not wanted:
            return b""
        self._file.seek(self._offset + self._at)
        data = self._file.read(wanted)
        self._at += len(data)
        return data
