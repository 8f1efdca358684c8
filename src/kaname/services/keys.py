"""Key files: made, read with their passphrase, described. The passphrase comes from the environment, never from arguments."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

from kaname.errors import InputError
from kaname.exchange.keys import (
    KeyKind,
    PrivateKey,
    PublicKey,
    generate_key,
    key_id,
    parse_private_key,
    parse_public_key,
    write_private_key,
    write_public_key,
)
from kaname.store import files

PASSPHRASE_VARIABLE = "KANAME_KEY_PASSPHRASE"
# Keys and chains are a few kilobytes.
MAX_KEY_BYTES = 256 * 1024
_PRIVATE_MODE, _PUBLIC_MODE = 0o600, 0o644


class KeyFile(Struct, frozen=True, kw_only=True):
    """What a key file holds.

    Attributes:
        id: hex SHA-256 of the public key (DER SubjectPublicKeyInfo).
        kind: ``ed25519`` or ``ecdsa-p256``.
        part: what the file holds. protected: True where a private key is encrypted.
        public_key: PEM.
    """

    id: str
    kind: KeyKind
    part: Literal["private", "public", "certificate"]
    protected: bool
    public_key: str


def new_key(*, path: str, kind: KeyKind = "ed25519", environment: Mapping[str, str] = os.environ) -> KeyFile:
    """Make a key pair: the private key in ``path`` (mode 0600, encrypted where a passphrase is set), the public one beside.

    Args:
        path: file of the private key; the public key goes to the same name with ``.pub`` at the end.
        kind: kind of key.
        environment: where ``KANAME_KEY_PASSPHRASE`` is looked up.

    Raises:
        InputError: ``store.file_exists``: one of the files is there; nothing is overwritten.
    """
    passphrase = environment.get(PASSPHRASE_VARIABLE, "").encode("utf-8")
    key = generate_key(kind)
    public = write_public_key(key.public_key())
    # The public half first: it is no loss when the private one then cannot be written.
    files.write_new(f"{path}.pub", public, mode=_PUBLIC_MODE)
    try:
        files.write_new(path, write_private_key(key, passphrase or None), mode=_PRIVATE_MODE)
    except InputError:
        Path(f"{path}.pub").unlink()
        raise
    return _described(key.public_key(), "private", protected=bool(passphrase))


def read_private_key(*, path: str, environment: Mapping[str, str] = os.environ) -> PrivateKey:
    """Read a private key file.

    Raises:
        InputError: not readable, not a private key, passphrase missing or wrong. UnsupportedError: another kind of key.
    """
    pem = files.read_bytes(path, limit=MAX_KEY_BYTES)
    passphrase = environment.get(PASSPHRASE_VARIABLE, "").encode("utf-8")
    # A passphrase that is set for one key does no harm to another that needs none.
    try:
        return parse_private_key(pem, passphrase if passphrase and b"ENCRYPTED" in pem else None)
    except InputError as error:
        raise InputError(error.code, path=path, **error.params) from error


def read_public_key(*, path: str) -> PublicKey:
    """Read a public key or the key of a certificate.

    Raises:
        InputError: not readable, or neither; a private key is refused. UnsupportedError: another kind of key.
    """
    try:
        return parse_public_key(files.read_bytes(path, limit=MAX_KEY_BYTES))
    except InputError as error:
        raise InputError(error.code, path=error.path or path, **error.params) from error


def describe_key(*, path: str, environment: Mapping[str, str] = os.environ) -> KeyFile:
    """Say what a key file holds.

    Raises:
        InputError: as ``read_private_key`` and ``read_public_key``.
    """
    pem = files.read_bytes(path, limit=MAX_KEY_BYTES)
    if b"PRIVATE KEY" in pem:
        key = read_private_key(path=path, environment=environment)
        return _described(key.public_key(), "private", protected=b"ENCRYPTED" in pem)
    public = read_public_key(path=path)
    return _described(public, "certificate" if b"BEGIN CERTIFICATE" in pem else "public", protected=False)


def _described(key: PublicKey, part: Literal["private", "public", "certificate"], *, protected: bool) -> KeyFile:
    kind: KeyKind = "ecdsa-p256" if hasattr(key, "curve") else "ed25519"
    text = write_public_key(key).decode("ascii")
    return KeyFile(id=key_id(key), kind=kind, part=part, protected=protected, public_key=text)
