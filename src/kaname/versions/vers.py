"""VERS range specifiers (``vers:npm/>=1.2.3|<2.0.0|!=1.5``): parse, canonical form, intervals, containment.

Source: package-url/vers-spec, "Version Range Specifier" 0.2. Parsing is strict where the specification calls a spelling
non-canonical (empty constraints, white space, bad percent-encoding, a version named twice); order is not checked, because
the canonical form restores it.
"""

import re
from typing import Final
from urllib.parse import quote, unquote

from msgspec import Struct

from kaname.errors import InputError
from kaname.versions.order import SCHEMES, Undetermined
from kaname.versions.ranges import Interval

# A range of some thousand constraints is an enumeration that belongs elsewhere; this only stops runaway input.
LONGEST_RANGE_CHARACTERS: Final = 1_000_000
# Schemes of VERS that have another name here.
_OTHER_NAMES: Final = {"alpine": "apk", "github": "githubactions", "go": "golang", "rubygems": "gem", "arch": "alpm"}
_VERS: Final = re.compile(r"vers:([a-z][a-z0-9.-]*)/(.+)", re.ASCII | re.DOTALL).fullmatch
_CONSTRAINT: Final = re.compile(r"(>=|<=|!=|<|>|=)?(.*)", re.DOTALL).fullmatch
_BAD_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})").search
_DATETIME_LOWER: Final = re.compile(r"[tz]").search
_ANY: Final = "*"
_AFTER: Final = b"\0"
_SAFE: Final = "+:~"


class Constraint(Struct, frozen=True):
    """A comparator (``=``, ``!=``, ``<``, ``<=``, ``>``, ``>=``, or ``*`` for any version) and a version, decoded."""

    comparator: str
    version: str


class Vers(Struct, frozen=True):
    """A parsed range. ``scheme`` as written; ``constraints`` in the order written, never empty."""

    scheme: str
    constraints: tuple[Constraint, ...]

    @property
    def order(self) -> str:
        """Name of the version order in ``SCHEMES``."""
        return _OTHER_NAMES.get(self.scheme, self.scheme)


def parse_vers(text: str) -> Vers:
    """Read a VERS string.

    Raises:
        InputError: ``versions.vers_too_long``, ``versions.not_vers`` (no ``vers:scheme/constraints``),
            ``versions.vers_white_space``, ``versions.vers_empty_constraint`` (a pipe at an end or two in a row),
            ``versions.vers_encoding``, ``versions.vers_star`` (``*`` is not alone), ``versions.vers_repeated`` (a version
            stands twice), ``versions.vers_datetime`` (lower-case ``t`` or ``z``).
    """
    if len(text) > LONGEST_RANGE_CHARACTERS:
        raise InputError("versions.vers_too_long", limit=LONGEST_RANGE_CHARACTERS)
    match = _VERS(text)
    if match is None:
        raise InputError("versions.not_vers")
    scheme, body = match.groups()
    if any(map(str.isspace, body)):
        raise InputError("versions.vers_white_space")
    if body == _ANY:
        return Vers(scheme, (Constraint(_ANY, ""),))
    constraints: list[Constraint] = []
    seen: set[str] = set()
    for index, written in enumerate(body.split("|")):
        constraint = _parse_constraint(scheme, written, f"constraints[{index}]")
        if constraint.version in seen:
            raise InputError("versions.vers_repeated", path=f"constraints[{index}]", version=constraint.version)
        seen.add(constraint.version)
        constraints.append(constraint)
    return Vers(scheme, tuple(constraints))


def _parse_constraint(scheme: str, written: str, path: str) -> Constraint:
    match = _CONSTRAINT(written)
    comparator, version = match.groups() if match else ("", "")
    if not version:
        raise InputError("versions.vers_empty_constraint", path=path)
    if version == _ANY:
        raise InputError("versions.vers_star", path=path)
    if _BAD_PERCENT(version):
        raise InputError("versions.vers_encoding", path=path, version=version)
    try:
        version = unquote(version, errors="strict")
    except UnicodeDecodeError as error:
        raise InputError("versions.vers_encoding", path=path, version=version) from error
    if scheme == "datetime" and _DATETIME_LOWER(version):
        raise InputError("versions.vers_datetime", path=path, version=version)
    return Constraint(comparator or "=", version)


def format_vers(vers: Vers) -> str:
    """Return the canonical form: constraints by version, ``=`` left out, versions percent-encoded.

    Where a version has no place in the order the constraints keep the order that they were written in.
    """
    keyed = _keyed(vers)
    constraints = vers.constraints if isinstance(keyed, Undetermined) else tuple(c for _, c in keyed)
    return f"vers:{vers.scheme}/" + "|".join(_format_constraint(constraint) for constraint in constraints)


def _format_constraint(constraint: Constraint) -> str:
    if constraint.comparator == _ANY:
        return _ANY
    comparator = "" if constraint.comparator == "=" else constraint.comparator
    return comparator + quote(constraint.version, safe=_SAFE)


def _keyed(vers: Vers) -> list[tuple[bytes, Constraint]] | Undetermined:
    """Return the constraints with their keys, by key."""
    if vers.order not in SCHEMES:
        return Undetermined("versions.unknown_scheme", vers.scheme)
    make_key = SCHEMES[vers.order]
    keyed: list[tuple[bytes, Constraint]] = []
    for constraint in vers.constraints:
        key = b"" if constraint.comparator == _ANY else make_key(constraint.version)
        if isinstance(key, Undetermined):
            return key
        keyed.append((key, constraint))
    keyed.sort(key=lambda pair: pair[0])
    return keyed


def vers_intervals(vers: Vers) -> tuple[Interval, ...] | Undetermined:
    """Return the range as intervals of keys, in order, none touching another.

    ``Undetermined`` where the scheme is unknown or one of the versions has no place in its order. A range of ``!=`` alone is
    every version but those.
    """
    keyed = _keyed(vers)
    if isinstance(keyed, Undetermined):
        return keyed
    if keyed[0][1].comparator == _ANY:
        return (Interval(b"", None),)
    bounds = [(key, constraint.comparator) for key, constraint in keyed if constraint.comparator not in ("=", "!=")]
    holes = [key for key, constraint in keyed if constraint.comparator == "!="]
    found = _between(bounds)
    if not bounds and len(holes) == len(keyed):
        found = [Interval(b"", None)]
    for hole in holes:
        found = [part for interval in found for part in _without(interval, hole)]
    found += [Interval(key, key + _AFTER) for key, constraint in keyed if constraint.comparator == "="]
    return tuple(_joined(found))


def _between(bounds: list[tuple[bytes, str]]) -> list[Interval]:
    """Pair lower and upper bounds: of lower bounds in a row the first counts, of upper bounds in a row the last."""
    found: list[Interval] = []
    lower: bytes | None = b""
    upper: bytes | None = None
    for key, comparator in bounds:
        edge = key + _AFTER if comparator in (">", "<=") else key
        if comparator[0] == "<":
            upper = edge
            continue
        if upper is not None and lower is not None:
            found.append(Interval(lower, upper))
            lower, upper = None, None
        elif lower == b"":
            lower = None
        if lower is None:
            lower = edge
    if lower is not None and (lower or upper is not None):
        found.append(Interval(lower, upper))
    return found


def _without(interval: Interval, key: bytes) -> list[Interval]:
    if key not in interval:
        return [interval]
    parts = [Interval(interval.lower, key), Interval(key + _AFTER, interval.upper)]
    return [part for part in parts if part.upper is None or part.lower < part.upper]


def _joined(intervals: list[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for interval in sorted(intervals, key=lambda each: each.lower):
        last = joined[-1] if joined else None
        if last is not None and (last.upper is None or interval.lower <= last.upper):
            if last.upper is not None and (interval.upper is None or last.upper < interval.upper):
                joined[-1] = Interval(last.lower, interval.upper)
        else:
            joined.append(interval)
    return joined


def contains_version(vers: Vers, version: str) -> bool | Undetermined:
    """Say whether a version lies in the range; ``Undetermined`` where the version or the range has no place."""
    intervals = vers_intervals(vers)
    if isinstance(intervals, Undetermined):
        return intervals
    key = SCHEMES[vers.order](version)
    return key if isinstance(key, Undetermined) else any(key in interval for interval in intervals)
