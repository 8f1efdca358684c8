"""A container image as one tree: the layers of the chosen image put one over the other.

Every layer is held against the digest of its blob and against the digest of its unpacked content (``diff_ids``). Refuses an
image of which a layer is missing or altered: what is left would be another image.
"""

import hashlib
import os
from contextlib import ExitStack
from pathlib import Path

from kaname.errors import InputError, IntegrityError
from kaname.extract.archives.image_index import BlobFolder, ImageChoice, LayerBlob, read_index
from kaname.extract.archives.table_tree import TableTree
from kaname.extract.archives.unfold import MAGIC_BYTES, compression_of, unfold
from kaname.extract.archives.window import RandomFile, Window
from kaname.extract.limits import MAX_IMAGE_BYTES
from kaname.ident.purl import Purl, format_purl
from kaname.model.sbom import Component

LAYER_PROPERTY = "kaname:image:layer"
_CHUNK_BYTES = 1 << 20


class FolderBlobs:
    """An OCI image layout in a folder. Files outside, to which a link leads, are not there.

    Args:
        root: the folder. stack: closes the files.
    """

    def __init__(self, root: str, stack: ExitStack) -> None:
        self._root = Path(os.path.realpath(root))
        self._stack = stack

    def has(self, path: str) -> bool:
        """Say whether there is such a file."""
        place = Path(os.path.realpath(self._root / path))
        return place.is_relative_to(self._root) and place.is_file()

    def window(self, path: str) -> Window:
        """Return a file to read from; see ``BlobFolder``."""
        if not self.has(path):
            raise InputError("extract.file_missing", path=path)
        try:
            file = self._stack.enter_context((self._root / path).open("rb"))
            return Window(file, 0, os.fstat(file.fileno()).st_size)
        except OSError as error:
            raise InputError("extract.file_unreadable", path=path, reason=error.strerror or str(error)) from None


class ArchiveBlobs:
    """An image in a tar archive.

    Args:
        tree: the members of the archive.
    """

    def __init__(self, tree: TableTree) -> None:
        self._tree = tree

    def has(self, path: str) -> bool:
        """Say whether there is such a member."""
        return self._tree.has(path)

    def window(self, path: str) -> Window:
        """Return a member to read from; see ``BlobFolder``."""
        return self._tree.window(path)


def open_image(blobs: BlobFolder, *, name: str, stack: ExitStack, platform: str = "") -> tuple[TableTree, Component]:
    """Return the files of an image and the component that stands for it.

    Args:
        blobs: an archive for which ``is_image`` holds. name: of the archive, as the user gave it.
        stack: closes the unpacked layers. platform: as for ``read_index``.

    Raises:
        InputError: as ``read_index``; ``extract_os.layer_missing``; ``extract.archive_damaged``, ``extract.archive_bomb``.
        IntegrityError: ``extract_os.digest_mismatch``, ``extract_os.layers_differ``.
    """
    index = read_index(blobs, platform=platform)
    tree = TableTree(name=name)
    chosen = index.chosen
    budget = MAX_IMAGE_BYTES
    for layer in chosen.layers:
        file, size, digest = _open_layer(blobs, layer, stack, budget)
        budget -= size
        try:
            tree.add_layer(file, size, digest)
        except InputError as error:
            raise InputError(error.code, path=layer.path, **error.params) from None
    for other in index.others:
        tree.leave_out(" ".join(part for part in (other.platform, other.reference, other.digest) if part))
    for each in index.absent:
        tree.leave_out(each)
    if [each for each in index.others if not platform or each.platform == chosen.platform]:
        tree.add_problem(
            InputError(
                "extract_os.images_not_read",
                count=len(index.others),
                chosen=chosen.platform or chosen.reference or "?",
                others=", ".join(dict.fromkeys(each.platform or each.reference for each in index.others)),
            ),
            "",
        )
    if not all(layer.digest or layer.diff_id for layer in chosen.layers):
        tree.add_problem(InputError("extract_os.layers_not_verified"), "")
    return tree, _subject(chosen, tree, name)


def _open_layer(blobs: BlobFolder, layer: LayerBlob, stack: ExitStack, budget: int) -> tuple[RandomFile, int, str]:
    if not blobs.has(layer.path):
        raise InputError("extract_os.layer_missing", path=layer.path)
    window = blobs.window(layer.path)
    file: RandomFile = window
    size = window.size
    actual = _digest(file, layer.digest or layer.diff_id)
    if layer.digest:
        _hold(layer.digest, actual, layer.path)
    file.seek(0)
    compression = compression_of(file.read(MAGIC_BYTES))
    file.seek(0)
    if compression is not None:
        try:
            unfolded = stack.enter_context(unfold(file, compression, limit=budget))
        except InputError as error:
            raise InputError(error.code, path=layer.path, **error.params) from None
        size = unfolded.seek(0, os.SEEK_END)
        file = unfolded
        actual = _digest(file, layer.diff_id)
    elif layer.diff_id.partition(":")[0] != actual.partition(":")[0]:
        actual = _digest(file, layer.diff_id)
    if layer.diff_id:
        _hold(layer.diff_id, actual, layer.path)
    return file, size, layer.diff_id or actual


def _hold(stated: str, actual: str, path: str) -> None:
    if stated != actual:
        raise IntegrityError("extract_os.digest_mismatch", path=path, stated=stated, actual=actual)


def _digest(file: RandomFile, like: str) -> str:
    algorithm = like.partition(":")[0] or "sha256"
    if algorithm not in ("sha256", "sha512"):
        raise InputError("extract_os.image_malformed", path=like[:100])
    digest = hashlib.new(algorithm)
    file.seek(0)
    while data := file.read(_CHUNK_BYTES):
        digest.update(data)
    return f"{algorithm}:{digest.hexdigest()}"


def _subject(image: ImageChoice, tree: TableTree, archive: str) -> Component:
    repository, tag = _split_reference(image.reference)
    stem = archive.rstrip("/").rpartition("/")[2]
    name = repository or image.labels.get("org.opencontainers.image.title") or stem
    version = tag or image.labels.get("org.opencontainers.image.version") or image.digest or image.config_digest
    purl = None
    if image.digest and repository:
        qualifiers = {"repository_url": repository, "tag": tag, "arch": image.platform.partition("/")[2].split("/")[0]}
        purl = format_purl(Purl("oci", None, repository.rpartition("/")[2].lower(), image.digest, qualifiers))
    facts = [
        ("kaname:image:platform", image.platform),
        ("kaname:image:manifest-digest", image.digest),
        ("kaname:image:config-digest", image.config_digest),
        *[(LAYER_PROPERTY, digest) for digest in dict.fromkeys(tree.layers)],
    ]
    return Component(
        ref=purl or "root",
        path="",
        name=name,
        version=version,
        kind="container",
        purl=purl,
        properties=tuple([(key, value) for key, value in facts if value]),
    )


def _split_reference(reference: str) -> tuple[str, str]:
    """Return repository and tag; a reference that is a tag alone (OCI ``ref.name``) has no repository."""
    text = reference.partition("@")[0]
    path, colon, tag = text.rpartition(":")
    if colon and "/" not in tag:
        return path, tag
    return (text, "") if "/" in text else ("", text)
