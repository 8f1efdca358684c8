"""Document versions of CSAF (``version_t``): integers, or semantic versions. Refuses nothing: what is neither sorts first."""

import re

from msgspec import Struct

_INTEGER = re.compile(r"0|[1-9][0-9]*", re.ASCII)
_SEMANTIC = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?"
    r"(?:\+([0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*))?",
    re.ASCII,
)
VERSION_PATTERN = re.compile(f"(?:{_INTEGER.pattern})|(?:{_SEMANTIC.pattern})", re.ASCII)
# A number of more digits is no version of a document; int() of a very long one takes seconds.
_LONGEST_DIGITS = 100


class Number(Struct, frozen=True):
    """A document version, taken apart. ``semantic``: of the form major.minor.patch."""

    semantic: bool
    release: tuple[int, ...]
    pre_release: str
    build: str

    @property
    def major(self) -> int:
        """Major version, or the integer itself."""
        return self.release[0]

    @property
    def key(self) -> tuple[tuple[int, ...], bool, tuple[tuple[int, int, str], ...]]:
        """Sort key by the precedence of Semantic Versioning 2.0.0, clause 11; build metadata does not count."""
        parts = tuple(
            (0, int(part), "") if part.isdigit() else (1, 0, part) for part in self.pre_release.split(".") if part
        )
        return (self.release, not parts, parts)


def parse_number(text: str) -> Number | None:
    """Return a document version as a value; None where it is neither an integer nor a semantic version."""
    if len(text) > _LONGEST_DIGITS:
        return None
    if _INTEGER.fullmatch(text):
        return Number(False, (int(text),), "", "")
    found = _SEMANTIC.fullmatch(text)
    if found is None:
        return None
    return Number(True, tuple(int(part) for part in found.groups()[:3]), found.group(4) or "", found.group(5) or "")
