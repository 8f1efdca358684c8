"""A CSAF provider as static files: what stands in provider-metadata.json, ROLIE feeds, index.txt and changes.csv.

Pure: from the list of published documents to the bytes of the files around them, nothing read or written. Sources: CSAF 2.0,
section 7.1 (requirements 7 to 20) and its provider schema; CSAF 2.1 (specification draft of August 2026), the same section;
RFC 8322 for ROLIE. Service and feed documents are those of the JSON form that CSAF takes.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

import msgspec
from msgspec import Struct

from kaname.model.advisory_draft import Publisher, text_in

CsafVersion = Literal["2.0", "2.1"]
METADATA_NAME = "provider-metadata.json"
SERVICE_NAME = "service.json"
# Line for the security.txt of the site.
SECURITY_NAME = "security.txt.csaf"
# Path under the root of a web site at which readers look first (7.1.9).
WELL_KNOWN = ".well-known/csaf"
# Algorithms of the hash files beside each document (7.1.18), by ending.
HASH_FILES = ("sha256", "sha512")
OPENPGP_ENDING, DSSE_ENDING = "asc", "dsse"
_CATEGORY = [{"scheme": "urn:ietf:params:rolie:category:information-type", "term": "csaf"}]
_DOCUMENT_SCHEMAS: Mapping[str, str] = {
    "2.0": "https://docs.oasis-open.org/csaf/csaf/v2.0/csaf_json_schema.json",
    "2.1": "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json",
}
_PROVIDER_SCHEMA_2_1 = "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/provider.json"


class ProviderSettings(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """How a workspace publishes: ``provider`` in ``kaname.yaml``.

    Attributes:
        url: https URL at which the public tree's folder of CSAF files is served, ``https://example.com/.well-known/csaf/``.
        protected_url: the same of the tree behind access control; empty where there is none.
        license: SPDX expression under which the documents may be used.
        csaf_version: of the documents; a tree holds one version.
        list_on_aggregators, mirror_on_aggregators: what aggregators may do.
    """

    publisher: Publisher
    url: str = ""
    protected_url: str = ""
    license: str = ""
    csaf_version: CsafVersion = "2.0"
    list_on_aggregators: bool = True
    mirror_on_aggregators: bool = True


class PublishedDocument(Struct, frozen=True, kw_only=True):
    """A document in the tree.

    Attributes:
        label: TLP label as the document writes it. path: below the folder of its label, ``2026/x.json``.
        released, updated: its first and its current release, as written. signatures: endings of its signature files.
    """

    label: str
    path: str
    id: str
    title: str
    summary: str
    lang: str
    version: str
    status: str
    released: str
    updated: str
    signatures: tuple[str, ...] = ()


class OpenPgpKey(Struct, frozen=True, kw_only=True):
    """A public OpenPGP key of the provider: fingerprint in hex and armoured bytes."""

    fingerprint: str
    armoured: bytes


def tlp_folder(label: str) -> str:
    """Return the folder of a TLP label."""
    return label.lower().replace("+", "_")


def feed_name(label: str) -> str:
    """Return the file name of the feed of a TLP label."""
    return f"csaf-feed-tlp-{tlp_folder(label).replace('_', '-')}.json"


def hash_file(data: bytes, algorithm: str, filename: str) -> bytes:
    """Return a hash file as ``sha256sum`` writes it: digest, two spaces, file name."""
    return f"{hashlib.new(algorithm, data).hexdigest()}  {filename}\n".encode()


def index_text(documents: Iterable[PublishedDocument]) -> bytes:
    """Return index.txt: the path of every document, sorted (7.1.12)."""
    return "".join(f"{each.path}\n" for each in sorted(documents, key=lambda each: each.path)).encode()


def changes_csv(documents: Iterable[PublishedDocument], version: CsafVersion = "2.0") -> bytes:
    """Return changes.csv: path and current release of every document, the latest first (7.1.13); in 2.1 without quotes."""
    by_path = sorted(documents, key=lambda each: each.path)
    latest_first = sorted(by_path, key=lambda each: each.updated, reverse=True)
    mark = '"' if version == "2.0" else ""
    return "".join(f"{mark}{each.path}{mark},{mark}{each.updated}{mark}\n" for each in latest_first).encode()


def security_txt(base_url: str) -> bytes:
    """Return the line for the security.txt of the web site that leads to the metadata (7.1.8).

    It is no security.txt by itself: contact and expiry (RFC 9116, section 2.5) are the site's.
    """
    note = "# Add this line to /.well-known/security.txt of the site, and sign that file again where it is signed."
    return f"{note}\nCSAF: {base_url}{METADATA_NAME}\n".encode()


def rolie_feed(
    label: str,
    documents: Sequence[PublishedDocument],
    *,
    base_url: str,
    publisher: str,
    version: CsafVersion,
    empty: str,
) -> bytes:
    """Return the ROLIE feed of a TLP label (7.1.15).

    Args:
        base_url: of the folder that the label's folder is in, with a slash at its end.
        empty: time of change of a feed without documents.
    """
    folder = f"{base_url}{tlp_folder(label)}/"
    feed = {
        "id": feed_name(label).removesuffix(".json"),
        "title": f"{publisher}: CSAF (TLP:{label})",
        "link": [
            {"rel": "self", "href": folder + feed_name(label)},
            {"rel": "service", "href": base_url + SERVICE_NAME},
        ],
        "category": _CATEGORY,
        "updated": max((each.updated for each in documents), default=empty),
        "entry": [_entry(each, folder + each.path, version) for each in sorted(documents, key=lambda each: each.path)],
    }
    return _json({"feed": feed})


def _entry(document: PublishedDocument, url: str, version: CsafVersion) -> dict[str, Any]:
    links = [{"rel": "self", "href": url}]
    links += [{"rel": "hash", "href": f"{url}.{kind}"} for kind in HASH_FILES]
    # Readers take every link of this name for an OpenPGP signature; others are found by the name of the file.
    links += [
        {"rel": "signature" if ending == OPENPGP_ENDING else "related", "href": f"{url}.{ending}"}
        for ending in document.signatures
    ]
    return {
        "id": document.id,
        "title": document.title,
        "link": links,
        "published": document.released,
        "updated": document.updated,
        "summary": {"content": document.summary or document.title},
        "content": {"type": "application/json", "src": url},
        "format": {"schema": _DOCUMENT_SCHEMAS[version], "version": version},
    }


def rolie_service(labels: Sequence[str], *, base_url: str, publisher: str) -> bytes:
    """Return the ROLIE service document that lists the feeds (7.1.16)."""
    collections = [
        {
            "title": f"{publisher}: CSAF (TLP:{label})",
            "href": f"{base_url}{tlp_folder(label)}/{feed_name(label)}",
            "categories": {"category": _CATEGORY},
        }
        for label in labels
    ]
    return _json({"service": {"workspace": [{"title": publisher, "collection": collections}]}})


def provider_metadata(
    settings: ProviderSettings,
    *,
    base_url: str,
    updates: Mapping[str, str],
    keys: Sequence[OpenPgpKey],
    fully_signed: bool,
    last_updated: str,
) -> bytes:
    """Return provider-metadata.json (7.1.7).

    Args:
        base_url: of the folder that it is in, with a slash at its end. updates: last change by TLP label.
        keys: public OpenPGP keys. fully_signed: every document has an OpenPGP signature, which the role
            ``csaf_trusted_provider`` asks for (7.2.3).
        last_updated: RFC 3339 time.
    """
    version = settings.csaf_version
    publisher = {
        "category": settings.publisher.category,
        "name": settings.publisher.name,
        "namespace": settings.publisher.namespace,
    }
    contact = text_in(settings.publisher.contact, "en")
    if contact:
        publisher["contact_details"] = contact
    metadata: dict[str, Any] = {
        "canonical_url": base_url + METADATA_NAME,
        "distributions": _distributions(settings, base_url, updates),
        "last_updated": last_updated,
        "list_on_CSAF_aggregators": settings.list_on_aggregators,
        "metadata_version": version,
        "mirror_on_CSAF_aggregators": settings.mirror_on_aggregators,
        "public_openpgp_keys": [
            {"fingerprint": key.fingerprint, "url": f"{base_url}openpgp/{key.fingerprint}.asc"} for key in keys
        ],
        "publisher": publisher,
        "role": "csaf_trusted_provider" if fully_signed and keys else "csaf_provider",
    }
    if version == "2.1":
        metadata = {"$schema": _PROVIDER_SCHEMA_2_1, **metadata}
    return _json(metadata)


def _distributions(settings: ProviderSettings, base_url: str, updates: Mapping[str, str]) -> list[dict[str, Any]]:
    feeds: list[dict[str, str]] = []
    directories: list[dict[str, Any]] = []
    for label, updated in updates.items():
        folder = f"{base_url}{tlp_folder(label)}/"
        feed = {
            "summary": f"TLP:{label} ({settings.publisher.name})",
            "tlp_label": label,
            "url": folder + feed_name(label),
        }
        feeds.append({"last_updated": updated, **feed} if settings.csaf_version == "2.1" else feed)
        if settings.csaf_version == "2.1":
            directories.append({"directory": {"tlp_label": label, "url": folder}})
        else:
            directories.append({"directory_url": folder})
    return [*directories, {"rolie": {"feeds": feeds, "services": [base_url + SERVICE_NAME]}}]


def _json(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
