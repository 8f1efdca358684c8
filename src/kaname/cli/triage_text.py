"""How a triage result is shown on a terminal."""

from collections import Counter
from collections.abc import Iterator

from kaname.cli.columns import format_columns
from kaname.cli.console import Console
from kaname.cli.ssvc_text import decision_lines
from kaname.cli.vex_text import issuer_text, reason_text, ways_text
from kaname.formats.report.view import clean
from kaname.services.triage import TriageResult
from kaname.triage.prioritise import SetAside, SystemDecision, Triaged

# A list is read from the top; the rest is one option away.
_SHOWN = 40
# Of the statements about one finding that do not count; ``vex explain`` has all.
_CANDIDATES_SHOWN = 5


def triage_lines(result: TriageResult, console: Console, *, explain: bool, show_all: bool) -> Iterator[str]:
    """Yield the table of decisions, breaches, and what was set aside with the rule that did it."""
    table = result.registry.table(result.policy.tables[result.role])
    yield console.text(
        "triage.heading", table=table.name.of(console.lang), id=table.id, policy=result.policy.title.of(console.lang)
    )
    found = result.open
    shown = found if show_all else found[:_SHOWN]
    if shown:
        names = ("outcome", "due", "score", "id", "component", "system")
        heading = [console.text(f"triage.column.{name}") for name in names]
        yield ""
        yield format_columns([_row(result, one, console) for one in shown], heading=heading)
    if len(shown) < len(found):
        yield console.text("triage.more", count=len(found) - len(shown))
    if explain:
        for one in shown:
            yield ""
            yield from explain_lines(result, one, console)
    yield from _breaches(result, console)
    yield from _reviews(result, console, show_all=show_all)
    yield from set_aside_lines(result, console, show_all=show_all)


def explain_lines(result: TriageResult, one: Triaged, console: Console) -> Iterator[str]:
    """Yield every decision about a finding with its inputs and their origins, and what statements say."""
    component = one.finding.component
    yield f"{one.finding.vulnerability.id}  {clean(component.purl or component.name)}"
    for each in one.decisions:
        if each.system:
            yield "  " + console.text("triage.for_system", system=clean(each.system))
        yield from ("  " + line for line in decision_lines(result.registry, each.decision, console.lang))
    if one.partly is not None:
        yield "  " + console.text(
            "triage.partly", reason=set_aside_text(one.partly, console), systems=", ".join(one.partly.systems)
        )
    if one.judgement.status is not None:
        yield "  " + console.text("triage.vex", status=console.text(f"vex.status.{one.judgement.status}"))
        yield "  " + reason_text(one.judgement, console)
        if one.judgement.deciding is not None and one.judgement.deciding.through:
            yield "  " + console.text("vex.explain.through", through=ways_text(one.judgement.deciding))
    elif one.judgement.candidates:
        yield "  " + console.text("triage.vex_not_counted", count=len(one.judgement.candidates))
        for candidate in one.judgement.candidates[:_CANDIDATES_SHOWN]:
            status = console.text(f"vex.status.{candidate.statement.status}")
            yield f"    - {issuer_text(candidate.statement, console)}: {status}"
            yield f"      {console.text(f'vex.verdict.{candidate.verdict}')}"
    if one.judgement.conflict:
        yield "  " + console.text("vex.explain.conflict")


def outcome_text(result: TriageResult, each: SystemDecision, lang: str) -> str:
    """Return the outcome, or the range of outcomes still possible."""
    point = result.registry.points[each.decision.point]
    names = [point.value(key).name(lang) for key in each.decision.possible]
    return names[0] if len(names) == 1 else f"{names[0]}–{names[-1]} ?"


def set_aside_text(aside: SetAside, console: Console) -> str:
    """Return the rule that set a finding aside, with the fact that it rests on."""
    return console.text(f"triage.set_aside.{aside.rule}", detail=clean(aside.detail))


def _how(one: Triaged, console: Console) -> str:
    """Return how the deciding statement comes to speak of the finding, where that is not plain; else nothing."""
    deciding = one.judgement.deciding
    if deciding is None or one.set_aside is None or not one.set_aside.rule.startswith("vex-"):
        return ""
    if deciding.verdict == "carried":
        return console.text("triage.how_carried")
    return console.text("triage.how_through", through=ways_text(deciding)) if deciding.through else ""


def _row(result: TriageResult, one: Triaged, console: Console) -> tuple[str, ...]:
    leading = one.leading
    assert leading is not None
    component = one.finding.component
    due = leading.due.due.date().isoformat() if leading.due is not None and leading.due.due is not None else "-"
    if leading.due is not None and leading.due.state == "missed":
        due += " !"
    more = f" (+{len(one.decisions) - 1})" if len(one.decisions) > 1 else ""
    return (
        outcome_text(result, leading, console.lang),
        due,
        f"{one.score:.1f}",
        one.finding.vulnerability.id,
        clean(f"{component.name} {component.version}"),
        clean(leading.system or "-") + more,
    )


def _breaches(result: TriageResult, console: Console) -> Iterator[str]:
    if result.breaches:
        yield ""
        yield console.text("triage.breaches", count=len(result.breaches))
        for one in result.breaches:
            for each in one.decisions:
                if each.due is not None and each.due.state == "missed" and each.due.due is not None:
                    yield "  " + console.text(
                        "triage.breach",
                        id=one.finding.vulnerability.id,
                        component=clean(f"{one.finding.component.name} {one.finding.component.version}"),
                        due=each.due.due.strftime("%Y-%m-%d"),
                        seen=one.first_seen.strftime("%Y-%m-%d"),
                    )


def _reviews(result: TriageResult, console: Console, *, show_all: bool) -> Iterator[str]:
    """Yield the statements that a person should look at again: expired, or about another version or release."""
    waiting = [(one, candidate) for one in result.findings for candidate in one.judgement.review]
    if not waiting:
        return
    yield ""
    yield console.text("triage.reviews", count=len(waiting))
    for one, candidate in waiting if show_all else waiting[:_SHOWN]:
        component = one.finding.component
        yield "  " + console.text(
            "triage.review",
            id=one.finding.vulnerability.id,
            component=clean(f"{component.name} {component.version}"),
            issuer=issuer_text(candidate.statement, console),
            status=console.text(f"vex.status.{candidate.statement.status}"),
            reason=console.text(f"vex.verdict.{candidate.verdict}"),
        )
    if not show_all and len(waiting) > _SHOWN:
        yield console.text("triage.more", count=len(waiting) - _SHOWN)


def set_aside_lines(result: TriageResult, console: Console, *, show_all: bool) -> Iterator[str]:
    """Yield how many findings each rule set aside, and which with their reasons; nothing where there are none."""
    asides = result.set_aside
    if not asides:
        return
    yield ""
    yield console.text("triage.aside", count=len(asides))
    counts = Counter(one.set_aside.rule for one in asides if one.set_aside is not None)
    for rule, count in counts.most_common():
        yield "  " + console.text("triage.aside_rule", rule=console.text(f"triage.rule.{rule}"), count=count)
    for one in asides if show_all else asides[:_SHOWN]:
        if one.set_aside is not None:
            component = one.finding.component
            name = f"{one.finding.vulnerability.id}  {clean(f'{component.name} {component.version}')}"
            yield f"  - {name}: {set_aside_text(one.set_aside, console)}{_how(one, console)}"
    if not show_all and len(asides) > _SHOWN:
        yield console.text("triage.more", count=len(asides) - _SHOWN)
