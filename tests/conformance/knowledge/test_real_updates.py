"""Published feeds, changed as after a day: the patched base holds what a new build holds."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from benchmarks.bench_update import change_feeds

from kaname.knowledge.build import build_base
from kaname.knowledge.changes import FreshFeed
from kaname.knowledge.feeds import kind_of
from kaname.knowledge.patch import patch_base
from kaname.testing.bases import base_content

pytestmark = pytest.mark.data

DAYS = (datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC))
FEEDS = ("crates.io", "Hex", "GitHub Actions", "RubyGems", "Hackage", "AlmaLinux")


def test_a_day_later(data: Path, tmp_path: Path) -> None:
    before = tmp_path / "before"
    for name in FEEDS:
        (before / name).mkdir(parents=True)
        (before / name / "all.zip").symlink_to(data / "advisories" / name / "all.zip")
    base = tmp_path / "k.db"
    build_base([before], base, now=DAYS[0], processes=1)
    old = base_content(base)
    fresh = change_feeds(before, tmp_path / "after")
    report = patch_base(base, fresh, failures={}, now=DAYS[1], processes=1)
    assert sum(change.changed for change in report.changes) > 30
    assert sum(change.removed for change in report.changes) > 0
    build_base([tmp_path / "after"], tmp_path / "new.db", now=DAYS[1], processes=1)
    patched, built = base_content(base), base_content(tmp_path / "new.db")
    assert patched != old
    for part, content in built.items():
        assert patched[part] == content, part


def test_further_sources_a_day_later(data: Path, tmp_path: Path) -> None:
    files = {
        "cve": data / "cve" / "vulnrichment-selected.jsonl.gz",
        "nvd": data / "cve" / "nvd-cpe-overrides-half.jsonl.gz",
        "eol": data / "eol" / "products.jsonl.gz",
        "jvn-products": data / "jvn" / "jvn-feed-product.jsonl.gz",
    }
    feeds = []
    for source, path in files.items():
        lines = gzip.decompress(path.read_bytes()).splitlines(keepends=True)[:3000]
        for day, chosen in (("before", lines[: len(lines) - 7]), ("after", lines[5:])):
            target = tmp_path / day / source / path.name
            target.parent.mkdir(parents=True)
            target.write_bytes(gzip.compress(b"".join(chosen), 1, mtime=0))
        feeds.append(FreshFeed(kind=kind_of(source), source=source, path=str(target)))
    base = tmp_path / "k.db"
    build_base([tmp_path / "before"], base, now=DAYS[0], processes=1)
    report = patch_base(base, feeds, failures={}, now=DAYS[1], processes=1)
    changes = {change.source: change for change in report.changes}
    assert [(changes[source].new, changes[source].removed) for source in ("cve", "nvd")] == [(7, 5), (7, 5)]
    build_base([tmp_path / "after"], tmp_path / "new.db", now=DAYS[1], processes=1)
    patched, built = base_content(base), base_content(tmp_path / "new.db")
    assert set(patched.pop("products")) >= set(built.pop("products"))
    for part, content in built.items():
        assert patched[part] == content, part
