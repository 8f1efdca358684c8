"""The hitting set is one, and a smallest one."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kaname.assurance.skips import smallest_hitting_set

SETS = st.lists(st.frozensets(st.sampled_from("abcdefg"), min_size=1), max_size=9)


class TestSmallestHittingSet:
    @given(SETS)
    def test_is_smallest(self, sets: list[frozenset[str]]) -> None:
        found = smallest_hitting_set(sets)
        assert all(found & one for one in sets)
        for size in range(len(found)):
            assert not any(all(set(pick) & one for one in sets) for pick in combinations("abcdefg", size))

    @given(SETS)
    def test_does_not_depend_on_order(self, sets: list[frozenset[str]]) -> None:
        assert smallest_hitting_set(sets) == smallest_hitting_set(sets[::-1])
