"""The requirements of section 7.1 of CSAF 2.0 and 2.1, one function each: what is wrong, or why nothing can be said.

A function returns points; an empty list means that the requirement is met, a text the reason (code under
``provider.not_checked``) why it was not checked.
"""

import hashlib
from collections.abc import Callable, Iterable
from typing import Final, Literal

from msgspec import Struct

from kaname.errors import InputError, IntegrityError, Scalar, UnsupportedError
from kaname.formats.csaf.addresses import file_name
from kaname.formats.csaf.checks import Fault
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.provider_files import (
    FeedEntry,
    check_category,
    check_feed,
    check_metadata,
    check_service,
    decode_file,
    security_txt_fields,
)
from kaname.services.openpgp import verify_openpgp
from kaname.services.provider_files import domain_of
from kaname.services.provider_snapshot import FoundDocument, FoundFeed, ProviderSnapshot

METADATA_NAME = "provider-metadata.json"
WELL_KNOWN = "/.well-known/csaf/" + METADATA_NAME
_HASHES = ("sha512", "sha256", "sha384", "sha3-512", "sha3-256")
_PUBLIC = ("WHITE", "CLEAR")
_PROTECTED = ("AMBER", "AMBER+STRICT", "RED")


class Point(Struct, frozen=True, kw_only=True):
    """One thing to say about a requirement. ``code``: text under ``provider.*``; ``place``: URL or file it is about.

    A remark is about something that the standard only recommends: it fails nothing.
    """

    code: str
    place: str = ""
    params: dict[str, Scalar] = {}
    is_remark: bool = False


Answer = list[Point] | str


def _valid(provider: ProviderSnapshot) -> Answer:
    points: list[Point] = []
    for each in provider.documents:
        if each.found.data is None and each.found.status not in (401, 403):
            points.append(_point("document_missing", each.url))
        elif each.error is not None:
            points.append(_point("document_unreadable", each.url, reason=each.error.code))
        elif each.report is not None and not each.report.is_valid:
            tests = sorted({failure.test for failure in each.report.failures if failure.mandatory})
            points.append(_point("document_invalid", each.url, tests=", ".join(tests)))
    return points if provider.documents else "no_documents"


def _names(provider: ProviderSnapshot) -> Answer:
    known = [(each, each.document) for each in provider.documents if each.document is not None]
    wrong = [(each, file_name(document.tracking.id)) for each, document in known]
    points = [_point("filename", each.url, expected=name) for each, name in wrong if each.name != name]
    return points if known else "no_documents"


def _tls(provider: ProviderSnapshot) -> Answer:
    urls = [provider.url, *(each.url for each in provider.directories), *_listed_urls(provider)]
    points = [_point("not_https", url) for url in dict.fromkeys(urls) if not url.startswith("https://")]
    return points if points or provider.files.is_remote else "folder"


def _listed_urls(provider: ProviderSnapshot) -> list[str]:
    return [*(each.url for each in provider.feeds), *(each.url for each in provider.documents)]


def _free(provider: ProviderSnapshot) -> Answer:
    if not provider.files.is_remote:
        return "folder"
    # A document that was not handed out has no label that could be read: that of its feed or directory counts.
    points = [
        _point("not_free", each.url, status=each.found.status)
        for each in provider.documents
        if each.found.data is None and provider.listed_label(each.url) in _PUBLIC
    ]
    return points if provider.documents else "no_documents"


def _protected(provider: ProviderSnapshot) -> Answer:
    labelled = [each for each in provider.documents if (each.label or provider.listed_label(each.url)) in _PROTECTED]
    if not labelled:
        return []
    if not provider.files.is_remote:
        return "folder"
    return [_point("not_protected", each.url, label=each.label) for each in labelled if each.found.data is not None]


def _redirects(provider: ProviderSnapshot) -> Answer:
    if not provider.files.is_remote:
        return "folder"
    urls = [provider.url, *_listed_urls(provider)]
    found = [(url, provider.files.find(url)) for url in dict.fromkeys(urls)]
    # They should not be there (7.1.6); more than five are not followed, which is told as a document that is not there.
    return [_remark("redirect", url, target=one.final_url) for url, one in found if one.data and one.final_url != url]


def _metadata(provider: ProviderSnapshot) -> Answer:
    points = _form_points(provider.url, check_metadata(provider.root))
    if provider.files.is_remote and not points and provider.root.get("canonical_url").text != provider.url:
        canonical = provider.files.find(provider.root.get("canonical_url").text).data
        if canonical is None:
            points.append(_point("canonical_missing", provider.root.get("canonical_url").text))
    return points


def _security_txt(provider: ProviderSnapshot) -> Answer:
    domain = domain_of(provider.url)
    if not provider.files.is_remote:
        return "folder"
    texts = [
        provider.files.find(f"https://{domain}{path}").data for path in ("/.well-known/security.txt", "/security.txt")
    ]
    fields = [value for text in texts if text is not None for value in security_txt_fields(text)]
    wanted = {provider.url, provider.root.get("canonical_url").text}
    if not wanted & set(fields):
        return [_point("security_txt", f"https://{domain}/.well-known/security.txt")]
    return [_point("not_https", value) for value in fields if value.startswith("http://")]


def _well_known(provider: ProviderSnapshot) -> Answer:
    return _serves_metadata(provider, f"https://{domain_of(provider.url)}{WELL_KNOWN}", "well_known")


def _dns(provider: ProviderSnapshot) -> Answer:
    domain = domain_of(provider.url).removeprefix("csaf.data.security.").removeprefix("www.")
    return _serves_metadata(provider, f"https://csaf.data.security.{domain}/", "dns")


def _serves_metadata(provider: ProviderSnapshot, url: str, code: str) -> Answer:
    if not provider.files.is_remote:
        return "folder"
    found = provider.files.find(url)
    root = decode_file(found.data) if found.data is not None else None
    if root is None or not root.get("canonical_url").text:
        return [_point(code, url)]
    return [_point("redirect", url, target=found.final_url)] if found.final_url != url else []


def _years(provider: ProviderSnapshot) -> Answer:
    if not provider.directories:
        return "no_directory"
    points = []
    for each in provider.documents:
        if each.document is not None and provider.directory_with(each.url) is not None:
            year, folder = each.document.tracking.initial_release_date[:4], each.url.split("/")[-2]
            if folder != year:
                points.append(_point("year", each.url, expected=year))
    return points


def _index(provider: ProviderSnapshot) -> Answer:
    if not provider.directories:
        return "no_directory"
    points: list[Point] = []
    for directory in provider.directories:
        place = directory.url + "index.txt"
        if directory.index is None:
            points.append(_point("list_missing", place))
            continue
        listed = set(directory.index)
        paths = {each.url.removeprefix(directory.url) for each in provider.below(directory) if each.found.data}
        points += [_point("not_listed", place, document=path) for path in sorted(paths - listed)]
        if provider.not_looked_at == 0:
            points += [_point("listed_but_missing", place, document=path) for path in sorted(listed - paths)]
    return points


def _changes(provider: ProviderSnapshot) -> Answer:
    if not provider.directories:
        return "no_directory"
    points: list[Point] = []
    for directory in provider.directories:
        place = directory.url + "changes.csv"
        if directory.changes is None:
            points.append(_point("changes_form" if directory.has_changes else "list_missing", place))
            continue
        times = [time for _, time in directory.changes]
        if times != sorted(times, reverse=True):
            points.append(_point("changes_order", place))
        listed = dict(directory.changes)
        for each in provider.below(directory):
            path = each.url.removeprefix(directory.url)
            if each.document is None:
                continue
            if path not in listed:
                points.append(_point("not_listed", place, document=path))
            elif listed[path] != each.document.tracking.current_release_date:
                expected = each.document.tracking.current_release_date
                points.append(_point("changes_time", place, document=path, given=listed[path], expected=expected))
    return points


def _listings(provider: ProviderSnapshot) -> Answer:
    if not provider.directories:
        return "no_directory"
    if not provider.files.is_remote:
        return "folder"
    return [_point("listing", each.url) for each in provider.directories if provider.files.find(each.url).data is None]


def _rolie(provider: ProviderSnapshot) -> Answer:
    if not provider.feeds:
        return "no_rolie"
    points: list[Point] = []
    for feed in provider.feeds:
        if feed.root is None:
            points.append(_point("list_missing", feed.url))
            continue
        points += _form_points(feed.url, check_feed(feed.root))
        for entry in feed.entries:
            points += _entry_points(provider, feed, entry)
    open_labels = {*_PUBLIC, "GREEN", "UNLABELED"}
    if not any(feed.label in open_labels for feed in provider.feeds):
        points.append(_point("no_open_feed", provider.url))
    for label in dict.fromkeys(each.label for each in provider.documents if each.label):
        own = [{entry.url for entry in feed.entries} for feed in provider.feeds if feed.label == label]
        urls = {each.url for each in provider.documents if each.label == label}
        fullest = max(own, key=lambda listed: len(listed & urls), default=set())
        points += [_point("not_in_feed", url, label=label) for url in sorted(urls - fullest)]
    return points


def _entry_points(provider: ProviderSnapshot, feed: FoundFeed, entry: FeedEntry) -> list[Point]:
    points: list[Point] = []
    for ending, links, code in (
        *((kind, entry.hashes, "hash_not_linked") for kind in ("sha256", "sha512")),
        ("asc", entry.signatures, "signature_not_linked"),
    ):
        url = f"{entry.url}.{ending}"
        if url not in links and not provider.files.is_remote and provider.files.find(url).data is not None:
            points.append(_point(code, feed.url, document=url))
    return points


def _services(provider: ProviderSnapshot) -> Answer:
    return _optional(provider, "services", check_service)


def _categories(provider: ProviderSnapshot) -> Answer:
    return _optional(provider, "categories", check_category)


def _optional(provider: ProviderSnapshot, name: str, check: Callable[[Node], Iterable[Fault]]) -> Answer:
    if not provider.feeds:
        return "no_rolie"
    points: list[Point] = []
    for node in provider.root.select("distributions", "*", "rolie", name, "*"):
        data = provider.files.find(node.text).data
        root = decode_file(data) if data is not None else None
        if root is None:
            points.append(_point("list_missing", node.text))
        else:
            points += _form_points(node.text, check(root))
    return points


def _hashes(provider: ProviderSnapshot) -> Answer:
    points: list[Point] = []
    for each in provider.documents:
        if each.found.data is None:
            continue
        verdicts = [_hash_verdict(provider, each, kind) for kind in _HASHES]
        if "wrong" in verdicts:
            points.append(_point("hash_wrong", each.url))
        elif "right" not in verdicts:
            points.append(_point("hash_missing", each.url))
    return points if provider.documents else "no_documents"


def _hash_verdict(provider: ProviderSnapshot, each: FoundDocument, kind: str) -> Literal["right", "wrong", "missing"]:
    # One good hash is enough: the rarer ones are asked for only where a folder answers for nothing.
    linked = [url for feed in provider.feeds for entry in feed.entries if entry.url == each.url for url in entry.hashes]
    url = next((link for link in linked if link.endswith("." + kind)), f"{each.url}.{kind}")
    if provider.files.is_remote and url not in linked and kind not in ("sha512", "sha256"):
        return "missing"
    data = provider.files.find(url).data
    if data is None or each.found.data is None:
        return "missing"
    digest = hashlib.new(kind.replace("sha3-", "sha3_"), each.found.data).hexdigest()
    given = data.split(maxsplit=1)
    return "right" if given and given[0].decode("ascii", "replace").lower() == digest else "wrong"


def _signatures(provider: ProviderSnapshot) -> Answer:
    keys = [key for key in provider.key_files().values() if key is not None]
    points: list[Point] = []
    for each in provider.documents:
        if each.found.data is None:
            continue
        signature = provider.files.find(each.url + ".asc").data
        if signature is None:
            points.append(_point("signature_missing", each.url))
        elif not signature.lstrip().startswith(b"-----BEGIN PGP SIGNATURE-----"):
            points.append(_point("signature_not_armoured", each.url))
        elif not keys:
            points.append(_point("signature_without_key", each.url))
        else:
            try:
                verify_openpgp(each.found.data, signature, keys)
            except UnsupportedError:
                return "no_gpg"
            except (IntegrityError, InputError):
                points.append(_point("signature_wrong", each.url))
    return points if provider.documents else "no_documents"


def _keys(provider: ProviderSnapshot) -> Answer:
    keys = provider.key_files()
    if not keys:
        return [_point("no_key", provider.url)]
    points = [_point("key_missing", url) for url, data in keys.items() if data is None]
    begin = b"-----BEGIN PGP PUBLIC KEY BLOCK-----"
    return points + [
        _point("key_not_armoured", url)
        for url, data in keys.items()
        if data is not None and not data.lstrip().startswith(begin)
    ]


def _user_agent(provider: ProviderSnapshot) -> Answer:
    return "user_agent"


def _origin(provider: ProviderSnapshot) -> Answer:
    if not provider.files.is_remote:
        return "folder"
    has_header = "access-control-allow-origin" in provider.files.find(provider.url).headers
    return [] if has_header else [_remark("no_origin_header", provider.url)]


def _point(code: str, place: str, **params: Scalar) -> Point:
    return Point(code=f"provider.{code}", place=place, params=params)


def _remark(code: str, place: str, **params: Scalar) -> Point:
    return Point(code=f"provider.{code}", place=place, params=params, is_remark=True)


def _form_points(place: str, faults: Iterable[Fault]) -> list[Point]:
    return [
        Point(code=f"csaf.schema.{fault.variant}", place=f"{place} {fault.path}".strip(), params=fault.params)
        for fault in faults
    ]


RULES: Final[dict[int, Callable[[ProviderSnapshot], Answer]]] = {
    1: _valid,
    2: _names,
    3: _tls,
    4: _free,
    5: _protected,
    6: _redirects,
    7: _metadata,
    8: _security_txt,
    9: _well_known,
    10: _dns,
    11: _years,
    12: _index,
    13: _changes,
    14: _listings,
    15: _rolie,
    16: _services,
    17: _categories,
    18: _hashes,
    19: _signatures,
    20: _keys,
    24: _user_agent,
    25: _origin,
}
ONLY_2_1: Final = frozenset({24, 25})
