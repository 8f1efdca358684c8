"""What must hold for the level engine whatever the answers are."""

import random
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kaname.assurance.assessment import Axes, Evidence, Explanation, ItemAnswer, Maturity, TaskAnswer
from kaname.assurance.levels import LevelResult, LevelRule, level_of_task
from kaname.catalogs.pack import Axis, Choice, Item, Level, LevelItem, Levels, Text

NOW = datetime(2026, 6, 1, tzinfo=UTC)
TEXT = Text("文", "text")
EVIDENCE = {"new": Evidence("new", "new", file="x"), "old": Evidence("old", "old", file="x", expires="2020-01-01")}
WHY = Explanation("理由")
AXES: tuple[Axis, ...] = ("coverage", "independence", "maturity")
# From worst to best; answers of the last step are as good as each other.
LADDER: tuple[tuple[ItemAnswer | None, ...], ...] = (
    (None, ItemAnswer("not_met"), ItemAnswer("equivalent"), ItemAnswer("not_applicable")),
    (ItemAnswer("partly"), ItemAnswer("met", evidence=("old",))),
    (ItemAnswer("met", "desk"), ItemAnswer("equivalent", "desk", explain=WHY)),
    (ItemAnswer("met"), ItemAnswer("equivalent", explain=WHY), ItemAnswer("met", evidence=("old", "new"))),
)
MATURITY: tuple[Maturity, ...] = ("none", "minimal", "managed", "optimising")


@st.composite
def tasks(draw: st.DrawFn) -> Item:
    names = iter("abcdefghijklmnopqrstuvwxyz")

    def entries(least: int, most: int) -> tuple[LevelItem, ...]:
        return tuple(
            LevelItem(next(names), "項", "item", axis=draw(st.sampled_from(AXES)), cost=draw(st.integers(1, 5)))
            for _ in range(draw(st.integers(least, most)))
        )

    def choice() -> Choice | None:
        chosen = entries(0, 4)
        return Choice(draw(st.integers(0, len(chosen))), chosen) if chosen else None

    one = Level(TEXT, entries(1, 4), choice())
    two = Level(TEXT, entries(0, 2), choice())
    three = Level(TEXT, entries(0, 2), choice())
    return Item("T", TEXT, levels=Levels(one, two, three))


@st.composite
def answered(draw: st.DrawFn) -> tuple[Item, dict[str, int], dict[str, ItemAnswer]]:
    item = draw(tasks())
    steps = {entry.id: draw(st.integers(0, 3)) for entry in item.level_items()}
    answers = {name: draw(st.sampled_from(LADDER[step])) for name, step in steps.items()}
    return item, steps, {name: one for name, one in answers.items() if one is not None}


def judge(
    item: Item, answers: dict[str, ItemAnswer], maturity: Maturity | None = None, rule: int | None = None
) -> LevelResult:
    task = TaskAnswer(items=answers, axes=Axes(maturity=maturity))
    return level_of_task(item, task, evidence=EVIDENCE, now=NOW, rule=LevelRule(rule))


class TestMonotone:
    """A better answer never lowers the level."""

    @given(answered(), st.data(), st.sampled_from([None, 0, 1, 2]))
    def test_of_items(
        self, case: tuple[Item, dict[str, int], dict[str, ItemAnswer]], data: st.DataObject, ceiling: int | None
    ) -> None:
        item, steps, answers = case
        before = judge(item, answers, rule=ceiling).level
        name = data.draw(st.sampled_from(sorted(steps)))
        better = data.draw(st.sampled_from([one for step in LADDER[steps[name] :] for one in step if one is not None]))
        if LADDER.index(next(step for step in LADDER if better in step)) == steps[name]:
            return
        after = judge(item, {**answers, name: better}, rule=ceiling).level
        assert before is not None and after is not None and after >= before

    @given(answered(), st.integers(0, 2))
    def test_of_axes(self, case: tuple[Item, dict[str, int], dict[str, ItemAnswer]], step: int) -> None:
        item, _, answers = case
        low, high = (judge(item, answers, MATURITY[index]).level for index in (step, step + 1))
        assert low is not None and high is not None and low <= high

    @given(answered(), st.data())
    def test_exemption_with_a_reason_never_lowers(
        self, case: tuple[Item, dict[str, int], dict[str, ItemAnswer]], data: st.DataObject
    ) -> None:
        item, steps, answers = case
        name = data.draw(st.sampled_from([one for one, step in steps.items() if step < 2] or ["none"]))
        if name == "none":
            return
        before = judge(item, answers).level
        after = judge(item, {**answers, name: ItemAnswer("not_applicable", explain=WHY)}).level
        assert after is None or (before is not None and after >= before)


class TestOrderFree:
    """The order of answers and of items within a level does not matter."""

    @given(answered(), st.randoms(use_true_random=False))
    def test_of_answers(self, case: tuple[Item, dict[str, int], dict[str, ItemAnswer]], chance: random.Random) -> None:
        item, _, answers = case
        shuffled = list(answers.items())
        chance.shuffle(shuffled)
        assert judge(item, dict(shuffled)) == judge(item, answers)

    @given(answered(), st.randoms(use_true_random=False))
    def test_of_items(self, case: tuple[Item, dict[str, int], dict[str, ItemAnswer]], chance: random.Random) -> None:
        item, _, answers = case
        assert item.levels is not None
        must = list(item.levels.one.must)
        chance.shuffle(must)
        other = replace(item, levels=replace(item.levels, one=replace(item.levels.one, must=tuple(must))))
        one, two = judge(item, answers), judge(other, answers)
        assert (one.level, one.cheapest_cost, set(one.made_by)) == (two.level, two.cheapest_cost, set(two.made_by))


class TestExplanation:
    """What blocks the next level, once met, reaches it; what is listed as cheapest does too, and less does not."""

    @given(answered(), st.sampled_from([None, *MATURITY]), st.sampled_from([None, 1]))
    def test_complete(
        self,
        case: tuple[Item, dict[str, int], dict[str, ItemAnswer]],
        maturity: Maturity | None,
        ceiling: int | None,
    ) -> None:
        item, _, answers = case
        result = judge(item, answers, maturity, ceiling)
        if result.next_level is None:
            return
        assert result.blocking
        for steps in (result.blocking, result.cheapest):
            met = {step.id: ItemAnswer("met") for step in steps if step.kind == "item"}
            raised = maturity
            if any(step.kind == "axis" for step in steps):
                raised = MATURITY[result.next_level]
            after = judge(item, {**answers, **met}, raised, ceiling)
            assert after.level is not None and after.level >= result.next_level

    @given(answered())
    def test_the_cheapest_has_nothing_to_spare(self, case: tuple[Item, dict[str, int], dict[str, ItemAnswer]]) -> None:
        item, _, answers = case
        result = judge(item, answers)
        for left_out in result.cheapest:
            met = {step.id: ItemAnswer("met") for step in result.cheapest if step.id != left_out.id}
            after = judge(item, {**answers, **met})
            assert result.next_level is not None and after.level is not None and after.level < result.next_level

    @given(answered(), st.sampled_from([None, *MATURITY]))
    def test_the_level_is_the_lowest_of_the_axes(
        self, case: tuple[Item, dict[str, int], dict[str, ItemAnswer]], maturity: Maturity | None
    ) -> None:
        item, _, answers = case
        result = judge(item, answers, maturity)
        assert min(result.axes.values()) == result.level

    @given(answered())
    def test_every_item_is_judged_once(self, case: tuple[Item, dict[str, int], dict[str, ItemAnswer]]) -> None:
        item, _, answers = case
        result = judge(item, answers)
        assert [found.id for found in result.findings] == [entry.id for entry in item.level_items()]
        assert set(result.made_by) == {found.id for found in result.findings if found.counts}
