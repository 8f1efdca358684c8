"""A CycloneDX XML document as the JSON tree that says the same, by the table of objects.

What the table does not know, elements of other namespaces included, is left out and listed, by path and in document order.
"""

from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kaname.errors import InputError
from kaname.formats.cyclonedx.shapes import Field, Shape, shape_of
from kaname.formats.xml_text import check_prolog, recode_xml
from kaname.model.loss import Loss

_NOT_CARRIED = "loss.not_carried"


def tree_from_xml(document: bytes, losses: list[Loss]) -> dict[str, Any]:
    """Return the JSON tree of an XML document that was read before; its version stays as it is in ``specVersion``.

    Args:
        document: the bytes.
        losses: gets what has no place in the tree.

    Raises:
        InputError: ``formats.json_too_deep``; what reading the document raises.
    """
    data, encoding = recode_xml(document)
    namespace = check_prolog(data, encoding)
    parser = ElementTree.XMLParser(encoding=encoding)
    parser.feed(data)
    root = parser.close()
    reader = _Reader(namespace, losses)
    tree: dict[str, Any] = {"bomFormat": "CycloneDX", "specVersion": namespace.rpartition("/")[2]}
    if root.get("serialNumber") is not None:
        tree["serialNumber"] = root.get("serialNumber")
    version = root.get("version", "").strip()
    if version.isascii() and version.isdigit() and len(version) < 20:
        tree["version"] = int(version)
    try:
        tree.update(reader.object(root, "bom", "", skip=("serialNumber", "version")))
    except RecursionError:
        raise InputError("formats.json_too_deep") from None
    return tree


class _Reader:
    def __init__(self, namespace: str, losses: list[Loss]) -> None:
        self._prefix = f"{{{namespace}}}" if namespace else ""
        self._losses = losses

    def object(self, element: Element, shape: str, path: str, skip: tuple[str, ...] = ()) -> dict[str, Any]:
        fields = shape_of(shape)
        names = _by_xml(shape)
        made: dict[str, Any] = {}
        for name, text in element.attrib.items():
            field = names.get("@" + name)
            if field is not None:
                made[field.key] = self._plain(field, text)
            elif name not in skip:
                self._losses.append(Loss(f"{path}@{name}", _NOT_CARRIED))
        content = next((field for field in fields.values() if field.kind == "content"), None)
        if content is not None:
            text = element.text or ""
            made[content.key] = text if shape == "attachment" else text.strip()
        counts: dict[str, int] = {}
        for child in element:
            name = child.tag.removeprefix(self._prefix) if isinstance(child.tag, str) else ""
            count = counts[name] = counts.get(name, -1) + 1
            where = (f"{path}.{name}" if path else name) + (f"[{count}]" if count else "")
            field = names.get(name)
            if field is None or not child.tag.startswith(self._prefix) or field.kind == "opaque":
                self._losses.append(Loss(where, _NOT_CARRIED))
            else:
                self._take(field, child, where, made)
        return made

    def _take(self, field: Field, child: Element, where: str, made: dict[str, Any]) -> None:
        if field.kind == "special":
            made[field.key] = getattr(self, f"_{field.key}")(child, where)
        elif field.kind == "element":
            value = self._value(field, child, where)
            if value != "" or field.key in ("name", "version"):  # an empty element says nothing, as in reading
                made[field.key] = value
        elif field.kind == "repeated":
            made.setdefault(field.key, []).append(self._value(field, child, where))
        else:
            # Compositions may name their lists more than once (the XSD repeats the sequence).
            made.setdefault(field.key, []).extend(self._list(field, child, where))

    def _list(self, field: Field, parent: Element, where: str) -> Iterator[Any]:
        index = 0
        for child in parent:
            if child.tag != self._prefix + field.item:
                self._losses.append(Loss(f"{where}.{_local(child, self._prefix)}", _NOT_CARRIED))
                continue
            if field.kind == "references":
                yield child.get("ref", "")
            else:
                yield self._value(field, child, f"{where}[{index}]")
            index += 1

    def _value(self, field: Field, element: Element, where: str) -> Any:
        if field.shape is not None:
            return self.object(element, field.shape, where)
        for name in element.attrib:
            self._losses.append(Loss(f"{where}@{name}", _NOT_CARRIED))
        for child in element:  # where text is expected
            self._losses.append(Loss(f"{where}.{_local(child, self._prefix)}", _NOT_CARRIED))
        return self._plain(field, element.text or "")

    def _plain(self, field: Field, text: str) -> Any:
        if field.type == "boolean" and text.strip() in ("true", "false", "1", "0"):
            return text.strip() in ("true", "1")
        if field.type == "number":
            return _number(text.strip())
        return text.strip()

    def _licenses(self, parent: Element, where: str) -> list[Any]:
        made: list[Any] = []
        for index, child in enumerate(parent):
            place = f"{where}[{index}]"
            name = _local(child, self._prefix)
            if name == "license":
                made.append({"license": self.object(child, "license", place)})
            elif name in ("expression", "expression-detailed"):
                choice = {"expression": child.get("expression") or (child.text or "").strip()}
                for key, value in child.attrib.items():
                    if key in ("bom-ref", "acknowledgement"):
                        choice[key] = value
                    elif key != "expression":
                        self._losses.append(Loss(f"{place}@{key}", _NOT_CARRIED))
                made.append(choice)
                self._losses += [Loss(f"{place}.{_local(each, self._prefix)}", _NOT_CARRIED) for each in child]
            else:
                self._losses.append(Loss(place, _NOT_CARRIED))
        return made

    def _tools(self, parent: Element, where: str) -> Any:
        if any(_local(child, self._prefix) in ("components", "services") for child in parent):
            return self.object(parent, "tools", where)
        tool = Field(key="tools", xml="tools", kind="list", item="tool", shape="tool")
        return list(self._list(tool, parent, where))

    def _dependencies(self, parent: Element, where: str) -> list[dict[str, Any]]:
        made = []
        for index, child in enumerate(parent):
            if _local(child, self._prefix) != "dependency":
                self._losses.append(Loss(f"{where}[{index}]", _NOT_CARRIED))
                continue
            entry: dict[str, Any] = {"ref": child.get("ref", "")}
            for inner in child:
                key = {"dependency": "dependsOn", "provides": "provides"}.get(_local(inner, self._prefix))
                if key is None:
                    self._losses.append(Loss(f"{where}[{index}].{_local(inner, self._prefix)}", _NOT_CARRIED))
                else:
                    # A dictionary while it grows: targets are unique in JSON.
                    entry.setdefault(key, {})[inner.get("ref", "")] = None
            made.append({key: value if key == "ref" else list(value) for key, value in entry.items()})
        return made


def _by_xml(shape: str) -> Shape:
    found = _NAMES.get(shape)
    if found is None:
        found = {("@" if field.kind == "attribute" else "") + field.xml: field for field in shape_of(shape).values()}
        _NAMES[shape] = found
    return found


_NAMES: dict[str, Shape] = {}


def _local(element: Element, prefix: str) -> str:
    return element.tag.removeprefix(prefix) if isinstance(element.tag, str) else ""


def _number(text: str) -> int | float | str:
    try:
        return int(text) if text.lstrip("+-").isdigit() else float(text)
    except ValueError:
        return text
