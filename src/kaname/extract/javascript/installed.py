"""Installed npm packages: ``node_modules/<name>/package.json``.

In a checkout the lock file lists the same and the folder is left out; in images and archives it is often all there is. A need
is answered as Node.js does: by the nearest ``node_modules`` above (documentation, "Loading from node_modules folders").
"""

from collections.abc import Iterator

from kaname.errors import KanameError
from kaname.extract.extractor import Extractor, Found, Source, decode_json
from kaname.extract.javascript.names import add_npm
from kaname.extract.packages import UNMET_PROPERTY, Package, PackageList
from kaname.model.sbom import Party

_FOLDER = "node_modules/"
_MANIFEST = "/package.json"
_MAX_BYTES = 16 << 20
# name or @scope/name after the last node_modules/: deeper ones are a package's own files.
_PLACE = r"(?:.*/)?node_modules/(?:@[^/]+/)?[^/@][^/]*/package\.json"


def extract_npm_installed(source: Source) -> Found:
    """Return one installed package and edges to those that answer its needs.

    Raises:
        InputError: not JSON; ``extract.metadata_incomplete``: neither name nor version.
    """
    packages = PackageList(source, "npm")
    manifest = packages.mapping(source.json(), "")
    package = _add(packages, manifest, source.path)
    if package is None:
        packages.problem("extract.metadata_incomplete", "", field="name, version")
        return packages.done()
    _describe(packages, package, manifest)
    optional = packages.mapping(manifest.get("optionalDependencies"), "optionalDependencies")
    for name in packages.mapping(manifest.get("dependencies"), "dependencies"):
        scope = "optional" if name in optional else "required"
        _link(packages, source, package, name, scope)
    for name in optional:
        _link(packages, source, package, name, "optional")
    return packages.done()


def _add(packages: PackageList, manifest: dict[str, object], path: str) -> Package | None:
    name = packages.text(manifest.get("name"), "name")
    version = packages.text(manifest.get("version"), "version")
    if not name or not version:
        return None
    package = add_npm(packages, name, version)
    package.evidence = {path: None}
    return package


def _describe(packages: PackageList, package: Package, manifest: dict[str, object]) -> None:
    stated = manifest.get("license")
    older = manifest.get("licenses")
    for each in [stated, *(older if isinstance(older, list) else [])]:
        value = each.get("type") if isinstance(each, dict) else each  # the form before 2015 is an object
        if isinstance(value, str):
            packages.add_license(package, value)
    description = manifest.get("description")
    package.description = description if isinstance(description, str) else None
    author = manifest.get("author")
    name = author.get("name") if isinstance(author, dict) else author
    if isinstance(name, str) and name:
        package.authors = (Party(name=name.partition("<")[0].strip() or name, kind="person"),)
    homepage = manifest.get("homepage")
    packages.add_reference(package, "website", homepage if isinstance(homepage, str) else "")


def _link(packages: PackageList, source: Source, package: Package, name: str, scope: str) -> None:
    for place in _places(source.folder, name):
        if not source.tree.has(place):
            continue
        try:
            manifest = decode_json(source.tree.read(place, limit=_MAX_BYTES))
        except KanameError:
            return  # its own run says what is wrong with it
        target = _add(packages, packages.mapping(manifest, place), place)
        if target is not None:
            packages.depends(package, target, scope)
        return
    if scope == "required":
        packages.add_property(package, UNMET_PROPERTY, name)


def _places(folder: str, name: str) -> Iterator[str]:
    """Yield where a need may be answered, the nearest first."""
    while True:
        yield f"{folder}/{_FOLDER}{name}{_MANIFEST}"
        at = f"{folder}/".rfind(f"/{_FOLDER}")
        if at < 0:
            if folder.startswith(_FOLDER):
                yield f"{_FOLDER}{name}{_MANIFEST}"
            return
        folder = folder[:at]


EXTRACTOR = Extractor(
    kind="npm-installed",
    ecosystem="npm",
    files=("node_modules/*/package.json",),
    facts=frozenset({"version", "license", "edge", "supplier"}),
    phase="post-build",
    extract=extract_npm_installed,
    place=_PLACE,
)
