"""DSSE: what is accepted, and the reason for each refusal."""

import base64
import json
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed448, rsa
from cryptography.x509.oid import NameOID

from kaname.errors import InputError, IntegrityError, UnsupportedError
from kaname.exchange import dsse, keys
from kaname.exchange.keys import KeyKind, PrivateKey

TYPE = "application/vnd.in-toto+json"
PAYLOAD = '{"部品":1}'.encode()
NOW = datetime(2026, 11, 20, tzinfo=UTC)


def code_of(raised: pytest.ExceptionInfo[Exception]) -> str:
    return str(getattr(raised.value, "code", ""))


def test_the_encoding_is_that_of_the_specification() -> None:
    # The example of DSSE's protocol.md.
    assert dsse.pre_authentication_encoding("http://example.com/HelloWorld", b"hello world") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa-p256"])
def test_signed_written_read_verified(kind: KeyKind) -> None:
    key = keys.generate_key(kind)
    data = dsse.write_envelope(dsse.sign_envelope(PAYLOAD, TYPE, [key]))
    envelope = dsse.read_envelope(data)
    dsse.verify_envelope(envelope, [keys.parse_public_key(keys.write_public_key(key.public_key()))], payload_type=TYPE)
    assert envelope.payload == PAYLOAD
    assert dsse.write_envelope(envelope) == data


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa-p256"])
def test_openssl_agrees_on_the_signature(kind: KeyKind, tmp_path: Path) -> None:
    key = keys.generate_key(kind)
    envelope = dsse.sign_envelope(PAYLOAD, TYPE, [key])
    (tmp_path / "key.pem").write_bytes(keys.write_public_key(key.public_key()))
    (tmp_path / "sig").write_bytes(envelope.signatures[0].value)
    (tmp_path / "message").write_bytes(dsse.pre_authentication_encoding(TYPE, PAYLOAD))
    command = [
        "openssl",
        "pkeyutl",
        "-verify",
        "-pubin",
        "-inkey",
        "key.pem",
        "-sigfile",
        "sig",
        "-in",
        "message",
        "-rawin",
    ]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Signature Verified Successfully" in done.stdout, done.stderr


def test_a_wrong_key_is_told_apart_from_an_altered_byte() -> None:
    key, other = keys.generate_key(), keys.generate_key()
    envelope = dsse.sign_envelope(PAYLOAD, TYPE, [key])
    with pytest.raises(IntegrityError) as raised:
        dsse.verify_envelope(envelope, [other.public_key()], payload_type=TYPE)
    assert code_of(raised) == "exchange.not_signed_by_accepted_key"
    altered = dsse.Envelope(payload_type=TYPE, payload=PAYLOAD + b" ", signatures=envelope.signatures)
    with pytest.raises(IntegrityError) as raised:
        dsse.verify_envelope(altered, [key.public_key()], payload_type=TYPE)
    assert code_of(raised) == "exchange.signature_wrong"


def test_every_altered_byte_is_detected() -> None:
    key = keys.generate_key()
    data = bytearray(dsse.write_envelope(dsse.sign_envelope(PAYLOAD, TYPE, [key])))
    original = dsse.read_envelope(bytes(data))
    for place in range(len(data)):
        altered = bytes(data[:place]) + bytes([data[place] ^ 1]) + bytes(data[place + 1 :])
        try:
            envelope = dsse.read_envelope(altered)
        except InputError:
            continue
        if (envelope.payload, envelope.payload_type) == (original.payload, original.payload_type):
            # White space, an unused hint, or base64 padding bits: what is signed is what it was, so either answer is right.
            continue
        with pytest.raises(IntegrityError):
            dsse.verify_envelope(envelope, [key.public_key()], payload_type=TYPE)


def test_another_payload_type_is_refused_even_if_signed() -> None:
    key = keys.generate_key()
    envelope = dsse.sign_envelope(PAYLOAD, "application/json", [key])
    with pytest.raises(IntegrityError) as raised:
        dsse.verify_envelope(envelope, [key.public_key()], payload_type=TYPE)
    assert code_of(raised) == "exchange.payload_type"


def test_threshold_counts_different_keys() -> None:
    one, two = keys.generate_key(), keys.generate_key("ecdsa-p256")
    twice_by_one = dsse.add_signature(dsse.sign_envelope(PAYLOAD, TYPE, [one]), one)
    accepted = [one.public_key(), two.public_key()]
    with pytest.raises(IntegrityError) as raised:
        dsse.verify_envelope(twice_by_one, accepted, payload_type=TYPE, threshold=2)
    assert code_of(raised) == "exchange.threshold"
    dsse.verify_envelope(dsse.add_signature(twice_by_one, two), accepted, payload_type=TYPE, threshold=2)


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        (b"{", "exchange.envelope_not_json", None),
        (b"[]", "exchange.envelope_form", None),
        (b'{"payloadType":"a","payload":1,"signatures":[]}', "exchange.envelope_form", "payload"),
        (b'{"payloadType":"a","payload":"YQ==","signatures":[]}', "exchange.signature_count", "signatures"),
        (b'{"payloadType":"a","payload":"Y Q","signatures":[{"sig":"YQ=="}]}', "exchange.not_base64", "payload"),
        (
            b'{"payloadType":"a","payload":"YQ==","signatures":[{"sig":"Y"}]}',
            "exchange.not_base64",
            "signatures[0].sig",
        ),
    ],
)
def test_bad_envelopes_are_refused_with_the_place(text: bytes, code: str, path: str | None) -> None:
    with pytest.raises(InputError) as raised:
        dsse.read_envelope(text)
    assert (raised.value.code, raised.value.path) == (code, path)


def test_url_safe_base64_is_read_too() -> None:
    key = keys.generate_key()
    wire = json.loads(dsse.write_envelope(dsse.sign_envelope(b"\xff\xfe\xfb" * 9, TYPE, [key])))
    wire["payload"] = base64.urlsafe_b64encode(base64.b64decode(wire["payload"])).decode()
    assert dsse.read_envelope(json.dumps(wire).encode()).payload == b"\xff\xfe\xfb" * 9


class TestKeys:
    def test_a_passphrase_protects(self) -> None:
        pem = keys.write_private_key(keys.generate_key(), b"secret")
        assert isinstance(keys.parse_private_key(pem, b"secret"), PrivateKey)
        for passphrase, code in ((None, "exchange.passphrase_missing"), (b"wrong", "exchange.passphrase_wrong")):
            with pytest.raises(InputError) as raised:
                keys.parse_private_key(pem, passphrase)
            assert raised.value.code == code

    def test_other_kinds_are_refused_by_name(self) -> None:
        for other in (
            rsa.generate_private_key(65537, 2048),
            ec.generate_private_key(ec.SECP384R1()),
            ed448.Ed448PrivateKey.generate(),
        ):
            private = other.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            public = other.public_key().public_bytes(
                serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
            )
            with pytest.raises(UnsupportedError):
                keys.parse_private_key(private)
            with pytest.raises(UnsupportedError):
                keys.parse_public_key(public)

    def test_a_private_key_is_not_taken_for_a_public_one(self) -> None:
        with pytest.raises(InputError) as raised:
            keys.parse_public_key(keys.write_private_key(keys.generate_key()))
        assert raised.value.code == "exchange.private_key_given"

    @pytest.mark.parametrize("text", [b"", b"hello", b"-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
    def test_what_is_no_key_is_refused(self, text: bytes) -> None:
        with pytest.raises(InputError):
            keys.parse_public_key(text)
        with pytest.raises(InputError):
            keys.parse_private_key(text)


def certificate(
    subject: str,
    key: PrivateKey,
    issuer: tuple[str, PrivateKey] | None = None,
    *,
    authority: bool = False,
    days: tuple[int, int] = (-10, 10),
    signing: bool = True,
    path_length: int | None = None,
) -> bytes:
    issuer_name, issuer_key = issuer or (subject, key)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer_name)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(NOW + timedelta(days=days[0]))
        .not_valid_after(NOW + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=authority, path_length=path_length), critical=True)
        .add_extension(
            x509.KeyUsage(signing, False, False, False, False, authority, False, False, False), critical=True
        )
    )
    algorithm = hashes.SHA256() if isinstance(issuer_key, ec.EllipticCurvePrivateKey) else None
    return builder.sign(issuer_key, algorithm).public_bytes(serialization.Encoding.PEM)


class TestCertificates:
    root_key, middle_key, leaf_key = keys.generate_key("ecdsa-p256"), keys.generate_key(), keys.generate_key()
    root = certificate("root", root_key, authority=True)
    middle = certificate("middle", middle_key, ("root", root_key), authority=True, path_length=0)
    leaf = certificate("株式会社例", leaf_key, ("middle", middle_key))

    def verify(self, chain: bytes, roots: bytes | None = None, now: datetime = NOW) -> str:
        envelope = dsse.sign_envelope(PAYLOAD, TYPE, [self.leaf_key], chain.decode())
        again = dsse.read_envelope(dsse.write_envelope(envelope))
        return dsse.verify_envelope_with_certificates(again, roots or self.root, payload_type=TYPE, now=now)

    def refused(self, chain: bytes, roots: bytes | None = None, now: datetime = NOW) -> str:
        with pytest.raises((IntegrityError, InputError)) as raised:
            self.verify(chain, roots, now)
        return code_of(raised)

    def test_a_chain_over_an_intermediate_is_accepted(self) -> None:
        assert self.verify(self.leaf + self.middle) == "CN=株式会社例"

    def test_a_self_signed_certificate_that_is_itself_accepted(self) -> None:
        own = certificate("own", self.leaf_key)
        assert self.verify(own, own) == "CN=own"

    def test_missing_intermediate_or_root(self) -> None:
        assert self.refused(self.leaf) == "exchange.certificate_no_root"
        stranger = certificate("root", keys.generate_key("ecdsa-p256"), authority=True)
        assert self.refused(self.leaf + self.middle, stranger) == "exchange.certificate_no_root"

    def test_expired_and_not_yet_valid(self) -> None:
        late, early = NOW + timedelta(days=11), NOW - timedelta(days=11)
        assert self.refused(self.leaf + self.middle, now=late) == "exchange.certificate_expired"
        assert self.refused(self.leaf + self.middle, now=early) == "exchange.certificate_not_yet_valid"

    def test_an_ordinary_certificate_may_not_issue(self) -> None:
        fake = certificate("fake", keys.generate_key(), ("middle", self.middle_key))
        forged_key = keys.generate_key()
        issuer = certificate("issuer", forged_key, ("root", self.root_key))
        leaf = certificate("leaf", self.leaf_key, ("issuer", forged_key))
        assert self.refused(leaf + issuer) == "exchange.certificate_not_authority"
        assert fake != leaf

    def test_path_length_is_kept(self) -> None:
        lower_key = keys.generate_key()
        lower = certificate("lower", lower_key, ("middle", self.middle_key), authority=True)
        leaf = certificate("leaf", self.leaf_key, ("lower", lower_key))
        assert self.refused(leaf + lower + self.middle) == "exchange.certificate_path_length"

    def test_a_certificate_not_for_signing(self) -> None:
        leaf = certificate("leaf", self.leaf_key, ("middle", self.middle_key), signing=False)
        assert self.refused(leaf + self.middle) == "exchange.certificate_usage"

    def test_the_key_must_have_signed(self) -> None:
        leaf = certificate("other", keys.generate_key(), ("middle", self.middle_key))
        assert self.refused(leaf + self.middle) == "exchange.signature_wrong"

    def test_no_certificate_and_no_pem(self) -> None:
        assert self.refused(b"") == "exchange.no_certificate"
        assert self.refused(b"hello") == "exchange.not_a_certificate"
