"""How statements and judgements are shown, and as plain values for JSON."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from kaname import messages
from kaname.cli.console import Console
from kaname.formats.report.view import clean
from kaname.model.loss import Loss
from kaname.model.statement import Statement
from kaname.triage.statements import Candidate, Judgement

# A conversion can lose thousands of members of one kind; the rest is in --loss-report.
_SHOWN_LOSSES = 10


def judgement_lines(judgement: Judgement, console: Console) -> Iterator[str]:
    """Yield what statements say about a finding: the decision, the conflict, then every statement with what became of it."""
    if judgement.status is None:
        yield console.text("vex.explain.undecided" if judgement.candidates else "vex.explain.nothing")
    else:
        yield console.text("vex.explain.decided", status=console.text(f"vex.status.{judgement.status}"))
        yield "  " + reason_text(judgement, console)
        if judgement.deciding is not None and judgement.deciding.through:
            yield "  " + console.text("vex.explain.through", through=ways_text(judgement.deciding))
    if judgement.conflict:
        yield console.text("vex.explain.conflict")
    for candidate in judgement.candidates:
        yield ""
        yield from _candidate_lines(candidate, console)


def reason_text(judgement: Judgement, console: Console) -> str:
    """Return in one sentence which statement decided and by which rule."""
    deciding = judgement.deciding
    assert deciding is not None
    return console.text(
        f"vex.explain.because_{deciding.verdict}",
        issuer=issuer_text(deciding.statement, console),
        rank=console.text(f"vex.rank.{deciding.rank}"),
        scope=console.text(f"vex.scope.{deciding.scope}"),
    )


def ways_text(candidate: Candidate) -> str:
    """Return the components through which a statement reaches another, from the product down."""
    return clean(" > ".join(candidate.through))


def issuer_text(statement: Statement, console: Console) -> str:
    """Return the issuer, or the words for one that is not named."""
    return clean(statement.issuer) or console.text("vex.issuer_unnamed")


def statement_title(statement: Statement, console: Console) -> str:
    """Return vulnerability, status and justification of a statement in one line."""
    text = f"{clean(statement.vulnerability)}  {console.text(f'vex.status.{statement.status}')}"
    if statement.justification:
        text += f"  ({console.text(f'vex.justification.{statement.justification}')})"
    return text


def judgement_document(judgement: Judgement, console: Console) -> dict[str, Any]:
    """Return a judgement as plain values, ``kaname.vex-explain/1``."""
    return {
        "schema": "kaname.vex-explain/1",
        "status": judgement.status,
        "conflict": judgement.conflict,
        "reason": reason_text(judgement, console) if judgement.deciding is not None else None,
        "candidates": [
            {
                "verdict": one.verdict,
                "message": console.text(f"vex.verdict.{one.verdict}"),
                "rank": one.rank,
                "scope": one.scope,
                "through": list(one.through),
                "past": one.past,
                "statement": msgspec.to_builtins(one.statement),
            }
            for one in judgement.candidates
        ],
    }


def note_losses(losses: Sequence[Loss], console: Console) -> None:
    """Say on standard error what a conversion could not carry over."""
    if not losses:
        return
    console.note("cli_vex.losses", count=len(losses))
    for loss in losses[:_SHOWN_LOSSES]:
        console.note("cli_vex.loss", path=clean(loss.path), reason=messages.text(loss.reason, console.lang))
    if len(losses) > _SHOWN_LOSSES:
        console.note("cli_vex.more_losses", count=len(losses) - _SHOWN_LOSSES)


def _candidate_lines(candidate: Candidate, console: Console) -> Iterator[str]:
    statement = candidate.statement
    yield f"- {statement_title(statement, console)}"
    yield "  " + console.text(f"vex.verdict.{candidate.verdict}")
    facts = [
        ("issuer", issuer_text(statement, console) + f" [{console.text(f'vex.rank.{candidate.rank}')}]"),
        ("through", ways_text(candidate)),
        ("past", clean(candidate.past)),
        ("time", clean(statement.time)),
        ("valid_until", clean(statement.valid_until)),
        ("impact", clean(statement.impact)),
        ("action", clean(statement.action)),
        ("notes", clean(statement.notes)),
        ("decided_by", clean(statement.decided_by)),
    ]
    if statement.source is not None:
        facts.append(("source", clean(f"{statement.source.document} {statement.source.path}".strip())))
        if statement.source.origin:
            facts.append(("origin", console.text(f"vex.origin.{statement.source.origin}")))
    for name, value in facts:
        if value:
            yield "  " + console.text(f"vex.fact.{name}", value=value)
