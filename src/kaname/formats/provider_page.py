"""The page of a provider for people: which advisories there are, in which language, and how to check them.

One self-contained HTML page per language. Its content security policy admits its own style and nothing else.
"""

from collections.abc import Sequence

from kaname import messages
from kaname.exchange.provider import HASH_FILES, METADATA_NAME, PublishedDocument, feed_name, tlp_folder
from kaname.formats.page import STYLE, html, page
from kaname.messages import Language

PAGE_NAMES: dict[Language, str] = {"en": "index.html", "ja": "index.ja.html"}
_STYLE = (
    STYLE
    + "main ul{list-style:none;margin:0;padding:0}main li{border-bottom:1px solid var(--line);padding:.6rem 0}"
    + ".title{font-weight:600}.files a{margin-right:.9rem}"
)


def provider_page(
    documents: Sequence[PublishedDocument],
    *,
    publisher: str,
    contact: str,
    labels: Sequence[str],
    key_files: Sequence[str],
    lang: Language,
) -> bytes:
    """Return the page in one language.

    Args:
        documents: latest first is made here. labels: TLP labels of the tree. key_files: public keys, relative to the page.
    """
    title = _say("title", lang, publisher=publisher)
    other: Language = "ja" if lang == "en" else "en"
    parts = [
        f'<header><h1>{html(title)}</h1><a href="{PAGE_NAMES[other]}" hreflang="{other}" lang="{other}">'
        f"{html(messages.text(f'advisory.language.{other}', other))}</a></header>\n<main>\n",
        f"<p>{html(_say('intro', lang))}</p>\n",
        f"<p>{html(_say('contact', lang, contact=contact))}</p>\n" if contact else "",
        f"<h2>{html(_say('documents', lang, count=len(documents)))}</h2>\n",
        _list(documents, lang),
        f"<h2>{html(_say('machines', lang))}</h2>\n<ul>\n",
        _link_item(METADATA_NAME, METADATA_NAME),
    ]
    for label in labels:
        folder = tlp_folder(label)
        parts.append(_link_item(f"{folder}/{feed_name(label)}", f"ROLIE TLP:{label}"))
        parts.append(_link_item(f"{folder}/index.txt", f"index.txt TLP:{label}"))
        parts.append(_link_item(f"{folder}/changes.csv", f"changes.csv TLP:{label}"))
    parts.append("</ul>\n")
    if key_files:
        parts.append(f"<h2>{html(_say('keys', lang))}</h2>\n<p>{html(_say('keys_text', lang))}</p>\n<ul>\n")
        parts += [_link_item(each, each) for each in key_files]
        parts.append("</ul>\n")
    parts.append("</main>")
    return page(title, "".join(parts), lang=lang, style=_STYLE).encode()


def _list(documents: Sequence[PublishedDocument], lang: Language) -> str:
    if not documents:
        return f"<p>{html(_say('none', lang))}</p>\n"
    by_id = sorted(documents, key=lambda each: each.id)
    # What the reader can read comes first; the rest of the order is by time.
    latest = sorted(by_id, key=lambda each: each.updated, reverse=True)
    ordered = sorted(latest, key=lambda each: each.lang.partition("-")[0] != lang)
    return "<ul>\n" + "".join(_item(each, lang) for each in ordered) + "</ul>\n"


def _item(document: PublishedDocument, lang: Language) -> str:
    path = f"{tlp_folder(document.label)}/{document.path}"
    files = [(path, "JSON"), *((f"{path}.{kind}", kind.upper()) for kind in HASH_FILES)]
    files += [(f"{path}.{ending}", _say(f"signature_{ending}", lang)) for ending in document.signatures]
    links = " ".join(f'<a href="{html(href)}">{html(name)}</a>' for href, name in files)
    facts = _say(
        "facts",
        lang,
        id=document.id,
        version=document.version,
        updated=document.updated[:10],
        status=_say(f"status_{document.status}", lang),
        label=document.label,
    )
    tag = f' lang="{html(document.lang)}"' if document.lang else ""
    return (
        f'<li><span class="title"{tag}>{html(document.title)}</span><br>\n<span class="soft small">{html(facts)}</span><br>\n'
        f'<span class="files soft small">{links}</span></li>\n'
    )


def _link_item(href: str, name: str) -> str:
    return f'<li><a href="{html(href)}"><code>{html(name)}</code></a></li>\n'


def _say(name: str, lang: Language, **params: object) -> str:
    return messages.text(f"advisory.page.{name}", lang, params)
