"""The byte test in SQL gives what evaluating the events by hand gives, for random advisories."""

import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kaname.knowledge.base import open_knowledge
from kaname.knowledge.build import build_base
from kaname.testing.feeds import Json, advisory, affected, write_osv_zip
from kaname.versions import sort_key

_NOW = datetime(2026, 11, 20, tzinfo=UTC)
_NUMBERS = st.integers(0, 12)


@st.composite
def entries(draw: st.DrawFn) -> tuple[list[dict[str, str]], list[int]]:
    """One range as events over versions 0..12 (as 1.n.0), and the numbers it affects, worked out without keys."""
    bounds = sorted(draw(st.sets(_NUMBERS, min_size=1, max_size=6)))
    events: list[dict[str, str]] = []
    hit: set[int] = set()
    for position in range(0, len(bounds), 2):
        start = bounds[position]
        events.append({"introduced": f"1.{start}.0"})
        if position + 1 == len(bounds):
            hit |= set(range(start, 14))
        elif draw(st.booleans()):
            events.append({"fixed": f"1.{bounds[position + 1]}.0"})
            hit |= set(range(start, bounds[position + 1]))
        else:
            events.append({"last_affected": f"1.{bounds[position + 1]}.0"})
            hit |= set(range(start, bounds[position + 1] + 1))
    return events, sorted(hit)


def matches(base_path: Path, number: int) -> set[str]:
    """Records hit, by the comparison that every database can make."""
    key = sort_key("npm", f"1.{number}.0")
    with open_knowledge(base_path) as base:
        rows = base.criteria([("npm", "thing")]).get(("npm", "thing"), ())
    return {
        row.record
        for row in rows
        if isinstance(key, bytes)
        and row.lower is not None
        and row.lower <= key
        and (row.upper is None or key < row.upper)
    }


@settings(max_examples=25, deadline=None)
@given(st.lists(entries(), min_size=1, max_size=4), st.lists(_NUMBERS, max_size=3))
def test_sql_rows_agree_with_evaluation(
    ranges: Sequence[tuple[list[dict[str, str]], list[int]]], listed: Sequence[int]
) -> None:
    records: list[Json] = [
        advisory(f"TEST-{n}", affected("npm", "thing", *events, versions=[f"1.{number}.0" for number in listed]))
        for n, (events, _) in enumerate(ranges)
    ]
    with tempfile.TemporaryDirectory() as folder:
        write_osv_zip(Path(folder), "npm", records)
        target = Path(folder, "k.db")
        build_base([Path(folder)], target, now=_NOW, processes=1)
        for number in range(13):
            expected = {f"TEST-{n}" for n, (_, hit) in enumerate(ranges) if number in hit or number in listed}
            assert matches(target, number) == expected
