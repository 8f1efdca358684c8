"""Mappings between items of two frameworks: set relations with direction, reason and doubt (NIST IR 8477, set theory).

A symbol ◎ ○ △ × is never stored: it follows from the relation, read from source to target. Reversing a mapping turns the
relation round, so that a ◎ read backwards is a △ and cannot be taken for full cover.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kaname.catalogs.loader import convert_plain
from kaname.catalogs.pack import Pack, Provenance, Text
from kaname.catalogs.yaml_text import parse_yaml
from kaname.errors import ErrorGroup, InputError

Relation = Literal["equal", "superset", "subset", "intersects", "none"]
Review = Literal["reviewed", "unreviewed", "disputed"]
Confidence = Literal["high", "medium", "low"]
Rationale = Literal["syntactic", "semantic", "functional"]

WHOLE = "ALL"  # the item of a pack that stands for all of it

_SYMBOLS: dict[Relation, str] = {"superset": "◎", "equal": "○", "subset": "△", "intersects": "△", "none": "×"}
_INVERSE: dict[Relation, Relation] = {"superset": "subset", "subset": "superset"}
_CONFIDENCE: tuple[Confidence, ...] = ("low", "medium", "high")

# A rel B, B rel C → A rel C, where it follows for all sets. What is not here does not follow.
_COMPOSED: dict[tuple[Relation, Relation], Relation] = {
    ("superset", "superset"): "superset",
    ("subset", "subset"): "subset",
    ("superset", "intersects"): "intersects",
    ("intersects", "subset"): "intersects",
    ("subset", "none"): "none",
    ("none", "superset"): "none",
}


class Reference(Struct, frozen=True, forbid_unknown_fields=True):
    """An item of a framework in a version."""

    framework: str
    version: str
    id: str

    @property
    def text(self) -> str:
        """``framework-version:id``."""
        return f"{self.framework}-{self.version}:{self.id}"


class Reread(Struct, frozen=True, forbid_unknown_fields=True):
    """A term of the source and what it was read as (読み替え)."""

    term: str
    read_as: str


class Change(Struct, frozen=True, forbid_unknown_fields=True):
    """An earlier state of a mapping, or an objection to it."""

    date: str
    by: str
    note: Text
    relation: Relation | None = None


class ItemMapping(Struct, frozen=True, forbid_unknown_fields=True):
    """What a source item is to a target item.

    Attributes:
        relation: source ? target: ``superset`` means that the source holds the whole target and more.
        undecided: a published △ that does not say whether ``subset`` or ``intersects``.
        source_parts, target_parts: ids of the ★/▲ items of that side which the relation covers; empty where not worked out.
        source_gap, target_gap: what of that side is not covered, in words.
    """

    source: Reference
    target: Reference
    relation: Relation
    review: Review
    reason: Text
    provenance: Provenance
    confidence: Confidence = "low"
    rationale: Rationale = "semantic"
    undecided: bool = False
    reviewer: str = ""
    date: str | None = None
    reread: tuple[Reread, ...] = ()
    source_parts: tuple[str, ...] = ()
    target_parts: tuple[str, ...] = ()
    source_gap: Text | None = None
    target_gap: Text | None = None
    history: tuple[Change, ...] = ()

    @property
    def symbol(self) -> str:
        """◎, ○, △ or ×, read from source to target."""
        return _SYMBOLS[self.relation]

    @property
    def counts(self) -> bool:
        """True where the mapping may be counted as fulfilment: somebody reviewed it and nobody disputes it."""
        return self.review == "reviewed"


class PublishedCoverage(Struct, frozen=True, forbid_unknown_fields=True):
    """A published count: tasks of a target for which a framework has an item at ○ or better."""

    framework: str
    version: str
    at_least_equal: int
    of: int
    provenance: Provenance


class MappingFile(Struct, frozen=True, forbid_unknown_fields=True):
    """``mappings.yaml`` of a pack: mappings of other frameworks to it."""

    schema: Literal["kaname.mappings/1"]
    mappings: tuple[ItemMapping, ...] = ()
    published: tuple[PublishedCoverage, ...] = ()


def inverse(mapping: ItemMapping) -> ItemMapping:
    """Return the same statement read from target to source. ``inverse(inverse(m)) == m``."""
    return replace(
        mapping,
        source=mapping.target,
        target=mapping.source,
        relation=_INVERSE.get(mapping.relation, mapping.relation),
        source_parts=mapping.target_parts,
        target_parts=mapping.source_parts,
        source_gap=mapping.target_gap,
        target_gap=mapping.source_gap,
    )


def compose_relations(first: Relation, second: Relation) -> Relation | None:
    """Return the relation of A to C from A to B and B to C, or None where nothing follows."""
    if first == "equal":
        return second
    if second == "equal":
        return first
    return _COMPOSED.get((first, second))


def compose(first: ItemMapping, second: ItemMapping) -> ItemMapping | None:
    """Return what follows from two mappings in a chain, or None where nothing does.

    The result is never reviewed: it is a proposal for a person, with the lower confidence of the two.

    Raises:
        ValueError: the target of ``first`` is not the source of ``second``.
    """
    if first.target != second.source:
        raise ValueError("not a chain")
    relation = compose_relations(first.relation, second.relation)
    if relation is None:
        return None
    chain = f"{first.source.text} → {first.target.text} → {second.target.text}"
    return ItemMapping(
        source=first.source,
        target=second.target,
        relation=relation,
        review="unreviewed",
        reason=Text(ja=f"対応の連鎖による: {chain}", en=f"follows from a chain: {chain}"),
        provenance=first.provenance,
        confidence=min(first.confidence, second.confidence, key=_CONFIDENCE.index),
        rationale=second.rationale,
        undecided=first.undecided or second.undecided,
        reread=first.reread + second.reread,
        target_parts=second.target_parts if first.relation in ("equal", "superset") else (),
    )


def load_mappings(folder: Path, *, name: str | None = None) -> MappingFile:
    """Read ``mappings.yaml`` of a pack folder; an empty file where there is none.

    Raises:
        InputError: the file cannot be used.
    """
    path = folder / "mappings.yaml"
    label = f"{name or f'packs/{folder.name}'}/mappings.yaml"
    if not path.is_file():
        return MappingFile(schema="kaname.mappings/1")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError("catalogs.file_unreadable", path=label, reason=error.strerror or "") from None
    return convert_plain(parse_yaml(data, label), MappingFile, label)


def check_mappings(file: MappingFile, packs: Mapping[str, Pack], name: str) -> None:
    """Check that mappings point at items that exist and say what their relation obliges them to say.

    Args:
        packs: by ``framework-version``; a mapping to a pack that is not here is a defect.

    Raises:
        ErrorGroup: every defect, in file order.
    """
    errors = [error for index, mapping in enumerate(file.mappings) for error in _defects(mapping, packs, name, index)]
    if errors:
        raise ErrorGroup("catalogs.mapping_defects", errors, path=name)


def _defects(mapping: ItemMapping, packs: Mapping[str, Pack], name: str, index: int) -> Iterable[InputError]:
    place = f"{name}: mappings[{index}]"
    for side, reference, parts in (
        ("source", mapping.source, mapping.source_parts),
        ("target", mapping.target, mapping.target_parts),
    ):
        pack = packs.get(f"{reference.framework}-{reference.version}")
        item = pack.item(reference.id) if pack else None
        if item is None:
            yield InputError("catalogs.unknown_item", path=f"{place}.{side}", id=reference.text)
            continue
        known = {entry.id for entry in item.level_items()}
        for number, part in enumerate(parts):
            if part not in known:
                yield InputError("catalogs.unknown_item", path=f"{place}.{side}_parts[{number}]", id=part)
    if mapping.review == "reviewed" and not (mapping.reviewer and mapping.date):
        yield InputError("catalogs.review_without_reviewer", path=place)
    if mapping.relation in ("subset", "intersects") and mapping.target_gap is None and not mapping.target_parts:
        yield InputError("catalogs.partial_without_gap", path=place)
    if mapping.undecided and mapping.relation != "intersects":
        yield InputError("catalogs.undecided_relation", path=f"{place}.undecided")
