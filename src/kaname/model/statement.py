"""Statements on exploitability (VEX): who says what about which vulnerability in which product.

Holds one form for OpenVEX, CycloneDX, CSAF and for what is written here. ``status`` and ``justification`` are in OpenVEX
words; the words of another format stay beside them, so that nothing is made more precise than it was.
"""

from typing import Literal, get_args

from msgspec import Struct

from kaname.model.loss import Loss
from kaname.model.sbom import Hash, Problem

Status = Literal["not_affected", "affected", "fixed", "under_investigation"]
STATUSES: tuple[Status, ...] = get_args(Status)

Justification = Literal[
    "component_not_present",
    "vulnerable_code_not_present",
    "vulnerable_code_not_in_execute_path",
    "vulnerable_code_cannot_be_controlled_by_adversary",
    "inline_mitigations_already_exist",
]
JUSTIFICATIONS: tuple[Justification, ...] = get_args(Justification)

VexFormat = Literal["openvex", "cyclonedx", "csaf"]


class ProductRef(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a statement is about: a product, or a part of one.

    Attributes:
        id: identifier as the document writes it: purl, IRI, ``bom-ref``, CSAF product id.
        name, version: for people; ``version`` also counts where no other identifier carries one.
        versions: VERS range (``vers:npm/>=1.0.0|<2.0.0``) to which the statement is limited; empty: none.
        purls, cpes, hashes: identifiers; any one that fits is enough.
        bom: serial number (``urn:uuid:…``) of the SBOM whose product this is; then the statement is about that one alone.
        parts: sub-components that the statement is about, within this product; empty: the product as a whole.
    """

    id: str = ""
    name: str = ""
    version: str = ""
    versions: str = ""
    purls: tuple[str, ...] = ()
    cpes: tuple[str, ...] = ()
    hashes: tuple[Hash, ...] = ()
    bom: str = ""
    parts: tuple["ProductRef", ...] = ()


class StatementSource(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The document that a statement was read from.

    Attributes:
        document: its own id; version: its version as text. sha256: of its bytes, unpacked.
        path: place of the statement in it, such as ``statements[3]``.
        signed_by: ids of the keys whose signature over the document was verified.
        origin: ``knowledge`` where it comes with the knowledge base; empty where the document itself is at hand.
    """

    format: VexFormat
    document: str = ""
    version: str = ""
    sha256: str = ""
    path: str = ""
    signed_by: tuple[str, ...] = ()
    origin: Literal["", "knowledge"] = ""


class Statement(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One statement.

    Attributes:
        id: unique in a store; made of document and place for those that were read.
        vulnerability: id as written; aliases: its other ids.
        products: what it is about; at least one.
        impact: why not affected, in words; action: what users should do; notes: remarks on the status.
        responses: what the issuer will do, in CycloneDX words (``update``, ``will_not_fix`` …).
        state_word, justification_word: what the source format said, where its word is not the one above.
        issuer: organisation or person that makes the statement; empty where the document names none. role: as written.
        issued, updated, valid_until: ISO 8601 as written; empty where absent.
        decided_by: the person who decided, for statements written here.
        reach: dependency paths to the component when this was decided, as purls or names joined by `` > ``, the product left
            out; empty where they were not recorded.
        source: None for statements written here.
    """

    id: str
    vulnerability: str
    status: Status
    products: tuple[ProductRef, ...]
    aliases: tuple[str, ...] = ()
    justification: Justification | None = None
    impact: str = ""
    action: str = ""
    notes: str = ""
    responses: tuple[str, ...] = ()
    state_word: str = ""
    justification_word: str = ""
    issuer: str = ""
    role: str = ""
    issued: str = ""
    updated: str = ""
    valid_until: str = ""
    decided_by: str = ""
    reach: tuple[str, ...] = ()
    source: StatementSource | None = None

    @property
    def time(self) -> str:
        """When it was last said, as written: ``updated``, else ``issued``."""
        return self.updated or self.issued


class VexDocument(Struct, frozen=True, kw_only=True):
    """A document of statements.

    Attributes:
        id, version, issuer, issued: of the document. data: its bytes, unpacked; sha256: of them.
        statements: in document order. problems: what could not be read as a statement, with its place.
        tree: the JSON that says the same, where ``data`` is XML; empty where ``data`` is JSON itself.
        unsaid: what of the XML that JSON does not hold.
    """

    format: VexFormat
    spec_version: str
    id: str
    version: str
    issuer: str
    issued: str
    data: bytes
    sha256: str
    statements: tuple[Statement, ...]
    problems: tuple[Problem, ...] = ()
    tree: bytes = b""
    unsaid: tuple[Loss, ...] = ()

    @property
    def json(self) -> bytes:
        """The document as JSON."""
        return self.tree or self.data
