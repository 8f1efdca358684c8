"""CWE: which weaknesses exist in which version, under which name, and whether MITRE wants them used for vulnerabilities.

Ids, names and usage notes of weaknesses are facts from the Common Weakness Enumeration by MITRE, version 4.13, in
``data/cwe.tsv``. About other versions only what can be known from that list is claimed; the rest is ``not_listed``.
"""

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
_HIGHEST_ID: Final = {"4.12": 1395, "4.13": 1419, "4.14": 1423, "4.15": 1426, "4.16": 1427}
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
        return Answer(
            "not_listed" if _sortable(version) > _sortable(max(_RELEASES, key=_sortable)) else "wrong_version"
        )
    number = int(identifier.removeprefix("CWE-")) if identifier.removeprefix("CWE-").isdigit() else 0
    highest = _HIGHEST_ID.get(version)
    if not number or (highest is not None and number > highest):
        return Answer("wrong_id")
    known = load_weaknesses().get(identifier)
    if version == LATEST:
        if known is None:
            return Answer("wrong_id")
        return Answer("fits") if known.name == name else Answer("wrong_name", known.name)
    if known is not None and known.name == name:
        return Answer("fits")
    if version in ("", "4.12", "4.14") and known is not None and not known.deprecated:
        # Between neighbouring versions names hardly change; without a version the name must be some version's.
        return Answer("wrong_name", known.name)
    return Answer("not_listed")


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
    """Yield a CWE whose use for vulnerabilities is allowed with review only, or discouraged or prohibited."""
    identifier, version = node.get("id").text, node.get("version").text
    known = load_weaknesses().get(identifier)
    if known is None or not known.usage or version != LATEST:
        yield NotRun(node.path, "cwe_usage", {"id": identifier, "version": version})
        if known is None or not known.usage:
            return
    # MITRE's notes change little between versions; of another version the fault is told with the note above.
    if known.usage == "review" if wanted == "review" else known.usage in ("discouraged", "prohibited"):
        yield fault(node.get("id"), id=identifier)


def _sortable(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())
