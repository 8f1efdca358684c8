"""Ask whether the addresses in a document answer: politely, within limits, and never inside the own network."""

from collections.abc import Mapping, Sequence

from kaname.errors import InputError, SourceError
from kaname.formats.csaf.outside import LinkAnswer
from kaname.net.client import HttpClient, Limits
from kaname.net.own_network import is_inner

# The advisories of the large vendors hold up to some 200 addresses; what is beyond is listed as not asked.
MAX_LINKS = 500
# One request at a time per host, as one reader would open them one after the other.
PACE_SECONDS = 0.5
_TOTAL_SECONDS = 600.0
_LIMITS = Limits(size_bytes=0, connect_seconds=10.0, silence_seconds=20.0, total_seconds=30.0)
_GONE = frozenset({"net.unreachable", "net.timeout", "net.broken_off", "net.tls"})


class AskedLinks:
    """Answers by HTTP.

    Args:
        client: its proxy and certificates are used.
    """

    def __init__(self, client: HttpClient) -> None:
        self._client = client
        self._known: dict[str, LinkAnswer] = {}
        self._started_seconds = client.clock.monotonic_seconds()

    def ask(self, urls: Sequence[str]) -> Mapping[str, LinkAnswer]:
        """Return an answer for each address; each is asked for once in the life of this object."""
        for url in urls:
            if url not in self._known:
                self._known[url] = self._ask(url)
        return {url: self._known[url] for url in urls}

    def _ask(self, url: str) -> LinkAnswer:
        if len(self._known) >= MAX_LINKS:
            return LinkAnswer(outcome="not_asked", reason="link_too_many")
        if self._client.clock.monotonic_seconds() - self._started_seconds > _TOTAL_SECONDS:
            return LinkAnswer(outcome="not_asked", reason="link_out_of_time")
        if is_inner(url):
            return LinkAnswer(outcome="not_asked", reason="link_inner")
        try:
            # The fragment is the reader's business; servers never see it.
            status = self._client.ask_status(url.partition("#")[0], limits=_LIMITS, pace_seconds=PACE_SECONDS)
        except InputError:
            return LinkAnswer(outcome="not_asked", reason="link_unfit")
        except SourceError as error:
            if error.code in _GONE:
                return LinkAnswer(outcome="no_answer")
            return LinkAnswer(outcome="not_asked", reason="link_proxy")
        if status == 429:
            return LinkAnswer(outcome="not_asked", reason="link_too_busy")
        return LinkAnswer(outcome="answered", status=status)
