"""An advisory as its author writes it: one record with texts in several languages, from which documents are made.

Times are RFC 3339 texts as written; texts are one text for all languages or one text by language tag.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

# One text for every language, or a text by language tag (``en``, ``ja``).
Texts = str | Mapping[str, str]
Category = Literal["security_advisory", "vex"]
State = Literal["draft", "interim", "final"]
TlpLabel = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
StatusGroup = Literal[
    "first_affected",
    "known_affected",
    "last_affected",
    "first_fixed",
    "fixed",
    "recommended",
    "known_not_affected",
    "under_investigation",
]
Justification = Literal[
    "component_not_present",
    "vulnerable_code_not_present",
    "vulnerable_code_not_in_execute_path",
    "vulnerable_code_cannot_be_controlled_by_adversary",
    "inline_mitigations_already_exist",
]
RemediationKind = Literal["vendor_fix", "workaround", "mitigation", "no_fix_planned", "none_available"]
InvolvedParty = Literal["coordinator", "discoverer", "other", "user", "vendor"]
InvolvementState = Literal["completed", "contact_attempted", "disputed", "in_progress", "not_contacted", "open"]
AFFECTED_GROUPS: tuple[StatusGroup, ...] = ("first_affected", "known_affected", "last_affected")


class _Strict(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What all parts of the file share: a key that is not known is an error, not a silent nothing."""


class Publisher(_Strict, frozen=True, kw_only=True):
    """Who publishes.

    Attributes:
        namespace: URL under which the ids of documents are unique.
        contact: how to reach the publisher, in words.
        authority: on what ground it publishes, in words.
    """

    name: str
    namespace: str
    category: Literal["coordinator", "discoverer", "other", "user", "vendor"] = "vendor"
    contact: Texts = ""
    authority: Texts = ""


class AdvisoryProduct(_Strict, frozen=True, kw_only=True):
    """A product in one version or range.

    Attributes:
        id: name by which the rest of the file refers to it.
        version: exact version; empty with ``range``. range: VERS string (``vers:semver/<2.1.0``).
        hashes: algorithm (``sha256``) → hex value, of ``filename``.
    """

    id: str
    vendor: str
    product: str
    version: str = ""
    range: str = ""
    purls: tuple[str, ...] = ()
    cpe: str = ""
    filename: str = ""
    hashes: Mapping[str, str] = {}


class AdvisoryPart(_Strict, frozen=True, kw_only=True):
    """A component inside a product, as a product of its own. Both sides are ids of ``products``.

    Attributes:
        purls, cpe, filename, hashes: what the component is known by inside this product (the file that is built in, a package
            URL with a subpath …). Not those of the component by itself: they would name both.
    """

    id: str
    component: str
    product: str
    category: Literal[
        "default_component_of", "external_component_of", "installed_on", "installed_with", "optional_component_of"
    ] = "default_component_of"
    purls: tuple[str, ...] = ()
    cpe: str = ""
    filename: str = ""
    hashes: Mapping[str, str] = {}


class Reference(_Strict, frozen=True, kw_only=True):
    """A link. ``summary``: what is behind it."""

    url: str
    summary: Texts


class Acknowledgement(_Strict, frozen=True, kw_only=True):
    """Thanks to somebody; at least one member is given."""

    names: tuple[str, ...] = ()
    organization: str = ""
    summary: Texts = ""
    urls: tuple[str, ...] = ()


class ForeignId(_Strict, frozen=True, kw_only=True):
    """The id of a vulnerability in another system than CVE."""

    system: str
    text: str


class Flag(_Strict, frozen=True, kw_only=True):
    """Why products are not affected, as a standard label."""

    label: Justification
    products: tuple[str, ...]


class Threat(_Strict, frozen=True, kw_only=True):
    """Impact, state of exploitation, or who is aimed at, in words."""

    category: Literal["impact", "exploit_status", "target_set"]
    details: Texts
    products: tuple[str, ...] = ()


class Remediation(_Strict, frozen=True, kw_only=True):
    """What to do. ``restart``: what must be restarted (word of the standard), empty where not said."""

    category: RemediationKind
    details: Texts
    products: tuple[str, ...]
    url: str = ""
    date: str = ""
    restart: str = ""


class Involvement(_Strict, frozen=True, kw_only=True):
    """What a party does about the vulnerability."""

    party: InvolvedParty
    status: InvolvementState
    date: str = ""
    summary: Texts = ""


class AdvisoryVulnerability(_Strict, frozen=True, kw_only=True):
    """A vulnerability and what it means for the products.

    Attributes:
        cvss: vectors of CVSS 2, 3 or 4; they count for the affected products.
        cwe: ids (``CWE-79``). discovered, disclosed: RFC 3339 times.
        status: status group → product ids.
    """

    cve: str = ""
    ids: tuple[ForeignId, ...] = ()
    title: Texts = ""
    description: Texts = ""
    cwe: tuple[str, ...] = ()
    cvss: tuple[str, ...] = ()
    discovered: str = ""
    disclosed: str = ""
    status: Mapping[StatusGroup, tuple[str, ...]] = {}
    flags: tuple[Flag, ...] = ()
    threats: tuple[Threat, ...] = ()
    remediations: tuple[Remediation, ...] = ()
    involvements: tuple[Involvement, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    references: tuple[Reference, ...] = ()


class Revision(_Strict, frozen=True, kw_only=True):
    """A revision: whole number, RFC 3339 time, what changed."""

    number: str
    date: str
    summary: Texts


class Ending(_Strict, frozen=True, kw_only=True):
    """That an advisory counts no more: the last revision of its documents says so and nothing else (CSAF 2.1, 4.6 and 4.7).

    Attributes:
        reason: why. number, date: of the revision that ends it.
        by, url: id and address of the advisory that takes its place; only where it was superseded.
    """

    state: Literal["withdrawn", "superseded"]
    reason: Texts
    number: str
    date: str
    by: str = ""
    url: str = ""


class AdvisoryDraft(_Strict, frozen=True, kw_only=True):
    """An advisory as written.

    Attributes:
        id: tracking id of the document in the first language; that in another one gets ``-<language>``.
        languages: first the one it was written in, then its translations.
        case: id of the disclosure record it belongs to; it is held back while that is under embargo.
        license: SPDX licence expression under which the document may be used; empty: as the provider says.
        revisions: oldest first. ended: None while it counts.
    """

    id: str
    title: Texts
    summary: Texts
    category: Category = "security_advisory"
    status: State = "draft"
    tlp: TlpLabel = "CLEAR"
    languages: tuple[str, ...] = ("ja", "en")
    case: str = ""
    license: str = ""
    products: tuple[AdvisoryProduct, ...]
    parts: tuple[AdvisoryPart, ...] = ()
    vulnerabilities: tuple[AdvisoryVulnerability, ...]
    references: tuple[Reference, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    aliases: tuple[str, ...] = ()
    revisions: tuple[Revision, ...]
    ended: Ending | None = None


def all_revisions(draft: AdvisoryDraft) -> tuple[Revision, ...]:
    """Return the revisions of an advisory, with the one that ends it."""
    if draft.ended is None:
        return draft.revisions
    end = draft.ended
    return (*draft.revisions, Revision(number=end.number, date=end.date, summary=end.reason))


def text_in(texts: Texts, lang: str) -> str | None:
    """Return a text in a language: the single one, or that of the tag or of its first subtag; None where there is none."""
    if isinstance(texts, str):
        return texts
    return texts.get(lang) or texts.get(lang.partition("-")[0]) or None


def iter_product_references(draft: AdvisoryDraft) -> Iterator[tuple[str, str]]:
    """Yield (place, product id) of every mention of a product."""
    for index, part in enumerate(draft.parts):
        yield f"parts[{index}].component", part.component
        yield f"parts[{index}].product", part.product
    for index, vulnerability in enumerate(draft.vulnerabilities):
        place = f"vulnerabilities[{index}]"
        for group, members in vulnerability.status.items():
            yield from ((f"{place}.status.{group}[{number}]", member) for number, member in enumerate(members))
        named = [
            *((f"{place}.flags[{number}]", flag.products) for number, flag in enumerate(vulnerability.flags)),
            *((f"{place}.threats[{number}]", threat.products) for number, threat in enumerate(vulnerability.threats)),
            *(
                (f"{place}.remediations[{number}]", remediation.products)
                for number, remediation in enumerate(vulnerability.remediations)
            ),
        ]
        for where, members in named:
            yield from ((f"{where}.products[{at}]", member) for at, member in enumerate(members))
