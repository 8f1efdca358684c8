"""What goes into an update of a base and what comes out of it. Refuses nothing: these are only shapes."""

from typing import Literal

from msgspec import Struct

from kaname.knowledge.feeds import Kind
from kaname.model.source import SourceState


class FreshFeed(Struct, frozen=True, kw_only=True):
    """A feed as it lies here now.

    Attributes:
        kind: which source reads it. source: its id in the base. path: a file; a source may come as several.
        sha256: hex digest of the file where it is known already; ``""`` has it computed.
    """

    kind: Kind
    source: str
    path: str
    sha256: str = ""


class SourceChange(Struct, frozen=True, kw_only=True):
    """What became of one source.

    Attributes:
        status: ``updated``, ``unchanged``, or ``failed`` (its older data stays).
        new, changed, removed: records. withdrawn: of the changed ones, those that are withdrawn now.
        read: entries that had to be read. failed: message code, else None.
    """

    source: str
    status: Literal["updated", "unchanged", "failed"]
    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    removed: int = 0
    read: int = 0
    failed: str | None = None


class PatchReport(Struct, frozen=True, kw_only=True):
    """What a patch did. ``written``: False where nothing had changed and the file stayed as it was."""

    target: str
    written: bool
    changes: tuple[SourceChange, ...]
    states: tuple[SourceState, ...]
