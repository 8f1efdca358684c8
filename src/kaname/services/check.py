"""Judge a bill of materials: read it, find the profile, hold one against the other."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from kaname import formats
from kaname.errors import InputError
from kaname.exchange.dsse import MAX_ENVELOPE_BYTES, read_envelope
from kaname.model.sbom import Sbom
from kaname.sbom.judge import Judgement, judge
from kaname.sbom.profile import Profile, load_profile, parse_profile
from kaname.sbom.scope import FILE_NAME, Scope, parse_scope, scope_profile
from kaname.sbom.subject import prepare_subject
from kaname.sbom.yaml_text import MAX_YAML_BYTES
from kaname.store import files

T = TypeVar("T")


class Checked(Struct, frozen=True, kw_only=True):
    """A judged document: what was read, the profile with its texts, and the judgement."""

    file: str
    sbom: Sbom
    profile: Profile
    judgement: Judgement


def check_sbom(
    *, file: str, profile: str | None = None, scope: str | None = None, signature: str | None = None
) -> Checked:
    """Judge a document.

    Args:
        file: path; ``-`` for standard input.
        profile: name of a profile, or path of one in YAML (told by ``/`` or the ending). Optional where a scope is given.
        scope: path of a scope, or of the folder that holds ``scope.yaml``.
        signature: path of a detached signature; its presence is judged, not whether it is good.

    Raises:
        InputError, UnsupportedError: a file cannot be read or is not what it should be; ``sbom.check_without_profile``.
    """
    if profile is None and scope is None:
        raise InputError("sbom.check_without_profile")
    found = read_profile(profile) if profile is not None else None
    if scope is not None:
        found = scope_profile(read_scope_file(scope), items=found)
    assert found is not None
    if signature is not None:
        # That it is a signature envelope at all; whether it is good, ``sbom verify`` says.
        read_envelope(files.read_bytes(signature, limit=MAX_ENVELOPE_BYTES))
    sbom = read_sbom_file(file)
    return Checked(
        file=file, sbom=sbom, profile=found, judgement=judge_sbom(sbom=sbom, profile=found, signature=bool(signature))
    )


def judge_sbom(*, sbom: Sbom, profile: Profile, signature: bool = False) -> Judgement:
    """Judge a document that was read. ``signature``: a detached signature came with it."""
    subject = prepare_subject(
        sbom,
        unknown=stated_unknown(sbom),
        detached_signature=signature,
        has_vulnerabilities=holds_vulnerabilities(sbom),
    )
    return judge(subject, profile)


def read_sbom_file(file: str) -> Sbom:
    """Read a bill of materials from a path, or from standard input for ``-``.

    Raises:
        InputError, UnsupportedError: with the file in the path of the error.
    """
    limit = formats.MAX_DOCUMENT_BYTES
    data = files.read_stdin(limit=limit) if file == "-" else files.read_bytes(file, limit=limit)
    try:
        return formats.read_sbom(data, name=file)
    except InputError as error:
        where = f"{file}: {error.path}" if error.path else file
        raise type(error)(error.code, path=where, **error.params) from error


def read_profile(name: str) -> Profile:
    """Return a profile by name, or from a file where the name is a path.

    Raises:
        InputError: no such profile or file, or not of the form.
    """
    if "/" in name or name.endswith((".yaml", ".yml", ".json")):
        return read_small_file(name, parse_profile)
    return load_profile(name)


def read_scope_file(path: str) -> Scope:
    """Read a scope from a file, or from ``scope.yaml`` in a folder.

    Raises:
        InputError: no such file, or not of the form.
    """
    target = Path(path)
    return read_small_file(str(target / FILE_NAME if target.is_dir() else target), parse_scope)


def read_small_file(path: str, parse: Callable[[bytes], T]) -> T:
    """Read a file that a person wrote (profile, scope, policy) and parse it; errors name the file.

    Raises:
        InputError: the file cannot be read, or as ``parse``.
    """
    data = files.read_bytes(path, limit=MAX_YAML_BYTES)
    try:
        return parse(data)
    except InputError as error:
        where = f"{path}: {error.path}" if error.path else path
        raise InputError(error.code, path=where, **error.params) from error


def stated_unknown(sbom: Sbom) -> dict[str, frozenset[str]]:
    """Return what an SPDX 2 document states as not known (``NOASSERTION``): ref → attribute words.

    Licences are left to their rule, which sees the word itself. YAML documents are not looked at: they would have to be
    decoded again, which costs more than all rules together.
    """
    if b"NOASSERTION" not in sbom.original.data:
        return {}
    if sbom.format == "spdx-json":
        return _from_json(sbom.original.data)
    if sbom.format == "spdx-tag-value":
        return _from_tags(formats.decode_text(sbom.original.data))
    return {}


def holds_vulnerabilities(sbom: Sbom) -> bool:
    """Say whether the document carries vulnerability data, which the model leaves in the original."""
    data = sbom.original.data
    if sbom.format == "cyclonedx-json":
        if b'"vulnerabilities"' not in data:
            return False
        try:
            return bool(msgspec.json.decode(data, type=_Vulnerabilities).vulnerabilities)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return True  # not even a list, but it is there
    if sbom.format == "cyclonedx-xml":
        return b"<vulnerabilities" in data or b":vulnerabilities" in data
    return sbom.format == "spdx3-json-ld" and b'"security_' in data


class _Vulnerabilities(Struct):
    vulnerabilities: list[msgspec.Raw] | None = None


class _Package(Struct):
    ref: str | None = msgspec.field(name="SPDXID", default=None)
    supplier: str | None = None
    version: str | None = msgspec.field(name="versionInfo", default=None)
    copyright: str | None = msgspec.field(name="copyrightText", default=None)
    url: str | None = msgspec.field(name="downloadLocation", default=None)


class _Packages(Struct):
    packages: list[_Package] | None = None


_WORDS = ("supplier", "version", "copyright", "url")
_TAG = re.compile(
    r"^(SPDXID|PackageName|PackageSupplier|PackageVersion|PackageCopyrightText|PackageDownloadLocation):[ \t]*(\S+)",
    re.M,
)
_TAG_WORDS = {
    "PackageSupplier": "supplier",
    "PackageVersion": "version",
    "PackageCopyrightText": "copyright",
    "PackageDownloadLocation": "url",
}


def _from_json(data: bytes) -> dict[str, frozenset[str]]:
    try:
        packages = msgspec.json.decode(data, type=_Packages).packages or []
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}  # of a wrong type somewhere: the reader kept the rest and noted it
    found = {}
    for each in packages:
        words = frozenset(word for word in _WORDS if getattr(each, word) == "NOASSERTION")
        if words and each.ref:
            found[each.ref] = words
    return found


def _from_tags(text: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    ref: str | None = None
    inside = False
    for tag, value in _TAG.findall(text):
        if tag == "PackageName":
            ref, inside = None, True
        elif tag == "SPDXID":
            ref = value if inside and ref is None else ref
        elif value == "NOASSERTION" and ref is not None:
            found[ref] = found.get(ref, frozenset()) | {_TAG_WORDS[tag]}
    return found
