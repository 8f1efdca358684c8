"""Whose statements count, and whose counts more.

The order is fixed and short: what we say ourselves, then the supplier of the component, then a distributor, then others
that are accepted. An issuer that nobody accepted is shown and never applied.
"""

from collections.abc import Iterable
from fnmatch import fnmatchcase
from typing import Literal

from msgspec import Struct

from kaname.model.statement import Statement

Rank = Literal["own", "supplier", "distributor", "other", "untrusted", "unsigned"]
RANKS: tuple[Rank, ...] = ("own", "supplier", "distributor", "other")


class TrustedIssuer(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An issuer whose statements are accepted.

    Attributes:
        issuer: name as in documents; ``*`` stands for any characters, case does not matter.
        role: what it is to us. components: purl patterns of the components that it speaks for, as a supplier or
            distributor (``pkg:rpm/redhat/*``); empty: all. For other components its statements count as ``other``.
        keys: key ids, one of which must have signed the document; empty: no signature is asked for.
    """

    issuer: str
    role: Literal["own", "supplier", "distributor", "other"] = "other"
    components: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()


class TrustPolicy(Struct, frozen=True, kw_only=True):
    """Accepted issuers. Statements written here (without a source) are always our own; a name in a file proves nothing.

    Attributes:
        accepts_unlisted: True where every issuer counts as ``other``: for documents that the caller hands over by name
            where there is no workspace with a list. What the knowledge base holds was not handed over.
    """

    issuers: tuple[TrustedIssuer, ...] = ()
    accepts_unlisted: bool = False

    def rank(self, statement: Statement, purls: Iterable[str]) -> Rank:
        """Return the rank of a statement about a component: the best that an entry for its issuer gives."""
        if statement.source is None:
            return "own"
        name = statement.issuer.strip().lower()
        found: list[Rank] = ["other"] if self.accepts_unlisted and not statement.source.origin else []
        unsigned = False
        for entry in self.issuers:
            if not name or not fnmatchcase(name, entry.issuer.strip().lower()):
                continue
            if entry.keys and not set(entry.keys) & set(statement.source.signed_by):
                unsigned = True
                continue
            speaks = not entry.components or any(
                fnmatchcase(purl, pattern) for purl in purls for pattern in entry.components
            )
            found.append(entry.role if speaks else "other")
        if unsigned and not found:
            return "unsigned"
        return min(found, key=RANKS.index) if found else "untrusted"
