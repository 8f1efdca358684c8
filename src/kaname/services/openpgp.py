"""OpenPGP signatures by the GnuPG program of the machine. Refuses to go on without it; keys stay where GnuPG keeps them."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kaname.errors import InputError, IntegrityError, UnsupportedError
from kaname.exchange.provider import OpenPgpKey

# Long enough for a passphrase to be typed into the agent's window or for a slow card.
_TIMEOUT_SECONDS = 120
_MESSAGE_CHARACTERS = 300


def find_openpgp_key(name: str) -> OpenPgpKey:
    """Return the public part of a key that can sign.

    Args:
        name: fingerprint, key id or address, as GnuPG takes it.

    Raises:
        UnsupportedError: ``publish.no_gpg``. InputError: ``publish.openpgp_key``: no such secret key, or more than one.
    """
    listed = _run(["--with-colons", "--list-secret-keys", "--", name], code="publish.openpgp_key", name=name)
    primary = [
        following.split(":")[9]
        for line, following in zip(*_shifted(listed.decode("utf-8", "replace").splitlines()), strict=True)
        if line.startswith("sec:") and following.startswith("fpr:")
    ]
    if len(primary) != 1:
        raise InputError("publish.openpgp_key", name=name, detail=f"{len(primary)} keys")
    armoured = _run(["--armor", "--export", primary[0]], code="publish.openpgp_key", name=name)
    return OpenPgpKey(fingerprint=primary[0], armoured=armoured)


def sign_openpgp(data: bytes, fingerprint: str) -> bytes:
    """Return an armoured detached signature.

    Raises:
        UnsupportedError: ``publish.no_gpg``. InputError: ``publish.openpgp_key``: GnuPG did not sign, with what it said.
    """
    options = ["--armor", "--local-user", fingerprint, "--detach-sign"]
    return _run(options, code="publish.openpgp_key", name=fingerprint, given=data)


def verify_openpgp(data: bytes, signature: bytes, keys: Sequence[bytes]) -> None:
    """Check a detached signature against armoured public keys, apart from the keys of the user.

    Raises:
        UnsupportedError: ``publish.no_gpg``. IntegrityError: ``publish.openpgp_signature``.
    """
    with tempfile.TemporaryDirectory(prefix="kaname-gpg-") as folder:
        home = Path(folder)
        (home / "data").write_bytes(data)
        (home / "signature").write_bytes(signature)
        keyring = home / "keys"
        keyring.write_bytes(b"".join(_dearmoured(key, folder) for key in keys))
        files = ["--keyring", str(keyring), str(home / "signature"), str(home / "data")]
        program = shutil.which("gpgv")
        if program is None:
            raise UnsupportedError("publish.no_gpg", program="gpgv")
        done = subprocess.run([program, *files], capture_output=True, timeout=_TIMEOUT_SECONDS, check=False)
        if done.returncode != 0:
            raise IntegrityError("publish.openpgp_signature", detail=_message(done.stderr))


def _dearmoured(key: bytes, home: str) -> bytes:
    return _run(["--homedir", home, "--dearmor"], code="publish.openpgp_key", name="-", given=key)


def _run(options: Sequence[str], *, code: str, name: str, given: bytes = b"") -> bytes:
    program = shutil.which("gpg")
    if program is None:
        raise UnsupportedError("publish.no_gpg", program="gpg")
    # Messages in English, whatever the language of the machine, as they become part of an error.
    environment = {**os.environ, "LC_ALL": "C"}
    command = [program, "--batch", "--no-tty", *options]
    try:
        done = subprocess.run(
            command, input=given, capture_output=True, timeout=_TIMEOUT_SECONDS, check=False, env=environment
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise InputError(code, name=name, detail=type(error).__name__) from None
    if done.returncode != 0:
        raise InputError(code, name=name, detail=_message(done.stderr))
    return done.stdout


def _message(stderr: bytes) -> str:
    return " ".join(stderr.decode("utf-8", "replace").split())[:_MESSAGE_CHARACTERS]


def _shifted(lines: list[str]) -> tuple[list[str], list[str]]:
    return lines[:-1], lines[1:]
