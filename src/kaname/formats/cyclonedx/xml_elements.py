"""CycloneDX XML elements to the wire Structs that JSON is decoded into.

Text is taken without the white space around it, as the schema's token types say.
"""

from collections.abc import Callable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from kaname.formats.cyclonedx import wire
from kaname.formats.cyclonedx.components import MAX_COMPONENT_DEPTH, too_deep
from kaname.formats.problem_list import ProblemList

_COMPONENT_TEXTS = (
    "name",
    "group",
    "version",
    "purl",
    "cpe",
    "description",
    "copyright",
    "scope",
    "author",
    "publisher",
)


class _LocalNames(dict[str, str]):
    """Local name by full tag, taken apart once: looking it up costs less. Tags of other namespaces stay as they are."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix

    def __missing__(self, tag: str) -> str:
        name = self[tag] = tag.removeprefix(self._prefix)
        return name


class ElementReader:
    """Reads elements of one namespace.

    Args:
        namespace: that of the root element; elements of others are extensions and left alone.
        problems: gets what has a wrong form.
    """

    def __init__(self, namespace: str, problems: ProblemList) -> None:
        self._prefix = f"{{{namespace}}}" if namespace else ""
        self._local = _LocalNames(self._prefix)
        self._problems = problems
        # For each child that a component may have, the field it fills and what makes its value.
        self._of_component: dict[str, tuple[str, Callable[[Element], Any]]] = {
            **{name: (name, _text) for name in _COMPONENT_TEXTS},
            "swid": ("swid", lambda child: wire.Swid(tag_id=child.get("tagId"))),
            "hashes": ("hashes", self._hashes),
            "licenses": ("licenses", self._licenses),
            "externalReferences": ("external_references", self._references),
            "properties": ("properties", self._properties),
            "supplier": ("supplier", self._organization),
            "manufacturer": ("manufacturer", self._organization),
            "authors": ("authors", lambda child: self._contacts(child, "author")),
            "evidence": ("evidence", self._evidence),
            "components": ("components", self._components),
        }
        self._taken: dict[Element, wire.Component] = {}
        self._depths: dict[Element, int] = {}

    def tag(self, name: str) -> str:
        """Return the full tag of a local name."""
        return self._prefix + name

    def take_component(self, element: Element) -> None:
        """Read a component that has just ended and free its part of the tree; ``bom`` puts it in its place.

        Raises:
            InputError: ``cyclonedx.too_deep``.
        """
        children = self._children(element)
        self._check_depth(element, children.get("components"))
        values: dict[str, Any] = {}
        for name, child in children.items():
            taken = self._of_component.get(name)
            if taken is not None:
                values[taken[0]] = taken[1](child)
        self._taken[element] = wire.Component(bom_ref=element.get("bom-ref"), type=element.get("type"), **values)
        element.clear()

    def _check_depth(self, element: Element, nested: Element | None) -> None:
        # Most components hold no others and are not counted: depth 1.
        if nested is not None and len(nested):
            depth = 1 + max(self._depths.pop(each, 1) for each in nested)
            if depth > MAX_COMPONENT_DEPTH:
                raise too_deep(None)
            self._depths[element] = depth

    def bom(self, root: Element) -> wire.Bom:
        """Return the document; its components must have been taken before."""
        children = self._children(root)
        return wire.Bom(
            serial_number=root.get("serialNumber"),
            version=self._integer(root.get("version"), "version"),
            metadata=self._metadata(children.get("metadata")),
            components=self._components(children.get("components")),
            dependencies=self._dependencies(children.get("dependencies")),
            compositions=self._compositions(children.get("compositions")),
            properties=self._properties(children.get("properties")),
            signature=wire.IN_OTHER_SYNTAX if any(child.tag.endswith("}Signature") for child in root) else wire.NOTHING,
        )

    def services(self, root: Element) -> list[wire.ServiceRef]:
        """Return the keys of all services, at any depth."""
        services = root.find(self.tag("services"))
        found = services.iter(self.tag("service")) if services is not None else ()
        return [wire.ServiceRef(bom_ref=each.get("bom-ref")) for each in found]

    def _children(self, element: Element) -> dict[str, Element]:
        local = self._local
        return {local[child.tag]: child for child in element}

    def _items(self, parent: Element | None, name: str) -> Iterator[Element]:
        return iter(()) if parent is None else iter(parent.findall(self.tag(name)))

    def _child_text(self, element: Element, name: str) -> str | None:
        return _text(element.find(self.tag(name)))

    def _components(self, parent: Element | None) -> list[wire.Component] | None:
        if parent is None:
            return None
        return [self._taken.pop(each) for each in parent if each in self._taken]

    def _integer(self, value: str | None, path: str) -> int | None:
        if value is None:
            return None
        if value.strip().isascii() and value.strip().isdigit() and len(value) < 20:
            return int(value)
        self._problems.add("formats.json_type", path, expected="int", found="str")
        return None

    def _hashes(self, parent: Element | None) -> list[wire.Hash] | None:
        if parent is None:
            return None
        return [wire.Hash(alg=each.get("alg"), content=_text(each)) for each in self._items(parent, "hash")]

    def _properties(self, parent: Element | None) -> list[wire.Property] | None:
        if parent is None:
            return None
        return [wire.Property(name=each.get("name"), value=_text(each)) for each in self._items(parent, "property")]

    def _licenses(self, parent: Element | None) -> list[wire.LicenseChoice] | None:
        if parent is None:
            return None
        found = []
        for each in parent:
            if each.tag == self.tag("license"):
                found.append(wire.LicenseChoice(license=self._license(each)))
            elif each.tag in (self.tag("expression"), self.tag("expression-detailed")):
                expression = each.get("expression") or _text(each)
                found.append(wire.LicenseChoice(expression=expression, acknowledgement=each.get("acknowledgement")))
        return found

    def _license(self, element: Element) -> wire.License:
        children = self._children(element)
        text = children.get("text")
        attachment = None if text is None else wire.Attachment(content=text.text, encoding=text.get("encoding"))
        return wire.License(
            id=_text(children.get("id")),
            name=_text(children.get("name")),
            text=attachment,
            url=_text(children.get("url")),
            acknowledgement=element.get("acknowledgement"),
        )

    def _references(self, parent: Element | None) -> list[wire.ExternalReference] | None:
        if parent is None:
            return None
        return [
            wire.ExternalReference(
                type=each.get("type"),
                url=self._child_text(each, "url"),
                comment=self._child_text(each, "comment"),
                hashes=self._hashes(each.find(self.tag("hashes"))),
            )
            for each in self._items(parent, "reference")
        ]

    def _organization(self, element: Element | None) -> wire.Organization | None:
        if element is None:
            return None
        return wire.Organization(
            name=self._child_text(element, "name"),
            url=[url for url in (_text(each) for each in self._items(element, "url")) if url],
            contact=self._contacts(element, "contact"),
        )

    def _contacts(self, parent: Element | None, name: str) -> list[wire.Contact] | None:
        if parent is None:
            return None
        return [
            wire.Contact(name=self._child_text(each, "name"), email=self._child_text(each, "email"))
            for each in self._items(parent, name)
        ]

    def _evidence(self, element: Element | None) -> wire.Evidence | None:
        if element is None:
            return None
        occurrences = element.find(self.tag("occurrences"))
        found = [
            wire.Occurrence(location=self._child_text(each, "location"))
            for each in self._items(occurrences, "occurrence")
        ]
        return wire.Evidence(occurrences=found)

    def _metadata(self, element: Element | None) -> wire.Metadata | None:
        if element is None:
            return None
        children = self._children(element)
        component = children.get("component")
        return wire.Metadata(
            timestamp=_text(children.get("timestamp")),
            lifecycles=[
                wire.Lifecycle(phase=self._child_text(each, "phase"), name=self._child_text(each, "name"))
                for each in self._items(children.get("lifecycles"), "lifecycle")
            ],
            tools=self._tools(children.get("tools")),
            authors=self._contacts(children.get("authors"), "author"),
            component=self._taken.pop(component, None) if component is not None else None,
            manufacture=self._organization(children.get("manufacture")),
            manufacturer=self._organization(children.get("manufacturer")),
            supplier=self._organization(children.get("supplier")),
            licenses=self._licenses(children.get("licenses")),
            properties=self._properties(children.get("properties")),
        )

    def _tools(self, element: Element | None) -> list[wire.Tool] | wire.Tools | None:
        if element is None:
            return None
        children = self._children(element)
        if "components" not in children and "services" not in children:
            return [
                wire.Tool(
                    vendor=self._child_text(each, "vendor"),
                    name=self._child_text(each, "name"),
                    version=self._child_text(each, "version"),
                )
                for each in self._items(element, "tool")
            ]
        return wire.Tools(
            components=[
                wire.ToolComponent(group=each.group, name=each.name, version=each.version)
                for each in self._components(children.get("components")) or ()
            ],
            services=[
                wire.ToolComponent(
                    group=self._child_text(each, "group"),
                    name=self._child_text(each, "name"),
                    version=self._child_text(each, "version"),
                )
                for each in self._items(children.get("services"), "service")
            ],
        )

    def _dependencies(self, parent: Element | None) -> list[wire.Dependency] | None:
        if parent is None:
            return None
        return [
            wire.Dependency(
                ref=each.get("ref"),
                depends_on=[inner.get("ref", "") for inner in self._items(each, "dependency")],
                provides=[inner.get("ref", "") for inner in self._items(each, "provides")],
            )
            for each in self._items(parent, "dependency")
        ]

    def _compositions(self, parent: Element | None) -> list[wire.Composition] | None:
        if parent is None:
            return None
        return [
            wire.Composition(
                aggregate=self._child_text(each, "aggregate"),
                assemblies=[ref.get("ref", "") for ref in self._items(each.find(self.tag("assemblies")), "assembly")],
                dependencies=[
                    ref.get("ref", "") for ref in self._items(each.find(self.tag("dependencies")), "dependency")
                ],
            )
            for each in self._items(parent, "composition")
        ]


def _text(element: Element | None) -> str | None:
    if element is None or element.text is None:
        return None
    return element.text.strip() or None
