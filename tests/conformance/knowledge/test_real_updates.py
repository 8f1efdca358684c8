"""Published feeds, changed as after a day: the patched base holds what a new build holds."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from benchmarks.days import CASES, write_days

from kaname.knowledge.build import build_base
from kaname.knowledge.patch import patch_base
from kaname.testing.bases import base_content

pytestmark = pytest.mark.data

DAYS = (datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC))


def test_a_day_later(data: Path, tmp_path: Path) -> None:
    (days,) = write_days(data, tmp_path, ["osv"], limit=400)
    base = tmp_path / "k.db"
    build_base([Path(days.before)], base, now=DAYS[0], processes=1)
    old = base_content(base)
    report = patch_base(base, days.after, failures={}, now=DAYS[1], processes=1)
    assert sum(change.changed for change in report.changes) > 20
    assert sum(change.removed for change in report.changes) > 0
    build_base([tmp_path / "osv" / "after"], tmp_path / "new.db", now=DAYS[1], processes=1)
    patched, built = base_content(base), base_content(tmp_path / "new.db")
    assert patched != old
    for part, content in built.items():
        assert patched[part] == content, part


@pytest.mark.parametrize("case", [case for case in CASES if case not in ("osv", "all")])
def test_each_source_a_day_later(data: Path, tmp_path: Path, case: str) -> None:
    limit = {"jvn": 150, "csaf": 150, "epss": 20_000, "epss, every score": 5_000}.get(case, 700)
    (days,) = write_days(data, tmp_path, [case], limit=limit)
    base, after = tmp_path / "k.db", tmp_path / case / "after"
    build_base([Path(days.before)], base, now=DAYS[0], processes=1)
    report = patch_base(base, days.after, failures={}, now=DAYS[1], processes=1)
    assert [change.failed for change in report.changes if change.failed] == []
    assert sum(change.changed + change.new for change in report.changes) > 0
    build_base([after], tmp_path / "new.db", now=DAYS[1], processes=1)
    patched, built = base_content(base), base_content(tmp_path / "new.db")
    assert set(patched.pop("products")) >= set(built.pop("products"))
    for part, content in built.items():
        assert patched[part] == content, part


@pytest.mark.parametrize("case", ["cve", "cve, one per line", "nvd", "nvd, one per line", "jvn", "csaf"])
def test_of_records_only_changed_ones_are_read(data: Path, tmp_path: Path, case: str) -> None:
    (days,) = write_days(data, tmp_path, [case], limit=150)
    base = tmp_path / "k.db"
    build_base([Path(days.before)], base, now=DAYS[0], processes=1)
    report = patch_base(base, days.after, failures={}, now=DAYS[1], processes=1)
    (change,) = report.changes
    (state,) = report.states
    assert 0 < change.changed <= change.read < state.kept / 5
