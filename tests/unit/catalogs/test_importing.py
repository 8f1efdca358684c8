"""Imports take what fits and say what they did not take."""

import io
import zipfile

import openpyxl
import pytest

from kaname.catalogs.importing.cyclonedx import import_cyclonedx_standards
from kaname.catalogs.importing.oscal import import_oscal_catalog
from kaname.catalogs.importing.table import import_csv, import_xlsx
from kaname.errors import InputError

DAY = "2026-11-20"
CATALOG = {
    "catalog": {
        "metadata": {"title": "House Rules", "version": "2", "last-modified": "2025-05-01T00:00:00Z"},
        "groups": [
            {
                "id": "g",
                "title": "Group",
                "controls": [
                    {
                        "id": "g-1",
                        "title": "Lock",
                        "params": [{"id": "p1", "label": "a time"}],
                        "parts": [
                            {"name": "statement", "prose": "Lock after {{ insert: param, p1 }}.", "parts": []},
                            {"name": "guidance", "prose": "why"},
                        ],
                    },
                    {"id": "g-2", "title": "Old", "props": [{"name": "status", "value": "withdrawn"}]},
                    {"title": "no id"},
                    {"id": "g-1", "title": "again"},
                ],
            }
        ],
        "back-matter": {"resources": []},
    }
}


def test_oscal() -> None:
    pack = import_oscal_catalog(CATALOG, day=DAY)
    assert (pack.framework, pack.version, pack.published) == ("house-rules", "2", "2025-05-01")
    assert [(item.id, item.text, item.parent) for item in pack.items] == [("g-1", {"en": "Lock after [a time]."}, "g")]
    assert {(one.code.partition("import_")[2], one.what) for one in pack.not_taken} == {
        ("no_place", "guidance"),
        ("no_place", "back-matter"),
        ("withdrawn", "control"),
        ("no_id", "control"),
        ("duplicate_id", "g-1"),
    }


@pytest.mark.parametrize("document", [None, [], {}, {"catalog": []}, {"catalog": {}}, {"catalog": {"groups": 3}}])
def test_what_is_no_catalog_is_refused(document: object) -> None:
    with pytest.raises(InputError):
        import_oscal_catalog(document, day=DAY)


def test_cyclonedx_parents_become_groups_and_levels_profiles() -> None:
    document = {
        "bomFormat": "CycloneDX",
        "definitions": {
            "standards": [
                {
                    "name": "S",
                    "version": "1",
                    "requirements": [
                        {"bom-ref": "r", "identifier": "R", "title": "root"},
                        {"bom-ref": "r1", "identifier": "R1", "title": "leaf", "text": "do", "parent": "r"},
                        {"bom-ref": "r2", "identifier": "R2", "text": "lost", "parent": "nowhere"},
                    ],
                    "levels": [{"identifier": "Level 1", "requirements": ["r1", "r9"]}],
                }
            ]
        },
    }
    (pack,) = import_cyclonedx_standards(document, day=DAY)
    assert [group.id for group in pack.groups] == ["R"]
    assert [(item.id, item.parent) for item in pack.items] == [("R1", "R"), ("R2", None)]
    assert pack.profiles == {"level-1": ("R1",)}
    assert {one.what for one in pack.not_taken} == {"nowhere", "r9"}


def test_a_japanese_table_in_shift_jis() -> None:
    text = (
        "評価チェックリスト\n項番,カテゴリ,要求事項,内容,役割,備考\n"
        "1,設計,リスク評価,評価する,開発者、運用者,x\n,,題名だけ,,,\n2,設計,,,,\n"
    )
    pack = import_csv(text.encode("cp932"), day=DAY, framework="c", version="1", title="確認表")
    assert [(item.id, item.title, item.roles) for item in pack.items] == [
        ("1", {"ja": "リスク評価"}, ("開発者", "運用者"))
    ]
    assert [(one.what, one.example) for one in pack.not_taken] == [
        ("備考", "row 2"),
        ("row", "row 4"),
        ("row", "row 5"),
    ]


def test_excel() -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("list", 0)
    sheet.append(["id", "title_ja", "title_en"])
    sheet.append([1, "一", "one"])
    stream = io.BytesIO()
    book.save(stream)
    pack = import_xlsx(stream.getvalue(), day=DAY, framework="c", version="1", title="t")
    assert pack.items[0].title == {"ja": "一", "en": "one"}
    with pytest.raises(InputError) as caught:
        import_xlsx(stream.getvalue(), day=DAY, framework="c", version="1", title="t", sheet="none")
    assert caught.value.code == "catalogs.no_such_sheet"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"a,b\n1,2\n"])
def test_tables_that_are_none(data: bytes) -> None:
    with pytest.raises(InputError):
        import_xlsx(data, day=DAY, framework="c", version="1", title="t")
    with pytest.raises(InputError):
        import_csv(data, day=DAY, framework="c", version="1", title="t")


def test_a_damaged_workbook_is_refused_wherever_it_is_damaged() -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("list", 0)
    sheet.append(["id", "title"])
    stream = io.BytesIO()
    book.save(stream)
    with zipfile.ZipFile(stream) as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    for damaged in parts:
        broken = io.BytesIO()
        with zipfile.ZipFile(broken, "w") as archive:
            for name, content in parts.items():
                archive.writestr(name, content[: len(content) // 2] if name == damaged else content)
        with pytest.raises(InputError):
            import_xlsx(broken.getvalue(), day=DAY, framework="c", version="1", title="t")
