"""Sign bills of materials and check who signed them.

Signatures are DSSE envelopes, wrapped around the document or detached from it, or the enveloped JSON signatures (JSF) of
CycloneDX, which are verified and not made. Refuses to call anything signed that an accepted key has not signed as a whole.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

import msgspec
from msgspec import Struct

from kaname.errors import InputError, IntegrityError, UnsupportedError
from kaname.exchange.certificates import verify_chain
from kaname.exchange.dsse import (
    Envelope,
    pre_authentication_encoding,
    read_envelope,
    sign_envelope,
    verify_envelope,
    verify_envelope_with_certificates,
    write_envelope,
)
from kaname.exchange.jsf import has_json_signature, verify_json_signature
from kaname.exchange.keys import PrivateKey, PublicKey, is_signature_valid, key_id
from kaname.formats import MAX_DOCUMENT_BYTES, decompress, read_sbom, sniff_format
from kaname.formats.text import utf8_bytes

# Media types as registered with IANA, where they are (application/spdx+json, text/spdx, application/vnd.cyclonedx+…).
PAYLOAD_TYPES = {
    "cyclonedx-json": "application/vnd.cyclonedx+json",
    "cyclonedx-xml": "application/vnd.cyclonedx+xml",
    "spdx-json": "application/spdx+json",
    "spdx-tag-value": "text/spdx",
    "spdx-yaml": "application/spdx+yaml",
    "spdx3-json-ld": "application/spdx+json",
}
Form = Literal["dsse-detached", "dsse-wrapped", "jsf"]


class Verified(Struct, frozen=True, kw_only=True):
    """A signature that holds.

    Attributes:
        form: how it was attached. format: of the document. document: the bytes that were signed.
        signers: ids of the accepted keys that signed (of a JSON signature: those that were accepted), or subject of the
            signer's certificate.
    """

    form: Form
    format: str
    document: bytes
    signers: tuple[str, ...]


def sign_document(*, document: bytes, key: PrivateKey, certificates: bytes = b"", detached: bool) -> bytes:
    """Sign a bill of materials as it is, byte by byte.

    Args:
        document: its bytes; a compressed one is signed compressed only when detached, and unpacked before it is wrapped.
        key: private key.
        certificates: PEM chain of the key, leaf first; empty for a plain key.
        detached: True for an envelope with an empty payload, to be kept beside the document.

    Returns:
        The DSSE envelope, as JSON.

    Raises:
        InputError: not a bill of materials; ``signing.certificate_of_another_key``.
    """
    plain = decompress(document)[0]
    payload_type = _payload_type(plain)
    if certificates:
        _check_certificate(certificates, key)
    envelope = sign_envelope(plain, payload_type, [key], certificates.decode("ascii", "replace"))
    if detached:
        envelope = msgspec.structs.replace(envelope, payload=b"")
    return write_envelope(envelope)


def verify_document(
    *,
    document: bytes,
    signature: bytes | None = None,
    keys: Sequence[PublicKey] = (),
    roots: bytes = b"",
    now: datetime,
) -> Verified:
    """Check the signature of a bill of materials.

    Args:
        document: the document; an envelope that wraps it; or CycloneDX JSON that carries its signature.
        signature: a detached envelope.
        keys: accepted public keys; one of them must have signed.
        roots: PEM certificates, accepted ends of a chain; used where no keys are given.
        now: aware time at which certificates must be valid.

    Raises:
        InputError: not an envelope, not a bill of materials, no key given.
        IntegrityError: ``signing.not_signed``; ``signing.other_document``: the envelope wraps another document; what the
            checks of ``kaname.exchange`` refuse: altered, wrong key, expired.
        UnsupportedError: an XML signature; an algorithm or kind of key that is not known.
    """
    if not keys and not roots:
        raise InputError("signing.no_key")
    if signature is not None:
        envelope = read_envelope(signature)
        plain = decompress(document)[0]
        if envelope.payload and envelope.payload != plain:
            raise IntegrityError("signing.other_document", path="payload")
        return _verify(msgspec.structs.replace(envelope, payload=plain), keys, roots, now, "dsse-detached")
    if sniff_format(document).looks_like == "DSSE":
        envelope = read_envelope(decompress(document)[0])
        if not envelope.payload:
            raise InputError("signing.document_missing", path="payload")
        return _verify(envelope, keys, roots, now, "dsse-wrapped")
    return _verify_enveloped(decompress(document)[0], keys, roots, now)


def _payload_type(document: bytes) -> str:
    found = sniff_format(document).format
    if found is None:
        read_sbom(document, limit=MAX_DOCUMENT_BYTES)  # raises, saying what it is instead
        raise InputError("formats.not_an_sbom_binary", name="")
    return PAYLOAD_TYPES[found]


def _check_certificate(certificates: bytes, key: PrivateKey) -> None:
    from cryptography import x509

    try:
        leaf = x509.load_pem_x509_certificates(certificates)[0].public_key()
    except ValueError as error:
        raise InputError("exchange.not_a_certificate", path="certificates") from error
    if leaf != key.public_key():
        raise InputError("signing.certificate_of_another_key", path="certificates", keyid=key_id(key.public_key()))


def _verify(envelope: Envelope, keys: Sequence[PublicKey], roots: bytes, now: datetime, form: Form) -> Verified:
    expected = _payload_type(envelope.payload)
    if keys:
        verify_envelope(envelope, keys, payload_type=expected)
        message = pre_authentication_encoding(expected, envelope.payload)
        signers = tuple(
            [key_id(key) for key in keys if any(is_signature_valid(key, s.value, message) for s in envelope.signatures)]
        )
    else:
        signers = (verify_envelope_with_certificates(envelope, roots, payload_type=expected, now=now),)
    found = sniff_format(envelope.payload).format or ""
    return Verified(form=form, format=found, document=envelope.payload, signers=signers)


def _verify_enveloped(document: bytes, keys: Sequence[PublicKey], roots: bytes, now: datetime) -> Verified:
    sbom = read_sbom(document)
    if not sbom.signed:
        raise IntegrityError("signing.not_signed")
    if sbom.format != "cyclonedx-json":
        raise UnsupportedError("signing.xml_signature")
    tree = _unambiguous(document)
    if not has_json_signature(tree):
        raise IntegrityError("signing.not_signed")
    if keys:
        verify_json_signature(tree, keys)
        return Verified(form="jsf", format=sbom.format, document=document, signers=tuple(map(key_id, keys)))
    key, subject = verify_chain(_certificate_path(tree["signature"]), roots, now, path="signature.certificatePath")
    verify_json_signature(tree, [key])
    return Verified(form="jsf", format=sbom.format, document=document, signers=(subject,))


def _unambiguous(document: bytes) -> dict[str, Any]:
    """Decode JSON whose objects name no member twice: readers differ in which of two they take."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            names = [name for name, _ in pairs]
            raise InputError("signing.member_twice", name=next(name for name in names if names.count(name) > 1)[:100])
        return made

    try:
        tree = json.loads(utf8_bytes(document), object_pairs_hook=once)
    except RecursionError:
        raise InputError("formats.json_too_deep") from None
    except ValueError as error:
        raise InputError("formats.json_value", reason=str(error)) from None
    return tree if isinstance(tree, dict) else {}


def _certificate_path(signature: Mapping[str, Any]) -> bytes:
    """The chain that a JSON signature carries (JSF: ``certificatePath``, base64 of DER, leaf first), as PEM."""
    path = signature.get("certificatePath")
    if not isinstance(path, list) or not path:
        raise IntegrityError("exchange.no_certificate", path="signature.certificatePath")
    pem = []
    for index, item in enumerate(path):
        try:
            der = base64.urlsafe_b64decode(str(item).replace("+", "-").replace("/", "_") + "=" * (-len(str(item)) % 4))
        except (binascii.Error, ValueError):
            raise InputError("exchange.not_base64", path=f"signature.certificatePath[{index}]") from None
        body = base64.encodebytes(der).decode("ascii")
        pem.append(f"-----BEGIN CERTIFICATE-----\n{body}-----END CERTIFICATE-----\n")
    return "".join(pem).encode("ascii")
