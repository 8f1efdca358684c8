"""Who a component without identifier may be, and what a person decided about it."""

from typing import Literal

from msgspec import Struct


class Candidate(Struct, frozen=True, kw_only=True):
    """A product that a component may be; never a finding.

    Attributes:
        cpe: formatted string with the component's version. vendor_name, product_name: in words, as the source writes them.
        score: 0-100, see ``kaname.matching.candidates``. name_score, supplier_score: its parts; ``supplier_score`` is None
            where the component names no supplier.
    """

    cpe: str
    vendor_name: str
    product_name: str
    score: float
    name_score: float
    supplier_score: float | None


class ComponentCandidates(Struct, frozen=True, kw_only=True):
    """The candidates of one component of a document, best first; empty where nothing is similar enough."""

    ref: str
    name: str
    supplier: str
    version: str
    candidates: tuple[Candidate, ...]
    target: str = ""


class IdentityVerdict(Struct, frozen=True, kw_only=True):
    """What a person decided: a component with this name and supplier is, or is not, the product with this identifier.

    Attributes:
        name, supplier: as the documents write them; ``supplier`` may be ``""``.
        identifier: CPE name (its version does not count) or package URL without version.
        verdict: ``confirmed`` or ``rejected``. by: who; at: ISO 8601 time; reason: may be ``""``.
    """

    name: str
    supplier: str
    identifier: str
    verdict: Literal["confirmed", "rejected"]
    by: str
    at: str
    reason: str = ""
