"""Links, spelling and extensions: what is asked, what the answers mean, and what is said where nobody was asked."""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
import pytest

from kaname.cli.main import main
from kaname.errors import InputError
from kaname.formats.csaf.checks import Report
from kaname.formats.csaf.extension_packages import place_of
from kaname.formats.csaf.outside import ExtensionAnswer, LinkAnswer, Misspelled, Outside
from kaname.formats.csaf.prose import words_of
from kaname.formats.csaf.read import check_csaf
from kaname.net.client import HttpClient
from kaname.net.own_network import is_inner
from kaname.services import csaf_links
from kaname.services.csaf_extensions import KnownExtensions, metadata_urls
from kaname.services.csaf_links import AskedLinks
from kaname.services.csaf_spelling import Hunspell, dictionaries_for
from kaname.testing.csaf_outside import FIRST, SECOND, extension_metadata, extension_schema, write_extensions
from kaname.testing.http import FakeClock
from kaname.testing.web import Web, serving_urls, web


def _neighbour(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


A = _neighbour("advisories")
NOW = datetime(2026, 11, 20, tzinfo=UTC)


class Told:
    """Answers as told, for each of the three questions."""

    def __init__(self, answers: Mapping[str, LinkAnswer] | None = None, wrong: Collection[str] = ()) -> None:
        self.answers = answers or {}
        self.wrong = frozenset(wrong)
        self.asked: list[str] = []

    def ask(self, urls: Sequence[str]) -> Mapping[str, LinkAnswer]:
        self.asked += urls
        return {url: self.answers.get(url, LinkAnswer(outcome="answered", status=200)) for url in urls}

    def misspelled(self, words: Collection[str], lang: str) -> Misspelled:
        self.asked += sorted(words)
        return Misspelled(words=self.wrong)


def check(document: Any, outside: Outside, test: str) -> Report:
    return check_csaf(msgspec.json.encode(document), now=NOW, only=[test], outside=outside)


def with_links(*urls: str, category: str = "external") -> Any:
    document = A.advisory()
    document["document"]["references"] = [{"category": category, "summary": "s", "url": url} for url in urls]
    return document


class TestLinks:
    def test_a_status_below_400_resolves_and_others_do_not(self) -> None:
        statuses = {f"https://a.org/{code}": code for code in (200, 204, 301, 308, 403, 404, 410, 500)}
        told = Told({url: LinkAnswer(outcome="answered", status=code) for url, code in statuses.items()})
        report = check(with_links(*statuses), Outside(links=told), "6.3.6")
        assert [failure.params["status"] for failure in report.failures] == [403, 404, 410, 500]
        assert not report.not_run

    def test_nobody_there_counts_only_when_somebody_else_answered(self) -> None:
        gone = {"https://gone.org/": LinkAnswer(outcome="no_answer")}
        both = check(with_links("https://gone.org/", "https://a.org/"), Outside(links=Told(gone)), "6.3.6")
        assert [failure.code for failure in both.failures] == ["csaf.t6_3_6.no_answer"]
        document = with_links("https://gone.org/")
        document["document"]["publisher"]["namespace"] = "https://gone.org/"
        alone = check(document, Outside(links=Told(gone)), "6.3.6")
        others = {each.code for each in alone.not_run}
        assert not alone.failures or others == set()

    def test_no_answer_at_all_is_not_held_against_the_document(self) -> None:
        gone = LinkAnswer(outcome="no_answer")
        document = with_links("https://gone.org/x", category="self")
        report = check(document, Outside(links=Told({"https://gone.org/x": gone})), "6.3.7")
        assert not report.failures
        assert [each.code for each in report.not_run] == ["csaf.not_run.link_no_network"]

    def test_own_references_are_another_test(self) -> None:
        told = Told()
        check(with_links("https://a.org/own", category="self"), Outside(links=told), "6.3.7")
        assert told.asked == ["https://a.org/own"]

    def test_names_that_never_resolve_are_told_without_asking(self) -> None:
        told = Told()
        report = check(with_links("https://psirt.invalid/"), Outside(links=told), "6.3.6")
        assert [failure.path for failure in report.failures] == ["/document/references/0/url"]
        assert "https://psirt.invalid/" not in told.asked

    def test_without_links_the_number_of_addresses_is_said(self) -> None:
        report = check(with_links("https://a.org/"), Outside(), "6.3.6")
        assert [each.code for each in report.not_run] == ["csaf.not_run.network"]


def flaky(method: str, url: str) -> tuple[int, bytes, Mapping[str, str]]:
    """Turn HEAD away, send elsewhere, and be busy."""
    if url.endswith("/no-head"):
        return (405 if method == "HEAD" else 200), b"x", {}
    if url.endswith("/moved"):
        return 301, b"", {"Location": "https://elsewhere.org/"}
    if url.endswith("/busy"):
        return 429, b"", {}
    return (404 if url.endswith("/gone") else 200), b"", {}


@pytest.fixture
def running() -> Iterator[Web]:
    with web(flaky) as server:
        yield server


class TestAsking:
    def ask(self, running: Web, *urls: str) -> dict[str, tuple[str, int, str]]:
        with HttpClient(clock=FakeClock(), environment=running.environment) as client:
            answers = AskedLinks(client).ask(urls)
        return {url: (one.outcome, one.status, one.reason) for url, one in answers.items()}

    def test_head_first_get_where_head_is_turned_away_redirects_not_followed(self, running: Web) -> None:
        names = ("no-head", "moved", "gone", "fine")
        answers = self.ask(running, *(f"https://a.org/{name}" for name in names))
        assert [one[1] for one in answers.values()] == [200, 301, 404, 200]
        assert ("HEAD", "https://a.org/fine") in running.requests
        assert ("GET", "https://a.org/fine") not in running.requests
        assert not any("elsewhere" in url for _, url in running.requests)

    def test_a_busy_server_is_not_held_against_the_link(self, running: Web) -> None:
        assert self.ask(running, "http://a.org/busy") == {"http://a.org/busy": ("not_asked", 0, "link_too_busy")}

    def test_a_failing_proxy_is_this_sides_fault(self, running: Web) -> None:
        running.unreachable.add("a.org")
        assert self.ask(running, "https://a.org/x")["https://a.org/x"][2] == "link_proxy"

    def test_every_address_is_asked_once_and_hosts_at_their_pace(self, running: Web) -> None:
        clock = FakeClock()
        with HttpClient(clock=clock, environment=running.environment) as client:
            links = AskedLinks(client)
            links.ask(["https://a.org/1", "https://a.org/2#part"])
            links.ask(["https://a.org/1"])
        assert running.requests == [("HEAD", "https://a.org/1"), ("HEAD", "https://a.org/2")]
        assert clock.slept_seconds == [csaf_links.PACE_SECONDS]

    @pytest.mark.parametrize(
        "url",
        [
            "http://127.0.0.1/",
            "http://[::1]:8080/",
            "https://10.0.0.7/x",
            "http://169.254.169.254/latest",
            "http://db/x",
        ],
    )
    def test_the_own_network_is_left_alone(self, running: Web, url: str) -> None:
        assert is_inner(url)
        assert self.ask(running, url)[url] == ("not_asked", 0, "link_inner")
        assert running.requests == []

    def test_too_many_addresses_are_named(self, running: Web, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(csaf_links, "MAX_LINKS", 1)
        answers = self.ask(running, "https://a.org/1", "https://a.org/2")
        assert answers["https://a.org/2"] == ("not_asked", 0, "link_too_many")


class TestSpelling:
    def test_only_plain_words_are_looked_up(self) -> None:
        text = (
            "The `libfoo` (v1.2) in /usr/lib, see CVE-2026-0001 and https://a.org/wrong: CVEs, XSS, don't stop-gap. a"
        )
        assert words_of(text) == ["The", "libfoo", "in", "see", "and", "don't", "stop", "gap"]

    def test_unknown_words_are_named_by_place(self) -> None:
        document = A.advisory()
        document["document"]["lang"] = "en"
        document["document"]["title"] = "A vulnerabilty in a prodduct"
        report = check(document, Outside(spelling=Told(wrong=["vulnerabilty", "prodduct"])), "6.3.8")
        assert [(each.path, each.params["words"]) for each in report.failures] == [
            ("/document/title", "vulnerabilty, prodduct")
        ]

    def test_a_document_without_language_is_left_out(self) -> None:
        document = A.advisory()
        document["document"].pop("lang", None)
        told = Told()
        report = check(document, Outside(spelling=told), "6.3.8")
        assert (told.asked, report.not_run, report.failures) == ([], (), ())

    @pytest.mark.parametrize(
        ("lang", "expected"),
        [
            ("en", ("/d/en_GB", "/d/en_US")),
            ("en-US", ("/d/en_US",)),
            ("en-Latn-GB", ("/d/en_GB",)),
            ("en-AU", ("/d/en_GB", "/d/en_US")),
            ("de", ("/d/de_DE",)),
            ("ja", ()),
            ("e", ()),
        ],
    )
    def test_the_dictionary_of_the_region_else_of_the_language(self, lang: str, expected: tuple[str, ...]) -> None:
        assert dictionaries_for(lang, ["/d/en_US", "/d/de_DE", "/d/en_GB", "/d/hyph_en"]) == expected

    def test_hunspell_looks_up(self, hunspell: str) -> None:
        speller = Hunspell(["Kaname"])
        found = speller.misspelled(["vulnerability", "vulnerabilty", "kaname", "don't"], "en")
        assert found == Misspelled(words=frozenset({"vulnerabilty"}))
        assert speller.misspelled(["脆弱性"], "ja").reason == "no_dictionary_for"

    def test_without_the_program_that_is_said(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", "/nonexistent")
        assert Hunspell().misspelled(["x"], "en").reason == "no_hunspell"


def extended(*urls: str, **content: Any) -> Any:
    document = A.advisory_2_1()
    document["x_extensions"] = [
        {"$schema": url, "category": "significant", "content": content, "critical": False} for url in urls
    ]
    return document


@pytest.fixture
def known(tmp_path: Path) -> KnownExtensions:
    write_extensions(tmp_path / "schemas")
    return KnownExtensions([str(tmp_path / "schemas")])


class TestExtensions:
    def test_content_that_fits_and_that_does_not(self, known: KnownExtensions) -> None:
        outside = Outside(extensions=known)
        assert not check(extended(FIRST, documentation="d"), outside, "6.1.60.2").failures
        report = check(extended(FIRST, notes=["n"]), outside, "6.1.60.2")
        assert {(each.path, each.params["keyword"]) for each in report.failures} == {
            ("/x_extensions/0/content", "required"),
            ("/x_extensions/0/content", "unevaluatedProperties"),
        }
        inner = check(extended(SECOND, documentation="d", notes=["n", 1]), outside, "6.1.60.2")
        assert [each.path for each in inner.failures] == ["/x_extensions/0/content/notes/1"]

    def test_metadata_limit_number_place_and_company(self, known: KnownExtensions) -> None:
        outside = Outside(extensions=known)
        twice = check(extended(FIRST, FIRST, documentation="d"), outside, "6.1.60.3")
        assert [(each.path, each.code) for each in twice.failures] == [("/x_extensions/1", "csaf.t6_1_60_3.too_often")]
        together = check(extended(FIRST, SECOND, documentation="d"), outside, "6.1.60.3")
        assert [each.code for each in together.failures] == ["csaf.t6_1_60_3.incompatible"]

    def test_a_place_that_is_not_allowed(self, tmp_path: Path) -> None:
        (tmp_path / "m.json").write_text(json.dumps(extension_metadata(FIRST, root=0)))
        report = check(
            extended(FIRST, documentation="d"), Outside(extensions=KnownExtensions([str(tmp_path)])), "6.1.60.3"
        )
        assert [each.code for each in report.failures] == ["csaf.t6_1_60_3.place"]

    def test_what_is_not_known_is_said(self, known: KnownExtensions) -> None:
        other = "https://a.org/schema/other_1.0.0.json"
        for test in ("6.1.60.2", "6.1.60.3"):
            report = check(extended(other, documentation="d"), Outside(extensions=known), test)
            assert not report.failures
            assert [each.code for each in report.not_run] == ["csaf.not_run.extension_not_given"] or test == "6.1.60.3"
            assert report.not_run

    def test_a_schema_that_is_none_or_never_ends(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        wrong = {**extension_schema(FIRST, "documentation"), "type": "nonsense"}
        (tmp_path / "s.json").write_text(json.dumps(wrong))
        lost = {**extension_schema(SECOND, "documentation"), "$ref": "https://a.org/not-here.json"}
        (tmp_path / "t.json").write_text(json.dumps(lost))
        extensions = KnownExtensions([str(tmp_path)])
        for url in (FIRST, SECOND):
            report = check(extended(url, documentation="d"), Outside(extensions=extensions), "6.1.60.2")
            assert [each.code for each in report.not_run] == ["csaf.not_run.extension_schema_unusable"]
        monkeypatch.setattr("kaname.services.csaf_extensions._CHECK_SECONDS", 1)
        slow: dict[str, object] = {"pattern": "^(a|a)*$"}
        assert extensions.misfits(slow, "a" * 60 + "b") == "extension_schema_slow"

    def test_files_that_cannot_be_used_are_refused(self, tmp_path: Path) -> None:
        (tmp_path / "x.json").write_text("[1]")
        with pytest.raises(InputError) as caught:
            KnownExtensions([str(tmp_path)])
        assert caught.value.code == "csaf.schema_file"
        with pytest.raises(InputError):
            KnownExtensions([str(tmp_path / "missing")])

    def test_schemas_are_fetched_once_and_kept(self, tmp_path: Path) -> None:
        metadata = metadata_urls(FIRST)[0]
        documents = {
            FIRST: msgspec.json.encode(extension_schema(FIRST, "documentation")),
            metadata: msgspec.json.encode(extension_metadata(FIRST)),
        }
        with web(serving_urls(documents)) as running:
            for _ in range(2):
                with HttpClient(clock=FakeClock(), environment=running.environment) as client:
                    outside = Outside(extensions=KnownExtensions(client=client, cache=tmp_path))
                    report = check(extended(FIRST, documentation=1), outside, "6.1.60.2")
                    assert [each.path for each in report.failures] == ["/x_extensions/0/content/documentation"]
                    assert check(extended(FIRST, FIRST, documentation="d"), outside, "6.1.60.3").failures
                    missing = check(extended(SECOND, documentation="d"), outside, "6.1.60.2")
                    assert [each.code for each in missing.not_run] == ["csaf.not_run.extension_not_there"]
            assert [url for _, url in running.requests].count(FIRST) == 1

    @pytest.mark.parametrize("url", ["http://a.org/schema/x_1.0.0.json", "https://localhost/schema/x_1.0.0.json"])
    def test_nothing_is_fetched_in_plain_or_from_the_own_network(self, url: str) -> None:
        with web(serving_urls({})) as running:
            with HttpClient(clock=FakeClock(), environment=running.environment) as client:
                assert KnownExtensions(client=client).schema(url) == ExtensionAnswer(reason="extension_not_fetched")
            assert running.requests == []

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("/x_extensions", "$.x_extensions"),
            ("/document/x_extensions", "$.document.x_extensions"),
            (
                "/product_tree/branches/0/branches/11/product/x_extensions",
                "$.product_tree.branches..product.x_extensions",
            ),
            (
                "/vulnerabilities/3/metrics/0/content/x_extensions",
                "$.vulnerabilities[*].metrics[*].content.x_extensions",
            ),
        ],
    )
    def test_places_are_named_as_metadata_name_them(self, path: str, expected: str) -> None:
        assert place_of(path) == expected


def test_the_command_uses_what_it_is_given(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write_extensions(tmp_path / "schemas")
    path = tmp_path / "a.json"
    document = extended(FIRST, notes=["n"])
    document["document"]["references"] = [{"category": "external", "summary": "s", "url": "https://a.org/gone"}]
    path.write_bytes(msgspec.json.encode(document))
    command = ["csaf", "check", str(path), "--test", "6.1.60", "--test", "6.3.6", "--format", "json"]
    with web(flaky) as running:
        for name, value in running.environment.items():
            monkeypatch.setenv(name, value)
            monkeypatch.setenv(name.lower(), value)
        monkeypatch.delenv("NO_PROXY", raising=False)
        monkeypatch.delenv("no_proxy", raising=False)
        assert main([*command, "--links", "--schemas", str(tmp_path / "schemas")]) == 1
    told = json.loads(capsys.readouterr().out)
    assert {(each["test"], each["path"]) for each in told["failures"]} >= {
        ("6.1.60.2", "/x_extensions/0/content"),
        ("6.3.6", "/document/references/0/url"),
    }
    assert main([*command]) == 0
    assert {each["test"] for each in json.loads(capsys.readouterr().out)["not_run"]} == {
        "6.1.60.2",
        "6.1.60.3",
        "6.3.6",
    }
