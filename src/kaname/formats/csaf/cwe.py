"""CWE: which weaknesses exist in which version, under which name, and whether MITRE wants them used for vulnerabilities.

Ids, names and usage notes of weaknesses are facts from the Common Weakness Enumeration by MITRE, version 4.13, in
``data/cwe.tsv``. About other versions only what can be known from that list is claimed; the rest is ``not_listed``.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from importlib import resources
from typing import Final, Literal

from msgspec import Struct

from kaname.formats.csaf.checks import Fault, NotRun, fault
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.vocabulary import names

LATEST: Final = "4.13"
# Release dates of CWE, as its archive gives them.
_RELEASES: Final = {
    "2.9": (2015, 12, 7),
    "2.10": (2017, 1, 19),
    "2.11": (2017, 5, 5),
    "3.0": (2017, 11, 16),
    "3.1": (2018, 3, 29),
    "3.2": (2019, 1, 3),
    "3.3": (2019, 6, 20),
    "3.4": (2019, 9, 19),
    "4.0": (2020, 2, 24),
    "4.1": (2020, 6, 25),
    "4.2": (2020, 8, 20),
    "4.3": (2020, 12, 10),
    "4.4": (2021, 3, 15),
    "4.5": (2021, 7, 20),
    "4.6": (2021, 10, 28),
    "4.7": (2022, 4, 28),
    "4.8": (2022, 6, 28),
    "4.9": (2022, 10, 13),
    "4.10": (2023, 1, 31),
    "4.11": (2023, 4, 27),
    "4.12": (2023, 6, 29),
    "4.13": (2023, 10, 26),
    "4.14": (2024, 2, 29),
    "4.15": (2024, 7, 16),
    "4.16": (2024, 11, 19),
    "4.17": (2025, 4, 3),
    "4.18": (2025, 9, 9),
}
# After this moment a newer version than those above may be out.
_KNOWN_UNTIL: Final = datetime(2025, 12, 1, tzinfo=UTC)
_EARLIER: Final = names(
    "1.0 1.0.1 1.1 1.2 1.3 1.4 1.5 1.6 1.7 1.8 1.8.1 1.9 1.10 1.11 1.12 1.13 2.0 2.1 2.2 2.3 2.4 2.5 2.6 2.7 2.8 "
    "2.12 3.4.1"
)
# Ids are given out in rising order: the highest weakness id of each version, where known.
_HIGHEST_ID: Final = {
    "4.7": 1384,
    "4.8": 1386,
    "4.9": 1394,
    "4.10": 1395,
    "4.11": 1395,
    "4.12": 1395,
    "4.13": 1419,
    "4.14": 1423,
    "4.15": 1426,
    "4.16": 1429,
}
# Versions in which all names but these are the ones of 4.13.
_SAME_NAMES: Final = names("4.10 4.11 4.12 4.14 4.15")
_RENAMED: Final = names("CWE-113 CWE-444 CWE-1188 CWE-1192 CWE-1317 CWE-1320 CWE-1324 CWE-1384")
# Usage notes exist since this version.
_FIRST_WITH_NOTES: Final = (4, 9)
# An id has up to six digits.
_LONGEST_ID: Final = 7
Usage = Literal["allowed", "review", "discouraged", "prohibited", ""]
_USAGES: Final[dict[str, Usage]] = {"A": "allowed", "R": "review", "D": "discouraged", "P": "prohibited", "": ""}


class Weakness(Struct, frozen=True):
    """A weakness of version 4.13. ``usage``: empty where not known; deprecated ones are prohibited."""

    name: str
    usage: Usage
    deprecated: bool


class Answer(Struct, frozen=True):
    """What is known of an id and name. ``expected``: the right name, where the given one is wrong."""

    verdict: Literal["fits", "wrong_name", "wrong_id", "wrong_version", "not_listed"]
    expected: str = ""


@cache
def load_weaknesses() -> dict[str, Weakness]:
    """Return the weaknesses of CWE 4.13 by id (``CWE-79``)."""
    lines = resources.files("kaname.formats.csaf").joinpath("data", "cwe.tsv").read_text("utf-8").splitlines()
    found: dict[str, Weakness] = {}
    for line in lines:
        if line and not line.startswith("#"):
            number, usage, name = line.split("\t")
            deprecated = name.startswith("DEPRECATED")
            found[f"CWE-{number}"] = Weakness(name, "prohibited" if deprecated else _USAGES[usage], deprecated)
    return found


def look_up(identifier: str, name: str, version: str) -> Answer:
    """Say whether a CWE exists under a name in a version.

    Args:
        identifier: ``CWE-79``. name: as given. version: of CWE; empty (CSAF 2.0) for any.
    """
    if version and version not in _RELEASES and version not in _EARLIER:
        is_later = _sortable(version) > _sortable(max(_RELEASES, key=_sortable))
        return Answer("not_listed" if is_later else "wrong_version")
    text = identifier.removeprefix("CWE-")
    number = int(text) if text.isdecimal() and len(text) < _LONGEST_ID else 0
    known = load_weaknesses().get(identifier)
    is_past_version = number > _HIGHEST_ID.get(version, number)
    # Numbers up to the last of 4.13 that are not in its list are views, categories, or nothing.
    if not number or is_past_version or (known is None and number <= _HIGHEST_ID[LATEST]):
        return Answer("wrong_id")
    if known is None:
        return Answer("not_listed")
    if known.name == name:
        return Answer("fits")
    is_same = version == LATEST or (version in _SAME_NAMES and identifier not in _RENAMED)
    if is_same or _is_other_name(name) or not _words(name) & _words(known.name):
        return Answer("wrong_name", known.name)
    return Answer("not_listed", known.name)


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", name.lower()) if len(word) > 3}


def _is_other_name(name: str) -> bool:
    return any(each.name == name for each in load_weaknesses().values())


def is_deprecated(identifier: str, version: str) -> bool | None:
    """Say whether a CWE is deprecated in a version; None where that is not known."""
    known = load_weaknesses().get(identifier)
    if known is not None and (version in _RELEASES or version in _EARLIER):
        if not known.deprecated:
            # What 4.13 still holds was not deprecated before.
            return False if _sortable(version) <= _sortable(LATEST) else None
        return True if _sortable(version) >= _sortable(LATEST) else None
    return None


def latest_at(moment: datetime) -> str | None:
    """Return the latest version of CWE at a moment; None where that is not known."""
    if moment >= _KNOWN_UNTIL:
        return None
    released = [version for version, day in _RELEASES.items() if datetime(*day, tzinfo=UTC) <= moment]
    return max(released, key=_sortable, default=None)


def check_usage(node: Node, wanted: Literal["review", "discouraged"]) -> Iterator[Fault | NotRun]:
    """Yield a CWE whose use for vulnerabilities is allowed with review only, or discouraged or prohibited.

    The notes of 4.13 are taken for all versions that have such notes (4.9 and later): they hardly change.
    """
    identifier, version = node.get("id").text, node.get("version").text
    known = load_weaknesses().get(identifier)
    is_noted = version in _RELEASES and _sortable(version) >= _FIRST_WITH_NOTES
    if known is None or not known.usage or not is_noted:
        yield NotRun(node.path, "cwe_usage", {"id": identifier, "version": version})
    elif known.usage == "review" if wanted == "review" else known.usage in ("discouraged", "prohibited"):
        yield fault(node.get("id"), id=identifier)


def _sortable(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
