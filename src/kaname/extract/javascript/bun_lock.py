"""``bun.lock``, the text lock file of Bun (lockfileVersion 0 and 1): JSON with trailing commas.

Source: Bun documentation, "Text-based lockfile". A package is keyed by the place it is installed to (``a``, or ``a/b`` for a
copy of b below a). The older binary ``bun.lockb`` is not read.
"""

import re
from collections.abc import Mapping

from kaname.errors import UnsupportedError
from kaname.extract.extractor import Extractor, Found, Source, decode_json
from kaname.extract.javascript.names import GROUPS, add_npm, add_project, is_vcs
from kaname.extract.packages import Package, PackageList

# Strings first, so that commas and slashes inside them stay; comments before commas, because one may stand between.
_COMMENTS = re.compile(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', re.DOTALL)
_COMMAS = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)
_IDENTITY = re.compile(r"(?P<name>(?:@[^/@]+/)?[^@]+)@(?P<version>.*)", re.DOTALL)


def extract_bun_lock(source: Source) -> Found:
    """Return the packages of a Bun lock file with their graph.

    Raises:
        InputError: not JSON with commas. UnsupportedError: ``extract.version_unknown``.
    """
    packages = PackageList(source, "npm")
    strict = _COMMENTS.sub(lambda found: found[1] or "", source.text())
    strict = _COMMAS.sub(lambda found: found[1] or "", strict)
    lock = packages.mapping(decode_json(strict.encode("utf-8")), "")
    version = lock.get("lockfileVersion")
    if version not in (0, 1):
        raise UnsupportedError("extract.version_unknown", form="bun.lock", version=str(version))
    added, needs = _add_packages(packages, packages.mapping(lock.get("packages"), "packages"))
    projects = _add_projects(source, packages, packages.mapping(lock.get("workspaces"), "workspaces"))
    for name, target in projects.items():
        added.setdefault(name, target[0])
    for key, (package, entry) in needs.items():
        _add_edges(packages, added, key, package, entry)
    for project, entry in projects.values():
        _add_edges(packages, added, "", project, entry)
    packages.spread_scopes()
    return packages.done()


def _add_packages(
    packages: PackageList, entries: Mapping[str, object]
) -> tuple[dict[str, Package], dict[str, tuple[Package, dict[str, object]]]]:
    added: dict[str, Package] = {}
    needs: dict[str, tuple[Package, dict[str, object]]] = {}
    for key, value in entries.items():
        row = packages.sequence(value, f"packages.{key}")
        matched = _IDENTITY.fullmatch(packages.text(row[0], f"packages.{key}[0]")) if row else None
        if matched is None:
            packages.problem("extract.entry_not_understood", f"packages.{key}", entry=key)
            continue
        version = matched["version"]
        if version.startswith("workspace:"):
            continue
        fetched = version if is_vcs(version) or "://" in version or version.startswith("file:") else ""
        integrity = row[-1] if isinstance(row[-1], str) and re.match(r"sha\d+-", row[-1]) else ""
        package = add_npm(packages, matched["name"], "" if fetched else version, resolved=fetched, integrity=integrity)
        if fetched:
            packages.undetermined(package, fetched, f"packages.{key}")
        added[key] = package
        entry = next((each for each in row[1:] if isinstance(each, dict)), None)
        needs[key] = (package, packages.mapping(entry, f"packages.{key}"))
    return added, needs


def _add_projects(
    source: Source, packages: PackageList, entries: Mapping[str, object]
) -> dict[str, tuple[Package, dict[str, object]]]:
    projects: dict[str, tuple[Package, dict[str, object]]] = {}
    for folder, value in entries.items():
        entry = packages.mapping(value, f"workspaces.{folder}")
        source.used.append(source.beside(f"{folder}/package.json"))
        # The lock file does not say which project is private; the top one mostly is, and has no version here.
        described = {"name": entry.get("name"), "version": entry.get("version"), "private": not folder}
        project = add_project(packages, described, folder)
        projects[packages.text(entry.get("name"), folder) or folder] = (project, entry)
        if folder and "" in entries:
            packages.contains(next(iter(projects.values()))[0], project)
    return projects


def _add_edges(
    packages: PackageList, added: Mapping[str, Package], key: str, source: Package, entry: Mapping[str, object]
) -> None:
    peers = packages.sequence(entry.get("optionalPeers"), key)
    for group, scope in (*GROUPS, ("peerDependencies", "required")):
        for name in packages.mapping(entry.get(group), f"{key}.{group}"):
            target = _find(added, key, name)
            if target is not None:
                packages.depends(source, target, scope)
            elif scope == "required" and name not in peers:
                packages.problem("extract.edge_unresolved", key, name=name)


def _find(added: Mapping[str, Package], key: str, name: str) -> Package | None:
    place = key
    while place:
        target = added.get(f"{place}/{name}")
        if target is not None:
            return target
        place = place.rpartition("/")[0]
    return added.get(name)


EXTRACTOR = Extractor(
    kind="bun-lock",
    ecosystem="npm",
    files=("bun.lock",),
    facts=frozenset({"version", "hash", "edge", "scope"}),
    phase="pre-build",
    extract=extract_bun_lock,
    accounts_for=("package.json", "bun.lockb"),
)
