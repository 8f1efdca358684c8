"""Licence statements: normalised, judged by a policy, held against each other.

Expressions follow SPDX annex D; identifiers are those of the SPDX licence list that ``license-expression`` carries. A name
that is no identifier stays a name and is listed as unknown: nothing is guessed. Refuses policies that say two things about
one licence.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, Literal

from boolean.boolean import ParseError
from license_expression import ExpressionError, LicenseWithExceptionSymbol, Licensing, get_spdx_licensing
from msgspec import Struct

from kaname.errors import InputError
from kaname.model.sbom import Component, LicenseClaim, Sbom
from kaname.sbom.rule import label
from kaname.sbom.yaml_text import decode_yaml

Verdict = Literal["allow", "review", "deny"]
_SEVERITY: dict[Verdict, int] = {"allow": 0, "review": 1, "deny": 2}
# The longest expression in the SBOMs at hand has 1,700 characters (a whole distribution); parsing grows with the square.
MAX_EXPRESSION_CHARACTERS = 8_000
# What the parser raises for text that is no expression; for ``()`` and the like it stumbles instead of refusing.
_PARSER_ERRORS = (ExpressionError, ParseError, RecursionError, IndexError, TypeError, AttributeError, AssertionError)
_NO_ANSWER = frozenset({"NOASSERTION", "UNKNOWN", ""})


class Normalised(Struct, frozen=True):
    """A licence statement in SPDX form.

    Attributes:
        expression: identifiers in the spelling of the list, operators in capitals; the text as written where ``broken``.
        keys: every licence in it, in order of appearance; a licence with exception is ``LICENCE WITH EXCEPTION``.
        unknown: those keys that the licence list does not know; ``LicenseRef-…`` is known to be of the author's own making.
        broken: the text is no expression. stated_unknown: it says that the licence is not known.
    """

    expression: str
    keys: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    broken: bool = False
    stated_unknown: bool = False


def normalise_claim(claim: LicenseClaim) -> Normalised:
    """Return a claim in SPDX form; a free name that is an identifier or expression in another spelling counts as one."""
    return normalise(claim.value, name=claim.kind == "name")


@lru_cache(maxsize=65_536)
def normalise(text: str, *, name: bool = False) -> Normalised:
    """Return a licence text in SPDX form. Cost: about 0.1 ms the first time.

    Args:
        text: an identifier or expression.
        name: the text is a free name: taken as expression only where all of it is known.
    """
    stripped = text.strip()
    if stripped.upper() in _NO_ANSWER:
        return Normalised("NOASSERTION", stated_unknown=True)
    if stripped == "NONE":
        return Normalised("NONE", ("NONE",))
    if len(stripped) > MAX_EXPRESSION_CHARACTERS:
        return Normalised(stripped, (stripped,), broken=True)
    try:
        parsed = _licensing().parse(stripped, validate=False)
    except _PARSER_ERRORS:
        parsed = None
    if parsed is None:
        return Normalised(stripped, (stripped,), broken=True)
    keys: list[str] = []
    unknown: list[str] = []
    for symbol in _symbols(parsed):
        keys.append(str(symbol))
        unknown += [part.key for part in _parts(symbol) if not _is_known(part.key)]
    if name and unknown:
        return Normalised(stripped, (stripped,), (stripped,))
    return Normalised(str(parsed), tuple(dict.fromkeys(keys)), tuple(dict.fromkeys(unknown)))


class UsePolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is allowed, to be reviewed, or denied: identifiers; ``GPL-*`` stands for all that begin so."""

    allow: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()


class LicensePolicy(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A licence policy.

    Attributes:
        allow, review, deny: for every use. default: of a licence that is not named. unknown: of a component without
            known licence.
        uses: further words per use (``distribution``, ``internal``, ``service``), which come before the general ones.
        incompatible: pairs that may not meet in one product.
        exceptions: component identity (purl without version, or name) → identifier or expression that was agreed for it.
    """

    allow: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    default: Verdict = "review"
    unknown: Verdict = "review"
    uses: dict[str, UsePolicy] = {}
    incompatible: tuple[tuple[str, str], ...] = ()
    exceptions: dict[str, str] = {}


def parse_license_policy(data: bytes) -> LicensePolicy:
    """Parse a policy from YAML.

    Raises:
        InputError: not YAML, not of the form, ``sbom.license_policy_contradiction``.
    """
    policy = decode_yaml(data, LicensePolicy)
    for place, part in [("", policy), *[(f"uses.{name}.", use) for name, use in policy.uses.items()]]:
        seen: dict[str, str] = {}
        for verdict in ("allow", "review", "deny"):
            for identifier in getattr(part, verdict):
                if seen.setdefault(identifier.lower(), verdict) != verdict:
                    raise InputError(
                        "sbom.license_policy_contradiction", path=f"{place}{verdict}", license=identifier[:100]
                    )
    return policy


class LicensedComponent(Struct, frozen=True, kw_only=True):
    """Licence of one component.

    Attributes:
        expression: of the concluded statements, else the declared, else the others; several are joined by AND; ``""`` where
            there is none. declared, concluded: in SPDX form, ``""`` where not given.
        unknown: parts that the licence list does not know.
        verdict: of the policy, None without one. because: the licence that decided it.
    """

    path: str
    ref: str
    component: str
    expression: str
    declared: str
    concluded: str
    unknown: tuple[str, ...]
    verdict: Verdict | None
    because: str


class LicenseConflict(Struct, frozen=True, kw_only=True):
    """Two statements that do not go together.

    Attributes:
        kind: ``declared-concluded``: author and analyst disagree about one component; ``incompatible``: two licences of the
            product that the policy keeps apart. left, right: the statements. components: labels, the first few.
    """

    kind: Literal["declared-concluded", "incompatible"]
    left: str
    right: str
    paths: tuple[str, ...]
    components: tuple[str, ...]


class LicenseReport(Struct, frozen=True, kw_only=True):
    """Licences of a document.

    Attributes:
        use: the use that was asked for. counts: expression → components. unlicensed: components without a statement.
    """

    use: str
    components: tuple[LicensedComponent, ...]
    conflicts: tuple[LicenseConflict, ...]
    counts: dict[str, int]

    @property
    def unlicensed(self) -> tuple[LicensedComponent, ...]:
        """Components without a statement, or with one that says nothing."""
        return tuple([each for each in self.components if not each.expression])


def license_report(sbom: Sbom, *, policy: LicensePolicy | None = None, use: str = "") -> LicenseReport:
    """Return the licences of a document, judged by a policy where one is given.

    Raises:
        InputError: ``sbom.license_use_unknown``: the policy names uses, but not this one.
    """
    if policy is not None and use and use not in policy.uses:
        raise InputError("sbom.license_use_unknown", use=use, known=", ".join(policy.uses))
    judge = _Judge(policy, use) if policy is not None else None
    components = tuple([_licensed(each, judge) for each in sbom.components])
    counts: dict[str, int] = {}
    for each in components:
        counts[each.expression] = counts.get(each.expression, 0) + 1
    conflicts = _disagreements(components)
    if policy is not None:
        conflicts += _incompatible(components, policy)
    return LicenseReport(
        use=use,
        components=components,
        conflicts=tuple(conflicts),
        counts=dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))),
    )


class _Judge:
    """A policy for one use, with answers remembered."""

    def __init__(self, policy: LicensePolicy, use: str) -> None:
        self._policy = policy
        self._parts: list[UsePolicy | LicensePolicy] = [policy.uses[use]] if use else []
        self._parts.append(policy)
        self._known: dict[str, tuple[Verdict, str]] = {}

    def judge(self, component: Component, statements: Sequence[Normalised]) -> tuple[Verdict, str]:
        """Return the verdict on a component and the licence that decided it; all statements apply, the strictest counts."""
        agreed = self._policy.exceptions.get(_identity_text(component)) or self._policy.exceptions.get(component.name)
        if agreed is not None:
            statements = [normalise(agreed)]
        found = [self._statement(each) for each in statements]
        return max(found, key=lambda item: _SEVERITY[item[0]]) if found else (self._policy.unknown, "")

    def _statement(self, normalised: Normalised) -> tuple[Verdict, str]:
        if normalised.stated_unknown or not normalised.keys:
            return self._policy.unknown, ""
        if normalised.broken:
            found = self._one(normalised.expression)
            return (found, normalised.expression) if found else (self._policy.unknown, normalised.expression)
        if normalised.expression not in self._known:
            parsed = (
                _licensing().parse(normalised.expression, validate=False) if normalised.expression != "NONE" else None
            )
            self._known[normalised.expression] = (
                self._walk(parsed) if parsed is not None else (self._policy.unknown, "NONE")
            )
        return self._known[normalised.expression]

    def _walk(self, node: Any) -> tuple[Verdict, str]:
        """OR: the licensee chooses, the mildest counts. AND: all apply, the strictest counts."""
        if getattr(node, "args", ()):
            found = [self._walk(inner) for inner in node.args]
            choose = min if node.__class__.__name__ == "OR" else max
            return choose(found, key=lambda item: _SEVERITY[item[0]])
        whole = str(node)
        verdict = self._one(whole)
        if verdict is None and isinstance(node, LicenseWithExceptionSymbol):
            verdict = self._one(node.license_symbol.key)
        if verdict is not None:
            return verdict, whole
        known = all(_is_known(part.key) for part in _parts(node))
        return (self._policy.default if known else self._policy.unknown), whole

    def _one(self, key: str) -> Verdict | None:
        lowered = key.lower()
        for part in self._parts:
            for verdict in ("deny", "review", "allow"):
                for pattern in getattr(part, verdict):
                    wanted = pattern.lower()
                    if lowered == wanted or (wanted.endswith("*") and lowered.startswith(wanted[:-1])):
                        return verdict
        return None


def _licensed(component: Component, judge: _Judge | None) -> LicensedComponent:
    by_kind: dict[str | None, list[Normalised]] = {}
    for claim in component.licenses:
        found = normalise_claim(claim)
        if not found.stated_unknown:
            by_kind.setdefault(claim.acknowledgement, []).append(found)
    chosen = by_kind.get("concluded") or by_kind.get("declared") or by_kind.get(None) or []
    joined = join(chosen)
    verdict, because = judge.judge(component, chosen) if judge else (None, "")
    return LicensedComponent(
        path=component.path,
        ref=component.ref,
        component=label(component),
        expression=joined.expression if joined.keys else "",
        declared=join(by_kind.get("declared", [])).expression if "declared" in by_kind else "",
        concluded=join(by_kind.get("concluded", [])).expression if "concluded" in by_kind else "",
        unknown=tuple(dict.fromkeys(key for each in chosen for key in _unknown_parts(each))),
        verdict=verdict,
        because=because,
    )


def _unknown_parts(found: Normalised) -> tuple[str, ...]:
    return (found.expression,) if found.broken else found.unknown


def join(found: Iterable[Normalised]) -> Normalised:
    """Return several statements about one component as one: all of them apply."""
    distinct = list({each.expression: each for each in found}.values())
    if not distinct:
        return Normalised("NOASSERTION", stated_unknown=True)
    if len(distinct) == 1:
        return distinct[0]
    broken = any(each.broken or (each.unknown and " " in each.expression) for each in distinct)
    parts = [
        f"({each.expression})" if " OR " in each.expression else each.expression
        for each in sorted(distinct, key=lambda each: each.expression)
    ]
    return Normalised(
        " AND ".join(parts),
        tuple(dict.fromkeys(key for each in distinct for key in each.keys)),
        tuple(dict.fromkeys(key for each in distinct for key in each.unknown)),
        broken=broken,
    )


def _disagreements(components: Iterable[LicensedComponent]) -> list[LicenseConflict]:
    return [
        LicenseConflict(
            kind="declared-concluded",
            left=each.declared,
            right=each.concluded,
            paths=(each.path,),
            components=(each.component,),
        )
        for each in components
        if each.declared and each.concluded and each.declared != each.concluded and not _same(each)
    ]


def _same(each: LicensedComponent) -> bool:
    try:
        return bool(_licensing().is_equivalent(each.declared, each.concluded))
    except _PARSER_ERRORS:
        return False


def _incompatible(components: tuple[LicensedComponent, ...], policy: LicensePolicy) -> list[LicenseConflict]:
    holders: dict[str, list[LicensedComponent]] = {}
    for each in components:
        # Where the licensee may choose, no licence of the choice is sure to apply.
        if " OR " in each.expression or not each.expression:
            continue
        for key in normalise(each.expression).keys:
            holders.setdefault(key.lower(), []).append(each)
    found = []
    for left, right in policy.incompatible:
        one, other = holders.get(left.lower(), []), holders.get(right.lower(), [])
        if one and other:
            both = [*one, *other]
            found.append(
                LicenseConflict(
                    kind="incompatible",
                    left=left,
                    right=right,
                    paths=tuple([each.path for each in both]),
                    components=tuple([each.component for each in both]),
                )
            )
    return found


def _identity_text(component: Component) -> str:
    purl = component.purl or ""
    return purl.partition("?")[0].rpartition("@")[0] or purl


def _symbols(parsed: Any) -> Iterable[Any]:
    return parsed.get_literals() if getattr(parsed, "args", ()) else [parsed]


def _parts(symbol: Any) -> tuple[Any, ...]:
    if isinstance(symbol, LicenseWithExceptionSymbol):
        return symbol.license_symbol, symbol.exception_symbol
    return (symbol,)


def _is_known(key: str) -> bool:
    return key in _keys() or key.startswith(("LicenseRef-", "DocumentRef-"))


@cache
def _keys() -> Mapping[str, Any]:
    keys: Mapping[str, Any] = _licensing().known_symbols
    return keys


@cache
def _licensing() -> Licensing:
    return get_spdx_licensing()
