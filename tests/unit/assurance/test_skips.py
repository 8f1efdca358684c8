"""The acquisition guide: which questions are skipped, and the fewest answers that close all."""

from itertools import combinations

from kaname.assurance.skips import fewest_closing, question_states, smallest_hitting_set
from kaname.catalogs.shelf import Shelf

PACK = Shelf().load("cisa-acquisition-guide")


def gov(*numbers: int) -> tuple[str, ...]:
    return tuple(f"CONTROL.GOV.{number:02}" for number in numbers)


def test_thirteen_answers_close_everything_and_ten_of_them_are_indispensable() -> None:
    closing = fewest_closing(PACK)
    assert len(closing.choices) == 13
    assert closing.indispensable == gov(1, 6, 7, 9, 10, 13, 14, 15, 16, 17)
    assert set(closing.indispensable) <= set(closing.choices)
    states = question_states(PACK, dict.fromkeys(closing.choices, "met"))
    assert sum(state.state == "skipped" for state in states) == 58


def test_twelve_do_not_suffice() -> None:
    sets = [frozenset(item.skipped_by) for item in PACK.items if item.skipped_by]
    forced = set(gov(1, 6, 7, 9, 10, 13, 14, 15, 16, 17))
    left = [one for one in sets if not one & forced]
    others = sorted(frozenset().union(*left))
    assert not any(all(set(pair) & one for one in left) for pair in combinations(others, 2))


def test_what_is_given_is_not_asked_again() -> None:
    closing = fewest_closing(PACK, given=gov(1, 7))
    assert len(closing.choices) == 11 and not set(closing.choices) & set(gov(1, 7))


def test_what_is_ruled_out_leaves_questions_that_cannot_be_closed() -> None:
    closing = fewest_closing(PACK, ruled_out=gov(9))
    assert closing.cannot == ("CONTROL.SC.02",)


def test_only_partly_opens_tasks() -> None:
    states = {one.id: one for one in question_states(PACK, {"CONTROL.DEV.01": "partly", "CONTROL.DEV.02": "not_met"})}
    assert states["CONTROL.DEV.01"].opens_tasks and not states["CONTROL.DEV.02"].opens_tasks


def test_no_sets_need_no_answers() -> None:
    assert smallest_hitting_set([]) == frozenset()
