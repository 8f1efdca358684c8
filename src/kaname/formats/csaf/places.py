"""Where things of one kind stand in a CSAF document: references to products, dates, package URLs, ranges …"""

import re
from collections.abc import Iterable, Iterator

from kaname.formats.csaf.checks import Fault, fault
from kaname.formats.csaf.moments import parse_moment
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.view import Advisory
from kaname.formats.csaf.vocabulary import names

MAX_UUID = "ffffffff-ffff-ffff-ffff-ffffffffffff"
NIL_UUID = "00000000-0000-0000-0000-000000000000"
# CSAF 2.1, section 3.2.2.4.1: names that go with one sharing group only.
SHARING_NAMES = {MAX_UUID: "Public", NIL_UUID: "No sharing allowed"}
# Flag labels that are justifications in the sense of VEX; CSAF has no others so far.
JUSTIFICATIONS = names(
    "component_not_present inline_mitigations_already_exist vulnerable_code_cannot_be_controlled_by_adversary "
    "vulnerable_code_not_in_execute_path vulnerable_code_not_present"
)
_SCOPED = ("flags", "first_known_exploitation_dates", "ids", "involvements", "notes", "remediations", "threats")
_UNESCAPED_STAR = re.compile(r"\\.|(\*)", re.DOTALL)
_DATES_OF_VULNERABILITIES: tuple[tuple[str, ...], ...] = (
    ("disclosure_date",),
    ("discovery_date",),
    ("release_date",),
    ("first_known_exploitation_dates", "*", "date"),
    ("first_known_exploitation_dates", "*", "exploitation_date"),
    ("flags", "*", "date"),
    ("involvements", "*", "date"),
    ("metrics", "*", "content", "epss", "timestamp"),
    ("metrics", "*", "content", "ssvc_v2", "timestamp"),
    ("remediations", "*", "date"),
    ("threats", "*", "date"),
)


def product_references(advisory: Advisory) -> Iterator[Node]:
    """Yield every place that refers to a product by id."""
    yield from advisory.document.select("notes", "*", "product_ids", "*")
    tree = advisory.root.get("product_tree")
    yield from tree.select("product_groups", "*", "product_ids", "*")
    for name in ("product_reference", "relates_to_product_reference"):
        yield from tree.select("relationships", "*", name)
    yield from tree.select("product_paths", "*", "beginning_product_reference")
    yield from tree.select("product_paths", "*", "subpaths", "*", "next_product_reference")
    for vulnerability in advisory.vulnerabilities:
        yield from status_nodes(vulnerability)
        for name in _SCOPED:
            yield from vulnerability.select(name, "*", "product_ids", "*")
        for name in ("metrics", "scores"):
            yield from vulnerability.select(name, "*", "products", "*")


def group_references(advisory: Advisory) -> Iterator[Node]:
    """Yield every place that refers to a product group by id."""
    yield from advisory.document.select("notes", "*", "group_ids", "*")
    for vulnerability in advisory.vulnerabilities:
        for name in _SCOPED:
            yield from vulnerability.select(name, "*", "group_ids", "*")


def status_nodes(vulnerability: Node, fields: Iterable[str] = ()) -> Iterator[Node]:
    """Yield the product ids in the product status of a vulnerability, of all or of some statuses."""
    for node in vulnerability.get("product_status").fields():
        if not fields or node.key in fields:
            yield from node.items()


def cvss_objects(advisory: Advisory) -> Iterator[Node]:
    """Yield every CVSS object."""
    for vulnerability in advisory.vulnerabilities:
        for metric in advisory.metrics(vulnerability):
            yield from metric.cvss()


def cwe_objects(advisory: Advisory) -> Iterator[Node]:
    """Yield every CWE object."""
    for vulnerability in advisory.vulnerabilities:
        yield from vulnerability.select("cwe")
        yield from vulnerability.select("cwes", "*")


def language_nodes(advisory: Advisory) -> Iterator[Node]:
    """Yield the languages of document and source, where given."""
    yield from advisory.document.select("lang")
    yield from advisory.document.select("source_lang")


def purl_nodes(advisory: Advisory) -> Iterator[Node]:
    """Yield every package URL."""
    for _, helper in advisory.helpers():
        yield from helper.select("purl")
        yield from helper.select("purls", "*")


def file_hashes(advisory: Advisory) -> Iterator[Node]:
    """Yield every array of hashes of one file."""
    for _, helper in advisory.helpers():
        yield from helper.select("hashes", "*", "file_hashes")


def range_nodes(advisory: Advisory) -> Iterator[Node]:
    """Yield the names of branches of category product_version_range."""
    for chain in advisory.branches:
        if chain[-1].get("category").text == "product_version_range":
            yield chain[-1].get("name")


def date_nodes(advisory: Advisory) -> Iterator[Node]:
    """Yield every date."""
    tracking = advisory.tracking
    for pattern in ("current_release_date", "generator.date", "initial_release_date", "revision_history.*.date"):
        yield from tracking.select(*pattern.split("."))
    for vulnerability in advisory.vulnerabilities:
        for keys in _DATES_OF_VULNERABILITIES:
            yield from vulnerability.select(*keys)


def extension_items(advisory: Advisory) -> Iterator[Node]:
    """Yield every extension."""
    for extensions in advisory.extensions():
        yield from extensions.items()


def references_of(advisory: Advisory, category: str) -> Iterator[Node]:
    """Yield the document's references of a category; without a category a reference is external."""
    for node in advisory.document.get("references").items():
        if (node.get("category").text or "external") == category:
            yield node


def many_stars(advisory: Advisory, field: str) -> Iterator[Fault]:
    """Yield the values of an identification helper that hold more than one unescaped star."""
    for _, helper in advisory.helpers():
        for node in helper.get(field).items():
            if sum(1 for found in _UNESCAPED_STAR.finditer(node.text) if found.group(1)) > 1:
                yield fault(node, value=node.text)


def after_newest(advisory: Advisory, node: Node) -> Iterator[Fault]:
    """Yield a date that lies after the newest revision."""
    moment, newest = parse_moment(node.text), advisory.newest_revision
    if moment is not None and newest is not None and moment > newest:
        yield fault(node, value=node.text)


def without_qualifiers(purl: str) -> str:
    """Return a package URL without its qualifiers."""
    before, _, subpath = purl.partition("#")
    return before.partition("?")[0] + ("#" + subpath if subpath else "")
