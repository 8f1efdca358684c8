"""Whatever a bill of materials holds, CycloneDX writers write what the reader reads, with every component in it; a tree that
goes through XML comes back as it was; a change of the model changes nothing else of a document."""

import datetime
import json
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kaname.formats import read_sbom, write_sbom
from kaname.formats.cyclonedx.shapes import shape_of
from kaname.formats.patching import patch_tree
from kaname.model.sbom import (
    Component,
    Composition,
    ExternalReference,
    Hash,
    LicenseClaim,
    Original,
    Party,
    Relationship,
    Sbom,
)

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
ORIGINAL = Original(data=b"", sha256="00" * 32)
VERSIONS = st.sampled_from(["1.4", "1.5", "1.6", "1.7"])
# A lone surrogate is in no document that was read: readers refuse bytes that are no text.
WORDS = st.sampled_from(["a&<b>", "]]>", '"', "部品"]) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
PARTIES = st.builds(
    Party,
    name=WORDS,
    kind=st.sampled_from(["organization", "person", "unknown"]),
    emails=st.lists(WORDS, max_size=2).map(tuple),
    urls=st.lists(WORDS, max_size=2).map(tuple),
)
HASHES = st.lists(st.builds(Hash, st.sampled_from(["SHA-256", "MD5", "Streebog-256", "odd"]), WORDS), max_size=2)
COMPONENTS = st.builds(
    Component,
    ref=WORDS.filter(bool),
    path=st.just(""),
    name=WORDS,
    version=WORDS,
    group=WORDS,
    kind=st.sampled_from(["", "library", "data", "cryptographic-asset", "archive"]),
    purl=st.none() | WORDS.filter(bool),
    purls=st.lists(WORDS, max_size=1).map(tuple),
    cpes=st.lists(WORDS, max_size=2).map(tuple),
    hashes=HASHES.map(tuple),
    copyright=st.none() | WORDS,
    description=st.none() | WORDS,
    scope=st.sampled_from([None, "required", "odd"]),
    supplier=st.none() | PARTIES,
    manufacturer=st.none() | PARTIES,
    authors=st.lists(PARTIES, max_size=2).map(tuple),
    licenses=st.lists(
        st.builds(
            LicenseClaim,
            value=WORDS | st.sampled_from(["MIT", "NOASSERTION"]),
            kind=st.sampled_from(["id", "name", "expression"]),
            acknowledgement=st.sampled_from([None, "declared", "concluded"]),
            text=st.none() | WORDS,
        ),
        max_size=3,
    ).map(tuple),
    external_references=st.lists(
        st.builds(ExternalReference, kind=st.sampled_from(["vcs", "poam", "odd"]), url=WORDS, hashes=HASHES.map(tuple)),
        max_size=2,
    ).map(tuple),
    properties=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
    evidence_paths=st.lists(WORDS, max_size=2).map(tuple),
    source_packages=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
)


@st.composite
def sboms(draw: st.DrawFn) -> Sbom:
    components = draw(st.lists(COMPONENTS, max_size=4, unique_by=lambda component: component.ref))
    refs = [component.ref for component in components]
    edges: tuple[Relationship, ...] = ()
    if refs:
        one = st.sampled_from(refs)
        kinds = st.sampled_from(["depends_on", "contains", "provides", "generated_from"])
        edges = tuple(draw(st.lists(st.builds(Relationship, one, kinds, one), max_size=5)))
    return Sbom(
        format="spdx-json",
        spec_version="2.3",
        original=ORIGINAL,
        components=tuple(components),
        relationships=edges,
        compositions=(Composition(aggregate="complete", dependencies=tuple(refs)),),
        root=refs[0] if refs else None,
        name=draw(st.none() | WORDS),
        identifier=draw(st.none() | WORDS),
        timestamp=draw(st.none() | WORDS | st.just("2026-01-01T00:00:00+09:00")),
        version=draw(st.none() | WORDS | st.just("3")),
    )


@settings(max_examples=150, deadline=None)
@given(sboms(), VERSIONS)
def test_every_component_is_read_again(sbom: Sbom, version: str) -> None:
    again = read_sbom(write_sbom(sbom, format="cyclonedx-json", spec_version=version, now=NOW).data)
    by_ref = {each.ref: each for each in again.components}
    assert by_ref.keys() == {each.ref for each in sbom.components}
    for each in sbom.components:
        other = by_ref[each.ref]
        assert (other.name, other.version, other.group, other.purl) == (each.name, each.version, each.group, each.purl)
        assert set(other.cpes) == set(each.cpes)
        assert set(other.purls) == set(each.purls)
    depends = {edge for edge in sbom.relationships if edge.kind == "depends_on"}
    assert {edge for edge in again.relationships if edge.kind == "depends_on"} == depends
    from_xml = read_sbom(write_sbom(sbom, format="cyclonedx-xml", spec_version=version, now=NOW).data)
    assert len(from_xml.components) == len(sbom.components)
    assert len(from_xml.relationships) <= len(again.relationships)


PLAIN = st.text("abc &<>é部", min_size=1, max_size=6).map(str.strip).filter(bool)


@st.composite
def trees(draw: st.DrawFn, shape: str = "bom", depth: int = 0) -> dict[str, Any]:
    """A JSON object of the table, a few fields of it, as deep as the table goes."""
    fields = [field for field in shape_of(shape).values() if field.kind not in ("opaque", "special")]
    chosen = draw(st.lists(st.sampled_from(fields), max_size=3, unique_by=lambda field: field.key))
    made: dict[str, Any] = {}
    for field in chosen:
        if field.shape is not None and depth > 3:
            continue
        one: st.SearchStrategy[Any] = (
            trees(field.shape, depth + 1)
            if field.shape is not None
            else {"string": PLAIN, "boolean": st.booleans(), "number": st.integers(0, 9) | st.just(7.5)}[field.type]
        )
        many = field.kind in ("list", "repeated", "references")
        made[field.key] = draw(st.lists(one, min_size=1, max_size=2) if many else one)
    return made


@settings(max_examples=200, deadline=None)
@given(trees())
def test_a_tree_survives_xml(tree: dict[str, Any]) -> None:
    document = {"bomFormat": "CycloneDX", "specVersion": "1.7", **tree}
    xml = write_sbom(read_sbom(json.dumps(document).encode()), format="cyclonedx-xml", spec_version="1.7", now=NOW)
    assert not xml.source_losses
    again = write_sbom(read_sbom(xml.data), format="cyclonedx-json", spec_version="1.7", now=NOW)
    made = json.loads(again.data)
    made.pop("$schema", None)
    assert bare(made) == bare(document)


def bare(value: Any) -> Any:
    """Without objects that hold nothing: XML cannot tell an empty one from an empty text."""
    if isinstance(value, dict):
        kept = {key: bare(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in ({}, [], "")}
    return [bare(inner) for inner in value] if isinstance(value, list) else value


JSON = st.recursive(
    st.integers(0, 3) | st.sampled_from("ab"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["ref", "x", "y"]), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=300, deadline=None)
@given(JSON, JSON)
def test_patching_what_is_rendered_whole_gives_the_new_rendering(before: Any, after: Any) -> None:
    def objects(value: Any) -> bool:
        return isinstance(value, dict) and all(not isinstance(inner, list) for inner in value.values())

    if objects(before) and objects(after):
        assert patch_tree(before, before, after) == after
    assert patch_tree(before, after, after) is before


@settings(max_examples=60, deadline=None)
@given(sboms(), st.integers(0, 3), WORDS)
def test_a_change_of_one_version_changes_that_alone(sbom: Sbom, index: int, version: str) -> None:
    read = read_sbom(write_sbom(sbom, format="cyclonedx-json", spec_version="1.6", now=NOW).data)
    if index >= len(read.components) or not version:
        return
    parts = list(read.components)
    parts[index] = msgspec.structs.replace(parts[index], version=version)
    changed = msgspec.structs.replace(read, components=tuple(parts))
    again = read_sbom(write_sbom(changed, format="cyclonedx-json", now=NOW).data)
    assert again.components == changed.components
    assert again.relationships == read.relationships
