"""Statements: add, import, export, and ask which one decides about a finding and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, cast

import msgspec
from msgspec import Struct

from kaname.errors import InputError, IntegrityError, KanameError
from kaname.formats.csaf.statements import write_csaf_vex
from kaname.formats.csaf.statements.write import Publisher
from kaname.formats.cyclonedx_vex import write_cyclonedx_vex
from kaname.formats.openvex import write_openvex
from kaname.formats.vex import read_vex, xml_from_json
from kaname.formats.vex_losses import document_losses
from kaname.formats.vex_text import time_text
from kaname.ident.cpe import parse_cpe
from kaname.ident.purl import parse_purl
from kaname.ident.vulnerability_ids import id_key
from kaname.model.finding import ComponentKey, Finding, Identity, Match, ScanResult
from kaname.model.loss import Loss
from kaname.model.sbom import Problem
from kaname.model.statement import ProductRef, Statement, Status, VexDocument, VexFormat
from kaname.model.vulnerability import Vulnerability
from kaname.store.context import read_context
from kaname.store.files import read_bytes
from kaname.store.statements import (
    ImportNote,
    add_own_statement,
    read_imports,
    read_own_statements,
    write_import,
)
from kaname.triage.context import Context
from kaname.triage.statements import Judgement, StatementIndex, parse_time
from kaname.triage.trust import TrustPolicy

# Payload types under which statement documents are signed.
_PAYLOAD_TYPES = frozenset(
    {
        "application/vnd.openvex+json",
        "application/vnd.cyclonedx+json",
        "application/csaf+json",
        "application/json",
        "text/json",
    }
)


class LoadedStatements(Struct, frozen=True, kw_only=True):
    """Statements at hand.

    Attributes:
        own: how many of ``statements`` were written here; they come first.
        notes: of imported documents. problems: what could not be read as a statement, by document and place.
    """

    statements: tuple[Statement, ...]
    own: int
    notes: tuple[ImportNote, ...]
    problems: tuple[Problem, ...]


class Exported(Struct, frozen=True, kw_only=True):
    """A written document and what it could not say, by place in the source or in ``statements[i]``."""

    data: bytes
    losses: tuple[Loss, ...]
    statements: int


def load_statements(*, workspace: str | None = None, files: Sequence[str] = ()) -> LoadedStatements:
    """Return the statements of a workspace and of further files.

    Args:
        workspace: folder; None for none. files: paths of OpenVEX, CycloneDX or CSAF documents.

    Raises:
        InputError: a file that cannot be used at all. IntegrityError: an imported document was altered.
    """
    own = read_own_statements(Path(workspace)) if workspace else ()
    statements = list(own)
    notes: list[ImportNote] = []
    problems: list[Problem] = []
    for note, data in read_imports(Path(workspace)) if workspace else ():
        notes.append(note)
        document = read_vex(data)
        statements += [signed_statement(one, note.signed_by) for one in document.statements]
        problems += _placed(document.problems, note.file)
    for path in files:
        document = read_statement_file(path)
        statements += document.statements
        problems += _placed(document.problems, path)
    return LoadedStatements(statements=tuple(statements), own=len(own), notes=tuple(notes), problems=tuple(problems))


def trust_policy(*, workspace: str | None) -> TrustPolicy:
    """Return whose statements count: the list in ``kaname.yaml``; without a workspace every document handed over."""
    if workspace is None:
        return TrustPolicy(accepts_unlisted=True)
    return TrustPolicy(issuers=read_context(Path(workspace)).trust)


def add_statement(*, workspace: str, statement: Statement, now: datetime) -> tuple[Statement, Path]:
    """Write a statement of our own into a workspace.

    Args:
        statement: its ``id``, ``issuer`` and ``issued`` are filled in where they are empty.

    Raises:
        InputError: no workspace; ``vex.no_product``; ``vex.needs_reason``: not affected without justification or impact;
            ``vex.needs_action``: affected without action; ``vex.no_issuer``; ``vex.bad_time``; ``vex.not_an_identifier``: a
            component that is neither purl nor CPE name would never fit anything.
    """
    folder = Path(workspace)
    context = read_context(folder)
    if not statement.products:
        raise InputError("vex.no_product")
    check_identifiers(statement.products)
    if statement.valid_until and parse_time(statement.valid_until) is None:
        raise InputError("vex.bad_time", given=statement.valid_until)
    if statement.status == "not_affected" and not (statement.justification or statement.impact):
        raise InputError("vex.needs_reason")
    if statement.status == "affected" and not statement.action:
        raise InputError("vex.needs_action")
    issuer = statement.issuer or context.organisation or context.name
    if not issuer:
        raise InputError("vex.no_issuer")
    taken = {one.id for one in read_own_statements(folder)}
    number = 1
    while f"{statement.vulnerability}-{number}" in taken:
        number += 1
    complete = msgspec.structs.replace(
        statement,
        id=statement.id or f"{statement.vulnerability}-{number}",
        issuer=issuer,
        issued=statement.issued or time_text(now),
    )
    return complete, add_own_statement(folder, complete)


def import_statements(
    *, workspace: str, path: str, now: datetime, keys: Sequence[str] = ()
) -> tuple[VexDocument, Path, ImportNote]:
    """Keep a statement document of others in a workspace.

    Args:
        path: OpenVEX, CycloneDX or CSAF; with ``keys`` a DSSE envelope around one.
        keys: paths of public keys (PEM), one of which must have signed it.

    Raises:
        InputError: no workspace, or not a statement document; nothing is written then.
        IntegrityError: the signature is not by one of the keys, or does not fit.
    """
    folder = Path(workspace)
    read_context(folder)
    data = read_bytes(Path(path))
    signed_by: tuple[str, ...] = ()
    with _naming(path):
        if keys:
            data, signed_by = _verified(data, keys)
        document = read_vex(data)
        if not document.statements and not document.problems:
            raise InputError("vex.nothing_said")
    note = ImportNote(
        schema="kaname.vex-import/1",
        file="",
        sha256=document.sha256,
        imported=time_text(now),
        format=f"{document.format} {document.spec_version}".strip(),
        document=document.id,
        issuer=document.issuer,
        statements=len(document.statements),
        origin=Path(path).name,
        signed_by=signed_by,
    )
    suffix = ".xml" if document.tree else ".json"
    return document, write_import(folder, Path(path).name, document.data, note, suffix=suffix), note


def export_statements(
    *,
    statements: Sequence[Statement],
    to: VexFormat,
    context: Context,
    now: datetime,
    identifier: str = "",
    source: VexDocument | None = None,
    csaf_version: Literal["2.0", "2.1"] = "2.0",
) -> Exported:
    """Write statements as a document of a format.

    Args:
        identifier: id of the document; empty: made from issuer and time.
        source: the document that all the statements were read from. In its own format it comes back without loss; in
            another the losses are told by place in it.
        csaf_version: of the standard, for CSAF.

    Raises:
        InputError: ``vex.nothing_to_write``, ``vex.no_issuer``, ``vex.publisher_namespace``.
    """
    base = source if source is not None and source.format == to else None
    author = context.organisation or context.name or (source.issuer if source is not None else "")
    if not author and base is None:
        raise InputError("vex.no_issuer")
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    if to == "openvex":
        site = context.website.rstrip("/") or "urn:kaname"
        name = identifier or f"{site}{'/' if context.website else ':'}vex-{stamp}"
        data, losses = write_openvex(statements, identifier=name, author=author, now=now, base=base)
    elif base is not None and (base.tree or to == "csaf") and tuple(statements) == base.statements:
        data, losses = base.data, ()
    elif to == "cyclonedx":
        data, losses = write_cyclonedx_vex(statements, author=author, now=now, base=base)
        if base is not None and base.tree:
            data, unsaid = xml_from_json(data)
            losses += base.unsaid + unsaid
    else:
        # Who runs a product speaks as its user, whoever makes it as its vendor (3.1.8 of the standard).
        runs = {"operator", "customer"} & set(context.roles)
        is_user = bool(runs) and not {"supplier", "developer"} & set(context.roles)
        category = "user" if is_user else "vendor"
        publisher = Publisher(name=author, namespace=context.website, category=category)
        data, losses = write_csaf_vex(
            statements,
            identifier=identifier or f"VEX-{stamp}",
            publisher=publisher,
            title=f"VEX {stamp}",
            now=now,
            version=csaf_version,
        )
    if source is not None and base is None:
        losses = source.unsaid + document_losses(msgspec.json.decode(source.json), msgspec.json.decode(data))
    return Exported(data=data, losses=losses, statements=len(statements))


def judge_findings(
    *, result: ScanResult, statements: Iterable[Statement], policy: TrustPolicy, now: datetime, product: Identity | None
) -> list[Judgement]:
    """Return what the statements say about each finding of a result, in its order.

    Statements that the knowledge base holds about the vulnerabilities are asked too.

    Args:
        product: our product, for targets that do not name the product they describe.
    """
    from kaname.services.knowledge_statements import keys_at_hand, statements_of_knowledge

    spoken_of = [finding.vulnerability for finding in result.findings if finding.vulnerability.statements]
    known = statements_of_knowledge(spoken_of, named=keys_at_hand(result, product)) if spoken_of else ()
    index = StatementIndex((*statements, *known), policy=policy, now=now)
    judgements: list[Judgement] = []
    for target in result.targets:
        subject = subject_with(target.subject, product)
        for finding in target.findings:
            identity = target.identities.get(finding.component.ref) or identity_of(finding.component)
            judgements.append(index.judge(finding, identity=identity, subject=subject, ways=target.ways))
    return judgements


class Explained(Struct, frozen=True, kw_only=True):
    """What statements say about a vulnerability in one component. ``ref``: of the component in its SBOM; else as given."""

    ref: str
    judgement: Judgement


class StatementQuestion(Struct, frozen=True, kw_only=True):
    """What is asked about.

    Attributes:
        vulnerability: id; aliases: its other ids, empty: those that statements give.
        component: purl or CPE name. product: purl, CPE name or name of the product that it is in; empty: not known.
        sbom: path of the SBOM of the product: shows the ways to the component, and is the product where none is named.
    """

    vulnerability: str
    component: str
    product: str = ""
    aliases: tuple[str, ...] = ()
    sbom: str = ""


def explain_statements(
    *,
    loaded: LoadedStatements,
    policy: TrustPolicy,
    now: datetime,
    question: StatementQuestion,
    known: Vulnerability | None = None,
) -> tuple[Explained, ...]:
    """Return what the statements say about one vulnerability in one component: once, or once per place in an SBOM.

    Args:
        known: the vulnerability as the knowledge base has it; its statements are asked too.

    Raises:
        InputError: ``vex.component_not_in_sbom``; a purl or an SBOM that cannot be used.
    """
    from kaname.services.knowledge_statements import statements_of_knowledge

    vulnerability, component, sbom = question.vulnerability, question.component, question.sbom
    names = question.aliases or _aliases(loaded, vulnerability)
    if known is not None:
        names = tuple(dict.fromkeys((*names, known.id, *known.aliases)))
    found = Finding(
        target=sbom,
        component=ComponentKey(ref=component, purl=component, name=component, version=""),
        vulnerability=Vulnerability(id=vulnerability, aliases=names),
        match=Match(criterion="", source="", range="", scheme="", reason=""),
    )
    offered = statements_of_knowledge((known,)) if known is not None else ()
    index = StatementIndex((*loaded.statements, *offered), policy=policy, now=now)
    subject = _identity_from(question.product) if question.product else None
    if not sbom:
        judgement = index.judge(found, identity=_identity_from(component), subject=subject)
        return (Explained(ref=component, judgement=judgement),)
    from kaname.services.vex_facts import places_in_sbom

    places = places_in_sbom(path=sbom, component=component)
    subject = subject or places.subject
    return tuple(
        Explained(
            ref=identity.ref,
            judgement=index.judge(
                msgspec.structs.replace(
                    found, component=msgspec.structs.replace(found.component, ref=identity.ref, paths=paths)
                ),
                identity=identity,
                subject=subject,
                ways=places.ways,
            ),
        )
        for identity, paths in places.found
    )


def identity_of(component: ComponentKey) -> Identity:
    """Return by what a component of a finding can be recognised, from what the finding itself says."""
    purls = (component.purl,) if component.purl else ()
    return Identity(ref=component.ref, name=component.name, version=component.version, purls=purls)


def subject_with(subject: Identity | None, product: Identity | None) -> Identity | None:
    """Return the product of a target; identifiers that it lacks come from the product of the workspace."""
    if subject is None or product is None:
        return subject or product
    if subject.purls or subject.cpes:
        return subject
    return msgspec.structs.replace(subject, purls=product.purls, cpes=product.cpes)


def product_identity(context: Context) -> Identity | None:
    """Return the product of a context, None where it names none."""
    if context.product is None:
        return None
    return Identity(name=context.product.name, purls=context.product.purls, cpes=context.product.cpes)


def product_ref(text: str, *, parts: Sequence[str] = ()) -> ProductRef:
    """Return a product from what a person typed: a purl, a CPE name, or another identifier."""
    return ProductRef(
        id=text,
        purls=(text,) if text.startswith("pkg:") else (),
        cpes=(text,) if text.startswith(("cpe:/", "cpe:2.3:")) else (),
        parts=tuple(product_ref(part) for part in parts),
    )


def check_identifiers(products: Iterable[ProductRef]) -> None:
    """Refuse identifiers by which nothing can be recognised.

    Raises:
        InputError: ``vex.not_an_identifier``: a part that is neither purl nor CPE name; ``ident.*``: one that is broken.
    """
    for product in products:
        for purl in product.purls:
            parse_purl(purl)
        for cpe in product.cpes:
            parse_cpe(cpe, lenient=True)
        for part in product.parts:
            if not (part.purls or part.cpes or part.hashes or product.bom):
                raise InputError("vex.not_an_identifier", given=part.id)
        check_identifiers(product.parts)


def statement_from_words(words: Mapping[str, Any]) -> Statement:
    """Return a statement from plain values, such as options of a command.

    Raises:
        InputError: ``vex.unknown_status``, ``vex.unknown_justification``.
    """
    from kaname.model.statement import JUSTIFICATIONS, STATUSES

    if words["status"] not in STATUSES:
        raise InputError("vex.unknown_status", status=str(words["status"]))
    if words.get("justification") and words["justification"] not in JUSTIFICATIONS:
        raise InputError("vex.unknown_justification", given=str(words["justification"]))
    return Statement(**{"id": "", **words, "status": cast(Status, words["status"])})


def _aliases(loaded: LoadedStatements, vulnerability: str) -> tuple[str, ...]:
    """Return the other ids that any statement gives for a vulnerability."""
    wanted = id_key(vulnerability)
    found: dict[str, None] = {}
    for one in loaded.statements:
        names = (one.vulnerability, *one.aliases)
        if wanted in map(id_key, names):
            found.update(dict.fromkeys(names))
    return tuple(found)


def _identity_from(text: str) -> Identity:
    from kaname.ident.purl import parse_purl

    if text.startswith("pkg:"):
        return Identity(name=parse_purl(text).full_name, version=parse_purl(text).version or "", purls=(text,))
    if text.startswith(("cpe:/", "cpe:2.3:")):
        from kaname.ident.cpe import parse_cpe, plain_value

        version = plain_value(parse_cpe(text, lenient=True).version)
        return Identity(name=text, version="" if version in ("*", "-") else version, cpes=(text,))
    name, _, version = text.rpartition("@") if "@" in text else (text, "", "")
    return Identity(name=name, version=version)


def signed_statement(statement: Statement, signed_by: tuple[str, ...]) -> Statement:
    """Return a statement with the ids of the keys whose signature over its document was verified."""
    if not signed_by or statement.source is None:
        return statement
    return msgspec.structs.replace(statement, source=msgspec.structs.replace(statement.source, signed_by=signed_by))


def _placed(problems: Iterable[Problem], name: str) -> list[Problem]:
    return [msgspec.structs.replace(one, path=f"{name}: {one.path}" if one.path else name) for one in problems]


def read_statement_file(path: str) -> VexDocument:
    """Read a statement document from a file; errors name the file.

    Raises:
        InputError, UnsupportedError: as ``read_vex``; ``store.file_*``.
    """
    with _naming(path):
        return read_vex(read_bytes(Path(path)))


@contextmanager
def _naming(path: str) -> Iterator[None]:
    """Put the name of the file in front of the place that an error names."""
    try:
        yield
    except KanameError as error:
        if error.path != path:
            error.path = f"{path}: {error.path}" if error.path else path
        raise


def _verified(data: bytes, keys: Sequence[str]) -> tuple[bytes, tuple[str, ...]]:
    from kaname.exchange.dsse import read_envelope, verify_envelope
    from kaname.exchange.keys import key_id, parse_public_key

    envelope = read_envelope(data)
    if envelope.payload_type not in _PAYLOAD_TYPES:
        raise IntegrityError(
            "exchange.payload_type",
            path="payloadType",
            given=envelope.payload_type,
            expected=", ".join(sorted(_PAYLOAD_TYPES)),
        )
    found: list[str] = []
    failure: IntegrityError | None = None
    for path in keys:
        key = parse_public_key(read_bytes(Path(path)))
        try:
            verify_envelope(envelope, [key], payload_type=envelope.payload_type)
            found.append(key_id(key))
        except IntegrityError as error:
            failure = error
    if not found and failure is not None:
        raise failure
    return envelope.payload, tuple(found)


FORMATS: tuple[VexFormat, ...] = ("openvex", "cyclonedx", "csaf")
