"""Which files a scan reads: the targets as given, and what counts as an SBOM in a folder.

In a folder, hidden files and folders are left alone. A file is looked at when its name, without ``.gz`` or ``.zst``, ends
as SBOM files do (``.json``, ``.xml``, ``.spdx``, ``.yaml`` …). When its name also claims to be an SBOM (``bom``, ``spdx`` or
``cdx`` in it) it must read as one, else it is a problem of the scan. Any other is scanned if its content is an SBOM and
passed over if not: a folder with SBOMs also holds configuration. What was passed over is named in the result.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kaname.errors import InputError
from kaname.formats import MAX_DOCUMENT_BYTES
from kaname.store.files import file_error, read_bytes, read_stdin

STDIN = "-"
# A folder with more candidates is a whole disk given by mistake.
MAX_FILES = 100_000
_COMPRESSED = (".gz", ".zst", ".zstd")
_ENDINGS = (".json", ".xml", ".spdx", ".yaml", ".yml", ".cdx", ".jsonld", ".json-ld", ".tag", ".spdx3", ".rdf")
_CLAIMS = ("bom", "spdx", "cdx", "cyclonedx")


class Candidate(NamedTuple):
    """One file to read. ``path``: as it appears in results; ``must_read``: not being an SBOM is a problem."""

    path: str
    must_read: bool


def iter_candidates(target: str) -> Iterator[Candidate]:
    """Yield the files of one target, in the order of their paths.

    Raises:
        InputError: ``store.file_*`` for a folder that cannot be read; ``scan.folder_without_candidates``;
            ``scan.too_many_files``.
    """
    path = Path(target)
    if target == STDIN or not path.is_dir():
        yield Candidate(target, True)
        return
    count = 0
    for file in _walk(path):
        name = file.name.lower()
        for ending in _COMPRESSED:
            name = name.removesuffix(ending)
        if not name.endswith(_ENDINGS):
            continue
        count += 1
        if count > MAX_FILES:
            raise InputError("scan.too_many_files", path=target, target=target, limit=MAX_FILES)
        yield Candidate(str(file), any(claim in name for claim in _CLAIMS))
    if not count:
        raise InputError("scan.folder_without_candidates", path=target, target=target)


def _walk(folder: Path) -> Iterator[Path]:
    # Folders wait on a list, not on the stack: a tree may be deeper than recursion. Links to folders are not followed.
    waiting = [folder]
    while waiting:
        current = waiting.pop()
        try:
            entries = sorted(current.iterdir(), key=lambda entry: entry.name)
        except OSError as error:
            raise file_error(error, current) from None
        folders = []
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                if not entry.is_symlink():
                    folders.append(entry)
            else:
                yield entry
        waiting += reversed(folders)


def read_candidate(candidate: Candidate) -> bytes:
    """Return the bytes of a candidate.

    Raises:
        InputError: ``store.file_*``: gone, forbidden, too large, a broken disk.
    """
    if candidate.path == STDIN:
        return read_stdin(limit=MAX_DOCUMENT_BYTES)
    return read_bytes(candidate.path, limit=MAX_DOCUMENT_BYTES)
