"""The page of a provider for people: which advisories there are, in which language, and how to check them.

One self-contained HTML page per language. Its content security policy admits its own style and nothing else.
"""

import base64
import hashlib
from collections.abc import Sequence
from html import escape

from kaname import messages
from kaname.exchange.provider import HASH_FILES, METADATA_NAME, PublishedDocument, feed_name, tlp_folder
from kaname.messages import Language

PAGE_NAMES: dict[Language, str] = {"en": "index.html", "ja": "index.ja.html"}
_STYLE = """
:root{--ink:#1b2430;--soft:#525d6d;--line:#d8dee7;--wash:#f5f7fa;--accent:#1f4068}
*{box-sizing:border-box}
body{margin:0 auto;max-width:66rem;padding:1.5rem clamp(.9rem,3vw,2.5rem) 3rem;color:var(--ink);background:#fff;
font:16px/1.65 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue","Noto Sans",sans-serif;overflow-wrap:anywhere}
body:lang(ja){font-family:system-ui,-apple-system,"Hiragino Sans","Yu Gothic UI","Noto Sans CJK JP",Meiryo,sans-serif;
line-height:1.75;line-break:strict}
header{display:flex;flex-wrap:wrap;gap:.3rem 1.5rem;align-items:baseline;justify-content:space-between}
h1{font-size:1.5rem;line-height:1.35;margin:0}
h2{font-size:1.1rem;margin:2.2rem 0 .6rem;padding-bottom:.3rem;border-bottom:2px solid var(--accent);color:var(--accent)}
a{color:#1a4f8b}:focus-visible{outline:3px solid #3b82c4;outline-offset:2px}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.9em}
ul{list-style:none;margin:0;padding:0}
li{border-bottom:1px solid var(--line);padding:.6rem 0}
.title{font-weight:600}.soft{color:var(--soft);font-size:.88rem}
.files a{margin-right:.9rem}
"""


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
    title = escape(_say("title", lang, publisher=publisher))
    other: Language = "ja" if lang == "en" else "en"
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    parts = [
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n",
        f'<header><h1>{title}</h1><a href="{PAGE_NAMES[other]}" hreflang="{other}" lang="{other}">'
        f"{escape(messages.text(f'advisory.language.{other}', other))}</a></header>\n<main>\n",
        f"<p>{escape(_say('intro', lang))}</p>\n",
        f"<p>{escape(_say('contact', lang, contact=contact))}</p>\n" if contact else "",
        f"<h2>{escape(_say('documents', lang, count=len(documents)))}</h2>\n",
        _list(documents, lang),
        f"<h2>{escape(_say('machines', lang))}</h2>\n<ul>\n",
        _link_item(METADATA_NAME, METADATA_NAME),
    ]
    for label in labels:
        folder = tlp_folder(label)
        parts.append(_link_item(f"{folder}/{feed_name(label)}", f"ROLIE TLP:{label}"))
        parts.append(_link_item(f"{folder}/index.txt", f"index.txt TLP:{label}"))
        parts.append(_link_item(f"{folder}/changes.csv", f"changes.csv TLP:{label}"))
    parts.append("</ul>\n")
    if key_files:
        parts.append(f"<h2>{escape(_say('keys', lang))}</h2>\n<p>{escape(_say('keys_text', lang))}</p>\n<ul>\n")
        parts += [_link_item(each, each) for each in key_files]
        parts.append("</ul>\n")
    parts.append("</main>\n</body>\n</html>\n")
    return "".join(parts).encode()


def _list(documents: Sequence[PublishedDocument], lang: Language) -> str:
    if not documents:
        return f"<p>{escape(_say('none', lang))}</p>\n"
    by_id = sorted(documents, key=lambda each: each.id)
    # What the reader can read comes first; the rest of the order is by time.
    latest = sorted(by_id, key=lambda each: each.updated, reverse=True)
    ordered = sorted(latest, key=lambda each: each.lang.partition("-")[0] != lang)
    return "<ul>\n" + "".join(_item(each, lang) for each in ordered) + "</ul>\n"


def _item(document: PublishedDocument, lang: Language) -> str:
    path = f"{tlp_folder(document.label)}/{document.path}"
    files = [(path, "JSON"), *((f"{path}.{kind}", kind.upper()) for kind in HASH_FILES)]
    files += [(f"{path}.{ending}", _say(f"signature_{ending}", lang)) for ending in document.signatures]
    links = " ".join(f'<a href="{escape(href)}">{escape(name)}</a>' for href, name in files)
    facts = _say(
        "facts",
        lang,
        id=document.id,
        version=document.version,
        updated=document.updated[:10],
        status=_say(f"status_{document.status}", lang),
        label=document.label,
    )
    tag = f' lang="{escape(document.lang)}"' if document.lang else ""
    return (
        f'<li><span class="title"{tag}>{escape(document.title)}</span><br>\n<span class="soft">{escape(facts)}</span><br>\n'
        f'<span class="files soft">{links}</span></li>\n'
    )


def _link_item(href: str, name: str) -> str:
    return f'<li><a href="{escape(href)}"><code>{escape(name)}</code></a></li>\n'


def _say(name: str, lang: Language, **params: object) -> str:
    return messages.text(f"advisory.page.{name}", lang, params)
