"""KEV: the CISA catalogue of known exploited vulnerabilities (JSON, catalogue form of 2021 and later)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.ident.vulnerability_ids import is_cve
from kaname.knowledge.sources.source import Feed, Location, SourceInfo
from kaname.model.source import SkippedRecord

CATALOGUE_BYTES_MAX = 64 * 1024 * 1024  # the catalogue is about 1.5 MB


class KevRecord(Struct, array_like=True, frozen=True):
    """One entry. Dates are ISO 8601 days; ``ransomware`` is None where CISA says nothing known."""

    cve: str
    name: str
    date_added: str | None
    due_date: str | None
    ransomware: bool | None
    required_action: str
    notes: str


class KevPart(Struct, frozen=True):
    """The catalogue: entries in its order, what was skipped, and how it dates itself."""

    records: tuple[KevRecord, ...]
    skipped: tuple[SkippedRecord, ...]
    catalog_version: str
    date_released: str | None


class _Catalogue(Struct):
    vulnerabilities: list[Any]
    catalogVersion: str = ""  # noqa: N815 - the catalogue's own spelling
    dateReleased: str | None = None  # noqa: N815


class _Entry(Struct):
    cveID: str  # noqa: N815
    vulnerabilityName: str = ""  # noqa: N815
    dateAdded: str | None = None  # noqa: N815
    dueDate: str | None = None  # noqa: N815
    knownRansomwareCampaignUse: str | None = None  # noqa: N815
    requiredAction: str = ""  # noqa: N815
    notes: str | None = None


class Kev:
    """Reads the catalogue."""

    info = SourceInfo(
        id="kev",
        needs="known_exploited_vulnerabilities.json",
        licence="CC0-1.0 (CISA)",
        update_hours=24,
        max_age_hours=24 * 14,
        locations=(
            Location(
                url="https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json",
                path="kev/known_exploited_vulnerabilities.json",
            ),
        ),
    )

    def iter_records(self, feed: Feed) -> Iterator[KevPart]:
        """Read the catalogue: one part.

        Raises:
            InputError: the file is not a KEV catalogue (``knowledge.not_a_kev_catalogue``). OSError: not readable.
        """
        path = Path(feed.path)
        if path.stat().st_size > CATALOGUE_BYTES_MAX:
            raise InputError("knowledge.file_too_large", path=feed.path, limit=CATALOGUE_BYTES_MAX)
        try:
            catalogue = msgspec.json.decode(path.read_bytes(), type=_Catalogue)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise InputError("knowledge.not_a_kev_catalogue", path=feed.path) from error
        records: list[KevRecord] = []
        skipped: list[SkippedRecord] = []
        for position, raw in enumerate(catalogue.vulnerabilities):
            name = f"vulnerabilities[{position}]"
            try:
                entry = msgspec.convert(raw, _Entry)
            except msgspec.ValidationError as error:
                skipped.append(SkippedRecord(name, "knowledge.skipped.wrong_type", str(error)[:200]))
                continue
            if is_cve(entry.cveID):
                records.append(_record(entry))
            else:
                skipped.append(SkippedRecord(name, "knowledge.skipped.not_a_cve_id", entry.cveID[:40]))
        yield KevPart(tuple(records), tuple(skipped), catalogue.catalogVersion, catalogue.dateReleased)


def _record(entry: _Entry) -> KevRecord:
    use = (entry.knownRansomwareCampaignUse or "").strip().lower()
    return KevRecord(
        cve=entry.cveID.upper(),
        name=entry.vulnerabilityName,
        date_added=entry.dateAdded,
        due_date=entry.dueDate,
        ransomware=True if use == "known" else None,
        required_action=entry.requiredAction,
        notes=entry.notes or "",
    )
