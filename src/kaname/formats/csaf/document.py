"""A CSAF document as typed values, the same for 2.0 and 2.1: tracking, publisher, products flattened, vulnerabilities.

For those who import statements and advisories. Built from documents that may break rules: what is missing or of a wrong type
is empty here, never invented. ``original`` holds every byte of what was read.
"""

from collections.abc import Iterator

from msgspec import Struct

from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.view import CVSS_FIELDS, Advisory, Metric, Product, Version


class Note(Struct, frozen=True, kw_only=True):
    """A note. ``products``: those it is bound to, groups resolved; empty where it is about everything."""

    category: str
    text: str
    title: str = ""
    audience: str = ""
    products: tuple[str, ...] = ()


class Reference(Struct, frozen=True, kw_only=True):
    """A reference; without a category it is external."""

    url: str
    summary: str = ""
    category: str = "external"


class Publisher(Struct, frozen=True, kw_only=True):
    """Who issues the document."""

    name: str
    namespace: str
    category: str
    contact_details: str = ""
    issuing_authority: str = ""


class Revision(Struct, frozen=True, kw_only=True):
    """An item of the revision history."""

    date: str
    number: str
    summary: str


class Tracking(Struct, frozen=True, kw_only=True):
    """Identity and history of the document. Dates as written."""

    id: str
    version: str
    status: str
    initial_release_date: str
    current_release_date: str
    aliases: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()


class FileHash(Struct, frozen=True, kw_only=True):
    """A hash of a file of a product."""

    filename: str
    algorithm: str
    value: str


class FlatProduct(Struct, frozen=True, kw_only=True):
    """A product of the tree, with what the branches above it say.

    Attributes:
        branches: (category, name) from the vendor down; empty for products outside ``branches``.
        purls, cpes, hashes, serial_numbers, model_numbers, skus: identification, of this product itself.
    """

    id: str
    name: str
    branches: tuple[tuple[str, str], ...] = ()
    purls: tuple[str, ...] = ()
    cpes: tuple[str, ...] = ()
    hashes: tuple[FileHash, ...] = ()
    serial_numbers: tuple[str, ...] = ()
    model_numbers: tuple[str, ...] = ()
    skus: tuple[str, ...] = ()
    sbom_urls: tuple[str, ...] = ()


class Relationship(Struct, frozen=True, kw_only=True):
    """How a product is put together: ``begin`` first, then one (category, product id) after the other.

    A relationship of 2.0 has one step; ``begin`` is its ``product_reference``.
    """

    product: str
    begin: str
    steps: tuple[tuple[str, str], ...]


class Flag(Struct, frozen=True, kw_only=True):
    """A justification for products that are not affected."""

    label: str
    products: tuple[str, ...]
    date: str = ""


class Threat(Struct, frozen=True, kw_only=True):
    """A threat: exploit_status, impact or target_set."""

    category: str
    details: str
    products: tuple[str, ...]
    date: str = ""


class Remediation(Struct, frozen=True, kw_only=True):
    """A remediation of products."""

    category: str
    details: str
    products: tuple[str, ...]
    date: str = ""
    url: str = ""
    restart: str = ""


class Score(Struct, frozen=True, kw_only=True):
    """A CVSS vector for products. ``source``: empty for the issuer's own; ``score``: None where not given."""

    version: str
    vector: str
    score: float | None
    severity: str
    products: tuple[str, ...]
    source: str = ""


class OtherId(Struct, frozen=True, kw_only=True):
    """An id of the vulnerability in another system."""

    system: str
    text: str
    products: tuple[str, ...] = ()


class Cwe(Struct, frozen=True, kw_only=True):
    """A weakness. ``version``: empty in 2.0."""

    id: str
    name: str
    version: str = ""


class Vulnerability(Struct, frozen=True, kw_only=True):
    """A vulnerability of the document.

    Attributes:
        path: JSON pointer. status: product ids by status, such as ``known_affected``.
        scores: every CVSS vector. metrics: other metrics by name (``epss``, ``ssvc_v2``, ``qualitative_severity_rating``),
            how often each occurs.
    """

    path: str
    cve: str
    title: str = ""
    ids: tuple[OtherId, ...] = ()
    cwes: tuple[Cwe, ...] = ()
    status: dict[str, tuple[str, ...]] = {}
    flags: tuple[Flag, ...] = ()
    threats: tuple[Threat, ...] = ()
    remediations: tuple[Remediation, ...] = ()
    scores: tuple[Score, ...] = ()
    metrics: dict[str, int] = {}
    notes: tuple[Note, ...] = ()
    references: tuple[Reference, ...] = ()
    discovery_date: str = ""
    disclosure_date: str = ""


class CsafDocument(Struct, frozen=True, kw_only=True):
    """A CSAF document.

    Attributes:
        version: of the standard. category: profile. tlp: label as written (``WHITE`` in 2.0, ``CLEAR`` in 2.1).
        products: by id, in tree order; of an id that is defined twice the first.
        groups: product ids of each product group.
        original: the bytes that were read, unpacked; sha256: of them.
    """

    version: Version
    category: str
    title: str
    lang: str
    tlp: str
    distribution_text: str
    publisher: Publisher
    tracking: Tracking
    notes: tuple[Note, ...]
    references: tuple[Reference, ...]
    products: dict[str, FlatProduct]
    groups: dict[str, tuple[str, ...]]
    relationships: tuple[Relationship, ...]
    vulnerabilities: tuple[Vulnerability, ...]
    original: bytes
    sha256: str


def document_of(advisory: Advisory, original: bytes, sha256: str) -> CsafDocument:
    """Return the typed values of a decoded document."""
    document, publisher = advisory.document, advisory.document.get("publisher")
    return CsafDocument(
        version=advisory.version,
        category=advisory.category,
        title=document.get("title").text,
        lang=document.get("lang").text,
        tlp=advisory.tlp,
        distribution_text=document.get("distribution", "text").text,
        publisher=Publisher(
            name=publisher.get("name").text,
            namespace=publisher.get("namespace").text,
            category=publisher.get("category").text,
            contact_details=publisher.get("contact_details").text,
            issuing_authority=publisher.get("issuing_authority").text,
        ),
        tracking=_tracking(advisory),
        notes=tuple(_notes(advisory, document)),
        references=tuple(_references(document)),
        products={id_: _flat(product) for id_, product in advisory.products_by_id.items()},
        groups=advisory.groups,
        relationships=tuple(_relationships(advisory)),
        vulnerabilities=tuple(_vulnerability(advisory, node) for node in advisory.vulnerabilities),
        original=original,
        sha256=sha256,
    )


def _tracking(advisory: Advisory) -> Tracking:
    node = advisory.tracking
    return Tracking(
        id=node.get("id").text,
        version=node.get("version").text,
        status=advisory.status,
        initial_release_date=node.get("initial_release_date").text,
        current_release_date=node.get("current_release_date").text,
        aliases=tuple(node.get("aliases").texts()),
        revisions=tuple(
            Revision(date=each.node.get("date").text, number=each.text, summary=each.node.get("summary").text)
            for each in advisory.revisions
        ),
    )


def _notes(advisory: Advisory, place: Node) -> Iterator[Note]:
    for node in place.get("notes").items():
        yield Note(
            category=node.get("category").text,
            text=node.get("text").text,
            title=node.get("title").text,
            audience=node.get("audience").text,
            products=_scope(advisory, node),
        )


def _references(place: Node) -> Iterator[Reference]:
    for node in place.get("references").items():
        category = node.get("category").text or "external"
        yield Reference(url=node.get("url").text, summary=node.get("summary").text, category=category)


def _flat(product: Product) -> FlatProduct:
    helper = product.helper
    purl, cpe = helper.get("purl").text, helper.get("cpe").text
    return FlatProduct(
        id=product.id,
        name=product.name,
        branches=tuple((each.get("category").text, each.get("name").text) for each in product.branches),
        purls=(*((purl,) if purl else ()), *helper.get("purls").texts()),
        cpes=(cpe,) if cpe else (),
        hashes=tuple(
            FileHash(
                filename=file.get("filename").text,
                algorithm=node.get("algorithm").text,
                value=node.get("value").text,
            )
            for file in helper.get("hashes").items()
            for node in file.get("file_hashes").items()
        ),
        serial_numbers=tuple(helper.get("serial_numbers").texts()),
        model_numbers=tuple(helper.get("model_numbers").texts()),
        skus=tuple(helper.get("skus").texts()),
        sbom_urls=tuple(helper.get("sbom_urls").texts()),
    )


def _relationships(advisory: Advisory) -> Iterator[Relationship]:
    tree = advisory.root.get("product_tree")
    for node in tree.get("relationships").items():
        step = (node.get("category").text, node.get("relates_to_product_reference").text)
        yield Relationship(
            product=node.get("full_product_name", "product_id").text,
            begin=node.get("product_reference").text,
            steps=(step,),
        )
    for node in tree.get("product_paths").items():
        yield Relationship(
            product=node.get("full_product_name", "product_id").text,
            begin=node.get("beginning_product_reference").text,
            steps=tuple(
                (step.get("category").text, step.get("next_product_reference").text)
                for step in node.get("subpaths").items()
            ),
        )


def _vulnerability(advisory: Advisory, node: Node) -> Vulnerability:
    metrics = list(advisory.metrics(node))
    other: dict[str, int] = {}
    for metric in metrics:
        for field in metric.content.fields():
            if field.key not in (*CVSS_FIELDS, "products", "x_extensions"):
                other[field.key] = other.get(field.key, 0) + 1
    cwes = [node.get("cwe")] if node.get("cwe").exists else list(node.get("cwes").items())
    return Vulnerability(
        path=node.path,
        cve=node.get("cve").text,
        title=node.get("title").text,
        ids=tuple(
            OtherId(system=each.get("system_name").text, text=each.get("text").text, products=_scope(advisory, each))
            for each in node.get("ids").items()
        ),
        cwes=tuple(
            Cwe(id=each.get("id").text, name=each.get("name").text, version=each.get("version").text) for each in cwes
        ),
        status=advisory.status_of(node),
        flags=tuple(
            Flag(label=each.get("label").text, products=_scope(advisory, each), date=each.get("date").text)
            for each in node.get("flags").items()
        ),
        threats=tuple(
            Threat(
                category=each.get("category").text,
                details=each.get("details").text,
                products=_scope(advisory, each),
                date=each.get("date").text,
            )
            for each in node.get("threats").items()
        ),
        remediations=tuple(_remediation(advisory, each) for each in node.get("remediations").items()),
        scores=tuple(score for metric in metrics for score in _scores(metric)),
        metrics=other,
        notes=tuple(_notes(advisory, node)),
        references=tuple(_references(node)),
        discovery_date=node.get("discovery_date").text,
        disclosure_date=node.get("disclosure_date").text or node.get("release_date").text,
    )


def _remediation(advisory: Advisory, node: Node) -> Remediation:
    return Remediation(
        category=node.get("category").text,
        details=node.get("details").text,
        products=_scope(advisory, node),
        date=node.get("date").text,
        url=node.get("url").text,
        restart=node.get("restart_required", "category").text,
    )


def _scores(metric: Metric) -> Iterator[Score]:
    for node in metric.cvss():
        yield Score(
            version=node.get("version").text,
            vector=node.get("vectorString").text,
            score=node.get("baseScore").number,
            severity=node.get("baseSeverity").text,
            products=metric.products,
            source=metric.source,
        )


def _scope(advisory: Advisory, node: Node) -> tuple[str, ...]:
    """Return the products that an item names, groups resolved, in the order written, without repetition."""
    found = dict.fromkeys(node.get("product_ids").texts())
    for group in node.get("group_ids").texts():
        found |= dict.fromkeys(advisory.groups.get(group, ()))
    return tuple(found)
