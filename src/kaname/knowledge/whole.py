"""Reading, for an update, a source whose entries cannot be told apart: as in a new build, and all of it.

What cannot be read, or is something else than the source publishes, changes nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from kaname.errors import KanameError
from kaname.knowledge.aside import Aside
from kaname.knowledge.build import Builder, OnProgress
from kaname.knowledge.changes import FreshFeed
from kaname.knowledge.entries import OTHER_CONTENT, Read
from kaname.knowledge.feeds import FoundFeed, find_feeds
from kaname.knowledge.ledger import Row
from kaname.knowledge.patcher import BasePatcher
from kaname.knowledge.score_tables import ChangedScores, changed_scores
from kaname.knowledge.sources.documents import read_file
from kaname.knowledge.sources.euvd import EuvdKev
from kaname.knowledge.sources.kev import Kev
from kaname.knowledge.sources.source import Feed
from kaname.model.source import SourceState


class WholeRead(NamedTuple):
    """What was read: the new state of the source, and its records by id; None for a table, which is written already.

    ``rows``: what became of each entry, where a later update may look into them.
    """

    state: SourceState
    records: Mapping[str, Read] | None
    rows: list[Row]
    marks: bytes = b""


class WholeReader:
    """Reads whole sources."""

    def __init__(self, spool: BinaryIO, now: datetime, processes: int, on_progress: OnProgress) -> None:
        self._spool = spool
        self._now = now
        self._processes = processes
        self._on_progress = on_progress

    def read_records(self, source: str, feeds: Sequence[FreshFeed]) -> WholeRead | str:
        """Read all files of a source of records; returns a message code where one of them cannot be read."""
        builder = Builder(self._now, self._processes, self._on_progress)
        found = [item for feed in feeds for item in find_feeds([Path(feed.path)])]
        if len(found) != len(feeds) or any(item.feed.source != source or item.error for item in found):
            return next((item.error.reason for item in found if item.error), OTHER_CONTENT)
        builder.read_advisories(found, self._spool)
        (state,) = builder.states()
        records = {
            name: Read(stored.link, stored.offset, stored.length) for (name, _), stored in builder.stored.items()
        }
        return state.failed or WholeRead(state, records, builder.rows(source))

    def read_table(
        self,
        source: str,
        feeds: Sequence[FreshFeed],
        patcher: BasePatcher,
        known: bytes,
        aside: Aside,
    ) -> WholeRead | str:
        """Read the files of a source without records into the copy of a base; as ``read_records``.

        Args:
            known: ``marks`` of the ledger that the base has. aside: what another process has read of it.
        """
        builder = Builder(self._now, self._processes, self._on_progress)
        kind = feeds[0].kind
        found = []
        for feed in feeds:
            # What is not recognised goes to the reader all the same, which says best what is wrong with it.
            unknown = FoundFeed(kind=kind, feed=Feed(source, "file", feed.path))
            alike = [item for item in find_feeds([Path(feed.path)]) if item.kind == kind]
            found.append(alike[0] if alike else unknown)
        if kind == "epss":
            changed = aside.scores(source) or _changed_scores(feeds, known)
            if changed is not None and patcher.change_epss(changed.rows, changed.count):
                builder.take_scores(changed, patcher)
            else:
                builder.write_epss(patcher, found)
        elif kind == "kev":
            builder.read_listings(found, Kev())
        elif kind == "euvd-kev":
            builder.read_listings(found, EuvdKev())
        elif kind == "eol":
            builder.read_eol(found, patcher)
        else:
            builder.read_names(found, patcher, known, aside.names(source))
        (state,) = builder.states()
        if state.failed is not None:
            return state.failed
        if kind == "epss":
            patcher.place_epss()
        elif kind == "eol":
            patcher.place_eol()
        elif kind in ("kev", "euvd-kev"):
            patcher.clear_listings(source)
            builder.add_listings(patcher)
        return WholeRead(state, None, [], builder.marks(source))


def _changed_scores(feeds: Sequence[FreshFeed], known: bytes) -> ChangedScores | None:
    try:
        return changed_scores(read_file(feeds[0].path), known) if len(feeds) == 1 and known else None
    except (OSError, KanameError):
        return None  # the reader of the whole table says best what is wrong
