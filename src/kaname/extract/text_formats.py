"""YAML, TOML and XML of untrusted files: decoded into plain values, with the line of what is wrong.

Refuses what no lock file needs and what would cost without end: YAML aliases, XML with a document type declaration, nesting
past the limit. YAML tags make no objects: what they mark stays text.
"""

import re
import tomllib
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

import yaml
from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from kaname.errors import InputError
from kaname.extract.extractor import decode_text

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# Lock files nest below ten levels.
MAX_YAML_DEPTH = 100
_PLAIN_WORDS: dict[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
MAX_TOML_PARTS = 100
_TOML_LINE = re.compile(r"\(at line (\d+)")


def parse_yaml(data: bytes) -> object:
    """Return the value of a YAML document; numbers and times stay text as written, ``1.10`` is not ``1.1``.

    Built from parser events without recursion, so that depth costs nothing before it is refused.

    Raises:
        InputError: ``extract.not_text``, ``extract.syntax`` with the line, ``extract.too_deep``.
    """
    text = decode_text(data)
    builder = _Builder()
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError("extract.syntax", path=f"line {line}", form="YAML", reason=error.problem or "") from None
    except (yaml.YAMLError, ValueError) as error:
        raise InputError("extract.syntax", form="YAML", reason=str(error)[:200]) from None
    return builder.value


class _Builder:
    """Makes dictionaries, lists, text, booleans and None of parser events."""

    def __init__(self) -> None:
        self.value: object = None
        self._open: list[tuple[list[object] | dict[object, object], list[object]]] = []
        self._documents = 0

    def take(self, event: yaml.Event) -> None:
        """Add what an event says."""
        if isinstance(event, yaml.AliasEvent):
            raise self._refused(event, "aliases are not accepted")
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                raise self._refused(event, "more than one document")
        elif isinstance(event, yaml.MappingStartEvent):
            self._begin({})
        elif isinstance(event, yaml.SequenceStartEvent):
            self._begin([])
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._put(self._open.pop()[0])
        elif isinstance(event, yaml.ScalarEvent):
            plain = event.style is None and event.value in _PLAIN_WORDS
            self._put(_PLAIN_WORDS[event.value] if plain else event.value)

    def _begin(self, value: list[object] | dict[object, object]) -> None:
        if len(self._open) >= MAX_YAML_DEPTH:
            raise InputError("extract.too_deep", limit=MAX_YAML_DEPTH)
        self._open.append((value, []))

    def _put(self, value: object) -> None:
        if not self._open:
            self.value = value
            return
        holder, key = self._open[-1]
        if isinstance(holder, list):
            holder.append(value)
        elif key:
            holder[key.pop()] = value
        else:
            # A key that is no scalar has no meaning in a lock file; it is kept apart from all that have one.
            key.append(value if isinstance(value, str) else repr(type(value)))

    @staticmethod
    def _refused(event: yaml.Event, reason: str) -> InputError:
        line = event.start_mark.line + 1 if event.start_mark else 1
        return InputError("extract.syntax", path=f"line {line}", form="YAML", reason=reason)


def parse_toml(data: bytes) -> dict[str, object]:
    """Return the table of a TOML document.

    Raises:
        InputError: ``extract.not_text``, ``extract.syntax`` with the line, ``extract.too_deep``.
    """
    text = decode_text(data)
    for number, line in enumerate(text.splitlines(), 1):
        # The decoder takes the square of a key's parts; real keys have up to five.
        if line.count(".") > MAX_TOML_PARTS and line.partition("=")[0].count(".") > MAX_TOML_PARTS:
            raise InputError("extract.too_deep", path=f"line {number}", limit=MAX_TOML_PARTS)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        raise InputError(
            "extract.syntax", path=f"line {found[1]}" if found else None, form="TOML", reason=str(error)
        ) from None
    except RecursionError:
        raise InputError("extract.too_deep", limit=1000) from None


def parse_xml(data: bytes) -> Element:
    """Return the root element of an XML document.

    Raises:
        InputError: ``extract.syntax`` with line and column; ``extract.xml_declarations`` for a document type declaration.
    """
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except ParseError as error:
        line, column = error.position
        raise InputError(
            "extract.syntax", path=f"line {line}, column {column + 1}", form="XML", reason=str(error).partition(":")[0]
        ) from None
    except DefusedXmlException:
        raise InputError("extract.xml_declarations") from None
    except (ValueError, LookupError) as error:
        raise InputError("extract.syntax", form="XML", reason=str(error)) from None
    except RecursionError:
        raise InputError("extract.too_deep", limit=1000) from None
    return root


def local_name(element: Element) -> str:
    """Return the name of an element without its name space."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of a name, whatever their name space."""
    for child in element if element is not None else ():
        if local_name(child) == name:
            yield child


def child_text(element: Element | None, name: str) -> str:
    """Return the text of the first child of a name, ``""`` where there is none."""
    for child in children(element, name):
        return (child.text or "").strip()
    return ""
