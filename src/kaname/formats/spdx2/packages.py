"""One SPDX 2 package (or file) into one component."""

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from kaname.formats.spdx2.wire import Annotation, Checksum, ExtractedLicense, File, Package
from kaname.formats.spdx_terms import (
    SPDX_ABSENT,
    is_vcs_location,
    make_license,
    parse_hash,
    parse_party,
    parse_source_info,
    parse_swid,
)
from kaname.model.sbom import Component, ExternalReference, Hash, LicenseClaim

_CPE_TYPES = frozenset({"cpe22type", "cpe23type"})
_NO_LICENSES: Mapping[str, ExtractedLicense] = {}


# Licence expressions recur throughout a document and a portfolio; this many are made once.
_REMEMBERED = 4096
_plain_license = lru_cache(maxsize=_REMEMBERED)(make_license)


def read_package(
    package: Package, path: str, ref: str, extracted: Mapping[str, ExtractedLicense] = _NO_LICENSES
) -> Component:
    """Turn a package into a component.

    Args:
        package: wire form.
        path: place in the document.
        ref: key of the component; unique in the document.
        extracted: licence texts by ``LicenseRef-…``.
    """
    purls, cpes, swids, references = _read_references(package)
    built_from, found_at = parse_source_info(package.source_info) if package.source_info else ((), ())
    originator = parse_party(package.originator) if package.originator else None
    return Component(
        ref=ref,
        path=path,
        name=_said(package.name) or "",
        version=_said(package.version_info) or "",
        kind=_read_purpose(package.primary_package_purpose),
        purl=purls[0] if purls else None,
        purls=tuple(purls[1:]),
        cpes=tuple(cpes),
        swids=tuple(swids),
        hashes=read_hashes(package.checksums) if package.checksums else (),
        licenses=_read_licenses(package, extracted),
        copyright=_said(package.copyright_text),
        description=_said(package.description) or _said(package.summary),
        supplier=parse_party(package.supplier) if package.supplier else None,
        manufacturer=originator if originator and originator.kind != "person" else None,
        authors=(originator,) if originator and originator.kind == "person" else (),
        external_references=tuple(references),
        properties=_read_properties(package) if package.source_info or package.annotations else (),
        source_packages=built_from,
        file_names=(package.package_file_name,) if _said(package.package_file_name) else (),  # type: ignore[arg-type]
        evidence_paths=found_at,
    )


def read_file_component(file: File, path: str, ref: str, extracted: Mapping[str, ExtractedLicense]) -> Component:
    """Turn a file into a component of kind ``file``: only for documents that hold no package."""
    licenses = [_license(value, None, extracted) for value in file.license_info_in_files or () if _said(value)]
    if file.license_concluded:
        licenses.insert(0, _license(file.license_concluded, "concluded", extracted))
    name = file.file_name or ""
    return Component(
        ref=ref,
        path=path,
        name=name,
        kind="file",
        hashes=read_hashes(file.checksums),
        licenses=tuple(licenses),
        copyright=_said(file.copyright_text),
        file_names=(name,) if name else (),
    )


def read_hashes(checksums: list[Checksum] | None) -> tuple[Hash, ...]:
    """Turn checksums into hashes; those without algorithm or value are left out."""
    if not checksums:
        return ()
    return tuple(
        [
            parse_hash(item.algorithm, item.checksum_value)
            for item in checksums
            if item.algorithm and item.checksum_value
        ]
    )


def _said(value: str | None) -> str | None:
    return value if value and value not in SPDX_ABSENT else None


def _read_purpose(value: str | None) -> str:
    if not value or value in SPDX_ABSENT:
        return ""
    return value.lower().replace("_", "-")


def _read_references(package: Package) -> tuple[list[str], list[str], list[str], list[ExternalReference]]:
    purls: list[str] = []
    cpes: list[str] = []
    swids: list[str] = []
    references: list[ExternalReference] = []
    where = _said(package.download_location)
    if where:
        references.append(ExternalReference(kind="vcs" if is_vcs_location(where) else "distribution", url=where))
    if _said(package.homepage):
        references.append(ExternalReference(kind="website", url=package.homepage or ""))
    for reference in package.external_refs or ():
        kind, locator = reference.reference_type, reference.reference_locator
        if not kind or not locator:
            continue
        word = "purl" if kind == "purl" else kind.rpartition("/")[2].lower()
        if word == "purl":
            purls.append(locator)
        elif word in _CPE_TYPES:
            cpes.append(locator)
        elif word == "swid":
            swids.append(parse_swid(locator))
        else:
            references.append(ExternalReference(kind=kind, url=locator, comment=reference.comment))
    return purls, cpes, swids, references


def _license(value: str, acknowledgement: str | None, extracted: Mapping[str, ExtractedLicense]) -> LicenseClaim:
    known = extracted.get(value)
    if known is None:
        return _plain_license(value, acknowledgement)
    return make_license(value, acknowledgement, known.extracted_text, known.see_alsos[0] if known.see_alsos else None)


def _read_licenses(package: Package, extracted: Mapping[str, ExtractedLicense]) -> tuple[LicenseClaim, ...]:
    claims = []
    if package.license_declared:
        claims.append(_license(package.license_declared, "declared", extracted))
    if package.license_concluded:
        claims.append(_license(package.license_concluded, "concluded", extracted))
    claims.extend(_license(value, None, extracted) for value in package.license_info_from_files or () if _said(value))
    return tuple(claims)


class _Pair(msgspec.Struct):
    name: str
    value: str


def _read_properties(package: Package) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    if package.source_info:
        pairs.append(("spdx:sourceInfo", package.source_info))
    for annotation in package.annotations or ():
        pair = read_annotation(annotation)
        if pair:
            pairs.append(pair)
    return tuple(pairs)


def read_annotation(annotation: Annotation) -> tuple[str, str] | None:
    """Read the name and value that known producers put into an annotation, None where it is of no known form.

    Trivy writes ``PkgType: debian`` (the name becomes ``aquasecurity:trivy:PkgType``, as in its CycloneDX); annotators that
    end in ``:jsonencoded`` write an object with ``name`` and ``value``.
    """
    who, text = annotation.annotator or "", annotation.comment or ""
    if who.startswith("Tool: trivy"):
        name, colon, value = text.partition(": ")
        return (f"aquasecurity:trivy:{name}", value) if colon and name else None
    if who.endswith(":jsonencoded"):
        try:
            pair = msgspec.json.decode(text, type=_Pair)
        except (msgspec.DecodeError, RecursionError):
            return None  # stays an annotation: extras names it
        return pair.name, pair.value
    return None
