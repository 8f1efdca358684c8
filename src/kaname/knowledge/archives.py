"""Reading many small JSON files out of a zip or a folder, without trusting either.

Nothing is ever extracted to disk, so a hostile name can do no harm; it is refused all the same, because a feed that holds
one is not what its publisher made. Limits are far above what real feeds hold.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from kaname.errors import InputError
from kaname.model.source import SkippedRecord

RECORD_BYTES_MAX = 32 * 1024 * 1024  # the largest published record (a kernel CVE with all its versions) is below 3 MB
RATIO_MAX = 250  # JSON with long version lists compresses up to 60 to 1; deflate cannot exceed 1032 to 1
RATIO_CHECKED_FROM_BYTES = 1024 * 1024  # small files may be all zeros without harm
_DRIVE = re.compile(r"[A-Za-z]:")  # ids such as RHSA-2024:0001 hold a colon too, but never as the second letter
MEMBERS_MAX = 3_000_000  # all of OSV together held fewer than a million records in 2026


def open_zip(path: str) -> zipfile.ZipFile:
    """Open a zip.

    Raises:
        InputError: it is damaged or truncated (``knowledge.damaged_zip``), or holds too many entries.
        OSError: it cannot be read.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeDecodeError, EOFError) as error:
        raise InputError("knowledge.damaged_zip", path=path) from error
    if len(archive.infolist()) > MEMBERS_MAX:
        archive.close()
        raise InputError("knowledge.too_many_members", path=path, limit=MEMBERS_MAX)
    return archive


def json_members(archive: zipfile.ZipFile) -> tuple[list[str], list[SkippedRecord]]:
    """Return the names of the JSON files in a zip, in its order, and what was refused.

    Folders and files of other types are no records and are left out without a word.
    """
    names: dict[str, None] = {}
    refused: list[SkippedRecord] = []
    for info in archive.infolist():
        if info.is_dir() or not info.filename.lower().endswith(".json"):
            continue
        reason = _refusal(info)
        if reason is None and info.filename in names:
            reason = "knowledge.skipped.twice_in_zip"
        if reason is None:
            names[info.filename] = None
        else:
            refused.append(SkippedRecord(_printable(info.filename), reason, str(info.file_size)))
    return list(names), refused


def iter_zip_members(archive: zipfile.ZipFile, names: Sequence[str]) -> Iterator[tuple[str, bytes | SkippedRecord]]:
    """Read entries of a zip; an entry that cannot be read is handed over as skipped."""
    for name in names:
        try:
            with archive.open(name) as stream:
                content = stream.read(RECORD_BYTES_MAX + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            RuntimeError,
            NotImplementedError,
            EOFError,
            KeyError,
            OSError,
        ) as error:
            yield name, SkippedRecord(name, "knowledge.skipped.damaged_entry", type(error).__name__)
            continue
        if len(content) > RECORD_BYTES_MAX:
            yield name, SkippedRecord(name, "knowledge.skipped.too_large", str(len(content)))
        else:
            yield name, content


def iter_folder_members(folder: str, names: Sequence[str]) -> Iterator[tuple[str, bytes | SkippedRecord]]:
    """Read files of a folder; a file that cannot be read is handed over as skipped."""
    for name in names:
        path = Path(folder, name)
        try:
            status = path.stat()
            if not stat.S_ISREG(status.st_mode):
                yield name, SkippedRecord(name, "knowledge.skipped.unreadable", "")
                continue
            if status.st_size > RECORD_BYTES_MAX:
                yield name, SkippedRecord(name, "knowledge.skipped.too_large", str(status.st_size))
                continue
            yield name, path.read_bytes()
        except OSError as error:
            yield name, SkippedRecord(name, "knowledge.skipped.unreadable", error.strerror or "")


def _refusal(info: zipfile.ZipInfo) -> str | None:
    name = info.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if name.startswith(("/", "\\")) or ".." in parts or _DRIVE.match(name) or "\0" in info.orig_filename:
        return "knowledge.skipped.unsafe_name"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "knowledge.skipped.unsafe_name"
    if info.file_size > RECORD_BYTES_MAX:
        return "knowledge.skipped.too_large"
    if info.file_size > RATIO_CHECKED_FROM_BYTES and info.file_size > RATIO_MAX * max(1, info.compress_size):
        return "knowledge.skipped.zip_bomb"
    if info.flag_bits & 0x1:
        return "knowledge.skipped.encrypted"
    return None


def _printable(name: str) -> str:
    return name.encode("unicode_escape").decode("ascii")[:200]
