"""One component of the model as a CycloneDX component, noting what has no place there or changes its form."""

import re
from typing import Any
from urllib.parse import quote

from kaname.formats.cyclonedx.components import COMPONENT_TYPES, HASH_DIGITS, MORE_PURLS, SCOPES
from kaname.formats.cyclonedx.license_ids import LICENSE_IDS
from kaname.formats.cyclonedx.shapes import older_word, reference_types
from kaname.formats.cyclonedx.sources import source_packages
from kaname.model.loss import Loss
from kaname.model.sbom import Component, ExternalReference, Hash, LicenseClaim, Party

_NO_PLACE = "loss.no_place"
_REWRITTEN = "loss.rewritten"
_NARROWED = "loss.narrowed"
_NOT_A_CLAIM = frozenset({"NOASSERTION", "NONE"})
# SPDX words for what CycloneDX calls otherwise (SPDX 2.3 clause 7.21; SPDX 3.0.1 ExternalRefType).
_REFERENCE_WORDS = {
    "advisory": "advisories",
    "securityAdvisory": "advisories",
    "altWebPage": "website",
    "binaryArtifact": "distribution",
    "buildMeta": "build-meta",
    "buildSystem": "build-system",
    "certificationReport": "certification-report",
    "issueTracker": "issue-tracker",
    "mailingList": "mailing-list",
    "releaseNotes": "release-notes",
    "socialMedia": "social",
    "sourceArtifact": "source-distribution",
    "vulnerabilityExploitabilityAssessment": "exploitability-statement",
}
_NOT_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`\x7f]|%(?![0-9A-Fa-f]{2})")
_HEX = re.compile("[0-9a-fA-F]+")
# The pattern of the XSD (CPE 2.2 URI or CPE 2.3 formatted string); the JSON schemas have none.
_CPE_PART = r"(?:(?:\?*|\*?)(?:[a-zA-Z0-9\-._]|\\[\\*?!\"#$%&'()+,/:;<=>@\[\]^`{|}~])+(?:\?*|\*?)|[*-])"
_CPE = re.compile(
    rf"[cC][pP][eE]:/[AHOaho]?(?::[A-Za-z0-9._\-~%]*){{0,6}}"
    rf"|cpe:2\.3:[aho*-](?::{_CPE_PART}){{5}}(?::(?:[a-zA-Z]{{2,3}}(?:-(?:[a-zA-Z]{{2}}|[0-9]{{3}}))?|[*-])(?::{_CPE_PART}){{4}})"
)
_SOURCE_NAME, _SOURCE_VERSION = "aquasecurity:trivy:SrcName", "aquasecurity:trivy:SrcVersion"
_MORE_CPES = "syft:cpe23"
_MORE_SWIDS = "kaname:swid"
_EVIDENCE_PATH = "kaname:evidence_path"
_FILE_NAME = "kaname:file_name"
_MORE_SOURCES = "kaname:source_package"


def organization(party: Party, path: str, losses: list[Loss]) -> dict[str, Any]:
    """Return a party as an organisation with addresses."""
    if party.kind not in ("organization", "unknown"):
        losses.append(Loss(f"{path}.kind", _NARROWED))
    made: dict[str, Any] = {"name": party.name}
    if party.urls:
        made["url"] = [_iri(url, f"{path}.urls[{index}]", losses) for index, url in enumerate(party.urls)]
    if party.emails:
        made["contact"] = [{"email": email} for email in party.emails]
    return made


def contacts(parties: tuple[Party, ...], path: str, losses: list[Loss]) -> list[dict[str, str]]:
    """Return parties as people; one with several addresses becomes several entries of one name."""
    made = []
    for index, party in enumerate(parties):
        if party.kind not in ("person", "unknown"):
            losses.append(Loss(f"{path}[{index}].kind", _NARROWED))
        if party.urls:
            losses.append(Loss(f"{path}[{index}].urls", _NO_PLACE))
        if len(party.emails) > 1:
            losses.append(Loss(f"{path}[{index}].emails", _REWRITTEN))
        made += [{"name": party.name, "email": email} for email in party.emails] or [{"name": party.name}]
    return made


def _iri(url: str, path: str, losses: list[Loss]) -> str:
    if not _NOT_IN_IRI.search(url):
        return url
    losses.append(Loss(path, _REWRITTEN))
    return _NOT_IN_IRI.sub(lambda found: quote(found[0], safe=""), url)


class ComponentWriter:
    """Writes the components of one document for one version.

    Args:
        minor: 4 to 7, for CycloneDX 1.4 to 1.7.
        losses: gets what cannot be said.
    """

    def __init__(self, minor: int, losses: list[Loss]) -> None:
        self._minor = minor
        self._losses = losses
        self._reference_types = reference_types(minor)

    def component(self, each: Component, path: str) -> dict[str, Any]:
        """Return the JSON form of a component without those nested in it.

        Args:
            each: what to write.
            path: its place in the model.
        """
        made: dict[str, Any] = {"bom-ref": each.ref, "type": self._type(each, path)}
        more = list(each.properties)
        self._parties(each, made, path)
        if each.group:
            made["group"] = each.group
        made["name"] = each.name
        if each.version:
            made["version"] = each.version
        if each.description:
            made["description"] = each.description
        if each.scope in SCOPES:
            made["scope"] = each.scope
        elif each.scope:
            self._lose(f"{path}.scope")
        self._identity(each, made, more, path)
        if each.hashes:
            self._hashes(each.hashes, made, more, f"{path}.hashes")
        if each.licenses:
            self._licenses(each.licenses, made, f"{path}.licenses")
        if each.copyright:
            made["copyright"] = each.copyright
        if each.external_references:
            made["externalReferences"] = [
                self._reference(reference, f"{path}.external_references[{index}]")
                for index, reference in enumerate(each.external_references)
            ]
        self._places(each, made, more, path)
        if more:
            made["properties"] = [{"name": name, "value": value} for name, value in more]
        return made

    def _lose(self, path: str, reason: str = _NO_PLACE) -> None:
        self._losses.append(Loss(path, reason))

    def _type(self, each: Component, path: str) -> str:
        if not each.kind:
            self._lose(f"{path}.kind", "loss.forced")  # a type is required; a library is what most components are
            return "library"
        if each.kind not in COMPONENT_TYPES:
            self._lose(f"{path}.kind", _NARROWED)
            return {"archive": "file", "install": "application", "model": "machine-learning-model"}.get(
                each.kind, "library"
            )
        word = older_word("component", "type", each.kind, self._minor) or "library"
        if word != each.kind:
            self._lose(f"{path}.kind", _NARROWED)
        return word

    def _parties(self, each: Component, made: dict[str, Any], path: str) -> None:
        if each.supplier:
            made["supplier"] = organization(each.supplier, f"{path}.supplier", self._losses)
        if each.manufacturer and self._minor >= 6:
            made["manufacturer"] = organization(each.manufacturer, f"{path}.manufacturer", self._losses)
        elif each.manufacturer:
            self._lose(f"{path}.manufacturer")
        if each.authors and self._minor >= 6:
            made["authors"] = contacts(each.authors, f"{path}.authors", self._losses)
        elif each.authors:
            made["author"] = ", ".join([party.name or (party.emails or ("",))[0] for party in each.authors])
            for index, party in enumerate(each.authors):
                if len(each.authors) > 1:
                    self._lose(f"{path}.authors[{index}]", "loss.joined")
                if party.name and party.emails:
                    self._lose(f"{path}.authors[{index}].emails")
        if each.publisher:
            made["publisher"] = each.publisher

    def _identity(self, each: Component, made: dict[str, Any], more: list[tuple[str, str]], path: str) -> None:
        unsaid = [cpe for cpe in each.cpes if (_MORE_CPES, cpe) not in more]
        # One name has a field, if it is well-formed; the others go where the most common producer puts them.
        first = next((cpe for cpe in unsaid if _CPE.fullmatch(cpe)), None)
        if first is not None:
            made["cpe"] = first
            unsaid.remove(first)
        if unsaid:
            self._lose(f"{path}.cpes", _REWRITTEN)
        more += [(_MORE_CPES, cpe) for cpe in unsaid]
        if each.purl:
            made["purl"] = each.purl
        more += [(MORE_PURLS, purl) for purl in each.purls if (MORE_PURLS, purl) not in more]
        if each.purls:
            self._lose(f"{path}.purls", _REWRITTEN)
        if each.swids:
            made["swid"] = {"tagId": each.swids[0], "name": each.name}
            more += [(_MORE_SWIDS, swid) for swid in each.swids[1:]]
            if len(each.swids) > 1:
                self._lose(f"{path}.swids", _REWRITTEN)

    def _hashes(
        self, hashes: tuple[Hash, ...], made: dict[str, Any], more: list[tuple[str, str]] | None, path: str
    ) -> None:
        fitting = []
        for index, item in enumerate(hashes):
            digits = HASH_DIGITS.get(item.algorithm)
            known = older_word("hash", "alg", item.algorithm, self._minor) == item.algorithm
            if digits is not None and len(item.value) in _HASH_LENGTHS and known and _HEX.fullmatch(item.value):
                fitting.append({"alg": item.algorithm, "content": item.value})
            elif more is None:
                self._lose(f"{path}[{index}]")
            else:
                self._lose(f"{path}[{index}]", _REWRITTEN)
                more.append((f"kaname:hash:{item.algorithm}", item.value))
        if fitting:
            made["hashes"] = fitting

    def _licenses(self, claims: tuple[LicenseClaim, ...], made: dict[str, Any], path: str) -> None:
        said = [(index, claim) for index, claim in enumerate(claims) if claim.value not in _NOT_A_CLAIM]
        if not said:
            # Nothing but "no assertion": that is what is known about the licence, and it is said, once.
            said = [(0, claims[0])]
        kept = {index for index, _ in said}
        for index in range(len(claims)):
            if index not in kept:
                self._lose(f"{path}[{index}]")
        # Up to 1.6 a list holds licences, or one expression alone.
        alone = len(said) == 1 or self._minor >= 7
        made["licenses"] = [self._license(claim, f"{path}[{index}]", alone=alone) for index, claim in said]

    def _license(self, claim: LicenseClaim, path: str, *, alone: bool) -> dict[str, Any]:
        said: dict[str, Any]
        if claim.kind == "expression" and alone:
            said = {"expression": claim.value}
            for name in ("text", "url"):
                if getattr(claim, name):
                    self._lose(f"{path}.{name}")
            self._acknowledge(claim, said, path)
            return said
        said = {"id" if claim.value in LICENSE_IDS else "name": claim.value}
        if claim.kind == "expression" or (claim.kind == "id" and "name" in said):
            self._lose(f"{path}.kind", _REWRITTEN)
        if claim.text:
            said["text"] = {"content": claim.text}
        if claim.url:
            said["url"] = _iri(claim.url, f"{path}.url", self._losses)
        self._acknowledge(claim, said, path)
        return {"license": said}

    def _acknowledge(self, claim: LicenseClaim, said: dict[str, Any], path: str) -> None:
        if claim.acknowledgement and self._minor >= 6:
            said["acknowledgement"] = claim.acknowledgement
        elif claim.acknowledgement:
            self._lose(f"{path}.acknowledgement")

    def _reference(self, reference: ExternalReference, path: str) -> dict[str, Any]:
        kind = _REFERENCE_WORDS.get(reference.kind, reference.kind)
        if kind not in self._reference_types:
            kind = "other"
        made: dict[str, Any] = {"type": kind, "url": _iri(reference.url, f"{path}.url", self._losses)}
        comment = reference.comment
        if kind == "other" and reference.kind != "other":
            self._lose(f"{path}.kind", _REWRITTEN)
            comment = f"{reference.kind}: {comment}" if comment else reference.kind
        elif kind != reference.kind:
            self._lose(f"{path}.kind", _REWRITTEN)
        if comment:
            made["comment"] = comment
        if reference.hashes:
            self._hashes(reference.hashes, made, None, f"{path}.hashes")
        return made

    def _places(self, each: Component, made: dict[str, Any], more: list[tuple[str, str]], path: str) -> None:
        """Source packages, evidence and file names: partly by properties, which the reader takes back."""
        values = {value for _, value in more}
        evident = [place for place in each.evidence_paths if place not in values]
        if evident and self._minor >= 5:
            made["evidence"] = {"occurrences": [{"location": place} for place in evident]}
        elif evident:
            self._lose(f"{path}.evidence_paths", _REWRITTEN)
            more += [(_EVIDENCE_PATH, place) for place in evident]
        known = source_packages(dict(more))
        left = [pair for pair in each.source_packages if pair not in known]
        if left:
            self._lose(f"{path}.source_packages", _REWRITTEN)
        if left and _SOURCE_NAME not in dict(more):
            name, version = left.pop(0)
            more.append((_SOURCE_NAME, name))
            if version:
                more.append((_SOURCE_VERSION, version))
        more += [(_MORE_SOURCES, " ".join(pair).strip()) for pair in left]
        if each.file_names:
            self._lose(f"{path}.file_names", _REWRITTEN)
            more += [(_FILE_NAME, name) for name in each.file_names]


_HASH_LENGTHS = frozenset(HASH_DIGITS.values())
