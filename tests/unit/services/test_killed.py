"""Killed (signal 9) at random moments of build, update and import: the base always answers, and nothing piles up.

``KANAME_KILLS`` sets how many moments are tried for each (a handful by default; 200 before a release).
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaname.knowledge.base import open_knowledge, verify_knowledge
from kaname.knowledge.build import build_base
from kaname.services.bundle import export_knowledge
from kaname.testing.feeds import advisory, affected, write_epss, write_kev, write_osv_zip
from kaname.testing.http import Server, serving

KILLS = int(os.environ.get("KANAME_KILLS", "5"))
RECORDS = 1500
FILES_OF_ONE_RUN_MAX = 5  # the new base, its lock, spool, staging, and what SQLite keeps beside them
TIMES = (datetime(2026, 11, 20, tzinfo=UTC), datetime(2026, 11, 21, tzinfo=UTC))


def publish(folder: Path, text: str) -> Path:
    """Write feeds in which one record in ten says ``text``."""
    entry = affected("npm", "lodash", {"introduced": "0"}, {"fixed": "4.17.21"})
    modified = "2026-01-02T03:04:05Z" if text == "old" else "2026-02-02T03:04:05Z"
    write_osv_zip(
        folder / "osv",
        "npm",
        [
            advisory(
                f"GHSA-{n}", entry, modified=modified if n % 10 == 0 else "2026-01-01", details=text * (n % 10 == 0)
            )
            for n in range(RECORDS)
        ],
    )
    write_kev(folder / "kev", "CVE-2026-0001", released=modified)
    table = write_epss(folder / "epss", {f"CVE-2026-{n:04}": (0.5, 0.5) for n in range(1, 9000)})
    table.rename(table.with_name("epss_scores-current.csv.gz"))
    return folder


class World:
    """Two states of the world, and a base that goes back and forth between them."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.server = server
        self.cache = folder / "cache"
        self.base = folder / "here" / "k.db"
        self.feeds = [publish(folder / text, text) for text in ("old", "new")]
        self.bundles = []
        for feeds, now in zip(self.feeds, TIMES, strict=True):
            built = folder / f"{now.day}.db"
            build_base([feeds], built, now=now, processes=1)
            export_knowledge(path=built, to=folder / f"{now.day}.kaname", now=now, valid_days=3000)
            self.bundles.append(folder / f"{now.day}.kaname")
        build_base([self.feeds[0]], self.base, now=TIMES[0], processes=1)

    def build(self, which: int) -> list[str]:
        return ["build", "--from", str(self.feeds[which]), "--to", str(self.base), "--processes", "1"]

    def update(self, which: int) -> list[str]:
        root = self.feeds[which]
        self.server.documents = {
            "/" + path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
        }
        common = ["--knowledge", str(self.base), "--cache", str(self.cache), "--mirror", self.server.url]
        return ["update", "kev", "epss", "osv:npm", *common]

    def take(self, which: int) -> list[str]:
        return ["import", str(self.bundles[which]), "--knowledge", str(self.base), "--allow-downgrade"]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with serving() as server:
        yield World(tmp_path, server)


def start(arguments: list[str]) -> "subprocess.Popen[bytes]":
    environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
    return subprocess.Popen(
        [sys.executable, "-m", "kaname", "knowledge", *arguments, "-q"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
    )


def check_answers(base: Path) -> None:
    verify_knowledge(base)
    with open_knowledge(base) as opened:
        assert len(opened.criteria([("npm", "lodash")])["npm", "lodash"]) == RECORDS
        found = opened.find("GHSA-10")
        assert found is not None
        assert found.details in ("old", "new")


@pytest.mark.parametrize("action", [World.build, World.update, World.take], ids=["build", "update", "import"])
def test_the_base_always_answers(world: World, action: Callable[[World, int], list[str]]) -> None:
    moments = random.Random(KILLS)
    began = time.monotonic()
    process = start(action(world, 1))
    assert (process.communicate()[1], process.returncode) == (b"", 0)
    duration_seconds = time.monotonic() - began
    killed = 0
    for number in range(KILLS * 4):
        if killed == KILLS:
            break
        process = start(action(world, number % 2))
        time.sleep(moments.uniform(0.0, duration_seconds))
        process.kill()
        process.communicate()
        killed += process.returncode == -9
        check_answers(world.base)
        left = sorted(path.name for path in world.base.parent.iterdir())
        assert len(left) <= 1 + FILES_OF_ONE_RUN_MAX, left
    assert killed > KILLS // 2  # the rest was done before the signal came
    process = start(action(world, 0))
    assert (process.communicate()[1], process.returncode) == (b"", 0)
    check_answers(world.base)
    assert [path.name for path in world.base.parent.iterdir()] == ["k.db"]
    if world.cache.exists():
        left = [path.name for path in world.cache.rglob("*") if path.name.endswith((".part", ".part.json", ".new"))]
        assert left == []
    print(f"killed {killed} times")
