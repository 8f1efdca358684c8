"""Write OpenVEX 0.2.0.

With the document that statements came from, everything that is not understood stays: a statement that did not change is
written as it was, a changed one keeps its further members, and entries that could not be read are left where they are.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote

import msgspec

from kaname.errors import InputError
from kaname.formats.openvex.read import CONTEXT, HASH_NAMES, statement_from
from kaname.formats.vex_text import limited_purl, time_text
from kaname.model.loss import Loss
from kaname.model.statement import ProductRef, Statement, VexDocument

SPEC_VERSION = "0.2.0"
_WRITTEN = frozenset(
    (
        "vulnerability",
        "timestamp",
        "last_updated",
        "products",
        "status",
        "justification",
        "impact_statement",
        "action_statement",
        "status_notes",
    )
)
_HASH_KEYS = {value: key for key, value in HASH_NAMES.items()}


def write_openvex(
    statements: Sequence[Statement],
    *,
    identifier: str,
    author: str,
    now: datetime,
    version: int = 1,
    base: VexDocument | None = None,
) -> tuple[bytes, tuple[Loss, ...]]:
    """Write statements as OpenVEX.

    Args:
        identifier, author, version: of the document; with ``base`` they are those of the base.
        now: aware time written into a new document.
        base: the OpenVEX document whose statements these are; unchanged statements give it back without loss.

    Returns:
        The document, and what OpenVEX cannot say, by place ``statements[i].…`` of what was given.

    Raises:
        InputError: ``vex.nothing_to_write``: no statement and no base.
    """
    losses: list[Loss] = []
    if base is not None:
        tree = _rebuilt(statements, base, losses)
    else:
        if not statements:
            raise InputError("vex.nothing_to_write")
        tree = {
            "@context": f"{CONTEXT}/v{SPEC_VERSION}",
            "@id": identifier,
            "author": author,
            "timestamp": time_text(now),
            "version": version,
            "statements": [_entry(one, index, author, losses) for index, one in enumerate(statements)],
        }
    return msgspec.json.format(msgspec.json.encode(tree), indent=2) + b"\n", tuple(losses)


def _rebuilt(statements: Sequence[Statement], base: VexDocument, losses: list[Loss]) -> dict[str, Any]:
    tree: dict[str, Any] = msgspec.json.decode(base.data)
    by_path = {one.source.path: index for index, one in enumerate(statements) if one.source is not None}
    read = {one.source.path for one in base.statements if one.source is not None}
    entries: list[Any] = []
    used: set[int] = set()
    for index, entry in enumerate(tree["statements"]):
        path = f"statements[{index}]"
        if path not in read:
            entries.append(entry)
            continue
        place = by_path.get(path)
        if place is None:
            continue
        used.add(place)
        before = statement_from(entry, tree, index, base.sha256)
        if _said(before) == _said(statements[place]):
            entries.append(entry)
        else:
            kept = {key: value for key, value in entry.items() if key not in _WRITTEN}
            entries.append({**kept, **_entry(statements[place], place, base.issuer, losses)})
    entries += [_entry(one, index, base.issuer, losses) for index, one in enumerate(statements) if index not in used]
    return {**tree, "statements": entries}


def _said(statement: Statement) -> Statement:
    # Where it was read from and who verified the signature is not part of what is said.
    return msgspec.structs.replace(statement, id="", source=None)


def _entry(statement: Statement, index: int, author: str, losses: list[Loss]) -> dict[str, Any]:
    vulnerability: dict[str, Any] = {"name": statement.vulnerability}
    if statement.aliases:
        vulnerability["aliases"] = list(statement.aliases)
    entry: dict[str, Any] = {"vulnerability": vulnerability}
    if statement.issued:
        entry["timestamp"] = statement.issued
    if statement.updated:
        entry["last_updated"] = statement.updated
    place = f"statements[{index}]"
    products = [_product(one, f"{place}.products[{number}]", losses) for number, one in enumerate(statement.products)]
    entry["products"] = list({msgspec.json.encode(one): one for one in products}.values())
    if len(entry["products"]) < len(products):
        losses.append(Loss(f"{place}.products", "loss.joined"))
    entry["status"] = statement.status
    members: Mapping[str, str | None] = {
        "justification": statement.justification,
        "impact_statement": statement.impact,
        "action_statement": statement.action,
        "status_notes": statement.notes,
    }
    entry |= {key: value for key, value in members.items() if value}
    if statement.status == "affected" and not statement.action:
        # 0.2.0 asks for an action statement; nothing is made up but that there is none.
        entry["action_statement"] = "No action statement was given."
        losses.append(Loss(f"{place}.action", "loss.forced"))
    if statement.status == "not_affected" and not statement.justification and not statement.impact:
        entry["impact_statement"] = "No justification was given."
        losses.append(Loss(f"{place}.impact", "loss.forced"))
    if statement.issuer and statement.issuer != author:
        losses.append(Loss(f"{place}.issuer", "loss.no_place"))
    unsaid = ("responses", "state_word", "justification_word", "role", "valid_until", "decided_by", "reach")
    losses += [Loss(f"{place}.{name}", "loss.no_place") for name in unsaid if getattr(statement, name)]
    return entry


def _product(product: ProductRef, place: str, losses: list[Loss]) -> dict[str, Any]:
    purl = limited_purl(product.purls[0], product.versions) if product.purls else ""
    cpe = product.cpes[0] if product.cpes else ""
    identifier = purl or product.id or cpe or product.name
    if not purl and not cpe and (product.version or product.versions):
        # There is no member for a version: without it the statement would be about every version.
        identifier += f"#{quote(product.versions, safe=':')}" if product.versions else f"@{product.version}"
        losses.append(Loss(f"{place}.{'versions' if product.versions else 'version'}", "loss.rewritten"))
    entry: dict[str, Any] = {"@id": identifier}
    identifiers: dict[str, str] = {}
    if purl and purl != entry["@id"]:
        identifiers["purl"] = purl
    for name in product.cpes:
        identifiers.setdefault("cpe23" if name.startswith("cpe:2.3:") else "cpe22", name)
    if identifiers:
        entry["identifiers"] = identifiers
    if product.hashes:
        entry["hashes"] = {_HASH_KEYS.get(one.algorithm, one.algorithm.lower()): one.value for one in product.hashes}
    said = {purl, *product.purls[:1], *identifiers.values(), entry["@id"]}
    losses += [Loss(f"{place}.purls", "loss.no_place") for name in product.purls if name not in said]
    losses += [Loss(f"{place}.cpes", "loss.no_place") for name in product.cpes if name not in said]
    # A purl or CPE name says name and version too.
    told = unquote(" ".join(said)).lower()
    losses += [
        Loss(f"{place}.{name}", "loss.no_place")
        for name in ("id", "name", "version", "versions", "bom")
        if (value := getattr(product, name)) and value not in said and value.rpartition("/")[2].lower() not in told
    ]
    if product.parts:
        # A subcomponent has none of its own (0.2.0, schema): the nearest part is named, with all that it brings along.
        losses += [
            Loss(f"{place}.parts[{number}].parts", "loss.narrowed")
            for number, part in enumerate(product.parts)
            if part.parts
        ]
        entry["subcomponents"] = [
            _product(msgspec.structs.replace(part, parts=()), f"{place}.parts[{number}]", losses)
            for number, part in enumerate(product.parts)
        ]
    return entry
