"""Files: clear errors for what cannot be read, whole files or none for what is written."""

import errno
import io
import os
import stat
import sys
from pathlib import Path

import pytest

from kaname.errors import InputError
from kaname.store import files


def code_of(path: str | Path, limit: int = 100) -> str:
    with pytest.raises(InputError) as caught:
        files.read_bytes(path, limit=limit)
    assert caught.value.path
    return caught.value.code


def test_reads_what_is_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    assert files.read_bytes(tmp_path / "a", limit=3) == b"abc"
    (tmp_path / "empty").touch()
    assert files.read_bytes(tmp_path / "empty") == b""


def test_says_why_it_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abcd")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert code_of(tmp_path / "none") == "store.file_missing"
    assert code_of(tmp_path / "a" / "b") == "store.file_missing"
    assert code_of(tmp_path / "loop") == "store.file_missing"
    assert code_of(tmp_path) == "store.file_is_a_folder"
    assert code_of(tmp_path / "a", limit=3) == "store.file_too_large"
    assert code_of("x" * 300) == "store.file_name_too_long"
    assert code_of("a\0b") == "store.file_missing"


@pytest.mark.parametrize(
    ("number", "code"), [(errno.EACCES, "store.file_not_allowed"), (errno.EIO, "store.file_trouble")]
)
def test_system_errors_are_told(number: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "open", fail)
    assert code_of(tmp_path / "a") == code


def test_a_file_that_shrinks_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_bytes(b"abcd")
    real = os.fstat

    def before(descriptor: int) -> os.stat_result:
        status = real(descriptor)
        os.truncate(tmp_path / "a", 2)
        return status

    monkeypatch.setattr(os, "fstat", before)
    assert code_of(tmp_path / "a") == "store.file_vanished"


def test_pipes_are_read_up_to_the_limit(tmp_path: Path) -> None:
    assert code_of("/dev/zero") == "store.file_too_large"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"abc")))
    assert files.read_stdin() == b"abc"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"abc")))
    with pytest.raises(InputError, match="file_too_large"):
        files.read_stdin(limit=2)


def test_writes_and_replaces(tmp_path: Path) -> None:
    target = tmp_path / "a"
    files.write_atomic(target, b"one")
    target.chmod(0o640)
    files.write_atomic(target, b"two")
    assert target.read_bytes() == b"two"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    target, link = tmp_path / "folder" / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    files.write_atomic(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_pipe_is_written_to_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    files.write_atomic(path, b"through")
    assert os.read(descriptor, 100) == b"through"
    os.close(descriptor)
    assert stat.S_ISFIFO(path.stat().st_mode)
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_device_is_told(tmp_path: Path) -> None:
    link = tmp_path / "full"
    link.symlink_to("/dev/full")
    with pytest.raises(InputError) as caught:
        files.write_atomic(link, b"x")
    assert caught.value.code == "store.disk_full"
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt), files.writing_atomic(target) as file:
        file.write(b"new")
        raise KeyboardInterrupt
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError) as caught:
        files.write_atomic(target, b"new")
    assert caught.value.code == "store.disk_full"
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_writing_where_one_cannot(tmp_path: Path) -> None:
    for target, code in ((tmp_path / "no" / "a", "store.file_missing"), (tmp_path, "store.file_is_a_folder")):
        with pytest.raises(InputError) as caught:
            files.write_atomic(target, b"x")
        assert caught.value.code == code
