"""Making bills of materials and holding them against deliveries, through the services and the commands."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.extract.fixture_graphs import HERE, cases

from kaname import formats
from kaname.cli.main import main
from kaname.errors import InputError
from kaname.formats.writing import WRITABLE, write_sbom
from kaname.model.finding import ScanResult
from kaname.sbom.reconcile import Outcome
from kaname.services.create import create_sbom
from kaname.services.reconcile import Reconciled, reconcile_sbom
from kaname.services.scan import scan
from kaname.testing.archives import make_distribution, make_go_build_info, make_jar, make_zip
from kaname.testing.knowledge import FakeKnowledge

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def listing(folder: Path, artifact: Path, form: str = "cyclonedx-json") -> Path:
    """Write the SBOM of an artifact and return its path."""
    created = create_sbom(target=str(artifact), now=NOW)
    path = folder / "listed.json"
    path.write_bytes(write_sbom(created.sbom, format=form, now=NOW).data)
    return path


def differences(result: Reconciled) -> list[tuple[str, str, str]]:
    return [(each.kind, each.component.name, each.code) for each in result.comparison.outcomes if each.kind != "found"]


def reconcile(sbom: Path, artifact: Path) -> Reconciled:
    return reconcile_sbom(sbom=str(sbom), artifact=str(artifact), now=NOW)


def wheel(**vendored: tuple[str, bytes]) -> dict[str, bytes]:
    members = make_distribution("tide", "1.0", {"tide/__init__.py": b""})
    for name, (version, content) in vendored.items():
        inner = make_distribution(name, version, {f"{name}.py": content})
        members |= {f"tide/_vendor/{path}": data for path, data in inner.items()}
    return members


class TestCreate:
    @pytest.mark.parametrize("form", sorted(WRITABLE))
    def test_what_is_written_reads_back(self, form: str) -> None:
        for case in cases():
            created = create_sbom(target=str(HERE / case / "input"), now=NOW)
            written = write_sbom(created.sbom, format=form, now=NOW)
            again = formats.read_sbom(written.data)
            assert {each.purl for each in again.components if each.purl} == {
                each.purl for each in created.sbom.components if each.purl
            }
            assert [each.code for each in again.problems] == []
            assert written.data == write_sbom(created.sbom, format=form, now=NOW).data

    def test_nothing_that_lists_components_is_an_error(self, tmp_path: Path) -> None:
        (tmp_path / "notes.txt").write_text("nothing")
        with pytest.raises(InputError) as raised:
            create_sbom(target=str(tmp_path), now=NOW)
        assert raised.value.code == "extract.nothing_found"

    def test_the_command_writes_a_document(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        output = tmp_path / "bom.json"
        source = str(HERE / "package-lock" / "input")
        assert main(["sbom", "create", source, "--output", str(output), "--now", "2026-01-02"]) == 0
        first = output.read_bytes()
        assert main(["sbom", "create", source, "--output", str(output), "--now", "2026-01-02", "-q"]) == 0
        assert output.read_bytes() == first
        assert json.loads(first)["specVersion"] == "1.6"
        assert capsys.readouterr().out == ""

    def test_missing_facts_are_told_and_can_fail_the_run(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (tmp_path / "requirements.txt").write_text("mooring>=2\n")
        assert main(["sbom", "create", str(tmp_path), "--fail-on-incomplete", "--lang", "ja"]) == 4
        captured = capsys.readouterr()
        assert json.loads(captured.out)["bomFormat"] == "CycloneDX"
        assert "mooring" in captured.err
        assert "不足" in captured.err

    @pytest.mark.parametrize("lang", ["en", "ja"])
    @pytest.mark.parametrize("case", ["pom", "python-installed"])
    def test_the_record_of_the_extraction(self, case: str, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
        source = str(HERE / case / "input")
        assert main(["--lang", lang, "sbom", "create", source, "--format", "table"]) == 0
        assert main(["--lang", lang, "sbom", "create", source, "--format", "json"]) == 0
        report = json.loads(capsys.readouterr().out.partition("\n{")[2].join(["{", ""]))
        assert report["schema"] == "kaname.sbom-create/1"
        assert report["status"] == "partial"
        assert all(each["message"] for each in report["problems"])


class TestReconcile:
    def test_a_wheel_with_a_missing_an_extra_and_an_altered_component(self, tmp_path: Path) -> None:
        artifact = tmp_path / "tide-1.0-py3-none-any.whl"
        artifact.write_bytes(make_zip(wheel(rope=("0.9", b"a"), wick=("0.1", b"b"), knots=("2.0", b"c"))))
        sbom = listing(tmp_path, artifact)
        assert reconcile(sbom, artifact).comparison.agrees
        delivered = wheel(wick=("0.1", b"b"), knots=("2.0", b"c"), extra=("1.0", b"d"))
        delivered["tide/_vendor/wick.py"] = b"altered"
        artifact.write_bytes(make_zip(delivered))
        assert differences(reconcile(sbom, artifact)) == [
            ("altered", "wick", "reconcile.file_altered"),
            ("absent", "rope", ""),
            ("unlisted", "extra", ""),
            ("unchecked", "tide", "reconcile.parts_differ"),
        ]

    def test_a_jar_with_a_missing_an_extra_and_an_altered_component(self, tmp_path: Path) -> None:
        inner = {name: make_jar("org.example", name, "1.0", inside={"a": b"1"}) for name in ("rope", "wick", "knots")}
        artifact = tmp_path / "tide-1.0.jar"
        members = {f"lib/{name}-1.0.jar": data for name, data in inner.items()}
        artifact.write_bytes(make_jar("org.example", "tide", "1.0", inside=members))
        sbom = listing(tmp_path, artifact, "spdx-json")
        assert reconcile(sbom, artifact).comparison.agrees
        del members["lib/rope-1.0.jar"]
        members["lib/wick-1.0.jar"] = make_jar("org.example", "wick", "1.0", inside={"a": b"2"})
        members["lib/extra-1.0.jar"] = make_jar("org.example", "extra", "1.0")
        artifact.write_bytes(make_jar("org.example", "tide", "1.0", inside=members))
        assert differences(reconcile(sbom, artifact)) == [
            ("altered", "wick", "reconcile.hash_differs"),
            ("absent", "rope", ""),
            ("unlisted", "extra", ""),
            ("unchecked", "tide", "reconcile.parts_differ"),
        ]

    def test_another_version_is_one_difference_not_two(self, tmp_path: Path) -> None:
        artifact = tmp_path / "tide"
        modules = "path\tt\nmod\texample.org/t\t(devel)\t\ndep\texample.org/b\tv1.0.0\th1:x=\n"
        artifact.write_bytes(make_go_build_info("go1.22.1", modules))
        sbom = listing(tmp_path, artifact)
        artifact.write_bytes(make_go_build_info("go1.22.1", modules.replace("v1.0.0", "v1.0.1")))
        result = reconcile(sbom, artifact)
        assert differences(result) == [("version", "b", "reconcile.version_differs")]
        (outcome,) = [each for each in result.comparison.outcomes if each.kind == "version"]
        assert isinstance(outcome, Outcome)
        assert outcome.params == {"listed": "v1.0.0", "found": "v1.0.1"}

    def test_what_could_not_be_found_is_not_called_absent(self, tmp_path: Path) -> None:
        artifact = tmp_path / "tide-1.0.jar"
        artifact.write_bytes(make_jar("org.example", "tide", "1.0"))
        components = [
            {"type": "library", "name": "libc", "version": "2", "purl": "pkg:generic/libc@2", "bom-ref": "1"},
            {"type": "library", "name": "nameless", "version": "2", "bom-ref": "2"},
            {
                "type": "library",
                "name": "junit",
                "version": "4",
                "purl": "pkg:maven/junit/junit@4",
                "scope": "excluded",
            },
            {"type": "library", "name": "gone", "version": "4", "purl": "pkg:maven/g/gone@4"},
        ]
        root = {"type": "application", "name": "tide", "version": "1.0", "purl": "pkg:maven/org.example/tide@1.0"}
        document = {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "metadata": {"component": {**root, "bom-ref": "0"}},
            "components": components,
        }
        sbom = tmp_path / "bom.json"
        sbom.write_text(json.dumps(document))
        assert differences(reconcile(sbom, artifact)) == [
            ("absent", "gone", ""),
            ("unchecked", "nameless", "reconcile.no_identifier"),
            ("unchecked", "libc", "reconcile.type_not_extracted"),
            ("unchecked", "junit", "reconcile.development_only"),
        ]

    @pytest.mark.parametrize("lang", ["en", "ja"])
    def test_the_command(self, tmp_path: Path, lang: str, capsys: pytest.CaptureFixture[str]) -> None:
        artifact = tmp_path / "tide-1.0.jar"
        artifact.write_bytes(make_jar("org.example", "tide", "1.0", inside={"b-1.jar": make_jar("g", "b", "1")}))
        sbom = listing(tmp_path, artifact)
        assert main(["--lang", lang, "sbom", "reconcile", str(sbom), str(artifact)]) == 0
        artifact.write_bytes(make_jar("org.example", "tide", "1.0"))
        capsys.readouterr()
        assert main(["--lang", lang, "sbom", "reconcile", str(sbom), str(artifact), "--format", "json"]) == 1
        report = json.loads(capsys.readouterr().out)
        assert (report["agrees"], report["counts"]["absent"], report["counts"]["altered"]) == (False, 1, 0)

    def test_an_altered_whole_without_altered_parts_is_reported(self, tmp_path: Path) -> None:
        artifact = tmp_path / "tide-1.0.jar"
        artifact.write_bytes(make_jar("org.example", "tide", "1.0", inside={"a": b"1"}))
        sbom = listing(tmp_path, artifact)
        artifact.write_bytes(make_jar("org.example", "tide", "1.0", inside={"a": b"2"}))
        assert differences(reconcile(sbom, artifact)) == [("altered", "tide", "reconcile.hash_differs")]


class TestScan:
    def scan(self, *targets: Path, extract: bool = False) -> ScanResult:
        knowledge = FakeKnowledge("npm", "PyPI")
        return scan(targets=[str(each) for each in targets], knowledge=knowledge, now=NOW, extract=extract)

    def test_a_checkout_is_extracted(self) -> None:
        result = self.scan(HERE / "package-lock" / "input")
        (target,) = result.targets
        assert (target.format, result.status) == ("extracted", "complete")
        assert target.coverage.components == target.coverage.evaluated == target.component_count == 8

    def test_a_partial_extraction_makes_the_scan_partial(self, tmp_path: Path) -> None:
        (tmp_path / "requirements.txt").write_text("wick==0.9\n")
        assert self.scan(tmp_path).status == "complete"
        (tmp_path / "Gemfile").write_text("")
        assert self.scan(tmp_path).status == "partial"

    def test_a_folder_with_an_sbom_is_a_folder_of_sboms(self, tmp_path: Path) -> None:
        (tmp_path / "requirements.txt").write_text("wick==0.9\n")
        sbom = listing(tmp_path, HERE / "package-lock" / "input")
        sbom.rename(tmp_path / "release.json")
        assert [each.format for each in self.scan(tmp_path).targets] == ["cyclonedx-json"]
        assert [each.format for each in self.scan(tmp_path, extract=True).targets] == ["extracted"]

    def test_archives_and_lock_files_are_targets(self, tmp_path: Path) -> None:
        artifact = tmp_path / "tide-1.0-py3-none-any.whl"
        artifact.write_bytes(make_zip(wheel(rope=("0.9", b"a"))))
        result = self.scan(artifact, HERE / "package-lock" / "input" / "package-lock.json")
        assert [each.format for each in result.targets] == ["extracted", "extracted"]
        assert result.problems == ()


def test_where_nothing_could_be_taken_no_document_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / "yarn.lock").write_bytes(b"\xff\xfd")
    output = tmp_path / "bom.json"
    assert main(["sbom", "create", str(tmp_path), "--output", str(output)]) == 3
    assert not output.exists()
    assert "yarn.lock" in capsys.readouterr().err
