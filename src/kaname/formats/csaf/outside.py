"""What some tests of the standard ask of the world outside the document: do links answer, are words spelled right, what do
the schemas of extensions say.

Only the questions and the forms of the answers stand here; who asks a network, a dictionary or a folder is given to the check
from outside. Where nobody is given, the tests say that they were not run.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Literal, Protocol

from msgspec import Struct


class LinkAnswer(Struct, frozen=True, kw_only=True):
    """What came of asking for an address.

    Attributes:
        outcome: ``answered`` with a status; ``no_answer``: nobody there, no such name, no end; ``not_asked``: see ``reason``.
        status: of HTTP; 0 without an answer. reason: code under ``csaf.not_run`` of what was not asked.
    """

    outcome: Literal["answered", "no_answer", "not_asked"]
    status: int = 0
    reason: str = ""

    @property
    def resolves(self) -> bool:
        """Whether the status is of the classes 2xx or 3xx."""
        return self.outcome == "answered" and 200 <= self.status < 400


class Misspelled(Struct, frozen=True, kw_only=True):
    """What a dictionary does not know.

    Attributes:
        words: unknown ones. reason: code under ``csaf.not_run`` where nothing was looked up; empty where it was.
    """

    words: frozenset[str] = frozenset()
    reason: str = ""


class ExtensionAnswer(Struct, frozen=True, kw_only=True):
    """Something found about the schema of an extension.

    Attributes:
        content: decoded JSON; None where there is none. reason: code under ``csaf.not_run`` for the lack of it.
    """

    content: Mapping[str, object] | None = None
    reason: str = ""


class SchemaFault(Struct, frozen=True):
    """A place of an instance that does not fit a schema. ``keyword``: of the schema, such as ``required``."""

    path: tuple[str | int, ...]
    keyword: str


class Links(Protocol):
    """Asks servers about addresses."""

    def ask(self, urls: Sequence[str]) -> Mapping[str, LinkAnswer]:
        """Return an answer for each address."""
        ...


class Spelling(Protocol):
    """Looks words up."""

    def misspelled(self, words: Collection[str], lang: str) -> Misspelled:
        """Return the words that are unknown in a language (BCP 47)."""
        ...


class Extensions(Protocol):
    """Knows the schemas of extensions."""

    def schema(self, url: str) -> ExtensionAnswer:
        """Return the schema that stands under an address."""
        ...

    def metadata(self, url: str) -> ExtensionAnswer:
        """Return the metadata of the extension whose schema has an address."""
        ...

    def misfits(self, schema: Mapping[str, object], instance: object) -> tuple[SchemaFault, ...] | str:
        """Return where an extension does not fit a schema, or the code under ``csaf.not_run`` why that is not known."""
        ...


class Outside(Struct, frozen=True, kw_only=True):
    """Who answers; None: nobody."""

    links: Links | None = None
    spelling: Spelling | None = None
    extensions: Extensions | None = None


NOTHING_OUTSIDE = Outside()
