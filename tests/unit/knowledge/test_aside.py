"""What a second process reads in an update comes to the same as what the first reads; where it dies, nothing is lost."""

import gzip
import json
import os
import shutil
import signal
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaname.knowledge import aside
from kaname.knowledge.build import build_base
from kaname.knowledge.changes import FreshFeed
from kaname.knowledge.patch import patch_base
from kaname.knowledge.pool import second_process
from kaname.testing.feeds import advisory, affected, write_epss, write_osv_zip

DAYS = (datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC))
JVN = '<VULDEF-Document xmlns="http://jvn.jp/vuldef/" xml:lang="ja">{}</VULDEF-Document>'
RECORD = (
    "<Vulinfo><VulinfoID>JVNDB-2026-{0:06}</VulinfoID><VulinfoData><Title>{1}</Title><Affected><AffectedItem>"
    "<Name>例社</Name><ProductName>{1}</ProductName><Cpe>cpe:/a:example:server</Cpe></AffectedItem></Affected><Related>"
    '<RelatedItem type="advisory"><VulinfoID>CVE-2026-{0:04}</VulinfoID></RelatedItem></Related>'
    "<DateLastUpdated>2026-01-04T00:00:00+09:00</DateLastUpdated></VulinfoData></Vulinfo>"
)


def write(folder: Path, day: int) -> list[FreshFeed]:
    """Write the feeds of a day: on the second, some records of every source are changed, gone or new."""
    shutil.rmtree(folder, ignore_errors=True)
    numbers = range(1 + day, 60 + day)
    changed = {7: " changed", 8: " changed"} if day else {}
    osv = [
        advisory(
            f"GHSA-{number}",
            affected("npm", f"thing-{number % 9}", {"introduced": "0"}, {"fixed": f"1.{number + len(changed)}.0"}),
            aliases=[f"CVE-2026-{number:04}"],
        )
        for number in numbers
    ]
    zipped = write_osv_zip(folder / "osv", "npm", osv)
    details = folder / "jvn" / "jvndb_detail_2026.rdf"
    details.parent.mkdir()
    details.write_text(JVN.format("".join(RECORD.format(n, f"例{changed.get(n, '')}") for n in numbers)), "utf-8")
    items = [
        {"cve": {"id": f"CVE-2026-{n:04}", "lastModified": f"2026-01-0{1 + (n in changed)}T00:00:00Z"}} for n in numbers
    ]
    page = folder / "nvd" / "nvdcve-2.0-2026.json.gz"
    page.parent.mkdir()
    page.write_bytes(gzip.compress(json.dumps({"format": "NVD_CVE", "vulnerabilities": items}).encode(), mtime=0))
    scores = write_epss(folder / "epss", {f"CVE-2026-{n:04}": (0.1 + 0.1 * (n in changed), 0.50007) for n in numbers})
    names = folder / "jvn-products" / "jvn-feed-product.jsonl"
    names.parent.mkdir()
    lines = [
        {"vname": "例社", "pname": f"製品{n}{changed.get(n, '')}", "pcpe": f"cpe:/a:example:p{n}"} for n in numbers
    ]
    names.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return [
        FreshFeed(kind="osv", source="osv:npm", path=str(zipped)),
        FreshFeed(kind="jvn", source="jvn", path=str(details)),
        FreshFeed(kind="nvd", source="nvd", path=str(page)),
        FreshFeed(kind="epss", source="epss", path=str(scores)),
        FreshFeed(kind="jvn-products", source="jvn-products", path=str(names)),
    ]


@pytest.fixture
def base(tmp_path: Path) -> Path:
    write(tmp_path / "feeds", 0)
    built = build_base([tmp_path / "feeds"], tmp_path / "base.db", now=DAYS[0], processes=1)
    assert not [state for state in built.sources if state.failed]
    return tmp_path / "base.db"


def patched(base: Path, name: str, *, processes: int) -> bytes:
    copy = base.with_name(name)
    shutil.copyfile(base, copy)
    feeds = write(base.parent / "feeds", 1)
    report = patch_base(copy, feeds, failures={}, now=DAYS[1], processes=processes)
    assert {change.source: change.status for change in report.changes} == dict.fromkeys(
        ("osv:npm", "jvn", "nvd", "epss", "jvn-products"), "updated"
    )
    return copy.read_bytes()


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have everything worth a second process, and say what was taken from it."""
    monkeypatch.setattr(aside, "BYTES_MIN", 0)
    taken: list[str] = []
    reply = aside.Aside._reply

    def noted(self: aside.Aside, source: str) -> aside.Reply:
        answer = reply(self, source)
        if answer is not None:
            taken.append(source)
        return answer

    monkeypatch.setattr(aside.Aside, "_reply", noted)
    return taken


def test_it_comes_to_the_same(base: Path, asked: list[str]) -> None:
    alone = patched(base, "alone.db", processes=1)
    assert asked == []
    assert patched(base, "two.db", processes=2) == alone
    assert sorted(asked) == ["epss", "jvn", "jvn-products", "nvd"]


def test_a_process_with_threads_starts_a_new_one(base: Path, asked: list[str]) -> None:
    alone = patched(base, "alone.db", processes=1)
    over = threading.Event()
    thread = threading.Thread(target=over.wait)
    thread.start()
    try:
        assert patched(base, "two.db", processes=2) == alone
    finally:
        over.set()
        thread.join()
    assert sorted(asked) == ["epss", "jvn", "jvn-products", "nvd"]


def killed(task: aside.Task) -> aside.Reply:
    if task.source == "nvd":
        os.kill(os.getpid(), signal.SIGKILL)
    return aside.read_aside(task)


def test_what_a_killed_process_leaves_is_read_here(
    base: Path, asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = patched(base, "alone.db", processes=1)
    monkeypatch.setattr(aside, "second_process", lambda work, tasks: second_process(killed, tasks))
    assert patched(base, "two.db", processes=2) == alone
    assert "nvd" not in asked
    assert "epss" not in asked


def test_too_little_is_read_by_one_process(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[object] = []
    monkeypatch.setattr(aside, "second_process", lambda work, tasks: started.append(tasks))
    patched(base, "one.db", processes=2)
    assert started == []


def test_a_damaged_feed_is_told_as_without(base: Path, asked: list[str]) -> None:
    results = []
    for processes in (1, 2):
        copy = base.with_name(f"{processes}.db")
        shutil.copyfile(base, copy)
        feeds = write(base.parent / "feeds", 1)
        for feed in feeds:
            if feed.source in ("epss", "jvn-products", "nvd"):
                Path(feed.path).write_bytes(b"\x1f\x8b\x08damaged")
        report = patch_base(copy, feeds, failures={}, now=DAYS[1], processes=processes)
        results.append({change.source: change.failed for change in report.changes})
    assert results[0] == results[1]
    assert results[0]["nvd"] is not None
    assert asked == ["jvn"]
