"""SSVC against the official data: every point, table and row; selection lists against the official schema."""

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from kaname.formats.ssvc import read_selection_list
from kaname.services.ssvc import inputs_of_selections, selection_list_of
from kaname.triage.ssvc import Input, decide, load_registry

REGISTRY = load_registry()


@pytest.mark.data
def test_points_have_the_official_values(data: Path) -> None:
    checked = 0
    with zipfile.ZipFile(data / "ssvc" / "decision_points.zip") as archive:
        for name in archive.namelist():
            if not name.endswith(".json"):
                continue
            official = json.loads(archive.read(name))
            point = REGISTRY.points.get(f"{official['namespace']}:{official['key']}:{official['version']}")
            if point is not None:
                assert point.name.en == official["name"] or point.namespace == "cisa", name
                assert point.keys == tuple(value["key"] for value in official["values"]), name
                checked += 1
    assert checked == len(REGISTRY.points)


@pytest.mark.data
def test_tables_have_the_official_rows(data: Path) -> None:
    checked = 0
    for path in sorted((data / "ssvc" / "data" / "json" / "decision_tables").glob("*/*.json")):
        official = json.loads(path.read_text("utf-8"))
        if official["namespace"] == "cvss":
            continue
        table = REGISTRY.tables[f"{official['namespace']}:{official['key']}:{official['version']}"]
        rows = REGISTRY.rows(table)
        for mapping in official["mapping"]:
            keys = tuple(mapping[identifier] for identifier in table.inputs)
            assert rows[keys] == mapping[table.outcome], (path.name, mapping)
        assert len(official["mapping"]) == len(rows)
        checked += 1
    assert checked == len(REGISTRY.tables)


@pytest.mark.data
def test_our_selection_lists_validate_and_the_official_example_reads(data: Path) -> None:
    folder = data / "ssvc" / "data"
    schema: dict[str, Any] = json.loads(
        (folder / "schema" / "v2" / "SelectionList_2_0_0.schema.json").read_text("utf-8")
    )
    validator = jsonschema.Draft202012Validator(schema)
    now = datetime(2026, 11, 20, tzinfo=UTC)
    for table in REGISTRY.tables.values():
        keys, _ = next(iter(REGISTRY.rows(table).items()))
        inputs = {i: Input(point=i, values=(key,), origin="given") for i, key in zip(table.inputs, keys, strict=True)}
        decision = decide(REGISTRY, table, inputs)
        written = selection_list_of(registry=REGISTRY, decision=decision, target="CVE-2024-0001", now=now)
        validator.validate(json.loads(written))
    example = (folder / "schema_examples" / "CVE-1900-1234-Decision_Point_Value_Selection-2-0-0.json").read_bytes()
    inputs = inputs_of_selections(registry=REGISTRY, document=read_selection_list(example))
    assert {identifier: each.values for identifier, each in inputs.items()} == {
        "ssvc:E:1.1.0": ("A",),
        "ssvc:A:2.0.0": ("Y",),
        "ssvc:TI:1.0.0": ("T",),
    }
