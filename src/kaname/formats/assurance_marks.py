"""Pieces that pages of declarations and of sheets share: marks of levels and status, and the annex of declined measures."""

from kaname import messages
from kaname.formats.page import Markup, facts, html
from kaname.messages import Language
from kaname.model.declaration import Acknowledgement, DeclinedMeasure


def level_mark(level: int | None) -> Markup:
    """Return a level as a coloured number."""
    return Markup('<span class="lv lvn">-</span>' if level is None else f'<span class="lv lv{level}">{level}</span>')


def row_status_mark(status: str, lang: Language, word: str = "") -> Markup:
    """Return the status of a row as a coloured word, or another word for it."""
    shown = word or messages.text(f"assurance.{status}", lang)
    return Markup(f'<span class="st st-{status}">{html(shown)}</span>')


def declined_annex(declined: tuple[DeclinedMeasure, ...], lang: Language) -> str:
    """Return the annex of measures that the customer declined, or nothing where there are none."""
    if not declined:
        return ""
    parts = [f"<h2>{html(_say('heading_declined', lang))}</h2><p>{html(_say('declined_intro', lang))}</p>"]
    for one in declined:
        acknowledged = [_acknowledged(entry, lang) for entry in one.acknowledgements]
        pairs = [
            ("risk", one.risk),
            ("cost", one.cost),
            ("advised", f"{one.advised} {one.advised_by}"),
            ("decided", f"{one.decided} {one.decided_by}"),
            ("reason", one.reason),
            ("requirements", ", ".join(one.requirements)),
            ("until", one.until),
            ("acknowledged", Markup("<br>".join(acknowledged)) if acknowledged else _say("not_acknowledged", lang)),
        ]
        shown = facts((_say(f"declined_{name}", lang), value) for name, value in pairs)
        parts.append(f'<section class="keep"><h3>{html(one.id)}: {html(one.what)}</h3>{shown}</section>')
    return "".join(parts)


def _acknowledged(entry: Acknowledgement, lang: Language) -> str:
    party = _say(f"party_{entry.party}", lang)
    how = _say("by_signature", lang, key=entry.key[:16]) if entry.key else _say("by_word", lang)
    return html(f"{party}: {entry.name} {entry.date} ({how})")


def _say(name: str, lang: Language, **values: object) -> str:
    return messages.text(f"declaration.page_{name}", lang, values)
