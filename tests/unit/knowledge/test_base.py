"""Opening: what is not a sound base is refused with a code that says why."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaname.errors import IntegrityError, KanameError, UnsupportedError
from kaname.knowledge.base import open_knowledge, verify_knowledge
from kaname.knowledge.build import build_base
from kaname.knowledge.schema import FORMAT_VERSION
from kaname.testing.feeds import advisory, affected, write_osv_zip


@pytest.fixture
def base_path(tmp_path: Path) -> Path:
    records = [
        advisory(f"GHSA-{n}", affected("npm", f"p{n}", {"introduced": "0"}), details="text " * 50) for n in range(200)
    ]
    write_osv_zip(tmp_path / "in", "npm", records)
    path = tmp_path / "k.db"
    build_base([tmp_path / "in"], path, now=datetime(2026, 11, 20, tzinfo=UTC), processes=1)
    return path


def code_of(path: Path) -> str:
    with pytest.raises(KanameError) as caught:
        open_knowledge(path)
    return caught.value.code


def test_a_sound_base_passes(base_path: Path) -> None:
    verify_knowledge(base_path)
    with open_knowledge(base_path) as base:
        assert len(base.digest) == 64
        assert base.built == "2026-11-20T00:00:00Z"
        assert base.counts() == {"groups": 200, "records": 200, "packages": 200, "ranges": 200}


@pytest.mark.parametrize("name", ["k.db", "strange ?#% 名前.db"])
def test_any_file_name_will_do(base_path: Path, name: str) -> None:
    path = base_path.rename(base_path.with_name(name))
    with open_knowledge(path) as base:
        assert base.find("GHSA-7") is not None


def test_missing(tmp_path: Path) -> None:
    assert code_of(tmp_path / "absent.db") == "knowledge.not_found"
    assert code_of(tmp_path) == "knowledge.not_readable"


def test_not_ours(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    for content in (b"", b"short", b"x" * 5000):
        path.write_bytes(content)
        assert code_of(path) == "knowledge.not_a_base"
    path.unlink()
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t (a)")
    other.close()
    assert code_of(path) == "knowledge.not_a_base"


def test_another_version(base_path: Path) -> None:
    content = bytearray(base_path.read_bytes())
    content[63] += 1
    base_path.write_bytes(content)
    with pytest.raises(UnsupportedError) as caught:
        open_knowledge(base_path)
    assert caught.value.code == "knowledge.other_version"
    assert caught.value.params["found"] == FORMAT_VERSION + 1


def test_truncated(base_path: Path) -> None:
    content = base_path.read_bytes()
    for size in (100, 4096, len(content) - 1, len(content) - 4096):
        base_path.write_bytes(content[:size])
        assert code_of(base_path) == "knowledge.truncated"


def test_overwritten_pages_are_an_integrity_error(base_path: Path) -> None:
    content = bytearray(base_path.read_bytes())
    content[4096:] = b"\xaa" * (len(content) - 4096)
    base_path.write_bytes(content)
    assert code_of(base_path) == "knowledge.damaged"


def test_one_changed_byte_anywhere_is_found_by_verifying(base_path: Path) -> None:
    content = base_path.read_bytes()
    for place in range(101, len(content), 7001):
        changed = bytearray(content)
        changed[place] ^= 1
        base_path.write_bytes(changed)
        with pytest.raises(IntegrityError) as caught:
            verify_knowledge(base_path)
        assert caught.value.code == "knowledge.digest_mismatch"


def test_unknown_ids_and_packages_are_absent(base_path: Path) -> None:
    with open_knowledge(base_path) as base:
        assert base.find("nothing") is None
        assert base.find("") is None
        assert base.criteria([("npm", "absent"), ("Nowhere", "p1")]) == {}
        assert base.vulnerabilities([]) == {}
