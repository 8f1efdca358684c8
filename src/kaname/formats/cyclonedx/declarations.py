"""An assessment as CycloneDX declarations (1.6, 1.7): standard, requirements, claims, attestation, evidence.

Source: CycloneDX 1.6 and 1.7 JSON schema, ``definitions.standards`` and ``declarations``. CycloneDX has no levels: level and
status stand in the predicate of the claim and in properties of the requirement, and the conformance score is derived from
them: level / 3, or 1 for fulfilled, 0.5 for partly, 0 for not. What does not apply, was not answered or was skipped has
no score.
"""

import uuid
from datetime import datetime

import msgspec

from kaname.assurance.sheet import Sheet, SheetRow
from kaname.messages import Language, text

_SCORES = {"met": 1.0, "equivalent": 1.0, "partly": 0.5, "not_met": 0.0}
_SPACE = uuid.UUID("6ba7b811-9dad-11d1-80b4-00c04fd430c8")  # RFC 9562: the name space of URLs


def write_declarations(sheet: Sheet, *, lang: Language, spec_version: str = "1.6") -> bytes:
    """Return a CycloneDX BOM with the declarations of a sheet. Same sheet, same bytes.

    Args:
        spec_version: ``1.6`` or ``1.7``.
    """
    organisation = {"name": sheet.scope.organisation_unit or sheet.assessor or sheet.assessment}
    name = uuid.uuid5(_SPACE, f"urn:kaname:{sheet.assessment}:{sheet.framework}:{sheet.version}:{sheet.generated}")
    standard = f"standard-{sheet.framework}-{sheet.version}"
    document = {
        "$schema": f"http://cyclonedx.org/schema/bom-{spec_version}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": spec_version,
        "serialNumber": f"urn:uuid:{name}",
        "version": 1,
        "metadata": {
            "timestamp": sheet.generated,
            "component": {"type": "application", "bom-ref": "target", **_component(sheet)},
        },
        "definitions": {
            "standards": [
                {
                    "bom-ref": standard,
                    "name": sheet.framework_title.pick(lang),
                    "version": sheet.version,
                    "owner": sheet.publisher.pick(lang),
                    "requirements": [_requirement(row, lang) for row in sheet.rows],
                }
            ]
        },
        "declarations": {
            "assessors": [{"bom-ref": "assessor", "thirdParty": False, "organization": organisation}],
            "attestations": [
                {
                    "summary": f"{sheet.framework} {sheet.version}: {sheet.scope.product or sheet.assessment}",
                    "assessor": "assessor",
                    "map": [_mapped(row, lang) for row in sheet.rows],
                }
            ],
            "claims": [_claim(row) for row in sheet.rows],
            "evidence": [_evidence(sheet, index) for index in range(len(sheet.evidence))],
            "targets": {"organizations": [{"bom-ref": "target-organisation", **organisation}]},
        },
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _component(sheet: Sheet) -> dict[str, object]:
    found: dict[str, object] = {"name": sheet.scope.product or sheet.assessment}
    if sheet.scope.versions:
        found["version"] = ", ".join(sheet.scope.versions)
    return found


def _requirement(row: SheetRow, lang: Language) -> dict[str, object]:
    properties = [{"name": "kaname:status", "value": row.status}]
    if row.level is not None:
        properties.insert(0, {"name": "kaname:level", "value": str(row.level)})
    found: dict[str, object] = {
        "bom-ref": f"requirement-{row.id}",
        "identifier": row.id,
        "title": row.title.pick(lang),
        "properties": properties,
    }
    if row.text.pick(lang):
        found["text"] = row.text.pick(lang)
    return found


def _mapped(row: SheetRow, lang: Language) -> dict[str, object]:
    found: dict[str, object] = {"requirement": f"requirement-{row.id}", "claims": [f"claim-{row.id}"]}
    score = row.level / 3 if row.level is not None else _SCORES.get(row.status)
    if score is not None:
        why = [text(f"assurance.{row.status}", lang), row.explanation]
        if row.level is not None:
            why.insert(0, text("assurance.level_name", lang, {"level": row.level}))
        found["conformance"] = {"score": round(score, 4), "rationale": " / ".join(part for part in why if part)}
    return found


def _claim(row: SheetRow) -> dict[str, object]:
    level = f"level={row.level} " if row.level is not None else ""
    found: dict[str, object] = {
        "bom-ref": f"claim-{row.id}",
        "target": "target",
        "predicate": f"{row.id}: {level}status={row.status}",
    }
    if row.explanation:
        found["reasoning"] = row.explanation
    if row.evidence:
        found["evidence"] = [f"evidence-{name}" for name in row.evidence if name not in row.stale]
    return found


def _evidence(sheet: Sheet, index: int) -> dict[str, object]:
    one = sheet.evidence[index]
    contents: dict[str, object] = {"url": one.url} if one.url else {}
    described = f"{one.title} {one.file or ''}".strip()
    found: dict[str, object] = {
        "bom-ref": f"evidence-{one.id}",
        "description": f"{described} sha256:{one.sha256}" if one.sha256 else described,
    }
    if contents:
        found["data"] = [{"name": one.title, "contents": contents}]
    for name, day in (("created", one.effective), ("expires", one.expires)):
        if day:
            found[name] = datetime.fromisoformat(f"{day}T00:00:00+00:00").isoformat()
    if one.author:
        found["author"] = {"name": one.author}
    return found
