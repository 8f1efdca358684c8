"""Sources of knowledge, as a base or a result states them."""

from collections.abc import Mapping

from msgspec import Struct


class SourceState(Struct, frozen=True, kw_only=True):
    """One source as it stands in the base.

    Attributes:
        id: ``osv:npm``, ``kev``, ``epss`` …; as_of: ISO 8601 time of the newest data in it (not of the build).
        read, kept, skipped: records; skipped_reasons: code → count. withdrawn: kept but never matched.
        model: EPSS model version, else None.
    """

    id: str
    as_of: str | None
    read: int
    kept: int
    skipped: int
    withdrawn: int = 0
    skipped_reasons: Mapping[str, int] = {}
    model: str | None = None
