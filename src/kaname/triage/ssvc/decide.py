"""From inputs to a decision: a pure function over sets of values, with each input's origin kept."""

from collections.abc import Iterable, Mapping
from itertools import product

from msgspec import Struct, structs

from kaname.errors import InputError
from kaname.triage.ssvc.registry import Point, Registry, Table

# Where an input comes from; each is a message code ``triage.origin.*``.
UNKNOWN = "unknown"
DERIVED = "derived"


class Input(Struct, frozen=True, kw_only=True):
    """What is known about one decision point, and from where.

    Attributes:
        point: id of the point. values: value keys still possible; all of them where nothing is known.
        origin: ``kev``, ``vulnrichment``, ``exploit-reference``, ``cvss-heuristic``, ``context``, ``override``, ``given``,
            ``derived`` (made by another table) or ``unknown``.
        detail: the fact itself, such as a catalogue date or a vector. reason, author: of an override.
    """

    point: str
    values: tuple[str, ...]
    origin: str
    detail: str | None = None
    reason: str | None = None
    author: str | None = None


class Decision(Struct, frozen=True, kw_only=True):
    """The outcome of a table.

    Attributes:
        table, point: ids of the table and of its outcome point.
        possible: outcome keys still possible, in rising order; never empty.
        outcome: the outcome where only one is possible, else None: undetermined.
        inputs: one per input point, table order. made: decisions of the tables that made inputs (HI, U, PSI).
        missing: ids of the points whose answer could still change the outcome.
    """

    table: str
    point: str
    possible: tuple[str, ...]
    outcome: str | None
    inputs: tuple[Input, ...]
    made: tuple["Decision", ...] = ()
    missing: tuple[str, ...] = ()


def decide(registry: Registry, table: Table, inputs: Mapping[str, Input]) -> Decision:
    """Decide by a table.

    Args:
        registry: points and tables. table: one of them.
        inputs: by point id; a point without input is made from others where a table makes it, else unknown.

    Returns:
        The decision. Same inputs, same decision; a further known input never adds a possible outcome.
    """
    made: list[Decision] = []
    resolved: list[Input] = []
    for identifier in table.inputs:
        point = registry.points[identifier]
        given = inputs.get(identifier)
        maker = registry.maker_of(point)
        known = given is not None and set(given.values) < set(point.keys)
        if maker is None or (known and given is not None and len(given.values) == 1):
            resolved.append(given or unknown_input(point))
            continue
        part = decide(registry, maker, inputs)
        if known and given is not None:
            # Both a narrowed answer and facts below it: what both allow. Where they contradict, the answer given stands.
            both = tuple(key for key in given.values if key in part.possible)
            resolved.append(structs.replace(given, values=both or given.values))
        else:
            resolved.append(Input(point=identifier, values=part.possible, origin=DERIVED, detail=maker.id))
        made.append(part)
    rows = registry.rows(table)
    reached = {rows[combination] for combination in product(*(each.values for each in resolved))}
    possible = tuple(key for key in registry.points[table.outcome].keys if key in reached)
    missing = _open_questions(resolved, made, rows) if len(possible) > 1 else ()
    return Decision(
        table=table.id,
        point=table.outcome,
        possible=possible,
        outcome=possible[0] if len(possible) == 1 else None,
        inputs=tuple(resolved),
        made=tuple(made),
        missing=missing,
    )


def unknown_input(point: Point) -> Input:
    """Return the input of a point about which nothing is known."""
    return Input(point=point.id, values=point.keys, origin=UNKNOWN)


def parse_inputs(registry: Registry, words: Iterable[str], *, origin: str = "given") -> dict[str, Input]:
    """Parse ``POINT=VALUE`` words, several values joined by ``|``; POINT is a key, ``namespace:key`` or an id.

    Raises:
        InputError: not of that form, unknown point or value, or a point given twice.
    """
    inputs: dict[str, Input] = {}
    for word in words:
        name, equals, text = word.partition("=")
        if not equals or not name or not text:
            raise InputError("triage.ssvc_input_form", given=word)
        point = registry.point(name)
        values = tuple(point.value(key).key for key in text.split("|"))
        if point.id in inputs:
            raise InputError("triage.ssvc_input_twice", point=point.id)
        ordered = tuple(key for key in point.keys if key in values)
        inputs[point.id] = Input(point=point.id, values=ordered, origin=origin)
    return inputs


def _open_questions(
    resolved: list[Input], made: list[Decision], rows: Mapping[tuple[str, ...], str]
) -> tuple[str, ...]:
    """Return the points whose answer can still change the outcome, those that make an input instead of that input."""
    makers = {decision.point: decision for decision in made}
    questions: list[str] = []
    for index, each in enumerate(resolved):
        if len(each.values) < 2:
            continue
        others = [entry.values for place, entry in enumerate(resolved) if place != index]
        matters = any(
            len({rows[(*rest[:index], value, *rest[index:])] for value in each.values}) > 1 for rest in product(*others)
        )
        if matters:
            made_here = makers.get(each.point)
            questions += made_here.missing if made_here and made_here.missing else [each.point]
    return tuple(dict.fromkeys(questions))
