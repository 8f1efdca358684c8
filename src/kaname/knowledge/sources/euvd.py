"""EUVD KEV: vulnerabilities that ENISA's European Vulnerability Database lists as exploited.

Reads the KEV dump (``cveId``, ``euvdId``, ``dateAdded``, ``sources``) and lists of records with ``exploitedSince``.
An entry that the dump takes from CISA alone is left to the CISA catalogue.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.ident.vulnerability_ids import is_cve
from kaname.knowledge.instants import parse_instant
from kaname.knowledge.sources.documents import read_file
from kaname.knowledge.sources.kev import KevPart, KevRecord
from kaname.knowledge.sources.source import Feed, SourceInfo
from kaname.model.source import SkippedRecord

_OWN = "eukev_kev"
_DATE_FORMATS = ("%b %d, %Y, %I:%M:%S %p", "%Y-%m-%d", "%d/%m/%Y")


class _Entry(Struct):
    cveId: str | None = None  # noqa: N815 - the dump's own spelling
    euvdId: str | None = None  # noqa: N815
    dateAdded: str | None = None  # noqa: N815
    sources: list[str] | None = None
    id: str | None = None
    aliases: str | list[str] | None = None
    description: str | None = None
    exploitedSince: str | None = None  # noqa: N815


class EuvdKev:
    """Reads the dump or a list."""

    info = SourceInfo(
        id="euvd-kev",
        needs="EUVD KEV dump (.json), or a list of EUVD records with exploitedSince",
        licence="EUVD by ENISA, free to re-use with credit (https://euvd.enisa.europa.eu)",
        update_hours=24,
        max_age_hours=24 * 14,
    )

    def iter_records(self, feed: Feed) -> Iterator[KevPart]:
        """Read the list: one part.

        Raises:
            InputError: not such a list (``knowledge.not_a_euvd_list``), damaged. OSError: not readable.
        """
        try:
            value = msgspec.json.decode(read_file(feed.path))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise InputError("knowledge.not_a_euvd_list", path=feed.path) from error
        items: Any = value.get("items") if isinstance(value, dict) else value
        if not isinstance(items, list):
            raise InputError("knowledge.not_a_euvd_list", path=feed.path)
        records: dict[str, KevRecord] = {}
        skipped: list[SkippedRecord] = []
        for position, raw in enumerate(items):
            outcome = _record(raw, f"{Path(feed.path).name}[{position}]")
            if isinstance(outcome, SkippedRecord):
                skipped.append(outcome)
            elif outcome.cve in records:
                skipped.append(SkippedRecord(outcome.cve, "knowledge.skipped.other_copy"))
            else:
                records[outcome.cve] = outcome
        newest = max((record.date_added or "" for record in records.values()), default="") or None
        yield KevPart(tuple(records.values()), tuple(skipped), "", newest)


def _record(raw: Any, place: str) -> KevRecord | SkippedRecord:
    try:
        entry = msgspec.convert(raw, _Entry)
    except msgspec.ValidationError as error:
        return SkippedRecord(place, "knowledge.skipped.wrong_type", str(error)[:200])
    aliases = entry.aliases.split() if isinstance(entry.aliases, str) else entry.aliases or []
    cve = next((text.strip().upper() for text in (entry.cveId or "", *aliases) if is_cve(text.strip())), "")
    if not cve:
        return SkippedRecord(place, "knowledge.skipped.not_a_cve_id", (entry.euvdId or entry.id or "")[:40])
    if entry.sources is not None and _OWN not in entry.sources:
        return SkippedRecord(cve, "knowledge.skipped.from_cisa")
    return KevRecord(
        cve=cve,
        name=(entry.description or "")[:300],
        date_added=_day(entry.dateAdded or entry.exploitedSince or ""),
        due_date=None,
        ransomware=None,
        required_action="",
        notes=entry.euvdId or entry.id or "",
    )


def _day(text: str) -> str | None:
    instant = parse_instant(text)
    if instant is not None:
        return instant.date().isoformat()
    for form in _DATE_FORMATS:
        try:
            return datetime.strptime(text.strip(), form).date().isoformat()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None
