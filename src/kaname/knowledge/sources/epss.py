"""EPSS: probability that a vulnerability is exploited within 30 days, by FIRST (CSV, plain or gzip).

The comment line before the header names model version and score date. Scores of different model versions do not compare,
so both are kept with every score that is shown.
"""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from msgspec import Struct

from kaname.errors import InputError
from kaname.ident.vulnerability_ids import cve_number
from kaname.knowledge.sources.source import Feed, Location, SourceInfo
from kaname.model.source import SkippedRecord

TABLE_BYTES_MAX = 512 * 1024 * 1024  # the daily file unpacks to about 10 MB
PART_ROWS = 50_000
_BILLION = 1_000_000_000
_HEADER = b"cve,epss,percentile"


class EpssPart(Struct, frozen=True):
    """Rows of the table as (CVE number, score, percentile), both in parts per billion, and how the table dates itself."""

    rows: tuple[tuple[int, int, int], ...]
    read: int
    skipped: tuple[SkippedRecord, ...]
    model: str
    date: str | None


class Epss:
    """Reads the table of one day."""

    info = SourceInfo(
        id="epss",
        needs="epss_scores-YYYY-MM-DD.csv or .csv.gz",
        licence="free to use with credit to FIRST (https://www.first.org/epss/)",
        update_hours=24,
        max_age_hours=24 * 7,
        locations=(
            Location(
                url="https://epss.empiricalsecurity.com/epss_scores-current.csv.gz",
                path="epss/epss_scores-current.csv.gz",
            ),
        ),
    )

    def iter_records(self, feed: Feed) -> Iterator[EpssPart]:
        """Read the table in parts.

        Raises:
            InputError: not an EPSS table (``knowledge.not_an_epss_table``), damaged, or over a limit. OSError: not readable.
        """
        try:
            with Path(feed.path).open("rb") as raw:
                packed = raw.read(2) == b"\x1f\x8b"
                raw.seek(0)
                if packed:
                    with gzip.open(raw) as stream:
                        yield from _parts(stream, feed.path)
                else:
                    yield from _parts(raw, feed.path)
        except (EOFError, zlib.error, gzip.BadGzipFile) as error:
            raise InputError("knowledge.damaged_gzip", path=feed.path) from error


def read_dating(content: bytes) -> tuple[str, str | None] | None:
    """Return model version and score date of a table by how it begins; None for what is none."""
    first, _, rest = content.partition(b"\n")
    comment = first.strip() if first.startswith(b"#") else b""
    header = rest.partition(b"\n")[0] if comment else first
    return _dating(comment.decode("utf-8", "replace")) if header.strip().lower() == _HEADER else None


def _parts(stream: "IO[bytes] | gzip.GzipFile", path: str) -> Iterator[EpssPart]:
    first = stream.readline(4096).strip()
    comment = first if first.startswith(b"#") else b""
    header = stream.readline(4096).strip() if comment else first
    if header.lower() != _HEADER:
        raise InputError("knowledge.not_an_epss_table", path=path)
    model, date = _dating(comment.decode("utf-8", "replace"))
    rows: list[tuple[int, int, int]] = []
    skipped: list[SkippedRecord] = []
    read = unpacked = 0
    for number, line in enumerate(stream, start=3 if comment else 2):
        unpacked += len(line)
        if unpacked > TABLE_BYTES_MAX:
            raise InputError("knowledge.file_too_large", path=path, limit=TABLE_BYTES_MAX)
        if not line.strip():
            continue
        read += 1
        row = parse_row(line)
        if row is None:
            skipped.append(SkippedRecord(f"line {number}", "knowledge.skipped.not_an_epss_row", repr(line[:60])))
        else:
            rows.append(row)
        if read == PART_ROWS:
            yield EpssPart(tuple(rows), read, tuple(skipped), model, date)
            rows, skipped, read = [], [], 0
    yield EpssPart(tuple(rows), read, tuple(skipped), model, date)


def parse_row(line: bytes) -> tuple[int, int, int] | None:
    """Return (CVE number, score, percentile) of a line, both in parts per billion; None for what is no such line."""
    fields = line.decode("utf-8", "replace").strip().split(",")
    if len(fields) < 3:
        return None
    number = cve_number(fields[0].strip())
    try:
        score, percentile = float(fields[1]), float(fields[2])
    except ValueError:
        return None
    if number is None or not (0 <= score <= 1 and 0 <= percentile <= 1):
        return None
    return number, round(score * _BILLION), round(percentile * _BILLION)


def _dating(comment: str) -> tuple[str, str | None]:
    """Return model version and score date of ``#model_version:v2025.03.14,score_date:2026-08-16T00:00:00+0000``."""
    pairs = dict(part.partition(":")[::2] for part in comment.lstrip("#").split(","))
    model = pairs.get("model_version", "").strip() or "unknown"
    date = pairs.get("score_date", "").strip()
    return model, date or None
