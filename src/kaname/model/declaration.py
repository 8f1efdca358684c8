"""A declaration of conformity that an organisation makes about itself, and what belongs to it. Values only.

What is signed is ``DeclaredContent``: it holds everything that a reader needs to judge it without any other file. The life
of a declaration (who approved it, where it was published, whether it was revoked) is around it, not in it, because it goes
on after the signature. The fields follow the neutral list of ISO/IEC 17050-1 and of Annex V of Regulation (EU) 2024/2847:
object, declarer, sole responsibility, documents declared against, place, date, name and function, and validity.
"""

from typing import Literal

from msgspec import Struct

from kaname.model.words import PartialWords

DeclarationState = Literal["draft", "approved", "signed", "published"]
DeclarationStatus = Literal[
    "draft", "approved", "signed", "published", "not_yet_valid", "expired", "renewed", "superseded", "revoked"
]
Party = Literal["provider", "customer"]


class Declarer(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The organisation that declares, under its sole responsibility. ``unit``: the part of it that is meant, or empty."""

    name: str
    unit: str = ""
    address: str = ""
    contact: str = ""
    identifier: str = ""


class ResponsiblePerson(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Who answers for the declaration: name, function, and how to be reached."""

    name: str
    function: str = ""
    contact: str = ""


class DeclaredScope(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a declaration is about.

    Attributes:
        product: empty where the whole unit is meant. versions: listed one by one. version_range: a VERS range such as
            ``vers:semver/>=2.0.0|<3.0.0``; empty where none. Without versions and range, every version is meant.
        purl: package URL of the product without version, or empty. roles: of the declarer, as the framework names them.
    """

    product: str = ""
    versions: tuple[str, ...] = ()
    version_range: str = ""
    purl: str = ""
    roles: tuple[str, ...] = ()


class DeclaredArtifact(Struct, frozen=True, forbid_unknown_fields=True):
    """A file that the declaration speaks of, by the SHA-256 of its bytes (lowercase hex)."""

    name: str
    sha256: str


class StatedResult(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What is declared for one task or requirement.

    Attributes:
        level: 0 to 3; None where the framework has no levels or the task does not apply. status: ``met``, ``equivalent``,
            ``partly``, ``not_met``, ``not_applicable``, ``not_answered`` or ``skipped``. explanation: why not, or why
            something else is equivalent.
    """

    id: str
    title: PartialWords
    status: str
    level: int | None = None
    group: str = ""
    explanation: str = ""
    evidence: tuple[str, ...] = ()


class EvidenceEntry(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A line of the evidence index: enough to ask for the evidence and to recognise it, not the evidence itself."""

    id: str
    title: str
    place: str = ""
    sha256: str = ""
    revision: str = ""
    author: str = ""
    effective: str = ""
    expires: str = ""


class DeclaredBasis(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """What a declaration rests on.

    Attributes:
        assessment: its id; assessment_sha256: of the bytes of its file, kept beside the declaration. assessed: ISO 8601
            day. distribution: group → number of tasks at levels 0, 1, 2, 3; empty without levels.
    """

    assessment: str
    assessment_sha256: str
    framework: str
    framework_version: str
    framework_title: PartialWords
    framework_state: str
    assessed: str
    results: tuple[StatedResult, ...]
    profile: str = ""
    assessor: str = ""
    distribution: dict[str, tuple[int, ...]] = {}
    evidence: tuple[EvidenceEntry, ...] = ()


class Acknowledgement(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """That a party knows of a declined measure. ``key``: id of the key that signed the record; empty where by word only."""

    party: Party
    name: str
    date: str
    key: str = ""
    note: str = ""


class DeclinedMeasure(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A measure that the provider advised and the customer decided against.

    Attributes:
        what: the measure; risk: what remains without it; cost: of the measure, in words. advised, decided: ISO 8601 days.
            requirements: ids that it would have served. until: day by which the decision is to be looked at again.
    """

    id: str
    what: str
    risk: str
    cost: str
    advised_by: str
    advised: str
    decided_by: str
    decided: str
    reason: str = ""
    requirements: tuple[str, ...] = ()
    until: str = ""
    acknowledgements: tuple[Acknowledgement, ...] = ()

    def is_acknowledged_by(self, party: Party) -> bool:
        """True where a party acknowledged or signed the record."""
        return any(one.party == party for one in self.acknowledgements)


class DeclaredContent(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Everything that is signed: the predicate of the in-toto statement.

    Attributes:
        valid_from, valid_until: ISO 8601 days, both included. issued: day of the draft that was approved. renews: id of the
            declaration that this one takes the place of; renews_sha256: of its signed statement.
        declined: measures that the customer declined, for the annex.
    """

    id: str
    declarer: Declarer
    responsible: ResponsiblePerson
    scope: DeclaredScope
    basis: DeclaredBasis
    statement: PartialWords
    issued: str
    valid_from: str
    valid_until: str
    place: str = ""
    artifacts: tuple[DeclaredArtifact, ...] = ()
    conditions: tuple[str, ...] = ()
    declined: tuple[DeclinedMeasure, ...] = ()
    renews: str = ""
    renews_sha256: str = ""


class LifeEvent(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A step in the life of a declaration. ``at``: RFC 3339 UTC; ``by``: a person or a key id."""

    step: str
    at: str
    by: str = ""
    note: str = ""


class Declaration(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A declaration as its maker keeps it.

    Attributes:
        approved_sha256: of the statement that was approved: a later change of the content undoes the approval.
        statement_sha256: of the signed statement; empty before the signature.
    """

    content: DeclaredContent
    state: DeclarationState = "draft"
    approved_sha256: str = ""
    statement_sha256: str = ""
    history: tuple[LifeEvent, ...] = ()


class Revocation(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """That a signed declaration no longer holds. ``statement_sha256`` says which, whatever its id."""

    declaration: str
    statement_sha256: str
    at: str
    reason: str
    by: str = ""


class RevocationList(Struct, frozen=True, forbid_unknown_fields=True):
    """Every revocation of one declarer. A newer list has a higher number and holds all entries of the older ones.

    Attributes:
        issued: RFC 3339 UTC; next_update: day after which a reader should ask for a newer list.
    """

    number: int
    issued: str
    next_update: str
    revocations: tuple[Revocation, ...] = ()
