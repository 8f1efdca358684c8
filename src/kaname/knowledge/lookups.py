"""Questions to a base beyond matching: text search, what changed, release cycles.

Refuses empty questions. The tables are described in docs/reference/knowledge.md.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct

from kaname.errors import InputError
from kaname.knowledge.base import KnowledgeBase, decompress
from kaname.knowledge.instants import parse_instant
from kaname.knowledge.records import head_decoder
from kaname.knowledge.sources.eol import EolRecord, eol_decoder, identifier_key
from kaname.model.eol import EolAnswer, EolCycle

SEARCH_LIMIT = 50
_TRIGRAM = 3
_SEARCH = (
    "SELECT r.grp, r.name, r.source FROM search s JOIN record r ON r.id = s.rowid WHERE s.text MATCH ?"
    " ORDER BY s.rank, s.rowid"
)
_CHANGED = (
    "SELECT r.name, r.source, r.published, r.modified, r.withdrawn, g.preferred FROM record r JOIN grp g ON g.id = r.grp"
    " WHERE r.changed >= ? ORDER BY r.changed, r.name, r.source"
)


class FoundText(Struct, frozen=True, kw_only=True):
    """One alias group that a search found.

    Attributes:
        id: preferred id. records: records in which the words stand, as ``record (source)``, best first.
        summary: in the language asked for where a record has one.
        titles: (language, summary) of its records, each language once.
    """

    id: str
    summary: str
    titles: tuple[tuple[str, str], ...]
    records: tuple[str, ...]


class ChangedRecord(Struct, frozen=True, kw_only=True):
    """A record that changed. ``kind``: ``new``, ``changed`` or ``withdrawn``; times as the source writes them."""

    id: str
    vulnerability: str
    source: str
    kind: str
    published: str | None
    modified: str


def search_text(
    base: KnowledgeBase, text: str, *, lang: str = "en", limit: int = SEARCH_LIMIT
) -> tuple[FoundText, ...]:
    """Return the alias groups whose ids, titles, packages or products hold all words of ``text``, best first.

    Full-width letters count as half-width ones, case does not count. An id (any alias) finds its group at once.

    Args:
        text: Japanese or English; words are separated by spaces. lang: of ``FoundText.summary``.
        limit: groups at most.

    Cost: milliseconds; words of one or two letters, which trigrams cannot find, read every title: about 10 microseconds each.

    Raises:
        InputError: no words (``knowledge.nothing_to_search``).
    """
    words = unicodedata.normalize("NFKC", text).split()
    if not words:
        raise InputError("knowledge.nothing_to_search")
    known = base.find(text.strip())
    if known is not None and known.records:
        titles = tuple({entry.lang: entry.summary for entry in known.texts if entry.summary}.items())
        return (FoundText(id=known.id, summary=known.summary_in(lang), titles=titles, records=known.records),)
    found: dict[int, list[tuple[str, int]]] = {}
    for group, record, source in _matching_records(base, words):
        if group in found or len(found) < limit:
            found.setdefault(group, []).append((record, source))
    return tuple(_described(base, group, records, lang) for group, records in found.items())


def _matching_records(base: KnowledgeBase, words: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    long = [word for word in words if len(word) >= _TRIGRAM]
    short = [word.casefold() for word in words if len(word) < _TRIGRAM]
    if long:
        asked = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
        rows = base.select(_SEARCH, (asked,))
    else:
        rows = base.select("SELECT grp, name, source FROM record ORDER BY id")
        yield from _records_of_products(base, short)
    for group, record, source in rows:
        if short:
            title = _title(base, record, source)[1]
            if not all(word in unicodedata.normalize("NFKC", title).casefold() for word in short):
                continue
        yield group, record, source


def _records_of_products(base: KnowledgeBase, words: Sequence[str]) -> Iterator[tuple[int, str, int]]:
    """Yield the records about products whose vendor or name in words holds every word, however short."""
    clauses = " AND ".join("(p.vendor_name LIKE ? OR p.product_name LIKE ?)" for _ in words)
    values = [f"%{word}%" for word in words for _ in range(2)]
    yield from base.select(
        # CROSS JOIN keeps the order: the other way round SQLite would compare every record with every name.
        "SELECT DISTINCT r.grp, r.name, r.source FROM product p"
        " CROSS JOIN cpe c ON c.vendor = p.vendor AND c.product = p.product"
        f" CROSS JOIN record r ON r.id = c.record WHERE {clauses} ORDER BY r.id",
        values,
    )


def _title(base: KnowledgeBase, record: str, source: int) -> tuple[str, str]:
    rows = base.select(
        "SELECT d.head FROM record r JOIN detail d ON d.record = r.id WHERE r.name = ? AND r.source = ?",
        (record, source),
    )
    head = head_decoder.decode(decompress(rows[0][0]))
    return head.lang, head.summary


def _described(base: KnowledgeBase, group: int, records: Sequence[tuple[str, int]], lang: str) -> FoundText:
    rows = base.select(
        "SELECT d.head FROM record r JOIN detail d ON d.record = r.id WHERE r.grp = ? ORDER BY r.id", (group,)
    )
    titles: dict[str, str] = {}
    for (packed,) in rows:
        head = head_decoder.decode(decompress(packed))
        if head.summary:
            titles.setdefault(head.lang, head.summary)
    preferred = base.select("SELECT preferred FROM grp WHERE id = ?", (group,))[0][0]
    return FoundText(
        id=preferred,
        summary=titles.get(lang) or next(iter(titles.values()), ""),
        titles=tuple(sorted(titles.items())),
        records=tuple(f"{record} ({base.source_id(source)})" for record, source in records),
    )


def changed_since(base: KnowledgeBase, since: datetime) -> tuple[ChangedRecord, ...]:
    """Return the records that their sources changed at or after a time, oldest first. ``since``: aware.

    Cost: an index range scan; about 5 microseconds per record returned.
    """
    start = since.timestamp()
    found = []
    for name, source, published, modified, withdrawn, preferred in base.select(_CHANGED, (int(start),)):
        kind = "withdrawn" if withdrawn else "new" if _is_after(published, since) else "changed"
        found.append(
            ChangedRecord(
                id=name,
                vulnerability=preferred,
                source=base.source_id(source),
                kind=kind,
                published=published,
                modified=modified,
            )
        )
    return tuple(found)


def _is_after(text: str | None, since: datetime) -> bool:
    instant = parse_instant(text) if text else None
    return instant is not None and instant >= since


def find_eol(base: KnowledgeBase, product: str, version: str, *, now: datetime) -> EolAnswer | None:
    """Return what endoflife.date says about a version of a product; None where it does not know the product.

    Args:
        product: its id, name or alias there (``python``, ``Python``), a package URL or a CPE name.
        version: as written; the cycle with the longest common beginning is taken (``3.11.4`` belongs to ``3.11``).
        now: decides whether a day has come, aware.
    """
    keys = [product.strip().lower()]
    identifier = identifier_key(product.strip()) if product.startswith(("pkg:", "cpe:")) else None
    if identifier:
        keys.insert(0, identifier)
    rows = [row for key in keys for row in base.select("SELECT id FROM eol_name WHERE key = ? ORDER BY id", (key,))]
    if not rows:
        return None
    body = base.select("SELECT body FROM eol WHERE id = ?", (rows[0][0],))[0][0]
    record: EolRecord = eol_decoder.decode(body)
    state = next((source for source in base.sources() if source.id == "eol"), None)
    cycle = _cycle_of(record.cycles, version)
    return EolAnswer(
        product=record.id,
        title=record.title,
        version=version,
        cycle=cycle,
        status=_status(cycle, now) if cycle else "unknown",
        cycles=record.cycles,
        source="eol",
        as_of=state.as_of if state else None,
    )


def _cycle_of(cycles: Sequence[EolCycle], version: str) -> EolCycle | None:
    asked = version.strip().lower().removeprefix("v")
    for cycle in cycles:
        if asked in (cycle.cycle.lower(), cycle.codename.lower()) and asked:
            return cycle
    parts = asked.replace("-", ".").split(".")
    for length in range(len(parts), 0, -1):
        beginning = ".".join(parts[:length])
        for cycle in cycles:
            if cycle.cycle.lower() == beginning:
                return cycle
    return None


def _status(cycle: EolCycle, now: datetime) -> str:
    today = now.date().isoformat()
    if cycle.ended is True and cycle.ends is None:
        return "ended"
    if cycle.ends is not None and cycle.ends <= today:
        return "ended"
    if cycle.support_ends is not None and cycle.support_ends <= today:
        return "security-only"
    if cycle.ended is False or cycle.ends is not None:
        return "supported"
    return "unknown"
