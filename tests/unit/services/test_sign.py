"""Signing and verifying documents: what holds, and for each way of not holding the reason."""

import base64
import datetime
import json
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import NameOID

from kaname.errors import InputError, IntegrityError, KanameError, UnsupportedError
from kaname.exchange.canonical import canonical_json
from kaname.exchange.keys import generate_key, key_id
from kaname.services.sign import sign_document, verify_document

NOW = datetime.datetime(2026, 6, 1, tzinfo=datetime.UTC)
BOM: dict[str, Any] = {
    "bomFormat": "CycloneDX",
    "specVersion": "1.6",
    "components": [{"type": "library", "name": "crane", "version": "1"}],
}
DOCUMENT = json.dumps(BOM).encode()
KEY, OTHER = generate_key(), generate_key("ecdsa-p256")


def code_of(call: Any, **arguments: Any) -> str:
    with pytest.raises(KanameError) as caught:
        call(now=NOW, **arguments)
    return caught.value.code


@pytest.mark.parametrize("key", [KEY, OTHER])
def test_detached(key: Any) -> None:
    signature = sign_document(document=DOCUMENT, key=key, detached=True)
    assert json.loads(signature)["payload"] == ""
    verified = verify_document(document=DOCUMENT, signature=signature, keys=[key.public_key()], now=NOW)
    assert (verified.form, verified.document) == ("dsse-detached", DOCUMENT)
    assert verified.signers == (key_id(key.public_key()),)


def test_wrapped() -> None:
    envelope = sign_document(document=DOCUMENT, key=KEY, detached=False)
    verified = verify_document(document=envelope, keys=[OTHER.public_key(), KEY.public_key()], now=NOW)
    assert (verified.form, verified.format, verified.document) == ("dsse-wrapped", "cyclonedx-json", DOCUMENT)
    assert verified.signers == (key_id(KEY.public_key()),)
    assert json.loads(envelope)["payloadType"] == "application/vnd.cyclonedx+json"


def test_every_altered_byte_is_refused() -> None:
    signature = sign_document(document=DOCUMENT, key=KEY, detached=True)
    for index in range(len(DOCUMENT)):
        altered = DOCUMENT[:index] + bytes([DOCUMENT[index] ^ 1]) + DOCUMENT[index + 1 :]
        with pytest.raises((IntegrityError, InputError, UnsupportedError)):
            verify_document(document=altered, signature=signature, keys=[KEY.public_key()], now=NOW)


def test_reasons_for_refusal() -> None:
    signature = sign_document(document=DOCUMENT, key=KEY, detached=True)
    wrapped = sign_document(document=DOCUMENT, key=KEY, detached=False)
    altered = DOCUMENT.replace(b"crane", b"crone")
    mine, theirs = [KEY.public_key()], [OTHER.public_key()]
    for code, arguments in (
        ("exchange.signature_wrong", {"document": altered, "signature": signature, "keys": mine}),
        ("exchange.not_signed_by_accepted_key", {"document": DOCUMENT, "signature": signature, "keys": theirs}),
        ("signing.other_document", {"document": altered, "signature": wrapped, "keys": mine}),
        ("signing.document_missing", {"document": signature, "keys": mine}),
        ("signing.not_signed", {"document": DOCUMENT, "keys": mine}),
        ("signing.no_key", {"document": DOCUMENT, "signature": signature}),
        ("exchange.no_certificate", {"document": DOCUMENT, "signature": signature, "roots": certificates()[2]}),
        ("exchange.payload_type", {"document": retyped(wrapped), "keys": mine}),
        ("formats.empty", {"document": b"", "signature": signature, "keys": mine}),
    ):
        assert code_of(verify_document, **arguments) == code


def retyped(envelope: bytes) -> bytes:
    return json.dumps({**json.loads(envelope), "payloadType": "application/spdx+json"}).encode()


def test_only_bills_of_materials_are_signed() -> None:
    with pytest.raises(InputError) as caught:
        sign_document(document=b'{"a": 1}', key=KEY, detached=True)
    assert caught.value.code == "formats.not_an_sbom_json"


def certificates(days: int = 365, *, of: Any = None) -> tuple[ed25519.Ed25519PrivateKey, bytes, bytes]:
    """A signing key, its chain, and the root, valid for some days from 2026-01-01 on."""
    start = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    root_key, key = ec.generate_private_key(ec.SECP256R1()), of or ed25519.Ed25519PrivateKey.generate()

    def certificate(name: str, public: Any, end: int, *, authority: bool) -> x509.Certificate:
        return (
            x509.CertificateBuilder()
            .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
            .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Root")]))
            .public_key(public)
            .serial_number(7)
            .not_valid_before(start)
            .not_valid_after(start + datetime.timedelta(days=end))
            .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
            .sign(root_key, hashes.SHA256())
        )

    pem = serialization.Encoding.PEM
    chain = certificate("Signer", key.public_key(), days, authority=False).public_bytes(pem)
    return key, chain, certificate("Root", root_key.public_key(), 3650, authority=True).public_bytes(pem)


def test_certificates() -> None:
    key, chain, root = certificates()
    signature = sign_document(document=DOCUMENT, key=key, certificates=chain, detached=True)
    verified = verify_document(document=DOCUMENT, signature=signature, roots=root, now=NOW)
    assert verified.signers == ("CN=Signer",)
    other_root = certificates()[2]
    assert code_of(verify_document, document=DOCUMENT, signature=signature, roots=other_root) == (
        "exchange.certificate_no_root"
    )


def test_an_expired_certificate() -> None:
    key, chain, root = certificates(days=30)
    signature = sign_document(document=DOCUMENT, key=key, certificates=chain, detached=True)
    assert code_of(verify_document, document=DOCUMENT, signature=signature, roots=root) == (
        "exchange.certificate_expired"
    )


def test_a_chain_of_another_key_is_not_put_into_a_signature() -> None:
    with pytest.raises(InputError) as caught:
        sign_document(document=DOCUMENT, key=KEY, certificates=certificates()[1], detached=True)
    assert caught.value.code == "signing.certificate_of_another_key"


def json_signed(key: ed25519.Ed25519PrivateKey, **more: Any) -> bytes:
    signed = {**BOM, "signature": {"algorithm": "Ed25519", **more}}
    value = base64.urlsafe_b64encode(key.sign(canonical_json(signed))).decode().rstrip("=")
    return json.dumps({**signed, "signature": {**signed["signature"], "value": value}}).encode()


def test_json_signature() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    signed = json_signed(key)
    assert verify_document(document=signed, keys=[key.public_key()], now=NOW).form == "jsf"
    altered = signed.replace(b"crane", b"crone")
    assert code_of(verify_document, document=altered, keys=[key.public_key()]) == "exchange.signature_wrong"


def test_json_signature_with_certificates() -> None:
    key, chain, root = certificates()
    der = base64.b64encode(x509.load_pem_x509_certificate(chain).public_bytes(serialization.Encoding.DER)).decode()
    signed = json_signed(key, certificatePath=[der])
    assert verify_document(document=signed, roots=root, now=NOW).signers == ("CN=Signer",)
    plain = json_signed(key)
    assert code_of(verify_document, document=plain, roots=root) == "exchange.no_certificate"


def test_a_member_given_twice_is_refused() -> None:
    key = ed25519.Ed25519PrivateKey.generate()
    twice = json_signed(key).replace(b'"bomFormat"', b'"specVersion": "1.6", "bomFormat"', 1)
    assert code_of(verify_document, document=twice, keys=[key.public_key()]) == "signing.member_twice"


def test_xml_signatures_are_not_verified() -> None:
    signed = (
        b'<bom xmlns="http://cyclonedx.org/schema/bom/1.6"><components/>'
        b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"/></bom>'
    )
    assert code_of(verify_document, document=signed, keys=[KEY.public_key()]) == "signing.xml_signature"
