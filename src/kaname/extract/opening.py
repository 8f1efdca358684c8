"""From a path to a tree: a folder, an archive, a container image, or one file that is a component itself.

Refuses what cannot be read and archives of kinds that are not opened here, by name.
"""

import hashlib
import os
from contextlib import ExitStack
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kaname.errors import InputError, IntegrityError, UnsupportedError
from kaname.extract.archives.image import FolderBlobs, open_image
from kaname.extract.archives.image_index import is_image
from kaname.extract.archives.nested import NestedTree
from kaname.extract.archives.opened import open_archive
from kaname.extract.archives.table_tree import TableTree
from kaname.extract.limits import HEAD_BYTES, MAX_ARTIFACT_BYTES, MAX_FILE_BYTES
from kaname.extract.registry import EXTRACTORS
from kaname.extract.tree import DirectoryTree, MemoryTree, Tree
from kaname.model.sbom import Component

# Archives that are recognised by their first bytes and not opened, and compressed files that hold no archive.
_NOT_OPENED = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!", "RAR"),
)
_CHUNK_BYTES = 1 << 20
_NO_RESOURCES = ExitStack()


class Artifact(Struct, frozen=True):
    """Something to extract from.

    Attributes:
        tree: its files. sha256: digest where it is one file, ``""`` for a folder.
        kind: CycloneDX type of the root that stands for it where nothing inside names one.
        subject: the component that the artifact is as a whole (a container image), None where it does not say.
        image: the layers, where it is a container image, for ``with_layers``; else None.
        resources: open files and temporary copies; see ``close``.
    """

    tree: Tree
    sha256: str
    kind: str
    subject: Component | None = None
    image: TableTree | None = None
    resources: ExitStack = _NO_RESOURCES

    def close(self) -> None:
        """Close the files that the tree reads from and remove temporary copies."""
        self.resources.close()


def open_artifact(path: str, *, environments: bool = False, platform: str = "") -> Artifact:
    """Open a folder, an archive, an image, or a single file. The caller closes it.

    A file that an extractor reads by name or content (a jar, a wheel, a lock file, an executable) is a tree of one file;
    another archive is a tree of its members; an image (``docker save``, OCI layout as tar archive or folder) is the tree of
    its layers put together. Archives inside are opened too.

    Args:
        path: what the user gave. environments: look into Python environments below a folder.
        platform: of an image for several (``linux/arm64``).

    Raises:
        InputError: ``extract.target_missing``, ``extract.file_unreadable``, ``extract.file_too_large``,
            ``extract.archive_damaged``, ``extract.archive_bomb``, ``extract.nothing_found`` for a file that nothing here
            reads, ``extract_os.*`` for images.
        IntegrityError: ``extract_os.digest_mismatch``, ``extract_os.layers_differ``.
        UnsupportedError: ``extract.archive_not_opened``.
    """
    with ExitStack() as stack:
        folder = Path(path).is_dir()
        artifact = (
            _open_folder(path, stack, environments=environments, platform=platform)
            if folder
            else _open_file(Path(path), stack, platform)
        )
        return replace(artifact, resources=stack.pop_all())


def _open_folder(path: str, stack: ExitStack, *, environments: bool, platform: str) -> Artifact:
    blobs = FolderBlobs(path, stack)
    if is_image(blobs):
        image, subject = open_image(blobs, name=path, stack=stack, platform=platform)
        return _nested(image, "", "container", subject, stack)
    return _nested(DirectoryTree(path, environments=environments), "", "application", None, stack)


def _open_file(place: Path, stack: ExitStack, platform: str) -> Artifact:
    path = str(place)
    try:
        file = stack.enter_context(place.open("rb"))
        size = os.fstat(file.fileno()).st_size
        if size > MAX_ARTIFACT_BYTES:
            raise InputError("extract.file_too_large", path=path, limit=MAX_ARTIFACT_BYTES)
        head = file.read(HEAD_BYTES)
        if any(each.matches(place.name) or (each.magics and head.startswith(each.magics)) for each in EXTRACTORS):
            if size > MAX_FILE_BYTES:
                raise InputError("extract.file_too_large", path=path, limit=MAX_FILE_BYTES)
            data = head + file.read()
            return Artifact(MemoryTree({place.name: data}, name=path), hashlib.sha256(data).hexdigest(), "file")
        digest = hashlib.sha256(head)
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
    except FileNotFoundError:
        raise InputError("extract.target_missing", path=path) from None
    except (OSError, ValueError) as error:
        raise InputError("extract.file_unreadable", path=path, reason=str(error)) from None
    try:
        opened = open_archive(file, size, name=path, stack=stack, platform=platform)
    except InputError as error:
        raise InputError(error.code, path=_inside(path, error.path), **error.params) from None
    except IntegrityError as error:
        raise IntegrityError(error.code, path=_inside(path, error.path), **error.params) from None
    if opened is not None:
        kind = "application" if opened.subject is None else "container"
        return _nested(opened.tree, digest.hexdigest(), kind, opened.subject, stack)
    for magic, form in _NOT_OPENED:
        if head.startswith(magic):
            raise UnsupportedError("extract.archive_not_opened", path=path, form=form)
    raise InputError("extract.nothing_found", path=path, files=1)


def _inside(path: str, inner: str | None) -> str:
    return f"{path}: {inner}" if inner and inner != path else path


def _nested(tree: Tree, sha256: str, kind: str, subject: Component | None, stack: ExitStack) -> Artifact:
    nested = NestedTree(tree)
    stack.callback(nested.close)
    image = tree if isinstance(tree, TableTree) and tree.layers else None
    return Artifact(nested, sha256, kind, subject, image)
