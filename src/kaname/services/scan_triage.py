"""A scan with decisions: every finding with its state, and the statements that follow from it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from kaname.formats.vex_text import time_text
from kaname.model.finding import FindingState, Identity, ScanResult
from kaname.model.statement import Justification, ProductRef, Statement, Status, VexFormat
from kaname.services.statements import Exported, export_statements, subject_with
from kaname.services.triage import TriageResult
from kaname.triage.prioritise import Triaged


def with_states(triaged: TriageResult) -> ScanResult:
    """Return the scan with a state for every finding; order and everything else stay."""
    states = {id(one.finding): _state(one) for one in triaged.findings}
    targets = tuple(
        msgspec.structs.replace(
            target,
            findings=tuple(msgspec.structs.replace(one, state=states[id(one)]) for one in target.findings),
        )
        for target in triaged.scan.targets
    )
    return msgspec.structs.replace(triaged.scan, targets=targets)


def statements_from_triage(triaged: TriageResult) -> tuple[Statement, ...]:
    """Return one statement per vulnerability, status and product about what the scan found.

    A finding about which nobody said anything that counts is *under investigation*: a match of versions shows that a
    component is in a range, not that the product is affected.
    """
    product = triaged.context.product
    whole = Identity(name=product.name, purls=product.purls, cpes=product.cpes) if product is not None else None
    subjects = {target.path: subject_with(target.subject, whole) for target in triaged.scan.targets}
    groups: dict[tuple[str, Status, Justification | None, str, str, str], list[ProductRef]] = {}
    aliases: dict[str, tuple[str, ...]] = {}
    for one in sorted(triaged.findings, key=lambda each: (each.finding.vulnerability.id, each.finding.target)):
        statement = one.judgement.deciding.statement if one.judgement.deciding is not None else None
        status: Status = statement.status if statement is not None else "under_investigation"
        key = (
            one.finding.vulnerability.id,
            status,
            statement.justification if statement is not None else None,
            statement.impact if statement is not None else "",
            statement.action if statement is not None else "",
            one.finding.target,
        )
        aliases[one.finding.vulnerability.id] = one.finding.vulnerability.aliases
        groups.setdefault(key, []).append(_part(one))
    stamp = time_text(triaged.generated)
    return tuple(
        Statement(
            id=f"{vulnerability}-{number}",
            vulnerability=vulnerability,
            aliases=aliases[vulnerability],
            status=status,
            justification=justification,
            impact=impact,
            action=action,
            products=_products(subjects.get(target), parts),
            issued=stamp,
        )
        for number, ((vulnerability, status, justification, impact, action, target), parts) in enumerate(
            groups.items(), start=1
        )
    )


def export_triage(*, triaged: TriageResult, to: VexFormat, now: datetime) -> Exported:
    """Write what a scan found as a statement document.

    Raises:
        InputError: ``vex.no_issuer``, ``vex.publisher_namespace``: the context does not say who issues it;
            ``vex.nothing_to_write``: nothing was found.
    """
    return export_statements(statements=statements_from_triage(triaged), to=to, context=triaged.context, now=now)


def _state(one: Triaged) -> FindingState:
    leading = one.leading
    deciding = one.judgement.deciding
    due = leading.due if leading is not None else None
    aside = one.set_aside
    return FindingState(
        status=one.judgement.status,
        issuer=deciding.statement.issuer if deciding is not None else "",
        conflict=one.judgement.conflict,
        review=len(one.judgement.review),
        set_aside=aside.rule if aside is not None else None,
        reason=aside.detail if aside is not None else "",
        outcome=leading.decision.outcome if leading is not None else None,
        possible=leading.decision.possible if leading is not None else (),
        system=leading.system if leading is not None else "",
        due=time_text(due.due) if due is not None and due.due is not None else None,
        is_overdue=due is not None and due.state == "missed",
        score=one.score,
    )


def _part(one: Triaged) -> ProductRef:
    component, identity = one.finding.component, one.identity
    identifier = identity.purls[0] if identity.purls else identity.cpes[0] if identity.cpes else component.ref
    return ProductRef(
        id=identifier, name=component.name, version=component.version, purls=identity.purls[:1], cpes=identity.cpes[:1]
    )


def _products(subject: Identity | None, parts: Sequence[ProductRef]) -> tuple[ProductRef, ...]:
    """Return the product with the parts concerned; the parts alone where nothing says which product they are in."""
    unique = tuple({part.id: part for part in parts}.values())
    if subject is None or not (subject.purls or subject.cpes or subject.name):
        return unique
    # A name alone would be about every version of the product.
    named = f"{subject.name}@{subject.version}" if subject.version else subject.name
    identifier = (subject.purls or subject.cpes or (named,))[0]
    return (
        ProductRef(
            id=identifier,
            name=subject.name,
            version=subject.version,
            purls=subject.purls[:1],
            cpes=subject.cpes[:1],
            parts=tuple(part for part in unique if part.id != identifier),
        ),
    )
