"""Drafts of notices to authorities, coordinators and customers: from what is recorded, nothing made up.

What was not recorded stays open and is marked, so that a person sees what is missing before it is sent.
"""

from collections.abc import Iterator
from datetime import datetime

from kaname import messages
from kaname.formats.report.view import clean
from kaname.messages import Language
from kaname.triage.deadlines import Deadline, Regime
from kaname.triage.incidents import Incident, facts_asked


def render_notice(incident: Incident, *, regime: Regime, deadline: Deadline, now: datetime, lang: Language) -> str:
    """Return a draft as Markdown.

    Args:
        deadline: of the step that the notice fulfils.
    """
    return "\n".join(_lines(incident, regime, deadline, now, lang)) + "\n"


def _lines(incident: Incident, regime: Regime, deadline: Deadline, now: datetime, lang: Language) -> Iterator[str]:
    step = next(one for one in regime.steps if one.id == deadline.step)

    def say(code: str, **params: object) -> str:
        return messages.text(f"incident.draft.{code}", lang, params)

    yield f"# {say('heading', title=step.title.of(lang), regime=regime.title.of(lang))}"
    yield ""
    yield say("draft", time=now.strftime("%Y-%m-%d %H:%M UTC"))
    yield ""
    facts = [
        ("to", regime.recipient.of(lang)),
        ("basis", f"{regime.source.document}, {regime.source.clause}"),
        ("due", deadline.due.strftime("%Y-%m-%d %H:%M UTC") if deadline.due is not None else say("open")),
        ("record", f"{incident.id}: {clean(incident.title)}"),
        ("vulnerabilities", ", ".join(map(clean, incident.vulnerabilities)) or say("open")),
        ("products", ", ".join(map(clean, incident.products)) or say("open")),
    ]
    for name, value in facts:
        yield f"- {say(name)}: {value}"
    known = incident.known
    for fact in facts_asked(regime.id, step.id):
        yield ""
        yield f"## {fact.title.of(lang)}"
        yield ""
        value = known.get(fact.key, "")
        if not value and fact.key == "product" and incident.products:
            value = ", ".join(incident.products)
        yield clean(value) if value else say("missing", key=fact.key)
    if incident.events:
        yield ""
        yield f"## {say('timeline')}"
        yield ""
        for event in incident.events:
            note = f" {clean(event.note)}" if event.note else ""
            yield f"- {event.at}  {event_name(event.name, lang)}{note}"
    earlier = [one for one in incident.sent if one.regime == regime.id and one.step != step.id]
    if earlier:
        titles = {one.id: one.title.of(lang) for one in regime.steps}
        yield ""
        yield f"## {say('earlier')}"
        yield ""
        for sent in earlier:
            yield f"- {sent.at}  {titles.get(sent.step, sent.step)}"


def event_name(name: str, lang: Language) -> str:
    """Return an event in words; one that has no words of its own as it is."""
    code = f"incident.event.{name}"
    return messages.text(code, lang) if messages.has_text(code, lang) else clean(name)
