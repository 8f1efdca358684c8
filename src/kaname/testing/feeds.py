"""Builders of feeds for tests: OSV records, zips as OSV publishes them, a KEV catalogue, an EPSS table."""

import gzip
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_EPOCH = (2026, 1, 1, 0, 0, 0)

Event = Mapping[str, str]
Json = dict[str, object]


def affected(ecosystem: str, name: str, *events: Event, versions: Sequence[str] = (), kind: str = "ECOSYSTEM") -> Json:
    """Return an ``affected`` entry with one range made of ``events``, or with ``versions`` only."""
    entry: Json = {"package": {"ecosystem": ecosystem, "name": name}}
    if events:
        entry["ranges"] = [{"type": kind, "events": [dict(event) for event in events]}]
    if versions:
        entry["versions"] = list(versions)
    return entry


def advisory(identifier: str, *entries: Json, modified: str = "2026-01-02T03:04:05Z", **fields: object) -> Json:
    """Return an OSV record; ``fields`` are further top-level fields."""
    return {"schema_version": "1.6.0", "id": identifier, "modified": modified, "affected": list(entries), **fields}


def write_osv_zip(folder: Path, ecosystem: str, records: Sequence[Json | bytes]) -> Path:
    """Write ``<folder>/<ecosystem>/all.zip`` with one file per record and return its path; bytes are written as they are."""
    path = folder / ecosystem / "all.zip"
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for position, record in enumerate(records):
            name = f"raw-{position}.json" if isinstance(record, bytes) else f"{record['id']}.json"
            content = record if isinstance(record, bytes) else json.dumps(record).encode()
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED)
    return path


def write_kev(folder: Path, *cves: str, due: str = "2026-02-01", released: str = "2026-01-15T00:00:00Z") -> Path:
    """Write a KEV catalogue and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "known_exploited_vulnerabilities.json"
    entries = [
        {
            "cveID": cve,
            "vulnerabilityName": f"Sample {cve}",
            "dateAdded": "2026-01-10",
            "dueDate": due,
            "knownRansomwareCampaignUse": "Known",
        }
        for cve in cves
    ]
    catalogue = {"catalogVersion": "2026.01.15", "dateReleased": released, "count": len(entries)}
    path.write_text(json.dumps({**catalogue, "vulnerabilities": entries}), "utf-8")
    return path


def write_epss(folder: Path, scores: Mapping[str, tuple[float, float]], *, model: str = "v2025.03.14") -> Path:
    """Write an EPSS table of 2026-01-20, packed with gzip, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "epss_scores-2026-01-20.csv.gz"
    lines = [f"#model_version:{model},score_date:2026-01-20T00:00:00+0000", "cve,epss,percentile"]
    lines += [f"{cve},{score:.5f},{percentile:.5f}" for cve, (score, percentile) in scores.items()]
    path.write_bytes(gzip.compress("\n".join([*lines, ""]).encode(), mtime=0))
    return path
