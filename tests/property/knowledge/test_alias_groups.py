"""Alias groups: no id lost, one group per id, two CVE ids never together, order of input without effect."""

import random

from hypothesis import given
from hypothesis import strategies as st

from kaname.ident.vulnerability_ids import id_key, is_cve
from kaname.knowledge.alias_groups import group_aliases
from kaname.knowledge.records import RecordLink

_IDS = st.sampled_from(
    [f"CVE-2024-000{n}" for n in range(4)]
    + [f"GHSA-{letter * 4}" for letter in "abcd"]
    + ["PYSEC-2024-1", "RHSA-2024:1", "DEBIAN-CVE-2024-0001", "cve-2024-0002"]
)


@st.composite
def links(draw: st.DrawFn) -> list[RecordLink]:
    names = draw(st.lists(_IDS, unique_by=id_key, max_size=8))
    return [
        RecordLink(
            id=name,
            modified="2026-01-01T00:00:00Z",
            published=None,
            withdrawn=draw(st.sampled_from([None, "2026-01-02T00:00:00Z"])),
            aliases=tuple(draw(st.lists(_IDS, max_size=3))),
            covers=tuple(draw(st.lists(_IDS, max_size=2))),
            related=tuple(draw(st.lists(_IDS, max_size=2))),
            crc=0,
        )
        for name in names
    ]


@given(links())
def test_every_id_is_in_exactly_one_group(found: list[RecordLink]) -> None:
    ids = [id_key(name) for group in group_aliases(found) for name in group.ids]
    assert len(ids) == len(set(ids))
    assert set(ids) >= {id_key(name) for link in found for name in (link.id, *link.aliases, *link.covers)}


@given(links())
def test_two_cve_ids_are_never_in_one_group(found: list[RecordLink]) -> None:
    for group in group_aliases(found):
        assert sum(is_cve(name) for name in group.ids) <= 1


@given(links())
def test_every_statement_is_kept_as_alias_or_related(found: list[RecordLink]) -> None:
    groups = {id_key(name): group for group in group_aliases(found) for name in group.ids}
    for link in found:
        group = groups[id_key(link.id)]
        known = {id_key(name) for name in (*group.ids, *group.related)}
        assert {id_key(name) for name in (*link.aliases, *link.covers, *link.related)} <= known


@given(links(), st.randoms())
def test_order_of_input_does_not_matter(found: list[RecordLink], chance: random.Random) -> None:
    shuffled = list(found)
    chance.shuffle(shuffled)
    assert group_aliases(shuffled) == group_aliases(found)


@given(links())
def test_cve_is_preferred(found: list[RecordLink]) -> None:
    for group in group_aliases(found):
        assert group.ids[0] == group.preferred
        assert is_cve(group.preferred) or not any(is_cve(name) for name in group.ids)
