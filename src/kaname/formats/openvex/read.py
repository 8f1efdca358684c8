"""Read OpenVEX 0.2.0, and 0.0.1 in which products and vulnerabilities are plain texts.

A statement that says nothing usable (no vulnerability, an unknown status, no product) is a problem with its place; the
others are read. Source: OpenVEX specification 0.2.0, "Document Struct Fields", "Statement Fields", "Data Inheritance".
"""

import hashlib
from typing import Any, cast

from kaname.errors import InputError, UnsupportedError
from kaname.formats.json_text import decode_json
from kaname.formats.vex_text import Json, hashes_of, identified, object_of, problem_from, text_of, texts_of
from kaname.model.sbom import Problem
from kaname.model.statement import (
    JUSTIFICATIONS,
    STATUSES,
    Justification,
    ProductRef,
    Statement,
    StatementSource,
    Status,
    VexDocument,
)

CONTEXT = "https://openvex.dev/ns"
# OpenVEX 0.2.0, appendix A, in CycloneDX spelling.
HASH_NAMES = {
    "md5": "MD5",
    "sha1": "SHA-1",
    "sha-256": "SHA-256",
    "sha-384": "SHA-384",
    "sha-512": "SHA-512",
    "sha3-224": "SHA3-224",
    "sha3-256": "SHA3-256",
    "sha3-384": "SHA3-384",
    "sha3-512": "SHA3-512",
    "blake2s-256": "BLAKE2s-256",
    "blake2b-256": "BLAKE2b-256",
    "blake2b-512": "BLAKE2b-512",
    "blake3": "BLAKE3",
}


def sniff_openvex(root: object) -> bool:
    """Say whether a decoded JSON value claims to be OpenVEX."""
    return isinstance(root, dict) and str(root.get("@context", "")).startswith(CONTEXT)


def read_openvex(data: bytes) -> VexDocument:
    """Read an OpenVEX document.

    Args:
        data: JSON, unpacked.

    Raises:
        InputError: ``formats.*`` (not JSON), ``vex.not_openvex``, ``vex.no_statements``.
        UnsupportedError: ``vex.version``: a version of the format that is not read here.
    """
    root = decode_json(data, object)
    if not sniff_openvex(root):
        raise InputError("vex.not_openvex")
    tree = cast(dict[str, Any], root)
    version = str(tree["@context"]).removeprefix(CONTEXT).strip("/").removeprefix("v")
    if version not in ("", "0.0.1", "0.2.0"):
        raise UnsupportedError("vex.version", path="@context", format="OpenVEX", version=version[:40])
    entries = tree.get("statements")
    if not isinstance(entries, list):
        raise InputError("vex.no_statements", path="statements")
    sha256 = hashlib.sha256(data).hexdigest()
    statements: list[Statement] = []
    problems: list[Problem] = []
    for index, entry in enumerate(entries):
        try:
            statements.append(statement_from(entry, tree, index, sha256))
        except InputError as error:
            problems.append(problem_from(error))
    return VexDocument(
        format="openvex",
        spec_version=version,
        id=text_of(tree, "@id"),
        version=_version(tree),
        issuer=text_of(tree, "author"),
        issued=text_of(tree, "last_updated") or text_of(tree, "timestamp"),
        data=data,
        sha256=sha256,
        statements=tuple(statements),
        problems=tuple(problems),
    )


def statement_from(entry: object, tree: Json, index: int, sha256: str) -> Statement:
    """Return one entry of ``statements`` with what it inherits from its document.

    Raises:
        InputError: ``vex.no_vulnerability``, ``vex.unknown_status``, ``vex.no_product``, ``vex.unknown_justification``.
    """
    path = f"statements[{index}]"
    if not isinstance(entry, dict):
        raise InputError("vex.not_a_statement", path=path)
    vulnerability, aliases = _vulnerability(entry, path)
    status = entry.get("status")
    if status not in STATUSES:
        raise InputError("vex.unknown_status", path=f"{path}.status", status=str(status)[:80])
    justification = entry.get("justification") or None
    if justification is not None and justification not in JUSTIFICATIONS:
        raise InputError("vex.unknown_justification", path=f"{path}.justification", given=str(justification)[:80])
    products = _products(entry, path)
    document = text_of(tree, "@id")
    return Statement(
        id=text_of(entry, "@id") or f"{document or sha256[:16]}#{index}",
        vulnerability=vulnerability,
        aliases=aliases,
        status=cast(Status, status),
        justification=cast(Justification | None, justification),
        products=products,
        impact=text_of(entry, "impact_statement"),
        action=text_of(entry, "action_statement"),
        notes=text_of(entry, "status_notes"),
        issuer=text_of(tree, "author"),
        role=text_of(tree, "role"),
        issued=text_of(entry, "timestamp") or text_of(tree, "timestamp"),
        updated=text_of(entry, "last_updated") or text_of(tree, "last_updated"),
        source=StatementSource(format="openvex", document=document, version=_version(tree), sha256=sha256, path=path),
    )


def _version(tree: Json) -> str:
    version = tree.get("version")
    return str(version) if isinstance(version, str | int) else ""


def _vulnerability(entry: Json, path: str) -> tuple[str, tuple[str, ...]]:
    given = entry.get("vulnerability")
    if isinstance(given, str) and given:
        return given, ()
    if isinstance(given, dict):
        name = text_of(given, "name")
        iri = text_of(given, "@id")
        if name or iri:
            return name or iri.rstrip("/").rpartition("/")[2], texts_of(given, "aliases")
    raise InputError("vex.no_vulnerability", path=f"{path}.vulnerability")


def _products(entry: Json, path: str) -> tuple[ProductRef, ...]:
    given = entry.get("products")
    entries = given if isinstance(given, list) else []
    # 0.0.1 keeps the subcomponents beside the products.
    shared = entry.get("subcomponents")
    parts = tuple(_product(one) for one in shared) if isinstance(shared, list) else ()
    found = tuple(_product(one, parts) for one in entries if _is_product(one))
    if not found:
        raise InputError("vex.no_product", path=f"{path}.products")
    return found


def _is_product(given: object) -> bool:
    if isinstance(given, str):
        return bool(given)
    return isinstance(given, dict) and any(given.get(key) for key in ("@id", "identifiers", "hashes"))


def _product(given: object, parts: tuple[ProductRef, ...] = ()) -> ProductRef:
    if not isinstance(given, dict):
        return identified(str(given), parts=parts)
    identifiers = object_of(given, "identifiers")
    below = given.get("subcomponents")
    return identified(
        text_of(given, "@id"),
        purls=texts_of(identifiers, "purl"),
        cpes=texts_of(identifiers, "cpe23") + texts_of(identifiers, "cpe22"),
        hashes=hashes_of(object_of(given, "hashes"), HASH_NAMES),
        parts=tuple(_product(one) for one in below if _is_product(one)) if isinstance(below, list) else parts,
    )
