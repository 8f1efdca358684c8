"""Questions to a knowledge base: what touches a package, what holds a text, what changed, what is out of support."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from kaname.errors import InputError
from kaname.knowledge.lookups import SEARCH_LIMIT, ChangedRecord, FoundText, changed_since, find_eol, search_text
from kaname.knowledge.query import Knowledge
from kaname.matching.hits import Overruled
from kaname.matching.packages import PackageQuery
from kaname.model.eol import EolAnswer
from kaname.model.finding import Match
from kaname.model.vulnerability import Vulnerability
from kaname.services.knowledge import open_base


class AffectedEntry(Struct, frozen=True, kw_only=True):
    """One vulnerability that touches the package. ``match``: why; ``fixed``: versions without it, nearest first."""

    vulnerability: Vulnerability
    match: Match
    fixed: tuple[str, ...]


class AffectedResult(Struct, frozen=True, kw_only=True):
    """What is known about one package version.

    Attributes:
        identifier: as asked. evaluated: False where nothing can be said, with the reason code and what it is about.
        entries: in triage order. overruled: (vulnerability, who said affected, who decided otherwise).
    """

    identifier: str
    evaluated: bool
    reason: str | None
    detail: str | None
    entries: tuple[AffectedEntry, ...]
    overruled: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


def affected(*, identifier: str, knowledge: Knowledge) -> AffectedResult:
    """Return the vulnerabilities that touch a package version.

    For many packages use ``kaname.matching.packages.PackageQuery``, which leaves the details out.

    Args:
        identifier: package URL with a version, or CPE name. knowledge: the base that answers.

    Raises:
        InputError: neither a package URL nor a CPE name (``matching.not_an_identifier``).
    """
    from kaname.triage.order import priority_key

    answer = PackageQuery(knowledge).affected(identifier)
    details = knowledge.vulnerabilities(
        [*(hit.group for hit in answer.hits), *(entry.group for entry in answer.overruled)]
    )
    entries = [AffectedEntry(vulnerability=details[hit.group], match=hit.match, fixed=hit.fixed) for hit in answer.hits]
    return AffectedResult(
        identifier=identifier,
        evaluated=answer.reason is None,
        reason=answer.reason,
        detail=answer.detail,
        entries=tuple(sorted(entries, key=lambda entry: priority_key(entry.vulnerability))),
        overruled=_overruled(answer.overruled, details),
    )


def _overruled(
    entries: Sequence[Overruled], details: "dict[int, Vulnerability] | object"
) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    assert isinstance(details, dict)
    return tuple((details[entry.group].id, entry.said, entry.decided) for entry in entries)


def search(*, text: str, path: str | Path | None, lang: str = "en", limit: int = SEARCH_LIMIT) -> tuple[FoundText, ...]:
    """Return the vulnerabilities whose ids, titles, packages or products hold all words; see ``search_text``.

    Raises:
        InputError: ``knowledge.nothing_to_search``. IntegrityError, UnsupportedError: as ``open_base``.
    """
    with open_base(path=path) as base:
        return search_text(base, text, lang=lang, limit=limit)


def changed(*, since: datetime, path: str | Path | None) -> tuple[ChangedRecord, ...]:
    """Return the records changed at or after a time, oldest first.

    Raises:
        InputError: ``knowledge.time_without_zone``. IntegrityError, UnsupportedError: as ``open_base``.
    """
    if since.tzinfo is None:
        raise InputError("knowledge.time_without_zone", value=since.isoformat())
    with open_base(path=path) as base:
        return changed_since(base, since)


def eol(*, product: str, version: str, path: str | Path | None, now: datetime) -> EolAnswer | None:
    """Return support and end of life of a version; None where endoflife.date does not know the product.

    Raises:
        IntegrityError, UnsupportedError: as ``open_base``.
    """
    with open_base(path=path) as base:
        return find_eol(base, product, version, now=now)
