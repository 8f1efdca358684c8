"""The errors that every room raises, and nothing else.

    KanameError
    ├── InputError         what was given cannot be used: a document, a file, an option, a value
    ├── IntegrityError     something is damaged, altered, expired or not signed as required
    ├── UnsupportedError   valid, but this version does not handle it
    ├── AccessError        the caller may not do this
    ├── SourceError        a source of data did not answer, or not with what it promised
    └── ErrorGroup         several defects found in one pass

An error carries a stable ``code`` (``room.what_is_wrong``), parameters, the place in the document, and no prose. Text is
rendered at the edge: ``kaname.messages.text(error.code, lang, error.params)``. This module imports nothing of Kaname.
"""

from collections.abc import Iterable, Mapping

Scalar = str | int | float | bool | None


class KanameError(Exception):
    """Root of every error that Kaname raises on purpose.

    Args:
        code: stable identifier ``room.what_is_wrong``; documented in docs/reference/errors.md.
        path: place in the document or file, such as ``components[3].purl`` or ``line 7, column 2``; None when the
            whole input is meant.
        **params: values that the text for ``code`` names; never secrets.
    """

    def __init__(self, code: str, *, path: str | None = None, **params: Scalar) -> None:
        super().__init__(code)
        self.code = code
        self.path = path
        self.params: Mapping[str, Scalar] = params

    def __str__(self) -> str:
        where = f" at {self.path}" if self.path else ""
        values = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code}{where}" + (f" ({values})" if values else "")


class InputError(KanameError):
    """What was given cannot be used."""


class IntegrityError(KanameError):
    """Something is damaged, altered, expired or not signed as required."""


class UnsupportedError(KanameError):
    """The input is valid, but this version does not handle it."""


class AccessError(KanameError):
    """The caller may not do this."""


class SourceError(KanameError):
    """A source of data did not answer, or not with what it promised."""


class ErrorGroup(KanameError):
    """Several defects of one input, found in one pass.

    Attributes:
        errors: the defects, in document order; never empty.
    """

    def __init__(self, code: str, errors: Iterable[KanameError], *, path: str | None = None, **params: Scalar) -> None:
        self.errors = tuple(errors)
        super().__init__(code, path=path, count=len(self.errors), **params)
