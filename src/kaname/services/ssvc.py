"""Decide by SSVC tables; exchange selections as documents."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kaname.errors import InputError
from kaname.formats.ssvc.selection_list import (
    SCHEMA_VERSION,
    Selection,
    SelectionList,
    Value,
    read_selection_list,
    timestamp_text,
    write_selection_list,
)
from kaname.triage.ssvc import Decision, Input, Registry, decide, load_registry, parse_inputs, parse_tables
from kaname.triage.ssvc.decide import DERIVED


def load_tables(*, tables: Sequence[str] = ()) -> Registry:
    """Return the official tables with an organisation's own added.

    Args:
        tables: paths of YAML files.

    Raises:
        InputError: a file cannot be read, or is not a file of points and tables.
    """
    registry = load_registry()
    for path in tables:
        registry = parse_tables(_read(path), registry)
    return registry


def decide_by_table(
    *, table: str, words: Sequence[str] = (), selections: Sequence[str] = (), tables: Sequence[str] = ()
) -> tuple[Registry, Decision]:
    """Decide by a table.

    Args:
        table: key or id. words: ``POINT=VALUE``; they win over documents.
        selections: paths of selection lists. tables: paths of own tables.

    Raises:
        InputError: unknown table, point or value; an unreadable file; selections of one point that contradict.
    """
    registry = load_tables(tables=tables)
    inputs: dict[str, Input] = {}
    for path in selections:
        for identifier, each in inputs_of_selections(
            registry=registry, document=read_selection_list(_read(path))
        ).items():
            earlier = inputs.get(identifier)
            values = each.values if earlier is None else tuple(v for v in earlier.values if v in each.values)
            if not values:
                raise InputError("triage.ssvc_selections_contradict", path=path, point=identifier)
            inputs[identifier] = Input(point=identifier, values=values, origin="given", detail=Path(path).name)
    inputs |= parse_inputs(registry, words)
    return registry, decide(registry, registry.table(table), inputs)


def inputs_of_selections(*, registry: Registry, document: SelectionList) -> dict[str, Input]:
    """Return the inputs that a selection list gives. Selections of older versions count only where values are the same."""
    inputs: dict[str, Input] = {}
    for index, selection in enumerate(document.selections):
        keys = tuple(value.key for value in selection.values)
        try:
            point, values = registry.translate(selection.namespace, selection.key, selection.version, keys)
        except InputError as error:
            raise InputError(error.code, path=f"selections[{index}]", **error.params) from error
        if values and len(values) == len(keys):
            ordered = tuple(key for key in point.keys if key in values)
            inputs[point.id] = Input(point=point.id, values=ordered, origin="given")
    return inputs


def selection_list_of(*, registry: Registry, decision: Decision, target: str | None, now: datetime) -> bytes:
    """Write the inputs and the outcome of a decision as a selection list.

    A point about which nothing is known is left out: the form has no way to say "unknown", and all values say nothing.
    """
    selections: dict[str, Selection] = {}

    def add(identifier: str, keys: tuple[str, ...]) -> None:
        point = registry.points[identifier]
        if len(keys) < len(point.values):
            values = tuple(Value(key=key, name=point.value(key).en) for key in keys)
            selections[identifier] = Selection(
                namespace=point.namespace, key=point.key, version=point.version, name=point.name.en, values=values
            )

    def walk(part: Decision) -> None:
        for made in part.made:
            walk(made)
        for each in part.inputs:
            if each.origin != DERIVED:
                add(each.point, each.values)
        add(part.point, part.possible)

    walk(decision)
    if not selections:
        raise InputError("triage.ssvc_nothing_selected")
    document = SelectionList(
        timestamp=timestamp_text(now),
        schema_version=SCHEMA_VERSION,
        selections=tuple(selections.values()),
        target_ids=(target,) if target else (),
    )
    return write_selection_list(document)


def _read(path: str) -> bytes:
    from kaname.store.files import read_bytes

    return read_bytes(Path(path))
