"""Tar archives as trees: long names, links, what is unsafe or damaged, compressions and their bombs."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest
import zstandard

from kaname.errors import InputError
from kaname.extract.archives import table_tree, tar_format, unfold
from kaname.extract.archives.opened import open_bytes, sniff_archive
from kaname.extract.archives.table_tree import TableTree
from kaname.extract.archives.tar_format import is_tar, iter_tar
from kaname.extract.limits import MAX_ARCHIVE_BYTES
from kaname.extract.tree import Tree
from kaname.testing.images import LinkTo, make_tar

COMPRESSIONS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstandard.ZstdCompressor().compress,
}


def tree_of(data: bytes) -> TableTree:
    tree = TableTree(name="t")
    tree.add_archive(io.BytesIO(data), len(data))
    return tree


def paths(tree: Tree) -> list[str]:
    return [entry.path for entry in tree.files()]


def codes(tree: Tree) -> list[tuple[str, str]]:
    return [(each.code, each.path) for each in tree.problems()]


@pytest.mark.parametrize("form", [tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT])
def test_every_form_of_header_is_read(form: int) -> None:
    names = ["a", "d/" * 40 + "long", "日本/語" if form != tarfile.USTAR_FORMAT else "b", "d/" * 60 + "longer"]
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w", format=form) as archive:
        for name in names:
            member = tarfile.TarInfo(name)
            member.size = len(name.encode())
            archive.addfile(member, io.BytesIO(name.encode()))
        link = tarfile.TarInfo("link")
        link.type, link.linkname = tarfile.SYMTYPE, names[3] if form != tarfile.USTAR_FORMAT else names[1]
        archive.addfile(link)
    tree = tree_of(target.getvalue())
    assert paths(tree) == sorted([*names, "link"])
    assert all(tree.read(name, limit=1000) == name.encode() for name in names)
    assert tree.read("link", limit=1000) == link.linkname.encode()
    assert tree.head("a", 10) == b"a" and tree.head(names[3], 3) == b"d/d"
    assert codes(tree) == []


def test_large_numbers_and_old_archives() -> None:
    block = bytearray(make_tar({"x": b"12345"})[:512])
    block[124:136] = b"\x80" + bytes(7) + struct.pack(">I", 5)
    block[148:156] = b"        "
    block[148:156] = f"{sum(block):06o}\0 ".encode()
    data = bytes(block) + b"12345" + bytes(507)  # no closing blocks: some writers leave them out
    assert tree_of(data).read("x", limit=10) == b"12345"


def test_links_stay_inside_and_end() -> None:
    tree = tree_of(
        make_tar(
            {
                "usr/bin/tide": b"x",
                "bin": LinkTo("usr/bin"),
                "abs": LinkTo("/usr/bin/tide"),
                "out": LinkTo("../../../usr/bin/tide"),
                "one": LinkTo("two"),
                "two": LinkTo("one"),
                "hard": LinkTo("usr/bin/tide", hard=True),
                "nothing": LinkTo("absent"),
                "broken": LinkTo("absent", hard=True),
            }
        )
    )
    assert paths(tree) == ["abs", "hard", "out", "usr/bin/tide"]
    assert [tree.read(path, limit=9) for path in ("abs", "hard", "out", "bin/tide")] == [b"x"] * 4
    assert tree.has("bin/tide") and not tree.has("one") and not tree.has("bin") and not tree.has("usr/bin/tide/x")
    assert codes(tree) == [("extract_os.hard_link_broken", "broken")]
    with pytest.raises(InputError, match="file_missing"):
        tree.read("one", limit=9)


def test_members_that_leave_the_archive_are_named_and_not_read() -> None:
    tree = tree_of(
        make_tar({"../up": b"1", "/etc/abs": b"2", "a/../../b": b"3", "ok": b"4", "d/" * 300 + "deep": b"5"})
    )
    assert paths(tree) == ["ok"]
    assert [code for code, _ in codes(tree)] == ["extract.unsafe_path"] * 3 + ["extract.too_deep"]
    tree = tree_of(make_tar({"to": LinkTo("../secret", hard=True), "ok": b"4"}))
    assert [code for code, _ in codes(tree)] == ["extract.unsafe_path"]


def test_names_that_are_no_text_are_named() -> None:
    data = make_tar({"xy": b"1", "ok": b"2"})
    block = bytearray(data[:512])
    block[:2] = b"\xff\xfe"
    block[148:156] = b"        "
    block[148:156] = f"{sum(block):06o}\0 ".encode()
    assert codes(tree_of(bytes(block) + data[512:])) == [("extract.name_not_text", "\\xff\\xfe")]


def test_the_last_of_two_members_counts_and_folders_give_way() -> None:
    data = make_tar({"a": b"1", "b/c": b"2"})[: -10240 + 3072]
    stripped = data.rstrip(b"\0")
    first = data[: -(-len(stripped) // 512) * 512]
    tree = tree_of(first + make_tar({"a/b": b"3", "b": b"4"}))
    assert paths(tree) == ["a/b", "b"]


def test_what_follows_damage_is_named_and_what_came_before_stays() -> None:
    data = make_tar({"a": b"1" * 600, "b": b"2" * 600})
    cut = tree_of(data[:1800])
    assert paths(cut) == ["a"]
    assert [code for code, _ in codes(cut)] == ["extract.archive_damaged"]
    flipped = bytearray(data)
    flipped[1536 + 3] ^= 0x40
    assert paths(tree_of(bytes(flipped))) == ["a"]
    with pytest.raises(InputError, match="archive_damaged"):
        tree_of(b"\x01" * 512)
    with pytest.raises(InputError, match="archive_damaged"):
        tree_of(data[:100])


@pytest.mark.parametrize(
    "record",
    [b"11 path=ab", b"99999 path=ab\n", b"x path=a\n", b"9 patha\nxx", b"3 \n", b"-9 path=a\n", b"17 size=99999999\n"],
)
def test_malformed_extended_headers_are_damage(record: bytes) -> None:
    member = tarfile.TarInfo("PaxHeaders")
    member.type, member.size = tarfile.XHDTYPE, len(record)
    data = member.tobuf(tarfile.USTAR_FORMAT) + record.ljust(512, b"\0") + make_tar({"a": b"1"})
    with pytest.raises(InputError, match="archive_damaged"):
        list(iter_tar(io.BytesIO(data), len(data)))


def test_negative_and_huge_sizes_are_damage() -> None:
    for field in (b"\xff" * 12, b"\x80" + b"\xff" * 11, b"77777777777\0", b"-0000000010\0", b"xyz\0\0\0\0\0\0\0\0\0"):
        block = bytearray(make_tar({"x": b"1"})[:512])
        block[124:136] = field
        block[148:156] = b"        "
        block[148:156] = f"{sum(block):06o}\0 ".encode()
        data = bytes(block) + bytes(1024)
        with pytest.raises(InputError, match="archive_damaged"):
            list(iter_tar(io.BytesIO(data), len(data)))


def test_limits_of_members_and_sparse_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tar_format, "MAX_ARCHIVE_MEMBERS", 3)
    tree = tree_of(make_tar({str(number): b"" for number in range(5)}))
    assert paths(tree) == ["0", "1", "2"]
    assert [code for code, _ in codes(tree)] == ["extract.too_many_members"]
    block = bytearray(make_tar({"x": b"1"})[:512])
    block[156:157] = b"S"
    block[148:156] = b"        "
    block[148:156] = f"{sum(block):06o}\0 ".encode()
    assert codes(tree_of(bytes(block) + bytes(512))) == [("extract_os.sparse_file", "x")]


def test_of_one_problem_fifty_are_listed_and_the_others_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_tree, "MAX_PROBLEMS_PER_CODE", 2)
    tree = tree_of(make_tar({f"../{number}": b"" for number in range(5)}))
    assert [each.params.get("count") for each in tree.problems()] == [None, None, 3]


@pytest.mark.parametrize("kind", sorted(COMPRESSIONS))
def test_compressed_archives(kind: str) -> None:
    data = make_tar({"a": b"x" * 70_000, "b": b"2"})
    packed = COMPRESSIONS[kind](data)
    assert sniff_archive(packed[:65536])
    with ExitStack() as stack:
        opened = open_bytes(packed, name="n", stack=stack, limit=MAX_ARCHIVE_BYTES)
        assert opened is not None
        assert paths(opened.tree) == ["a", "b"]
        assert opened.tree.read("a", limit=100_000) == b"x" * 70_000
    for broken in (packed[:-9], packed[: len(packed) // 2], packed[:8]):
        with ExitStack() as stack, pytest.raises(InputError, match="archive_damaged"):
            open_bytes(broken, name="n", stack=stack, limit=MAX_ARCHIVE_BYTES)


@pytest.mark.parametrize("kind", sorted(COMPRESSIONS))
def test_streams_one_after_another_are_one(kind: str) -> None:
    pack = COMPRESSIONS[kind]
    with unfold.unfold(io.BytesIO(pack(b"one ") + pack(b"two ") + pack(b"three")), kind) as out:
        assert out.read() == b"one two three"


def test_skippable_frames_are_skipped() -> None:
    skippable = b"\x50\x2a\x4d\x18" + struct.pack("<I", 9000) + bytes(9000)
    data = skippable + COMPRESSIONS["zstd"](b"one") + skippable + COMPRESSIONS["zstd"](b"two")
    with unfold.unfold(io.BytesIO(data), "zstd") as out:
        assert out.read() == b"onetwo"
    with pytest.raises(InputError, match="archive_damaged"):
        unfold.unfold(io.BytesIO(skippable[:100]), "zstd")


@pytest.mark.parametrize("kind", sorted(COMPRESSIONS))
def test_bombs_stop_at_the_limit(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unfold, "UNFOLD_FREE_BYTES", 1 << 20)
    monkeypatch.setattr(unfold, "MAX_UNFOLD_RATIO", 20)
    bomb = COMPRESSIONS[kind](bytes(8 << 20))
    with pytest.raises(InputError, match="archive_bomb"):
        unfold.unfold(io.BytesIO(bomb), kind)
    with pytest.raises(InputError, match="archive_bomb"):
        unfold.unfold(io.BytesIO(COMPRESSIONS[kind](b"abc" * 100)), kind, limit=50)


def test_what_is_no_archive_is_none(tmp_path: Path) -> None:
    for data in (b"", b"hello", gzip.compress(b"hello"), bytes(2048)):
        assert not sniff_archive(data)
        with ExitStack() as stack:
            assert open_bytes(data, name="n", stack=stack, limit=1000) is None
    assert not is_tar(b"short")
