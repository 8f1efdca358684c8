"""Write what ``make demo`` prints into README.md and README.ja.md, between the two marks.

``--check`` writes nothing and returns 1 when a README shows something else than the demonstration prints.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path

from kaname.messages import LANGUAGES, Language

ROOT = Path(__file__).resolve().parent.parent
START, END = "<!-- demo: start -->", "<!-- demo: end -->"
READMES: dict[Language, Path] = {"en": ROOT / "README.md", "ja": ROOT / "README.ja.md"}


def main(argv: list[str] | None = None) -> int:
    """Run the demonstration in each language and put its output into the README."""
    parser = argparse.ArgumentParser(description="Write the transcript of the demonstration into the READMEs.")
    parser.add_argument("--check", action="store_true", help="write nothing; return 1 if a README is out of date")
    check: bool = parser.parse_args(argv).check
    stale = 0
    for lang in LANGUAGES:
        text = READMES[lang].read_text("utf-8")
        new = with_transcript(text, transcript(lang))
        if new != text:
            stale += 1
            print(f"{READMES[lang].name}: " + ("out of date: run `make docs`" if check else "written"))
            if not check:
                READMES[lang].write_text(new, "utf-8")
    return 1 if check and stale else 0


def transcript(lang: Language) -> str:
    """Run the demonstration and return what it prints.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    environment = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "KANAME_LANG"}}
    environment |= {"COLUMNS": "110", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "tools.demo", "--lang", lang]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def shown(readme: str) -> str:
    """Return the transcript that a README shows."""
    block = readme.split(START)[1].split(END)[0]
    return block.split("```text\n")[1].rsplit("```", 1)[0]


def with_transcript(readme: str, text: str) -> str:
    """Return a README with another transcript."""
    before, _, rest = readme.partition(START)
    _, _, after = rest.partition(END)
    lines = "\n".join(line.rstrip() for line in text.rstrip().splitlines())
    return f"{before}{START}\n\n```text\n{lines}\n```\n\n{END}{after}"


if __name__ == "__main__":
    sys.exit(main())
