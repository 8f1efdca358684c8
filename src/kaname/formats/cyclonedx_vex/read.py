"""Read statements out of CycloneDX 1.4 and later, as JSON; XML comes as the JSON that says the same.

A vulnerability with an ``analysis.state`` is a statement, or several where its versions have different states; one without
is a record of a vulnerability and says nothing about exploitability. Affected components are found in the document itself
or through a BOM-Link (``urn:cdx:SERIAL/VERSION#REF``). Source: CycloneDX 1.6, ``vulnerabilities``.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any, cast
from urllib.parse import unquote

from kaname.errors import InputError
from kaname.formats.cyclonedx_vex.words import JUSTIFICATION_OF_WORD, STATUS_OF_STATE
from kaname.formats.json_text import decode_json
from kaname.formats.vex_text import Json, identified, object_of, objects_of, problem_from, text_of, texts_of
from kaname.model.loss import Loss
from kaname.model.sbom import Hash, Problem
from kaname.model.statement import ProductRef, Statement, StatementSource, Status, VexDocument

_LINK = "urn:cdx:"
_VERSION_STATUS: Mapping[tuple[str, Status], Status] = {
    ("affected", "not_affected"): "affected",
    ("affected", "fixed"): "affected",
    ("unaffected", "affected"): "not_affected",
    ("unaffected", "under_investigation"): "not_affected",
}


def sniff_cyclonedx_vex(root: object) -> bool:
    """Say whether a decoded JSON value is CycloneDX with vulnerabilities."""
    return (
        isinstance(root, dict)
        and root.get("bomFormat") == "CycloneDX"
        and isinstance(root.get("vulnerabilities"), list)
    )


def read_cyclonedx_vex(data: bytes, *, xml: bytes = b"", unsaid: tuple[Loss, ...] = ()) -> VexDocument:
    """Read the statements of a CycloneDX document.

    Args:
        data: JSON, unpacked. xml: the document itself, where that is XML; ``unsaid``: what of it ``data`` does not hold.

    Raises:
        InputError: ``formats.*`` (not JSON), ``vex.not_cyclonedx_vex``.
    """
    root = decode_json(data, object)
    if not sniff_cyclonedx_vex(root):
        raise InputError("vex.not_cyclonedx_vex")
    tree = cast(dict[str, Any], root)
    sha256 = hashlib.sha256(xml or data).hexdigest()
    components = components_of(tree)
    statements: list[Statement] = []
    problems: list[Problem] = []
    for index, entry in objects_of(tree, "vulnerabilities"):
        try:
            statements += statements_from(entry, tree, index, sha256, components)
        except InputError as error:
            problems.append(problem_from(error))
    metadata = object_of(tree, "metadata")
    return VexDocument(
        format="cyclonedx",
        spec_version=text_of(tree, "specVersion"),
        id=text_of(tree, "serialNumber"),
        version=str(tree.get("version", "")),
        issuer=_issuer(metadata),
        issued=text_of(metadata, "timestamp"),
        data=xml or data,
        sha256=sha256,
        statements=tuple(statements),
        problems=tuple(problems),
        tree=data if xml else b"",
        unsaid=unsaid,
    )


def statements_from(
    entry: Json, tree: Json, index: int, sha256: str, components: Mapping[str, Json]
) -> tuple[Statement, ...]:
    """Return the statements of one vulnerability: none without ``analysis``, else one per status that its versions have.

    Raises:
        InputError: ``vex.no_vulnerability``, ``vex.unknown_status``, ``vex.no_product``.
    """
    path = f"vulnerabilities[{index}]"
    analysis = object_of(entry, "analysis")
    state = text_of(analysis, "state")
    if not state:
        return ()
    if state not in STATUS_OF_STATE:
        raise InputError("vex.unknown_status", path=f"{path}.analysis.state", status=state[:80])
    if not text_of(entry, "id"):
        raise InputError("vex.no_vulnerability", path=f"{path}.id")
    by_status: dict[Status, list[ProductRef]] = {}
    for status, product in _affected(entry, tree, STATUS_OF_STATE[state], components):
        by_status.setdefault(status, []).append(product)
    if not by_status:
        raise InputError("vex.no_product", path=f"{path}.affects")
    return tuple(
        _statement(entry, tree, index, sha256, status, tuple(products)) for status, products in by_status.items()
    )


def components_of(tree: Json) -> dict[str, Json]:
    """Return the components of a document by ``bom-ref``, nested ones and the described product included."""
    found: dict[str, Json] = {}
    waiting = [object_of(object_of(tree, "metadata"), "component"), *(one for _, one in objects_of(tree, "components"))]
    while waiting:
        component = waiting.pop()
        reference = text_of(component, "bom-ref")
        if reference:
            found.setdefault(reference, component)
        waiting += [one for _, one in objects_of(component, "components")]
    return found


def _statement(
    entry: Json, tree: Json, index: int, sha256: str, status: Status, products: tuple[ProductRef, ...]
) -> Statement:
    analysis, metadata = object_of(entry, "analysis"), object_of(tree, "metadata")
    state, word = text_of(analysis, "state"), text_of(analysis, "justification")
    same = STATUS_OF_STATE[state] == status
    serial = text_of(tree, "serialNumber")
    detail = text_of(analysis, "detail")
    aliases = tuple(dict.fromkeys(text_of(one, "id") for _, one in objects_of(entry, "references")))
    justification = JUSTIFICATION_OF_WORD.get(word) if status == "not_affected" and same else None
    return Statement(
        id=f"{serial or sha256[:16]}#{index}" + ("" if same else f"-{status}"),
        vulnerability=text_of(entry, "id"),
        aliases=tuple(alias for alias in aliases if alias),
        status=status,
        justification=justification,
        products=products,
        impact=detail if status == "not_affected" else "",
        action=text_of(entry, "recommendation"),
        notes="" if status == "not_affected" else detail,
        responses=texts_of(analysis, "response"),
        state_word=state,
        justification_word=word,
        issuer=_issuer(metadata),
        issued=text_of(analysis, "firstIssued") or text_of(metadata, "timestamp"),
        updated=text_of(analysis, "lastUpdated"),
        source=StatementSource(
            format="cyclonedx",
            document=serial,
            version=str(tree.get("version", "")),
            sha256=sha256,
            path=f"vulnerabilities[{index}]",
        ),
    )


def _affected(
    entry: Json, tree: Json, status: Status, components: Mapping[str, Json]
) -> Iterator[tuple[Status, ProductRef]]:
    affects = objects_of(entry, "affects")
    product = object_of(object_of(tree, "metadata"), "component")
    if not affects and text_of(product, "bom-ref"):
        yield status, _component(text_of(product, "bom-ref"), product)
    for _, affected in affects:
        reference = text_of(affected, "ref")
        if not reference:
            continue
        versions = objects_of(affected, "versions")
        if not versions:
            yield status, _target(reference, tree, components)
        for _, version in versions:
            word = text_of(version, "status")
            yield (
                "under_investigation" if word == "unknown" else _VERSION_STATUS.get((word, status), status),
                _target(reference, tree, components, version),
            )


def _target(reference: str, tree: Json, components: Mapping[str, Json], version: Json | None = None) -> ProductRef:
    """Return what a reference means: a component of this document within its product, or one of a linked document."""
    if reference.startswith(_LINK):
        link, _, fragment = reference.removeprefix(_LINK).partition("#")
        serial = f"urn:uuid:{link.partition('/')[0]}"
        part = _component(unquote(fragment), {}, version) if fragment else None
        return ProductRef(id=reference, bom=serial, parts=(part,) if part is not None else ())
    found = components.get(reference, {})
    product = object_of(object_of(tree, "metadata"), "component")
    part = _component(reference, found, version)
    root = text_of(product, "bom-ref")
    if not product or root == reference or not found:
        return part
    whole = _component(root, product)
    return ProductRef(
        id=whole.id,
        name=whole.name,
        version=whole.version,
        purls=whole.purls,
        cpes=whole.cpes,
        hashes=whole.hashes,
        bom=text_of(tree, "serialNumber"),
        parts=(part,),
    )


def _component(reference: str, component: Json, version: Json | None = None) -> ProductRef:
    purl, cpe = text_of(component, "purl"), text_of(component, "cpe")
    name = "/".join(part for part in (text_of(component, "group"), text_of(component, "name")) if part)
    stated = version or {}
    return identified(
        reference,
        name=name,
        version=text_of(stated, "version") or (text_of(component, "version") if version is None else ""),
        versions=text_of(stated, "range"),
        purls=(purl,) if purl else (),
        cpes=(cpe,) if cpe else (),
        hashes=tuple(
            Hash(text_of(one, "alg"), text_of(one, "content").lower()) for _, one in objects_of(component, "hashes")
        ),
    )


def _issuer(metadata: Json) -> str:
    authors = [text_of(one, "name") or text_of(one, "email") for _, one in objects_of(metadata, "authors")]
    candidates = (
        text_of(object_of(metadata, "supplier"), "name"),
        text_of(object_of(metadata, "manufacturer"), "name"),
        text_of(object_of(metadata, "manufacture"), "name"),
        *authors,
        text_of(object_of(object_of(metadata, "component"), "supplier"), "name"),
        text_of(object_of(metadata, "component"), "publisher"),
    )
    return next((one for one in candidates if one), "")
