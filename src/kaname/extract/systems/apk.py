"""The apk database of Alpine, Wolfi and their kin: ``lib/apk/db/installed``.

Source: apk-tools, apk(5) and the installed database that it writes: records of one-letter fields with an empty line after
each. Advisories name the origin package (``o``), which stands in ``upstream``. Files are held against their SHA-1 (``Z``).
"""

import base64
import binascii
import re
from collections.abc import Iterator

from kaname.extract.extractor import Extractor, Found, Source, decode_text
from kaname.extract.packages import Package, PackageList
from kaname.extract.systems.installed_files import FileCheck
from kaname.extract.systems.needs import Needs
from kaname.extract.systems.release import Release, read_release, root_of
from kaname.model.sbom import Party

_PLACES = ("usr/lib/apk/db/installed", "lib/apk/db/installed")
_ADDRESS = re.compile(r"\s*(.*?)\s*<([^<>\s]+)>\s*")
# Where a constraint begins: name>=1.2-r0, name~1, name@repository.
_NAME_END = re.compile(r"[<>=~@]")
_LINK_MODE = "777"


def extract_apk(source: Source) -> Found:
    """Return the installed packages of an apk system.

    Raises:
        InputError: not text.
    """
    packages = PackageList(source, "apk")
    root = root_of(source.path, *_PLACES)
    release = read_release(source.tree, root)
    if release is None:
        packages.problem("extract_os.release_missing", "")
        release = Release(id="")
    needs = Needs(packages)
    check = FileCheck(packages, source.tree, root)
    for line, record in iter_records(decode_text(source.data)):
        fields = {key: value for key, value in record if key not in "FMRaZ"}
        package = _add(packages, fields, release, line)
        if package is None:
            continue
        files, stated = _files(packages, record, line)
        needs.offer(package, [package.name, *[_bare(each) for each in fields.get("p", "").split()], *files])
        for need in fields.get("D", "").split():
            if not need.startswith("!"):  # a conflict
                needs.need(package, _bare(need))
        check.check(package, "sha1", stated)
    needs.link()
    return packages.done()


def iter_records(text: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Yield the records with their first line: pairs of letter and value in the order of the file."""
    record: list[tuple[str, str]] = []
    start = 1
    for number, line in enumerate(text.split("\n"), 1):
        if line:
            key, _, value = line.partition(":")
            record.append((key, value.rstrip("\r")))
        else:
            if record:
                yield start, record
            record, start = [], number + 1
    if record:
        yield start, record


def _add(packages: PackageList, fields: dict[str, str], release: Release, line: int) -> Package | None:
    name, version = fields.get("P", ""), fields.get("V", "")
    if not name or not version:
        packages.problem("extract.entry_not_understood", f"line {line}", entry=(name or next(iter(fields), ""))[:80])
        return None
    origin = fields.get("o", "") or name
    qualifiers = {"arch": fields.get("A", ""), "distro": release.distro, "upstream": origin}
    package = packages.add(name, version, namespace=release.vendor or None, qualifiers=qualifiers)
    package.source_packages = {(origin, version): None}
    package.description = fields.get("T") or None
    packages.add_license(package, fields.get("L", ""))
    maintainer = _ADDRESS.fullmatch(fields.get("m", ""))
    if maintainer is not None:
        package.supplier = Party(name=maintainer[1] or maintainer[2], emails=(maintainer[2],))
    packages.add_reference(package, "website", fields.get("U", ""))
    packages.add_property(package, "kaname:apk:commit", fields.get("c", ""))
    return package


def _files(packages: PackageList, record: list[tuple[str, str]], line: int) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the paths of a record (absolute, as needs name them) and (path, SHA-1) of its regular files."""
    paths: list[str] = []
    stated: list[tuple[str, str]] = []
    folder = path = mode = ""
    for key, value in record:
        if key == "F":
            folder = value
        elif key == "R":
            path, mode = (f"{folder}/{value}" if folder else value), ""
            paths.append("/" + path)
        elif key == "a":
            mode = value.rpartition(":")[2]
        elif key == "Z" and value.startswith("Q1") and mode != _LINK_MODE:
            # The digest of a link is that of its target's name; links have the mode 777.
            try:
                stated.append((path, base64.b64decode(value[2:], validate=True).hex()))
            except (binascii.Error, ValueError):
                packages.problem("extract.hash_malformed", f"line {line}", algorithm="SHA-1", value=value[:80])
    return paths, stated


def _bare(need: str) -> str:
    return _NAME_END.split(need, maxsplit=1)[0]


EXTRACTOR = Extractor(
    kind="apk",
    ecosystem="apk",
    files=_PLACES,
    facts=frozenset({"version", "edge", "license", "supplier"}),
    phase="post-build",
    extract=extract_apk,
)
