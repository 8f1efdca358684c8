"""Documents that lie in gzip or zstd, found by content and unpacked within limits.

Refuses bombs (by size and by ratio), damaged streams, and archives that hold more than one file.
"""

import io
import zlib
from collections.abc import Callable, Iterator

import zstandard

from kaname.errors import InputError, UnsupportedError
from kaname.formats.limits import (
    MAX_COMPRESSION_LAYERS,
    MAX_COMPRESSION_RATIO,
    MAX_DOCUMENT_BYTES,
    MAX_ZSTD_WINDOW_BYTES,
    RATIO_FREE_BYTES,
)

_CHUNK_BYTES = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_ARCHIVES = (
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"BZh", "bzip2"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
)


def compression_of(data: bytes) -> str | None:
    """Return ``gzip``, ``zstd`` or None, by the first bytes."""
    if data.startswith(_GZIP_MAGIC):
        return "gzip"
    if data.startswith(_ZSTD_MAGIC):
        return "zstd"
    return None


def archive_of(data: bytes) -> str | None:
    """Return the name of an archive or compression that is not read here (``ZIP``, ``xz`` …), or None."""
    return next((name for magic, name in _ARCHIVES if data.startswith(magic)), None)


def decompress(data: bytes, *, limit: int = MAX_DOCUMENT_BYTES) -> tuple[bytes, str | None]:
    """Unpack gzip and zstd, also one in the other.

    Args:
        data: the bytes of a file.
        limit: most bytes that may come out of any layer.

    Returns:
        The document, and the outermost compression (``gzip``, ``zstd``), None where there was none.

    Raises:
        InputError: ``formats.too_large``, ``formats.compression_bomb``, ``formats.compression_damaged``,
            ``formats.compression_layers``.
        UnsupportedError: ``formats.archive`` for ZIP, xz, bzip2, 7-Zip.
    """
    outer = compression_of(data)
    for _ in range(MAX_COMPRESSION_LAYERS):
        kind = compression_of(data)
        if kind is None:
            break
        data = _unpack(data, kind, limit)
    if compression_of(data):
        raise InputError("formats.compression_layers", limit=MAX_COMPRESSION_LAYERS)
    archive = archive_of(data)
    if archive:
        raise UnsupportedError("formats.archive", kind=archive)
    if len(data) > limit:
        raise InputError("formats.too_large", limit=limit)
    return data, outer


def first_bytes(data: bytes, count: int) -> bytes:
    """Return the first bytes of what lies under the compression; less where it is damaged. Never raises."""
    for _ in range(MAX_COMPRESSION_LAYERS):
        kind = compression_of(data)
        if kind is None:
            break
        out = b""
        try:
            for piece in _PIECES[kind](data):
                out += piece
                if len(out) >= count:
                    break
        except (zlib.error, zstandard.ZstdError, EOFError):
            pass  # what came before the damage is what there is to look at
        data = out
    return data[:count]


def _unpack(data: bytes, kind: str, limit: int) -> bytes:
    allowed = min(limit, max(RATIO_FREE_BYTES, len(data) * MAX_COMPRESSION_RATIO))
    out = io.BytesIO()  # its value is handed out without a copy
    size = 0
    try:
        for piece in _PIECES[kind](data):
            size += len(piece)
            if size > allowed:
                code = "formats.too_large" if allowed == limit else "formats.compression_bomb"
                raise InputError(code, limit=allowed, ratio=MAX_COMPRESSION_RATIO)
            out.write(piece)
    except (zlib.error, zstandard.ZstdError, EOFError) as error:
        raise InputError("formats.compression_damaged", kind=kind, offset=size, reason=str(error)) from None
    return out.getvalue()


def _gzip_pieces(data: bytes) -> Iterator[bytes]:
    start = 0
    while data.startswith(_GZIP_MAGIC, start):
        inflater = zlib.decompressobj(wbits=31)
        while not inflater.eof:
            fed = data[start : start + _GZIP_FEED_BYTES]
            if not fed:
                raise EOFError("truncated")
            piece = inflater.decompress(fed, _CHUNK_BYTES)
            start += len(fed) - len(inflater.unconsumed_tail) - len(inflater.unused_data)
            if piece:
                yield piece
    if data[start : start + _GZIP_FEED_BYTES].strip(b"\x00"):  # padding with zeros is usual on tapes and in blocks
        raise zlib.error("bytes after the end of the gzip stream")


def _zstd_pieces(data: bytes) -> Iterator[bytes]:
    decompressor = zstandard.ZstdDecompressor(max_window_size=MAX_ZSTD_WINDOW_BYTES)
    start = 0
    while start < len(data):
        frame = decompressor.decompressobj()
        while not frame.eof:
            fed = data[start : start + _ZSTD_FEED_BYTES]
            if not fed:
                raise EOFError("truncated")
            piece = frame.decompress(fed)
            start += len(fed) - len(frame.unused_data)
            if piece:
                yield piece


# Slices, not the whole rest: a file of a million tiny members would otherwise be copied a million times.
_GZIP_FEED_BYTES = 64 << 10
# Little at a time: one piece of input may unfold 30,000 times before the size is looked at.
_ZSTD_FEED_BYTES = 4 << 10

_PIECES: dict[str, Callable[[bytes], Iterator[bytes]]] = {"gzip": _gzip_pieces, "zstd": _zstd_pieces}
