"""Records damaged at any place are skipped with a reason or refused with an error of ours: no reader breaks."""

import copy
import json
import tempfile
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaname.errors import KanameError
from kaname.knowledge.sources.csaf import Csaf
from kaname.knowledge.sources.cve import CveList
from kaname.knowledge.sources.eol import Eol
from kaname.knowledge.sources.euvd import EuvdKev
from kaname.knowledge.sources.kev import Kev
from kaname.knowledge.sources.nvd import Nvd
from kaname.knowledge.sources.osv import Osv
from kaname.knowledge.sources.source import Feed

CVE = {
    "dataType": "CVE_RECORD",
    "cveMetadata": {"cveId": "CVE-2026-0001", "state": "PUBLISHED", "dateUpdated": "2026-01-02T00:00:00Z"},
    "containers": {
        "cna": {
            "title": "A flaw",
            "descriptions": [{"lang": "en", "value": "Something is wrong."}],
            "problemTypes": [{"descriptions": [{"lang": "en", "type": "CWE", "cweId": "CWE-79"}]}],
            "metrics": [{"cvssV3_1": {"vectorString": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}}],
            "references": [{"url": "https://example.org/1", "tags": ["exploit"]}],
            "cpeApplicability": [
                {
                    "operator": "AND",
                    "nodes": [
                        {
                            "operator": "OR",
                            "negate": False,
                            "cpeMatch": [{"vulnerable": True, "criteria": "cpe:2.3:a:example:s:*:*:*:*:*:*:*:*"}],
                        }
                    ],
                }
            ],
            "affected": [
                {
                    "vendor": "Example",
                    "product": "thing",
                    "collectionURL": "https://registry.npmjs.org",
                    "packageName": "thing",
                    "versions": [{"version": "0", "lessThan": "3.1", "status": "affected", "versionType": "semver"}],
                }
            ],
        },
        "adp": [
            {
                "providerMetadata": {"shortName": "CISA-ADP"},
                "metrics": [
                    {"other": {"type": "ssvc", "content": {"options": [{"Exploitation": "active"}]}}},
                    {"other": {"type": "kev", "content": {"dateAdded": "2026-01-05"}}},
                ],
            }
        ],
    },
}
NVD = {
    "vulnerabilities": [
        {
            "cve": {
                "id": "CVE-2026-0001",
                "vulnStatus": "Analyzed",
                "published": "2026-01-02T00:00:00.000",
                "lastModified": "2026-01-03T00:00:00.000",
                "descriptions": [{"lang": "en", "value": "Something is wrong."}],
                "metrics": {"cvssMetricV31": [{"source": "n", "cvssData": {"vectorString": "CVSS:3.1/AV:N"}}]},
                "weaknesses": [{"description": [{"lang": "en", "value": "CWE-79"}]}],
                "configurations": CVE["containers"]["cna"]["cpeApplicability"],  # type: ignore[index]
                "references": [{"url": "https://example.org/1", "tags": ["Exploit"]}],
            }
        }
    ]
}
OSV = {
    "id": "GHSA-1",
    "modified": "2026-01-02T00:00:00Z",
    "aliases": ["CVE-2026-0001"],
    "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
    "affected": [
        {
            "package": {"ecosystem": "npm", "name": "thing", "purl": "pkg:npm/thing"},
            "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.4.0"}]}],
            "versions": ["1.0.0"],
            "database_specific": {"source": "x"},
        }
    ],
    "references": [{"type": "ADVISORY", "url": "https://example.org/1"}],
    "database_specific": {"cwe_ids": ["CWE-79"]},
}
KEV = {
    "catalogVersion": "2026.01.01",
    "dateReleased": "2026-01-01T00:00:00Z",
    "vulnerabilities": [
        {
            "cveID": "CVE-2026-0001",
            "dateAdded": "2026-01-01",
            "dueDate": "2026-01-21",
            "knownRansomwareCampaignUse": "Known",
        }
    ],
}
EUVD = [{"cveId": "CVE-2026-0001", "euvdId": "EUVD-2026-1", "dateAdded": "2026-01-07", "sources": ["eukev_kev"]}]
EOL = {
    "result": [
        {
            "name": "thing",
            "label": "Thing",
            "aliases": ["a-thing"],
            "identifiers": [{"type": "purl", "id": "pkg:npm/thing"}],
            "releases": [
                {
                    "name": "1",
                    "releaseDate": "2024-01-01",
                    "isEol": True,
                    "eolFrom": "2026-01-01",
                    "latest": {"name": "1.4.0", "date": "2025-12-01"},
                }
            ],
        }
    ]
}
CSAF = {
    "document": {
        "category": "csaf_vex",
        "csaf_version": "2.0",
        "title": "Statement",
        "publisher": {"name": "Example", "category": "vendor", "namespace": "https://example.org"},
        "tracking": {"id": "EX-1", "current_release_date": "2026-01-06T00:00:00Z"},
    },
    "product_tree": {
        "branches": [
            {
                "category": "product_version_range",
                "name": "vers:generic/>=4.0|<4.2",
                "product": {
                    "product_id": "P1",
                    "name": "Server 4",
                    "product_identification_helper": {"cpe": "cpe:2.3:a:example:server:*:*:*:*:*:*:*:*"},
                },
            }
        ]
    },
    "vulnerabilities": [
        {
            "cve": "CVE-2026-0001",
            "cwe": {"id": "CWE-79", "name": "n"},
            "product_status": {"known_affected": ["P1"]},
            "scores": [{"products": ["P1"], "cvss_v3": {"vectorString": "CVSS:3.1/AV:N"}}],
        }
    ],
}
SOURCES: dict[str, tuple[Any, object]] = {
    "csaf": (Csaf, CSAF),
    "cve": (CveList, CVE),
    "eol": (Eol, EOL),
    "euvd": (EuvdKev, EUVD),
    "kev": (Kev, KEV),
    "nvd": (Nvd, NVD),
    "osv": (Osv, OSV),
}
WRONG: tuple[Any, ...] = (
    *(
        None,
        True,
        0,
        -1,
        1.5,
        1e308,
        10**30,
        "",
        "x",
        "\x00",
        "漢字",
        "0",
        "2024-13-01",
        "pkg:",
        "pkg:npm/",
        "a" * 5000,
    ),
    *(
        [],
        {},
        [[]],
        [{}],
        [None],
        ["x"],
        [0],
        {"x": 1},
        "https://[x",
        "CVE-1",
        "CWE-0",
        "CVSS:3.1/",
        "cpe:2.3:a",
        "vers:",
    ),
)


def damage(document: object, random: Random) -> bytes:
    """Return a document with some values replaced, removed or put elsewhere, now and then with broken bytes."""
    root = [copy.deepcopy(document)]
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        places = list(_places(root[0], root, 0))
        holder, key = random.choice(places)
        chance = random.random()
        if chance < 0.7:
            holder[key] = copy.deepcopy(random.choice(WRONG))
        elif chance < 0.85 and holder is not root:
            del holder[key]
        else:
            other, name = random.choice(places)
            holder[key] = copy.deepcopy(other[name])
    data = bytearray(json.dumps(root[0], ensure_ascii=False).encode())
    if random.random() < 0.2:
        data[random.randrange(len(data))] = random.randrange(256)
    return bytes(data)


def _places(value: Any, holder: Any, key: Any) -> Any:
    yield holder, key
    for name in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield from _places(value[name], value, name)


def read(name: str, folder: str, data: bytes) -> list[Any]:
    source, _ = SOURCES[name]
    path = Path(folder, f"{name}.json")
    path.write_bytes(data)
    many = name in ("csaf", "cve", "osv")
    return list(
        source().iter_records(Feed(name, "folder", folder, (path.name,)) if many else Feed(name, "file", str(path)))
    )


def read_or_refuse(name: str, folder: str, data: bytes) -> None:
    try:
        read(name, folder, data)
    except KanameError as error:
        assert error.code.startswith("knowledge.")


@pytest.mark.parametrize("name", SOURCES)
@settings(max_examples=200)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_a_damaged_record_is_skipped_or_refused(name: str, seed: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read_or_refuse(name, folder, damage(SOURCES[name][1], Random(seed)))


@pytest.mark.parametrize("name", SOURCES)
def test_every_wrong_value_at_every_place_is_skipped_or_refused(name: str, tmp_path: Path) -> None:
    root = [copy.deepcopy(SOURCES[name][1])]
    for holder, key in list(_places(root[0], root, 0)):
        right = holder[key]
        for wrong in WRONG:
            holder[key] = wrong
            read_or_refuse(name, str(tmp_path), json.dumps(root[0], ensure_ascii=False).encode())
        holder[key] = right


@pytest.mark.parametrize("name", SOURCES)
def test_the_undamaged_record_is_read(name: str, tmp_path: Path) -> None:
    parts = read(name, str(tmp_path), json.dumps(SOURCES[name][1]).encode())
    assert parts
    assert not [skipped for part in parts for skipped in getattr(part, "skipped", ())]
