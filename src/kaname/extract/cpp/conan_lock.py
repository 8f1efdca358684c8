"""``conan.lock`` of Conan 1 (a graph) and Conan 2 (lists).

Source: Conan documentation, "Lockfiles". A reference is ``name/version@user/channel#recipe-revision%time``. Build
requirements are tools, not parts of the product. Only Conan 1 keeps the graph.
"""

import re

from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.packages import Package, PackageList

_REFERENCE = re.compile(
    r"(?P<name>[^/@#%\s]+)(?:/(?P<version>[^@#%\s]*))?(?:@(?P<user>[^/#%\s]*)(?:/(?P<channel>[^#%\s]*))?)?"
    r"(?:#(?P<revision>[^:%\s]*))?(?::[^%\s]*)?(?:%.*)?"
)
_LISTS = (("requires", "required"), ("build_requires", "excluded"), ("python_requires", "excluded"))


def extract_conan_lock(source: Source) -> Found:
    """Return the packages of a Conan lock file, with the graph where it has one.

    Raises:
        InputError: not JSON.
    """
    packages = PackageList(source, "conan")
    lock = packages.mapping(source.json(), "")
    if "graph_lock" in lock:
        graph = packages.mapping(lock["graph_lock"], "graph_lock")
        _add_graph(packages, packages.mapping(graph.get("nodes"), "graph_lock.nodes"))
        packages.spread_scopes()
    else:
        for key, scope in _LISTS:
            for index, value in enumerate(packages.sequence(lock.get(key), key)):
                # A list with overrides holds pairs: reference and what it was changed to.
                text = value[0] if isinstance(value, list) and value else value
                _add(packages, packages.text(text, f"{key}[{index}]"), scope, f"{key}[{index}]")
    return packages.done()


def _add(packages: PackageList, reference: str, scope: str | None, place: str) -> Package | None:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        packages.problem("extract.entry_not_understood", place, entry=reference[:80])
        return None
    stated = (("user", found["user"]), ("channel", found["channel"]), ("rrev", found["revision"]))
    qualifiers = {key: value for key, value in stated if value and value != "_"}
    version = found["version"] or ""
    settled = "" if version.startswith("[") else version
    package = packages.add(found["name"], settled, qualifiers=qualifiers, scope=scope)
    if not settled:
        packages.undetermined(package, version, place)
    return package


def _add_graph(packages: PackageList, nodes: dict[str, object]) -> None:
    added: dict[str, Package] = {}
    entries = {key: packages.mapping(node, f"graph_lock.nodes.{key}") for key, node in nodes.items()}
    for key, node in entries.items():
        reference = packages.text(node.get("ref"), f"graph_lock.nodes.{key}.ref")
        # Node 0 is the conanfile that the lock was made for; without name and version it is the project.
        if key == "0" and (not reference or node.get("path")):
            found = _REFERENCE.fullmatch(reference)
            name, version = (found["name"], found["version"] or "") if found else ("", "")
            added[key] = packages.add_subject(name, version, public=bool(name and version))
            continue
        package = _add(packages, reference, "excluded" if node.get("context") == "build" else None, f"nodes.{key}")
        if package is not None:
            added[key] = package
    for key, node in entries.items():
        for group, scope in (("requires", "required"), ("build_requires", "excluded")):
            for value in packages.sequence(node.get(group), f"graph_lock.nodes.{key}.{group}"):
                target = added.get(packages.text(value, f"graph_lock.nodes.{key}.{group}"))
                if target is not None and key in added:
                    packages.depends(added[key], target, scope)
                elif target is None:
                    packages.problem("extract.edge_unresolved", f"graph_lock.nodes.{key}.{group}", name=str(value))


EXTRACTOR = Extractor(
    kind="conan-lock",
    ecosystem="conan",
    files=("conan.lock",),
    facts=frozenset({"version", "edge", "scope"}),
    phase="pre-build",
    extract=extract_conan_lock,
    accounts_for=("conanfile.txt", "conanfile.py"),
)
