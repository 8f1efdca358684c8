"""Times on the command line."""

from datetime import UTC, datetime

from kaname.errors import InputError


def parse_now(text: str | None) -> datetime:
    """Parse the value of ``--now``; without one, return the current time. Whole seconds, UTC.

    Raises:
        InputError: ``cli.bad_time``: not ISO 8601. A time without zone is taken as UTC.
    """
    if text is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise InputError("cli.bad_time", given=text) from error
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
