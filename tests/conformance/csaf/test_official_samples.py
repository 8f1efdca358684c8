"""CSAF against the sample documents and schemas of its committee, and against advisories of real vendors."""

import copy
import json
import random
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from tools.csaf_table import ARCHIVES, ASKING, iter_verdicts

from kaname.errors import InputError
from kaname.formats.csaf import structure_2_0, structure_2_1
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.read import check_csaf, read_csaf
from kaname.formats.csaf.structure import check_structure
from kaname.testing.csaf_outside import world_of_samples

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SCHEMAS = {"2.0": "csaf_2.0__csaf_json_schema.json", "2.1": "csaf_2.1__csaf.json"}
# Real documents that break mandatory tests, looked at one by one: (test, beginning of the pointer).
REALLY_BROKEN = {
    "CVE-2023-20862.json": {("6.1.16", "/document/tracking/version")},
    "SUSE-SU-2018:3238-1.json": {("6.1.2", "/product_tree/")},
    "SUSE-SU-2022:4112-1.json": {("6.1.2", "/product_tree/")},
    "SUSE-SU-2024:0076-1.json": {("6.1.27.11", "/vulnerabilities")},
}


@pytest.mark.data
def test_every_sample_is_judged_as_its_name_says(data: Path, hunspell: str, tmp_path: Path) -> None:
    with world_of_samples(tmp_path) as outside:
        verdicts = list(iter_verdicts(data / "csaf", outside))
    assert [each for each in verdicts if each.found != each.should_fail] == []
    # A sample with a fault besides those that nobody could look at is no proof of having looked.
    assert [each for each in verdicts if each.test in ASKING and each.undecided] == []
    assert len(verdicts) == 652


@pytest.mark.data
def test_without_help_nothing_is_judged_wrongly_and_what_is_open_is_said(data: Path) -> None:
    wrong = [each for each in iter_verdicts(data / "csaf") if each.found != each.should_fail]
    assert {each.test for each in wrong} <= ASKING
    assert all(each.undecided for each in wrong)
    assert len(wrong) == 9


@pytest.mark.data
def test_structure_agrees_with_the_official_schemas(data: Path) -> None:
    chance = random.Random(20261120)
    judged: Counter[bool] = Counter()
    for version, documents in _samples(data).items():
        schema = _without_foreign_references(
            json.loads((data / "csaf" / "schema" / SCHEMAS[version]).read_text("utf-8"))
        )
        validator = jsonschema.Draft202012Validator(schema)
        rules = structure_2_0 if version == "2.0" else structure_2_1
        for document in documents:
            for changed in (document, _changed(document, chance), _changed(document, chance)):
                # The official validator does not look into formats (dates, URIs) by itself.
                faults = check_structure(Node(changed), rules.ROOT, rules.NAMED)
                found = [fault for fault in faults if fault.variant not in ("uri", "date_time")]
                fits = validator.is_valid(changed)
                judged[fits] += 1
                assert (not found) == fits, (found, changed)
    assert judged[True] > 500
    assert judged[False] > 300


@pytest.mark.data
def test_real_advisories_are_read_and_only_the_broken_ones_fail(data: Path) -> None:
    broken: dict[str, set[tuple[str, str]]] = {}
    count = 0
    for name, content in _real_documents(data):
        report = check_csaf(content, now=NOW)
        document = read_csaf(content)
        count += 1
        assert document.tracking.id
        assert document.tracking.revisions
        if not report.is_valid:
            broken[name] = {(each.test, each.path) for each in report.failures if each.mandatory}
    assert count >= 180
    assert broken.keys() == REALLY_BROKEN.keys()
    for name, expected in REALLY_BROKEN.items():
        for test, path in broken[name]:
            assert any(test == each and path.startswith(start) for each, start in expected), name


def _samples(data: Path) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for version, name in ARCHIVES.items():
        with zipfile.ZipFile(data / "csaf" / name) as archive:
            names = sorted(each for each in archive.namelist() if "/data/" in each and each.endswith(".json"))
            wanted = [each for each in names if "result" not in each and "testcases" not in each]
            found[version] = [json.loads(archive.read(each)) for each in wanted]
    return found


def _real_documents(data: Path) -> Iterator[tuple[str, bytes]]:
    folder = data / "csaf"
    for path in sorted([*(folder / "redhat-trustify").iterdir(), *folder.glob("oasis-csaf_2.0-examples/**/*.json")]):
        # The largest takes seconds; the others show the same forms.
        if path.suffix in (".json", ".zst") and path.name != "cve-2024-2961.json.zst":
            yield path.name, path.read_bytes()
    for name in ("cisa-csaf-sample.zip", "suse-csaf-sample.zip"):
        with zipfile.ZipFile(folder / name) as archive:
            for each in sorted(archive.namelist()):
                if each.endswith(".json") and "feed" not in each:
                    yield each.rpartition("/")[2], archive.read(each)


def test_a_feed_is_no_document() -> None:
    with pytest.raises(InputError):
        read_csaf(b'{"feed": {"id": "csaf-feed-tlp-white"}}')


def _without_foreign_references(schema: Any) -> Any:
    """Return a schema without the parts that lie at other addresses: CVSS, SSVC, extensions."""
    if isinstance(schema, list):
        return [_without_foreign_references(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema and not schema["$ref"].startswith("#"):
        return {}
    kept = {key: value for key, value in schema.items() if key not in ("oneOf", "$schema", "$id")}
    # "$schema" is a property of CSAF 2.1, too.
    if isinstance(schema.get("$schema"), dict):
        kept["$schema"] = schema["$schema"]
    return {key: _without_foreign_references(value) for key, value in kept.items()}


def _changed(document: Any, chance: random.Random) -> Any:
    """Return a copy of a document with one place broken."""
    copied = copy.deepcopy(document)
    places: list[tuple[Any, Any]] = []
    waiting = [copied]
    while waiting:
        node = waiting.pop()
        for key in list(node) if isinstance(node, dict) else range(len(node)):
            places.append((node, key))
            if isinstance(node[key], dict | list):
                waiting.append(node[key])
    holder, key = chance.choice(places)
    way = chance.randrange(5)
    if way == 0:
        del holder[key]
    elif way == 1:
        holder[key] = chance.choice([[], {}, "", "x", 1, True, None, " bad value "])
    elif way == 2 and isinstance(holder, dict):
        holder["not_in_the_standard"] = 1
    elif isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    else:
        holder[key] = [holder[key]]
    return copied
