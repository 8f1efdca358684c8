"""``package-lock.json`` and ``npm-shrinkwrap.json``, lockfileVersion 1, 2 and 3.

Source: npm documentation, "package-lock.json". Version 2 and 3 list every place in ``packages``; version 1 nests packages in
``dependencies`` and leaves the project's own needs to ``package.json``. Refuses other versions.
"""

from collections.abc import Mapping

from kaname.errors import UnsupportedError
from kaname.extract.extractor import Extractor, Found, Source, decode_json
from kaname.extract.javascript.names import GROUPS, add_npm, add_project, is_vcs, split_alias
from kaname.extract.packages import Package, PackageList


def extract_package_lock(source: Source) -> Found:
    """Return the packages of an npm lock file with their graph.

    Raises:
        InputError: not JSON. UnsupportedError: ``extract.version_unknown``.
    """
    packages = PackageList(source, "npm")
    lock = packages.mapping(source.json(), "")
    version = lock.get("lockfileVersion", 1)
    if version not in (1, 2, 3):
        raise UnsupportedError("extract.version_unknown", form="package-lock", version=str(version))
    manifest = _manifest(source, packages)
    if "packages" in lock:
        _Places(source, packages, packages.mapping(lock["packages"], "packages"), manifest).add_all()
    else:
        _add_nested(packages, lock, manifest)
        packages.spread_scopes()
    return packages.done()


def _manifest(source: Source, packages: PackageList) -> dict[str, object]:
    data = source.sibling("package.json")
    return packages.mapping(decode_json(data), "package.json") if data is not None else {}


class _Places:
    """Version 2 and 3: places (``node_modules/a/node_modules/b``) and what each needs."""

    def __init__(
        self,
        source: Source,
        packages: PackageList,
        places: Mapping[str, object],
        manifest: Mapping[str, object],
    ) -> None:
        self._source = source
        self._packages = packages
        self._manifest = manifest
        self._entries = {path: packages.mapping(entry, f"packages.{path}") for path, entry in places.items()}
        self._added: dict[str, Package] = {}

    def add_all(self) -> None:
        for path, entry in self._entries.items():
            if entry.get("link") is not True:
                self._added[path] = self._project(path, entry) if _is_project(path) else self._package(path, entry)
        for path, entry in self._entries.items():
            if entry.get("link") is not True:
                self._add_edges(path, entry)
        root = self._added.get("")
        for path, package in self._added.items():
            if root is not None and path and _is_project(path):
                self._packages.contains(root, package)

    def _project(self, path: str, entry: Mapping[str, object]) -> Package:
        # Only package.json says "private"; that of a workspace is not read, its name is the user's own anyway.
        described = {"name": entry.get("name"), "version": entry.get("version"), "license": entry.get("license")}
        if not path:
            described = {**described, "private": self._manifest.get("private")}
            return add_project(self._packages, described)
        self._source.used.append(self._source.beside(f"{path}/package.json"))
        named = {**described, "name": described["name"] or path.rpartition("/")[2]}
        return add_project(self._packages, named, path)

    def _package(self, path: str, entry: Mapping[str, object]) -> Package:
        place = f"packages.{path}"
        text = self._packages.text
        name = text(entry.get("name"), place) or path.rpartition("node_modules/")[2]
        package = add_npm(
            self._packages,
            name,
            text(entry.get("version"), f"{place}.version"),
            resolved=text(entry.get("resolved"), f"{place}.resolved"),
            integrity=text(entry.get("integrity"), f"{place}.integrity"),
            scope=_scope(entry),
        )
        if not entry.get("version") and not entry.get("resolved"):
            self._packages.undetermined(package, "", place)
        license_ = entry.get("license")
        if isinstance(license_, str):
            self._packages.add_license(package, license_)
        if entry.get("inBundle") is True:
            self._packages.add_property(package, "kaname:npm:bundled", "true")
        return package

    def _add_edges(self, path: str, entry: Mapping[str, object]) -> None:
        source = self._added[path]
        optional_peers = {
            name
            for name, meta in self._packages.mapping(entry.get("peerDependenciesMeta"), path).items()
            if isinstance(meta, dict) and meta.get("optional") is True
        }
        optional = self._packages.mapping(entry.get("optionalDependencies"), path)
        for group, scope in (*GROUPS, ("peerDependencies", "required")):
            if group == "devDependencies" and not _is_project(path):
                continue
            for name in self._packages.mapping(entry.get(group), f"packages.{path}.{group}"):
                target = self._find(path, name)
                edge = "optional" if name in optional else scope
                if target is not None:
                    self._packages.depends(source, target, edge)
                elif edge != "optional" and name not in optional_peers and group != "peerDependencies":
                    self._packages.problem("extract.edge_unresolved", f"packages.{path}.{group}", name=name)

    def _find(self, path: str, name: str) -> Package | None:
        """Look where Node would: in the package's own folder, then in each folder above."""
        folder = path
        while True:
            place = f"{folder}/node_modules/{name}" if folder else f"node_modules/{name}"
            entry = self._entries.get(place)
            if entry is not None:
                linked = entry.get("resolved") if entry.get("link") is True else place
                return self._added.get(linked) if isinstance(linked, str) else None
            if not folder:
                return None
            folder = folder.rpartition("/")[0]
            if folder.endswith("node_modules"):
                folder = folder.removesuffix("node_modules").rstrip("/")


def _is_project(path: str) -> bool:
    return "node_modules/" not in f"{path}/"


def _scope(entry: Mapping[str, object]) -> str:
    # devOptional: needed by development, or by something optional at run time; the stronger of the two is optional.
    if entry.get("dev") is True:
        return "excluded"
    if entry.get("optional") is True or entry.get("devOptional") is True:
        return "optional"
    return "required"


def _add_nested(packages: PackageList, lock: Mapping[str, object], manifest: Mapping[str, object]) -> None:
    project = add_project(packages, {**manifest, "name": lock.get("name"), "version": lock.get("version")})
    top = _Level(packages, "dependencies", packages.mapping(lock.get("dependencies"), "dependencies"), None)
    levels = [top]
    while levels:
        level = levels.pop()
        levels += level.add_packages()
    top.add_edges()
    if not manifest:
        packages.problem("extract.direct_unknown", "", file="package.json")
        return
    for group, scope in GROUPS:
        for name in packages.mapping(manifest.get(group), f"package.json: {group}"):
            target = top.find(name)
            if target is not None:
                packages.depends(project, target, scope)
            elif scope == "required":
                packages.problem("extract.edge_unresolved", f"package.json: {group}", name=name)


class _Level:
    """Version 1: one ``dependencies`` object and what lies below it."""

    def __init__(self, packages: PackageList, path: str, entries: Mapping[str, object], above: "_Level | None") -> None:
        self._packages = packages
        self._path = path
        self._entries = {name: packages.mapping(entry, f"{path}.{name}") for name, entry in entries.items()}
        self._above = above
        self._added: dict[str, Package] = {}
        self._below: dict[str, _Level] = {}

    def add_packages(self) -> list["_Level"]:
        text = self._packages.text
        for name, entry in self._entries.items():
            place = f"{self._path}.{name}"
            version = text(entry.get("version"), f"{place}.version")
            alias = split_alias(version)
            fetched = version if is_vcs(version) or version.startswith(("http", "file:")) else ""
            self._added[name] = add_npm(
                self._packages,
                alias[0] if alias else name,
                "" if fetched else alias[1] if alias else version,
                resolved=text(entry.get("resolved"), f"{place}.resolved") or fetched,
                integrity=text(entry.get("integrity"), f"{place}.integrity"),
                scope=_scope(entry),
            )
            if fetched:
                self._packages.undetermined(self._added[name], fetched, place)
            below = self._packages.mapping(entry.get("dependencies"), f"{place}.dependencies")
            self._below[name] = _Level(self._packages, f"{place}.dependencies", below, self)
        return list(self._below.values())

    def add_edges(self) -> None:
        waiting = [self]
        while waiting:
            level = waiting.pop()
            waiting += level._below.values()
            for name, entry in level._entries.items():
                place = f"{level._path}.{name}.requires"
                needs = entry.get("requires")
                for needed in self._packages.mapping(needs if isinstance(needs, dict) else None, place):
                    target = level._below[name].find(needed)
                    if target is not None:
                        self._packages.depends(level._added[name], target, "required")
                    elif entry.get("optional") is not True:
                        # Optional packages of another platform are left out of version 1 files without a mark.
                        self._packages.problem("extract.edge_unresolved", place, name=needed)

    def find(self, name: str) -> Package | None:
        level: _Level | None = self
        while level is not None:
            if name in level._added:
                return level._added[name]
            level = level._above
        return None


EXTRACTOR = Extractor(
    kind="package-lock",
    ecosystem="npm",
    files=("package-lock.json", "npm-shrinkwrap.json"),
    facts=frozenset({"version", "hash", "license", "edge", "scope"}),
    phase="pre-build",
    extract=extract_package_lock,
    accounts_for=("package.json",),
)
