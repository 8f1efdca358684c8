"""A base patched with further sources, by entries or read whole, answers like one that was built anew from the same feeds."""

import gzip
import json
import shutil
import tempfile
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kaname.knowledge.build import build_base
from kaname.knowledge.changes import FreshFeed
from kaname.knowledge.patch import patch_base
from kaname.knowledge.sources.registry import family_of
from kaname.testing.bases import Content, base_content
from kaname.testing.feeds import Json, advisory, write_epss, write_kev, write_osv_zip

NOW = datetime(2026, 11, 20, tzinfo=UTC)
LATER = datetime(2026, 11, 21, tzinfo=UTC)
CVES = ("CVE-2026-0001", "CVE-2026-0002", "CVE-2026-0003")
BULLETINS = ("JVN#11111111", "JVNVU#22222222")
TIMES = ("2026-01-02T00:00:00Z", "2026-02-02T00:00:00Z")

cves = st.sampled_from(CVES)


def cve_record(identifier: str, text: str, modified: str, exploited: bool, rejected: bool) -> Json:
    """Return a record of the CVE list, with the day that CISA states where it is exploited."""
    metrics = [{"other": {"type": "kev", "content": {"dateAdded": "2026-01-05"}}}] if exploited else []
    entry = {
        "vendor": "Example",
        "product": "left",
        "collectionURL": "https://registry.npmjs.org",
        "packageName": "left",
        "versions": [{"version": "0", "lessThan": "2.0.0", "status": "affected", "versionType": "semver"}],
    }
    cna = {"title": text, "descriptions": [{"lang": "en", "value": text}], "affected": [entry]}
    state = "REJECTED" if rejected else "PUBLISHED"
    return {
        "dataType": "CVE_RECORD",
        "cveMetadata": {"cveId": identifier, "state": state, "dateUpdated": modified},
        "containers": {"cna": cna, "adp": [{"metrics": metrics}]},
    }


def nvd_item(identifier: str, version: str, modified: str) -> Json:
    """Return a record of the NVD."""
    match = {
        "vulnerable": True,
        "criteria": "cpe:2.3:a:example:server:*:*:*:*:*:*:*:*",
        "versionEndExcluding": version,
    }
    configurations = [{"nodes": [{"operator": "OR", "cpeMatch": [match]}]}]
    return {"cve": {"id": identifier, "lastModified": modified, "configurations": configurations}}


def jvn_record(number: int, ids: tuple[str, ...], title: str) -> str:
    """Return a full record of JVN iPedia."""
    related = "".join(f'<RelatedItem type="advisory"><VulinfoID>{text}</VulinfoID></RelatedItem>' for text in ids)
    return (
        f"<Vulinfo><VulinfoID>JVNDB-2026-{number:06}</VulinfoID><VulinfoData><Title>{title}</Title><Affected><AffectedItem>"
        f"<Name>例社</Name><ProductName>{title}</ProductName><Cpe>cpe:/a:example:server</Cpe></AffectedItem></Affected>"
        f"<Related>{related}</Related><DateLastUpdated>2026-01-04T00:00:00+09:00</DateLastUpdated></VulinfoData></Vulinfo>"
    )


def jvn_item(number: int, ids: tuple[str, ...]) -> str:
    """Return an entry of the overview list of JVN iPedia, which may name ids that the full record leaves out."""
    references = "".join(f'<sec:references id="{text}">https://example.org</sec:references>' for text in ids)
    return (
        f"<item><title>概要</title><sec:identifier>JVNDB-2026-{number:06}</sec:identifier>{references}"
        "<dcterms:modified>2026-01-05T00:00:00+09:00</dcterms:modified></item>"
    )


ids = st.lists(st.sampled_from([*CVES, *BULLETINS]), max_size=3, unique=True).map(tuple)
worlds = st.fixed_dictionaries(
    {
        "osv": st.dictionaries(st.sampled_from(["GHSA-a", "GHSA-b"]), st.lists(cves, max_size=2, unique=True)),
        "zipped": st.booleans() | st.just(True),
        "cve": st.dictionaries(
            cves,
            st.tuples(st.sampled_from(["one", "two"]), st.sampled_from(TIMES), st.booleans(), st.booleans()),
            min_size=1,
        ),
        "nvd": st.dictionaries(cves, st.tuples(st.sampled_from(["1.0", "2.0"]), st.sampled_from(TIMES)), min_size=1),
        "jvn": st.dictionaries(st.integers(1, 3), st.tuples(ids, st.sampled_from(["左", "右"])), min_size=1),
        "rss": st.dictionaries(st.integers(1, 3), ids, min_size=1),
        "euvd": st.lists(cves, min_size=1, unique=True),
        "eol": st.dictionaries(st.sampled_from(["left", "right"]), st.sampled_from(["1", "2"]), min_size=1),
        "epss": st.dictionaries(
            cves, st.tuples(st.sampled_from([0.1, 0.17]), st.sampled_from([0.5, 0.57])), min_size=1
        ),
        "names": st.lists(st.sampled_from(["左", "右", "", "left"]), min_size=1, max_size=5),
    }
)
World = dict[str, object]


def write(folder: Path, world: Json) -> list[FreshFeed]:
    """Write every feed as an update finds it in its cache."""
    shutil.rmtree(folder, ignore_errors=True)
    paths: list[tuple[str, Path]] = []

    def put(source: str, name: str, content: str | bytes) -> None:
        path = folder / source / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append((source, path))

    parts = {name: dict(part) if isinstance(part, dict) else part for name, part in world.items()}
    osv, cve, nvd, jvn, rss, eol = (dict(parts[name]) for name in ("osv", "cve", "nvd", "jvn", "rss", "eol"))  # type: ignore[call-overload]
    zipped = write_osv_zip(folder / "osv", "npm", [advisory(name, aliases=aliases) for name, aliases in osv.items()])
    paths.append(("osv:npm", zipped))
    records = {name: json.dumps(cve_record(name, *fields)) for name, fields in cve.items()}
    if world["zipped"]:
        (folder / "cve").mkdir()
        with zipfile.ZipFile(folder / "cve" / "cvelistV5.zip", "w") as archive:
            for name, content in records.items():
                archive.writestr(zipfile.ZipInfo(f"main/cves/{name}.json"), content)
            archive.writestr(zipfile.ZipInfo("main/cves/delta.json"), json.dumps({"numberOfChanges": len(cve)}))
        paths.append(("cve", folder / "cve" / "cvelistV5.zip"))
    else:
        put("cve", "cve.jsonl", "\n".join(records.values()))
    for half, names in enumerate((CVES[:2], CVES[2:])):
        items = [nvd_item(name, *nvd[name]) for name in names if name in nvd]
        page = {"format": "NVD_CVE", "vulnerabilities": items}
        put("nvd", f"nvdcve-2.0-{half}.json.gz", gzip.compress(json.dumps(page).encode(), mtime=0))
    details = "".join(jvn_record(number, *fields) for number, fields in jvn.items())
    put("jvn", "b.rdf", f'<VULDEF-Document xmlns="http://jvn.jp/vuldef/" xml:lang="ja">{details}</VULDEF-Document>')
    overview = "".join(jvn_item(number, fields) for number, fields in rss.items())
    put(
        "jvn",
        "a.rdf",
        '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xml:lang="ja"'
        f' xmlns:sec="http://jvn.jp/rss/mod_sec/3.0/" xmlns:dcterms="http://purl.org/dc/terms/">{overview}</rdf:RDF>',
    )
    listed = [{"cveId": name, "euvdId": "EUVD-1", "sources": ["eukev_kev"]} for name in parts["euvd"]]  # type: ignore[attr-defined]
    put("euvd-kev", "dump.json", json.dumps(listed))
    products = [{"name": name, "releases": [{"name": cycle, "isEol": False}]} for name, cycle in eol.items()]
    put("eol", "products.json", json.dumps({"result": products}))
    lines = (json.dumps({"vname": "例社", "pname": text, "pcpe": "cpe:/a:example:server"}) for text in parts["names"])  # type: ignore[attr-defined]
    put("jvn-products", "names.jsonl", "\n".join(lines))
    paths.append(("epss", write_epss(folder / "epss", parts["epss"])))  # type: ignore[arg-type]
    paths.append(("kev", write_kev(folder / "kev", "CVE-2026-0001")))
    return [FreshFeed(kind=family_of(source), source=source, path=str(path)) for source, path in paths]  # type: ignore[arg-type]


def comparable(content: Content) -> Content:
    """Return what must be equal: names of products that were learnt once stay, everything else follows the feeds."""
    return {name: part for name, part in content.items() if name != "products"}


FIRST: Json = {
    "zipped": True,
    "osv": {"GHSA-a": ["CVE-2026-0001"]},
    "cve": {"CVE-2026-0001": ("one", TIMES[0], True, False)},
    "nvd": {"CVE-2026-0001": ("1.0", TIMES[0])},
    "jvn": {1: (("CVE-2026-0001", "JVN#11111111"), "左")},
    "rss": {1: ("JVNVU#22222222",), 2: ("JVNVU#22222222",)},
    "euvd": ["CVE-2026-0001"],
    "eol": {"left": "1"},
    "epss": {"CVE-2026-0001": (0.1, 0.5)},
    "names": ["左"],
}
SECOND: Json = FIRST | {"rss": {1: ("JVNVU#22222222",)}, "cve": {"CVE-2026-0001": ("two", TIMES[1], False, False)}}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(worlds, min_size=2, max_size=3))
@example(steps=[FIRST, SECOND])
@example(steps=[SECOND, FIRST, SECOND])
def test_any_sequence_of_changes(steps: list[Json]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder / "feeds", steps[0])
        build_base([folder / "feeds"], folder / "k.db", now=NOW, processes=1)
        for step in steps[1:]:
            feeds = write(folder / "feeds", step)
            report = patch_base(folder / "k.db", feeds, failures={}, now=LATER, processes=1)
            assert [change.failed for change in report.changes if change.failed] == []
            build_base([folder / "feeds"], folder / "new.db", now=LATER, processes=1)
            patched, built = base_content(folder / "k.db"), base_content(folder / "new.db")
            assert comparable(patched) == comparable(built)
            assert set(patched["products"]) >= set(built["products"])


def test_nothing_new_is_not_written(tmp_path: Path) -> None:
    feeds = write(tmp_path / "feeds", FIRST)
    build_base([tmp_path / "feeds"], tmp_path / "k.db", now=NOW, processes=1)
    report = patch_base(tmp_path / "k.db", feeds, failures={}, now=LATER, processes=1)
    assert report.written is False
    assert {change.status for change in report.changes} == {"unchanged"}


def test_a_file_that_became_something_else_loses_nothing(tmp_path: Path) -> None:
    feeds = write(tmp_path / "feeds", FIRST)
    build_base([tmp_path / "feeds"], tmp_path / "k.db", now=NOW, processes=1)
    before = base_content(tmp_path / "k.db")
    for feed in feeds:
        if feed.source in ("nvd", "eol", "jvn", "euvd-kev", "cve"):
            Path(feed.path).write_bytes(b"<html>503</html>")
    report = patch_base(tmp_path / "k.db", feeds, failures={}, now=LATER, processes=1)
    assert {change.source for change in report.changes if change.failed} == {"nvd", "eol", "jvn", "euvd-kev", "cve"}
    after = base_content(tmp_path / "k.db")
    assert {name: part for name, part in after.items() if name != "sources"} == {
        name: part for name, part in before.items() if name != "sources"
    }


def test_of_a_zip_of_the_cve_list_only_changed_entries_are_read(tmp_path: Path) -> None:
    three = FIRST | {"cve": dict.fromkeys(CVES, ("one", TIMES[0], True, False))}
    write(tmp_path / "feeds", three)
    build_base([tmp_path / "feeds"], tmp_path / "k.db", now=NOW, processes=1)
    changed = three | {"cve": dict.fromkeys(CVES, ("one", TIMES[0], True, False)) | SECOND["cve"]}  # type: ignore[operator]
    report = patch_base(tmp_path / "k.db", write(tmp_path / "feeds", changed), failures={}, now=LATER, processes=1)
    (change,) = (change for change in report.changes if change.source == "cve")
    # What is no record has no CRC-32 in a base that was built, and is read once more.
    assert (change.read, change.changed) == (2, 1)
