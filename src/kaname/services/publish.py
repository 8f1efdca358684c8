"""Publish the advisories of a workspace as the static files of a CSAF provider.

Everything is checked before the first file is written. What must not go out is held back and named: drafts, advisories under
embargo, and everything beyond TLP:CLEAR unless a tree behind access control is given. Documents that are in the tree and not
in the workspace any more stay. Publishing again changes nothing where nothing changed.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from kaname.errors import ErrorGroup, InputError, IntegrityError, KanameError
from kaname.exchange.dsse import read_envelope, sign_envelope, verify_envelope, write_envelope
from kaname.exchange.keys import PrivateKey, key_id, write_public_key
from kaname.exchange.provider import (
    DSSE_ENDING,
    METADATA_NAME,
    OPENPGP_ENDING,
    SECURITY_NAME,
    SERVICE_NAME,
    OpenPgpKey,
    ProviderSettings,
    PublishedDocument,
    changes_csv,
    feed_name,
    index_text,
    provider_metadata,
    rolie_feed,
    rolie_service,
    security_txt,
    tlp_folder,
)
from kaname.exchange.provider_page import PAGE_NAMES, provider_page
from kaname.formats.csaf.checks import Failure, Fault
from kaname.formats.csaf.document import CsafDocument
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.provider_files import check_feed, check_metadata, check_service, decode_file
from kaname.formats.csaf.read import check_csaf, read_csaf
from kaname.formats.csaf.view import Version
from kaname.formats.csaf.write import WrittenAdvisory, csaf_filename, document_id, tlp_label
from kaname.formats.vex_text import time_text
from kaname.model.advisory_draft import AdvisoryDraft, all_revisions, text_in
from kaname.services.advisory import documents_of
from kaname.services.cases import embargo_of_advisory
from kaname.services.openpgp import sign_openpgp
from kaname.store.advisories import advisory_ids, keep_published, read_advisory, read_provider_settings, read_published
from kaname.store.files import read_bytes
from kaname.store.provider_tree import (
    iter_tree,
    locked_folders,
    read_signature,
    signatures_of,
    verify_hashes,
    write_changed,
    write_document,
    write_signature,
)

PAYLOAD_TYPE = "application/csaf+json"
_LABELS: Mapping[Version, tuple[str, ...]] = {
    "2.0": ("WHITE", "GREEN", "AMBER", "RED"),
    "2.1": ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"),
}
HeldReason = Literal["draft", "tlp", "embargo"]


class Held(Struct, frozen=True, kw_only=True):
    """An advisory that was not published. ``detail``: TLP label, or case and end of the embargo."""

    advisory: str
    reason: HeldReason
    detail: str = ""


class Advice(Struct, frozen=True, kw_only=True):
    """A recommended test that a document fails."""

    filename: str
    failure: Failure


class Published(Struct, frozen=True, kw_only=True):
    """What publishing did. Paths are relative to the folder of the tree that they are in.

    Attributes:
        added, updated, unchanged: documents. documents: how many the trees hold now.
        held: advisories that stayed behind. advice: recommended tests that fail.
        files: how many other files changed.
    """

    added: tuple[str, ...]
    updated: tuple[str, ...]
    unchanged: tuple[str, ...]
    documents: int
    held: tuple[Held, ...]
    advice: tuple[Advice, ...]
    files: int


class Signing(Struct, frozen=True, kw_only=True):
    """How documents are signed: an OpenPGP key of this machine, a plain key for DSSE, both, or neither (hashes only)."""

    openpgp: OpenPgpKey | None = None
    key: PrivateKey | None = None


class _Tree:
    """One folder of files, served at one URL, and what is to change in it."""

    def __init__(self, root: Path, url: str, settings: ProviderSettings, *, public: bool) -> None:
        if root.exists() and not root.is_dir():
            raise InputError("publish.not_a_folder", path=str(root))
        self.root = root
        self.url = url
        self.version: Version = settings.csaf_version
        self.public = public
        self.settings = settings
        self.present = {f"{label}/{path}": data for label, path, data in iter_tree(root)}
        self.fresh: dict[str, tuple[WrittenAdvisory, bytes]] = {}
        self.kept: dict[str, WrittenAdvisory] = {}
        self.added: list[str] = []
        self.updated: list[str] = []

    def find(self, filename: str) -> str | None:
        """Return the path of a document by its file name; None where it is not in the tree."""
        return next((path for path in self.present if path.rpartition("/")[2] == filename), None)

    def take(self, label: str, document: WrittenAdvisory, copy: bytes | None) -> None:
        """Plan a document, after looking at what was published before.

        Args:
            copy: bytes published earlier under the same version; None where there are none.
        """
        path = f"{tlp_folder(label)}/{document.folder}/{document.filename}"
        earlier = self.find(document.filename)
        if earlier is not None and earlier != path:
            raise InputError("publish.moved", path=path, earlier=earlier)
        if copy is not None and not _same(copy, document.data):
            raise InputError("publish.needs_revision", path=path, version=read_csaf(copy).tracking.version)
        # A version is published once: elsewhere and later in the same bytes, whichever release of this program runs.
        data = document.data if copy is None else copy
        old = self.present.get(path)
        if old is None:
            self.added.append(path)
        elif _same(old, data):
            self.kept[path] = document
            return
        else:
            if copy is None:
                _check_succession(read_csaf(old), read_csaf(data), path)
            self.updated.append(path)
        self.fresh[path] = (document, data)


def publish_advisories(
    *, workspace: str, to: str, now: datetime, protected: str = "", advisories: Sequence[str] = (), signing: Signing
) -> Published:
    """Publish advisories.

    Args:
        to: folder that is served at ``provider.url`` of ``kaname.yaml``.
        protected: folder that is served at ``provider.protected_url``, behind access control; empty: there is none.
        advisories: ids; empty for all.

    Raises:
        InputError: ``advisory.*``; ``publish.url``: no https URL; ``publish.no_protected_url``;
            ``publish.same_folder``; ``publish.not_a_folder``;
            ``publish.running``: another process publishes here;
            ``publish.metadata``: a feed or the metadata in the tree cannot be read;
            ``publish.moved``: published before under another TLP label or year; ``publish.needs_revision``: changed without a
            new revision; ``publish.history_changed``: a published revision is missing or has another date;
            ``publish.other_version``: the tree holds documents of another version of CSAF.
        ErrorGroup: ``publish.form``: the metadata, a feed or the service would not have their form;
            ``publish.tree``: several files of the tree cannot be used;
            ``publish.not_valid``: a document fails mandatory tests; ``advisory.defects``.
        IntegrityError: ``publish.damaged``; ``publish.copy_differs``.
    """
    folder = Path(workspace)
    settings = read_provider_settings(folder)
    with locked_folders([folder, Path(to), *([Path(protected)] if protected else [])]):
        return _publish(folder, settings, to, now, protected, advisories, signing)


def _publish(
    folder: Path,
    settings: ProviderSettings,
    to: str,
    now: datetime,
    protected: str,
    advisories: Sequence[str],
    signing: Signing,
) -> Published:
    trees = _trees(settings, to, protected)
    for tree in trees.values():
        _check_settings(tree, now)
    for tree in trees.values():
        _check_readable(tree)
    drafts = [read_advisory(folder, name) for name in tuple(advisories) or advisory_ids(folder)]
    if not drafts:
        raise InputError("advisory.none")
    held: list[Held] = []
    advice: list[Advice] = []
    for draft in drafts:
        _check_not_public(trees["public"], draft)
        reason = _held(folder, draft, now, has_protected=bool(protected))
        if reason is not None:
            held.append(reason)
            continue
        label = tlp_label(draft.tlp, settings.csaf_version)
        for document in documents_of(draft, settings):
            advice += _checked(document, now)
            copy = read_published(folder, document.filename, all_revisions(draft)[-1].number)
            trees["public" if draft.tlp == "CLEAR" else "protected"].take(label, document, copy)
    for tree in trees.values():
        _check_hashes(tree)
    files = sum(_write_tree(tree, folder, signing, now) for tree in trees.values())
    return Published(
        added=tuple(path for tree in trees.values() for path in tree.added),
        updated=tuple(path for tree in trees.values() for path in tree.updated),
        unchanged=tuple(path for tree in trees.values() for path in tree.kept),
        documents=sum(len({*tree.present, *tree.fresh}) for tree in trees.values()),
        held=tuple(held),
        advice=tuple(advice),
        files=files,
    )


def _trees(settings: ProviderSettings, to: str, protected: str) -> dict[str, _Tree]:
    trees = {"public": _Tree(Path(to), _checked_url(settings.url, "provider.url"), settings, public=True)}
    if protected:
        if not settings.protected_url:
            raise InputError("publish.no_protected_url")
        if Path(protected).resolve().is_relative_to(Path(to).resolve()):
            raise InputError("publish.same_folder", path=protected)
        url = _checked_url(settings.protected_url, "provider.protected_url")
        trees["protected"] = _Tree(Path(protected), url, settings, public=False)
    return trees


def _check_settings(tree: _Tree, now: datetime) -> None:
    """Refuse settings with which the metadata would not have their form, before anything is written."""
    moment = time_text(now)
    labels = dict.fromkeys(_LABELS[tree.version], moment)
    data = provider_metadata(
        tree.settings, base_url=tree.url, updates=labels, keys=[], fully_signed=False, last_updated=moment
    )
    _check_form(tree.root / METADATA_NAME, data, check_metadata)


def _check_form(path: Path, data: bytes, check: Callable[[Node], Iterable[Fault]]) -> bytes:
    """Return the bytes of a file that has its form.

    Raises:
        ErrorGroup: ``publish.form``.
    """
    root = decode_file(data)
    assert root is not None  # written by ourselves
    faults = [
        InputError(f"csaf.schema.{each.variant}", path=f"{path.name} {each.path}", **each.params)
        for each in check(root)
    ]
    if faults:
        raise ErrorGroup("publish.form", faults, path=path.name)
    return data


def _checked_url(url: str, place: str) -> str:
    parts = urlsplit(url)
    # 7.1.3: everything is served over TLS.
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise InputError("publish.url", path=place, given=url)
    return url.rstrip("/") + "/"


def _held(workspace: Path, draft: AdvisoryDraft, now: datetime, *, has_protected: bool) -> Held | None:
    if draft.status == "draft":
        return Held(advisory=draft.id, reason="draft")
    found = embargo_of_advisory(workspace, draft.id, draft.case, now)
    if found is not None:
        case, embargo = found
        return Held(advisory=draft.id, reason="embargo", detail=f"{case} {embargo.until or '-'}")
    if draft.tlp != "CLEAR" and not has_protected:
        return Held(advisory=draft.id, reason="tlp", detail=draft.tlp)
    return None


def _checked(document: WrittenAdvisory, now: datetime) -> list[Advice]:
    report = check_csaf(document.data, now=now)
    failures = [
        InputError(each.code, path=f"{document.filename} {each.path}", **each.params)
        for each in report.failures
        if each.mandatory
    ]
    if failures:
        raise ErrorGroup("publish.not_valid", failures, path=document.filename)
    recommended = [each for each in report.failures if each.test.startswith("6.2.")]
    return [Advice(filename=document.filename, failure=each) for each in recommended]


def _same(old: bytes, new: bytes) -> bool:
    """Say whether two documents differ in nothing but the program that wrote them."""
    return old == new or _without_generator(old) == _without_generator(new)


def _without_generator(data: bytes) -> object:
    root = msgspec.json.decode(data)
    root["document"]["tracking"].pop("generator", None)
    return root


def _check_succession(old: CsafDocument, new: CsafDocument, path: str) -> None:
    """Check that a document continues what was published: no revision is lost or moved, and there is a new one."""
    before = [(each.number, each.date) for each in old.tracking.revisions]
    after = [(each.number, each.date) for each in new.tracking.revisions]
    if after[: len(before)] != before:
        raise InputError("publish.history_changed", path=path, version=old.tracking.version)
    if len(after) == len(before):
        raise InputError("publish.needs_revision", path=path, version=old.tracking.version)


def _check_not_public(public: _Tree, draft: AdvisoryDraft) -> None:
    """Check that what is to be protected does not lie in the public tree from an earlier release."""
    for lang in draft.languages if draft.tlp != "CLEAR" else ():
        earlier = public.find(csaf_filename(document_id(draft, lang)))
        if earlier is not None:
            raise InputError("publish.moved", path=f"TLP:{draft.tlp}", earlier=earlier)


def _check_readable(tree: _Tree) -> None:
    errors: list[KanameError] = []
    for path, data in tree.present.items():
        try:
            found = read_csaf(data).version
        except KanameError as error:
            errors.append(InputError(error.code, path=path, **error.params))
            continue
        if found != tree.version:
            errors.append(InputError("publish.other_version", path=path, found=found, wanted=tree.version))
    for label in _LABELS[tree.version]:
        _feed_time(tree.root / tlp_folder(label), label, "")
    _metadata_time(tree.root)
    _raise(errors, tree)


def _check_hashes(tree: _Tree) -> None:
    """Check documents that the workspace does not hold any more; hash files of the others can be made anew."""
    errors: list[KanameError] = []
    for path in tree.present.keys() - tree.fresh.keys() - tree.kept.keys():
        try:
            verify_hashes(tree.root / path, tree.present[path])
        except IntegrityError as error:
            errors.append(error)
    _raise(sorted(errors, key=lambda error: error.path or ""), tree)


def _raise(errors: Sequence[KanameError], tree: _Tree) -> None:
    if errors:
        raise errors[0] if len(errors) == 1 else ErrorGroup("publish.tree", errors, path=str(tree.root))


def _write_tree(tree: _Tree, workspace: Path, signing: Signing, now: datetime) -> int:
    for path, (document, data) in tree.fresh.items():
        write_document(tree.root / path, data)
        keep_published(workspace, document.filename, read_csaf(data).tracking.version, data)
    current = {**tree.present, **{path: data for path, (_, data) in tree.fresh.items()}}
    changed = 0
    for path, data in sorted(current.items()):
        if path in tree.kept:
            _repair_hashes(tree.root / path, data)
            keep_published(workspace, tree.kept[path].filename, read_csaf(data).tracking.version, data)
        changed += _sign(tree.root / path, data, signing)
    documents = [_described(tree.root, path, data) for path, data in sorted(current.items())]
    changed += _write_keys(tree.root, signing)
    return changed + _write_around(tree, documents, now)


def _repair_hashes(path: Path, data: bytes) -> None:
    try:
        verify_hashes(path, data)
    except IntegrityError:
        write_document(path, data)


def _sign(path: Path, data: bytes, signing: Signing) -> int:
    changed = 0
    if signing.openpgp is not None and read_signature(path, OPENPGP_ENDING) is None:
        write_signature(path, OPENPGP_ENDING, sign_openpgp(data, signing.openpgp.fingerprint))
        changed += 1
    if signing.key is not None and not _holds(read_signature(path, DSSE_ENDING), data, signing.key):
        envelope = sign_envelope(data, PAYLOAD_TYPE, [signing.key])
        write_signature(path, DSSE_ENDING, write_envelope(msgspec.structs.replace(envelope, payload=b"")))
        changed += 1
    return changed


def _holds(signature: bytes | None, data: bytes, key: PrivateKey) -> bool:
    if signature is None:
        return False
    try:
        verify_csaf_signature(data=data, signature=signature, keys=[write_public_key(key.public_key())])
    except (InputError, IntegrityError):
        return False
    return True


def verify_csaf_signature(*, data: bytes, signature: bytes, keys: Sequence[bytes]) -> None:
    """Check the DSSE signature file of a document against public keys (PEM).

    Raises:
        InputError: not an envelope, not a key. IntegrityError: not signed by one of the keys, or altered.
    """
    from kaname.exchange.keys import parse_public_key

    envelope = msgspec.structs.replace(read_envelope(signature), payload=data)
    verify_envelope(envelope, [parse_public_key(key) for key in keys], payload_type=PAYLOAD_TYPE)


def _described(root: Path, path: str, data: bytes) -> PublishedDocument:
    document = read_csaf(data)
    return PublishedDocument(
        label=document.tlp,
        path=path.partition("/")[2],
        id=document.tracking.id,
        title=document.title,
        summary=next((note.text for note in document.notes if note.category == "summary"), ""),
        lang=document.lang,
        version=document.tracking.version,
        status=document.tracking.status,
        released=document.tracking.initial_release_date,
        updated=document.tracking.current_release_date,
        signatures=signatures_of(root / path),
    )


def _write_keys(root: Path, signing: Signing) -> int:
    changed = 0
    if signing.openpgp is not None:
        changed += write_changed(root / "openpgp" / f"{signing.openpgp.fingerprint}.asc", signing.openpgp.armoured)
    if signing.key is not None:
        public = signing.key.public_key()
        changed += write_changed(root / "keys" / f"{key_id(public)}.pem", write_public_key(public))
    return changed


def _write_around(tree: _Tree, documents: Sequence[PublishedDocument], now: datetime) -> int:
    """Write what leads to the documents; last the metadata, which leads to everything else."""
    labels = [
        label
        for label in _LABELS[tree.version]
        if any(each.label == label for each in documents) or (tree.public and label == _LABELS[tree.version][0])
    ]
    name = tree.settings.publisher.name
    start = _metadata_time(tree.root) or time_text(now)
    changed = 0
    updates: dict[str, str] = {}
    for label in labels:
        mine = [each for each in documents if each.label == label]
        folder = tree.root / tlp_folder(label)
        updates[label] = max((each.updated for each in mine), default=start)
        feed = rolie_feed(
            label, mine, base_url=tree.url, publisher=name, version=tree.version, empty=_feed_time(folder, label, start)
        )
        changed += write_changed(folder / "index.txt", index_text(mine))
        changed += write_changed(folder / "changes.csv", changes_csv(mine, tree.version))
        path = folder / feed_name(label)
        changed += write_changed(path, _check_form(path, feed, check_feed))
    path = tree.root / SERVICE_NAME
    service = rolie_service(labels, base_url=tree.url, publisher=name)
    changed += write_changed(path, _check_form(path, service, check_service))
    changed += write_changed(tree.root / SECURITY_NAME, security_txt(tree.url)) if tree.public else 0
    keys = [
        OpenPgpKey(fingerprint=path.stem, armoured=read_bytes(path))
        for path in sorted((tree.root / "openpgp").glob("*.asc"))
    ]
    key_files = [f"openpgp/{key.fingerprint}.asc" for key in keys]
    key_files += [f"keys/{path.name}" for path in sorted((tree.root / "keys").glob("*.pem"))]
    for lang, filename in PAGE_NAMES.items():
        contact = text_in(tree.settings.publisher.contact, lang) or ""
        page = provider_page(documents, publisher=name, contact=contact, labels=labels, key_files=key_files, lang=lang)
        changed += write_changed(tree.root / filename, page)
    signed = bool(documents) and all(OPENPGP_ENDING in each.signatures for each in documents)
    return changed + _write_metadata(tree, updates, keys, signed, now)


def _write_metadata(
    tree: _Tree, updates: Mapping[str, str], keys: Sequence[OpenPgpKey], signed: bool, now: datetime
) -> int:
    path = tree.root / METADATA_NAME
    for moment in (_metadata_time(tree.root), time_text(now)):
        if not moment:
            continue
        data = provider_metadata(
            tree.settings,
            base_url=tree.url,
            updates=updates,
            keys=keys,
            fully_signed=signed,
            last_updated=moment,
        )
        _check_form(path, data, check_metadata)
        # The time of the last change moves only with a change.
        if path.is_file() and read_bytes(path) == data:
            return 0
    write_changed(path, data)
    return 1


def _metadata_time(root: Path) -> str:
    path = root / METADATA_NAME
    if not path.is_file():
        return ""
    try:
        value = msgspec.json.decode(read_bytes(path), type=dict[str, object]).get("last_updated")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise InputError("publish.metadata", path=str(path)) from None
    return value if isinstance(value, str) else ""


def _feed_time(folder: Path, label: str, start: str) -> str:
    path = folder / feed_name(label)
    if not path.is_file():
        return start
    try:
        feed = msgspec.json.decode(read_bytes(path))["feed"]["updated"]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError, TypeError):
        raise InputError("publish.metadata", path=str(path)) from None
    return str(feed)
