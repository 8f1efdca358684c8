"""YAML, TOML and XML of untrusted files: decoded into plain values, with the line of what is wrong.

Refuses what no lock file needs and what would cost without end: YAML aliases and own tags, XML with a document type
declaration, nesting past the limit.
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
# Lock files nest below ten levels; the decoder works in recursion.
MAX_YAML_DEPTH = 100
_OPENING = re.compile(r"[\[{]|^[ ]*(?:- ){2,}", re.MULTILINE)
_TOML_LINE = re.compile(r"\(at line (\d+)")


class _Builder(_Loader):  # type: ignore[misc, valid-type]
    """The safe loader, with times left as text: a version such as 2024-01-01 is a version."""


_Builder.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag.rpartition(":")[2] in ("null", "bool", "merge")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse_yaml(data: bytes) -> object:
    """Return the value of a YAML document; numbers and times stay text as written, ``1.10`` is not ``1.1``.

    Raises:
        InputError: ``extract.not_text``, ``extract.syntax`` with the line, ``extract.too_deep``.
    """
    text = decode_text(data)
    _check_yaml_depth(text)
    loader = _Builder(text)
    try:
        node = loader.get_single_node()
        value: object = loader.construct_document(node) if node is not None else None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError("extract.syntax", path=f"line {line}", form="YAML", reason=error.problem or "") from None
    except (yaml.YAMLError, ValueError) as error:
        raise InputError("extract.syntax", form="YAML", reason=str(error)[:200]) from None
    except RecursionError:
        raise InputError("extract.too_deep", limit=MAX_YAML_DEPTH) from None
    finally:
        loader.dispose()
    return value


def _check_yaml_depth(text: str) -> None:
    depth = 0
    indents: list[int] = []
    for line in text.splitlines():
        if _ALIAS.search(line):
            raise InputError("extract.syntax", form="YAML", reason="aliases are not accepted")
        indent = len(line) - len(line.lstrip(" "))
        while indents and indents[-1] >= indent:
            indents.pop()
        indents.append(indent)
        if "[" in line or "{" in line or "- - " in line:
            depth = max(0, depth + line.count("[") + line.count("{") - line.count("]") - line.count("}"))
            worst = max(depth, line.count("["), line.count("{"), line.count("- "))
        else:
            worst = depth
        if worst + len(indents) > MAX_YAML_DEPTH * 2:
            raise InputError("extract.too_deep", limit=MAX_YAML_DEPTH * 2)


_ALIAS = re.compile(r"(?:^|[:\-\[,] +)\*[A-Za-z0-9_]+ *(?:$|[,\]}#])")


def parse_toml(data: bytes) -> dict[str, object]:
    """Return the table of a TOML document.

    Raises:
        InputError: ``extract.not_text``, ``extract.syntax`` with the line, ``extract.too_deep``.
    """
    try:
        return tomllib.loads(decode_text(data))
    except tomllib.TOMLDecodeError as error:
        line = _TOML_LINE.search(str(error))
        raise InputError(
            "extract.syntax", path=f"line {line[1]}" if line else None, form="TOML", reason=str(error)
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
