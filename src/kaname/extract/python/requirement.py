"""One requirement of the Python world (PEP 508): name, extras, what versions it asks for, marker.

Holds the parser and the normal form of names (PEP 503). Refuses a line that is no requirement by returning None.
"""

import re

from msgspec import Struct

# Requirements with many markers have some 500 characters.
MAX_LINE_CHARACTERS = 4_096
_LINE = re.compile(
    r"\s*(?P<name>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[(?P<extras>[^\]]*)\])?\s*"
    r"(?:\(?(?P<wanted>(?:(?:===|==|~=|!=|<=|>=|<|>)\s*[^,;()\s]+\s*,?\s*)*)\)?|@\s*(?P<url>[^;]+?))\s*(?:;(?P<marker>.*))?"
)
_PIN = re.compile(r"={2,3}\s*([^,*\s]+)")
_EXTRA_MARKER = re.compile(r"""\bextra\s*==\s*['"]([^'"]+)['"]""")
_SEPARATORS = re.compile(r"[-_.]+")


class Requirement(Struct, frozen=True):
    """A requirement.

    Attributes:
        name: as written. extras: names asked for. wanted: version specifiers, ``""`` for any.
        url: of a direct reference, ``""`` where there is none. marker: environment marker, ``""`` where there is none.
    """

    name: str
    extras: tuple[str, ...] = ()
    wanted: str = ""
    url: str = ""
    marker: str = ""

    @property
    def pinned(self) -> str:
        """The only version that fits, ``""`` where several may."""
        found = _PIN.fullmatch(self.wanted)
        return found[1] if found else ""

    @property
    def extra(self) -> str:
        """The extra of the requiring package that this belongs to, ``""`` where it is always needed."""
        found = _EXTRA_MARKER.search(self.marker)
        return normal_name(found[1]) if found else ""


def parse_requirement(line: str) -> Requirement | None:
    """Return a requirement, None where the text is none."""
    # White space in runs would cost the expression the square of its length.
    found = _LINE.fullmatch(" ".join(line.split())) if len(line) <= MAX_LINE_CHARACTERS else None
    if found is None:
        return None
    extras = tuple(normal_name(each) for each in (found["extras"] or "").split(",") if each.strip())
    wanted = "".join((found["wanted"] or "").split()).rstrip(",")
    return Requirement(found["name"], extras, wanted, (found["url"] or "").strip(), (found["marker"] or "").strip())


def normal_name(name: str) -> str:
    """Return the name as indexes compare it (PEP 503)."""
    return _SEPARATORS.sub("-", name.strip()).lower()
