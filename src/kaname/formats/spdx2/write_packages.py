"""One component into one SPDX 2.3 package, noting what has no place there."""

import json
import re
from typing import Any
from urllib.parse import quote

from kaname.formats.spdx_terms import SOURCE_INFO, SPDX_ABSENT, is_vcs_location, source_info_of
from kaname.model.loss import Loss
from kaname.model.sbom import Component, ExternalReference, LicenseClaim, Party

_PURPOSES = frozenset(
    {
        "APPLICATION",
        "FRAMEWORK",
        "LIBRARY",
        "CONTAINER",
        "OPERATING_SYSTEM",
        "DEVICE",
        "FIRMWARE",
        "SOURCE",
        "ARCHIVE",
        "FILE",
        "INSTALL",
        "OTHER",
    }
)
_ALGORITHMS = {
    "SHA-1": "SHA1",
    "SHA-224": "SHA224",
    "SHA-256": "SHA256",
    "SHA-384": "SHA384",
    "SHA-512": "SHA512",
    "SHA3-256": "SHA3-256",
    "SHA3-384": "SHA3-384",
    "SHA3-512": "SHA3-512",
    "BLAKE2b-256": "BLAKE2b-256",
    "BLAKE2b-384": "BLAKE2b-384",
    "BLAKE2b-512": "BLAKE2b-512",
    "BLAKE3": "BLAKE3",
    "MD2": "MD2",
    "MD4": "MD4",
    "MD5": "MD5",
    "MD6": "MD6",
    "ADLER32": "ADLER32",
}
# Hex digits of a checksum (SPDX 2.3 clause 7.10.4); those of other algorithms vary.
_DIGITS = {
    "SHA-1": 40,
    "SHA-224": 56,
    "SHA-256": 64,
    "SHA-384": 96,
    "SHA-512": 128,
    "SHA3-256": 64,
    "SHA3-384": 96,
    "SHA3-512": 128,
    "BLAKE2b-256": 64,
    "BLAKE2b-384": 96,
    "BLAKE2b-512": 128,
    "MD2": 32,
    "MD4": 32,
    "MD5": 32,
}
_HEX = re.compile("[0-9a-f]+")
_CATEGORIES = {
    "advisory": "SECURITY",
    "fix": "SECURITY",
    "url": "SECURITY",
    "maven-central": "PACKAGE-MANAGER",
    "npm": "PACKAGE-MANAGER",
    "nuget": "PACKAGE-MANAGER",
    "bower": "PACKAGE-MANAGER",
    "swh": "PERSISTENT-ID",
    "gitoid": "PERSISTENT-ID",
}
_LOCATION = re.compile(r"(?:(?:git|hg|svn|bzr)(?:\+[a-z]+)?|https?|s?ftp|ssh)://\S+")
_WEB_ADDRESS = re.compile(r"https?://\S+")
_BLANK = re.compile(r"\s")
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9.-]+")
_LICENSE_REF = re.compile(r"(?<![:\w.-])LicenseRef-[A-Za-z0-9.-]+")
_SWID_SAFE = ":/?#[]@!$&'()*+,;=-._~"
_NO_PLACE = "loss.no_place"


def spdx_party(party: Party, path: str, losses: list[Loss]) -> str:
    """Return an actor as SPDX 2.3 clause 6.8 writes it; one e-mail address fits, addresses of pages do not."""
    word = {"person": "Person", "organization": "Organization"}.get(party.kind, "Organization")
    if party.kind not in ("person", "organization"):
        losses.append(Loss(f"{path}.kind", "loss.narrowed"))
    if len(party.emails) > 1:
        losses.append(Loss(f"{path}.emails", _NO_PLACE))
    if party.urls:
        losses.append(Loss(f"{path}.urls", _NO_PLACE))
    return f"{word}: {party.name}" + (f" ({party.emails[0]})" if party.emails else "")


class PackageWriter:
    """Writes the packages of one document.

    Attributes:
        extracted: licence texts that the packages refer to, by ``LicenseRef-…``.
    """

    def __init__(self, created: str, losses: list[Loss], *, from_spdx: bool) -> None:
        self.extracted: dict[str, dict[str, Any]] = {}
        self._created = created
        self._losses = losses
        self._from_spdx = from_spdx

    def package(
        self, component: Component, spdx_id: str, path: str, generated_from: tuple[tuple[str, str], ...]
    ) -> dict[str, Any]:
        """Return the package of a component.

        Args:
            component: what to write.
            spdx_id: its id in the document.
            path: its place in the model.
            generated_from: name and version of packages that relationships name as its source.
        """
        package: dict[str, Any] = {"SPDXID": spdx_id, "name": component.name or "NOASSERTION"}
        if not component.name:
            self._lose(f"{path}.name", "loss.forced")
        if component.version:
            package["versionInfo"] = component.version
        if component.file_names:
            package["packageFileName"] = component.file_names[0]
        # Stated where it is unknown: who supplies a component is what readers look for first.
        package["supplier"] = "NOASSERTION"
        if component.supplier:
            package["supplier"] = spdx_party(component.supplier, f"{path}.supplier", self._losses)
        self._originator(component, package, path)
        package["downloadLocation"] = "NOASSERTION"
        package["filesAnalyzed"] = False
        references = self._references(component, package, path)
        self._checksums(component, package, path)
        self._source_info(component, package, path, generated_from)
        self._licenses(component, package, path)
        if component.copyright:
            package["copyrightText"] = component.copyright
        if component.description:
            package["description"] = component.description
        if references:
            package["externalRefs"] = references
        if component.kind:
            purpose = component.kind.upper().replace("-", "_")
            if purpose not in _PURPOSES:
                self._lose(f"{path}.kind", "loss.narrowed")
            package["primaryPackagePurpose"] = purpose if purpose in _PURPOSES else "OTHER"
        self._annotations(component, package)
        for name in ("group", "scope", "publisher"):
            if getattr(component, name):
                self._lose(f"{path}.{name}")
        if len(component.file_names) > 1:
            self._lose(f"{path}.file_names")
        return package

    def _lose(self, path: str, reason: str = _NO_PLACE) -> None:
        self._losses.append(Loss(path, reason))

    def _originator(self, component: Component, package: dict[str, Any], path: str) -> None:
        authors = list(enumerate(component.authors))
        if component.manufacturer:
            package["originator"] = spdx_party(component.manufacturer, f"{path}.manufacturer", self._losses)
        elif authors:
            index, author = authors.pop(0)
            package["originator"] = spdx_party(author, f"{path}.authors[{index}]", self._losses)
        for index, _ in authors:
            self._lose(f"{path}.authors[{index}]")

    def _references(self, component: Component, package: dict[str, Any], path: str) -> list[dict[str, str]]:
        purls = (component.purl, *component.purls) if component.purl else component.purls
        references = [
            _reference("PACKAGE-MANAGER", "purl", self._locator(purl, path, "purl")) for purl in purls if purl
        ]
        references += [
            _reference(
                "SECURITY",
                "cpe22Type" if cpe.startswith("cpe:/") else "cpe23Type",
                self._locator(cpe, path, "cpes"),
            )
            for cpe in component.cpes
        ]
        references += [
            _reference("SECURITY", "swid", f"swid:{quote(swid, safe=_SWID_SAFE)}") for swid in component.swids
        ]
        for index, reference in enumerate(component.external_references):
            where = f"{path}.external_references[{index}]"
            if reference.hashes:
                self._lose(f"{where}.hashes")
            if self._place_url(reference, package):
                if reference.comment:
                    self._lose(f"{where}.comment")
            elif reference.url.split() != [reference.url]:  # a locator holds no blanks
                self._lose(where)
            else:
                references.append(self._other_reference(reference, where))
        return references

    def _locator(self, text: str, path: str, name: str) -> str:
        """A locator holds no blanks (SPDX 2.3 clause 7.21); faulty identifiers do."""
        if text.split() == [text]:
            return text
        self._lose(f"{path}.{name}", "loss.rewritten")
        return _BLANK.sub(lambda found: quote(found[0]), text)

    def _place_url(self, reference: ExternalReference, package: dict[str, Any]) -> bool:
        """Put an address into its own field, so that it is read back with the same kind; False where it does not fit."""
        if reference.kind == "website" and "homepage" not in package and _WEB_ADDRESS.fullmatch(reference.url):
            package["homepage"] = reference.url
            return True
        if reference.kind not in ("vcs", "distribution") or package["downloadLocation"] != "NOASSERTION":
            return False
        if not _LOCATION.fullmatch(reference.url) or is_vcs_location(reference.url) != (reference.kind == "vcs"):
            return False
        package["downloadLocation"] = reference.url
        return True

    def _other_reference(self, reference: ExternalReference, where: str) -> dict[str, str]:
        kind = (
            "advisory" if reference.kind == "advisories" else _NOT_IN_ID.sub("-", reference.kind).strip("-") or "other"
        )
        if kind != reference.kind:
            self._lose(f"{where}.kind", "loss.rewritten")
        made = _reference(_CATEGORIES.get(kind, "OTHER"), kind, reference.url)
        if reference.comment:
            made["comment"] = reference.comment
        return made

    def _checksums(self, component: Component, package: dict[str, Any], path: str) -> None:
        checksums = []
        for index, item in enumerate(component.hashes):
            if not _HEX.fullmatch(item.value) or len(item.value) != _DIGITS.get(item.algorithm, len(item.value)):
                self._lose(f"{path}.hashes[{index}]", "loss.defective")
            elif item.algorithm in _ALGORITHMS:
                checksums.append({"algorithm": _ALGORITHMS[item.algorithm], "checksumValue": item.value})
            else:
                self._lose(f"{path}.hashes[{index}]")
        if checksums:
            package["checksums"] = checksums

    def _source_info(
        self, component: Component, package: dict[str, Any], path: str, generated_from: tuple[tuple[str, str], ...]
    ) -> None:
        text, lost = source_info_of(component, generated_from)
        for field in lost:
            self._lose(f"{path}.{field}")
        if text is not None:
            package["sourceInfo"] = text

    def _licenses(self, component: Component, package: dict[str, Any], path: str) -> None:
        sides: dict[str, list[str]] = {"licenseDeclared": [], "licenseConcluded": []}
        for index, claim in enumerate(component.licenses):
            where = f"{path}.licenses[{index}]"
            if claim.acknowledgement is None and self._from_spdx:
                self._lose(where)  # licence information in files: the files are not written
            elif claim.acknowledgement == "concluded":
                sides["licenseConcluded"].append(self._license(claim, where))
            else:
                if claim.acknowledgement is None:
                    self._lose(f"{where}.acknowledgement", "loss.forced")
                sides["licenseDeclared"].append(self._license(claim, where))
        for side, values in sides.items():
            if len(values) > 1:
                self._lose(f"{path}.licenses", "loss.joined")
            said = [value for value in values if value not in SPDX_ABSENT] or values[:1]
            joined = " AND ".join(f"({value})" if " " in value and len(said) > 1 else value for value in said)
            if joined:
                package[side] = joined

    def _license(self, claim: LicenseClaim, path: str) -> str:
        if claim.kind == "name" and claim.value not in SPDX_ABSENT:
            ref = base = "LicenseRef-" + (_NOT_IN_ID.sub("-", claim.value).strip("-") or "unnamed")
            number = 2
            while ref in self.extracted and self.extracted[ref].get("name") != claim.value:
                ref, number = f"{base}-{number}", number + 1
            self._lose(f"{path}.value", "loss.rewritten")
            self._extract(ref, claim.text or claim.value, claim.url, claim.value)
            return ref
        refs = _LICENSE_REF.findall(claim.value)
        for ref in refs:
            self._extract(ref, claim.text if refs == [claim.value] else None, claim.url, None)
        if refs != [claim.value]:
            for name in ("text", "url"):
                if getattr(claim, name):
                    self._lose(f"{path}.{name}")
        return claim.value

    def _extract(self, ref: str, text: str | None, url: str | None, name: str | None) -> None:
        known = self.extracted.setdefault(ref, {"licenseId": ref, "extractedText": "NOASSERTION"})
        if text and known["extractedText"] == "NOASSERTION":
            known["extractedText"] = text
        if name:
            known["name"] = name
        if url and "seeAlsos" not in known:
            known["seeAlsos"] = [url]

    def _annotations(self, component: Component, package: dict[str, Any]) -> None:
        annotations = [
            {
                "annotationDate": self._created,
                "annotationType": "OTHER",
                "annotator": "Tool: kaname:jsonencoded",
                "comment": json.dumps({"name": name, "value": value}, ensure_ascii=False),
            }
            for name, value in component.properties
            if name != SOURCE_INFO
        ]
        if annotations:
            package["annotations"] = annotations


def _reference(category: str, kind: str, locator: str) -> dict[str, str]:
    return {"referenceCategory": category, "referenceType": kind, "referenceLocator": locator}
