"""Comparison of look-ups with ranges: which alias groups touch a package version, and by which range."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from kaname.knowledge.query import Criterion
from kaname.matching.methods import ANY_AFFECTED, ECOSYSTEM_FIRST, confidence_of, rank_of
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


class Overruled(NamedTuple):
    """A record that calls a version affected, and the records of a source that goes before it and says otherwise."""

    group: int
    said: str
    decided: tuple[str, ...]


class Answer(NamedTuple):
    """What the data says about the look-ups of a component.

    Attributes:
        hits: one per alias group, by group number. reason, detail: set where the component was not evaluated.
        uncompared: ranges that could not be compared although the component was evaluated.
        overruled: what lesser sources call affected and better ones do not; no findings.
    """

    hits: tuple[Hit, ...] = ()
    reason: str | None = None
    detail: str | None = None
    uncompared: int = 0
    overruled: tuple[Overruled, ...] = ()


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
    unclear: set[str] = set()
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
                unclear.add(criterion.record)
                reason, detail, uncompared = VERSION_UNDETERMINED, lookup.version, uncompared + 1
                continue
            if criterion.lower is None:
                unclear.add(criterion.record)
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
    hits: list[Hit] = []
    overruled: list[Overruled] = []
    for group in sorted(touched):
        outcome = _decide(group, touched[group], by_group[group], unclear)
        if isinstance(outcome, Hit):
            hits.append(outcome)
        else:
            overruled.append(outcome)
    return Answer(tuple(hits), uncompared=uncompared, overruled=tuple(overruled))


def _decide(group: int, hits: list[_Range], ranges: list[_Range], unclear: set[str]) -> Hit | Overruled:
    """Return a hit, with the records that disagree; or what was overruled by a source that goes before all that hit.

    A record of which a range could not be compared does not disagree: that range might have been the one.
    """
    if len(hits) == len(ranges):
        return _hit(group, hits, ranges, (), "")
    affected = {(hit.criterion.record, hit.criterion.source) for hit in hits}
    others = dict.fromkeys((entry.criterion.record, entry.criterion.source) for entry in ranges)
    against = [pair for pair in others if pair not in affected and pair[0] not in unclear]
    if not against:
        return _hit(group, hits, ranges, (), "")
    best_for = min(rank_of(source) for _, source in affected)
    best_against = min(rank_of(source) for _, source in against)
    if best_against < best_for:
        said = min(hits, key=_preference).criterion
        decided = tuple(f"{record} ({source})" for record, source in against if rank_of(source) == best_against)
        return Overruled(group, f"{said.record} ({said.source})", decided)
    policy = ANY_AFFECTED if best_against == best_for else ECOSYSTEM_FIRST
    return _hit(group, hits, ranges, tuple(f"{record} ({source})" for record, source in against), policy)


def _hit(group: int, hits: list[_Range], ranges: list[_Range], conflicts: tuple[str, ...], policy: str) -> Hit:
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
        confidence=confidence_of(lookup.criterion),
        conflicts=conflicts[:MAX_OTHER_RANGES],
        policy=policy,
    )
    return Hit(group, match, _fixed_versions(hits, ranges))


def _preference(hit: _Range) -> tuple[int, bool, bool, str, str, str]:
    """Prefer the source that goes first and the range that says most: of the component's own name, with a fixed version.

    Then by record for sameness.
    """
    criterion = hit.criterion
    return (
        rank_of(criterion.source),
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
