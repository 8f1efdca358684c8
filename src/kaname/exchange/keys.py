"""Signing keys: Ed25519 and ECDSA P-256, as PEM files.

Refuses every other kind of key: two well-understood kinds are enough, and fewer choices are fewer mistakes. A key is named
by the SHA-256 of its public part (DER, SubjectPublicKeyInfo), so that anybody can compute the name from the key.
"""

import hashlib
from typing import Literal

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes, PublicKeyTypes

from kaname.errors import InputError, UnsupportedError

KeyKind = Literal["ed25519", "ecdsa-p256"]
PrivateKey = ed25519.Ed25519PrivateKey | ec.EllipticCurvePrivateKey
PublicKey = ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey


def generate_key(kind: KeyKind = "ed25519") -> PrivateKey:
    """Make a new private key from the system's random source."""
    if kind == "ed25519":
        return ed25519.Ed25519PrivateKey.generate()
    return ec.generate_private_key(ec.SECP256R1())


def parse_private_key(pem: bytes, passphrase: bytes | None = None) -> PrivateKey:
    """Read a private key from PEM (PKCS#8 or SEC 1).

    Raises:
        InputError: not a PEM private key, or wrong or missing passphrase.
        UnsupportedError: another kind of key.
    """
    try:
        key: PrivateKeyTypes = serialization.load_pem_private_key(pem, passphrase)
    except TypeError as error:
        code = "exchange.passphrase_missing" if passphrase is None else "exchange.passphrase_not_needed"
        raise InputError(code) from error
    except ValueError as error:
        code = "exchange.passphrase_wrong" if b"ENCRYPTED" in pem else "exchange.not_a_private_key"
        raise InputError(code) from error
    except UnsupportedAlgorithm as error:
        raise UnsupportedError("exchange.key_kind", kind=str(error)) from error
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key
    if isinstance(key, ec.EllipticCurvePrivateKey) and isinstance(key.curve, ec.SECP256R1):
        return key
    raise UnsupportedError("exchange.key_kind", kind=_kind_name(key))


def parse_public_key(pem: bytes) -> PublicKey:
    """Read a public key from PEM: a public key, or the key of a certificate.

    Raises:
        InputError: not a PEM public key. UnsupportedError: another kind of key.
    """
    if b"PRIVATE KEY" in pem:
        raise InputError("exchange.private_key_given")
    try:
        if b"BEGIN CERTIFICATE" in pem:
            from cryptography import x509

            key: PublicKeyTypes = x509.load_pem_x509_certificate(pem).public_key()
        else:
            key = serialization.load_pem_public_key(pem)
    except ValueError as error:
        raise InputError("exchange.not_a_public_key") from error
    except UnsupportedAlgorithm as error:
        raise UnsupportedError("exchange.key_kind", kind=str(error)) from error
    return check_public_key(key)


def check_public_key(key: PublicKeyTypes) -> PublicKey:
    """Return a key whose kind is accepted.

    Raises:
        UnsupportedError: another kind of key.
    """
    if isinstance(key, ed25519.Ed25519PublicKey):
        return key
    if isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1):
        return key
    raise UnsupportedError("exchange.key_kind", kind=_kind_name(key))


def write_private_key(key: PrivateKey, passphrase: bytes | None = None) -> bytes:
    """Write a private key as PKCS#8 PEM, encrypted where a passphrase is given."""
    protection: serialization.KeySerializationEncryption = (
        serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    )
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, protection)


def write_public_key(key: PublicKey) -> bytes:
    """Write a public key as PEM."""
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def key_id(key: PublicKeyTypes) -> str:
    """Return the name of a key: hex SHA-256 of its DER SubjectPublicKeyInfo."""
    der = key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return hashlib.sha256(der).hexdigest()


def sign_bytes(key: PrivateKey, data: bytes) -> bytes:
    """Sign bytes: Ed25519 as RFC 8032; ECDSA P-256 with SHA-256, signature in DER."""
    if isinstance(key, ed25519.Ed25519PrivateKey):
        return key.sign(data)
    return key.sign(data, ec.ECDSA(hashes.SHA256()))


def is_signature_valid(key: PublicKey, signature: bytes, data: bytes) -> bool:
    """Say whether a signature over data was made with the private half of a key."""
    try:
        if isinstance(key, ed25519.Ed25519PublicKey):
            key.verify(signature, data)
        else:
            key.verify(signature, data, ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        return False
    return True


def _kind_name(key: object) -> str:
    curve = getattr(key, "curve", None)
    if curve is not None:
        return str(curve.name)
    return type(key).__name__.lstrip("_").removesuffix("PrivateKey").removesuffix("PublicKey")
