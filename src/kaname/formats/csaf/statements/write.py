"""Write statements as a CSAF document (2.0 or 2.1) of the VEX profile.

What the profile demands and a statement does not say is filled in with a sentence that says so, and reported as forced.
The writer gives the same bytes for the same statements and time. Source: CSAF 2.0 and 2.1, 4.5.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.formats.csaf.statements.words import WORD_OF_STATUS
from kaname.formats.csaf.view import Version
from kaname.formats.vex_text import limited_purl, time_text
from kaname.ident.purl import parse_purl
from kaname.model.loss import Loss
from kaname.model.statement import ProductRef, Statement

_ALGORITHMS = {"SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512", "SHA-1": "sha1", "MD5": "md5"}
_SCHEMA_2_1 = "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json"
_CVE = re.compile(r"^CVE-[0-9]{4}-[0-9]{4,}$")


class Publisher(Struct, frozen=True, kw_only=True):
    """Who issues. ``namespace``: a URL of the publisher; ``category``: ``vendor``, ``coordinator``, ``user`` …"""

    name: str
    namespace: str
    category: str = "vendor"


class _Tree:
    """The product tree under construction: every product once, relationships for parts."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self.names: list[dict[str, Any]] = []
        self.relationships: list[dict[str, Any]] = []
        self._ids: dict[tuple[str, ...], str] = {}
        self._shown: dict[str, str] = {}

    def product_ids(self, product: ProductRef, place: str, losses: list[Loss]) -> list[str]:
        """Return the ids of a product, or of each of its parts within it."""
        whole = self._plain(product, place, losses)
        if not product.parts:
            return [whole]
        return [
            self._related(inner, whole)
            for number, part in enumerate(product.parts)
            for inner in self.product_ids(part, f"{place}.parts[{number}]", losses)
        ]

    def _plain(self, product: ProductRef, place: str, losses: list[Loss]) -> str:
        key = ("plain", product.id, product.name, product.version, product.versions, *product.purls, *product.cpes)
        if key in self._ids:
            return self._ids[key]
        identifier = self._new(key)
        helper: dict[str, Any] = {}
        # A CPE name has no place for a range; with one it would be about every version.
        if product.cpes and not product.versions:
            helper["cpe"] = product.cpes[0]
        # 6.1.13 of the standard: a purl that is none makes the document invalid.
        purls = [limited_purl(purl, product.versions) for purl in product.purls if _is_purl(purl)]
        if purls and self._version == "2.0":
            helper["purl"] = purls[0]
        elif purls:
            helper["purls"] = purls
        known = [one for one in product.hashes if one.algorithm in _ALGORITHMS]
        if known:
            file_hashes = [{"algorithm": _ALGORITHMS[one.algorithm], "value": one.value} for one in known]
            helper["hashes"] = [{"file_hashes": file_hashes, "filename": product.name or "unnamed"}]
        name = " ".join(
            part for part in (product.name or _identifier(product), product.version or product.versions) if part
        )
        self._shown[identifier] = name
        entry: dict[str, Any] = {"name": name, "product_id": identifier}
        if helper:
            entry["product_identification_helper"] = helper
        self.names.append(entry)
        rest = {
            "purls": len(product.purls) > (min(len(purls), 1) if self._version == "2.0" else len(purls)),
            "cpes": len(product.cpes) > 1,
            "hashes": len(known) < len(product.hashes),
            "versions": bool(product.versions),
            "bom": bool(product.bom),
            "id": bool(product.id) and product.id not in (*product.purls[:1], *product.cpes[:1]),
        }
        losses += [Loss(f"{place}.{member}", "loss.no_place") for member, lost in rest.items() if lost]
        return identifier

    def _related(self, part: str, whole: str) -> str:
        key = ("related", part, whole)
        if key not in self._ids:
            identifier = self._new(key)
            self._shown[identifier] = f"{self._shown[part]} in {self._shown[whole]}"
            named = {"name": self._shown[identifier], "product_id": identifier}
            if self._version == "2.0":
                relation: dict[str, Any] = {
                    "category": "default_component_of",
                    "full_product_name": named,
                    "product_reference": part,
                    "relates_to_product_reference": whole,
                }
            else:
                relation = {
                    "beginning_product_reference": part,
                    "full_product_name": named,
                    "subpaths": [{"category": "default_component_of", "next_product_reference": whole}],
                }
            self.relationships.append(relation)
        return self._ids[key]

    def _new(self, key: tuple[str, ...]) -> str:
        self._ids[key] = f"P{len(self._ids) + 1:04d}"
        return self._ids[key]


def write_csaf_vex(
    statements: Sequence[Statement],
    *,
    identifier: str,
    publisher: Publisher,
    title: str,
    now: datetime,
    version: Version = "2.0",
) -> tuple[bytes, tuple[Loss, ...]]:
    """Write statements as a CSAF VEX.

    Args:
        version: of the standard.
        identifier: tracking id. now: aware time of its release.

    Returns:
        The document, and what CSAF cannot say, by place ``statements[i].…``.

    Raises:
        InputError: ``vex.nothing_to_write``; ``vex.publisher_namespace``: no URL.
    """
    if not statements:
        raise InputError("vex.nothing_to_write")
    if not re.match(r"^https?://[^\s/]+", publisher.namespace):
        raise InputError("vex.publisher_namespace", given=publisher.namespace)
    losses: list[Loss] = []
    tree = _Tree(version)
    vulnerabilities: dict[str, dict[str, Any]] = {}
    for index, statement in enumerate(statements):
        place = f"statements[{index}]"
        entry = vulnerabilities.setdefault(_cve_of(statement) or statement.vulnerability, _vulnerability(statement))
        ids = [
            one
            for number, product in enumerate(statement.products)
            for one in tree.product_ids(product, f"{place}.products[{number}]", losses)
        ]
        _add(entry, statement, list(dict.fromkeys(ids)), place, publisher.name, losses)
    product_tree: dict[str, Any] = {"full_product_names": tree.names}
    if tree.relationships:
        product_tree["relationships" if version == "2.0" else "product_paths"] = tree.relationships
    document = {
        **({} if version == "2.0" else {"$schema": _SCHEMA_2_1}),
        "document": _head(version, identifier, publisher, title, time_text(now)),
        "product_tree": product_tree,
        "vulnerabilities": list(vulnerabilities.values()),
    }
    # Sorted keys: test 6.2.13.
    return msgspec.json.format(msgspec.json.encode(document, order="sorted"), indent=2) + b"\n", tuple(losses)


def _head(version: Version, identifier: str, publisher: Publisher, title: str, moment: str) -> dict[str, Any]:
    label = "WHITE" if version == "2.0" else "CLEAR"
    return {
        "category": "csaf_vex",
        "csaf_version": version,
        "distribution": {"tlp": {"label": label, "url": "https://www.first.org/tlp/"}},
        "lang": "en",
        "publisher": {"category": publisher.category, "name": publisher.name, "namespace": publisher.namespace},
        "title": title,
        "tracking": {
            "current_release_date": moment,
            "id": identifier,
            "initial_release_date": moment,
            "revision_history": [{"date": moment, "number": "1", "summary": "First release"}],
            "status": "final",
            "version": "1",
        },
    }


def _cve_of(statement: Statement) -> str | None:
    return next((name for name in (statement.vulnerability, *statement.aliases) if _CVE.match(name)), None)


def _vulnerability(statement: Statement) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    names = (statement.vulnerability, *statement.aliases)
    cve = _cve_of(statement)
    if cve:
        entry["cve"] = cve
    others = [name for name in dict.fromkeys(names) if name != cve]
    if others:
        entry["ids"] = [{"system_name": _authority(name), "text": name} for name in others]
    entry["notes"] = [
        {
            "category": "description",
            "text": f"Status of {statement.vulnerability} in the products named here.",
            "title": statement.vulnerability,
        }
    ]
    entry["product_status"] = {}
    return entry


def _add(
    entry: dict[str, Any], statement: Statement, ids: list[str], place: str, author: str, losses: list[Loss]
) -> None:
    status: dict[str, list[str]] = entry["product_status"]
    already = {one for members in status.values() for one in members}
    fresh = [one for one in ids if one not in already]
    if len(fresh) < len(ids):
        # 6.1.6 of the standard: a product has one status per vulnerability; the statement that came first stays.
        losses.append(Loss(f"{place}.products", "loss.no_place"))
    if not fresh:
        return
    status.setdefault(WORD_OF_STATUS[statement.status], []).extend(fresh)
    if statement.status == "not_affected":
        impact = statement.impact
        if statement.justification is not None:
            entry.setdefault("flags", []).append({"label": statement.justification, "product_ids": fresh})
        elif not impact:
            impact = "No justification was given."
            losses.append(Loss(f"{place}.impact", "loss.forced"))
        if impact:
            entry.setdefault("threats", []).append({"category": "impact", "details": impact, "product_ids": fresh})
    action = statement.action
    if statement.status == "affected" and not action:
        action = "No action statement was given."
        losses.append(Loss(f"{place}.action", "loss.forced"))
    if action and statement.status != "not_affected":
        category = "vendor_fix" if "update" in statement.responses or statement.status == "fixed" else "mitigation"
        category = category if statement.action else "none_available"
        entry.setdefault("remediations", []).append({"category": category, "details": action, "product_ids": fresh})
    _note_losses(entry, statement, place, author, losses)


def _note_losses(entry: dict[str, Any], statement: Statement, place: str, author: str, losses: list[Loss]) -> None:
    if statement.notes:
        entry["notes"].append({"category": "details", "text": statement.notes})
    if statement.status == "not_affected" and statement.action:
        losses.append(Loss(f"{place}.action", "loss.no_place"))
    if statement.status != "not_affected" and statement.impact:
        losses.append(Loss(f"{place}.impact", "loss.no_place"))
    unsaid: Mapping[str, object] = {
        "issuer": statement.issuer and statement.issuer != author,
        "issued": statement.issued,
        "updated": statement.updated,
        "responses": statement.responses,
        "justification_word": statement.justification_word,
        "valid_until": statement.valid_until,
        "decided_by": statement.decided_by,
        "reach": statement.reach,
    }
    losses += [Loss(f"{place}.{name}", "loss.no_place") for name, value in unsaid.items() if value]


def _is_purl(text: str) -> bool:
    try:
        parse_purl(text, strict=True)
    except InputError:
        return False
    return True


def _identifier(product: ProductRef) -> str:
    return (product.purls or product.cpes or (product.id,))[0] or "unnamed"


def _authority(name: str) -> str:
    return {"GHSA": "GitHub Security Advisories", "JVNDB": "JVN iPedia"}.get(name.partition("-")[0].upper(), "OSV")
