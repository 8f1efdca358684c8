"""Documents that commands read and write: files, standard input, standard output."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from kaname.cli.console import Console
from kaname.errors import ErrorGroup, KanameError
from kaname.store import files

STANDARD_STREAM = "-"
#: Pieces of a document are handed to the system in no smaller portions than this.
PORTION_BYTES = 4 << 20


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


def write_document(name: str | os.PathLike[str] | None, data: bytes | Iterable[bytes], console: Console) -> None:
    """Write a result to a file, whole or not at all, and say so; to standard output where no file or ``-`` is named.

    Args:
        data: the result, or its pieces in order where the whole may be very large.

    Raises:
        InputError: see ``kaname.store.files``.
    """
    portions = (data,) if isinstance(data, bytes) else _portions(data)
    if name is None or os.fspath(name) == STANDARD_STREAM:
        for portion in portions:
            console.write_bytes(portion)
        return
    with files.writing_atomic(name) as file:
        for portion in portions:
            file.write(portion)
    console.note("cli.written", path=os.fspath(name))


def _portions(pieces: Iterable[bytes]) -> Iterator[bytes]:
    waiting: list[bytes] = []
    size_bytes = 0
    for piece in pieces:
        waiting.append(piece)
        size_bytes += len(piece)
        if size_bytes >= PORTION_BYTES:
            yield b"".join(waiting)
            waiting, size_bytes = [], 0
    yield b"".join(waiting)
