"""A document made ready to be judged: edges by component, and what its author states as unknown or withheld.

An author states it

* with the properties ``kaname:unknown`` and ``kaname:withheld``, whose value is a list of attribute words separated by spaces
  (``supplier version license``), or ``*`` for everything about the component;
* for the document itself (``author``) with the same properties of the document;
* in SPDX with ``NOASSERTION`` (SPDX 2.3 clause 4.2: no value could be determined, or none is given on purpose), which the
  caller passes in as ``unknown``, since the model keeps present values only.
"""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from kaname.model.sbom import Component, Sbom

UNKNOWN, WITHHELD = "kaname:unknown", "kaname:withheld"
ATTRIBUTES = frozenset(
    {"name", "version", "supplier", "identifier", "hash", "license", "copyright", "dependencies", "file-name", "url"}
)
"""Words under which an attribute is stated as unknown or withheld."""

DOCUMENT = ""
"""Stands for a ref where the document as a whole is meant; its attribute is ``author``."""

_NOTHING: Mapping[str, frozenset[str]] = {}


class Subject(Struct, frozen=True):
    """A document with what rules ask for again and again.

    Attributes:
        root: the described product, None where the document names none.
        targets: ref → refs it depends on or contains, in document order.
        sources: ref → whether something depends on or contains it.
        unknown, withheld: ref → attribute words.
        signature: True where the document is signed, enveloped or detached (as the caller found out).
        has_vulnerabilities: True where the document carries vulnerability data.
    """

    sbom: Sbom
    root: Component | None
    targets: Mapping[str, tuple[str, ...]]
    sources: frozenset[str]
    unknown: Mapping[str, frozenset[str]]
    withheld: Mapping[str, frozenset[str]]
    signature: bool
    has_vulnerabilities: bool

    def stated(self, ref: str, attribute: str) -> Literal["unknown", "withheld"] | None:
        """Return what the author says of an attribute that has no value; None where nothing is said."""
        if _says(self.withheld.get(ref), attribute):
            return "withheld"
        if _says(self.unknown.get(ref), attribute):
            return "unknown"
        return None

    @property
    def family(self) -> str:
        """``cyclonedx`` or ``spdx``."""
        return self.sbom.format.partition("-")[0].rstrip("3")


def prepare_subject(
    sbom: Sbom,
    *,
    unknown: Mapping[str, frozenset[str]] = _NOTHING,
    detached_signature: bool = False,
    has_vulnerabilities: bool = False,
) -> Subject:
    """Return a document made ready to be judged. Cost: one pass over components and relationships.

    Args:
        unknown: ref → attribute words that the format itself states as unknown.
        detached_signature: a signature outside of the document was given.
        has_vulnerabilities: the document carries vulnerability data, which the model does not hold.
    """
    targets: dict[str, list[str]] = {}
    for edge in sbom.relationships:
        if edge.kind in ("depends_on", "contains"):
            targets.setdefault(edge.source, []).append(edge.target)
    stated: dict[str, dict[str, frozenset[str]]] = {UNKNOWN: dict(unknown), WITHHELD: {}}
    root = None
    for component in sbom.components:
        if component.ref == sbom.root:
            root = component
        if component.parent is not None:
            targets.setdefault(component.parent, []).append(component.ref)
        for name, value in component.properties:
            if name in stated:
                known = stated[name].get(component.ref, frozenset())
                stated[name][component.ref] = known | frozenset(value.split())
    for name, value in sbom.properties:
        if name in stated:
            stated[name][DOCUMENT] = stated[name].get(DOCUMENT, frozenset()) | frozenset(value.split())
    return Subject(
        sbom=sbom,
        root=root,
        targets={ref: tuple(dict.fromkeys(ends)) for ref, ends in targets.items()},
        sources=frozenset(end for ends in targets.values() for end in ends),
        unknown=stated[UNKNOWN],
        withheld=stated[WITHHELD],
        signature=sbom.signed or detached_signature,
        has_vulnerabilities=has_vulnerabilities,
    )


def _says(words: frozenset[str] | None, attribute: str) -> bool:
    return words is not None and (attribute in words or "*" in words)
