"""Real advisories: every version that a record enumerates lies inside the ranges that the same record states."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kaname.versions import SCHEMES, Interval, Undetermined, contains, osv_intervals


def _affected(data: Path, ecosystem: str) -> Iterator[dict[str, Any]]:
    file = data / "advisories" / ecosystem / "all.zip"
    if not file.exists():
        pytest.skip(f"no advisories of {ecosystem}")
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            for affected in msgspec.json.decode(archive.read(name)).get("affected", ()):
                if affected.get("package", {}).get("ecosystem", "").partition(":")[0] == ecosystem:
                    yield affected


@pytest.mark.parametrize(
    ("ecosystem", "scheme"),
    [("CRAN", "cran"), ("NuGet", "nuget"), ("Pub", "pub"), ("RubyGems", "gem"), ("npm", "npm"), ("opam", "opam")],
)
def test_enumerated_versions_lie_in_the_ranges(data: Path, ecosystem: str, scheme: str) -> None:
    outside, count = [], 0
    for affected in _affected(data, ecosystem):
        ranges = [each for each in affected.get("ranges", ()) if each["type"] != "GIT"]
        stretches = [stretch for each in ranges for stretch in osv_intervals(scheme, each["events"])]
        bounds = [stretch.bounds for stretch in stretches]
        intervals = [each for each in bounds if isinstance(each, Interval)]
        assert len(intervals) == len(bounds)
        for version in affected.get("versions", ()) if ranges else ():
            count += 1
            key = SCHEMES[scheme](version)
            if isinstance(key, Undetermined) or not contains(intervals, key):
                outside.append((version, [stretch.text for stretch in stretches]))
    assert outside == []
    assert count > 100
