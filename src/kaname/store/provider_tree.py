"""The files of a CSAF provider in a folder: the documents that are there, and writing what changed.

Only documents below ``<label>/<year>/`` count. A document with a hash file that does not fit, and that cannot be made anew,
is an error: nothing is published on top of damage.
"""

import fcntl
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from kaname.errors import InputError, IntegrityError
from kaname.exchange.provider import DSSE_ENDING, HASH_FILES, OPENPGP_ENDING, hash_file
from kaname.store.files import file_error, read_bytes
from kaname.store.workspace import write_below

# As many bytes as a CSAF document may have when it is read.
_MAX_DOCUMENT_BYTES = 256 << 20
_YEAR = re.compile(r"^[0-9]{4}$")
_SIGNATURES = (OPENPGP_ENDING, DSSE_ENDING)


@contextmanager
def locked_folders(folders: Sequence[Path]) -> Iterator[None]:
    """Hold folders for one publisher while the block runs; of a folder that does not exist yet the nearest one above it.

    The lock is on the folder itself: nothing is left behind, and the system takes it away when the process ends.

    Raises:
        InputError: ``publish.running``: another process holds one; or a folder cannot be opened.
    """
    existing = {next(above for above in (each, *each.parents) if above.is_dir()) for each in map(Path.resolve, folders)}
    with ExitStack() as stack:
        # In one order, so that two publishers of the same folders never wait for each other.
        for folder in sorted(existing):
            try:
                descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            except OSError as error:
                raise file_error(error, folder) from None
            stack.callback(os.close, descriptor)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise InputError("publish.running", path=str(folder)) from None
        yield


def iter_tree(root: Path) -> Iterator[tuple[str, str, bytes]]:
    """Yield (folder of the label, path below it, bytes) of every document, in the order of their paths.

    Raises:
        InputError: a file cannot be read.
    """
    for path in sorted(root.glob("*/*/*.json")):
        if _YEAR.match(path.parent.name) and path.is_file():
            label = path.parent.parent.name
            yield label, f"{path.parent.name}/{path.name}", read_bytes(path, limit=_MAX_DOCUMENT_BYTES)


def signatures_of(path: Path) -> tuple[str, ...]:
    """Return the endings of the signature files beside a document."""
    return tuple(ending for ending in _SIGNATURES if _beside(path, ending).is_file())


def verify_hashes(path: Path, data: bytes) -> None:
    """Check the hash files beside a document.

    Raises:
        IntegrityError: ``publish.damaged``: one is missing or does not fit.
    """
    for kind in HASH_FILES:
        beside = _beside(path, kind)
        if not beside.is_file() or read_bytes(beside) != hash_file(data, kind, path.name):
            raise IntegrityError("publish.damaged", path=str(path), algorithm=kind)


def write_document(path: Path, data: bytes) -> None:
    """Write a document with its hash files. Signatures over earlier bytes are taken away first: they would not fit.

    Raises:
        InputError: a file cannot be written.
    """
    for ending in _SIGNATURES:
        _unlink(_beside(path, ending))
    write_below(path, data)
    for kind in HASH_FILES:
        write_changed(_beside(path, kind), hash_file(data, kind, path.name))


def write_signature(path: Path, ending: str, signature: bytes) -> None:
    """Write a signature file beside a document."""
    write_below(_beside(path, ending), signature)


def read_signature(path: Path, ending: str) -> bytes | None:
    """Return a signature file beside a document; None where there is none."""
    beside = _beside(path, ending)
    return read_bytes(beside) if beside.is_file() else None


def write_changed(path: Path, data: bytes) -> bool:
    """Write a file where its content is another one; say whether it was."""
    if path.is_file() and read_bytes(path) == data:
        return False
    write_below(path, data)
    return True


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}.{ending}")


def _unlink(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise file_error(error, path) from None
