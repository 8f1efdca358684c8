"""The knowledge base as one signed file: writing it here, taking it in there."""

import os
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile

from msgspec import Struct

from kaname.errors import InputError, IntegrityError, KanameError
from kaname.exchange.keys import PrivateKey, parse_private_key, parse_public_key
from kaname.exchange.knowledge_bundle import (
    Manifest,
    check_validity,
    older_than,
    read_bundle,
    verify_bundle,
    write_bundle,
)
from kaname.knowledge.base import open_knowledge
from kaname.knowledge.replace import replacing
from kaname.services.knowledge import knowledge_path
from kaname.store.files import file_error, read_bytes

VALID_DAYS = 30  # a month: a site without internet that gets one bundle a month never sees one end
KEY_BYTES_MAX = 64 * 1024
PEER_DOWNLOAD_BYTES = 65_000_000
"""Download of a well-known peer's base without operating-system data, to compare sizes with."""

OnBytes = Callable[[int, int], None]


class ExportReport(Struct, frozen=True, kw_only=True):
    """A bundle that was written. ``signed_by``: key id, or None."""

    path: str
    size_bytes: int
    manifest: Manifest
    signed_by: str | None


class ImportReport(Struct, frozen=True, kw_only=True):
    """A bundle that was taken in.

    Attributes:
        target: the base. verified: True where a signature was checked. signed: True where the bundle carries one.
        replaced: True where a base was there before. older: what was newer there (only with ``allow_downgrade``).
    """

    target: str
    manifest: Manifest
    verified: bool
    signed: bool
    replaced: bool
    older: tuple[str, ...]


def export_knowledge(
    *,
    path: str | Path | None,
    to: str | Path,
    now: datetime,
    sign: str | Path | None = None,
    valid_days: int = VALID_DAYS,
    environment: Mapping[str, str] = os.environ,
    on_bytes: OnBytes = lambda done, total: None,
) -> ExportReport:
    """Write the base as one file.

    Args:
        sign: PEM file with a private key; its passphrase is taken from ``KANAME_KEY_PASSPHRASE``.
        valid_days: for how long the bundle may be imported; at least 1.

    Raises:
        IntegrityError: the base is missing or damaged. InputError: the key or the place cannot be used.
    """
    if not 1 <= valid_days <= 3660:
        raise InputError("knowledge.valid_days", given=valid_days)
    keys = [_private_key(sign, environment)] if sign else []
    base, target = knowledge_path(path), Path(to)
    try:
        with replacing(target) as temporary, TemporaryFile(dir=target.parent) as packed, temporary.open("wb") as stream:
            manifest = write_bundle(
                base, stream, packed, now=now, valid=timedelta(days=valid_days), keys=keys, on_bytes=on_bytes
            )
    except OSError as error:
        raise file_error(error, target) from error
    return ExportReport(
        path=str(target),
        size_bytes=target.stat().st_size,
        manifest=manifest,
        signed_by=_key_id(keys[0]) if keys else None,
    )


def import_knowledge(
    *,
    bundle: str | Path,
    path: str | Path | None,
    now: datetime,
    verify: str | Path | None = None,
    allow_downgrade: bool = False,
    allow_expired: bool = False,
    on_bytes: OnBytes = lambda done, total: None,
) -> ImportReport:
    """Check a bundle and put its base in the place of the present one; on any doubt the present one stays.

    In this order: form, signature (with ``verify``), validity, whether it is older, then every byte.

    Args:
        verify: PEM file with the public key (or certificate) that must have signed.

    Raises:
        IntegrityError: not signed as required, expired, older (``knowledge.bundle_older``), altered.
        InputError, UnsupportedError: not a bundle, of another version, key or place cannot be used.
    """
    key = parse_public_key(read_bytes(verify, limit=KEY_BYTES_MAX)) if verify else None
    source, target = Path(bundle), knowledge_path(path)
    try:
        stream = source.open("rb")
    except OSError as error:
        raise file_error(error, source) from error
    with stream:
        try:
            opened = read_bundle(stream)
            if key is not None:
                verify_bundle(opened, [key])
            if not allow_expired:
                check_validity(opened.manifest, now)
            replaced = target.exists()
            older = _older(opened.manifest, target) if replaced else []
            if older and not allow_downgrade:
                names = ", ".join(older[:8]) + (" …" if len(older) > 8 else "")
                raise IntegrityError("knowledge.bundle_older", count=len(older), names=names)
        except KanameError as error:
            error.path = str(source) if error.path is None else f"{source}: {error.path}"
            raise
        except OSError as error:
            raise file_error(error, source) from error
        with replacing(target) as temporary:
            try:
                opened.unpack(temporary, on_bytes)
            except IntegrityError as error:
                error.path = str(source)
                raise
    return ImportReport(
        target=str(target),
        manifest=opened.manifest,
        verified=key is not None,
        signed=opened.envelope is not None,
        replaced=replaced,
        older=tuple(older),
    )


def _older(manifest: Manifest, target: Path) -> list[str]:
    # A base that cannot be opened is no reason to refuse a sound one.
    with suppress(KanameError), open_knowledge(target) as base:
        return older_than(manifest, base.built, [(state.id, state.as_of) for state in base.sources()])
    return []


def _private_key(path: str | Path, environment: Mapping[str, str]) -> PrivateKey:
    passphrase = environment.get("KANAME_KEY_PASSPHRASE")
    content = read_bytes(path, limit=KEY_BYTES_MAX)
    try:
        # The passphrase of the environment may be meant for another key.
        return parse_private_key(content, passphrase.encode() if passphrase and b"ENCRYPTED" in content else None)
    except KanameError as error:
        error.path = str(path)
        raise


def _key_id(key: PrivateKey) -> str:
    from kaname.exchange.keys import key_id

    return key_id(key.public_key())
