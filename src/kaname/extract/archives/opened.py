"""From the bytes of an archive to a tree: ZIP, tar in any compression, container images; told apart by content."""

import io
import os
from contextlib import ExitStack

from msgspec import Struct

from kaname.errors import InputError
from kaname.extract.archives.image import ArchiveBlobs, open_image
from kaname.extract.archives.image_index import is_image
from kaname.extract.archives.table_tree import TableTree
from kaname.extract.archives.tar_format import is_tar
from kaname.extract.archives.unfold import MAGIC_BYTES, compression_of, first_unfolded, unfold
from kaname.extract.archives.window import RandomFile
from kaname.extract.limits import MAX_ARCHIVE_BYTES, MAX_FILE_BYTES
from kaname.extract.tree import Tree
from kaname.extract.zip_tree import ZipTree
from kaname.model.sbom import Component

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_TAR_HEADER_BYTES = 512
# Names that promise an archive. Jars and wheels have extractors of their own; other files are not opened on suspicion.
ENDINGS = (".zip", ".tar", ".tgz", ".tbz2", ".txz", ".tzst", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst", ".oci")


class Opened(Struct, frozen=True):
    """An archive as a tree. ``subject``: the component that it is as a whole, None where it does not say."""

    tree: Tree
    subject: Component | None = None


def sniff_archive(head: bytes) -> bool:
    """Say whether a file that begins so is an archive that is opened here: ZIP, tar, or tar in a compression. Never raises.

    Args:
        head: the first bytes; 64 KiB are enough for every compression.
    """
    return head.startswith(_ZIP) or is_tar(first_unfolded(head, _TAR_HEADER_BYTES))


def open_archive(
    file: RandomFile,
    size: int,
    *,
    name: str,
    stack: ExitStack,
    platform: str = "",
    limit: int = MAX_ARCHIVE_BYTES,
) -> Opened | None:
    """Open an archive.

    Args:
        file, size: its bytes. name: of the tree in results. stack: closes what is unpacked to temporary files.
        platform: of an image with several. limit: most bytes that may come out.

    Returns:
        None for anything that is no archive (also a compressed file that holds none).

    Raises:
        InputError: ``extract.archive_damaged``, ``extract.archive_bomb``, ``extract.too_many_members``,
            ``extract.file_too_large`` (ZIP archives are held in memory), ``extract_os.*`` for images.
        IntegrityError: ``extract_os.digest_mismatch``, ``extract_os.layers_differ``.
    """
    file.seek(0)
    head = file.read(_TAR_HEADER_BYTES)
    if head.startswith(_ZIP):
        if size > MAX_FILE_BYTES:
            raise InputError("extract.file_too_large", limit=MAX_FILE_BYTES)
        file.seek(0)
        return Opened(ZipTree(file.read(size), name=name, budget=limit))
    compression = compression_of(head[:MAGIC_BYTES])
    if compression is not None:
        file.seek(0)
        unfolded = stack.enter_context(unfold(file, compression, limit=limit))
        head = unfolded.read(_TAR_HEADER_BYTES)
        size = unfolded.seek(0, os.SEEK_END)
        file = unfolded
    if not is_tar(head):
        if head[257:262] == b"ustar":
            raise InputError("extract.archive_damaged", form="tar", reason="a header has a wrong check sum (byte 0)")
        return None
    tree = TableTree(name=name)
    tree.add_archive(file, size)
    blobs = ArchiveBlobs(tree)
    if not is_image(blobs):
        return Opened(tree)
    image, subject = open_image(blobs, name=name, stack=stack, platform=platform)
    for problem in tree.problems():
        image.add_problem(InputError(problem.code, path=problem.path, **problem.params), "")
    return Opened(image, subject)


def open_bytes(data: bytes, *, name: str, stack: ExitStack, limit: int) -> Opened | None:
    """Open an archive in memory; see ``open_archive``."""
    return open_archive(io.BytesIO(data), len(data), name=name, stack=stack, limit=limit)
