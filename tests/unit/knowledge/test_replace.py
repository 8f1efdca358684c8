"""The old file stays whatever happens to the new one."""

import os
import resource
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kaname.errors import InputError
from kaname.knowledge.base import verify_knowledge
from kaname.knowledge.replace import companion, replacing
from kaname.testing.feeds import advisory, affected, write_osv_zip

_BUILD = """
import sys
from kaname.cli.main import entry
if __name__ == "__main__":
    sys.argv = ["kaname", "knowledge", "build", "-q", "--from", sys.argv[1], "--to", sys.argv[2], "--processes", "2"]
    sys.argv += ["--now", "2026-11-20"]
    entry()
"""


def fill(folder: Path, count: int) -> None:
    entry = affected("npm", "lodash", *[{"introduced": "1.0.0"}, {"fixed": "2.0.0"}])
    write_osv_zip(folder, "npm", [advisory(f"GHSA-{n}", entry, details=os.urandom(200).hex()) for n in range(count)])


def start(script: Path, folder: Path, target: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, str(script), str(folder), str(target)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def finish(script: Path, folder: Path, target: Path) -> int:
    process = start(script, folder, target)
    process.communicate()
    return process.returncode


@pytest.fixture
def script(tmp_path: Path) -> Path:
    path = tmp_path / "build.py"
    path.write_text(_BUILD)
    return path


def test_renames_when_complete_and_leaves_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "new" / "k.db"
    with replacing(target) as temporary:
        temporary.write_bytes(b"new")
        companion(temporary, "spool").write_bytes(b"x")
        assert not target.exists()
    assert target.read_bytes() == b"new"
    assert [path.name for path in target.parent.iterdir()] == ["k.db"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "store" / "k.db"
    real.parent.mkdir()
    link = tmp_path / "k.db"
    link.symlink_to(real)
    with replacing(link) as temporary:
        temporary.write_bytes(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_keeps_the_old_file_when_the_block_fails(tmp_path: Path) -> None:
    target = tmp_path / "k.db"
    target.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), replacing(target) as temporary:
        temporary.write_bytes(b"half")
        raise KeyboardInterrupt
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["k.db"]


def test_removes_what_dead_builds_left_and_spares_the_living(tmp_path: Path) -> None:
    target = tmp_path / "k.db"
    dead = tmp_path / ".k.db.kaname-building-1"
    dead.write_bytes(b"x")
    companion(dead, "spool").write_bytes(b"x")
    other = tmp_path / ".other.db.kaname-building-1"
    other.write_bytes(b"x")
    with replacing(target) as living:
        living.write_bytes(b"first")
        alive = living.rename(tmp_path / ".k.db.kaname-building-2")
        companion(living, "lock").rename(companion(alive, "lock"))
        with replacing(target) as temporary:
            temporary.write_bytes(b"second")
            assert alive.exists()
            assert not dead.exists()
        alive.rename(living)
        companion(alive, "lock").rename(companion(living, "lock"))
    assert sorted(path.name for path in tmp_path.iterdir()) == [".other.db.kaname-building-1", "k.db"]


def test_places_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for target, code in ((tmp_path, "target_is_a_folder"), (tmp_path / "file" / "k.db", "target_not_writable")):
        with pytest.raises(InputError) as caught, replacing(target):
            pass
        assert caught.value.code == f"knowledge.{code}"


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_killed_at_any_moment_the_old_base_answers(tmp_path: Path, script: Path, number: signal.Signals) -> None:
    fill(tmp_path / "old", 5)
    fill(tmp_path / "new", 4000)
    target = tmp_path / "out" / "k.db"
    assert finish(script, tmp_path / "old", target) == 0
    old = target.read_bytes()
    for moment_seconds in (0.15, 0.3, 0.5, 0.8):
        process = start(script, tmp_path / "new", target)
        time.sleep(moment_seconds)
        process.send_signal(number)
        process.communicate()
        verify_knowledge(target)
        if target.read_bytes() != old:  # it was faster than the signal: the new base stands there, whole
            assert finish(script, tmp_path / "new", tmp_path / "whole" / "k.db") == 0
            assert target.read_bytes() == (tmp_path / "whole" / "k.db").read_bytes()
            break
    assert finish(script, tmp_path / "old", target) == 0
    assert [path.name for path in target.parent.iterdir()] == ["k.db"]


def test_interrupted_it_says_so_and_cleans_up(tmp_path: Path, script: Path) -> None:
    fill(tmp_path / "new", 4000)
    target = tmp_path / "out" / "k.db"
    process = start(script, tmp_path / "new", target)
    while process.poll() is None and not list(tmp_path.glob("out/.k.db.*-spool")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130, said.decode()
    assert b"Traceback" not in said
    assert list(target.parent.iterdir()) == []


def test_a_full_disk_is_told_and_nothing_half_written_remains(tmp_path: Path, script: Path) -> None:
    fill(tmp_path / "old", 5)
    fill(tmp_path / "new", 2500)
    target = tmp_path / "out" / "k.db"
    assert finish(script, tmp_path / "old", target) == 0
    old = target.read_bytes()
    for limit_bytes in (50_000, 700_000):

        def limited(limit: int = limit_bytes) -> None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

        command = [sys.executable, str(script), str(tmp_path / "new"), str(target)]
        done = subprocess.run(command, capture_output=True, preexec_fn=limited, check=False)
        assert done.returncode == 5, done.stderr
        assert b"knowledge.disk_full" in done.stderr
        assert target.read_bytes() == old
        assert [path.name for path in target.parent.iterdir()] == ["k.db"]


def test_a_pipe_or_device_is_never_replaced(tmp_path: Path) -> None:
    target = tmp_path / "pipe"
    os.mkfifo(target)
    with pytest.raises(InputError) as caught, replacing(target):
        pytest.fail("the block must not begin")
    assert caught.value.code == "knowledge.target_not_writable"
    assert stat.S_ISFIFO(target.stat().st_mode)
    assert list(tmp_path.iterdir()) == [target]
