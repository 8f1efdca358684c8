"""SPDX 3 packages, files and agents into components and parties."""

import re

from kaname.formats.spdx3.graph import Graph, Node
from kaname.formats.spdx_terms import (
    SPDX_ABSENT,
    is_vcs_location,
    parse_hash,
    parse_party,
    parse_source_info,
    parse_swid,
)
from kaname.model.sbom import Component, ExternalReference, Hash, Party

PACKAGE_TYPES = ("software_Package", "ai_AIPackage", "dataset_DatasetPackage")
FILE_TYPE = "software_File"
AGENT_TYPES = ("Agent", "Organization", "Person", "SoftwareAgent", "Tool")

_KINDS_BY_TYPE = {"ai_AIPackage": "machine-learning-model", "dataset_DatasetPackage": "data", FILE_TYPE: "file"}
_KINDS_BY_PURPOSE = {"model": "machine-learning-model"}
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def read_component(node: Node, ref: str, graph: Graph) -> Component:
    """Turn a package or file into a component; licences and source packages come from relationships.

    Args:
        node: the element.
        ref: key of the component; unique in the document.
        graph: the document.
    """
    purls: list[str] = []
    cpes: list[str] = []
    swids: list[str] = []
    references = _read_references(node, graph)
    package_url = node.text("software_packageUrl")
    if package_url:
        purls.append(package_url)
    for identifier in node.objects("externalIdentifier", graph):
        _sort_identifier(identifier, (purls, cpes, swids), references)
    purls = list(dict.fromkeys(purls))
    originators = _agents(node, "originatedBy", graph)
    makers = [party for party in originators if party.kind != "person"]
    built_from, found_at = parse_source_info(node.text("software_sourceInfo"))
    source_info = node.text("software_sourceInfo")
    name = node.text("name") or ""
    return Component(
        ref=ref,
        path=node.path,
        name=name,
        version=_said(node.text("software_packageVersion")) or "",
        kind=read_kind(node),
        purl=purls[0] if purls else None,
        purls=tuple(purls[1:]),
        cpes=tuple(cpes),
        swids=tuple(swids),
        hashes=_read_hashes(node, graph),
        copyright=_said(node.text("software_copyrightText")),
        description=_said(node.text("description")) or _said(node.text("summary")),
        supplier=next(iter(_agents(node, "suppliedBy", graph)), None),
        manufacturer=makers[0] if makers else None,
        authors=tuple(party for party in originators if party.kind == "person"),
        external_references=tuple(references),
        properties=(*((("spdx:sourceInfo", source_info),) if source_info else ()), *read_properties(node, graph)),
        source_packages=built_from,
        file_names=(name,) if node.type == FILE_TYPE and name else (),
        evidence_paths=found_at,
    )


def read_kind(node: Node) -> str:
    """Return the component type of an element in CycloneDX words where there is one, ``""`` where nothing is said."""
    purpose = _said(node.text("software_primaryPurpose"))
    if purpose and node.type != FILE_TYPE:
        return _KINDS_BY_PURPOSE.get(purpose, _HUMP.sub("-", purpose).lower().replace("_", "-"))
    return _KINDS_BY_TYPE.get(node.type, "")


def read_party(node: Node, graph: Graph) -> Party | None:
    """Turn an agent or tool into a party, None where it has no name.

    A name such as ``Organization: Example``, carried over from SPDX 2 by some producers, is taken apart.
    """
    name = node.text("name")
    known = _parse_name(name) if name else None
    emails = []
    urls = []
    for identifier in node.objects("externalIdentifier", graph):
        value = identifier.text("identifier")
        if value and identifier.text("externalIdentifierType") == "email":
            emails.append(value)
        elif value and value.startswith(("http://", "https://")):
            urls.append(value)
    if known is None and not emails:
        return None
    given = (*(known.emails if known else ()), *emails)
    label = known.name if known else emails[0]
    match node.type:
        case "Organization":
            return Party(name=label, kind="organization", emails=given, urls=tuple(urls))
        case "Person":
            return Party(name=label, kind="person", emails=given, urls=tuple(urls))
        case "Tool" | "SoftwareAgent":
            return Party(name=label, kind="tool", emails=given, urls=tuple(urls))
        case _:
            return Party(name=label, kind=known.kind if known else "unknown", emails=given, urls=tuple(urls))


def _parse_name(name: str) -> Party | None:
    if name.startswith(("Organization:", "Person:", "Tool:")):
        return parse_party(name)
    return Party(name=name) if name.strip() not in SPDX_ABSENT else None


def read_properties(node: Node, graph: Graph) -> tuple[tuple[str, str], ...]:
    """Return the name and value pairs of an element's CycloneDX properties extension (SPDX 3.0.1, Extension profile)."""
    pairs = []
    for extension in node.objects("extension", graph):
        if extension.type == "extension_CdxPropertiesExtension":
            for entry in extension.objects("extension_cdxProperty", graph):
                name = entry.text("extension_cdxPropName")
                if name:
                    pairs.append((name, entry.text("extension_cdxPropValue") or ""))
    return tuple(pairs)


def _said(value: str | None) -> str | None:
    return value if value and value not in SPDX_ABSENT and not value.endswith(("NoAssertion", "NoneElement")) else None


def _agents(node: Node, name: str, graph: Graph) -> list[Party]:
    parties = []
    for agent in node.objects(name, graph):
        party = read_party(agent, graph)
        if party is not None:
            parties.append(party)
    return parties


def _sort_identifier(
    identifier: Node, into: tuple[list[str], list[str], list[str]], references: list[ExternalReference]
) -> None:
    kind, value = identifier.text("externalIdentifierType"), identifier.text("identifier")
    if not kind or not value:
        return
    purls, cpes, swids = into
    match kind:
        case "packageUrl" | "purl":
            purls.append(value)
        case "cpe22" | "cpe23" | "cpe22Type" | "cpe23Type":
            cpes.append(value)
        case "swid":
            swids.append(parse_swid(value))
        case _:
            references.append(ExternalReference(kind=kind, url=value, comment=identifier.text("comment")))


def _read_references(node: Node, graph: Graph) -> list[ExternalReference]:
    references: list[ExternalReference] = []
    where = _said(node.text("software_downloadLocation"))
    if where:
        kind = "vcs" if is_vcs_location(where) else "distribution"
        references.append(ExternalReference(kind=kind, url=where))
    home = _said(node.text("software_homePage"))
    if home:
        references.append(ExternalReference(kind="website", url=home))
    for reference in node.objects("externalRef", graph):
        kind = reference.text("externalRefType") or "other"
        comment = reference.text("comment")
        references.extend(
            ExternalReference(kind=kind, url=locator, comment=comment) for locator in reference.texts("locator")
        )
    return references


def _read_hashes(node: Node, graph: Graph) -> tuple[Hash, ...]:
    hashes = []
    for method in node.objects("verifiedUsing", graph):
        algorithm, value = method.text("algorithm"), method.text("hashValue")
        # A package verification code is computed over file digests, it is no digest of the package itself.
        if algorithm and value and method.type != "PackageVerificationCode":
            hashes.append(parse_hash(algorithm, value))
    return tuple(hashes)
