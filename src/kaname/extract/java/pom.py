"""``pom.xml`` of Maven: direct dependencies with properties, dependency management and parents resolved inside the tree.

Source: Maven POM reference. A parent or an imported bill of materials outside the tree is named; versions that it would
settle stay undetermined. What the dependencies need themselves is never in a pom: the extraction says so and is partial.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from kaname.errors import KanameError
from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.java.coordinates import add_artifact
from kaname.extract.limits import MAX_FILE_BYTES
from kaname.extract.packages import Package, PackageList
from kaname.extract.text_formats import child_text, children, local_name, parse_xml

_PROPERTY = re.compile(r"\$\{([^{}]+)\}")
# Parents of parents: real chains have five; a cycle would have no end.
MAX_PARENTS = 20
_MAX_SUBSTITUTIONS = 20
_SCOPES = {"test": "excluded", "provided": "optional", "system": "required"}
_RANGE = re.compile(r"[\[\]()]|^(?:LATEST|RELEASE)$")
Key = tuple[str, str]


def extract_pom(source: Source) -> Found:
    """Return the direct dependencies of a Maven project.

    Raises:
        InputError: not XML, or with a document type declaration; ``extract.not_a_pom``.
    """
    packages = PackageList(source, "maven")
    chain = _Chain(source, packages)
    project = _project(packages, chain)
    managed = chain.managed()
    for number, entry in enumerate(chain.dependencies()):
        _add(packages, chain, project, managed, entry, f"dependencies[{number}]")
    packages.problem("extract.transitive_unknown", "")
    return packages.done()


class _Chain:
    """A pom and its parents, nearest first, as far as they lie in the tree."""

    def __init__(self, source: Source, packages: PackageList) -> None:
        self._packages = packages
        self._source = source
        self.poms: list[Element] = []
        self._properties: dict[str, str] = {}
        root = parse_xml(source.data)
        path = source.path
        while True:
            self.poms.append(root)
            parent = next(children(root, "parent"), None)
            if parent is None or len(self.poms) > MAX_PARENTS:
                break
            found = self._parent(parent, path)
            if found is None:
                group, artifact = child_text(parent, "groupId"), child_text(parent, "artifactId")
                packages.problem("extract.parent_outside", "parent", name=f"{group}:{artifact}")
                break
            path, root = found
        for pom in reversed(self.poms):
            for each in next(children(pom, "properties"), ()):
                self._properties[local_name(each)] = (each.text or "").strip()
        for name in ("groupId", "artifactId", "version"):
            value = self.own(name)
            self._properties.setdefault(f"project.{name}", value)
            self._properties.setdefault(f"pom.{name}", value)
            parent = next(children(self.poms[0], "parent"), None)
            self._properties.setdefault(f"project.parent.{name}", child_text(parent, name))

    def _parent(self, parent: Element, path: str) -> tuple[str, Element] | None:
        place = Source(path=path, data=b"", tree=self._source.tree)
        stated = next(children(parent, "relativePath"), None)
        relative = "../pom.xml" if stated is None else (stated.text or "").strip()
        if not relative:
            return None
        target = place.beside(relative)
        if not target.endswith(".xml"):
            target = f"{target}/pom.xml" if target else "pom.xml"
        if target == path or not self._source.tree.has(target):
            return None
        try:
            root = parse_xml(self._source.tree.read(target, limit=MAX_FILE_BYTES))
        except KanameError as error:
            self._packages.problem(error.code, f"parent: {target}", **error.params)
            return None
        same = child_text(root, "artifactId") == child_text(parent, "artifactId")
        return (target, root) if same else None

    def own(self, name: str) -> str:
        """Return a coordinate of the project; group and version may come from the parent element."""
        value = child_text(self.poms[0], name)
        if not value and name != "artifactId":
            value = child_text(next(children(self.poms[0], "parent"), None), name)
        return self.settle(value)

    def settle(self, text: str) -> str:
        """Return text with properties put in; what has no value stays ``${name}``."""
        for _ in range(_MAX_SUBSTITUTIONS):
            new = _PROPERTY.sub(lambda found: self._properties.get(found[1], found[0]), text)
            if new == text or len(new) > 10_000:
                break
            text = new
        return text

    def managed(self) -> dict[Key, Element]:
        """Return dependency management by (group, artifact), nearest pom first; imported ones outside are named."""
        found: dict[Key, Element] = {}
        for pom in self.poms:
            for management in children(pom, "dependencyManagement"):
                for entry in _entries(management):
                    key = (self.settle(child_text(entry, "groupId")), self.settle(child_text(entry, "artifactId")))
                    if child_text(entry, "scope") == "import":
                        self._packages.problem("extract.bom_outside", "dependencyManagement", name=":".join(key))
                    else:
                        found.setdefault(key, entry)
        return found

    def dependencies(self) -> list[Element]:
        """Return the dependencies of the project and what it inherits."""
        return [entry for pom in self.poms for entry in _entries(pom)]


def _entries(holder: Element) -> Iterator[Element]:
    for block in children(holder, "dependencies"):
        yield from children(block, "dependency")


def _project(packages: PackageList, chain: _Chain) -> Package:
    root = chain.poms[0]
    artifact = child_text(root, "artifactId")
    version = chain.own("version")
    settled = "" if "${" in version else version
    package = packages.add_subject(artifact, settled, namespace=chain.own("groupId") or None, public=bool(artifact))
    if not artifact:
        packages.problem("extract.not_a_pom", "")
    for block in children(root, "licenses"):
        for entry in children(block, "license"):
            packages.add_license(package, child_text(entry, "name"), child_text(entry, "url") or None)
    package.description = " ".join(child_text(root, "description").split()) or None
    return package


def _add(
    packages: PackageList, chain: _Chain, project: Package, managed: dict[Key, Element], entry: Element, place: str
) -> None:
    group, artifact = chain.settle(child_text(entry, "groupId")), chain.settle(child_text(entry, "artifactId"))
    rule = managed.get((group, artifact))
    wanted = chain.settle(child_text(entry, "version") or child_text(rule, "version"))
    scope_word = chain.settle(child_text(entry, "scope") or child_text(rule, "scope"))
    scope = _SCOPES.get(scope_word, "required")
    if scope == "required" and chain.settle(child_text(entry, "optional")) == "true":
        scope = "optional"
    settled = "" if "${" in wanted or _RANGE.search(wanted) else wanted
    package = add_artifact(
        packages,
        group,
        artifact,
        settled,
        scope=scope,
        classifier=chain.settle(child_text(entry, "classifier")),
        kind=chain.settle(child_text(entry, "type")),
    )
    packages.depends(project, package, scope)
    if not settled:
        packages.undetermined(package, wanted, place)


EXTRACTOR = Extractor(
    kind="pom",
    ecosystem="maven",
    files=("pom.xml", "*.pom"),
    facts=frozenset({"version", "license", "scope"}),
    phase="pre-build",
    extract=extract_pom,
)
