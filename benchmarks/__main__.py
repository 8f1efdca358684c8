"""``python -m benchmarks``: measure, print a table, write ``benchmarks/results.json``."""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import copies, generate
from benchmarks.measure import Measured, best_of, run

ROOT = Path(__file__).resolve().parent.parent
NOW = "2026-11-20T00:00:00Z"
KANAME = [sys.executable, "-m", "kaname"]
_PARSE_ALL = (
    "import json,sys,zipfile,pathlib\n"
    "for p in sorted(pathlib.Path(sys.argv[1]).glob('*/*.zip')):\n"
    "    z = zipfile.ZipFile(p)\n"
    "    for n in z.namelist(): json.loads(z.read(n))"
)
_PARSE_ONE = "import json,sys; json.load(open(sys.argv[1], 'rb'))"
_READ_ONE = (
    "import sys, pathlib; from kaname.formats import read_sbom; read_sbom(pathlib.Path(sys.argv[1]).read_bytes())"
)
# From the model alone, as a document that was never read is written.
_WRITE_ONE = (
    "import sys, pathlib, datetime, msgspec; from kaname.formats import read_sbom, write_sbom\n"
    "sbom = read_sbom(pathlib.Path(sys.argv[1]).read_bytes())\n"
    "bare = msgspec.structs.replace(sbom.original, data=b'')\n"
    "sbom = msgspec.structs.replace(sbom, original=bare)\n"
    "write_sbom(sbom, format=sys.argv[2], now=datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC))"
)


def main(argv: list[str] | None = None) -> int:
    """Measure everything, or the parts named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure Kaname against baselines.")
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help="parts to measure (default: all)")
    parser.add_argument("--quick", action="store_true", help="small inputs: does it run, not how fast is it")
    parser.add_argument("--output", type=Path, default=ROOT / "benchmarks" / "results.json")
    arguments = parser.parse_args(argv)
    results: list[Measured] = []
    with tempfile.TemporaryDirectory(prefix="kaname-bench-") as name:
        place = Place(Path(name), quick=arguments.quick)
        print(
            f"input: {place.describe()}; {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
        )
        print(HEAD)
        for part in arguments.part or PARTS:
            for measured in PARTS[part](place):
                results.append(measured)
                print(row(measured), flush=True)
    arguments.output.write_text(json.dumps([measured._asdict() for measured in results], indent=1) + "\n", "utf-8")
    return 0


class Place:
    """Where the input of a run lies: the shared data where there is some, else made-up input of the same shape."""

    def __init__(self, folder: Path, *, quick: bool) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.quick = quick
        self.times = 1 if quick else 3
        self.world = generate.packages(400 if quick else generate.PACKAGES)
        data = Path(os.environ.get("KANAME_DATA", ROOT.parent / "shared" / "data"))
        self.data = data if data.is_dir() and not quick else None
        self._base: Path | None = None
        self.made_up = folder / "feed"
        generate.write_feed(self.made_up, advisories=200 if quick else 20_000, world=self.world)

    def describe(self) -> str:
        """Say what is measured on."""
        return (
            f"advisories, KEV and EPSS of {self.data.name}, made-up SBOMs, for the portfolio also those of {self.data.name}"
            if self.data
            else "made-up advisories and SBOMs"
        )

    @property
    def feed(self) -> Path:
        """Folder with one folder of advisories per ecosystem."""
        return self.data / "advisories" if self.data else self.made_up

    @property
    def sources(self) -> list[str]:
        """Options that name what the base is built from."""
        folders = [self.feed, self.made_up, self.data / "kev", self.data / "epss"] if self.data else [self.feed]
        return [word for folder in folders for word in ("--from", str(folder))]

    @property
    def base(self) -> Path:
        """A knowledge base of all sources, built at first use."""
        if self._base is None:
            self._base = self.folder / "base.sqlite"
            run([*KANAME, "knowledge", "build", *self.sources, "--to", str(self._base), "--now", NOW], self.log)
        return self._base

    def sboms(self, count: int, components: int) -> list[Path]:
        """Write made-up SBOMs."""
        folder = self.folder / f"sboms-{count}-{components}"
        return generate.write_portfolio(folder, sboms=count, components=components, world=self.world)


def start_up(place: Place) -> Iterator[Measured]:
    """Measure how long it takes until something is said."""
    times = 3 if place.quick else 10
    bare = best_of("python -c pass", [sys.executable, "-c", "pass"], place.log, times=times)
    yield bare
    yield best_of("kaname --help", [*KANAME, "--help"], place.log, times=times, against=bare, note="limit 80 ms")


def read(place: Place) -> Iterator[Measured]:
    """Measure reading one SBOM into the model."""
    count = 500 if place.quick else 20_000
    world = generate.packages(count * 2)
    [path] = generate.write_portfolio(place.folder / "large", sboms=1, components=count, world=world)
    found = _components(path)
    plain = best_of(
        f"json.load, {found:,} components", [sys.executable, "-c", _PARSE_ONE, str(path)], place.log, times=3
    )
    yield plain
    command = [sys.executable, "-c", _READ_ONE, str(path)]
    yield best_of(f"read_sbom, {found:,} components", command, place.log, times=3, against=plain)


def write(place: Place) -> Iterator[Measured]:
    """Measure writing one SBOM in each format; reading it is part of each run, and the baseline."""
    count = 500 if place.quick else 20_000
    world = generate.packages(count * 2)
    [path] = generate.write_portfolio(place.folder / "written", sboms=1, components=count, world=world)
    times = 1 if place.quick else 3
    reading = best_of("read_sbom alone", [sys.executable, "-c", _READ_ONE, str(path)], place.log, times=times)
    yield reading
    for format_ in ("cyclonedx-json", "cyclonedx-xml", "spdx-json", "spdx-tag-value", "spdx3-json-ld"):
        command = [sys.executable, "-c", _WRITE_ONE, str(path), format_]
        note = "limit 1 s more than the baseline"
        yield best_of(f"read, write {format_}", command, place.log, times=times, against=reading, note=note)


def build(place: Place) -> Iterator[Measured]:
    """Measure building a knowledge base."""
    command = [sys.executable, "-c", _PARSE_ALL, str(place.feed)]
    plain = best_of("unzip and json.loads every advisory", command, place.log, times=1)
    yield plain
    target = place.folder / "measured.sqlite"
    command = [*KANAME, "knowledge", "build", *place.sources, "--to", str(target), "--now", NOW]
    yield best_of("knowledge build", command, place.log, times=1, against=plain, note="limit 60 s, 1 GB")


def scan(place: Place) -> Iterator[Measured]:
    """Measure a scan of one SBOM."""
    base = place.base
    for asked, limit in ((100, ""), (1_000, "limit 0.4 s")):
        [path] = place.sboms(1, asked)
        count = _components(path)
        plain = best_of(
            f"json.load, {count:,} components", [sys.executable, "-c", _PARSE_ONE, str(path)], place.log, times=3
        )
        yield plain
        command = [*KANAME, "scan", str(path), "--knowledge", str(base), "--format", "json", "--now", NOW]
        yield best_of(f"scan, {count:,} components", command, place.log, times=place.times, against=plain, note=limit)


def portfolio(place: Place) -> Iterator[Measured]:
    """Measure many SBOMs in one call against one call per SBOM: made-up ones, and real ones where they are there."""
    count, sample = (20, 5) if place.quick else (1_000, 20)
    yield from _portfolio(place, "made-up", place.sboms(count, 200), sample, "json")
    if place.data is not None:
        paths = copies.write_copies(place.data / "sboms", place.folder / "real", count=count)
        if paths:
            # Real ones differ by a thousand times in size, so that the sample has to be larger.
            yield from _portfolio(place, "real", paths, 3 * sample, "table")
            yield from _portfolio(place, "real", paths, 3 * sample, "json")


def _portfolio(place: Place, kind: str, paths: list[Path], sample: int, form: str) -> Iterator[Measured]:
    options = ["--knowledge", str(place.base), "--format", form, "--now", NOW]
    spread = paths[:: max(1, len(paths) // sample)][:sample]
    singles = [run([*KANAME, "scan", str(path), *options], place.log) for path in spread]
    one_by_one = Measured(
        f"{kind}, {form}: one call per SBOM",
        sum(wall for wall, _, _ in singles) / len(singles),
        sum(cpu for _, cpu, _ in singles) / len(singles),
        max(peak for _, _, peak in singles),
        note=f"seconds per SBOM, mean of {len(singles)}",
    )
    yield one_by_one
    wall, cpu, peak = run([*KANAME, "scan", str(paths[0].parent), *options], place.log)
    ratio = wall / len(paths) / one_by_one.wall_seconds
    note = f"{wall:.1f} s in all: {1 / ratio:.1f} times faster per SBOM (limit 20); peak of the largest process"
    name = f"{kind}, {form}: {len(paths):,} in one call"
    yield Measured(name, wall / len(paths), cpu / len(paths), peak, one_by_one.name, ratio, note)


def _components(path: Path) -> int:
    return len(json.loads(path.read_bytes())["components"])


PARTS: dict[str, Callable[[Place], Iterator[Measured]]] = {
    "start-up": start_up,
    "read": read,
    "write": write,
    "build": build,
    "scan": scan,
    "portfolio": portfolio,
}
HEAD = f"{'':<38}{'wall':>11}{'cpu':>11}{'peak':>9}{'ratio':>9}  baseline; note"


def row(measured: Measured) -> str:
    """Return one line of the table."""
    ratio = f"{measured.ratio:.2f}x" if measured.ratio is not None else ""
    remarks = "; ".join(part for part in (measured.baseline, measured.note) if part)
    return (
        f"{measured.name:<38}{measured.wall_seconds * 1000:>8,.1f} ms{measured.cpu_seconds * 1000:>8,.1f} ms"
        f"{measured.peak_mib:>5,.0f} MiB{ratio:>9}  {remarks}"
    )


if __name__ == "__main__":
    sys.exit(main())
