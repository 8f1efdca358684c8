"""Sources of knowledge, as a base or a result states them."""

from collections.abc import Mapping

from msgspec import Struct


class SkippedRecord(Struct, frozen=True):
    """A record that was not kept. ``name``: file name, id or line; ``reason``: message code; ``detail``: what was found."""

    name: str
    reason: str
    detail: str = ""


class SourceState(Struct, frozen=True, kw_only=True):
    """One source as it stands in the base.

    Attributes:
        id: ``osv:npm``, ``kev``, ``epss`` …; as_of: ISO 8601 time of the newest data in it (not of the build).
        read, kept, skipped: records; skipped_reasons: code → count. withdrawn: kept but never matched.
        model: EPSS model version, else None.
        version: version that the source gives itself (catalogue version), else None.
        future: records dated after the build, which do not count for ``as_of``.
        notes: code → count of parts of kept records that cannot be matched. examples: up to ten skipped records.
        failed: code of the error for which a feed of the source could not be read at all, else None.
        licence: terms of the data. max_age_hours: age from which the source is stale; None where it names none.
        stale: True where a scan found it older than that; False in a base, which does not know when it is asked.
    """

    id: str
    as_of: str | None
    read: int
    kept: int
    skipped: int
    withdrawn: int = 0
    skipped_reasons: Mapping[str, int] = {}
    model: str | None = None
    version: str | None = None
    future: int = 0
    notes: Mapping[str, int] = {}
    examples: tuple[SkippedRecord, ...] = ()
    failed: str | None = None
    licence: str = ""
    max_age_hours: int | None = None
    stale: bool = False
