"""Reports: valid, complete, honest about what was not evaluated, and safe with hostile names."""

import base64
import csv
import hashlib
import io
import json
import re
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from tests.golden import sample_scan

from kaname.formats.report.scan_csv import COLUMNS, render_csv
from kaname.formats.report.scan_html import render_html
from kaname.formats.report.scan_json import render_json
from kaname.formats.report.scan_markdown import render_markdown
from kaname.formats.report.scan_sarif import render_sarif
from kaname.formats.report.scan_table import render_table
from kaname.formats.report.view import match_text, reason_groups
from kaname.messages import Language
from kaname.model.finding import ComponentKey, Coverage, Finding, FindingState, NotEvaluated, ScanResult
from kaname.model.sbom import Problem
from kaname.model.vulnerability import CvssScore, Vulnerability

SCHEMA = json.loads((Path(__file__).parents[4] / "docs" / "reference" / "scan.schema.json").read_text("utf-8"))
SCANS = {"partial": sample_scan.partial_scan, "clean": sample_scan.clean_scan, "failed": sample_scan.failed_scan}
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(2)>\x1b[31m\u202egnp.exe | `x` [a](javascript:b)\n=1+1'


def hostile_scan() -> ScanResult:
    """A scan in which every text that comes from outside is an attack."""
    result = sample_scan.partial_scan()
    target = result.targets[0]
    finding = target.findings[0]
    bad_vulnerability = Vulnerability(
        id=HOSTILE,
        aliases=(HOSTILE,),
        related=(HOSTILE,),
        summary=HOSTILE,
        records=(HOSTILE,),
        withdrawn=(HOSTILE,),
        published=HOSTILE,
        modified=HOSTILE,
        cvss=(CvssScore(version="3.1", vector=HOSTILE, score=9.8, severity="critical", source=HOSTILE),),
        cwes=(HOSTILE,),
        references=(HOSTILE, "https://example.com/" + HOSTILE, "javascript:alert(3)"),
    )
    bad_finding = Finding(
        target=HOSTILE,
        component=ComponentKey(ref=HOSTILE, purl=HOSTILE, name=HOSTILE, version=HOSTILE, paths=(HOSTILE,)),
        vulnerability=bad_vulnerability,
        match=msgspec.structs.replace(
            finding.match, source=HOSTILE, range=HOSTILE, criterion=HOSTILE, scheme=HOSTILE, others=(HOSTILE,)
        ),
        fixed=(HOSTILE,),
    )
    left = NotEvaluated(
        ref=HOSTILE, purl=HOSTILE, name=HOSTILE, version=HOSTILE, reason=HOSTILE, detail=HOSTILE, target=HOSTILE
    )
    bad_target = msgspec.structs.replace(
        target,
        path=HOSTILE,
        format=HOSTILE,
        spec_version=HOSTILE,
        findings=(bad_finding,),
        coverage=Coverage(components=1, evaluated=0, not_evaluated=(left,)),
        problems=(Problem(path=HOSTILE, code=HOSTILE),),
    )
    return msgspec.structs.replace(result, targets=(bad_target, result.targets[1]))


@pytest.mark.parametrize("scan", SCANS)
def test_json_is_valid_against_the_published_schema(scan: str) -> None:
    document = json.loads(render_json(SCANS[scan](), lang="ja"))
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)


def test_json_has_every_finding_and_everything_not_evaluated() -> None:
    result = sample_scan.partial_scan()
    document = json.loads(render_json(result))
    assert document["schema"] == "kaname.scan/1"
    assert len(document["findings"]) == len(result.findings) == 5
    coverage = document["coverage"]
    assert coverage["evaluated"] + len(coverage["not_evaluated"]) == coverage["components"] == 16
    assert {entry["reason"] for entry in coverage["not_evaluated"]} == {
        "sample.no_identifier",
        "sample.version_not_parsable",
    }
    first = document["findings"][0]
    assert first["match"]["message"] == "log4j-core 2.14.1 lies in the affected range >= 2.13.0, < 2.15.0"
    assert first["vulnerability"]["kev"] == {
        "listed": True,
        "date_added": "2021-12-10",
        "due_date": "2021-12-24",
        "ransomware": True,
        "listings": [],
    }
    assert [problem["target"] for problem in document["problems"]] == ["", sample_scan.SHOP]


def test_json_is_the_same_in_every_language_but_for_messages() -> None:
    def without_messages(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: without_messages(part) for key, part in value.items() if key != "message"}
        return [without_messages(part) for part in value] if isinstance(value, list) else value

    english, japanese = (json.loads(render_json(sample_scan.partial_scan(), lang=lang)) for lang in ("en", "ja"))
    assert english != japanese
    assert without_messages(english) == without_messages(japanese)


def test_csv_has_one_row_per_finding_and_one_per_component_not_evaluated() -> None:
    data = render_csv(sample_scan.partial_scan(), lang="en")
    assert data.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert len(header) == len(COLUMNS)
    assert all(len(row) == len(COLUMNS) for row in rows)
    kinds = [row[0] for row in rows]
    assert [kinds.count(kind) for kind in ("finding", "not evaluated", "problem", "coverage")] == [5, 3, 2, 1]


def test_csv_cells_are_never_formulas() -> None:
    rows = csv.reader(io.StringIO(render_csv(hostile_scan(), lang="ja").decode("utf-8-sig"), newline=""))
    assert not any(re.match(r"\s*[=+\-@]", cell) for row in rows for cell in row)
    finding = sample_scan.partial_scan().targets[0].findings[0]
    component = msgspec.structs.replace(finding.component, name="=cmd|' /C calc'!A0", version="@SUM(1)")
    target = msgspec.structs.replace(
        sample_scan.partial_scan().targets[0], findings=(msgspec.structs.replace(finding, component=component),)
    )
    text = render_csv(msgspec.structs.replace(sample_scan.partial_scan(), targets=(target,)), lang="en").decode()
    assert "'=cmd" in text
    assert "'@SUM(1)" in text


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("scan", SCANS)
def test_sarif_has_what_the_standard_requires(scan: str, lang: Language) -> None:
    result = SCANS[scan]()
    log = json.loads(render_sarif(result, lang=lang))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert len(run["results"]) == len(result.findings)
    for item in run["results"]:
        assert rules[item["ruleIndex"]]["id"] == item["ruleId"]
        assert item["message"]["text"]
        place = item["locations"][0]["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][place["index"]]["location"]["uri"] == place["uri"]
        assert place["uri"].isascii()
    fingerprints = [item["partialFingerprints"]["kanameFinding/v1"] for item in run["results"]]
    assert len(set(fingerprints)) == len(fingerprints)
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is (result.status == "complete")
    kinds = [entry["descriptor"]["id"] for entry in invocation["toolExecutionNotifications"]]
    assert kinds.count("kaname/not_evaluated") == len(result.coverage.not_evaluated)
    declared = [kind["id"] for kind in run["tool"]["driver"]["notifications"]]
    assert all(
        declared[entry["descriptor"]["index"]] == entry["descriptor"]["id"]
        for entry in invocation["toolExecutionNotifications"]
    )


def test_sarif_fingerprints_do_not_depend_on_language() -> None:
    english, japanese = (json.loads(render_sarif(sample_scan.partial_scan(), lang=lang)) for lang in ("en", "ja"))
    assert [item["partialFingerprints"] for item in english["runs"][0]["results"]] == [
        item["partialFingerprints"] for item in japanese["runs"][0]["results"]
    ]


def test_markdown_from_documents_cannot_make_html_links_or_cells() -> None:
    text = render_markdown(hostile_scan(), lang="en")
    assert "<script" not in text.replace("\\<", "")
    assert not re.search(r"(?<!\\)\]\(", text)
    for line in text.splitlines():
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) in (4, 5, 8, 9)


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_no_form_lets_control_or_bidirectional_characters_through(lang: Language) -> None:
    result = hostile_scan()
    for text in (
        render_markdown(result, lang=lang),
        render_csv(result, lang=lang).decode(),
        render_html(result, lang=lang),
        render_table(result, lang=lang, width=80, colour=False),
    ):
        assert "\x1b" not in text
        assert "\u202e" not in text


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, str] = {}
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside in ("style", "script"):
            self.raw[self._inside] = self.raw.get(self._inside, "") + data

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""


def parsed(text: str) -> _Page:
    """Parse a page."""
    page = _Page()
    page.feed(text)
    return page


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_html_admits_no_foreign_element_attribute_or_address(lang: Language) -> None:
    expected = {tag for tag, _ in parsed(render_html(sample_scan.partial_scan(), lang=lang)).tags}
    page = parsed(render_html(hostile_scan(), lang=lang))
    assert {tag for tag, _ in page.tags} - {"br"} <= expected
    assert sum(tag == "script" for tag, _ in page.tags) == 1
    for _, attributes in page.tags:
        assert not any(name.startswith("on") or name in ("style", "src") for name in attributes)
        link = attributes.get("href")
        assert link is None or link.startswith(("https://", "http://", "#"))


def test_html_policy_admits_exactly_this_style_and_script() -> None:
    page = parsed(render_html(sample_scan.partial_scan(), lang="ja"))
    policy = next(attributes["content"] for tag, attributes in page.tags if attributes.get("http-equiv"))
    assert policy is not None
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    for kind in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(page.raw[kind].encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_html_ids_are_unique_and_links_inside_lead_somewhere(lang: Language) -> None:
    page = parsed(render_html(sample_scan.partial_scan(), lang=lang))
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    for _, attributes in page.tags:
        link = attributes.get("href") or ""
        if link.startswith("#"):
            assert link[1:] in ids


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_text_form_names_the_denominator_and_never_looks_clean_when_partial(lang: Language) -> None:
    result = sample_scan.partial_scan()
    bare = msgspec.structs.replace(
        result, targets=tuple(msgspec.structs.replace(target, findings=()) for target in result.targets)
    )
    words = {
        "en": ("Partial", "Nothing is known about the other 3"),
        "ja": ("一部のみ", "残る 3 件については何も分かっていません"),
    }
    for text in (
        render_table(bare, lang=lang, width=None, colour=False),
        render_markdown(bare, lang=lang),
        render_html(bare, lang=lang),
    ):
        assert all(word in text for word in words[lang])
        assert "13" in text
        assert "16" in text


def test_nothing_found_states_how_much_was_looked_at() -> None:
    text = render_table(sample_scan.clean_scan(), lang="en", width=80, colour=False)
    assert "No known vulnerability found. Components evaluated: all 3." in text
    unread = msgspec.structs.replace(
        sample_scan.clean_scan(), status="partial", problems=(Problem(path="x.json", code="sample.not_an_sbom"),)
    )
    assert "not every target could be read" in render_table(unread, lang="en", width=None, colour=False)


def large_scan(count: int) -> ScanResult:
    """A scan with many findings of half as many vulnerabilities."""
    result = sample_scan.partial_scan()
    target = result.targets[0]
    base = target.findings[0]
    vulnerabilities = [
        msgspec.structs.replace(base.vulnerability, id=f"CVE-2026-{number:05}", aliases=(f"GHSA-{number}",))
        for number in range(count // 2)
    ]
    findings = tuple(
        msgspec.structs.replace(
            base,
            vulnerability=vulnerabilities[number // 2],
            component=msgspec.structs.replace(base.component, ref=f"c{number}", name=f"part-{number}"),
        )
        for number in range(count)
    )
    return msgspec.structs.replace(result, targets=(msgspec.structs.replace(target, findings=findings),))


def test_ten_thousand_findings_stay_small_and_quick() -> None:
    result = large_scan(10_000)
    started = time.process_time()
    sizes = {
        "html": len(render_html(result, lang="ja").encode()),
        "json": len(render_json(result)),
        "sarif": len(render_sarif(result, lang="ja")),
        "table": len(render_table(result, lang="ja", width=80, colour=True)),
    }
    seconds = time.process_time() - started
    assert sizes["html"] < 25_000_000
    assert seconds < 20


def test_a_path_that_is_no_text_does_not_end_a_report() -> None:
    result = sample_scan.clean_scan()
    target = msgspec.structs.replace(result.targets[0], path="sboms/\udcff.json")
    result = msgspec.structs.replace(result, targets=(target,))
    assert json.loads(render_json(result))["targets"][0]["path"] == "sboms/\ufffd.json"
    json.loads(render_sarif(result, lang="ja"))
    render_csv(result, lang="ja").decode()
    render_html(result, lang="ja").encode()
    render_markdown(result, lang="ja").encode()
    render_table(result, lang="ja", width=40, colour=True).encode()


def test_many_sources_are_folded_with_the_oldest_in_sight() -> None:
    sources = tuple(
        msgspec.structs.replace(sample_scan.SOURCES[2], id=f"osv:E{number}", as_of=f"2026-11-{number:02}T00:00:00Z")
        for number in range(1, 12)
    )
    text = render_html(msgspec.structs.replace(sample_scan.clean_scan(), sources=sources), lang="en")
    assert "sources: 11 (oldest source: OSV E1, 19 days old)" in text
    assert all(f"OSV E{number}" in text for number in range(1, 12))


def test_findings_that_share_a_match_each_say_their_own() -> None:
    """The JSON report is put together from texts that recur: it says what encoding finding by finding would."""
    result = large_scan(6)
    [target] = result.targets
    again = tuple(
        msgspec.structs.replace(
            finding,
            component=msgspec.structs.replace(finding.component, version=f"9.{number % 2}", paths=('a"\n  ], > b',)),
            target="other.json",
            fixed=("1", "2") if number % 2 else (),
            state=FindingState(status="affected", score=1.5) if number == 4 else None,
        )
        for number, finding in enumerate(target.findings)
    )
    more = msgspec.structs.replace(target, path="other.json", findings=again)
    result = msgspec.structs.replace(result, targets=(target, more))
    text = render_json(result)
    document = json.loads(text)
    assert text == json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n"
    for said, finding in zip(document["findings"], result.findings, strict=True):
        assert said["target"] == finding.target
        assert said["component"] == json.loads(msgspec.json.encode(finding.component))
        assert said["vulnerability"]["id"] == finding.vulnerability.id
        assert said["match"]["message"] == match_text(finding, "en")
        assert said["fixed"] == list(finding.fixed)
        assert ("triage" in said) == (finding.state is not None)


def test_a_reason_without_parameters_is_one_sentence_and_others_differ() -> None:
    entries = tuple(
        NotEvaluated(ref=f"c{number}", purl=None, name="n", version=f"x{number}", reason=reason)
        for reason in ("sample.no_identifier", "sample.version_not_parsable")
        for number in range(3)
    )
    result = sample_scan.clean_scan()
    coverage = Coverage(components=6, evaluated=0, not_evaluated=entries)
    result = msgspec.structs.replace(result, targets=(msgspec.structs.replace(result.targets[0], coverage=coverage),))
    assert [group.text for group in reason_groups(result, "en")] == [
        "it carries no package URL",
        "its version “…” has no place in the order",
    ]
