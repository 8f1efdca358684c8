"""Relations behave like the set relations they are named after."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from kaname.catalogs.pack import Provenance, Text
from kaname.catalogs.relations import (
    Confidence,
    ItemMapping,
    Reference,
    Relation,
    Review,
    compose,
    compose_relations,
    inverse,
)

RELATIONS: tuple[Relation, ...] = ("equal", "superset", "subset", "intersects", "none")
REVIEWS: tuple[Review, ...] = ("reviewed", "unreviewed", "disputed")
CONFIDENCES: tuple[Confidence, ...] = ("high", "medium", "low")
PARTS = st.lists(st.sampled_from("abcd"), unique=True).map(tuple)
GAPS = st.none() | st.builds(Text, st.text(max_size=3), st.text(max_size=3))
REFERENCES = st.builds(Reference, st.sampled_from("fgh"), st.just("1"), st.sampled_from("xyz"))
MAPPINGS = st.builds(
    ItemMapping,
    source=REFERENCES,
    target=REFERENCES,
    relation=st.sampled_from(RELATIONS),
    review=st.sampled_from(REVIEWS),
    reason=st.just(Text("理由", "reason")),
    provenance=st.just(Provenance("draft", "test", "2026")),
    confidence=st.sampled_from(CONFIDENCES),
    source_parts=PARTS,
    target_parts=PARTS,
    source_gap=GAPS,
    target_gap=GAPS,
)


class TestInverse:
    """Reading a mapping backwards, and backwards again."""

    @given(MAPPINGS)
    def test_twice_is_the_same(self, mapping: ItemMapping) -> None:
        assert inverse(inverse(mapping)) == mapping

    @given(MAPPINGS)
    def test_a_double_circle_never_becomes_full_cover(self, mapping: ItemMapping) -> None:
        back = inverse(mapping)
        if mapping.symbol == "◎":
            assert back.symbol == "△"
        if back.symbol == "◎":
            assert mapping.relation == "subset"
        assert (mapping.symbol == "○") == (back.symbol == "○")


def relation_of(one: frozenset[int], other: frozenset[int]) -> Relation:
    if one == other:
        return "equal"
    if one > other:
        return "superset"
    if one < other:
        return "subset"
    return "intersects" if one & other else "none"


class TestComposition:
    """What is derived from a chain holds for every three sets; ``intersects`` promises only a common part."""

    @given(*(st.frozensets(st.integers(0, 4), min_size=1) for _ in range(3)))
    def test_is_sound(self, one: frozenset[int], two: frozenset[int], three: frozenset[int]) -> None:
        derived = compose_relations(relation_of(one, two), relation_of(two, three))
        true = relation_of(one, three)
        if derived == "intersects":
            assert one & three
        elif derived is not None:
            assert derived == true

    def test_full_cover_comes_only_from_full_covers(self) -> None:
        full = ("equal", "superset")
        for first, second in product(RELATIONS, RELATIONS):
            if compose_relations(first, second) in full:
                assert first in full and second in full

    @given(MAPPINGS, MAPPINGS)
    def test_is_never_reviewed_nor_more_certain(self, first: ItemMapping, second: ItemMapping) -> None:
        if first.target != second.source:
            return
        chained = compose(first, second)
        if chained is not None:
            assert not chained.counts
            assert CONFIDENCES.index(chained.confidence) == max(
                CONFIDENCES.index(first.confidence), CONFIDENCES.index(second.confidence)
            )
