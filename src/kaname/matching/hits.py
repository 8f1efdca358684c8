"""Comparison of look-ups with ranges: which alias groups touch a package version, and by which range."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kaname.knowledge.query import Criterion
from kaname.matching.plan import MODULE_STREAM_UNKNOWN, RANGE_UNDETERMINED, VERSION_UNDETERMINED, Lookup, Plan
from kaname.matching.rpm import is_modular, upstream_major
from kaname.model.finding import Match
from kaname.versions import Undetermined, sort_key

# The ranges of one group that hit are all shown, up to here; a group with more is an index of a whole distribution.
MAX_OTHER_RANGES = 24


class Hit(NamedTuple):
    """One alias group that touches a package version. ``fixed``: nearest fixed version of its own branch first."""

    group: int
    match: Match
    fixed: tuple[str, ...]


class Answer(NamedTuple):
    """What the data says about the look-ups of a component.

    Attributes:
        hits: one per alias group, by group number. reason, detail: set where the component was not evaluated.
        uncompared: ranges that could not be compared although the component was evaluated.
    """

    hits: tuple[Hit, ...] = ()
    reason: str | None = None
    detail: str | None = None
    uncompared: int = 0


class _Range(NamedTuple):
    lookup: Lookup
    criterion: Criterion
    key: bytes


def answer_plan(plan: Plan, criteria: Mapping[tuple[str, str], Sequence[Criterion]]) -> Answer:
    """Compare every look-up of a plan with every range that the data has for it.

    Several ranges of one package add up. A range whose bound could not be parsed matches nothing; where nothing else hits,
    the component counts as not evaluated, because that range might have been the one.
    """
    keys: dict[tuple[str, str], bytes | Undetermined] = {}
    by_group: dict[int, list[_Range]] = {}
    touched: dict[int, list[_Range]] = {}
    known = False
    reason: str | None = None
    detail: str | None = None
    uncompared = 0
    for lookup in plan.lookups:
        ranges = criteria.get((lookup.ecosystem, lookup.name))
        if not ranges:
            continue
        known = True
        for criterion in ranges:
            key = keys.get((criterion.scheme, lookup.version))
            if key is None:
                key = keys[criterion.scheme, lookup.version] = sort_key(criterion.scheme, lookup.version)
            if isinstance(key, Undetermined):
                reason, detail, uncompared = VERSION_UNDETERMINED, lookup.version, uncompared + 1
                continue
            if criterion.lower is None:
                reason, detail, uncompared = reason or RANGE_UNDETERMINED, detail or criterion.record, uncompared + 1
                continue
            if criterion.scheme == "rpm" and criterion.fixed is not None:
                modular = is_modular(lookup.version)
                if modular != is_modular(criterion.fixed):
                    continue
                if modular and upstream_major(lookup.version) != upstream_major(criterion.fixed):
                    reason, detail, uncompared = (
                        reason or MODULE_STREAM_UNKNOWN,
                        detail or criterion.record,
                        uncompared + 1,
                    )
                    continue
            found = _Range(lookup, criterion, key)
            by_group.setdefault(criterion.group, []).append(found)
            if criterion.lower <= key and (criterion.upper is None or key < criterion.upper):
                touched.setdefault(criterion.group, []).append(found)
    if not known and plan.unless_known:
        return Answer((), plan.unless_known, plan.detail)
    if not touched and reason:
        return Answer((), reason, detail, uncompared)
    hits = tuple(_hit(group, touched[group], by_group[group]) for group in sorted(touched))
    return Answer(hits, uncompared=uncompared)


def _hit(group: int, hits: list[_Range], ranges: list[_Range]) -> Hit:
    hits = sorted(hits, key=_preference)
    lookup, criterion, _ = hits[0]
    described = f"{criterion.record} ({criterion.source})"
    others = dict.fromkeys(f"{hit.criterion.record} ({hit.criterion.source}): {hit.criterion.text}" for hit in hits)
    others.pop(f"{described}: {criterion.text}", None)
    match = Match(
        criterion=lookup.criterion,
        source=described,
        range=criterion.text,
        scheme=criterion.scheme,
        reason=f"matching.match.{lookup.criterion}",
        compared=(("ecosystem", lookup.ecosystem), ("name", lookup.name), ("version", lookup.version)),
        others=tuple(others)[:MAX_OTHER_RANGES],
    )
    return Hit(group, match, _fixed_versions(hits, ranges))


def _preference(hit: _Range) -> tuple[bool, bool, str, str, str]:
    """Prefer the range that says most: of the component's own name, with a fixed version; then by record for sameness."""
    criterion = hit.criterion
    return (
        hit.lookup.criterion != "purl",
        criterion.fixed is None,
        criterion.record,
        criterion.text,
        criterion.ecosystem,
    )


def _fixed_versions(hits: list[_Range], ranges: list[_Range]) -> tuple[str, ...]:
    """Return fixed versions above the version: those of the ranges that hit first, each part in version order."""
    near = sorted((hit.criterion.upper or b"", hit.criterion.fixed) for hit in hits if hit.criterion.fixed)
    far = sorted(
        (entry.criterion.upper, entry.criterion.fixed)
        for entry in ranges
        if entry.criterion.fixed and entry.criterion.upper is not None and entry.key < entry.criterion.upper
    )
    return tuple(dict.fromkeys(fixed for _, fixed in (*near, *far) if fixed))
