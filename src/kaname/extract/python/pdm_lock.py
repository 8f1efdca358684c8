"""``pdm.lock``, lock_version 4.x.

Source: PDM's lock files. Each package may stand several times, once for each set of extras; those are one component. Direct
needs stand in ``pyproject.toml``; the groups of each package stand in the lock file since 4.4.
"""

from collections.abc import Mapping

from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.packages import Package, PackageList
from kaname.extract.python.places import add_files, add_pypi
from kaname.extract.python.project import add_direct_needs
from kaname.extract.python.requirement import normal_name, parse_requirement
from kaname.extract.text_formats import parse_toml


def extract_pdm_lock(source: Source) -> Found:
    """Return the packages of a PDM lock file with their graph.

    Raises:
        InputError: not TOML.
    """
    packages = PackageList(source, "pypi")
    lock = parse_toml(source.data)
    # Lock files up to 4.4 keep the files of all packages in one table.
    old_files = packages.mapping(packages.mapping(lock.get("metadata"), "metadata").get("files"), "metadata.files")
    added: dict[str, list[Package]] = {}
    rows: list[tuple[Package, dict[str, object]]] = []
    for index, value in enumerate(packages.sequence(lock.get("package"), "package")):
        place = f"package[{index}]"
        entry = packages.mapping(value, place)
        package = _add(packages, entry, old_files, place)
        known = added.setdefault(package.name, [])
        if package not in known:
            known.append(package)
        rows.append((package, entry))
    for package, entry in rows:
        for line in packages.sequence(entry.get("dependencies"), f"{package.name}.dependencies"):
            requirement = parse_requirement(line) if isinstance(line, str) else None
            if requirement is None:
                packages.problem("extract.entry_not_understood", package.name, entry=str(line)[:80])
                continue
            targets = added.get(normal_name(requirement.name), [])
            for target in targets:
                if requirement.pinned in ("", target.version):
                    packages.depends(package, target, "required")
            if not targets and not requirement.marker:
                packages.problem("extract.edge_unresolved", f"{package.name}.dependencies", name=requirement.name)
    add_direct_needs(source, packages, added, locked_scopes=frozenset({"required"}))
    packages.spread_scopes()
    return packages.done()


def _add(packages: PackageList, entry: Mapping[str, object], old_files: Mapping[str, object], place: str) -> Package:
    text = packages.text
    name, version = text(entry.get("name"), f"{place}.name"), text(entry.get("version"), f"{place}.version")
    url = text(entry.get("url"), f"{place}.url")
    if entry.get("git"):
        url = f"git+{text(entry.get('git'), place)}@{text(entry.get('revision'), f'{place}.revision')}"
    groups = packages.sequence(entry.get("groups"), f"{place}.groups")
    scope = None if not groups else "required" if "default" in groups else None
    package = add_pypi(packages, name, version, url=url, scope=scope)
    files = []
    listed = entry.get("files") or old_files.get(f"{name} {version}")
    for item in packages.sequence(listed, f"{place}.files"):
        file = packages.mapping(item, f"{place}.files")
        shown = text(file.get("file") or file.get("url"), f"{place}.files")
        files.append((shown, text(file.get("hash"), f"{place}.files")))
    add_files(packages, package, files, place)
    if entry.get("summary"):
        package.description = text(entry.get("summary"), f"{place}.summary")
    return package


EXTRACTOR = Extractor(
    kind="pdm-lock",
    ecosystem="pypi",
    files=("pdm.lock",),
    facts=frozenset({"version", "hash", "edge", "scope"}),
    phase="pre-build",
    extract=extract_pdm_lock,
    accounts_for=("pyproject.toml", "setup.py", "setup.cfg"),
)
