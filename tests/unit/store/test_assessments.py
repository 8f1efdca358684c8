"""Assessments survive a round trip; what a person wrote is not thrown away; defects are named with their place."""

from pathlib import Path

import pytest

from kaname.assurance.assessment import Assessment, Axes, Explanation, ItemAnswer, Scope, TaskAnswer
from kaname.errors import ErrorGroup, InputError
from kaname.store.assessments import read_assessment, read_evidence, write_assessment
from kaname.store.workspace import create_workspace, read_workspace

WHOLE = Assessment(
    id="a",
    framework="ssdf",
    version="1.1",
    scope=Scope("開発部", "製品", ("1.0", "2.0")),
    role="developer",
    answers={
        "PO.1.1": TaskAnswer(
            items={
                "a": ItemAnswer("met"),
                "b": ItemAnswer("equivalent", "desk", ("plan",), Explanation("同等の理由", "代替", "2026-01-01"), "注"),
            },
            axes=Axes("standardised", "managed"),
            owner="佐藤",
            due="2026-12-31",
        ),
        "PS.2.1": TaskAnswer(status="not_applicable", explain=Explanation("配布しない")),
        "RV.1.1": TaskAnswer(status="met"),
    },
)


def test_round_trip(tmp_path: Path) -> None:
    path = write_assessment(tmp_path, WHOLE)
    assert read_assessment(path) == WHOLE
    text = path.read_text("utf-8")
    assert "      a: met\n" in text and "  RV.1.1: met\n" in text and "開発部" in text


def test_the_comment_at_the_top_stays_and_others_stop_a_rewrite(tmp_path: Path) -> None:
    path = write_assessment(tmp_path, WHOLE)
    path.write_text("# 部長確認済み\n" + path.read_text("utf-8"), "utf-8")
    write_assessment(tmp_path, WHOLE)
    assert path.read_text("utf-8").startswith("# 部長確認済み\n")
    with_comment = path.read_text("utf-8").replace("a: met", "a: met # 要確認")
    path.write_text(with_comment, "utf-8")
    with pytest.raises(InputError) as caught:
        write_assessment(tmp_path, WHOLE)
    assert caught.value.code == "workspace.comments_would_be_lost"
    assert path.read_text("utf-8") == with_comment
    write_assessment(tmp_path, WHOLE, drop_comments=True)
    assert "要確認" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("body", "code", "place"),
    [
        ("answers: {PO.1.1: {items: {a: done}}}", "catalogs.unknown_value", "answers.PO.1.1.items.a.status"),
        ("answers: {PO.1.1: {items: {a: 3}}}", "catalogs.wrong_type", "answers.PO.1.1.items.a"),
        ("answers: {PO.1.1: {ownr: x}}", "catalogs.unknown_field", "answers.PO.1.1"),
        ("answers: {PO.1.1: {due: 2026-02-30}}", "catalogs.not_a_date", "answers.PO.1.1.due"),
        ("answers: [1]", "catalogs.wrong_type", "answers"),
        ("scop: {}", "catalogs.unknown_field", ""),
    ],
)
def test_defects_are_named_with_their_place(tmp_path: Path, body: str, code: str, place: str) -> None:
    path = tmp_path / "assessments" / "a.yaml"
    path.parent.mkdir()
    path.write_text(f"schema: kaname.assessment/1\nid: a\nframework: ssdf\nversion: '1.1'\n{body}\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read_assessment(path)
    assert caught.value.code == code
    assert caught.value.path == ("assessments/a.yaml" + (f": {place}" if place else ""))


@pytest.mark.parametrize("name", ["../x", "", "a/b", ".hidden", "a" * 101])
def test_ids_cannot_leave_the_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError):
        write_assessment(tmp_path, Assessment(id=name, framework="f", version="1"))
    assert not list(tmp_path.rglob("*.yaml"))


def test_evidence_is_checked(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "e.yaml").write_text(
        "schema: kaname.evidence/1\nevidence:\n- {id: a, title: t, file: ../../secret}\n"
        "- {id: b, title: t}\n- {id: a, title: t, url: 'https://example.com', expires: soon, sha256: xyz}\n",
        "utf-8",
    )
    with pytest.raises(ErrorGroup) as caught:
        read_evidence(tmp_path)
    assert [error.code for error in caught.value.errors] == [
        "workspace.path_outside",
        "workspace.evidence_without_place",
        "catalogs.not_a_date",
        "workspace.not_a_sha256",
        "catalogs.duplicate_id",
    ]


def test_a_workspace_is_made_once(tmp_path: Path) -> None:
    create_workspace(tmp_path, name="試し")
    assert read_workspace(tmp_path).name == "試し"
    with pytest.raises(InputError):
        create_workspace(tmp_path, name="again")
    with pytest.raises(InputError) as caught:
        read_workspace(tmp_path / "none")
    assert caught.value.code == "workspace.not_one"
