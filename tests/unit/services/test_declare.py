"""Declarations: the way to a signature, and every way in which one does not hold, each with its reason."""

import hashlib
import json
import socket
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from tests.unit.services.declared import NOW, REQUEST, key_pair, signed_in, workspace_in

from kaname.errors import ErrorGroup, InputError, IntegrityError
from kaname.exchange.dsse import read_envelope, sign_envelope, write_envelope
from kaname.exchange.register import HEAD_TYPE, open_head
from kaname.exchange.revocations import REVOCATIONS_TYPE, open_revocations
from kaname.formats.intoto.statement import PAYLOAD_TYPE, write_statement
from kaname.model.declaration import Declaration, DeclaredArtifact
from kaname.services.declare import (
    DraftRequest,
    Expectation,
    Trust,
    approve_declaration,
    artifact_of,
    check_declaration,
    draft_declaration,
    list_declarations,
    refresh_revocations,
    renew_declaration,
    revoke_declaration,
    sign_declaration,
)
from kaname.store.declarations import (
    basis_path,
    declaration_path,
    read_declaration,
    revocations_path,
    write_declaration,
)


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)


def test_from_draft_to_verification(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    key, public = key_pair()
    path, declaration = signed_in(workspace, key)
    checked = check_declaration(
        data=path.read_bytes(),
        trust=Trust(keys=(public,)),
        now=NOW,
        expected=Expectation(
            product="SBOM.JP", version="2.7.1", assessment=basis_path(workspace, "trial").read_bytes()
        ),
    )
    assert checked.content == declaration.content
    assert checked.checked == ("signature", "form", "validity", "scope", "basis")
    assert checked.unchecked == ("revocation",)
    assert checked.content.basis.distribution["PO"] == (0, 4, 8, 1)
    assert len(checked.content.basis.results) == 42
    assert (checked.content.valid_from, checked.content.valid_until) == ("2026-11-20", "2027-11-19")
    assert [event.step for event in declaration.history] == ["drafted", "approved", "signed"]


def test_every_altered_byte_is_refused(tmp_path: Path) -> None:
    key, public = key_pair()
    path, _ = signed_in(workspace_in(tmp_path), key)
    envelope = read_envelope(path.read_bytes())
    payload = envelope.payload
    trust = Trust(keys=(public,))
    for place in [*range(0, len(payload), 211), len(payload) - 1]:
        altered = payload[:place] + bytes([payload[place] ^ 1]) + payload[place + 1 :]
        data = write_envelope(msgspec.structs.replace(envelope, payload=altered))
        with pytest.raises(IntegrityError) as caught:
            check_declaration(data=data, trust=trust, now=NOW)
        assert caught.value.code == "exchange.signature_wrong"
    text = path.read_bytes()
    for place in range(0, len(text), 997):
        data = text[:place] + bytes([text[place] ^ 2]) + text[place + 1 :]
        if data.split() == text.split():
            continue  # white space of the JSON around what is signed
        try:
            checked = check_declaration(data=data, trust=trust, now=NOW)
        except (IntegrityError, InputError):
            continue
        # A hint beside the signature may change; what is signed may not.
        assert checked.content == check_declaration(data=text, trust=trust, now=NOW).content


def test_wrong_key_time_scope_code_and_files(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    key, public = key_pair()
    _, stranger = key_pair()
    release = tmp_path / "release.tar"
    release.write_bytes(b"release")
    path, _ = signed_in(workspace, key, request=msgspec.structs.replace(REQUEST, artifacts=(release,)))
    data = path.read_bytes()

    def refusal(expected: Expectation | None = None, days: int = 0, keys: object = None) -> str:
        with pytest.raises((IntegrityError, ErrorGroup)) as caught:
            trust = Trust(keys=(stranger if keys == "stranger" else public,))
            check_declaration(data=data, trust=trust, now=NOW + timedelta(days=days), expected=expected)
        return caught.value.code

    assert refusal(keys="stranger") == "exchange.not_signed_by_accepted_key"
    assert refusal(days=-1) == "declaration.not_yet_valid"
    assert refusal(days=365) == "declaration.expired"
    check_declaration(data=data, trust=Trust(keys=(public,)), now=NOW + timedelta(days=364))
    assert refusal(Expectation(product="Other")) == "declaration.wrong_product"
    assert refusal(Expectation(version="3.0.0")) == "declaration.wrong_version"
    assert refusal(Expectation(version="not a version")) == "declaration.version_undetermined"
    assert refusal(Expectation(code="00000-00000-00000-00000")) == "declaration.wrong_code"
    assert refusal(Expectation(assessment=b"another")) == "declaration.other_assessment"
    assert refusal(Expectation(artifacts=(DeclaredArtifact("x", "0" * 64),))) == "declaration.artifact_not_named"
    checked = check_declaration(
        data=data, trust=Trust(keys=(public,)), now=NOW, expected=Expectation(artifacts=(artifact_of(release),))
    )
    assert "artifacts" in checked.checked
    typed = checked.code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    check_declaration(data=data, trust=Trust(keys=(public,)), now=NOW, expected=Expectation(code=typed))


def test_a_signed_thing_that_is_no_declaration_is_refused(tmp_path: Path) -> None:
    key, public = key_pair()
    path, declaration = signed_in(workspace_in(tmp_path), key)
    statement = json.loads(write_statement(declaration.content))

    def refusal(**changes: object) -> str:
        payload = msgspec.json.encode(statement | changes)
        data = write_envelope(sign_envelope(payload, PAYLOAD_TYPE, [key]))
        with pytest.raises(InputError) as caught:
            check_declaration(data=data, trust=Trust(keys=(public,)), now=NOW)
        return caught.value.code

    assert refusal(_type="https://in-toto.io/Statement/v0.1") == "declaration.statement_type"
    assert refusal(predicateType="https://slsa.dev/provenance/v1") == "declaration.predicate_type"
    assert refusal(subject=[{"name": "x", "digest": {"sha256": "0" * 64}}]) == "declaration.subject_differs"
    assert refusal(predicate={}) == "declaration.statement_form"
    assert refusal(extra=1) == "declaration.statement_form"
    other = write_envelope(sign_envelope(read_envelope(path.read_bytes()).payload, "text/plain", [key]))
    with pytest.raises(IntegrityError) as caught:
        check_declaration(data=other, trust=Trust(keys=(public,)), now=NOW)
    assert caught.value.code == "exchange.payload_type"


def test_revocation(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    key, public = key_pair()
    path, _ = signed_in(workspace, key)
    refresh_revocations(workspace=workspace, key=key, now=NOW)
    empty = revocations_path(workspace).read_bytes()
    trust = Trust(keys=(public,))
    checked = check_declaration(data=path.read_bytes(), trust=trust, now=NOW, expected=Expectation(revocations=empty))
    assert "revocation" in checked.checked
    with pytest.raises(IntegrityError, match="revocations_outdated"):
        late = NOW + timedelta(days=91)
        check_declaration(data=path.read_bytes(), trust=trust, now=late, expected=Expectation(revocations=empty))
    with pytest.raises(InputError, match="why_revoke"):
        revoke_declaration(workspace=workspace, declaration_id="trial", key=key, reason=" ", by="", now=NOW)
    _, listed = revoke_declaration(
        workspace=workspace, declaration_id="trial", key=key, reason="侵害", by="佐藤", now=NOW
    )
    assert (listed.number, len(listed.revocations)) == (2, 1)
    now_listed = revocations_path(workspace).read_bytes()
    with pytest.raises(IntegrityError) as caught:
        check_declaration(data=path.read_bytes(), trust=trust, now=NOW, expected=Expectation(revocations=now_listed))
    assert (caught.value.code, caught.value.params["reason"]) == ("declaration.revoked", "侵害")
    with pytest.raises(InputError, match="revoked_already"):
        revoke_declaration(workspace=workspace, declaration_id="trial", key=key, reason="x", by="", now=NOW)
    assert [one.status for one in list_declarations(workspace=workspace, now=NOW)] == ["revoked"]
    stranger, _ = key_pair()
    with pytest.raises(IntegrityError, match="not_signed_by_accepted_key"):
        refresh_revocations(workspace=workspace, key=stranger, now=NOW)


def test_another_accepted_party_cannot_revoke(tmp_path: Path) -> None:
    """Somebody whose key the reader accepts too signs a list against a declaration that is not theirs."""
    workspace = workspace_in(tmp_path)
    key, public = key_pair()
    path, declaration = signed_in(workspace, key)
    rival, rival_public = key_pair()
    revoke_declaration(workspace=workspace, declaration_id="trial", key=rival, reason="malice", by="", now=NOW)
    forged = revocations_path(workspace).read_bytes()
    assert declaration.statement_sha256.encode() in read_envelope(forged).payload
    with pytest.raises(IntegrityError) as caught:
        trust = Trust(keys=(public, rival_public))
        check_declaration(data=path.read_bytes(), trust=trust, now=NOW, expected=Expectation(revocations=forged))
    assert caught.value.code == "exchange.not_signed_by_accepted_key"


def test_steps_out_of_order_and_changes_after_approval(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    key, _ = key_pair()
    draft_declaration(workspace=workspace, declaration_id="d", request=REQUEST, now=NOW)
    with pytest.raises(InputError, match="wrong_state"):
        sign_declaration(workspace=workspace, declaration_id="d", keys=[key], now=NOW)
    with pytest.raises(InputError, match="who_approves"):
        approve_declaration(workspace=workspace, declaration_id="d", by=" ", now=NOW)
    approve_declaration(workspace=workspace, declaration_id="d", by="佐藤", now=NOW)
    file = declaration_path(workspace, "d")
    file.write_text(file.read_text("utf-8").replace("level: 1", "level: 3", 1), "utf-8")
    with pytest.raises(IntegrityError, match="changed_after_approval"):
        sign_declaration(workspace=workspace, declaration_id="d", keys=[key], now=NOW)
    assert not (workspace / "declarations" / "d.dsse.json").exists()
    draft_declaration(workspace=workspace, declaration_id="d", request=REQUEST, now=NOW)
    basis_path(workspace, "d").write_bytes(b"schema: kaname.assessment/1\n")
    with pytest.raises(IntegrityError, match="basis_altered"):
        approve_declaration(workspace=workspace, declaration_id="d", by="佐藤", now=NOW)


def test_what_was_signed_is_never_replaced(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    key, _ = key_pair()
    path, declaration = signed_in(workspace, key)
    before = path.read_bytes()
    with pytest.raises(InputError, match="signed_already"):
        draft_declaration(workspace=workspace, declaration_id="trial", request=REQUEST, now=NOW)
    write_declaration(workspace, msgspec.structs.replace(declaration, state="approved"))
    stranger, _ = key_pair()
    with pytest.raises(IntegrityError, match="not_signed_by_accepted_key"):
        sign_declaration(workspace=workspace, declaration_id="trial", keys=[stranger], now=NOW)
    # As after a crash between the envelope and the declaration: the same signature is taken up again.
    _, again = sign_declaration(workspace=workspace, declaration_id="trial", keys=[key], now=NOW)
    assert (again.state, path.read_bytes()) == ("signed", before)
    other = msgspec.structs.replace(declaration.content, place="大阪")
    digest = hashlib.sha256(write_statement(other)).hexdigest()
    write_declaration(workspace, Declaration(other, state="approved", approved_sha256=digest))
    with pytest.raises(InputError, match="signed_already"):
        sign_declaration(workspace=workspace, declaration_id="trial", keys=[key], now=NOW)
    assert path.read_bytes() == before


def test_what_is_shown_is_what_was_signed(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    key, _ = key_pair()
    signed_in(workspace, key)
    file = declaration_path(workspace, "trial")
    file.write_text(file.read_text("utf-8").replace("level: 1", "level: 3", 1), "utf-8")
    with pytest.raises(IntegrityError, match="differs_from_signed"):
        list_declarations(workspace=workspace, now=NOW)


@pytest.mark.parametrize("payload", [b"", b"{", b"[" * 200_000, b"\xff", b"null", b"[]", b'{"_type": 1}'])
def test_no_payload_breaks_the_reader(payload: bytes) -> None:
    key, public = key_pair()
    for kind, read in ((PAYLOAD_TYPE, None), (REVOCATIONS_TYPE, open_revocations), (HEAD_TYPE, open_head)):
        envelope = sign_envelope(payload, kind, [key])
        with pytest.raises(InputError):
            if read is None:
                check_declaration(data=write_envelope(envelope), trust=Trust(keys=(public,)), now=NOW)
            else:
                read(envelope, [public])


def test_a_certified_key(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    root_key, root_public = key_pair()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "例示認証局")])
    root = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(root_public)
        .serial_number(1)
        .not_valid_before(NOW - timedelta(days=1))
        .not_valid_after(NOW + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(root_key, None)
    )
    pem = root.public_bytes(Encoding.PEM)
    draft_declaration(workspace=workspace, declaration_id="d", request=REQUEST, now=NOW)
    approve_declaration(workspace=workspace, declaration_id="d", by="佐藤", now=NOW)
    path, _ = sign_declaration(
        workspace=workspace, declaration_id="d", keys=[root_key], now=NOW, certificates=pem.decode("ascii")
    )
    checked = check_declaration(data=path.read_bytes(), trust=Trust(roots_pem=pem), now=NOW)
    assert checked.signers == ("CN=例示認証局",)
    with pytest.raises(IntegrityError, match="certificate_expired"):
        check_declaration(data=path.read_bytes(), trust=Trust(roots_pem=pem), now=NOW + timedelta(days=31))


def test_renewal_and_expiry(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    key, _ = key_pair()
    signed_in(workspace, key)
    _, draft = renew_declaration(
        workspace=workspace, declaration_id="trial", new_id="next", request=DraftRequest(), now=NOW
    )
    assert draft.content.valid_from == "2027-11-20" and draft.content.responsible.name == "佐藤 花子"

    def statuses(days: int) -> list[str]:
        return [one.status for one in list_declarations(workspace=workspace, now=NOW + timedelta(days=days))]

    assert statuses(0) == ["draft", "signed"]
    approve_declaration(workspace=workspace, declaration_id="next", by="佐藤", now=NOW)
    sign_declaration(workspace=workspace, declaration_id="next", keys=[key], now=NOW)
    assert statuses(0) == ["not_yet_valid", "signed"]
    assert statuses(365) == ["signed", "renewed"]
    assert statuses(365 * 3) == ["expired", "renewed"]
    with pytest.raises(InputError, match="wrong_state"):
        draft_declaration(workspace=workspace, declaration_id="open", request=REQUEST, now=NOW)
        renew_declaration(workspace=workspace, declaration_id="open", new_id="x", request=DraftRequest(), now=NOW)


def test_a_successor_of_other_scope_supersedes(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    key, _ = key_pair()
    signed_in(workspace, key)
    wider = DraftRequest(version_range="vers:semver/>=2.0.0|<4.0.0", valid_from="2026-11-20")
    renew_declaration(workspace=workspace, declaration_id="trial", new_id="next", request=wider, now=NOW)
    approve_declaration(workspace=workspace, declaration_id="next", by="佐藤", now=NOW)
    sign_declaration(workspace=workspace, declaration_id="next", keys=[key], now=NOW)
    assert [one.status for one in list_declarations(workspace=workspace, now=NOW)] == ["signed", "superseded"]


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (DraftRequest(), "declaration.missing"),
        (msgspec.structs.replace(REQUEST, valid_until="2026-11-01"), "declaration.ends_before_it_begins"),
        (msgspec.structs.replace(REQUEST, valid_until="2036-11-01"), "declaration.too_long"),
        (msgspec.structs.replace(REQUEST, valid_from="tomorrow"), "declaration.not_a_day"),
        (msgspec.structs.replace(REQUEST, version_range="vers:npm/"), "versions.not_vers"),
    ],
)
def test_defective_drafts_are_refused_and_nothing_is_written(tmp_path: Path, request_: DraftRequest, code: str) -> None:
    workspace = workspace_in(tmp_path)
    with pytest.raises((InputError, ErrorGroup)) as caught:
        draft_declaration(workspace=workspace, declaration_id="d", request=request_, now=NOW)
    errors = caught.value.errors if isinstance(caught.value, ErrorGroup) else (caught.value,)
    assert code in {error.code for error in errors}
    assert not (workspace / "declarations").exists()


def test_same_input_same_bytes(tmp_path: Path) -> None:
    key, _ = key_pair()
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, _ = signed_in(workspace_in(tmp_path / "a"), key)
    second, _ = signed_in(workspace_in(tmp_path / "b"), key)
    assert first.read_bytes() == second.read_bytes()
    assert read_declaration(tmp_path / "a" / "workspace", "trial") == read_declaration(
        tmp_path / "b" / "workspace", "trial"
    )
