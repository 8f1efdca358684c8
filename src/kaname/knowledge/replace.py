"""Putting a finished file in the place of the old one, all or nothing.

The new file grows beside the target under a name that carries the process id; it is synced and renamed when complete. What
a killed process leaves behind is removed by the next build on the same target.
"""

import errno
import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kaname.errors import InputError

_MARK = "kaname-building"
_LOCK = "lock"


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a folder-mate of ``target`` to write to; rename it over the target when the block ends well.

    Raises:
        InputError: the place cannot be written (``knowledge.target_not_writable``) or is full (``knowledge.disk_full``).
    """
    if target.is_symlink():
        target = target.resolve()  # the file is replaced, not the link to it
    if target.is_dir():
        raise InputError("knowledge.target_is_a_folder", path=str(target))
    if target.exists() and not target.is_file():
        # A device or a pipe: to put a file in its place would damage the machine.
        raise _told(OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP)), target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_stale(target)
        temporary = target.with_name(f".{target.name}.{_MARK}-{os.getpid()}")
        lock = companion(temporary, _LOCK).open("wb")
    except OSError as error:
        raise _told(error, target) from error
    try:
        # The lock, which ends with the process whatever ends it, tells other builds that these files are in use.
        fcntl.flock(lock, fcntl.LOCK_EX)
        temporary.touch(mode=0o644)
        yield temporary
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _told(error, target) from error
    finally:
        lock.close()
        _remove_with_companions(temporary)


def companion(temporary: Path, purpose: str) -> Path:
    """Return the path of a working file that is removed together with ``temporary``."""
    return temporary.with_name(f"{temporary.name}-{purpose}")


def remove_stale(target: Path) -> None:
    """Remove what killed builds on the same target left behind; builds that still run keep their files."""
    pattern = re.compile(rf"(\.{re.escape(target.name)}\.{_MARK}-\d+)(-.*)?")
    for name in sorted({match[1] for path in target.parent.iterdir() if (match := pattern.fullmatch(path.name))}):
        temporary = target.with_name(name)
        if not _is_locked(companion(temporary, _LOCK)):
            _remove_with_companions(temporary)


def _is_locked(lock: Path) -> bool:
    try:
        with lock.open("rb") as stream:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _remove_with_companions(temporary: Path) -> None:
    for path in list(temporary.parent.iterdir()):
        if path.name == temporary.name or path.name.startswith(f"{temporary.name}-"):
            with suppress(FileNotFoundError):
                path.unlink()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _told(error: OSError, target: Path) -> InputError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return InputError("knowledge.disk_full", path=str(target))
    return InputError("knowledge.target_not_writable", path=str(target), why=error.strerror or type(error).__name__)
