"""Fetching the files of sources into the cache: what each source needs, from where, and what became of it."""

import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, urlsplit

from msgspec import Struct

from kaname.errors import InputError, IntegrityError, KanameError, SourceError, UnsupportedError
from kaname.knowledge.changes import FreshFeed
from kaname.knowledge.feeds import kind_of
from kaname.knowledge.sources.csaf_provider import WELL_KNOWN
from kaname.knowledge.sources.published_checksums import parse_jvn_checksums, parse_nvd_meta
from kaname.knowledge.sources.registry import SOURCES, family_of
from kaname.knowledge.sources.source import Location, SourceInfo
from kaname.net.checksums import file_sha256
from kaname.net.client import HttpClient, Limits, Secret
from kaname.net.download import Downloaded, download_file, forget_download, read_meta
from kaname.services.fetch_changes import MYJVN_VARIABLE, ChangesFetcher, FetchedFiles, UpdateNote, list_paths
from kaname.services.fetch_providers import ProviderFetcher, accepted_keys, configured_providers

INDEX_BYTES_MAX = 1024 * 1024  # a list of a few dozen names
NAMES_MAX = 1000
PUBLISHED: tuple[SourceInfo, ...] = tuple(info for info in SOURCES.values() if ":" not in info.id or info.is_fetched)
"""Sources by family, and those of one family that are fetched in their own way."""

OnProgress = Callable[[str, int, int], None]


class _Wanted(Struct, frozen=True):
    """A file to fetch for a source."""

    source: str
    location: Location
    name: str = ""
    year: int = 0


class SourceFetcher:
    """Fetches sources and keeps account.

    Args:
        folder: cache for downloads. mirror: address below which the same paths lie as in a cache.

    Attributes:
        errors: source → why it could not be fetched. downloads: source → its files. notes: source → what else is to be said.
        failed_records: source → records that could not be had though the rest could.
    """

    def __init__(
        self,
        folder: Path,
        now: datetime,
        client: HttpClient,
        mirror: str | None,
        on_progress: OnProgress,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._folder = folder
        self._now = now
        self._client = client
        self._mirror = mirror.rstrip("/") if mirror else None
        self._on_progress = on_progress
        self._environment = environment
        self.errors: dict[str, KanameError] = {}
        self.downloads: dict[str, list[Downloaded]] = {}
        self.notes: dict[str, tuple[UpdateNote, ...]] = {}
        self.failed_records: dict[str, int] = {}
        self._checksums: dict[str, bytes] = {}
        self._unchecked: Counter[str] = Counter()

    def fetch(self, names: Sequence[str], *, named: bool) -> list[FreshFeed]:
        """Fetch sources; what fails is in ``errors``.

        Args:
            names: ids of sources; empty: all that are fetched by default. named: the user asked for these.

        Raises:
            InputError: ``knowledge.unknown_source``, ``knowledge.not_published``, ``knowledge.unknown_api_version``,
                ``net.cache_not_writable``.
        """
        wanted = list(
            dict.fromkeys(names or [*(info.id for info in PUBLISHED if info.is_fetched), *self._configured()])
        )
        providers = [name for name in wanted if self._provider_url(name)]
        plans = [(name, self._info(name)) for name in wanted if name not in providers]
        feeds: list[FreshFeed] = []
        files: dict[tuple[str, int], _Wanted] = {}
        for name, info in plans:
            if info.api is not None:
                continue
            for location in info.locations:
                for item in self._expand(name, info, location):
                    files[item.source, item.year] = item
        for key in sorted(files):
            feeds += self._fetch_file(files[key])
        for name, info in sorted(plans, key=lambda plan: plan[0]):
            if info.api is not None:
                feeds += self._fetch_paged(name, info, named=named)
        for name in sorted(providers):
            feeds += self._fetch_provider(name)
        # The order in which an update looks at them: a new base must remember its files in the same one.
        return sorted(feeds, key=lambda feed: (feed.source, feed.path))

    def is_renewed(self, name: str) -> bool:
        """Say whether an update that names no source brings this one of the base up to date.

        Providers of CSAF are asked where they are configured or were asked for by name before.
        """
        if self._provider_url(name):
            fetched = self._folder.joinpath(*_provider_path(name).split("/")).exists()
            return name in self._configured() or fetched
        info = published(name)
        return info is not None and info.is_fetched

    def _configured(self) -> list[str]:
        return [f"csaf:{name}" for name in sorted(configured_providers(self._environment))]

    def _provider_url(self, source: str) -> str:
        family, _, name = source.partition(":")
        known = {**WELL_KNOWN, **configured_providers(self._environment)}
        return known.get(name, "") if family == "csaf" else ""

    def _fetch_provider(self, source: str) -> list[FreshFeed]:
        name = source.partition(":")[2]
        self._on_progress(f"downloading {source}", 0, 0)
        try:
            if self._mirror:
                return self._feeds(
                    source, [self._download(_Wanted(source, Location(url="", path=_provider_path(source))))]
                )
            fetched = ProviderFetcher(
                self._client,
                name,
                self._provider_url(source),
                self._folder,
                keys=accepted_keys(name, self._environment),
                on_documents=lambda done, total: self._on_progress(f"asking {source}", done, total),
            ).fetch()
        except (SourceError, IntegrityError, UnsupportedError) as error:
            self.errors[source] = error
            return []
        return self._fetched(source, fetched)

    def _fetched(self, source: str, fetched: FetchedFiles) -> list[FreshFeed]:
        self.failed_records[source] = fetched.failed_records
        notes = fetched.notes
        if self._unchecked[source]:
            notes = (*notes, UpdateNote("update.noted.files_without_checksum", {"count": self._unchecked[source]}))
        if notes:
            self.notes[source] = notes
        return self._feeds(source, fetched.files)

    def _info(self, name: str) -> SourceInfo:
        info = published(name)
        if info is None and family_of(name) == "csaf" and name != "csaf":
            raise InputError("knowledge.unknown_provider", name=name, known=", ".join(sorted(WELL_KNOWN)))
        family = SOURCES.get(family_of(name))
        if info is None and family is not None and not family.is_fetched:
            info = family
        if info is None:
            known = ", ".join(info.id for info in PUBLISHED if info.is_fetched)
            raise InputError("knowledge.unknown_source", name=name, known=known)
        if not info.is_fetched:
            raise InputError("knowledge.not_published", name=name, needs=info.needs)
        return info

    def _expand(self, name: str, info: SourceInfo, location: Location) -> Iterator[_Wanted]:
        if location.years_from:
            yield from (_Wanted(name, location, year=year) for year in self._years(location))
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
                self.errors[info.id] = error

    def _years(self, location: Location) -> range:
        return range(location.years_from, self._now.year + 1)

    def _fetch_file(self, item: _Wanted) -> list[FreshFeed]:
        if item.source in self.errors:
            return []  # another file of it failed already, and without that one the rest is of no use
        try:
            done = self._download(item)
        except SourceError as error:
            self.errors[item.source] = error
            return []
        return self._feeds(item.source, [done])

    def _fetch_paged(self, name: str, info: SourceInfo, *, named: bool) -> list[FreshFeed]:
        assert info.api is not None
        version = self._environment.get(MYJVN_VARIABLE, "") or "3.2"
        key = self._environment.get(info.api.key_variable, "") if info.api.key_variable else ""
        fetcher = ChangesFetcher(
            self._client,
            info,
            self._folder,
            self._now,
            key=key,
            version=version,
            on_entries=lambda done, total: self._on_progress(f"asking {name}", done, total),
        )
        self._on_progress(f"downloading {name}", 0, 0)
        try:
            if self._mirror:
                fetched = FetchedFiles(files=tuple(self._mirrored(info, version)))
            elif info.api.kind == "myjvn-products":
                fetched = fetcher.fetch_list(named=named)
            else:
                fetched = fetcher.fetch(self._cached_years(info), lambda year: self._download_year(name, info, year))
        except SourceError as error:
            self.errors[name] = error
            return []
        return self._fetched(name, fetched)

    def _mirrored(self, info: SourceInfo, version: str) -> Iterator[Downloaded]:
        """Bring the files of a paged source up to date with a mirror, which need not have what changed since yearly files."""
        assert info.api is not None
        for location in info.locations:
            for year in self._years(location):
                if (file := self._download_year(info.id, info, year)) is not None:
                    yield file
        for path in list_paths(info.api, version):
            try:
                yield self._download(_Wanted(info.id, Location(url="", path=path)))
            except SourceError as error:
                if error.code != "net.not_there" or not info.locations:
                    raise

    def _cached_years(self, info: SourceInfo) -> dict[int, Downloaded | None]:
        found: dict[int, Downloaded | None] = {}
        for location in info.locations:
            for year in self._years(location):
                url, path = (text.replace("{year}", str(year)) for text in (location.url, location.path))
                found[year] = read_meta(self._folder.joinpath(*path.split("/")), url)
        return found

    def _download_year(self, name: str, info: SourceInfo, year: int) -> Downloaded | None:
        (location,) = info.locations
        try:
            return self._download(_Wanted(name, location, year=year))
        except SourceError as error:
            # The file of a year appears some days after it began.
            if error.code == "net.not_there" and (year, self._now.month) == (self._now.year, 1):
                return None
            raise

    def _download(self, item: _Wanted) -> Downloaded:
        location = item.location
        url, path = location.url, location.path
        if item.year:
            url, path = (text.replace("{year}", str(item.year)) for text in (url, path))
        if item.name:
            url = url.rpartition("/")[0] + f"/{quote(item.name)}/{location.each}"
            path = path.rpartition("/")[0] + f"/{item.name}/{location.each}"
        key = self._environment.get(location.key_variable, "") if location.key_variable else ""
        secret = Secret(location.key_header, key) if key and not self._mirror else None
        checked = bool(location.checksum_url) and not self._mirror
        self._on_progress(f"downloading {item.source}", 0, 0)
        for _ in range(2):
            done = self._download_file(item, url, path, secret)
            if not checked or done.status == "unchanged" or self._is_as_published(item, url, Path(done.path)):
                return done
            # The file may have been renewed between its download and that of its checksum: both once more.
            forget_download(Path(done.path))
            self._checksums.clear()
        raise SourceError("net.checksum", url=self._url(url, path))

    def _download_file(self, item: _Wanted, url: str, path: str, secret: Secret | None) -> Downloaded:
        location = item.location
        return download_file(
            self._client,
            self._url(url, path),
            self._folder.joinpath(*path.split("/")),
            limits=Limits(size_bytes=location.size_bytes_max),
            secret=secret,
            pace_seconds=location.pace_with_key_seconds if secret else location.pace_seconds,
            on_bytes=lambda done, total: self._on_progress(f"downloading {item.source}", done, total or 0),
        )

    def _is_as_published(self, item: _Wanted, url: str, file: Path) -> bool:
        """Hold a file against the checksum that its publisher gives beside it; one without is counted, and passes."""
        place = item.location.checksum_url.replace("{year}", str(item.year))
        if place not in self._checksums:
            try:
                limits, pace = Limits(size_bytes=INDEX_BYTES_MAX), item.location.pace_seconds
                self._checksums[place] = self._client.read_small(place, limits=limits, pace_seconds=pace)
            except SourceError:
                self._checksums[place] = b""
        content = self._checksums[place]
        if item.location.checksum_form == "nvd-meta":
            expected, packed = parse_nvd_meta(content), True
        else:
            expected, packed = parse_jvn_checksums(content).get(url.rpartition("/")[2]), False
        if expected is None:
            self._unchecked[item.source] += 1
        return expected is None or file_sha256(file, unpacked=packed) == expected

    def _feeds(self, source: str, files: Sequence[Downloaded]) -> list[FreshFeed]:
        self.downloads.setdefault(source, []).extend(files)
        kind = kind_of(source)
        return [FreshFeed(kind=kind, source=source, path=file.path, sha256=file.sha256) for file in files]

    def _url(self, url: str, path: str) -> str:
        return f"{self._mirror}/{quote(path)}" if self._mirror else url


def _provider_path(source: str) -> str:
    return f"csaf/{source.partition(':')[2]}.zip"


def published(source: str) -> SourceInfo | None:
    """Return what the source with this id declares; None where there is no such source."""
    own = next((info for info in PUBLISHED if info.id == source), None)
    if own is not None:
        return own
    if source in SOURCES and ":" in source:
        return SOURCES[source]
    family, name = family_of(source), source.partition(":")[2]
    info = next((info for info in PUBLISHED if info.id == family), None)
    if info is not None and ":" in source and not (is_plain_name(name) and any(item.each for item in info.locations)):
        return None
    return info


def _names(content: bytes, url: str) -> list[str]:
    """Return the names of a list; a release such as ``Debian:12`` is part of ``Debian`` and left out."""
    lines = [line.strip() for line in content.decode("utf-8", "replace").splitlines()]
    names = [line for line in lines if line and ":" not in line]
    if not names or len(names) > NAMES_MAX or not all(map(is_plain_name, names)):
        raise SourceError("net.not_a_list", url=url)
    return list(dict.fromkeys(names))


def is_plain_name(name: str) -> bool:
    """Say whether a name can be a folder and part of an address, whoever wrote it."""
    plain = name.isprintable() and not name.startswith(".") and not set(name) & set('/\\:*?"<>|%#')
    return bool(name) and len(name) <= 100 and plain and not urlsplit(f"/{name}").query
