"""Photograph the HTML reports of the demonstration for the READMEs: ``docs/images/report.png`` and ``report.ja.png``.

Needs Chromium and, for the Japanese one, a font with Japanese letters. Run the demonstration first.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
SIZE = (1180, 1900)
# Repositories are cloned by people with slow lines; and a picture over this size shows too much.
BYTES_MAX = 300_000


def main() -> int:
    """Take both pictures; return 1 if one is too large."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        print("no Chromium found; on Debian: apt install chromium fonts-noto-cjk")
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    result = 0
    for name in ("report", "report.ja"):
        target = IMAGES / f"{name}.png"
        photograph(chromium, ROOT / "demo-output" / f"{name}.html", target)
        size = target.stat().st_size
        print(f"{target.relative_to(ROOT)}: {size:,} bytes")
        result |= size > BYTES_MAX
    return result


def photograph(chromium: str, page: Path, target: Path) -> None:
    """Write a picture of the top of a page.

    Raises:
        FileNotFoundError: the page, or the picture after the attempt, is not there.
    """
    if not page.exists():
        raise FileNotFoundError(f"{page}: run `make demo` first")
    width, height = SIZE
    with tempfile.TemporaryDirectory(prefix="kaname-chromium-") as profile:
        command = [
            chromium,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--disable-extensions",
        ]
        command += [f"--user-data-dir={profile}", f"--window-size={width},{height}", "--force-device-scale-factor=1"]
        command += [f"--screenshot={target}", page.resolve().as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    if not target.exists():
        raise FileNotFoundError(target)


if __name__ == "__main__":
    sys.exit(main())
