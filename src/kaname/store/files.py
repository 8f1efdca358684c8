"""Files and standard input, with errors that say what is wrong with them.

Refuses what is no regular file and what is larger than asked for. Writing goes through a temporary file in the same folder:
a reader sees the old file or the new one, never half of either.
"""

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kaname.errors import InputError

_CHUNK_BYTES = 1 << 20

# 1 GiB: the largest document that ``kaname.formats`` unpacks; a plain file of more could not be read either.
MAX_FILE_BYTES = 1 << 30

_REASONS = {
    errno.ENOENT: "store.file_missing",
    errno.ENOTDIR: "store.file_missing",
    errno.EACCES: "store.file_not_allowed",
    errno.EPERM: "store.file_not_allowed",
    errno.EISDIR: "store.file_is_a_folder",
    errno.ENOSPC: "store.disk_full",
    errno.EDQUOT: "store.disk_full",
    errno.EROFS: "store.disk_read_only",
    errno.ENAMETOOLONG: "store.file_name_too_long",
    errno.ELOOP: "store.file_missing",
    errno.ESTALE: "store.file_vanished",
}


def file_error(error: OSError, path: str | os.PathLike[str]) -> InputError:
    """Return the error of this house for one of the operating system.

    Args:
        error: what the system said.
        path: the file that was asked for.
    """
    code = _REASONS.get(error.errno or 0, "store.file_trouble")
    return InputError(code, path=str(path), reason=error.strerror or type(error).__name__)


def read_bytes(path: str | os.PathLike[str], *, limit: int = MAX_FILE_BYTES) -> bytes:
    """Return the content of a regular file.

    Args:
        path: the file; pipes and devices are read too (``/dev/stdin``, ``<(…)``), up to the limit.
        limit: most bytes that the file may hold.

    Raises:
        InputError: ``store.file_missing``, ``store.file_not_allowed``, ``store.file_is_a_folder``, ``store.file_too_large``,
            ``store.file_vanished``, ``store.file_trouble``; ``path`` is the file.
    """
    try:
        with Path(path).open("rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > limit:
                raise InputError("store.file_too_large", path=str(path), limit=limit)
            data = _read_up_to(file, limit)
            if data is None:
                raise InputError("store.file_too_large", path=str(path), limit=limit)
            if stat.S_ISREG(status.st_mode) and len(data) < status.st_size:
                raise InputError("store.file_vanished", path=str(path), reason="shorter than announced")
            return data
    except OSError as error:
        raise file_error(error, path) from None
    except ValueError:  # a null byte in the name
        raise InputError("store.file_missing", path=repr(path), reason="null byte") from None


def read_stdin(*, limit: int = MAX_FILE_BYTES) -> bytes:
    """Return what comes in on standard input, to its end.

    Raises:
        InputError: ``store.file_too_large``, ``store.file_trouble``; ``path`` is ``-``.
    """
    try:
        data = _read_up_to(sys.stdin.buffer, limit)
    except OSError as error:
        raise file_error(error, "-") from None
    if data is None:
        raise InputError("store.file_too_large", path="-", limit=limit)
    return data


def write_atomic(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        InputError: as ``writing_atomic``.
    """
    with writing_atomic(path) as file:
        file.write(data)


@contextmanager
def writing_atomic(path: str | os.PathLike[str]) -> Iterator[BinaryIO]:
    """Open a file for writing that replaces ``path`` when the block ends well; otherwise nothing changes.

    The bytes are on the disk before the name is; the permissions of a file that was there are kept. A link stays a link: the
    file that it leads to is replaced. A device, a pipe or a terminal is written to, never replaced: ``/dev/null`` stays what
    it is.

    Raises:
        InputError: ``store.disk_full``, ``store.disk_read_only``, ``store.file_not_allowed``, ``store.file_missing`` (the
            folder), ``store.file_is_a_folder``, ``store.file_trouble``; ``path`` is the file.
    """
    temporary: Path | None = None
    try:
        if _is_stream(path):
            with Path(path).open("wb") as stream:
                yield stream
            return
        target = Path(os.path.realpath(path))
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        descriptor, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", suffix=".part", dir=target.parent)
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_for(target))
        temporary.replace(target)
        temporary = None
        _sync_folder(target.parent)
    except BrokenPipeError:
        raise  # the reader of a pipe has enough: no fault of the file
    except OSError as error:
        raise file_error(error, path) from None
    finally:
        if temporary is not None:
            with suppress(OSError):  # the first error is the one to tell
                temporary.unlink()


def _read_up_to(file: BinaryIO, limit: int) -> bytes | None:
    pieces = []
    size = 0
    while piece := file.read(min(_CHUNK_BYTES * 16, limit + 1 - size)):
        size += len(piece)
        if size > limit:
            return None
        pieces.append(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _is_stream(path: str | os.PathLike[str]) -> bool:
    """Tell whether a path leads to something that takes bytes but is no file: a device, a pipe, a socket."""
    try:
        mode = Path(path).stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def _mode_for(target: Path) -> int:
    try:
        return stat.S_IMODE(target.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def _sync_folder(folder: Path) -> None:
    # The rename itself; some file systems and platforms cannot do it, which costs durability, not correctness.
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def write_new(path: str | os.PathLike[str], data: bytes, *, mode: int = 0o600) -> None:
    """Write a file that must not exist yet; nothing half-written stays.

    Args:
        path: the file.
        data: its content.
        mode: its permissions, from the first moment on (less what the umask takes away).

    Raises:
        InputError: ``store.file_exists``; else as ``writing_atomic``.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise InputError("store.file_exists", path=str(path)) from None
    except OSError as error:
        raise file_error(error, path) from None
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        with suppress(OSError):  # the first error is the one to tell
            Path(path).unlink()
        raise file_error(error, path) from None
    _sync_folder(Path(path).parent)
