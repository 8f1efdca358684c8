"""The check of a CSAF provider: what we publish ourselves passes, and each break of a requirement is told as that one."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from kaname.cli.main import main
from kaname.errors import ErrorGroup, InputError
from kaname.net.client import HttpClient
from kaname.services.openpgp import find_openpgp_key
from kaname.services.provider_check import ProviderReport, check_provider
from kaname.services.publish import Signing, publish_advisories
from kaname.store.advisories import add_advisory
from kaname.store.provider_tree import locked_folders
from kaname.testing.advisories import URL, advisory, publishing_workspace, vex
from kaname.testing.http import FakeClock
from kaname.testing.web import web

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module", params=["2.0", "2.1"])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A signed tree, where there is GnuPG; else an unsigned one."""
    folder = tmp_path_factory.mktemp("provider")
    workspace = publishing_workspace(folder / "workspace", csaf_version=request.param)
    add_advisory(workspace, advisory())
    add_advisory(workspace, vex())
    signing = Signing()
    with pytest.MonkeyPatch.context() as patch:
        if shutil.which("gpg") and shutil.which("gpgv"):
            home = folder / "gpg"
            home.mkdir(mode=0o700)
            patch.setenv("GNUPGHOME", str(home))
            made = [
                "gpg",
                "--batch",
                "--passphrase",
                "",
                "--quick-gen-key",
                "a@kumo.example",
                "ed25519",
                "sign",
                "never",
            ]
            subprocess.run(made, check=True, capture_output=True)
            signing = Signing(openpgp=find_openpgp_key("a@kumo.example"))
        publish_advisories(workspace=str(workspace), to=str(folder / "site"), now=NOW, signing=signing)
    return folder / "site"


@pytest.fixture
def site(published: Path, tmp_path: Path) -> Path:
    """A copy to break."""
    return Path(shutil.copytree(published, tmp_path / "site"))


def states(report: ProviderReport) -> dict[int, str]:
    return {each.number: each.state for each in report.requirements}


def failed(report: ProviderReport) -> set[int]:
    return {number for number, state in states(report).items() if state == "failed"}


def is_signed(site: Path) -> bool:
    return any(site.glob("**/*.asc"))


def unsigned(site: Path) -> set[int]:
    return set() if is_signed(site) else {19, 20}


class TestFolder:
    def test_what_we_publish_fails_nothing(self, site: Path) -> None:
        report = check_provider(target=str(site), now=NOW)
        assert failed(report) == unsigned(site)
        assert report.documents == 4
        assert report.fits(report.claimed_role)
        assert report.claimed_role == ("csaf_trusted_provider" if is_signed(site) else "csaf_provider")
        # A folder cannot say how it is served, and no role is claimed to be fulfilled.
        assert {number for number, state in states(report).items() if state == "not_checked"} >= {3, 4, 6, 8, 9, 10, 14}
        assert all(role.state != "passed" for role in report.roles)

    def test_a_folder_with_the_well_known_path_is_found(self, site: Path, tmp_path: Path) -> None:
        shutil.copytree(site, tmp_path / "root" / ".well-known" / "csaf")
        assert check_provider(target=str(tmp_path / "root"), now=NOW).documents == 4

    @pytest.mark.parametrize(
        ("change", "number"),
        [
            (lambda site, label: edit(label / "2026" / NAME, b'"CVE-2026-1000"', b'"CVE-1"'), 1),
            (lambda site, label: rename(label, NAME, "other.json"), 2),
            (lambda site, label: edit(site / "provider-metadata.json", b'"role"', b'"rolle"'), 7),
            (lambda site, label: (label / "index.txt").write_text("2026/none.json\n"), 12),
            (lambda site, label: (label / "index.txt").unlink(), 12),
            (lambda site, label: (label / "changes.csv").write_text("a,b,c\n"), 13),
            (lambda site, label: edit(label / "changes.csv", b"T03", b"T04"), 13),
            (lambda site, label: shuffle(label / "changes.csv"), 13),
            (lambda site, label: edit(feed(label), b'"title"', b'"titel"'), 15),
            (lambda site, label: edit(feed(label), b'"csaf"', b'"iodef"'), 15),
            (lambda site, label: edit(feed(label), b".sha512", b".md5"), 15),
            (lambda site, label: feed(label).unlink(), 15),
            (lambda site, label: (site / "service.json").write_text("{}"), 16),
            (lambda site, label: (label / "2026" / f"{NAME}.sha256").write_text("0" * 64), 18),
        ],
    )
    def test_each_break_is_told(
        self, site: Path, change: Callable[[Path, Path], object], number: int, capsys: pytest.CaptureFixture[str]
    ) -> None:
        label = next(path for path in (site / "white", site / "clear") if path.is_dir())
        change(site, label)
        report = check_provider(target=str(site), now=NOW)
        assert number in failed(report)
        assert all(point.code for each in report.requirements for point in each.points)
        for lang in ("en", "ja"):
            assert (
                main(["csaf", "provider", "check", str(site), "--role", "csaf_trusted_provider", "--lang", lang]) == 1
            )
        assert capsys.readouterr().err == ""

    def test_a_document_changed_after_signing(self, site: Path) -> None:
        if not is_signed(site):
            pytest.skip("there is no GnuPG")
        path = next(site.glob("*/2026/" + NAME))
        edit(path, b"Gateway", b"Gatekeeper")
        report = check_provider(target=str(site), now=NOW)
        assert {18, 19} <= failed(report)

    def test_a_document_in_the_wrong_year(self, site: Path) -> None:
        label = next(path for path in (site / "white", site / "clear") if path.is_dir())
        (label / "2026").rename(label / "2025")
        assert 11 in failed(check_provider(target=str(site), now=NOW))

    @pytest.mark.parametrize("content", [None, b"<html>", b"[]"])
    def test_no_metadata(self, tmp_path: Path, content: bytes | None) -> None:
        if content is not None:
            (tmp_path / "provider-metadata.json").write_bytes(content)
        with pytest.raises(InputError) as caught:
            check_provider(target=str(tmp_path), now=NOW)
        assert caught.value.code == ("provider.not_found" if content is None else "provider.not_json")

    def test_paths_in_lists_do_not_lead_out_of_the_folder(self, site: Path, tmp_path: Path) -> None:
        (tmp_path / "secret.json").write_text("{}")
        label = next(path for path in (site / "white", site / "clear") if path.is_dir())
        with (label / "index.txt").open("a") as file:
            file.write("../../secret.json\n")
        report = check_provider(target=str(site), now=NOW)
        points = [point for each in report.requirements if each.number == 1 for point in each.points]
        assert [point.code for point in points] == ["provider.document_missing"]


NAME = "kumo-sa-2026-001-en.json"


def edit(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))


def rename(label: Path, old: str, new: str) -> None:
    for path in (label / "2026").glob(old + "*"):
        path.rename(path.with_name(path.name.replace(old, new)))


def feed(label: Path) -> Path:
    return next(label.glob("csaf-feed-*.json"))


def shuffle(path: Path) -> None:
    lines = path.read_text().splitlines()
    lines[0] = lines[0].replace("2026-11-01", "2020-11-01")
    path.write_text("\n".join(lines) + "\n")


class Site:
    """A tree as a server offers it. ``changes``: URL → status, body, headers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changes: dict[str, tuple[int, bytes, Mapping[str, str]]] = {}
        self.root = URL.removesuffix("/.well-known/csaf/")

    def note(self, url: str) -> None:
        """Remember a request, where a test wants to know."""

    def answer(self, method: str, url: str) -> tuple[int, bytes, Mapping[str, str]]:
        self.note(url)
        if url in self.changes:
            return self.changes[url]
        if url == f"{self.root}/.well-known/security.txt":
            return 200, f"Contact: x\nCSAF: {URL}provider-metadata.json\n".encode(), {}
        path = self.folder / url.removeprefix(URL) if url.startswith(URL) else None
        if path is not None and path.is_dir():
            return 200, b"<html>", {}
        if path is None or not path.is_file():
            return 404, b"", {}
        return 200, path.read_bytes(), {"Access-Control-Allow-Origin": "*"}


@pytest.fixture
def remote(site: Path) -> Site:
    return Site(site)


@pytest.fixture
def look(remote: Site) -> Iterator[Callable[[str], ProviderReport]]:
    with web(remote.answer) as running, HttpClient(clock=FakeClock(), environment=running.environment) as client:

        def check(target: str) -> ProviderReport:
            return check_provider(target=target, now=NOW, client=client)

        yield check


class TestNetwork:
    @pytest.mark.parametrize("target", ["psirt.kumo.example", URL, URL + "provider-metadata.json"])
    def test_a_provider_is_found_and_fulfils_its_role(
        self, look: Callable[[str], ProviderReport], remote: Site, target: str
    ) -> None:
        report = look(target)
        # No DNS path: one way to be found is enough.
        assert failed(report) == {10} | unsigned(remote.folder)
        roles = {role.name: role.state for role in report.roles}
        assert roles["csaf_publisher"] == "passed"
        # That any User-Agent is served (2.1) cannot be seen.
        assert roles["csaf_provider"] == ("passed" if report.version == "2.0" else "not_checked")

    def test_found_by_security_txt_alone(self, look: Callable[[str], ProviderReport], remote: Site) -> None:
        moved = "https://files.kumo.example/csaf/provider-metadata.json"
        data = (remote.folder / "provider-metadata.json").read_bytes()
        remote.changes = {
            URL + "provider-metadata.json": (404, b"", {}),
            moved: (200, data, {}),
            f"{remote.root}/.well-known/security.txt": (200, f"CSAF: {moved}\n".encode(), {}),
        }
        assert look("psirt.kumo.example").metadata_url == moved

    def test_what_only_a_server_shows(self, look: Callable[[str], ProviderReport], remote: Site) -> None:
        label = next(name for name in ("white", "clear") if (remote.folder / name).is_dir())
        listed = f"{URL}{label}/"
        remote.changes = {
            f"{listed}2026/{NAME}": (401, b"", {}),
            listed: (403, b"", {}),
            f"{remote.root}/.well-known/security.txt": (200, b"CSAF: https://other.example/provider-metadata.json", {}),
            f"{URL}service.json": (302, b"", {"Location": "/elsewhere.json"}),
        }
        report = look(URL)
        assert {4, 8, 14, 16} <= failed(report)
        assert {role.name: role.state for role in report.roles}["csaf_publisher"] == "failed"

    def test_redirects_are_remarked(self, look: Callable[[str], ProviderReport], remote: Site) -> None:
        label = next(name for name in ("white", "clear") if (remote.folder / name).is_dir())
        path = f"{label}/2026/{NAME}"
        target = "https://cdn.kumo.example/x.json"
        remote.changes = {
            URL + path: (301, b"", {"Location": target}),
            target: (200, (remote.folder / path).read_bytes(), {}),
        }
        requirement = next(each for each in look(URL).requirements if each.number == 6)
        assert (requirement.state, [point.code for point in requirement.points]) == ("passed", ["provider.redirect"])

    def test_a_protected_document_that_anybody_can_have(
        self, look: Callable[[str], ProviderReport], remote: Site
    ) -> None:
        for path in remote.folder.glob(f"*/2026/{NAME}"):
            edit(
                path, b'"label": "WHITE"' if b'"WHITE"' in path.read_bytes() else b'"label": "CLEAR"', b'"label": "RED"'
            )
        assert 5 in failed(look(URL))

    def test_a_provider_does_not_lead_into_the_own_network(
        self, look: Callable[[str], ProviderReport], remote: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[str] = []
        monkeypatch.setattr(remote, "note", asked.append)
        edit(remote.folder / "provider-metadata.json", URL.encode() + b"service.json", b"http://169.254.169.254/x.json")
        assert {3, 16} & failed(look(URL)) == {16}
        assert not any("169.254" in url for url in asked)

    def test_nobody_there(self, look: Callable[[str], ProviderReport]) -> None:
        with pytest.raises(InputError) as caught:
            look("nobody.example")
        assert caught.value.code == "provider.not_found"


class TestPublishing:
    def test_one_publisher_at_a_time(self, tmp_path: Path) -> None:
        workspace = publishing_workspace(tmp_path / "workspace")
        add_advisory(workspace, advisory())
        with locked_folders([tmp_path / "site"]), pytest.raises(InputError) as caught:
            publish_advisories(workspace=str(workspace), to=str(tmp_path / "site"), now=NOW, signing=Signing())
        assert caught.value.code == "publish.running"
        assert not (tmp_path / "site").exists()
        publish_advisories(workspace=str(workspace), to=str(tmp_path / "site"), now=NOW, signing=Signing())

    def test_settings_that_break_the_metadata_stop_it_before_the_first_file(self, tmp_path: Path) -> None:
        workspace = publishing_workspace(tmp_path / "workspace")
        add_advisory(workspace, advisory())
        edit(workspace / "kaname.yaml", b"https://psirt.kumo.example\n", b"not a uri\n")
        with pytest.raises(ErrorGroup) as caught:
            publish_advisories(workspace=str(workspace), to=str(tmp_path / "site"), now=NOW, signing=Signing())
        assert caught.value.code == "publish.form"
        assert not (tmp_path / "site").exists()

    def test_the_line_for_security_txt_and_changes_by_version(self, published: Path) -> None:
        assert f"\nCSAF: {URL}provider-metadata.json\n" in (published / "security.txt.csaf").read_text()
        is_2_1 = (published / "clear").is_dir()
        changes = next(published.glob("*/changes.csv")).read_text()
        assert ('"' in changes) is not is_2_1


def test_the_report_as_json(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["csaf", "provider", "check", str(site), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == "kaname.provider-check/1"
    assert [each["number"] for each in told["requirements"]][:20] == list(range(1, 21))
    assert all(point["message"] for each in told["requirements"] for point in each["points"])
    assert msgspec.json.decode(msgspec.json.encode(told)) == told
