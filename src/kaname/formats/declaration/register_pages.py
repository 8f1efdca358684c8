"""The pages of a public register: a list that can be searched without a server, and one page per declaration.

Search works in the page itself; without scripts the whole list is there. Nothing is loaded from elsewhere.
"""

from collections.abc import Sequence

from msgspec import Struct

from kaname import messages
from kaname.formats.declaration.page import render_declaration, scope_text, status_mark
from kaname.formats.page import Markup, facts, html, page, table
from kaname.messages import Language
from kaname.model.declaration import DeclaredContent

_SCRIPT = (
    "(()=>{'use strict';const d=document,q=d.getElementById('q'),out=d.getElementById('shown');q.hidden=false;"
    "const rows=[...d.querySelectorAll('tbody tr')],words=rows.map(e=>e.textContent.toLowerCase()"
    "+' '+e.textContent.toLowerCase().replaceAll('-',''));"
    "const apply=()=>{const w=q.value.trim().toLowerCase().split(/\\s+/).filter(Boolean);let n=0;"
    "rows.forEach((e,i)=>{const hit=w.every(x=>words[i].includes(x));e.hidden=!hit;if(hit)n++});"
    "out.textContent=out.dataset.text.replace('{shown}',n.toLocaleString('en'))};"
    "q.addEventListener('input',apply);apply()})();"
)


class RegisteredDeclaration(Struct, frozen=True):
    """A declaration in a register, as its pages show it. ``folder``: of its files below the register."""

    content: DeclaredContent
    status: str
    code: str
    statement_sha256: str
    signers: tuple[str, ...]
    folder: str
    index: int
    logged: str


def render_index(
    name: str, entries: Sequence[RegisteredDeclaration], *, lang: Language, as_of: str, root: str, key: str
) -> str:
    """Return the list of a register.

    Args:
        root, key: of the signed head and of the key that signed it, in hex. as_of: ISO 8601 day of the statuses.
    """
    other: Language = "en" if lang == "ja" else "ja"
    columns = ("declarer", "object", "framework", "validity", "status", "code")
    rows = [_row(entry, lang) for entry in reversed(entries)]
    shown = _say("shown", lang, shown="{shown}", all=f"{len(entries):,}")
    body = (
        f'<header><h1>{html(name)}</h1><a href="index.{other}.html" lang="{other}" hreflang="{other}">'
        f"{html(messages.text('register.language', other))}</a></header>\n<main>\n"
        f"<p>{html(_say('intro', lang))}</p>"
        f'<p><input class="search noprint" type="search" id="q" autocomplete="off" hidden '
        f'aria-label="{html(_say("search", lang))}" placeholder="{html(_say("search", lang))}"></p>'
        f'<p id="shown" class="soft small" role="status" data-text="{html(shown)}"></p>\n'
        f"{table([_say(f'column_{one}', lang) for one in columns], rows)}"
        f"<h2>{html(_say('heading_tamper', lang))}</h2><p>{html(_say('tamper', lang))}</p>"
        + facts(
            [
                (_say("fact_size", lang), f"{len(entries):,}"),
                (_say("fact_root", lang), _mono(root)),
                (_say("fact_key", lang), _mono(key)),
                (
                    _say("fact_data", lang),
                    Markup('<a href="index.json">index.json</a> <a href="log.json">log.json</a>'),
                ),
                (_say("fact_head", lang), Markup('<a href="head.dsse.json">head.dsse.json</a>')),
            ]
        )
        + f"</main>\n<footer><p>{html(_say('as_of', lang, day=as_of))}</p></footer>\n"
    )
    return page(name, body, lang=lang, script=_SCRIPT)


def render_entry(name: str, entry: RegisteredDeclaration, *, lang: Language, as_of: str) -> str:
    """Return the page of one declaration in a register, with the files that prove it."""
    other: Language = "en" if lang == "ja" else "ja"
    links = Markup(
        f'<p class="small noprint"><a href="../../index.{lang}.html">{html(name)}</a> · '
        f'<a href="index.{other}.html" lang="{other}">{html(messages.text("register.language", other))}</a> · '
        f'<a href="declaration.dsse.json">{html(_say("signed_file", lang))}</a> · '
        f'<a href="inclusion.json">{html(_say("inclusion", lang, index=entry.index))}</a></p>'
    )
    return render_declaration(
        entry.content,
        lang=lang,
        status=entry.status,
        as_of=as_of,
        code=entry.code,
        statement_sha256=entry.statement_sha256,
        signers=entry.signers,
        links=links,
    )


def _row(entry: RegisteredDeclaration, lang: Language) -> list[object]:
    content, basis = entry.content, entry.content.basis
    unit = f" {content.declarer.unit}" if content.declarer.unit else ""
    link = Markup(f'<a href="{html(entry.folder)}/index.{lang}.html">{html(content.declarer.name)}</a>{html(unit)}')
    return [
        link,
        scope_text(content.scope, lang),
        f"{basis.framework_title.pick(lang)} {basis.framework_version}",
        Markup(f'<span class="k">{html(content.valid_from)}<br>{html(content.valid_until)}</span>'),
        status_mark(entry.status, lang),
        Markup(f'<code class="small">{html(entry.code)}</code>'),
    ]


def _mono(value: str) -> Markup:
    return Markup(f'<code class="small">{html(value)}</code>')


def _say(name: str, lang: Language, **values: object) -> str:
    return messages.text(f"register.page_{name}", lang, values)
