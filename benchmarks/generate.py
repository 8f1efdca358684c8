"""Input that is the same on every machine: SBOMs of a made-up portfolio and advisories about their packages.

The shape follows what portfolios look like: few packages occur nearly everywhere, most occur rarely, and each is in use in a
handful of versions.
"""

import json
import random
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

# Ecosystem in OSV words, purl type, how a package is named.
_ECOSYSTEMS = (
    ("Maven", "maven", "org.example.g{0}:artifact-{1}"),
    ("npm", "npm", "package-{0}-{1}"),
    ("PyPI", "pypi", "distribution-{0}-{1}"),
    ("crates.io", "cargo", "crate-{0}-{1}"),
)
PACKAGES = 4_000
VERSIONS_PER_PACKAGE = 5
# Most advisories are about packages that a portfolio does not use; so many packages exist for each one in use.
UNUSED_RATIO = 25
# A fixed point in time: zip entries must not carry the clock.
_ZIP_TIME = (2026, 1, 1, 0, 0, 0)


class Package(NamedTuple):
    """A package of the made-up world: OSV ecosystem and name, and its purl without version."""

    ecosystem: str
    name: str
    purl: str


def packages(count: int = PACKAGES) -> list[Package]:
    """Return the packages of the made-up world, the most used first."""
    found = []
    for number in range(count):
        ecosystem, kind, form = _ECOSYSTEMS[number % len(_ECOSYSTEMS)]
        name = form.format(number % 97, number)
        found.append(Package(ecosystem, name, f"pkg:{kind}/{name.replace(':', '/')}"))
    return found


def write_portfolio(folder: Path, *, sboms: int, components: int, world: list[Package], seed: int = 7) -> list[Path]:
    """Write SBOMs in CycloneDX 1.6; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    source = random.Random(seed)
    paths = []
    for number in range(sboms):
        # Drawing without replacement, the chance falling with the rank: a key u ** rank, the largest keys win.
        keys = [source.random() ** rank for rank in range(1, len(world) + 1)]
        chosen = sorted(range(len(world)), key=lambda rank: (-keys[rank], rank))[:components]
        parts = []
        for package in (world[rank] for rank in chosen):
            # The lower of two draws: some versions are in use far more than others.
            version = f"{min(source.randint(1, VERSIONS_PER_PACKAGE), source.randint(1, VERSIONS_PER_PACKAGE))}.0.0"
            purl = f"{package.purl}@{version}"
            parts.append({"type": "library", "bom-ref": purl, "name": package.name, "version": version, "purl": purl})
        path = folder / f"product-{number:04d}.cdx.json"
        path.write_text(json.dumps(_sbom(f"product-{number:04d}", parts)), "utf-8")
        paths.append(path)
    return paths


def write_feed(folder: Path, *, advisories: int, world: list[Package], seed: int = 11) -> None:
    """Write advisories laid out as OSV publishes them: one zip per ecosystem."""
    source = random.Random(seed)
    everything = packages(len(world) * UNUSED_RATIO)
    records: dict[str, list[dict[str, Any]]] = {}
    for number in range(advisories):
        package = source.choice(everything)
        fixed = f"{source.randint(1, VERSIONS_PER_PACKAGE)}.0.0"
        records.setdefault(package.ecosystem, []).append(
            {
                "schema_version": "1.6.0",
                "id": f"EXAMPLE-2026-{number}",
                "aliases": [f"CVE-2026-{10_000 + number}"],
                "published": "2026-01-01T00:00:00Z",
                "modified": "2026-01-02T00:00:00Z",
                "summary": f"Made-up vulnerability number {number}",
                "details": "Made up for measurements. " * 20,
                "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
                "affected": [
                    {
                        "package": {"ecosystem": package.ecosystem, "name": package.name},
                        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": fixed}]}],
                    }
                ],
            }
        )
    for ecosystem, entries in records.items():
        (folder / ecosystem).mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(folder / ecosystem / "all.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for entry in entries:
                archive.writestr(zipfile.ZipInfo(f"{entry['id']}.json", _ZIP_TIME), json.dumps(entry))


def _sbom(name: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
    root = {"type": "application", "bom-ref": name, "name": name, "version": "1.0.0"}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": "2026-01-01T00:00:00Z", "component": root},
        "components": parts,
        "dependencies": [{"ref": name, "dependsOn": [part["bom-ref"] for part in parts]}],
    }
