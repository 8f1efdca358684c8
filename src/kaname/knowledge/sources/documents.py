"""Documents of a feed one after another, and what was read out of them as chunks: shared by all sources of records.

Holds opening of zips, folders, single files and files with one document per line, plain or gzip. Refuses nothing by itself:
what cannot be read is handed over as skipped, with a name.
"""

import gzip
import unicodedata
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

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
OPENING_CHARACTERS = 300  # of a text without a title: its first sentences say what it is about
SEARCH_CHARACTERS_MAX = 2_000  # a record may list hundreds of products; the first ones find it

Outcome = tuple[RecordLink, bytes] | SkippedRecord
Reader = Callable[[str, bytes, Counter[str]], Iterable[Outcome]]
_compress = zstandard.ZstdCompressor(level=COMPRESSION_LEVEL, write_content_size=True).compress


def iter_documents(feed: Feed) -> Iterator[tuple[str, bytes | SkippedRecord]]:
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
    try:
        with Path(path).open("rb") as raw:
            start = raw.read(4)
            raw.seek(0)
            stream: Any = raw
            if start == ZSTD_MAGIC:
                stream = zstandard.ZstdDecompressor().stream_reader(raw)
            elif start[:2] == b"\x1f\x8b":
                stream = gzip.GzipFile(fileobj=raw)
            content: bytes = stream.read(FILE_BYTES_MAX + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile, zstandard.ZstdError) as error:
        raise InputError("knowledge.damaged_gzip", path=path) from error
    if len(content) > FILE_BYTES_MAX:
        raise InputError("knowledge.file_too_large", path=path, limit=FILE_BYTES_MAX)
    return content


def _iter_lines(path: str) -> Iterator[tuple[str, bytes | SkippedRecord]]:
    name = Path(path).name
    try:
        with Path(path).open("rb") as raw:
            packed = raw.read(2) == b"\x1f\x8b"
            raw.seek(0)
            stream = gzip.GzipFile(fileobj=raw) if packed else raw
            number = 0
            while line := stream.readline(LINE_BYTES_MAX):
                number += 1
                if len(line) == LINE_BYTES_MAX:
                    yield f"{name}:{number}", SkippedRecord(f"{name}:{number}", "knowledge.skipped.too_large", "")
                elif line.strip():
                    yield f"{name}:{number}", line
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError("knowledge.damaged_gzip", path=path) from error


def iter_chunks(documents: Iterable[tuple[str, bytes | SkippedRecord]], read: Reader) -> Iterator[Chunk]:
    """Read documents with ``read`` and hand over what comes out in chunks of bounded size."""
    records: list[tuple[RecordLink, bytes]] = []
    skipped: list[SkippedRecord] = []
    notes: Counter[str] = Counter()
    for name, content in documents:
        outcomes = (content,) if isinstance(content, SkippedRecord) else read(name, content, notes)
        for outcome in outcomes:
            if isinstance(outcome, SkippedRecord):
                skipped.append(outcome)
            else:
                records.append(outcome)
            if len(records) + len(skipped) == CHUNK_RECORDS:
                yield Chunk(CHUNK_RECORDS, tuple(records), tuple(skipped), dict(sorted(notes.items())))
                records, skipped, notes = [], [], Counter()
    if records or skipped or notes:
        yield Chunk(len(records) + len(skipped), tuple(records), tuple(skipped), dict(sorted(notes.items())))


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
