"""A software bill of materials, whatever format it came in.

Holds what every reader fills and every room above reads. Refuses nothing: readers list defects as ``Problem``. What a
format says beyond these types stays in ``Sbom.original`` and is listed by ``kaname.formats.extras``.
"""

from typing import Literal

from msgspec import Struct

# Component property: a file that differs from the digest which its own package states.
ALTERED_PROPERTY = "kaname:altered-file"


class Problem(Struct, frozen=True, kw_only=True):
    """One defect of a document that did not stop its use.

    Attributes:
        path: place in the document (``components[3].purl``, ``line 12``); empty for the whole document.
        code: message code, rendered with ``params``.
    """

    path: str
    code: str
    params: dict[str, str | int | float | bool | None] = {}


class Hash(Struct, frozen=True):
    """A digest of a file. ``algorithm`` in CycloneDX spelling (``SHA-256``); ``value`` in lower-case hex."""

    algorithm: str
    value: str


class LicenseClaim(Struct, frozen=True, kw_only=True):
    """One licence statement, as written.

    Attributes:
        value: SPDX id, expression or free name; ``NOASSERTION`` and ``NONE`` are kept.
        kind: what ``value`` is.
        acknowledgement: ``declared``, ``concluded``, or None where the format does not say.
        text: licence text where the document carries it.
        url: where the document points for the text.
    """

    value: str
    kind: Literal["id", "expression", "name"]
    acknowledgement: Literal["declared", "concluded"] | None = None
    text: str | None = None
    url: str | None = None


class Party(Struct, frozen=True, kw_only=True):
    """A person or organisation, as named in a document."""

    name: str
    kind: Literal["organization", "person", "tool", "unknown"] = "unknown"
    emails: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()


class ExternalReference(Struct, frozen=True, kw_only=True):
    """A pointer out of the document. ``kind`` in CycloneDX spelling (``vcs``, ``website`` …) or as the format says."""

    kind: str
    url: str
    comment: str | None = None
    hashes: tuple[Hash, ...] = ()


class Component(Struct, frozen=True, kw_only=True):
    """One part of a product.

    Attributes:
        ref: key inside the document, unique: the ``bom-ref`` or SPDX id, or one made from ``path`` where there is none.
        path: place in the document.
        name, group, version: as written; ``""`` where absent. ``group`` is namespace, scope or Maven groupId.
        kind: CycloneDX type (``library``, ``framework``, ``application``, ``container``, ``operating-system``, ``file`` …);
            for SPDX the primary purpose in the same words; ``""`` where unknown.
        purl: package URL as written, not checked; None where absent. ``purls`` holds further ones.
        cpes: CPE 2.2 or 2.3 names as written. swids: SWID tag ids.
        scope: ``required``, ``optional``, ``excluded`` or None.
        supplier, manufacturer, authors, publisher: who provides, makes, wrote, published it.
        properties: name/value pairs (CycloneDX properties, SPDX annotations of known producers).
        source_packages: (name, version) of the source package(s) this binary was built from; version may be ``""``.
        parent: ref of the component it is nested in, None at top level.
        file_names: packaged file names; evidence_paths: where it was found.
    """

    ref: str
    path: str
    name: str
    version: str = ""
    group: str = ""
    kind: str = ""
    purl: str | None = None
    purls: tuple[str, ...] = ()
    cpes: tuple[str, ...] = ()
    swids: tuple[str, ...] = ()
    hashes: tuple[Hash, ...] = ()
    licenses: tuple[LicenseClaim, ...] = ()
    copyright: str | None = None
    description: str | None = None
    scope: str | None = None
    supplier: Party | None = None
    manufacturer: Party | None = None
    authors: tuple[Party, ...] = ()
    publisher: str | None = None
    external_references: tuple[ExternalReference, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    source_packages: tuple[tuple[str, str], ...] = ()
    parent: str | None = None
    file_names: tuple[str, ...] = ()
    evidence_paths: tuple[str, ...] = ()


class Relationship(Struct, frozen=True):
    """A directed edge: ``source`` --kind--> ``target``, both component refs.

    ``kind`` is ``depends_on`` for dependencies, ``contains`` for parts, ``provides`` (CycloneDX 1.6), else the format's own
    word in lower case (``generated_from``, ``dev_dependency_of`` turned into ``depends_on`` with ``scope``).
    """

    source: str
    kind: str
    target: str
    scope: str | None = None


class Composition(Struct, frozen=True, kw_only=True):
    """What the author says about completeness.

    ``aggregate`` in CycloneDX words (``complete``, ``incomplete``, ``unknown`` …); refs of assemblies and dependencies.
    """

    aggregate: str
    assemblies: tuple[str, ...] = ()
    dependencies: tuple[str, ...] = ()


class Original(Struct, frozen=True, kw_only=True):
    """The bytes a document was read from.

    Attributes:
        data: document bytes after decompression; sha256: hex digest of them.
        compression: outer compression found (``gzip``, ``zstd``) or None.
    """

    data: bytes
    sha256: str
    compression: str | None = None


class Sbom(Struct, frozen=True, kw_only=True):
    """A bill of materials.

    Attributes:
        format: ``cyclonedx-json``, ``cyclonedx-xml``, ``spdx-json``, ``spdx-tag-value``, ``spdx-yaml``, ``spdx3-json-ld``.
        spec_version: ``1.6``, ``2.3``, ``3.0.1``; as written.
        identifier: serial number or document namespace; version: document version; name: document name.
        timestamp: creation time as written (ISO 8601). lifecycles: generation context words (``build`` …).
        root: ref of the described product (also in ``components``), None where the document names none.
        components: every component once, document order, nested ones after their parent, the root first where named.
        comments: free remarks on the whole document. properties: document-level name/value pairs.
        data_licenses: licence of the document itself.
        signed: True where the document carries an enveloped signature (not verified here).
    """

    format: str
    spec_version: str
    original: Original
    components: tuple[Component, ...]
    identifier: str | None = None
    version: str | None = None
    name: str | None = None
    timestamp: str | None = None
    lifecycles: tuple[str, ...] = ()
    tools: tuple[tuple[str, str], ...] = ()
    authors: tuple[Party, ...] = ()
    supplier: Party | None = None
    manufacturer: Party | None = None
    root: str | None = None
    relationships: tuple[Relationship, ...] = ()
    compositions: tuple[Composition, ...] = ()
    properties: tuple[tuple[str, str], ...] = ()
    data_licenses: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    signed: bool = False
    problems: tuple[Problem, ...] = ()
