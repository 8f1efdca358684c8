"""When to ask again, and how long to wait before: rules only, no network.

Sources: RFC 9110 sections 10.2.3 (Retry-After) and 15; the NVD's developer guide (403 for callers that ask too often);
GitHub's REST guide (``x-ratelimit-remaining``, ``x-ratelimit-reset``).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from msgspec import Struct

ATTEMPTS_MAX = 5
BACKOFF_FIRST_SECONDS = 1.0
BACKOFF_MAX_SECONDS = 60.0
RETRY_AFTER_MAX_SECONDS = 900.0  # a source that wants a longer pause gets it by being asked in a later update
_ASK_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})


class Busy(Struct, frozen=True, kw_only=True):
    """How a server says that it is asked too often, where it says so in its own way.

    Attributes:
        statuses: answers that mean it. pause_seconds: least pause after one that names no pause itself.
    """

    statuses: frozenset[int]
    pause_seconds: float


def is_worth_retrying(status: int, headers: Mapping[str, str], busy: Busy | None = None) -> bool:
    """Say whether the same request may succeed later.

    A plain 403 is a refusal; one that names a pause or an exhausted budget is a request to slow down, and so is one of a
    server that is known to answer so (``busy``).
    """
    if status in _ASK_AGAIN or (busy is not None and status in busy.statuses):
        return True
    return status == 403 and ("retry-after" in headers or headers.get("x-ratelimit-remaining") == "0")


def asked_pause_seconds(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the pause that a response asks for, or None.

    A date in ``Retry-After`` is read against the ``Date`` of the same response, because our clock may be wrong.

    Args:
        headers: names in lower case.
        now: used where the response has no date.
    """
    text = headers.get("retry-after", "").strip()
    here = _http_date(headers.get("date", "")) or now
    if text.isascii() and text.isdigit():
        return float(text[:9])
    if text:
        when = _http_date(text)
        return None if when is None else max(0.0, (when - here).total_seconds())
    reset = headers.get("x-ratelimit-reset", "").strip()
    if headers.get("x-ratelimit-remaining") == "0" and reset.isascii() and reset.isdigit():
        return max(0.0, float(reset[:12]) - here.timestamp())
    return None


def backoff_seconds(attempt: int, chance: float) -> float:
    """Return how long to wait after a failed attempt (1 for the first): doubling, with jitter over the upper half."""
    ceiling = min(BACKOFF_MAX_SECONDS, BACKOFF_FIRST_SECONDS * 2 ** (attempt - 1))
    return float(ceiling * (0.5 + 0.5 * chance))


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
