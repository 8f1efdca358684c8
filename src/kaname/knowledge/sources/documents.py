"""Documents of a feed one after another, and what was read out of them as chunks: shared by all sources of records.

Holds opening of zips, folders, single files and files with one document per line, plain or gzip. Refuses nothing by itself:
what cannot be read is handed over as skipped, with a name.
"""

import os
import unicodedata
import zlib
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

import msgspec
import zstandard

from kaname.errors import InputError
from kaname.knowledge.applicability import Configuration, index_pairs
from kaname.knowledge.archives import iter_folder_members, iter_zip_members, open_zip
from kaname.knowledge.records import (
    Chunk,
    FileHash,
    IndexRow,
    ProductName,
    RecordBody,
    RecordHead,
    RecordLink,
    StoredRecord,
    encode,
)
from kaname.knowledge.severity import score_vector
from kaname.knowledge.sources.source import Feed
from kaname.model.source import SkippedRecord

COMPRESSION_LEVEL = 9  # fixed, because the level decides the bytes
CHUNK_RECORDS = 400  # bounds what one reply of a worker holds
FILE_BYTES_MAX = 2 * 1024 * 1024 * 1024  # a yearly feed of the NVD was about 150 MB in 2026
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
LINE_BYTES_MAX = 32 * 1024 * 1024
Shape = TypeVar("Shape")
_PIECE_BYTES = 1 << 20
_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS  # of zlib: a gzip header and trailer, checked
OPENING_CHARACTERS = 300  # of a text without a title: its first sentences say what it is about
SEARCH_CHARACTERS_MAX = 2_000  # a record may list hundreds of products; the first ones find it

Entry = tuple[str, bytes | SkippedRecord]
"""Name of an entry of a feed, and its content or why there is none. An entry holds one record, or some."""


class RecordReader(Protocol):
    """A source of records, which can read single entries too.

    ``comes_zipped``: as a zip with one record per entry, so that its directory tells which entries changed.
    """

    comes_zipped: bool

    def iter_records(self, feed: Feed) -> Iterator[Chunk]:
        """Read a feed."""
        ...

    def iter_entries(self, feed: Feed) -> Iterator[Entry]:
        """Yield the raw entries of a feed in their order."""
        ...

    def iter_chunks(self, entries: Iterable[Entry], *, marked: bool) -> Iterator[Chunk]:
        """Read entries; ``marked``: give each record the mark of its entry."""
        ...


Outcome = tuple[RecordLink, bytes] | SkippedRecord
Reader = Callable[[str, bytes, Counter[str]], Iterable[Outcome]]
_compress = zstandard.ZstdCompressor(level=COMPRESSION_LEVEL, write_content_size=True).compress


def iter_documents(feed: Feed) -> Iterator[Entry]:
    """Read the documents of a feed in their order.

    Raises:
        InputError, OSError: the feed cannot be opened any more, or is damaged from some place on.
    """
    if feed.kind == "zip":
        with open_zip(feed.path) as archive:
            yield from iter_zip_members(archive, feed.members)
    elif feed.kind == "folder":
        yield from iter_folder_members(feed.path, feed.members)
    elif feed.kind == "lines":
        yield from _iter_lines(feed.path)
    else:
        yield Path(feed.path).name, read_file(feed.path)


def read_file(path: str) -> bytes:
    """Read one file, unpacking gzip and zstd.

    Raises:
        InputError: too large (``knowledge.file_too_large``) or damaged (``knowledge.damaged_gzip``). OSError: not readable.
    """
    with Path(path).open("rb") as raw:
        start = raw.read(4)
        if start != ZSTD_MAGIC and start[:2] != _GZIP_MAGIC:
            raw.seek(0)
            if os.fstat(raw.fileno()).st_size > FILE_BYTES_MAX:
                raise InputError("knowledge.file_too_large", path=path, limit=FILE_BYTES_MAX)
            return raw.read()
    pieces: list[bytes] = []
    left = FILE_BYTES_MAX
    for piece in _iter_unpacked(path):
        left -= len(piece)
        if left < 0:
            raise InputError("knowledge.file_too_large", path=path, limit=FILE_BYTES_MAX)
        pieces.append(piece)
    return b"".join(pieces)


def _iter_unpacked(path: str) -> Iterator[bytes]:
    try:
        with Path(path).open("rb") as raw:
            start = raw.read(4)
            raw.seek(0)
            if start == ZSTD_MAGIC:
                stream = zstandard.ZstdDecompressor().stream_reader(raw)
                while piece := stream.read(_PIECE_BYTES):
                    yield piece
            elif start[:2] == _GZIP_MAGIC:
                yield from _iter_gunzipped(raw)
            else:
                while piece := raw.read(_PIECE_BYTES):
                    yield piece
    except (EOFError, zlib.error, zstandard.ZstdError) as error:
        raise InputError("knowledge.damaged_gzip", path=path) from error


def _iter_gunzipped(raw: BinaryIO) -> Iterator[bytes]:
    """Unpack gzip, also of several members; ``gzip.GzipFile`` does the same at half the speed.

    Raises:
        EOFError: it ends too early. zlib.error: damaged, or something else follows.
    """
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    packed = raw.read(_PIECE_BYTES)
    while packed:
        while packed and not unpacker.eof:
            yield unpacker.decompress(packed, _PIECE_BYTES)
            packed = unpacker.unconsumed_tail
        if unpacker.eof:
            packed = (unpacker.unused_data or raw.read(_PIECE_BYTES)).lstrip(b"\0")  # padding is allowed
            if packed:
                unpacker = zlib.decompressobj(_GZIP_WINDOW)
        else:
            packed = raw.read(_PIECE_BYTES)
    if not unpacker.eof:
        raise EOFError


def _iter_lines(path: str) -> Iterator[Entry]:
    name = Path(path).name
    for number, line in enumerate(_split_lines(path), start=1):
        if line is None:
            yield f"{name}:{number}", SkippedRecord(f"{name}:{number}", "knowledge.skipped.too_large", "")
        elif line.strip():
            yield f"{name}:{number}", line


def _split_lines(path: str) -> Iterator[bytes | None]:
    """Yield the lines of a file with what ends them; None for one that is too long."""
    waiting: list[bytes] = []  # pieces of a line whose end has not come yet
    length = 0
    for piece in _iter_unpacked(path):
        first, *lines = piece.split(b"\n")
        length += len(first)
        if length < LINE_BYTES_MAX:
            waiting.append(first)
        else:
            waiting = []
        if lines:
            yield b"".join(waiting) + b"\n" if length < LINE_BYTES_MAX else None
            last = lines.pop()
            yield from (line + b"\n" for line in lines)
            waiting, length = [last], len(last)
    if length:
        yield b"".join(waiting) if length < LINE_BYTES_MAX else None


def decode_record(decoder: "msgspec.json.Decoder[Shape]", name: str, content: bytes) -> Shape | SkippedRecord:
    """Return a record decoded from JSON, or why it cannot be: ``wrong_type`` of a value, ``not_json`` for everything else."""
    try:
        return decoder.decode(content)
    except msgspec.ValidationError as error:
        return SkippedRecord(name, "knowledge.skipped.wrong_type", str(error)[:200])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return SkippedRecord(name, "knowledge.skipped.not_json", str(error)[:200])


def mark_of(content: bytes) -> int:
    """Return 63 bits by which an entry that did not change is known again: its CRC-32 and most of its Adler-32; never 0."""
    return (zlib.crc32(content) << 31 | zlib.adler32(content) >> 1) or 1


def marks_of(contents: Sequence[bytes]) -> list[int]:
    """Return marks of many short pieces at once, several times faster than one by one; 0 for an empty one."""
    return [
        crc << 31 | adler >> 1
        for crc, adler in zip(map(zlib.crc32, contents), map(zlib.adler32, contents), strict=True)
    ]


def iter_chunks(entries: Iterable[Entry], read: Reader, *, marked: bool = True) -> Iterator[Chunk]:
    """Read entries with ``read`` and hand over what comes out in chunks of bounded size.

    Args:
        marked: give each record the mark of its entry; False where the names of entries and a directory tell them apart.
    """
    records: list[tuple[RecordLink, bytes]] = []
    skipped: list[SkippedRecord] = []
    origins: list[tuple[str, dict[str, int]]] = []
    marks: list[int] = []
    total: Counter[str] = Counter()

    def chunk() -> Chunk:
        read = len(records) + len(skipped)
        return Chunk(
            read, tuple(records), tuple(skipped), dict(sorted(total.items())), None, tuple(origins), tuple(marks)
        )

    for name, content in entries:
        notes: Counter[str] = Counter()
        mark = 0 if not marked or isinstance(content, SkippedRecord) else mark_of(content)
        outcomes = (content,) if isinstance(content, SkippedRecord) else read(name, content, notes)
        for outcome in outcomes:
            if isinstance(outcome, SkippedRecord):
                skipped.append(outcome)
            else:
                records.append(outcome)
                origins.append(("" if mark else name, dict(notes)))
                marks.append(mark)
            total.update(notes)
            notes.clear()
            if len(records) + len(skipped) == CHUNK_RECORDS:
                yield chunk()
                records, skipped, origins, marks, total = [], [], [], [], Counter()
        total.update(notes)
    if records or skipped or total:
        yield chunk()


class ZippedRecords(ABC):
    """What sources have in common that come as a zip with one record per entry; it may be a folder or lines as well."""

    comes_zipped = True

    def iter_records(self, feed: Feed) -> Iterator[Chunk]:
        """Read the records of a feed in their order.

        Raises:
            InputError, OSError: the feed cannot be opened or is damaged.
        """
        return self.iter_chunks(self.iter_entries(feed), marked=feed.kind != "zip")

    def iter_entries(self, feed: Feed) -> Iterator[Entry]:
        """Yield the raw records of a feed in their order.

        Raises:
            InputError, OSError: the feed cannot be opened or is damaged.
        """
        return iter_documents(feed)

    def iter_chunks(self, entries: Iterable[Entry], *, marked: bool = False) -> Iterator[Chunk]:
        """Read entries that were opened already; ``marked``: of something else than a zip."""
        return iter_chunks(entries, self.read_entry, marked=marked)

    @abstractmethod
    def read_entry(self, name: str, content: bytes, notes: Counter[str]) -> Iterable[Outcome]:
        """Read one entry: a record, or why it is none."""


def pack(
    head: RecordHead,
    body: RecordBody,
    *,
    rows: Sequence[IndexRow] = (),
    configurations: tuple[Configuration, ...] = (),
    names: Sequence[ProductName] = (),
    hashes: Sequence[FileHash] = (),
    words: Iterable[str] = (),
    withdrawn: bool = False,
) -> bytes:
    """Return the stored parts of a record. A withdrawn record keeps what it says and loses what could match.

    Args:
        words: further words to find the record by, beside the summary.
    """
    untitled = "" if head.summary else body.details[:OPENING_CHARACTERS]
    search = search_text((head.summary, untitled, *words))
    kept = () if withdrawn else configurations
    return encode(
        StoredRecord(
            _compress(encode(head)),
            _compress(encode(body)),
            () if withdrawn else tuple(dict.fromkeys(rows)),
            search,
            _compress(encode(kept)) if kept else b"",
            index_pairs(kept),
            tuple(dict.fromkeys(names)),
            body.kev_added,
            () if withdrawn else tuple(dict.fromkeys(hashes)),
        )
    )


def search_text(words: Iterable[str]) -> str:
    """Return words as the search index takes them: each once, full-width letters as half-width ones, bounded."""
    joined = "\n".join(dict.fromkeys(word for word in words if word))[:SEARCH_CHARACTERS_MAX]
    return joined if joined.isascii() else unicodedata.normalize("NFKC", joined)


def scored(vectors: Iterable[str]) -> tuple[tuple[str, str, float | None, str | None], ...]:
    """Return CVSS vectors as a record head keeps them, each once."""
    found = [score_vector(vector) for vector in dict.fromkeys(vector.strip() for vector in vectors) if vector]
    return tuple((item.version, item.vector, item.score, item.severity) for item in found)
