"""``pylock.toml`` and ``pylock.<name>.toml`` (PEP 751), lock-version 1.0.

Source: PyPA specification "pylock.toml". ``dependencies`` are optional there: what has none listed has no edges here. Markers
are not evaluated.
"""

from collections.abc import Mapping

from kaname.errors import UnsupportedError
from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.packages import Package, PackageList
from kaname.extract.python.places import add_files, add_pypi
from kaname.extract.python.requirement import normal_name
from kaname.extract.text_formats import parse_toml


def extract_pylock(source: Source) -> Found:
    """Return the packages of a standard Python lock file with the edges it states.

    Raises:
        InputError: not TOML. UnsupportedError: ``extract.version_unknown``.
    """
    packages = PackageList(source, "pypi")
    lock = parse_toml(source.data)
    version = packages.text(lock.get("lock-version"), "lock-version")
    if version.partition(".")[0] != "1":
        raise UnsupportedError("extract.version_unknown", form="pylock.toml", version=version)
    rows: list[tuple[Package, dict[str, object]]] = []
    for index, value in enumerate(packages.sequence(lock.get("packages"), "packages")):
        entry = packages.mapping(value, f"packages[{index}]")
        rows.append((_add(packages, entry, f"packages[{index}]"), entry))
    for package, entry in rows:
        for value in packages.sequence(entry.get("dependencies"), f"{package.name}.dependencies"):
            need = packages.mapping(value, f"{package.name}.dependencies")
            name = normal_name(packages.text(need.get("name"), f"{package.name}.dependencies.name"))
            targets = [each for each, _ in rows if each.name == name and need.get("version") in (None, each.version)]
            for target in targets:
                packages.depends(package, target, "required")
            if not targets:
                packages.problem("extract.edge_unresolved", f"{package.name}.dependencies", name=name)
    return packages.done()


def _add(packages: PackageList, entry: Mapping[str, object], place: str) -> Package:
    text = packages.text
    url = ""
    vcs = packages.mapping(entry.get("vcs"), f"{place}.vcs")
    archive = packages.mapping(entry.get("archive"), f"{place}.archive")
    if vcs:
        where = text(vcs.get("url") or vcs.get("path"), f"{place}.vcs")
        url = f"{text(vcs.get('type'), place) or 'git'}+{where}@{text(vcs.get('commit-id'), f'{place}.vcs.commit-id')}"
    elif archive:
        url = text(archive.get("url"), f"{place}.archive.url")
    package = add_pypi(packages, text(entry.get("name"), place), text(entry.get("version"), place), url=url)
    files: list[tuple[str, str]] = []
    listed = [entry.get("sdist"), entry.get("archive"), *packages.sequence(entry.get("wheels"), f"{place}.wheels")]
    for item in listed:
        file = packages.mapping(item, f"{place}.wheels")
        shown = text(file.get("url") or file.get("name") or file.get("path"), place)
        digests = packages.mapping(file.get("hashes"), f"{place}.hashes")
        # sha256 where there are several: one digest per file is what other tools compare.
        best = "sha256" if "sha256" in digests else next(iter(sorted(digests)), "")
        if file:
            files.append((shown, f"{best}:{text(digests.get(best), place)}" if best else ""))
    add_files(packages, package, files, place)
    if not package.version and "directory" not in entry:
        packages.undetermined(package, url, place)
    if entry.get("marker"):
        packages.add_property(package, "kaname:python:marker", text(entry.get("marker"), f"{place}.marker"))
    return package


EXTRACTOR = Extractor(
    kind="pylock",
    ecosystem="pypi",
    files=("pylock.toml", "pylock.*.toml"),
    facts=frozenset({"version", "hash", "edge"}),
    phase="pre-build",
    extract=extract_pylock,
    accounts_for=("pyproject.toml", "setup.py", "setup.cfg"),
)
