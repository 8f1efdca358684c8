"""Whatever a bill of materials holds, SPDX writers write something that the readers read, with every component in it."""

import datetime

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kaname.formats import spdx2, spdx3
from kaname.model.sbom import Component, LicenseClaim, Original, Party, Relationship, Sbom

NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
ORIGINAL = Original(data=b"", sha256="00" * 32)
# A lone surrogate is in no document that was read: readers refuse bytes that are no text.
WORDS = st.sampled_from(["<text>", "a</text>b"]) | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
COMPONENTS = st.builds(
    Component,
    ref=WORDS,
    path=st.just(""),
    name=WORDS,
    version=WORDS,
    kind=st.sampled_from(["", "library", "operating-system", "data", "cryptographic-asset"]),
    purl=st.none() | WORDS,
    copyright=st.none() | WORDS,
    description=st.none() | st.sampled_from(["a\nb", "ends </text> early", "NOASSERTION"]) | WORDS,
    supplier=st.none() | st.builds(Party, name=WORDS, kind=st.sampled_from(["organization", "person", "unknown"])),
    licenses=st.lists(
        st.builds(
            LicenseClaim, value=WORDS, kind=st.sampled_from(["id", "name", "expression"]), text=st.none() | WORDS
        ),
        max_size=3,
    ).map(tuple),
    properties=st.lists(st.tuples(WORDS, WORDS), max_size=2).map(tuple),
)


@st.composite
def sboms(draw: st.DrawFn) -> Sbom:
    components = draw(st.lists(COMPONENTS, max_size=4, unique_by=lambda component: component.ref))
    refs = [component.ref for component in components]
    edges: tuple[Relationship, ...] = ()
    if refs:
        one = st.sampled_from(refs)
        kinds = st.sampled_from(["depends_on", "contains", "provides", "generated_from"])
        scopes = st.sampled_from([None, "test", "optional", "odd"])
        edges = tuple(draw(st.lists(st.builds(Relationship, one, kinds, one, scopes), max_size=4)))
    return Sbom(
        format="cyclonedx-json",
        spec_version="1.6",
        original=ORIGINAL,
        components=tuple(components),
        relationships=edges,
        root=refs[0] if refs else None,
        name=draw(st.none() | WORDS),
        identifier=draw(st.none() | WORDS),
        timestamp=draw(st.none() | WORDS | st.just("2026-01-01T00:00:00+09:00")),
    )


@settings(max_examples=120, deadline=None)
@given(sboms())
def test_what_is_written_is_read(sbom: Sbom) -> None:
    data, _ = spdx2.write_spdx_json(sbom, now=NOW)
    tags, _ = spdx2.write_spdx_tag_value(sbom, now=NOW)
    graph, _ = spdx3.write_spdx3(sbom, now=NOW)
    if not sbom.components:
        return
    for again in (
        spdx2.read_spdx_json(data, ORIGINAL),
        spdx2.read_spdx_tag_value(tags.decode(), ORIGINAL),
        spdx3.read_spdx3(graph, ORIGINAL),
    ):
        assert len(again.components) == len(sbom.components), again.format
        assert again.root == again.components[0].ref
    assert spdx2.write_spdx_json(sbom, now=NOW)[0] == data
    assert spdx3.write_spdx3(msgspec.structs.replace(sbom), now=NOW)[0] == graph
