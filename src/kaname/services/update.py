"""Updating the knowledge base over the network: fetch what changed, patch the base, say what happened to each source."""

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Literal
from urllib.parse import quote, urlsplit

from msgspec import Struct

from kaname.errors import ErrorGroup, InputError, KanameError, Scalar, SourceError
from kaname.knowledge.base import open_knowledge
from kaname.knowledge.build import build_base
from kaname.knowledge.changes import FreshFeed, SourceChange
from kaname.knowledge.feeds import find_feeds, kind_of
from kaname.knowledge.patch import patch_base
from kaname.knowledge.sources.registry import SOURCES, family_of, is_delta_source
from kaname.knowledge.sources.source import Location, SourceInfo
from kaname.net.client import HttpClient, Limits, Secret, check_url
from kaname.net.download import Downloaded, download_file
from kaname.services.knowledge import PROCESSES_MAX, available_processors, knowledge_path

INDEX_BYTES_MAX = 1024 * 1024  # a list of a few dozen names
NAMES_MAX = 1000
_SOURCES: tuple[SourceInfo, ...] = tuple(info for info in SOURCES.values() if ":" not in info.id)

OnProgress = Callable[[str, int, int], None]


class SourceUpdate(Struct, frozen=True, kw_only=True):
    """What an update did for one source.

    Attributes:
        status: ``updated``, ``unchanged``, or ``failed`` (its older data stays, and the base says so).
        new, changed, removed: records. withdrawn: of those changed, how many are withdrawn now.
        received_bytes: over the network. resumed_bytes: of an earlier download that broke off.
        failed: message code, else None. failed_params: values of its text.
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


class UpdateReport(Struct, frozen=True, kw_only=True):
    """What an update did.

    Attributes:
        status: ``complete``; ``partial``: some sources failed; ``failed``: all did.
        written: False where nothing had changed and the file stayed as it was. built: True where the base was made anew.
        not_fetched: sources of the base that are published nowhere as a whole; they stay as they are.
    """

    target: str
    status: Literal["complete", "partial", "failed"]
    written: bool
    built: bool
    sources: tuple[SourceUpdate, ...]
    not_fetched: tuple[str, ...] = ()


class _Wanted(Struct, frozen=True):
    """A file to fetch for a source."""

    source: str
    location: Location
    name: str = ""
    year: int = 0


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
        self._folder = folder
        self._now = now
        self._client = client
        self._mirror = mirror.rstrip("/") if mirror else None
        self._on_progress = on_progress
        self._errors: dict[str, KanameError] = {}
        self._downloads: dict[str, list[Downloaded]] = {}
        self._not_fetched: tuple[str, ...] = ()

    def run(self, sources: Sequence[str], *, rebuild: bool) -> UpdateReport:
        exists = self._target.exists()
        present = self._present() if exists else []
        names = list(sources) or present
        if rebuild and self._not_fetched:
            raise InputError("knowledge.rebuild_would_lose", path=str(self._target), names=", ".join(self._not_fetched))
        if rebuild:
            names = list(dict.fromkeys([*present, *sources]))
        wanted = self._wanted(names)
        feeds = [feed for item in wanted if (feed := self._fetch(item)) is not None]
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
        present = [name for name in names if (info := _info(name)) is not None and info.locations]
        self._not_fetched = tuple(name for name in names if name not in present)
        return present

    def _wanted(self, names: Sequence[str]) -> list[_Wanted]:
        fetched = [info.id for info in _SOURCES if info.locations]
        wanted: dict[tuple[str, int], _Wanted] = {}
        for name in names or fetched:
            info = _info(name)
            family = SOURCES.get(family_of(name))
            if info is None and family is not None and not family.locations:
                info = family
            if info is None:
                raise InputError("knowledge.unknown_source", name=name, known=", ".join(fetched))
            if not info.locations:
                raise InputError("knowledge.not_published", name=name, needs=info.needs)
            for location in info.locations:
                for item in self._expand(name, info, location):
                    wanted[item.source, item.year] = item
        return [wanted[key] for key in sorted(wanted)]

    def _expand(self, name: str, info: SourceInfo, location: Location) -> Iterator[_Wanted]:
        if location.years_from:
            yield from (_Wanted(name, location, year=year) for year in range(location.years_from, self._now.year + 1))
        elif not location.each:
            yield _Wanted(name, location)
        elif name != info.id:
            yield _Wanted(name, location, name.partition(":")[2])
        else:
            limits = Limits(size_bytes=INDEX_BYTES_MAX)
            try:
                listed = self._client.read_small(self._url(location.url, location.path), limits=limits)
                for line in _names(listed, location.url):
                    yield _Wanted(f"{info.id}:{line}", location, line)
            except SourceError as error:
                self._errors[info.id] = error

    def _fetch(self, item: _Wanted) -> FreshFeed | None:
        location = item.location
        if item.source in self._errors:
            return None  # another file of it failed already, and without that one the rest is of no use
        url, path = location.url, location.path
        if item.year:
            url, path = (text.replace("{year}", str(item.year)) for text in (url, path))
        if item.name:
            url = url.rpartition("/")[0] + f"/{quote(item.name)}/{location.each}"
            path = path.rpartition("/")[0] + f"/{item.name}/{location.each}"
        key = os.environ.get(location.key_variable, "") if location.key_variable else ""
        secret = Secret(location.key_header, key) if key and not self._mirror else None
        self._on_progress(f"downloading {item.source}", 0, 0)
        try:
            done = download_file(
                self._client,
                self._url(url, path),
                self._folder.joinpath(*path.split("/")),
                limits=Limits(size_bytes=location.size_bytes_max),
                secret=secret,
                pace_seconds=location.pace_with_key_seconds if secret else location.pace_seconds,
                on_bytes=lambda done, total: self._on_progress(f"downloading {item.source}", done, total or 0),
            )
        except SourceError as error:
            self._errors[item.source] = error
            return None
        self._downloads.setdefault(item.source, []).append(done)
        return FreshFeed(kind=kind_of(item.source), source=item.source, path=done.path, sha256=done.sha256)

    def _check_content(self, feeds: Sequence[FreshFeed]) -> None:
        """Note files that are something else than their address promises; a build would pass them over."""
        for feed in feeds:
            if is_delta_source(feed.source):
                continue
            if not any(item.feed.source == feed.source for item in find_feeds([Path(feed.path)])):
                self._errors.setdefault(feed.source, InputError("knowledge.skipped.other_content", path=feed.path))

    def _url(self, url: str, path: str) -> str:
        return f"{self._mirror}/{quote(path)}" if self._mirror else url

    def _report(self, changes: Mapping[str, SourceChange], *, written: bool, built: bool) -> UpdateReport:
        updates = []
        for source in sorted({*changes, *self._downloads, *self._errors}):
            change = changes.get(source) or SourceChange(source=source, status="unchanged")
            downloads, error = self._downloads.get(source, ()), self._errors.get(source)
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
                )
            )
        failed = sum(update.status == "failed" for update in updates)
        status: Literal["complete", "partial", "failed"] = (
            "complete" if not failed else "failed" if failed == len(updates) else "partial"
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


def _info(source: str) -> SourceInfo | None:
    if ":" in source and source in SOURCES:
        return SOURCES[source]
    family, name = family_of(source), source.partition(":")[2]
    info = next((info for info in _SOURCES if info.id == family), None)
    if info is not None and ":" in source and not (_is_name(name) and any(item.each for item in info.locations)):
        return None
    return info


def _names(content: bytes, url: str) -> list[str]:
    """Return the names of a list; a release such as ``Debian:12`` is part of ``Debian`` and left out."""
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    names = [line for line in lines if line and ":" not in line]
    if not names or len(names) > NAMES_MAX or not all(map(_is_name, names)):
        raise SourceError("net.not_a_list", url=url)
    return list(dict.fromkeys(names))


def _is_name(name: str) -> bool:
    """Say whether a name can be a folder and part of an address, whoever wrote it."""
    plain = name.isprintable() and not name.startswith(".") and not set(name) & set('/\\:*?"<>|%#')
    return bool(name) and len(name) <= 100 and plain and not urlsplit(f"/{name}").query


def _processes() -> int:
    return min(PROCESSES_MAX, available_processors())
