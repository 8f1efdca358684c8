"""The examples that IPA publishes for the MyJVN API 3.2 and 4.0, read as answers to questions of our own."""

from pathlib import Path

import pytest

from kaname.knowledge.feeds import sniff_source
from kaname.knowledge.sources import myjvn_api
from kaname.knowledge.sources.jvn import Jvn, JvnNames
from kaname.knowledge.sources.source import Feed


@pytest.fixture
def examples(data: Path) -> Path:
    return data / "jvn" / "myjvn-np" / "examples"


def test_overview(examples: Path) -> None:
    content = (examples / "hnd" / "getVulnOverviewList_hnd.xml").read_bytes()
    status, ids = myjvn_api.parse_overview(content, "3.2")
    assert (status, len(ids)) == (myjvn_api.Status(total=6, first=1, count=2), 2)


@pytest.mark.parametrize("version", ["3.2", "4.0"])
def test_full_records_go_through_a_file_of_changes(examples: Path, tmp_path: Path, version: myjvn_api.Version) -> None:
    feed = myjvn_api.FEEDS[version]
    records: dict[str, str] = {}
    for path in sorted((examples / feed).glob(f"getVulnDetailInfo_{feed}_JVNDB-*")):
        if "stix" not in path.name:
            records |= myjvn_api.parse_details(path.read_bytes(), version)[1]
    assert len(records) == 4
    assert all(myjvn_api.modified_of(record, version) for record in records.values())
    content = myjvn_api.write_records(records, version, "ja")
    assert myjvn_api.read_records(content, version) == records
    assert sniff_source(content) == "jvn"
    path = tmp_path / "changes"
    path.write_bytes(content)
    (chunk,) = Jvn().iter_records(Feed("jvn", "file", str(path)))
    assert {link.id for link, _ in chunk.records} == set(records)
    assert chunk.skipped == ()


@pytest.mark.parametrize("version", ["3.2", "4.0"])
def test_products(examples: Path, tmp_path: Path, version: myjvn_api.Version) -> None:
    feed = myjvn_api.FEEDS[version]
    (path,) = (examples / feed).glob(f"getProductList_{feed}.*")
    content = path.read_bytes()
    assert myjvn_api.parse_products(content, version) == myjvn_api.Status(total=77572, first=76000, count=50)
    merged = tmp_path / "products"
    merged.write_bytes(myjvn_api.write_products([content, content], version, "ja"))
    assert sniff_source(merged.read_bytes()) == "jvn-products"
    once = [part.names for part in JvnNames().iter_records(Feed("jvn-products", "file", str(path)))]
    twice = [part.names for part in JvnNames().iter_records(Feed("jvn-products", "file", str(merged)))]
    assert [2 * names for names in once] == twice
