"""Write the lists of foreign names that the CSAF tests need: weaknesses (CWE) and language subtags (IANA).

    npm install --prefix DIR @secvisogram/csaf-validator-lib language-subtag-registry
    python -m tools.write_csaf_lists DIR/node_modules

Takes facts only (ids, names, usage; subtags) from copies that these packages carry of the CWE lists of MITRE and of the
IANA language subtag registry. The weaknesses of all versions are one table: a line for each run of versions in which a
weakness had the same name, usage and state.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "src/kaname/formats/csaf/data"
_USAGE = {"Allowed": "A", "Allowed-with-Review": "R", "Discouraged": "D", "Prohibited": "P"}
_DUMP = """
import { readdir } from 'node:fs/promises'
const folder = process.argv[1]
const found = {}
for (const name of await readdir(folder)) found[name.slice(0, -3)] = (await import(`file://${folder}/${name}`)).default
console.log(JSON.stringify(found))
"""


def main() -> int:
    """Write both lists."""
    modules = Path(sys.argv[1]).resolve()
    _write_weaknesses(modules / "@secvisogram/csaf-validator-lib/lib/cwec")
    _write_subtags(modules / "language-subtag-registry/data/json")
    return 0


def _write_weaknesses(folder: Path) -> None:
    command = ["node", "--input-type=module", "-e", _DUMP, str(folder)]
    catalogues: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    versions = sorted(catalogues, key=lambda version: [int(part) for part in version.split(".")])
    # (number, usage, name) → the versions in which it was so.
    rows: dict[tuple[int, str, str], list[int]] = {}
    for index, version in enumerate(versions):
        for each in catalogues[version]["weaknesses"]:
            usage = "X" if each["status"] == "Deprecated" else _USAGE.get(each.get("usage", ""), "-")
            rows.setdefault((int(each["id"].removeprefix("CWE-")), usage, each["name"].strip()), []).append(index)
    lines = [
        "# Weaknesses of the Common Weakness Enumeration (CWE) by The MITRE Corporation: number, first and last version in",
        "# which it had this name, use for vulnerabilities (A allowed, R allowed with review, D discouraged, P prohibited,",
        "# X deprecated, - not said in these versions), name. Facts from the lists of versions "
        f"{versions[0]} to {versions[-1]}",
        "# (https://cwe.mitre.org/data/archive.html), as carried by npm @secvisogram/csaf-validator-lib. CWE is a trademark",
        "# of The MITRE Corporation (https://cwe.mitre.org/about/termsofuse.html).",
        *(f"!\t{version}\t{catalogues[version].get('date', '')}" for version in versions),
    ]
    for (number, usage, name), indexes in sorted(rows.items(), key=lambda row: (row[0][0], row[1][0])):
        start = indexes[0]
        for at, following in zip(indexes, [*indexes[1:], -1], strict=True):
            if following != at + 1:
                lines.append(f"{number}\t{versions[start]}\t{versions[at]}\t{usage}\t{name}")
                start = following
    (DATA / "cwe.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines)} lines of weaknesses, {versions[-1]}")


def _write_subtags(folder: Path) -> None:
    date = json.loads((folder / "meta.json").read_text("utf-8"))["File-Date"]
    found: dict[str, list[str]] = {}
    for each in json.loads((folder / "registry.json").read_text("utf-8")):
        kind = each["Type"]
        if kind == "redundant":
            continue
        name = each.get("Subtag") or each["Tag"]
        # An extended language subtag goes with its one prefix only (RFC 5646, section 2.2.2).
        found.setdefault(kind, []).append((name + ":" + each["Prefix"][0] if kind == "extlang" else name).lower())
    lines = [
        f"# Subtags of the IANA language subtag registry of {date}, by type; extended ones with their prefix. Facts from",
        "# https://www.iana.org/assignments/language-subtag-registry, as carried by npm language-subtag-registry (CC0-1.0).",
        f"date\t{date}",
        *(f"{kind}\t{' '.join(sorted(names))}" for kind, names in sorted(found.items())),
    ]
    (DATA / "language_subtags.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{sum(map(len, found.values()))} subtags, {date}")


if __name__ == "__main__":
    sys.exit(main())
