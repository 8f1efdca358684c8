"""What a base remembers of the feeds it was made from, so that an update reads only what changed.

One row per entry that was read: its name and CRC-32, and what became of it. A zip states the CRC-32 of every entry in its
directory, so unchanged entries are told apart without unpacking them.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec
import zstandard
from msgspec import Struct

from kaname.errors import IntegrityError
from kaname.knowledge.instants import format_instant, parse_instant
from kaname.knowledge.records import RecordLink, encode
from kaname.model.source import SkippedRecord

_LEVEL = 3  # fixed, because the level decides the bytes; higher ones save little and cost every update
CONTENT_BYTES_MAX = 1 << 30  # a row is about 60 bytes; three million entries stay below a fifth of this
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_MICROSECOND = timedelta(microseconds=1)


class Row(Struct, array_like=True, gc=False):
    """One record that was read, or one entry that was skipped.

    Attributes:
        member: name of the entry in its feed; ``""`` where ``mark`` tells it apart, or where nothing does, and then it is
            read every time.
        crc: CRC-32 of the entry; 0 where not known. id: id of the record, ``""`` for an entry that was skipped.
        instant: when the record was modified, in microseconds since 1970 (UTC). reason: message code; ``""``: kept.
        detail: what was found, for an entry that was skipped. notes: message code → parts that cannot be matched.
        mark: tells the entry apart by its content (``documents.mark_of``); 0: its name and CRC-32 do.
        rank: as in ``RecordLink``.
    """

    member: str
    crc: int
    id: str
    instant: int = 0
    reason: str = ""
    detail: str = ""
    notes: dict[str, int] = {}
    mark: int = 0
    rank: int = 0


class Ledger(Struct, array_like=True):
    """All rows of a source.

    Attributes:
        files: hex SHA-256 of each feed file; empty for folders, which are always looked into.
        marks: of a source without records, what an update knows unchanged parts by; see ``name_lists``, ``score_tables``.
    """

    rows: list[Row]
    files: tuple[str, ...] = ()
    marks: bytes = b""


class _LedgerFiles(Struct, array_like=True):
    rows: msgspec.Raw
    files: tuple[str, ...] = ()


Shape = TypeVar("Shape")


class Totals(Struct, frozen=True):
    """What the rows of a source come to."""

    read: int
    reasons: dict[str, int]
    notes: dict[str, int]
    examples: tuple[SkippedRecord, ...]
    newest: str | None
    future: int


_decoder = msgspec.msgpack.Decoder(Ledger)


_files_decoder = msgspec.msgpack.Decoder(_LedgerFiles)


class PackedLedger:
    """A ledger as it lies in a base; unpacked as far as it is asked for.

    Raises:
        IntegrityError: damaged (``knowledge.damaged``).
    """

    def __init__(self, content: bytes, path: str) -> None:
        self._content = content
        self._path = path

    @property
    def files(self) -> tuple[str, ...]:
        """As ``Ledger.files``; costs a tenth of ``ledger``."""
        return self._decode(_files_decoder).files

    @property
    def ledger(self) -> Ledger:
        """All of it."""
        return self._decode(_decoder)

    def _decode(self, decoder: "msgspec.msgpack.Decoder[Shape]") -> Shape:
        try:
            return decoder.decode(_unpacked(self._content))
        except ValueError as error:
            raise IntegrityError("knowledge.damaged", path=self._path) from error


def pack_ledger(ledger: Ledger) -> bytes:
    """Return a ledger as it lies in the base."""
    return zstandard.ZstdCompressor(level=_LEVEL, write_content_size=True).compress(encode(ledger))


def unpack_ledger(content: bytes) -> Ledger:
    """Return a ledger from its packed form.

    Raises:
        ValueError: damaged (``msgspec.MsgspecError`` and ``zstandard.ZstdError`` turned into one).
    """
    try:
        return _decoder.decode(_unpacked(content))
    except msgspec.MsgspecError as error:
        raise ValueError("damaged ledger") from error


def _unpacked(content: bytes) -> bytes:
    try:
        return zstandard.ZstdDecompressor().decompress(content, max_output_size=CONTENT_BYTES_MAX)
    except zstandard.ZstdError as error:
        raise ValueError("damaged ledger") from error


def read_row(member: str, link: RecordLink, notes: dict[str, int], mark: int = 0) -> Row:
    """Return the row of a record that was read."""
    return Row(member, link.crc, link.id, microseconds(link.modified), notes=notes, mark=mark, rank=link.rank)


def skipped_row(skipped: SkippedRecord, crc: int = 0) -> Row:
    """Return the row of an entry that was skipped."""
    return Row(skipped.name, crc, "", reason=skipped.reason, detail=skipped.detail)


def microseconds(modified: str) -> int:
    """Return a time in microseconds since 1970; 0 for what is no time."""
    instant = parse_instant(modified)
    return 0 if instant is None else (instant - _EPOCH) // _MICROSECOND


def total(rows: Iterable[Row], now: datetime, examples_max: int) -> Totals:
    """Add up the rows of a source."""
    limit = (now - _EPOCH) // _MICROSECOND
    reasons: Counter[str] = Counter()
    notes: Counter[str] = Counter()
    examples: list[SkippedRecord] = []
    newest: int | None = None
    read = future = 0
    for row in rows:
        read += 1
        if row.reason:
            reasons[row.reason] += 1
        if row.notes:
            notes.update(row.notes)
        if not row.id:
            if len(examples) < examples_max:
                examples.append(SkippedRecord(row.member, row.reason, row.detail))
        elif row.instant > limit:
            future += 1
        elif row.instant and (newest is None or row.instant > newest):
            newest = row.instant
    as_of = None if newest is None else format_instant(_EPOCH + newest * _MICROSECOND)
    return Totals(read, dict(sorted(reasons.items())), dict(sorted(notes.items())), tuple(examples), as_of, future)


def file_digests(paths: Sequence[str]) -> tuple[str, ...]:
    """Return hex SHA-256 of files; empty where one of them cannot be read. Cost: about 0.1 s per 100 MB."""
    digests = []
    for path in paths:
        try:
            with Path(path).open("rb") as stream:
                digests.append(hashlib.file_digest(stream, "sha256").hexdigest())
        except OSError:
            return ()
    return tuple(digests)
