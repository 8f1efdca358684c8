"""Extensions of CSAF 2.1 (``x_extensions``): the form that all of them share."""

from collections.abc import Iterator

from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.structure import URI, Anything, Flag, one_of, record

ESSENTIAL = "essential"
EXTENSION = record(
    "$schema category content critical",
    {
        "$schema": URI,
        "category": one_of("essential significant supplementary"),
        "content": Anything(),
        "critical": Flag(),
    },
    closed=True,
)
# Extensions of the committee itself would stand under its own address; none is published yet.
OFFICIAL_PREFIX = "https://docs.oasis-open.org/csaf/"


def defined_products(extension: Node) -> Iterator[str]:
    """Yield the product ids that an extension seems to define: names and ids that stand together in its content."""
    waiting = [extension.get("content")]
    while waiting:
        node = waiting.pop()
        if node.get("product_id").text and node.get("name").text:
            yield node.get("product_id").text
        waiting += [*node.fields(), *node.items()]
