"""To which CPE names a record applies: matches with version ranges, nodes, and configurations of AND, OR and negate.

Holds the values as they lie in the base, and makers that turn what sources write into them. Keys are computed when the base
is built, in the generic version order. Refuses nothing: a name that is no CPE name is left out and counted.

Source: NVD CVE API 2.0 (``configurations``), CVE JSON 5.1 (``cpeApplicability``), which share one form.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.ident.cpe import ANY, NA, Cpe, format_cpe, parse_cpe, plain_value
from kaname.versions import Undetermined, sort_key

CPE_SCHEME = "generic"
NODES_MAX = 2_000  # the largest published configuration (chip sets of one vendor) has about 900 nodes and names
_BEGINNING = b""


class CpeMatch(Struct, array_like=True, frozen=True):
    """One criterion.

    Attributes:
        cpe: formatted string; vulnerable: False for the platform that it runs on.
        ranged: True where the version of ``cpe`` is ANY and the keys decide.
        lower, upper: as in the hot table; ``lower`` None where a bound has no place in the order.
        text, fixed: the range for people, and the version that ends it.
    """

    cpe: str
    vulnerable: bool
    ranged: bool
    lower: bytes | None
    upper: bytes | None
    text: str
    fixed: str | None


class CpeNode(Struct, array_like=True, frozen=True):
    """Criteria joined by ``all_of`` (AND) or not (OR), possibly negated."""

    all_of: bool
    negate: bool
    matches: tuple[CpeMatch, ...]


class Configuration(Struct, array_like=True, frozen=True):
    """Nodes joined by ``all_of`` (AND) or not (OR), possibly negated. A record applies where any configuration does."""

    all_of: bool
    negate: bool
    nodes: tuple[CpeNode, ...]


configurations_decoder = msgspec.msgpack.Decoder(tuple[Configuration, ...])


class _WireMatch(Struct):
    criteria: str = ""
    vulnerable: bool = True
    versionStartIncluding: str | None = None  # noqa: N815 - the form's own spelling
    versionStartExcluding: str | None = None  # noqa: N815
    versionEndIncluding: str | None = None  # noqa: N815
    versionEndExcluding: str | None = None  # noqa: N815


class _WireNode(Struct):
    operator: str = "OR"
    negate: bool = False
    cpeMatch: list[_WireMatch] | None = None  # noqa: N815
    nodes: list["_WireNode"] | None = None
    children: list["_WireNode"] | None = None


class _WireConfiguration(Struct):
    operator: str | None = None
    negate: bool | None = None
    nodes: list[_WireNode] | None = None


def read_configurations(raw: Any, notes: Counter[str]) -> tuple[Configuration, ...]:
    """Read ``configurations`` or ``cpeApplicability`` as decoded JSON; what has the wrong form is counted and left out."""
    found: list[Configuration] = []
    for item in raw if isinstance(raw, list) else ():
        try:
            wire = msgspec.convert(item, _WireConfiguration)
        except (msgspec.ValidationError, RecursionError):
            notes["knowledge.noted.bad_configuration"] += 1
            continue
        nodes = tuple(_nodes(wire.nodes or (), notes))
        if len(nodes) > NODES_MAX:
            notes["knowledge.noted.bad_configuration"] += 1
        elif nodes:
            found.append(Configuration((wire.operator or "OR").upper() == "AND", bool(wire.negate), nodes))
    return tuple(found)


def _nodes(wire: Iterable[_WireNode], notes: Counter[str]) -> Iterable[CpeNode]:
    for node in wire:
        matches = tuple(match for item in node.cpeMatch or () if (match := _read_match(item, notes)) is not None)
        if matches:
            yield CpeNode(node.operator.upper() == "AND", node.negate, matches)
        # The form allows nodes within nodes, but the publishers flatten them; what is deeper is read as further nodes.
        yield from _nodes(node.nodes or node.children or (), notes)


def _read_match(item: _WireMatch, notes: Counter[str]) -> CpeMatch | None:
    bounds = []
    for sign, text in (
        (">=", item.versionStartIncluding),
        (">", item.versionStartExcluding),
        ("<=", item.versionEndIncluding),
        ("<", item.versionEndExcluding),
    ):
        if text is not None and text.strip():
            bounds.append((sign, text.strip()))
    return make_match(item.criteria, bounds, notes, vulnerable=item.vulnerable)


def make_match(
    criteria: str, bounds: Sequence[tuple[str, str]], notes: Counter[str], *, vulnerable: bool = True
) -> CpeMatch | None:
    """Return a criterion, or None (counted) where the name is no CPE name or names no product.

    Args:
        criteria: CPE 2.2 or 2.3.
        bounds: (sign, version) with ``>=``, ``>``, ``<=``, ``<``, ``=``; with bounds, the version in the name does not count.
    """
    try:
        name = parse_cpe(criteria, lenient=True)
    except InputError:
        notes["knowledge.noted.bad_cpe"] += 1
        return None
    if name.product in (ANY, NA) or name.product == "null":
        notes["knowledge.noted.cpe_without_product"] += 1
        return None
    if bounds:
        name = msgspec.structs.replace(name, version=ANY, update=ANY)
        lower, upper, text, fixed = interval_of(tuple(bounds))
        return CpeMatch(format_cpe(name), vulnerable, True, lower, upper, text, fixed)
    text = "*" if name.version == ANY else f"= {plain_value(name.version)}"
    return CpeMatch(format_cpe(name), vulnerable, False, _BEGINNING, None, text, None)


@lru_cache(maxsize=65_536)
def interval_of(
    bounds: tuple[tuple[str, str], ...], scheme: str = CPE_SCHEME
) -> tuple[bytes | None, bytes | None, str, str | None]:
    """Return (lower, upper, text, fixed) of bounds; ``lower`` None where a version has no place in the order."""
    lower: bytes | None = _BEGINNING
    upper: bytes | None = None
    fixed: str | None = None
    failed = False
    for sign, version in bounds:
        key = sort_key(scheme, version)
        if isinstance(key, Undetermined):
            failed = True
            continue
        if sign in (">=", "="):
            lower = key
        elif sign == ">":
            lower = key + b"\0"
        if sign in ("<=", "="):
            upper = key + b"\0"
        elif sign == "<":
            upper = key
        if sign == "<":
            fixed = version
    text = ", ".join(f"{sign} {version}" for sign, version in bounds) or "*"
    return (None if failed else lower), (None if failed else upper), text, fixed


def undetermined_match(criteria: str, text: str, notes: Counter[str]) -> CpeMatch | None:
    """Return a criterion for a product whose affected versions are told in words: it matches nothing, and is reported."""
    match = make_match(criteria, (), notes)
    if match is None:
        return None
    name = msgspec.structs.replace(parse_cpe(match.cpe), version=ANY, update=ANY)
    notes["knowledge.noted.versions_in_words"] += 1
    return CpeMatch(format_cpe(name), True, True, None, None, text, None)


def any_of(matches: Iterable[CpeMatch]) -> tuple[Configuration, ...]:
    """Return criteria of which each alone suffices as configurations; () for none."""
    kept = tuple(dict.fromkeys(matches))
    return (Configuration(False, False, (CpeNode(False, False, kept),)),) if kept else ()


def index_pairs(configurations: Iterable[Configuration]) -> tuple[tuple[str, str], ...]:
    """Return (vendor, product) of the vulnerable names, for the index; a vendor or product with wildcards is not indexed."""
    pairs: dict[tuple[str, str], None] = {}
    for match in iter_matches(configurations):
        if match.vulnerable:
            name: Cpe = parse_cpe(match.cpe)
            pairs[(name.vendor, name.product)] = None
    return tuple(pairs)


def iter_matches(configurations: Iterable[Configuration]) -> Iterable[CpeMatch]:
    """Yield every criterion."""
    for configuration in configurations:
        for node in configuration.nodes:
            yield from node.matches


_BOUND = re.compile(r"(>=|<=|>|<|=)\s*v?([0-9][^\s,|]*)")


def parse_bounds(text: str) -> tuple[tuple[tuple[str, str], ...], ...] | None:
    """Return alternatives of bounds that a version field holds in signs (``>= 2.0, < 2.4.1``); None where it is no such text.

    Alternatives are separated by ``||``.
    """
    alternatives = []
    for part in text.split("||"):
        bounds = tuple(_BOUND.findall(part))
        rest = _BOUND.sub("", part).replace(",", "").strip()
        if not bounds or rest:
            return None
        alternatives.append(bounds)
    return tuple(alternatives)
