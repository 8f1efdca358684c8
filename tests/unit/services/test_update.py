"""Updating over the network: what is asked, what is written, and what is said about sources that fail."""

import fcntl
import gzip
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from kaname.errors import ErrorGroup, InputError, UnsupportedError
from kaname.knowledge.base import open_knowledge, verify_knowledge
from kaname.knowledge.build import build_base
from kaname.knowledge.sources.kev import Kev
from kaname.knowledge.sources.source import Location
from kaname.net.client import HttpClient
from kaname.services.update import UpdateReport, cache_path, update_knowledge
from kaname.testing.bases import base_content
from kaname.testing.csaf_provider import Published
from kaname.testing.feeds import Json, advisory, affected, write_epss, write_kev, write_osv_zip
from kaname.testing.http import FakeClock, Server, cutting, failing, serving

NOW = datetime(2026, 11, 20, tzinfo=UTC)
LATER = datetime(2026, 11, 21, tzinfo=UTC)
LODASH = affected("npm", "lodash", {"introduced": "0"}, {"fixed": "4.17.21"})


class World:
    """A publisher (folder served as a mirror), a cache and a base."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder = folder
        self.feeds = folder / "published"
        self.server = server
        self.base = folder / "k.db"
        self.osv("npm", advisory("GHSA-1", LODASH), advisory("GHSA-2"))
        self.osv("PyPI", advisory("PYSEC-1"))
        write_kev(self.feeds / "kev", "CVE-2026-0001")
        table = write_epss(self.feeds / "epss", {"CVE-2026-0001": (0.5, 0.9)})
        table.rename(table.with_name("epss_scores-current.csv.gz"))
        (self.feeds / "osv" / "ecosystems.txt").write_text("PyPI\nnpm\nnpm:old\n")
        self.publish()

    def osv(self, ecosystem: str, *records: Json | bytes) -> None:
        write_osv_zip(self.feeds / "osv", ecosystem, list(records))

    def publish(self) -> None:
        self.server.documents = {
            "/" + path.relative_to(self.feeds).as_posix(): path.read_bytes()
            for path in self.feeds.rglob("*")
            if path.is_file()
        }

    def update(self, *sources: str, now: datetime = NOW, rebuild: bool = False) -> UpdateReport:
        if not sources and not self.base.exists():
            sources = ("osv", "kev", "epss")
        with HttpClient(clock=FakeClock(), environment={}) as client:
            return update_knowledge(
                sources=sources,
                path=self.base,
                cache=self.folder / "cache",
                now=now,
                client=client,
                mirror=self.server.url,
                rebuild=rebuild,
            )

    def failed(self) -> dict[str, str | None]:
        with open_knowledge(self.base) as base:
            return {state.id: state.failed for state in base.sources() if state.failed}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with serving() as server:
        yield World(tmp_path, server)


def states(report: UpdateReport) -> dict[str, str]:
    return {source.source: source.status for source in report.sources}


def test_the_first_update_makes_a_base_of_everything_listed(world: World) -> None:
    report = world.update()
    assert (report.status, report.built, report.written) == ("complete", True, True)
    assert states(report) == dict.fromkeys(["epss", "kev", "osv:PyPI", "osv:npm"], "updated")
    build_base([world.feeds], world.folder / "other.db", now=NOW, processes=1)
    assert base_content(world.base) == base_content(world.folder / "other.db")


def test_nothing_new_leaves_the_file_alone(world: World) -> None:
    world.update()
    before = world.base.stat().st_ino
    world.server.requests.clear()
    report = world.update(now=LATER)
    assert (report.written, set(states(report).values())) == (False, {"unchanged"})
    assert world.base.stat().st_ino == before
    assert all("if-none-match" in headers for _, headers in world.server.requests)
    assert [path for path, _ in world.server.requests if path.endswith("ecosystems.txt")] == []


def test_changes_are_counted_per_source_and_equal_a_new_build(world: World) -> None:
    world.update()
    world.osv(
        "npm",
        advisory("GHSA-1", LODASH, aliases=["CVE-2026-0001"], modified="2026-02-01T00:00:00Z", withdrawn="2026-02-01"),
        advisory("GHSA-3", LODASH),
        advisory("GHSA-4"),
    )
    write_kev(world.feeds / "kev", "CVE-2026-0001", "CVE-2026-0002", released="2026-02-01T00:00:00Z")
    world.publish()
    report = world.update(now=LATER)
    npm = next(source for source in report.sources if source.source == "osv:npm")
    assert (npm.new, npm.changed, npm.withdrawn, npm.removed) == (2, 1, 1, 1)
    assert states(report)["kev"] == "updated"
    build_base([world.feeds], world.folder / "other.db", now=LATER, processes=1)
    assert base_content(world.base) == base_content(world.folder / "other.db")
    verify_knowledge(world.base)
    with open_knowledge(world.base) as base:
        found = base.find("cve-2026-0001")
        assert found is not None
        assert found.aliases == ("GHSA-1",)
        assert [row.record for row in base.criteria([("npm", "lodash")])["npm", "lodash"]] == ["GHSA-3"]


def test_only_named_sources_are_asked(world: World) -> None:
    world.update("kev")
    report = world.update("osv:npm")
    assert states(report) == {"osv:npm": "updated"}
    with open_knowledge(world.base) as base:
        assert [state.id for state in base.sources()] == ["kev", "osv:npm"]


def test_a_source_that_fails_keeps_its_data_and_is_seen_until_it_succeeds(world: World) -> None:
    world.update()
    world.osv("PyPI", advisory("PYSEC-1"), advisory("PYSEC-2"))
    world.publish()
    world.server.behaviours["/osv/npm/all.zip"] = [failing(500)] * 5
    report = world.update(now=LATER)
    assert report.status == "partial"
    assert states(report) == {
        "epss": "unchanged",
        "kev": "unchanged",
        "osv:PyPI": "updated",
        "osv:npm": "failed",
    }
    assert world.failed() == {"osv:npm": "net.server_trouble"}
    with open_knowledge(world.base) as base:
        assert base.find("GHSA-1") is not None
        assert base.find("PYSEC-2") is not None
    world.update("kev", now=LATER)
    assert world.failed() == {"osv:npm": "net.server_trouble"}
    assert world.update(now=LATER).status == "complete"
    assert world.failed() == {}


@pytest.mark.parametrize(
    ("path", "content", "source", "code"),
    [
        ("/osv/npm/all.zip", b"PK no zip", "osv:npm", "knowledge.damaged_zip"),
        ("/kev/known_exploited_vulnerabilities.json", b"{}", "kev", "knowledge.not_a_kev_catalogue"),
        ("/epss/epss_scores-current.csv.gz", b"<html>", "epss", "knowledge.not_an_epss_table"),
    ],
)
def test_a_file_that_is_no_feed_loses_nothing(world: World, path: str, content: bytes, source: str, code: str) -> None:
    world.update()
    good = base_content(world.base)
    fine = world.server.documents[path]
    world.server.documents[path] = content
    assert states(world.update(now=LATER))[source] == "failed"
    assert world.failed() == {source: code}
    bad = base_content(world.base)
    assert {key: bad[key] for key in bad if key not in ("sources", "ledgers")} == {
        key: good[key] for key in good if key not in ("sources", "ledgers")
    }
    assert states(world.update(now=LATER))[source] == "failed"
    world.server.documents[path] = fine
    assert world.update(now=LATER).status == "complete"
    assert base_content(world.base) == good


def test_a_new_source_that_fails_is_in_the_base_as_failed(world: World) -> None:
    world.server.behaviours["/osv/npm/all.zip"] = [failing(404)]
    report = world.update()
    assert (report.status, report.built) == ("partial", True)
    assert world.failed() == {"osv:npm": "net.not_there"}
    world.update(now=LATER)
    assert world.failed() == {}
    with open_knowledge(world.base) as base:
        assert base.find("GHSA-1") is not None


def test_nothing_at_all_is_an_error_and_writes_nothing(world: World) -> None:
    world.server.documents.clear()
    with pytest.raises(ErrorGroup) as caught:
        world.update()
    assert caught.value.code == "knowledge.update_failed"
    assert {error.code for error in caught.value.errors} == {"net.not_there"}
    assert not world.base.exists()


def test_a_broken_download_goes_on(world: World) -> None:
    world.server.behaviours["/osv/npm/all.zip"] = [cutting(100)]
    report = world.update()
    npm = next(source for source in report.sources if source.source == "osv:npm")
    assert (npm.status, npm.resumed_bytes) == ("updated", 100)


def test_a_copy_that_was_second_best_takes_over(world: World) -> None:
    world.osv("PyPI", advisory("PYSEC-1"), advisory("GHSA-1", LODASH, details="other text", modified="2026-01-01"))
    world.publish()
    world.update()
    world.osv("npm", advisory("GHSA-2"))
    world.publish()
    world.update(now=LATER)
    build_base([world.feeds], world.folder / "other.db", now=LATER, processes=1)
    assert base_content(world.base) == base_content(world.folder / "other.db")


def test_a_base_built_from_folders_is_updated_too(world: World) -> None:
    build_base([world.feeds / "osv" / "npm"], world.base, now=NOW, processes=1)
    world.osv("npm", advisory("GHSA-1", LODASH), advisory("GHSA-9"))
    world.publish()
    report = world.update(now=LATER)
    (npm,) = report.sources
    assert (npm.new, npm.changed, npm.removed) == (1, 0, 1)


def test_a_base_without_a_ledger_is_made_anew_on_request(world: World) -> None:
    import sqlite3

    from kaname.knowledge.digest import seal

    world.update()
    database = sqlite3.connect(world.base)
    database.execute("DROP TABLE ledger")
    database.execute("UPDATE meta SET value = ? WHERE name = 'digest'", ("kaname-sha256:" + "0" * 64,))
    database.commit()
    database.execute("VACUUM")
    database.close()
    seal(world.base)
    with pytest.raises(UnsupportedError) as caught:
        world.update(now=LATER)
    assert caught.value.code == "knowledge.no_ledger"
    assert world.update(now=LATER, rebuild=True).built


def test_a_rebuild_that_would_lose_a_source_is_refused(world: World) -> None:
    world.update()
    world.server.behaviours["/osv/npm/all.zip"] = [failing(404)]
    with pytest.raises(ErrorGroup):
        world.update(now=LATER, rebuild=True)
    with open_knowledge(world.base) as base:
        assert base.find("GHSA-1") is not None


def test_two_updates_do_not_meet(world: World) -> None:
    cache = world.folder / "cache"
    cache.mkdir()
    (cache / "update.lock").write_text("4711 2026-11-20T00:00:00+00:00\n")
    with (cache / "update.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(InputError) as caught:
            world.update()
    assert caught.value.code == "knowledge.update_running"
    assert (caught.value.params["process"], caught.value.params["since"]) == ("4711", "2026-11-20T00:00:00+00:00")
    # A lock file whose process is gone holds nobody up.
    assert world.update().status == "complete"


@pytest.mark.parametrize("name", ["nvd2", "kev:x", "osv:", "osv:../x", "osv:a/b", ""])
def test_sources_that_do_not_exist(world: World, name: str) -> None:
    with pytest.raises(InputError) as caught:
        world.update(name)
    assert caught.value.code == "knowledge.unknown_source"


@pytest.mark.parametrize("content", [b"<html>", b"", b"../up\n", b"a/b\n"])
def test_a_list_of_ecosystems_that_is_none_fails_as_osv(world: World, content: bytes) -> None:
    world.server.documents["/osv/ecosystems.txt"] = content
    report = world.update()
    assert states(report) == {"epss": "updated", "kev": "updated", "osv": "failed"}


def test_where_downloads_lie() -> None:
    home = {"XDG_CACHE_HOME": "/c", "KANAME_CACHE": "/d"}
    assert cache_path("/x", home) == Path("/x")
    assert cache_path(None, home) == Path("/d")
    assert cache_path(None, {"XDG_CACHE_HOME": "/c"}) == Path("/c/kaname")
    assert cache_path(None, {}) == Path.home() / ".cache" / "kaname"


def test_nothing_is_left_beside_the_base(world: World) -> None:
    world.update()
    shutil.rmtree(world.folder / "cache")
    world.update(now=LATER)
    assert sorted(path.name for path in world.folder.iterdir()) == ["cache", "k.db", "published"]


def test_an_api_key_of_the_environment_goes_to_its_source_and_not_to_a_mirror(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    location = Location(
        url=world.server.url + "/kev/known_exploited_vulnerabilities.json",
        path="kev/known_exploited_vulnerabilities.json",
        pace_seconds=6.0,
        key_variable="SAMPLE_KEY",
        key_header="apiKey",
    )
    info = msgspec.structs.replace(Kev.info, locations=(location,))
    monkeypatch.setattr("kaname.services.fetch.PUBLISHED", (info,))

    def update(clock: FakeClock, mirror: str | None) -> None:
        with HttpClient(clock=clock, environment={}) as client:
            update_knowledge(
                sources=["kev"], path=world.base, cache=world.folder / "c", now=NOW, client=client, mirror=mirror
            )

    update(FakeClock(), None)
    monkeypatch.setenv("SAMPLE_KEY", "s3cret")
    update(FakeClock(), None)
    update(FakeClock(), world.server.url)
    keys = [headers.get("apikey") for _, headers in world.server.requests]
    assert keys == [None, "s3cret", None]


def publish_further(world: World, *, text: str = "one") -> None:
    """Publish sources that come as one file, or as one for each year."""
    item = {"cve": {"id": "CVE-2026-0001", "lastModified": "2026-01-02T00:00:00Z", "descriptions": []}}
    for year in range(2002, NOW.year + 1):
        page = {"format": "NVD_CVE", "vulnerabilities": [item] if year == NOW.year else []}
        content = gzip.compress(json.dumps(page).encode(), mtime=0)
        write_file(world.feeds / "nvd" / f"nvdcve-2.0-{year}.json.gz", content)
    listed = [{"cveId": "CVE-2026-0001", "euvdId": "EUVD-1", "sources": ["eukev_kev"]}]
    write_file(world.feeds / "euvd-kev" / "dump.json", json.dumps(listed).encode())
    product = {"name": "python", "releases": [{"name": "3.8", "isEol": True, "codename": text}]}
    write_file(world.feeds / "eol" / "products.json", json.dumps({"result": [product]}).encode())
    world.publish()


def write_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def test_further_sources_are_fetched_and_equal_a_new_build(world: World) -> None:
    publish_further(world)
    names = ("osv", "kev", "epss", "nvd", "euvd-kev", "eol")
    report = world.update(*names)
    assert (report.status, report.not_fetched) == ("complete", ())
    publish_further(world, text="two")
    world.osv("npm", advisory("GHSA-1", LODASH, aliases=["CVE-2026-0001"]))
    world.publish()
    report = world.update(now=LATER)
    assert {name for name, status in states(report).items() if status == "updated"} == {"eol", "osv:npm"}
    build_base([world.feeds], world.folder / "other.db", now=LATER, processes=1)
    assert base_content(world.base) == base_content(world.folder / "other.db")


def test_a_source_of_several_files_is_taken_whole_or_not(world: World) -> None:
    publish_further(world)
    world.update("nvd", "kev")
    before = base_content(world.base)
    world.server.documents["/nvd/nvdcve-2.0-2026.json.gz"] = b"<html>"
    report = world.update(now=LATER)
    assert states(report) == {"kev": "unchanged", "nvd": "failed"}
    assert base_content(world.base)["records"] == before["records"]
    del world.server.documents["/nvd/nvdcve-2.0-2003.json.gz"]
    assert states(world.update(now=LATER))["nvd"] == "failed"
    assert world.failed() == {"nvd": "net.not_there"}
    publish_further(world)
    assert world.update(now=LATER).status == "complete"
    assert base_content(world.base) == before


def test_a_file_that_is_something_else_is_not_passed_over_in_a_first_update(world: World) -> None:
    publish_further(world)
    world.server.documents["/eol/products.json"] = b"<html>"
    report = world.update("kev", "eol")
    assert states(report) == {"eol": "failed", "kev": "updated"}
    assert world.failed() == {"eol": "knowledge.skipped.other_content"}


def test_sources_that_are_published_nowhere_as_a_whole_stay_and_are_named(world: World) -> None:
    document = Published("ACME-2026-0001", "2026-01-01T00:00:00Z")
    write_file(world.feeds / "acme" / "acme.json", document.content)
    build_base([world.feeds / "acme", world.feeds / "kev"], world.base, now=NOW, processes=1)
    report = world.update(now=LATER)
    assert (states(report), report.not_fetched) == ({"kev": "unchanged"}, ("csaf:acme",))
    for sources, rebuild, code in (
        (["osv:malicious-packages"], False, "knowledge.not_published"),
        (["csaf:acme"], False, "knowledge.unknown_provider"),
        (["kev"], True, "knowledge.rebuild_would_lose"),
    ):
        with pytest.raises(InputError) as caught:
            world.update(*sources, now=LATER, rebuild=rebuild)
        assert caught.value.code == code
