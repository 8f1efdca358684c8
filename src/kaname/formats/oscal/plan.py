"""What is missing as an OSCAL 1.2 plan of action and milestones (POA&M): one item and one risk per open row."""

from collections.abc import Sequence

import msgspec

from kaname.assurance.sheet import Sheet, SheetRow
from kaname.formats.oscal.parts import metadata, prop, stable_uuid, token
from kaname.formats.step_words import step_text
from kaname.messages import Language, text


def write_plan(sheet: Sheet, rows: Sequence[SheetRow], *, lang: Language) -> bytes:
    """Return an OSCAL plan-of-action-and-milestones document for the open rows of a sheet. Same input, same bytes.

    OSCAL asks for at least one item: without an open row, the one item says that nothing is open.
    """
    title = text("sheet.title_plan", lang, {"framework": f"{sheet.framework} {sheet.version}"})
    nothing = {
        "uuid": stable_uuid(sheet.assessment, "poam-item", "none"),
        "title": text("sheet.plan_none", lang),
        "description": text("sheet.plan_none", lang),
    }
    plan: dict[str, object] = {
        "uuid": stable_uuid(sheet.assessment, "poam", sheet.framework, sheet.version, sheet.generated),
        "metadata": metadata(sheet, title),
        "system-id": {"identifier-type": "http://ietf.org/rfc/rfc4122", "id": stable_uuid(sheet.assessment, "system")},
        "poam-items": [_item(sheet, row, lang) for row in rows] or [nothing],
    }
    if rows:
        plan["risks"] = [_risk(sheet, row, lang) for row in rows]
    return msgspec.json.format(msgspec.json.encode({"plan-of-action-and-milestones": plan}), indent=2) + b"\n"


def _item(sheet: Sheet, row: SheetRow, lang: Language) -> dict[str, object]:
    props = [prop("label", row.id, own=False), prop("status", row.status), prop("cost", str(row.cost))]
    if row.level is not None:
        props.append(prop("level", str(row.level)))
    if row.owner:
        props.append(prop("owner", row.owner))
    return {
        "uuid": stable_uuid(sheet.assessment, "poam-item", row.id),
        "title": f"{row.id} {row.title.pick(lang)}".strip(),
        "description": row.explanation or row.text.pick(lang) or row.title.pick(lang) or row.id,
        "props": props,
        "related-risks": [{"risk-uuid": stable_uuid(sheet.assessment, "risk", row.id)}],
    }


def _risk(sheet: Sheet, row: SheetRow, lang: Language) -> dict[str, object]:
    steps = [step_text(row, step, lang) for step in row.steps] or [row.alternative or row.title.pick(lang) or row.id]
    found: dict[str, object] = {
        "uuid": stable_uuid(sheet.assessment, "risk", row.id),
        "title": f"{row.id} {text(f'assurance.{row.status}', lang)}",
        "description": row.text.pick(lang) or row.title.pick(lang) or row.id,
        "statement": row.explanation or text(f"assurance.{row.status}", lang),
        "status": "open",
        "remediations": [
            {
                "uuid": stable_uuid(sheet.assessment, "remediation", row.id, str(number)),
                "lifecycle": "planned",
                "title": f"{token(row.id)}-{number}",
                "description": step,
            }
            for number, step in enumerate(steps, start=1)
        ],
    }
    if row.due:
        found["deadline"] = f"{row.due}T23:59:59Z"
    return found
