"""Judging: rules, profiles, grades, scope, and the command."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.sbom import ferry

from kaname import formats
from kaname.cli.main import main
from kaname.errors import InputError
from kaname.sbom.judge import Judgement
from kaname.sbom.profile import load_profile, parse_profile, profile_names
from kaname.sbom.rule import load_rule, rule_names
from kaname.sbom.scope import load_scope_model, make_scope, parse_scope, scope_profile, write_scope
from kaname.services.check import judge_sbom


def judged(tree: dict[str, Any], profile: str, *, signature: bool = False) -> Judgement:
    sbom = formats.read_sbom(ferry.as_bytes(tree))
    return judge_sbom(sbom=sbom, profile=load_profile(profile), signature=signature)


def codes(judgement: Judgement) -> set[str]:
    return {failure.code for failure in judgement.failures}


def test_every_rule_loads_under_its_name_and_every_profile_uses_known_ones() -> None:
    assert len(rule_names()) >= 28
    for name in rule_names():
        assert load_rule(name).name == name
    used = {use.rule for name in profile_names() for each in load_profile(name).attributes for use in each.rules}
    assert used <= set(rule_names())
    assert set(profile_names()) == {"bsi-tr-03183-2", "cisa-2026", "framing-3", "meti-2.0", "ntia-2021"}


def test_the_2026_profile_has_the_seventeen_fields_and_coverage() -> None:
    assert len(load_profile("cisa-2026").attributes) == 18


def test_every_use_of_a_rule_states_clause_and_provenance() -> None:
    for name in profile_names():
        for attribute in load_profile(name).attributes:
            for use in attribute.rules:
                assert use.clause, use.id
                assert use.provenance in ("official", "derived", "draft")


@pytest.mark.parametrize(
    ("change", "profile", "attribute", "code", "path"),
    [
        (lambda t: t["metadata"].pop("authors"), "ntia-2021", "author", "sbom.document_author", "metadata"),
        (
            lambda t: t["metadata"].update(timestamp="yesterday"),
            "ntia-2021",
            "timestamp",
            "sbom.document_timestamp_form",
            "metadata.timestamp",
        ),
        (
            lambda t: t["components"][0].pop("version"),
            "ntia-2021",
            "component-version",
            "sbom.component_version",
            "components[0]",
        ),
        (
            lambda t: t["components"][0].update(version="latest"),
            "ntia-2021",
            "component-version",
            "sbom.component_version_word",
            "components[0]",
        ),
        (
            lambda t: t["components"][2].pop("supplier"),
            "ntia-2021",
            "supplier-name",
            "sbom.component_supplier",
            "components[2]",
        ),
        (
            lambda t: t["components"][2].pop("purl"),
            "ntia-2021",
            "other-identifiers",
            "sbom.component_identifier",
            "components[2]",
        ),
        (
            lambda t: (t["dependencies"].pop(0), t.pop("compositions")),
            "ntia-2021",
            "dependency-relationship",
            "sbom.dependency_direct",
            "metadata.component",
        ),
        (
            lambda t: t["components"][0].update(purl="pkg:npm"),
            "cisa-2026",
            "component-identifiers",
            "sbom.component_purl_form",
            "components[0]",
        ),
        (
            lambda t: t["components"][0].pop("hashes"),
            "cisa-2026",
            "component-hash-value",
            "sbom.component_hash",
            "components[0]",
        ),
        (
            lambda t: t["metadata"].pop("lifecycles"),
            "cisa-2026",
            "generation-context",
            "sbom.document_generation_context",
            "metadata.lifecycles",
        ),
        (
            lambda t: t["metadata"]["tools"]["components"][0].pop("version"),
            "cisa-2026",
            "tool-version",
            "sbom.document_tool_version",
            "metadata.tools",
        ),
        (
            lambda t: t["components"][0].pop("licenses"),
            "cisa-2026",
            "component-license",
            "sbom.component_license",
            "components[0]",
        ),
        (
            lambda t: t.update(vulnerabilities=[{"id": "CVE-2020-1"}]),
            "bsi-tr-03183-2",
            "no-vulnerabilities",
            "sbom.document_vulnerabilities",
            "vulnerabilities",
        ),
        (lambda t: t.update(specVersion="1.5"), "bsi-tr-03183-2", "format", "sbom.document_format", "specVersion"),
        (
            lambda t: t["components"].append(dict(t["components"][0], **{"bom-ref": "again"})),
            "meti-2.0",
            "5.1-false-results",
            "sbom.component_duplicate",
            "components[3]",
        ),
    ],
)
def test_a_planted_defect_is_found_at_its_place(
    change: Any, profile: str, attribute: str, code: str, path: str
) -> None:
    whole = judged(ferry.cyclonedx(), profile)
    tree = ferry.cyclonedx()
    change(tree)
    found = judged(tree, profile)
    new = {(each.attribute, each.code, each.path) for each in found.failures}
    new -= {(each.attribute, each.code, each.path) for each in whole.failures}
    assert (attribute, code, path) in new
    assert found.score < whole.score


def test_the_ferry_meets_ntia_and_lacks_only_a_signature_of_2026() -> None:
    assert judged(ferry.cyclonedx(), "ntia-2021").conformant
    found = judged(ferry.cyclonedx(), "cisa-2026")
    assert {each.code for each in found.failures if each.severity == "must"} == {"sbom.document_signature"}
    assert judged(ferry.cyclonedx(), "cisa-2026", signature=True).conformant


def test_grades_tell_what_is_reached_and_what_the_next_needs() -> None:
    found = {each.id: each for each in judged(ferry.cyclonedx(), "framing-3").attributes}
    assert (found["author-name"].grade, found["author-name"].next_grade) == ("recommended", None)
    assert (found["unique-identifier"].grade, found["unique-identifier"].next_grade) == ("minimum", "recommended")
    assert (found["cryptographic-hash"].grade, found["license"].grade) == ("recommended", "aspirational")
    assert (found["copyright"].grade, found["copyright"].next_grade) == ("minimum", "aspirational")
    tree = ferry.cyclonedx()
    del tree["metadata"]["component"]["copyright"]
    broken = {each.id: each for each in judged(tree, "framing-3").attributes}["copyright"]
    assert (broken.grade, broken.next_grade, broken.met) == (None, "minimum", False)


def test_where_there_is_nothing_to_ask_nothing_is_met() -> None:
    tree = ferry.cyclonedx()
    del tree["metadata"]["component"]
    found = {each.id: each for each in judged(tree, "framing-3").attributes}
    assert (found["copyright"].met, found["copyright"].grade) == (False, None)
    assert found["copyright"].paths[0] == "metadata.component"
    empty = judged({"bomFormat": "CycloneDX", "specVersion": "1.6"}, "cisa-2026")
    assert {each.id for each in empty.attributes if each.met} == {"data-format-name", "data-format-version", "coverage"}


def test_unknown_is_an_answer_where_the_profile_accepts_it() -> None:
    tree = ferry.spdx()
    tree["packages"][1]["supplier"] = "NOASSERTION"
    tree["packages"][2].pop("supplier")
    found = {each.id: each for each in judged(tree, "cisa-2026").attributes}["component-producer"]
    assert (found.unknown, found.withheld, found.paths) == (1, 0, ("packages[2]",))
    strict = {each.id: each for each in judged(tree, "ntia-2021").attributes}["supplier-name"]
    assert strict.paths == ("packages[1]", "packages[2]")
    tagged = ferry.cyclonedx()
    del tagged["components"][0]["version"]
    tagged["components"][0]["properties"] = [{"name": "kaname:unknown", "value": "version"}]
    assert {each.id: each for each in judged(tagged, "cisa-2026").attributes}["component-version"].unknown == 1


def test_unknown_in_tag_value_documents() -> None:
    text = (
        b"SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: d\n"
        b"DocumentNamespace: https://ferry.example/d\nCreator: Organization: F\nCreated: 2026-01-01T00:00:00Z\n"
        b"PackageName: a\nSPDXID: SPDXRef-a\nPackageVersion: 1\nPackageSupplier: NOASSERTION\n"
        b"PackageDownloadLocation: NOASSERTION\nRelationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-a\n"
    )
    judgement = judge_sbom(sbom=formats.read_sbom(text), profile=load_profile("cisa-2026"))
    assert {each.id: each for each in judgement.attributes}["component-producer"].unknown == 1


OWN = """
id: ours
title: {en: Ours, ja: 自社}
source: {document: House rule, date: "2026-01-01", provenance: official}
extends: ntia-2021
attributes:
  - id: author
    title: {en: Author with contact, ja: 連絡先付きの作成者}
    rules: [{rule: document-author, clause: "1", options: {fields: [contact]}}]
  - id: sources
    title: {en: Sources, ja: ソース}
    rules: [{rule: component-reference, clause: "2", severity: should, options: {words: [vcs]}}]
"""


def test_a_profile_of_ones_own_extends_another() -> None:
    profile = parse_profile(OWN.encode())
    assert [each.id for each in profile.attributes][-1] == "sources"
    assert len(profile.attributes) == len(load_profile("ntia-2021").attributes) + 1
    author = next(each for each in profile.attributes if each.id == "author")
    assert author.rules[0].options.fields == ("contact",)


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        ("document-author", "no-such-rule", "sbom.rule_unknown", "attributes[0].rules[0].rule"),
        ("severity: should", "severity: maybe", "sbom.yaml_form", "attributes[1].rules[0].severity"),
        ("ntia-2021", "ntia-1999", "sbom.profile_unknown", None),
        ('clause: "2"', 'clause: "2", grade: high', "sbom.profile_grade", "attributes[1].rules[0].grade"),
        ("id: sources", "id: author", "sbom.profile_repeated", None),
        ("options: {words: [vcs]}", "options: {word: [vcs]}", "sbom.yaml_form", "attributes[1].rules[0].options"),
        ("title: {en: Ours, ja: 自社}", "title: {en: Ours}", "sbom.yaml_form", "title"),
    ],
)
def test_profiles_that_are_refused(old: str, new: str, code: str, path: str | None) -> None:
    text = OWN.replace(old, new)
    if code == "sbom.profile_repeated":
        text = text.replace("extends: ntia-2021\n", "")
    with pytest.raises(InputError) as caught:
        parse_profile(text.encode())
    assert caught.value.code == code
    if path is not None:
        assert caught.value.path == path


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.json"
    path.write_bytes(ferry.as_bytes(ferry.cyclonedx()))
    return path


def test_json_has_exactly_the_agreed_keys(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sbom", "check", str(document), "--profile", "framing-3", "--format", "json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert list(report) == ["profile", "conformant", "score", "attributes", "failures"]
    assert (report["profile"], report["conformant"]) == ("framing-3", True)
    assert list(report["attributes"][0]) == ["id", "grade", "met", "paths"]
    assert list(report["failures"][0]) == ["rule", "severity", "path", "message", "clause"]


def test_thresholds(document: Path) -> None:
    check = ["sbom", "check", str(document), "--format", "json"]
    assert main([*check, "--profile", "cisa-2026", "--fail-on", "must"]) == 1
    assert main([*check, "--profile", "ntia-2021", "--fail-on", "must"]) == 0
    assert main([*check, "--profile", "cisa-2026", "--fail-under", "100"]) == 1
    assert main([*check, "--profile", "cisa-2026", "--fail-under", "50"]) == 0
    assert main([*check, "--profile", "cisa-2026", "--fail-under", "500"]) == 2
    assert main([*check, "--profile", "nothing"]) == 3
    assert main(check) == 3


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("form", ["table", "html"])
def test_reports_in_both_languages(lang: str, form: str, document: Path, tmp_path: Path) -> None:
    target = tmp_path / "report"
    arguments = ["--lang", lang, "sbom", "check", str(document), "--profile", "framing-3", "--format", form]
    assert main([*arguments, "--output", str(target)]) == 0
    text = target.read_text("utf-8")
    assert ("到達段階" if lang == "ja" else "Grade reached") in text
    assert ("推奨される実践" if lang == "ja" else "Recommended Practice") in text


def test_text_from_the_document_cannot_become_markup(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tree = ferry.cyclonedx()
    tree["components"][0].update(name="<script>alert(1)</script>\x1b[31m", version="")
    path = tmp_path / "bad.json"
    path.write_bytes(ferry.as_bytes(tree))
    for form in ("html", "table"):
        main(["sbom", "check", str(path), "--profile", "ntia-2021", "--format", form])
        out = capsys.readouterr().out
        assert "<script>" not in out or form == "table"
        assert "\x1b" not in out


def test_scope_is_written_read_and_judged(
    tmp_path: Path, document: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    chosen = ["--set", "timing=operation", "--set", "purpose=vulnerabilities,licenses", "--set", "items=ntia-2021"]
    assert main(["sbom", "scope", *chosen, "--product", "ferry"]) == 0
    scope = parse_scope((tmp_path / "scope.yaml").read_bytes())
    assert scope.choices == {
        "timing": ("operation",),
        "purpose": ("vulnerabilities", "licenses"),
        "items": ("ntia-2021",),
    }
    capsys.readouterr()
    assert main(["sbom", "check", str(document), "--scope", "--format", "json", "--fail-on", "must"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["profile"] == "scope+ntia-2021"
    assert [each["id"] for each in report["attributes"] if not each["met"]] == ["scope-timing"]
    assert main(["sbom", "scope", "--from", "scope.yaml", "--set", "timing=build"]) == 0
    assert (
        main(["sbom", "check", str(document), "--scope", str(tmp_path), "--format", "json", "--fail-on", "must"]) == 0
    )


def test_every_option_of_the_scope_can_be_chosen_and_judged() -> None:
    sbom = formats.read_sbom(ferry.as_bytes(ferry.cyclonedx()))
    for axis in load_scope_model().axes:
        for option in axis.options:
            scope = make_scope({axis.id: [option.id]})
            assert parse_scope(write_scope(scope)) == scope
            assert judge_sbom(sbom=sbom, profile=scope_profile(scope)).attributes


@pytest.mark.parametrize(
    ("choices", "code"),
    [
        ({"colour": ["blue"]}, "sbom.scope_axis"),
        ({"timing": ["never"]}, "sbom.scope_option"),
        ({"timing": ["build", "source"]}, "sbom.scope_several"),
        ({}, "sbom.scope_empty"),
    ],
)
def test_scopes_that_are_refused(choices: dict[str, list[str]], code: str) -> None:
    with pytest.raises(InputError) as caught:
        make_scope(choices)
    assert caught.value.code == code


def test_scope_without_terminal_and_without_choices_says_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sbom", "scope"]) == 3
    assert "--set" in capsys.readouterr().err
    assert main(["sbom", "scope", "--set", "timing"]) == 2
