"""Advisories that count no more: withdrawn or superseded, as files, as documents and in the published tree."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kaname.cli.main import main
from kaname.errors import ErrorGroup, InputError
from kaname.formats.csaf.read import check_csaf
from kaname.services.advisory import check_advisories, supersede_advisory, withdraw_advisory
from kaname.services.provider_check import check_provider
from kaname.services.publish import Published, Signing, publish_advisories
from kaname.store.advisories import add_advisory, advisory_path, read_advisory
from kaname.testing.advisories import URL, advisory, publishing_workspace

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
OLD, NEW = "KUMO-SA-2026-001", "KUMO-SA-2026-009"
REASON = {"ja": "誤検知でした。", "en": "It was a false alarm."}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = publishing_workspace(tmp_path / "workspace", csaf_version="2.1")
    add_advisory(folder, advisory(OLD))
    add_advisory(folder, advisory(NEW))
    return folder


def publish(workspace: Path, now: datetime) -> Published:
    return publish_advisories(
        workspace=str(workspace), to=str(workspace.parent / "site"), now=now, advisories=[OLD], signing=Signing()
    )


def documents(workspace: Path) -> dict[str, Any]:
    found = (json.loads(path.read_bytes()) for path in (workspace.parent / "site").glob("clear/2026/*.json"))
    return {each["document"]["lang"]: each for each in found}


def test_a_published_advisory_is_withdrawn(workspace: Path) -> None:
    publish(workspace, NOW)
    path = advisory_path(workspace, OLD)
    path.write_text("# a remark of the author\n" + path.read_text())
    before = path.read_text()
    withdraw_advisory(workspace=str(workspace), advisory=OLD, reason=REASON, now=LATER)
    assert path.read_text().startswith(before)
    assert len(publish(workspace, LATER).updated) == 2
    for lang, content in documents(workspace).items():
        document = content["document"]
        assert document["category"] == "csaf_withdrawn"
        assert "product_tree" not in content and "vulnerabilities" not in content
        assert (document["tracking"]["id"].removesuffix("-en"), document["tracking"]["version"]) == (OLD, "2")
        assert len(document["tracking"]["revision_history"]) == 2
        assert REASON[lang] in [note["text"] for note in document["notes"]]
        report = check_csaf(json.dumps(content).encode(), now=LATER)
        assert [failure.test for failure in report.failures if not failure.test.startswith("6.3.")] == []
    titles = [note.get("title") for note in documents(workspace)["en"]["document"]["notes"]]
    assert "Reasoning for Withdrawal" in titles
    provider = check_provider(target=str(workspace.parent / "site"), now=LATER)
    assert [each.number for each in provider.requirements if each.state == "failed"] == [19, 20]
    # Publishing again changes nothing.
    assert publish(workspace, LATER).unchanged


def test_an_advisory_is_superseded_by_another(workspace: Path) -> None:
    supersede_advisory(workspace=str(workspace), advisory=OLD, by=NEW, reason=REASON, now=LATER)
    ended = read_advisory(workspace, OLD).ended
    assert ended is not None and ended.url == f"{URL}clear/2026/kumo-sa-2026-009.json"
    publish(workspace, LATER)
    document = documents(workspace)["en"]["document"]
    assert document["category"] == "csaf_superseded"
    (reference,) = [each for each in document["references"] if each["summary"].startswith("Superseding Document")]
    assert (reference["category"], reference["url"]) == ("external", ended.url)
    assert all(each.report.is_valid for each in check_advisories(workspace=str(workspace), now=LATER))


def test_version_2_0_has_no_word_for_it(workspace: Path) -> None:
    withdraw_advisory(workspace=str(workspace), advisory=OLD, reason="wrong", now=LATER)
    with pytest.raises(ErrorGroup) as caught:
        check_advisories(workspace=str(workspace), now=LATER, advisories=[OLD], version="2.0")
    assert [error.code for error in caught.value.errors] == ["advisory.ended_needs_2_1"]


def test_what_cannot_be_is_refused_and_nothing_is_written(workspace: Path) -> None:
    before = advisory_path(workspace, OLD).read_bytes()
    calls: list[tuple[str, dict[str, Any]]] = [
        ("advisory.text_missing", {"by": NEW, "reason": {"en": "Merged."}}),
        ("advisory.own_successor", {"by": OLD, "reason": REASON}),
        ("advisory.no_successor", {"by": "OTHER", "reason": REASON}),
    ]
    for code, arguments in calls:
        with pytest.raises(InputError) as caught:
            supersede_advisory(workspace=str(workspace), advisory=OLD, now=LATER, **arguments)
        assert caught.value.code == code
    assert advisory_path(workspace, OLD).read_bytes() == before
    withdraw_advisory(workspace=str(workspace), advisory=OLD, reason=REASON, now=LATER)
    with pytest.raises(InputError) as twice:
        withdraw_advisory(workspace=str(workspace), advisory=OLD, reason=REASON, now=LATER)
    assert twice.value.code == "advisory.ended"


def test_the_commands(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = ["--workspace", str(workspace), "--now", "2026-11-21T00:00:00Z"]
    reasons = ["--reason", "ja=統合しました。", "--reason", "en=Merged: a=b."]
    assert main(["advisory", "supersede", OLD, "--by", NEW, *reasons, *place]) == 0
    ended = read_advisory(workspace, OLD).ended
    assert ended is not None and ended.reason == {"ja": "統合しました。", "en": "Merged: a=b."}
    assert main(["advisory", "withdraw", NEW, "--reason", "en=a", "--reason", "en=b", *place]) == 3
    assert read_advisory(workspace, NEW).ended is None
    assert main(["advisory", "withdraw", NEW, "--reason", "None of it was true.", *place]) == 0
    assert read_advisory(workspace, NEW).ended is not None
    capsys.readouterr()
