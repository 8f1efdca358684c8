"""Publishing: the tree as a stranger reads it over HTTP, and what must never come out of it."""

import csv
import datetime
import hashlib
import io
import json
import shutil
import threading
import urllib.request
from collections.abc import Iterator
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kaname.errors import ErrorGroup, IntegrityError, KanameError
from kaname.exchange.keys import generate_key, key_id, write_public_key
from kaname.model.advisory_draft import AdvisoryDraft, Revision
from kaname.model.disclosure import Contact
from kaname.services.cases import new_case, open_case, record_embargo
from kaname.services.openpgp import find_openpgp_key, verify_openpgp
from kaname.services.publish import Published, Signing, publish_advisories, verify_csaf_signature
from kaname.store.advisories import add_advisory, advisory_path
from kaname.testing.advisories import PROTECTED_URL, URL, advisory, publishing_workspace, vex

NOW = datetime.datetime(2026, 11, 20, 3, 0, tzinfo=datetime.UTC)
KEY = generate_key()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


class Reader:
    """A reader of a provider: starts at provider-metadata.json and follows what it finds there, nothing else."""

    def __init__(self, origin: str, url: str) -> None:
        self.origin, self.url = origin, url
        self.documents: dict[str, dict[str, Any]] = {}

    def get(self, url: str) -> bytes:
        assert url.startswith(self.url), f"{url} leads elsewhere"
        with urllib.request.urlopen(self.origin + url.removeprefix(self.url), timeout=5) as answer:
            content: bytes = answer.read()
            return content

    def json(self, url: str) -> Any:
        return json.loads(self.get(url))

    def read(self, *, keys: list[bytes]) -> dict[str, Any]:
        metadata: dict[str, Any] = self.json(self.url + "provider-metadata.json")
        assert metadata["canonical_url"] == self.url + "provider-metadata.json"
        listed: set[str] = set()
        fed: set[str] = set()
        armoured = [self.get(key["url"]) for key in metadata["public_openpgp_keys"]]
        for distribution in metadata["distributions"]:
            folder = distribution.get("directory_url") or distribution.get("directory", {}).get("url")
            if folder:
                listed |= self._directory(folder)
            for feed in distribution.get("rolie", {}).get("feeds", []):
                fed |= self._feed(feed, armoured, keys)
            for service in distribution.get("rolie", {}).get("services", []):
                for collection in self.json(service)["service"]["workspace"][0]["collection"]:
                    self.get(collection["href"])
        assert listed == fed == set(self.documents)
        return metadata

    def _directory(self, folder: str) -> set[str]:
        paths = self.get(folder + "index.txt").decode().splitlines()
        rows = list(csv.reader(io.StringIO(self.get(folder + "changes.csv").decode())))
        assert sorted(row[0] for row in rows) == sorted(paths)
        assert [row[1] for row in rows] == sorted((row[1] for row in rows), reverse=True)
        return {folder + path for path in paths}

    def _feed(self, feed: dict[str, Any], armoured: list[bytes], keys: list[bytes]) -> set[str]:
        found = set()
        for entry in self.json(feed["url"])["feed"]["entry"]:
            url = entry["content"]["src"]
            data = self.get(url)
            document = json.loads(data)
            tracking = document["document"]["tracking"]
            assert document["document"]["distribution"]["tlp"]["label"] == feed["tlp_label"]
            assert (entry["id"], entry["updated"]) == (tracking["id"], tracking["current_release_date"])
            assert url in {ref["url"] for ref in document["document"]["references"] if ref["category"] == "self"}
            for link in entry["link"]:
                content = self.get(link["href"])
                if link["rel"] == "hash":
                    kind = link["href"].rpartition(".")[2]
                    assert content.decode().split() == [hashlib.new(kind, data).hexdigest(), url.rpartition("/")[2]]
                if link["rel"] == "signature":
                    verify_openpgp(data, content, armoured)
                if link["href"].endswith(".dsse"):
                    verify_csaf_signature(data=data, signature=content, keys=keys)
            self.documents[url] = document
            found.add(url)
        for url in found:
            for ref in self.documents[url]["document"]["references"]:
                if ref["url"].startswith(self.url):
                    self.get(ref["url"])
        return found


@pytest.fixture
def serve() -> Iterator[Any]:
    running: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return publishing_workspace(tmp_path / "workspace")


def publish(workspace: Path, *, now: datetime.datetime = NOW, **options: Any) -> Published:
    options = {"to": str(workspace.parent / "site"), "signing": Signing(key=KEY), **options}
    return publish_advisories(workspace=str(workspace), now=now, **options)


def put(workspace: Path, draft: AdvisoryDraft) -> None:
    advisory_path(workspace, draft.id).unlink(missing_ok=True)
    add_advisory(workspace, draft)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def changed(draft: AdvisoryDraft, **fields: Any) -> AdvisoryDraft:
    return msgspec.structs.replace(draft, **fields)


def code_of(workspace: Path, **options: Any) -> str:
    with pytest.raises(KanameError) as caught:
        publish(workspace, **options)
    return caught.value.code


@pytest.mark.parametrize("version", ["2.0", "2.1"])
def test_a_stranger_can_read_and_verify_everything(tmp_path: Path, serve: Any, version: str) -> None:
    workspace = publishing_workspace(tmp_path / "workspace", csaf_version=version)
    put(workspace, advisory())
    put(workspace, vex())
    done = publish(workspace)
    assert (done.documents, len(done.added), done.held) == (4, 4, ())
    reader = Reader(serve(tmp_path / "site"), URL)
    metadata = reader.read(keys=[write_public_key(KEY.public_key())])
    assert (metadata["metadata_version"], metadata["role"]) == (version, "csaf_provider")
    assert len(reader.documents) == 4
    assert (tmp_path / "site" / "keys" / f"{key_id(KEY.public_key())}.pem").is_file()


def test_openpgp_makes_a_trusted_provider(workspace: Path, serve: Any, tmp_path: Path, monkeypatch: Any) -> None:
    if not shutil.which("gpg") or not shutil.which("gpgv"):
        pytest.skip("there is no GnuPG")
    import subprocess

    home = tmp_path / "gpg"
    home.mkdir(mode=0o700)
    monkeypatch.setenv("GNUPGHOME", str(home))
    made = ["gpg", "--batch", "--passphrase", "", "--quick-gen-key", "psirt@kumo.example", "ed25519", "sign", "never"]
    subprocess.run(made, check=True, capture_output=True)
    key = find_openpgp_key("psirt@kumo.example")
    put(workspace, advisory())
    publish(workspace, signing=Signing(openpgp=key))
    reader = Reader(serve(tmp_path / "site"), URL)
    metadata = reader.read(keys=[])
    assert metadata["role"] == "csaf_trusted_provider"
    assert metadata["public_openpgp_keys"][0]["fingerprint"] == key.fingerprint
    before = tree(tmp_path / "site")
    # Signatures made once stay: publishing again does not sign again.
    assert publish(workspace, now=NOW + datetime.timedelta(days=3), signing=Signing(openpgp=key)).files == 0
    assert tree(tmp_path / "site") == before
    signature = next(data for name, data in before.items() if name.endswith(".json.asc"))
    with pytest.raises(IntegrityError):
        verify_openpgp(b"something else", signature, [key.armoured])
    with pytest.raises(KanameError) as caught:
        find_openpgp_key("nobody@kumo.example")
    assert caught.value.code == "publish.openpgp_key"


def test_publishing_again_changes_nothing(workspace: Path) -> None:
    put(workspace, advisory())
    publish(workspace)
    before = tree(workspace.parent / "site")
    done = publish(workspace, now=NOW + datetime.timedelta(days=30))
    assert (done.added, done.updated, done.files, len(done.unchanged)) == ((), (), 0, 2)
    assert tree(workspace.parent / "site") == before


def test_two_trees_from_one_workspace_are_the_same(workspace: Path, tmp_path: Path) -> None:
    put(workspace, advisory())
    publish(workspace)
    publish(workspace, to=str(tmp_path / "other"))
    assert tree(tmp_path / "other") == tree(tmp_path / "site")


def second(draft: AdvisoryDraft) -> AdvisoryDraft:
    revision = Revision(number="2", date="2026-11-25T03:00:00Z", summary={"ja": "改訂", "en": "Revised"})
    return changed(draft, summary={"ja": "改訂した概要", "en": "Revised"}, revisions=(*draft.revisions, revision))


def test_a_revision_replaces_the_document_and_keeps_the_old_one(workspace: Path, serve: Any, tmp_path: Path) -> None:
    put(workspace, advisory())
    put(workspace, vex())
    publish(workspace)
    first = (tmp_path / "site/white/2026/kumo-sa-2026-001.json").read_bytes()
    put(workspace, second(advisory()))
    done = publish(workspace, now=NOW + datetime.timedelta(days=6))
    assert done.updated == ("white/2026/kumo-sa-2026-001.json", "white/2026/kumo-sa-2026-001-en.json")
    reader = Reader(serve(tmp_path / "site"), URL)
    metadata = reader.read(keys=[write_public_key(KEY.public_key())])
    assert metadata["last_updated"] == "2026-11-20T03:00:00Z"
    assert (workspace / "advisories/published/kumo-sa-2026-001/1.json").read_bytes() == first
    tracking = reader.documents[URL + "white/2026/kumo-sa-2026-001.json"]["document"]["tracking"]
    assert (tracking["version"], tracking["initial_release_date"]) == ("2", "2026-11-01T03:00:00Z")


def test_a_change_without_a_new_revision_is_refused(workspace: Path) -> None:
    put(workspace, advisory())
    publish(workspace)
    before = tree(workspace.parent / "site")
    put(workspace, changed(advisory(), summary={"ja": "別の概要", "en": "Another summary"}))
    put(workspace, vex())
    assert code_of(workspace) == "publish.needs_revision"
    assert tree(workspace.parent / "site") == before


def test_history_cannot_be_rewritten(workspace: Path) -> None:
    put(workspace, second(advisory()))
    publish(workspace, now=NOW + datetime.timedelta(days=6))
    moved = second(advisory())
    third = Revision(number="3", date="2026-11-26T03:00:00Z", summary={"ja": "改訂", "en": "Revised"})
    put(workspace, changed(moved, revisions=(moved.revisions[0], third)))
    assert code_of(workspace, now=NOW + datetime.timedelta(days=7)) in ("publish.not_valid", "publish.history_changed")
    shifted = msgspec.structs.replace(moved.revisions[1], date="2026-11-24T03:00:00Z")
    put(workspace, changed(moved, revisions=(moved.revisions[0], shifted, third)))
    assert code_of(workspace, now=NOW + datetime.timedelta(days=7)) == "publish.history_changed"


@pytest.mark.parametrize("label", ["GREEN", "AMBER", "RED"])
def test_only_clear_goes_out(workspace: Path, serve: Any, tmp_path: Path, label: Any) -> None:
    put(workspace, changed(advisory(), tlp=label))
    put(workspace, vex())
    done = publish(workspace)
    assert [(each.advisory, each.reason, each.detail) for each in done.held] == [("KUMO-SA-2026-001", "tlp", label)]
    done = publish(workspace, protected=str(tmp_path / "members"))
    assert done.held == ()
    public = tree(tmp_path / "site")
    assert not [name for name, data in public.items() if b"KUMO-SA-2026-001" in data or label.lower() in name.lower()]
    members = Reader(serve(tmp_path / "members"), PROTECTED_URL)
    members.read(keys=[write_public_key(KEY.public_key())])
    labels = {found["document"]["distribution"]["tlp"]["label"] for found in members.documents.values()}
    assert (len(members.documents), labels) == (2, {label})


def test_protected_folder_must_not_lie_in_the_public_one(workspace: Path, tmp_path: Path) -> None:
    put(workspace, vex())
    assert code_of(workspace, protected=str(tmp_path / "site/members")) == "publish.same_folder"


def test_what_was_public_cannot_become_secret_silently(workspace: Path) -> None:
    put(workspace, advisory())
    publish(workspace)
    put(workspace, changed(second(advisory()), tlp="AMBER"))
    assert code_of(workspace, now=NOW + datetime.timedelta(days=6)) == "publish.moved"


def test_drafts_stay_behind(workspace: Path) -> None:
    put(workspace, changed(advisory(), status="draft"))
    done = publish(workspace)
    assert [each.reason for each in done.held] == ["draft"]
    assert not list((workspace.parent / "site").rglob("2026"))


@pytest.mark.parametrize("named_by", ["case", "advisory"])
def test_an_embargo_holds_the_advisory_back_until_it_ends(workspace: Path, named_by: str) -> None:
    case = new_case(
        identifier="C-1",
        title="Overflow",
        path="coordinator",
        contacts=[Contact(role="coordinator", name="Coordinator", contact="secret@coordinator.example")],
        advisory="KUMO-SA-2026-001" if named_by == "case" else "",
    )
    open_case(
        workspace=str(workspace),
        case=case,
        now=NOW,
        embargo_until="2026-12-15T12:00:00+09:00",
        embargo_reason="date agreed",
    )
    put(workspace, changed(advisory(), case="C-1" if named_by == "advisory" else ""))
    assert [(one.reason, one.detail) for one in publish(workspace).held] == [("embargo", "C-1 2026-12-15T03:00:00Z")]
    assert not list((workspace.parent / "site").rglob("2026"))
    after = datetime.datetime(2026, 12, 15, 3, 0, tzinfo=datetime.UTC)
    assert len(publish(workspace, now=after).added) == 2
    assert not [name for name, data in tree(workspace.parent / "site").items() if b"secret@" in data or b"C-1" in data]


def test_an_embargo_without_end_lasts_until_lifted(workspace: Path) -> None:
    case = new_case(identifier="C-1", title="Overflow", path="own", advisory="KUMO-SA-2026-001")
    open_case(workspace=str(workspace), case=case, now=NOW, embargo_reason="fix not ready")
    put(workspace, advisory())
    later = NOW + datetime.timedelta(days=900)
    assert [one.reason for one in publish(workspace, now=later).held] == ["embargo"]
    record_embargo(workspace=str(workspace), case="C-1", now=later, reason="fix ready", lift=True)
    assert publish(workspace, now=later).held == ()


def test_an_invalid_document_stops_everything(workspace: Path) -> None:
    wrong = msgspec.structs.replace(
        advisory().vulnerabilities[0], status={"known_affected": ("gw-2.0.0",), "fixed": ("gw-2.0.0",)}
    )
    put(workspace, changed(advisory(), vulnerabilities=(wrong,)))
    put(workspace, vex())
    with pytest.raises(ErrorGroup) as caught:
        publish(workspace)
    assert caught.value.code == "publish.not_valid"
    assert any("6_1_6" in error.code for error in caught.value.errors)
    assert not (workspace.parent / "site").exists()


def test_documents_of_the_past_stay_and_damage_is_told(workspace: Path, tmp_path: Path) -> None:
    put(workspace, advisory())
    put(workspace, vex())
    publish(workspace)
    advisory_path(workspace, "KUMO-SA-2026-001").unlink()
    assert publish(workspace).documents == 4
    victim = tmp_path / "site/white/2026/kumo-sa-2026-001.json"
    victim.write_bytes(victim.read_bytes().replace("バッファ".encode(), b"x"))
    assert code_of(workspace) == "publish.damaged"


def test_an_altered_document_is_restored_from_the_workspace(workspace: Path, tmp_path: Path) -> None:
    put(workspace, advisory())
    publish(workspace)
    before = tree(tmp_path / "site")
    victim = tmp_path / "site/white/2026/kumo-sa-2026-001.json"
    victim.write_bytes(victim.read_bytes().replace("バッファ".encode(), b"x"))
    assert publish(workspace).updated == ("white/2026/kumo-sa-2026-001.json",)
    assert tree(tmp_path / "site") == before


def test_missing_hash_files_and_signatures_are_made_anew(workspace: Path, tmp_path: Path) -> None:
    put(workspace, advisory())
    publish(workspace)
    before = tree(tmp_path / "site")
    for name in ("sha256", "sha512", "dsse"):
        (tmp_path / f"site/white/2026/kumo-sa-2026-001.json.{name}").unlink()
    publish(workspace)
    assert tree(tmp_path / "site") == before


def test_a_tree_holds_one_version(workspace: Path) -> None:
    put(workspace, advisory())
    publish(workspace)
    publishing_workspace(workspace, csaf_version="2.1")
    with pytest.raises(KanameError) as caught:
        publish(workspace)
    codes = {error.code for error in getattr(caught.value, "errors", (caught.value,))}
    assert codes == {"publish.other_version"}


@pytest.mark.parametrize("url", ["", "http://psirt.kumo.example/", "https:///csaf", "psirt.kumo.example"])
def test_only_https_is_served(workspace: Path, url: str) -> None:
    path = workspace / "kaname.yaml"
    path.write_text(path.read_text("utf-8").replace(URL, url or "''"), "utf-8")
    put(workspace, advisory())
    assert code_of(workspace) == "publish.url"


@pytest.mark.parametrize(
    "name", ["provider-metadata.json", "white/csaf-feed-tlp-white.json", "white/2026/foreign.json"]
)
def test_a_foreign_file_in_the_tree_stops_everything(workspace: Path, tmp_path: Path, name: str) -> None:
    put(workspace, advisory())
    publish(workspace)
    (tmp_path / "site" / name).write_text("[", "utf-8")
    before = tree(tmp_path / "site")
    put(workspace, vex())
    assert code_of(workspace).startswith(("publish.metadata", "formats."))
    assert tree(tmp_path / "site") == before


def test_a_file_is_no_folder(workspace: Path, tmp_path: Path) -> None:
    put(workspace, advisory())
    (tmp_path / "file").touch()
    assert code_of(workspace, to=str(tmp_path / "file")) == "publish.not_a_folder"


class Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.policy = ""
        self.lang = ""
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "a":
            self.links.append(values.get("href") or "")
        if tag == "html":
            self.lang = values.get("lang") or ""
        if tag == "meta" and values.get("http-equiv") == "Content-Security-Policy":
            self.policy = values.get("content") or ""
        self.scripts += tag == "script"


@pytest.mark.parametrize(("name", "lang"), [("index.html", "en"), ("index.ja.html", "ja")])
def test_pages_for_people_lead_to_everything(workspace: Path, tmp_path: Path, name: str, lang: str) -> None:
    evil = changed(advisory(), title="<script>alert(1)</script> & more")
    put(workspace, evil)
    publish(workspace)
    text = (tmp_path / "site" / name).read_text("utf-8")
    page = Page()
    page.feed(text)
    assert (page.lang, page.scripts) == (lang, 0)
    assert page.policy.startswith("default-src 'none'; style-src 'sha256-") and "unsafe" not in page.policy
    assert all((tmp_path / "site" / link).is_file() for link in page.links)
    assert {"white/2026/kumo-sa-2026-001.json", "white/2026/kumo-sa-2026-001-en.json"} <= set(page.links)
    assert "&lt;script&gt;" in text
