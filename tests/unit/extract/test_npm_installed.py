"""Installed npm packages in images and archives: names, licences of every form, needs answered as Node.js answers them."""

import json

from kaname.extract import EXTRACTORS, NOT_UNDERSTOOD, Extraction, walk_tree
from kaname.extract.tree import MemoryTree
from kaname.model.sbom import Component

PACKAGES: dict[str, dict[str, object]] = {
    "srv/node_modules/tide": {
        "name": "tide",
        "version": "2.1.0",
        "description": "Tide tables",
        "license": "MIT",
        "author": "Ann Harbour <ann@harbour.example>",
        "homepage": "https://tide.example",
        "dependencies": {"wick": "^2.0.0", "@sea/salt": "*", "native": "1", "ghost": "^1.0.0"},
        "optionalDependencies": {"native": "1"},
    },
    "srv/node_modules/tide/node_modules/wick": {
        "name": "wick",
        "version": "2.0.1",
        "licenses": [{"type": "BSD-3-Clause"}, {"type": "MIT"}],
    },
    "srv/node_modules/wick": {"name": "wick", "version": "1.4.0", "license": {"type": "ISC"}},
    "srv/node_modules/@sea/salt": {"name": "@sea/salt", "version": "0.3.0", "dependencies": {"wick": "1"}},
    "srv/node_modules/tide/test/fixtures": {"name": "not-installed", "version": "9.9.9"},
    "srv/node_modules/nameless": {"private": True},
}


def walk() -> Extraction:
    files = {f"{path}/package.json": json.dumps(value).encode() for path, value in PACKAGES.items()}
    return walk_tree(MemoryTree(files), EXTRACTORS, not_understood=NOT_UNDERSTOOD)


def components() -> dict[str, Component]:
    found: dict[str, Component] = {}
    for run in walk().runs:
        for each in run.found.components:
            if each.evidence_paths == (run.path,):
                found[each.ref] = each
    return found


def test_packages_are_those_directly_in_node_modules() -> None:
    assert sorted(components()) == [
        "pkg:npm/%40sea/salt@0.3.0",
        "pkg:npm/tide@2.1.0",
        "pkg:npm/wick@1.4.0",
        "pkg:npm/wick@2.0.1",
    ]


def test_facts_of_every_form() -> None:
    found = components()
    licences = {ref.rpartition("/")[2]: [each.value for each in found[ref].licenses] for ref in found}
    assert licences == {
        "salt@0.3.0": [],
        "tide@2.1.0": ["MIT"],
        "wick@1.4.0": ["ISC"],
        "wick@2.0.1": ["BSD-3-Clause", "MIT"],
    }
    tide = found["pkg:npm/tide@2.1.0"]
    assert tide.description == "Tide tables" and tide.authors[0].name == "Ann Harbour"


def test_needs_are_answered_by_the_nearest() -> None:
    edges = {(e.source, e.target) for run in walk().runs for e in run.found.relationships}
    assert edges == {
        ("pkg:npm/tide@2.1.0", "pkg:npm/wick@2.0.1"),
        ("pkg:npm/tide@2.1.0", "pkg:npm/%40sea/salt@0.3.0"),
        ("pkg:npm/%40sea/salt@0.3.0", "pkg:npm/wick@1.4.0"),
    }
    tide = components()["pkg:npm/tide@2.1.0"]
    assert [value for name, value in tide.properties if name == "kaname:unmet-dependency"] == ["ghost"]


def test_a_manifest_without_name_is_named() -> None:
    assert [(run.path, each.code) for run in walk().runs for each in run.problems] == [
        ("srv/node_modules/nameless/package.json", "extract.metadata_incomplete")
    ]
    assert walk().not_understood == ()
