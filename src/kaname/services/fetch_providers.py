"""Fetching the CSAF documents of one provider: from its provider-metadata.json to one zip in the cache.

Only documents that are new or changed are asked for. What a listing gives to check a document by is checked: its hash always,
its OpenPGP signature where the user keeps keys of the provider. What does not pass is left out, counted and named; the copy
that was there stays. Documents under another TLP label than WHITE or CLEAR are left alone.
"""

import hashlib
import os
import re
import shutil
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from kaname.errors import InputError, IntegrityError, SourceError
from kaname.knowledge.archives import RECORD_BYTES_MAX
from kaname.knowledge.sources.csaf_provider import (
    OPEN_LABELS,
    WELL_KNOWN,
    ListedDocument,
    parse_directory,
    parse_hash_file,
    parse_metadata,
    parse_rolie,
    tlp_of,
)
from kaname.net.checksums import file_sha256
from kaname.net.client import HttpClient, Limits, check_url
from kaname.net.download import Downloaded, download_file
from kaname.services.fetch_changes import FetchedFiles, UpdateNote
from kaname.services.openpgp import verify_openpgp

PROVIDERS_VARIABLE = "KANAME_CSAF_PROVIDERS"
KEYS_VARIABLE = "KANAME_CSAF_KEYS"
LISTING_BYTES_MAX = 256 * 1024 * 1024
HASH_BYTES_MAX = 64 * 1024
DOCUMENTS_MAX = 5_000  # in one update, the newest first: each costs up to three requests; later updates take the rest
FAILURES_MAX = 20  # documents in a row that cannot be had: then it is the server that has trouble
PACE_SECONDS = 0.05  # single small files: a server of files is not troubled by twenty a second
NAMES_SHOWN = 5
_STATE_MEMBER = "documents.state"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNSAFE = re.compile(r"[^A-Za-z0-9._+-]+")


Parsed = TypeVar("Parsed")


class _Known(Struct, frozen=True):
    """A document that was dealt with: time of its release as listed, and its entry in the zip (``""``: left alone)."""

    updated: str
    member: str


def configured_providers(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return the providers that the user configured: name → address of provider-metadata.json.

    ``KANAME_CSAF_PROVIDERS`` holds entries separated by blanks: ``name=https://…``, or the name of a well-known provider.

    Raises:
        InputError: an entry is neither (``knowledge.csaf_providers``), or its address cannot be asked (``net.bad_url``).
    """
    found: dict[str, str] = {}
    for entry in environment.get(PROVIDERS_VARIABLE, "").split():
        name, _, url = entry.partition("=")
        url = url or WELL_KNOWN.get(name, "")
        if not url or not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,63}", name):
            raise InputError("knowledge.csaf_providers", entry=entry[:200])
        found[name] = check_url(url)
    return found


def accepted_keys(name: str, environment: Mapping[str, str] = os.environ) -> bytes | None:
    """Return the armoured OpenPGP keys by which the user accepts documents of a provider; None where there are none.

    They lie in ``<name>.asc`` in the folder that ``KANAME_CSAF_KEYS`` names.

    Raises:
        InputError: the file cannot be read (``knowledge.csaf_keys``).
    """
    folder = environment.get(KEYS_VARIABLE, "")
    path = Path(folder).expanduser() / f"{name}.asc"
    if not folder or not path.exists():
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError("knowledge.csaf_keys", path=str(path), why=error.strerror or "") from error


class ProviderFetcher:
    """Fetches one provider.

    Args:
        name: of the provider; its source is ``csaf:<name>``. keys: armoured public keys, None checks no signatures.
        on_documents: called with documents so far and in all.
    """

    def __init__(
        self,
        client: HttpClient,
        name: str,
        url: str,
        cache: Path,
        *,
        keys: bytes | None,
        on_documents: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        self._client = client
        self._url = url
        self._zip = cache / "csaf" / f"{name}.zip"
        self._listings = cache / "csaf" / f"{name}.listings"
        self._parts = cache / "csaf" / f"{name}.parts"
        self._keys = keys
        self._on_documents = on_documents
        self._counts: Counter[str] = Counter()
        self._named: dict[str, list[str]] = {}
        self._received = self._resumed = 0

    def fetch(self) -> FetchedFiles:
        """Bring the zip of the provider up to date.

        Raises:
            SourceError: a listing cannot be had or is none (``net.not_a_provider``), or every document fails.
            UnsupportedError: keys are kept and there is no program to check signatures with (``publish.no_gpg``).
            InputError: the cache cannot be written (``net.cache_not_writable``).
        """
        try:
            self._parts.mkdir(parents=True, exist_ok=True)
            return self._fetch()
        except OSError as error:
            raise InputError("net.cache_not_writable", path=str(self._zip), why=error.strerror or str(error)) from error

    def _fetch(self) -> FetchedFiles:
        listed = self._list()
        known = self._known()
        wanted = [
            document
            for document in sorted(listed.values(), key=lambda document: (document.updated, document.url), reverse=True)
            if (before := known.get(document.url)) is None or before.updated != document.updated
        ]
        left = len(wanted) - DOCUMENTS_MAX
        taken: dict[str, tuple[_Known, Path | None]] = {}
        failures = 0
        for done, document in enumerate(wanted[:DOCUMENTS_MAX], start=1):
            try:
                taken[document.url] = self._take(document)
                failures = 0
            except (SourceError, IntegrityError) as error:
                failures += 1
                if failures >= FAILURES_MAX or (failures == len(wanted) and not known):
                    raise
                self._note("update.noted.document_refused", f"{_basename(document.url)} ({error.code})")
            self._on_documents(done, min(len(wanted), DOCUMENTS_MAX))
        if left > 0:
            self._counts["update.noted.documents_left"] = left
        digest_before = file_sha256(self._zip)
        if taken or known.keys() - listed.keys() or not digest_before:
            known = self._pack(listed, known, taken)
        shutil.rmtree(self._parts, ignore_errors=True)
        notes, refused = tuple(self._notes()), self._counts["update.noted.document_refused"]
        if not any(document.member for document in known.values()):
            return FetchedFiles(files=(), notes=notes, failed_records=refused)
        digest = file_sha256(self._zip)
        file = Downloaded(
            status="unchanged" if digest == digest_before else "changed",
            path=str(self._zip),
            sha256=digest,
            size_bytes=self._zip.stat().st_size,
            received_bytes=self._received,
            resumed_bytes=self._resumed,
        )
        return FetchedFiles(files=(file,), notes=notes, failed_records=refused)

    def _list(self) -> dict[str, ListedDocument]:
        listing = _parsed(
            self._url, lambda: parse_metadata(self._listing(self._url, "provider-metadata.json"), self._url)
        )
        if listing.closed:
            self._counts["update.noted.listings_closed"] = listing.closed
        found: dict[str, ListedDocument] = {}
        for url in listing.feeds:
            content = self._listing(url, f"{_short(url)}.json")
            for document in _parsed(url, lambda: list(parse_rolie(content, url))):  # noqa: B023 - called at once
                before = found.get(document.url)
                if before is None or before.updated < document.updated:
                    found[document.url] = document
        for url in listing.directories if not listing.feeds else ():
            changes = self._listing(f"{url}changes.csv", f"{_short(url)}.changes.csv")
            index = self._optional(f"{url}index.txt", f"{_short(url)}.index.txt")
            for document in _parsed(url, lambda: list(parse_directory(changes, index, url))):  # noqa: B023 - called at once
                found[document.url] = document
        return found

    def _listing(self, url: str, name: str) -> bytes:
        done = download_file(
            self._client,
            url,
            self._listings / name,
            limits=Limits(size_bytes=LISTING_BYTES_MAX),
            pace_seconds=PACE_SECONDS,
        )
        self._received += done.received_bytes
        return Path(done.path).read_bytes()

    def _optional(self, url: str, name: str) -> bytes | None:
        try:
            return self._listing(url, name)
        except SourceError as error:
            if error.code != "net.not_there":
                raise
            return None

    def _take(self, document: ListedDocument) -> tuple[_Known, Path | None]:
        part = self._parts / f"{_short(document.url + document.updated)}.json"
        if part.exists():
            content = part.read_bytes()  # it was checked before it was put there
            self._resumed += len(content)
            return _Known(document.updated, _basename(document.url)), part
        content = self._read(document.url, RECORD_BYTES_MAX)
        self._check_hash(document, content)
        self._check_signature(document, content)
        try:
            label = tlp_of(content)
        except ValueError as error:
            raise IntegrityError("knowledge.not_csaf", url=document.url) from error
        if label.removeprefix("TLP:") not in OPEN_LABELS:
            self._note("update.noted.document_closed", f"{_basename(document.url)} (TLP:{label[:20]})")
            return _Known(document.updated, ""), None
        temporary = part.with_suffix(".new")
        temporary.write_bytes(content)
        temporary.replace(part)
        return _Known(document.updated, _basename(document.url)), part

    def _check_hash(self, document: ListedDocument, content: bytes) -> None:
        for algorithm, url in document.hashes:
            try:
                stated = self._read(url, HASH_BYTES_MAX)
            except SourceError as error:
                # A folder does not say which hash files it has; a feed that lists one must have it.
                if document.listed_checks or error.code != "net.not_there":
                    raise
                continue
            try:
                expected = parse_hash_file(stated, algorithm)
            except ValueError as error:
                raise IntegrityError("knowledge.csaf_hash", url=document.url) from error
            if hashlib.new(algorithm, content).hexdigest() != expected:
                raise IntegrityError("knowledge.csaf_hash", url=document.url)
            return
        self._counts["update.noted.documents_without_hash"] += 1

    def _check_signature(self, document: ListedDocument, content: bytes) -> None:
        if self._keys is None:
            if document.signature and document.listed_checks:
                self._counts["update.noted.signatures_not_checked"] += 1
            return
        if not document.signature:
            raise IntegrityError("knowledge.csaf_unsigned", url=document.url)
        try:
            signature = self._read(document.signature, HASH_BYTES_MAX)
        except SourceError as error:
            if error.code == "net.not_there":
                raise IntegrityError("knowledge.csaf_unsigned", url=document.url) from error
            raise
        verify_openpgp(content, signature, [self._keys])

    def _read(self, url: str, limit_bytes: int) -> bytes:
        if self._url.startswith("https:") and not url.startswith("https:"):
            raise SourceError("net.redirect_to_plain_http", url=self._url, target=url)
        content = self._client.read_small(url, limits=Limits(size_bytes=limit_bytes), pace_seconds=PACE_SECONDS)
        self._received += len(content)
        return content

    def _known(self) -> dict[str, _Known]:
        """Return the documents of the zip; empty where it is not there whole."""
        try:
            with zipfile.ZipFile(self._zip) as archive:
                return msgspec.json.decode(archive.read(_STATE_MEMBER), type=dict[str, _Known])
        except (OSError, KeyError, zipfile.BadZipFile, msgspec.MsgspecError):
            return {}

    def _pack(
        self,
        listed: Mapping[str, ListedDocument],
        known: Mapping[str, _Known],
        taken: Mapping[str, tuple[_Known, Path | None]],
    ) -> dict[str, _Known]:
        """Write the zip anew, with its state inside, so that both change in one step; returns the state."""
        names = Counter(map(_basename, listed))
        state: dict[str, _Known] = {}
        contents: dict[str, Path | str] = {}
        for url in sorted(listed):
            if url in taken:
                note, part = taken[url]
            elif url in known:
                note, part = known[url], None
            else:
                continue
            name = _basename(url)
            member = (name if names[name] == 1 else f"{_short(url)}-{name}") if note.member else ""
            if member:
                contents[member] = part or note.member
            state[url] = _Known(note.updated, member)
        temporary = self._zip.with_name(f"{self._zip.name}.new")
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
            for member, content in self._iter_contents(contents):
                target.writestr(zipfile.ZipInfo(member, _EPOCH), content, zipfile.ZIP_DEFLATED)
            target.writestr(zipfile.ZipInfo(_STATE_MEMBER, _EPOCH), msgspec.json.encode(state), zipfile.ZIP_DEFLATED)
        temporary.replace(self._zip)
        return state

    def _iter_contents(self, contents: Mapping[str, Path | str]) -> Iterator[tuple[str, bytes]]:
        """Yield entries by name: fresh ones from their files, the others from the zip as it was."""
        if not any(isinstance(place, str) for place in contents.values()):
            yield from (
                (member, place.read_bytes()) for member, place in sorted(contents.items()) if isinstance(place, Path)
            )
            return
        try:
            with zipfile.ZipFile(self._zip) as old:
                for member, place in sorted(contents.items()):
                    yield member, place.read_bytes() if isinstance(place, Path) else old.read(place)
        except (zipfile.BadZipFile, zlib.error, KeyError, EOFError) as error:
            self._zip.unlink(missing_ok=True)
            raise SourceError("net.cache_damaged", path=str(self._zip)) from error

    def _note(self, code: str, name: str) -> None:
        self._counts[code] += 1
        names = self._named.setdefault(code, [])
        if len(names) < NAMES_SHOWN:
            names.append(name)

    def _notes(self) -> Iterator[UpdateNote]:
        for code in sorted(self._counts):
            names: Sequence[str] = self._named.get(code, ())
            yield UpdateNote(code, {"count": self._counts[code], **({"names": ", ".join(names)} if names else {})})


def _parsed(url: str, parse: Callable[[], Parsed]) -> Parsed:
    try:
        return parse()
    except ValueError as error:
        raise SourceError("net.not_a_provider", url=url) from error


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _basename(url: str) -> str:
    name = _UNSAFE.sub("_", urlsplit(url).path.rpartition("/")[2])[-100:]
    return name if re.match(r"[A-Za-z0-9][A-Za-z0-9_-]", name) else f"x{_short(url)}.json"
