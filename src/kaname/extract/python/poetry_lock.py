"""``poetry.lock``, lock-version 1.x and 2.x.

Source: Poetry documentation and its lock files. Direct needs stand in ``pyproject.toml``; without it the packages are listed
and the project's own edges are missing. Several versions of one package (for different Pythons) are told apart by marker,
which is not evaluated: an edge then leads to each.
"""

from collections.abc import Mapping

from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.packages import Package, PackageList
from kaname.extract.python.places import add_files, add_pypi
from kaname.extract.python.project import add_direct_needs
from kaname.extract.python.requirement import normal_name
from kaname.extract.text_formats import parse_toml


def extract_poetry_lock(source: Source) -> Found:
    """Return the packages of a Poetry lock file with their graph.

    Raises:
        InputError: not TOML.
    """
    packages = PackageList(source, "pypi")
    lock = parse_toml(source.data)
    old_files = packages.mapping(packages.mapping(lock.get("metadata"), "metadata").get("files"), "metadata.files")
    added: dict[str, list[Package]] = {}
    rows: list[tuple[Package, dict[str, object]]] = []
    for index, value in enumerate(packages.sequence(lock.get("package"), "package")):
        place = f"package[{index}]"
        entry = packages.mapping(value, place)
        package = _add(packages, entry, old_files, place)
        added.setdefault(package.name, []).append(package)
        rows.append((package, entry))
    for package, entry in rows:
        needs = packages.mapping(entry.get("dependencies"), f"{package.name}.dependencies")
        for name, wanted in needs.items():
            targets = added.get(normal_name(name), [])
            optional = isinstance(wanted, dict) and (wanted.get("optional") is True or "markers" in wanted)
            for target in targets:
                packages.depends(package, target, "required")
            if not targets and not optional and not isinstance(wanted, list):
                packages.problem("extract.edge_unresolved", f"{package.name}.dependencies", name=name)
    add_direct_needs(source, packages, added, locked_scopes=frozenset({"required", "excluded"}))
    packages.spread_scopes()
    return packages.done()


def _add(packages: PackageList, entry: Mapping[str, object], old_files: Mapping[str, object], place: str) -> Package:
    text = packages.text
    name = text(entry.get("name"), f"{place}.name")
    origin = packages.mapping(entry.get("source"), f"{place}.source")
    url = ""
    if origin.get("type") == "git":
        commit = text(origin.get("resolved_reference") or origin.get("reference"), f"{place}.source")
        url = f"git+{text(origin.get('url'), f'{place}.source.url')}@{commit}"
    elif origin.get("type") == "url":
        url = text(origin.get("url"), f"{place}.source.url")
    package = add_pypi(packages, name, text(entry.get("version"), f"{place}.version"), url=url, scope=_scope(entry))
    files = []
    for item in packages.sequence(entry.get("files") or old_files.get(name), f"{place}.files"):
        file = packages.mapping(item, f"{place}.files")
        files.append((text(file.get("file"), f"{place}.files"), text(file.get("hash"), f"{place}.files")))
    add_files(packages, package, files, place)
    if entry.get("description"):
        package.description = text(entry.get("description"), f"{place}.description")
    if origin.get("type") in ("directory", "file"):
        packages.add_property(package, "kaname:python:local", text(origin.get("url"), place))
    return package


def _scope(entry: Mapping[str, object]) -> str | None:
    # 2.1 names the groups; up to 1.4 there was a category; between them only the graph tells.
    groups = entry.get("groups")
    if isinstance(groups, list) and groups:
        if "main" not in groups:
            return "excluded"
        return "optional" if entry.get("optional") is True else "required"
    category = entry.get("category")
    if isinstance(category, str):
        if category != "main":
            return "excluded"
        return "optional" if entry.get("optional") is True else "required"
    return "optional" if entry.get("optional") is True else None


EXTRACTOR = Extractor(
    kind="poetry-lock",
    ecosystem="pypi",
    files=("poetry.lock",),
    facts=frozenset({"version", "hash", "edge", "scope"}),
    phase="pre-build",
    extract=extract_poetry_lock,
    accounts_for=("pyproject.toml", "setup.py", "setup.cfg"),
)
