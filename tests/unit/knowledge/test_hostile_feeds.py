"""Zips and tables that somebody damaged or made to do harm."""

import gzip
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaname.errors import InputError
from kaname.knowledge import archives
from kaname.knowledge.build import BuildReport, build_base
from kaname.model.source import SourceState
from kaname.testing.feeds import advisory, affected, write_epss, write_kev, write_osv_zip

NOW = datetime(2026, 11, 20, tzinfo=UTC)
RECORD = advisory("GHSA-1", affected("npm", "lodash", {"introduced": "0"}))


def build(*folders: Path) -> BuildReport:
    return build_base(folders, folders[0] / "k.db", now=NOW, processes=1)


def npm(report: BuildReport) -> SourceState:
    return next(item for item in report.sources if item.id == "osv:npm")


@pytest.mark.parametrize("name", ["../GHSA-9.json", "/etc/GHSA-9.json", "a/../../b.json", "C:\\x.json", "..\\x.json"])
def test_names_that_point_out_of_the_zip_are_refused(tmp_path: Path, name: str) -> None:
    path = write_osv_zip(tmp_path, "npm", [RECORD])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(name, "{}")
    found = npm(build(tmp_path))
    assert (found.read, found.kept, found.skipped_reasons) == (2, 1, {"knowledge.skipped.unsafe_name": 1})
    assert sorted(item.name for item in tmp_path.iterdir()) == ["k.db", "npm"]


def test_a_colon_in_an_id_is_no_drive_letter(tmp_path: Path) -> None:
    write_osv_zip(tmp_path, "npm", [RECORD, advisory("RHSA-2026:0001", affected("npm", "x", {"introduced": "0"}))])
    assert npm(build(tmp_path)).kept == 2


def test_zip_bombs_are_refused(tmp_path: Path) -> None:
    path = write_osv_zip(tmp_path, "npm", [RECORD])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.json", b"[" + b" " * (20 * 1024 * 1024) + b"]")
        archive.writestr("huge.json", b" " * (archives.RECORD_BYTES_MAX + 1))
    assert npm(build(tmp_path)).skipped_reasons == {"knowledge.skipped.too_large": 1, "knowledge.skipped.zip_bomb": 1}


def test_a_zip_that_lies_about_a_size_is_found_out(tmp_path: Path) -> None:
    path = write_osv_zip(tmp_path, "npm", [RECORD, advisory("GHSA-2", affected("npm", "b", {"introduced": "0"}))])
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.infolist()[1]
    place = info.header_offset + 30 + len(info.filename)
    content[place : place + 8] = b"\xff" * 8
    path.write_bytes(content)
    assert npm(build(tmp_path)).skipped_reasons == {"knowledge.skipped.damaged_entry": 1}


def test_a_truncated_zip_makes_the_build_partial_and_is_named(tmp_path: Path) -> None:
    write_osv_zip(tmp_path, "Go", [RECORD])
    path = write_osv_zip(tmp_path, "npm", [RECORD])
    path.write_bytes(path.read_bytes()[:-30])
    report = build(tmp_path)
    assert report.status == "partial"
    assert npm(report).failed == "knowledge.damaged_zip"
    assert npm(report).skipped == 1


def test_only_damaged_feeds_are_no_feeds(tmp_path: Path) -> None:
    path = write_osv_zip(tmp_path, "npm", [RECORD])
    path.write_bytes(b"PK\3\4 but nothing more")
    with pytest.raises(InputError) as caught:
        build(tmp_path)
    assert caught.value.code == "knowledge.no_sources"


def test_damaged_tables_and_catalogues_are_named(tmp_path: Path) -> None:
    write_osv_zip(tmp_path, "npm", [RECORD])
    kev = write_kev(tmp_path / "kev", "CVE-2026-0001")
    kev.write_text(kev.read_text()[:-20])
    epss = write_epss(tmp_path / "epss", {f"CVE-2026-{n}": (n / 10_000, 0.5) for n in range(1000, 9999)})
    epss.write_bytes(epss.read_bytes()[:-100])
    report = build(tmp_path)
    failed = {item.id: item.failed for item in report.sources}
    assert failed == {"epss": "knowledge.damaged_gzip", "kev": "knowledge.not_a_kev_catalogue", "osv:npm": None}
    assert {item.id: item.kept for item in report.sources} == {"epss": 0, "kev": 0, "osv:npm": 1}


def test_bad_rows_of_tables_and_catalogues_are_counted(tmp_path: Path) -> None:
    write_osv_zip(tmp_path, "npm", [RECORD])
    kev = write_kev(tmp_path / "kev", "CVE-2026-0001", "not a cve")
    kev.write_text(kev.read_text().replace('"vulnerabilities": [', '"vulnerabilities": [7, '))
    rows = "cve,epss,percentile\nCVE-2026-0001,0.5,0.5\nCVE-2026-0001,0.4,0.4\nCVE-2026-0002,2,0.5\nX-1,0,0\n"
    rows += "CVE-2026-0003,nan,0\n"
    (tmp_path / "epss.csv.gz").write_bytes(gzip.compress(rows.encode()))
    states = {item.id: item for item in build(tmp_path).sources}
    assert states["kev"].skipped_reasons == {
        "knowledge.skipped.not_a_cve_id": 1,
        "knowledge.skipped.wrong_type": 1,
    }
    assert states["epss"].kept == 1
    assert states["epss"].skipped_reasons == {
        "knowledge.skipped.not_an_epss_row": 3,
        "knowledge.skipped.other_copy": 1,
    }
    assert states["epss"].model == "unknown"


def test_unreadable_files_of_a_folder_are_counted(tmp_path: Path) -> None:
    import json

    folder = tmp_path / "npm"
    folder.mkdir()
    (folder / "GHSA-1.json").write_text(json.dumps(RECORD))
    (folder / "gone.json").symlink_to(folder / "nowhere")
    assert npm(build(tmp_path)).skipped_reasons == {"knowledge.skipped.unreadable": 1}


def test_pipes_are_not_waited_for(tmp_path: Path) -> None:
    write_osv_zip(tmp_path, "npm", [RECORD])
    for name in ("a.json", "all.zip", "epss_scores.csv"):
        os.mkfifo(tmp_path / name)
    report = build(tmp_path)
    assert [state.id for state in report.sources] == ["osv:npm"]
