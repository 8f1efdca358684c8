"""Small CSAF documents to change: one of 2.0 and one of 2.1 that fail no mandatory test."""

import copy
from typing import Any

Json = dict[str, Any]

VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
DAY = "2026-02-03T04:05:06Z"


def _document(version: str, category: str) -> Json:
    return {
        "category": category,
        "csaf_version": version,
        "distribution": {"tlp": {"label": "WHITE" if version == "2.0" else "CLEAR"}},
        "lang": "en",
        "notes": [{"category": "summary", "text": "About a hole in a pump."}],
        "publisher": {"category": "vendor", "name": "Pumps", "namespace": "https://pumps.example.com"},
        "references": [{"category": "self", "summary": "Here", "url": "https://pumps.example.com/pump-1.json"}],
        "title": "A hole in a pump",
        "tracking": {
            "current_release_date": DAY,
            "id": "PUMP-1",
            "initial_release_date": DAY,
            "revision_history": [{"date": DAY, "number": "1", "summary": "First"}],
            "status": "final",
            "version": "1",
        },
    }


def _branches() -> list[Json]:
    def leaf(category: str, name: str, product: str) -> Json:
        return {"category": category, "name": name, "product": {"name": f"Pump {name}", "product_id": product}}

    versions = [leaf("product_version", "1.0", "P1"), leaf("product_version", "1.1", "P2")]
    name = {"branches": versions, "category": "product_name", "name": "Pump"}
    return [{"branches": [name], "category": "vendor", "name": "Pumps"}]


def advisory(category: str = "csaf_security_advisory") -> Json:
    """Return a document of CSAF 2.0."""
    return copy.deepcopy(
        {
            "document": _document("2.0", category),
            "product_tree": {
                "branches": _branches(),
                "product_groups": [{"group_id": "G1", "product_ids": ["P1", "P2"]}],
            },
            "vulnerabilities": [
                {
                    "cve": "CVE-2026-0001",
                    "notes": [{"category": "description", "text": "Water comes out."}],
                    "product_status": {"fixed": ["P2"], "known_affected": ["P1"]},
                    "remediations": [{"category": "vendor_fix", "details": "Take 1.1.", "product_ids": ["P1"]}],
                    "scores": [{"cvss_v3": cvss(), "products": ["P1"]}],
                }
            ],
        }
    )


def advisory_2_1(category: str = "csaf_security_advisory") -> Json:
    """Return a document of CSAF 2.1."""
    document = advisory(category)
    document["$schema"] = "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json"
    document["document"] = _document("2.1", category)
    vulnerability = document["vulnerabilities"][0]
    del vulnerability["scores"]
    vulnerability["metrics"] = [{"content": {"cvss_v3": cvss()}, "products": ["P1"]}]
    return document


def cvss() -> Json:
    """Return a CVSS 3.1 object."""
    return {"baseScore": 9.8, "baseSeverity": "CRITICAL", "vectorString": VECTOR, "version": "3.1"}


def put(document: Json, path: str, value: object) -> Json:
    """Return the document with a value at a JSON pointer; ``-`` appends to an array."""
    *parts, last = path.strip("/").split("/")
    place: Any = document
    for part in parts:
        place = place[int(part)] if isinstance(place, list) else place.setdefault(part, {})
    if isinstance(place, list):
        place.append(value) if last == "-" else place.__setitem__(int(last), value)
    else:
        place[last] = value
    return document


def drop(document: Json, path: str) -> Json:
    """Return the document without what stands at a JSON pointer."""
    *parts, last = path.strip("/").split("/")
    place: Any = document
    for part in parts:
        place = place[int(part)] if isinstance(place, list) else place[part]
    del place[int(last) if isinstance(place, list) else last]
    return document
