"""The texts of a document that people read, and the words in them that a dictionary can say something about.

What is no word of a language is not looked up: abbreviations in capitals, names with digits, dots, slashes or underscores
(versions, files, packages, identifiers), addresses. Source of the places: CSAF 2.0 and 2.1, 6.3.8.
"""

import re
from collections.abc import Iterator

from kaname.formats.csaf.checks import Fault, NotRun, fault
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.view import Advisory

# More distinct words than the longest advisories of the large vendors have by far.
MAX_WORDS = 100_000
_OF_DOCUMENT = (
    "acknowledgments.*.names.* acknowledgments.*.organization acknowledgments.*.summary aggregate_severity.text "
    "distribution.text notes.*.audience notes.*.text notes.*.title publisher.issuing_authority publisher.name "
    "references.*.summary title tracking.aliases.* tracking.generator.engine.name tracking.revision_history.*.summary"
)
_OF_TREE = (
    "full_product_names.*.name product_groups.*.summary relationships.*.full_product_name.name "
    "product_paths.*.full_product_name.name"
)
_OF_VULNERABILITY = (
    "acknowledgments.*.names.* acknowledgments.*.organization acknowledgments.*.summary involvements.*.summary "
    "notes.*.audience notes.*.text notes.*.title references.*.summary remediations.*.details "
    "remediations.*.entitlements.* remediations.*.restart_required.details threats.*.details title"
)
# A run between blanks; of it only what looks like a plain word, with the punctuation of a sentence around it.
_RUN = re.compile(r"\S+")
_AROUND = "()[]{}<>\"'“”‘’„«»,.;:!?…*`|"
_TECHNICAL = re.compile(r"[\d./\\_@:#=+~^$%&*<>|]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def iter_texts(advisory: Advisory) -> Iterator[Node]:
    """Yield every place that the spell check looks at, in document order of its kind."""
    for pattern in _OF_DOCUMENT.split():
        yield from advisory.document.select(*pattern.split("."))
    tree = advisory.root.get("product_tree")
    for chain in advisory.branches:
        yield from chain[-1].select("name")
        yield from chain[-1].select("product", "name")
    for pattern in _OF_TREE.split():
        yield from tree.select(*pattern.split("."))
    for vulnerability in advisory.vulnerabilities:
        for pattern in _OF_VULNERABILITY.split():
            yield from vulnerability.select(*pattern.split("."))


def words_of(text: str) -> list[str]:
    """Return the plain words of a text, in order."""
    found: list[str] = []
    for run in _RUN.findall(text):
        # Digits of every kind: ² is none to a regular expression.
        if _TECHNICAL.search(run.strip(_AROUND)) or any(mark.isdigit() for mark in run):
            continue
        # Neither abbreviations, also in the plural (CVEs), nor single letters.
        words = (word for word in _WORD.findall(run) if len(word) > 1 and not word.removesuffix("s").isupper())
        found.extend(word.replace("’", "'") for word in words)
    return found


def check_spelling(advisory: Advisory) -> Iterator[Fault | NotRun]:
    """Yield each text with words that are not in the dictionary of the document's language."""
    lang = advisory.document.get("lang").text
    if not lang:
        # 6.3.8: without a language the test is skipped.
        return
    if advisory.outside.spelling is None:
        yield NotRun(advisory.document.path, "no_dictionary")
        return
    texts = [(node, words_of(node.text)) for node in iter_texts(advisory)]
    vocabulary = {word for _, words in texts for word in words}
    if len(vocabulary) > MAX_WORDS:
        yield NotRun(advisory.document.path, "too_many_words", {"count": len(vocabulary), "limit": MAX_WORDS})
        return
    answer = advisory.outside.spelling.misspelled(vocabulary, lang)
    if answer.reason:
        yield NotRun(advisory.document.path, answer.reason, {"lang": lang})
        return
    for node, words in texts:
        wrong = [word for word in dict.fromkeys(words) if word in answer.words]
        if wrong:
            yield fault(node, words=", ".join(wrong))
