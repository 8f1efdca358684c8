"""Feeds of two days: every source of the data pack in the form in which it is published, and the same a day later.

Of the later day one record in a hundred is changed, and of sources of records one in two thousand is gone. What the pack has
few of is repeated under numbers of its own: records of JVN iPedia and CSAF documents. The list of ENISA is made of ids of the
CISA catalogue. Nothing else is made up.
"""

import gzip
import hashlib
import json
import random
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path

from msgspec import Struct

from kaname.knowledge.changes import FreshFeed
from kaname.knowledge.feeds import kind_of

CHANGED_RATIO = 0.01
REMOVED_RATIO = 0.0005
JVN_RECORDS = 9_000
JVN_YEARS = (2024, 2025, 2026)
CSAF_REPEATED = 8
_STAMP = "2026-11-20T00:00:00Z"
_SEED = 7

Change = Callable[[bytes, int], bytes]


class Days(Struct, frozen=True):
    """Feeds of one case. ``before``: folder with those of the first day. ``after``: those of the second."""

    name: str
    before: str
    after: tuple[FreshFeed, ...]


def write_days(data: Path, to: Path, names: Sequence[str] = (), limit: int | None = None) -> list[Days]:
    """Write the feeds of both days below ``to`` and return them, one case per way in which a source changes.

    Args:
        data: the data pack. names: cases to write; empty: all. limit: most records of a file; None: all there are.
    """
    found = []
    for name, write in _CASES.items():
        if names and name not in names:
            continue
        before, after = to / name / "before", to / name / "after"
        files = [(source, path, first, second) for source, path, first, second in write(data, limit)]
        for _, path, first, second in files:
            for folder, content in ((before, first), (after, second)):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
        feeds = tuple(
            FreshFeed(
                kind=kind_of(source),
                source=source,
                path=str(after / path),
                sha256=hashlib.sha256(second).hexdigest(),  # an update knows it from the download
            )
            for source, path, _, second in files
        )
        found.append(Days(name, str(before), feeds))
    return found


_File = tuple[str, str, bytes, bytes]
"""Source, path below the folder, content of the first and of the second day."""
_Write = Callable[[Path, int | None], Iterator[_File]]


def _lines(path: Path) -> list[bytes]:
    return gzip.decompress(path.read_bytes()).splitlines()


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, 6, mtime=0)


def _next_day(records: Sequence[bytes], change: Change, removed_ratio: float = REMOVED_RATIO) -> list[bytes]:
    """Return records as they may look a day later."""
    chance = random.Random(_SEED)
    later = []
    for position, record in enumerate(records):
        draw = chance.random()
        if draw >= removed_ratio:
            later.append(change(record, position) if draw < removed_ratio + CHANGED_RATIO else record)
    return later


def _zipped(entries: Iterable[tuple[str, bytes]]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED, 6)
    return packed.getvalue()


def _entries(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith(".json")}


def _named(name_of: Callable[[bytes], str], records: Iterable[bytes]) -> bytes:
    return _zipped((name_of(record), record) for record in records)


def _both(
    source: str, path: str, records: Sequence[bytes], change: Change, pack: Callable[[list[bytes]], bytes]
) -> _File:
    return source, path, pack(list(records)), pack(_next_day(records, change))


def _osv(data: Path, limit: int | None) -> Iterator[_File]:
    for path in sorted((data / "advisories").glob("*/all.zip")):
        names = _entries(path)
        ids = {content: name for name, content in names.items()}

        def change(record: bytes, position: int, ids: dict[bytes, str] = ids) -> bytes:
            fields = json.loads(record)
            fields |= {"modified": _STAMP, "details": (fields.get("details") or "") + " Changed."}
            if position % 4 == 0:
                fields["aliases"] = [*(fields.get("aliases") or []), f"CVE-2031-{position + 1000}"]
            changed = json.dumps(fields).encode()
            ids[changed] = ids[record]
            return changed

        def pack(records: list[bytes], ids: dict[bytes, str] = ids) -> bytes:
            return _zipped((ids[record], record) for record in records)

        source = f"osv:{path.parent.name}"
        yield _both(source, f"{path.parent.name}/all.zip", list(names.values())[:limit], change, pack)


def _cve_change(record: bytes, position: int) -> bytes:
    fields = json.loads(record)
    fields["cveMetadata"]["dateUpdated"] = _STAMP
    for text in fields["containers"]["cna"].get("descriptions", []):
        text["value"] += " Changed."
    return json.dumps(fields, separators=(",", ":")).encode()


def _cve_name(record: bytes) -> str:
    name = json.loads(record)["cveMetadata"]["cveId"]
    _, year, number = name.split("-")
    return f"cvelistV5-main/cves/{year}/{number[:-3]}xxx/{name}.json"


def _cve(data: Path, limit: int | None) -> Iterator[_File]:
    records = _lines(data / "cve" / "vulnrichment-selected.jsonl.gz")
    yield _both("cve", "cvelistV5.zip", records[:limit], _cve_change, lambda found: _named(_cve_name, found))


def _cve_lines(data: Path, limit: int | None) -> Iterator[_File]:
    records = _lines(data / "cve" / "vulnrichment-selected.jsonl.gz")
    yield _both("cve", "vulnrichment.jsonl.gz", records[:limit], _cve_change, _packed_lines)


def _packed_lines(records: list[bytes]) -> bytes:
    return _packed(b"".join(record + b"\n" for record in records))


def _nvd_change(record: bytes, position: int) -> bytes:
    fields = json.loads(record)
    fields["_annotation"]["modified"] = _STAMP
    for configuration in fields["cve"].get("configurations", [])[:1]:
        configuration["nodes"].append(
            {"operator": "OR", "cpeMatch": [{"vulnerable": True, "criteria": "cpe:2.3:a:changed:one:1:*:*:*:*:*:*:*"}]}
        )
    return json.dumps(fields, separators=(",", ":")).encode()


def _nvd(data: Path, limit: int | None) -> Iterator[_File]:
    by_year: dict[str, list[bytes]] = {}
    for record in _lines(data / "cve" / "nvd-cpe-overrides-half.jsonl.gz"):
        by_year.setdefault(json.loads(record)["_annotation"]["cve_id"][4:8], []).append(record)

    def page(records: list[bytes]) -> bytes:
        start = b'{"resultsPerPage":%d,"format":"NVD_CVE","version":"2.0","vulnerabilities":[' % len(records)
        return _packed(start + b",".join(records) + b"]}")

    for year, records in sorted(by_year.items()):
        yield _both("nvd", f"nvdcve-2.0-{year}.json.gz", records[:limit], _nvd_change, page)


def _nvd_lines(data: Path, limit: int | None) -> Iterator[_File]:
    records = _lines(data / "cve" / "nvd-cpe-overrides-half.jsonl.gz")
    yield _both("nvd", "overrides.jsonl.gz", records[:limit], _nvd_change, _packed_lines)


def _jvn(data: Path, limit: int | None) -> Iterator[_File]:
    paths = sorted((data / "jvn" / "vuls-data-update" / "detail" / "fixtures").glob("*.rdf"))
    paths += sorted((data / "jvn" / "myjvn-np" / "examples" / "hnd").glob("getVulnDetailInfo_hnd_JVNDB*.xml"))
    texts = [path.read_bytes() for path in paths]
    samples = [block for text in texts for block in re.findall(rb"<Vulinfo>.*?</Vulinfo>", text, re.DOTALL)]
    start = texts[0][: texts[0].index(b"<Vulinfo>")]

    def numbered(year: int, number: int) -> bytes:
        record = re.sub(rb"JVNDB-\d{4}-\d+", b"JVNDB-%d-%06d" % (year, number), samples[number % len(samples)])
        record = re.sub(rb"CVE-\d{4}-\d+", b"CVE-%d-%d" % (year, 100_000 + number), record)
        return re.sub(rb"(JVN(?:VU|TA)?#)\d+", rb"\g<1>%08d" % number, record)

    def change(record: bytes, position: int) -> bytes:
        return record.replace(b"</Title>", " 変更</Title>".encode(), 1)

    for year in JVN_YEARS:
        records = [numbered(year, number) for number in range(JVN_RECORDS // len(JVN_YEARS))]
        yield _both(
            "jvn",
            f"jvndb_detail_{year}.rdf",
            records[:limit],
            change,
            lambda found: start + b"\n".join(found) + b"</VULDEF-Document>",
        )


def _jvn_products(data: Path, limit: int | None) -> Iterator[_File]:
    def change(record: bytes, position: int) -> bytes:
        return record.replace(b'","pcpe"', '　新版","pcpe"'.encode(), 1)

    records = _lines(data / "jvn" / "jvn-feed-product.jsonl.gz")
    yield _both("jvn-products", "jvn-feed-product.jsonl.gz", records[:limit], change, _packed_lines)


def _eol(data: Path, limit: int | None) -> Iterator[_File]:
    def change(record: bytes, position: int) -> bytes:
        fields = json.loads(record)
        fields["releases"][0]["latestReleaseDate"] = _STAMP[:10]
        return json.dumps(fields, separators=(",", ":")).encode()

    yield _both("eol", "products.jsonl.gz", _lines(data / "eol" / "products.jsonl.gz")[:limit], change, _packed_lines)


def _kev_change(record: bytes, position: int) -> bytes:
    return json.dumps(json.loads(record) | {"knownRansomwareCampaignUse": "Known", "dueDate": _STAMP[:10]}).encode()


def _kev_entries(data: Path) -> list[dict[str, object]]:
    catalogue = json.loads((data / "kev" / "known_exploited_vulnerabilities.json").read_bytes())
    entries: list[dict[str, object]] = catalogue["vulnerabilities"]
    return entries


def _kev(data: Path, limit: int | None) -> Iterator[_File]:
    def pack(records: list[bytes]) -> bytes:
        head = b'{"catalogVersion":"2026.11.20","dateReleased":"2026-11-20T00:00:00Z","vulnerabilities":['
        return head + b",".join(records) + b"]}"

    records = [json.dumps(entry).encode() for entry in _kev_entries(data)]
    yield _both("kev", "known_exploited_vulnerabilities.json", records[:limit], _kev_change, pack)


def _euvd(data: Path, limit: int | None) -> Iterator[_File]:
    records = [
        json.dumps(
            {
                "cveId": entry["cveID"],
                "euvdId": f"EUVD-{str(entry['cveID'])[4:]}",
                "dateAdded": entry["dateAdded"],
                "sources": ["eukev_kev"],
            }
        ).encode()
        for entry in _kev_entries(data)
    ]

    def change(record: bytes, position: int) -> bytes:
        return json.dumps(json.loads(record) | {"dateAdded": _STAMP[:10]}).encode()

    yield _both("euvd-kev", "dump.json", records[:limit], change, lambda found: b"[" + b",".join(found) + b"]")


def _csaf(data: Path, limit: int | None) -> Iterator[_File]:
    documents = _entries(data / "csaf" / "cisa-csaf-sample.zip") | _entries(data / "csaf" / "suse-csaf-sample.zip")
    documents = {name: content for name, content in documents.items() if b'"csaf_version"' in content}
    names: dict[bytes, str] = {}
    for copy in range(CSAF_REPEATED):
        for name, content in documents.items():
            record = re.sub(rb"CVE-(\d{4})-(\d+)", rb"CVE-\1-\g<2>%d" % copy, content)
            tracking = json.loads(content)["document"]["tracking"]["id"].encode()
            record = record.replace(b'"' + tracking + b'"', b'"%s-%d"' % (tracking, copy))
            names[record] = f"{copy}/{name.rpartition('/')[2]}"

    def change(record: bytes, position: int) -> bytes:
        changed = record.replace(b'"title":', b'"title" :', 1).replace(b'"text": "', b'"text": "Changed. ', 1)
        names[changed] = names[record]
        return changed

    yield _both(
        "csaf:vendor",
        "vendor.zip",
        list(names)[:limit],
        change,
        lambda found: _zipped((names[record], record) for record in found),
    )


def _epss_of(change: Change) -> _Write:
    def write(data: Path, limit: int | None) -> Iterator[_File]:
        (path,) = sorted((data / "epss").glob("epss_scores-*.csv.gz"))
        head, columns, *rows = _lines(path)
        rows = rows[:limit]
        start = head + b"\n" + columns + b"\n"
        later = start.replace(b"2026-08-16", b"2026-08-17")
        second = [change(row, position) for position, row in enumerate(rows)]
        yield (
            "epss",
            "epss_scores-current.csv.gz",
            _packed(start + b"".join(row + b"\n" for row in rows)),
            _packed(later + b"".join(row + b"\n" for row in second)),
        )

    return write


def _moved(row: bytes, position: int) -> bytes:
    name, score, percentile = row.split(b",")
    return b"%s,%.5f,%s" % (name, min(1.0, float(score) * 1.01 + 0.00001), percentile)


def _moved_seldom(row: bytes, position: int) -> bytes:
    return _moved(row, position) if position % 100 == 0 else row


def _all(data: Path, limit: int | None) -> Iterator[_File]:
    for write in (_osv, _cve, _nvd, _jvn, _jvn_products, _csaf, _eol, _euvd, _kev, _epss_of(_moved_seldom)):
        for source, path, first, second in write(data, limit):
            yield source, f"{source.partition(':')[0]}/{path}", first, second


_CASES: Mapping[str, _Write] = {
    "osv": _osv,
    "cve": _cve,
    "cve, one per line": _cve_lines,
    "nvd": _nvd,
    "nvd, one per line": _nvd_lines,
    "jvn": _jvn,
    "jvn-products": _jvn_products,
    "csaf": _csaf,
    "eol": _eol,
    "euvd-kev": _euvd,
    "kev": _kev,
    "epss": _epss_of(_moved_seldom),
    "epss, every score": _epss_of(_moved),
    "all": _all,
}
CASES = tuple(_CASES)
