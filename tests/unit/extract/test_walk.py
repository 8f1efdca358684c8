"""Trees and the walk: links, limits, names, what is left out, what is not understood, and the same answer every time."""

import gzip
import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.extract.fixture_graphs import cases, tree_of

from kaname.errors import InputError, KanameError
from kaname.extract import EXTRACTORS, NOT_UNDERSTOOD, Extraction, assemble_sbom, open_artifact, problems_of, walk_tree
from kaname.extract.tree import DirectoryTree, MemoryTree, checked_path

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
LOCK = json.dumps(
    {"name": "tide", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "tide"}}}
).encode()


def walk(files: dict[str, bytes]) -> Extraction:
    return walk_tree(MemoryTree(files, name="tree"), EXTRACTORS, not_understood=NOT_UNDERSTOOD)


class TestDirectories:
    def test_links_stay_inside(self, tmp_path: Path) -> None:
        outside = tmp_path / "outside"
        outside.mkdir()
        (outside / "package-lock.json").write_bytes(LOCK)
        root = tmp_path / "root"
        (root / "real").mkdir(parents=True)
        (root / "real" / "a.txt").write_text("a")
        (root / "file-out").symlink_to(outside / "package-lock.json")
        (root / "folder-out").symlink_to(outside)
        (root / "loop").symlink_to(root)
        (root / "inside").symlink_to(root / "real" / "a.txt")
        tree = DirectoryTree(root)
        assert [entry.path for entry in tree.files()] == ["inside", "real/a.txt"]
        assert tree.left_out() == ("file-out", "folder-out", "loop")
        with pytest.raises(InputError, match="file_missing"):
            tree.read("../outside/package-lock.json", limit=100)

    def test_a_file_that_becomes_a_link_out_is_refused(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret"
        secret.write_text("x")
        root = tmp_path / "root"
        root.mkdir()
        (root / "a").write_text("a")
        tree = DirectoryTree(root)
        assert tree.has("a")
        (root / "a").unlink()
        (root / "a").symlink_to(secret)
        with pytest.raises(InputError, match="link_outside"):
            tree.read("a", limit=10)

    def test_history_and_installed_copies_are_named_not_searched(self, tmp_path: Path) -> None:
        for folder in (".git", "node_modules/x", "env"):
            (tmp_path / folder).mkdir(parents=True)
            (tmp_path / folder / "package-lock.json").write_bytes(LOCK)
        (tmp_path / "env" / "pyvenv.cfg").write_text("")
        (tmp_path / "package-lock.json").write_bytes(LOCK)
        tree = DirectoryTree(tmp_path)
        assert [entry.path for entry in tree.files()] == ["package-lock.json"]
        assert tree.left_out() == (".git/", "env/", "node_modules/")
        assert DirectoryTree(tmp_path, environments=True).has("env/package-lock.json")

    def test_names_that_are_no_text_are_named(self, tmp_path: Path) -> None:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.json")).write_text("{}")
        tree = DirectoryTree(tmp_path)
        assert list(tree.files()) == []
        assert [problem.code for problem in tree.problems()] == ["extract.name_not_text"]

    def test_pipes_are_no_files(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "requirements.txt")
        assert list(DirectoryTree(tmp_path).files()) == []

    def test_a_folder_and_the_same_files_in_memory_agree(self, tmp_path: Path) -> None:
        for case in cases():
            memory = tree_of(case)
            for entry in memory.files():
                target = tmp_path / case / entry.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(memory.read(entry.path, limit=1 << 20))
            on_disk = walk_tree(DirectoryTree(tmp_path / case), EXTRACTORS)
            assert on_disk.runs == walk_tree(memory, EXTRACTORS).runs


@pytest.mark.parametrize("path", ["/a", "../a", "a/../b", "a\\..\\b", "C:/a", "", ".", "a\0b"])
def test_unsafe_paths_are_refused(path: str) -> None:
    with pytest.raises(InputError, match="unsafe_path"):
        checked_path(path)


class TestNotUnderstood:
    def test_a_manifest_without_lock_file_is_named(self) -> None:
        extraction = walk({"package.json": b"{}", "a/Gemfile": b"", "bun.lockb": b"\0"})
        assert [(each.path, each.code) for each in extraction.not_understood] == [
            ("a/Gemfile", "extract.manifest_without_lock"),
            ("bun.lockb", "extract.bun_binary"),
            ("package.json", "extract.manifest_without_lock"),
        ]
        assert extraction.status == "failed"

    def test_a_manifest_with_its_lock_file_is_not(self) -> None:
        assert walk({"package.json": b"{}", "package-lock.json": LOCK}).not_understood == ()

    def test_a_lock_file_that_failed_does_not_account_for_its_manifest(self) -> None:
        extraction = walk({"Gemfile": b"", "Gemfile.lock": b"\xff\xfe\xfd"})
        assert [each.path for each in extraction.not_understood] == ["Gemfile"]

    def test_what_a_package_brought_along_is_not_the_product(self) -> None:
        extraction = walk({"lib/site-packages/x/requirements.txt": b"a==1\n", "node_modules/y/yarn.lock": b"x"})
        assert extraction.runs == ()
        assert extraction.not_understood == ()


class TestEnds:
    def test_one_file_that_fails_leaves_the_others(self) -> None:
        extraction = walk({"a/package-lock.json": b"{", "b/package-lock.json": LOCK})
        assert [(run.path, run.status) for run in extraction.runs] == [
            ("a/package-lock.json", "failed"),
            ("b/package-lock.json", "complete"),
        ]
        assert extraction.status == "partial"
        assert [(each.path, each.code) for each in problems_of(extraction)] == [
            ("a/package-lock.json: line 1", "extract.syntax")
        ]

    def test_a_lock_file_of_an_unknown_version_fails_by_name(self) -> None:
        files = {
            "package-lock.json": b'{"lockfileVersion": 9}',
            "pnpm-lock.yaml": b"lockfileVersion: '99.0'\n",
            "uv.lock": b"version = 7\n",
            "Cargo.lock": b"version = 99\n",
            "Package.resolved": b'{"version": 8}',
            "pylock.toml": b'lock-version = "9.0"\n',
            "packages.lock.json": b'{"version": 44}',
            "bun.lock": b'{"lockfileVersion": 12}',
        }
        extraction = walk(files)
        assert {run.path: [each.code for each in run.problems] for run in extraction.runs} == {
            path: ["extract.version_unknown"] for path in files
        }


class TestAssembly:
    def test_same_tree_same_document(self) -> None:
        for case in cases():
            first = assemble_sbom(walk_tree(tree_of(case), EXTRACTORS), now=NOW)
            assert first == assemble_sbom(walk_tree(tree_of(case), EXTRACTORS), now=NOW)

    def test_every_component_hangs_under_the_root(self) -> None:
        for case in cases():
            sbom = assemble_sbom(walk_tree(tree_of(case), EXTRACTORS), now=NOW)
            refs = [component.ref for component in sbom.components]
            assert len(refs) == len(set(refs))
            assert refs[0] == sbom.root
            ends = {end for edge in sbom.relationships for end in (edge.source, edge.target)}
            assert ends <= set(refs)

    def test_two_projects_hang_under_a_root_of_the_trees_name(self) -> None:
        extraction = walk({"a/requirements.txt": b"x==1\n", "b/package-lock.json": LOCK})
        sbom = assemble_sbom(extraction, now=NOW)
        assert sbom.components[0].name == "tide"  # the only project; the requirements hang loose under it
        two = walk({"a/package-lock.json": LOCK, "b/package-lock.json": LOCK})
        assert assemble_sbom(two, now=NOW).components[0].name == "tree"

    def test_completeness_is_claimed_for_graphs_only(self) -> None:
        sbom = assemble_sbom(walk({"package-lock.json": LOCK}), now=NOW)
        assert [each.aggregate for each in sbom.compositions] == ["unknown", "complete"]
        partial = assemble_sbom(walk({"requirements.txt": b"x>=1\n"}), now=NOW)
        assert [each.aggregate for each in partial.compositions] == ["incomplete"]

    def test_scopes_join_to_the_stronger(self) -> None:
        extraction = walk(
            {"dev-requirements.txt": b"x==1\ny==1\n", "runtime.txt": b"", "requirements-prod.txt": b"x==1\n"}
        )
        scopes = {each.name: each.scope for each in assemble_sbom(extraction, now=NOW).components}
        assert (scopes["x"], scopes["y"]) == ("required", "excluded")


def test_targets_that_cannot_be_opened(tmp_path: Path) -> None:
    cases = {
        "a.tar": b"\0" * 257 + b"ustar",
        "a.tar.gz": b"\x1f\x8b\x08",
        "a.gz": gzip.compress(b"no archive"),
        "notes.txt": b"hello",
        "a.7z": b"7z\xbc\xaf\x27\x1c",
    }
    found = {}
    for name, data in cases.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(KanameError) as raised:
            open_artifact(str(tmp_path / name))
        found[name] = raised.value.code
    assert found == {
        "a.tar": "extract.archive_damaged",
        "a.tar.gz": "extract.archive_damaged",
        "a.gz": "extract.archive_not_opened",
        "notes.txt": "extract.nothing_found",
        "a.7z": "extract.archive_not_opened",
    }
    with pytest.raises(InputError, match="target_missing"):
        open_artifact(str(tmp_path / "absent"))
