"""Core metadata of a Python distribution (``METADATA``, ``PKG-INFO``) and the digests of its files (``RECORD``).

Source: PyPA specifications "Core metadata" (2.4) and "Recording installed projects". Refuses metadata without a name.
"""

import base64
import binascii
import csv
import hashlib
import io
from email import policy
from email.message import Message
from email.parser import BytesParser

from kaname.errors import InputError, KanameError
from kaname.extract.extractor import Source, decode_text
from kaname.extract.limits import MAX_FILE_BYTES
from kaname.extract.packages import Package, PackageList
from kaname.extract.python.requirement import normal_name, parse_requirement
from kaname.extract.tree import Tree
from kaname.model.sbom import ALTERED_PROPERTY, Party

_CLASSIFIER = "License :: OSI Approved :: "
_URL_KINDS = {"homepage": "website", "source": "vcs", "repository": "vcs", "source code": "vcs", "github": "vcs"}


def add_distribution(packages: PackageList, data: bytes, *, must: bool) -> Package:
    """Add the distribution that core metadata describes.

    Args:
        packages: the list. data: the metadata file.
        must: True where what it requires is expected to be installed beside it.

    Raises:
        InputError: ``extract.metadata_incomplete``: no name.
    """
    headers = BytesParser(policy=policy.compat32).parsebytes(data, headersonly=True)
    name, version = _header(headers, "Name"), _header(headers, "Version")
    if not name:
        raise InputError("extract.metadata_incomplete", field="Name")
    package = packages.add(normal_name(name), version)
    if not version:
        packages.undetermined(package, "", "Version")
    _add_licenses(packages, package, headers)
    package.description = _header(headers, "Summary") or None
    author = _header(headers, "Author") or _header(headers, "Author-email").partition("<")[0].strip(' "')
    if author:
        package.authors = (Party(name=author),)
    packages.add_reference(package, "website", _header(headers, "Home-page"))
    for line in headers.get_all("Project-URL") or ():
        label, _, url = str(line).partition(",")
        packages.add_reference(package, _URL_KINDS.get(label.strip().lower(), "other"), url.strip())
    for line in headers.get_all("Requires-Dist") or ():
        _add_need(packages, package, str(line), must=must)
    return package


def _header(headers: Message, name: str) -> str:
    value = str(headers.get(name) or "").strip()
    return "" if value == "UNKNOWN" else value


def _add_licenses(packages: PackageList, package: Package, headers: Message) -> None:
    expression, text = _header(headers, "License-Expression"), _header(headers, "License")
    if expression:
        packages.add_license(package, expression)
        return
    # Some put the whole licence text into the field: a name is short.
    if text and len(text) <= 200 and "\n" not in text:
        packages.add_license(package, text)
        return
    for line in headers.get_all("Classifier") or ():
        if str(line).startswith(_CLASSIFIER):
            packages.add_license(package, str(line).removeprefix(_CLASSIFIER))


def _add_need(packages: PackageList, package: Package, line: str, *, must: bool) -> None:
    requirement = parse_requirement(line)
    if requirement is None:
        packages.problem("extract.entry_not_understood", "Requires-Dist", entry=line[:80])
        return
    packages.add_property(package, "kaname:python:requires", " ".join(line.split()))
    scope = "optional" if requirement.extra else "required"
    packages.want(package, normal_name(requirement.name), scope, must=must and not requirement.marker)


def check_record(packages: PackageList, package: Package, tree: Tree, record: bytes, base: str) -> None:
    """Compare the files of a distribution with the digests that its RECORD states.

    Args:
        packages: gets ``extract.record_mismatch`` and ``extract.record_file_missing`` for each file that differs.
        package: the distribution; its properties name each such file (``ALTERED_PROPERTY``).
        tree: where the files lie. record: the RECORD file. base: folder that its paths are relative to.

    Cost: reads every recorded file once.
    """
    for row in _rows(record):
        if len(row) < 2 or not row[1] or not row[0]:
            continue
        algorithm, _, encoded = row[1].partition("=")
        path = _joined(base, row[0])
        if not path or algorithm not in ("sha256", "sha384", "sha512"):
            continue  # outside the tree (scripts in bin), or a digest that is not meant for checking
        if not tree.has(path):
            # Programs are installed elsewhere, and vendored copies come without them.
            if not row[0].startswith(("..", "bin/", "Scripts/")):
                packages.problem("extract.record_file_missing", row[0])
                packages.add_property(package, ALTERED_PROPERTY, row[0])
            continue
        try:
            wanted = base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4))
            found = hashlib.new(algorithm, tree.read(path, limit=MAX_FILE_BYTES)).digest()
        except (binascii.Error, ValueError):
            packages.problem("extract.hash_malformed", row[0], algorithm=algorithm, value=encoded[:80])
            continue
        except KanameError as error:
            packages.problem(error.code, row[0], **error.params)
            continue
        if wanted != found:
            packages.problem("extract.record_mismatch", row[0])
            packages.add_property(package, ALTERED_PROPERTY, row[0])


def _rows(record: bytes) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(decode_text(record), newline="")))
    except csv.Error as error:
        raise InputError("extract.syntax", path="RECORD", form="CSV", reason=str(error)) from None


def _joined(base: str, path: str) -> str:
    parts = base.split("/") if base else []
    for part in path.replace("\\", "/").split("/"):
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "" if path.startswith("/") else "/".join(parts)


def folder_above(source: Source) -> str:
    """Return the folder that holds the metadata folder: site-packages."""
    return source.folder.rpartition("/")[0]
