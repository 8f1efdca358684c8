"""Finding the feeds of all sources in folders, by content first and by name where content does not tell.

Refuses nothing: a file that is no feed is left alone; one that looks like a feed but is damaged is handed over as such.
"""

import gzip
import os
import re
import stat
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.knowledge.archives import json_members, open_zip
from kaname.knowledge.sources.source import Feed
from kaname.model.source import SkippedRecord

DEPTH_MAX = 5  # <folder>/<Ecosystem>/all.zip needs 2; deeper trees are other people's data
SNIFFED_BYTES = 65_536
SNIFFED_MEMBERS = 5
WHOLE_FILE_BYTES_MAX = 32 * 1024 * 1024

Kind = Literal["osv", "kev", "epss"]


class FoundFeed(Struct, frozen=True, kw_only=True):
    """A feed as found.

    Attributes:
        kind: which source reads it. feed: what to read. skipped: entries refused before reading.
        error: set where the feed cannot be read at all; then nothing of it is read.
    """

    kind: Kind
    feed: Feed
    skipped: tuple[SkippedRecord, ...] = ()
    error: SkippedRecord | None = None


class _OsvShape(Struct):
    id: str
    affected: Any = None
    modified: Any = None
    schema_version: Any = None


# The schema of the catalogue, which CISA publishes beside it, has an object where the catalogue has text.
_KEV_START = re.compile(rb'"catalogVersion"\s*:\s*"')
_shape_decoder = msgspec.json.Decoder(_OsvShape)


def find_feeds(folders: Sequence[Path]) -> list[FoundFeed]:
    """Return the feeds in folders (or single files), in the order given, sorted by path within each.

    A path found twice counts once.

    Raises:
        InputError: a folder does not exist or cannot be listed (``knowledge.source_not_found``).
    """
    found: list[FoundFeed] = []
    seen: set[str] = set()
    for folder in folders:
        for path, siblings in _iter_folders(folder):
            found += _feeds_of(path, [name for name in siblings if _first_time(seen, path / name)])
    return found


def _first_time(seen: set[str], path: Path) -> bool:
    key = os.path.realpath(path)
    if key in seen:
        return False
    seen.add(key)
    return True


def _iter_folders(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    if folder.is_file():
        yield folder.parent, [folder.name]
        return
    if not folder.is_dir():
        raise InputError("knowledge.source_not_found", path=str(folder))

    def refuse(error: OSError) -> None:
        if Path(error.filename or "") == folder:
            raise InputError("knowledge.source_not_found", path=str(folder)) from error

    for current, below, names in os.walk(folder, onerror=refuse):
        depth = len(Path(current).relative_to(folder).parts)
        below[:] = sorted(below) if depth < DEPTH_MAX else []
        yield Path(current), sorted(names)


def _feeds_of(folder: Path, names: Sequence[str]) -> list[FoundFeed]:
    feeds: list[FoundFeed] = []
    loose: list[str] = []
    for name in names:
        path = folder / name
        lower = name.lower()
        if _is_special(path):
            continue
        if lower.endswith(".zip"):
            feeds += _zip_feed(path)
        elif lower.endswith((".csv", ".csv.gz")):
            if _is_epss(path):
                feeds.append(FoundFeed(kind="epss", feed=Feed("epss", "file", str(path))))
        elif lower.endswith(".json"):
            if _is_kev(path):
                feeds.append(FoundFeed(kind="kev", feed=Feed("kev", "file", str(path))))
            else:
                loose.append(name)
    # One record among the loose files makes the folder a feed; then the others are records too, or defects to name.
    if any(_is_osv(_start_of(folder / name)) for name in loose[:1000]):
        feeds.append(FoundFeed(kind="osv", feed=Feed(_osv_id(folder), "folder", str(folder), tuple(loose))))
    return feeds


def _is_special(path: Path) -> bool:
    """Say whether opening a file could wait for ever: pipes, sockets, devices. What is gone or refused is not special."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _zip_feed(path: Path) -> list[FoundFeed]:
    by_name = path.name.lower() == "all.zip"
    source = _osv_id(path.parent) if by_name else _osv_id(Path(path.stem))
    feed = Feed(source, "zip", str(path))
    try:
        with open_zip(str(path)) as archive:
            names, refused = json_members(archive)
            if not by_name:
                sample = names[:SNIFFED_MEMBERS]
                if not any(_is_osv(archive.read(name)) for name in sample):
                    return []
    except InputError as error:
        return [FoundFeed(kind="osv", feed=feed, error=SkippedRecord(path.name, error.code))] if by_name else []
    except OSError as error:
        reason = SkippedRecord(path.name, "knowledge.skipped.unreadable", error.strerror or "")
        return [FoundFeed(kind="osv", feed=feed, error=reason)] if by_name else []
    except (RuntimeError, zlib.error, EOFError, NotImplementedError):
        return []
    feed = Feed(source, "zip", str(path), tuple(names))
    return [FoundFeed(kind="osv", feed=feed, skipped=tuple(refused))]


def _osv_id(folder: Path) -> str:
    name = "".join(letter for letter in folder.resolve().name if letter.isprintable()).strip()
    return f"osv:{name or 'all'}"


def _start_of(path: Path) -> bytes:
    """Return a small file whole, and nothing of a large one: a record is small."""
    try:
        if path.stat().st_size > WHOLE_FILE_BYTES_MAX:
            return b""
        return path.read_bytes()
    except OSError:
        return b""


def _is_osv(content: bytes) -> bool:
    try:
        shape = _shape_decoder.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return False
    return shape.modified is not None and (shape.affected is not None or shape.schema_version is not None)


def _is_kev(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            start = stream.read(SNIFFED_BYTES)
    except OSError:
        return False
    return _KEV_START.search(start) is not None


def _is_epss(path: Path) -> bool:
    try:
        with path.open("rb") as raw:
            start = raw.read(2)
            raw.seek(0)
            if start == b"\x1f\x8b":
                with gzip.open(raw) as stream:
                    lines = [stream.readline(4096), stream.readline(4096)]
            else:
                lines = [raw.readline(4096), raw.readline(4096)]
    except (OSError, EOFError, zlib.error):
        return path.name.lower().startswith("epss_scores")
    return any(line.strip().lower() == b"cve,epss,percentile" for line in lines)
