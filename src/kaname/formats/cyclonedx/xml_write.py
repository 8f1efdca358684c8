"""A CycloneDX JSON tree as XML, by the table of objects.

What has no XML form here (fields that the table does not know or marks as opaque) is left out and listed. Text is written as
it is; characters that XML 1.0 cannot hold are replaced and listed.
"""

import re
from functools import cache
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kaname.errors import InputError
from kaname.formats.cyclonedx.shapes import Field, shape_of
from kaname.formats.sniff import CYCLONEDX_NAMESPACE
from kaname.model.loss import Loss

_NO_PLACE = "loss.no_place"
_NOT_CARRIED = "loss.not_carried"
# XML 1.0, production 2: characters that cannot stand in a document, not even as references.
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Whatever needs a second look, in text or in an attribute.
_RARE = re.compile('[\x00-\x1f&<>"\ud800-\udfff\ufffe\uffff]')


def write_xml(tree: dict[str, Any], minor: int, losses: list[Loss]) -> bytes:
    """Return the XML form of a CycloneDX document.

    Args:
        tree: its JSON form, within the version.
        minor: 4 to 7.
        losses: gets what was left out or changed, by path in the tree.

    Raises:
        InputError: ``formats.json_too_deep``.
    """
    writer = _Writer(losses)
    attributes = ""
    if isinstance(tree.get("serialNumber"), str):
        attributes += f" serialNumber={writer.quoted(tree['serialNumber'], 'serialNumber')}"
    if isinstance(tree.get("version"), int):
        attributes += f' version="{tree["version"]}"'
    body = {key: value for key, value in tree.items() if key not in _HEAD}
    writer.out.append(
        f'<?xml version="1.0" encoding="UTF-8"?>\n<bom xmlns="{CYCLONEDX_NAMESPACE}1.{minor}"{attributes}'
    )
    try:
        writer.rest(body, "bom", "", 0)
    except RecursionError:
        raise InputError("formats.json_too_deep") from None
    writer.out.append("</bom>\n")
    return "".join(writer.out).encode("utf-8")


@cache
def _ordered(shape: str) -> dict[str, tuple[int, Field]]:
    """The fields of an object with their places in the XSD."""
    return {key: (index, field) for index, (key, field) in enumerate(shape_of(shape).items())}


def _place(element: tuple[int, Field, Any]) -> int:
    return element[0]


_HEAD = frozenset({"$schema", "bomFormat", "specVersion", "serialNumber", "version"})


class _Writer:
    def __init__(self, losses: list[Loss]) -> None:
        self.out: list[str] = []
        self._losses = losses

    def quoted(self, value: str, path: str) -> str:
        """An attribute value with its quotes."""
        if not _RARE.search(value):
            return f'"{value}"'
        return quoteattr(self._clean(value, path), {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})

    def rest(self, value: dict[str, Any], shape: str, path: str, depth: int) -> None:
        """Write what follows the name of an element: attributes, ``>``, content; not the end tag."""
        fields = _ordered(shape)
        out = self.out
        content = None
        elements = []
        for key, inner in value.items():
            found = fields.get(key)
            if found is None:
                self._losses.append(Loss(f"{path}.{key}" if path else key, _NOT_CARRIED))
                continue
            if inner is None:
                continue
            field = found[1]
            if field.kind == "attribute":
                text = inner if isinstance(inner, str) else self._text(inner, f"{path}.{key}")
                if text is not None:
                    out.append(f" {field.xml}={self.quoted(text, f'{path}.{key}')}")
            elif field.kind == "content":
                content = self._text(inner, f"{path}.{key}")
            elif field.kind == "opaque":
                reason = _NO_PLACE if key == "signature" else _NOT_CARRIED
                self._losses.append(Loss(f"{path}.{key}" if path else key, reason))
            else:
                elements.append((found[0], field, inner))
        out.append(">")
        if content is not None:
            out.append(self._escaped(content, path))
        elif elements:
            elements.sort(key=_place)  # the order of the XSD, not that of the document
            for _, field, inner in elements:
                self._field(field, inner, f"{path}.{field.key}" if path else field.key, depth + 1)
            out.append("\n" + "  " * depth)

    def _field(self, field: Field, inner: Any, path: str, depth: int) -> None:
        if field.kind == "special":
            getattr(self, f"_{field.key}")(inner, path, depth)
        elif field.kind == "element":
            self._element(field.xml, field.shape, inner, path, depth)
        elif field.kind == "repeated":
            for where, item in self._items(inner, path):
                self._element(field.xml, field.shape, item, where, depth)
        elif field.kind == "list":
            self._open(field.xml, depth)
            for where, item in self._items(inner, path):
                self._element(field.item, field.shape, item, where, depth + 1)
            self._close(field.xml, depth)
        else:
            self._open(field.xml, depth)
            for where, item in self._items(inner, path):
                text = self._text(item, where)
                if text is not None:
                    self._reference(field.item, text, where, depth + 1)
            self._close(field.xml, depth)

    def _items(self, inner: Any, path: str) -> list[tuple[str, Any]]:
        if isinstance(inner, list):
            return [(f"{path}[{index}]", item) for index, item in enumerate(inner)]
        return [(path, inner)]

    def _element(self, name: str, shape: str | None, inner: Any, path: str, depth: int) -> None:
        self.out.append("\n" + "  " * depth + "<" + name)
        if isinstance(inner, str):
            self.out.append(f">{self._escaped(inner, path)}</{name}>")
            return
        if shape is not None and isinstance(inner, dict):
            self.rest(inner, shape, path, depth)
        else:
            text = self._text(inner, path)
            self.out.append(">" + (self._escaped(text, path) if text is not None else ""))
        self.out.append(f"</{name}>")

    def _open(self, name: str, depth: int) -> None:
        self.out.append("\n" + "  " * depth + f"<{name}>")

    def _close(self, name: str, depth: int) -> None:
        self.out.append("\n" + "  " * depth + f"</{name}>")

    def _reference(self, name: str, ref: str, path: str, depth: int, end: str = "/>") -> None:
        self.out.append("\n" + "  " * depth + f"<{name} ref={self.quoted(ref, path)}{end}")

    def _text(self, value: Any, path: str) -> str | None:
        """The lexical form of a plain value; None, and a loss, where it is none."""
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return "true" if value else "false"
        if isinstance(value, int | float):
            return repr(value)
        if value is not None:
            self._losses.append(Loss(path, _NOT_CARRIED))
        return None

    def _escaped(self, text: str, path: str) -> str:
        if not _RARE.search(text):
            return text
        text = escape(self._clean(text, path))
        return text.replace("\r", "&#13;") if "\r" in text else text

    def _clean(self, text: str, path: str) -> str:
        if not _NOT_IN_XML.search(text):
            return text
        self._losses.append(Loss(path, "loss.narrowed"))
        return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)

    def _licenses(self, inner: Any, path: str, depth: int) -> None:
        self._open("licenses", depth)
        for where, choice in self._items(inner, path):
            if not isinstance(choice, dict):
                self._losses.append(Loss(where, _NOT_CARRIED))
                continue
            for key, value in choice.items():
                if key == "license" and isinstance(value, dict):
                    self._element("license", "license", value, f"{where}.license", depth + 1)
                elif key == "expression" and isinstance(value, str):
                    self._expression(choice, value, where, depth + 1)
                elif key not in ("bom-ref", "acknowledgement"):
                    self._losses.append(Loss(f"{where}.{key}", _NOT_CARRIED))
        self._close("licenses", depth)

    def _expression(self, choice: dict[str, Any], value: str, path: str, depth: int) -> None:
        self.out.append("\n" + "  " * depth + "<expression")
        for key in ("bom-ref", "acknowledgement"):
            if isinstance(choice.get(key), str):
                self.out.append(f" {key}={self.quoted(choice[key], f'{path}.{key}')}")
        self.out.append(f">{self._escaped(value, f'{path}.expression')}</expression>")

    def _tools(self, inner: Any, path: str, depth: int) -> None:
        if isinstance(inner, dict):
            self._element("tools", "tools", inner, path, depth)
            return
        self._open("tools", depth)
        for where, item in self._items(inner, path):
            self._element("tool", "tool", item, where, depth + 1)
        self._close("tools", depth)

    def _dependencies(self, inner: Any, path: str, depth: int) -> None:
        self._open("dependencies", depth)
        for where, entry in self._items(inner, path):
            if not isinstance(entry, dict) or not isinstance(entry.get("ref"), str):
                self._losses.append(Loss(where, _NOT_CARRIED))
                continue
            targets = [
                (name, target, f"{where}.{key}[{index}]")
                for key, name in (("dependsOn", "dependency"), ("provides", "provides"))
                for index, target in enumerate(entry.get(key) or ())
                if isinstance(target, str)
            ]
            self._reference("dependency", entry["ref"], f"{where}.ref", depth + 1, ">" if targets else "/>")
            for name, target, place in targets:
                self._reference(name, target, place, depth + 2)
            if targets:
                self._close("dependency", depth + 1)
            for key in entry:
                if key not in ("ref", "dependsOn", "provides"):
                    self._losses.append(Loss(f"{where}.{key}", _NOT_CARRIED))
        self._close("dependencies", depth)
