"""What each order says in the cases that its documentation names, and what it leaves undetermined."""

import shutil
import subprocess
import sys
import time

import pytest

from kaname import messages
from kaname.versions import SCHEMES, Undetermined, compare, sort_key
from kaname.versions.order import LONGEST_VERSION_CHARACTERS
from kaname.versions.pep440 import is_legacy

ORDERED = {
    "npm": ["1.0.0-0", "1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0", "1.0.1", "1.10.0", "2.0.0"],
    "semver": ["1", "1.0.1", "1.1", "1.1.0.1-rc", "1.1.0.1", "1.1.0.2", "1.1.1-a", "1.1.1"],
    "golang": [
        "v0.0.0-20190101000000-ffffffffffff",
        "v0.0.0-20200101000000-000000000000",
        "v1.2.3-0.20200101000000-000000000000",
        "v1.2.3-rc.1",
        "v1.2.3-rc.1.0.20200101000000-000000000000",
        "v1.2.3",
        "go1.21beta1",
        "go1.21rc2",
        "go1.21rc10",
        "go1.21",
        "go1.21.1",
        "v2.0.0+incompatible",
    ],
    "pypi": ["trunk", "0.1-bulbasaur", "0.9-final", "1.0.dev1", "1.0a1.dev1", "1.0a1", "1.0b2.post1.dev1", "1.0rc1", "1.0",
             "1.0+abc", "1.0+abc.1", "1.0+5", "1.0.post1.dev0", "1.0.post1", "1.1.dev1", "1!0.1"],
    "maven": ["1-alpha-1", "1-beta-1", "1-m2", "1-rc1", "1-snapshot", "1", "1-sp", "1-abc", "1-1", "1.1", "1.10"],
    "nuget": ["1.0.0-Alpha", "1.0.0-alpha.1", "1.0.0-BETA", "1.0", "1.0.0.1", "1.0.1"],
    "gem": ["1.0.a", "1.0.a.2", "1.0.b1", "1.0.0.pre1", "1.0", "1.0.1", "1.10"],
    "composer": ["1.0-dev", "1.0-alpha1", "1.0-beta", "1.0-RC1", "1.0", "1.0.0", "1.0.1", "1.0-p1"],
    "deb": ["1.0~rc1-1", "1.0-1~deb12u1", "1.0-1", "1.0-1a", "1.0-1+deb12u1", "1.0.1-1", "1:0.1-1"],
    "apk": ["1.0_alpha", "1.0_beta1", "1.0_rc2", "1.0", "1.0-r0", "1.0-r1", "1.0_git20200101", "1.0_p1", "1.0a", "1.0.1"],
    "rpm": ["1.0~rc1", "1.0", "1.0-1.el8", "1.0-1.el8_6", "1.0-2.el8", "1.0^git1-1", "1.0.1-1", "1:0.1-1"],
    "alpm": ["1.0a-1", "1.0alpha-1", "1.0rc-1", "1.0", "1.0-1", "1.0-2", "1.0.a-1", "1.0.1-1", "1:0.1-1"],
    "cran": ["0.1", "0.1-0", "0.1-2", "0.2", "1.0", "1.0.0"],
    "hackage": ["0.9", "1", "1.0", "1.0.0", "1.0.1", "1.1"],
    "opam": ["1.0~beta", "1.0", "1.0+1", "1.0-1", "1.0.1", "1.2", "1.10"],
    "julia": ["1.0.0-", "1.0.0-1", "1.0.0-a", "1.0", "1.0.0+", "1.0.0+1", "1.0.0+a", "1.0.1"],
    "bitnami": ["1.2.3-rc.1", "1.2.3", "1.2.3-1", "1.2.3-2", "1.2.3-10", "1.2.4"],
    "pub": ["1.0.0-a", "1.0.0-a+1", "1.0.0", "1.0.0+1", "1.0.0+1.1", "1.0.0+2", "1.0.0+a", "1.0.1"],
    "conan": ["1.0-alpha.3", "1.0-alpha.22", "1.0", "1.0+b.3", "1.0+b.22", "1.1", "1.1.a", "1.1a", "1.2.*", "1.20"],
    "gentoo": ["1_alpha", "1_rc1", "1", "1-r1", "1_p1", "1b", "1.0", "1.01", "1.1"],
    "openssl": ["0.9.8", "0.9.8z", "0.9.8za", "1.0.0-beta1", "1.0.0", "1.1.1", "1.1.1a", "3.0.0-alpha2", "3.0.0"],
    "datetime": ["2023-12-31T23:59:59.5+01:00", "2023-12-31T23:00:00Z", "2024-01-01T00:00:00Z", "2024-01-01T00:00:00.1Z"],
    "lexicographic": ["A", "B", "a", "é"],
    "generic": ["r2", "1.0.dev1", "1.0-alpha", "1.0b2", "1.0rc1", "1.0", "1.0p1", "1.0-x", "1.0.1", "10"],
}  # fmt: skip

EQUAL = {
    "npm": [("v1.2.3", "1.2.3"), ("1.2.3+a", "1.2.3+b"), ("=1.2.3", "1.2.3"), ("1.2.3beta", "1.2.3-beta")],
    "golang": [("v2.0.0+incompatible", "2.0.0"), ("go1.21", "1.21.0"), ("go1.21rc2", "1.21.0-rc.2")],
    "pypi": [("1.0", "1.0.0"), ("1.0-1", "1.0.post1"), ("1.0C1", "1.0rc1"), ("1.0+a-1", "1.0+a.1"), ("v1.0", "1.0")],
    "maven": [("1", "1.0.0-GA"), ("1a1", "1-alpha-1"), ("1.0.RELEASE", "1"), ("1cr", "1-rc")],
    "nuget": [("1.0", "1.0.0.0"), ("1.0.0-RC", "1.0.0-rc"), ("01.0", "1.0")],
    "gem": [("1.0", "1"), ("1.0.a2", "1.0.a.2"), ("1.0-x", "1.0.pre.x")],
    "composer": [("v1.0.0", "1.0.0"), ("1.0-beta", "1.0.b")],
    "deb": [("0:1.0-0", "1.0"), ("1.01-1", "1.1-1")],
    "apk": [("1-r1", "1-r01"), ("01", "1")],
    "rpm": [("0:1.0", "1.0"), ("1.0_1", "1.0.1"), ("1.010", "1.10")],
    "alpm": [("1.0-1", "1.0"), ("0:1.0-1", "1.0-1")],
    "cran": [("1.0-1", "1.0.1")],
    "julia": [("v1.2", "1.2.0")],
    "bitnami": [("1.2.3-0", "1.2.3")],
    "conan": [("1", "1.0.0"), ("1.0-pre1", "1-pre1")],
    "gentoo": [("1.0-r0", "1.0"), ("1_p", "1_p0")],
    "datetime": [("2024-01-01T01:00:00+01:00", "2024-01-01T00:00:00.000Z")],
    "generic": [("1.0.0", "v1"), ("1.0-Final", "1"), ("1.0+build5", "1.0"), ("1.0rc1", "1.0-RC.1")],
}

UNDETERMINED = {
    "npm": ["latest", "1.2.3-", "1.2.3-a..b", "^1.2.3", "1.x", "git+https://example.org/a.git"],
    "pypi": ["https://example.org/a.whl", "1.0 beta", "${version}", "1.0/2"],
    "maven": ["${project.version}", "[1.0,2.0)", "1.0 final"],
    "nuget": ["1.0.0.0.0", "1.0.*", "latest"],
    "gem": ["latest", "1.2.3-x86_64-linux", "1..2"],
    "composer": ["dev-main", "latest", "*"],
    "deb": ["1.0 1", "x:1.0", "1/2", "1.0é"],
    "apk": ["1.18.-r2", "57-1-r2", "110.73/e0", "2.19_y8", "", "_p1"],
    "rpm": ["${VERSION}", "https://example.org/a.rpm", "%{version}-1"],
    "cran": ["1.0a", "1..0", "-1"],
    "hackage": ["1.0a", "1-0", "v1.0"],
    "opam": ["1.0 1", "dev/1"],
    "golang": ["master", "v1.2.3-dirty_tree", "(devel)"],
    "datetime": ["2024-13-01T00:00:00Z", "2024-01-01", "2024-01-01t00:00:00z"],
    "openssl": ["1.0", "1.0.2_a"],
    "generic": ["unknown", "main"],
}


@pytest.mark.parametrize("scheme", sorted(ORDERED))
def test_versions_stand_in_order(scheme: str) -> None:
    keys = [sort_key(scheme, text) for text in ORDERED[scheme]]
    assert not [text for text, key in zip(ORDERED[scheme], keys, strict=True) if isinstance(key, Undetermined)]
    for one, other in zip(ORDERED[scheme], ORDERED[scheme][1:], strict=False):
        one_key, other_key = sort_key(scheme, one), sort_key(scheme, other)
        assert isinstance(one_key, bytes)
        assert isinstance(other_key, bytes)
        assert one_key < other_key, (one, other)


@pytest.mark.parametrize("scheme", sorted(EQUAL))
def test_equal_versions_are_equal(scheme: str) -> None:
    assert [pair for pair in EQUAL[scheme] if compare(scheme, *pair) != 0] == []


@pytest.mark.parametrize("scheme", sorted(UNDETERMINED))
def test_what_is_no_version_is_undetermined_with_a_text(scheme: str) -> None:
    for text in UNDETERMINED[scheme]:
        key = sort_key(scheme, text)
        assert isinstance(key, Undetermined), text
        assert messages.text(key.reason, "ja") != messages.text(key.reason, "en")


def test_every_scheme_is_tested() -> None:
    same_as_semver = {"cargo", "hex", "swift", "githubactions"}
    assert set(ORDERED) == set(SCHEMES) - same_as_semver
    for scheme in same_as_semver:
        assert compare(scheme, "1.0.0-rc.1", "1.0.0") == -1


def test_length_is_bounded() -> None:
    longest = "1" * LONGEST_VERSION_CHARACTERS
    assert isinstance(sort_key("npm", longest), bytes)
    assert sort_key("npm", longest + "1") == Undetermined("versions.too_long", longest + "1")


PIECES = [
    "_alpha",
    "_p",
    "_p1",
    ".",
    "-",
    "-r",
    "a",
    "1",
    "1a",
    "1.",
    ".a",
    "-a.",
    "+a.",
    "~",
    "a-",
    ".r1",
    "_",
    "1.0-",
    "0",
    "-r-",
]


@pytest.mark.parametrize("scheme", list(SCHEMES))
def test_hard_text_takes_no_time(scheme: str) -> None:
    limit_seconds = 0.05
    for piece in PIECES:
        for start in ("", "1", "1.0"):
            text = start + piece * (500 // len(piece)) + "!"
            began = time.process_time()
            sort_key(scheme, text)
            sort_key(scheme, text[:-1])
            assert time.process_time() - began < limit_seconds, text[:20]


def test_an_unknown_scheme_is_undetermined() -> None:
    assert sort_key("nope", "1.0") == Undetermined("versions.unknown_scheme", "nope")
    assert "nope" not in SCHEMES


@pytest.mark.parametrize("text", ["1.0\n2.0", "1.0\x00", "1.0\x1b[0m", "1.0\u202e"])
def test_control_characters_are_undetermined(text: str) -> None:
    assert {sort_key(scheme, text) for scheme in SCHEMES} == {Undetermined("versions.control_character", text)}


def test_old_python_versions_are_told_apart() -> None:
    assert is_legacy("0.1-bulbasaur")
    assert not is_legacy(" v1.0-Beta1 ")


def test_looking_at_the_table_loads_no_order() -> None:
    code = (
        "import sys, kaname.versions as v; 'npm' in v.SCHEMES; len(v.SCHEMES); v.sort_key('npm', '1.0.0');"
        "print(sorted(m for m in sys.modules if m.startswith('kaname.versions.')))"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.strip() == str([f"kaname.versions.{name}" for name in ("encoding", "order", "ranges", "semver")])


@pytest.mark.skipif(not shutil.which("dpkg"), reason="no dpkg here")
def test_dpkg_itself_agrees() -> None:
    texts = [
        "1.0~~a-1",
        "1.0~-1",
        "1.0-1",
        "1.0a-1",
        "1.0+-1",
        "1.0.-1",
        "1:0-1",
        "1.0-1~",
        "1.00-01",
        "1.0-1.1",
        "1.0-a",
    ]
    for left in texts:
        for right in texts:
            outcome = compare("deb", left, right)
            assert isinstance(outcome, int)
            word = {-1: "lt", 0: "eq", 1: "gt"}[outcome]
            assert subprocess.run(["dpkg", "--compare-versions", left, word, right], check=False).returncode == 0
