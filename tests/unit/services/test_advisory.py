"""Advisories begun from the workspace, and checked."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from kaname.errors import ErrorGroup, InputError
from kaname.model.disclosure import Contact
from kaname.services.advisory import AdvisoryRequest, check_advisories, new_advisory, write_documents
from kaname.services.cases import new_case, open_case
from kaname.testing.advisories import publishing_workspace

NOW = datetime.datetime(2026, 11, 20, 3, 0, tzinfo=datetime.UTC)
VECTOR = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


@pytest.fixture
def workspace(tmp_path: Path) -> str:
    return str(publishing_workspace(tmp_path))


def begin(workspace: str, **fields: Any) -> Path:
    request = AdvisoryRequest(**{"id": "SA-1", "vulnerabilities": ["CVE-2026-1000"], **fields})
    return new_advisory(workspace=workspace, request=request, now=NOW)[1]


def failed(workspace: str, version: str) -> set[str]:
    checked = check_advisories(workspace=workspace, now=NOW, version=version)
    assert [each.document.lang for each in checked] == ["ja", "en"]
    return {failure.test for each in checked for failure in each.report.failures if failure.test < "6.3"}


@pytest.mark.parametrize("version", ["2.0", "2.1"])
def test_what_is_begun_passes_every_test(workspace: str, version: str) -> None:
    begin(workspace, affected=["2.0.0"], fixed=["2.0.1"], cvss=[VECTOR], cwe=["CWE-787"])
    assert failed(workspace, version) == set()


@pytest.mark.parametrize("version", ["2.0", "2.1"])
def test_without_versions_everything_is_under_investigation(workspace: str, version: str) -> None:
    begin(workspace, category="vex", vulnerabilities=["GHSA-aaaa-bbbb-cccc"])
    assert failed(workspace, version) == set()


def test_affected_without_fix_says_so(workspace: str) -> None:
    begin(workspace, affected=["2.0.0"], cvss=[VECTOR])
    assert failed(workspace, "2.1") == set()


def test_nothing_is_overwritten(workspace: str) -> None:
    path = begin(workspace)
    path.write_text("mine", "utf-8")
    with pytest.raises(InputError) as caught:
        begin(workspace)
    assert (caught.value.code, path.read_text("utf-8")) == ("advisory.exists", "mine")


@pytest.mark.parametrize(("credit", "named"), [("named", True), ("anonymous", False), ("unknown", False)])
def test_only_who_wants_to_be_named_is_named(workspace: str, credit: Any, named: bool) -> None:
    finder = Contact(role="finder", name="Hanako Sora", contact="sora@umi.example", credit=credit)
    case = new_case(identifier="C-1", title="T", path="finder", contacts=[finder])
    open_case(workspace=workspace, case=case, now=NOW)
    text = begin(workspace, case="C-1").read_text("utf-8")
    assert ("Hanako Sora" in text) is named
    assert "umi.example" not in text


def test_a_mistake_is_told_with_its_place(workspace: str) -> None:
    path = begin(workspace)
    text = path.read_text("utf-8")
    path.write_text(text.replace("tlp: CLEAR", "tlp: WHITE"), "utf-8")
    with pytest.raises(InputError) as caught:
        check_advisories(workspace=workspace, now=NOW)
    assert (caught.value.code, caught.value.path) == ("catalogs.unknown_value", "advisories/SA-1.yaml: tlp")
    path.write_text(text.replace("  en: First release", ""), "utf-8")
    with pytest.raises(ErrorGroup) as group:
        check_advisories(workspace=workspace, now=NOW)
    assert [error.path for error in group.value.errors] == ["revisions[0].summary"]


def test_documents_can_be_looked_at(workspace: str, tmp_path: Path) -> None:
    begin(workspace)
    checked = check_advisories(workspace=workspace, now=NOW)
    paths = write_documents(documents=checked, folder=str(tmp_path / "preview"))
    assert [path.name for path in paths] == ["sa-1.json", "sa-1-en.json"]
    assert paths[0].read_bytes() == checked[0].document.data


def test_without_provider_or_product(tmp_path: Path) -> None:
    (tmp_path / "kaname.yaml").write_text("schema: kaname.workspace/1\nname: X\n", "utf-8")
    with pytest.raises(InputError) as caught:
        begin(str(tmp_path))
    assert caught.value.code == "advisory.no_product"
    with pytest.raises(InputError) as caught:
        check_advisories(workspace=str(tmp_path), now=NOW)
    assert caught.value.code == "advisory.no_provider"
