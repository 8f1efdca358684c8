"""Updating the knowledge base over the network: fetch what changed, patch the base, say what happened to each source."""

import fcntl
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct

from kaname.errors import ErrorGroup, InputError, KanameError, Scalar
from kaname.knowledge.base import open_knowledge
from kaname.knowledge.build import build_base
from kaname.knowledge.changes import FreshFeed, SourceChange
from kaname.knowledge.feeds import find_feeds
from kaname.knowledge.patch import patch_base
from kaname.knowledge.sources.registry import is_delta_source
from kaname.net.client import HttpClient, check_url
from kaname.services.fetch import OnProgress, SourceFetcher
from kaname.services.fetch_changes import UpdateNote
from kaname.services.knowledge import PROCESSES_MAX, available_processors, knowledge_path


class SourceUpdate(Struct, frozen=True, kw_only=True):
    """What an update did for one source.

    Attributes:
        status: ``updated``, ``unchanged``, or ``failed`` (its older data stays, and the base says so).
        new, changed, removed: records. withdrawn: of those changed, how many are withdrawn now.
        received_bytes: over the network. resumed_bytes: of an earlier download that broke off.
        failed: message code, else None. failed_params: values of its text.
        notes: what should be known though the source did not fail.
        failed_records: that could not be had, or did not pass their checks, though the rest of the source did.
    """

    source: str
    status: Literal["updated", "unchanged", "failed"]
    new: int = 0
    changed: int = 0
    withdrawn: int = 0
    removed: int = 0
    received_bytes: int = 0
    resumed_bytes: int = 0
    failed: str | None = None
    failed_params: dict[str, Scalar] = {}
    notes: tuple[UpdateNote, ...] = ()
    failed_records: int = 0


class UpdateReport(Struct, frozen=True, kw_only=True):
    """What an update did.

    Attributes:
        status: ``complete``; ``partial``: some sources, or some of their records, failed; ``failed``: all sources did.
        written: False where nothing had changed and the file stayed as it was. built: True where the base was made anew.
        not_fetched: sources of the base that are published nowhere as a whole; they stay as they are.
    """

    target: str
    status: Literal["complete", "partial", "failed"]
    written: bool
    built: bool
    sources: tuple[SourceUpdate, ...]
    not_fetched: tuple[str, ...] = ()


def cache_path(given: str | Path | None, environment: Mapping[str, str] = os.environ) -> Path:
    """Return where downloads lie: as given, ``KANAME_CACHE``, ``$XDG_CACHE_HOME/kaname`` or ``~/.cache/kaname``."""
    if given:
        return Path(given).expanduser()
    named = environment.get("KANAME_CACHE")
    if named:
        return Path(named).expanduser()
    home = environment.get("XDG_CACHE_HOME", "")
    return (Path(home) if home.startswith("/") else Path.home() / ".cache") / "kaname"


def update_knowledge(
    *,
    sources: Sequence[str],
    path: str | Path | None,
    cache: str | Path | None,
    now: datetime,
    client: HttpClient,
    mirror: str | None = None,
    rebuild: bool = False,
    on_progress: OnProgress | None = None,
) -> UpdateReport:
    """Fetch sources and bring the base up to date.

    A source that fails does not stop the others; the base says so until it succeeds. Interrupted at any point, the old base
    stays as it was, and downloads go on from where they stopped.

    Args:
        sources: ids such as ``kev``, ``osv:npm``, or ``osv`` for all its ecosystems; empty: those of the base, or all where
            there is none.
        cache: folder for downloads; see ``cache_path``. mirror: address below which the same paths lie as in a cache.
        now: time of the update, aware. rebuild: make the base anew from all sources that it has and those named.
        on_progress: called with step (``downloading``, ``reading``, ``grouping``, ``writing``), steps done and steps in all.

    Raises:
        InputError: ``knowledge.update_running``, ``knowledge.unknown_source``, ``knowledge.not_published``,
            ``knowledge.rebuild_would_lose``, no place to write, ``net.bad_url``.
        ErrorGroup: nothing could be fetched and there is no base (``knowledge.update_failed``).
        IntegrityError, UnsupportedError: the base cannot be used; as ``kaname.knowledge.patch.patch_base``.
    """
    if now.tzinfo is None:
        raise InputError("knowledge.time_without_zone", value=now.isoformat())
    target, folder = knowledge_path(path), cache_path(cache)
    if mirror is not None:
        check_url(mirror)
    with _locked(folder, now):
        return _Update(target, folder, now, client, mirror, on_progress or (lambda step, done, total: None)).run(
            sources, rebuild=rebuild
        )


class _Update:
    def __init__(
        self,
        target: Path,
        folder: Path,
        now: datetime,
        client: HttpClient,
        mirror: str | None,
        on_progress: OnProgress,
    ) -> None:
        self._target = target
        self._now = now
        self._on_progress = on_progress
        self._fetcher = SourceFetcher(folder, now, client, mirror, on_progress)
        self._errors: dict[str, KanameError] = self._fetcher.errors
        self._not_fetched: tuple[str, ...] = ()

    def run(self, sources: Sequence[str], *, rebuild: bool) -> UpdateReport:
        exists = self._target.exists()
        present = self._present() if exists else []
        names = list(sources) or present
        if rebuild and self._not_fetched:
            raise InputError("knowledge.rebuild_would_lose", path=str(self._target), names=", ".join(self._not_fetched))
        if rebuild:
            names = list(dict.fromkeys([*present, *sources]))
        feeds = self._fetcher.fetch(names, named=bool(sources))
        if rebuild or not exists:
            self._check_content(feeds)
        # Of a source that comes as several files, some are not enough.
        feeds = [feed for feed in feeds if feed.source not in self._errors]
        failures = {source: error.code for source, error in self._errors.items()}
        if exists and not rebuild:
            report = patch_base(
                self._target,
                feeds,
                failures=failures,
                now=self._now,
                processes=_processes(),
                on_progress=self._on_progress,
            )
            changes = {change.source: change for change in report.changes}
            return self._report(changes, written=report.written, built=False)
        if not feeds or (rebuild and self._errors):
            # A base made anew without a source that the old one has would lose data.
            raise ErrorGroup("knowledge.update_failed", self._errors.values())
        built = build_base(
            [Path(feed.path) for feed in feeds],
            self._target,
            now=self._now,
            processes=_processes(),
            on_progress=self._on_progress,
            failures=failures,
        )
        made = {
            state.id: SourceChange(
                source=state.id,
                status="failed" if state.failed else "updated",
                new=state.kept,
                withdrawn=state.withdrawn,
                failed=state.failed,
            )
            for state in built.sources
        }
        return self._report(made, written=True, built=True)

    def _present(self) -> list[str]:
        with open_knowledge(self._target) as base:
            names = [state.id for state in base.sources()]
        present = [name for name in names if self._fetcher.is_renewed(name)]
        self._not_fetched = tuple(name for name in names if name not in present)
        return present

    def _check_content(self, feeds: Sequence[FreshFeed]) -> None:
        """Note files that are something else than their address promises; a build would pass them over."""
        for feed in feeds:
            if is_delta_source(feed.source):
                continue
            if not any(item.feed.source == feed.source for item in find_feeds([Path(feed.path)])):
                self._errors.setdefault(feed.source, InputError("knowledge.skipped.other_content", path=feed.path))

    def _report(self, changes: Mapping[str, SourceChange], *, written: bool, built: bool) -> UpdateReport:
        updates = []
        downloaded = self._fetcher.downloads
        for source in sorted({*changes, *downloaded, *self._errors}):
            change = changes.get(source) or SourceChange(source=source, status="unchanged")
            downloads, error = downloaded.get(source, ()), self._errors.get(source)
            updates.append(
                SourceUpdate(
                    source=source,
                    status="failed" if error else change.status,
                    new=change.new,
                    changed=change.changed,
                    withdrawn=change.withdrawn,
                    removed=change.removed,
                    received_bytes=sum(download.received_bytes for download in downloads),
                    resumed_bytes=sum(download.resumed_bytes for download in downloads),
                    failed=error.code if error else change.failed,
                    failed_params=dict(error.params) if error else {},
                    notes=self._fetcher.notes.get(source, ()),
                    failed_records=self._fetcher.failed_records.get(source, 0),
                )
            )
        failed = sum(update.status == "failed" for update in updates)
        status: Literal["complete", "partial", "failed"] = (
            "failed"
            if failed and failed == len(updates)
            else "partial"
            if failed or any(update.failed_records for update in updates)
            else "complete"
        )
        return UpdateReport(
            target=str(self._target),
            status=status,
            written=written,
            built=built,
            sources=tuple(updates),
            not_fetched=self._not_fetched,
        )


@contextmanager
def _locked(folder: Path, now: datetime) -> Iterator[None]:
    """Keep other updates with the same cache out while the block runs.

    The lock is the system's and ends with the process, whatever ends it, so it cannot be stale; the file only tells who holds
    it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "update.lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise InputError("net.cache_not_writable", path=str(folder), why=error.strerror or str(error)) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            process, _, since = lock.read(200).strip().partition(" ")
            raise InputError(
                "knowledge.update_running", path=str(folder), process=process or "?", since=since or "?"
            ) from error
        lock.truncate(0)
        lock.write(f"{os.getpid()} {now.isoformat(timespec='seconds')}\n")
        lock.flush()
        try:
            yield
        finally:
            lock.truncate(0)


def _processes() -> int:
    return min(PROCESSES_MAX, available_processors())
