"""How an SSVC decision reads on a terminal."""

from kaname import messages
from kaname.messages import Language
from kaname.triage.ssvc import Decision, Registry


def decision_lines(registry: Registry, decision: Decision, lang: Language) -> list[str]:
    """Return a decision as lines: the outcome first, then every input with its origin, then what is missing."""
    point = registry.points[decision.point]
    names = [f"{key} {point.value(key).name(lang)}" for key in decision.possible]
    if decision.outcome is not None:
        lines = [messages.text("cli_ssvc.outcome", lang, {"name": point.name.of(lang), "value": names[0]})]
    else:
        lines = [
            messages.text("cli_ssvc.undetermined", lang, {"name": point.name.of(lang), "values": " / ".join(names)})
        ]
    lines += _input_lines(registry, decision, lang, "  ")
    for identifier in decision.missing:
        asked = registry.points[identifier]
        values = " / ".join(f"{value.key} {value.name(lang)}" for value in asked.values)
        params = {"id": asked.id, "name": asked.name.of(lang), "values": values}
        lines.append(messages.text("cli_ssvc.missing", lang, params))
    return lines


def _input_lines(registry: Registry, decision: Decision, lang: Language, indent: str) -> list[str]:
    made = {part.point: part for part in decision.made}
    lines = []
    for each in decision.inputs:
        point = registry.points[each.point]
        whole = len(each.values) == len(point.values)
        shown = "?" if whole else " / ".join(f"{key} {point.value(key).name(lang)}" for key in each.values)
        origin = messages.text(f"triage.origin.{each.origin}", lang)
        detail = f" {each.detail}" if each.detail else ""
        lines.append(f"{indent}{point.key:<5} {point.name.of(lang)}: {shown} [{origin}{detail}]")
        if each.point in made:
            lines += _input_lines(registry, made[each.point], lang, indent + "  ")
    return lines
