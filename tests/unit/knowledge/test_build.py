"""Building: what is kept, what is skipped and why, and that equal input gives equal bytes."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaname.errors import InputError
from kaname.knowledge.base import open_knowledge
from kaname.knowledge.build import BuildReport, build_base
from kaname.model.source import SourceState
from kaname.testing.feeds import Json, advisory, affected, write_epss, write_kev, write_osv_zip
from kaname.versions import sort_key

NOW = datetime(2026, 11, 20, tzinfo=UTC)
LODASH = affected("npm", "lodash", {"introduced": "0"}, {"fixed": "4.17.21"})


def build(folder: Path, target: Path | None = None) -> BuildReport:
    return build_base([folder], target or folder / "out" / "k.db", now=NOW, processes=1)


def state(report: BuildReport, source: str) -> SourceState:
    return next(item for item in report.sources if item.id == source)


def test_reads_all_three_sources(tmp_path: Path) -> None:
    write_osv_zip(tmp_path, "npm", [advisory("GHSA-1", LODASH, aliases=["CVE-2021-23337"], summary="Sample")])
    write_kev(tmp_path / "kev", "CVE-2021-23337")
    write_epss(tmp_path / "epss", {"CVE-2021-23337": (0.5, 0.9), "CVE-1999-0001": (0.01, 0.2)})
    report = build(tmp_path)
    assert report.status == "complete"
    assert [(item.id, item.read, item.kept, item.skipped) for item in report.sources] == [
        ("epss", 2, 2, 0),
        ("kev", 1, 1, 0),
        ("osv:npm", 1, 1, 0),
    ]
    assert state(report, "epss").model == "v2025.03.14"
    assert state(report, "kev").version == "2026.01.15"
    assert state(report, "osv:npm").as_of == "2026-01-02T03:04:05Z"
    with open_knowledge(Path(report.target)) as base:
        found = base.find("cve-2021-23337")
        assert found is not None
        assert (found.id, found.aliases) == ("CVE-2021-23337", ("GHSA-1",))
        assert found.kev.listed
        assert found.kev.due_date == "2026-02-01"
        assert found.epss is not None
        assert (found.epss.score, found.epss.percentile, found.epss.model) == (0.5, 0.9, "v2025.03.14")
        assert [(entry.text, entry.fixed) for entry in found.ranges] == [("< 4.17.21", "4.17.21")]
        (row,) = base.criteria([("npm", "lodash")])["npm", "lodash"]
        assert (row.record, row.source, row.scheme, row.text, row.fixed) == (
            "GHSA-1",
            "osv:npm",
            "npm",
            "< 4.17.21",
            "4.17.21",
        )
        assert row.lower == b""
        assert row.upper == sort_key("npm", "4.17.21")
        assert base.ecosystems() == {"npm"}


def test_entries_of_one_package_add_up(tmp_path: Path) -> None:
    second = affected("npm", "lodash", {"introduced": "5.0.0"}, {"last_affected": "5.1.0"})
    write_osv_zip(tmp_path, "npm", [advisory("GHSA-1", LODASH, second)])
    with open_knowledge(Path(build(tmp_path).target)) as base:
        rows = base.criteria([("npm", "lodash")])["npm", "lodash"]
    assert [(row.text, row.fixed) for row in rows] == [("< 4.17.21", "4.17.21"), (">= 5.0.0, <= 5.1.0", None)]
    key = sort_key("npm", "5.1.0")
    assert isinstance(key, bytes)
    assert rows[1].upper == key + b"\0"


def test_enumerated_versions_count_only_outside_the_ranges(tmp_path: Path) -> None:
    entry: Json = {**LODASH, "versions": ["1.0.0", "4.17.20", "6.0.0", "6.0.0", "not a version at all !"]}
    write_osv_zip(tmp_path, "npm", [advisory("GHSA-1", entry)])
    report = build(tmp_path)
    with open_knowledge(Path(report.target)) as base:
        rows = base.criteria([("npm", "lodash")])["npm", "lodash"]
    assert [row.text for row in rows] == ["< 4.17.21", "= 6.0.0", "= not a version at all !"]
    assert rows[2].lower is None
    assert report.ranges_without_keys == 1


def test_withdrawn_records_are_kept_and_never_matched(tmp_path: Path) -> None:
    write_osv_zip(tmp_path, "npm", [advisory("GHSA-1", LODASH, withdrawn="2026-01-03T00:00:00Z")])
    report = build(tmp_path)
    assert report.withdrawn == 1
    with open_knowledge(Path(report.target)) as base:
        assert base.criteria([("npm", "lodash")]) == {}
        found = base.find("GHSA-1")
    assert found is not None
    assert found.withdrawn == ("GHSA-1",)
    assert [entry.text for entry in found.ranges] == ["< 4.17.21"]


def test_an_erratum_relates_the_cves_it_covers_and_shows_their_exploitation(tmp_path: Path) -> None:
    entry = affected("Red Hat:enterprise_linux:8::baseos", "openssl", {"introduced": "0"}, {"fixed": "1:1.1.1k-5.el8"})
    record = advisory("RHSA-2026:0001", entry, related=["CVE-2026-0001", "CVE-2026-0002"])
    write_osv_zip(tmp_path, "Red Hat", [record])
    write_kev(tmp_path / "kev", "CVE-2026-0002")
    with open_knowledge(Path(build(tmp_path).target)) as base:
        erratum, cve = base.find("rhsa-2026:0001"), base.find("CVE-2026-0001")
    assert erratum is not None
    assert cve is not None
    assert erratum.related == ("CVE-2026-0001", "CVE-2026-0002")
    assert erratum.kev.listed
    assert (cve.records, cve.related, cve.kev.listed) == ((), ("RHSA-2026:0001",), False)


def test_two_cves_never_merge_through_a_third_record(tmp_path: Path) -> None:
    write_osv_zip(
        tmp_path,
        "npm",
        [
            advisory("GHSA-1", LODASH, aliases=["CVE-2026-0001"]),
            advisory("GHSA-2", LODASH, aliases=["CVE-2026-0002"]),
            advisory("SNYK-3", LODASH, aliases=["CVE-2026-0001", "CVE-2026-0002"]),
        ],
    )
    with open_knowledge(Path(build(tmp_path).target)) as base:
        first, third = base.find("CVE-2026-0001"), base.find("SNYK-3")
    assert first is not None
    assert third is not None
    assert first.aliases == ("GHSA-1",)
    assert first.related == ("SNYK-3",)
    assert third.related == ("CVE-2026-0001", "CVE-2026-0002")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b'{"id": "X-1", "modified": "2026-01-01T00:00:00Z", "affected": "all of them"}', "wrong_type"),
        (b'{"id": "X-1", "modified": "2026-01-01T00:00:00Z", "summary": 7}', "wrong_type"),
        (b'{"id": "X-1", "modi', "not_json"),
        (b"", "not_json"),
        (b"\xff\xfe{\0}\0", "not_json"),
        (b"[" * 100_000, "wrong_type"),
        (b'{"another field": ' + b"[" * 100_000, "not_json"),
        (b'{"id": "  ", "modified": "2026-01-01T00:00:00Z"}', "no_id"),
        (b'{"id": "X-1"}', "no_time"),
        (b'{"id": "X-1", "modified": "yesterday"}', "no_time"),
    ],
)
def test_defective_records_are_skipped_counted_and_named(tmp_path: Path, content: bytes, reason: str) -> None:
    write_osv_zip(tmp_path, "npm", [advisory("GHSA-1", LODASH), content])
    found = state(build(tmp_path), "osv:npm")
    assert (found.read, found.kept, found.skipped) == (2, 1, 1)
    assert found.skipped_reasons == {f"knowledge.skipped.{reason}": 1}
    assert [(item.name, item.reason) for item in found.examples] == [("raw-1.json", f"knowledge.skipped.{reason}")]


def test_what_cannot_be_matched_is_kept_and_counted(tmp_path: Path) -> None:
    unknown = affected("Nowhere", "thing", {"introduced": "0"}, {"fixed": "1"})
    strange = affected("npm", "strange", {"introduced": "0"}, {"repaired": "1.0.0"})
    endless = affected("npm", "endless", {"fixed": "1.0.0"})
    commits: Json = {"ranges": [{"type": "GIT", "repo": "https://example.org/x", "events": [{"introduced": "0"}]}]}
    write_osv_zip(tmp_path, "npm", [advisory("GHSA-1", LODASH, unknown, strange, endless, commits)])
    report = build(tmp_path)
    assert state(report, "osv:npm").notes == {
        "knowledge.noted.bad_range": 1,
        "knowledge.noted.git_ranges": 1,
        "knowledge.noted.unknown_ecosystem": 1,
        "knowledge.noted.unknown_event": 1,
        "knowledge.noted.without_keys": 2,
    }
    with open_knowledge(Path(report.target)) as base:
        rows = base.criteria([("Nowhere", "thing"), ("npm", "strange"), ("npm", "endless")])
    assert all(row.lower is None and row.upper is None for found in rows.values() for row in found)
    assert len(rows) == 3


def test_of_copies_the_newest_stays(tmp_path: Path) -> None:
    newer = affected("npm", "lodash", {"introduced": "0"}, {"fixed": "4.17.22"})
    write_osv_zip(tmp_path, "Maven", [advisory("GHSA-1", LODASH, modified="2026-01-01T00:00:00.5Z")])
    write_osv_zip(tmp_path, "npm", [advisory("GHSA-1", newer, modified="2026-01-01T00:00:00.75Z")])
    write_osv_zip(tmp_path, "NuGet", [advisory("GHSA-1", newer, modified="2026-01-01T00:00:00.75Z")])
    report = build(tmp_path)
    assert report.records == 1
    with open_knowledge(Path(report.target)) as base:
        assert [row.text for row in base.criteria([("npm", "lodash")])["npm", "lodash"]] == ["< 4.17.22"]
    assert sum(item.kept for item in report.sources) == 1
    assert sum(item.skipped for item in report.sources) == 2


def test_records_of_the_future_do_not_make_a_source_fresh(tmp_path: Path) -> None:
    write_osv_zip(tmp_path, "npm", [advisory("A-1", LODASH), advisory("A-2", LODASH, modified="2027-07-09T00:00:00Z")])
    found = state(build(tmp_path), "osv:npm")
    assert (found.as_of, found.future, found.kept) == ("2026-01-02T03:04:05Z", 1, 2)


def test_equal_input_and_time_give_equal_bytes(tmp_path: Path) -> None:
    write_osv_zip(
        tmp_path / "in", "npm", [advisory(f"GHSA-{n}", LODASH, aliases=[f"CVE-2026-{n:04}"]) for n in range(50)]
    )
    write_epss(tmp_path / "in", {f"CVE-2026-{n:04}": (n / 50, n / 50) for n in range(50)})
    first, second = tmp_path / "first.db", tmp_path / "elsewhere" / "second.db"
    assert build(tmp_path / "in", first).digest == build(tmp_path / "in", second).digest
    assert first.read_bytes() == second.read_bytes()


def test_plain_folders_of_records_are_read(tmp_path: Path) -> None:
    import json

    folder = tmp_path / "npm"
    folder.mkdir()
    (folder / "GHSA-1.json").write_text(json.dumps(advisory("GHSA-1", LODASH)))
    (folder / "GHSA-2.json").write_text("{")
    found = state(build(tmp_path), "osv:npm")
    assert (found.read, found.kept, found.skipped_reasons) == (2, 1, {"knowledge.skipped.not_json": 1})


def test_nothing_to_read_is_an_error_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "note.json").write_text('{"hello": 1}')
    with pytest.raises(InputError) as caught:
        build(tmp_path, tmp_path / "k.db")
    assert caught.value.code == "knowledge.no_sources"
    with pytest.raises(InputError) as caught:
        build(tmp_path / "absent", tmp_path / "k.db")
    assert caught.value.code == "knowledge.source_not_found"
    assert [path.name for path in tmp_path.iterdir()] == ["note.json"]
