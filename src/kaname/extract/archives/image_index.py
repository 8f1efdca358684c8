"""What a container image archive holds: its images, their platforms, and which one is meant.

Reads the OCI image layout (image-spec 1.1: ``oci-layout``, ``index.json``, ``blobs/``) and ``docker save`` archives
(``manifest.json``). Every JSON blob is held against its digest. Refuses to choose in silence: images that were not chosen
are named.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from kaname.errors import InputError, IntegrityError, KanameError
from kaname.extract.archives.window import Window
from kaname.extract.extractor import decode_json
from kaname.extract.limits import MAX_IMAGE_JSON_BYTES, MAX_LAYERS

_DIGEST = re.compile(r"(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})", re.ASCII)
# An index of an index (one tag, many platforms) is usual; deeper nesting is allowed and not seen.
_MAX_INDEX_DEPTH = 4
_MAX_MANIFESTS = 10_000
_DEFAULT_PLATFORM = "linux/amd64"


class BlobFolder(Protocol):
    """The files of an image archive, in a tar archive or a folder."""

    def has(self, path: str) -> bool:
        """Say whether there is such a file."""
        ...

    def window(self, path: str) -> Window:
        """Return a file to read from.

        Raises:
            InputError: ``extract.file_missing``, ``extract.file_unreadable``.
        """
        ...


class LayerBlob(Struct, frozen=True, kw_only=True):
    """One layer. ``path`` in the archive; ``digest`` of the blob, ``""`` where only ``diff_id`` (of the tar) is stated."""

    path: str
    digest: str
    diff_id: str


class ImageChoice(Struct, frozen=True, kw_only=True):
    """One image of an archive.

    Attributes:
        reference: name and tag as the archive states them, ``""`` where it does not.
        platform: ``os/architecture[/variant]``. digest: of the manifest, ``""`` for docker save.
        config_digest: of the configuration (the image id). layers: the lowest first.
        labels: of the configuration.
    """

    reference: str
    platform: str
    digest: str
    config_digest: str
    layers: tuple[LayerBlob, ...]
    labels: dict[str, str] = {}


class ImageIndex(Struct, frozen=True, kw_only=True):
    """The choice, and what was not chosen.

    Attributes:
        chosen: the image to read. others: further images for other platforms or by other names. absent: what the index names
            and the archive does not hold, and attestations, as text.
    """

    chosen: ImageChoice
    others: tuple[ImageChoice, ...]
    absent: tuple[str, ...]


def is_image(blobs: BlobFolder) -> bool:
    """Say whether files are an image archive; what is damaged beyond recognition is none."""
    try:
        if blobs.has("oci-layout") and blobs.has("index.json"):
            return "imageLayoutVersion" in _object(_json(blobs, "oci-layout"))
        if blobs.has("manifest.json"):
            entries = _json(blobs, "manifest.json")
            return isinstance(entries, list) and bool(entries) and {"Config", "Layers"} <= _object(entries[0]).keys()
    except KanameError:
        return False
    return False


def read_index(blobs: BlobFolder, *, platform: str = "") -> ImageIndex:
    """Return the image that is meant.

    Args:
        blobs: the archive. platform: ``linux/arm64``, ``linux/arm/v7``; without it the only image, else linux/amd64, else
            the first.

    Raises:
        InputError: ``extract_os.image_malformed``, ``extract_os.image_without_content``, ``extract_os.platform_missing``.
        IntegrityError: ``extract_os.digest_mismatch``.
    """
    absent: list[str] = []
    if blobs.has("index.json"):
        found = list(_oci_images(blobs, _json(blobs, "index.json"), "", absent, 0))
    else:
        found = [_docker_image(blobs, entry) for entry in _list(_json(blobs, "manifest.json"))]
    images = list({(each.digest or each.config_digest): each for each in reversed(found)}.values())[::-1]
    if not images:
        raise InputError("extract_os.image_without_content", found=", ".join(absent[:5]))
    if platform:
        fitting = [each for each in images if each.platform == platform]
        fitting = fitting or [each for each in images if each.platform.startswith(platform + "/")]
        if not fitting:
            shown = ", ".join(dict.fromkeys(each.platform or "?" for each in images))
            raise InputError("extract_os.platform_missing", platform=platform, available=shown)
    else:
        fitting = [each for each in images if each.platform == _DEFAULT_PLATFORM] or images
    chosen = fitting[0]
    return ImageIndex(
        chosen=chosen, others=tuple(each for each in images if each is not chosen), absent=tuple(dict.fromkeys(absent))
    )


def _oci_images(
    blobs: BlobFolder, index: object, reference: str, absent: list[str], depth: int
) -> Iterator[ImageChoice]:
    manifests = _list(_object(index).get("manifests"))
    if depth > _MAX_INDEX_DEPTH or len(manifests) > _MAX_MANIFESTS:
        raise InputError("extract_os.image_malformed", path="index.json")
    for value in manifests:
        descriptor = _object(value)
        digest = _text(descriptor.get("digest"))
        notes = _object(descriptor.get("annotations") or {})
        name = _text(notes.get("io.containerd.image.name")) or _text(notes.get("org.opencontainers.image.ref.name"))
        stated = _platform(_object(descriptor.get("platform") or {}))
        shown = " ".join(part for part in (stated, name or reference, digest) if part)
        if notes.get("vnd.docker.reference.type") or stated == "unknown/unknown":
            absent.append(shown)  # an attestation about an image, not an image
            continue
        if not blobs.has(_blob_path(digest)):
            absent.append(shown)
            continue
        content = _object(_json(blobs, _blob_path(digest), digest))
        if "manifests" in content:
            yield from _oci_images(blobs, content, name or reference, absent, depth + 1)
        elif "config" in content:
            yield _oci_image(blobs, content, digest, name or reference, stated)
        else:
            absent.append(shown)  # an artifact without image configuration


def _oci_image(
    blobs: BlobFolder, manifest: dict[str, object], digest: str, reference: str, platform: str
) -> ImageChoice:
    config_digest = _text(_object(manifest.get("config")).get("digest"))
    config = _object(_json(blobs, _blob_path(config_digest), config_digest))
    digests = [_text(_object(each).get("digest")) for each in _list(manifest.get("layers"))]
    diff_ids = _diff_ids(config, len(digests))
    return ImageChoice(
        reference=reference,
        platform=_platform(config) or platform,
        digest=digest,
        config_digest=config_digest,
        layers=tuple(
            LayerBlob(path=_blob_path(each), digest=each, diff_id=diff)
            for each, diff in zip(digests, diff_ids, strict=True)
        ),
        labels=_labels(config),
    )


def _docker_image(blobs: BlobFolder, value: object) -> ImageChoice:
    entry = _object(value)
    path = _text(entry.get("Config"))
    # The name of the configuration is its digest: ``<hex>.json``, since Docker 25 ``blobs/sha256/<hex>``.
    stem = path.rpartition("/")[2].removesuffix(".json")
    digest = f"sha256:{stem}" if _DIGEST.fullmatch(f"sha256:{stem}") else ""
    config = _object(_json(blobs, path, digest))
    paths = [_text(each) for each in _list(entry.get("Layers"))]
    tags = [_text(each) for each in _list(entry.get("RepoTags") or [])]
    return ImageChoice(
        reference=tags[0] if tags else "",
        platform=_platform(config),
        digest="",
        config_digest=digest or path,
        layers=tuple(
            LayerBlob(path=each, digest="", diff_id=diff)
            for each, diff in zip(paths, _diff_ids(config, len(paths)), strict=True)
        ),
        labels=_labels(config),
    )


def _diff_ids(config: dict[str, object], count: int) -> Sequence[str]:
    if count > MAX_LAYERS:
        raise InputError("extract_os.image_malformed", path="layers")
    stated = [_text(each) for each in _list(_object(config.get("rootfs") or {}).get("diff_ids") or [])]
    if not stated:
        return [""] * count
    if len(stated) != count:
        raise IntegrityError("extract_os.layers_differ", listed=count, stated=len(stated))
    return stated


def _labels(config: dict[str, object]) -> dict[str, str]:
    labels = _object(_object(config.get("config") or {}).get("Labels") or {})
    return {key: value for key, value in labels.items() if isinstance(value, str)}


def _platform(values: dict[str, object]) -> str:
    parts = [_text(values.get(key) or "") for key in ("os", "architecture", "variant")]
    return "/".join(part for part in parts if part)


def _blob_path(digest: str) -> str:
    if not _DIGEST.fullmatch(digest):
        raise InputError("extract_os.image_malformed", path=digest[:100])
    algorithm, _, value = digest.partition(":")
    return f"blobs/{algorithm}/{value}"


def _json(blobs: BlobFolder, path: str, digest: str = "") -> object:
    window = blobs.window(path)
    if window.size > MAX_IMAGE_JSON_BYTES:
        raise InputError("extract.file_too_large", path=path, limit=MAX_IMAGE_JSON_BYTES)
    window.seek(0)
    data = window.read(window.size)
    if digest:
        algorithm, _, stated = digest.partition(":")
        actual = hashlib.new(algorithm, data).hexdigest()
        if actual != stated:
            raise IntegrityError("extract_os.digest_mismatch", path=path, stated=digest, actual=f"{algorithm}:{actual}")
    try:
        return decode_json(data)
    except InputError as error:
        raise InputError(error.code, path=f"{path}: {error.path}", **error.params) from None


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise InputError("extract_os.image_malformed", path="")
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise InputError("extract_os.image_malformed", path="")
    return value


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
