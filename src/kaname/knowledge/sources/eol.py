"""Products of endoflife.date: release cycles with the days on which support and security fixes end.

Reads the API answer ``/api/v1/products/full`` and the front matter of the project's product files, one product per line.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.ident.cpe import parse_cpe
from kaname.ident.purl import parse_purl
from kaname.knowledge.sources.documents import iter_documents
from kaname.knowledge.sources.source import Feed, Location, SourceInfo
from kaname.model.eol import EolCycle
from kaname.model.source import SkippedRecord


class EolRecord(Struct, array_like=True, frozen=True):
    """One product. ``names``: id, aliases and title in lower case; ``identifiers``: as ``identifier_key`` gives them."""

    id: str
    title: str
    names: tuple[str, ...]
    identifiers: tuple[str, ...]
    cycles: tuple[EolCycle, ...]


eol_decoder = msgspec.msgpack.Decoder(EolRecord)


class EolPart(Struct, frozen=True):
    """Part of the products. ``newest``: latest day on which a release in it was made, ISO 8601."""

    records: tuple[EolRecord, ...]
    skipped: tuple[SkippedRecord, ...]
    newest: str | None


class _Release(Struct):
    releaseCycle: Any = None  # noqa: N815 - the project's own spelling
    name: str | None = None
    codename: str | None = None
    releaseDate: Any = None  # noqa: N815
    eol: Any = None
    eoas: Any = None
    support: Any = None
    extendedSupport: Any = None  # noqa: N815
    eoes: Any = None
    lts: Any = None
    latest: Any = None
    latestReleaseDate: Any = None  # noqa: N815
    isEol: bool | None = None  # noqa: N815
    eolFrom: str | None = None  # noqa: N815
    eoasFrom: str | None = None  # noqa: N815
    eoesFrom: str | None = None  # noqa: N815
    isLts: bool | None = None  # noqa: N815


class _Identifier(Struct):
    purl: str | None = None
    cpe: str | None = None
    repology: str | None = None
    id: str | None = None
    type: str | None = None


class _Product(Struct):
    title: str | None = None
    permalink: str | None = None
    alternate_urls: list[str] | None = None
    name: str | None = None
    label: str | None = None
    aliases: list[str] | None = None
    identifiers: list[_Identifier] | None = None
    releases: list[_Release] | None = None


class _Answer(Struct):
    result: list[msgspec.Raw]


class Eol:
    """Reads products."""

    info = SourceInfo(
        id="eol",
        needs="endoflife.date: /api/v1/products/full (.json), or product front matter (.jsonl, .jsonl.gz)",
        licence="MIT (endoflife.date)",
        update_hours=24,
        max_age_hours=24 * 30,
        locations=(Location(url="https://endoflife.date/api/v1/products/full", path="eol/products.json"),),
    )

    def iter_records(self, feed: Feed) -> Iterator[EolPart]:
        """Read the products of a feed, one part per document.

        Raises:
            InputError: the feed is damaged or no such list (``knowledge.not_an_eol_list``). OSError: not readable.
        """
        for name, content in iter_documents(feed):
            if isinstance(content, SkippedRecord):
                yield EolPart((), (content,), None)
                continue
            try:
                items: list[msgspec.Raw] | list[bytes] = msgspec.json.decode(content, type=_Answer).result
            except msgspec.ValidationError:
                items = [content]
            except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
                raise InputError("knowledge.not_an_eol_list", path=feed.path) from error
            records: list[EolRecord] = []
            skipped: list[SkippedRecord] = []
            for position, item in enumerate(items):
                record = _read(bytes(item), name if len(items) == 1 else f"{name}: result[{position}]")
                if isinstance(record, SkippedRecord):
                    skipped.append(record)
                else:
                    records.append(record)
            days = [cycle.latest_date or cycle.released or "" for record in records for cycle in record.cycles]
            yield EolPart(tuple(records), tuple(skipped), max(days, default="") or None)


def _read(content: bytes, place: str) -> EolRecord | SkippedRecord:
    try:
        product = msgspec.json.decode(content, type=_Product)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return SkippedRecord(place, "knowledge.skipped.wrong_type", str(error)[:200])
    identifier = (product.name or (product.permalink or "").strip("/")).strip().lower()
    if not identifier or not product.releases:
        return SkippedRecord(place, "knowledge.skipped.no_id", identifier[:40])
    title = (product.label or product.title or identifier).strip()
    aliases = [*(product.aliases or ()), *(url.strip("/") for url in product.alternate_urls or ())]
    names = dict.fromkeys(text.strip().lower() for text in (identifier, title, *aliases) if text.strip())
    cycles = [cycle for release in product.releases if (cycle := _cycle(release)) is not None]
    return EolRecord(identifier, title, tuple(names), tuple(_identifiers(product)), tuple(cycles))


def _identifiers(product: _Product) -> Iterator[str]:
    seen: set[str] = set()
    for entry in product.identifiers or ():
        text = entry.purl or entry.cpe or (entry.id if entry.type in ("purl", "cpe") else None)
        key = identifier_key(text) if text else None
        if key and key not in seen:
            seen.add(key)
            yield key


def identifier_key(text: str) -> str | None:
    """Return the form by which products are found: a purl without version and qualifiers, or ``cpe:vendor:product``."""
    try:
        if text.startswith("pkg:"):
            purl = parse_purl(text)
            return f"pkg:{purl.type}/{purl.full_name}".lower()
        name = parse_cpe(text, lenient=True)
    except InputError:
        return None
    return f"cpe:{name.vendor}:{name.product}"


def _cycle(release: _Release) -> EolCycle | None:
    name = release.name if release.name is not None else release.releaseCycle
    if name is None or not str(name).strip():
        return None
    latest = release.latest
    if isinstance(latest, dict):
        latest_name, latest_date = latest.get("name"), latest.get("date")
    else:
        latest_name, latest_date = latest, release.latestReleaseDate
    ended = release.isEol if release.isEol is not None else release.eol if isinstance(release.eol, bool) else None
    return EolCycle(
        cycle=str(name).strip(),
        codename=release.codename or "",
        released=_day(release.releaseDate),
        support_ends=_day(release.eoasFrom) or _day(release.eoas) or _day(release.support),
        ends=_day(release.eolFrom) or _day(release.eol),
        extended_ends=_day(release.eoesFrom) or _day(release.eoes) or _day(release.extendedSupport),
        ended=ended,
        long_term=bool(release.isLts if release.isLts is not None else release.lts),
        latest=str(latest_name) if latest_name is not None else "",
        latest_date=_day(latest_date),
    )


def _day(value: Any) -> str | None:
    return value[:10] if isinstance(value, str) and len(value) >= 10 and value[4:5] == "-" else None
