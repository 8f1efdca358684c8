"""``uv.lock``, version 1.

Source: uv documentation, "Resolution", and its lock files. The workspace members are packages with an ``editable`` or
``virtual`` source. Markers are not evaluated: an edge that holds on some platform is an edge.
"""

from collections.abc import Mapping, Sequence

from kaname.errors import UnsupportedError
from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.packages import Package, PackageList
from kaname.extract.python.places import add_files, add_pypi
from kaname.extract.python.requirement import normal_name
from kaname.extract.text_formats import parse_toml

_LOCAL = ("editable", "virtual", "directory")


def extract_uv_lock(source: Source) -> Found:
    """Return the packages of a uv lock file with their graph.

    Raises:
        InputError: not TOML. UnsupportedError: ``extract.version_unknown``.
    """
    packages = PackageList(source, "pypi")
    lock = parse_toml(source.data)
    if lock.get("version") != 1:
        raise UnsupportedError("extract.version_unknown", form="uv.lock", version=str(lock.get("version")))
    added: dict[str, list[Package]] = {}
    rows: list[tuple[Package, dict[str, object]]] = []
    members: dict[str, Package] = {}
    for index, value in enumerate(packages.sequence(lock.get("package"), "package")):
        place = f"package[{index}]"
        entry = packages.mapping(value, place)
        origin = packages.mapping(entry.get("source"), f"{place}.source")
        if any(key in origin for key in _LOCAL):
            package = _add_member(packages, entry, origin, place)
            members[packages.text(next(iter(origin.values())), place)] = package
        else:
            package = _add(packages, entry, origin, place)
        added.setdefault(normal_name(packages.text(entry.get("name"), place)), []).append(package)
        rows.append((package, entry))
    for package, entry in rows:
        _add_edges(packages, added, package, entry)
    for folder, member in members.items():
        if folder != "." and "." in members:
            packages.contains(members["."], member)
    packages.spread_scopes()
    return packages.done()


def _add_member(
    packages: PackageList, entry: Mapping[str, object], origin: Mapping[str, object], place: str
) -> Package:
    name = normal_name(packages.text(entry.get("name"), f"{place}.name"))
    # A virtual member is never built into a distribution: no index can hold it.
    return packages.add_subject(
        name,
        packages.text(entry.get("version"), f"{place}.version"),
        public="virtual" not in origin or packages.text(origin.get("virtual"), place) != ".",
    )


def _add(packages: PackageList, entry: Mapping[str, object], origin: Mapping[str, object], place: str) -> Package:
    text = packages.text
    url = text(origin.get("url"), f"{place}.source.url")
    if origin.get("git"):
        git = text(origin.get("git"), f"{place}.source.git")
        url = f"git+{git.partition('?')[0].partition('#')[0]}@{git.partition('#')[2]}"
    package = add_pypi(packages, text(entry.get("name"), place), text(entry.get("version"), place), url=url)
    files = []
    sdist = entry.get("sdist")
    for item in [*([sdist] if sdist else []), *packages.sequence(entry.get("wheels"), f"{place}.wheels")]:
        file = packages.mapping(item, f"{place}.wheels")
        shown = text(file.get("url") or file.get("path") or file.get("filename"), f"{place}.wheels")
        files.append((shown, text(file.get("hash"), f"{place}.wheels")))
    add_files(packages, package, files, place)
    return package


def _add_edges(
    packages: PackageList, added: Mapping[str, list[Package]], source: Package, entry: Mapping[str, object]
) -> None:
    place = source.name
    _link(packages, added, source, packages.sequence(entry.get("dependencies"), f"{place}.dependencies"), "required")
    for group, scope in (("optional-dependencies", "optional"), ("dev-dependencies", "excluded")):
        for extra, needs in packages.mapping(entry.get(group), f"{place}.{group}").items():
            _link(packages, added, source, packages.sequence(needs, f"{place}.{group}.{extra}"), scope)


def _link(
    packages: PackageList, added: Mapping[str, list[Package]], source: Package, needs: Sequence[object], scope: str
) -> None:
    for value in needs:
        need = packages.mapping(value, f"{source.name}.dependencies")
        name = packages.text(need.get("name"), f"{source.name}.dependencies.name")
        wanted = need.get("version")
        targets = [each for each in added.get(normal_name(name), []) if wanted in (None, each.version)]
        for target in targets:
            packages.depends(source, target, scope)
        if not targets:
            packages.problem("extract.edge_unresolved", f"{source.name}.dependencies", name=name)


EXTRACTOR = Extractor(
    kind="uv-lock",
    ecosystem="pypi",
    files=("uv.lock",),
    facts=frozenset({"version", "hash", "edge", "scope"}),
    phase="pre-build",
    extract=extract_uv_lock,
    accounts_for=("pyproject.toml", "setup.py", "setup.cfg"),
)
