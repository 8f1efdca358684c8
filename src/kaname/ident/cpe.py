"""CPE names: the 2.2 URI and the 2.3 formatted string, and name matching.

Holds the eleven attributes of a well-formed name in the quoted form of the formatted string, so that one value object serves
both bindings. Refuses text that is not a CPE name, wildcards inside a value, and unknown parts.

Sources: NIST IR 7695 (naming: 5 well-formed names, 6.1 URI binding, 6.2 formatted strings), NIST IR 7696 (name matching:
6.1 attribute comparison, tables 6-1 to 6-4).
"""

import re
from enum import Enum
from functools import lru_cache
from urllib.parse import quote, unquote

from msgspec import Struct

from kaname.errors import InputError

ANY = "*"
NA = "-"
CPE_LENGTH_MAX = 2_000  # the longest name of the official dictionary has fewer than 300 characters
_PARTS = frozenset({"a", "o", "h", ANY, NA})
_FREE = frozenset("abcdefghijklmnopqrstuvwxyz0123456789_.-")
ATTRIBUTES = (
    "part",
    "vendor",
    "product",
    "version",
    "update",
    "edition",
    "language",
    "sw_edition",
    "target_sw",
    "target_hw",
    "other",
)


class Relation(Enum):
    """How a source value or name relates to a target (IR 7696, table 6-1); ``UNDEFINED`` where the standard says so."""

    EQUAL = "equal"
    SUPERSET = "superset"
    SUBSET = "subset"
    DISJOINT = "disjoint"
    UNDEFINED = "undefined"


class Cpe(Struct, frozen=True):
    """A well-formed CPE name.

    Values are in lower case and quoted as in the formatted string (``foo\\!bar``); ``*`` is ANY, ``-`` is NA. A hyphen that
    is a value of its own is ``\\-``, an asterisk that is a letter ``\\*``.
    """

    part: str = ANY
    vendor: str = ANY
    product: str = ANY
    version: str = ANY
    update: str = ANY
    edition: str = ANY
    language: str = ANY
    sw_edition: str = ANY
    target_sw: str = ANY
    target_hw: str = ANY
    other: str = ANY

    def values(self) -> tuple[str, ...]:
        """Return the eleven values in the order of the formatted string."""
        return (
            self.part,
            self.vendor,
            self.product,
            self.version,
            self.update,
            self.edition,
            self.language,
            self.sw_edition,
            self.target_sw,
            self.target_hw,
            self.other,
        )


def parse_cpe(text: str, *, lenient: bool = False) -> Cpe:
    """Return the name that a 2.2 URI or a 2.3 formatted string binds. Cost: remembered for repeated names.

    Args:
        text: as written; surrounding space and case do not matter.
        lenient: accept formatted strings with fewer than eleven attributes (what is missing is ANY) and unquoted special
            characters, both of which published data contain.

    Raises:
        InputError: ``ident.cpe_invalid`` with ``why``: ``form``, ``part``, ``attributes``, ``wildcard``, ``character``,
            ``percent`` or ``length``.
    """
    return _parse(text.strip().lower(), lenient)


@lru_cache(maxsize=65_536)
def _parse(text: str, lenient: bool) -> Cpe:
    if len(text) > CPE_LENGTH_MAX:
        raise _invalid(text, "length")
    if text.startswith("cpe:2.3:"):
        return _from_formatted(text, lenient)
    if text.startswith("cpe:/"):
        return _from_uri(text)
    raise _invalid(text, "form")


def format_cpe(name: Cpe) -> str:
    """Return the 2.3 formatted string (IR 7695, 6.2.2)."""
    return ":".join(("cpe", "2.3", *name.values()))


def format_cpe_uri(name: Cpe) -> str:
    """Return the 2.2 URI (IR 7695, 6.1.2); extended attributes are packed into the edition, trailing ANY is left out."""
    values = [_to_uri(value) for value in name.values()]
    extended = values[7:11]
    edition = f"~{'~'.join([values[5], *extended])}" if any(extended) else values[5]
    bound = [*values[:5], edition, values[6]]
    return ("cpe:/" + ":".join(bound)).rstrip(":")


def plain_value(value: str) -> str:
    """Return a quoted value as people write it: ``foo\\!bar`` gives ``foo!bar``; ANY and NA stay as they are."""
    return re.sub(r"\\(.)", r"\1", value)


def quote_value(text: str) -> str:
    """Return free text as one value: lower case, spaces as underscores, special characters quoted; empty gives ANY."""
    text = text.strip().lower().replace(" ", "_")
    if not text:
        return ANY
    if text == "-":
        return "\\-"
    return "".join(letter if letter in _FREE or ord(letter) > 127 else f"\\{letter}" for letter in text)


def compare_values(source: str, target: str) -> Relation:
    """Compare one attribute (IR 7696, table 6-2). A target with wildcards is undefined, unless both are ANY or equal."""
    if target not in (ANY, NA) and _has_wildcard(target):
        return Relation.UNDEFINED
    if source == target:
        return Relation.EQUAL
    if source == ANY:
        return Relation.SUPERSET
    if target == ANY:
        return Relation.SUBSET
    if NA in (source, target):
        return Relation.DISJOINT
    if _has_wildcard(source) and _pattern(source).fullmatch(plain_value(target)):
        return Relation.SUPERSET
    return Relation.DISJOINT


def compare_names(source: Cpe, target: Cpe) -> Relation:
    """Compare two names (IR 7696, table 6-4).

    Returns:
        ``DISJOINT`` where any attribute is; ``EQUAL``, ``SUPERSET``, ``SUBSET`` where all agree; else ``UNDEFINED``, which
        includes names that overlap without one holding the other.
    """
    relations = {compare_values(left, right) for left, right in zip(source.values(), target.values(), strict=True)}
    if Relation.DISJOINT in relations:
        return Relation.DISJOINT
    if relations == {Relation.EQUAL}:
        return Relation.EQUAL
    for relation in (Relation.SUPERSET, Relation.SUBSET):
        if relations <= {relation, Relation.EQUAL}:
            return relation
    return Relation.UNDEFINED


def _from_formatted(text: str, lenient: bool) -> Cpe:
    values = _split(text[len("cpe:2.3:") :])
    if len(values) != len(ATTRIBUTES) and not (lenient and 0 < len(values) < len(ATTRIBUTES)):
        raise _invalid(text, "attributes")
    values += [ANY] * (len(ATTRIBUTES) - len(values))
    cleaned = [_clean(value or (ANY if lenient else ""), text, lenient) for value in values]
    return _checked(cleaned, text)


def _split(text: str) -> list[str]:
    values = [""]
    quoted = False
    for letter in text:
        if letter == ":" and not quoted:
            values.append("")
            continue
        values[-1] += letter
        quoted = letter == "\\" and not quoted
    return values


def _clean(value: str, text: str, lenient: bool) -> str:
    """Return a value with exactly the quoting that it needs."""
    if value in (ANY, NA, "\\-"):
        return value
    if not value:
        raise _invalid(text, "attributes")
    letters: list[str] = []
    position = 0
    while position < len(value):
        letter = value[position]
        if letter == "\\":
            position += 1
            if position == len(value):
                raise _invalid(text, "character")
            following = value[position]
            letters.append(following if following in _FREE else f"\\{following}")
        elif letter in _FREE or letter in "*?" or (ord(letter) > 127 and lenient):
            letters.append(letter)
        elif lenient and letter.isprintable() and letter != " ":
            letters.append(f"\\{letter}")
        else:
            raise _invalid(text, "character")
        position += 1
    inner = letters
    while inner and inner[0] in "*?":
        inner = inner[1:]
    while inner and inner[-1] in "*?":
        inner = inner[:-1]
    lead, trail = letters[: len(letters) - len(inner)], []
    if inner:
        start = next(i for i, letter in enumerate(letters) if letter not in ("*", "?"))
        lead, trail = letters[:start], letters[start + len(inner) :]
    if any(letter in ("*", "?") for letter in inner) or not inner:
        raise _invalid(text, "wildcard")
    if any("*" in run and len(run) > 1 for run in (lead, trail)):
        raise _invalid(text, "wildcard")
    return "".join(letters)


def _checked(values: list[str], text: str) -> Cpe:
    if values[0] not in _PARTS:
        raise _invalid(text, "part")
    return Cpe(*values)


def _from_uri(text: str) -> Cpe:
    parts = text[len("cpe:/") :].split(":")
    if len(parts) > 7:
        raise _invalid(text, "attributes")
    parts += [""] * (7 - len(parts))
    packed = parts[5]
    extended = ["", "", "", ""]
    edition = packed
    if packed.startswith("~"):
        pieces = packed[1:].split("~")
        if len(pieces) != 5:
            raise _invalid(text, "attributes")
        edition, *extended = pieces
    raw = [*parts[:5], edition, parts[6], *extended]
    return _checked([_unbind(value, text) for value in raw], text)


def _unbind(value: str, text: str) -> str:
    """Return one component of a URI as a value (IR 7695, 6.1.3.2)."""
    if value == "":
        return ANY
    if value == "-":
        return NA
    if re.search(r"%(?![0-9a-f]{2})", value):
        raise _invalid(text, "percent")
    marked = value.replace("%01", "\x01").replace("%02", "\x02")
    decoded = unquote(marked, errors="strict") if _decodes(marked) else marked
    letters = []
    for letter in decoded.lower():
        if letter == "\x01":
            letters.append("?")
        elif letter == "\x02":
            letters.append("*")
        elif letter in _FREE or ord(letter) > 127:
            letters.append(letter)
        elif letter.isprintable() and letter != " ":
            letters.append(f"\\{letter}")
        else:
            raise _invalid(text, "character")
    return _clean("".join(letters), text, True)


def _decodes(text: str) -> bool:
    try:
        unquote(text, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def _to_uri(value: str) -> str:
    if value == ANY:
        return ""
    if value == NA:
        return "-"
    bound: list[str] = []
    position = 0
    while position < len(value):
        letter = value[position]
        if letter == "\\":
            position += 1
            following = value[position]
            bound.append(following if following in _FREE else quote(following, safe="").replace("~", "%7e").lower())
        else:
            bound.append({"?": "%01", "*": "%02"}.get(letter, letter))
        position += 1
    return "".join(bound)


def _has_wildcard(value: str) -> bool:
    return value[:1] in ("*", "?") or (value[-1:] in ("*", "?") and not value.endswith(("\\*", "\\?")))


@lru_cache(maxsize=4096)
def _pattern(value: str) -> re.Pattern[str]:
    """Return a value with wildcards as a pattern: ``*`` any number of characters, ``?`` one or none (IR 7696, 6.3)."""
    pieces = re.findall(r"\\.|.", value)
    return re.compile("".join({"*": ".*", "?": ".?"}.get(piece) or re.escape(plain_value(piece)) for piece in pieces))


def _invalid(text: str, why: str) -> InputError:
    return InputError("ident.cpe_invalid", cpe=text[:200], why=why)
