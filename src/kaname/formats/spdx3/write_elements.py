"""Components, agents and licences as SPDX 3.0.1 elements, noting what has no place there."""

import re
from typing import Any

from kaname.formats.spdx_terms import SOURCE_INFO, is_vcs_location, source_info_of
from kaname.model.loss import Loss
from kaname.model.sbom import Component, ExternalReference, LicenseClaim, Party

_NO_PLACE = "loss.no_place"
_REWRITTEN = "loss.rewritten"
_NOT_IN_ID = re.compile(r"[^A-Za-z0-9.-]+")
_WEB_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_INDIVIDUALS = {"NOASSERTION": "expandedlicensing_NoAssertionLicense", "NONE": "expandedlicensing_NoneLicense"}
_PURPOSES = {
    **{
        word: word
        for word in (
            "application",
            "archive",
            "bom",
            "configuration",
            "container",
            "data",
            "device",
            "document",
            "evidence",
            "executable",
            "file",
            "firmware",
            "framework",
            "install",
            "library",
            "manifest",
            "module",
            "other",
            "patch",
            "platform",
            "requirement",
            "source",
            "specification",
            "test",
        )
    },
    "operating-system": "operatingSystem",
    "device-driver": "deviceDriver",
    "disk-image": "diskImage",
    "filesystem-image": "filesystemImage",
    "machine-learning-model": "model",
}
_ALGORITHMS = {
    "MD2": "md2",
    "MD4": "md4",
    "MD5": "md5",
    "MD6": "md6",
    "SHA-1": "sha1",
    "SHA-224": "sha224",
    "SHA-256": "sha256",
    "SHA-384": "sha384",
    "SHA-512": "sha512",
    "SHA3-224": "sha3_224",
    "SHA3-256": "sha3_256",
    "SHA3-384": "sha3_384",
    "SHA3-512": "sha3_512",
    "BLAKE2b-256": "blake2b256",
    "BLAKE2b-384": "blake2b384",
    "BLAKE2b-512": "blake2b512",
    "BLAKE3": "blake3",
}
# ExternalRefType of SPDX 3.0.1 by the words that the model uses for the same.
_REFERENCES = {
    "advisories": "securityAdvisory",
    "advisory": "securityAdvisory",
    "bower": "bower",
    "build-meta": "buildMeta",
    "build-system": "buildSystem",
    "certification-report": "certificationReport",
    "chat": "chat",
    "distribution": "binaryArtifact",
    "documentation": "documentation",
    "exploitability-statement": "vulnerabilityExploitabilityAssessment",
    "fix": "securityFix",
    "issue-tracker": "issueTracker",
    "license": "license",
    "mailing-list": "mailingList",
    "maven-central": "mavenCentral",
    "npm": "npm",
    "nuget": "nuget",
    "other": "other",
    "release-notes": "releaseNotes",
    "social": "socialMedia",
    "source-distribution": "sourceArtifact",
    "support": "support",
    "vcs": "vcs",
    "website": "altWebPage",
}


class ElementWriter:
    """Gathers the elements of one document.

    Attributes:
        base: IRI of the document. elements: what was written, in order.
    """

    def __init__(self, base: str, losses: list[Loss], *, from_spdx: bool) -> None:
        self.base = base
        self.elements: list[dict[str, Any]] = []
        self._losses = losses
        self._from_spdx = from_spdx
        self._by_content: dict[tuple[object, ...], str] = {}
        self._counts: dict[str, int] = {}
        self._custom: dict[str, str | None] = {}

    def make_id(self, name: str) -> str:
        """Return the IRI of an element with a name of its own."""
        return f"{self.base.partition('#')[0]}#{name}"

    def tool(self, name: str) -> str:
        """Return the id of a tool, written once."""
        return self._shared(("Tool", name), "Tool", {"name": name})

    def software_agent(self, name: str) -> str:
        """Return the id of a software agent, written once."""
        return self._shared(("SoftwareAgent", name), "SoftwareAgent", {"name": name})

    def agent(self, party: Party, path: str) -> str:
        """Return the id of a person or organisation, written once."""
        kind = {"person": "Person", "organization": "Organization", "tool": "SoftwareAgent"}.get(party.kind, "Agent")
        fields: dict[str, Any] = {"name": party.name}
        identifiers = [_identifier("email", mail) for mail in party.emails]
        for index, url in enumerate(party.urls):
            if url.startswith(("http://", "https://")):
                identifiers.append(_identifier("urlScheme", url))
            else:
                self._lose(f"{path}.urls[{index}]")
        if identifiers:
            fields["externalIdentifier"] = identifiers
        return self._shared((kind, party), kind, fields)

    def expression(self, text: str) -> str:
        """Return the id of a licence expression, written once."""
        fields = {"simplelicensing_licenseExpression": text}
        return self._shared(("expression", text), "simplelicensing_LicenseExpression", fields)

    def properties(self, pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
        """Return the extension that holds name and value pairs (SPDX 3.0.1, Extension profile)."""
        entries = [
            {
                "type": "extension_CdxPropertyEntry",
                "extension_cdxPropName": name,
                "extension_cdxPropValue": value,
            }
            for name, value in pairs
        ]
        return [{"type": "extension_CdxPropertiesExtension", "extension_cdxProperty": entries}]

    def relationship(self, one: str, other: str, more: dict[str, Any]) -> None:
        """Write a relationship; ``more`` holds its type and what else there is to say."""
        element = {"type": "Relationship", "spdxId": self._next("Relationship"), "from": one, "to": [other], **more}
        self.elements.append(element)

    def package(
        self, component: Component, spdx_id: str, path: str, generated_from: tuple[tuple[str, str], ...]
    ) -> None:
        """Write a component and what belongs to it alone.

        Args:
            component: what to write.
            spdx_id: its IRI.
            path: its place in the model.
            generated_from: name and version of packages that relationships name as its source.
        """
        element: dict[str, Any] = {"type": "software_Package", "spdxId": spdx_id}
        self.elements.append(element)
        fields = {
            "name": component.name,
            "software_packageVersion": component.version,
            "software_packageUrl": component.purl,
            "software_copyrightText": component.copyright,
            "description": component.description,
        }
        element.update({name: value for name, value in fields.items() if value})
        if component.kind:
            element["software_primaryPurpose"] = _PURPOSES.get(component.kind, "other")
            if component.kind not in _PURPOSES:
                self._lose(f"{path}.kind", "loss.narrowed")
        self._identifiers(component, element)
        self._agents(component, element, path)
        self._references(component, element, path)
        self._hashes(component, element, path)
        self._source(component, element, path, generated_from)
        pairs = [pair for pair in component.properties if pair[0] != SOURCE_INFO]
        if pairs:
            element["extension"] = self.properties(pairs)
        for index, claim in enumerate(component.licenses):
            self._license(claim, spdx_id, f"{path}.licenses[{index}]")
        for name in ("group", "scope", "publisher", "file_names"):
            if getattr(component, name):
                self._lose(f"{path}.{name}")

    def _lose(self, path: str, reason: str = _NO_PLACE) -> None:
        self._losses.append(Loss(path, reason))

    def _next(self, kind: str) -> str:
        number = self._counts[kind] = self._counts.get(kind, 0) + 1
        return self.make_id(f"{kind}-{number}")

    def _shared(self, content: tuple[object, ...], kind: str, fields: dict[str, Any]) -> str:
        if content not in self._by_content:
            spdx_id = self._next(kind.rpartition("_")[2])
            self._by_content[content] = spdx_id
            self.elements.append({"type": kind, "spdxId": spdx_id, **fields})
        return self._by_content[content]

    def _identifiers(self, component: Component, element: dict[str, Any]) -> None:
        identifiers = [_identifier("packageUrl", purl) for purl in component.purls]
        identifiers += [_identifier("cpe22" if cpe.startswith("cpe:/") else "cpe23", cpe) for cpe in component.cpes]
        identifiers += [_identifier("swid", swid) for swid in component.swids]
        if identifiers:
            element["externalIdentifier"] = identifiers

    def _agents(self, component: Component, element: dict[str, Any], path: str) -> None:
        if component.supplier:
            element["suppliedBy"] = self.agent(component.supplier, f"{path}.supplier")
        origin = []
        if component.manufacturer:
            origin.append(self.agent(component.manufacturer, f"{path}.manufacturer"))
        for index, author in enumerate(component.authors):
            where = f"{path}.authors[{index}]"
            origin.append(self.agent(author, where))
            if author.kind != "person":  # the one field holds makers and authors; persons are the authors
                self._lose(where, _REWRITTEN)
        if component.manufacturer and component.manufacturer.kind == "person":
            self._lose(f"{path}.manufacturer", _REWRITTEN)
        if origin:
            element["originatedBy"] = list(dict.fromkeys(origin))

    def _references(self, component: Component, element: dict[str, Any], path: str) -> None:
        references = []
        for index, reference in enumerate(component.external_references):
            where = f"{path}.external_references[{index}]"
            if reference.hashes:
                self._lose(f"{where}.hashes")
            if _place_url(reference, element):
                if reference.comment:
                    self._lose(f"{where}.comment")
                continue
            kind = _REFERENCES.get(
                reference.kind, reference.kind if reference.kind in _REFERENCES.values() else "other"
            )
            if kind != reference.kind:
                self._lose(f"{where}.kind", "loss.narrowed" if kind == "other" else _REWRITTEN)
            made: dict[str, Any] = {"type": "ExternalRef", "externalRefType": kind, "locator": [reference.url]}
            if reference.comment:
                made["comment"] = reference.comment
            references.append(made)
        if references:
            element["externalRef"] = references

    def _hashes(self, component: Component, element: dict[str, Any], path: str) -> None:
        hashes = []
        for index, item in enumerate(component.hashes):
            if item.algorithm in _ALGORITHMS:
                hashes.append({"type": "Hash", "algorithm": _ALGORITHMS[item.algorithm], "hashValue": item.value})
            else:
                self._lose(f"{path}.hashes[{index}]")
        if hashes:
            element["verifiedUsing"] = hashes

    def _source(
        self, component: Component, element: dict[str, Any], path: str, generated_from: tuple[tuple[str, str], ...]
    ) -> None:
        text, lost = source_info_of(component, generated_from)
        for field in lost:
            self._lose(f"{path}.{field}")
        if text is not None:
            element["software_sourceInfo"] = text

    def _license(self, claim: LicenseClaim, spdx_id: str, path: str) -> None:
        if claim.acknowledgement is None:
            if self._from_spdx:
                self._lose(path)  # licence information in files: the files are not written
                return
            self._lose(f"{path}.acknowledgement", "loss.forced")
        kind = "hasConcludedLicense" if claim.acknowledgement == "concluded" else "hasDeclaredLicense"
        self.relationship(spdx_id, self._license_id(claim, path), {"relationshipType": kind})

    def _license_id(self, claim: LicenseClaim, path: str) -> str:
        if claim.value in _INDIVIDUALS:
            return _INDIVIDUALS[claim.value]
        is_ref = claim.value.startswith("LicenseRef-") and claim.kind == "id"
        if not is_ref and claim.kind != "name":
            for name in ("text", "url"):
                if getattr(claim, name):
                    self._lose(f"{path}.{name}")
            return self.expression(claim.value)
        if not is_ref:
            self._lose(f"{path}.value", _REWRITTEN)
        content = ("license", claim.value, claim.text, claim.url)
        if content not in self._by_content:
            self._by_content[content] = self._write_custom(claim, is_ref)
        return self._by_content[content]

    def _write_custom(self, claim: LicenseClaim, is_ref: bool) -> str:
        stem = claim.value if is_ref else "LicenseRef-" + (_NOT_IN_ID.sub("-", claim.value).strip("-") or "unnamed")
        name, number = stem, 2
        while name in self._custom:
            name, number = f"{stem}-{number}", number + 1
        self._custom[name] = claim.text
        element: dict[str, Any] = {
            "type": "expandedlicensing_CustomLicense",
            "spdxId": self.make_id(name),
            "name": claim.value,
            "simplelicensing_licenseText": claim.text or "NOASSERTION",
        }
        if claim.url:
            element["expandedlicensing_seeAlso"] = [claim.url]
        self.elements.append(element)
        return self.make_id(name)


def _identifier(kind: str, value: str) -> dict[str, str]:
    return {"type": "ExternalIdentifier", "externalIdentifierType": kind, "identifier": value}


def _place_url(reference: ExternalReference, element: dict[str, Any]) -> bool:
    """Put an address into its own field, so that it is read back with the same kind; False where it does not fit."""
    if not _WEB_ADDRESS.fullmatch(reference.url):
        return False
    if reference.kind == "website" and "software_homePage" not in element:
        element["software_homePage"] = reference.url
        return True
    if reference.kind in ("vcs", "distribution") and "software_downloadLocation" not in element:
        if is_vcs_location(reference.url) != (reference.kind == "vcs"):
            return False
        element["software_downloadLocation"] = reference.url
        return True
    return False
