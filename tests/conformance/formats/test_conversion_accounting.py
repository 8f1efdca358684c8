"""Every value of a real document stands in what it was converted to, or the loss report names its place.

The values of source and target are gathered here with the standard library, so that the account is not checked by itself.
"""

import bisect
import datetime
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from kaname.errors import KanameError
from kaname.formats import read_sbom, write_sbom
from kaname.formats.leaves import iter_leaves
from kaname.model.sbom import Sbom
from kaname.services.convert import TARGETS, Converted, convert_sbom

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
MOST_BYTES = 25_000  # as they lie there, compressed ones included: enough kinds of document, and the test stays quick


@cache
def documents(data: Path, most_bytes: int = MOST_BYTES) -> list[tuple[str, Sbom]]:
    return list(read_documents(data, most_bytes))


def read_documents(data: Path, most_bytes: int) -> Iterator[tuple[str, Sbom]]:
    for path in sorted((data / "sboms").glob("*.*")):
        if path.stat().st_size <= most_bytes and path.name not in ("INDEX.jsonl", "SOURCE.md"):
            try:
                yield path.name, read_sbom(path.read_bytes())
            except KanameError:
                continue


def json_values(tree: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from json_values(value, f"{path}.{key}" if path else key)
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from json_values(value, f"{path}[{index}]")
    else:
        yield path, tree.strip() if isinstance(tree, str) else json.dumps(tree)


def xml_values(data: bytes) -> Iterator[str]:
    for element in ElementTree.fromstring(data).iter():
        yield from (value.strip() for value in element.attrib.values())
        if element.text and element.text.strip():
            yield element.text.strip()


def values(data: bytes, format_: str) -> set[str]:
    if format_ == "cyclonedx-xml":
        return set(xml_values(data))
    if format_ == "spdx-tag-value":
        whole = set(tag_values(data.decode()).values())
        return whole | {word for line in whole for word in line.replace(": ", " ").split()}
    return {value for _, value in json_values(json.loads(data))}


def tag_values(text: str) -> dict[int, str]:
    """Line number → value; the lines of a text block belong to the line that begins it."""
    found: dict[int, str] = {}
    block = 0
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1):
        if block:
            found[block] += "\n" + line
        elif ": " in line and not line.startswith("#"):
            found[number] = line.partition(": ")[2].strip()
            block = number if found[number].startswith("<text>") else 0
        if block and "</text>" in line:
            found[block] = found[block].removeprefix("<text>").partition("</text>")[0].strip()
            block = 0
    return found


def is_named(path: str, named: set[str]) -> bool:
    steps = [match.start() for match in re.finditer(r"[.\[]", path)]
    return path in named or any(path[:at] in named for at in steps)


@pytest.mark.data
@pytest.mark.parametrize("to", TARGETS)
def test_every_value_is_accounted_for(data: Path, to: str) -> None:
    seen = 0
    for name, sbom in documents(data):
        converted = convert_sbom(sbom=sbom, to=to, now=NOW)
        target = values(converted.written.data, converted.written.format)
        named = {loss.path for loss in converted.losses}
        missing = list(unaccounted(sbom, target, named))
        assert not missing, (name, sbom.format, missing[:5])
        # Value by value is not enough: each component, read again, says what it said, or the report names it.
        silent = list(differing(sbom, converted))
        assert not silent, (name, silent[:5])
        seen += 1
    assert seen >= 50


def below(element: ElementTree.Element, path: str) -> set[str]:
    """All values below a path of the report, its steps taken by name and position; nothing where it leads elsewhere."""
    for name, index in re.findall(r"@?([\w-]+)|\[(\d+)\]", path):
        if name in element.attrib:
            return {element.attrib[name].strip()}
        same = list(element) if index else [child for child in element if child.tag.rpartition("}")[2] == name]
        if (index and int(index) >= len(same)) or not same:
            return set()
        element = same[int(index or 0)]
    return set(xml_values(ElementTree.tostring(element)))


def unaccounted(sbom: Sbom, target: set[str], named: set[str]) -> Iterator[tuple[str, str]]:
    source = sbom.original.data
    if sbom.format == "cyclonedx-xml":
        inside = {value.strip() for path, value in iter_leaves(source, sbom.format) if is_named(path, named)}
        root = ElementTree.fromstring(source)
        inside |= {value for path in named for value in below(root, path)}
        for value in xml_values(source):
            if value not in target and value not in inside:
                yield "", value
    elif sbom.format == "spdx-tag-value":
        for line, value in tag_values(source.decode()).items():
            words = value.replace(": ", " ").split()
            whole = value in target or all(word in target for word in words)
            if not whole and f"line {line}" not in named:
                yield f"line {line}", value
    elif sbom.format != "spdx-yaml":
        for path, value in json_values(json.loads(source)):
            if value not in target and not is_named(path, named):
                yield path, value


@pytest.mark.data
def test_the_same_format_keeps_every_byte(data: Path) -> None:
    seen = 0
    for name, sbom in documents(data, 100_000):
        before = sbom.original.data
        written = write_sbom(sbom, format=sbom.format, now=NOW)
        assert written.unchanged, name
        assert written.data == before, name
        assert not written.losses and not written.source_losses
        seen += 1
    assert seen >= 100


@pytest.mark.data
def test_a_newer_version_keeps_every_path(data: Path) -> None:
    """The tree is written, not the model: every path of the source is in the target with its value."""
    seen = 0
    for name, sbom in documents(data):
        if sbom.format == "cyclonedx-json" and not sbom.signed:
            written = write_sbom(sbom, format="cyclonedx-json", spec_version="1.7", now=NOW)
        elif sbom.format == "spdx-json" and sbom.spec_version == "2.2":
            written = write_sbom(sbom, format="spdx-json", spec_version="2.3", now=NOW)
        else:
            continue
        source, target = dict(json_values(json.loads(sbom.original.data))), dict(json_values(json.loads(written.data)))
        changed = {path for path, value in source.items() if target.get(path) != value}
        allowed = {"specVersion", "$schema", "spdxVersion"} | {loss.path for loss in written.source_losses}
        assert changed <= allowed, (name, sorted(changed - allowed)[:5])
        seen += 1
    assert seen >= 15


@pytest.mark.data
def test_xml_and_json_say_the_same(data: Path) -> None:
    """CycloneDX XML → JSON → XML → JSON: from the second step on nothing changes any more."""
    seen = 0
    for name, sbom in documents(data, 60_000):
        if sbom.format != "cyclonedx-xml" or sbom.problems:
            continue
        first = write_sbom(sbom, format="cyclonedx-json", spec_version="1.7", now=NOW).data
        xml = write_sbom(read_sbom(first), format="cyclonedx-xml", spec_version="1.7", now=NOW).data
        again = write_sbom(read_sbom(xml), format="cyclonedx-json", spec_version="1.7", now=NOW).data
        assert json.loads(again) == json.loads(first), name
        assert read_sbom(first).components == tuple(sbom.components), name
        seen += 1
    assert seen >= 4


FIELDS = ("name", "version", "group", "purl", "purls", "cpes", "swids", "hashes", "copyright", "description", "scope")


def differing(sbom: Sbom, converted: Converted) -> Iterator[tuple[str, str]]:
    """Path and field of components that read otherwise after a conversion, and about which the report says nothing."""
    again = read_sbom(converted.written.data)
    assert len(again.components) == len(sbom.components)
    paths = {each.path for each in sbom.components}
    lines = sorted(int(path[5:]) for path in paths if path.startswith("line "))
    named = {owner_of(loss.path, paths, lines) for loss in converted.losses}
    for one, other in zip(in_order(sbom), in_order(again), strict=True):
        for field in FIELDS:
            if bare(getattr(one, field)) != bare(getattr(other, field)) and one.path not in named:
                yield one.path, field


def bare(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value  # XML readers take white space around text away


def in_order(sbom: Sbom) -> list[Any]:
    return sorted(
        sbom.components, key=lambda each: (each.name, each.version, each.purl or "", each.cpes, str(each.hashes))
    )


def owner_of(path: str, components: set[str], lines: list[int]) -> str:
    if path.startswith("line "):  # of tag-value: that of the package whose lines they are
        at = bisect.bisect_right(lines, int(path[5:]))
        return f"line {lines[at - 1]}" if at else path
    steps = [match.start() for match in re.finditer(r"[.\[]", path)]
    return next((path[:at] for at in [len(path), *reversed(steps)] if path[:at] in components), path)
