"""`make demo` works, says the same each time, and prints what the READMEs show."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tools import demo, write_transcript

from kaname.messages import LANGUAGES, Language

ROOT = Path(__file__).resolve().parent.parent.parent
ECOSYSTEMS = {"Go", "Maven", "NuGet", "Packagist", "PyPI", "RubyGems", "crates.io", "npm"}
# Sizes and durations may differ between machines; everything else may not.
_UNSTABLE = re.compile(r"[\d.,]+ ?(ms|s|秒|KiB|MiB|KB|MB|kB)\b")


@pytest.fixture(scope="module", params=LANGUAGES)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Language, Path, str]:
    """Language, output folder and printed text of one run."""
    lang: Language = request.param
    folder = tmp_path_factory.mktemp("demo")
    command = [sys.executable, "-m", "tools.demo", "--lang", lang, "--to", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    text = done.stdout.decode("utf-8")
    assert done.returncode == 0, text + done.stderr.decode("utf-8")
    return lang, folder, text.replace(str(folder), "demo-output")


def _stable(text: str) -> list[str]:
    return [_UNSTABLE.sub("…", line).rstrip() for line in text.strip().splitlines()]


def test_it_prints_what_the_readme_shows(run: tuple[Language, Path, str]) -> None:
    lang, _, text = run
    readme = write_transcript.READMES[lang].read_text("utf-8")
    # Column widths follow the longest path, which the folder of this test does not change.
    assert _stable(text) == _stable(write_transcript.shown(readme)), "run `make docs`"


def test_it_writes_a_base_and_a_report_in_each_language(run: tuple[Language, Path, str]) -> None:
    _, folder, text = run
    english, japanese = ((folder / name).read_text("utf-8") for name in ("report.html", "report.ja.html"))
    assert "CVE-2021-44228" in english
    assert "CVE-2021-44228" in japanese
    assert '<html lang="en"' in english
    assert '<html lang="ja"' in japanese
    assert (folder / "knowledge.db").stat().st_size > 10_000
    assert "demo-output/report.html" in text


def test_what_has_no_identifier_is_named(run: tuple[Language, Path, str]) -> None:
    assert "field-protocol" in run[2]
    assert "zlib" in run[2]


def test_two_runs_give_the_same_bytes(tmp_path: Path) -> None:
    names = ("knowledge.db", "report.html", "report.ja.html")
    for run_folder in ("first", "second"):
        command = [sys.executable, "-m", "tools.demo", "--lang", "en", "--to", str(tmp_path / run_folder)]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    for name in names:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes(), name


def test_the_feed_is_what_it_says() -> None:
    records = [json.loads(path.read_text("utf-8")) for path in (ROOT / demo.FEED).glob("*/*.json")]
    assert {path.name for path in (ROOT / demo.FEED).iterdir() if path.is_dir()} == ECOSYSTEMS
    cves = {name for record in records for name in [record["id"], *record["aliases"]] if name.startswith("CVE-")}
    assert len(cves) == 64
    assert len(records) == 81
    for lang in LANGUAGES:
        assert "64" in demo.TEXTS[lang]["start"]
    kev = json.loads((ROOT / demo.FEED / "known_exploited_vulnerabilities.json").read_text("utf-8"))
    assert {entry["cveID"] for entry in kev["vulnerabilities"]} <= cves
    assert kev["count"] == len(kev["vulnerabilities"])
    epss = (ROOT / demo.FEED / "epss_scores-2026-08-16.csv").read_text("utf-8").splitlines()
    assert {line.split(",")[0] for line in epss[2:]} == cves


def test_the_pictures_are_there_and_small() -> None:
    for name in ("report.png", "report.ja.png"):
        data = (ROOT / "docs/images" / name).read_bytes()
        assert data.startswith(b"\x89PNG")
        assert len(data) < 300_000
