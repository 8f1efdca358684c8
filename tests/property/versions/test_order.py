"""Keys keep the order of each ecosystem: against direct comparisons, on text made to be hard."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.property.versions import maven_reference
from tests.property.versions.reference_orders import REFERENCES

from kaname.versions import SCHEMES, Undetermined, compare, sort_key
from kaname.versions.encoding import encode_number

NUMBER = st.sampled_from(["0", "1", "2", "9", "10", "11", "99", "100", "20240101", "9" * 30, "1" + "0" * 30])
PADDED = st.one_of(NUMBER, st.sampled_from(["00", "01", "010", "007"]))
IDENTIFIER = st.one_of(NUMBER, st.sampled_from(["a", "b", "A", "alpha", "beta", "rc", "RC", "x1", "0a", "a-b", "-"]))


def _dotted(part: st.SearchStrategy[str], least: int, most: int, by: str = ".") -> st.SearchStrategy[str]:
    return st.lists(part, min_size=least, max_size=most).map(by.join)


def _maybe(prefix: str, part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(st.just(""), part.map(prefix.__add__))


def _joined(*parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*parts).map("".join)


SEMVER = _joined(
    st.sampled_from(["", "v"]),
    _dotted(NUMBER, 3, 3),
    _maybe("-", _dotted(IDENTIFIER, 1, 3)),
    _maybe("+", _dotted(IDENTIFIER, 1, 2)),
)
PEP440 = _joined(
    st.sampled_from(["", "", "0!", "1!", "v"]),
    _dotted(PADDED, 1, 4),
    st.sampled_from(["", "", "a1", "b2", "rc1", ".rc.1", "-pre_2", "C3", "alpha", "a01"]),
    st.sampled_from(["", "", ".post1", "-1", ".rev2", "r3", "post"]),
    st.sampled_from(["", "", ".dev0", "dev1", "-dev_10"]),
    st.sampled_from(["", "", "+a", "+1", "+a.1", "+1.a", "+10", "+A-1", "+1.0"]),
)
MIXED = st.text(alphabet="019aB.+~", min_size=1, max_size=8)
DEB = _joined(st.sampled_from(["", "", "0:", "1:"]), st.text("0129aB.+~-", min_size=1, max_size=8).map("1".__add__))
RPM = _joined(
    st.sampled_from(["", "", "0:", "1:", "a:"]), st.text("019aB._~^+", min_size=1, max_size=8), _maybe("-", MIXED)
)
APK = _joined(
    NUMBER,
    _maybe(".", _dotted(PADDED, 1, 3)),
    st.sampled_from(["", "", "a", "b"]),
    st.lists(
        st.sampled_from(["_alpha", "_beta1", "_pre2", "_rc", "_cvs", "_git1", "_hg", "_p", "_p1"]), max_size=2
    ).map("".join),
    _maybe("-r", PADDED),
)
GEM_PART = st.one_of(PADDED, st.sampled_from(["a", "b", "rc", "rc1", "pre", "a0", "Z"]))
GEM = _joined(NUMBER, _maybe(".", _dotted(GEM_PART, 1, 5)), _maybe("-", _dotted(GEM_PART, 1, 2)))
COMPOSER_PART = st.one_of(
    PADDED, st.sampled_from(["dev", "alpha", "a", "beta1", "RC", "rc2", "pl", "p1", "patch", "BETA", "x", "stable"])
)
COMPOSER = _joined(
    st.sampled_from(["", "v"]),
    NUMBER,
    st.lists(st.tuples(st.sampled_from(".-_+"), COMPOSER_PART).map("".join), max_size=4).map("".join),
)
MAVEN_PART = st.one_of(
    PADDED,
    st.sampled_from(
        ["alpha", "a", "b1", "m", "m2", "rc", "cr", "snapshot", "ga", "final", "release", "sp", "x", "v1", "X", ""]
    ),
)
MAVEN = _joined(
    NUMBER, st.lists(st.tuples(st.sampled_from([".", "-", ""]), MAVEN_PART).map("".join), max_size=5).map("".join)
)
# The shapes in which Maven's answers do not contradict each other: numbers with dots first, words with hyphens after.
MAVEN_CONSISTENT = _joined(
    _dotted(NUMBER, 1, 4),
    st.lists(
        st.tuples(
            st.just("-"),
            st.sampled_from(["alpha", "beta", "milestone", "rc", "snapshot", "sp", "x", "y"]),
            _maybe("-", NUMBER),
        ).map("".join),
        max_size=2,
    ).map("".join),
)

GENTOO = _joined(
    NUMBER,
    _maybe(".", _dotted(PADDED, 1, 3)),
    st.sampled_from(["", "", "a", "b"]),
    st.lists(st.sampled_from(["_alpha", "_beta1", "_pre2", "_rc", "_rc0", "_p", "_p0", "_p1"]), max_size=2).map(
        "".join
    ),
    _maybe("-r", PADDED),
)
OPENSSL = _joined(_dotted(NUMBER, 3, 3), st.sampled_from(["", "a", "b", "z", "za", "zb"]))

ALPM_PART = st.text("019ab._", min_size=1, max_size=6).filter(lambda text: text[0].isalnum() and text[-1].isalnum())
JULIA = _joined(
    st.sampled_from(["", "v"]),
    _dotted(NUMBER, 1, 3),
    st.one_of(st.just(""), st.just("-"), _maybe("-", _dotted(IDENTIFIER, 1, 3))),
    st.one_of(st.just(""), st.just("+"), _maybe("+", _dotted(IDENTIFIER, 1, 2))),
)
GENERIC = _joined(
    st.sampled_from(["", "v"]),
    NUMBER,
    st.lists(
        st.tuples(
            st.sampled_from(["", ".", "-", "_"]),
            st.one_of(PADDED, st.sampled_from(["a", "b1", "rc", "RC2", "dev", "x", "p1", "final", "preview"])),
        ).map("".join),
        max_size=4,
    ).map("".join),
)

SHAPES = {
    "alpm": _joined(st.sampled_from(["", "1:"]), ALPM_PART, NUMBER.map("-".__add__)),
    "bitnami": _joined(
        _dotted(NUMBER, 3, 3), st.one_of(st.just(""), _maybe("-", NUMBER), st.sampled_from(["-rc.1", "-a", "-1.1"]))
    ),
    "generic": GENERIC,
    "julia": JULIA,
    "apk": APK,
    "composer": COMPOSER,
    "cran": st.one_of(_dotted(PADDED, 1, 5), _dotted(PADDED, 1, 5, "-")),
    "deb": DEB,
    "gem": GEM,
    "gentoo": GENTOO,
    "hackage": _dotted(PADDED, 1, 5),
    "openssl": OPENSSL,
    "nuget": _joined(_dotted(PADDED, 1, 4), _maybe("-", _dotted(IDENTIFIER, 1, 3))),
    "opam": MIXED,
    "pypi": PEP440,
    "rpm": RPM,
}


@pytest.mark.parametrize("scheme", sorted(REFERENCES))
class TestKeysKeepTheOrderOfTheEcosystem:
    def test_byte_order_is_version_order(self, scheme: str) -> None:
        reference = REFERENCES[scheme]
        shape = SHAPES.get(scheme, SEMVER)

        @settings(max_examples=300)
        @given(shape, shape)
        def check(left: str, right: str) -> None:
            left_key, right_key = sort_key(scheme, left), sort_key(scheme, right)
            assert isinstance(left_key, bytes), left
            assert isinstance(right_key, bytes), right
            assert (left_key > right_key) - (left_key < right_key) == reference(left, right)

        check()


class TestMaven:
    @settings(max_examples=600)
    @given(MAVEN, MAVEN)
    @example("1.1.0-01-glassfish", "1.1.0.Beta1")
    @example("1-1", "1-ga-1")
    def test_a_pair_is_compared_as_maven_compares_it(self, left: str, right: str) -> None:
        assert compare("maven", left, right) == maven_reference.compare_versions(left, right)

    @settings(max_examples=400)
    @given(MAVEN_CONSISTENT, MAVEN_CONSISTENT)
    def test_keys_follow_maven_where_maven_is_consistent(self, left: str, right: str) -> None:
        left_key, right_key = sort_key("maven", left), sort_key("maven", right)
        assert isinstance(left_key, bytes)
        assert isinstance(right_key, bytes)
        assert (left_key > right_key) - (left_key < right_key) == maven_reference.compare_versions(left, right)

    @settings(max_examples=400)
    @given(MAVEN, MAVEN)
    def test_equal_versions_have_equal_keys(self, left: str, right: str) -> None:
        same = maven_reference.compare_versions(left, right) == 0 == maven_reference.compare_versions(right, left)
        assert (sort_key("maven", left) == sort_key("maven", right)) == same

    @given(MAVEN)
    def test_a_version_relates_to_its_release_as_maven_says(self, text: str) -> None:
        release = "7"
        key, release_key = sort_key("maven", f"7.{text}"), sort_key("maven", release)
        assert isinstance(key, bytes)
        assert isinstance(release_key, bytes)
        assert (key > release_key) - (key < release_key) == maven_reference.compare_versions(f"7.{text}", release)

    def test_a_contradiction_is_resolved_in_favour_of_the_release(self) -> None:
        keys = [sort_key("maven", text) for text in ("1.1.0.Beta1", "1.1.0", "1.1.0-1")]
        assert keys == sorted(keys, key=lambda key: key if isinstance(key, bytes) else b"")


@pytest.mark.parametrize("scheme", list(SCHEMES))
class TestAnyText:
    def test_it_never_raises(self, scheme: str) -> None:
        @settings(max_examples=150)
        @given(st.one_of(st.text(max_size=40), st.text("0129.-_+~^:!vabrcp \t\0é😀٣²", max_size=25)))
        @example("9" * 100_000)
        @example("1." * 50_000)
        @example("9" * 500)
        @example("1" + "." * 400)
        @example("\ud800")
        @example("1.\udfff")
        @example("1.0-😀")
        @example("٣.٤")
        @example("1.²")
        def check(text: str) -> None:
            outcome = sort_key(scheme, text)
            assert isinstance(outcome, bytes | Undetermined)
            assert outcome == sort_key(scheme, f"  {text}\n") or isinstance(outcome, Undetermined)
            assert compare(scheme, text, text) == 0 or isinstance(outcome, Undetermined)

        check()

    def test_long_numbers_keep_their_order(self, scheme: str) -> None:
        @settings(max_examples=50)
        @given(st.integers(0, 10**480), st.integers(0, 10**480))
        @example(10**400, 10**400 + 1)
        @example(10**191, 10**190)
        def check(left: int, right: int) -> None:
            assert compare(scheme, f"1.{left}", f"1.{right}") == (left > right) - (left < right)

        if scheme in ("datetime", "lexicographic"):
            assert isinstance(compare(scheme, "1.10", "1.9"), Undetermined if scheme == "datetime" else int)
        elif scheme == "openssl":
            assert compare(scheme, f"1.{10**400}.0", f"1.{10**400 + 1}.0") == -1
        else:
            check()


class TestNumbers:
    @given(st.integers(0, 10**600), st.integers(0, 10**600), st.binary(max_size=3), st.binary(max_size=3))
    def test_what_follows_never_changes_the_order(self, left: int, right: int, after: bytes, other: bytes) -> None:
        one, two = encode_number(str(left)) + after, encode_number(str(right)) + other
        if left != right:
            assert (one < two) == (left < right)
