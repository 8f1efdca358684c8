"""A declaration as one self-contained page, for the screen and for paper, drawn from the signed content alone.

What the page says is what was signed; where the declaration stands (in force, revoked, …) is passed in by the caller, with
the day on which that was so. The code on the page is the digest of the signed statement: a reader compares it with the one
that ``kaname declare verify`` computes from the signed file.
"""

from kaname import messages
from kaname.assurance.declaration import readable_range
from kaname.formats.assurance_marks import declined_annex, level_mark, row_status_mark
from kaname.formats.level_picture import distribution_picture
from kaname.formats.page import Markup, bullet_list, facts, html, page, table
from kaname.messages import Language
from kaname.model.declaration import (
    DeclaredContent,
    DeclaredScope,
    EvidenceEntry,
    StatedResult,
)

_GOOD = ("signed", "published")
_WARN = ("draft", "approved", "not_yet_valid", "renewed", "superseded")


def render_declaration(
    content: DeclaredContent,
    *,
    lang: Language,
    status: str,
    as_of: str,
    code: str = "",
    statement_sha256: str = "",
    signers: tuple[str, ...] = (),
    links: Markup | None = None,
) -> str:
    """Return the page of a declaration.

    Args:
        status: of ``DeclarationStatus`` on the day ``as_of``. code, statement_sha256, signers: empty before the signature.
        links: HTML shown under the title, for pages of a register.
    """
    title = _say("title", lang)
    body = "".join(
        (
            f'<header><h1>{html(title)}</h1><span class="soft small">{html(content.id)}</span></header>\n<main>\n',
            f"{links or ''}<p>{_status(status, lang)} ",
            f'<span class="soft small">{html(_say("as_of", lang, day=as_of))}</span></p>',
            f'<div class="statement">{html(content.statement.pick(lang))}</div>\n',
            _facts(content, lang),
            _check(content, code, statement_sha256, signers, lang),
            _results(content, lang),
            _conditions(content, lang),
            _evidence(content, lang),
            declined_annex(content.declined, lang),
            _signature_block(content, lang),
            f"</main>\n<footer><p>{html(_say('footer', lang))}</p></footer>\n",
        )
    )
    return page(f"{title} {content.id} {content.declarer.name}", body, lang=lang)


def scope_text(scope: DeclaredScope, lang: Language) -> str:
    """Return what a declaration is about, in one line."""
    versions = list(scope.versions)
    if scope.version_range:
        versions.append(readable_range(scope.version_range))
    product = scope.product or _say("whole_unit", lang)
    return f"{product} {', '.join(versions)}" if versions else f"{product} {_say('all_versions', lang)}"


def status_mark(status: str, lang: Language) -> Markup:
    """Return a status as a coloured word."""
    return _status(status, lang)


def _status(status: str, lang: Language) -> Markup:
    kind = "good" if status in _GOOD else "warn" if status in _WARN else "bad"
    return Markup(f'<span class="status {kind}">{html(messages.text(f"declaration.status_{status}", lang))}</span>')


def _facts(content: DeclaredContent, lang: Language) -> str:
    basis, declarer, person = content.basis, content.declarer, content.responsible
    framework = f"{basis.framework_title.pick(lang)} {basis.framework_version}"
    if basis.framework_state == "draft":
        framework += f" ({_say('framework_draft', lang)})"
    pairs: list[tuple[str, object]] = [
        ("declarer", declarer.name),
        ("unit", declarer.unit),
        ("identifier", declarer.identifier),
        ("address", declarer.address),
        ("contact", declarer.contact),
        ("object", scope_text(content.scope, lang)),
        ("purl", content.scope.purl),
        ("roles", ", ".join(content.scope.roles)),
        ("framework", framework),
        ("profile", basis.profile),
        ("assessed", basis.assessed),
        ("assessor", basis.assessor),
        ("validity", _say("from_to", lang, begin=content.valid_from, end=content.valid_until)),
        ("responsible", " ".join(part for part in (person.name, person.function) if part)),
        ("issued", " ".join(part for part in (content.issued, content.place) if part)),
        ("renews", content.renews),
    ]
    return facts((_say(f"fact_{name}", lang), value) for name, value in pairs)


def _check(content: DeclaredContent, code: str, statement_sha256: str, signers: tuple[str, ...], lang: Language) -> str:
    heading = f"<h2>{html(_say('heading_check', lang))}</h2>"
    if not code:
        return f"{heading}<p>{html(_say('not_signed', lang))}</p>"
    command = f"kaname declare verify {content.id}.dsse.json --key KEY.pem --code {code}"
    pairs = [
        (_say("fact_digest", lang), Markup(f'<code class="small">{html(statement_sha256)}</code>')),
        *((_say("fact_key", lang), Markup(f'<code class="small">{html(one)}</code>')) for one in signers),
    ]
    return (
        f'<section class="keep">{heading}<p class="code">{html(code)}</p><p>{html(_say("how_to_check", lang))}</p>'
        f"<p><code>{html(command)}</code></p>{facts(pairs)}</section>"
    )


def _results(content: DeclaredContent, lang: Language) -> str:
    basis = content.basis
    parts = [f"<h2>{html(_say('heading_results', lang))}</h2>"]
    has_levels = bool(basis.distribution)
    if has_levels:
        caption = html(messages.text("sheet.picture_distribution", lang))
        picture = distribution_picture(basis.distribution, lang)
        parts.append(f"<figure><figcaption>{caption}</figcaption>{picture}</figure>")
    names = ["item", "name", *(["level"] if has_levels else []), "status", "explanation"]
    rows = [_result_row(result, has_levels, lang) for result in basis.results]
    parts.append(table([messages.text(f"sheet.column_{name}", lang) for name in names], rows))
    return "".join(parts)


def _result_row(result: StatedResult, has_levels: bool, lang: Language) -> list[object]:
    row: list[object] = [result.id, result.title.pick(lang)]
    if has_levels:
        row.append(level_mark(result.level))
    return [*row, row_status_mark(result.status, lang), result.explanation]


def _conditions(content: DeclaredContent, lang: Language) -> str:
    parts = []
    if content.conditions:
        parts.append(f"<h2>{html(_say('heading_conditions', lang))}</h2>{bullet_list(content.conditions)}")
    if content.artifacts:
        rows = [(one.name, Markup(f'<code class="small">{html(one.sha256)}</code>')) for one in content.artifacts]
        names = [_say("column_file", lang), "SHA-256"]
        parts.append(f"<h2>{html(_say('heading_artifacts', lang))}</h2>{table(names, rows)}")
    return "".join(parts)


def _evidence(content: DeclaredContent, lang: Language) -> str:
    heading = f"<h2>{html(_say('heading_evidence', lang))}</h2>"
    entries = content.basis.evidence
    unsupported = sum(
        result.status in ("met", "equivalent") and not result.evidence for result in content.basis.results
    )
    note = html(_say("without_evidence", lang, count=unsupported)) if unsupported else ""
    if not entries:
        return f"{heading}<p>{html(_say('no_evidence', lang))}</p>"
    rows = [
        (
            one.id,
            one.title,
            one.author,
            _period(one, lang),
            one.sha256[:16],
        )
        for one in entries
    ]
    names = [_say(f"column_{name}", lang) for name in ("evidence", "title", "author", "validity", "digest")]
    return f"{heading}{table(names, rows)}<p class='soft small'>{note}</p>"


def _period(entry: EvidenceEntry, lang: Language) -> str:
    if entry.effective and entry.expires:
        return _say("from_to", lang, begin=entry.effective, end=entry.expires)
    return f"{entry.effective} - {entry.expires}" if entry.effective or entry.expires else ""


def _signature_block(content: DeclaredContent, lang: Language) -> str:
    person = content.responsible
    left = html(" ".join(part for part in (content.issued, content.place) if part))
    right = html(" ".join(part for part in (content.declarer.name, person.function, person.name) if part))
    return f'<div class="sign keep"><div>{left}</div><div>{right}</div></div>'


def _say(name: str, lang: Language, **values: object) -> str:
    return messages.text(f"declaration.page_{name}", lang, values)
