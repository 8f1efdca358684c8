"""Compressed streams, unfolded within limits into something that can be read from any place.

gzip, bzip2, xz and zstd, told apart by their first bytes; gzip members and zstd frames one after another are one stream.
Refuses bombs (by size and by ratio) and damaged or shortened streams.
"""

import bz2
import io
import lzma
import tempfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

import zstandard

from kaname.errors import InputError
from kaname.extract.archives.window import RandomFile
from kaname.extract.limits import (
    MAX_ARCHIVE_BYTES,
    MAX_UNFOLD_RATIO,
    MAX_ZSTD_WINDOW_BYTES,
    SPOOLED_BYTES,
    UNFOLD_FREE_BYTES,
)

_FEED_BYTES = 64 << 10
_PIECE_BYTES = 1 << 20
# zstd hands out all that its input holds: little at a time, so that the size is looked at often.
_ZSTD_FEED_BYTES = 4 << 10
_MAGICS = ((b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ\x00", "xz"), (b"\x28\xb5\x2f\xfd", "zstd"))
# Skippable frames (RFC 8878, 3.1.2) may stand before the first frame.
_ZSTD_SKIPPABLE = tuple(bytes((value, 0x2A, 0x4D, 0x18)) for value in range(0x50, 0x60))
MAGIC_BYTES = 6


def compression_of(head: bytes) -> str | None:
    """Return ``gzip``, ``bzip2``, ``xz`` or ``zstd`` by the first bytes, None for anything else."""
    if head.startswith(_ZSTD_SKIPPABLE):
        return "zstd"
    return next((name for magic, name in _MAGICS if head.startswith(magic)), None)


def unfold(file: RandomFile, kind: str, *, limit: int = MAX_ARCHIVE_BYTES) -> BinaryIO:
    """Return what a compressed stream holds, as a file of its own.

    Args:
        file: read from where it stands. kind: as ``compression_of`` says.
        limit: most bytes that may come out.

    Returns:
        A temporary file, in memory where it is small, standing at its beginning. It vanishes when it is closed.

    Raises:
        InputError: ``extract.archive_bomb``; ``extract.archive_damaged``.
    """
    out = tempfile.SpooledTemporaryFile(max_size=SPOOLED_BYTES)  # noqa: SIM115 - given to the caller open
    read = written = 0

    def feed(count: int) -> bytes:
        nonlocal read
        data = file.read(count)
        read += len(data)
        return data

    try:
        for piece in _PIECES[kind](feed):
            written += len(piece)
            allowed = min(limit, max(UNFOLD_FREE_BYTES, read * MAX_UNFOLD_RATIO))
            if written > allowed:
                raise InputError("extract.archive_bomb", limit=allowed)
            out.write(piece)
    except (zlib.error, lzma.LZMAError, zstandard.ZstdError, EOFError, OSError, ValueError) as error:
        out.close()
        if isinstance(error, OSError) and error.errno is not None:  # the disk, not the archive
            raise InputError("extract.file_unreadable", reason=error.strerror or str(error)) from None
        raise InputError("extract.archive_damaged", form=kind, reason=str(error)) from None
    except InputError:
        out.close()
        raise
    out.seek(0)
    return out  # type: ignore[return-value]  # a spooled file has all methods of a binary file, not the base class


def first_unfolded(head: bytes, count: int) -> bytes:
    """Return the first bytes of what a compressed stream holds, of other bytes themselves; less where it is damaged."""
    kind = compression_of(head)
    if kind is None:
        return head[:count]
    file = io.BytesIO(head)
    out = b""
    try:
        for piece in _PIECES[kind](file.read):
            out += piece[:count]
            if len(out) >= count:
                break
    except (zlib.error, lzma.LZMAError, zstandard.ZstdError, EOFError, OSError, ValueError):
        pass  # what came before the damage is what there is to look at
    return out[:count]


_Feed = Callable[[int], bytes]


class _Inflater(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def needs_input(self) -> bool: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


def _gzip(feed: _Feed) -> Iterator[bytes]:
    data = feed(_FEED_BYTES)
    while data.startswith(b"\x1f\x8b") or (len(data) == 1 and data == b"\x1f"):
        inflater = zlib.decompressobj(wbits=31)
        while not inflater.eof:
            piece = inflater.decompress(data, _PIECE_BYTES)
            data = inflater.unconsumed_tail
            if piece:
                yield piece
            if not data and not inflater.eof:
                data = feed(_FEED_BYTES)
                if not data:
                    raise EOFError("truncated")
        data = inflater.unused_data or feed(_FEED_BYTES)
    if data.strip(b"\0"):  # zeros after the stream are usual on tapes and in blocks
        raise zlib.error("bytes after the end of the gzip stream")


def _chained(make: Callable[[], _Inflater], feed: _Feed) -> Iterator[bytes]:
    data = feed(_FEED_BYTES)
    while data.strip(b"\0"):
        inflater = make()
        while not inflater.eof:
            if inflater.needs_input and not data:
                data = feed(_FEED_BYTES)
                if not data:
                    raise EOFError("truncated")
            piece = inflater.decompress(data, _PIECE_BYTES)
            data = b""
            if piece:
                yield piece
        data = inflater.unused_data or feed(_FEED_BYTES)


def _bzip2(feed: _Feed) -> Iterator[bytes]:
    return _chained(bz2.BZ2Decompressor, feed)


def _xz(feed: _Feed) -> Iterator[bytes]:
    # The memory limit covers every preset up to -9 and 128 MiB dictionaries.
    return _chained(lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=256 << 20), feed)


def _zstd(feed: _Feed) -> Iterator[bytes]:
    decompressor = zstandard.ZstdDecompressor(max_window_size=MAX_ZSTD_WINDOW_BYTES)
    data = feed(_ZSTD_FEED_BYTES)
    while data:
        if data.startswith(_ZSTD_SKIPPABLE):
            data = _without_skippable(data, feed)
            continue
        frame = decompressor.decompressobj()
        while True:
            piece = frame.decompress(data)
            if piece:
                yield piece
            if frame.eof:
                break
            data = feed(_ZSTD_FEED_BYTES)
            if not data:
                raise EOFError("truncated")
        data = frame.unused_data or feed(_ZSTD_FEED_BYTES)


def _without_skippable(data: bytes, feed: _Feed) -> bytes:
    data += feed(8)
    left = 8 + int.from_bytes(data[4:8], "little") - len(data)
    while left > 0:
        skipped = feed(min(left, _FEED_BYTES))
        if not skipped:
            raise EOFError("truncated")
        left -= len(skipped)
    return data[len(data) + left :] if left < 0 else feed(_ZSTD_FEED_BYTES)


_PIECES: dict[str, Callable[[_Feed], Iterator[bytes]]] = {"gzip": _gzip, "bzip2": _bzip2, "xz": _xz, "zstd": _zstd}
