"""``pnpm-lock.yaml``, lockfileVersion 5.x, 6.x and 9.x.

Source: pnpm lock file types (``@pnpm/lockfile-types``). The three differ in how a package is keyed (``/name/1.0.0_peer@1``,
``/name@1.0.0(peer@1)``, ``name@1.0.0(peer@1)`` with ``snapshots`` apart). Peer variants of one version are one component.
"""

import re
from collections.abc import Mapping

from kaname.errors import UnsupportedError
from kaname.extract.extractor import Extractor, Found, Source, decode_json
from kaname.extract.javascript.names import GROUPS, add_npm, add_project
from kaname.extract.packages import Package, PackageList
from kaname.extract.text_formats import parse_yaml

_KEY_5 = re.compile(r"(?:[^/@]+)?/(?P<name>(?:@[^/]+/)?[^/]+)/(?P<version>[^/_]+)(?:_.*)?")
_KEY_6 = re.compile(r"(?:[^/@(]*/)?(?P<name>(?:@[^/@]+/)?[^/@]+)@(?P<version>[^(]+)(?:\(.*)?")


def extract_pnpm_lock(source: Source) -> Found:
    """Return the packages of a pnpm lock file with their graph.

    Raises:
        InputError: not YAML. UnsupportedError: ``extract.version_unknown``.
    """
    packages = PackageList(source, "npm")
    lock = packages.mapping(parse_yaml(source.data), "")
    version = packages.text(lock.get("lockfileVersion"), "lockfileVersion")
    major = version.partition(".")[0]
    if major not in ("5", "6", "7", "9"):
        raise UnsupportedError("extract.version_unknown", form="pnpm-lock", version=version)
    _Lock(source, packages, lock, major).add_all()
    packages.spread_scopes()
    return packages.done()


class _Lock:
    def __init__(self, source: Source, packages: PackageList, lock: Mapping[str, object], major: str) -> None:
        self._source = source
        self._packages = packages
        self._lock = lock
        self._key = _KEY_5 if major == "5" else _KEY_6
        self._entries = packages.mapping(lock.get("packages"), "packages")
        # Up to 8, edges stand in the packages themselves; since 9, in snapshots, one for each set of peers.
        self._snapshots = packages.mapping(lock.get("snapshots"), "snapshots") if major == "9" else self._entries
        self._added: dict[str, Package] = {}
        self._projects: dict[str, Package] = {}

    def add_all(self) -> None:
        for key in [*self._entries, *self._snapshots]:
            self._add(key)
        for key, value in self._snapshots.items():
            entry = self._packages.mapping(value, key)
            source = self._added.get(key)
            for group in ("dependencies", "optionalDependencies"):
                scope = "required" if group == "dependencies" else "optional"
                needs = self._packages.mapping(entry.get(group), f"{key}.{group}")
                for name, wanted in needs.items():
                    if source is not None:
                        self._edge(source, name, self._packages.text(wanted, f"{key}.{group}.{name}"), scope, "")
        importers = self._packages.mapping(self._lock.get("importers"), "importers") or {".": dict(self._lock)}
        for folder in importers:
            self._projects[folder] = self._project(folder)
        for folder, value in importers.items():
            self._add_needs(folder, self._packages.mapping(value, f"importers.{folder}"))
        for folder, project in self._projects.items():
            if folder != "." and "." in self._projects:
                self._packages.contains(self._projects["."], project)

    def _project(self, folder: str) -> Package:
        data = self._source.sibling("package.json" if folder == "." else f"{folder}/package.json")
        manifest = self._packages.mapping(decode_json(data), "package.json") if data is not None else {}
        if not manifest.get("name"):
            manifest["name"] = "" if folder == "." else folder.rpartition("/")[2]
            manifest["private"] = True
        return add_project(self._packages, manifest, "" if folder == "." else folder)

    def _add(self, key: str) -> Package | None:
        if key in self._added:
            return self._added[key]
        # Since 9 the facts stand under the key without peers.
        facts = self._entries.get(key)
        if facts is None:
            facts = self._entries.get(key.partition("(")[0])
        entry = self._packages.mapping(facts, key)
        resolution = self._packages.mapping(entry.get("resolution"), f"{key}.resolution")
        text = self._packages.text
        matched = self._key.fullmatch(key)
        name = text(entry.get("name"), key) or (matched["name"] if matched else "")
        version = text(entry.get("version"), key) or (matched["version"] if matched else "")
        if not name:
            self._packages.problem("extract.entry_not_understood", key, entry=key)
            return None
        place = text(resolution.get("tarball"), key)
        if resolution.get("repo"):
            place = f"git+{text(resolution['repo'], key)}#{text(resolution.get('commit'), key)}"
        if "://" in version or version.startswith(("file:", "link:")):
            place, version = place or version, ""
        package = add_npm(
            self._packages,
            name,
            version,
            resolved=place,
            integrity=text(resolution.get("integrity"), f"{key}.resolution.integrity"),
        )
        if not version:
            self._packages.undetermined(package, place, key)
        self._added[key] = package
        return package

    def _add_needs(self, folder: str, importer: Mapping[str, object]) -> None:
        for group, scope in GROUPS:
            place = f"importers.{folder}.{group}"
            for name, value in self._packages.mapping(importer.get(group), place).items():
                version = value.get("version") if isinstance(value, dict) else value
                wanted = self._packages.text(version, f"{place}.{name}")
                self._edge(self._projects[folder], name, wanted, scope, folder)

    def _edge(self, source: Package, name: str, wanted: str, scope: str, folder: str) -> None:
        if wanted.startswith("link:"):
            parts: list[str] = [] if folder in (".", "") else folder.split("/")
            for part in wanted[5:].split("/"):
                if part == ".." and parts:
                    parts.pop()
                elif part not in (".", "", ".."):
                    parts.append(part)
            target = self._projects.get("/".join(parts) or ".")
        else:
            keys = (f"{name}@{wanted}", f"/{name}@{wanted}", f"/{name}/{wanted}", wanted, f"/{wanted}")
            target = next((self._added[key] for key in keys if key in self._added), None)
        if target is not None:
            self._packages.depends(source, target, scope)
        elif scope == "required":
            self._packages.problem("extract.edge_unresolved", source.name, name=f"{name}@{wanted}")


EXTRACTOR = Extractor(
    kind="pnpm-lock",
    ecosystem="npm",
    files=("pnpm-lock.yaml",),
    facts=frozenset({"version", "hash", "edge", "scope"}),
    phase="pre-build",
    extract=extract_pnpm_lock,
    accounts_for=("package.json", "pnpm-workspace.yaml"),
)
