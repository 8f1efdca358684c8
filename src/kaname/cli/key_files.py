"""Keys named on the command line: private keys, with the passphrase from the environment; public keys, from files."""

import os
from collections.abc import Iterable
from pathlib import Path

from kaname.errors import InputError
from kaname.exchange.keys import PrivateKey, PublicKey, parse_private_key, parse_public_key
from kaname.store.files import read_bytes

PASSPHRASE_VARIABLE = "KANAME_KEY_PASSPHRASE"
MAX_KEY_BYTES = 1 << 20  # a PEM chain of certificates has some kilobytes


def read_private_key(path: Path) -> PrivateKey:
    """Return the private key in a file; an encrypted one is opened with the passphrase in ``KANAME_KEY_PASSPHRASE``.

    Raises:
        InputError, UnsupportedError: no such file, not a private key, wrong or missing passphrase; ``path`` is the file.
    """
    data = read_bytes(path, limit=MAX_KEY_BYTES)
    given = os.environ.get(PASSPHRASE_VARIABLE)
    passphrase = given.encode("utf-8") if given and b"ENCRYPTED" in data else None
    try:
        return parse_private_key(data, passphrase)
    except InputError as error:
        raise InputError(error.code, path=str(path), **dict(error.params)) from None


def read_public_keys(paths: Iterable[Path]) -> tuple[PublicKey, ...]:
    """Return the public keys in files, and in the ``*.pem`` and ``*.pub`` files of folders.

    Raises:
        InputError, UnsupportedError: a file that is no public key; ``path`` is the file.
    """
    keys = []
    for path in paths:
        files = sorted([*path.glob("*.pem"), *path.glob("*.pub")]) if path.is_dir() else [path]
        if not files:
            raise InputError("exchange.not_a_public_key", path=str(path))
        for file in files:
            try:
                keys.append(parse_public_key(read_bytes(file, limit=MAX_KEY_BYTES)))
            except InputError as error:
                raise InputError(error.code, path=str(file), **dict(error.params)) from None
    return tuple(keys)
