"""Version ranges as branch names: VERS, and the "vers-like" constraints without scheme (CSAF 2.1, section 3.1.3.3.2)."""

import re
from functools import cache
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from kaname.errors import InputError
from kaname.formats.csaf.vocabulary import names
from kaname.versions import Interval, Undetermined
from kaname.versions.order import SCHEMES
from kaname.versions.vers import Constraint, Vers, format_vers, parse_vers, vers_intervals

_VLS_CONSTRAINT = re.compile(r"(>=|<=|!=|<|>|=)?([^<>=!|*\s]+)", re.ASCII)
# Types of the VERS registry (package-url/vers-spec) at the time of writing; purl types are types of VERS, too.
REGISTERED_TYPES = names(
    "alpine alpm apk arch bitnami cargo composer conan conda cpan cran datetime deb gem generic gentoo github "
    "golang hackage hex intdot julia lexicographic luarocks maven mattermost mozilla nginx none npm nuget openssl "
    "opam otp pub pypi rpm semver swift all"
)
# Orders that our own do not name but that are the same: numbers separated by dots.
_SAME_ORDER = {"intdot": "generic", "vls": "generic"}


class Range(Struct, frozen=True):
    """A version range.

    Attributes:
        kind: ``vers``, ``vls``, or ``invalid``. reason: why it is invalid, or not canonical; empty where it is well.
        scheme: type of VERS; empty for vls. constraints: as written.
    """

    kind: Literal["vers", "vls", "invalid"]
    scheme: str = ""
    constraints: tuple[Constraint, ...] = ()
    reason: str = ""

    @property
    def order(self) -> str:
        """Name of the version order to compare in."""
        scheme = self.scheme or "vls"
        return _SAME_ORDER.get(scheme, scheme)

    @property
    def is_known_order(self) -> bool:
        """Whether versions of this range can be compared here."""
        return self.kind != "invalid" and Vers(self.order, self.constraints).order in SCHEMES

    @property
    def is_open_above(self) -> bool:
        """Whether the range has no upper end."""
        bounds = [each for each in self._in_order() if each.comparator in ("<", "<=", ">", ">=")]
        return bool(bounds) and bounds[-1].comparator in (">", ">=")

    @property
    def is_single(self) -> bool:
        """Whether the range names exactly one version."""
        return len(self.constraints) == 1 and self.constraints[0].comparator == "="

    def intervals(self) -> tuple[Interval, ...] | Undetermined:
        """Return the range as intervals of sort keys."""
        if self.kind == "invalid":
            return Undetermined("versions.not_vers", "")
        return vers_intervals(Vers(self.order, self.constraints))

    def _in_order(self) -> tuple[Constraint, ...]:
        if not self.is_known_order:
            return self.constraints
        try:
            return parse_vers(format_vers(Vers(self.order, self.constraints))).constraints
        except InputError:
            return self.constraints


@cache
def parse_range(name: str) -> Range:
    """Read the name of a branch of category ``product_version_range``. Never raises: see ``Range.reason``."""
    if name.startswith("vers:"):
        return _parse_vers(name)
    constraints: list[Constraint] = []
    for part in name.split("|"):
        found = _VLS_CONSTRAINT.fullmatch(part)
        if found is None:
            return Range("invalid", reason="csaf.range.not_vls")
        constraints.append(Constraint(found.group(1) or "=", found.group(2)))
    if len(constraints) == 1 and constraints[0].comparator == "=":
        return Range("invalid", constraints=tuple(constraints), reason="csaf.range.single")
    return Range("vls", "", tuple(constraints))


def _parse_vers(name: str) -> Range:
    # The second is how earlier drafts wrote it; the official samples still hold it to be valid.
    if name in ("vers:all/*", "vers:/all"):
        return Range("vers", "all", (Constraint("*", ""),))
    try:
        vers = parse_vers(name)
    except InputError as error:
        return Range("invalid", reason=error.code)
    if vers.scheme == "all" or any(_bad_version(each.version) for each in vers.constraints):
        return Range("invalid", reason="csaf.range.not_vers")
    found = Range("vers", vers.scheme, vers.constraints)
    if found.is_known_order and not _is_canonical(found, name):
        return Range("vers", vers.scheme, vers.constraints, "csaf.range.not_canonical")
    return found


def _is_canonical(found: Range, name: str) -> bool:
    """Say whether constraints stand in order, encoded as they should be, and no bound makes another one needless."""
    if name.partition("/")[2] != format_vers(Vers(found.order, found.constraints)).partition("/")[2]:
        return False
    directions = [each.comparator[0] for each in found.constraints if each.comparator[0] in "<>"]
    return all(one != other for one, other in pairwise(directions))


def _bad_version(version: str) -> bool:
    """Say whether what should be a version begins with what looks like half of a comparator."""
    return version[:1] in "<>=!" if version else False


def overlap(one: Range, other: Range) -> bool | None:
    """Say whether two ranges share a version; None where that cannot be told."""
    if one.order != other.order and one.scheme and other.scheme:
        return None
    left, right = one.intervals(), other.intervals()
    if isinstance(left, Undetermined) or isinstance(right, Undetermined):
        return None
    return any(_touch(a, b) for a in left for b in right)


def includes(one: Range, version: str) -> bool | None:
    """Say whether a range holds a version; None where that cannot be told."""
    intervals = one.intervals()
    if isinstance(intervals, Undetermined):
        return None
    order = Vers(one.order, ()).order
    if order not in SCHEMES:
        return None
    key = SCHEMES[order](version)
    return None if isinstance(key, Undetermined) else any(key in interval for interval in intervals)


def _touch(one: Interval, other: Interval) -> bool:
    return (other.upper is None or one.lower < other.upper) and (one.upper is None or other.lower < one.upper)


def is_one_version(found: Range) -> bool:
    """Say whether a range names one version only, be it written out or by bounds that meet (``>=1|<=1``)."""
    if found.is_single or found.reason == "csaf.range.single":
        return True
    bounds = {(each.comparator, each.version) for each in found.constraints}
    return (
        len(bounds) == 2
        and {comparator for comparator, _ in bounds} == {">=", "<="}
        and len({version for _, version in bounds}) == 1
    )
