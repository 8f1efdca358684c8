"""What an extractor is: one kind of file, what it can say, and a pure function from bytes to what was found.

An extractor declares its file names, its ecosystem, the facts that such files hold, and where in the life of a product they
come from. It gets a ``Source`` (the bytes, and the tree they lie in, for files beside them) and returns ``Found``. It ends
complete, partial (``problems`` says what is missing) or failed (it raised ``KanameError``). It refuses to guess: a version
that a file does not settle stays empty and is named.
"""

import re
from collections.abc import Callable
from fnmatch import translate
from functools import cached_property
from typing import Literal, get_args

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.extract.limits import MAX_FILE_BYTES
from kaname.extract.tree import Tree
from kaname.model.sbom import Component, Problem, Relationship

Fact = Literal["version", "hash", "license", "edge", "scope", "supplier"]
Phase = Literal["pre-build", "build", "post-build"]
FACTS: tuple[Fact, ...] = get_args(Fact)
PHASES: tuple[Phase, ...] = get_args(Phase)


class Source(Struct, frozen=True, kw_only=True):
    """A file to extract from.

    Attributes:
        path: in the tree. data: its bytes. tree: where it lies.
        depth: how many archives it lies in.
        used: paths of other files that were read; those need no run of their own and are not reported as not understood.
    """

    path: str
    data: bytes
    tree: Tree
    depth: int = 0
    used: list[str] = []

    @property
    def folder(self) -> str:
        """The folder the file lies in, ``""`` for the root of the tree."""
        return self.path.rpartition("/")[0]

    def beside(self, name: str) -> str:
        """Return the path of a file in the same folder (``name`` may hold folders, and ``..`` that stay inside)."""
        parts = self.folder.split("/") if self.folder else []
        for part in name.split("/"):
            if part == "..":
                if not parts:
                    return ""
                parts.pop()
            elif part not in ("", "."):
                parts.append(part)
        return "/".join(parts)

    def sibling(self, name: str, *, limit: int = MAX_FILE_BYTES) -> bytes | None:
        """Return the content of a file in the same folder, None where there is none.

        Raises:
            InputError: it is there and cannot be read.
        """
        path = self.beside(name)
        if not path or not self.tree.has(path):
            return None
        self.used.append(path)
        return self.tree.read(path, limit=limit)

    def text(self) -> str:
        """Return the file as text.

        Raises:
            InputError: ``extract.not_text``.
        """
        return decode_text(self.data)

    def json(self) -> object:
        """Return the file as a decoded JSON value.

        Raises:
            InputError: ``extract.not_text``, ``extract.syntax``.
        """
        return decode_json(self.data)


class Wanted(Struct, frozen=True):
    """A need by name that another file of the same place answers (installed packages name each other).

    Attributes:
        source: ref of the component that needs. name: as the ecosystem compares names. scope: of the edge.
        must: True where a missing answer is a problem.
    """

    source: str
    name: str
    scope: str | None = None
    must: bool = False


class Found(Struct, frozen=True, kw_only=True):
    """What one extractor found in one file.

    Attributes:
        components: ``ref`` is the purl, else a key that names the same thing in every file.
        relationships: between refs of ``components``.
        subjects: refs of the projects or packages that the file describes (the lock file's own project, the jar itself).
        problems: what the file does not settle or what was not understood; empty for a complete extraction. Paths are inside
            the file (``packages.node_modules/a``, ``line 3``).
        place: folder whose other files answer ``wanted`` (site-packages); subjects answer by their names.
        wanted: needs that other files of the place answer.
    """

    components: tuple[Component, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    subjects: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    place: str = ""
    wanted: tuple[Wanted, ...] = ()


class Extractor(Struct, frozen=True, kw_only=True, dict=True):
    """One extractor.

    Attributes:
        kind: name in results and documentation (``package-lock``).
        ecosystem: purl type of what it finds, ``""`` where that varies.
        files: patterns of paths (``fnmatch``); a pattern without ``/`` is held against the file name alone.
        magics: first bytes of files that are recognised by content, whatever their name (executables).
        facts: what such a file can hold; documentation and tests compare.
        phase: CycloneDX lifecycle that such files come from.
        extract: the work. Raises KanameError for a file that cannot be used.
        accounts_for: names of files in the same folder that ask for what such a file settles (the ``Gemfile`` of a
            ``Gemfile.lock``); they are not reported as not understood.
        place: regular expression that the whole path must fit too, where patterns say too little; ``""`` for any.
    """

    kind: str
    ecosystem: str
    files: tuple[str, ...]
    facts: frozenset[Fact]
    phase: Phase
    extract: Callable[[Source], Found]
    magics: tuple[bytes, ...] = ()
    accounts_for: tuple[str, ...] = ()
    place: str = ""

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        names = [translate(pattern) for pattern in self.files if "/" not in pattern]
        paths = [translate(pattern) for pattern in self.files if "/" in pattern]
        paths += [translate("*/" + pattern) for pattern in self.files if "/" in pattern]
        return re.compile("|".join(names) or r"(?!)"), re.compile("|".join(paths) or r"(?!)")

    def matches(self, path: str) -> bool:
        """Say whether a path is one of the files of this extractor."""
        names, paths = self._patterns
        fits = bool(names.match(path.rpartition("/")[2]) or paths.match(path))
        return fits and (not self.place or re.fullmatch(self.place, path) is not None)


def decode_text(data: bytes) -> str:
    """Return text in UTF-8, or UTF-16 with a byte order mark.

    Raises:
        InputError: ``extract.not_text`` with the byte.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("extract.not_text", path=f"line {line}", offset=error.start) from None


_BYTE = re.compile(r" \(byte (\d+)\)")


def decode_json(data: bytes) -> object:
    """Return a JSON value.

    Raises:
        InputError: ``extract.not_text``; ``extract.syntax`` with the line; ``extract.too_deep``.
    """
    text = data
    if not data.isascii() or data[:1] not in b"{[":
        text = decode_text(data).encode("utf-8")
    try:
        value: object = msgspec.json.decode(text)
    except msgspec.DecodeError as error:
        found = _BYTE.search(str(error))
        line = text.count(b"\n", 0, int(found[1]) if found else len(text)) + 1
        reason = _BYTE.sub("", str(error))
        raise InputError("extract.syntax", path=f"line {line}", form="JSON", reason=reason) from None
    except RecursionError:
        raise InputError("extract.too_deep", limit=1000) from None
    return value
