"""Updating a base by a day's changes against building it anew, for every source; and the size of a base as a bundle.

Feeds: ``benchmarks.days``. Each source is measured twice: in a base of its own, and in one of all sources, of which only this
one changed. Every build and every update runs in a process of its own; of several the fastest counts, because the slower ones
tell about the machine. ``python -m benchmarks.bench_update [CASE …]`` prints the figures.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from benchmarks.days import CASES, Days, write_days
from benchmarks.time_update import DAYS
from kaname.knowledge.changes import FreshFeed
from kaname.services.bundle import PEER_DOWNLOAD_BYTES, export_knowledge

RATIO_MAX = 0.05
TIMES = 3
_EVERYTHING = "all"


class Seconds(NamedTuple):
    """Wall and processor time."""

    wall: float
    processor: float


class Delta(NamedTuple):
    """An update against a build. ``place``: the base, of this source alone or of all."""

    name: str
    place: str
    build: Seconds
    update: Seconds

    @property
    def ratios(self) -> Seconds:
        """Update by build."""
        return Seconds(self.update.wall / self.build.wall, self.update.processor / self.build.processor)


def measure(data: Path, names: Sequence[str] = CASES) -> tuple[list[Delta], int]:
    """Measure cases; return them, and the size of the base of all sources as a bundle (0 where it was not asked for)."""
    deltas: list[Delta] = []
    bundle_bytes = 0
    with tempfile.TemporaryDirectory() as folder:
        days = {day.name: day for day in write_days(data, Path(folder), [*names, _EVERYTHING])}
        everything = days[_EVERYTHING]
        full = Path(folder, "all.db")
        built = _build(everything.before, full)
        for name in names:
            if name == _EVERYTHING:
                deltas.append(Delta(name, "all", built, _update(full, everything.after)))
                bundle = export_knowledge(path=full, to=Path(folder, "k.kaname"), now=DAYS[1])
                bundle_bytes = bundle.size_bytes
                continue
            base = Path(folder, "one.db")
            alone = _build(days[name].before, base)
            deltas.append(Delta(name, "alone", alone, _update(base, days[name].after)))
            feeds = _of_one(everything, days[name])
            if feeds:
                deltas.append(Delta(name, "all", built, _update(full, feeds)))
    return deltas, bundle_bytes


def _of_one(everything: Days, day: Days) -> list[FreshFeed]:
    """Return the feeds of a case as they are among all; none where there they come in another form."""
    among = {feed.source: feed for feed in everything.after}
    found = [among[feed.source] for feed in day.after if among[feed.source].sha256 == feed.sha256]
    if found:
        return [feed for feed in everything.after if feed.source in {one.source for one in found}]
    return []


def _build(folder: str, base: Path) -> Seconds:
    return _fastest([_run("build", base, folder) for _ in range(TIMES - 1)])


def _update(base: Path, feeds: Sequence[FreshFeed]) -> Seconds:
    given, copy = base.with_suffix(".json"), base.with_suffix(".copy.db")
    given.write_bytes(msgspec.json.encode(feeds))
    runs = []
    for _ in range(TIMES):
        shutil.copyfile(base, copy)
        os.sync()
        runs.append(_run("patch", copy, str(given)))
    copy.unlink()
    return _fastest(runs)


def _run(action: str, base: Path, given: str) -> Seconds:
    command = [sys.executable, "-m", "benchmarks.time_update", action, str(base), given]
    wall, processor = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return Seconds(float(wall), float(processor))


def _fastest(runs: Sequence[Seconds]) -> Seconds:
    return Seconds(min(run.wall for run in runs), min(run.processor for run in runs))


def main(names: Sequence[str]) -> None:
    """Print a table of all cases, and name those in which an update takes more of a build than it may."""
    data = Path(os.environ.get("KANAME_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    if not (data / "advisories").is_dir():
        print(f"no data pack at {data}")
        return
    deltas, bundle_bytes = measure(data, names or CASES)
    print(
        f"{'changed':20} {'base':6} {'build s':>8} {'cpu s':>7} {'update s':>9} {'cpu s':>7} {'wall %':>7} {'cpu %':>6}"
    )
    for delta in deltas:
        build, update, ratios = delta.build, delta.update, delta.ratios
        print(
            f"{delta.name:20} {delta.place:6} {build.wall:8.2f} {build.processor:7.2f} {update.wall:9.3f}"
            f" {update.processor:7.3f} {100 * ratios.wall:7.1f} {100 * ratios.processor:6.1f}"
        )
    over = [f"{delta.name} ({delta.place})" for delta in deltas if delta.ratios.wall > RATIO_MAX]
    print(f"above {100 * RATIO_MAX:.0f} % of wall time: {', '.join(over) or 'none'}")
    if bundle_bytes:
        ratio = bundle_bytes / PEER_DOWNLOAD_BYTES
        print(f"bundle of all sources: {bundle_bytes / 1e6:.1f} MB, {100 * ratio:.0f} % of the download of a peer")


if __name__ == "__main__":
    main(sys.argv[1:])
