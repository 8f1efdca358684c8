"""What a source of knowledge declares, and how it hands over what it read."""

from collections.abc import Iterator
from typing import Literal, Protocol, TypeVar

from msgspec import Struct

Part = TypeVar("Part", covariant=True)


class SourceInfo(Struct, frozen=True, kw_only=True):
    """What a source says about itself.

    Attributes:
        id: stable id; sources of one family add what follows it (``osv:npm``).
        needs: the files it reads, as published.
        licence: SPDX expression or the publisher's terms, with the credit they ask for.
        update_hours: how often the publisher renews the data.
        max_age_hours: age from which the source should be called stale.
    """

    id: str
    needs: str
    licence: str
    update_hours: int
    max_age_hours: int


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
