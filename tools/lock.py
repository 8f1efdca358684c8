"""Write ``requirements/*.txt`` again: every version pinned, every file hashed, no address in them.

Addresses stay out because they belong to the machine that made the lock, not to the one that installs from it.
"""

import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "requirements"
# dev comes last: it must choose what runtime chose.
LOCKS: dict[str, list[str]] = {"build": [], "runtime": [], "dev": ["--constraint", str(FOLDER / "runtime.txt")]}
_PIN = re.compile(r"^[A-Za-z0-9._-]+(\[[a-z,-]+\])?==[^\s\\]+( ; [^\\]+)? \\$")
_HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}( \\)?$")


def main() -> int:
    """Compile all locks; return 1 if one of them is not clean."""
    faults = []
    for name, options in LOCKS.items():
        target = FOLDER / f"{name}.txt"
        command = [sys.executable, "-m", "piptools", "compile", "--quiet", "--upgrade", "--generate-hashes"]
        command += ["--allow-unsafe", "--strip-extras", "--no-header", "--no-annotate", "--no-emit-index-url"]
        command += ["--no-emit-find-links", "--no-emit-trusted-host", "--output-file", str(target), *options]
        subprocess.run([*command, str(FOLDER / f"{name}.in")], check=True)
        target.write_text(clean(target.read_text("utf-8")), "utf-8")
        faults += check(target)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


def clean(text: str) -> str:
    """Drop options and remarks that the compiler left: only pins and hashes stay."""
    return "".join(line for line in text.splitlines(True) if not re.match(r"^(--|#|\s*$)", line))


def check(path: Path) -> list[str]:
    """Return one line per fault of a lock: anything but a pin with hashes."""
    faults = []
    hashes = 1
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if _PIN.match(line):
            faults += [] if hashes else [f"{path.name}:{number - 1}: no hash"]
            hashes = 0
        elif _HASH.match(line):
            hashes += 1
        else:
            faults.append(f"{path.name}:{number}: neither a pin nor a hash: {line[:60]}")
    return faults if hashes else [*faults, f"{path.name}: the last pin has no hash"]


if __name__ == "__main__":
    sys.exit(main())
