"""Use cases around declarations: draft, approve, sign, check, renew, revoke. Nothing that was signed is ever replaced."""

import hashlib
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kaname import messages
from kaname.assurance import declaration as life
from kaname.assurance.sheet import Sheet
from kaname.catalogs.yaml_text import MAX_BYTES
from kaname.errors import ErrorGroup, InputError, IntegrityError
from kaname.exchange.dsse import (
    Envelope,
    read_envelope,
    sign_envelope,
    verify_envelope,
    verify_envelope_with_certificates,
    write_envelope,
)
from kaname.exchange.keys import PrivateKey, PublicKey, key_id
from kaname.exchange.revocations import open_revocations, peek_revocations, sign_revocations
from kaname.formats.intoto.statement import PAYLOAD_TYPE, read_statement, write_statement
from kaname.model.declaration import (
    Declaration,
    DeclarationStatus,
    DeclaredArtifact,
    DeclaredBasis,
    DeclaredContent,
    DeclaredScope,
    Declarer,
    EvidenceEntry,
    LifeEvent,
    ResponsiblePerson,
    Revocation,
    RevocationList,
    StatedResult,
)
from kaname.model.words import PartialWords
from kaname.services.assess import open_assessment
from kaname.services.sheets import build_sheet
from kaname.store.assessments import assessment_path
from kaname.store.declarations import (
    MAX_SIGNED_BYTES,
    declaration_path,
    envelope_path,
    read_declaration,
    read_declarations,
    read_declined,
    revocations_path,
    verify_basis,
    write_basis,
    write_declaration,
    write_envelope_once,
)
from kaname.store.files import read_bytes
from kaname.store.workspace import read_workspace, write_below

DEFAULT_VALIDITY_DAYS = 365
# How long a reader may rely on a revocation list: long enough for a small maker to keep up, short enough to matter.
DEFAULT_REVOCATION_DAYS = 90


class DraftRequest(Struct, frozen=True, kw_only=True):
    """What a person says for a draft; the rest comes from the assessment. Empty means: take the default.

    Attributes:
        declarer: default: the organisation in ``kaname.yaml``. statement: default: a sentence in both languages.
        valid_from: default: today. valid_until: default: a year later. artifacts: files that the declaration names.
    """

    declarer: str = ""
    address: str = ""
    contact: str = ""
    identifier: str = ""
    responsible: str = ""
    function: str = ""
    version_range: str = ""
    purl: str = ""
    statement: PartialWords = PartialWords()
    place: str = ""
    valid_from: str = ""
    valid_until: str = ""
    conditions: tuple[str, ...] = ()
    artifacts: tuple[Path, ...] = ()


class CheckedDeclaration(Struct, frozen=True):
    """A declaration whose signature and form were verified.

    Attributes:
        code: to compare with the one on paper. signers: key ids, or the subject of a certificate. checked, unchecked:
            names of what was and was not looked at, for a report that does not claim more than was done.
    """

    content: DeclaredContent
    statement_sha256: str
    code: str
    signers: tuple[str, ...]
    checked: tuple[str, ...]
    unchecked: tuple[str, ...]


class Trust(Struct, frozen=True, kw_only=True):
    """What a reader relies on: accepted public keys, or root certificates (PEM)."""

    keys: tuple[PublicKey, ...] = ()
    roots_pem: bytes = b""


class Expectation(Struct, frozen=True, kw_only=True):
    """What a reader wants to know beyond the signature; None or empty is not looked at.

    Attributes:
        assessment: bytes of the assessment that the declarer handed over. artifacts: name → bytes' SHA-256.
    """

    product: str | None = None
    version: str | None = None
    code: str | None = None
    assessment: bytes | None = None
    artifacts: tuple[DeclaredArtifact, ...] = ()
    revocations: bytes | None = None


class KeptDeclaration(Struct, frozen=True):
    """A declaration of the workspace with where it stands now."""

    declaration: Declaration
    status: DeclarationStatus
    envelope: Path | None


def draft_declaration(
    *,
    workspace: Path,
    declaration_id: str,
    request: DraftRequest,
    now: datetime,
    assessment_id: str | None = None,
    framework: str | None = None,
    renews: Declaration | None = None,
) -> tuple[Path, Declaration]:
    """Write a draft from an assessment and keep the assessment as it stood.

    A draft or approved declaration of the same id is drafted anew; a signed one is never touched.

    Raises:
        InputError, ErrorGroup: there is no such assessment, something needed is missing, or the id is signed already.
    """
    opened = open_assessment(workspace=workspace, assessment_id=assessment_id, framework=framework)
    path = declaration_path(workspace, declaration_id)
    history: tuple[LifeEvent, ...] = ()
    if path.exists():
        before = read_declaration(workspace, declaration_id)
        if before.state in ("signed", "published"):
            raise InputError("declaration.signed_already", id=declaration_id)
        history = before.history
    sheet = build_sheet(opened=opened, now=now, declined=read_declined(workspace))
    data = read_bytes(assessment_path(workspace, opened.assessment.id), limit=MAX_BYTES)
    digest = hashlib.sha256(data).hexdigest()
    content = _content(workspace, declaration_id, request, sheet, digest, now)
    if renews is not None:
        content = replace(content, renews=renews.content.id, renews_sha256=renews.statement_sha256)
    life.check_content(content)
    write_basis(workspace, declaration_id, data)
    event = LifeEvent("drafted", life.moment(now), opened.assessment.assessor)
    declaration = Declaration(content, history=(*history, event))
    return write_declaration(workspace, declaration), declaration


def _content(
    workspace: Path, declaration_id: str, request: DraftRequest, sheet: Sheet, digest: str, now: datetime
) -> DeclaredContent:
    today = now.astimezone(UTC).date()
    begin = request.valid_from or today.isoformat()
    scope = DeclaredScope(
        product=sheet.scope.product,
        versions=sheet.scope.versions,
        version_range=request.version_range,
        purl=request.purl,
        roles=(sheet.role,) if sheet.role else (),
    )
    declarer = Declarer(
        name=request.declarer or read_workspace(workspace).organisation,
        unit=sheet.scope.organisation_unit,
        address=request.address,
        contact=request.contact,
        identifier=request.identifier,
    )
    return DeclaredContent(
        id=declaration_id,
        declarer=declarer,
        responsible=ResponsiblePerson(request.responsible, request.function),
        scope=scope,
        basis=_basis(sheet, digest),
        statement=request.statement if request.statement != PartialWords() else _statement(declarer, scope, sheet),
        issued=today.isoformat(),
        valid_from=begin,
        valid_until=request.valid_until or _a_year_after(begin),
        place=request.place,
        artifacts=tuple(artifact_of(path) for path in request.artifacts),
        conditions=request.conditions,
        declined=sheet.declined,
    )


def _a_year_after(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=DEFAULT_VALIDITY_DAYS - 1)).isoformat()
    except (ValueError, OverflowError):
        return day  # check_content says what is wrong with the first day


def _basis(sheet: Sheet, digest: str) -> DeclaredBasis:
    return DeclaredBasis(
        assessment=sheet.assessment,
        assessment_sha256=digest,
        framework=sheet.framework,
        framework_version=sheet.version,
        framework_title=sheet.framework_title,
        framework_state=sheet.state,
        assessed=sheet.date,
        profile=sheet.profile,
        assessor=sheet.assessor,
        distribution={group: tuple(row) for group, row in sheet.distribution.items()},
        results=stated_results(sheet),
        evidence=tuple(
            EvidenceEntry(
                one.id,
                one.title,
                one.file or one.url or "",
                one.sha256 or "",
                one.revision,
                one.author,
                one.effective or "",
                one.expires or "",
            )
            for one in sheet.evidence
        ),
    )


def stated_results(sheet: Sheet) -> tuple[StatedResult, ...]:
    """Return what a declaration states for each row of a sheet: the same level and status, nothing else."""
    return tuple(
        StatedResult(row.id, row.title, row.status, row.level, row.group, row.explanation, row.evidence)
        for row in sheet.rows
    )


def _statement(declarer: Declarer, scope: DeclaredScope, sheet: Sheet) -> PartialWords:
    def sentence(lang: messages.Language) -> str:
        versions = " ".join((*scope.versions, life.readable_range(scope.version_range))).strip()
        values = {
            "declarer": declarer.name,
            "object": " ".join(part for part in (scope.product or declarer.unit or declarer.name, versions) if part),
            "framework": sheet.framework_title.pick(lang),
            "version": sheet.version,
        }
        return messages.text("declaration.default_statement", lang, values)

    return PartialWords(ja=sentence("ja"), en=sentence("en"))


def artifact_of(path: Path) -> DeclaredArtifact:
    """Return a file by its name and digest.

    Raises:
        InputError: it cannot be read.
    """
    return DeclaredArtifact(path.name, hashlib.sha256(read_bytes(path)).hexdigest())


def approve_declaration(*, workspace: Path, declaration_id: str, by: str, now: datetime) -> Declaration:
    """Record that a person approved a draft, exactly as it stands.

    Raises:
        InputError, IntegrityError: not a draft, defects, or the kept assessment was changed.
    """
    declaration = read_declaration(workspace, declaration_id)
    verify_basis(workspace, declaration)
    digest = _digest(write_statement(declaration.content))
    approved = life.approve(declaration, by=by, statement_sha256=digest, now=now)
    write_declaration(workspace, approved)
    return approved


def sign_declaration(
    *, workspace: Path, declaration_id: str, keys: Sequence[PrivateKey], now: datetime, certificates: str = ""
) -> tuple[Path, Declaration]:
    """Sign an approved declaration and write the envelope beside it.

    An envelope over exactly this statement that is there already, because an earlier run ended between its two writes, is
    kept where it verifies under the first key.

    Raises:
        InputError: not approved. IntegrityError: changed since it was approved.
    """
    declaration = read_declaration(workspace, declaration_id)
    statement = write_statement(declaration.content)
    life.check_may_sign(declaration, statement_sha256=_digest(statement))
    verify_basis(workspace, declaration)
    envelope = sign_envelope(statement, PAYLOAD_TYPE, keys, certificates)
    signer = key_id(keys[0].public_key())
    signed = life.sign(declaration, statement_sha256=_digest(statement), key=signer, now=now)
    path = envelope_path(workspace, declaration_id)
    if not path.exists() or not _is_ours(path, statement, keys[0].public_key()):
        path = write_envelope_once(workspace, declaration_id, write_envelope(envelope))
    write_declaration(workspace, signed)
    return path, signed


def _is_ours(path: Path, statement: bytes, key: PublicKey) -> bool:
    present = read_envelope(read_bytes(path, limit=MAX_SIGNED_BYTES))
    if present.payload != statement:
        return False
    verify_envelope(present, [key], payload_type=PAYLOAD_TYPE)
    return True


def check_declaration(
    *, data: bytes, trust: Trust, now: datetime, expected: Expectation | None = None
) -> CheckedDeclaration:
    """Verify a signed declaration without a network, and return it with what was and was not looked at.

    1. The envelope is signed by an accepted key (or a certified one). 2. It holds a declaration, of the one known form.
    3. It is in force at ``now``. 4. It is not revoked, where a revocation list is given; the list must be signed by a key
    that signed the declaration. 5. It speaks of the product and version. 6. The code, the assessment and the files are those
    that it names, where given.

    Raises:
        IntegrityError: the first of these that does not hold. InputError: not an envelope, or not a declaration.
    """
    wanted = expected or Expectation()
    envelope = read_envelope(data)
    signers = _verify_signature(envelope, trust, now)
    content = read_statement(envelope.payload)
    life.check_content(content)
    digest = _digest(envelope.payload)
    life.verify_in_force(content, now=now)
    checked = ["signature", "form", "validity"]
    unchecked = []
    if wanted.revocations is None:
        unchecked.append("revocation")
    else:
        keys = [key for key in trust.keys if key_id(key) in signers] or list(trust.keys)
        life.verify_not_revoked(digest, open_revocations(read_envelope(wanted.revocations), keys), now=now)
        checked.append("revocation")
    if wanted.product is None and wanted.version is None:
        unchecked.append("scope")
    else:
        life.verify_scope(content.scope, product=wanted.product, version=wanted.version)
        checked.append("scope")
    if wanted.code is not None:
        life.verify_code(digest, wanted.code)
        checked.append("code")
    if wanted.assessment is None:
        unchecked.append("basis")
    else:
        _verify_assessment(content, wanted.assessment)
        checked.append("basis")
    if wanted.artifacts:
        _verify_artifacts(content, wanted.artifacts)
        checked.append("artifacts")
    elif content.artifacts:
        unchecked.append("artifacts")
    return CheckedDeclaration(content, digest, life.check_code(digest), signers, tuple(checked), tuple(unchecked))


def _verify_signature(envelope: Envelope, trust: Trust, now: datetime) -> tuple[str, ...]:
    if trust.roots_pem:
        subject = verify_envelope_with_certificates(envelope, trust.roots_pem, payload_type=PAYLOAD_TYPE, now=now)
        return (subject,)
    verify_envelope(envelope, trust.keys, payload_type=PAYLOAD_TYPE)
    accepted = {key_id(key) for key in trust.keys}
    return tuple(one.keyid for one in envelope.signatures if one.keyid in accepted)


def _verify_assessment(content: DeclaredContent, data: bytes) -> None:
    if _digest(data) != content.basis.assessment_sha256:
        raise IntegrityError(
            "declaration.other_assessment", path="basis.assessment_sha256", id=content.basis.assessment
        )


def _verify_artifacts(content: DeclaredContent, given: Iterable[DeclaredArtifact]) -> None:
    known = {one.sha256 for one in content.artifacts}
    errors = [
        IntegrityError("declaration.artifact_not_named", path="artifacts", name=one.name)
        for one in given
        if one.sha256 not in known
    ]
    if errors:
        raise ErrorGroup("declaration.artifacts_not_named", errors) if len(errors) > 1 else errors[0]


def renew_declaration(
    *, workspace: Path, declaration_id: str, new_id: str, request: DraftRequest, now: datetime
) -> tuple[Path, Declaration]:
    """Draft the successor of a signed declaration from the assessment as it is now.

    What ``request`` leaves empty is taken from the declaration; validity begins today, or the day after the old one ends
    where that is still ahead.

    Raises:
        InputError: it was never signed.
    """
    before = read_declaration(workspace, declaration_id)
    if before.state not in ("signed", "published"):
        raise InputError("declaration.wrong_state", id=declaration_id, step="renew", state=before.state)
    old = before.content
    filled = replace(
        request,
        declarer=request.declarer or old.declarer.name,
        address=request.address or old.declarer.address,
        contact=request.contact or old.declarer.contact,
        identifier=request.identifier or old.declarer.identifier,
        responsible=request.responsible or old.responsible.name,
        function=request.function or old.responsible.function,
        version_range=request.version_range or old.scope.version_range,
        purl=request.purl or old.scope.purl,
        place=request.place or old.place,
        conditions=request.conditions or old.conditions,
        valid_from=request.valid_from or _day_after(old.valid_until, now),
    )
    return draft_declaration(
        workspace=workspace,
        declaration_id=new_id,
        request=filled,
        now=now,
        assessment_id=old.basis.assessment,
        renews=before,
    )


def _day_after(day: str, now: datetime) -> str:
    today = now.astimezone(UTC).date()
    return max(today, date.fromisoformat(day) + timedelta(days=1)).isoformat()


def revoke_declaration(
    *, workspace: Path, declaration_id: str, key: PrivateKey, reason: str, by: str, now: datetime
) -> tuple[Path, RevocationList]:
    """Put a signed declaration on the revocation list, sign the list, and write it.

    Raises:
        InputError: never signed, revoked already, or no reason. IntegrityError: the present list is not signed by this key.
    """
    declaration = read_declaration(workspace, declaration_id)
    path = revocations_path(workspace)
    earlier = None
    if path.exists():
        earlier = open_revocations(read_envelope(read_bytes(path, limit=MAX_SIGNED_BYTES)), [key.public_key()])
    until = (now.astimezone(UTC).date() + timedelta(days=DEFAULT_REVOCATION_DAYS)).isoformat()
    listed = life.revoke(declaration, earlier, reason=reason, by=by, now=now, next_update=until)
    write_below(path, write_envelope(sign_revocations(listed, key)))
    event = LifeEvent("revoked", life.moment(now), by, reason)
    write_declaration(workspace, replace(declaration, history=(*declaration.history, event)))
    return path, listed


def refresh_revocations(*, workspace: Path, key: PrivateKey, now: datetime) -> tuple[Path, RevocationList]:
    """Sign the revocation list anew, or an empty first one, so that readers can see that nothing was added.

    Raises:
        IntegrityError: the present list is not signed by this key.
    """
    path = revocations_path(workspace)
    number = 1
    entries: tuple[Revocation, ...] = ()
    if path.exists():
        earlier = open_revocations(read_envelope(read_bytes(path, limit=MAX_SIGNED_BYTES)), [key.public_key()])
        number, entries = earlier.number + 1, earlier.revocations
    until = (now.astimezone(UTC).date() + timedelta(days=DEFAULT_REVOCATION_DAYS)).isoformat()
    listed = RevocationList(number, life.moment(now), until, entries)
    write_below(path, write_envelope(sign_revocations(listed, key)))
    return path, listed


def list_declarations(*, workspace: Path, now: datetime) -> tuple[KeptDeclaration, ...]:
    """Return every declaration of a workspace with where it stands now.

    Raises:
        IntegrityError: what is written of a signed declaration is not what was signed.
    """
    read_workspace(workspace)
    found = read_declarations(workspace)
    path = revocations_path(workspace)
    # Our own list in our own workspace: read to show where things stand; who relies on it verifies it.
    revoked = peek_revocations(read_envelope(read_bytes(path))).revocations if path.exists() else ()
    signed = [one.content for one in found if one.state in ("signed", "published")]
    kept = []
    for one in found:
        status = life.declaration_status(one, now=now, revocations=revoked, successors=signed)
        envelope = envelope_path(workspace, one.content.id)
        if one.state in ("signed", "published"):
            _verify_as_signed(one, envelope)
        kept.append(KeptDeclaration(one, status, envelope if envelope.is_file() else None))
    return tuple(kept)


def _verify_as_signed(declaration: Declaration, envelope: Path) -> None:
    """Check that the file of a declaration says what was signed: a page drawn from it carries the code of the signature."""
    statement = write_statement(declaration.content)
    signed = read_envelope(read_bytes(envelope, limit=MAX_SIGNED_BYTES)).payload
    if statement != signed or _digest(signed) != declaration.statement_sha256:
        raise IntegrityError("declaration.differs_from_signed", path=str(envelope), id=declaration.content.id)


def mark_published(*, workspace: Path, statements: Collection[str], where: str, now: datetime) -> tuple[str, ...]:
    """Record that signed declarations of a workspace are in a register now, and return their ids.

    Args:
        statements: digests of the signed statements that the register holds.
    """
    marked = []
    for one in read_declarations(workspace):
        if one.state == "signed" and one.statement_sha256 in statements:
            write_declaration(workspace, life.publish(one, where=where, now=now))
            marked.append(one.content.id)
    return tuple(marked)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
