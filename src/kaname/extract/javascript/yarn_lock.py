"""``yarn.lock``: the classic form of Yarn 1, and the YAML of Yarn 2 and later ("berry").

Source: Yarn documentation. A classic file knows neither the project nor what is for development: both come from
``package.json`` beside it. The checksum of berry is one of its cache archive, not of the published package, and is kept as
a property. Patches of a package are the package.
"""

import re
from collections.abc import Mapping
from urllib.parse import unquote

from kaname.errors import InputError
from kaname.extract.extractor import Extractor, Found, Source, decode_json
from kaname.extract.javascript.names import GROUPS, add_npm, add_project, is_vcs, split_alias
from kaname.extract.limits import MAX_FILE_BYTES
from kaname.extract.packages import Package, PackageList
from kaname.extract.text_formats import parse_yaml

_DESCRIPTOR = re.compile(r"(?P<name>(?:@[^/@]+/)?[^@]+)@(?P<range>.*)", re.DOTALL)
_WORD = re.compile(r'"(?:[^"\\]|\\.)*"|[^\s",:]+(?::[^\s",:]+)*|[,:]')


def extract_yarn_lock(source: Source) -> Found:
    """Return the packages of a Yarn lock file with their graph.

    Raises:
        InputError: neither form.
    """
    packages = PackageList(source, "npm")
    text = source.text()
    data = source.sibling("package.json")
    manifest = packages.mapping(decode_json(data), "package.json") if data is not None else {}
    if "__metadata:" in text:
        _extract_berry(source, packages, packages.mapping(parse_yaml(source.data), ""), manifest)
    elif "yarn lockfile v1" in text or re.search(r'^  version "', text, re.MULTILINE) or not text.strip():
        _extract_classic(source, packages, text, manifest)
    else:
        raise InputError("extract.syntax", form="yarn.lock", reason="neither classic nor berry")
    packages.spread_scopes()
    return packages.done()


# --- classic ---


def _extract_classic(source: Source, packages: PackageList, text: str, manifest: Mapping[str, object]) -> None:
    entries = _parse_classic(text, packages)
    added: dict[str, Package] = {}
    rows: list[tuple[Package, dict[str, dict[str, str]]]] = []
    for descriptors, fields, groups in entries:
        matched = _DESCRIPTOR.fullmatch(descriptors[0])
        if matched is None:
            packages.problem("extract.entry_not_understood", descriptors[0], entry=descriptors[0])
            continue
        alias = split_alias(matched["range"])
        package = add_npm(
            packages,
            alias[0] if alias else matched["name"],
            fields.get("version", ""),
            resolved=fields.get("resolved", "") if is_vcs(fields.get("resolved", "")) else _bare(fields),
            integrity=fields.get("integrity", ""),
        )
        fragment = fields.get("resolved", "").partition("#")[2]
        if not fields.get("integrity") and re.fullmatch(r"[0-9a-f]{40}", fragment) and not is_vcs(fields["resolved"]):
            packages.add_hash(package, "SHA-1", fragment)
        added |= dict.fromkeys(descriptors, package)
        rows.append((package, groups))
    for package, groups in rows:
        for group, needs in groups.items():
            for name, wanted in needs.items():
                scope = "optional" if group == "optionalDependencies" else "required"
                _link(packages, added, package, name, wanted, scope)
    _add_classic_projects(source, packages, added, manifest)


def _bare(fields: Mapping[str, str]) -> str:
    return fields.get("resolved", "").partition("#")[0]


def _add_classic_projects(
    source: Source, packages: PackageList, added: dict[str, Package], manifest: Mapping[str, object]
) -> None:
    if not manifest:
        packages.problem("extract.direct_unknown", "", file="package.json")
        return
    prefix = f"{source.folder}/" if source.folder else ""
    manifests = {".": dict(manifest)}
    for path in _workspaces(source, manifest):
        source.used.append(path)
        data = source.tree.read(path, limit=MAX_FILE_BYTES)
        manifests[path] = packages.mapping(decode_json(data), path)
    projects = {
        path: add_project(packages, each, path.removeprefix(prefix).removesuffix("package.json").strip("./"))
        for path, each in manifests.items()
    }
    names = {packages.text(each.get("name"), path): projects[path] for path, each in manifests.items()}
    for path, each in manifests.items():
        if path != ".":
            packages.contains(projects["."], projects[path])
        for group, scope in GROUPS:
            for name, wanted in packages.mapping(each.get(group), f"{path}: {group}").items():
                if name in names:
                    packages.depends(projects[path], names[name], scope)
                else:
                    _link(packages, added, projects[path], name, packages.text(wanted, path), scope)


def _workspaces(source: Source, manifest: Mapping[str, object]) -> list[str]:
    declared = manifest.get("workspaces")
    patterns = declared.get("packages") if isinstance(declared, dict) else declared
    if not isinstance(patterns, list):
        return []
    rules = []
    for pattern in patterns:
        if isinstance(pattern, str):
            expression = re.escape(pattern.strip("/").removeprefix("./")).replace(r"\*\*", ".+").replace(r"\*", "[^/]+")
            rules.append(re.compile(expression + "/package.json"))
    prefix = f"{source.folder}/" if source.folder else ""
    return [
        entry.path
        for entry in source.tree.files()
        if entry.path.startswith(prefix)
        and entry.path.endswith("/package.json")
        and any(rule.fullmatch(entry.path.removeprefix(prefix)) for rule in rules)
    ]


def _link(
    packages: PackageList, added: Mapping[str, Package], source: Package, name: str, wanted: str, scope: str
) -> None:
    target = added.get(f"{name}@{wanted}")
    if target is not None:
        packages.depends(source, target, scope)
    elif scope == "required" and not wanted.startswith(("file:", "link:")):
        packages.problem("extract.edge_unresolved", source.name, name=f"{name}@{wanted}")


_Entry = tuple[list[str], dict[str, str], dict[str, dict[str, str]]]


def _parse_classic(text: str, packages: PackageList) -> list[_Entry]:
    """Read the lines of a classic file: keys at column 0, fields at 2, members of a group at 4."""
    entries: list[_Entry] = []
    group: dict[str, str] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent = len(line) - len(line.lstrip(" "))
        words = [_unquoted(word) for word in _WORD.findall(line) if word not in (",", ":")]
        if indent == 0 and _descriptors(line):
            entries.append((_descriptors(line), {}, {}))
            group = None
        elif indent == 2 and entries and len(words) == 1:
            group = entries[-1][2].setdefault(words[0].rstrip(":"), {})
        elif indent == 2 and entries and len(words) >= 2:
            entries[-1][1][words[0]] = words[1]
            group = None
        elif indent == 4 and group is not None and len(words) >= 2:
            group[words[0]] = words[1]
        else:
            packages.problem("extract.entry_not_understood", f"line {number}", entry=line.strip()[:80])
    return entries


def _descriptors(line: str) -> list[str]:
    text = line.rstrip().rstrip(":")
    found = re.findall(r'"((?:[^"\\]|\\.)*)"|([^",]+)', text)
    return [(quoted or bare).strip() for quoted, bare in found if (quoted or bare).strip()]


def _unquoted(word: str) -> str:
    return word[1:-1].replace('\\"', '"') if word.startswith('"') and word.endswith('"') else word


# --- berry ---


def _extract_berry(
    source: Source, packages: PackageList, lock: Mapping[str, object], manifest: Mapping[str, object]
) -> None:
    added: dict[str, Package] = {}
    rows: list[tuple[Package, dict[str, object], bool]] = []
    root: Package | None = None
    projects: list[Package] = []
    for key, value in lock.items():
        if key == "__metadata":
            continue
        entry = packages.mapping(value, key)
        resolution = packages.text(entry.get("resolution"), f"{key}.resolution")
        matched = _DESCRIPTOR.fullmatch(resolution)
        if matched is None:
            packages.problem("extract.entry_not_understood", key, entry=key)
            continue
        is_project = matched["range"].startswith("workspace:")
        if is_project:
            top = matched["range"] == "workspace:."
            folder = matched["range"].partition(":")[2]
            data = None if top else source.sibling(f"{folder}/package.json")
            described = dict(manifest) if top else packages.mapping(decode_json(data), folder) if data else {}
            package = add_project(packages, {**described, "name": matched["name"]}, "" if top else folder)
            root = package if top else root
            projects.append(package)
        else:
            package = _add_berry(packages, matched, entry, key)
        added |= dict.fromkeys([each.strip() for each in key.split(",")], package)
        rows.append((package, entry, is_project))
    for package, entry, is_project in rows:
        _add_berry_edges(packages, added, package, entry, manifest if package is root and is_project else {})
    for project in projects:
        if root is not None:
            packages.contains(root, project)
    if not manifest:
        packages.problem("extract.scope_unknown", "", file="package.json")


def _add_berry(packages: PackageList, matched: re.Match[str], entry: Mapping[str, object], key: str) -> Package:
    place = matched["range"]
    name = matched["name"]
    if place.startswith("patch:"):
        inner = _DESCRIPTOR.match(unquote(place[6:].partition("#")[0]))
        place = inner["range"] if inner else place
    version = packages.text(entry.get("version"), f"{key}.version")
    # A virtual place is the same package seen by another dependent.
    place = place.partition("#")[2] if place.startswith("virtual:") else place
    fetched = place if not place.startswith("npm:") else ""
    package = add_npm(packages, name, version, resolved=fetched)
    packages.add_property(package, "kaname:yarn:checksum", packages.text(entry.get("checksum"), f"{key}.checksum"))
    return package


def _add_berry_edges(
    packages: PackageList,
    added: Mapping[str, Package],
    source: Package,
    entry: Mapping[str, object],
    manifest: Mapping[str, object],
) -> None:
    meta = packages.mapping(entry.get("dependenciesMeta"), source.name)
    optional = {
        name for name, each in meta.items() if isinstance(each, dict) and each.get("optional") in (True, "true")
    }
    development = packages.mapping(manifest.get("devDependencies"), "package.json: devDependencies")
    for name, value in packages.mapping(entry.get("dependencies"), source.name).items():
        wanted = packages.text(value, f"{source.name}.{name}")
        target = added.get(f"{name}@{wanted}") or added.get(f"{name}@npm:{wanted}")
        if target is None:
            target = next((found for key, found in added.items() if key.startswith(f"{name}@patch:{name}@")), None)
        scope = "optional" if name in optional else "excluded" if name in development else "required"
        if target is not None:
            packages.depends(source, target, scope)
        elif scope != "optional":
            packages.problem("extract.edge_unresolved", source.name, name=f"{name}@{wanted}")


EXTRACTOR = Extractor(
    kind="yarn-lock",
    ecosystem="npm",
    files=("yarn.lock",),
    facts=frozenset({"version", "hash", "edge", "scope"}),
    phase="pre-build",
    extract=extract_yarn_lock,
    accounts_for=("package.json",),
)
