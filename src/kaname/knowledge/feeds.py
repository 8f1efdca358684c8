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
from zstandard import ZstdDecompressor, ZstdError

from kaname.errors import InputError
from kaname.knowledge.archives import json_members, open_zip
from kaname.knowledge.sources.documents import ZSTD_MAGIC
from kaname.knowledge.sources.source import Feed
from kaname.model.source import SkippedRecord

DEPTH_MAX = 5  # <folder>/<Ecosystem>/all.zip needs 2; deeper trees are other people's data
SNIFFED_BYTES = 65_536
SNIFFED_MEMBERS = 5
WHOLE_FILE_BYTES_MAX = 32 * 1024 * 1024

Kind = Literal["osv", "cve", "nvd", "jvn", "csaf", "kev", "euvd-kev", "epss", "jvn-products", "eol"]
RECORD_KINDS = frozenset({"osv", "cve", "nvd", "jvn", "csaf"})
_ONE_EACH = (
    ".xml",
    ".rdf",
    ".xml.gz",
    ".rdf.gz",
    ".json.gz",
    ".json.zst",
    ".jsonl",
    ".jsonl.gz",
    ".ndjson",
    ".ndjson.gz",
)
_LINES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")
_UNIFORM_SAMPLE = 50  # of a folder with more files than that, this many decide where they agree


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
        elif lower.endswith(_ONE_EACH):
            source = sniff_source(_beginning(path))
            if source:
                feeds.append(_single(source, path))
        elif lower.endswith(".json"):
            loose.append(name)
    return feeds + _loose_feeds(folder, loose)


def _loose_feeds(folder: Path, names: Sequence[str]) -> list[FoundFeed]:
    """Return the feeds among the loose JSON files of a folder.

    One OSV record among them makes the folder a feed; then the files that belong to no other source are records too, or
    defects to name.
    """
    feeds: list[FoundFeed] = []
    by_source: dict[str, list[str]] = {}
    for name, source in zip(names, _sources_of(folder, names), strict=True):
        by_source.setdefault(source, []).append(name)
    unknown = by_source.pop("", [])
    for source, members in by_source.items():
        kind = _kind_of(source)
        if kind in ("kev", "euvd-kev", "jvn-products", "eol", "nvd"):
            feeds += (_single(source, folder / name) for name in members)
        else:
            source = _feed_id("csaf", folder) if kind == "csaf" else source
            feeds.append(FoundFeed(kind=kind, feed=Feed(source, "folder", str(folder), tuple(members))))
    if any(_is_osv(_start_of(folder / name)) for name in unknown[:1000]):
        feeds.append(FoundFeed(kind="osv", feed=Feed(_osv_id(folder), "folder", str(folder), tuple(unknown))))
    return feeds


def _sources_of(folder: Path, names: Sequence[str]) -> list[str]:
    if len(names) > 2 * _UNIFORM_SAMPLE:
        sample = {sniff_source(_beginning(folder / name)) for name in names[:_UNIFORM_SAMPLE]}
        if len(sample) == 1:
            return [sample.pop()] * len(names)
    return [sniff_source(_beginning(folder / name)) for name in names]


def _single(source: str, path: Path) -> FoundFeed:
    form: Literal["lines", "file"] = "lines" if path.name.lower().endswith(_LINES) else "file"
    kind = _kind_of(source)
    source = _feed_id("csaf", path.parent) if kind == "csaf" else source
    return FoundFeed(kind=kind, feed=Feed(source, form, str(path)))


def _kind_of(source: str) -> Kind:
    kind: Any = source.partition(":")[0]
    return kind  # type: ignore[no-any-return]


def sniff_source(start: bytes) -> str:
    """Return the id of the source that a file belongs to by its first bytes, ``""`` where none is recognised.

    OSV records are not recognised here: their shape is so plain that the whole file must be looked at. Total and cheap.
    """
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text[:1] == b"<":
        return _sniff_xml(text)
    if text[:1] not in (b"{", b"["):
        return ""
    return next((source for pattern, source in _JSON_SIGNS if pattern.search(text)), "")


def _sniff_xml(text: bytes) -> str:
    if b"<xs:schema" in text or b"<xsd:schema" in text:
        return ""
    if b"<VULDEF-Document" in text or (b"purl.org/rss/1.0" in text and b"<sec:identifier>" in text):
        return "jvn:en" if re.search(rb'xml:lang="en', text) else "jvn"
    if b"myjvn/Results" in text and b"<Product" in text:
        return "jvn-products"
    return ""


# In this order: a CSAF document of JVN iPedia is one of JVN iPedia.
_JSON_SIGNS = (
    (_KEV_START, "kev"),
    (re.compile(rb'"dataType"\s*:\s*"CVE_RECORD"'), "cve"),
    (re.compile(rb'"jvn-product-dictionary"[\s\S]*"pname"'), "jvn-products"),
    (re.compile(rb'"pname"\s*:[^{}]*"pcpe"\s*:'), "jvn-products"),
    (re.compile(rb'"category"\s*:\s*"myjvn_security_advisory"[\s\S]*?"lang"\s*:\s*"en"'), "jvn:en"),
    (re.compile(rb'"category"\s*:\s*"myjvn_security_advisory"'), "jvn"),
    (re.compile(rb'myjvn_feed_1\.0[\s\S]*"id"\s*:\s*"JVNDB-'), "jvn"),
    (re.compile(rb'"csaf_version"\s*:\s*"'), "csaf"),
    (
        re.compile(rb'"euvdId"\s*:[\s\S]*"sources"\s*:|"sources"\s*:[\s\S]*"euvdId"\s*:|"exploitedSince"\s*:'),
        "euvd-kev",
    ),
    (re.compile(rb'"releaseCycle"\s*:|"isEol"\s*:'), "eol"),
    (re.compile(rb'"format"\s*:\s*"NVD_CVE"|"cpeMatch"\s*:|"cve"\s*:\s*\{\s*"id"\s*:\s*"CVE-'), "nvd"),
)


def _beginning(path: Path) -> bytes:
    """Return the first bytes of a file, unpacked; empty where it cannot be read."""
    try:
        with path.open("rb") as raw:
            start = raw.read(SNIFFED_BYTES)
            if start[:4] == ZSTD_MAGIC:
                raw.seek(0)
                return ZstdDecompressor().stream_reader(raw).read(SNIFFED_BYTES)
            if start[:2] != b"\x1f\x8b":
                return start
            raw.seek(0)
            with gzip.open(raw) as stream:
                return stream.read(SNIFFED_BYTES)
    except (OSError, EOFError, zlib.error, ZstdError):
        return b""


def _is_special(path: Path) -> bool:
    """Say whether opening a file could wait for ever: pipes, sockets, devices. What is gone or refused is not special."""
    try:
        return not stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return False


def _zip_feed(path: Path) -> list[FoundFeed]:
    by_name = path.name.lower() == "all.zip"
    source = _osv_id(path.parent) if by_name else _osv_id(Path(path.stem))
    kind: Kind = "osv"
    feed = Feed(source, "zip", str(path))
    try:
        with open_zip(str(path)) as archive:
            names, refused = json_members(archive)
            if not by_name:
                sample = [archive.read(name) for name in names[:SNIFFED_MEMBERS]]
                if not any(map(_is_osv, sample)):
                    found = next(filter(None, (sniff_source(content[:SNIFFED_BYTES]) for content in sample)), "")
                    if not found or _kind_of(found) not in RECORD_KINDS:
                        return []
                    kind = _kind_of(found)
                    source = _feed_id("csaf", Path(path.stem)) if kind == "csaf" else found
    except InputError as error:
        return [FoundFeed(kind="osv", feed=feed, error=SkippedRecord(path.name, error.code))] if by_name else []
    except OSError as error:
        reason = SkippedRecord(path.name, "knowledge.skipped.unreadable", error.strerror or "")
        return [FoundFeed(kind="osv", feed=feed, error=reason)] if by_name else []
    except (RuntimeError, zlib.error, EOFError, NotImplementedError):
        return []
    feed = Feed(source, "zip", str(path), tuple(names))
    return [FoundFeed(kind=kind, feed=feed, skipped=tuple(refused))]


def _osv_id(folder: Path) -> str:
    return _feed_id("osv", folder)


def _feed_id(family: str, folder: Path) -> str:
    name = "".join(letter for letter in folder.resolve().name if letter.isprintable()).strip()
    return f"{family}:{name or 'all'}"


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
