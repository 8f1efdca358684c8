"""Container images: both kinds of archive, layers with deletions and links, platforms, digests that do not fit."""

import hashlib
import json
from pathlib import Path

import pytest

from kaname.errors import InputError, IntegrityError, KanameError
from kaname.extract import EXTRACTORS, Artifact, open_artifact, walk_tree
from kaname.extract.archives.image_index import is_image
from kaname.extract.archives.provenance import with_layers
from kaname.testing.images import (
    LinkTo,
    digest_of,
    make_config,
    make_docker_save,
    make_dpkg_system,
    make_oci_files,
    make_tar,
)

LOWER = make_tar(
    {
        "etc/conf": b"lower",
        "opt/a/keep": b"1",
        "opt/a/gone": b"2",
        "opt/b/deep/x": b"3",
        "opt/c/old": b"4",
        "opt/d/tree/file": b"5",
        "usr/bin/tide": b"tide",
        "bin": LinkTo("usr/bin"),
        "lib": LinkTo("usr/lib"),
    }
)
UPPER = make_tar(
    {
        "etc/conf": b"upper",
        "opt/a/.wh.gone": b"",
        "opt/.wh.b": b"",
        "opt/c/new": b"6",  # stands before the mark: only lower layers are emptied
        "opt/c/.wh..wh..opq": b"",
        "opt/d/.wh.tree": b"",
        "opt/d/tree": b"now a file",
        ".wh..wh.aufs": b"",
        "usr/bin/moon": LinkTo("usr/bin/tide", hard=True),
        "lib": None,
        "lib/real": b"7",
    }
)
EXPECTED = [
    "etc/conf",
    "lib/real",
    "opt/a/keep",
    "opt/c/new",
    "opt/d/tree",
    "usr/bin/moon",
    "usr/bin/tide",
]


def write(folder: Path, data: bytes, name: str = "image.tar") -> str:
    place = folder / name
    place.write_bytes(data)
    return str(place)


def paths(artifact: Artifact) -> list[str]:
    return [entry.path for entry in artifact.tree.files()]


def refusal(folder: Path, data: bytes, platform: str = "") -> KanameError:
    with pytest.raises(KanameError) as raised:
        open_artifact(write(folder, data), platform=platform)
    return raised.value


@pytest.mark.parametrize("kind", ["docker", "oci-gzip", "oci-zstd", "oci-", "folder"])
def test_layers_lie_over_each_other(tmp_path: Path, kind: str) -> None:
    if kind == "docker":
        target = write(tmp_path, make_docker_save([LOWER, UPPER]))
    elif kind == "folder":
        for path, data in make_oci_files({"linux/amd64": [LOWER, UPPER]}).items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(data)
        target = str(tmp_path)
    else:
        files = make_oci_files({"linux/amd64": [LOWER, UPPER]}, compression=kind.partition("-")[2])
        target = write(tmp_path, make_tar(files))
    artifact = open_artifact(target)
    try:
        assert paths(artifact) == EXPECTED
        assert artifact.tree.read("etc/conf", limit=9) == b"upper"
        assert artifact.tree.read("bin/moon", limit=9) == b"tide"
        assert artifact.image is not None
        assert artifact.image.layer_of("etc/conf") == digest_of(UPPER)
        assert artifact.image.layer_of("opt/a/keep") == artifact.image.layer_of("usr/bin/moon") == digest_of(LOWER)
        assert artifact.tree.problems() == () and artifact.tree.left_out() == ()
        assert artifact.subject is not None
        assert (artifact.subject.name, artifact.subject.version) == ("example.com/harbour", "1.0")
        assert artifact.kind == artifact.subject.kind == "container"
    finally:
        artifact.close()


def test_the_subject_has_a_package_url_where_the_manifest_is_known(tmp_path: Path) -> None:
    files = make_oci_files({"linux/arm64": [LOWER]}, tag="registry.example:5000/team/Tide:2.1")
    artifact = open_artifact(write(tmp_path, make_tar(files)))
    artifact.close()
    digest = json.loads(files["index.json"])["manifests"][0]["digest"]
    assert artifact.subject is not None
    assert artifact.subject.purl == (
        f"pkg:oci/tide@{digest}?arch=arm64&repository_url=registry.example:5000%2Fteam%2FTide&tag=2.1"
    )
    assert ("kaname:image:layer", digest_of(LOWER)) in artifact.subject.properties


@pytest.mark.parametrize(
    ("tag", "name", "version"),
    [("latest", "harbour", "latest"), ("example.com/a/b", "example.com/a/b", None), ("", "harbour", None)],
)
def test_references_of_every_kind(tmp_path: Path, tag: str, name: str, version: str | None) -> None:
    artifact = open_artifact(write(tmp_path, make_tar(make_oci_files({"linux/amd64": [LOWER]}, tag=tag))))
    artifact.close()
    assert artifact.subject is not None
    assert artifact.subject.name == name
    assert artifact.subject.version == version or (version is None and artifact.subject.version.startswith("sha256:"))


class TestPlatforms:
    def test_the_usual_one_is_taken_and_the_others_are_named(self, tmp_path: Path) -> None:
        files = make_oci_files({"linux/arm64": [UPPER], "linux/amd64": [LOWER], "linux/arm/v7": [UPPER]})
        artifact = open_artifact(write(tmp_path, make_tar(files)))
        artifact.close()
        assert "opt/a/gone" in paths(artifact)
        assert [line.split(" ")[0] for line in artifact.tree.left_out()] == ["linux/arm64", "linux/arm/v7"]
        (problem,) = artifact.tree.problems()
        assert problem.code == "extract_os.images_not_read"
        assert problem.params["others"] == "linux/arm64, linux/arm/v7"

    def test_one_can_be_chosen(self, tmp_path: Path) -> None:
        data = make_tar(make_oci_files({"linux/amd64": [LOWER], "linux/arm/v7": [UPPER]}))
        for platform in ("linux/arm/v7", "linux/arm"):
            artifact = open_artifact(write(tmp_path, data), platform=platform)
            artifact.close()
            assert "lib/real" in paths(artifact)
            assert [each.code for each in artifact.tree.problems()] == ["extract_os.hard_link_broken"]
            assert len(artifact.tree.left_out()) == 1
        error = refusal(tmp_path, data, "linux/s390x")
        assert (error.code, error.params["available"]) == ("extract_os.platform_missing", "linux/amd64, linux/arm/v7")
        assert refusal(tmp_path, make_docker_save([LOWER]), "linux/arm64").code == "extract_os.platform_missing"

    def test_images_that_are_not_there_and_attestations_are_named(self, tmp_path: Path) -> None:
        files = make_oci_files({"linux/amd64": [LOWER], "linux/arm64": [UPPER]})
        inner = json.loads(
            files["blobs/" + json.loads(files["index.json"])["manifests"][0]["digest"].replace(":", "/")]
        )
        missing = inner["manifests"][1]["digest"]
        del files["blobs/" + missing.replace(":", "/")]
        noted = {**inner["manifests"][0], "annotations": {"vnd.docker.reference.type": "attestation-manifest"}}
        files["index.json"] = json.dumps({"manifests": [*inner["manifests"], noted]}).encode()
        artifact = open_artifact(write(tmp_path, make_tar(files)))
        artifact.close()
        assert artifact.tree.problems() == ()
        assert [missing in line for line in artifact.tree.left_out()] == [True, False]

    def test_an_archive_without_any_image_is_refused(self, tmp_path: Path) -> None:
        files = {"oci-layout": b'{"imageLayoutVersion": "1.0.0"}', "index.json": b'{"manifests": []}'}
        assert refusal(tmp_path, make_tar(files)).code == "extract_os.image_without_content"


class TestDigests:
    def altered(self, files: dict[str, bytes], path: str, data: bytes) -> bytes:
        assert path in files
        return make_tar({**files, path: data})

    def test_every_altered_blob_is_refused(self, tmp_path: Path) -> None:
        files = make_oci_files({"linux/amd64": [LOWER, UPPER]})
        blobs = [path for path in files if path.startswith("blobs/")]
        assert len(blobs) == 4
        for path in blobs:
            data = bytearray(files[path])
            data[-3] ^= 1
            error = refusal(tmp_path, self.altered(files, path, bytes(data)))
            assert isinstance(error, IntegrityError)
            assert error.code == "extract_os.digest_mismatch"
            assert error.path is not None and error.path.endswith(path)

    def test_layers_of_docker_save_are_held_against_the_configuration(self, tmp_path: Path) -> None:
        data = make_docker_save([LOWER, UPPER])
        assert data.count(b"now a file") == 1
        assert refusal(tmp_path, data.replace(b"now a file", b"not a file")).code == "extract_os.digest_mismatch"
        # The configuration is held against its own name.
        changed = data.replace(b"harbour", b"hardour").replace(b"example.com/hardour", b"example.com/harbour")
        assert refusal(tmp_path, changed).code == "extract_os.digest_mismatch"

    def test_a_right_blob_with_a_wrong_content_digest_is_refused(self, tmp_path: Path) -> None:
        files = make_oci_files({"linux/amd64": [LOWER]})
        config = make_config([UPPER])
        name = digest_of(config)
        manifest_path = "blobs/" + json.loads(files["index.json"])["manifests"][0]["digest"].replace(":", "/")
        manifest = json.loads(files[manifest_path])
        manifest["config"]["digest"] = name
        written = json.dumps(manifest).encode()
        files["blobs/" + name.replace(":", "/")] = config
        files["blobs/" + digest_of(written).replace(":", "/")] = written
        files["index.json"] = json.dumps({"manifests": [{"digest": digest_of(written)}]}).encode()
        assert refusal(tmp_path, make_tar(files)).code == "extract_os.digest_mismatch"

    def test_a_layer_too_many_or_missing_is_refused(self, tmp_path: Path) -> None:
        files = make_oci_files({"linux/amd64": [LOWER, UPPER]})
        manifest_path = "blobs/" + json.loads(files["index.json"])["manifests"][0]["digest"].replace(":", "/")
        manifest = json.loads(files[manifest_path])
        layer = "blobs/" + manifest["layers"][1]["digest"].replace(":", "/")
        without = {path: data for path, data in files.items() if path != layer}
        error = refusal(tmp_path, make_tar(without))
        assert error.code == "extract_os.layer_missing" and error.path is not None and error.path.endswith(layer)
        del manifest["layers"][1]
        written = json.dumps(manifest).encode()
        files["blobs/" + digest_of(written).replace(":", "/")] = written
        files["index.json"] = json.dumps({"manifests": [{"digest": digest_of(written)}]}).encode()
        assert refusal(tmp_path, make_tar(files)).code == "extract_os.layers_differ"

    def test_a_damaged_layer_refuses_the_image(self, tmp_path: Path) -> None:
        assert refusal(tmp_path, make_docker_save([LOWER[:700]])).code == "extract.archive_damaged"

    def test_without_stated_digests_that_is_told(self, tmp_path: Path) -> None:
        config = b'{"os": "linux", "architecture": "amd64"}'
        manifest = [{"Config": "config.json", "RepoTags": None, "Layers": ["layer.tar"]}]
        files = {"config.json": config, "layer.tar": LOWER, "manifest.json": json.dumps(manifest).encode()}
        artifact = open_artifact(write(tmp_path, make_tar(files)))
        artifact.close()
        assert [each.code for each in artifact.tree.problems()] == ["extract_os.layers_not_verified"]
        assert artifact.image is not None and artifact.image.layer_of("etc/conf") == digest_of(LOWER)


@pytest.mark.parametrize(
    "index",
    [
        b"[]",
        b"{}",
        b"not json",
        b'{"manifests": [1]}',
        b'{"manifests": {"a": 1}}',
        b'{"manifests": [{"digest": "sha256:../../etc"}]}',
        b'{"manifests": [{"digest": 5, "annotations": []}]}',
        b'{"manifests": [{"digest": "md5:d41d8cd98f00b204e9800998ecf8427e"}]}',
    ],
)
def test_malformed_indexes_are_refused(tmp_path: Path, index: bytes) -> None:
    files = {"oci-layout": b'{"imageLayoutVersion": "1.0.0"}', "index.json": index}
    assert refusal(tmp_path, make_tar(files)).code in (
        "extract_os.image_malformed",
        "extract.syntax",
        "extract.not_text",
    )


def test_an_index_that_holds_itself_ends(tmp_path: Path) -> None:
    deepest = json.dumps({"manifests": []}).encode()
    files = {"oci-layout": b'{"imageLayoutVersion": "1.0.0"}'}
    for _ in range(9):
        digest = digest_of(deepest)
        files["blobs/" + digest.replace(":", "/")] = deepest
        deepest = json.dumps({"manifests": [{"digest": digest}]}).encode()
    files["index.json"] = deepest
    assert refusal(tmp_path, make_tar(files)).code == "extract_os.image_malformed"


def test_other_archives_with_a_manifest_are_no_images(tmp_path: Path) -> None:
    for manifest in (b'{"name": "an extension"}', b"[]", b"[1]", b"broken"):
        artifact = open_artifact(write(tmp_path, make_tar({"manifest.json": manifest, "x": b"1"})))
        artifact.close()
        assert artifact.subject is None and paths(artifact) == ["manifest.json", "x"]


def test_links_out_of_a_layout_folder_are_not_followed(tmp_path: Path) -> None:
    files = make_oci_files({"linux/amd64": [LOWER]})
    secret = tmp_path / "outside"
    folder = tmp_path / "layout"
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    layer = next(path for path, data in files.items() if data[:2] == b"\x1f\x8b")
    (folder / layer).rename(secret)
    (folder / layer).symlink_to(secret)
    with pytest.raises(InputError, match="layer_missing"):
        open_artifact(str(folder))


def test_components_say_from_which_layer_they_come(tmp_path: Path) -> None:
    system = make_tar(make_dpkg_system({"tide": ("1.0", "")}, {}))
    app = make_tar({"app/requirements.txt": b"moon==1.0\n"})
    artifact = open_artifact(write(tmp_path, make_docker_save([system, app])))
    assert artifact.image is not None
    extraction = with_layers(walk_tree(artifact.tree, EXTRACTORS), artifact.image)
    artifact.close()
    layers = {
        each.name: dict(each.properties)["kaname:image:layer"]
        for run in extraction.runs
        for each in run.found.components
        if "kaname:image:layer" in dict(each.properties)
    }
    assert layers["tide"] == digest_of(system)
    assert layers["moon"] == digest_of(app)


def test_a_package_counts_from_the_layer_that_installed_it(tmp_path: Path) -> None:
    states = [
        {"tide": ("1.0", ""), "moon": ("1", ""), "back": ("1", "")},
        {"tide": ("1.0", ""), "moon": ("2", ""), "wick": ("1", "")},
        {"tide": ("1.0", ""), "moon": ("2", ""), "wick": ("1", ""), "back": ("1", "")},
    ]
    layers = [make_tar(make_dpkg_system(state, {})) for state in states]
    artifact = open_artifact(write(tmp_path, make_docker_save([*layers, make_tar({"app": b"1"})])))
    assert artifact.image is not None
    extraction = with_layers(walk_tree(artifact.tree, EXTRACTORS), artifact.image)
    artifact.close()
    found = {
        each.name: layers.index(
            next(one for one in layers if digest_of(one) == dict(each.properties)["kaname:image:layer"])
        )
        for run in extraction.runs
        if run.kind == "dpkg"
        for each in run.found.components
    }
    assert found == {"tide": 0, "moon": 1, "wick": 1, "back": 2}


def test_is_image_never_raises() -> None:
    class Broken:
        def has(self, path: str) -> bool:
            return True

        def window(self, path: str) -> None:
            raise InputError("extract.file_unreadable", path=path)

    assert not is_image(Broken())  # type: ignore[arg-type]


def test_sha512_digests_are_held_too(tmp_path: Path) -> None:
    files = make_oci_files({"linux/amd64": [LOWER]})
    manifest = files["blobs/" + json.loads(files["index.json"])["manifests"][0]["digest"].replace(":", "/")]
    digest = hashlib.sha512(manifest).hexdigest()
    files[f"blobs/sha512/{digest}"] = manifest
    files["index.json"] = json.dumps({"manifests": [{"digest": f"sha512:{digest}"}]}).encode()
    artifact = open_artifact(write(tmp_path, make_tar(files)))
    artifact.close()
    assert artifact.subject is not None and "opt/a/gone" in paths(artifact)
    files[f"blobs/sha512/{digest}"] = manifest + b" "
    assert refusal(tmp_path, make_tar(files)).code == "extract_os.digest_mismatch"
