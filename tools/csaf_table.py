"""Print, test by test, how many of the official sample documents are judged as their name says.

    python -m tools.csaf_table [--offline] DATA/csaf

Reads the zips of sample documents that the standard's repository publishes. A sample counts as right when its own test fails
(or passes) as the list of samples says; "not run" counts a sample whose own test said that it could not decide.

The tests that ask the world outside get one on this machine: a web where every address answers but the one that a sample
calls broken, the schemas of the extensions that the samples use, and the dictionaries of Hunspell, where it is installed.
``--offline`` leaves that out.
"""

import json
import sys
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from kaname.formats.csaf.checks import Report
from kaname.formats.csaf.outside import NOTHING_OUTSIDE, Outside
from kaname.formats.csaf.read import check_csaf
from kaname.testing.csaf_outside import world_of_samples

ARCHIVES = {"2.0": "oasis-csaf_2.0-validator-tests.zip", "2.1": "oasis-csaf_2.1-validator-tests-half.zip"}
# The tests that ask the world outside; for the samples of others it would cost time and tell nothing.
ASKING = frozenset({"6.1.60.2", "6.1.60.3", "6.3.6", "6.3.7", "6.3.8"})
NOW = datetime(2026, 11, 20, tzinfo=UTC)


class Verdict(NamedTuple):
    """A sample and how it was judged. ``found``: its own test failed; ``undecided``: it said that it could not tell."""

    version: str
    test: str
    sample: str
    should_fail: bool
    found: bool
    undecided: bool
    other_mandatory: tuple[str, ...]


def iter_verdicts(folder: Path, outside: Outside = NOTHING_OUTSIDE) -> Iterator[Verdict]:
    """Yield a verdict for each official sample document in a folder."""
    for version, name in ARCHIVES.items():
        with zipfile.ZipFile(folder / name) as archive:
            names = {each.rpartition("/data/")[2]: each for each in archive.namelist() if "/data/" in each}
            for test in json.loads(archive.read(names["testcases.json"]))["tests"]:
                for should_fail, key in ((True, "failures"), (False, "valid")):
                    for sample in test.get(key, []):
                        if sample["name"] in names:
                            data = archive.read(names[sample["name"]])
                            world = outside if test["id"] in ASKING else NOTHING_OUTSIDE
                            report = check_csaf(data, now=NOW, outside=world)
                            yield judge(version, test["id"], sample["name"], should_fail, report)


def judge(version: str, test: str, sample: str, should_fail: bool, report: Report) -> Verdict:
    """Compare a report with what the list of samples says."""
    failed = {failure.test for failure in report.failures}
    own = (test, "schema") if test in ("6.1.37", "6.1.8") else (test,)
    mandatory = sorted({each.test for each in report.failures if each.mandatory} - set(own))
    undecided = any(each.test == test for each in report.not_run)
    return Verdict(version, test, sample, should_fail, test in failed, undecided, tuple(mandatory))


def main() -> int:
    """Print the table; return 1 when a sample is judged wrongly without saying that it could not be decided."""
    arguments = [each for each in sys.argv[1:] if each != "--offline"]
    if len(arguments) != 1:
        sys.exit("python -m tools.csaf_table [--offline] DATA/csaf")
    with tempfile.TemporaryDirectory() as schemas, world_of_samples(Path(schemas)) as outside:
        verdicts = list(iter_verdicts(Path(arguments[0]), NOTHING_OUTSIDE if "--offline" in sys.argv else outside))
    return print_table(verdicts)


def print_table(verdicts: Iterable[Verdict]) -> int:
    """Print counts by test, and every wrong verdict on standard error; return 1 when there is one."""
    counts: dict[tuple[str, str], Counter[str]] = {}
    wrong: list[Verdict] = []
    for verdict in verdicts:
        count = counts.setdefault((verdict.version, verdict.test), Counter())
        kind = "failing" if verdict.should_fail else "valid"
        if verdict.found == verdict.should_fail:
            count[f"{kind} right"] += 1
        elif verdict.undecided:
            count["not run"] += 1
        else:
            count[f"{kind} wrong"] += 1
            wrong.append(verdict)
    columns = ("failing right", "failing wrong", "valid right", "valid wrong", "not run")
    print(f"{'version':8}{'test':10}" + "".join(f"{column:>15}" for column in columns))
    for (version, test), count in counts.items():
        print(f"{version:8}{test:10}" + "".join(f"{count[column] or '':>15}" for column in columns))
    total = sum((count for count in counts.values()), Counter[str]())
    print(f"{'all':18}" + "".join(f"{total[column]:>15}" for column in columns))
    for verdict in wrong:
        print(f"wrong: {verdict.version} {verdict.test} {verdict.sample}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
