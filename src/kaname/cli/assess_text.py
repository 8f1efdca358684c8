"""How levels and gaps are shown: as text, and as plain values for JSON (``kaname.levels/1``, docs/guide/assessment.md)."""

from kaname.assurance.collectors.collector import Proposal
from kaname.assurance.levels import LevelResult, Step
from kaname.catalogs.pack import Item
from kaname.cli.console import Console
from kaname.services.assess import LevelReport

# Enough to see what was found; the file of the proposal holds all.
_SEEN_SHOWN = 5


def level_document(report: LevelReport) -> dict[str, object]:
    """Return a level report as plain values."""
    opened = report.opened
    titles = {item.id: item.title for item in opened.items}
    return {
        "schema": "kaname.levels/1",
        "assessment": opened.assessment.id,
        "framework": opened.pack.framework,
        "version": opened.pack.version,
        "scope": opened.assessment.scope,
        "role": opened.assessment.role,
        "distribution": report.distribution,
        "not_applicable": report.not_applicable,
        "breadth": report.breadth,
        "tasks": [
            {
                "id": result.task,
                "title": titles[result.task],
                "level": result.level,
                "reason": result.reason,
                "axes": result.axes,
                "verification": result.verification,
                "made_by": result.made_by,
                "next_level": result.next_level,
                "blocking": result.blocking,
                "choose_still": result.choose_still,
                "cheapest": result.cheapest,
                "cheapest_cost": result.cheapest_cost,
                "unsupported": result.unsupported,
                "stale": result.stale,
                "findings": result.findings,
            }
            for result in report.results
        ],
    }


def step_line(item: Item, step: Step, console: Console) -> str:
    """Return one thing to do as a line."""
    if step.kind == "axis":
        axis = console.text(f"assurance.axis_{step.id}")
        return console.text("assurance.raise_axis", axis=axis, level=step.to_level)
    entry = next(one for one in item.level_items() if one.id == step.id)
    mark = "★" if step.mark == "must" else "▲"
    reason = console.text(step.reason)
    return f"{mark} {item.id}/{entry.id}  {entry.text.pick(console.lang)}  ({reason})"


def level_text(result: LevelResult) -> str:
    """Return a level as one character, a dash where there is none."""
    return "-" if result.level is None else str(result.level)


def proposal_lines(proposal: Proposal, console: Console) -> list[str]:
    """Return proposed evidence as text: what was seen, and which items it supports how strongly."""
    lines = [f"{proposal.id}  {proposal.title.pick(console.lang)}"]
    shown = proposal.seen[:_SEEN_SHOWN]
    lines += [f"  {one.place}" + (f"  ({one.detail})" if one.detail else "") for one in shown]
    if len(proposal.seen) > len(shown):
        lines.append("  " + console.text("cli_assess.evidence_collect.more", count=len(proposal.seen) - len(shown)))
    supports = [
        f"{one.framework}:{one.item} ({console.text(f'assurance.strength_{one.strength}')})"
        for one in proposal.supports
    ]
    lines.append("  " + console.text("cli_assess.evidence_collect.supports", items=", ".join(supports)))
    lines.append("  " + console.text("cli_assess.evidence_collect.until", day=proposal.expires))
    return lines
