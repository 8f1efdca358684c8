"""Use cases of a public register: build it from a folder of signed declarations, add to it, verify it.

A register is a folder of static files. Its log only grows: building again over a register that is there keeps every entry of
it, even where the file is gone from the source, and adds what is new. Everything published is listed with its digest, and the
list is part of the signed head.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from kaname.assurance import declaration as life
from kaname.errors import ErrorGroup, InputError, IntegrityError, KanameError
from kaname.exchange.dsse import Envelope, pre_authentication_encoding, read_envelope, verify_envelope, write_envelope
from kaname.exchange.keys import PrivateKey, PublicKey, is_signature_valid, key_id
from kaname.exchange.merkle import consistency_proof
from kaname.exchange.register import (
    HEAD_TYPE,
    MAX_ENTRIES,
    ConsistencyProof,
    InclusionProof,
    LogEntry,
    TreeHead,
    entry_leaf,
    log_root,
    open_head,
    prove_all,
    sign_head,
    verify_entries,
    verify_grew,
    verify_proof,
)
from kaname.exchange.revocations import REVOCATIONS_TYPE, open_revocations
from kaname.formats.declaration.register_pages import RegisteredDeclaration, render_entry, render_index
from kaname.formats.intoto.statement import PAYLOAD_TYPE, read_statement
from kaname.messages import LANGUAGES
from kaname.model.declaration import Declaration, DeclaredContent, Revocation, RevocationList
from kaname.store.declarations import MAX_SIGNED_BYTES
from kaname.store.files import file_error, read_bytes
from kaname.store.folders import replacing_folder

HEAD, LOG, INDEX, FILES = "head.dsse.json", "log.json", "index.json", "files.json"
LOG_SCHEMA, INDEX_SCHEMA, FILES_SCHEMA = "kaname.register-log/1", "kaname.register/1", "kaname.register-files/1"
MAX_REGISTER_FILE_BYTES = 1 << 30
# A folder with more files than this is not a folder of declarations.
MAX_SOURCE_FILES = 200_000


class Refused(Struct, frozen=True):
    """A file that was not taken into a register, and why."""

    file: str
    error: KanameError


class BuiltRegister(Struct, frozen=True):
    """A register as built. ``added``: ids of new entries; ``statements``: digests of everything in it."""

    folder: Path
    head: TreeHead
    added: tuple[str, ...]
    refused: tuple[Refused, ...]
    statuses: Mapping[str, int]
    statements: frozenset[str]


class _Log(Struct, frozen=True, forbid_unknown_fields=True):
    schema: str
    register: str
    entries: tuple[LogEntry, ...]


class _Files(Struct, frozen=True, forbid_unknown_fields=True):
    schema: str
    files: dict[str, str]


class _Signed(Struct, frozen=True):
    """A signed declaration that was read: its bytes, what it says, who signed."""

    data: bytes
    content: DeclaredContent
    statement_sha256: str
    signers: tuple[str, ...]
    file: str = ""


def build_register(
    *,
    source: Path,
    folder: Path,
    name: str,
    accepted: Sequence[PublicKey],
    key: PrivateKey,
    now: datetime,
) -> BuiltRegister:
    """Build or extend a register from every ``*.dsse.json`` below a folder.

    Args:
        accepted: keys of declarers whose declarations are taken in; others are refused and named. key: of the register.

    Raises:
        InputError: the folder is something else, or the name differs from the register's. IntegrityError: the register that
            is there was not signed with this key, or was altered: it is not built upon.
    """
    earlier = _earlier(folder, key.public_key())
    if earlier is not None and earlier.log.register != name:
        raise InputError("register.other_name", given=name, register=earlier.log.register)
    found = _read_source(source, {key_id(one): one for one in accepted})
    old = earlier.log.entries if earlier is not None else ()
    known = {entry.envelope_sha256 for entry in old}
    files, doubles = _without_doubles(found.signed, old)
    fresh = sorted(
        (one for digest, one in files.items() if digest not in known),
        key=lambda one: (one.content.issued, one.content.id, one.statement_sha256),
    )
    files |= {entry.envelope_sha256: _kept(folder, entry) for entry in old if entry.envelope_sha256 not in files}
    lists = {**(earlier.revocations if earlier is not None else {}), **found.revocations}
    entries = (*old, *(_entry(one, now) for one in fresh))
    if len(entries) > MAX_ENTRIES:
        raise InputError("register.too_many", count=len(entries), limit=MAX_ENTRIES)
    shown = _shown(entries, files, lists, now)
    with replacing_folder(folder, marker=HEAD) as building:
        _write_declarations(building, name, shown, entries, files, now)
        _write_lists(building, lists)
        _write_index(building, name, shown, entries, key, now)
        if earlier is not None:
            _carry_heads(folder, building, earlier, entries)
        head = _seal(building, name, entries, key, now)
    statuses = {status: sum(one.status == status for one in shown) for status in sorted({one.status for one in shown})}
    added = tuple(one.content.id for one in fresh)
    statements = frozenset(entry.statement_sha256 for entry in entries)
    return BuiltRegister(folder, head, added, (*found.refused, *doubles), statuses, statements)


def _without_doubles(signed: Sequence[_Signed], old: Sequence[LogEntry]) -> tuple[dict[str, _Signed], list[Refused]]:
    """Return files by digest, one per statement: another envelope around a statement that is there adds nothing to it."""
    by_statement = {entry.statement_sha256: entry.envelope_sha256 for entry in old}
    files: dict[str, _Signed] = {}
    doubles: list[Refused] = []
    for one in signed:
        digest = _digest(one.data)
        if by_statement.setdefault(one.statement_sha256, digest) == digest:
            files[digest] = one
        else:
            doubles.append(Refused(one.file, InputError("register.same_statement", declaration=one.content.id)))
    return files, doubles


class _Earlier(Struct, frozen=True):
    """The register that is there: its log, its verified head, and the revocation lists that it holds."""

    log: _Log
    head: TreeHead
    envelope: bytes
    revocations: Mapping[str, tuple[Revocation, ...]]


class _Source(Struct, frozen=True):
    """What a folder holds. ``revocations``: bytes of each accepted list (as text) → its entries, bound to its signer."""

    signed: tuple[_Signed, ...]
    revocations: Mapping[str, tuple[Revocation, ...]]
    refused: tuple[Refused, ...]


def _earlier(folder: Path, key: PublicKey) -> _Earlier | None:
    if not (folder / HEAD).is_file():
        return None
    checked = verify_register(folder=folder, keys=[key])
    lists: dict[str, tuple[Revocation, ...]] = {}
    for path in sorted((folder / "revocations").glob("*.dsse.json")):
        data = read_bytes(path, limit=MAX_SIGNED_BYTES)
        lists[data.decode("utf-8")] = msgspec.json.decode(read_envelope(data).payload, type=RevocationList).revocations
    return _Earlier(checked.log, checked.head, read_bytes(folder / HEAD, limit=MAX_SIGNED_BYTES), lists)


def _read_source(source: Path, accepted: Mapping[str, PublicKey]) -> _Source:
    signed: list[_Signed] = []
    lists: dict[str, tuple[Revocation, ...]] = {}
    refused: list[Refused] = []
    for path in _iter_files(source):
        label = str(path.relative_to(source))
        try:
            data = read_bytes(path, limit=MAX_SIGNED_BYTES)
            envelope = read_envelope(data)
            # Only keys that a signature names are tried: with a thousand declarers, trying each on each would be a million.
            keys = [accepted[one.keyid] for one in envelope.signatures if one.keyid in accepted]
            if envelope.payload_type == REVOCATIONS_TYPE:
                # Every signature must hold, so that the names on a kept list can be relied on later.
                verify_envelope(envelope, keys, payload_type=REVOCATIONS_TYPE, threshold=len(envelope.signatures))
                lists[data.decode("utf-8")] = open_revocations(envelope, keys).revocations
            elif envelope.payload_type != HEAD_TYPE:
                signed.append(_accept(data, envelope, keys, label))
        except KanameError as error:
            refused.append(Refused(label, error))
    return _Source(tuple(signed), lists, tuple(refused))


def _iter_files(source: Path) -> Iterator[Path]:
    if not source.is_dir():
        raise InputError("store.file_missing", path=str(source), reason="no folder")
    for count, path in enumerate(sorted(source.rglob("*.dsse.json"))):
        if count >= MAX_SOURCE_FILES:
            raise InputError("register.too_many", count=count, limit=MAX_SOURCE_FILES)
        yield path


def _accept(data: bytes, envelope: Envelope, keys: Sequence[PublicKey], label: str) -> _Signed:
    verify_envelope(envelope, keys, payload_type=PAYLOAD_TYPE)
    content = read_statement(envelope.payload)
    life.check_content(content)
    message = pre_authentication_encoding(PAYLOAD_TYPE, envelope.payload)
    good = [key for key in keys if any(is_signature_valid(key, one.value, message) for one in envelope.signatures)]
    return _Signed(data, content, _digest(envelope.payload), tuple(key_id(key) for key in good), label)


def _kept(folder: Path, entry: LogEntry) -> _Signed:
    """Return a declaration from the register itself: it was verified when it came in and is under the signed head."""
    data = read_bytes(folder / _place(entry) / "declaration.dsse.json", limit=MAX_SIGNED_BYTES)
    envelope = read_envelope(data)
    return _Signed(data, read_statement(envelope.payload), entry.statement_sha256, entry.signers)


def _entry(signed: _Signed, now: datetime) -> LogEntry:
    content = signed.content
    return LogEntry(
        content.id,
        content.declarer.name,
        content.scope.product,
        signed.statement_sha256,
        _digest(signed.data),
        signed.signers,
        life.moment(now),
    )


def _place(entry: LogEntry) -> str:
    return f"declarations/{entry.statement_sha256[:32]}"


def _shown(
    entries: Sequence[LogEntry],
    files: Mapping[str, _Signed],
    lists: Mapping[str, tuple[Revocation, ...]],
    now: datetime,
) -> list[RegisteredDeclaration]:
    # A list revokes only what its own signer signed: nobody revokes for others.
    by_signer: dict[str, list[Revocation]] = {}
    for text, revocations in lists.items():
        for signature in read_envelope(text.encode("utf-8")).signatures:
            by_signer.setdefault(signature.keyid, []).extend(revocations)
    by_renewed: dict[str, list[DeclaredContent]] = {}
    for one in files.values():
        if one.content.renews_sha256:
            by_renewed.setdefault(one.content.renews_sha256, []).append(one.content)
    shown = []
    for index, entry in enumerate(entries):
        signed = files[entry.envelope_sha256]
        status = life.declaration_status(
            Declaration(signed.content, "published", statement_sha256=signed.statement_sha256),
            now=now,
            revocations=[one for key in signed.signers for one in by_signer.get(key, ())],
            successors=by_renewed.get(signed.statement_sha256, ()),
        )
        shown.append(
            RegisteredDeclaration(
                signed.content,
                status,
                life.check_code(signed.statement_sha256),
                signed.statement_sha256,
                signed.signers,
                _place(entry),
                index,
                entry.logged,
            )
        )
    return shown


def _write_declarations(
    folder: Path,
    name: str,
    shown: Sequence[RegisteredDeclaration],
    entries: Sequence[LogEntry],
    files: Mapping[str, _Signed],
    now: datetime,
) -> None:
    as_of = life.moment(now)[:10]
    for one, entry, proof in zip(shown, entries, prove_all(entries), strict=True):
        own = folder / one.folder
        own.mkdir(parents=True)
        (own / "declaration.dsse.json").write_bytes(files[entry.envelope_sha256].data)
        (own / "inclusion.json").write_bytes(_json(proof))
        for lang in LANGUAGES:
            (own / f"index.{lang}.html").write_text(render_entry(name, one, lang=lang, as_of=as_of), "utf-8")


def _write_lists(folder: Path, lists: Mapping[str, tuple[Revocation, ...]]) -> None:
    for text in lists:
        data = text.encode("utf-8")
        place = folder / "revocations" / f"{_digest(data)[:32]}.dsse.json"
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)


def _write_index(
    folder: Path,
    name: str,
    shown: Sequence[RegisteredDeclaration],
    entries: Sequence[LogEntry],
    key: PrivateKey,
    now: datetime,
) -> None:
    as_of = life.moment(now)[:10]
    root, signer = log_root(entries), key_id(key.public_key())
    (folder / LOG).write_bytes(_json(_Log(LOG_SCHEMA, name, tuple(entries))))
    index = {
        "schema": INDEX_SCHEMA,
        "register": name,
        "as_of": as_of,
        "root": root,
        "declarations": [_index_entry(one) for one in shown],
    }
    (folder / INDEX).write_bytes(_json(index))
    for lang in LANGUAGES:
        page = render_index(name, shown, lang=lang, as_of=as_of, root=root, key=signer)
        (folder / f"index.{lang}.html").write_text(page, "utf-8")


def _index_entry(one: RegisteredDeclaration) -> dict[str, object]:
    content, basis = one.content, one.content.basis
    return {
        "index": one.index,
        "declaration": content.id,
        "declarer": content.declarer,
        "scope": content.scope,
        "framework": basis.framework,
        "framework_version": basis.framework_version,
        "distribution": basis.distribution,
        "valid_from": content.valid_from,
        "valid_until": content.valid_until,
        "status": one.status,
        "code": one.code,
        "statement_sha256": one.statement_sha256,
        "signers": one.signers,
        "logged": one.logged,
        "folder": one.folder,
    }


def _carry_heads(old: Path, new: Path, earlier: _Earlier, entries: Sequence[LogEntry]) -> None:
    """Keep earlier heads and proofs, and prove that the log continues the last one."""
    for part in ("heads", "consistency"):
        (new / part).mkdir(exist_ok=True)
        for path in sorted((old / part).glob("*.json")):
            (new / part / path.name).write_bytes(read_bytes(path, limit=MAX_SIGNED_BYTES))
    size = earlier.head.size
    stamp = earlier.head.issued.replace(":", "").replace("-", "")
    (new / "heads" / f"{size}-{stamp}.dsse.json").write_bytes(earlier.envelope)
    if 0 < size < len(entries):
        hashes = consistency_proof([entry_leaf(entry) for entry in entries], size)
        proof = ConsistencyProof(
            "kaname.consistency/1",
            size,
            len(entries),
            earlier.head.root,
            log_root(entries),
            tuple(one.hex() for one in hashes),
        )
        (new / "consistency" / f"{size}-{len(entries)}.json").write_bytes(_json(proof))


def _seal(folder: Path, name: str, entries: Sequence[LogEntry], key: PrivateKey, now: datetime) -> TreeHead:
    files = _json(_Files(FILES_SCHEMA, _digests(folder)))
    (folder / FILES).write_bytes(files)
    head = TreeHead(name, len(entries), log_root(entries), _digest(files), life.moment(now))
    (folder / HEAD).write_bytes(write_envelope(sign_head(head, key)))
    return head


def _digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file below a folder but the head and the list itself, by path with slashes."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in (HEAD, FILES):
            try:
                with path.open("rb") as file:
                    found[name] = hashlib.file_digest(file, "sha256").hexdigest()
            except OSError as error:
                raise file_error(error, path) from None
    return found


class CheckedRegister(Struct, frozen=True):
    """A register in which nothing was altered."""

    head: TreeHead
    log: _Log


def verify_register(*, folder: Path, keys: Sequence[PublicKey], earlier: bytes | None = None) -> CheckedRegister:
    """Verify a register without a network: head, log, every file, and that it continues an earlier head.

    Args:
        keys: accepted keys of the register. earlier: a head that the reader kept, as bytes of its file.

    Raises:
        IntegrityError, ErrorGroup: what was altered, removed or added, each named. InputError: not a register.
    """
    if not (folder / HEAD).is_file():
        raise InputError("register.not_one", path=str(folder))
    head = open_head(read_envelope(read_bytes(folder / HEAD, limit=MAX_SIGNED_BYTES)), keys)
    errors = _list_errors(folder, head)
    log = _Log(LOG_SCHEMA, head.register, ())
    try:
        log = _decoded(read_bytes(folder / LOG, limit=MAX_REGISTER_FILE_BYTES), _Log, LOG)
        verify_entries(log.entries, head)
        if earlier is not None:
            verify_grew(log.entries, open_head(read_envelope(earlier), keys))
    except (InputError, IntegrityError) as error:
        errors.append(error)
    errors += _entry_errors(folder, log.entries)
    if errors:
        raise ErrorGroup("register.altered", errors, path=str(folder)) if len(errors) > 1 else errors[0]
    return CheckedRegister(head, log)


def _list_errors(folder: Path, head: TreeHead) -> list[KanameError]:
    """Return what differs from the list of files that the head names."""
    if not (folder / FILES).is_file():
        return [IntegrityError("register.file_missing", path=FILES)]
    data = read_bytes(folder / FILES, limit=MAX_REGISTER_FILE_BYTES)
    if _digest(data) != head.files_sha256:
        return [IntegrityError("register.file_altered", path=FILES)]
    return _file_errors(folder, _decoded(data, _Files, FILES).files)


def _file_errors(folder: Path, stated: Mapping[str, str]) -> list[KanameError]:
    found = _digests(folder)
    errors: list[KanameError] = [
        IntegrityError("register.file_altered" if name in found else "register.file_missing", path=name)
        for name, digest in stated.items()
        if found.get(name) != digest
    ]
    errors += [IntegrityError("register.file_added", path=name) for name in found if name not in stated]
    return errors


def _entry_errors(folder: Path, entries: Sequence[LogEntry]) -> list[KanameError]:
    errors: list[KanameError] = []
    for index, entry in enumerate(entries):
        path = folder / _place(entry) / "declaration.dsse.json"
        if not path.is_file():
            errors.append(
                IntegrityError("register.entry_without_file", path=f"entries[{index}]", declaration=entry.declaration)
            )
        elif _digest(read_bytes(path, limit=MAX_SIGNED_BYTES)) != entry.envelope_sha256:
            errors.append(
                IntegrityError("register.entry_altered", path=f"entries[{index}]", declaration=entry.declaration)
            )
    return errors


def verify_registered(*, data: bytes, proof: bytes, head: bytes, keys: Sequence[PublicKey]) -> None:
    """Check that a signed declaration is in a register, from its inclusion proof and a signed head alone.

    Raises:
        IntegrityError: it is not, or the head is not signed by an accepted key. InputError: not a proof.
    """
    opened = open_head(read_envelope(head), keys)
    verify_proof(_decoded(proof, InclusionProof, "inclusion.json"), opened, envelope_sha256=_digest(data))


_T = TypeVar("_T")


def _decoded(data: bytes, kind: type[_T], name: str) -> _T:
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("register.not_readable", path=name, detail=str(error)) from error


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
