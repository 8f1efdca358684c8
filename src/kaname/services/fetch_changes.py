"""Fetching sources that answer page by page: what changed at the NVD and at JVN iPedia, and lists of products.

Of a source with yearly files these come first; what changed since lies in one further file beside them, made of whole sets of
pages only. Where the pages cannot be had, the yearly files are asked for instead, and the report says so.
"""

import hashlib
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import cast

import msgspec
from msgspec import Struct

from kaname.errors import InputError, Scalar, SourceError
from kaname.knowledge.instants import format_instant, parse_instant
from kaname.knowledge.sources import myjvn_api, nvd_api
from kaname.knowledge.sources.source import PagedApi, SourceInfo
from kaname.net.checksums import file_sha256
from kaname.net.client import HttpClient, Secret
from kaname.net.download import Downloaded
from kaname.net.manners import Busy
from kaname.net.page_set import DamagedPage, PageHead, PageManners, PageSet, ReadHead, asked_before

OVERLAP = timedelta(hours=1)  # a record may appear under its time of change a little later
RESUMED_HOURS = 6  # pages of an earlier run are used until then; later ones would leave too much to the next update
MYJVN_VARIABLE = "KANAME_MYJVN_API"

DownloadYear = Callable[[int], Downloaded | None]
"""Brings the file of a year up to date; None where it is not published yet."""
OnEntries = Callable[[int, int], None]


class UpdateNote(Struct, frozen=True):
    """Something to know about a source that did not fail: message code, and values of its text."""

    code: str
    params: dict[str, Scalar] = {}


class FetchedFiles(Struct, frozen=True, kw_only=True):
    """Files of a source as they lie in the cache now.

    Attributes:
        notes: what the report should say though the source did not fail. failed_records: that could not be had.
    """

    files: tuple[Downloaded, ...]
    notes: tuple[UpdateNote, ...] = ()
    failed_records: int = 0


class _File(Struct, frozen=True):
    sha256: str
    as_of: str


class _State(Struct, frozen=True, kw_only=True):
    """What lies beside a file of changes: as of when each yearly file is, and the span that the changes cover."""

    files: dict[str, _File] = {}
    since: str | None = None
    until: str | None = None
    sha256: str = ""


_Dated = dict[int, tuple[Downloaded, _File]]
"""Year → its file as it lies in the cache, and as of when it is."""


class ChangesFetcher:
    """Fetches one source that answers page by page.

    Args:
        cache: folder for downloads. key: API key of the source, ``""`` for none. version: of the MyJVN API.

    Raises:
        InputError: no such version (``knowledge.unknown_api_version``).
    """

    def __init__(
        self,
        client: HttpClient,
        info: SourceInfo,
        cache: Path,
        now: datetime,
        *,
        key: str = "",
        version: str = "3.2",
        on_entries: OnEntries = lambda done, total: None,
    ) -> None:
        if info.api is None or version not in myjvn_api.FEEDS:
            raise InputError("knowledge.unknown_api_version", value=version, known=", ".join(myjvn_api.FEEDS))
        self._client = client
        self._info = info
        self._api: PagedApi = info.api
        self._version = cast(myjvn_api.Version, version)
        self._now = now.astimezone(UTC)
        self._on_entries = on_entries
        self._manners = PageManners(
            secret=Secret(self._api.key_header, key) if key else None,
            pace_seconds=self._api.pace_with_key_seconds if key else self._api.pace_seconds,
            busy=Busy(statuses=frozenset(self._api.busy_statuses), pause_seconds=self._api.busy_pause_seconds)
            if self._api.busy_statuses
            else None,
        )
        self._path = cache.joinpath(*changes_path(self._api, version).split("/"))
        self._notes: list[UpdateNote] = []
        self._failed_records = 0

    def fetch(self, years: Mapping[int, Downloaded | None], download_year: DownloadYear) -> FetchedFiles:
        """Bring a source of changes up to date.

        Args:
            years: each yearly file as it lies in the cache, None where it does not; empty for a source without any.

        Raises:
            SourceError: neither pages nor yearly files could be had; the code is that of the file that failed.
            InputError: the cache cannot be written (``net.cache_not_writable``).
        """
        state = self._load_state()
        dated = {
            year: (file, noted)
            for year, file in years.items()
            if file is not None and (noted := state.files.get(str(year))) is not None and noted.sha256 == file.sha256
        }
        start = self._start(state, dated) if dated or not years else None
        whole = bool(years) and (start is None or self._is_too_much(start, state))
        for year in years:
            if whole or year not in dated:
                self._take_year(year, download_year, dated)
        try:
            changes = self._fetch_changes(self._start(state, dated), dated)
        except SourceError as error:
            if not years:
                raise
            self._notes.append(UpdateNote("update.noted.pages_not_had", {"reason": error.code}))
            if not whole:
                for year in years:
                    self._take_year(year, download_year, dated)
            self._store_state(msgspec.structs.replace(state, files=_noted(dated)))
            changes = self._present()
        ordered = [dated[year][0] for year in sorted(dated)]
        return FetchedFiles(files=(*ordered, *changes), notes=tuple(self._notes), failed_records=self._failed_records)

    def fetch_list(self, *, named: bool) -> FetchedFiles:
        """Bring a list that is only given whole up to date, in each of its languages.

        Args:
            named: True asks although the list is young.

        Raises:
            SourceError: it cannot be had. InputError: the cache cannot be written.
        """
        return FetchedFiles(files=tuple(self._fetch_list(lang, named) for lang in self._api.languages))

    def _fetch_list(self, lang: str, named: bool) -> Downloaded:
        target = self._path.with_name(f"{self._path.stem}-{lang}{self._path.suffix}")
        state = _load_state(_state_path(target))
        before = file_sha256(target)
        until = parse_instant(state.until or "")
        young = until is not None and self._now - until < timedelta(hours=self._api.renew_hours)
        if before and state.sha256 == before and young and not named:
            return Downloaded(status="unchanged", path=str(target), sha256=before, size_bytes=target.stat().st_size)
        pages, until = self._pages(target, None)
        contents = pages.fetch_all(
            lambda first: myjvn_api.product_url(self._api.url, self._version, lang, first),
            _head(lambda content: myjvn_api.parse_products(content, self._version)),
            first=1,
            on_page=self._on_entries,
        )
        written = _place(target, myjvn_api.write_products(contents, self._version, lang), before, pages)
        _store(_state_path(target), msgspec.json.encode(_State(until=format_instant(until), sha256=written.sha256)))
        pages.close()
        return written

    def _take_year(self, year: int, download_year: DownloadYear, dated: _Dated) -> None:
        file = download_year(year)
        if file is not None:
            dated[year] = (
                file,
                _File(file.sha256, format_instant(self._now - timedelta(hours=self._api.files_age_hours))),
            )

    def _start(self, state: _State, dated: _Dated) -> datetime | None:
        """Return since when changes are missing here; None where nothing is known, so that all must be asked for."""
        floor = _oldest(dated)
        since, until = parse_instant(state.since or ""), parse_instant(state.until or "")
        if not state.sha256 or state.sha256 != file_sha256(self._path) or until is None:
            return floor
        if floor is None:
            return until if not self._info.locations else None
        return until if since is not None and since <= floor <= until else floor

    def _is_too_much(self, start: datetime, state: _State) -> bool:
        if self._now - start > timedelta(days=self._api.days_max):
            return True
        return bool(state.sha256) and len(self._read_records()) > self._api.records_max

    def _fetch_changes(self, start: datetime | None, dated: _Dated) -> tuple[Downloaded, ...]:
        pages, until = self._pages(self._path, start)
        since = None if start is None else start - OVERLAP
        ask = self._ask_nvd if self._api.kind == "nvd-changes" else self._ask_myjvn
        records = {**self._read_records(), **ask(pages, since, until)}
        floor = _oldest(dated)
        if floor is not None:
            limit = floor - OVERLAP - timedelta(days=1)  # times of change may be without a zone
            records = {name: record for name, record in records.items() if self._is_since(record, limit)}
        written = _place(self._path, self._write_records(records), file_sha256(self._path), pages)
        covered = format_instant(floor) if floor is not None else None
        self._store_state(
            _State(files=_noted(dated), since=covered, until=format_instant(until), sha256=written.sha256)
        )
        pages.close()
        return () if self._info.locations and not records else (written,)

    def _pages(self, target: Path, since: datetime | None) -> tuple[PageSet, datetime]:
        """Return the set of pages for a span, and its end: that of an earlier run which broke off, where it is young."""
        folder = target.with_name(f"{target.name}.pages")
        opening = f"{self._version} {format_instant(since) if since else '-'} "
        until = self._now.replace(microsecond=0)
        before = asked_before(folder) or ""
        if before.startswith(opening):
            end = parse_instant(before.removeprefix(opening))
            if end is not None and timedelta(0) <= self._now - end < timedelta(hours=RESUMED_HOURS):
                until = end
        return PageSet(self._client, folder, opening + format_instant(until), self._manners), until

    def _ask_nvd(self, pages: PageSet, since: datetime | None, until: datetime) -> dict[str, bytes]:
        assert since is not None
        contents = pages.fetch_all(
            lambda first: nvd_api.changes_url(self._api.url, since, until, first),
            _nvd_head,
            first=0,
            on_page=self._on_entries,
        )
        return {name: record for page in contents for name, record in nvd_api.parse_page(page).records.items()}

    def _ask_myjvn(self, pages: PageSet, since: datetime | None, until: datetime) -> dict[str, bytes]:
        version, lang = self._version, self._api.languages[0]
        listed = pages.fetch_all(
            lambda first: myjvn_api.overview_url(self._api.url, version, lang, since, until, first),
            _head(lambda content: myjvn_api.parse_overview(content, version)[0]),
            first=1,
        )
        ids = sorted({name for page in listed for name in myjvn_api.parse_overview(page, version)[1] if name})
        step = myjvn_api.DETAIL_ENTRIES[version]
        read = _head(lambda content: myjvn_api.parse_details(content, version)[0])
        records: dict[str, bytes] = {}
        for position in range(0, len(ids), step):
            asked = ids[position : position + step]
            content = pages.fetch_one(myjvn_api.detail_url(self._api.url, version, lang, asked), read)
            given = myjvn_api.parse_details(content, version)[1]
            records |= {name: record.encode() for name, record in given.items() if name in asked}
            self._on_entries(min(position + step, len(ids)), len(ids))
        self._failed_records = len(ids) - len(records)
        if len(records) < len(ids):
            self._notes.append(UpdateNote("update.noted.records_not_given", {"count": len(ids) - len(records)}))
        return records

    def _read_records(self) -> dict[str, bytes]:
        try:
            content = self._path.read_bytes()
            if self._api.kind == "nvd-changes":
                return nvd_api.read_records(content)
            return {name: record.encode() for name, record in myjvn_api.read_records(content, self._version).items()}
        except (OSError, ValueError):
            return {}  # then its digest is not the one that was noted, and all of its span has been asked for again

    def _write_records(self, records: Mapping[str, bytes]) -> bytes:
        if self._api.kind == "nvd-changes":
            return nvd_api.write_records(records)
        texts = {name: record.decode() for name, record in records.items()}
        return myjvn_api.write_records(texts, self._version, self._api.languages[0])

    def _is_since(self, record: bytes, limit: datetime) -> bool:
        nvd = self._api.kind == "nvd-changes"
        text = nvd_api.last_modified(record) if nvd else myjvn_api.modified_of(record.decode(), self._version)
        changed = parse_instant(text)
        return changed is None or changed >= limit

    def _present(self) -> tuple[Downloaded, ...]:
        digest = file_sha256(self._path)
        if not digest:
            return ()
        size = self._path.stat().st_size
        return (Downloaded(status="unchanged", path=str(self._path), sha256=digest, size_bytes=size),)

    def _load_state(self) -> _State:
        return _load_state(_state_path(self._path))

    def _store_state(self, state: _State) -> None:
        _store(_state_path(self._path), msgspec.json.encode(state))


def changes_path(api: PagedApi, version: str) -> str:
    """Return where the answer of a paged API lies in the cache; that of MyJVN depends on its version."""
    return api.path if api.kind == "nvd-changes" else api.path + myjvn_api.ENDINGS[cast(myjvn_api.Version, version)]


def list_paths(api: PagedApi, version: str) -> tuple[str, ...]:
    """Return every file that a paged API fills in the cache."""
    path = changes_path(api, version)
    if api.kind != "myjvn-products":
        return (path,)
    stem, _, ending = path.rpartition(".")
    return tuple(f"{stem}-{lang}.{ending}" for lang in api.languages)


def _nvd_head(content: bytes) -> PageHead:
    try:
        page = nvd_api.parse_page(content)
    except ValueError as error:
        raise DamagedPage from error
    return PageHead(page.total, page.first, len(page.records))


def _head(parse: Callable[[bytes], myjvn_api.Status]) -> ReadHead:
    def read(content: bytes) -> PageHead:
        try:
            status = parse(content)
        except myjvn_api.MyJvnRefusalError as error:
            raise SourceError("net.api_error", error=error.code, why=error.text) from error
        except ValueError as error:
            raise DamagedPage from error
        return PageHead(status.total, status.first, status.count)

    return read


def _noted(dated: _Dated) -> dict[str, _File]:
    return {str(year): noted for year, (_, noted) in dated.items()}


def _oldest(dated: _Dated) -> datetime | None:
    """Return as of when the oldest of yearly files is; None where there is none, or one without a time."""
    times = [parse_instant(noted.as_of) for _, noted in dated.values()]
    known = [time for time in times if time is not None]
    return min(known) if known and len(known) == len(times) else None


def _state_path(target: Path) -> Path:
    return target.with_name(f"{target.name}.state.json")


def _load_state(path: Path) -> _State:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_State)
    except (OSError, msgspec.MsgspecError):
        return _State()


def _place(target: Path, content: bytes, before: str, pages: PageSet) -> Downloaded:
    digest = hashlib.sha256(content).hexdigest()
    if digest != before:
        _store(target, content)
    return Downloaded(
        status="unchanged" if digest == before else "changed",
        path=str(target),
        sha256=digest,
        size_bytes=len(content),
        received_bytes=pages.received_bytes,
        resumed_bytes=pages.resumed_bytes,
    )


def _store(path: Path, content: bytes) -> None:
    try:
        temporary = path.with_name(f"{path.name}.new")
        temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        raise InputError("net.cache_not_writable", path=str(path), why=error.strerror or str(error)) from error
