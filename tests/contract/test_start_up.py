"""Start-up stays light: what `kaname --help` must not load, and what it says."""

import subprocess
import sys

# Heavy modules that a command may need, but that the list of commands does not.
FORBIDDEN = {"argparse", "msgspec", "sqlite3", "rich", "yaml", "cvss", "cryptography", "urllib3", "openpyxl", "asyncio"}


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; from kaname.cli.main import main; main(['--help']); "
        "print('LOADED', *sorted(m for m in sys.modules if '.' not in m))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    loaded = set(out.split("LOADED ", 1)[1].split())
    assert loaded & FORBIDDEN == set()


def test_help_lists_every_command() -> None:
    from kaname.cli.table import COMMANDS

    out = subprocess.run([sys.executable, "-m", "kaname", "--help"], capture_output=True, text=True, check=True).stdout
    assert all(name in out for name in COMMANDS)
