"""The level rule, case by case."""

from datetime import UTC, datetime
from typing import Any

import pytest

from kaname.assurance.assessment import Axes, Evidence, Explanation, ItemAnswer, Status, TaskAnswer
from kaname.assurance.levels import LevelResult, LevelRule, level_of_task
from kaname.catalogs.pack import Choice, Item, Level, LevelItem, Levels, Text

NOW = datetime(2026, 6, 1, tzinfo=UTC)
NONE = Text("定義", "definition")


def entry(name: str, cost: int = 1) -> LevelItem:
    return LevelItem(name, "項目", "item", cost=cost)


ITEM = Item(
    "T.1",
    Text("題", "title"),
    levels=Levels(
        Level(NONE, (entry("a"), entry("b", 2)), Choice(2, (entry("c", 5), entry("d"), entry("e", 2)))),
        Level(NONE),
        Level(NONE, (entry("review"), entry("history"))),
    ),
)


def judge(*, rule: LevelRule | None = None, axes: Axes | None = None, **statuses: str | ItemAnswer) -> LevelResult:
    items = {name: one if isinstance(one, ItemAnswer) else answer(one) for name, one in statuses.items()}
    return level_of_task(ITEM, TaskAnswer(items=items, axes=axes), evidence=EVIDENCE, now=NOW, rule=rule)


def answer(status: str, **more: object) -> ItemAnswer:
    known: dict[str, Status] = {name: name for name in ("met", "partly", "not_met", "not_applicable", "equivalent")}
    return ItemAnswer(known[status], **more)  # type: ignore[arg-type]


EVIDENCE = {
    "new": Evidence("new", "new", file="x", expires="2026-06-01"),
    "old": Evidence("old", "old", file="x", expires="2026-05-31"),
    "later": Evidence("later", "later", file="x", effective="2026-06-02"),
}


@pytest.mark.parametrize(
    ("met", "level"),
    [
        ("", 0),
        ("a", 0),
        ("a b", 0),
        ("a b c", 0),
        ("a c d e", 0),
        ("a b c d", 1),
        ("a b c d e", 2),
        ("a b c d review history", 1),
        ("a b c d e review", 2),
        ("a b c d e review history", 3),
    ],
)
def test_the_rule(met: str, level: int) -> None:
    answers: dict[str, Any] = dict.fromkeys(met.split(), "met")
    assert judge(**answers).level == level


def test_partly_is_not_met_but_costs_less() -> None:
    result = judge(a="met", b="partly", c="met", d="met")
    assert (result.level, [step.id for step in result.blocking], result.cheapest_cost) == (0, ["b"], 1)


def test_equivalence_counts_only_with_an_explanation() -> None:
    assert judge(a="equivalent", b="met", c="met", d="met").level == 0
    explained = answer("equivalent", explain=Explanation("別の方法で同じ効果がある"))
    result = judge(a=explained, b="met", c="met", d="met")
    assert result.level == 1
    blank = answer("equivalent", explain=Explanation("  "))
    assert judge(a=blank, b="met", c="met", d="met").level == 0


def test_what_does_not_apply_is_not_asked_for() -> None:
    exempt = answer("not_applicable", explain=Explanation("使っていない"))
    assert judge(a=exempt, b="met", c="met", d="met").level == 1
    assert judge(a="not_applicable", b="met", c="met", d="met").level == 0
    assert judge(a="met", b="met", c=exempt, d=exempt, e="met").level == 2


def test_a_task_in_which_nothing_applies_has_no_level() -> None:
    exempt = answer("not_applicable", explain=Explanation("使っていない"))
    result = judge(a=exempt, b=exempt, c=exempt, d=exempt, e=exempt)
    assert (result.level, result.reason) == (None, "assurance.nothing_applies")
    whole = TaskAnswer(status="not_applicable", explain=Explanation("対象外の事業"))
    assert level_of_task(ITEM, whole, evidence={}, now=NOW).level is None


def test_level_three_cannot_be_reached_by_declaring_it_not_applicable() -> None:
    exempt = answer("not_applicable", explain=Explanation("使っていない"))
    result = judge(a="met", b="met", c="met", d="met", e="met", review=exempt, history=exempt)
    assert (result.level, result.next_level) == (2, None)


def test_stale_evidence_lowers_what_it_supports_and_says_so() -> None:
    fresh = answer("met", evidence=("new",))
    assert judge(a=fresh, b="met", c="met", d="met").level == 1
    for name in ("old", "later", "missing"):
        result = judge(a=answer("met", evidence=(name,)), b="met", c="met", d="met")
        assert (result.level, result.stale) == (0, {name: ("a",)})
        assert result.blocking[0].reason == "assurance.evidence_stale"
    result = judge(a=answer("met", evidence=("old", "new")), b="met", c="met", d="met")
    assert (result.level, result.stale) == (1, {"old": ("a",)})


def test_answers_without_evidence_are_named() -> None:
    result = judge(a=answer("met", evidence=("new",)), b="met", c="met", d="met")
    assert result.unsupported == ("b", "c", "d")


def test_paper_counts_unless_a_ceiling_is_set() -> None:
    desk = answer("met", verification="desk")
    answers: dict[str, Any] = {"a": desk, "b": "met", "c": "met", "d": "met", "e": "met"}
    assert (judge(**answers).level, judge(**answers).verification) == (2, "mixed")
    held = judge(rule=LevelRule(desk_ceiling=1), **answers)
    assert (held.level, held.blocking[0].id, held.blocking[0].reason) == (1, "a", "assurance.desk_only")


def test_the_assessors_judgement_of_an_axis_holds_the_level_down() -> None:
    met: dict[str, Any] = dict.fromkeys("abcde", "met")
    result = judge(axes=Axes(independence="person_dependent"), **met)
    assert (result.level, result.axes["independence"], result.blocking[0].kind) == (1, 1, "axis")
    assert judge(axes=Axes(maturity="none"), **met).level == 0
    assert judge(axes=Axes(independence="automated", maturity="optimising"), **met).level == 2


def test_the_cheapest_way_takes_the_cheapest_choice() -> None:
    result = judge(a="met")
    assert [step.id for step in result.cheapest] == ["b", "d", "e"]
    assert (result.cheapest_cost, result.choose_still) == (5, 2)
