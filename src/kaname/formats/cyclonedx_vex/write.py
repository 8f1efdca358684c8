"""Write statements as CycloneDX 1.6 JSON: a document of ``vulnerabilities`` with the products they are about.

With the document that statements came from, everything that is not understood stays.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from kaname.errors import InputError
from kaname.formats.cyclonedx_vex.read import components_of, statements_from
from kaname.formats.cyclonedx_vex.words import (
    JUSTIFICATION_OF_WORD,
    SAME,
    STATE_OF_STATUS,
    STATUS_OF_STATE,
    WORD_OF_JUSTIFICATION,
)
from kaname.formats.vex_text import time_text
from kaname.model.loss import Loss
from kaname.model.statement import ProductRef, Statement, VexDocument

SPEC_VERSION = "1.6"
_SPACE = uuid.UUID("0f2d6c0a-5a0b-5a53-9a1c-2f4f2f6f3a11")


class _Parts:
    """The components of a new document, each written once under a reference of its own."""

    def __init__(self, product: ProductRef | None = None) -> None:
        self.product = product
        self.entries: list[dict[str, Any]] = []
        self._refs: dict[tuple[str, ...], str] = {}
        self._taken: set[str] = set()

    def reference(self, product: ProductRef) -> str:
        """Return the reference of a product, adding it where it is new."""
        if product.id.startswith("urn:cdx:"):
            return product.id
        key = (product.id, product.name, product.version, *product.purls, *product.cpes)
        if key not in self._refs:
            wanted = product.id or (product.purls or product.cpes or (product.name,))[0]
            reference, number = wanted, 1
            while reference in self._taken:
                number += 1
                reference = f"{wanted}#{number}"
            self._refs[key] = reference
            self._taken.add(reference)
            self.entries.append(_component(product, reference))
        return self._refs[key]


def write_cyclonedx_vex(
    statements: Sequence[Statement], *, author: str, now: datetime, base: VexDocument | None = None
) -> tuple[bytes, tuple[Loss, ...]]:
    """Write statements as CycloneDX.

    Args:
        author: who issues the document. now: aware time written into it.
        base: the CycloneDX document whose statements these are; unchanged statements give it back without loss.

    Returns:
        The document, and what CycloneDX cannot say, by place ``statements[i].…`` of what was given.

    Raises:
        InputError: ``vex.nothing_to_write``.
    """
    losses: list[Loss] = []
    if base is not None:
        tree = _rebuilt(statements, base, losses)
    else:
        if not statements:
            raise InputError("vex.nothing_to_write")
        parts = _Parts(_described(statements))
        entries: list[dict[str, Any]] = []
        written: set[bytes] = set()
        for index, one in enumerate(statements):
            entry = _entry(one, f"statements[{index}]", author, parts, losses)
            # Said twice in the same words: the array must not hold it twice.
            encoded = msgspec.json.encode(entry)
            if encoded in written:
                losses.append(Loss(f"statements[{index}]", "loss.joined"))
            else:
                entries.append(entry)
                written.add(encoded)
        # The serial number is made from the content, so that the same statements at the same time give the same bytes.
        seed = msgspec.json.encode([author, time_text(now), list(statements)]).decode()
        tree = {
            "$schema": f"http://cyclonedx.org/schema/bom-{SPEC_VERSION}.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": SPEC_VERSION,
            "serialNumber": f"urn:uuid:{uuid.uuid5(_SPACE, seed)}",
            "version": 1,
            "metadata": {
                "timestamp": time_text(now),
                "supplier": {"name": author},
                **({"component": _component(parts.product, parts.product.id)} if parts.product else {}),
            },
            "components": parts.entries,
            "vulnerabilities": entries,
        }
    return msgspec.json.format(msgspec.json.encode(tree), indent=2) + b"\n", tuple(losses)


def _rebuilt(statements: Sequence[Statement], base: VexDocument, losses: list[Loss]) -> dict[str, Any]:
    tree: dict[str, Any] = msgspec.json.decode(base.json)
    components = components_of(tree)
    given: dict[str, list[int]] = {}
    for index, one in enumerate(statements):
        given.setdefault(one.source.path if one.source else "", []).append(index)
    parts = _Parts()
    entries: list[Any] = []
    read = {one.source.path for one in base.statements if one.source is not None}
    for number, entry in enumerate(tree["vulnerabilities"]):
        path = f"vulnerabilities[{number}]"
        places = given.pop(path, [])
        if path not in read:
            entries.append(entry)
            continue
        before = statements_from(entry, tree, number, base.sha256, components)
        if [_said(one) for one in before] == [_said(statements[place]) for place in places]:
            entries.append(entry)
            continue
        for place in places:
            fresh = _entry(statements[place], f"statements[{place}]", base.issuer, parts, losses)
            entries.append({**entry, **fresh})
    for places in given.values():
        entries += [_entry(statements[place], f"statements[{place}]", base.issuer, parts, losses) for place in places]
    known = set(components)
    added = [one for one in parts.entries if one["bom-ref"] not in known]
    if added:
        tree["components"] = [*tree.get("components", []), *added]
    return {**tree, "vulnerabilities": entries}


def _described(statements: Sequence[Statement]) -> ProductRef | None:
    """Return the one product whose parts the statements are about; None where there is none or are several."""
    wholes = {product.id: product for one in statements for product in one.products if product.parts}
    only = next(iter(wholes.values())) if len(wholes) == 1 else None
    return only if only is not None and only.id and not only.id.startswith("urn:cdx:") else None


def _said(statement: Statement) -> Statement:
    return msgspec.structs.replace(statement, id="", source=None)


def _entry(statement: Statement, place: str, author: str, parts: _Parts, losses: list[Loss]) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": statement.vulnerability}
    if statement.aliases:
        entry["references"] = [{"id": alias, "source": {"name": _authority(alias)}} for alias in statement.aliases]
    if statement.action:
        entry["recommendation"] = statement.action
    state = statement.state_word
    if STATUS_OF_STATE.get(state) != statement.status:
        state = STATE_OF_STATUS[statement.status]
    analysis: dict[str, Any] = {"state": state}
    if statement.justification is not None:
        word = statement.justification_word
        if JUSTIFICATION_OF_WORD.get(word) != statement.justification:
            word = WORD_OF_JUSTIFICATION[statement.justification]
            if (statement.justification, word) not in SAME:
                losses.append(Loss(f"{place}.justification", "loss.narrowed"))
        analysis["justification"] = word
    if statement.responses:
        analysis["response"] = list(statement.responses)
    details = [text for text in (statement.impact, statement.notes) if text]
    if details:
        analysis["detail"] = "\n\n".join(details)
        if len(details) > 1:
            losses.append(Loss(f"{place}.notes", "loss.joined"))
    if statement.issued:
        analysis["firstIssued"] = statement.issued
    if statement.updated:
        analysis["lastUpdated"] = statement.updated
    entry["analysis"] = analysis
    entry["affects"] = _affects(statement, place, parts, losses)
    if statement.issuer and statement.issuer != author:
        losses.append(Loss(f"{place}.issuer", "loss.no_place"))
    unsaid = ("role", "valid_until", "decided_by", "reach")
    losses += [Loss(f"{place}.{name}", "loss.no_place") for name in unsaid if getattr(statement, name)]
    return entry


def _affects(statement: Statement, place: str, parts: _Parts, losses: list[Loss]) -> list[dict[str, Any]]:
    word = "affected" if statement.status in ("affected", "under_investigation") else "unaffected"
    affects: dict[str, dict[str, Any]] = {}
    for number, product in enumerate(statement.products):
        named = parts.product is not None and product.id == parts.product.id
        if product.parts and not product.id.startswith("urn:cdx:") and not named:
            # Only one product is described by a document; parts of several can be named, not their belonging together.
            losses.append(Loss(f"{place}.products[{number}].id", "loss.no_place"))
        is_link = product.id.startswith("urn:cdx:")
        for part, given in enumerate(product.parts if product.parts and not is_link else (product,)):
            target = given
            if given.parts and not is_link:
                # A reference names one component, not the way to it: the nearest part stands for what it brings along.
                losses.append(Loss(f"{place}.products[{number}].parts[{part}].parts", "loss.narrowed"))
                target = msgspec.structs.replace(given, parts=())
            limited = target.parts[0] if target.parts else target
            entry = affects.setdefault(parts.reference(target), {"ref": parts.reference(target)})
            if limited.versions:
                entry.setdefault("versions", []).append({"range": limited.versions, "status": word})
            elif limited.version and (limited.id.startswith("urn:cdx:") or target.parts):
                entry.setdefault("versions", []).append({"version": limited.version, "status": word})
            losses += [
                Loss(f"{place}.products[{number}].{name}", "loss.no_place")
                for name, values in (("purls", target.purls[1:]), ("cpes", target.cpes[1:]))
                if values
            ]
    return list(affects.values())


def _component(product: ProductRef, reference: str) -> dict[str, Any]:
    entry: dict[str, Any] = {"type": "library", "bom-ref": reference, "name": product.name or _name(product)}
    if product.version:
        entry["version"] = product.version
    if product.hashes:
        entry["hashes"] = [{"alg": one.algorithm, "content": one.value} for one in product.hashes]
    if product.cpes:
        entry["cpe"] = product.cpes[0]
    if product.purls:
        entry["purl"] = product.purls[0]
    return entry


def _name(product: ProductRef) -> str:
    identifier = (product.purls or product.cpes or (product.id,))[0]
    return identifier.partition("?")[0].rpartition("/")[2].partition("@")[0] or identifier


def _authority(alias: str) -> str:
    return {"CVE": "NVD", "GHSA": "GitHub Advisories"}.get(alias.partition("-")[0].upper(), "OSV")
