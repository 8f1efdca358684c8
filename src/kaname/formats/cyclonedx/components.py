"""From CycloneDX components on the wire to components of the model.

A defect in one field is listed and the rest of the component kept; purl, CPE and licence text are taken as written.
"""

import base64
import binascii
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from kaname.errors import InputError
from kaname.formats.cyclonedx import wire
from kaname.formats.cyclonedx.sources import SOURCE_PROPERTIES, source_packages
from kaname.formats.problem_list import ProblemList
from kaname.model.sbom import Component, ExternalReference, Hash, LicenseClaim, Party

COMPONENT_TYPES = frozenset(
    {
        "application",
        "framework",
        "library",
        "container",
        "platform",
        "operating-system",
        "device",
        "device-driver",
        "firmware",
        "file",
        "machine-learning-model",
        "data",
        "cryptographic-asset",
    }
)
SCOPES = frozenset({"required", "optional", "excluded"})
# Hex digits of each algorithm of the standard (CycloneDX 1.7, hash-alg).
HASH_DIGITS = {
    "MD5": 32,
    "SHA-1": 40,
    "SHA-256": 64,
    "SHA-384": 96,
    "SHA-512": 128,
    "SHA3-256": 64,
    "SHA3-384": 96,
    "SHA3-512": 128,
    "BLAKE2b-256": 64,
    "BLAKE2b-384": 96,
    "BLAKE2b-512": 128,
    "BLAKE3": 64,
    "Streebog-256": 64,
    "Streebog-512": 128,
}
_HEX = re.compile("[0-9a-f]+")
_SYFT_PATH = re.compile(r"syft:location:\d+:path")
# Properties of known producers whose value is the path where a component was found (Trivy, cdxgen).
_PATH_PROPERTIES = frozenset({"aquasecurity:trivy:FilePath", "SrcFile"})
_SYFT_CPE = "syft:cpe23"
# Package URLs besides the one that a component has a field for, as the writer here puts them down.
MORE_PURLS = "kaname:purl"


# Names, licences and producers recur throughout a document and a portfolio; this many are made once.
_REMEMBERED = 4096

# Real documents nest up to 15 deep. Each level makes the paths below it longer, so that depth costs its square.
MAX_COMPONENT_DEPTH = 100


def too_deep(path: str | None) -> InputError:
    """Return the error for components that are nested too deep."""
    return InputError("cyclonedx.too_deep", path=path, limit=MAX_COMPONENT_DEPTH)


class ComponentReader:
    """Turns wire components into model components and hands out unique refs.

    Attributes:
        components: what was read so far, nested ones after their parent.
        refs: every ref given out.
    """

    def __init__(self, problems: ProblemList) -> None:
        self.components: list[Component] = []
        self.refs: set[str] = set()
        self._problems = problems

    def read(self, component: wire.Component, path: str) -> str:
        """Read a component and all that is nested in it; return its ref.

        Raises:
            InputError: ``cyclonedx.too_deep``.
        """
        if not component.components:
            ref = self._ref(component.bom_ref, path)
            self.components.append(self._component(component, path, ref, None))
            return ref
        first = ""
        waiting: list[tuple[wire.Component, str, str | None, int]] = [(component, path, None, 1)]
        while waiting:  # no recursion: depth is the document's choice
            each, where, parent, depth = waiting.pop()
            if depth > MAX_COMPONENT_DEPTH:
                raise too_deep(path)
            ref = self._ref(each.bom_ref, where)
            first = first or ref
            self.components.append(self._component(each, where, ref, parent))
            if each.components:
                inner = each.components
                waiting.extend(
                    (inner[index], f"{where}.components[{index}]", ref, depth + 1)
                    for index in range(len(inner) - 1, -1, -1)
                )
        return first

    def _ref(self, bom_ref: str | None, path: str) -> str:
        ref = bom_ref or path
        if ref in self.refs:
            if bom_ref:
                self._problems.add("cyclonedx.duplicate_ref", path, ref=bom_ref)
            ref, count = path, 1
            while ref in self.refs:
                count += 1
                ref = f"{path}#{count}"
        self.refs.add(ref)
        return ref

    def _component(self, each: wire.Component, path: str, ref: str, parent: str | None) -> Component:
        problems = self._problems
        if not each.name:
            problems.add("cyclonedx.no_name", path)
        if each.type not in COMPONENT_TYPES:
            if each.type:
                problems.add("cyclonedx.unknown_type", f"{path}.type", value=each.type)
            else:
                problems.add("cyclonedx.no_type", path)
        if each.scope is not None and each.scope not in SCOPES:
            problems.add("cyclonedx.unknown_scope", f"{path}.scope", value=each.scope)
        cpes: tuple[str, ...] = (each.cpe,) if each.cpe else ()
        purls: tuple[str, ...] = ()
        paths: tuple[str, ...] = ()
        sources: tuple[tuple[str, str], ...] = ()
        properties: tuple[tuple[str, str], ...] = ()
        if each.evidence and each.evidence.occurrences:
            paths = tuple([found.location for found in each.evidence.occurrences if found.location])
        if each.properties:
            properties = read_properties(each.properties)
            known = [(role, value) for name, value in properties if (role := _role(name))]
            if known:
                cpes = _unique(cpes + tuple([value for role, value in known if role == "cpe"]))
                purls = _unique(tuple([value for role, value in known if role == "purl"]))
                paths += tuple([value for role, value in known if role == "path"])
                if "source" in dict(known):
                    sources = source_packages(dict(properties))
        return Component(
            ref=ref,
            path=path,
            name=each.name or "",
            version=each.version or "",
            group=each.group or "",
            kind=each.type or "",
            purl=each.purl,
            purls=purls,
            cpes=cpes,
            swids=(each.swid.tag_id,) if each.swid and each.swid.tag_id else (),
            hashes=read_hashes(each.hashes, path, problems) if each.hashes else (),
            licenses=read_licenses(each.licenses, path, problems) if each.licenses else (),
            copyright=each.copyright,
            description=each.description,
            scope=each.scope,
            supplier=read_organization(each.supplier) if each.supplier else None,
            manufacturer=read_organization(each.manufacturer) if each.manufacturer else None,
            authors=read_authors(each.authors, each.author) if each.authors or each.author else (),
            publisher=each.publisher,
            external_references=_references(each.external_references, path, problems)
            if each.external_references
            else (),
            properties=properties,
            source_packages=sources,
            parent=parent,
            evidence_paths=_unique(paths) if paths else (),
        )


def _unique(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values)) if len(values) > 1 else values


@lru_cache(maxsize=_REMEMBERED)
def _role(name: str) -> Literal["cpe", "purl", "path", "source", ""]:
    """Say what the reader takes from a property of this name; ``""`` where it only keeps it."""
    if name == _SYFT_CPE:
        return "cpe"
    if name == MORE_PURLS:
        return "purl"
    if name in _PATH_PROPERTIES or _SYFT_PATH.fullmatch(name):
        return "path"
    return "source" if name in SOURCE_PROPERTIES else ""


def read_properties(properties: Iterable[wire.Property] | None) -> tuple[tuple[str, str], ...]:
    """Return name/value pairs; a missing half is ``""``."""
    return tuple([(each.name or "", each.value or "") for each in properties]) if properties else ()


def read_hashes(hashes: Iterable[wire.Hash], path: str, problems: ProblemList) -> tuple[Hash, ...]:
    """Return digests in lower-case hex; one that is not hex or of a wrong length is listed, and only hex is kept."""
    found = []
    for index, each in enumerate(hashes):
        value, algorithm = each.content or "", each.alg or ""
        digits = HASH_DIGITS.get(algorithm)
        if digits == len(value) and _is_hex(value):
            found.append(Hash(algorithm, value.lower()))
            continue
        value = value.strip().lower()
        if digits is None:
            problems.add("cyclonedx.unknown_hash_algorithm", f"{path}.hashes[{index}].alg", value=algorithm)
        if not _HEX.fullmatch(value):
            problems.add("cyclonedx.hash_not_hex", f"{path}.hashes[{index}].content", algorithm=algorithm)
            continue
        if digits is not None and digits != len(value):
            problems.add(
                "cyclonedx.hash_length",
                f"{path}.hashes[{index}].content",
                algorithm=algorithm,
                digits=len(value),
                expected=digits,
            )
        found.append(Hash(algorithm, value))
    return tuple(found)


def _is_hex(digits: str) -> bool:
    """Say whether a text is hex throughout: ``fromhex`` decides faster than a pattern, but lets spaces pass."""
    try:
        return 2 * len(bytes.fromhex(digits)) == len(digits)
    except ValueError:
        return False


def read_licenses(licenses: Iterable[wire.LicenseChoice], path: str, problems: ProblemList) -> tuple[LicenseClaim, ...]:
    """Return licence statements as written; one that says nothing is listed."""
    found = []
    for index, each in enumerate(licenses):
        inner = each.license
        value = (inner.id or inner.name) if inner is not None else None
        if inner is not None and value:
            kind: Literal["id", "name"] = "id" if inner.id else "name"
            if inner.text is None and inner.url is None and inner.acknowledgement is None:
                found.append(_claim(value, kind, None))
            else:
                place = f"{path}.licenses[{index}].license"
                found.append(
                    LicenseClaim(
                        value=value,
                        kind=kind,
                        acknowledgement=_acknowledgement(inner.acknowledgement, place, problems),
                        text=_attached_text(inner.text, place, problems) if inner.text else None,
                        url=inner.url,
                    )
                )
        if each.expression:
            place = f"{path}.licenses[{index}]" if each.acknowledgement is not None else ""
            found.append(_claim(each.expression, "expression", _acknowledgement(each.acknowledgement, place, problems)))
        elif not value:
            problems.add("cyclonedx.empty_license", f"{path}.licenses[{index}]")
    return tuple(found)


@lru_cache(maxsize=_REMEMBERED)
def _claim(
    value: str, kind: Literal["id", "expression", "name"], acknowledgement: Literal["declared", "concluded"] | None
) -> LicenseClaim:
    return LicenseClaim(value=value, kind=kind, acknowledgement=acknowledgement)


def _acknowledgement(value: str | None, path: str, problems: ProblemList) -> Literal["declared", "concluded"] | None:
    if value == "declared":
        return "declared"
    if value == "concluded":
        return "concluded"
    if value is not None:
        problems.add("cyclonedx.unknown_acknowledgement", f"{path}.acknowledgement", value=value)
    return None


def _attached_text(text: wire.Attachment, path: str, problems: ProblemList) -> str | None:
    if text.content is None or text.encoding is None:
        return text.content
    try:
        return base64.b64decode(text.content, validate=False).decode("utf-8")
    except (binascii.Error, ValueError):
        problems.add("cyclonedx.license_text_encoding", f"{path}.text.content", encoding=text.encoding)
        return text.content


def _references(
    references: Iterable[wire.ExternalReference], path: str, problems: ProblemList
) -> tuple[ExternalReference, ...]:
    found = []
    for index, each in enumerate(references):
        if not each.url:
            problems.add("cyclonedx.reference_without_url", f"{path}.externalReferences[{index}]")
            continue
        hashes = read_hashes(each.hashes, f"{path}.externalReferences[{index}]", problems) if each.hashes else ()
        found.append(ExternalReference(kind=each.type or "", url=each.url, comment=each.comment, hashes=hashes))
    return tuple(found)


def read_organization(organization: wire.Organization | None) -> Party | None:
    """Return an organisation with its addresses; None where it has neither name nor address."""
    if organization is None:
        return None
    emails = tuple([each.email for each in organization.contact or () if each.email])
    urls = tuple([url for url in organization.url or () if url])
    if not (organization.name or emails or urls):
        return None
    return Party(name=organization.name or "", kind="organization", emails=emails, urls=urls)


def read_authors(authors: Iterable[wire.Contact] | None, author: str | None = None) -> tuple[Party, ...]:
    """Return people; ``author`` is the free text of CycloneDX up to 1.5, whose kind is unknown."""
    found = [
        Party(name=each.name or "", kind="person", emails=(each.email,) if each.email else ())
        for each in authors or ()
        if each.name or each.email
    ]
    if author and all(party.name != author for party in found):
        found.append(Party(name=author))
    return tuple(found)
