"""The house holds: who may import whom, as pyproject.toml states it."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_RUN = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c(['--no-cache']))"


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", _RUN], cwd=folder, capture_output=True, text=True, check=False)


def test_import_contracts_are_kept() -> None:
    done = _lint(ROOT)
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


def test_every_room_has_its_place_in_the_contract() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    house = next(contract for contract in contracts if contract["id"] == "house")
    placed = {room.strip() for layer in house["layers"] for room in layer.split("|")}
    rooms = {path.parent.name for path in (ROOT / "src/kaname").glob("*/__init__.py")} | {"errors"}
    assert house["exhaustive"] is True
    assert rooms <= placed


def test_every_format_package_is_kept_apart() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    apart = next(contract for contract in contracts if contract["id"] == "formats-apart")["modules"]
    packages = {f"kaname.formats.{path.parent.name}" for path in (ROOT / "src/kaname/formats").glob("*/__init__.py")}
    assert packages <= set(apart)
