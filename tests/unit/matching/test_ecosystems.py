"""One package, one advisory, one ecosystem at a time: which package URLs lead to which look-ups."""

import pytest
from msgspec import structs

from kaname.matching.engine import MatchedSbom, MatchEngine
from kaname.model.sbom import Component
from kaname.testing.knowledge import FakeKnowledge
from kaname.testing.sboms import make_component, make_sbom


def _match(knowledge: FakeKnowledge, *components: Component | str) -> MatchedSbom:
    return MatchEngine(knowledge).match(make_sbom(components), target="t")


def _reasons(matched: MatchedSbom) -> list[str]:
    return [entry.reason.rpartition(".")[2] for entry in matched.coverage.not_evaluated]


@pytest.mark.parametrize(
    ("ecosystem", "package", "fixed", "purl"),
    [
        ("npm", "@angular/core", "11.0.5", "pkg:npm/%40angular/core@11.0.4"),
        ("npm", "lodash", "4.17.21", "pkg:npm/lodash@4.17.20"),
        ("PyPI", "zope.interface", "5.0", "pkg:pypi/Zope_Interface@4.9"),
        (
            "Maven",
            "org.apache.logging.log4j:log4j-core",
            "2.17.1",
            "pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1",
        ),
        ("Go", "github.com/Masterminds/vcs", "1.13.2", "pkg:golang/github.com/Masterminds/vcs@v1.13.1"),
        ("Go", "github.com/foo/bar/v3", "3.1.0", "pkg:golang/github.com/foo/bar/v3@v3.0.9"),
        ("Go", "github.com/foo/bar/v3", "3.1.0", "pkg:golang/github.com/foo/bar@v3.0.9"),
        ("Go", "github.com/foo/bar/v3", "3.1.0", "pkg:golang/github.com/foo/bar@v3.0.9#v3"),
        (
            "Go",
            "github.com/docker/docker",
            "20.10.9+incompatible",
            "pkg:golang/github.com/docker/docker@v20.10.8+incompatible",
        ),
        ("Go", "stdlib", "1.21.4", "pkg:golang/stdlib@1.21.3"),
        ("Go", "stdlib", "1.21.4", "pkg:golang/std@go1.21.3"),
        ("crates.io", "time", "0.2.23", "pkg:cargo/time@0.1.44"),
        ("RubyGems", "rack", "2.2.3", "pkg:gem/rack@2.2.2"),
        ("Packagist", "symfony/http-kernel", "5.1.5", "pkg:composer/Symfony/Http-Kernel@5.1.4"),
        ("Packagist:https://packages.drupal.org/8", "drupal/token", "1.9.0", "pkg:composer/drupal/token@1.8.0"),
        ("NuGet", "Newtonsoft.Json", "13.0.1", "pkg:nuget/newtonsoft.json@12.0.3"),
        ("Hex", "phoenix", "1.4.18", "pkg:hex/phoenix@1.4.17"),
        ("Pub", "dio", "5.0.0", "pkg:pub/dio@4.0.6"),
        ("SwiftURL", "github.com/apple/swift-nio", "2.39.1", "pkg:swift/github.com/apple/swift-nio@2.39.0"),
        ("GitHub Actions", "tj-actions/changed-files", "46.0.1", "pkg:githubactions/tj-actions/changed-files@45.0.0"),
        ("GitHub Actions", "tj-actions/changed-files", "46.0.1", "pkg:github/tj-actions/changed-files@45.0.0"),
        ("Hackage", "aeson", "2.0.1.0", "pkg:hackage/aeson@2.0.0.0"),
        ("CRAN", "readxl", "1.4.1", "pkg:cran/readxl@1.4.0"),
        ("Julia", "HTTP", "1.10.17", "pkg:julia/HTTP@1.10.16?uuid=cd3eb016-35fb-5094-929b-558a96fad6f3"),
        ("opam", "ocaml", "4.03.0", "pkg:opam/ocaml@4.02.0"),
        ("Bitnami", "activemq", "5.15.12", "pkg:bitnami/activemq@5.15.11"),
    ],
)
def test_a_package_below_the_fix_is_found_and_one_at_the_fix_is_not(
    ecosystem: str, package: str, fixed: str, purl: str
) -> None:
    knowledge = FakeKnowledge("Packagist")
    knowledge.add("CVE-2020-0001", ecosystem, package, fixed=fixed)
    found = _match(knowledge, purl)
    assert [finding.vulnerability.id for finding in found.findings] == ["CVE-2020-0001"]
    assert found.findings[0].fixed == (fixed,)
    assert dict(found.findings[0].match.compared)["ecosystem"] == ecosystem
    before, _, after = purl.rpartition("@")
    mended = f"{before}@{fixed}" + "".join(mark + after.partition(mark)[2] for mark in "?#" if mark in after)
    assert _match(knowledge, mended).findings == ()
    assert _match(knowledge, mended).coverage.evaluated == 1


@pytest.mark.parametrize(
    ("ecosystem", "package", "fixed", "component"),
    [
        (
            "Debian:12",
            "openssl",
            "3.0.11-1~deb12u2",
            "pkg:deb/debian/libssl3@3.0.11-1~deb12u1?distro=debian-12&upstream=openssl",
        ),
        (
            "Debian:12",
            "openssl",
            "3.0.11-1~deb12u2",
            "pkg:deb/debian/libssl3@3.0.9-1?distro=bookworm&upstream=openssl",
        ),
        (
            "Debian:12",
            "openssl",
            "3.0.11-1~deb12u2",
            "pkg:deb/debian/libssl3@3.0.9-1?distro=debian-12.4&upstream=openssl%403.0.9-1",
        ),
        (
            "Ubuntu:22.04:LTS",
            "curl",
            "7.81.0-1ubuntu1.14",
            "pkg:deb/ubuntu/libcurl4@7.81.0-1ubuntu1.13?distro=ubuntu-22.04&upstream=curl",
        ),
        (
            "Ubuntu:22.04:LTS",
            "curl",
            "7.81.0-1ubuntu1.14",
            "pkg:deb/ubuntu/libcurl4@7.81.0-1ubuntu1.13?distro=jammy&upstream=curl",
        ),
        (
            "Alpine:v3.17",
            "openssl",
            "3.0.8-r1",
            "pkg:apk/alpine/libcrypto3@3.0.8-r0?distro=alpine-3.17.2&upstream=openssl",
        ),
        (
            "Alpine:v3.20",
            "busybox",
            "1.36.1-r30",
            "pkg:apk/alpine/busybox-binsh@1.36.1-r29?distro=3.20.3&upstream=busybox",
        ),
        ("Wolfi", "openssl", "3.3.1-r0", "pkg:apk/wolfi/libssl3@3.3.0-r8?distro=wolfi&upstream=openssl"),
        ("Chainguard", "openssl", "3.3.1-r0", "pkg:apk/chainguard/libssl3@3.3.0-r8?origin=openssl"),
        (
            "Red Hat:enterprise_linux:9::baseos",
            "dbus",
            "1:1.12.20-9.el9",
            "pkg:rpm/redhat/dbus@1.12.20-8.el9?epoch=1&distro=rhel-9.6",
        ),
        (
            "Red Hat:enterprise_linux:9::baseos",
            "dbus",
            "1:1.12.20-9.el9",
            "pkg:rpm/redhat/dbus@1.12.20-8.el9?epoch=1&repository_id=rhel-9-for-x86_64-baseos-rpms",
        ),
        (
            "Red Hat:rhel_eus:9.2::baseos",
            "curl",
            "7.76.1-24.el9_2",
            "pkg:rpm/redhat/curl@7.76.1-23.el9_2?repository_id=rhel-9-for-x86_64-baseos-eus-rpms__9_DOT_2",
        ),
        ("Red Hat:enterprise_linux:8::appstream", "git", "2.39.3-1.el8", "pkg:rpm/redhat/git@2.31.1-3.el8"),
        (
            "AlmaLinux:8",
            "openssl-libs",
            "1:1.1.1k-9.el8",
            "pkg:rpm/alma/openssl-libs@1.1.1k-8.el8?epoch=1&distro=alma-8.10",
        ),
        ("AlmaLinux:9", "xz", "5.2.5-8.el9", "pkg:rpm/xz@5.2.5-7.el9?distro=almalinux-9.2"),
        (
            "Rocky Linux:8",
            "openssl",
            "1:1.1.1k-9.el8",
            "pkg:rpm/rocky/openssl-libs@1.1.1k-8.el8?epoch=1&distro=rocky-8.9&upstream=openssl-1.1.1k-8.el8.src.rpm",
        ),
    ],
)
def test_distribution_packages_are_matched_per_release_and_by_the_name_that_the_advisories_use(
    ecosystem: str, package: str, fixed: str, component: str
) -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", ecosystem, package, fixed=fixed)
    matched = _match(knowledge, component)
    assert [finding.vulnerability.id for finding in matched.findings] == ["CVE-2020-0001"], _reasons(matched)
    criterion = matched.findings[0].match.criterion
    assert criterion == ("purl" if f"/{package}@" in component else "purl-upstream")


def test_another_release_is_not_compared() -> None:
    knowledge = FakeKnowledge("Debian:11")
    knowledge.add("CVE-2020-0001", "Debian:12", "openssl", fixed="3.0.11-1")
    assert _match(knowledge, "pkg:deb/debian/openssl@1.1.1n-0?distro=debian-11&upstream=openssl").findings == ()


def test_a_release_comes_from_the_operating_system_of_the_document() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "Debian:12", "zlib", fixed="2")
    system = make_component(ref="os", name="debian", version="12.5", kind="operating-system")
    package = make_component(
        "pkg:deb/debian/zlib1g@1.2.13", properties=(("aquasecurity:trivy:SrcName", "zlib"),), version="1.2.13"
    )
    matched = _match(knowledge, system, package)
    assert [finding.component.name for finding in matched.findings] == ["zlib1g"]
    assert _reasons(matched) == ["not-a-package"]


def test_two_operating_systems_that_contradict_give_no_release() -> None:
    knowledge = FakeKnowledge("Debian:11")
    knowledge.add("CVE-2020-0001", "Debian:12", "zlib", fixed="2")
    systems = [
        make_component(ref=version, name="debian", version=version, kind="operating-system") for version in ("11", "12")
    ]
    assert _reasons(_match(knowledge, *systems, "pkg:deb/debian/zlib@1.2"))[2:] == ["release-unknown"]


def test_a_release_is_read_from_the_mark_in_the_version_and_from_nothing_less() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "Debian:11", "openssl", fixed="1.1.1n-0+deb11u4")
    matched = _match(knowledge, "pkg:deb/debian/openssl@1.1.1n-0%2Bdeb11u3", "pkg:deb/debian/openssl@1.1.1n-0")
    assert len(matched.findings) == 1
    assert _reasons(matched) == ["release-unknown"]


def test_a_binary_without_stated_source_is_not_called_evaluated() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "Debian:12", "openssl", fixed="3.1")
    lonely = _match(knowledge, "pkg:deb/debian/libssl3@3.0?distro=debian-12")
    assert _reasons(lonely) == ["source-package-unknown"]
    # Where the producer names sources that differ, silence means the same name.
    helped = _match(
        knowledge,
        "pkg:deb/debian/bash@5.2?distro=debian-12",
        "pkg:deb/debian/libssl3@3.0?distro=debian-12&upstream=openssl",
    )
    assert helped.coverage.evaluated == 2
    assert [finding.component.name for finding in helped.findings] == ["libssl3"]


def test_the_go_toolchain_of_a_binary_stands_for_its_standard_library() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2023-0001", "Go", "stdlib", fixed="1.21.0-rc.2")
    main = make_component(
        "pkg:golang/example.com/tool@v1.0.0",
        properties=(
            ("syft:metadata:goCompiledVersion", "go1.21rc1"),
            ("syft:metadata:mainModule", "example.com/tool"),
        ),
    )
    found = _match(knowledge, main).findings
    assert [finding.match.criterion for finding in found] == ["go-stdlib"]
    assert dict(found[0].match.compared)["version"] == "1.21.0-rc.1"


def test_an_ordinary_build_is_not_compared_with_the_fix_of_a_module_stream() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "AlmaLinux:8", "nodejs", fixed="1:18.9.1-1.module_el8.7.0+3343")
    plain = "pkg:rpm/almalinux/nodejs@10.0.0-1.el8?epoch=1&distro=almalinux-8"
    same = "pkg:rpm/almalinux/nodejs@18.9.0-1.module_el8.7.0%2B11?epoch=1&distro=almalinux-8"
    other = "pkg:rpm/almalinux/nodejs@16.9.0-1.module_el8.7.0%2B11?epoch=1&distro=almalinux-8"
    matched = _match(knowledge, plain, same, other)
    assert [finding.component.purl for finding in matched.findings] == [same]
    assert _reasons(matched) == ["module-stream-unknown"]


def test_a_package_is_never_matched_by_name_through_another_ecosystem() -> None:
    knowledge = FakeKnowledge("Debian:12")
    knowledge.add("CVE-2020-0001", "npm", "tar", fixed="9")
    matched = _match(knowledge, "pkg:deb/debian/tar@1.34?distro=debian-12&upstream=tar", "pkg:generic/tar@1.34")
    assert matched.findings == ()
    assert _reasons(matched) == ["type-not-supported"]


@pytest.mark.parametrize(
    ("component", "reason"),
    [
        (make_component(name="thing", version="1"), "no-identifier"),
        (make_component(name="thing", version="1", cpes=("cpe:2.3:a:x:thing:1:*:*:*:*:*:*:*",)), "cpe-only"),
        (make_component(name="debian", version="12", kind="operating-system"), "not-a-package"),
        (make_component(name="a.so", kind="file"), "not-a-package"),
        (make_component("pkg:npm"), "purl-invalid"),
        (make_component("pkg:oci/debian@sha256:1"), "type-not-supported"),
        (make_component("pkg:github/someone/library@1"), "type-not-supported"),
        (make_component("pkg:cargo/time@1"), "ecosystem-without-data"),
        (make_component("pkg:deb/kali/tar@1?distro=kali-2024"), "ecosystem-without-data"),
        (make_component("pkg:deb/debian/tar@1?distro=debian-99"), "ecosystem-without-data"),
        (make_component("pkg:deb/debian/tar@1"), "release-unknown"),
        (make_component("pkg:npm/left-pad"), "version-missing"),
        (make_component("pkg:npm/left-pad@banana"), "version-undetermined"),
        (make_component("pkg:npm/right-pad@1.0.0"), "range-undetermined"),
        (make_component("pkg:rpm/almalinux/gpg-pubkey@1-2?distro=almalinux-8"), "not-a-package"),
    ],
)
def test_every_component_that_was_not_evaluated_has_a_reason(component: Component, reason: str) -> None:
    knowledge = FakeKnowledge("Debian:12", "GitHub Actions")
    knowledge.add("CVE-2020-0001", "npm", "left-pad", fixed="2.0.0")
    knowledge.add("CVE-2020-0002", "npm", "right-pad", introduced="banana", fixed="2.0.0")
    matched = _match(knowledge, component)
    assert _reasons(matched) == [reason]
    assert matched.coverage.evaluated == 0


def test_what_a_producer_adds_to_a_maven_group_is_taken_off() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "Maven", "org.example:server", fixed="2")
    found = _match(knowledge, "pkg:maven/org.example%23node/server@1").findings
    assert [finding.match.criterion for finding in found] == ["maven-group"]


def test_coordinates_that_a_producer_guesses_are_evaluated_only_where_they_are_known() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2020-0001", "Maven", "junit:junit", fixed="4.13.1")
    names = ["pkg:maven/junit/junit@4.12", "pkg:maven/core/core@1"]
    guessing = structs.replace(make_sbom(names), tools=(("syft-1.0", ""),))
    matched = MatchEngine(knowledge).match(guessing, target="t")
    assert len(matched.findings) == 1
    assert _reasons(matched) == ["group-doubtful"]
    assert _reasons(_match(knowledge, *names)) == []


def test_capitals_that_a_go_purl_lost_come_from_the_name() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2021-0001", "Go", "github.com/Masterminds/goutils", fixed="1.1.1")
    component = make_component(
        "pkg:golang/github.com/masterminds/goutils@v1.1.0", name="github.com/Masterminds/goutils"
    )
    assert [finding.match.criterion for finding in _match(knowledge, component).findings] == ["go-case"]
    assert _match(knowledge, "pkg:golang/github.com/masterminds/other@v1.1.0").findings == ()


def test_what_is_remembered_of_one_component_is_not_used_for_another() -> None:
    knowledge = FakeKnowledge()
    knowledge.add("CVE-2021-0001", "Go", "github.com/Masterminds/goutils", fixed="1.1.1")
    purl = "pkg:golang/github.com/masterminds/goutils@v1.1.0"
    first = make_component(purl, ref="1")
    second = make_component(purl, ref="2", name="github.com/Masterminds/goutils")
    assert [finding.component.ref for finding in _match(knowledge, first, second).findings] == ["2"]
