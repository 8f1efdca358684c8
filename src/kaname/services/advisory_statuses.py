"""What our own statements say about the releases of our product: the status that an advisory publishes.

Only what we decided ourselves counts, and only where it names the product. Two decisions that contradict each other are not
weighed here: somebody has to settle them before anything is published.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from kaname.errors import InputError
from kaname.ident.vulnerability_ids import id_key
from kaname.model.advisory_draft import Flag, Justification, Remediation, RemediationKind, StatusGroup, Texts, Threat
from kaname.model.finding import Identity
from kaname.model.statement import ProductRef, Statement, Status
from kaname.triage.products import match_product
from kaname.triage.statements import parse_time

GROUP_OF_STATUS: Mapping[Status, StatusGroup] = {
    "affected": "known_affected",
    "under_investigation": "under_investigation",
    "fixed": "fixed",
    "not_affected": "known_not_affected",
}
# Parts of one product with different statuses: the product has the one that asks most of its users.
_CAUTION: Sequence[Status] = ("affected", "under_investigation", "fixed", "not_affected")
_REMEDIATION: Mapping[str, RemediationKind] = {
    "update": "vendor_fix",
    "workaround_available": "workaround",
    "will_not_fix": "no_fix_planned",
    "can_not_fix": "no_fix_planned",
}


class ReleaseStatus(Struct, frozen=True, kw_only=True):
    """What was decided about a release. ``statements``: those that say so, of ``status``; never empty."""

    version: str
    status: Status
    statements: tuple[Statement, ...]


def release_statuses(
    *, statements: Iterable[Statement], vulnerability: str, releases: Mapping[str, Identity], now: datetime
) -> dict[str, ReleaseStatus]:
    """Return what our statements say about releases of the product, by version; a release they do not name is absent.

    Args:
        statements: those of others are left out. releases: version → by what that release is recognised.
        now: expired statements, and those dated later, do not count.

    Raises:
        InputError: ``advisory.statements_conflict``: statements about one release, or one part of it, contradict each other.
    """
    wanted = id_key(vulnerability)
    about = [
        one
        for one in statements
        if one.source is None
        and wanted in {id_key(name) for name in (one.vulnerability, *one.aliases)}
        and _is_current(one, now)
    ]
    found: dict[str, ReleaseStatus] = {}
    for version, identity in releases.items():
        status = _status_of(version, identity, about)
        if status is not None:
            found[version] = status
    return found


def flags_of(statuses: Iterable[ReleaseStatus], ids: Mapping[str, str]) -> tuple[Flag, ...]:
    """Return the justifications as flags. ``ids``: version → product id of the advisory."""
    grouped: dict[Justification, list[str]] = {}
    for one in statuses:
        label = next((each.justification for each in one.statements if each.justification is not None), None)
        if one.status == "not_affected" and label is not None:
            grouped.setdefault(label, []).append(ids[one.version])
    return tuple(Flag(label=label, products=tuple(products)) for label, products in grouped.items())


def threats_of(statuses: Iterable[ReleaseStatus], ids: Mapping[str, str]) -> tuple[Threat, ...]:
    """Return what the statements say about the impact."""
    grouped: dict[str, list[str]] = {}
    for one in statuses:
        for text in dict.fromkeys(each.impact for each in one.statements if each.impact):
            grouped.setdefault(text, []).append(ids[one.version])
    return tuple(Threat(category="impact", details=text, products=tuple(found)) for text, found in grouped.items())


def remediations_of(statuses: Iterable[ReleaseStatus], ids: Mapping[str, str]) -> tuple[Remediation, ...]:
    """Return what the statements tell users of affected releases to do."""
    grouped: dict[tuple[RemediationKind, Texts], list[str]] = {}
    for one in statuses:
        for each in one.statements:
            if one.status == "affected" and each.action:
                words = [word for word in each.responses if word in _REMEDIATION]
                kind: RemediationKind = _REMEDIATION[words[0]] if words else "mitigation"
                grouped.setdefault((kind, each.action), []).append(ids[one.version])
    return tuple(
        Remediation(category=kind, details=text, products=tuple(dict.fromkeys(found)))
        for (kind, text), found in grouped.items()
    )


def _status_of(version: str, identity: Identity, about: Sequence[Statement]) -> ReleaseStatus | None:
    newest: dict[str, list[Statement]] = {}
    for statement in about:
        for what in _spoken_of(statement, identity):
            known = newest.get(what)
            if known is None or _said_at(statement) > _said_at(known[0]):
                newest[what] = [statement]
            elif _said_at(statement) == _said_at(known[0]):
                known.append(statement)
    for same in newest.values():
        _refuse_contradiction(version, same)
    if not newest:
        return None
    whole = newest.get("")
    if whole is not None:
        # About the product itself: what was said about a part of it may not ask more of its users.
        parts = [one for what, same in newest.items() if what for one in same]
        _refuse_contradiction(version, [whole[0], *(one for one in parts if _is_worse(one, whole[0]))])
        return ReleaseStatus(version=version, status=whole[0].status, statements=tuple(whole))
    said = [one for same in newest.values() for one in same]
    status = min((one.status for one in said), key=_CAUTION.index)
    return ReleaseStatus(version=version, status=status, statements=tuple(one for one in said if one.status == status))


def _refuse_contradiction(version: str, said: Sequence[Statement]) -> None:
    other = next((one for one in said if one.status != said[0].status), None)
    if other is not None:
        raise InputError(
            "advisory.statements_conflict",
            version=version,
            one=said[0].id,
            status=said[0].status,
            other=other.id,
            other_status=other.status,
        )


def _is_worse(one: Statement, other: Statement) -> bool:
    return _CAUTION.index(one.status) < _CAUTION.index(other.status)


def _spoken_of(statement: Statement, identity: Identity) -> Iterator[str]:
    """Yield what of a release a statement is about: the empty text for the product itself, else the part."""
    for product in statement.products:
        if match_product(product, identity, is_subject=True) != "fits":
            continue
        if not product.parts:
            yield ""
        yield from (_name_of(part) for part in product.parts)


def _name_of(part: ProductRef) -> str:
    return (*part.purls, *part.cpes, part.id, part.name)[0]


def _said_at(statement: Statement) -> str:
    said = parse_time(statement.time)
    return said.isoformat() if said is not None else ""


def _is_current(statement: Statement, now: datetime) -> bool:
    said, until = parse_time(statement.time), parse_time(statement.valid_until)
    return not (until is not None and until < now) and not (said is not None and said > now)
