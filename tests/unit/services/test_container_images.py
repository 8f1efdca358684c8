"""Container images through the services and the commands: made into SBOMs, scanned, held against SBOMs."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kaname import formats
from kaname.cli.main import main
from kaname.errors import InputError
from kaname.formats.writing import WRITABLE, write_sbom
from kaname.services.create import create_sbom
from kaname.services.reconcile import Reconciled, reconcile_sbom
from kaname.services.scan import scan
from kaname.testing.archives import make_distribution, make_jar
from kaname.testing.images import make_docker_save, make_dpkg_system, make_oci_files, make_tar
from kaname.testing.knowledge import FakeKnowledge

NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
FILES = {"usr/lib/libsea/libsea.so": b"sea", "usr/share/tide/table": b"high", "usr/share/moon/phase": b"full"}
PACKAGES = {"libsea": ("1.0-1", ""), "tide": ("2.0-1", "Depends: libsea\nSource: tides\n"), "moon": ("3.0-2", "")}


def image(packages: dict[str, tuple[str, str]], **application: bytes) -> list[bytes]:
    site = {
        f"usr/lib/python3/dist-packages/{path}": data
        for path, data in make_distribution("wick", "0.9", {"wick.py": b"WICK = 1\n"}).items()
    }
    return [make_tar(make_dpkg_system(packages, FILES)), make_tar({**site, **application})]


def write(folder: Path, layers: list[bytes], kind: str = "docker") -> Path:
    place = folder / "image.tar"
    whole = make_docker_save(layers) if kind == "docker" else make_tar(make_oci_files({"linux/amd64": layers}))
    place.write_bytes(whole)
    return place


def listing(folder: Path, artifact: Path, form: str = "cyclonedx-json") -> Path:
    path = folder / "listed.json"
    path.write_bytes(write_sbom(create_sbom(target=str(artifact), now=NOW).sbom, format=form, now=NOW).data)
    return path


def reconcile(sbom: Path, artifact: Path) -> Reconciled:
    return reconcile_sbom(sbom=str(sbom), artifact=str(artifact), now=NOW)


def differences(result: Reconciled) -> list[tuple[str, str, str]]:
    return [(each.kind, each.component.name, each.code) for each in result.comparison.outcomes if each.kind != "found"]


@pytest.mark.parametrize("kind", ["docker", "oci"])
@pytest.mark.parametrize("form", sorted(WRITABLE))
def test_an_image_becomes_a_document(tmp_path: Path, form: str, kind: str) -> None:
    artifact = write(tmp_path, image(PACKAGES), kind)
    created = create_sbom(target=str(artifact), now=NOW)
    assert created.extraction.status == "complete"
    assert {each.name for each in created.sbom.components} == {
        "example.com/harbour",
        "debian",
        "libsea",
        "tide",
        "moon",
        "wick",
    }
    again = formats.read_sbom(write_sbom(created.sbom, format=form, now=NOW).data)
    assert {each.purl for each in again.components if each.purl} == {
        each.purl for each in created.sbom.components if each.purl
    }
    assert [each.code for each in again.problems] == []
    root = next(each for each in again.components if each.ref == again.root)
    assert (root.name, root.version, root.kind) == ("example.com/harbour", "1.0", "container")


@pytest.mark.parametrize("form", ["cyclonedx-json", "spdx-json", "spdx3-json-ld"])
@pytest.mark.parametrize("kind", ["docker", "oci"])
def test_an_image_with_a_missing_an_extra_and_an_altered_component(tmp_path: Path, kind: str, form: str) -> None:
    jar = make_jar("org.example", "rope", "1.0", inside={"a": b"1"})
    artifact = write(tmp_path, image(PACKAGES, **{"app/rope-1.0.jar": jar}), kind)
    sbom = listing(tmp_path, artifact, form)
    assert reconcile(sbom, artifact).comparison.agrees
    assert differences(reconcile(sbom, artifact)) == []
    packages = {"libsea": PACKAGES["libsea"], "tide": ("2.0-2", "Source: tides\n"), "extra": ("1", "")}
    changed = image(
        packages,
        **{
            "app/rope-1.0.jar": make_jar("org.example", "rope", "1.0", inside={"a": b"2"}),
            "usr/lib/libsea/libsea.so": b"another sea",
        },
    )
    write(tmp_path, changed, kind)
    assert differences(reconcile(sbom, artifact)) == [
        ("altered", "libsea", "reconcile.file_altered"),
        ("altered", "rope", "reconcile.hash_differs"),
        ("version", "tide", "reconcile.version_differs"),
        ("absent", "moon", ""),
        ("unlisted", "extra", ""),
        # The package URL of an OCI image carries its digest, which follows from the parts.
        *([("unchecked", "example.com/harbour", "reconcile.parts_differ")] if kind == "oci" else []),
    ]


def test_an_image_that_differs_as_a_whole_alone_is_altered(tmp_path: Path) -> None:
    artifact = write(tmp_path, image(PACKAGES), "oci")
    sbom = listing(tmp_path, artifact)
    write(tmp_path, image(PACKAGES, **{"etc/entry": b"other"}), "oci")
    assert differences(reconcile(sbom, artifact)) == [("altered", "example.com/harbour", "reconcile.hash_differs")]


def test_a_scan_looks_into_an_image_and_counts_only_packages(tmp_path: Path) -> None:
    for kind in ("docker", "oci"):
        artifact = write(tmp_path, image(PACKAGES), kind)
        result = scan(targets=[str(artifact)], knowledge=FakeKnowledge("Debian:12", "PyPI"), now=NOW)
        (target,) = result.targets
        assert target.format == "extracted"
        assert (target.coverage.components, target.coverage.evaluated) == (4, 4)
        assert result.status == "complete"


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "image.tar"
    place.write_bytes(
        make_tar(make_oci_files({"linux/amd64": image(PACKAGES), "linux/arm64": image({"tide": ("1", "")})}))
    )
    assert (
        main(["sbom", "create", str(place), "--platform", "linux/arm64", "--now", "2026-01-02", "--format", "spdx"])
        == 0
    )
    names = {each["name"] for each in json.loads(capsys.readouterr().out)["packages"]}
    assert {"tide", "wick"} <= names and "moon" not in names
    assert main(["sbom", "create", str(place), "--fail-on-incomplete", "--now", "2026-01-02"]) == 4
    assert "linux/arm64" in capsys.readouterr().err
    assert main(["--lang", "ja", "sbom", "create", str(place), "--platform", "linux/s390x"]) == 3
    assert "linux/s390x" in capsys.readouterr().err


def test_the_same_image_gives_the_same_bytes(tmp_path: Path) -> None:
    artifact = write(tmp_path, image(PACKAGES))
    first = listing(tmp_path, artifact).read_bytes()
    assert listing(tmp_path, artifact).read_bytes() == first


def test_an_archive_that_is_cut_off_is_called_so(tmp_path: Path) -> None:
    artifact = write(tmp_path, image(PACKAGES), "oci")
    artifact.write_bytes(artifact.read_bytes()[:4000])
    with pytest.raises(InputError) as raised:
        create_sbom(target=str(artifact), now=NOW)
    assert (raised.value.code, raised.value.path) == ("extract.archive_damaged", str(artifact))
    result = scan(targets=[str(artifact)], knowledge=FakeKnowledge("PyPI"), now=NOW)
    assert [(each.path, each.code) for each in result.problems] == [(str(artifact), "extract.archive_damaged")]


def test_an_altered_archive_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    artifact = write(tmp_path, image(PACKAGES))
    artifact.write_bytes(artifact.read_bytes().replace(b"WICK = 1", b"WICK = 2"))
    assert main(["sbom", "create", str(artifact)]) == 3
    assert "extract_os.digest_mismatch" in capsys.readouterr().err
    result = scan(targets=[str(artifact)], knowledge=FakeKnowledge("PyPI"), now=NOW)
    (problem,) = result.problems
    assert problem.path.count(str(artifact)) == 1 and problem.code == "extract_os.digest_mismatch"
