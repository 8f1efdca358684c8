"""The loader names every defect with its place and uses no pack that has one."""

from pathlib import Path

import pytest

from kaname.catalogs.loader import load_pack
from kaname.errors import ErrorGroup, InputError

HEADER = """
schema: kaname.pack/1
framework: rules
version: '1.0'
title: {ja: 規則, en: Rules}
publisher: {en: Us}
published: '2026-01'
state: final
scoring: levels
provenance: {basis: draft, source: us, date: '2026-01'}
groups:
- {id: A, title: {en: A}}
"""
TASKS = """
tasks:
- id: A.1
  parent: A
  title: {ja: 一, en: one}
  levels:
    "1":
      definition: {en: least}
      must:
      - {id: a, ja: あ, en: a}
      choose:
        at_least: 1
        items:
        - {id: b, ja: い, en: b}
    "2": {definition: {en: more}}
    "3": {definition: {en: most}}
"""


def write(folder: Path, header: str = HEADER, tasks: str = TASKS) -> Path:
    place = folder / "rules-1.0"
    place.mkdir()
    (place / "pack.yaml").write_text(header, "utf-8")
    (place / "tasks.yaml").write_text(tasks, "utf-8")
    return place


def test_a_sound_pack_is_read(tmp_path: Path) -> None:
    pack = load_pack(write(tmp_path))
    assert (pack.key, [item.id for item in pack.items]) == ("rules-1.0", ["A.1"])
    item = pack.items[0]
    assert item.provenance is not None and item.provenance.basis == "draft"
    assert [entry.id for entry in item.level_items()] == ["a", "b"]


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("at_least: 1", "at_least: many", "catalogs.wrong_type", "tasks[0].levels.1.choose.at_least"),
        ("at_least: 1", "at_least: 2", "catalogs.choose_more_than_there_are", "tasks[0].levels.1.choose.at_least"),
        ("at_least: 1", "atleast: 1", "catalogs.unknown_field", "tasks[0].levels.1.choose"),
        ("at_least: 1\n", "\n", "catalogs.missing_field", "tasks[0].levels.1.choose"),
        ("{id: b,", "{id: a,", "catalogs.duplicate_id", "tasks[0].levels.1.choose.items[0].id"),
        ("{id: b,", "{id: b, cost: 9,", "catalogs.cost_out_of_range", "tasks[0].levels.1.choose.items[0].cost"),
        ("{id: b,", "{id: b, colour: red,", "catalogs.unknown_field", "tasks[0].levels.1.choose.items[0]"),
        ("parent: A", "parent: B", "catalogs.unknown_parent", "tasks[0].parent"),
        ("{ja: 一, en: one}", "{}", "catalogs.text_missing", "tasks[0].title"),
        ("parent: A", "parent: A\n  kind: colour", "catalogs.unknown_value", "tasks[0].kind"),
    ],
)
def test_a_defect_is_named_with_its_place(tmp_path: Path, old: str, new: str, code: str, place: str) -> None:
    assert old in TASKS
    with pytest.raises(InputError) as caught:
        load_pack(write(tmp_path, tasks=TASKS.replace(old, new)))
    assert (caught.value.code, caught.value.path) == (code, f"packs/rules-1.0/tasks.yaml: {place}")


def test_many_defects_come_in_one_group(tmp_path: Path) -> None:
    tasks = TASKS.replace("parent: A", "parent: B").replace("at_least: 1", "at_least: 5")
    with pytest.raises(ErrorGroup) as caught:
        load_pack(write(tmp_path, tasks=tasks))
    assert [error.code for error in caught.value.errors] == [
        "catalogs.unknown_parent",
        "catalogs.choose_more_than_there_are",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"a: 1\na: 2\n", "catalogs.duplicate_key"),
        (b"a: &x 1\nb: *x\n", "catalogs.alias_refused"),
        (b"a: !!python/object:os.system x\n", "catalogs.tag_refused"),
        (b"<<: {a: 1}\n", "catalogs.key_refused"),
        (b"a: [1\n", "catalogs.not_yaml"),
        (b"a: \xff\n", "catalogs.not_utf8"),
        (b"[" * 5000, "catalogs.nested_too_deep"),
        (b"a: 1\n---\nb: 2\n", "catalogs.not_yaml"),
    ],
)
def test_surprising_yaml_is_refused(text: bytes, code: str) -> None:
    from kaname.catalogs.yaml_text import parse_yaml

    with pytest.raises(InputError) as caught:
        parse_yaml(text, "x.yaml")
    assert caught.value.code == code
    assert caught.value.path is not None and caught.value.path.startswith("x.yaml")


def test_yaml_values_stay_what_they_look_like() -> None:
    from kaname.catalogs.yaml_text import parse_yaml, write_yaml

    data = b"day: 2026-03-31\nanswer: no\nversion: '1.1'\nnumber: 3\nwhole: true\n1: one\n"
    value = {"day": "2026-03-31", "answer": "no", "version": "1.1", "number": 3, "whole": True, "1": "one"}
    assert parse_yaml(data, "x") == value
    assert parse_yaml(write_yaml(value), "x") == value


def test_a_folder_without_pack_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        load_pack(tmp_path)
    assert caught.value.code == "catalogs.file_unreadable"
