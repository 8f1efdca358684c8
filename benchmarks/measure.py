"""Run a command and measure it: wall time, CPU time, peak memory."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

# Exit codes that are an answer, not a failure: fine, threshold met, incomplete where asked.
_ANSWERS = {0, 1, 4}
# A process starts with the peak memory of the one that forked it, so a small one stands between; the answer is its last line.
_LAUNCHER = """
import resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.call(sys.argv[1:], stderr=subprocess.STDOUT)
wall = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, wall, used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""


class Measured(NamedTuple):
    """One measurement. ``peak_mib``: resident memory at its highest; ``cpu_seconds``: user and system time together."""

    name: str
    wall_seconds: float
    cpu_seconds: float
    peak_mib: float
    baseline: str | None = None
    ratio: float | None = None
    note: str = ""


def run(command: Sequence[str], log: Path) -> tuple[float, float, float]:
    """Run a command once; return wall seconds, CPU seconds and peak MiB.

    Raises:
        RuntimeError: the command failed; its last words are in the message.
    """
    with log.open("wb") as output:
        launched = [sys.executable, "-S", "-E", "-c", _LAUNCHER, *command]
        done = subprocess.run(launched, stdout=output, stderr=subprocess.PIPE, text=True, check=True)
    code, wall, cpu, peak = done.stderr.rsplit("\n", 2)[-2].split()
    if int(code) not in _ANSWERS:
        last = log.read_text("utf-8", "replace")[-500:]
        raise RuntimeError(f"{' '.join(command)} ended with {code}: {last}")
    # Linux counts in KiB, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    return float(wall), float(cpu), int(peak) * unit / 2**20


def best_of(
    name: str, command: Sequence[str], log: Path, *, times: int, against: Measured | None = None, note: str = ""
) -> Measured:
    """Run a command several times and keep the fastest; the slower runs tell about the machine, not about the command."""
    wall, cpu, peak = min(run(command, log) for _ in range(times))
    ratio = wall / against.wall_seconds if against else None
    return Measured(name, wall, cpu, peak, against.name if against else None, ratio, note)
