"""Use cases around the knowledge base: where it lies, building it, its state, one vulnerability out of it."""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kaname.errors import InputError
from kaname.knowledge.base import KnowledgeBase, open_knowledge, verify_knowledge
from kaname.model.source import SourceState
from kaname.model.vulnerability import Vulnerability

if TYPE_CHECKING:
    from kaname.knowledge.build import BuildReport

PROCESSES_MAX = 8  # beyond this the one writer is the bottleneck


class KnowledgeStatus(Struct, frozen=True, kw_only=True):
    """The state of a base.

    Attributes:
        path, size_bytes, format_version, digest, built: the file. verified: True where every byte was checked.
        sources: every source, ordered by id. groups, records, packages, ranges: what it holds.
        stale: ids of sources older than their age limit at ``now``. ecosystems: base names with their number of releases.
    """

    path: str
    size_bytes: int
    format_version: int
    digest: str
    built: str
    verified: bool
    sources: tuple[SourceState, ...]
    groups: int
    records: int
    packages: int
    ranges: int
    stale: tuple[str, ...]
    ecosystems: Mapping[str, int]


def knowledge_path(given: str | Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return where the base lies: as given, else ``KANAME_KNOWLEDGE``, else the user's data folder.

    The data folder is ``$XDG_DATA_HOME/kaname`` or ``~/.local/share/kaname`` (XDG Base Directory Specification 0.8; a
    relative ``XDG_DATA_HOME`` is ignored, as it demands). Nothing is read or made.
    """
    if given:
        return Path(given).expanduser()
    named = environment.get("KANAME_KNOWLEDGE")
    if named:
        return Path(named).expanduser()
    home = environment.get("XDG_DATA_HOME", "")
    folder = Path(home) if home.startswith("/") else Path.home() / ".local" / "share"
    return folder / "kaname" / "knowledge.db"


def open_base(*, path: str | Path | None = None) -> KnowledgeBase:
    """Open the base at ``path``, or where ``knowledge_path`` finds it; use it in a ``with`` block.

    Raises:
        IntegrityError, UnsupportedError: as ``kaname.knowledge.base.open_knowledge``; all codes begin with ``knowledge.``.
    """
    return open_knowledge(knowledge_path(path))


def build_knowledge(
    *,
    sources: Sequence[str | Path],
    target: str | Path,
    now: datetime,
    on_progress: Callable[[str, int, int], None] | None = None,
    processes: int | None = None,
) -> "BuildReport":
    """Build a knowledge base from folders and put it in the place of ``target``.

    Same files and same ``now`` give the same bytes. Interrupted at any point, the old file stays as it was.

    Args:
        sources: folders (or single files) that hold OSV exports, a KEV catalogue, an EPSS table.
        target: file to write.
        now: time of the build, aware.
        on_progress: called with step (``reading``, ``grouping``, ``writing``), steps done and steps in all.
        processes: how many processes read; None chooses by the machine. More than one starts new Python processes, so a
            script that calls this needs the usual ``if __name__ == "__main__":``.

    Raises:
        InputError: ``knowledge.no_sources``, ``knowledge.source_not_found``, ``knowledge.disk_full`` and others.
    """
    from kaname.knowledge.build import build_base

    if now.tzinfo is None:
        raise InputError("knowledge.time_without_zone", value=now.isoformat())
    return build_base(
        [Path(source) for source in sources],
        Path(target),
        now=now,
        processes=processes or default_processes(),
        on_progress=on_progress or (lambda step, done, total: None),
    )


def knowledge_status(*, path: str | Path | None, now: datetime, verify: bool = False) -> KnowledgeStatus:
    """Return the state of a base; with ``verify`` every byte is checked against its digest first.

    Raises:
        IntegrityError, UnsupportedError: as ``open_base``, and ``knowledge.digest_mismatch``.
    """
    from kaname.ident.ecosystems import base_ecosystem
    from kaname.knowledge.freshness import is_stale
    from kaname.knowledge.schema import FORMAT_VERSION

    place = knowledge_path(path)
    if verify:
        verify_knowledge(place)
    with open_base(path=place) as base:
        states = tuple(base.sources())
        names = [base_ecosystem(name) for name in base.ecosystems()]
        counts = base.counts()
        return KnowledgeStatus(
            path=str(place),
            size_bytes=place.stat().st_size,
            format_version=FORMAT_VERSION,
            digest=base.digest,
            built=base.built,
            verified=verify,
            sources=states,
            groups=counts["groups"],
            records=counts["records"],
            packages=counts["packages"],
            ranges=counts["ranges"],
            stale=tuple(state.id for state in states if is_stale(state, now)),
            ecosystems={name: names.count(name) for name in sorted(set(names))},
        )


def find_vulnerability(*, identifier: str, path: str | Path | None) -> Vulnerability | None:
    """Return everything the base holds under an id (any alias, any case); None where no group holds it.

    Raises:
        IntegrityError, UnsupportedError: as ``open_base``.
    """
    with open_base(path=path) as base:
        return base.find(identifier)


def available_processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def default_processes() -> int:
    """Return how many processes read where nobody says it."""
    return min(PROCESSES_MAX, available_processors())
