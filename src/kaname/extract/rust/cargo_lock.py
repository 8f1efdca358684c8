"""``Cargo.lock``, versions 1 to 4.

Source: Cargo reference and the lock files it writes. Workspace members are the packages without ``source``. The lock file
does not tell development needs from others: they stand in the members' ``Cargo.toml``.
"""

from collections.abc import Mapping

from kaname.errors import UnsupportedError
from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.limits import MAX_FILE_BYTES
from kaname.extract.packages import Package, PackageList
from kaname.extract.text_formats import parse_toml

_REGISTRY = "registry+https://github.com/rust-lang/crates.io-index"
_SPARSE = "sparse+https://index.crates.io/"
_SECTIONS = (("dependencies", "required"), ("build-dependencies", "excluded"), ("dev-dependencies", "excluded"))


def extract_cargo_lock(source: Source) -> Found:
    """Return the crates of a Cargo lock file with their graph.

    Raises:
        InputError: not TOML. UnsupportedError: ``extract.version_unknown``.
    """
    packages = PackageList(source, "cargo")
    lock = parse_toml(source.data)
    if lock.get("version", 1) not in (1, 2, 3, 4):
        raise UnsupportedError("extract.version_unknown", form="Cargo.lock", version=str(lock.get("version")))
    checksums = packages.mapping(lock.get("metadata"), "metadata")
    members: dict[str, Package] = {}
    added: dict[str, list[tuple[str, str, Package]]] = {}
    rows: list[tuple[Package, dict[str, object]]] = []
    listed = [*packages.sequence(lock.get("package"), "package"), *([lock["root"]] if "root" in lock else [])]
    for index, value in enumerate(listed):
        entry = packages.mapping(value, f"package[{index}]")
        package = _add(packages, entry, checksums, f"package[{index}]")
        origin = packages.text(entry.get("source"), f"package[{index}].source")
        if not origin:
            members[package.name] = package
        added.setdefault(package.name, []).append((package.version, origin, package))
        rows.append((package, entry))
    wanted = _manifests(source, packages, members)
    for package, entry in rows:
        scopes = wanted.get(package.name, {}) if package.name in members else {}
        for line in packages.sequence(entry.get("dependencies"), f"{package.name}.dependencies"):
            _link(packages, added, package, packages.text(line, package.name), scopes)
    _hang(source, packages, members)
    packages.spread_scopes()
    return packages.done()


def _hang(source: Source, packages: PackageList, members: Mapping[str, Package]) -> None:
    if len(members) > 1:
        workspace = packages.add_subject("", public=False)
        for member in members.values():
            packages.contains(workspace, member)


def _add(packages: PackageList, entry: Mapping[str, object], checksums: Mapping[str, object], place: str) -> Package:
    text = packages.text
    name, version = text(entry.get("name"), f"{place}.name"), text(entry.get("version"), f"{place}.version")
    origin = text(entry.get("source"), f"{place}.source")
    if not origin:
        return packages.add_subject(name, version)
    qualifiers = {}
    if origin.startswith("git+"):
        qualifiers["vcs_url"] = origin
    elif origin not in (_REGISTRY, _SPARSE):
        qualifiers["repository_url"] = origin.partition("+")[2] or origin
    package = packages.add(name, version, qualifiers=qualifiers)
    checksum = entry.get("checksum") or checksums.get(f"checksum {name} {version} ({origin})")
    if checksum and checksum != "<none>":
        packages.add_hash(package, "SHA-256", text(checksum, f"{place}.checksum"), f"{place}.checksum")
    return package


def _link(
    packages: PackageList,
    added: Mapping[str, list[tuple[str, str, Package]]],
    source: Package,
    line: str,
    scopes: Mapping[str, str],
) -> None:
    name, _, rest = line.partition(" ")
    version, _, origin = rest.partition(" ")
    origin = origin.strip("()")
    found = [each for each in added.get(name, []) if version in ("", each[0])]
    found = [each for each in found if not origin or each[1].startswith(origin)] or found
    if not found:
        packages.problem("extract.edge_unresolved", f"{source.name}.dependencies", name=line)
    for _, _, target in found[:1]:
        packages.depends(source, target, scopes.get(name, "required"))


def _manifests(source: Source, packages: PackageList, members: Mapping[str, Package]) -> dict[str, dict[str, str]]:
    """Return, for each member whose ``Cargo.toml`` lies in the tree, what it needs and for what."""
    wanted: dict[str, dict[str, str]] = {}
    prefix = f"{source.folder}/" if source.folder else ""
    for entry in source.tree.files():
        if not entry.path.startswith(prefix) or not f"/{entry.path}".endswith("/Cargo.toml"):
            continue
        manifest = parse_toml(source.tree.read(entry.path, limit=MAX_FILE_BYTES))
        described = packages.mapping(manifest.get("package"), entry.path)
        name = described.get("name")
        if not isinstance(name, str) or name not in members:
            continue
        source.used.append(entry.path)
        license_ = described.get("license")
        if isinstance(license_, str):
            packages.add_license(members[name], license_.replace("/", " OR "))
        targets = packages.mapping(manifest.get("target"), entry.path)
        tables = [manifest, *[packages.mapping(each, entry.path) for each in targets.values()]]
        wanted[name] = _scopes(packages, tables, entry.path)
    for name in members.keys() - wanted.keys():
        packages.problem("extract.scope_unknown", name, file="Cargo.toml")
    return wanted


def _scopes(packages: PackageList, tables: list[dict[str, object]], path: str) -> dict[str, str]:
    scopes: dict[str, str] = {}
    for table in tables:
        for section, scope in _SECTIONS:
            for name, value in packages.mapping(table.get(section), f"{path}: {section}").items():
                entry = value if isinstance(value, dict) else {}
                renamed = entry.get("package")
                real = renamed if isinstance(renamed, str) else name
                own = "optional" if scope == "required" and entry.get("optional") is True else scope
                if scopes.get(real) != "required":
                    scopes[real] = own if real not in scopes or own != "excluded" else scopes[real]
    return scopes


EXTRACTOR = Extractor(
    kind="cargo-lock",
    ecosystem="cargo",
    files=("Cargo.lock",),
    facts=frozenset({"version", "hash", "edge", "scope"}),
    phase="pre-build",
    extract=extract_cargo_lock,
    accounts_for=("Cargo.toml",),
)
