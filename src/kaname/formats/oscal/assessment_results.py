"""An assessment as OSCAL assessment results: one finding per task, one observation per piece of evidence.

Source: OSCAL 1.2, assessment results model. OSCAL knows ``satisfied`` and ``not-satisfied`` only; level and status as the
assessment states them stand in properties of the finding, and whatever is not fulfilled is ``not-satisfied`` with the
status as reason. What does not apply or was skipped is ``satisfied`` with that reason, as nothing is asked there.
"""

import msgspec

from kaname.assurance.sheet import DONE, Sheet, SheetRow
from kaname.formats.oscal.parts import metadata, prop, stable_uuid, token
from kaname.messages import Language, text


def write_assessment_results(sheet: Sheet, *, lang: Language) -> bytes:
    """Return an OSCAL assessment-results document. Same sheet, same bytes."""
    title = f"{sheet.framework_title.pick(lang)} {sheet.version}: {sheet.scope.product or sheet.assessment}"
    result: dict[str, object] = {
        "uuid": stable_uuid(sheet.assessment, "result", sheet.generated),
        "title": title,
        "description": text("sheet.oscal_description", lang, {"framework": f"{sheet.framework} {sheet.version}"}),
        "start": sheet.generated,
        "reviewed-controls": {
            "control-selections": [{"include-controls": [{"control-id": token(row.id)} for row in sheet.rows]}]
        },
        "findings": [_finding(sheet, row, lang) for row in sheet.rows],
    }
    if sheet.evidence:
        result["observations"] = [_observation(sheet, index) for index in range(len(sheet.evidence))]
    document = {
        "assessment-results": {
            "uuid": stable_uuid(
                sheet.assessment, "assessment-results", sheet.framework, sheet.version, sheet.generated
            ),
            "metadata": metadata(sheet, title),
            "import-ap": {"href": f"assessments/{sheet.assessment}.yaml"},
            "results": [result],
        }
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def _finding(sheet: Sheet, row: SheetRow, lang: Language) -> dict[str, object]:
    props = [prop("label", row.id, own=False), prop("status", row.status)]
    if row.level is not None:
        props.append(prop("level", str(row.level)))
    status: dict[str, object] = {"state": "satisfied" if row.status in DONE else "not-satisfied", "reason": row.status}
    if row.explanation:
        status["remarks"] = row.explanation
    found: dict[str, object] = {
        "uuid": stable_uuid(sheet.assessment, "finding", row.id),
        "title": f"{row.id} {row.title.pick(lang)}".strip(),
        "description": row.text.pick(lang) or row.title.pick(lang) or row.id,
        "props": props,
        "target": {"type": "objective-id", "target-id": token(row.id), "status": status},
    }
    known = {one.id for one in sheet.evidence}
    related = [
        {"observation-uuid": stable_uuid(sheet.assessment, "observation", name)}
        for name in row.evidence
        if name in known
    ]
    if related:
        found["related-observations"] = related
    return found


def _observation(sheet: Sheet, index: int) -> dict[str, object]:
    one = sheet.evidence[index]
    props = [prop("evidence", token(one.id))]
    if one.sha256:
        props.append(prop("sha256", one.sha256))
    relevant: dict[str, object] = {"description": one.title or one.id}
    if one.url or one.file:
        relevant["href"] = one.url or one.file
    found: dict[str, object] = {
        "uuid": stable_uuid(sheet.assessment, "observation", one.id),
        "description": one.title or one.id,
        "props": props,
        "methods": ["EXAMINE"],
        "relevant-evidence": [relevant],
        "collected": f"{one.effective}T00:00:00Z" if one.effective else sheet.generated,
    }
    if one.expires:
        found["expires"] = f"{one.expires}T23:59:59Z"
    return found
