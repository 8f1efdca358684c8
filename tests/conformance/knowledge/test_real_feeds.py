"""Published feeds of several ecosystems: everything is read, nothing is lost, known facts come out."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipFile

import pytest

from kaname.ident.ecosystems import find_ecosystem, normalise_name
from kaname.knowledge.base import KnowledgeBase, open_knowledge
from kaname.knowledge.build import BuildReport, build_base
from kaname.versions import sort_key

pytestmark = pytest.mark.data

NOW = datetime(2026, 11, 20, tzinfo=UTC)
FEEDS = ("crates.io", "Hex", "GitHub Actions", "Alpine", "Hackage", "CRAN", "opam", "SwiftURL", "Pub", "RubyGems")


@pytest.fixture(scope="module")
def report(data: Path, tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    target = tmp_path_factory.mktemp("base") / "k.db"
    folders = [data / "advisories" / name for name in FEEDS]
    return build_base([*folders, data / "kev", data / "epss"], target, now=NOW, processes=1)


@pytest.fixture
def base(report: BuildReport) -> Iterator[KnowledgeBase]:
    with open_knowledge(Path(report.target)) as opened:
        yield opened


def test_every_member_is_read_and_every_record_is_kept_or_named(data: Path, report: BuildReport) -> None:
    states = {state.id: state for state in report.sources}
    assert set(states) == {f"osv:{name}" for name in FEEDS} | {"kev", "epss"}
    for name in FEEDS:
        with ZipFile(data / "advisories" / name / "all.zip") as archive:
            assert states[f"osv:{name}"].read == len(archive.namelist())
    for state in report.sources:
        assert state.read == state.kept + state.skipped
        assert not set(state.skipped_reasons) - {"knowledge.skipped.same_copy", "knowledge.skipped.other_copy"}
        assert state.failed is None


def test_kev_and_epss_are_complete(base: KnowledgeBase, report: BuildReport) -> None:
    states = {state.id: state for state in report.sources}
    assert (states["kev"].kept, states["epss"].kept) == (1404, 360_142)
    known = base.find("CVE-2021-44228")
    assert known is not None
    assert known.kev.listed
    assert known.kev.due_date == "2021-12-24"
    assert known.epss is not None
    assert known.epss.date == "2026-08-16"


def test_every_id_of_every_record_is_found(data: Path, base: KnowledgeBase) -> None:
    import json

    for name in ("crates.io", "Hex", "GitHub Actions"):
        with ZipFile(data / "advisories" / name / "all.zip") as archive:
            for member in archive.namelist()[::10]:
                record = json.loads(archive.read(member))
                found = base.find(record["id"].lower())
                assert found is not None
                assert record["id"] in found.records
                known = {found.id, *found.aliases, *found.related}
                assert set(record.get("aliases") or ()) <= known


def test_all_ecosystems_of_the_data_have_an_order(base: KnowledgeBase) -> None:
    for name in base.ecosystems():
        known = find_ecosystem(name)
        assert known is not None
        assert known.scheme is not None


@pytest.mark.parametrize(
    ("ecosystem", "package", "version", "identifier", "affected"),
    [
        ("crates.io", "time", "0.1.43", "RUSTSEC-2020-0071", True),
        ("crates.io", "time", "0.3.0", "RUSTSEC-2020-0071", False),
        ("GitHub Actions", "tj-actions/changed-files", "40.0.0", "GHSA-mcph-m25j-8j63", True),
        ("GitHub Actions", "tj-actions/changed-files", "41.0.0", "GHSA-mcph-m25j-8j63", False),
    ],
)
def test_known_facts(
    base: KnowledgeBase, ecosystem: str, package: str, version: str, identifier: str, affected: bool
) -> None:
    pair = (ecosystem, normalise_name(ecosystem, package))
    rows = base.criteria([pair])[pair]
    key = sort_key(rows[0].scheme, version)
    assert isinstance(key, bytes)
    hit = {
        row.record
        for row in rows
        if row.lower is not None and row.lower <= key and not (row.upper and key >= row.upper)
    }
    found = base.find(identifier)
    assert found is not None
    assert (not hit.isdisjoint(found.records)) is affected
