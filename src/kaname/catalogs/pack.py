"""The types of a framework pack, as docs/reference/packs.md describes them. Values only: no files, no rules.

A pack is keyed (framework, version); an item (framework, version, id). The same id in two versions or frameworks is two
items: SP 800-218A reuses ids that SSDF 1.1 retired.
"""

from typing import Literal

from msgspec import Struct

from kaname.model.words import PartialWords

Basis = Literal["official", "derived", "draft"]
Axis = Literal["coverage", "independence", "maturity"]
Verification = Literal["practised", "desk", "document", "device"]
IssueCategory = Literal["environment", "difficulty", "process", "other"]
Scoring = Literal["levels", "status", "answers"]
ItemKind = Literal["task", "requirement", "governance", "control", "question", "goal", "phase", "principle", "check"]


# A text of a pack; an imported one may hold one language only.
Text = PartialWords


class Provenance(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a statement comes from.

    Attributes:
        basis: ``official`` the source states it so (ids, titles, counts); ``derived`` follows from a published source by
            a step that is named; ``draft`` written for this pack, not confirmed by the publisher.
        source: document and version; clause: place in it; date: ISO 8601 day (or month, or year) of the source.
        note: the step or the doubt, in words.
    """

    basis: Basis
    source: str
    date: str
    clause: str | None = None
    note: Text | None = None


class LevelItem(Struct, frozen=True, forbid_unknown_fields=True):
    """A concrete example that is asked for: ★ in ``must``, ▲ in ``choose``.

    Attributes:
        id: unique within the task; details: what belongs to it, for the person who answers.
        axis: which of the three axes it belongs to. cost: relative effort from nothing, 1 (hours) to 5 (months).
    """

    id: str
    ja: str
    en: str
    details: tuple[Text, ...] = ()
    axis: Axis = "coverage"
    cost: int = 1

    @property
    def text(self) -> Text:
        """The example itself."""
        return Text(self.ja, self.en)


class Choice(Struct, frozen=True, forbid_unknown_fields=True):
    """The ▲ items and how many of them level 1 asks for."""

    at_least: int
    items: tuple[LevelItem, ...]


class Level(Struct, frozen=True, forbid_unknown_fields=True):
    """What a level means for a task, and its items beyond those of the level below."""

    definition: Text
    must: tuple[LevelItem, ...] = ()
    choose: Choice | None = None


class Levels(Struct, frozen=True, forbid_unknown_fields=True, rename={"one": "1", "two": "2", "three": "3"}):
    """Levels 1 to 3 of a task. Level 2 asks for every ★ and ▲ of level 1 and what it adds; level 3 adds to level 2."""

    one: Level
    two: Level
    three: Level
    provenance: Provenance | None = None


class Issue(Struct, frozen=True, forbid_unknown_fields=True):
    """A difficulty met when doing the task, and what helps."""

    category: IssueCategory
    problem: Text
    measure: Text


class Reference(Struct, frozen=True, forbid_unknown_fields=True):
    """Items of another framework that the source itself names. Not a statement that one covers the other."""

    framework: str
    version: str
    ids: tuple[str, ...]


class Item(Struct, frozen=True, forbid_unknown_fields=True):
    """One thing a framework asks for.

    Attributes:
        id: as the source writes it. title: stands as ``title_provenance`` says; text: in our own words.
        provenance: of the id and of what is asked for.
        parent: id of a group, or of another item. verification: how it is shown to be so; empty where the source does
            not say. levels: for packs scored by levels. evidence: what typically shows it. roles: empty means everyone.
        skipped_by: ids of which one fulfilled answer makes this question unnecessary. opened_by: id whose answer
            ``partly`` makes this question necessary. weight: official weight words such as ``shall``; changed: reworded
            against the pack that this one extends.
    """

    id: str
    title: Text
    parent: str | None = None
    text: Text | None = None
    kind: ItemKind = "requirement"
    provenance: Provenance | None = None
    title_provenance: Provenance | None = None
    verification: tuple[Verification, ...] = ()
    levels: Levels | None = None
    evidence: tuple[Text, ...] = ()
    issues: tuple[Issue, ...] = ()
    references: tuple[Reference, ...] = ()
    roles: tuple[str, ...] = ()
    skipped_by: tuple[str, ...] = ()
    opened_by: str | None = None
    weight: str | None = None
    changed: bool = False

    def level_items(self) -> tuple[LevelItem, ...]:
        """Return every ★ and ▲ item of all levels, in pack order; empty where there are no levels."""
        if self.levels is None:
            return ()
        found: list[LevelItem] = []
        for level in (self.levels.one, self.levels.two, self.levels.three):
            found += level.must
            found += level.choose.items if level.choose else ()
        return tuple(found)


class Group(Struct, frozen=True, forbid_unknown_fields=True):
    """A heading: practice group, practice, category, theme. counts: official numbers of parts not held one by one."""

    id: str
    title: Text
    parent: str | None = None
    text: Text | None = None
    provenance: Provenance | None = None
    counts: dict[str, int] = {}
    changed: bool = False


class Role(Struct, frozen=True, forbid_unknown_fields=True):
    """A role in which an organisation answers."""

    id: str
    title: Text
    text: Text | None = None


class Profile(Struct, frozen=True, forbid_unknown_fields=True):
    """A named selection of items."""

    id: str
    title: Text
    items: tuple[str, ...]
    provenance: Provenance
    text: Text | None = None


class Retired(Struct, frozen=True, forbid_unknown_fields=True):
    """An id that earlier versions used. It is an alias for reading, never an item that can be answered."""

    id: str
    replaced_by: tuple[str, ...]


class Fact(Struct, frozen=True, forbid_unknown_fields=True):
    """Something about the framework that a reader should know: state, legal ground, doubts, counts."""

    text: Text
    provenance: Provenance


class Base(Struct, frozen=True, forbid_unknown_fields=True):
    """The pack that this one extends; its items hold unless this pack states them again."""

    framework: str
    version: str


class Pack(Struct, frozen=True, forbid_unknown_fields=True):
    """A framework in one version, whole.

    Attributes:
        state: ``final`` or ``draft`` as published. scoring: ``levels`` (items decide a level 0 to 3), ``status`` (met,
            partly, …) or ``answers`` (a questionnaire). folder: where it was read, as errors name it.
    """

    framework: str
    version: str
    title: Text
    publisher: Text
    published: str
    state: Literal["final", "draft"]
    scoring: Scoring
    provenance: Provenance
    groups: tuple[Group, ...]
    items: tuple[Item, ...]
    summary: Text = Text()
    url: str | None = None
    roles: tuple[Role, ...] = ()
    profiles: tuple[Profile, ...] = ()
    retired: tuple[Retired, ...] = ()
    facts: tuple[Fact, ...] = ()
    extends: Base | None = None
    folder: str = ""

    @property
    def key(self) -> str:
        """``framework-version``: the name of the folder and of the pack on the command line."""
        return f"{self.framework}-{self.version}"

    def item(self, item_id: str) -> Item | None:
        """Return the item with an id, or None."""
        return next((item for item in self.items if item.id == item_id), None)

    def group_of(self, item: Item) -> str:
        """Return the id of the outermost group of an item; empty where it has none."""
        parents = {group.id: group.parent for group in self.groups} | {other.id: other.parent for other in self.items}
        current, outermost = item.parent, ""
        while current is not None:
            outermost, current = current, parents.get(current)
        return outermost
