"""Whether a source is too old to be relied on."""

from datetime import datetime, timedelta

from kaname.knowledge.instants import parse_instant
from kaname.model.source import SourceState


def is_stale(state: SourceState, now: datetime) -> bool:
    """Say whether the newest data of a source is older than the source's age limit; without a time it is stale."""
    if state.max_age_hours is None:
        return False
    newest = parse_instant(state.as_of) if state.as_of else None
    return newest is None or now - newest > timedelta(hours=state.max_age_hours)
