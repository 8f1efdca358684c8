"""Licence notices as text and as one HTML page."""

from html import escape

from kaname import messages
from kaname.formats.page import Markup, html, page, table
from kaname.formats.report.view import clean
from kaname.messages import Language
from kaname.sbom.notices import NoticeEntry, Notices

_RULE = "=" * 78


def render_notices_text(notices: Notices, *, lang: Language) -> str:
    """Return a NOTICE text: components by licence, then the licence texts that the document carries."""
    lines = [_title(notices, lang), ""]
    for group in notices.groups:
        lines += [_RULE, group.expression or _say("no_license", lang), _RULE, ""]
        for entry in group.entries:
            lines.append(f"* {clean(entry.component)}" + (f"  <{clean(entry.url)}>" if entry.url else ""))
            lines += [f"    {clean(line)}" for line in _copyright(entry).splitlines()]
        lines.append("")
        for name, text in group.texts:
            lines += ["-" * 78, clean(name), "-" * 78, *[clean(line) for line in text.splitlines()], ""]
    return "\n".join([*lines, *_remarks(notices, lang)]) + "\n"


def render_notices_html(notices: Notices, *, lang: Language) -> str:
    """Return a self-contained page; nothing is loaded from elsewhere."""
    headings = [_say(f"column_{name}", lang) for name in ("component", "copyright", "url")]
    parts = []
    for group in notices.groups:
        rows = [(entry.component, _copyright(entry), _address(entry.url)) for entry in group.entries]
        texts = "".join(
            f"<details><summary>{html(name)}</summary><pre>{escape(text)}</pre></details>" for name, text in group.texts
        )
        heading = html(group.expression or _say("no_license", lang))
        parts.append(f"<h2>{heading}</h2>{_table(headings, rows)}{texts}")
    remarks = "".join(f'<p class="soft small">{html(line)}</p>' for line in _remarks(notices, lang))
    title = _title(notices, lang)
    body = f"<header><h1>{html(title)}</h1></header>\n<main>\n" + "\n".join(parts) + f"\n{remarks}\n</main>"
    return page(title, body, lang=lang)


def _table(headings: list[str], rows: list[tuple[str, str, Markup]]) -> str:
    # A column in which no component has anything to say would cost the others their width.
    used = [index for index in range(len(headings)) if not index or any(row[index] for row in rows)]
    return table([headings[index] for index in used], [[row[index] for index in used] for row in rows])


def _address(url: str) -> Markup:
    return Markup(f"<code>{html(url)}</code>" if url else "")


def _copyright(entry: NoticeEntry) -> str:
    return entry.copyright


def _say(name: str, lang: Language, **params: object) -> str:
    return messages.text(f"notices.{name}", lang, params)


def _title(notices: Notices, lang: Language) -> str:
    return _say("title", lang, product=clean(notices.product)) if notices.product else _say("title_unnamed", lang)


def _remarks(notices: Notices, lang: Language) -> list[str]:
    """What a reader must know that is missing: a notice that is silently short would be a false assurance."""
    lines = []
    if notices.without_license:
        lines.append(_say("without_license", lang, count=f"{notices.without_license:,}"))
    if notices.without_copyright:
        lines.append(_say("without_copyright", lang, count=f"{notices.without_copyright:,}"))
    if notices.without_text:
        lines.append(_say("without_text", lang, names=", ".join(clean(name) for name in notices.without_text)))
    return lines
