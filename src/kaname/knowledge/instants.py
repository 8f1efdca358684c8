"""Times as sources write them."""

from datetime import UTC, datetime


def parse_instant(text: str) -> datetime | None:
    """Return an ISO 8601 day or time as an aware time; without an offset it is UTC. None where it is no time."""
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant


def format_instant(instant: datetime) -> str:
    """Return a time in UTC as ``2026-08-16T00:00:00Z``, whole seconds."""
    return instant.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
