"""CSAF providers: which documents are asked for, what is checked, and what is said of those that do not pass."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kaname.errors import ErrorGroup, InputError
from kaname.knowledge.base import open_knowledge
from kaname.knowledge.build import build_base
from kaname.net.client import HttpClient
from kaname.services import fetch_providers
from kaname.services.update import SourceUpdate, UpdateReport, update_knowledge
from kaname.testing.csaf_provider import FOLDER, CsafProvider, Published
from kaname.testing.http import FakeClock, Server, cutting, failing, serving

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ONE, TWO = Published("ACME-2026-0001", "2026-01-01T00:00:00Z"), Published("ACME-2026-0002", "2026-02-01T00:00:00Z")


class World:
    """A provider, a cache and a base."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder = folder
        self.server = server
        self.provider = CsafProvider(server)
        self.base = folder / "k.db"

    def publish(self, *documents: Published) -> None:
        self.provider.labels["WHITE"] = list(documents)
        self.provider.publish()

    def update(self, *sources: str, days: int = 0, mirror: str | None = None) -> UpdateReport:
        self.server.requests.clear()
        with HttpClient(clock=FakeClock(), environment={}) as client:
            return update_knowledge(
                sources=sources,
                path=self.base,
                cache=self.folder / "cache",
                now=NOW + timedelta(days=days),
                client=client,
                mirror=mirror,
            )

    def asked(self) -> list[str]:
        """Return the documents and hash files that were asked for."""
        return [path.rpartition("/")[2] for path, _ in self.server.requests if "/2026/" in path]

    def titles(self) -> dict[str, str]:
        with open_knowledge(self.base) as base:
            found = ((name, base.find(name)) for name in ("ACME-2026-0001", "ACME-2026-0002", "ACME-2026-0003"))
            return {name: entry.texts[0].summary for name, entry in found if entry is not None}


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    with serving() as server:
        world = World(tmp_path, server)
        monkeypatch.setenv("KANAME_CSAF_PROVIDERS", f"acme={world.provider.url}")
        monkeypatch.delenv("KANAME_CSAF_KEYS", raising=False)
        world.publish(ONE, TWO)
        yield world


def only(report: UpdateReport) -> SourceUpdate:
    (source,) = report.sources
    return source


def notes(report: UpdateReport) -> dict[str, object]:
    return {note.code.removeprefix("update.noted."): note.params["count"] for note in only(report).notes}


@pytest.mark.parametrize("by_feed", [True, False])
def test_only_what_changed_is_asked_for(world: World, by_feed: bool) -> None:
    world.provider.by_feed = by_feed
    world.publish(ONE, TWO)
    report = world.update("csaf:acme")
    assert (report.status, only(report).new, only(report).notes) == ("complete", 2, ())
    assert len(world.asked()) == 4
    assert (only(world.update(days=1)).status, world.asked()) == ("unchanged", [])
    world.publish(
        replace(ONE, updated="2026-03-01T00:00:00Z", title="changed"), TWO, replace(TWO, name="ACME-2026-0003")
    )
    report = world.update(days=2)
    assert (only(report).new, only(report).changed, only(report).removed) == (1, 1, 0)
    assert len(world.asked()) == 4
    assert world.titles()["ACME-2026-0001"] == "changed"
    world.publish(TWO)
    assert only(world.update(days=3)).removed == 2
    assert list(world.titles()) == ["ACME-2026-0002"]


def test_a_document_that_does_not_fit_its_hash_is_left_out_and_the_older_copy_stays(world: World) -> None:
    world.update("csaf:acme")
    world.publish(
        replace(ONE, updated="2026-03-01T00:00:00Z", title="forged"), replace(TWO, updated="2026-03-02T00:00:00Z")
    )
    path = world.provider.path(ONE)
    world.server.documents[f"{path}.sha512"] = world.server.documents[f"{path}.sha512"].replace(b"0", b"1", 1).upper()
    world.server.documents[f"{path}.sha512"] = b"0" * 128
    report = world.update(days=1)
    assert (report.status, only(report).changed, only(report).failed_records) == ("partial", 1, 1)
    assert notes(report) == {"document_refused": 1}
    assert "acme-2026-0001.json (knowledge.csaf_hash)" in str(only(report).notes[0].params["names"])
    assert world.titles()["ACME-2026-0001"] == "title"
    world.publish(
        replace(ONE, updated="2026-03-01T00:00:00Z", title="right"), replace(TWO, updated="2026-03-02T00:00:00Z")
    )
    assert notes(world.update(days=2)) == {}
    assert world.titles()["ACME-2026-0001"] == "right"


def test_a_hash_that_is_listed_must_be_there_and_one_that_is_not_is_missed(world: World) -> None:
    world.publish(ONE, replace(TWO, hashes=()))
    del world.server.documents[f"{world.provider.path(ONE)}.sha512"]
    report = world.update("csaf:acme")
    assert notes(report) == {"document_refused": 1, "documents_without_hash": 1}
    world.provider.by_feed = False
    world.publish(replace(ONE, hashes=("sha256",)), TWO)
    assert notes(world.update(days=1)) == {}


def test_documents_and_lists_under_another_label_are_left_alone(world: World) -> None:
    world.publish(ONE, replace(TWO, label="AMBER"))
    world.provider.labels["GREEN"] = [replace(ONE, name="ACME-2026-0003")]
    world.provider.publish()
    report = world.update("csaf:acme")
    assert (only(report).new, notes(report)) == (1, {"document_closed": 1, "listings_closed": 1})
    assert not any("/green/" in path for path, _ in world.server.requests)
    world.update(days=1)
    assert world.asked() == []


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """An OpenPGP key in a home of its own; returns its public part."""
    if not shutil.which("gpg") or not shutil.which("gpgv"):
        pytest.skip("there is no GnuPG")
    home = tmp_path / "gnupg"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    options = ["--batch", "--passphrase", "", "--quick-gen-key", "acme@example.com", "ed25519", "sign", "never"]
    subprocess.run(["gpg", *options], check=True, capture_output=True)
    return subprocess.run(["gpg", "--armor", "--export"], check=True, capture_output=True).stdout


def signed(document: Published) -> Published:
    command = ["gpg", "--batch", "--armor", "--detach-sign"]
    done = subprocess.run(command, input=document.content, check=True, capture_output=True, env=os.environ)
    return replace(document, signature=done.stdout)


def test_signatures_count_where_keys_are_kept(world: World, key: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    good, other = signed(ONE), replace(TWO, signature=signed(ONE).signature)
    world.publish(good, other, replace(TWO, name="ACME-2026-0003"))
    assert notes(world.update("csaf:acme")) == {"signatures_not_checked": 2}
    keys = world.folder / "keys"
    keys.mkdir()
    (keys / "acme.asc").write_bytes(key)
    monkeypatch.setenv("KANAME_CSAF_KEYS", str(keys))
    fresh = world.folder / "second"
    fresh.mkdir()
    report = World(fresh, world.server).update("csaf:acme")
    assert (only(report).new, notes(report)) == (1, {"document_refused": 2})
    names = str(only(report).notes[0].params["names"])
    assert "publish.openpgp_signature" in names and "knowledge.csaf_unsigned" in names


def test_a_run_that_broke_off_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    class KilledError(Exception):
        pass

    def killed(step: str, done: int, total: int) -> None:
        if step == "asking csaf:acme" and done == 1:
            raise KilledError

    with HttpClient(clock=FakeClock(), environment={}) as client, pytest.raises(KilledError):
        update_knowledge(
            sources=["csaf:acme"],
            path=world.base,
            cache=world.folder / "cache",
            now=NOW,
            client=client,
            on_progress=killed,
        )
    report = world.update("csaf:acme")
    assert (only(report).new, len(world.asked()), only(report).resumed_bytes > 0) == (2, 2, True)
    assert sorted(path.name for path in (world.folder / "cache" / "csaf").iterdir()) == ["acme.listings", "acme.zip"]
    (world.folder / "cache" / "csaf" / "acme.zip").write_bytes(b"PK damaged")
    assert (only(world.update(days=1)).status, len(world.asked())) == ("unchanged", 4)


def test_a_large_provider_is_fetched_over_several_updates(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch_providers, "DOCUMENTS_MAX", 1)
    assert notes(world.update("csaf:acme")) == {"documents_left": 1}
    assert list(world.titles()) == ["ACME-2026-0002"]
    assert notes(world.update(days=1)) == {}
    assert len(world.titles()) == 2


def test_servers_that_misbehave(world: World) -> None:
    world.server.behaviours[f"{FOLDER}/white/feed.json"] = [failing(503), cutting(30)]
    world.server.behaviours[world.provider.path(ONE)] = [failing(429, Retry_After="2"), cutting(10)]
    assert only(world.update("csaf:acme")).new == 2
    world.server.behaviours[f"{FOLDER}/provider-metadata.json"] = [failing(500)] * 5
    report = world.update(days=1)
    assert (report.status, only(report).failed) == ("failed", "net.server_trouble")
    world.server.documents[f"{FOLDER}/white/feed.json"] = b"<html>"
    assert only(world.update(days=2)).failed == "net.not_a_provider"
    assert len(world.titles()) == 2
    world.publish(replace(ONE, updated="2026-05-01T00:00:00Z"), TWO)
    world.server.behaviours[world.provider.path(ONE)] = [failing(404)]
    assert notes(world.update(days=3)) == {"document_refused": 1}


def test_a_provider_of_which_nothing_can_be_had_has_failed(world: World) -> None:
    for document in (ONE, TWO):
        del world.server.documents[world.provider.path(document)]
    with pytest.raises(ErrorGroup) as caught:
        world.update("csaf:acme")
    assert {error.code for error in caught.value.errors} == {"net.not_there"}


def test_nothing_is_fetched_that_was_not_asked_for(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = world.folder / "redhat"
    folder.mkdir()
    (folder / "one.json").write_bytes(ONE.content)
    monkeypatch.setenv("KANAME_CSAF_PROVIDERS", "")
    build_base([folder], world.base, now=NOW, processes=1)
    with open_knowledge(world.base) as base:
        assert [state.id for state in base.sources()] == ["csaf:redhat"]
    assert world.update(days=1).not_fetched == ("csaf:redhat",)
    with pytest.raises(InputError) as caught:
        world.update("csaf:acme", days=1)
    assert caught.value.code == "knowledge.unknown_provider"


@pytest.mark.parametrize("value", ["acme", "acme=", "../x=https://a.example/provider-metadata.json", "a=ftp://x/y"])
def test_settings_that_are_wrong_are_refused(world: World, monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("KANAME_CSAF_PROVIDERS", value)
    with pytest.raises(InputError) as caught:
        world.update("csaf:acme")
    assert caught.value.code in ("knowledge.csaf_providers", "net.bad_url")


def test_a_cache_is_a_mirror(world: World) -> None:
    world.update("csaf:acme")
    cache = world.folder / "cache"
    with serving() as mirror:
        mirror.documents["/csaf/acme.zip"] = (cache / "csaf" / "acme.zip").read_bytes()
        other = world.folder / "other"
        other.mkdir()
        assert only(World(other, world.server).update("csaf:acme", mirror=mirror.url)).new == 2
