"""What a source of knowledge declares, and how it hands over what it read."""

from collections.abc import Iterator
from typing import Literal, Protocol, TypeVar

from msgspec import Struct

Part = TypeVar("Part", covariant=True)


class Location(Struct, frozen=True, kw_only=True):
    """Where a source is published.

    Attributes:
        url: address of the file, or of a list of names, one per line, beside which lies ``<name>/<each>``.
        path: where the file (or the list) lies in the cache and below a mirror, with ``/``.
        each: name of the file of each name in a list; ``""`` where ``url`` is the file itself.
        size_bytes_max: more than this is refused; far above what is published.
        pace_seconds: least time between two requests. pace_with_key_seconds: the same for holders of an API key.
        key_variable, key_header: environment variable with an API key, and the header that carries it; ``""`` for none.
        years_from: where there is a file for each year, the first of them; ``{year}`` stands in ``url`` and ``path``.
        checksum_url: where the publisher gives a checksum of the file, ``""`` for nowhere. checksum_form: ``nvd-meta``, of
            the unpacked file alone; ``jvn-list``, a list of all files.
    """

    url: str
    path: str
    each: str = ""
    size_bytes_max: int = 256 * 1024 * 1024
    pace_seconds: float = 0.0
    pace_with_key_seconds: float = 0.0
    key_variable: str = ""
    key_header: str = ""
    years_from: int = 0
    checksum_url: str = ""
    checksum_form: Literal["", "nvd-meta", "jvn-list"] = ""


class PagedApi(Struct, frozen=True, kw_only=True):
    """Where a source answers questions page by page.

    Attributes:
        kind: ``nvd-changes``, ``myjvn-changes``: what changed since a moment; ``myjvn-products``: the whole list.
        url: address without the question. path: where the answer lies in the cache, with ``/``.
        languages: those that are asked for, one after another.
        pace_seconds: least time between two requests. pace_with_key_seconds: the same for holders of an API key.
        busy_statuses: answers by which the server says that it is asked too often. busy_pause_seconds: pause after one.
        key_variable, key_header: environment variable with an API key, and the header that carries it; ``""`` for none.
        days_max: changes of a longer time are taken from the files in ``locations`` instead, where there are any.
        files_age_hours: how old the content of such a file may be when it is fetched, by the publisher's rhythm.
        records_max: the files are fetched anew where more records than that have changed since they were.
        renew_hours: a whole list that is younger is not asked for again, unless the source is named.
    """

    kind: Literal["nvd-changes", "myjvn-changes", "myjvn-products"]
    url: str
    path: str
    languages: tuple[str, ...] = ()
    pace_seconds: float = 0.0
    pace_with_key_seconds: float = 0.0
    busy_statuses: tuple[int, ...] = ()
    busy_pause_seconds: float = 0.0
    key_variable: str = ""
    key_header: str = ""
    days_max: int = 0
    files_age_hours: int = 0
    records_max: int = 0
    renew_hours: int = 0


class SourceInfo(Struct, frozen=True, kw_only=True):
    """What a source says about itself.

    Attributes:
        id: stable id; sources of one family add what follows it (``osv:npm``).
        needs: the files it reads, as published.
        licence: SPDX expression or the publisher's terms, with the credit they ask for.
        update_hours: how often the publisher renews the data.
        max_age_hours: age from which the source should be called stale.
        locations: where it is published; empty where it only comes as files that somebody else fetched.
        api: where it answers page by page; None where it does not, or need not be asked.
    """

    id: str
    needs: str
    licence: str
    update_hours: int
    max_age_hours: int
    locations: tuple[Location, ...] = ()
    api: PagedApi | None = None

    @property
    def is_fetched(self) -> bool:
        """True where an update can fetch the source by itself."""
        return bool(self.locations) or self.api is not None


class Feed(Struct, frozen=True, array_like=True):
    """Files that one call reads.

    Attributes:
        source: id of the source in the base, such as ``osv:npm``.
        kind: ``zip``: ``members`` are entries of the zip at ``path``; ``folder``: ``members`` are files below ``path``;
            ``file``: the one file at ``path``; ``lines``: the file at ``path`` holds one document per line.
    """

    source: str
    kind: Literal["zip", "folder", "file", "lines"]
    path: str
    members: tuple[str, ...] = ()


class Source(Protocol[Part]):
    """A source: declares itself and reads a feed.

    ``iter_records`` is deterministic: the same bytes give the same parts. Defects of single records are handed over as
    skipped, with a reason; a feed that cannot be read at all raises OSError or a KanameError.
    """

    @property
    def info(self) -> SourceInfo:
        """What the source declares."""
        ...

    def iter_records(self, feed: Feed) -> Iterator[Part]:
        """Read a feed, part by part."""
        ...
