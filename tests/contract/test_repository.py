"""The repository is clean: nothing of the machine it was made on, locks that install anywhere, one licence."""

import re
import subprocess
from pathlib import Path

import pytest
from tools import lock

ROOT = Path(__file__).resolve().parent.parent.parent
_OWN_NAME = Path(__file__).name
# Written apart, so that this file does not hold what it looks for.
_MACHINE = [r"/wo" + r"rk/(wt|shared|main)\b", r"/ro" + r"ot/", r"/ho" + r"me/\w+/", r"/tmp/(bash|front)"]
_HOSTS = [
    r"files\.python" + r"hosted",
    r"--index-" + r"url\s+\S",
    r"--find-" + r"links\s+\S",
    r"extra-index" + r"-url\s+\S",
]
# Marks of how a text came about, and numbers of a tracker that a reader of the repository cannot open.
_FORBIDDEN = ["Co-Authored" + "-By", "Generated " + "with", r"\b[Ii]ss" + r"ue #?\d+\b"]


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def _hits(patterns: list[str]) -> list[str]:
    wanted = re.compile("|".join(patterns))
    hits = []
    for path in _tracked():
        data = path.read_bytes()
        if b"\0" in data[:8000]:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if wanted.search(line):
                hits.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    return hits


def test_no_path_of_a_machine() -> None:
    assert _hits(_MACHINE) == []


def test_no_registry_host() -> None:
    assert _hits(_HOSTS) == []


def test_the_project_speaks_of_itself_alone() -> None:
    assert _hits(_FORBIDDEN) == []


def test_the_search_finds_what_is_planted(tmp_path: Path) -> None:
    for pattern, text in (
        (_MACHINE, "open /wo" + "rk/shared/x"),
        (_HOSTS, "--index-" + "url https"),
        (_FORBIDDEN, "see iss" + "ue 7"),
    ):
        assert re.search("|".join(pattern), text)


@pytest.mark.parametrize("name", lock.LOCKS)
def test_locks_hold_pins_and_hashes_and_nothing_else(name: str) -> None:
    path = ROOT / "requirements" / f"{name}.txt"
    assert lock.check(path) == []
    assert "://" not in path.read_text("utf-8")


def test_a_fault_in_a_lock_is_found(tmp_path: Path) -> None:
    path = tmp_path / "lock.txt"
    pin, digest = "a==1 \\\n", "    --hash=sha256:" + "0" * 64 + "\n"
    path.write_text(pin + digest)
    assert lock.check(path) == []
    for fault in (
        "--find-" + f"links /x\n{pin}{digest}",
        pin + pin + digest,
        pin,
        "a @ https://x\n",
        "a>=1 \\\n" + digest,
    ):
        path.write_text(fault)
        assert lock.check(path), fault


def _names(path: Path) -> set[str]:
    lines = path.read_text("utf-8").splitlines()
    return {re.split(r"[\[=<>; ]", line)[0].lower() for line in lines if line and line[0] not in "#- "}


def test_runtime_requirements_agree_everywhere() -> None:
    required = _names(ROOT / "requirements/runtime.in")
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    listed = re.search(r"^dependencies = \[(.*?)^\]", project, re.DOTALL | re.MULTILINE)
    assert listed
    assert {re.split(r"[>=]", item)[0].lower() for item in re.findall(r'"([^"]+)"', listed[1])} == required
    record = (ROOT / "docs/adr/0011-runtime-dependencies.md").read_text("utf-8")
    assert {row.split()[0].lower() for row in re.findall(r"^\| ([\w-]+ [\d.]+) \|", record, re.MULTILINE)} == required
    assert required <= _names(ROOT / "requirements/runtime.txt") <= _names(ROOT / "requirements/dev.txt")


def test_the_licence_stands_once_and_in_full() -> None:
    # One LICENSE for the whole; files carry no headers.
    text = (ROOT / "LICENSE").read_text("utf-8")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert 'license = "Apache-2.0"' in (ROOT / "pyproject.toml").read_text("utf-8")
    headed = [
        path for path in (ROOT / "src").rglob("*.py") if "Licensed under the" + " Apache" in path.read_text("utf-8")
    ]
    assert headed == []


def test_both_set_up_commands_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert re.search(r"^demo: setup\b", makefile, re.MULTILINE)
    assert re.search(r"^test: setup-dev\b", makefile, re.MULTILINE)
    listed = subprocess.run(["git", "ls-files", "-s", ".ci/run"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert listed.stdout.startswith("100755"), ".ci/run must be executable"


def test_no_large_file_is_tracked() -> None:
    large = [f"{path.relative_to(ROOT)}" for path in _tracked() if path.stat().st_size > 300_000]
    assert large == []
