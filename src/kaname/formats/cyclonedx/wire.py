"""CycloneDX objects as they stand in a document: one Struct per object, every field optional.

Field names are those of the JSON schema (CycloneDX 1.2 to 1.7); the XML reader builds the same Structs. What is not named
here was not understood and is listed by ``extras``; so a field belongs here only when the reader makes something of it.
"""

from msgspec import Raw, Struct, field

# A field of raw JSON that is absent. (``Raw | None`` would be decoded as None only.)
NOTHING = Raw()


class Wire(Struct, rename="camel", gc=False):
    """Base: camelCase names; off the cycle collector's lists, since documents are trees."""


class Hash(Wire):
    """``hashes[]``."""

    alg: str | None = None
    content: str | None = None


class Property(Wire):
    """``properties[]``."""

    name: str | None = None
    value: str | None = None


class Attachment(Wire):
    """Licence text; ``encoding`` is ``base64`` or absent."""

    content: str | None = None
    encoding: str | None = None


class License(Wire):
    """``licenses[].license``: an SPDX id or a name."""

    id: str | None = None
    name: str | None = None
    text: Attachment | None = None
    url: str | None = None
    acknowledgement: str | None = None


class LicenseChoice(Wire):
    """``licenses[]``: a licence or an expression; a detailed expression (1.7) keeps its details in the original."""

    license: License | None = None
    expression: str | None = None
    acknowledgement: str | None = None


class ExternalReference(Wire):
    """``externalReferences[]``."""

    type: str | None = None
    url: str | None = None
    comment: str | None = None
    hashes: list[Hash] | None = None


class Contact(Wire):
    """A person."""

    name: str | None = None
    email: str | None = None


class Organization(Wire):
    """``supplier``, ``manufacturer``: an organisation, its addresses, its people."""

    name: str | None = None
    url: list[str] | None = None
    contact: list[Contact] | None = None


class Swid(Wire):
    """SWID tag; the tag id identifies."""

    tag_id: str | None = None


class Occurrence(Wire):
    """``evidence.occurrences[]``: where a component was found."""

    location: str | None = None


class Evidence(Wire):
    """``evidence``."""

    occurrences: list[Occurrence] | None = None


class Component(Wire):
    """A component, at any depth."""

    bom_ref: str | None = field(name="bom-ref", default=None)
    type: str | None = None
    name: str | None = None
    group: str | None = None
    version: str | None = None
    purl: str | None = None
    cpe: str | None = None
    swid: Swid | None = None
    description: str | None = None
    copyright: str | None = None
    scope: str | None = None
    hashes: list[Hash] | None = None
    licenses: list[LicenseChoice] | None = None
    external_references: list[ExternalReference] | None = None
    properties: list[Property] | None = None
    supplier: Organization | None = None
    manufacturer: Organization | None = None
    authors: list[Contact] | None = None
    author: str | None = None
    publisher: str | None = None
    evidence: Evidence | None = None
    components: list["Component"] | None = None


class Tool(Wire):
    """A tool in the form of 1.2 to 1.4."""

    vendor: str | None = None
    name: str | None = None
    version: str | None = None


class ToolComponent(Wire):
    """A tool as component or service, the form since 1.5."""

    group: str | None = None
    name: str | None = None
    version: str | None = None


class Tools(Wire):
    """``metadata.tools`` since 1.5."""

    components: list[ToolComponent] | None = None
    services: list[ToolComponent] | None = None


class Lifecycle(Wire):
    """``metadata.lifecycles[]``: a phase of the standard or a name of one's own."""

    phase: str | None = None
    name: str | None = None


class Metadata(Wire):
    """``metadata``."""

    timestamp: str | None = None
    lifecycles: list[Lifecycle] | None = None
    tools: list[Tool] | Tools | None = None
    authors: list[Contact] | None = None
    component: Component | None = None
    manufacture: Organization | None = None
    manufacturer: Organization | None = None
    supplier: Organization | None = None
    licenses: list[LicenseChoice] | None = None
    properties: list[Property] | None = None


class Dependency(Wire):
    """``dependencies[]``."""

    ref: str | None = None
    depends_on: list[str] | None = None
    provides: list[str] | None = None


class Composition(Wire):
    """``compositions[]``."""

    aggregate: str | None = None
    assemblies: list[str] | None = None
    dependencies: list[str] | None = None


class Bom(Wire):
    """The whole document."""

    schema: str | None = field(name="$schema", default=None)
    bom_format: str | None = None
    spec_version: str | None = None
    serial_number: str | None = None
    version: int | None = None
    metadata: Metadata | None = None
    components: list[Component] | None = None
    dependencies: list[Dependency] | None = None
    compositions: list[Composition] | None = None
    properties: list[Property] | None = None
    signature: Raw = NOTHING


# Stands in a field of raw JSON where a document in another syntax has the thing.
IN_OTHER_SYNTAX = Raw(b"{}")


class ServiceRef(Wire):
    """A service: only its key, so that edges to services are told from dangling ones."""

    bom_ref: str | None = field(name="bom-ref", default=None)
    services: list["ServiceRef"] | None = None


class Services(Wire):
    """The services of a document, read for their keys only; as a whole they belong to ``extras``."""

    services: list[ServiceRef] | None = None
