"""The rpm database in SQLite: ``rpmdb.sqlite``.

Source: rpm 4.16 and later, database back end ``sqlite``: table ``Packages`` with one header blob per package. The older back
ends (Berkeley DB, ndb) are named as not read. The epoch stands in the qualifier ``epoch`` (purl-spec, rpm), the source in
``upstream``, the module stream of modular builds in ``rpmmod``. Signing keys, which rpm keeps as packages, are left out.
"""

import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kaname.errors import InputError
from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.limits import MAX_FILE_BYTES, MAX_RPM_HEADER_BYTES
from kaname.extract.packages import Package, PackageList
from kaname.extract.systems import rpm_header as tags
from kaname.extract.systems.installed_files import FileCheck
from kaname.extract.systems.needs import Needs
from kaname.extract.systems.release import Release, read_release, root_of
from kaname.extract.systems.rpm_header import RpmHeader, parse_header
from kaname.matching.context import split_source_rpm
from kaname.model.sbom import Party

_PLACES = ("usr/lib/sysimage/rpm/rpmdb.sqlite", "var/lib/rpm/rpmdb.sqlite")
_MAGIC = b"SQLite format 3\0"
_KEY_PACKAGE = "gpg-pubkey"
# The values of hash algorithms in OpenPGP (RFC 9580, 9.5), which rpm uses; without the tag it is MD5.
_ALGORITHMS = {0: "md5", 1: "md5", 2: "sha1", 8: "sha256", 9: "sha384", 10: "sha512", 11: "sha224"}
# rpmfile flags: configuration may be changed by the operator, ghosts have no content of the package's.
_CONFIG, _GHOST = 1 << 0, 1 << 6
# rpmds flags of needs that are rpm's own features.
_RPMLIB = 1 << 24
# A database that is no attack answers one query in far fewer steps (virtual machine instructions, in thousands).
_MAX_STEPS = 50_000


def extract_rpm(source: Source) -> Found:
    """Return the installed packages of an rpm system.

    Raises:
        InputError: ``extract_os.rpm_database`` with the reason.
    """
    packages = PackageList(source, "rpm")
    root = root_of(source.path, *_PLACES)
    release = read_release(source.tree, root)
    if release is None:
        packages.problem("extract_os.release_missing", "")
        release = Release(id="")
    needs = Needs(packages)
    check = FileCheck(packages, source.tree, root)
    files: list[tuple[Package, tuple[str, ...]]] = []
    for number, blob in iter_headers(source.data, source.sibling("rpmdb.sqlite-wal", limit=MAX_FILE_BYTES)):
        try:
            header = parse_header(blob)
        except InputError as error:
            packages.problem(error.code, f"package {number}", **error.params)
            continue
        if header.text(tags.NAME) == _KEY_PACKAGE:
            continue
        package = _add(packages, header, release, number)
        if package is None:
            continue
        paths = _paths(header)
        files.append((package, paths))
        needs.offer(package, [package.name, *header.texts(tags.PROVIDE_NAMES)])
        _note_needs(needs, package, header)
        _check(packages, check, package, header, paths)
    wanted = {name for name in needs.wanted_names() if name.startswith("/")}
    for package, paths in files:
        needs.offer(package, [path for path in paths if path in wanted])
    needs.link()
    return packages.done()


def iter_headers(database: bytes, journal: bytes | None = None) -> Iterator[tuple[int, bytes]]:
    """Yield the number and header of every package in an rpm database.

    Args:
        database: ``rpmdb.sqlite``. journal: its write-ahead log, where one was left behind; what it holds is applied.

    Raises:
        InputError: ``extract_os.rpm_database``.
    """
    if not database.startswith(_MAGIC):
        raise InputError("extract_os.rpm_database", reason="not an SQLite file")
    with tempfile.TemporaryDirectory(prefix="kaname-rpm-") as folder:
        # SQLite applies a log only to a file; a copy keeps it from writing to what is looked at.
        place = Path(folder) / "rpmdb.sqlite"
        place.write_bytes(database)
        if journal:
            place.with_name("rpmdb.sqlite-wal").write_bytes(journal)
        connection = sqlite3.connect(place, isolation_level=None)
        try:
            connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_RPM_HEADER_BYTES)
            steps = 0

            def count() -> int:
                nonlocal steps
                steps += 1
                return int(steps > _MAX_STEPS)

            connection.set_progress_handler(count, 1000)
            connection.execute("PRAGMA trusted_schema = OFF")
            kinds = connection.execute("SELECT type FROM sqlite_master WHERE name = 'Packages'").fetchall()
            if kinds != [("table",)]:
                raise InputError("extract_os.rpm_database", reason="no table Packages")
            for number, blob in connection.execute("SELECT hnum, blob FROM Packages ORDER BY hnum"):
                yield (number if isinstance(number, int) else 0), (blob if isinstance(blob, bytes) else b"")
        except (sqlite3.Error, UnicodeDecodeError) as error:  # the second for damaged names inside a message
            raise InputError("extract_os.rpm_database", reason=str(error)) from None
        finally:
            connection.close()


def _add(packages: PackageList, header: RpmHeader, release: Release, number: int) -> Package | None:
    name, version, build = (header.text(tag) for tag in (tags.NAME, tags.VERSION, tags.RELEASE))
    if not name or not version:
        packages.problem("extract.entry_not_understood", f"package {number}", entry=name or "rpm")
        return None
    written = f"{version}-{build}" if build else version
    epoch = header.text(tags.EPOCH)
    label = header.text(tags.MODULARITY_LABEL)
    source_rpm = header.text(tags.SOURCE_RPM)
    qualifiers = {
        "arch": header.text(tags.ARCH),
        "distro": release.distro,
        "epoch": epoch if epoch != "0" else "",
        "upstream": source_rpm if source_rpm.endswith(".src.rpm") else "",
        "rpmmod": ":".join(label.split(":")[:2]),
    }
    package = packages.add(name, written, namespace=release.vendor or None, qualifiers=qualifiers)
    package.version = f"{epoch}:{written}" if epoch and epoch != "0" else written
    if qualifiers["upstream"]:
        package.source_packages = {split_source_rpm(source_rpm): None}
    package.description = header.text(tags.SUMMARY) or None
    packages.add_license(package, header.text(tags.LICENSE))
    vendor = header.text(tags.VENDOR) or header.text(tags.PACKAGER)
    if vendor:
        package.supplier = Party(name=vendor, kind="organization" if header.text(tags.VENDOR) else "unknown")
    packages.add_reference(package, "website", header.text(tags.URL))
    packages.add_property(package, "kaname:rpm:modularity-label", label)
    return package


def _note_needs(needs: Needs, package: Package, header: RpmHeader) -> None:
    names = header.texts(tags.REQUIRE_NAMES)
    flags = header.numbers(tags.REQUIRE_FLAGS)
    for at, name in enumerate(names):
        flag = flags[at] if at < len(flags) else 0
        # Boolean needs stand in brackets and hang on what else is installed (rpm documentation, "Boolean Dependencies").
        if not flag & _RPMLIB and not name.startswith(("rpmlib(", "(", "config(")):
            needs.need(package, name)


def _paths(header: RpmHeader) -> tuple[str, ...]:
    folders = header.texts(tags.FOLDER_NAMES)
    indexes = header.numbers(tags.FOLDER_INDEXES)
    names = header.texts(tags.BASE_NAMES)
    return tuple(
        [folders[index] + name for index, name in zip(indexes, names, strict=False) if index < len(folders)]
        if len(indexes) == len(names)
        else []
    )


def _check(
    packages: PackageList, check: FileCheck, package: Package, header: RpmHeader, paths: tuple[str, ...]
) -> None:
    digests = header.texts(tags.FILE_DIGESTS)
    modes = header.numbers(tags.FILE_MODES)
    flags = header.numbers(tags.FILE_FLAGS)
    number = next(iter(header.numbers(tags.FILE_DIGEST_ALGORITHM)), 0)
    if not digests or not any(digests):
        return
    if number not in _ALGORITHMS or not len(paths) == len(digests) == len(modes) == len(flags):
        packages.problem("extract_os.rpm_file_list", package.name)
        return
    stated = [
        (path.lstrip("/"), digest)
        for path, digest, mode, flag in zip(paths, digests, modes, flags, strict=True)
        if digest and stat.S_ISREG(mode) and not flag & (_CONFIG | _GHOST)
    ]
    check.check(package, _ALGORITHMS[number], stated)


EXTRACTOR = Extractor(
    kind="rpm",
    ecosystem="rpm",
    files=_PLACES,
    facts=frozenset({"version", "edge", "license", "supplier"}),
    phase="post-build",
    extract=extract_rpm,
)
