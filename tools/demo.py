"""Show the main job on the bundled samples: build a knowledge base, scan two SBOMs, write the report in two languages.

Everything is read from ``examples/`` and written to ``demo-output/``; nothing is fetched. The time is fixed, so two runs
give the same bytes. Commands are run as a user would type them, and shown.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.main import language_of
from kaname.messages import LANGUAGES, Language

ROOT = Path(__file__).resolve().parent.parent
FEED, SBOMS = "examples/feed", "examples/sboms"
# One day after the newest data of the bundled feed was gathered.
NOW = "2026-11-20T00:00:00Z"
# A fault of the interpreter ends with 1 too, so "threshold met" is not among them: nothing here sets a threshold.
_FINE = {exit_codes.FINE}

TEXTS: dict[Language, dict[str, str]] = {
    "en": {
        "start": "# The bundled feed holds 64 vulnerabilities: enough to show how it works, not to judge a product.",
        "build": "# 1. Build a knowledge base from advisories (OSV), KEV and EPSS.",
        "scan": "# 2. Scan two SBOMs: a Java web service (CycloneDX) and a Python/npm product (SPDX).",
        "report": "# 3. The same result as a report, one self-contained file per language.",
        "end": "Open the report in a browser:\n  {english}\n  {japanese} (日本語)",
    },
    "ja": {
        "start": "# 同梱のフィードは脆弱性 64 件だけです。動きを見るためのもので、製品の判断には使えません。",
        "build": "# 1. アドバイザリ(OSV)、KEV、EPSS からナレッジベースを作る",
        "scan": "# 2. SBOM を 2 つスキャンする。Java のウェブサービス(CycloneDX)と Python・npm の製品(SPDX)",
        "report": "# 3. 同じ結果を報告書にする。言語ごとに 1 ファイルで完結",
        "end": "報告書はブラウザで開けます。\n  {japanese}\n  {english} (English)",
    },
}


def main(argv: list[str] | None = None) -> int:
    """Run the demonstration; return 0 when every command did what was expected of it."""
    parser = argparse.ArgumentParser(description="Run the demonstration on the bundled samples.")
    parser.add_argument("--lang", choices=LANGUAGES, default=language_of([], os.environ))
    parser.add_argument("--to", type=Path, default=Path("demo-output"), help="folder to write to")
    arguments = parser.parse_args(argv)
    lang: Language = arguments.lang
    folder: Path = arguments.to
    # Only what an earlier run wrote is replaced.
    for name in ("knowledge.db", "report.html", "report.ja.html"):
        (ROOT / folder / name).unlink(missing_ok=True)
    (ROOT / folder).mkdir(parents=True, exist_ok=True)
    for step in steps(folder, lang):
        if isinstance(step, str):
            sys.stdout.write(step + "\n")
        elif (code := _run(step, lang)) not in _FINE:
            return code
        sys.stdout.flush()
    return 0


def steps(folder: Path, lang: Language) -> list[str | list[str]]:
    """Return the demonstration: remarks as text, commands as lists of words."""
    texts = TEXTS[lang]
    base, english, japanese = (str(folder / name) for name in ("knowledge.db", "report.html", "report.ja.html"))
    scan = ["kaname", "scan", SBOMS, "--knowledge", base, "--now", NOW]
    return [
        texts["start"],
        "",
        texts["build"],
        ["kaname", "knowledge", "build", "--from", FEED, "--to", base, "--now", NOW],
        "",
        texts["scan"],
        scan,
        "",
        texts["report"],
        [*scan, "--quiet", "--format", "html", "--lang", "en", "--output", english],
        [*scan, "--quiet", "--format", "html", "--lang", "ja", "--output", japanese],
        "",
        texts["end"].format(english=english, japanese=japanese),
    ]


def _run(words: list[str], lang: Language) -> int:
    sys.stdout.write("$ " + " ".join(words) + "\n")
    sys.stdout.flush()
    width = str(shutil.get_terminal_size((110, 40)).columns)
    # Unbuffered, or what a command says on standard error would stand before its result wherever this is no terminal.
    environment = os.environ | {"KANAME_LANG": lang, "COLUMNS": width, "PYTHONUNBUFFERED": "1"}
    # What a command says on standard error belongs to the demonstration and keeps its place in the output.
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=ROOT, env=environment, stderr=subprocess.STDOUT, check=False
    )
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
