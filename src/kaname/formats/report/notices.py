"""Licence notices as text and as one HTML page."""

import base64
import hashlib
from html import escape

from kaname import messages
from kaname.formats.report.html_style import STYLE
from kaname.formats.report.view import clean
from kaname.messages import Language
from kaname.sbom.notices import NoticeEntry, Notices

_RULE = "=" * 78
_EXTRA = (
    "pre{white-space:pre-wrap;background:var(--wash);padding:.8rem;border-radius:.4rem;font-size:.82rem}"
    "@page{size:A4;margin:14mm}"
)


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
    style = STYLE + _EXTRA
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    parts = []
    for group in notices.groups:
        rows = "".join(
            f"<tr><th>{escape(clean(entry.component))}</th><td class='w'>{escape(clean(_copyright(entry)))}</td>"
            f"<td class='w mono'>{escape(clean(entry.url))}</td></tr>"
            for entry in group.entries
        )
        texts = "".join(
            f"<details><summary>{escape(clean(name))}</summary><pre>{escape(text)}</pre></details>"
            for name, text in group.texts
        )
        heading = escape(clean(group.expression) or _say("no_license", lang))
        parts.append(f"<h2>{heading}</h2><table><tbody>{rows}</tbody></table>{texts}")
    remarks = "".join(f"<p class='soft small'>{escape(line)}</p>" for line in _remarks(notices, lang))
    title = escape(_title(notices, lang))
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{digest}'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        + "\n".join(parts)
        + f"\n{remarks}\n</body>\n</html>\n"
    )


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
