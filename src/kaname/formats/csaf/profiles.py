"""Profiles (document categories) and the notes and references that some of them ask for (sections 4 and 6.1.27)."""

import re
import unicodedata
from collections.abc import Iterator

from kaname.formats.csaf.checks import Fault, NotRun, fault
from kaname.formats.csaf.places import references_of
from kaname.formats.csaf.view import Advisory, Version

ADVISORIES = frozenset({"csaf_security_advisory", "csaf_vex", "csaf_deprecated_security_advisory"})
INFORMATIONAL = frozenset({"csaf_informational_advisory", "csaf_security_incident_response"})
ENDED = frozenset({"csaf_withdrawn", "csaf_superseded"})
_IN_BOTH = INFORMATIONAL | {"csaf_base", "csaf_security_advisory", "csaf_vex"}
PROFILES: dict[Version, frozenset[str]] = {
    "2.0": _IN_BOTH,
    "2.1": _IN_BOTH | ENDED | {"csaf_deprecated_security_advisory"},
}
# Words by which notes and references are recognised, in the languages for which the committee recorded them. Japanese is
# ours: it is recognised, and no document fails for the lack of it.
TRANSLATIONS: dict[str, dict[str, str]] = {
    "Reasoning for Withdrawal": {"de": "Begründung für die Zurückziehung"},
    "Reasoning for Supersession": {"de": "Begründung für die Ersetzung"},
    "Superseding Document": {"de": "Ersetzendes Dokument"},
    "License": {"de": "Lizenz"},
    "Product Description": {"de": "Produktbeschreibung"},
}
_DASHES = re.compile(
    r"[\s\-_\u2010-\u2015\u2212\u203f\u2040\u2054\ufe33\ufe34\ufe4d-\ufe4f\uff3f\u0332\u00ad\ufe58\ufe63\uff0d]"
)


def squeeze(text: str) -> str:
    """Return a name without dashes, underscores, white space and invisible characters, for a match that ignores case."""
    visible = "".join(mark for mark in text if unicodedata.category(mark) not in ("Pd", "Pc", "Cf", "Cc"))
    return _DASHES.sub("", visible).casefold()


def translated(advisory: Advisory, term: str) -> str | None:
    """Return a term in the language of the document; None where no translation is recorded."""
    return TRANSLATIONS[term].get(advisory.lang.split("-")[0])


def one_note(advisory: Advisory, title: str, category: str) -> Iterator[Fault]:
    """Yield the fault that not exactly one note of the document has a title, or that it has another category."""
    notes = advisory.document.get("notes")
    found = [node for node in notes.items() if node.get("title").text == title]
    if len(found) != 1:
        yield fault(notes, title=title)
    elif found[0].get("category").text != category:
        yield fault(found[0].get("category"), title=title)


def reference_beginning(advisory: Advisory, summary: str) -> Iterator[Fault]:
    """Yield the fault that no external reference of the document has a summary that begins with some words."""
    if not any(node.get("summary").text.startswith(summary) for node in references_of(advisory, "external")):
        yield fault(advisory.document.get("references"), summary=summary)


def translated_note(advisory: Advisory, term: str, category: str) -> Iterator[Fault | NotRun]:
    """Yield what ``one_note`` does for a document in another language than English, by the translation of the title."""
    if advisory.is_english:
        return
    title = translated(advisory, term)
    if title is None:
        yield NotRun(advisory.document.get("notes").path, "translation", {"lang": advisory.lang})
    else:
        yield from one_note(advisory, title, category)
