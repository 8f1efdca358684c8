"""What Composer writes about packages: ``composer.lock`` and ``vendor/composer/installed.json``.

Source: Composer's schema of packages. Needs of the platform (``php``, ``ext-json``, ``lib-curl``) are no packages. A virtual
package (``psr/log-implementation``) is answered by whatever provides it.
"""

from collections.abc import Mapping, Sequence

from kaname.extract.extractor import Extractor, Found, Source, decode_json
from kaname.extract.packages import Package, PackageList
from kaname.model.sbom import Party


def extract_composer_lock(source: Source) -> Found:
    """Return the packages of a Composer lock file with their graph.

    Raises:
        InputError: not JSON.
    """
    packages = PackageList(source, "composer")
    lock = packages.mapping(source.json(), "")
    rows = _add_all(packages, packages.sequence(lock.get("packages"), "packages"), "packages", "required")
    rows += _add_all(packages, packages.sequence(lock.get("packages-dev"), "packages-dev"), "packages-dev", "excluded")
    added = _link(packages, rows)
    data = source.sibling("composer.json")
    manifest = packages.mapping(decode_json(data), "composer.json") if data is not None else {}
    vendor, _, name = packages.text(manifest.get("name"), "composer.json: name").rpartition("/")
    version = packages.text(manifest.get("version"), "composer.json: version")
    project = packages.add_subject(name, version, namespace=vendor or None, public=bool(name and vendor))
    if not manifest:
        packages.problem("extract.direct_unknown", "", file="composer.json")
    for group, scope in (("require", "required"), ("require-dev", "excluded")):
        for needed in packages.mapping(manifest.get(group), f"composer.json: {group}"):
            for target in added.get(needed.lower(), []):
                packages.depends(project, target, scope)
            if needed.lower() not in added and "/" in needed:
                packages.problem("extract.edge_unresolved", f"composer.json: {group}", name=needed)
    return packages.done()


def extract_installed_json(source: Source) -> Found:
    """Return the packages that Composer installed, with their graph.

    Raises:
        InputError: not JSON.
    """
    packages = PackageList(source, "composer")
    value = source.json()
    whole = packages.mapping(value, "") if isinstance(value, dict) else {"packages": value}
    development = {str(each).lower() for each in packages.sequence(whole.get("dev-package-names"), "dev-package-names")}
    rows = _add_all(packages, packages.sequence(whole.get("packages"), "packages"), "packages", None)
    for package, entry in rows:
        if "dev-package-names" in whole:
            package.scope = "excluded" if str(entry.get("name")).lower() in development else "required"
    _link(packages, rows)
    return packages.done()


_Rows = list[tuple[Package, dict[str, object]]]


def _add_all(packages: PackageList, entries: Sequence[object], place: str, scope: str | None) -> _Rows:
    rows: _Rows = []
    for index, value in enumerate(entries):
        entry = packages.mapping(value, f"{place}[{index}]")
        if entry:
            rows.append((_add(packages, entry, f"{place}[{index}]", scope), entry))
    return rows


def _add(packages: PackageList, entry: Mapping[str, object], place: str, scope: str | None) -> Package:
    text = packages.text
    vendor, _, name = text(entry.get("name"), f"{place}.name").rpartition("/")
    package = packages.add(name, text(entry.get("version"), f"{place}.version"), namespace=vendor or None, scope=scope)
    if not package.version:
        packages.undetermined(package, "", place)
    dist = packages.mapping(entry.get("dist"), f"{place}.dist")
    url, digest = text(dist.get("url"), f"{place}.dist.url"), text(dist.get("shasum"), f"{place}.dist.shasum")
    if url:
        packages.add_file(package, url, [("SHA-1", digest)] if digest else [], f"{place}.dist")
    if digest:
        packages.add_hash(package, "SHA-1", digest, f"{place}.dist.shasum")
    origin = packages.mapping(entry.get("source"), f"{place}.source")
    packages.add_reference(package, "vcs", text(origin.get("url"), f"{place}.source.url"))
    packages.add_property(package, "kaname:composer:reference", text(origin.get("reference"), f"{place}.source"))
    licenses = entry.get("license")
    # Several licences of a package are a choice (Composer schema, "license").
    words = [text(each, f"{place}.license") for each in (licenses if isinstance(licenses, list) else [licenses])]
    packages.add_license(package, " OR ".join(word for word in words if word))
    package.description = text(entry.get("description"), f"{place}.description") or None
    names = [packages.mapping(each, place).get("name") for each in packages.sequence(entry.get("authors"), place)]
    package.authors = tuple(Party(name=each, kind="person") for each in names if isinstance(each, str) and each)
    return package


def _link(packages: PackageList, rows: _Rows) -> dict[str, list[Package]]:
    added: dict[str, list[Package]] = {}
    for package, entry in rows:
        names = [packages.text(entry.get("name"), package.name)]
        for group in ("provide", "replace"):
            names += list(packages.mapping(entry.get(group) or None, f"{package.name}.{group}"))
        for name in names:
            added.setdefault(name.lower(), []).append(package)
    for package, entry in rows:
        # PHP's JSON writes an empty map as an empty list.
        needs = entry.get("require")
        for name in packages.mapping(needs if needs != [] else None, f"{package.name}.require"):
            for target in added.get(name.lower(), []):
                packages.depends(package, target, "required")
            if name.lower() not in added and "/" in name:
                packages.problem("extract.edge_unresolved", f"{package.name}.require", name=name)
    return added


LOCK = Extractor(
    kind="composer-lock",
    ecosystem="composer",
    files=("composer.lock",),
    facts=frozenset({"version", "hash", "license", "edge", "scope", "supplier"}),
    phase="pre-build",
    extract=extract_composer_lock,
    accounts_for=("composer.json",),
)
INSTALLED = Extractor(
    kind="composer-installed",
    ecosystem="composer",
    files=("vendor/composer/installed.json",),
    facts=frozenset({"version", "hash", "license", "edge", "scope", "supplier"}),
    phase="post-build",
    extract=extract_installed_json,
)
