"""Keys named on the command line: private keys with their passphrase, public keys from files and folders."""

from collections.abc import Iterable
from pathlib import Path

from kaname.errors import InputError
from kaname.exchange.keys import PrivateKey, PublicKey
from kaname.services import keys

MAX_KEY_BYTES = 1 << 20  # a PEM chain of certificates has some kilobytes


def read_private_key(path: Path) -> PrivateKey:
    """Return the private key in a file; see ``kaname.services.keys.read_private_key``."""
    return keys.read_private_key(path=str(path))


def read_public_keys(paths: Iterable[Path]) -> tuple[PublicKey, ...]:
    """Return the public keys in files, and in the ``*.pem`` and ``*.pub`` files of folders.

    Raises:
        InputError, UnsupportedError: a file that is no public key; ``path`` is the file.
    """
    found = []
    for path in paths:
        files = sorted([*path.glob("*.pem"), *path.glob("*.pub")]) if path.is_dir() else [path]
        if not files:
            raise InputError("exchange.not_a_public_key", path=str(path))
        found += [keys.read_public_key(path=str(file)) for file in files]
    return tuple(found)
