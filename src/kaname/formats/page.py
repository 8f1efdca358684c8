"""The frame of a self-contained HTML page: style, content security policy, and pieces that pages are made of.

Nothing is loaded: no font, picture or script from elsewhere. The policy admits exactly the style and the script of the page,
by digest. Text from documents is escaped here and nowhere else: what is already HTML is marked as ``Markup``.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Sequence
from html import escape

from kaname.formats.printable import clean

STYLE = """
:root{--ink:#1b2430;--soft:#525d6d;--line:#d8dee7;--wash:#f5f7fa;--accent:#1f4068;--good:#1d6b45;--warn:#7d5c00;--bad:#8f1736;
--l0:#8f1736;--l1:#d9b54a;--l2:#5b93b8;--l3:#1d6b45;--na:#aeb8c6}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;max-width:70rem;padding:1.5rem clamp(.9rem,3vw,2.5rem) 3rem;background:#fff;color:var(--ink);
font:16px/1.65 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",sans-serif;overflow-wrap:anywhere}
body:lang(ja){font-family:system-ui,-apple-system,"Hiragino Sans","Yu Gothic UI","Yu Gothic","Noto Sans CJK JP",
"Noto Sans JP",Meiryo,sans-serif;line-height:1.75;line-break:strict}
h1{font-size:1.6rem;line-height:1.35;margin:.2rem 0 .6rem;text-wrap:balance}
h1:lang(ja),h2:lang(ja){word-break:auto-phrase}
h2{font-size:1.15rem;margin:2.2rem 0 .7rem;padding-bottom:.25rem;border-bottom:2px solid var(--accent);color:var(--accent)}
h3{font-size:1rem;margin:1.3rem 0 .4rem}p{margin:.4rem 0}a{color:#1a4f8b}
code,.mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Noto Sans Mono CJK JP",monospace;font-size:.9em}
.soft{color:var(--soft)}.small{font-size:.86rem}
:focus-visible{outline:3px solid #3b82c4;outline-offset:2px;border-radius:3px}
header{display:flex;flex-wrap:wrap;gap:.2rem 1.5rem;align-items:baseline;justify-content:space-between}
.statement{border:1px solid var(--line);border-left:.5rem solid var(--accent);border-radius:.4rem;background:var(--wash);
padding:1rem 1.3rem;font-size:1.08rem;margin:.6rem 0 1.2rem}
.status{display:inline-block;border:1.5px solid currentColor;border-radius:.3rem;padding:.05rem .6rem;font-weight:650;
white-space:nowrap}
.status.good{color:var(--good)}.status.warn{color:var(--warn)}.status.bad{color:var(--bad)}
dl.facts{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:.2rem 1.2rem;margin:.4rem 0}
dl.facts dt{color:var(--soft)}dl.facts dd{margin:0}
.code{font:650 1.25rem/1.6 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;letter-spacing:.06em}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin:.4rem 0}
th,td{padding:.34rem .7rem .34rem 0;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{color:var(--soft);font-weight:600;border-bottom-color:#aeb8c6;white-space:nowrap}
tbody th{font-weight:550}.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.k{white-space:nowrap}
.lv{display:inline-block;min-width:1.7rem;text-align:center;border-radius:.25rem;color:#fff;font-weight:650;padding:0 .35rem}
.lv0{background:var(--l0)}.lv1{background:var(--l1);color:#1b2430}.lv2{background:var(--l2);color:#10202c}
.lv3{background:var(--l3)}.lvn{background:#fff;color:var(--soft);border:1px solid var(--line)}
.st{white-space:nowrap;font-weight:600}.st-met,.st-equivalent{color:var(--good)}.st-partly{color:var(--warn)}
.st-not_met,.st-not_answered{color:var(--bad)}.st-not_applicable,.st-skipped{color:var(--soft)}
ul.plain{margin:.2rem 0;padding-left:1.2rem}.items{font-size:.86rem;color:var(--soft)}
ul.items,.items ul{list-style:none;padding-left:1.5em;text-indent:-1.5em}.items ul{padding-left:1.2em;text-indent:-1.2em}
figure{margin:.4rem 0 1rem}figcaption{font-weight:600;font-size:.95rem}
svg.picture{display:block;width:100%;max-width:48rem;height:auto}svg text{font-size:12px;fill:var(--ink)}
svg text.big{font-size:15px}svg text.in{fill:#fff;font-weight:600}svg text.dark{fill:#10202c;font-weight:600}
.f0{fill:var(--l0)}.f1{fill:var(--l1)}.f2{fill:var(--l2)}.f3{fill:var(--l3)}.fn{fill:var(--na)}
.banner{border:1px solid var(--line);border-left:.5rem solid var(--good);border-radius:.4rem;padding:.8rem 1.2rem;
background:var(--wash);margin:.6rem 0 1.2rem}.banner.failed{border-left-color:var(--bad)}
.state{font-size:1.12rem;font-weight:650;color:var(--good)}.failed .state,.bad{color:var(--bad)}
details{margin:.5rem 0}summary{cursor:pointer}details tbody th{font-weight:400}
pre{white-space:pre-wrap;background:var(--wash);padding:.8rem;border-radius:.4rem;font-size:.82rem}
.search{font:inherit;width:100%;max-width:34rem;padding:.5rem .7rem;border:1px solid #8793a3;border-radius:.35rem}
[hidden]{display:none!important}
footer{margin-top:1.6rem;padding-top:.7rem;border-top:1px solid var(--line);font-size:.84rem;color:var(--soft)}
.sign{display:grid;grid-template-columns:1fr 1fr;gap:1rem 3rem;margin-top:1.5rem}.sign div{border-top:1px solid var(--ink)}
@media screen and (max-width:44rem){dl.facts{grid-template-columns:1fr}dl.facts dd{margin-bottom:.3rem}
.stack thead{position:absolute;left:-99rem}.stack tr{display:block;padding:.45rem 0;border-bottom:1px solid var(--line)}
.stack td,.stack th{display:block;border:0;padding:.02rem 0;text-align:left!important;white-space:normal}
.stack td[data-label]:not(:empty)::before{content:attr(data-label) ": ";color:var(--soft);font-weight:400}
.stack td:empty{display:none}}
@media print{@page{size:A4;margin:16mm 15mm}html{font-size:9.5pt}body{max-width:none;padding:0;font-size:1rem;line-height:1.5}
h2,h3,thead{break-after:avoid}tr,figure,.statement,.keep{break-inside:avoid}summary{break-after:avoid}
details::details-content{content-visibility:visible;display:block;block-size:auto}.noprint{display:none}
a{color:inherit;text-decoration:none}
.lv,.statement,svg,.status,.st{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""


_SHORT, _KEEP = 18, ' class="k"'
_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


class Markup(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


def html(value: object) -> str:
    """Return a value as HTML: escaped, control characters shown, unless it is ``Markup``."""
    return value if isinstance(value, Markup) else escape(clean(str(value)))


def page(title: str, body: str, *, lang: str, script: str = "", style: str = STYLE) -> str:
    """Return a whole page.

    Args:
        title: plain text. body: HTML. script: JavaScript of this page, or empty for a page without any.
        style: CSS of this page, where it is not the common one alone.
    """
    tail = f"<script>{script}</script>\n" if script else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy(script, style)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{html(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n{body}\n{tail}</body>\n</html>\n"
    )


def policy(script: str = "", style: str = STYLE) -> str:
    """Return the content security policy of a page with this script and this style, and nothing from elsewhere."""
    scripts = f"'{_digest(script)}'" if script else "'none'"
    return (
        f"default-src 'none'; style-src '{_digest(style)}'; script-src {scripts}; base-uri 'none'; form-action 'none'"
    )


def facts(pairs: Iterable[tuple[str, object]]) -> str:
    """Return a list of names and values; pairs with an empty value are left out."""
    rows = "".join(f"<dt>{html(name)}</dt><dd>{html(value)}</dd>" for name, value in pairs if value not in ("", None))
    return f'<dl class="facts">{rows}</dl>'


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, numeric: Sequence[int] = ()) -> str:
    """Return a table that falls apart into blocks on a narrow screen; the first column is the heading of each row."""
    head = "".join(
        f'<th scope="col"{_class(index in numeric)}>{html(name)}</th>' for index, name in enumerate(headings)
    )
    body = "".join(f"<tr>{_cells(headings, row, numeric)}</tr>\n" for row in rows)
    return f'<table class="stack"><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody></table>\n'


def _cells(headings: Sequence[str], row: Sequence[object], numeric: Sequence[int]) -> str:
    # A short id never breaks; a name may.
    is_short = len(str(row[0])) <= _SHORT and not isinstance(row[0], Markup)
    first = f'<th scope="row"{_KEEP if is_short else ""}>{html(row[0])}</th>'
    return first + "".join(
        f'<td{_class(index in numeric)} data-label="{html(headings[index])}">{_with_whole_days(value)}</td>'
        for index, value in enumerate(row)
        if index
    )


def _with_whole_days(value: object) -> str:
    """Return a cell in which no day is broken after a hyphen."""
    return html(value) if isinstance(value, Markup) else _DAY.sub(r'<span class="k">\g<0></span>', html(value))


def bullet_list(entries: Iterable[object]) -> str:
    """Return a plain list."""
    return '<ul class="plain">' + "".join(f"<li>{html(entry)}</li>" for entry in entries) + "</ul>"


def _class(numeric: bool) -> str:
    return ' class="n"' if numeric else ""


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
