"""The dpkg database: ``var/lib/dpkg/status``, and ``status.d`` of images that are put together without dpkg.

Source: deb-control(5), dpkg-query(1) for states, Debian Policy 5 and 7. A package counts as installed where its files are
unpacked, configured or not. Advisories name source packages: ``Source`` stands in ``upstream``. Files are held against
``md5sums``.
"""

import re
from collections.abc import Iterator

from kaname.errors import KanameError
from kaname.extract.extractor import Extractor, Found, Source, decode_text
from kaname.extract.limits import MAX_FILE_BYTES
from kaname.extract.packages import Package, PackageList
from kaname.extract.systems.installed_files import FileCheck
from kaname.extract.systems.needs import Needs
from kaname.extract.systems.release import Release, read_release, root_of
from kaname.model.sbom import Party

_STATUS = "var/lib/dpkg/status"
_FOLDER = "var/lib/dpkg/status.d/"
_INFO = "var/lib/dpkg/info/"
_DIVERSIONS = "var/lib/dpkg/diversions"
# States in which the files of a package are on the disk (dpkg-query(1)).
_UNPACKED = frozenset({"installed", "unpacked", "half-configured", "triggers-awaited", "triggers-pending"})
_GONE = frozenset({"config-files", "not-installed"})
_SOURCE = re.compile(r"(\S+)(?:\s+\((\S+)\))?")
_NEED = re.compile(r"\s*([a-z0-9][a-z0-9+.-]*)", re.ASCII)
_ADDRESS = re.compile(r"\s*(.*?)\s*<([^<>\s]+)>\s*")
_SUM = re.compile(r"([0-9a-f]{32})  (.+)", re.ASCII)


def extract_dpkg(source: Source) -> Found:
    """Return the installed packages of a dpkg system.

    Raises:
        InputError: not text.
    """
    packages = PackageList(source, "deb")
    root = root_of(source.path, _STATUS)
    release = _release(packages, source, root)
    check = FileCheck(packages, source.tree, root)
    diverted = _diversions(packages, source, root)
    needs = Needs(packages)
    for line, fields in iter_paragraphs(decode_text(source.data)):
        state = fields.get("status", "").split(" ")[-1]
        if state in _GONE:
            continue
        package = _add(packages, fields, release, line)
        if package is None:
            continue
        if state not in _UNPACKED:
            packages.problem("extract_os.package_half_installed", f"line {line}", package=package.name, state=state)
        _note_needs(needs, package, fields)
        architecture = fields.get("architecture", "")
        for name in (f"{package.name}:{architecture}.md5sums", f"{package.name}.md5sums"):
            if source.tree.has(root + _INFO + name):
                _check(packages, check, package, source, root + _INFO + name, diverted)
                break
    needs.link()
    return packages.done()


def extract_dpkg_part(source: Source) -> Found:
    """Return the packages of one file of ``status.d``; needs are answered by the other files.

    Raises:
        InputError: not text.
    """
    packages = PackageList(source, "deb")
    root = root_of(source.folder + "/", _FOLDER)
    release = _release(packages, source, root)
    for line, fields in iter_paragraphs(decode_text(source.data)):
        package = _add(packages, fields, release, line)
        if package is None:
            continue
        packages.make_subject(package)
        for need in _needs(fields):
            packages.want(package, need[0], "required")
        sums = f"{source.path}.md5sums"
        if source.tree.has(sums):
            _check(packages, FileCheck(packages, source.tree, root), package, source, sums, {})
    return packages.done(place=source.folder)


def iter_paragraphs(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield the paragraphs of a control file with their first line; names in lower case, continuation lines joined."""
    fields: dict[str, str] = {}
    start, name = 1, ""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            if fields:
                yield start, fields
            fields, start, name = {}, number + 1, ""
        elif line[0] in " \t":
            if name:
                fields[name] += "\n" + line.strip()
        else:
            name, colon, value = line.partition(":")
            name = name.strip().lower() if colon else ""
            if name:
                fields[name] = value.strip()
    if fields:
        yield start, fields


def _release(packages: PackageList, source: Source, root: str) -> Release:
    release = read_release(source.tree, root)
    if release is None:
        packages.problem("extract_os.release_missing", "")
        return Release(id="")  # packages keep name and version; whose they are stays open
    return release


def _add(packages: PackageList, fields: dict[str, str], release: Release, line: int) -> Package | None:
    name, version = fields.get("package", ""), fields.get("version", "")
    if not name or not version:
        shown = name or next(iter(fields), "")
        packages.problem("extract.entry_not_understood", f"line {line}", entry=shown[:80])
        return None
    found = _SOURCE.fullmatch(fields.get("source", "") or name)
    origin, origin_version = (found[1], found[2] or version) if found else (name, version)
    qualifiers = {
        "arch": fields.get("architecture", ""),
        "distro": release.distro,
        "upstream": origin if origin_version == version else f"{origin}@{origin_version}",
    }
    package = packages.add(name, version, namespace=release.vendor or None, qualifiers=qualifiers)
    package.source_packages = {(origin, origin_version): None}
    package.description = fields.get("description", "").partition("\n")[0] or None
    maintainer = _ADDRESS.fullmatch(fields.get("maintainer", ""))
    if maintainer is not None:
        package.supplier = Party(name=maintainer[1].strip('"') or maintainer[2], emails=(maintainer[2],))
    packages.add_reference(package, "website", fields.get("homepage", ""))
    if fields.get("essential") == "yes":
        packages.add_property(package, "kaname:dpkg:essential", "yes")
    return package


def _needs(fields: dict[str, str]) -> Iterator[tuple[str, ...]]:
    for field in ("pre-depends", "depends"):
        for clause in fields.get(field, "").replace("\n", " ").split(","):
            names = tuple([found[1] for part in clause.split("|") if (found := _NEED.match(part))])
            if names:
                yield names


def _note_needs(needs: Needs, package: Package, fields: dict[str, str]) -> None:
    needs.offer(package, [package.name])
    needs.offer(package, [found[1] for part in fields.get("provides", "").split(",") if (found := _NEED.match(part))])
    for names in _needs(fields):
        needs.need(package, *names)


def _check(
    packages: PackageList,
    check: FileCheck,
    package: Package,
    source: Source,
    path: str,
    diverted: dict[str, tuple[str, str]],
) -> None:
    try:
        text = source.tree.read(path, limit=MAX_FILE_BYTES).decode("utf-8", "surrogateescape")
    except KanameError as error:
        packages.problem(error.code, path, **error.params)
        return
    stated = []
    for line in text.splitlines():
        found = _SUM.fullmatch(line)
        if found is None:
            packages.problem("extract.entry_not_understood", path, entry=line[:80])
            continue
        name = found[2].removeprefix("./")
        target, by = diverted.get(name, ("", ""))
        stated.append((target if target and by != package.name else name, found[1]))
    check.check(package, "md5", stated)


def _diversions(packages: PackageList, source: Source, root: str) -> dict[str, tuple[str, str]]:
    """Return path → (where others' files of that path go, package that diverts): dpkg-divert(1), three lines each."""
    if not source.tree.has(root + _DIVERSIONS):
        return {}
    try:
        lines = decode_text(source.tree.read(root + _DIVERSIONS, limit=MAX_FILE_BYTES)).splitlines()
    except KanameError as error:
        packages.problem(error.code, root + _DIVERSIONS, **error.params)
        return {}
    return {
        lines[at].lstrip("/"): (lines[at + 1].lstrip("/"), lines[at + 2])
        for at in range(0, len(lines) - len(lines) % 3, 3)
    }


EXTRACTOR = Extractor(
    kind="dpkg",
    ecosystem="deb",
    files=(_STATUS,),
    facts=frozenset({"version", "edge", "supplier"}),
    phase="post-build",
    extract=extract_dpkg,
)
# Beside each file may lie its md5sums: every name that does not end so.
PARTS = Extractor(
    kind="dpkg-part",
    ecosystem="deb",
    files=tuple(_FOLDER + "*" + end for end in ("[!s]", "[!m]s", "[!u]ms", "[!s]ums", "[!5]sums")),
    facts=frozenset({"version", "edge", "supplier"}),
    phase="post-build",
    extract=extract_dpkg_part,
)
