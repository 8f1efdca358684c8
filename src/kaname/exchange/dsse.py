"""DSSE envelopes: a payload, its type, and signatures over both.

Source: DSSE 1.0.2 (secure-systems-lab/dsse, protocol.md and envelope.md). The bytes signed are the pre-authentication
encoding, so that a payload can never be taken for one of another type. A signature may carry the certificate of its key in
``cert`` (PEM, leaf first), an extension that other tools ignore.
"""

import base64
import binascii
from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec import Struct

from kaname.errors import InputError, IntegrityError
from kaname.exchange.keys import PrivateKey, PublicKey, is_signature_valid, key_id, sign_bytes

# A statement or an SBOM fits with room to spare; a larger envelope is refused before it is decoded.
MAX_ENVELOPE_BYTES = 512 * 1024 * 1024
# More signatures than any procedure needs; each costs a verification per accepted key.
MAX_SIGNATURES = 64


class Signature(Struct, frozen=True, kw_only=True):
    """One signature: ``keyid`` is a hint only and proves nothing; ``certificates`` is a PEM chain, leaf first, or empty."""

    keyid: str
    value: bytes
    certificates: str = ""


class Envelope(Struct, frozen=True, kw_only=True):
    """A signed payload. ``payload_type`` is a media type or a URI."""

    payload_type: str
    payload: bytes
    signatures: tuple[Signature, ...]


class _WireSignature(Struct, omit_defaults=True):
    sig: str
    keyid: str = ""
    cert: str = ""


class _WireEnvelope(Struct, rename="camel"):
    payload_type: str
    payload: str
    signatures: list[_WireSignature]


def pre_authentication_encoding(payload_type: str, payload: bytes) -> bytes:
    """Return the bytes that are signed (DSSE protocol: ``PAE``)."""
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def sign_envelope(payload: bytes, payload_type: str, keys: Sequence[PrivateKey], certificates: str = "") -> Envelope:
    """Sign a payload with each of the keys.

    Args:
        certificates: PEM chain of the first key, leaf first; empty for plain keys.
    """
    message = pre_authentication_encoding(payload_type, payload)
    signatures = tuple(
        Signature(
            keyid=key_id(key.public_key()),
            value=sign_bytes(key, message),
            certificates=certificates if index == 0 else "",
        )
        for index, key in enumerate(keys)
    )
    return Envelope(payload_type=payload_type, payload=payload, signatures=signatures)


def add_signature(envelope: Envelope, key: PrivateKey) -> Envelope:
    """Return the envelope with one more signature over the same payload."""
    added = sign_envelope(envelope.payload, envelope.payload_type, [key]).signatures
    return msgspec.structs.replace(envelope, signatures=(*envelope.signatures, *added))


def verify_envelope(envelope: Envelope, keys: Sequence[PublicKey], *, payload_type: str, threshold: int = 1) -> None:
    """Check that enough accepted keys signed the payload as the type that is expected.

    Args:
        keys: accepted public keys. payload_type: the only type accepted. threshold: how many different keys must have signed.

    Raises:
        IntegrityError: ``exchange.payload_type``: another type. ``exchange.not_signed_by_accepted_key``: none of the
            signatures names or verifies under an accepted key. ``exchange.signature_wrong``: a signature names an accepted
            key but does not verify: payload, type or signature was altered. ``exchange.threshold``: too few.
        ValueError: ``threshold`` below 1 (a programming error).
    """
    if threshold < 1:
        raise ValueError("threshold must be at least 1")
    if envelope.payload_type != payload_type:
        raise IntegrityError(
            "exchange.payload_type", path="payloadType", given=envelope.payload_type, expected=payload_type
        )
    message = pre_authentication_encoding(envelope.payload_type, envelope.payload)
    by_id = {key_id(key): key for key in keys}
    good: set[str] = set()
    broken: int | None = None
    for index, signature in enumerate(envelope.signatures):
        signer = next((name for name, key in by_id.items() if is_signature_valid(key, signature.value, message)), None)
        if signer is not None:
            good.add(signer)
        elif signature.keyid in by_id and broken is None:
            broken = index
    if len(good) >= threshold:
        return
    if broken is not None:
        raise IntegrityError(
            "exchange.signature_wrong", path=f"signatures[{broken}]", keyid=envelope.signatures[broken].keyid
        )
    if not good:
        signers = ", ".join(signature.keyid[:16] or "?" for signature in envelope.signatures)
        raise IntegrityError(
            "exchange.not_signed_by_accepted_key", path="signatures", signers=signers, accepted=len(by_id)
        )
    raise IntegrityError("exchange.threshold", path="signatures", good=len(good), needed=threshold)


def verify_envelope_with_certificates(envelope: Envelope, roots_pem: bytes, *, payload_type: str, now: datetime) -> str:
    """Check that a signature was made with a certified key whose chain ends in an accepted root.

    Returns:
        Subject of the signer's certificate (RFC 4514 text).

    Raises:
        IntegrityError: wrong type, no certificate, chain not accepted or not valid at ``now``, or wrong signature.
    """
    from kaname.exchange.certificates import verify_chain

    if envelope.payload_type != payload_type:
        raise IntegrityError(
            "exchange.payload_type", path="payloadType", given=envelope.payload_type, expected=payload_type
        )
    message = pre_authentication_encoding(envelope.payload_type, envelope.payload)
    for index, signature in enumerate(envelope.signatures):
        if signature.certificates:
            key, subject = verify_chain(
                signature.certificates.encode(), roots_pem, now, path=f"signatures[{index}].cert"
            )
            if not is_signature_valid(key, signature.value, message):
                raise IntegrityError("exchange.signature_wrong", path=f"signatures[{index}]", keyid=signature.keyid)
            return subject
    raise IntegrityError("exchange.no_certificate", path="signatures")


def read_envelope(data: bytes) -> Envelope:
    """Read a DSSE envelope from JSON.

    Raises:
        InputError: too large, not JSON, not of this form, no signature, too many, or base64 that is not.
    """
    if len(data) > MAX_ENVELOPE_BYTES:
        raise InputError("exchange.envelope_too_large", limit_bytes=MAX_ENVELOPE_BYTES)
    try:
        wire = msgspec.json.decode(data, type=_WireEnvelope)
    except msgspec.ValidationError as error:
        detail, _, path = str(error).partition(" - at `")
        raise InputError(
            "exchange.envelope_form", path=path.rstrip("`").removeprefix("$.") or None, detail=detail
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("exchange.envelope_not_json", detail=str(error)) from error
    if not wire.signatures or len(wire.signatures) > MAX_SIGNATURES:
        raise InputError(
            "exchange.signature_count", path="signatures", count=len(wire.signatures), limit=MAX_SIGNATURES
        )
    signatures = tuple(
        Signature(keyid=each.keyid, value=_from_base64(each.sig, f"signatures[{index}].sig"), certificates=each.cert)
        for index, each in enumerate(wire.signatures)
    )
    payload = _from_base64(wire.payload, "payload")
    return Envelope(payload_type=wire.payload_type, payload=payload, signatures=signatures)


def write_envelope(envelope: Envelope) -> bytes:
    """Write a DSSE envelope as indented JSON. Same envelope, same bytes."""
    wire = _WireEnvelope(
        payload_type=envelope.payload_type,
        payload=base64.b64encode(envelope.payload).decode("ascii"),
        signatures=[
            _WireSignature(keyid=each.keyid, sig=base64.b64encode(each.value).decode("ascii"), cert=each.certificates)
            for each in envelope.signatures
        ],
    )
    return msgspec.json.format(msgspec.json.encode(wire), indent=2) + b"\n"


def _from_base64(text: str, path: str) -> bytes:
    # The standard lets both alphabets be used (envelope.md: "either standard or URL-safe").
    try:
        return base64.b64decode(text.replace("-", "+").replace("_", "/"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise InputError("exchange.not_base64", path=path) from error
