"""What a collector sees and what it proposes. Values and protocols only: collectors read no disk and know no clock.

A proposal is never evidence. It says what was seen, which items of which framework that supports and how strongly, and until
when it can be relied upon; a person decides.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal, Protocol

from msgspec import Struct

from kaname.catalogs.pack import Text

Strength = Literal["strong", "moderate", "weak"]


class Support(Struct, frozen=True, forbid_unknown_fields=True):
    """That something seen speaks for an item.

    Attributes:
        framework: without version. item: id of the task or requirement. strength: ``strong`` shows that it is practised,
            ``moderate`` shows that it is set up, ``weak`` hints at it.
    """

    framework: str
    item: str
    strength: Strength


class Seen(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One thing that was seen: a file with its digest, or a fact in ``name: detail`` form."""

    place: str
    sha256: str = ""
    detail: str = ""


class Proposal(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Evidence that a collector proposes.

    Attributes:
        id: collector and what it looked at. effective, expires: ISO 8601 days. revision: commit, or empty.
    """

    id: str
    collector: str
    title: Text
    seen: tuple[Seen, ...]
    supports: tuple[Support, ...]
    effective: str
    expires: str
    revision: str = ""


class CommitFact(Struct, frozen=True):
    """A commit: whether it carries a signature (not whether the signature holds)."""

    id: str
    signed: bool


class TagFact(Struct, frozen=True):
    """A tag: whether it carries a signature."""

    name: str
    signed: bool


class SbomFact(Struct, frozen=True):
    """An SBOM file that could be read: its components, and how many of them have an identifier and a version."""

    place: str
    sha256: str
    components: int
    identified: int
    versioned: int

    @property
    def grade(self) -> str:
        """``A`` from 95 % of components with identifier and version, ``B`` from 80 %, ``C`` from 50 %, else ``D``."""
        share = min(self.identified, self.versioned) * 100
        for letter, least in (("A", 95), ("B", 80), ("C", 50)):
            if self.components and share >= least * self.components:
                return letter
        return "D"


class Trace(Protocol):
    """A checkout or a workspace, as collectors see it."""

    @property
    def files(self) -> Sequence[str]:
        """Paths below its top, with slashes, sorted."""

    @property
    def revision(self) -> str:
        """Id of the commit that is checked out, or empty."""

    @property
    def commits(self) -> Sequence[CommitFact]:
        """The newest commits, newest first; empty where there is no git."""

    @property
    def tags(self) -> Sequence[TagFact]:
        """All tags."""

    @property
    def sboms(self) -> Sequence[SbomFact]:
        """SBOM files that could be read."""

    def read(self, name: str) -> bytes:
        """Return the content of a file; empty where it is too large to be of use."""

    def sha256(self, name: str) -> str:
        """Return the digest of a file in lowercase hex."""


Collector = Callable[[Trace, datetime], Proposal | None]


def propose(
    trace: Trace,
    now: datetime,
    *,
    collector: str,
    title: Text,
    seen: Sequence[Seen],
    supports: Sequence[Support],
    valid_days: int,
) -> Proposal | None:
    """Return a proposal, or None where nothing was seen.

    Args:
        valid_days: how long such a trace can be relied upon before it should be looked at again.
    """
    if not seen:
        return None
    today = now.astimezone(UTC).date()
    return Proposal(
        id=collector,
        collector=collector,
        title=title,
        seen=tuple(seen),
        supports=tuple(supports),
        effective=today.isoformat(),
        expires=(today + timedelta(days=valid_days)).isoformat(),
        revision=trace.revision,
    )


def seen_files(trace: Trace, names: Sequence[str], detail: str = "") -> list[Seen]:
    """Return files as things seen, with their digests."""
    return [Seen(name, trace.sha256(name), detail) for name in names]


def seen_by_content(trace: Trace, wanted: Callable[[str], bool], detail_of: Callable[[bytes], str]) -> list[Seen]:
    """Return the files with a wanted name whose content says something.

    Args:
        detail_of: what a content says; empty where it is not of the kind that its name promises, or says nothing.
    """
    names = [name for name in trace.files if wanted(name)]
    details = {name: detail_of(trace.read(name)) for name in names}
    return [Seen(name, trace.sha256(name), detail) for name, detail in details.items() if detail]


def is_json(name: str) -> bool:
    """Tell whether a file is JSON by its name."""
    return name.endswith(".json")


def base_name(path: str) -> str:
    """Return the last part of a path."""
    return path.rpartition("/")[2]
