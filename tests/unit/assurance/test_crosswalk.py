"""Partial mappings add up; unreviewed ones never count."""

from kaname.assurance.crosswalk import TaskCover, cover_task, cover_tasks
from kaname.catalogs.pack import Choice, Item, Level, LevelItem, Levels, Provenance, Text
from kaname.catalogs.relations import ItemMapping, Reference, Relation, Review, inverse
from kaname.catalogs.shelf import BUNDLED, Shelf

ITEM = Item(
    "T.1",
    Text("題", "title"),
    levels=Levels(
        Level(
            Text("一", "one"),
            tuple(LevelItem(name, f"項目{name}", f"item {name}") for name in "abc"),
            Choice(1, (LevelItem("d", "選択", "choice"),)),
        ),
        Level(Text("二", "two")),
        Level(Text("三", "three"), (LevelItem("review", "見直し", "review"),)),
    ),
)


def row(relation: Relation, parts: str = "", review: Review = "reviewed", clause: str = "1") -> ItemMapping:
    return ItemMapping(
        source=Reference("g", "1", clause),
        target=Reference("f", "1", "T.1"),
        relation=relation,
        review=review,
        reason=Text("理由", "reason"),
        provenance=Provenance("draft", "test", "2026"),
        target_parts=tuple(parts),
        target_gap=Text("不足", "gap") if relation in ("subset", "intersects") else None,
    )


def cover(*rows: ItemMapping) -> TaskCover:
    return cover_task(ITEM, rows)


def test_three_partial_clauses_that_cover_every_star_are_a_union() -> None:
    three = cover(row("subset", "a"), row("intersects", "b", clause="2"), row("subset", "c", clause="3"))
    assert (three.cover, three.covered, [one.id for one in three.remaining]) == ("union", ("a", "b", "c"), ["d"])
    assert not three.whole
    assert cover(row("subset", "abcd")).whole


def test_two_of_three_are_partial_with_the_text_of_what_remains() -> None:
    two = cover(row("subset", "a"), row("subset", "b", clause="2"))
    assert (two.cover, [one.ja for one in two.remaining]) == ("partial", ["項目c", "選択"])
    assert [gap.ja for gap in two.gaps] == ["不足", "不足"]


def test_a_bare_partial_adds_nothing_to_a_union() -> None:
    assert cover(row("subset", "ab"), row("intersects", clause="2")).cover == "partial"


def test_equal_and_superset_are_full_and_reversed_ones_are_not() -> None:
    assert cover(row("superset")).cover == "full"
    assert cover(row("equal")).cover == "full"
    back = inverse(inverse(row("superset")))
    assert cover(back).cover == "full"
    assert inverse(row("superset")).relation == "subset"


def test_unreviewed_and_disputed_are_shown_apart_and_never_counted() -> None:
    for review in ("unreviewed", "disputed"):
        shown = cover(row("superset", review=review))
        assert (shown.cover, len(shown.unreviewed), shown.by) == ("none", 1, ())
    mixed = cover(row("subset", "ab"), row("subset", "c", review="unreviewed", clause="2"))
    assert mixed.cover == "partial"


def test_over_the_bundled_mappings() -> None:
    from kaname.catalogs.relations import load_mappings

    pack = Shelf().load("ssdf")
    rows = load_mappings(BUNDLED / "ssdf-1.1").mappings
    covers = {one.task: one for one in cover_tasks(pack, rows, lambda reference: True)}
    assert covers["PO.1.1"].cover == "full"
    assert covers["PS.3.1"].cover == "none" and covers["PS.3.1"].unreviewed
    assert len(covers) == 42
