"""Putting a finished file in the place of the old one, all or nothing.

The new file grows beside the target under a name that carries the process id; it is synced and renamed when complete. What
a killed process leaves behind is removed by the next build on the same target.
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kaname.errors import InputError

_MARK = "kaname-building"


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a folder-mate of ``target`` to write to; rename it over the target when the block ends well.

    Raises:
        InputError: the place cannot be written (``knowledge.target_not_writable``) or is full (``knowledge.disk_full``).
    """
    if target.is_dir():
        raise InputError("knowledge.target_is_a_folder", path=str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        remove_stale(target)
        temporary = target.with_name(f".{target.name}.{_MARK}-{os.getpid()}")
        remove_with_companions(temporary)
        temporary.touch(mode=0o644)
    except OSError as error:
        raise _told(error, target) from error
    try:
        yield temporary
        with temporary.open("rb+") as stream:
            os.fsync(stream.fileno())
        temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _told(error, target) from error
    finally:
        remove_with_companions(temporary)


def companion(temporary: Path, purpose: str) -> Path:
    """Return the path of a working file that is removed together with ``temporary``."""
    return temporary.with_name(f"{temporary.name}-{purpose}")


def remove_with_companions(temporary: Path) -> None:
    """Remove a temporary file and everything named after it."""
    for path in temporary.parent.glob(f"{glob_escape(temporary.name)}*"):
        with suppress(FileNotFoundError):
            path.unlink()


def remove_stale(target: Path) -> None:
    """Remove temporary files of builds on the same target whose process no longer lives."""
    pattern = re.compile(rf"\.{re.escape(target.name)}\.{_MARK}-(\d+)(-.*)?")
    for path in target.parent.iterdir():
        match = pattern.fullmatch(path.name)
        if match and int(match[1]) != os.getpid() and not _is_alive(int(match[1])):
            with suppress(FileNotFoundError):
                path.unlink()


def glob_escape(name: str) -> str:
    """Return a file name with the letters that ``glob`` treats specially in brackets."""
    return re.sub(r"([*?[])", r"[\1]", name)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


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
