"""JSON Signature Format (JSF), the enveloped signatures of CycloneDX JSON documents.

Source: JSF 0.82 (CycloneDX ships its schema as ``jsf-0.82.schema.json``), over canonical JSON (RFC 8785) and JSON Web
Algorithms (RFC 7518, RFC 8037). Signatures are verified, not made: what Kaname signs, it signs with DSSE. A key inside the
document proves nothing about who signed; it counts only if the user accepts it. HMAC algorithms are refused: a shared
secret is no signature.
"""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed448, ed25519, padding, rsa, utils
from cryptography.hazmat.primitives.asymmetric.types import PublicKeyTypes

from kaname.errors import InputError, IntegrityError, UnsupportedError
from kaname.exchange.canonical import canonical_json
from kaname.exchange.keys import key_id

_HASHES: Mapping[str, hashes.HashAlgorithm] = {"256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}
_CURVES: Mapping[str, tuple[type[ec.EllipticCurve], int]] = {
    "ES256": (ec.SECP256R1, 32),
    "ES384": (ec.SECP384R1, 48),
    "ES512": (ec.SECP521R1, 66),
}
_JWK_CURVES: Mapping[str, ec.EllipticCurve] = {
    "P-256": ec.SECP256R1(),
    "P-384": ec.SECP384R1(),
    "P-521": ec.SECP521R1(),
}
# Far more than any document carries; each costs a canonicalisation of the whole document.
MAX_SIGNERS = 32


def has_json_signature(document: Mapping[str, Any], member: str = "signature") -> bool:
    """Say whether a JSON object carries a JSF signature."""
    return isinstance(document.get(member), Mapping)


def verify_json_signature(
    document: Mapping[str, Any], keys: Sequence[PublicKeyTypes], *, member: str = "signature"
) -> None:
    """Check every JSF signature of a JSON object; each must verify, and be made with an accepted key.

    Args:
        document: the decoded object, numbers as JSON has them.
        keys: accepted public keys (Ed25519, Ed448, ECDSA P-256/384/521, RSA of 2,048 bits or more).
        member: name of the property that holds the signature.

    Raises:
        InputError: no signature, or a signature object that is not of the form.
        UnsupportedError: an algorithm that is not known, or HMAC.
        IntegrityError: ``exchange.signature_wrong``: a byte was altered. ``exchange.not_signed_by_accepted_key``: the
            signature may be sound, but not by a key that is accepted.
    """
    signature = document.get(member)
    if not isinstance(signature, Mapping):
        raise InputError("exchange.no_json_signature", path=member)
    for path, signer, shown in _signers(signature, member):
        _verify_one({**document, member: shown}, member, signer, path, keys)


def parse_jwk(jwk: Mapping[str, Any], path: str) -> PublicKeyTypes:
    """Read a public key from a JSON Web Key (RFC 7517, RFC 8037).

    Raises:
        InputError: not a public JWK. UnsupportedError: a kind of key that is not known.
    """
    try:
        kind = jwk["kty"]
        if kind == "EC":
            curve = _JWK_CURVES.get(jwk["crv"])
            if curve is None:
                raise UnsupportedError("exchange.key_kind", path=path, kind=str(jwk["crv"]))
            return ec.EllipticCurvePublicNumbers(_integer(jwk["x"]), _integer(jwk["y"]), curve).public_key()
        if kind == "RSA":
            return rsa.RSAPublicNumbers(_integer(jwk["e"]), _integer(jwk["n"])).public_key()
        if kind == "OKP" and jwk["crv"] == "Ed25519":
            return ed25519.Ed25519PublicKey.from_public_bytes(_bytes(jwk["x"]))
        if kind == "OKP" and jwk["crv"] == "Ed448":
            return ed448.Ed448PublicKey.from_public_bytes(_bytes(jwk["x"]))
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise InputError("exchange.not_a_jwk", path=path) from error
    raise UnsupportedError("exchange.key_kind", path=path, kind=str(kind))


def _signers(signature: Mapping[str, Any], member: str) -> list[tuple[str, Mapping[str, Any], Any]]:
    """Return (path, signer, signature member as it stood when this signer signed) for every signer.

    One signer: itself without ``value``. ``signers``: independent, each saw only itself. ``chain``: each saw the finished
    ones before it and itself without ``value``.
    """
    if "signers" not in signature and "chain" not in signature:
        return [(member, signature, _without_value(signature))]
    kind = "signers" if "signers" in signature else "chain"
    several = signature[kind]
    if not isinstance(several, list) or not several or len(several) > MAX_SIGNERS:
        raise InputError("exchange.json_signature_form", path=f"{member}.{kind}")
    result = []
    for index, signer in enumerate(several):
        path = f"{member}.{kind}[{index}]"
        if not isinstance(signer, Mapping):
            raise InputError("exchange.json_signature_form", path=path)
        before = several[:index] if kind == "chain" else []
        result.append((path, signer, {**signature, kind: [*before, _without_value(signer)]}))
    return result


def _verify_one(
    document: dict[str, Any], member: str, signer: Mapping[str, Any], path: str, keys: Sequence[PublicKeyTypes]
) -> None:
    algorithm, value = signer.get("algorithm"), signer.get("value")
    if not isinstance(algorithm, str) or not isinstance(value, str):
        raise InputError("exchange.json_signature_form", path=path)
    try:
        raw = _bytes(value)
    except ValueError as error:
        raise InputError("exchange.not_base64", path=f"{path}.value") from error
    excluded = signer.get("excludes") or document[member].get("excludes") or []
    if not isinstance(excluded, list) or not all(isinstance(name, str) for name in excluded):
        raise InputError("exchange.json_signature_form", path=f"{path}.excludes")
    if excluded:
        # What is excluded is not signed: a reader would take it for signed, so the whole signature is refused.
        raise UnsupportedError("exchange.json_signature_excludes", path=f"{path}.excludes", names=", ".join(excluded))
    message = canonical_json(document)
    if any(_is_valid(algorithm, key, raw, message, path) for key in keys):
        return
    embedded = signer.get("publicKey")
    if isinstance(embedded, Mapping):
        inner = parse_jwk(embedded, f"{path}.publicKey")
        if _is_valid(algorithm, inner, raw, message, path):
            raise IntegrityError(
                "exchange.not_signed_by_accepted_key", path=path, signers=key_id(inner), accepted=len(keys)
            )
    raise IntegrityError("exchange.signature_wrong", path=path, keyid=str(signer.get("keyId", "?")))


def _is_valid(algorithm: str, key: PublicKeyTypes, signature: bytes, message: bytes, path: str) -> bool:
    try:
        if algorithm in _CURVES:
            curve, size = _CURVES[algorithm]
            if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, curve):
                return False
            if len(signature) != 2 * size:
                return False
            numbers = int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
            key.verify(utils.encode_dss_signature(*numbers), message, ec.ECDSA(_HASHES[algorithm[2:]]))
        elif algorithm[:2] in ("RS", "PS") and algorithm[2:] in _HASHES:
            if not isinstance(key, rsa.RSAPublicKey) or key.key_size < 2048:
                return False
            digest = _HASHES[algorithm[2:]]
            scheme: padding.AsymmetricPadding = padding.PKCS1v15()
            if algorithm.startswith("PS"):
                scheme = padding.PSS(padding.MGF1(digest), digest.digest_size)
            key.verify(signature, message, scheme, digest)
        elif algorithm in ("Ed25519", "Ed448"):
            expected = ed25519.Ed25519PublicKey if algorithm == "Ed25519" else ed448.Ed448PublicKey
            if not isinstance(key, expected):
                return False
            key.verify(signature, message)
        else:
            raise UnsupportedError("exchange.algorithm", path=f"{path}.algorithm", algorithm=algorithm)
    except InvalidSignature:
        return False
    return True


def _without_value(signer: Mapping[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in signer.items() if name != "value"}


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4))
    except binascii.Error as error:
        raise ValueError(str(error)) from error


def _integer(text: str) -> int:
    return int.from_bytes(_bytes(text), "big")
