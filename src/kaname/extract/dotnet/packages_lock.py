"""``packages.lock.json`` of NuGet, versions 1 and 2.

Source: NuGet documentation, "Locking dependencies". Packages are listed for each target framework; they are joined here. The
content hash is one over the package without its signature: a property, not a file digest.
"""

from kaname.errors import UnsupportedError
from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.packages import Package, PackageList


def extract_packages_lock(source: Source) -> Found:
    """Return the packages of a NuGet lock file with their graph.

    Raises:
        InputError: not JSON. UnsupportedError: ``extract.version_unknown``.
    """
    packages = PackageList(source, "nuget")
    lock = packages.mapping(source.json(), "")
    if lock.get("version") not in (1, 2):
        raise UnsupportedError("extract.version_unknown", form="packages.lock.json", version=str(lock.get("version")))
    project = packages.add_subject("", public=False)
    for framework, value in packages.mapping(lock.get("dependencies"), "dependencies").items():
        place = f"dependencies.{framework}"
        entries = {
            name: packages.mapping(entry, f"{place}.{name}") for name, entry in packages.mapping(value, place).items()
        }
        added: dict[str, Package] = {}
        for name, entry in entries.items():
            added[name.lower()] = _add(packages, name, entry, f"{place}.{name}")
        for name, entry in entries.items():
            if entry.get("type") in ("Direct", "Project"):
                packages.depends(project, added[name.lower()], "required")
            for needed in packages.mapping(entry.get("dependencies"), f"{place}.{name}.dependencies"):
                target = added.get(needed.lower())
                if target is not None:
                    packages.depends(added[name.lower()], target, "required")
                else:
                    packages.problem("extract.edge_unresolved", f"{place}.{name}.dependencies", name=needed)
    return packages.done()


def _add(packages: PackageList, name: str, entry: dict[str, object], place: str) -> Package:
    if entry.get("type") == "Project":
        # A project of the same solution: named in lower case here, versioned nowhere.
        package = packages.add_unidentified(name)
        package.kind = "application"
        packages.make_subject(package)
        return package
    package = packages.add(name, packages.text(entry.get("resolved"), f"{place}.resolved"), scope="required")
    if not package.version:
        packages.undetermined(package, packages.text(entry.get("requested"), f"{place}.requested"), place)
    hash_ = packages.text(entry.get("contentHash"), f"{place}.contentHash")
    packages.add_property(package, "kaname:nuget:content-hash", hash_)
    return package


EXTRACTOR = Extractor(
    kind="packages-lock",
    ecosystem="nuget",
    files=("packages.lock.json", "packages.*.lock.json"),
    facts=frozenset({"version", "edge", "scope"}),
    phase="pre-build",
    extract=extract_packages_lock,
    accounts_for=("*.csproj", "*.fsproj", "*.vbproj"),
)
