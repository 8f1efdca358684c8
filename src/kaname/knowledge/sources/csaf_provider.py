"""What a CSAF provider lists: provider-metadata.json, ROLIE feeds, changes.csv, index.txt, hash files. Asks nobody by itself.

Refuses listings that are none. What is marked with another TLP label than WHITE or CLEAR is named, so that it can be counted
and left alone.

Source: CSAF 2.0 (OASIS standard), section 7.1, requirements 7 to 20, and its provider schema; CSAF 2.1, the same section.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec
from msgspec import Struct

WELL_KNOWN: Mapping[str, str] = {
    "redhat": "https://security.access.redhat.com/data/csaf/v2/provider-metadata.json",
    "suse": "https://www.suse.com/.well-known/csaf/provider-metadata.json",
    "cisa": "https://www.cisa.gov/sites/default/files/csaf/provider-metadata.json",
}
"""Providers that can be asked for by name. None of them is fetched unless it is named or configured."""

OPEN_LABELS = frozenset({"", "WHITE", "CLEAR"})  # a listing without a label says nothing against being read
LISTED_MAX = 1_000_000  # the largest provider listed fewer than 100,000 documents in 2026
_HEX = re.compile(r"[0-9a-fA-F]{64,128}")
_HASH_LENGTHS = {"sha256": 64, "sha512": 128}


class ListedDocument(Struct, frozen=True):
    """A document as a provider lists it.

    Attributes:
        updated: time of its current release as written; ``""`` where the listing gives none.
        hashes: (algorithm, address of the hash file), the strongest first. signature: address of an OpenPGP signature.
        listed_checks: True where the listing itself names what it can be checked by; else the addresses are the usual ones.
    """

    url: str
    updated: str
    hashes: tuple[tuple[str, str], ...] = ()
    signature: str = ""
    listed_checks: bool = True


class ProviderListing(Struct, frozen=True):
    """Where a provider lists its documents.

    Attributes:
        feeds, directories: addresses of open ROLIE feeds and folders. closed: how many are under another TLP label.
        role: as CSAF names it.
    """

    feeds: tuple[str, ...]
    directories: tuple[str, ...]
    closed: int
    role: str


def parse_metadata(content: bytes, url: str) -> ProviderListing:
    """Return where a provider-metadata.json says that documents are listed.

    Raises:
        ValueError: it is none, or lists nothing at all.
    """
    value = _object(content)
    if not isinstance(value.get("distributions"), list) or "canonical_url" not in value:
        raise ValueError("no provider metadata")
    feeds: list[str] = []
    directories: list[str] = []
    closed = 0
    for entry in value["distributions"]:
        if not isinstance(entry, dict):
            raise ValueError("no provider metadata")
        directory, rolie = _mapping(entry.get("directory")), _mapping(entry.get("rolie"))
        folder = entry.get("directory_url") or directory.get("url")
        listed = [(folder, directory.get("tlp_label"), directories)]
        listed += [(feed.get("url"), feed.get("tlp_label"), feeds) for feed in _mappings(rolie.get("feeds"))]
        for address, label, kept in listed:
            if not isinstance(address, str):
                continue
            if not _is_open(label):
                closed += 1
            elif kept is feeds:
                feeds.append(urljoin(url, address))
            else:
                directories.append(urljoin(url, address if address.endswith("/") else f"{address}/"))
    if not feeds and not directories and not closed:
        raise ValueError("no distribution")
    return ProviderListing(
        tuple(dict.fromkeys(feeds)), tuple(dict.fromkeys(directories)), closed, str(value.get("role") or "")
    )


def parse_rolie(content: bytes, url: str) -> Iterator[ListedDocument]:
    """Yield the documents of a ROLIE feed in its JSON form.

    Raises:
        ValueError: it is none, or an entry has no address.
    """
    entries = _mapping(_object(content).get("feed")).get("entry")
    if not isinstance(entries, list) or len(entries) > LISTED_MAX:
        raise ValueError("no ROLIE feed")
    for entry in entries:
        links = _mappings(_mapping(entry).get("link"))
        targets = [(str(link.get("rel", "")), urljoin(url, str(link.get("href", "")))) for link in links]
        place = urljoin(url, str(_mapping(_mapping(entry).get("content")).get("src", "")))
        address = next((target for rel, target in targets if rel == "self"), place)
        if not _is_document(address):
            raise ValueError("an entry without an address")
        hashes = sorted(
            ((target.rpartition(".")[2].lower(), target) for rel, target in targets if rel == "hash"), reverse=True
        )
        signature = next((target for rel, target in targets if rel == "signature"), "")
        kept = tuple((algorithm, target) for algorithm, target in hashes if algorithm in _HASH_LENGTHS)
        yield ListedDocument(address, str(entry.get("updated") or entry.get("published") or ""), kept, signature)


def parse_directory(changes: bytes, index: bytes | None, url: str) -> Iterator[ListedDocument]:
    """Yield the documents of a folder by its changes.csv, and of its index.txt those that are not in it.

    Raises:
        ValueError: it is no such list, or names something outside of the folder.
    """
    try:
        rows = [row for row in csv.reader(changes.decode("utf-8-sig").splitlines()) if row]
        lines = index.decode("utf-8-sig").splitlines() if index is not None else []
    except (UnicodeDecodeError, csv.Error) as error:
        raise ValueError("no list of changes") from error
    if any(len(row) != 2 for row in rows) or len(rows) + len(lines) > LISTED_MAX:
        raise ValueError("no list of changes")
    times = {path.strip(): updated.strip() for path, updated in reversed(rows)}
    for path in dict.fromkeys((*times, *(line.strip() for line in lines if line.strip()))):
        address = urljoin(url, path)
        if not address.startswith(url) or not _is_document(address):
            raise ValueError("an address outside of the folder")
        hashes = tuple((algorithm, f"{address}.{algorithm}") for algorithm in ("sha512", "sha256"))
        yield ListedDocument(address, times.get(path, ""), hashes, f"{address}.asc", listed_checks=False)


def parse_hash_file(content: bytes, algorithm: str) -> str:
    """Return the digest in a hash file, in lower-case hex.

    Raises:
        ValueError: it holds none of that length.
    """
    found = _HEX.match(content[:200].decode("ascii", "replace").strip())
    if found is None or len(found[0]) != _HASH_LENGTHS[algorithm]:
        raise ValueError("no hash file")
    return found[0].lower()


def tlp_of(content: bytes) -> str:
    """Return the TLP label of a CSAF document, in upper case; ``""`` where it has none.

    Raises:
        ValueError: it is no CSAF document.
    """
    document = _mapping(_object(content).get("document"))
    if not isinstance(document.get("tracking"), dict):
        raise ValueError("no CSAF document")
    return str(_mapping(_mapping(document.get("distribution")).get("tlp")).get("label") or "").upper()


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: object) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _is_open(label: object) -> bool:
    return str(label or "").upper().removeprefix("TLP:") in OPEN_LABELS


def _is_document(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and parts.path.lower().endswith(".json")


def _object(content: bytes) -> dict[str, Any]:
    try:
        value = msgspec.json.decode(content)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("no JSON") from error
    if not isinstance(value, dict):
        raise ValueError("no JSON object")
    return value
