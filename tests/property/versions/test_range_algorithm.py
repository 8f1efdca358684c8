"""Stretches equal the evaluation algorithm of the OSV schema; VERS intervals equal its containment rules."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kaname.versions import Interval, contains, osv_intervals, sort_key
from kaname.versions.vers import Constraint, Vers, contains_version

VERSIONS = [f"{major}.{minor}.0" for major in range(4) for minor in range(4)]
INDEX = st.integers(0, len(VERSIONS) - 1)
KINDS = st.sampled_from(["introduced", "introduced", "fixed", "last_affected"])


def evaluate(events: list[tuple[str, int]], limits: list[int], version: int) -> bool:
    """OSV schema, "Evaluation": an event with version -1 is ``introduced: 0``."""
    if limits and not any(version < limit for limit in limits):
        return False
    vulnerable = False
    for kind, at in sorted(events, key=lambda event: event[1]):
        if kind == "introduced" and version >= at:
            vulnerable = True
        elif (kind == "fixed" and version >= at) or (kind == "last_affected" and version > at):
            vulnerable = False
    return vulnerable


@settings(max_examples=500)
@given(
    st.lists(st.tuples(KINDS, INDEX), max_size=7, unique_by=lambda event: event[1]),
    st.lists(INDEX, max_size=2),
    st.booleans(),
)
def test_stretches_are_what_osv_evaluates(events: list[tuple[str, int]], limits: list[int], zero: bool) -> None:
    events = [("introduced", -1)] * zero + events
    if not any(kind == "introduced" for kind, _ in events):
        events = [("introduced", -1), *events]
    written = [{kind: VERSIONS[at] if at >= 0 else "0"} for kind, at in events]
    written += [{"limit": VERSIONS[at]} for at in limits]
    bounds = [each.bounds for each in osv_intervals("npm", written)]
    intervals = [each for each in bounds if isinstance(each, Interval)]
    assert len(intervals) == len(bounds)
    for index, version in enumerate(VERSIONS):
        key = sort_key("npm", version)
        assert isinstance(key, bytes)
        assert contains(intervals, key) == evaluate(events, limits, index), version


def evaluate_vers(constraints: list[tuple[str, int]], version: int) -> bool:
    """vers-spec, "Checking if a version is contained within a range"."""
    if any(comparator == "=" and at == version for comparator, at in constraints):
        return True
    if any(comparator == "!=" and at == version for comparator, at in constraints):
        return False
    bounds = sorted((at, comparator) for comparator, at in constraints if comparator not in ("=", "!="))
    if not bounds:
        return all(comparator == "!=" for comparator, _ in constraints)
    holds = {
        "<": lambda at: version < at,
        "<=": lambda at: version <= at,
        ">": lambda at: version > at,
        ">=": lambda at: version >= at,
    }
    simple: list[tuple[int, str]] = []
    for at, comparator in bounds:
        if simple and simple[-1][1][0] == comparator[0]:
            if comparator[0] == "<":
                simple[-1] = (at, comparator)
            continue
        simple.append((at, comparator))
    first, last = simple[0], simple[-1]
    if first[1][0] == "<" and holds[first[1]](first[0]):
        return True
    if last[1][0] == ">" and holds[last[1]](last[0]):
        return True
    return any(
        one[1][0] == ">" and other[1][0] == "<" and holds[one[1]](one[0]) and holds[other[1]](other[0])
        for one, other in pairwise(simple)
    )


@settings(max_examples=500)
@given(
    st.lists(
        st.tuples(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), INDEX),
        min_size=1,
        max_size=7,
        unique_by=lambda constraint: constraint[1],
    )
)
def test_intervals_are_what_vers_contains(constraints: list[tuple[str, int]]) -> None:
    vers = Vers("npm", tuple(Constraint(comparator, VERSIONS[at]) for comparator, at in constraints))
    for index, version in enumerate(VERSIONS):
        assert contains_version(vers, version) == evaluate_vers(constraints, index), version
