"""Sources that answer page by page: what is asked, how bad servers are met, and what lies in the base afterwards."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest

from kaname.errors import ErrorGroup
from kaname.knowledge.base import open_knowledge
from kaname.knowledge.sources.jvn import JVN_ENGLISH, Jvn, JvnNames
from kaname.knowledge.sources.nvd import Nvd
from kaname.knowledge.sources.source import SourceInfo
from kaname.net.client import HttpClient
from kaname.services import fetch
from kaname.services.update import SourceUpdate, UpdateReport, update_knowledge
from kaname.testing.http import FakeClock, Handler, Server, cutting, failing, lying, redirecting, serving
from kaname.testing.page_apis import (
    JvnEntry,
    JvnProductEntry,
    MyJvnApi,
    NvdApi,
    asked,
    myjvn_refusal,
    nvd_record,
    vuldef,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
NVD_PATH, MYJVN_PATH = "/rest/json/cves/2.0", "/myjvn"
YEARS = (2025, 2026)


class World:
    """Publishers of the NVD and JVN iPedia on one server, a cache and a base."""

    def __init__(self, folder: Path, server: Server, monkeypatch: pytest.MonkeyPatch, *, publish: bool = True) -> None:
        self.folder = folder
        self.server = server
        self.clock = FakeClock()
        self.base = folder / "k.db"
        self.nvd = NvdApi(self.clock)
        self.myjvn = MyJvnApi(NOW.date())
        self.monkeypatch = monkeypatch
        server.routes = {NVD_PATH: self.nvd, MYJVN_PATH: self.myjvn}
        monkeypatch.delenv("KANAME_NVD_API_KEY", raising=False)
        monkeypatch.delenv("KANAME_MYJVN_API", raising=False)
        infos = (Nvd.info, Jvn.info, JVN_ENGLISH, JvnNames.info)
        monkeypatch.setattr(fetch, "PUBLISHED", tuple(map(self._here, infos)))
        if not publish:
            return
        self.year(2025, nvd_record("CVE-2025-0001", "2025-02-01T00:00:00.000"))
        self.year(2026, nvd_record("CVE-2026-0001", "2026-11-10T00:00:00.000", text="old"))
        for year in YEARS:
            entries = [JvnEntry(f"JVNDB-{year}-000001", datetime(year, 2, 1, tzinfo=UTC), "前の題名")]
            self.put(f"/jvn/{year}.rdf", vuldef(entries))

    def _here(self, info: SourceInfo) -> SourceInfo:
        """Return a source as this server publishes it."""
        suffix = "json.gz" if info.id == "nvd" else "rdf"
        url = f"{self.server.url}/{info.id}/{{year}}.{suffix}"
        checksum_url = f"{self.server.url}/{info.id}/" + ("{year}.meta" if info.id == "nvd" else "checksum.txt")
        locations = tuple(
            msgspec.structs.replace(location, url=url, years_from=min(YEARS), checksum_url=checksum_url)
            for location in info.locations
        )
        assert info.api is not None
        api = msgspec.structs.replace(info.api, url=self.server.url + (NVD_PATH if info.id == "nvd" else MYJVN_PATH))
        return msgspec.structs.replace(info, locations=locations, api=api)

    def year(self, year: int, *records: dict[str, object]) -> None:
        page = {"format": "NVD_CVE", "version": "2.0", "vulnerabilities": list(records)}
        self.put(f"/nvd/{year}.json.gz", gzip.compress(json.dumps(page).encode(), mtime=0))

    def put(self, path: str, content: bytes) -> None:
        """Publish a yearly file with its checksum."""
        self.server.documents[path] = content
        if path.endswith(".json.gz"):
            digest = hashlib.sha256(gzip.decompress(content)).hexdigest().upper()
            meta = f"lastModifiedDate:2026-11-20T03:00:00-05:00\r\nsize:1\r\nsha256:{digest}\r\n"
            self.server.documents[path.replace(".json.gz", ".meta")] = meta.encode()
            return
        files = {name: body for name, body in self.server.documents.items() if name.endswith(".rdf")}
        listed = [
            {"filename": name.rpartition("/")[2], "sha256": hashlib.sha256(body).hexdigest(), "lastModified": "x"}
            for name, body in files.items()
        ]
        self.server.documents["/jvn/checksum.txt"] = json.dumps(listed).encode()

    def update(self, *sources: str, now: datetime = NOW, rebuild: bool = False) -> UpdateReport:
        self.server.requests.clear()
        with HttpClient(clock=self.clock, environment={}) as client:
            return update_knowledge(
                sources=sources,
                path=self.base,
                cache=self.folder / "cache",
                now=now,
                client=client,
                rebuild=rebuild,
            )

    def asked(self, path: str) -> list[str]:
        """Return what was asked below a path since the last update began."""
        return [found for found, _ in self.server.requests if found.startswith(path)]

    def details(self, identifier: str) -> str | None:
        with open_knowledge(self.base) as base:
            found = base.find(identifier)
            return None if found is None else next(iter(found.texts)).summary or next(iter(found.texts)).details

    def cache(self) -> list[str]:
        return sorted(p.relative_to(self.folder / "cache").as_posix() for p in (self.folder / "cache").rglob("*"))


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with serving() as server:
        yield World(tmp_path, server, monkeypatch)


def only(report: UpdateReport) -> SourceUpdate:
    (source,) = report.sources
    return source


def test_a_first_fill_takes_the_yearly_files_and_what_changed_since(world: World) -> None:
    world.nvd.records = [nvd_record("CVE-2026-0002", "2026-11-20T01:00:00.000", text="new")]
    report = world.update("nvd")
    assert (report.status, only(report).new, only(report).notes) == ("complete", 3, ())
    assert world.details("CVE-2026-0002") == "new"
    (query,) = [asked_of(path) for path in world.asked(NVD_PATH)]
    assert query["lastModStartDate"] == "2026-11-18T11:00:00.000"
    assert query["lastModEndDate"] == "2026-11-20T12:00:00.000"
    assert (query["startIndex"], query["resultsPerPage"]) == ("0", "2000")


def asked_of(path: str) -> dict[str, str]:
    class Asked:
        pass

    handler = Asked()
    handler.path = path  # type: ignore[attr-defined]
    return asked(handler)  # type: ignore[arg-type]


def test_a_day_later_only_the_changes_are_asked_for(world: World) -> None:
    world.update("nvd")
    world.nvd.records = [nvd_record("CVE-2026-0001", "2026-11-20T20:00:00.000", text="new")]
    report = world.update(now=LATER)
    assert (only(report).new, only(report).changed, only(report).removed) == (0, 1, 0)
    assert world.asked("/nvd") == []
    assert [asked_of(path)["lastModStartDate"] for path in world.asked(NVD_PATH)] == ["2026-11-20T11:00:00.000"]
    assert world.details("CVE-2026-0001") == "new"
    assert only(world.update(now=LATER + timedelta(hours=1))).status == "unchanged"
    # The change lasts, though nobody tells of it again.
    world.nvd.records = []
    world.update(now=LATER + timedelta(days=3))
    assert world.details("CVE-2026-0001") == "new"
    assert only(world.update(now=LATER + timedelta(days=4), rebuild=True)).status == "updated"
    assert world.details("CVE-2026-0001") == "new"


def test_a_long_time_is_made_good_with_the_yearly_files(world: World) -> None:
    world.update("nvd")
    world.year(2026, nvd_record("CVE-2026-0001", "2027-02-01T00:00:00.000", text="much later"))
    world.year(2027)
    much_later = NOW + timedelta(days=101)
    report = world.update(now=much_later)
    assert (report.status, len([path for path in world.asked("/nvd") if "json" in path])) == ("complete", 3)
    assert world.details("CVE-2026-0001") == "much later"
    (query,) = [asked_of(path) for path in world.asked(NVD_PATH)]
    assert query["lastModStartDate"] == (much_later - timedelta(hours=49)).strftime("%Y-%m-%dT%H:%M:%S.000")


def test_the_file_of_a_year_that_just_began_may_be_missing(world: World) -> None:
    january = datetime(2027, 1, 2, tzinfo=UTC)
    assert world.update("nvd", now=january).status == "complete"
    with pytest.raises(ErrorGroup):
        World(world.folder / "other", world.server, world.monkeypatch).update("nvd", now=january + timedelta(days=31))


def test_requests_are_paced_without_and_with_a_key(world: World) -> None:
    world.nvd.records = [nvd_record(f"CVE-2026-{number:04}", "2026-11-20T11:30:00.000") for number in range(1, 30)]
    world.nvd.records_per_page = 4
    world.update("nvd")
    assert (world.nvd.refused, len(world.asked(NVD_PATH))) == (0, 8)
    assert sum(world.clock.slept_seconds) >= 7 * 6.0
    world.monkeypatch.setenv("KANAME_NVD_API_KEY", "right-key")
    world.clock.slept_seconds.clear()
    world.update("nvd", now=LATER)
    assert (world.nvd.refused, len(world.asked(NVD_PATH))) == (0, 8)
    assert max(world.clock.slept_seconds) < 0.61
    assert {headers.get("apikey") for path, headers in world.server.requests if path.startswith(NVD_PATH)} == {
        "right-key"
    }


def test_a_server_that_counts_more_strictly_is_waited_for(world: World) -> None:
    world.nvd.times = [0.0] * 5  # somebody else behind the same address has used the budget up
    report = world.update("nvd")
    assert (report.status, only(report).notes, world.nvd.refused) == ("complete", (), 1)
    assert max(world.clock.slept_seconds) >= 30.0


def test_a_wrong_key_is_named_and_the_yearly_files_serve(world: World) -> None:
    world.monkeypatch.setenv("KANAME_NVD_API_KEY", "wrong")
    report = world.update("nvd")
    (note,) = only(report).notes
    assert (report.status, note.code, note.params["reason"]) == (
        "complete",
        "update.noted.pages_not_had",
        "net.refused_with_reason",
    )
    assert world.details("CVE-2026-0001") == "old"
    world.monkeypatch.setenv("KANAME_NVD_API_KEY", "right-key")
    assert (only(world.update("nvd", now=LATER)).notes, world.asked("/nvd")) == ((), [])


def test_where_the_pages_fail_later_the_yearly_files_are_asked_for(world: World) -> None:
    world.update("nvd")
    world.server.behaviours[NVD_PATH] = [failing(500)] * 5
    world.year(2026, nvd_record("CVE-2026-0001", "2026-11-20T20:00:00.000", text="from the file"))
    report = world.update(now=LATER)
    assert (report.status, only(report).notes[0].params["reason"]) == ("complete", "net.server_trouble")
    assert world.details("CVE-2026-0001") == "from the file"
    # What changed between the file and now is asked for the next time, from before the file.
    world.update(now=LATER + timedelta(days=1))
    assert [asked_of(path)["lastModStartDate"] for path in world.asked(NVD_PATH)] == ["2026-11-20T11:00:00.000"]


def test_where_nothing_can_be_had_the_older_data_stays_and_the_source_has_failed(world: World) -> None:
    world.update("nvd")
    world.server.behaviours[NVD_PATH] = [failing(500)] * 5
    for year in YEARS:
        del world.server.documents[f"/nvd/{year}.json.gz"]
    report = world.update(now=LATER)
    assert (report.status, only(report).failed) == ("failed", "net.not_there")
    assert world.details("CVE-2026-0001") == "old"
    with open_knowledge(world.base) as base:
        assert [state.failed for state in base.sources()] == ["net.not_there"]


def truncated(handler: Handler) -> None:
    """Send half a page as if it were all."""
    handler.answer(200, b'{"resultsPerPage": 2, "startIndex": 0, "totalResults": 2, "vulnerab')


def short(handler: Handler) -> None:
    """Send a page with fewer records than it says."""
    handler.answer(200, b'{"resultsPerPage": 2, "startIndex": 0, "totalResults": 2, "vulnerabilities": []}')


@pytest.mark.parametrize(
    "behaviour",
    [truncated, short, failing(429, Retry_After="7"), failing(503), failing(403)],
    ids=["truncated", "short", "429", "503", "403"],
)
def test_a_page_that_fails_once_is_asked_for_again(world: World, behaviour: object) -> None:
    world.nvd.records = [nvd_record("CVE-2026-0002", "2026-11-20T01:00:00.000", text="new")]
    world.server.behaviours[NVD_PATH] = [behaviour]  # type: ignore[list-item]
    report = world.update("nvd")
    assert (report.status, only(report).notes, world.details("CVE-2026-0002")) == ("complete", (), "new")


def wrongly_long(handler: Handler) -> None:
    handler.answer(200, b"{}", length=100)
    handler.close_connection = True


def looping(handler: Handler) -> None:
    handler.answer(302, b"", {"Location": handler.path})


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (truncated, "net.page_damaged"),
        (wrongly_long, "net.broken_off"),
        (looping, "net.redirect_loop"),
        (failing(429, Retry_After="4000"), "net.retry_later"),
    ],
)
def test_a_page_that_never_comes_leaves_what_was_there(world: World, behaviour: object, reason: str) -> None:
    world.nvd.records = [nvd_record("CVE-2026-0002", "2026-11-20T01:00:00.000", text="first")]
    world.update("nvd")
    world.server.behaviours[NVD_PATH] = [behaviour] * 30  # type: ignore[list-item]
    report = world.update(now=LATER)
    assert only(report).notes[0].params["reason"] == reason
    assert world.details("CVE-2026-0002") == "first"


def test_pages_that_move_while_they_are_read_are_read_anew(world: World) -> None:
    world.nvd.records_per_page = 2
    world.nvd.records = [nvd_record(f"CVE-2026-{number:04}", "2026-11-20T01:00:00.000") for number in range(2, 6)]

    def moving(handler: Handler) -> None:
        world.nvd(handler)
        # The first record leaves the window: what was on the second page is now on the first.
        world.nvd.records.pop(0)

    world.server.behaviours[NVD_PATH] = [moving]
    report = world.update("nvd")
    assert (report.status, only(report).notes) == ("complete", ())
    assert all(world.details(f"CVE-2026-{number:04}") for number in (3, 4, 5))


def test_pages_that_always_move_are_given_up(world: World) -> None:
    world.nvd.records_per_page = 2
    world.nvd.records = [nvd_record(f"CVE-2026-{number:04}", "2026-11-20T01:00:00.000") for number in range(2, 12)]

    def moving(handler: Handler) -> None:
        world.nvd(handler)
        world.nvd.records.pop(0)

    world.server.behaviours[NVD_PATH] = [moving] * 8
    assert only(world.update("nvd")).notes[0].params["reason"] == "net.pages_changed"


def test_pages_of_a_run_that_broke_off_are_not_asked_for_again(world: World) -> None:
    world.update("nvd")
    world.nvd.records_per_page = 2
    world.nvd.records = [nvd_record(f"CVE-2026-{number:04}", "2026-11-20T20:00:00.000") for number in range(2, 8)]

    class KilledError(Exception):
        pass

    def killed(step: str, done: int, total: int) -> None:
        if step == "asking nvd" and done == 4:
            raise KilledError

    world.server.requests.clear()
    with HttpClient(clock=world.clock, environment={}) as client, pytest.raises(KilledError):
        update_knowledge(
            sources=[],
            path=world.base,
            cache=world.folder / "cache",
            now=LATER,
            client=client,
            on_progress=killed,
        )
    assert world.details("CVE-2026-0002") is None
    report = world.update(now=LATER + timedelta(hours=1))
    (path,) = world.asked(NVD_PATH)
    query = asked_of(path)
    assert (query["startIndex"], query["lastModEndDate"]) == ("4", "2026-11-21T12:00:00.000")
    assert (only(report).new, only(report).resumed_bytes > 0) == (6, True)
    assert not any(name.endswith(".pages") for name in world.cache())


def test_a_damaged_file_of_changes_is_asked_for_anew(world: World) -> None:
    world.nvd.records = [nvd_record("CVE-2026-0002", "2026-11-20T01:00:00.000", text="new")]
    world.update("nvd")
    (world.folder / "cache" / "nvd" / "changes.json").write_bytes(b"{")
    assert world.update(now=LATER).status == "complete"
    assert [asked_of(path)["lastModStartDate"] for path in world.asked(NVD_PATH)] == ["2026-11-18T11:00:00.000"]
    assert world.details("CVE-2026-0002") == "new"


@pytest.mark.parametrize("version", ["3.2", "4.0"])
def test_jvn_changes_come_as_full_records(world: World, version: str) -> None:
    world.monkeypatch.setenv("KANAME_MYJVN_API", version)
    world.update("jvn")
    updated = datetime(2026, 11, 20, 20, tzinfo=UTC)
    world.myjvn.entries = [
        JvnEntry("JVNDB-2026-000001", updated, "後の題名", "CVE-2026-0001"),
        *(JvnEntry(f"JVNDB-2026-{number:06}", updated, f"題名{number}") for number in range(2, 63)),
        JvnEntry("JVNDB-2024-000009", datetime(2026, 10, 1, tzinfo=UTC), "窓の外"),
    ]
    report = world.update(now=LATER)
    assert (only(report).new, only(report).changed, only(report).notes) == (61, 1, ())
    assert world.details("JVNDB-2026-000001") == "後の題名"
    with open_knowledge(world.base) as base:
        found = base.find("CVE-2026-0001")
        assert found is not None and "JVNDB-2026-000001" in (found.id, *found.aliases)
        assert base.find("JVNDB-2024-000009") is None
    assert world.asked("/jvn/") == []
    overview = [asked_of(path) for path in world.asked(MYJVN_PATH) if "Overview" in path]
    assert [query["startItem"] for query in overview] == ["1", "51"]
    assert len([path for path in world.asked(MYJVN_PATH) if "Detail" in path]) == (7 if version == "3.2" else 62)
    assert only(world.update(now=LATER)).status == "unchanged"


def test_days_are_counted_in_japan_and_no_range_is_left_to_its_default(world: World) -> None:
    world.update("jvn", now=datetime(2026, 11, 20, 20, tzinfo=UTC))
    (path,) = world.asked(MYJVN_PATH)
    query = asked_of(path)
    assert [query[f"datePublishedStart{part}"] for part in "YMD"] == ["2026", "11", "7"]
    assert [query[f"datePublishedEnd{part}"] for part in "YMD"] == ["2026", "11", "21"]
    assert [query[name] for name in ("rangeDatePublic", "rangeDatePublished", "rangeDateFirstPublished")] == ["n"] * 3


def test_an_error_that_comes_with_status_200_is_an_error(world: World) -> None:
    world.server.behaviours[MYJVN_PATH] = [
        lambda handler: handler.answer(200, myjvn_refusal("XX00000099", "ただいま混み合っています"))
    ]
    with pytest.raises(ErrorGroup) as caught:
        world.update("jvn:en")
    (error,) = caught.value.errors
    assert (error.code, error.params["error"]) == ("net.api_error", "XX00000099")
    world.server.behaviours[MYJVN_PATH] = [lambda handler: handler.answer(200, b"<html>")] * 3
    assert only(world.update("jvn")).notes[0].params["reason"] == "net.page_damaged"


def test_records_that_are_listed_but_not_given_are_counted(world: World) -> None:
    world.update("jvn")
    updated = datetime(2026, 11, 20, 20, tzinfo=UTC)
    world.myjvn.entries = [JvnEntry(f"JVNDB-2026-{number:06}", updated) for number in range(2, 5)]
    world.myjvn.withheld = {"JVNDB-2026-000003"}
    report = world.update(now=LATER)
    (note,) = only(report).notes
    assert (only(report).new, note.code, note.params) == (2, "update.noted.records_not_given", {"count": 1})


def test_english_records_are_fetched_whole_and_then_by_changes(world: World) -> None:
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    world.myjvn.entries = [
        JvnEntry("JVNDB-2020-000001", long_ago, "Title", langs=("ja", "en")),
        JvnEntry("JVNDB-2020-000002", long_ago, "題名"),
    ]
    report = world.update("jvn:en")
    assert (only(report).source, only(report).new) == ("jvn:en", 1)
    with open_knowledge(world.base) as base:
        found = base.find("JVNDB-2020-000001")
        assert found is not None and [text.lang for text in found.texts] == ["en"]
    world.myjvn.entries.append(JvnEntry("JVNDB-2026-000005", LATER, "New", langs=("en",)))
    assert only(world.update(now=LATER)).new == 1
    assert "datePublishedStartY=2026" in world.asked(MYJVN_PATH)[0]
    world.server.behaviours[MYJVN_PATH] = [failing(500)] * 5
    assert only(world.update(now=LATER)).failed == "net.server_trouble"
    assert only(world.update(now=LATER + timedelta(days=1))).status == "unchanged"


@pytest.mark.parametrize("version", ["3.2", "4.0"])
def test_products_come_in_both_languages_and_not_every_day(world: World, version: str) -> None:
    world.monkeypatch.setenv("KANAME_MYJVN_API", version)
    world.myjvn.products_per_page = 2
    world.myjvn.products = [
        JvnProductEntry(
            f"cpe:/a:example:server{number}"
            if version == "3.2"
            else f"cpe:2.3:a:example:server{number}:*:*:*:*:*:*:*:*",
            {"ja": "株式会社例 & 子", "en": "Example Inc."},
            {"ja": f"サーバー「{number}」", "en": f'Server "{number}"'},
        )
        for number in range(5)
    ]
    report = world.update("jvn-products")
    with open_knowledge(world.base) as base:
        (state,) = base.sources()
        assert (state.read, state.kept, state.skipped) == (10, 10, 0)
    assert (only(report).status, len(world.asked(MYJVN_PATH))) == ("updated", 6)
    assert (only(world.update(now=LATER)).status, world.asked(MYJVN_PATH)) == ("unchanged", [])
    world.myjvn.products.pop()
    assert only(world.update(now=NOW + timedelta(days=8))).status == "updated"
    assert len(world.asked(MYJVN_PATH)) == 4
    assert world.update("jvn-products", now=NOW + timedelta(days=8)).status == "complete"
    assert len(world.asked(MYJVN_PATH)) == 4


def test_a_cache_with_changes_is_a_mirror(world: World) -> None:
    world.nvd.records = [nvd_record("CVE-2026-0002", "2026-11-20T01:00:00.000", text="new")]
    world.update("nvd")
    cache = world.folder / "cache"
    with serving() as mirror, HttpClient(clock=FakeClock(), environment={}) as client:
        for path in cache.rglob("*"):
            if path.is_file():
                mirror.documents["/" + path.relative_to(cache).as_posix()] = path.read_bytes()
        report = update_knowledge(
            sources=["nvd"],
            path=world.folder / "other.db",
            cache=world.folder / "other",
            now=NOW,
            client=client,
            mirror=mirror.url,
        )
    assert (report.status, only(report).new) == ("complete", 3)


def test_downloads_that_misbehave_are_met_in_a_first_fill_too(world: World) -> None:
    paths = [f"/nvd/{year}.json.gz" for year in YEARS]
    world.server.behaviours[paths[0]] = [cutting(20), failing(429, Retry_After="3")]
    world.server.behaviours[paths[1]] = [lying(10_000), redirecting("/elsewhere"), failing(500)]
    world.server.documents["/elsewhere"] = world.server.documents[paths[1]]
    assert world.update("nvd").status == "complete"
    assert world.details("CVE-2026-0001") == "old"


@pytest.mark.parametrize("source", ["nvd", "jvn"])
def test_yearly_files_are_held_against_their_published_checksums(world: World, source: str) -> None:
    path = "/nvd/2026.json.gz" if source == "nvd" else "/jvn/2026.rdf"
    right = world.server.documents[path]
    other = world.server.documents[path.replace("2026", "2025")]
    # Renewed between the download of the file and that of its checksum: fetched once more.
    world.server.behaviours[path] = [lambda handler: handler.answer(200, other)]
    report = world.update(source)
    assert (report.status, only(report).notes) == ("complete", ())
    world.put(path, right)
    world.server.documents[path] = other
    with pytest.raises(ErrorGroup) as caught:
        World(fresh(world, "forged"), world.server, world.monkeypatch, publish=False).update(source)
    assert {error.code for error in caught.value.errors} == {"net.checksum"}
    world.server.documents[path] = right
    for name in [name for name in world.server.documents if name.endswith((".meta", "checksum.txt"))]:
        del world.server.documents[name]
    report = World(fresh(world, "bare"), world.server, world.monkeypatch, publish=False).update(source)
    (note,) = only(report).notes
    assert (note.code, note.params) == ("update.noted.files_without_checksum", {"count": 2})


def fresh(world: World, name: str) -> Path:
    folder = world.folder / name
    folder.mkdir()
    return folder
