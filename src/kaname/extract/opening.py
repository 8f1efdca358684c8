"""From a path to a tree: a folder, an archive, or one file that is a component itself.

Refuses what cannot be read and archives of kinds that are not opened here, by name.
"""

import hashlib
from pathlib import Path

from msgspec import Struct

from kaname.errors import InputError, UnsupportedError
from kaname.extract.limits import MAX_ARTIFACT_BYTES
from kaname.extract.registry import EXTRACTORS
from kaname.extract.tree import DirectoryTree, MemoryTree, Tree
from kaname.extract.zip_tree import ZipTree

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# Archives that are recognised by their first bytes and not opened.
_NOT_OPENED = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
)


class Artifact(Struct, frozen=True):
    """Something to extract from.

    Attributes:
        tree: its files. sha256: digest where it is one file, ``""`` for a folder.
        kind: CycloneDX type of the root that stands for it where nothing inside names one.
    """

    tree: Tree
    sha256: str
    kind: str


def open_artifact(path: str, *, environments: bool = False) -> Artifact:
    """Open a folder, an archive, or a single file.

    A file that an extractor reads by name or content (a jar, a wheel, a lock file, an executable) is a tree of one file;
    another ZIP archive is a tree of its members.

    Args:
        path: what the user gave. environments: look into Python environments below a folder.

    Raises:
        InputError: ``extract.target_missing``, ``extract.file_unreadable``, ``extract.file_too_large``,
            ``extract.archive_damaged``, ``extract.nothing_found`` for a file that nothing here reads.
        UnsupportedError: ``extract.archive_not_opened``.
    """
    place = Path(path)
    if place.is_dir():
        return Artifact(DirectoryTree(path, environments=environments), "", "application")
    data = _read(place)
    digest = hashlib.sha256(data).hexdigest()
    if any(each.matches(place.name) or (each.magics and data.startswith(each.magics)) for each in EXTRACTORS):
        return Artifact(MemoryTree({place.name: data}, name=path), digest, "file")
    if data.startswith(_ZIP):
        return Artifact(ZipTree(data, name=path), digest, "application")
    if data[257:262] == b"ustar":
        raise UnsupportedError("extract.archive_not_opened", path=path, form="tar")
    for magic, form in _NOT_OPENED:
        if data.startswith(magic):
            raise UnsupportedError("extract.archive_not_opened", path=path, form=form)
    raise InputError("extract.nothing_found", path=path, files=1)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_ARTIFACT_BYTES + 1)
    except FileNotFoundError:
        raise InputError("extract.target_missing", path=str(path)) from None
    except (OSError, ValueError) as error:
        raise InputError("extract.file_unreadable", path=str(path), reason=str(error)) from None
    if len(data) > MAX_ARTIFACT_BYTES:
        raise InputError("extract.file_too_large", path=str(path), limit=MAX_ARTIFACT_BYTES)
    return data
