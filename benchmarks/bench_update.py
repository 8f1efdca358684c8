"""Updating a base by a day's changes against building it anew, and the size of a base as a bundle.

Uses the published feeds of the data pack (``KANAME_DATA``, else ``../shared/data``); one record in a hundred is changed, and
one in two thousand removed. ``python -m benchmarks.bench_update`` prints the figures.
"""

import hashlib
import json
import os
import random
import resource
import tempfile
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from kaname.knowledge.build import build_base
from kaname.knowledge.changes import FreshFeed
from kaname.knowledge.patch import patch_base
from kaname.services.bundle import PEER_DOWNLOAD_BYTES, export_knowledge
from kaname.services.knowledge import available_processors

CHANGED_RATIO = 0.01
REMOVED_RATIO = 0.0005
_DAYS = (datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC))
_SMALLEST_SECONDS = 1e-9


def run() -> list[tuple[str, float, str, float]]:
    """Measure.

    Returns:
        (name, seconds or megabytes, name of the baseline, ratio to it) per measurement; empty without the data pack.
    """
    data = Path(os.environ.get("KANAME_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    if not (data / "advisories").is_dir():
        return []
    processes = available_processors()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        feeds = change_feeds(data / "advisories", folder / "osv")
        base = folder / "k.db"
        start, before = time.monotonic(), _processor_seconds()
        build_base([data / "advisories", data / "kev", data / "epss"], base, now=_DAYS[0], processes=processes)
        built = max(time.monotonic() - start, _SMALLEST_SECONDS)
        built_work = max(_processor_seconds() - before, _SMALLEST_SECONDS)
        start, before = time.monotonic(), _processor_seconds()
        patch_base(base, feeds, failures={}, now=_DAYS[1], processes=processes)
        patched, patched_work = time.monotonic() - start, _processor_seconds() - before
        start = time.monotonic()
        report = export_knowledge(path=base, to=folder / "k.kaname", now=_DAYS[1])
        exported = time.monotonic() - start
        megabytes = report.size_bytes / 1_000_000
        return [
            ("update by 1 % of the records (s)", patched, f"build, {processes} processes (s)", patched / built),
            ("the same, processor time (s)", patched_work, "build, processor time (s)", patched_work / built_work),
            ("export as a bundle (s)", exported, "build (s)", exported / built),
            ("size of the bundle (MB)", megabytes, "download of a peer (MB)", report.size_bytes / PEER_DOWNLOAD_BYTES),
        ]


def _processor_seconds() -> float:
    """Return the processor time of this process and those it started and that ended."""
    parts = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(part.ru_utime + part.ru_stime for part in parts)


def change_feeds(advisories: Path, to: Path) -> list[FreshFeed]:
    """Write feeds as they may look a day later and return them."""
    chance = random.Random(7)
    feeds = []
    for path in sorted(advisories.glob("*/all.zip")):
        ecosystem = path.parent.name
        target = to / ecosystem / "all.zip"
        target.parent.mkdir(parents=True)
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
            for position, info in enumerate(old.infolist()):
                content = old.read(info)
                draw = chance.random()
                if draw < REMOVED_RATIO:
                    continue
                if draw < REMOVED_RATIO + CHANGED_RATIO:
                    content = _changed(content, position, draw)
                new.writestr(info.filename, content, zipfile.ZIP_DEFLATED, 6)
        # An update knows the digest from the download.
        digest = hashlib.sha256(target.read_bytes()).hexdigest()
        feeds.append(FreshFeed(kind="osv", source=f"osv:{ecosystem}", path=str(target), sha256=digest))
    return feeds


def _changed(content: bytes, position: int, draw: float) -> bytes:
    record = json.loads(content)
    record["modified"] = "2026-11-20T00:00:00Z"
    record["details"] = (record.get("details") or "") + " Changed."
    if draw < CHANGED_RATIO / 4:
        record["aliases"] = [*(record.get("aliases") or []), f"CVE-2031-{position + 1000}"]
    return json.dumps(record).encode()


if __name__ == "__main__":
    for label, value, baseline, ratio in run():
        print(f"{label}: {value:.2f}; {100 * ratio:.1f} % of {baseline}")
