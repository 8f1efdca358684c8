"""Language tags (BCP 47): are they well formed, do their subtags exist, are they private?

The subtags are those of the IANA registry, in ``data/language_subtags.tsv``, which says of what day it is. What was
registered later is told as not registered.
"""

import re
from functools import cache
from importlib import resources
from typing import Final, Literal

_PRIVATE_LANGUAGE: Final = re.compile(r"q[a-t][a-z]")
_PRIVATE_SCRIPT: Final = re.compile(r"qa(?:a[a-z]|b[a-x])")
_PRIVATE_REGION: Final = re.compile(r"aa|q[m-z]|x[a-z]|zz")
# RFC 5646, section 2.1: the parts of a tag in their order. Extensions and private parts end it.
_SCRIPT: Final = re.compile(r"[a-z]{4}")
_REGION: Final = re.compile(r"[a-z]{2}|[0-9]{3}")
_VARIANT: Final = re.compile(r"[a-z0-9]{5,8}|[0-9][a-z0-9]{3}")
_PRIVATE_PART: Final = re.compile(r"[a-z0-9]{1,8}")
_EXTENSION_PART: Final = re.compile(r"[a-z0-9]{2,8}")
_MOST_EXTENDED: Final = 3


@cache
def load_subtags() -> dict[str, frozenset[str]]:
    """Return the registered subtags in lower case by type; ``extlang`` with prefix (``yue:zh``), ``date`` with the day."""
    text = resources.files("kaname.formats.csaf").joinpath("data", "language_subtags.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {kind: frozenset(names.split(" ")) for kind, names in lines}


def check_tag(tag: str) -> tuple[Literal["known", "unknown"], str]:
    """Say whether a tag is well formed and its subtags are registered.

    Returns:
        ``known``; or ``unknown`` with the first subtag that does not exist, or does not stand where it may.
    """
    lowered = tag.lower()
    if lowered in load_subtags()["grandfathered"]:
        return "known", ""
    rest = lowered.split("-")
    if rest[0] == "x":
        return _check_end(rest)
    language = rest.pop(0)
    if not _is_registered("language", language, _PRIVATE_LANGUAGE):
        return "unknown", language or tag
    extended = 0
    while rest and len(rest[0]) == 3 and rest[0].isalpha() and extended < _MOST_EXTENDED:
        if f"{rest[0]}:{language}" not in load_subtags()["extlang"]:
            return "unknown", rest[0]
        rest.pop(0)
        extended += 1
    for kind, form, private in (("script", _SCRIPT, _PRIVATE_SCRIPT), ("region", _REGION, _PRIVATE_REGION)):
        if rest and form.fullmatch(rest[0]):
            if not _is_registered(kind, rest[0], private):
                return "unknown", rest[0]
            rest.pop(0)
    seen: set[str] = set()
    while rest and len(rest[0]) > 1:
        # A variant may stand once (RFC 5646, section 2.2.5).
        if not _VARIANT.fullmatch(rest[0]) or rest[0] not in load_subtags()["variant"] or rest[0] in seen:
            return "unknown", rest[0]
        seen.add(rest.pop(0))
    return _check_end(rest)


def _check_end(rest: list[str]) -> tuple[Literal["known", "unknown"], str]:
    """Check extensions and the private part: of them only the form is checked."""
    while rest:
        singleton = rest.pop(0)
        form = _PRIVATE_PART if singleton == "x" else _EXTENSION_PART
        if len(singleton) != 1 or not singleton.isalnum() or not rest or not form.fullmatch(rest[0]):
            return "unknown", singleton
        while rest and form.fullmatch(rest[0]):
            rest.pop(0)
    return "known", ""


def _is_registered(kind: str, subtag: str, private: re.Pattern[str]) -> bool:
    return subtag in load_subtags()[kind] or private.fullmatch(subtag) is not None


def private_subtag(tag: str) -> str:
    """Return the first subtag that is reserved for private use; empty where there is none."""
    first, *rest = tag.lower().split("-")
    if first == "x" or _PRIVATE_LANGUAGE.fullmatch(first):
        return first
    for part in rest:
        if part == "x":
            return part
        if len(part) == 1:
            return "x" if "x" in rest else ""
        if (len(part) == 4 and _PRIVATE_SCRIPT.fullmatch(part)) or (len(part) == 2 and _PRIVATE_REGION.fullmatch(part)):
            return part
    return ""
