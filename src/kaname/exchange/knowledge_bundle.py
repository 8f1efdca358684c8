"""A knowledge base as one file that can be carried to a network without internet.

An uncompressed tar with three members in this order, so that ordinary tools can look into it: ``manifest.json``;
``manifest.dsse.json``, a DSSE envelope over the very bytes of the manifest, where the bundle is signed; ``knowledge.db.zst``.
The manifest states digests, times and an end of validity. Refuses other members, another order, links, and whatever does not
agree with the manifest. Same base, same key kind with fixed nonces (Ed25519), same ``now``: same bytes.
"""

import hashlib
import io
import tarfile
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, BinaryIO, cast

import msgspec
import zstandard
from msgspec import Struct

from kaname.errors import InputError, IntegrityError, UnsupportedError
from kaname.exchange.dsse import Envelope, read_envelope, sign_envelope, verify_envelope, write_envelope
from kaname.exchange.keys import PrivateKey, PublicKey
from kaname.knowledge.base import open_knowledge, verify_knowledge
from kaname.knowledge.instants import format_instant, parse_instant
from kaname.knowledge.schema import FORMAT_VERSION

SCHEMA = "kaname.knowledge-bundle/1"
PAYLOAD_TYPE = "application/vnd.kaname.knowledge-bundle+json"
COMPRESSION_LEVEL = 12  # above this, minutes of work save less than 2 %
MANIFEST_BYTES_MAX = 4 * 1024 * 1024  # some hundred bytes per source
BASE_BYTES_MAX = 64 * 1024 * 1024 * 1024  # all sources together stay below a tenth of this
_MANIFEST, _ENVELOPE, _BASE = "manifest.json", "manifest.dsse.json", "knowledge.db.zst"
_PIECE_BYTES = 1024 * 1024

OnBytes = Callable[[int, int], None]


class BundledSource(Struct, frozen=True, kw_only=True):
    """A source as the manifest names it. ``failed``: message code where its data was not up to date when it was bundled."""

    id: str
    as_of: str | None
    kept: int
    licence: str = ""
    failed: str | None = None


class Manifest(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a bundle says about itself.

    Attributes:
        created, expires: ISO 8601 UTC; ``expires`` is the end of validity. built: when the base was built.
        digest: of the base, as ``knowledge status`` shows it. sha256, size_bytes: of the unpacked file.
        packed_sha256, packed_bytes: of the compressed member.
    """

    schema: str
    created: str
    expires: str
    format_version: int
    built: str
    digest: str
    sha256: str
    size_bytes: int
    packed_sha256: str
    packed_bytes: int
    sources: tuple[BundledSource, ...]


class OpenBundle:
    """A bundle whose manifest has been read; ``unpack`` may be called once."""

    def __init__(
        self, archive: tarfile.TarFile, member: tarfile.TarInfo, manifest: Manifest, envelope: Envelope | None
    ) -> None:
        self._archive = archive
        self._member = member
        self.manifest = manifest
        self.envelope = envelope

    def unpack(self, target: Path, on_bytes: OnBytes = lambda done, total: None) -> None:
        """Write the base to ``target`` and hold it against the manifest.

        Raises:
            IntegrityError: it does not agree with the manifest (``knowledge.bundle_altered``) or is no sound base.
            OSError: it cannot be written.
        """
        manifest = self.manifest
        stream = self._archive.extractfile(self._member)
        if stream is None or self._member.size != manifest.packed_bytes:
            raise IntegrityError("knowledge.bundle_altered", path=_BASE)
        packed, plain, size = hashlib.sha256(), hashlib.sha256(), 0
        hashed = cast("IO[bytes]", _Hashed(stream, packed))
        try:
            with (
                target.open("wb") as file,
                zstandard.ZstdDecompressor().stream_reader(hashed, closefd=False) as reader,
            ):
                while piece := reader.read(_PIECE_BYTES):
                    size += len(piece)
                    if size > manifest.size_bytes:
                        raise IntegrityError("knowledge.bundle_altered", path=_BASE)
                    plain.update(piece)
                    file.write(piece)
                    on_bytes(size, manifest.size_bytes)
        except (zstandard.ZstdError, tarfile.TarError, EOFError) as error:
            raise IntegrityError("knowledge.bundle_altered", path=_BASE) from error
        stated = (manifest.packed_sha256, manifest.sha256, manifest.size_bytes)
        if (packed.hexdigest(), plain.hexdigest(), size) != stated:
            raise IntegrityError("knowledge.bundle_altered", path=_BASE)
        verify_knowledge(target)
        with open_knowledge(target) as base:
            if base.digest != manifest.digest or base.built != manifest.built:
                raise IntegrityError("knowledge.bundle_altered", path=_BASE)


def write_bundle(
    base: Path,
    stream: BinaryIO,
    packed: IO[bytes],
    *,
    now: datetime,
    valid: timedelta,
    keys: Sequence[PrivateKey],
    on_bytes: OnBytes = lambda done, total: None,
) -> Manifest:
    """Write a base as a bundle.

    Args:
        base: a sound base. stream: where the bundle goes. packed: an empty scratch file.
        now: time of the bundle, aware. valid: how long it may be imported. keys: sign with each; none for an unsigned bundle.

    Raises:
        IntegrityError: the base is damaged. OSError: writing failed.

    Cost: about 3 s per 100 MB.
    """
    verify_knowledge(base)
    sha256, size = _compress(base, packed, on_bytes)
    packed_bytes = packed.tell()
    packed.seek(0)
    with open_knowledge(base) as opened:
        manifest = Manifest(
            schema=SCHEMA,
            created=format_instant(now),
            expires=format_instant(now + valid),
            format_version=FORMAT_VERSION,
            built=opened.built,
            digest=opened.digest,
            sha256=sha256,
            size_bytes=size,
            packed_sha256=hashlib.file_digest(packed, "sha256").hexdigest(),  # type: ignore[arg-type]
            packed_bytes=packed_bytes,
            sources=tuple(
                BundledSource(
                    id=state.id, as_of=state.as_of, kept=state.kept, licence=state.licence, failed=state.failed
                )
                for state in opened.sources()
            ),
        )
    packed.seek(0)
    content = msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n"
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        _add(archive, _MANIFEST, io.BytesIO(content), len(content), now)
        if keys:
            envelope = write_envelope(sign_envelope(content, PAYLOAD_TYPE, keys))
            _add(archive, _ENVELOPE, io.BytesIO(envelope), len(envelope), now)
        _add(archive, _BASE, packed, packed_bytes, now)
    return manifest


def _compress(base: Path, packed: IO[bytes], on_bytes: OnBytes) -> tuple[str, int]:
    plain, size = hashlib.sha256(), 0
    total = base.stat().st_size
    compressor = zstandard.ZstdCompressor(level=COMPRESSION_LEVEL, threads=0)
    with base.open("rb") as source, compressor.stream_writer(packed, closefd=False, size=total) as writer:
        while piece := source.read(_PIECE_BYTES):
            size += len(piece)
            plain.update(piece)
            writer.write(piece)
            on_bytes(size, total)
    return plain.hexdigest(), size


def read_bundle(stream: BinaryIO) -> OpenBundle:
    """Read the manifest of a bundle; nothing is verified yet.

    Raises:
        InputError: not a bundle (``knowledge.not_a_bundle``). UnsupportedError: of another version
            (``knowledge.other_bundle_version``, ``knowledge.other_version``).
        IntegrityError: manifest and signed manifest differ (``knowledge.bundle_altered``).
    """
    try:
        archive = tarfile.open(fileobj=stream, mode="r:")  # noqa: SIM115 - lives as long as the bundle
        members = [archive.next() for _ in range(2)]
        content = _small(archive, members[0], _MANIFEST)
        envelope = None
        if members[1] is not None and members[1].name == _ENVELOPE:
            envelope = read_envelope(_small(archive, members[1], _ENVELOPE))
            members.append(archive.next())
        member = members[-1]
        last = archive.next()
    except (tarfile.TarError, EOFError, ValueError, OverflowError) as error:
        raise InputError("knowledge.not_a_bundle") from error
    if member is None or member.name != _BASE or not member.isreg() or last is not None:
        raise InputError("knowledge.not_a_bundle")
    manifest = _parse_manifest(content)
    if envelope is not None and envelope.payload != content:
        raise IntegrityError("knowledge.bundle_altered", path=_MANIFEST)
    return OpenBundle(archive, member, manifest, envelope)


def verify_bundle(bundle: OpenBundle, keys: Sequence[PublicKey]) -> None:
    """Check that an accepted key signed the manifest.

    Raises:
        IntegrityError: ``knowledge.bundle_not_signed``, or as ``kaname.exchange.dsse.verify_envelope``.
    """
    if bundle.envelope is None:
        raise IntegrityError("knowledge.bundle_not_signed")
    verify_envelope(bundle.envelope, keys, payload_type=PAYLOAD_TYPE)


def check_validity(manifest: Manifest, now: datetime) -> None:
    """Refuse a bundle whose validity has ended.

    Raises:
        IntegrityError: ``knowledge.bundle_expired``.
    """
    expires = parse_instant(manifest.expires)
    if expires is None or now > expires:
        raise IntegrityError("knowledge.bundle_expired", expires=manifest.expires)


def older_than(manifest: Manifest, built: str, times: Sequence[tuple[str, str | None]]) -> list[str]:
    """Return what is older in a bundle than in a base: source ids, and ``built`` for the time of building.

    Args:
        built: when the base was built. times: (source id, as of) of the base; a source that the bundle lacks counts as older.
    """
    bundled = {source.id: source for source in manifest.sources}
    older = [
        name
        for name, as_of in times
        if name not in bundled or (as_of is not None and _before(bundled[name].as_of, as_of))
    ]
    return (["built"] if _before(manifest.built, built) else []) + older


def _before(first: str | None, second: str) -> bool:
    one, other = parse_instant(first or ""), parse_instant(second)
    return other is not None and (one is None or one < other)


def _parse_manifest(content: bytes) -> Manifest:
    try:
        head = msgspec.json.decode(content, type=dict[str, object])
        if head.get("schema") != SCHEMA:
            raise UnsupportedError("knowledge.other_bundle_version", found=str(head.get("schema"))[:80], known=SCHEMA)
        manifest = msgspec.json.decode(content, type=Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("knowledge.not_a_bundle") from error
    if manifest.format_version != FORMAT_VERSION:
        raise UnsupportedError(
            "knowledge.other_version", path=_BASE, found=manifest.format_version, known=FORMAT_VERSION
        )
    if not 0 < manifest.size_bytes <= BASE_BYTES_MAX:
        raise InputError("knowledge.not_a_bundle")
    return manifest


def _small(archive: tarfile.TarFile, member: tarfile.TarInfo | None, name: str) -> bytes:
    if member is None or member.name != name or not member.isreg() or member.size > MANIFEST_BYTES_MAX:
        raise InputError("knowledge.not_a_bundle")
    stream = archive.extractfile(member)
    content = stream.read() if stream else b""
    if len(content) != member.size:
        raise InputError("knowledge.not_a_bundle")
    return content


def _add(archive: tarfile.TarFile, name: str, content: IO[bytes], size: int, now: datetime) -> None:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, int(now.timestamp()), 0o644
    archive.addfile(info, content)


class _Hashed(io.RawIOBase):
    """Bytes of a stream, with their digest taken as they pass."""

    def __init__(self, stream: IO[bytes], digest: "hashlib._Hash") -> None:
        self._stream = stream
        self._digest = digest

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        piece = self._stream.read(size)
        self._digest.update(piece)
        return piece
