"""CWE: which weaknesses exist in which version, under which name, and whether MITRE wants them used for vulnerabilities.

Ids, names, states and usage notes of every version from 1.0 to 4.17 are facts from the Common Weakness Enumeration by MITRE,
in ``data/cwe.tsv``. About later versions only what follows from that list is claimed; the rest is ``not_listed``.
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

LATEST: Final = "4.17"
# Released, but not in the list.
_LATER: Final = {"4.18": datetime(2025, 9, 9, tzinfo=UTC)}
# After this moment a newer version than those above may be out.
_KNOWN_UNTIL: Final = datetime(2025, 12, 1, tzinfo=UTC)
# Usage notes exist on the site since this version; the published lists hold them since 4.12, and they hardly change.
_FIRST_WITH_NOTES: Final = (4, 9)
# An id has up to six digits.
_LONGEST_ID: Final = 7
Usage = Literal["allowed", "review", "discouraged", "prohibited", ""]
_USAGES: Final[dict[str, Usage]] = {
    "A": "allowed",
    "R": "review",
    "D": "discouraged",
    "P": "prohibited",
    "X": "prohibited",
    "-": "",
}


class Weakness(Struct, frozen=True):
    """A weakness in a run of versions.

    Attributes:
        usage: empty where the lists of these versions do not say; deprecated ones are prohibited.
        first, last: places of the versions in ``Catalogue.versions``, both included.
    """

    name: str
    usage: Usage
    deprecated: bool
    first: int = 0
    last: int = 0


class Catalogue(Struct, frozen=True):
    """All versions.

    Attributes:
        versions: oldest first. released: version → day, where known. runs: id → its runs of versions, oldest first.
    """

    versions: tuple[str, ...]
    released: dict[str, datetime]
    runs: dict[str, tuple[Weakness, ...]]

    def find(self, identifier: str, version: str) -> Weakness | None:
        """Return a weakness in a version of the list; None where that has none of this id."""
        at = self.versions.index(version)
        return next((run for run in self.runs.get(identifier, ()) if run.first <= at <= run.last), None)


class Answer(Struct, frozen=True):
    """What is known of an id and name. ``expected``: the right name, where the given one is wrong."""

    verdict: Literal["fits", "wrong_name", "wrong_id", "wrong_version", "not_listed"]
    expected: str = ""


@cache
def load_catalogue() -> Catalogue:
    """Return the weaknesses of all versions. Cost: about 5 ms, once."""
    lines = resources.files("kaname.formats.csaf").joinpath("data", "cwe.tsv").read_text("utf-8").splitlines()
    released: dict[str, datetime] = {}
    places: dict[str, int] = {}
    runs: dict[str, list[Weakness]] = {}
    for line in lines:
        if line.startswith("!"):
            _, version, day = line.split("\t")
            places[version] = len(places)
            if day:
                released[version] = datetime.fromisoformat(day).replace(tzinfo=UTC)
        elif line and not line.startswith("#"):
            number, first, last, usage, name = line.split("\t")
            run = Weakness(name, _USAGES[usage], usage == "X", places[first], places[last])
            runs.setdefault(f"CWE-{number}", []).append(run)
    return Catalogue(
        tuple(places),
        {**released, **_LATER},
        {identifier: tuple(sorted(found, key=lambda run: run.first)) for identifier, found in runs.items()},
    )


@cache
def load_weaknesses() -> dict[str, Weakness]:
    """Return the weaknesses of the latest version in the list by id (``CWE-79``)."""
    catalogue = load_catalogue()
    last = len(catalogue.versions) - 1
    return {identifier: runs[-1] for identifier, runs in catalogue.runs.items() if runs[-1].last == last}


def look_up(identifier: str, name: str, version: str, written: datetime | None = None) -> Answer:
    """Say whether a CWE exists under a name in a version.

    Args:
        identifier: ``CWE-79``. name: as given. version: of CWE; empty (CSAF 2.0) for any.
        written: when the document was; without a version it cannot mean one that came later. None: not known.
    """
    catalogue = load_catalogue()
    if version in catalogue.versions:
        known = catalogue.find(identifier, version)
        if known is None:
            return Answer("wrong_id")
        return Answer("fits") if known.name == name else Answer("wrong_name", known.name)
    if version and version not in _LATER:
        is_later = _sortable(version) > _sortable(max(_LATER, key=_sortable))
        return Answer("not_listed" if is_later else "wrong_version")
    return _look_up_in_any(identifier, name, bool(version), written)


def _look_up_in_any(identifier: str, name: str, is_later_version: bool, written: datetime | None) -> Answer:
    runs = load_catalogue().runs.get(identifier, ())
    text = identifier.removeprefix("CWE-")
    number = int(text) if text.isdecimal() and len(text) < _LONGEST_ID else 0
    may_be_later = is_later_version or written is None or written >= min(_LATER.values())
    # Ids are given out in rising order: those below the highest that are not in the list are views, categories, or nothing.
    if not number or (not runs and (number <= _highest() or not may_be_later)):
        return Answer("wrong_id")
    if not runs:
        return Answer("not_listed")
    if any(run.name == name for run in (runs[-1:] if is_later_version else runs)):
        return Answer("fits")
    expected = runs[-1].name
    if not may_be_later or _is_other_name(name) or not _words(name) & _words(expected):
        return Answer("wrong_name", expected)
    return Answer("not_listed", expected)


@cache
def _highest() -> int:
    return max(int(identifier.removeprefix("CWE-")) for identifier in load_catalogue().runs)


def _words(name: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]+", name.lower()) if len(word) > 3}


def _is_other_name(name: str) -> bool:
    return any(each.name == name for each in load_weaknesses().values())


def is_deprecated(identifier: str, version: str) -> bool | None:
    """Say whether a CWE is deprecated in a version; None where that is not known."""
    catalogue = load_catalogue()
    if version in catalogue.versions:
        known = catalogue.find(identifier, version)
        return None if known is None else known.deprecated
    known = load_weaknesses().get(identifier) if version in _LATER else None
    # What was deprecated stays so.
    return True if known is not None and known.deprecated else None


def latest_at(moment: datetime) -> str | None:
    """Return the latest version of CWE at a moment; None where that is not known."""
    if moment >= _KNOWN_UNTIL:
        return None
    released = [version for version, day in load_catalogue().released.items() if day <= moment]
    return max(released, key=_sortable, default=None)


def usage_of(identifier: str, version: str) -> Usage:
    """Return whether a CWE is to be used for vulnerabilities in a version; empty where that is not known."""
    catalogue = load_catalogue()
    is_noted = version in _LATER or (version in catalogue.versions and _sortable(version) >= _FIRST_WITH_NOTES)
    if not is_noted:
        return ""
    known = catalogue.find(identifier, LATEST if version in _LATER else version)
    if known is None or known.usage:
        return known.usage if known else ""
    return next((run.usage for run in catalogue.runs[identifier] if run.first > known.last and run.usage), "")


def check_usage(node: Node, wanted: Literal["review", "discouraged"]) -> Iterator[Fault | NotRun]:
    """Yield a CWE whose use for vulnerabilities is allowed with review only, or discouraged or prohibited."""
    identifier, version = node.get("id").text, node.get("version").text
    usage = usage_of(identifier, version)
    if not usage:
        yield NotRun(node.path, "cwe_usage", {"id": identifier, "version": version})
    elif usage == "review" if wanted == "review" else usage in ("discouraged", "prohibited"):
        yield fault(node.get("id"), id=identifier)


def _sortable(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
