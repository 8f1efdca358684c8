"""Every output of an assessment states the same level and status for each task, and none computes its own."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from openpyxl import load_workbook
from tests.unit.services.declared import NOW, TRIAL, key_pair, signed_in, workspace_in

from kaname import messages
from kaname.assurance.assessment import Explanation, ItemAnswer
from kaname.assurance.sheet import Sheet
from kaname.cli.main import main
from kaname.formats.oscal.parts import token
from kaname.messages import LANGUAGES, Language
from kaname.services.assess import answer_items, new_assessment, open_assessment
from kaname.services.declined import record_declined
from kaname.services.frameworks import mappings_to, open_shelf
from kaname.services.outputs import REPORT_FORMATS, ReportFormat, render_mappings, render_plan, render_report
from kaname.services.sheets import build_form, build_sheet

Stated = dict[str, tuple[int | None, str]]


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return build_sheet(opened=open_assessment(workspace=TRIAL), now=NOW)


@pytest.fixture(scope="module")
def truth(sheet: Sheet) -> Stated:
    return {row.id: (row.level, row.status) for row in sheet.rows}


def rendered(sheet: Sheet, form: ReportFormat, lang: Language = "en") -> bytes:
    return render_report(workspace=TRIAL, sheet=sheet, form=form, lang=lang)


def status_words(lang: Language) -> dict[str, str]:
    names = ("met", "equivalent", "partly", "not_met", "not_applicable", "not_answered", "skipped")
    return {messages.text(f"assurance.{name}", lang): name for name in names}


def level(text: str) -> int | None:
    return None if text == "-" else int(text)


def from_html(data: bytes, lang: Language) -> Stated:
    text = data.decode("utf-8")
    rows = re.findall(
        r'<tr><th scope="row"[^>]*>([^<]+)</th>.*?class="lv lv[n\d]">([^<]+)</span>.*?class="st st-(\w+)">([^<]+)</span>',
        text,
    )
    assert all(status_words(lang)[word] == name for _, _, name, word in rows)
    return {task: (level(number), name) for task, number, name, _ in rows}


def from_markdown(data: bytes, lang: Language) -> Stated:
    cells = [
        re.split(r"(?<!\\) \| ", line[2:-2]) for line in data.decode("utf-8").splitlines() if line.startswith("| ")
    ]
    words = status_words(lang)
    return {
        row[0].replace("\\", ""): (level(row[2]), words[row[3]]) for row in cells if len(row) == 7 and row[3] in words
    }


def from_xlsx(data: bytes, lang: Language) -> Stated:
    page = load_workbook(io.BytesIO(data))[messages.text("sheet.tab_rows", lang)]
    words = status_words(lang)
    found: Stated = {}
    for row in page.iter_rows(min_row=2, values_only=True):
        number = row[2]
        assert number is None or isinstance(number, int)
        found[str(row[0])] = (number, words[str(row[3])])
    return found


def from_json(data: bytes, _: Language) -> Stated:
    return {row["id"]: (row["level"], row["status"]) for row in json.loads(data)["rows"]}


def from_cyclonedx(data: bytes, _: Language) -> Stated:
    document = json.loads(data)
    found: Stated = {}
    for entry in document["definitions"]["standards"][0]["requirements"]:
        values = {one["name"]: one["value"] for one in entry["properties"]}
        number = values.get("kaname:level")
        found[entry["identifier"]] = (None if number is None else int(number), values["kaname:status"])
    scores = {
        one["requirement"]: one.get("conformance", {}).get("score")
        for one in document["declarations"]["attestations"][0]["map"]
    }
    for name, (number, _status) in found.items():
        assert number is None or scores[f"requirement-{name}"] == round(number / 3, 4)
    return found


def from_oscal(data: bytes, _: Language) -> Stated:
    found: Stated = {}
    for finding in json.loads(data)["assessment-results"]["results"][0]["findings"]:
        values = {one["name"]: one["value"] for one in finding["props"]}
        number = values.get("level")
        found[values["label"]] = (None if number is None else int(number), values["status"])
        satisfied = finding["target"]["status"]["state"] == "satisfied"
        assert satisfied == (values["status"] in ("met", "equivalent", "not_applicable", "skipped"))
    return found


def from_intoto(data: bytes, _: Language) -> Stated:
    return {one["id"]: (one["level"], one["status"]) for one in json.loads(data)["predicate"]["results"]}


READERS: dict[ReportFormat, Callable[[bytes, Language], Stated]] = {
    "html": from_html,
    "markdown": from_markdown,
    "xlsx": from_xlsx,
    "json": from_json,
    "cyclonedx": from_cyclonedx,
    "cyclonedx-1.7": from_cyclonedx,
    "oscal": from_oscal,
    "intoto": from_intoto,
}


def test_every_format_is_compared() -> None:
    assert set(READERS) == set(REPORT_FORMATS)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", REPORT_FORMATS)
def test_all_state_the_same(sheet: Sheet, truth: Stated, form: ReportFormat, lang: Language) -> None:
    data = rendered(sheet, form, lang)
    assert READERS[form](data, lang) == truth
    assert rendered(sheet, form, lang) == data, "same sheet, same bytes"


def test_the_declaration_states_the_same(tmp_path: Path, truth: Stated) -> None:
    key, _ = key_pair()
    _, declaration = signed_in(workspace_in(tmp_path), key)
    assert {one.id: (one.level, one.status) for one in declaration.content.basis.results} == truth


@pytest.mark.parametrize(
    ("form", "version"), [("cyclonedx", SchemaVersion.V1_6), ("cyclonedx-1.7", SchemaVersion.V1_7)]
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_cyclonedx_is_valid_by_schema(sheet: Sheet, form: ReportFormat, version: SchemaVersion, lang: Language) -> None:
    assert JsonStrictValidator(version).validate_str(rendered(sheet, form, lang).decode("utf-8")) is None


_UUID = {"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"}
_TOKEN = {"type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9._-]*$"}
_TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}


def closed(required: dict[str, object], optional: dict[str, object] | None = None) -> dict[str, object]:
    members = {**required, **(optional or {})}
    return {"type": "object", "properties": members, "required": list(required), "additionalProperties": False}


def many(items: object) -> dict[str, object]:
    return {"type": "array", "items": items, "minItems": 1}


_TEXT = {"type": "string", "minLength": 1}
_PROPS = many(closed({"name": _TOKEN, "value": _TEXT}, {"ns": _TEXT}))
_METADATA = closed(
    {"title": _TEXT, "last-modified": _TIME, "version": _TEXT, "oscal-version": {"const": "1.2.0"}},
    {
        "roles": many(closed({"id": _TOKEN, "title": _TEXT})),
        "parties": many(closed({"uuid": _UUID, "type": {"enum": ["person", "organization"]}, "name": _TEXT})),
        "responsible-parties": many(closed({"role-id": _TOKEN, "party-uuids": many(_UUID)})),
    },
)
# The parts of the OSCAL 1.2 models that are written here, closed, so that a misspelt member is found.
_RESULTS = closed(
    {
        "uuid": _UUID,
        "metadata": _METADATA,
        "import-ap": closed({"href": _TEXT}),
        "results": many(
            closed(
                {
                    "uuid": _UUID,
                    "title": _TEXT,
                    "description": _TEXT,
                    "start": _TIME,
                    "reviewed-controls": closed(
                        {"control-selections": many(closed({"include-controls": many(closed({"control-id": _TOKEN}))}))}
                    ),
                    "findings": many(
                        closed(
                            {
                                "uuid": _UUID,
                                "title": _TEXT,
                                "description": _TEXT,
                                "props": _PROPS,
                                "target": closed(
                                    {
                                        "type": {"enum": ["statement-id", "objective-id"]},
                                        "target-id": _TOKEN,
                                        "status": closed(
                                            {"state": {"enum": ["satisfied", "not-satisfied"]}, "reason": _TOKEN},
                                            {"remarks": _TEXT},
                                        ),
                                    }
                                ),
                            },
                            {"related-observations": many(closed({"observation-uuid": _UUID}))},
                        )
                    ),
                },
                {
                    "observations": many(
                        closed(
                            {
                                "uuid": _UUID,
                                "description": _TEXT,
                                "props": _PROPS,
                                "methods": many({"enum": ["EXAMINE", "INTERVIEW", "TEST", "UNKNOWN"]}),
                                "relevant-evidence": many(closed({"description": _TEXT}, {"href": _TEXT})),
                                "collected": _TIME,
                            },
                            {"expires": _TIME},
                        )
                    )
                },
            )
        ),
    }
)
_POAM = closed(
    {
        "uuid": _UUID,
        "metadata": _METADATA,
        "system-id": closed({"identifier-type": _TEXT, "id": _UUID}),
        "poam-items": many(
            closed(
                {"uuid": _UUID, "title": _TEXT, "description": _TEXT},
                {"props": _PROPS, "related-risks": many(closed({"risk-uuid": _UUID}))},
            )
        ),
    },
    {
        "risks": many(
            closed(
                {
                    "uuid": _UUID,
                    "title": _TEXT,
                    "description": _TEXT,
                    "statement": _TEXT,
                    "status": {"const": "open"},
                    "remediations": many(
                        closed({"uuid": _UUID, "lifecycle": {"const": "planned"}, "title": _TEXT, "description": _TEXT})
                    ),
                },
                {"deadline": _TIME},
            )
        )
    },
)
_SIDE = closed({"type": {"const": "catalog"}, "href": _TEXT})
_ENDS = many(closed({"type": {"enum": ["control", "statement"]}, "id-ref": _TOKEN}))
_RELATIONS = ["equal-to", "equivalent-to", "subset-of", "superset-of", "intersects-with", "no-relationship"]
_MAPPING = closed(
    {
        "uuid": _UUID,
        "metadata": _METADATA,
        "provenance": closed(
            {
                "method": {"enum": ["human", "automation", "hybrid"]},
                "matching-rationale": {"enum": ["syntactic", "semantic", "functional"]},
                "status": {"enum": ["complete", "not-complete", "draft", "deprecated", "superseded"]},
                "mapping-description": _TEXT,
                "responsible-parties": many({"type": "object"}),
            }
        ),
        "mappings": many(
            closed(
                {
                    "uuid": _UUID,
                    "source-resource": _SIDE,
                    "target-resource": _SIDE,
                    "maps": many(
                        closed(
                            {
                                "uuid": _UUID,
                                "props": _PROPS,
                                "relationship": {"enum": _RELATIONS},
                                "matching-rationale": {"enum": ["syntactic", "semantic", "functional"]},
                                "sources": _ENDS,
                                "targets": _ENDS,
                            },
                            {"remarks": _TEXT},
                        )
                    ),
                }
            )
        ),
    }
)


def test_oscal_documents_have_the_shape_of_their_models(sheet: Sheet, capsys: pytest.CaptureFixture[str]) -> None:
    results = json.loads(rendered(sheet, "oscal"))
    jsonschema.validate(results, closed({"assessment-results": _RESULTS}))
    uuids = re.findall(r'"uuid": "([^"]+)"', rendered(sheet, "oscal").decode())
    assert len(uuids) == len(set(uuids))
    for target in (1, 3):
        plan = json.loads(render_plan(sheet=sheet, target_level=target, form="oscal", lang="ja"))
        jsonschema.validate(plan, closed({"plan-of-action-and-milestones": _POAM}))
    shelf = open_shelf()
    mappings = mappings_to(shelf=shelf, pack=shelf.load("ssdf")).mappings
    data = render_mappings(mappings=mappings, title="SSDF", generated="2026-11-20T09:00:00Z", lang="en")
    document = json.loads(data)
    jsonschema.validate(document, closed({"mapping-collection": _MAPPING}))
    assert main(["map", "show", "ssdf", "--format", "oscal", "--now", "2026-11-20"]) == 0
    jsonschema.validate(json.loads(capsys.readouterr().out), closed({"mapping-collection": _MAPPING}))
    count = sum(len(pair["maps"]) for pair in document["mapping-collection"]["mappings"])
    assert count == len(mappings)


@pytest.mark.parametrize(
    ("written", "expected"), [("PO.1.1", "po.1.1"), ("(1)-1", "_1_-1"), ("1a", "id-1a"), ("I.(2a)", "i._2a_")]
)
def test_ids_become_tokens(written: str, expected: str) -> None:
    assert token(written) == expected


def test_the_form_is_derived_from_the_tasks_it_names(sheet: Sheet) -> None:
    shelf = open_shelf()
    form = build_form(sheet=sheet, form=shelf.load("cisa-attestation"))
    statuses = {row.id: row.status for row in form.rows}
    assert (statuses["1a"], statuses["2"]) == ("met", "partly")
    assert next(row.explanation for row in form.rows if row.id == "2") == "PS.2.1"
    assert "PS.2.1" in rendered(form, "markdown").decode()


def test_a_questionnaire_shows_skips_and_what_to_fix_first(tmp_path: Path) -> None:
    new_assessment(workspace=tmp_path, assessment_id="q", framework="cisa-acquisition-guide", now=NOW)
    sheet = build_sheet(opened=open_assessment(workspace=tmp_path), now=NOW)
    assert sheet.fix_first is not None and len(sheet.fix_first.choices) == 13
    opened = open_assessment(workspace=tmp_path)
    answer_items(workspace=tmp_path, opened=opened, task="CONTROL.GOV.01", items=[], given=ItemAnswer("met"))
    sheet = build_sheet(opened=open_assessment(workspace=tmp_path), now=NOW)
    assert sheet.counts()["skipped"] == 25
    for form in REPORT_FORMATS:
        data = render_report(workspace=tmp_path, sheet=sheet, form=form, lang="ja")
        if form in ("json", "oscal", "intoto", "cyclonedx", "cyclonedx-1.7"):
            expected = {row.id: (row.level, row.status) for row in sheet.rows}
            assert READERS[form](data, "ja") == expected
        if form.startswith("cyclonedx"):
            version = SchemaVersion.V1_7 if form.endswith("7") else SchemaVersion.V1_6
            assert JsonStrictValidator(version).validate_str(data.decode("utf-8")) is None


@pytest.mark.parametrize(
    "framework",
    [
        "cyber-infra-provider",
        "uk-software-security-code",
        "eu-cra-annex-1",
        "jc-star-1",
        "cisa-attestation",
        "meti-sbom-guide",
    ],
)
def test_every_checklist_can_be_written(tmp_path: Path, framework: str) -> None:
    new_assessment(workspace=tmp_path, assessment_id="c", framework=framework, now=NOW)
    opened = open_assessment(workspace=tmp_path)
    item = opened.items[0].id
    hostile = Explanation("=HYPERLINK(1)|<script>alert(1)</script>\x00")
    given = ItemAnswer("equivalent", explain=hostile)
    answer_items(workspace=tmp_path, opened=opened, task=item, items=[], given=given)
    sheet = build_sheet(opened=open_assessment(workspace=tmp_path), now=NOW)
    assert next(row.status for row in sheet.rows if row.id == item) == "equivalent"
    html = render_report(workspace=tmp_path, sheet=sheet, form="html", lang="en").decode("utf-8")
    assert "<script>" not in html and "&lt;script&gt;" in html
    markdown = render_report(workspace=tmp_path, sheet=sheet, form="markdown", lang="en").decode("utf-8")
    assert "\\|\\<script\\>" in markdown
    book = load_workbook(io.BytesIO(render_report(workspace=tmp_path, sheet=sheet, form="xlsx", lang="en")))
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value]
    assert any(str(cell.value).startswith("=HYPERLINK") for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n"}


def test_declined_measures_are_annexed(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    said = {"what": "管理者の多要素認証", "risk": "侵入", "cost": "2 週間", "advised_by": "甲", "decided_by": "乙市"}
    record_declined(workspace=workspace, measure_id="mfa", said=said, now=NOW)
    key, _ = key_pair()
    _, declaration = signed_in(workspace, key)
    assert [one.id for one in declaration.content.declined] == ["mfa"]
    from kaname.services.declined import list_declined

    sheet = build_sheet(
        opened=open_assessment(workspace=workspace), now=NOW, declined=list_declined(workspace=workspace)
    )
    for form in ("html", "markdown"):
        text = render_report(workspace=workspace, sheet=sheet, form=form, lang="ja").decode("utf-8")
        assert "管理者の多要素認証" in text and "乙市" in text


def test_a_questionnaire_is_answered_with_yes_partial_and_no(tmp_path: Path) -> None:
    new_assessment(workspace=tmp_path, assessment_id="q", framework="cisa-acquisition-guide", now=NOW)
    for number, status in (("01", "met"), ("02", "partly"), ("03", "not_met")):
        opened = open_assessment(workspace=tmp_path)
        answer_items(
            workspace=tmp_path,
            opened=opened,
            task=f"CONTROL.GOV.{number}",
            items=[],
            given=ItemAnswer(status),  # type: ignore[arg-type]
        )
    sheet = build_sheet(opened=open_assessment(workspace=tmp_path), now=NOW)
    for lang, words in (("en", ("Yes", "Partial", "No")), ("ja", ("はい", "一部", "いいえ"))):
        text = render_report(workspace=tmp_path, sheet=sheet, form="markdown", lang=lang).decode("utf-8")  # type: ignore[arg-type]
        lines = {
            line.split(" | ")[0][2:]: line.split(" | ")[2]
            for line in text.splitlines()
            if "CONTROL.GOV" in line and " | " in line
        }
        assert tuple(lines[f"CONTROL.GOV.0{number}"] for number in (1, 2, 3)) == words
