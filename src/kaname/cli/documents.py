"""Documents that commands read and write: files, standard input, standard output."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from kaname.cli.console import Console
from kaname.errors import ErrorGroup, KanameError
from kaname.store import files

STANDARD_STREAM = "-"


def read_document(name: str, *, limit: int = files.MAX_FILE_BYTES) -> bytes:
    """Return the bytes of a file, or of standard input for ``-``.

    Raises:
        InputError: see ``kaname.store.files``.
    """
    return files.read_stdin(limit=limit) if name == STANDARD_STREAM else files.read_bytes(name, limit=limit)


@contextmanager
def errors_of(name: str) -> Iterator[None]:
    """Let errors of a block name the file that they are about, before the place in it."""
    try:
        yield
    except ErrorGroup:
        raise
    except KanameError as error:
        if error.path == name:
            raise
        path = f"{name}: {error.path}" if error.path else name
        raise type(error)(error.code, path=path, **error.params) from error


def write_document(name: str | os.PathLike[str] | None, data: bytes, console: Console) -> None:
    """Write a result to a file, whole or not at all, and say so; to standard output where no file or ``-`` is named.

    Raises:
        InputError: see ``kaname.store.files``.
    """
    if name is None or os.fspath(name) == STANDARD_STREAM:
        console.write_bytes(data)
    else:
        files.write_atomic(name, data)
        console.note("cli.written", path=os.fspath(name))
