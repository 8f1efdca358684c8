"""What is made of container images with packages of every kind of system is valid by the official schemas."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from tests.conformance.formats.test_writing_schemas import check_cyclonedx, check_spdx

from kaname.formats import write_sbom
from kaname.model.sbom import Sbom
from kaname.services.create import create_sbom
from kaname.testing.archives import make_jar, make_zip
from kaname.testing.images import make_dpkg_system, make_oci_files, make_rpm_database, make_rpm_header, make_tar

NOW = datetime(2026, 1, 1, tzinfo=UTC)
RPM: dict[int, str | Sequence[str] | Sequence[int]] = {
    1000: "tide",
    1001: "1.4",
    1002: "3.el9",
    1003: (2,),
    1011: "Harbour Works",
    1014: "MIT and (ASL 2.0 or BSD)",
    1022: "x86_64",
    1044: "tide-1.4-3.el9.src.rpm",
    5096: "tide:1.4:90:abc",
}
APK = b"P:moon\nV:1.0-r0\nA:x86_64\nL:MIT AND GPL-2.0-or-later\no:moons\nm:Moon <m@example.org>\nU:https://moon.example\n\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Sbom:
    system = make_dpkg_system(
        {
            "wick": ("1:1.0~rc1-1+b2", "Source: wicks (1:1.0~rc1-1)\nHomepage: not a link\n"),
            "rope": ("2", "Depends: wick\n"),
        },
        {"usr/share/rope/a": b"1"},
    )
    system["var/lib/rpm/rpmdb.sqlite"] = make_rpm_database([make_rpm_header(RPM)])
    system["lib/apk/db/installed"] = APK
    application = {
        "app/src.zip": make_zip({"requirements.txt": b"lantern==1.0\n"}),
        "app/a.jar": make_jar("g", "a", "1.0"),
        "app/node_modules/@sea/salt/package.json": b'{"name": "@sea/salt", "version": "1.0.0", "license": "SEE LICENSE"}',
        "usr/share/rope/a": b"altered",
    }
    layers = [make_tar(system), make_tar(application)]
    place = tmp_path_factory.mktemp("image") / "image.tar"
    place.write_bytes(make_tar(make_oci_files({"linux/amd64": layers, "linux/arm64": layers[:1]})))
    return create_sbom(target=str(place), now=NOW).sbom


def test_everything_is_in_it(made: Sbom) -> None:
    names = {each.name for each in made.components}
    assert names >= {"example.com/harbour", "debian", "wick", "rope", "tide", "moon", "lantern", "a", "salt"}
    assert {each.code for each in made.problems} == {"extract_os.images_not_read", "extract_os.file_altered"}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("version", ["1.4", "1.5", "1.6", "1.7"])
@pytest.mark.parametrize("form", ["cyclonedx-json", "cyclonedx-xml"])
def test_cyclonedx(made: Sbom, form: str, version: str) -> None:
    pytest.importorskip("cyclonedx.validation")
    check_cyclonedx(write_sbom(made, format=form, spec_version=version, now=NOW).data, form, version)


@pytest.mark.parametrize(("form", "suffix"), [("spdx-json", ".spdx.json"), ("spdx-tag-value", ".spdx")])
def test_spdx(made: Sbom, form: str, suffix: str) -> None:
    check_spdx(write_sbom(made, format=form, now=NOW).data, suffix)
