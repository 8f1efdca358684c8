"""What tells changed parts of a feed from unchanged ones."""

import gzip
import zipfile
from pathlib import Path

import pytest

from kaname.errors import InputError
from kaname.knowledge.name_lists import NameLists
from kaname.knowledge.score_tables import changed_scores, marks_of_table
from kaname.knowledge.sources.documents import iter_documents, mark_of, marks_of, read_file
from kaname.knowledge.sources.jvn_xml import iter_records, split_records
from kaname.knowledge.sources.source import Feed
from kaname.knowledge.zip_directory import read_directory

START = b'<?xml version="1.0" encoding="UTF-8"?>\n<VULDEF-Document xmlns="http://jvn.jp/vuldef/" xml:lang="ja">'
ONE, TWO = (
    b"<Vulinfo><VulinfoID>JVNDB-2026-00000%d</VulinfoID><VulinfoData><Title>%s</Title></VulinfoData></Vulinfo>" % pair
    for pair in ((1, "一".encode()), (2, b"Two? Yes!"))
)
END = b"<Status/></VULDEF-Document>"


class TestXmlRecords:
    def test_pieces_give_what_the_whole_gives(self) -> None:
        whole = START + b"\n" + ONE + b"\n " + TWO + END
        pieces = list(split_records("feed", whole))
        assert [name for name, _ in pieces] == ["feed: Vulinfo[0]", "feed: Vulinfo[1]", "feed"]
        assert pieces[0][1] == START + ONE + b"</VULDEF-Document>"
        found = [record for name, piece in pieces for record in iter_records(name, piece)]
        assert found == list(iter_records("feed", whole))
        assert len(found) == 2

    @pytest.mark.parametrize(
        "whole",
        [
            START + b"<!-- </Vulinfo> -->" + ONE + END,
            START + ONE.replace(b"<Title>", b"<Title><![CDATA[</Vulinfo>]]>") + END,
            START + b"<?pi <Vulinfo>?>" + ONE + END,
            START.replace(b"UTF-8", b"EUC-JP") + ONE + END,
            b"<!DOCTYPE x>" + START + ONE + END,
            b"<other>" + ONE + b"</other>",
            (START + ONE + END).decode().encode("utf-16"),
        ],
    )
    def test_what_is_not_sure_stays_one_piece(self, whole: bytes) -> None:
        assert list(split_records("feed", whole)) == [("feed", whole)]

    @pytest.mark.parametrize("lost", [1, 20, 60, len(END) + len(TWO) // 2])
    def test_a_truncated_document_is_told(self, lost: int) -> None:
        whole = (START + ONE + TWO + END)[:-lost]
        found = [record for name, piece in split_records("feed", whole) for record in iter_records(name, piece)]
        assert found[-1].reason == "knowledge.skipped.not_xml"  # type: ignore[union-attr]
        assert found[0].id == "JVNDB-2026-000001"  # type: ignore[union-attr]

    def test_a_defect_is_told_with_its_line(self) -> None:
        whole = START + b"\n" + ONE.replace(b"<Title>", b"\n\n<Title>") + b"\n<Status a=1/></VULDEF-Document>"
        (_, last) = list(split_records("feed", whole))[-1]
        (told,) = iter_records("feed", last)
        assert "line 6" in told.detail  # type: ignore[union-attr]


class TestMarks:
    def test_together_as_one_by_one(self) -> None:
        contents = [b"a", b"b" * 5000, "例".encode()]
        assert marks_of(contents) == [mark_of(content) for content in contents]
        assert len(set(marks_of(contents))) == 3
        assert marks_of([b""]) == [0]

    def test_fit_where_they_are_kept(self) -> None:
        assert 0 < mark_of(b"\xff" * 100_000) < 2**63


class TestGzip:
    def test_several_members_and_padding(self, tmp_path: Path) -> None:
        path = tmp_path / "x.gz"
        path.write_bytes(gzip.compress(b"one\n") + gzip.compress(b"two\n") + b"\0" * 600)
        assert read_file(str(path)) == b"one\ntwo\n" == gzip.decompress(path.read_bytes())

    @pytest.mark.parametrize("cut", [1, 9, 30])
    def test_truncated_or_followed_by_something_else(self, tmp_path: Path, cut: int) -> None:
        path = tmp_path / "x.gz"
        packed = gzip.compress(bytes(range(256)) * 20)
        for content in (packed[:-cut], packed + b"<html>"):
            path.write_bytes(content)
            with pytest.raises(InputError) as caught:
                read_file(str(path))
            assert caught.value.code == "knowledge.damaged_gzip"

    def test_lines_across_pieces(self, tmp_path: Path) -> None:
        path = tmp_path / "x.jsonl.gz"
        lines = [b'{"a":"%s"}' % (b"x" * length) for length in (10, 1 << 20, 3, (1 << 20) - 9, 0, 2_500_000)]
        path.write_bytes(gzip.compress(b"\n".join(lines), 1))
        found = list(iter_documents(Feed("nvd", "lines", str(path))))
        assert [content.strip() for _, content in found if isinstance(content, bytes)] == lines
        assert [name for name, _ in found] == [f"x.jsonl.gz:{number}" for number in range(1, 7)]


class TestNames:
    def write(self, path: Path, *names: str) -> Feed:
        lines = (f'{{"vname":"例社","pname":"{name}","pcpe":"cpe:/a:example:{name}"}}' for name in names)
        path.write_bytes(gzip.compress("\n".join([*lines, ""]).encode()))
        return Feed("jvn-products", "lines", str(path))

    def test_only_new_lines_are_read(self, tmp_path: Path) -> None:
        first, second = NameLists(), NameLists()
        assert len(list(first.read_feed(self.write(tmp_path / "x.jsonl.gz", "a", "b", "a")))) == 3
        assert (first.read, first.kept, first.repeated) == (3, 2, 1)
        second = NameLists(first.packed())
        fresh = list(second.read_feed(self.write(tmp_path / "x.jsonl.gz", "c", "b", "a", "b")))
        assert [name.product for name in fresh] == ["c"]
        assert (second.read, second.kept, second.repeated) == (4, 3, 1)
        assert len(second.packed()) == 4 * 16

    def test_what_gives_no_name_is_told_each_time(self, tmp_path: Path) -> None:
        path = tmp_path / "x.jsonl"
        path.write_text('{"vname":"例社","pname":"x","pcpe":"no"}\n\nnonsense\n')
        known = b""
        for _ in range(2):
            lists = NameLists(known)
            assert list(lists.read_feed(Feed("jvn-products", "lines", str(path)))) == []
            known = lists.packed()
            assert [item.reason for item in lists.skipped] == [
                "knowledge.skipped.no_cpe_name",
                "knowledge.skipped.wrong_type",
            ]
            assert (lists.read, lists.kept) == (2, 0)


class TestScores:
    HEAD = b"#model_version:v1,score_date:2026-11-20T00:00:00+0000\ncve,epss,percentile\n"

    def table(self, *rows: str) -> bytes:
        return self.HEAD + b"".join(row.encode() + b"\n" for row in rows)

    ROWS = tuple(f"CVE-2026-{n:04},0.{n:05},0.{n * 7919 % 100_000:05}" for n in range(1, 400))

    def test_only_rows_near_a_change_are_read(self) -> None:
        before = self.table(*self.ROWS)
        changed = list(self.ROWS)
        changed[200] = "CVE-2026-0201,0.5,0.99999"
        found = changed_scores(self.table(*changed), marks_of_table(before))
        assert found is not None
        assert (2026 * 10**12 + 201, 500_000_000, 999_990_000) in found.rows
        assert len(found.rows) < 60
        assert (found.count, found.model, found.date) == (399, "v1", "2026-11-20T00:00:00+0000")
        assert found.marks == marks_of_table(self.table(*changed))

    def test_nothing_changed(self) -> None:
        before = self.table(*self.ROWS)
        found = changed_scores(before, marks_of_table(before))
        assert found is not None
        assert found.rows == []

    @pytest.mark.parametrize(
        "rows",
        [
            (*ROWS, "no row"),
            (*ROWS, ""),
            (*ROWS, "CVE-2026-9000,1.5,0.5"),
            (*ROWS, "CVE-2026-9000,0.1,0.5", "CVE-2026-9000,0.2,0.5"),
            tuple(row.replace(",0.", ",0.9") for row in ROWS),
        ],
    )
    def test_anything_else_is_read_whole(self, rows: tuple[str, ...]) -> None:
        assert changed_scores(self.table(*rows), marks_of_table(self.table(*self.ROWS))) is None

    def test_other_content_and_unknown_tables(self) -> None:
        before = self.table(*self.ROWS)
        assert changed_scores(b"<html>", marks_of_table(before)) is None
        assert changed_scores(before, b"") is None

    def test_unusual_numbers_are_read_one_by_one(self) -> None:
        rows = (*self.ROWS, "CVE-2026-9000, 9e-05 ,0.5")
        found = changed_scores(self.table(*rows), marks_of_table(self.table(*self.ROWS)))
        assert found is not None
        assert (2026 * 10**12 + 9000, 90_000, 500_000_000) in found.rows


class TestZipDirectory:
    def test_folders_and_other_files_are_passed_over(self, tmp_path: Path) -> None:
        path = tmp_path / "x.zip"
        with zipfile.ZipFile(path, "w") as archive:
            archive.mkdir("main")
            archive.writestr("main/README.md", "x")
            for name in ("main/cves/2026/0xxx/CVE-2026-0001.json", "main/../x.json", "C:/x.json", "main/.x.json"):
                archive.writestr(name, "{}")
        directory = read_directory(str(path))
        assert directory is not None
        assert len(directory.crcs) == 4
        assert [name for name in directory.crcs if directory.entry(name)] == ["main/cves/2026/0xxx/CVE-2026-0001.json"]
