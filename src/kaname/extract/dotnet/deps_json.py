"""``*.deps.json``: the dependency manifest beside a built .NET application.

Source: .NET runtime documentation, "runtime configuration files". ``libraries`` says what is a package and what is the
project itself; ``targets`` has the edges, for one runtime or several.
"""

from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.packages import Package, PackageList


def extract_deps_json(source: Source) -> Found:
    """Return the packages of a .NET application with their graph.

    Raises:
        InputError: not JSON; ``extract.not_deps_json``: neither targets nor libraries.
    """
    packages = PackageList(source, "nuget")
    manifest = packages.mapping(source.json(), "")
    libraries = packages.mapping(manifest.get("libraries"), "libraries")
    targets = packages.mapping(manifest.get("targets"), "targets")
    if not libraries and not targets:
        packages.problem("extract.not_deps_json", "")
        return packages.done()
    added: dict[str, Package] = {}
    own = source.path.rpartition("/")[2].removesuffix(".deps.json").lower()
    for key, value in libraries.items():
        added[key] = _add(packages, key, packages.mapping(value, f"libraries.{key}"), own)
    for target, value in targets.items():
        place = f"targets.{target}"
        for key, held in packages.mapping(value, place).items():
            entry = packages.mapping(held, f"{place}.{key}")
            if key not in added:
                added[key] = _add(packages, key, {"type": "package"}, own)
            for name, version in packages.mapping(entry.get("dependencies"), f"{place}.{key}").items():
                needed = added.get(f"{name}/{packages.text(version, place)}")
                if needed is None:
                    packages.problem("extract.edge_unresolved", f"{place}.{key}", name=f"{name}/{version}")
                else:
                    packages.depends(added[key], needed, "required")
    return packages.done()


def _add(packages: PackageList, key: str, entry: dict[str, object], own: str) -> Package:
    name, _, version = key.partition("/")
    if entry.get("type") == "project":
        if name.lower() == own:
            package = packages.add_subject(name, version, public=False)
        else:
            package = packages.add_unidentified(name, version)
            package.kind = "application"
            packages.make_subject(package)
        return package
    package = packages.add(name, version, scope="required")
    if not version:
        packages.undetermined(package, "", f"libraries.{key}")
    hash_ = packages.text(entry.get("sha512"), f"libraries.{key}.sha512")
    packages.add_property(package, "kaname:nuget:content-hash", hash_.removeprefix("sha512-"))
    return package


EXTRACTOR = Extractor(
    kind="deps-json",
    ecosystem="nuget",
    files=("*.deps.json",),
    facts=frozenset({"version", "edge", "scope"}),
    phase="post-build",
    extract=extract_deps_json,
)
