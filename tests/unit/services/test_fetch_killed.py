"""Killed (signal 9) at random moments while pages and documents are fetched: base and cache stay whole, nothing is lost."""

import os
import random
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaname.knowledge.base import open_knowledge, verify_knowledge
from kaname.knowledge.sources import nvd_api
from kaname.testing.csaf_provider import CsafProvider, Published
from kaname.testing.http import FakeClock, Handler, Server, serving
from kaname.testing.page_apis import NvdApi, nvd_record

KILLS = int(os.environ.get("KANAME_KILLS", "5"))
DOCUMENTS, RECORDS, RECORDS_PER_PAGE = 25, 60, 4
NVD_PATH = "/rest/json/cves/2.0"
# The program as it is, but for the addresses and the rests between requests.
PROGRAM = """
import sys
import msgspec
from kaname.knowledge.sources.nvd import Nvd
from kaname.services import fetch
server = sys.argv[1]
(location,) = Nvd.info.locations
years = msgspec.structs.replace(location, url=server + "/nvd/{year}.json", years_from=2026, pace_seconds=0.0, checksum_url="")
api = msgspec.structs.replace(Nvd.info.api, url=server + "/rest/json/cves/2.0", pace_seconds=0.0)
fetch.PUBLISHED = (msgspec.structs.replace(Nvd.info, locations=(years,), api=api),)
from kaname.cli.main import main
sys.exit(main(["knowledge", "update", *sys.argv[2:], "-q"]))
"""


class World:
    """The NVD and a provider, whose records and documents say which of two states they are of."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.server = server
        self.base = folder / "here" / "k.db"
        self.base.parent.mkdir()
        self.cache = folder / "cache"
        self.nvd = NvdApi(FakeClock(), records_per_page=RECORDS_PER_PAGE)
        server.routes[NVD_PATH] = self._answer
        self.provider = CsafProvider(server)

    def _answer(self, handler: Handler) -> None:
        self.nvd.times.clear()  # how often it may be asked is not at issue here
        self.nvd(handler)

    def turn(self, which: int, at: str) -> None:
        """Let every record and document change at a time of day."""
        moment = f"2026-11-20T{at}:00"
        self.nvd.records = [
            nvd_record(f"CVE-2026-{n:04}", f"{moment}.000", text=f"state {which}") for n in range(1, RECORDS + 1)
        ]
        self.provider.labels["WHITE"] = [
            Published(f"ACME-2026-{n:04}", f"{moment}Z", title=f"state {which}", hashes=("sha512",))
            for n in range(1, DOCUMENTS + 1)
        ]
        self.provider.publish()
        self.server.documents["/nvd/2026.json"] = nvd_api.write_records({})

    def start(self, hour: int) -> "subprocess.Popen[bytes]":
        environment = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        options = ["--knowledge", str(self.base), "--cache", str(self.cache), "--now", f"2026-11-20T{hour:02}:00:00Z"]
        return subprocess.Popen(
            [sys.executable, "-c", PROGRAM, self.server.url, "nvd", "csaf:acme", *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**environment, "KANAME_CSAF_PROVIDERS": f"acme={self.provider.url}"},
        )

    def states(self) -> set[str]:
        """Return what records and documents say; all of them must be there."""
        verify_knowledge(self.base)
        with open_knowledge(self.base) as base:
            records = [base.find(f"CVE-2026-{n:04}") for n in range(1, RECORDS + 1)]
            documents = [base.find(f"ACME-2026-{n:04}") for n in range(1, DOCUMENTS + 1)]
        texts = [text for found in (*records, *documents) if found is not None for text in found.texts]
        assert len(texts) == RECORDS + DOCUMENTS
        return {text.summary or text.details for text in texts}


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with serving() as server:
        yield World(tmp_path, server)


def test_base_and_cache_stay_whole(world: World) -> None:
    moments = random.Random(KILLS)
    world.turn(1, "07:30")
    began = time.monotonic()
    process = world.start(8)
    assert (process.communicate()[1], process.returncode) == (b"", 0)
    duration_seconds = time.monotonic() - began
    assert world.states() == {"state 1"}
    killed = 0
    for number in range(KILLS):
        world.turn(2 + number % 2, f"08:{number % 50 + 5:02}")
        process = world.start(9)
        time.sleep(moments.uniform(0.0, duration_seconds))
        process.kill()
        process.communicate()
        killed += process.returncode == -9
        assert world.states() <= {"state 1", "state 2", "state 3"}
        packed = world.cache / "csaf" / "acme.zip"
        with zipfile.ZipFile(packed) as archive:
            assert archive.testzip() is None
    assert killed > KILLS // 2
    world.turn(4, "09:30")
    process = world.start(10)
    assert (process.communicate()[1], process.returncode) == (b"", 0)
    assert world.states() == {"state 4"}
    assert [path.name for path in world.base.parent.iterdir()] == ["k.db"]
    left = [path.name for path in world.cache.rglob("*") if path.name.endswith((".new", ".part", ".pages", ".parts"))]
    assert left == []
