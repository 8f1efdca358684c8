"""A decoded CSAF document with what nearly every test asks for: products, groups, statuses, scores, revision history.

Takes documents of 2.0 and 2.1 alike and documents that do not fit the schema: what cannot be used is left out here and told
by the structure check.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from typing import Literal

from msgspec import Struct

from kaname.formats.csaf.moments import Moment, parse_moment
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.numbers import Number, parse_number
from kaname.formats.csaf.outside import NOTHING_OUTSIDE, Outside

Version = Literal["2.0", "2.1"]

AFFECTED = ("first_affected", "known_affected", "last_affected")
FIXED = ("first_fixed", "fixed")
# CSAF 2.1, section 3.2.4.12 (product status): the groups that contradict each other.
STATUS_GROUPS: dict[str, tuple[str, ...]] = {
    "affected": AFFECTED,
    "not_affected": ("known_not_affected",),
    "fixed": FIXED,
    "under_investigation": ("under_investigation",),
    "unknown": ("unknown",),
}
CVSS_FIELDS = ("cvss_v2", "cvss_v3", "cvss_v4")


class Product(Struct, frozen=True):
    """A full product name.

    Attributes:
        node: the place. branches: the branches that lead to it, from the vendor down; empty outside ``branches``.
        made_of: product ids that a relationship or product path puts together; empty for plain products.
    """

    node: Node
    id: str
    name: str
    branches: tuple[Node, ...] = ()
    made_of: tuple[str, ...] = ()

    @property
    def helper(self) -> Node:
        """The product identification helper."""
        return self.node.get("product_identification_helper")


class Metric(Struct, frozen=True):
    """One score (2.0) or metric (2.1). ``content``: where the CVSS objects stand; ``source``: empty for the author's own."""

    node: Node
    content: Node
    products: tuple[str, ...]
    source: str

    def cvss(self) -> Iterator[Node]:
        """Yield the CVSS objects."""
        for field in CVSS_FIELDS:
            found = self.content.get(field)
            if found.exists:
                yield found


class Revision(Struct, frozen=True):
    """An item of the revision history, with date and number as values where they can be read."""

    node: Node
    moment: Moment | None
    number: Number | None

    @property
    def text(self) -> str:
        """The number as written."""
        return self.node.get("number").text


class Advisory:
    """A CSAF document to look at.

    Args:
        root: decoded JSON. version: of the standard. now: aware UTC; a few tests ask what time it is.
        outside: who answers what the document alone does not say; by default nobody.
    """

    def __init__(self, root: object, version: Version, now: datetime, outside: Outside = NOTHING_OUTSIDE) -> None:
        self.root = Node(root)
        self.outside = outside
        self.version: Version = version
        self.now = now
        self.document = self.root.get("document")
        self.tracking = self.document.get("tracking")
        self.vulnerabilities = tuple(self.root.get("vulnerabilities").items())

    @property
    def category(self) -> str:
        """Document category, which is the profile."""
        return self.document.get("category").text

    @property
    def status(self) -> str:
        """Status of the document: draft, interim, final."""
        return self.tracking.get("status").text

    @property
    def is_released(self) -> bool:
        """Whether the status is final or interim."""
        return self.status in ("final", "interim")

    @property
    def tlp(self) -> str:
        """TLP label; empty where there is none."""
        return self.document.get("distribution", "tlp", "label").text

    @property
    def lang(self) -> str:
        """Language of the document, lower case; empty where not given."""
        return self.document.get("lang").text.lower()

    @property
    def is_english(self) -> bool:
        """Whether the document is in English, or does not say in what."""
        return not self.lang or self.lang.split("-")[0] == "en"

    @cached_property
    def revisions(self) -> tuple[Revision, ...]:
        """The revision history in document order."""
        return tuple(
            Revision(node, parse_moment(node.get("date").text), parse_number(node.get("number").text))
            for node in self.tracking.get("revision_history").items()
        )

    @cached_property
    def revisions_by_date(self) -> tuple[Revision, ...]:
        """The readable items of the revision history by date, then number."""
        readable = [each for each in self.revisions if each.moment is not None and each.number is not None]
        return tuple(sorted(readable, key=lambda each: (each.moment, each.number.key if each.number else ())))

    @property
    def newest_revision(self) -> Moment | None:
        """Date of the newest item of the revision history."""
        return max((each.moment for each in self.revisions if each.moment is not None), default=None)

    @cached_property
    def branches(self) -> tuple[tuple[Node, ...], ...]:
        """Every branch with those above it: the last of each tuple is the branch itself."""
        found: list[tuple[Node, ...]] = []
        stack: list[tuple[Node, ...]] = [(node,) for node in reversed(list(self._tree.get("branches").items()))]
        while stack:
            chain = stack.pop()
            found.append(chain)
            stack += [(*chain, node) for node in reversed(list(chain[-1].get("branches").items()))]
        return tuple(found)

    @cached_property
    def products(self) -> tuple[Product, ...]:
        """Every full product name, in the order branches, full product names, relationships or product paths."""
        found = [
            _product(chain[-1].get("product"), branches=chain)
            for chain in self.branches
            if chain[-1].get("product").exists
        ]
        found += [_product(node) for node in self._tree.get("full_product_names").items()]
        for node in self._tree.get("relationships").items():
            ends = (node.get("product_reference").text, node.get("relates_to_product_reference").text)
            found.append(_product(node.get("full_product_name"), made_of=ends))
        for node in self._tree.get("product_paths").items():
            nexts = [step.get("next_product_reference").text for step in node.get("subpaths").items()]
            parts = (node.get("beginning_product_reference").text, *nexts)
            found.append(_product(node.get("full_product_name"), made_of=parts))
        return tuple(found)

    @cached_property
    def products_by_id(self) -> dict[str, Product]:
        """Products by id; of an id defined twice the first."""
        found: dict[str, Product] = {}
        for product in self.products:
            found.setdefault(product.id, product)
        return found

    @cached_property
    def groups(self) -> dict[str, tuple[str, ...]]:
        """Product ids of each product group."""
        return {
            node.get("group_id").text: tuple(node.get("product_ids").texts())
            for node in self._tree.get("product_groups").items()
        }

    def helpers(self) -> Iterator[tuple[Product, Node]]:
        """Yield each product that has an identification helper, with the helper."""
        for product in self.products:
            if product.helper.exists:
                yield product, product.helper

    def products_of(self, node: Node) -> set[str]:
        """Return the products that an item names, directly and by group."""
        found = set(node.get("product_ids").texts())
        for group in node.get("group_ids").texts():
            found.update(self.groups.get(group, ()))
        return found

    def metrics(self, vulnerability: Node) -> Iterator[Metric]:
        """Yield the scores (2.0) or metrics (2.1) of a vulnerability."""
        for node in vulnerability.get("scores").items():
            yield Metric(node, node, tuple(node.get("products").texts()), "")
        for node in vulnerability.get("metrics").items():
            content, source = node.get("content"), node.get("source").text
            yield Metric(node, content, tuple(node.get("products").texts()), source)

    def ssvc(self) -> Iterator[tuple[Node, Node]]:
        """Yield each SSVC object of a metric, with its vulnerability."""
        for vulnerability in self.vulnerabilities:
            for found in vulnerability.select("metrics", "*", "content", "ssvc_v2"):
                yield vulnerability, found

    def selections(self) -> Iterator[Node]:
        """Yield each SSVC selection."""
        for _, found in self.ssvc():
            yield from found.get("selections").items()

    def status_of(self, vulnerability: Node) -> dict[str, tuple[str, ...]]:
        """Return the product ids of each product status of a vulnerability."""
        return {node.key: tuple(node.texts()) for node in vulnerability.get("product_status").fields()}

    def group_of(self, vulnerability: Node, group: str) -> set[str]:
        """Return the products in a status group (a key of ``STATUS_GROUPS``, or ``recommended``)."""
        status = self.status_of(vulnerability)
        return {each for field in STATUS_GROUPS.get(group, (group,)) for each in status.get(field, ())}

    def extensions(self) -> Iterator[Node]:
        """Yield each array of extensions (2.1)."""
        yield from self.root.select("x_extensions")
        yield from self.document.select("x_extensions")
        for product in self.products:
            yield from product.node.select("x_extensions")
        for vulnerability in self.vulnerabilities:
            yield from vulnerability.select("x_extensions")
            yield from vulnerability.select("metrics", "*", "content", "x_extensions")

    @property
    def _tree(self) -> Node:
        return self.root.get("product_tree")


def _product(node: Node, *, branches: tuple[Node, ...] = (), made_of: tuple[str, ...] = ()) -> Product:
    return Product(node, node.get("product_id").text, node.get("name").text, branches, made_of)
