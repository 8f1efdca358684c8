"""The list that an extractor fills: components with purl, merged by identity, their edges, and what is wrong.

Holds the one way of making components, so that hashes, licences and scopes come out alike for every kind of file. Refuses a
hash whose length does not fit its algorithm and a purl whose parts do not make one; both are listed as problems.
"""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from kaname.errors import InputError, Scalar
from kaname.extract.extractor import Found, Source, Wanted
from kaname.extract.limits import MAX_PROBLEMS_PER_CODE
from kaname.ident.purl import Purl, format_purl
from kaname.model.sbom import Component, ExternalReference, Hash, LicenseClaim, Party, Problem, Relationship

Scope = Literal["required", "optional", "excluded"]
# Strongest first: what one file needs at run time is needed, whatever others say; where one file does not say, another cannot
# make the package one for development only.
SCOPE_ORDER: tuple[str | None, ...] = ("required", None, "optional", "excluded")

# Property names of facts that have no field of their own in SBOM formats.
RANGE_PROPERTY = "kaname:version-range"
# An installed package needs something that is not installed.
UNMET_PROPERTY = "kaname:unmet-dependency"
_DIGITS = {"MD5": 32, "SHA-1": 40, "SHA-256": 64, "SHA-384": 96, "SHA-512": 128}
_ALGORITHMS = {"md5": "MD5", "sha1": "SHA-1", "sha256": "SHA-256", "sha384": "SHA-384", "sha512": "SHA-512"}
# The short form of git addresses (git@host:path), which is no URL.
_SHORT_SSH = re.compile(r"([A-Za-z0-9._-]+@[A-Za-z0-9._-]+):(?!//)(.+)")
_HEX = re.compile(r"[0-9a-f]+")
_LICENSE_ID = re.compile(r"[A-Za-z0-9.+:-]+")


class Package(Struct, kw_only=True):
    """A component in the making. See ``model.sbom.Component`` for the fields."""

    ref: str
    name: str
    version: str = ""
    group: str = ""
    kind: str = "library"
    purl: str | None = None
    scope: str | None = None
    hashes: dict[tuple[str, str], Hash] = {}
    licenses: dict[str, LicenseClaim] = {}
    references: dict[tuple[str, str], ExternalReference] = {}
    properties: dict[tuple[str, str], None] = {}
    source_packages: dict[tuple[str, str], None] = {}
    supplier: Party | None = None
    authors: tuple[Party, ...] = ()
    description: str | None = None
    copyright: str | None = None
    file_names: dict[str, None] = {}
    evidence: dict[str, None] = {}
    parent: str | None = None


class PackageList:
    """Collects what one file holds.

    Args:
        source: the file.
        ecosystem: purl type of packages added without another.
    """

    def __init__(self, source: Source, ecosystem: str) -> None:
        self._source = source
        self._ecosystem = ecosystem
        self._packages: dict[str, Package] = {}
        self._edges: dict[tuple[str, str, str], str | None] = {}
        self._subjects: dict[str, None] = {}
        self._problems: list[Problem] = []
        self._counts: Counter[str] = Counter()
        self._wanted: list[Wanted] = []

    def add(
        self,
        name: str,
        version: str = "",
        *,
        namespace: str | None = None,
        purl_type: str | None = None,
        qualifiers: Mapping[str, str] | None = None,
        subpath: str | None = None,
        scope: str | None = None,
    ) -> Package:
        """Add a package, or return the one that is there already (its scope becomes the stronger of the two).

        Args:
            name, namespace: as the ecosystem writes them. version: ``""`` where the file does not settle it.
            purl_type: other than that of the list. qualifiers, subpath: of the purl.
            scope: ``required``, ``optional``, ``excluded``, None where the file does not say.
        """
        kind = purl_type or self._ecosystem
        purl: str | None
        try:
            purl = format_purl(
                Purl(kind, namespace or None, name, version or None, dict(qualifiers or {}), subpath or None)
            )
        except InputError as error:
            purl = None
            self.problem(error.code, name or "?", **error.params)
        ref = purl or f"{kind}:{namespace + '/' if namespace else ''}{name}@{version}"
        package = self._packages.get(ref)
        if package is None:
            package = Package(
                ref=ref, name=name, version=version, group=namespace or "", purl=purl, scope=scope, evidence={}
            )
            package.evidence[self._source.path] = None
            self._packages[ref] = package
        else:
            package.scope = stronger_scope(package.scope, scope)
        return package

    def add_unidentified(self, name: str, version: str = "") -> Package:
        """Add a component that the file shows without saying whose it is: no purl, told apart by name and version."""
        ref = f"{self._ecosystem}:{name}@{version}"
        package = self._packages.get(ref)
        if package is None:
            package = Package(ref=ref, name=name, version=version, evidence={self._source.path: None})
            self._packages[ref] = package
        return package

    def add_subject(
        self, name: str, version: str = "", *, namespace: str | None = None, public: bool = True, folder: str = ""
    ) -> Package:
        """Add the project that the file belongs to.

        Args:
            name, version: as written; without a name it is called after its folder.
            public: False where the project is known not to be published: then it has no purl, which would name another's
                package of the same name.
            folder: of the project, from the file's own folder; ``""`` for that itself.
        """
        if name and public:
            package = self.add(name, version, namespace=namespace)
        else:
            place = self._source.beside(folder)
            shown = name or place.rpartition("/")[2] or self._source.tree.name.rstrip("/").rpartition("/")[2] or "."
            ref = f"project:{self._ecosystem}:{place or '.'}"
            package = self._packages.setdefault(
                ref, Package(ref=ref, name=shown, version=version, group=namespace or "")
            )
            package.evidence = {**package.evidence, self._source.path: None}
        package.kind = "application"
        self._subjects[package.ref] = None
        return package

    def make_subject(self, package: Package) -> None:
        """Say that a package that was added is what the file itself is (a jar, an installed package)."""
        self._subjects[package.ref] = None

    def depends(self, source: Package, target: Package, scope: str | None = None) -> None:
        """Note that ``source`` needs ``target``; of two scopes the stronger stays."""
        self._edge(source, "depends_on", target, scope)

    def contains(self, source: Package, target: Package) -> None:
        """Note that ``target`` lies inside ``source``."""
        self._edge(source, "contains", target, None)

    def _edge(self, source: Package, kind: str, target: Package, scope: str | None) -> None:
        if source.ref == target.ref:
            return
        key = (source.ref, kind, target.ref)
        self._edges[key] = stronger_scope(self._edges[key], scope) if key in self._edges else scope

    def problem(self, code: str, path: str = "", **params: Scalar) -> None:
        """Note what is missing or wrong; the extraction is then partial."""
        self._counts[code] += 1
        if self._counts[code] <= MAX_PROBLEMS_PER_CODE:
            self._problems.append(Problem(path=path, code=code, params=params))

    def want(self, source: Package, name: str, scope: str | None = None, *, must: bool = False) -> None:
        """Note a need that another file of the same place answers; see ``Wanted``."""
        self._wanted.append(Wanted(source.ref, name, scope, must))

    def undetermined(self, package: Package, wanted: str, path: str) -> None:
        """Note that the file asks for a package without settling its version."""
        if wanted:
            package.properties = {**package.properties, (RANGE_PROPERTY, wanted): None}
        self.problem("extract.version_undetermined", path, name=package.name, wanted=wanted or "*")

    # --- facts ---

    def add_hash(self, package: Package, algorithm: str, value: str, path: str = "") -> None:
        """Add a digest of the package's file in hex; one that does not fit its algorithm becomes a problem."""
        hash_ = self._hash(algorithm, value, path or package.name)
        if hash_ is not None:
            package.hashes = {**package.hashes, (hash_.algorithm, hash_.value): hash_}

    def add_integrity(self, package: Package, integrity: str, path: str = "") -> None:
        """Add digests in the form of Subresource Integrity (``sha512-<base64>``, several with spaces)."""
        for each in integrity.split():
            algorithm, _, encoded = each.partition("?")[0].partition("-")
            try:
                value = base64.b64decode(encoded, validate=True).hex()
            except (binascii.Error, ValueError):
                self.problem("extract.hash_malformed", path or package.name, algorithm=algorithm, value=encoded[:80])
                continue
            self.add_hash(package, algorithm, value, path)

    def add_file(self, package: Package, url: str, hashes: Iterable[tuple[str, str]] = (), path: str = "") -> None:
        """Add a downloadable file of the package, with its digests (``(algorithm, hex)``)."""
        checked = [self._hash(algorithm, value, path or package.name) for algorithm, value in hashes]
        known = tuple([each for each in checked if each is not None])
        reference = ExternalReference(kind="distribution", url=url, hashes=known)
        package.references = {**package.references, ("distribution", url): reference}

    def add_reference(self, package: Package, kind: str, url: str) -> None:
        """Add a pointer (``vcs``, ``website``, ``distribution``)."""
        if url:
            short = _SHORT_SSH.fullmatch(url)
            url = f"ssh://{short[1]}/{short[2]}" if short else url
            package.references = {**package.references, (kind, url): ExternalReference(kind=kind, url=url)}

    def add_license(self, package: Package, value: str, url: str | None = None) -> None:
        """Add a licence as the package declares it: an SPDX id, an expression, or a free name."""
        text = " ".join(value.split())
        if text:
            claim = LicenseClaim(value=text, kind=_license_kind(text), acknowledgement="declared", url=url)
            package.licenses = {**package.licenses, text: claim}

    def add_property(self, package: Package, name: str, value: str) -> None:
        """Add a fact that SBOM formats have no field for."""
        if value:
            package.properties = {**package.properties, (name, value): None}

    def _hash(self, algorithm: str, value: str, path: str) -> Hash | None:
        name = _ALGORITHMS.get(algorithm.lower().replace("-", "").replace("_", ""), algorithm)
        text = value.strip().lower()
        if not _HEX.fullmatch(text) or _DIGITS.get(name, len(text)) != len(text):
            self.problem("extract.hash_malformed", path, algorithm=name, value=text[:80])
            return None
        return Hash(name, text)

    # --- typed access to decoded values ---

    def mapping(self, value: object, path: str) -> dict[str, object]:
        """Return a decoded object; ``{}`` for None, and with a problem for a wrong type."""
        if isinstance(value, dict):
            return {key: item for key, item in value.items() if isinstance(key, str)}
        self._wrong(value, "object", path)
        return {}

    def sequence(self, value: object, path: str) -> list[object]:
        """Return a decoded array; ``[]`` for None, and for a wrong type with a problem."""
        if isinstance(value, list):
            return value
        self._wrong(value, "array", path)
        return []

    def text(self, value: object, path: str) -> str:
        """Return decoded text; ``""`` for None, and for a wrong type with a problem. Numbers are written out."""
        if isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        self._wrong(value, "string", path)
        return ""

    def _wrong(self, value: object, expected: str, path: str) -> None:
        if value is not None:
            self.problem("extract.wrong_type", path, expected=expected, found=type(value).__name__)

    # --- the end ---

    def spread_scopes(self) -> None:
        """Give every package without scope the strongest that a path from a subject gives it.

        Along a path the weakest edge counts; a package that no path reaches keeps what it has. Cost: linear in edges.
        """
        outgoing: dict[str, list[tuple[str, str | None]]] = {}
        for (source, kind, target), scope in self._edges.items():
            if kind == "depends_on":
                outgoing.setdefault(source, []).append((target, scope))
        best: dict[str, str] = {}
        for level in ("required", "optional", "excluded"):
            waiting = [*self._subjects, *best]
            while waiting:
                for target, scope in outgoing.get(waiting.pop(), ()):
                    if target not in best and _not_weaker(scope, level):
                        best[target] = level
                        waiting.append(target)
        for ref, package in self._packages.items():
            if package.scope is None and ref in best and ref not in self._subjects:
                package.scope = best[ref]

    def done(self, *, place: str = "") -> Found:
        """Return what was collected, in a fixed order; ``place`` as in ``Found``."""
        more = [
            Problem(
                path="",
                code="extract.more_of_the_same",
                params={"repeated": code, "count": count - MAX_PROBLEMS_PER_CODE},
            )
            for code, count in self._counts.items()
            if count > MAX_PROBLEMS_PER_CODE
        ]
        edges = sorted(self._edges.items())
        return Found(
            components=tuple(self._component(package) for _, package in sorted(self._packages.items())),
            relationships=tuple(Relationship(key[0], key[1], key[2], scope) for key, scope in edges),
            subjects=tuple(self._subjects),
            problems=(*self._problems, *more),
            place=place,
            wanted=tuple(self._wanted),
        )

    def _component(self, package: Package) -> Component:
        return Component(
            ref=package.ref,
            path=self._source.path,
            name=package.name,
            version=package.version,
            group=package.group,
            kind=package.kind,
            purl=package.purl,
            scope=package.scope,
            hashes=tuple(package.hashes[key] for key in sorted(package.hashes)),
            licenses=tuple(package.licenses.values()),
            copyright=package.copyright,
            description=package.description,
            supplier=package.supplier,
            authors=package.authors,
            external_references=tuple(package.references[key] for key in sorted(package.references)),
            properties=tuple(sorted(package.properties)),
            source_packages=tuple(package.source_packages),
            file_names=tuple(sorted(package.file_names)),
            evidence_paths=tuple(sorted(package.evidence)),
            parent=package.parent,
        )


def stronger_scope(first: str | None, second: str | None) -> str | None:
    """Return the stronger of two scopes; unknown (None) lies between required and optional."""
    return min(first, second, key=SCOPE_ORDER.index)


def _not_weaker(scope: str | None, level: str) -> bool:
    # An edge without scope is one that the file does not limit.
    return scope is None or SCOPE_ORDER.index(scope) <= SCOPE_ORDER.index(level)


def _license_kind(value: str) -> Literal["id", "expression", "name"]:
    if _LICENSE_ID.fullmatch(value):
        return "id"
    return "expression" if _is_expression(value) else "name"


def _is_expression(value: str) -> bool:
    """Say whether text has the form of an SPDX expression: ids and operators in turn (SPDX 2.3 annex D)."""
    depth, wants_id, operators = 0, True, 0
    for token in value.replace("(", " ( ").replace(")", " ) ").split():
        if token == "(":
            depth += 1
            if not wants_id:
                return False
        elif token == ")":
            depth -= 1
            if wants_id or depth < 0:
                return False
        elif token in ("AND", "OR", "WITH"):
            operators += 1
            if wants_id:
                return False
            wants_id = True
        elif wants_id and _LICENSE_ID.fullmatch(token):
            wants_id = False
        else:
            return False
    return depth == 0 and not wants_id and operators > 0
