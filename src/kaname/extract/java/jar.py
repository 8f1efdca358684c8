"""Jars, wars and ears: what they are, what is shaded into them, and the jars inside them.

Source: JAR file specification; Maven archiver (``META-INF/maven/<group>/<artifact>/pom.properties``); OSGi manifest headers.
A jar names itself by the pom.properties that fits its file name, else by its manifest, else by its file name; a further
pom.properties is an artifact shaded into it. An identity without group has no purl and is named as unknown.
"""

import hashlib

from kaname.errors import KanameError
from kaname.extract.extractor import Extractor, Found, Source, decode_text
from kaname.extract.java.coordinates import add_artifact, parse_manifest, parse_properties, split_file_name
from kaname.extract.limits import MAX_ARCHIVE_DEPTH, MAX_FILE_BYTES
from kaname.extract.packages import Package, PackageList
from kaname.extract.text_formats import child_text, children, parse_xml
from kaname.extract.tree import Tree
from kaname.extract.zip_tree import ZipTree
from kaname.model.sbom import Party

_ENDINGS = (".jar", ".war", ".ear", ".hpi", ".jpi", ".rar", ".sar")
# Descriptions inside a jar are small; a larger one is not what it says.
_MAX_TEXT_BYTES = 16 << 20
_MAVEN = "META-INF/maven/"


def extract_jar(source: Source) -> Found:
    """Return a jar, the artifacts shaded into it, and the jars inside it down to the depth limit.

    Raises:
        InputError: not a ZIP archive.
    """
    packages = PackageList(source, "maven")
    top = _add_jar(packages, source.data, source.path, source.path.rpartition("/")[2], source.depth)
    packages.make_subject(top)
    top.evidence = {source.path: None}
    return packages.done()


def _add_jar(packages: PackageList, data: bytes, shown: str, file_name: str, depth: int) -> Package:
    tree = ZipTree(data, name=shown)
    stem = file_name.rpartition(".")[0] or file_name
    manifest = _manifest(packages, tree, shown)
    poms = _poms(packages, tree, shown)
    own = _own_pom(poms, stem)
    if own is not None:
        group, artifact, version = own
    else:
        group, artifact, version = _from_manifest(manifest, stem)
    package = _add(packages, group, artifact, version, shown)
    package.evidence = {**package.evidence, shown: None} if shown in package.evidence else {shown: None}
    package.file_names = {**package.file_names, file_name: None}
    packages.add_hash(package, "SHA-1", hashlib.sha1(data, usedforsecurity=False).hexdigest())
    packages.add_hash(package, "SHA-256", hashlib.sha256(data).hexdigest())
    _describe(packages, package, tree, manifest, (group, artifact), shown)
    for pom in poms:
        if pom != own and pom[:2] != (group, artifact):
            shaded = _add(packages, *pom, f"{shown}!/{_MAVEN}{pom[0]}/{pom[1]}/pom.properties")
            shaded.evidence = {**shaded.evidence, f"{shown}!/{_MAVEN}{pom[0]}/{pom[1]}/pom.properties": None}
            packages.contains(package, shaded)
    _add_inner(packages, package, tree, shown, depth)
    for problem in tree.problems():
        packages.problem(problem.code, f"{shown}!/{problem.path}", **problem.params)
    return package


def _add(packages: PackageList, group: str, artifact: str, version: str, shown: str) -> Package:
    if group:
        package = add_artifact(packages, group, artifact, version)
        if not version:
            packages.undetermined(package, "", shown)
        return package
    # Without group the name alone would point to whoever has that name: it stays without purl.
    package = packages.add_unidentified(artifact, version)
    packages.problem("extract.identity_unknown", shown, name=artifact)
    return package


def _add_inner(packages: PackageList, outer: Package, tree: ZipTree, shown: str, depth: int) -> None:
    for entry in tree.files():
        if not entry.path.lower().endswith(_ENDINGS):
            continue
        place = f"{shown}!/{entry.path}"
        if depth + 1 >= MAX_ARCHIVE_DEPTH:
            packages.problem("extract.too_deep", place, limit=MAX_ARCHIVE_DEPTH)
            continue
        try:
            data = tree.read(entry.path, limit=MAX_FILE_BYTES)
            inner = _add_jar(packages, data, place, entry.path.rpartition("/")[2], depth + 1)
        except KanameError as error:
            packages.problem(error.code, place, **error.params)
            continue
        packages.contains(outer, inner)


def _manifest(packages: PackageList, tree: Tree, shown: str) -> dict[str, str]:
    text = _text(packages, tree, "META-INF/MANIFEST.MF", shown)
    return dict(parse_manifest(text)) if text else {}


def _poms(packages: PackageList, tree: Tree, shown: str) -> list[tuple[str, str, str]]:
    poms = []
    for entry in tree.files():
        if entry.path.startswith(_MAVEN) and entry.path.endswith("/pom.properties"):
            pairs = parse_properties(_text(packages, tree, entry.path, shown))
            group, artifact, version = (pairs.get(key, "") for key in ("groupId", "artifactId", "version"))
            if group and artifact:
                poms.append((group, artifact, version))
            else:
                packages.problem("extract.entry_not_understood", f"{shown}!/{entry.path}", entry="pom.properties")
    return poms


def _own_pom(poms: list[tuple[str, str, str]], stem: str) -> tuple[str, str, str] | None:
    if len(poms) == 1 and (stem == poms[0][1] or stem.startswith(poms[0][1] + "-") or not split_file_name(stem)[1]):
        return poms[0]
    fitting = [pom for pom in poms if stem == pom[1] or stem.startswith(pom[1] + "-")]
    return max(fitting, key=lambda pom: (len(pom[1]), pom)) if fitting else None


def _from_manifest(manifest: dict[str, str], stem: str) -> tuple[str, str, str]:
    name, version = split_file_name(stem)
    stated = manifest.get("implementation-version") or manifest.get("bundle-version") or ""
    group = manifest.get("implementation-vendor-id", "")
    symbolic = manifest.get("bundle-symbolicname", "").partition(";")[0].strip()
    if not group and symbolic.endswith("." + name):
        group = symbolic.removesuffix("." + name)
    # A vendor id is a group only where it looks like one.
    return (group if "." in group and " " not in group else ""), name, version or stated


def _describe(
    packages: PackageList, package: Package, tree: Tree, manifest: dict[str, str], key: tuple[str, str], shown: str
) -> None:
    vendor = manifest.get("implementation-vendor") or manifest.get("bundle-vendor") or ""
    if vendor:
        package.supplier = Party(name=vendor, kind="organization")
    path = f"{_MAVEN}{key[0]}/{key[1]}/pom.xml"
    if tree.has(path):
        try:
            root = parse_xml(tree.read(path, limit=_MAX_TEXT_BYTES))
        except KanameError as error:
            packages.problem(error.code, f"{shown}!/{path}", **error.params)
            return
        for block in children(root, "licenses"):
            for entry in children(block, "license"):
                packages.add_license(package, child_text(entry, "name"), child_text(entry, "url") or None)
    elif manifest.get("bundle-license"):
        value = manifest["bundle-license"].partition(";")[0].strip()
        packages.add_license(package, value, value if value.startswith("http") else None)


def _text(packages: PackageList, tree: Tree, path: str, shown: str) -> str:
    if not tree.has(path):
        return ""
    try:
        return decode_text(tree.read(path, limit=_MAX_TEXT_BYTES))
    except KanameError as error:
        packages.problem(error.code, f"{shown}!/{path}", **error.params)
        return ""


EXTRACTOR = Extractor(
    kind="jar",
    ecosystem="maven",
    files=tuple(f"*{ending}" for ending in _ENDINGS),
    facts=frozenset({"version", "hash", "license", "supplier"}),
    phase="post-build",
    extract=extract_jar,
)
