"""The registry of decision points and tables: ours from ``data/ssvc.json``, an organisation's own from YAML.

Keys repeat across namespaces (``SC``, ``A`` and ``E`` exist in ``cvss`` too), so a point is always named by namespace, key
and version. Refuses tables whose outcomes do not fit their inputs.
"""

import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import product

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.model.words import Words

# A table of an organisation's own may be large, but not larger than a person can review; the largest official one has
# 324 rows.
MAX_TABLE_ROWS = 20_000


class Value(Struct, frozen=True):
    """One value of a decision point. ``key`` as in SSVC documents; ``en`` is the official name, ``ja`` our rendering."""

    key: str
    en: str
    ja: str

    def name(self, lang: str) -> str:
        """Return the name of the value in a language."""
        return self.ja if lang == "ja" else self.en


class Point(Struct, frozen=True, kw_only=True):
    """A decision point.

    Attributes:
        values: in rising order. same_values_as: older versions whose value keys mean the same.
    """

    namespace: str
    key: str
    version: str
    name: Words
    about: Words
    values: tuple[Value, ...]
    same_values_as: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """``namespace:key:version``."""
        return f"{self.namespace}:{self.key}:{self.version}"

    @property
    def keys(self) -> tuple[str, ...]:
        """Value keys in order."""
        return tuple(value.key for value in self.values)

    def value(self, key: str) -> Value:
        """Return the value with a key.

        Raises:
            InputError: ``triage.ssvc_unknown_value``.
        """
        for value in self.values:
            if value.key == key:
                return value
        raise InputError("triage.ssvc_unknown_value", point=self.id, value=key, values=", ".join(self.keys))


class Table(Struct, frozen=True, kw_only=True):
    """A decision table.

    Attributes:
        inputs: ids of the input points; outcome: id of the outcome point.
        outcomes: outcome keys joined by commas, one string or several; read on, they follow the product of the inputs'
            values, the last input changing fastest.
        check: first 16 hex digits of the SHA-256 of all outcome keys joined by commas; empty for own tables.
    """

    namespace: str
    key: str
    version: str
    name: Words
    inputs: tuple[str, ...]
    outcome: str
    outcomes: tuple[str, ...]
    check: str = ""

    @property
    def id(self) -> str:
        """``namespace:key:version``."""
        return f"{self.namespace}:{self.key}:{self.version}"

    @property
    def outcome_keys(self) -> tuple[str, ...]:
        """One outcome key per row."""
        return tuple(",".join(self.outcomes).replace(" ", "").split(","))


class _OlderPoint(Struct, frozen=True):
    id: str
    values: tuple[str, ...]


class _File(Struct, frozen=True, kw_only=True):
    source: str
    points: tuple[Point, ...] = ()
    older_points: tuple[_OlderPoint, ...] = ()
    tables: tuple[Table, ...] = ()


class Registry:
    """Decision points and tables by id.

    Args:
        points, tables: by id. older: value keys of superseded versions whose values differ, by id.
        source: where the data come from, with version.
    """

    def __init__(
        self,
        points: Mapping[str, Point],
        tables: Mapping[str, Table],
        older: Mapping[str, tuple[str, ...]],
        source: str,
    ) -> None:
        self.points = points
        self.tables = tables
        self.source = source
        self._older = older
        self._rows: dict[str, dict[tuple[str, ...], str]] = {}

    def point(self, name: str, version: str | None = None) -> Point:
        """Return a point by id, by ``namespace:key``, or by a key that only one namespace has.

        Raises:
            InputError: ``triage.ssvc_unknown_point``, or ``triage.ssvc_ambiguous_point``.
        """
        full = f"{name}:{version}" if version else name
        if full in self.points:
            return self.points[full]
        for point in self.points.values():
            if any(full == f"{point.namespace}:{point.key}:{same}" for same in point.same_values_as):
                return point
        found = [point for point in self.points.values() if full in (point.key, f"{point.namespace}:{point.key}")]
        if len(found) > 1:
            raise InputError("triage.ssvc_ambiguous_point", point=full, ids=", ".join(point.id for point in found))
        if not found:
            raise InputError("triage.ssvc_unknown_point", point=full)
        return found[0]

    def table(self, name: str) -> Table:
        """Return a table by id, by ``namespace:key``, or by key; any case.

        Raises:
            InputError: ``triage.ssvc_unknown_table``.
        """
        wanted = name.upper()
        for table in self.tables.values():
            names = (table.id, f"{table.namespace}:{table.key}", table.key, table.key.removeprefix("DT_"))
            if wanted in (each.upper() for each in names):
                return table
        raise InputError("triage.ssvc_unknown_table", table=name, tables=", ".join(t.key for t in self.tables.values()))

    def translate(
        self, namespace: str, key: str, version: str, values: tuple[str, ...]
    ) -> tuple[Point, tuple[str, ...]]:
        """Take a selection made with any version of a point to the version we use.

        Returns:
            Our point, and the values that mean the same in it. Values that an older version defines differently are
            dropped; when none is left, the result is empty: undetermined, not guessed.

        Raises:
            InputError: the point, its version or a value is not in the registry.
        """
        identifier = f"{namespace}:{key}:{version}"
        if identifier in self._older:
            allowed = self._older[identifier]
            for value in values:
                if value not in allowed:
                    raise InputError(
                        "triage.ssvc_unknown_value", point=identifier, value=value, values=", ".join(allowed)
                    )
            current = self.point(f"{namespace}:{key}")
            same = _SAME_MEANING.get(identifier, frozenset())
            return current, tuple(value for value in values if value in same)
        current = self.point(identifier)
        for value in values:
            current.value(value)
        return current, values

    def rows(self, table: Table) -> Mapping[tuple[str, ...], str]:
        """Return the rows of a table, value keys of the inputs → outcome key, in table order."""
        if table.id not in self._rows:
            keys = [self.points[identifier].keys for identifier in table.inputs]
            self._rows[table.id] = dict(zip(product(*keys), table.outcome_keys, strict=True))
        return self._rows[table.id]

    def maker_of(self, point: Point) -> Table | None:
        """Return the table that makes a point out of others (such as HI out of SI and MI), or None."""
        for table in self.tables.values():
            if table.outcome == point.id:
                return table
        return None

    def extended(self, points: tuple[Point, ...], tables: tuple[Table, ...], source: str) -> "Registry":
        """Return a registry with an organisation's own points and tables added.

        Raises:
            InputError: an id exists already, or a table does not fit its points.
        """
        merged_points, merged_tables = dict(self.points), dict(self.tables)
        for index, point in enumerate(points):
            if point.id in merged_points:
                raise InputError("triage.ssvc_id_taken", path=f"points[{index}]", id=point.id)
            merged_points[point.id] = point
        for index, table in enumerate(tables):
            if table.id in merged_tables:
                raise InputError("triage.ssvc_id_taken", path=f"tables[{index}]", id=table.id)
            _check_table(table, merged_points, f"tables[{index}]")
            merged_tables[table.id] = table
        _check_makers(merged_tables)
        return Registry(merged_points, merged_tables, self._older, f"{self.source}; {source}")


# Older versions whose values changed, and those of their keys that still mean the same in the version used now. ``U`` of
# EXP 1.0.0 (unavoidable) is not ``O`` (open); the values of SI 1.0.0 were redefined altogether; MI 1.0.0 split ``D``.
_SAME_MEANING: Mapping[str, frozenset[str]] = {
    "ssvc:E:1.0.0": frozenset({"N", "P", "A"}),
    "ssvc:EXP:1.0.0": frozenset({"S", "C"}),
    "ssvc:SI:1.0.0": frozenset(),
    "ssvc:MI:1.0.0": frozenset({"MSC", "MEF", "MF"}),
}


@cache
def load_registry() -> Registry:
    """Load the official points and tables. Cost: under 2 ms, once."""
    data = resources.files("kaname.triage.ssvc").joinpath("data", "ssvc.json").read_bytes()
    content = msgspec.json.decode(data, type=_File)
    points = {point.id: point for point in content.points}
    older = {point.id: point.values for point in content.older_points}
    for index, table in enumerate(content.tables):
        _check_table(table, points, f"tables[{index}]")
    return Registry(points, {table.id: table for table in content.tables}, older, content.source)


def parse_tables(data: bytes, registry: Registry) -> Registry:
    """Add an organisation's own points and tables, written in YAML in the form of ``data/ssvc.json``.

    Raises:
        InputError: not YAML, not of that form (with the path), an id that exists, or outcomes that do not fit.
    """
    from kaname.catalogs.yaml_text import parse_yaml  # a scan without triage does without the YAML parser

    try:
        content = msgspec.convert(parse_yaml(data, ""), type=_File)
    except msgspec.ValidationError as error:
        raise InputError("triage.ssvc_table_form", detail=str(error)) from error
    return registry.extended(content.points, content.tables, content.source)


def _check_table(table: Table, points: Mapping[str, Point], path: str) -> None:
    for index, identifier in enumerate(table.inputs):
        if identifier not in points:
            raise InputError("triage.ssvc_unknown_point", path=f"{path}.inputs[{index}]", point=identifier)
    if table.outcome not in points:
        raise InputError("triage.ssvc_unknown_point", path=f"{path}.outcome", point=table.outcome)
    rows = math.prod(len(points[identifier].values) for identifier in table.inputs)
    if rows > MAX_TABLE_ROWS:
        raise InputError("triage.ssvc_table_too_large", path=path, rows=rows, limit=MAX_TABLE_ROWS)
    outcomes = table.outcome_keys
    if len(outcomes) != rows:
        raise InputError("triage.ssvc_table_rows", path=f"{path}.outcomes", rows=rows, given=len(outcomes))
    known = set(points[table.outcome].keys)
    for index, outcome in enumerate(outcomes):
        if outcome not in known:
            place = f"{path}.outcomes, row {index + 1}"
            values = ", ".join(points[table.outcome].keys)
            raise InputError("triage.ssvc_unknown_value", path=place, point=table.outcome, value=outcome, values=values)


def _check_makers(tables: Mapping[str, Table]) -> None:
    """Refuse tables that make each other's inputs in a circle."""
    makers = {table.outcome: table for table in reversed(list(tables.values()))}

    def walk(table: Table, above: tuple[str, ...]) -> None:
        if table.id in above:
            raise InputError("triage.ssvc_table_circle", tables=" → ".join((*above, table.id)))
        for identifier in table.inputs:
            if identifier in makers:
                walk(makers[identifier], (*above, table.id))

    for table in tables.values():
        walk(table, ())
