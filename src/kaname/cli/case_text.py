"""How disclosure records are shown."""

from collections.abc import Iterator
from typing import Any

import msgspec

from kaname.cli.columns import format_columns
from kaname.cli.console import Console
from kaname.formats.report.view import clean
from kaname.model.disclosure import STEPS, CaseEvent
from kaname.services.cases import CaseStatus


def case_lines(status: CaseStatus, console: Console) -> Iterator[str]:
    """Yield title, way, embargo, contacts, steps and further events."""
    case = status.case
    yield f"{case.id}  {clean(case.title)}"
    yield "  " + console.text(f"case.way.{case.path}")
    subjects = [*case.vulnerabilities, *case.products]
    if subjects:
        yield "  " + clean(", ".join(subjects))
    embargo = status.embargo
    if embargo is None:
        yield "  " + console.text("case.no_embargo_in_force")
    else:
        until = embargo.until or console.text("case.until_further_notice")
        yield "  " + console.text("case.embargo_in_force", until=until, reason=clean(embargo.reason))
    for name in ("advisory", "incident"):
        if getattr(case, name):
            yield "  " + console.text(f"case.linked_{name}", id=getattr(case, name))
    for contact in case.contacts:
        reach = f" <{contact.contact}>" if contact.contact else ""
        reference = f" [{contact.reference}]" if contact.reference else ""
        yield f"  {console.text(f'case.role.{contact.role}')}: " + clean(f"{contact.name}{reach}{reference}".strip())
    rows = [_row(name, event, console) for name, event in status.steps]
    rows += [_row(event.name, event, console) for event in status.others]
    heading = [console.text(f"case.column.{name}") for name in ("when", "step", "note")]
    yield format_columns(rows, heading=heading, indent="  ")


def case_document(status: CaseStatus) -> dict[str, Any]:
    """Return a case with its steps as plain values."""
    return {
        **msgspec.to_builtins(status.case),
        "steps": [{"step": name, "done": event.at if event else None} for name, event in status.steps],
        "next_step": status.next_step or None,
        "embargo": msgspec.to_builtins(status.embargo) if status.embargo else None,
    }


def _row(name: str, event: CaseEvent | None, console: Console) -> tuple[str, str, str]:
    code = f"case.step.{name}"
    shown = console.text(code) if _is_step(name) else clean(name)
    if event is None:
        return console.text("case.open"), shown, ""
    by = f"({event.by})" if event.by else ""
    return event.at, shown, clean(" ".join(part for part in (event.note, by) if part))


def _is_step(name: str) -> bool:
    return any(name in steps for steps in STEPS.values())
