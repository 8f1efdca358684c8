"""Readers of the further sources: what they make of a record, and of a defective one."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaname.knowledge.base import KnowledgeBase, open_knowledge
from kaname.knowledge.build import BuildReport, build_base
from kaname.knowledge.lookups import changed_since
from kaname.knowledge.sources.product_versions import read_phrase, read_range_text
from kaname.matching.packages import PackageQuery

NOW = datetime(2026, 11, 20, tzinfo=UTC)

CVE = {
    "dataType": "CVE_RECORD",
    "cveMetadata": {"cveId": "CVE-2026-0001", "state": "PUBLISHED", "dateUpdated": "2026-01-02T00:00:00Z"},
    "containers": {
        "cna": {
            "title": "A flaw",
            "descriptions": [{"lang": "en", "value": "Something is wrong."}],
            "affected": [
                {
                    "vendor": "Example",
                    "product": "thing",
                    "collectionURL": "https://registry.npmjs.org",
                    "packageName": "thing",
                    "versions": [{"version": ">= 1.0, < 1.4", "status": "affected"}],
                },
                {
                    "vendor": "Example",
                    "product": "Server",
                    "cpes": ["cpe:2.3:a:example:server:-:*:*:*:*:*:*:*"],
                    "versions": [{"version": "0", "lessThan": "3.1", "status": "affected", "versionType": "custom"}],
                },
            ],
        },
        "adp": [
            {
                "providerMetadata": {"shortName": "CISA-ADP"},
                "metrics": [
                    {
                        "other": {
                            "type": "ssvc",
                            "content": {"options": [{"Exploitation": "active"}, {"Automatable": "yes"}]},
                        }
                    },
                    {"other": {"type": "kev", "content": {"dateAdded": "2026-01-05"}}},
                ],
            }
        ],
    },
}
JVN = """<?xml version="1.0" encoding="UTF-8"?>
<VULDEF-Document xmlns="http://jvn.jp/vuldef/" xml:lang="ja"><Vulinfo><VulinfoID>JVNDB-2026-000001</VulinfoID><VulinfoData>
<Title>例サーバにおける脆弱性</Title><VulinfoDescription><Overview>例です。</Overview></VulinfoDescription>
<Affected><AffectedItem><Name>例社</Name><ProductName>例サーバ</ProductName><Cpe version="2.2">cpe:/a:example:server</Cpe>
<VersionNumber>3.0 から 3.1 より前のバージョン</VersionNumber></AffectedItem></Affected>
<Related><RelatedItem type="advisory"><Name>CVE</Name><VulinfoID>CVE-2026-0001</VulinfoID><URL>https://example.org</URL>
</RelatedItem><RelatedItem type="advisory"><Name>JVN</Name><VulinfoID>JVN#12345678</VulinfoID></RelatedItem></Related>
<DateFirstPublished>2026-01-03T00:00:00+09:00</DateFirstPublished><DateLastUpdated>2026-01-04T00:00:00+09:00</DateLastUpdated>
</VulinfoData></Vulinfo></VULDEF-Document>"""
CSAF = {
    "document": {
        "category": "csaf_vex",
        "csaf_version": "2.0",
        "title": "Statement",
        "tracking": {"id": "EX-1", "current_release_date": "2026-01-06T00:00:00Z"},
    },
    "product_tree": {
        "branches": [
            {
                "category": "vendor",
                "name": "Example",
                "branches": [
                    {
                        "category": "product_name",
                        "name": "Server",
                        "branches": [
                            {
                                "category": "product_version_range",
                                "name": "vers:generic/>=4.0|<4.2",
                                "product": {
                                    "product_id": "P1",
                                    "name": "Server 4",
                                    "product_identification_helper": {
                                        "cpe": "cpe:2.3:a:example:server:*:*:*:*:*:*:*:*",
                                        "hashes": [
                                            {
                                                "file_hashes": [{"algorithm": "sha256", "value": "a" * 64}],
                                                "filename": "s.bin",
                                            }
                                        ],
                                    },
                                },
                            }
                        ],
                    }
                ],
            }
        ]
    },
    "vulnerabilities": [
        {"cve": "CVE-2026-0001", "product_status": {"known_affected": ["P1"], "known_not_affected": ["unknown"]}}
    ],
}
EUVD = [
    {"cveId": "CVE-2026-0001", "euvdId": "EUVD-2026-1", "dateAdded": "2026-01-07", "sources": ["eukev_kev"]},
    {"cveId": "CVE-2026-0002", "euvdId": "EUVD-2026-2", "dateAdded": "2026-01-07", "sources": ["cisa_kev"]},
    {"euvdId": "EUVD-2026-3", "dateAdded": "2026-01-07", "sources": ["eukev_kev"]},
]


@pytest.fixture
def report(tmp_path: Path) -> BuildReport:
    feeds = tmp_path / "feeds"
    for name in ("cve", "csaf"):
        (feeds / name).mkdir(parents=True)
    (feeds / "cve" / "CVE-2026-0001.json").write_text(json.dumps(CVE), "utf-8")
    (feeds / "cve" / "CVE-2026-0009.json").write_text('{"dataType": "CVE_RECORD", "cveMetadata": 5}', "utf-8")
    (feeds / "jvndb_detail_2026.rdf").write_text(JVN, "utf-8")
    (feeds / "csaf" / "ex-1.json").write_text(json.dumps(CSAF), "utf-8")
    (feeds / "kev-dump.json").write_text(json.dumps(EUVD), "utf-8")
    return build_base([feeds], tmp_path / "k.db", now=NOW, processes=1)


@pytest.fixture
def base(report: BuildReport) -> Iterator[KnowledgeBase]:
    with open_knowledge(Path(report.target)) as opened:
        yield opened


def test_counts_and_reasons(report: BuildReport) -> None:
    states = {state.id: state for state in report.sources}
    assert {name: (state.kept, dict(state.skipped_reasons)) for name, state in states.items()} == {
        "cve": (1, {"knowledge.skipped.wrong_type": 1}),
        "jvn": (1, {}),
        "csaf:csaf": (1, {}),
        "euvd-kev": (1, {"knowledge.skipped.from_cisa": 1, "knowledge.skipped.not_a_cve_id": 1}),
    }


def test_all_records_of_one_cve_are_one_group_and_every_id_is_found(base: KnowledgeBase) -> None:
    for identifier in ("CVE-2026-0001", "JVNDB-2026-000001", "jvn#12345678", "EX-1"):
        found = base.find(identifier)
        assert found is not None
        assert found.id == "CVE-2026-0001"
    found = base.find("CVE-2026-0001")
    assert found is not None
    assert found.summary == "A flaw"
    assert found.summary_in("ja") == "例サーバにおける脆弱性"
    assert [entry.source for entry in found.kev.listings] == ["cve", "euvd-kev"]
    assert [(entry.exploitation, entry.automatable) for entry in found.ssvc] == [("active", "yes")]
    assert [(said.status, said.product) for said in found.statements] == [
        ("known_affected", "Server 4 vers:generic/>=4.0|<4.2")
    ]


@pytest.mark.parametrize(
    ("identifier", "sources"),
    [
        ("pkg:npm/thing@1.3.0", "CVE-2026-0001 (cve)"),
        ("pkg:npm/thing@1.4.0", None),
        ("cpe:/a:example:server:2.0", "CVE-2026-0001 (cve)"),
        ("cpe:/a:example:server:3.5", None),
        ("cpe:/a:example:server:4.1", "EX-1 (csaf:csaf)"),
        ("cpe:/a:example:server:4.2", None),
    ],
)
def test_ranges_of_every_source_match(base: KnowledgeBase, identifier: str, sources: str | None) -> None:
    answer = PackageQuery(base).affected(identifier)
    assert answer.reason is None
    assert [hit.match.source for hit in answer.hits] == ([sources] if sources else [])


def test_digests_products_and_changes_are_found(base: KnowledgeBase) -> None:
    assert [entry.label for entry in base.hashes(["a" * 64])["a" * 64]] == ["s.bin"]
    assert {(entry.vendor_name, entry.product_name) for entry in base.similar_products("例サーバ", 5)} == {
        ("例社", "例サーバ")
    }
    changes = changed_since(base, datetime(2026, 1, 3, tzinfo=UTC))
    assert [(entry.id, entry.kind) for entry in changes] == [("JVNDB-2026-000001", "changed"), ("EX-1", "changed")]


def test_the_same_feeds_give_the_same_bytes(report: BuildReport, tmp_path: Path) -> None:
    again = build_base([tmp_path / "feeds"], tmp_path / "again.db", now=NOW, processes=1)
    assert again.digest == report.digest


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("7.3.7 より前のバージョン", (("<", "7.3.7"),)),
        ("Ｖｅｒ．２．０ 未満", (("<", "2.0"),)),
        ("2.13.0 から 2.15.0 より前のバージョン", ((">=", "2.13.0"), ("<", "2.15.0"))),
        ("1.05およびそれ以前", (("<=", "1.05"),)),
        ("8.1", (("=", "8.1"),)),
        ("core 2.0 から 2.12.1 より前のバージョン", None),
        ("for Windows 5.8 (Build 1575) 未満", None),
        ("1.4 より前のバージョン（CVE-2025-0354）", None),
        ("全てのバージョン", None),
    ],
)
def test_phrases_are_read_only_where_they_leave_no_doubt(text: str, bounds: object) -> None:
    assert read_phrase(text) == bounds


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vers:generic/>=1.0|<2.0|>=3.0|<3.1", (((">=", "1.0"), ("<", "2.0")), ((">=", "3.0"), ("<", "3.1")))),
        ("vers:all/*", ((),)),
        ("vers:generic/!=1.0", None),
        ("< 4.2", ((("<", "4.2"),),)),
        ("0 < 8.0.1", ((("<", "8.0.1"),),)),
        ("up to and including the spring release", None),
    ],
)
def test_range_branches(text: str, expected: object) -> None:
    assert read_range_text(text) == expected


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.rdf", '<VULDEF-Document xml:lang="ja"><Vulinfo><VulinfoID>JVNDB-2026-000001</VulinfoID>'),
        ("dtd.xml", '<!DOCTYPE x [<!ENTITY a "b">]><VULDEF-Document><Vulinfo>&a;</Vulinfo></VULDEF-Document>'),
        ("page.json", '{"format": "NVD_CVE", "vulnerabilities": [{"cve": {"id": "CVE-1"}}, 7]}'),
        ("advisory.json", '{"document": {"csaf_version": "2.0", "tracking": {"id": ""}}}'),
    ],
)
def test_defective_documents_are_skipped_and_named(tmp_path: Path, name: str, content: str) -> None:
    folder = tmp_path / "feeds"
    folder.mkdir()
    (folder / name).write_text(content, "utf-8")
    report = build_base([folder], tmp_path / "k.db", now=NOW, processes=1)
    (state,) = report.sources
    assert (state.kept, state.skipped) == (0, state.read)
    assert state.read > 0
    assert state.examples
