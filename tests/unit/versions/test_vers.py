"""VERS strings: what is read, what is refused, what they contain."""

import pytest

from kaname.errors import InputError
from kaname.versions import Undetermined
from kaname.versions.vers import contains_version, format_vers, parse_vers, vers_intervals

CONTAINS = [
    ("vers:npm/>=1.2.3|<2.0.0|!=1.5.0", {"1.2.2": False, "1.2.3": True, "1.5.0": False, "1.5.1": True, "2.0.0": False}),
    ("vers:npm/<1.0.0|>=2.0.0|<2.5.0", {"0.9.0": True, "1.0.0": False, "2.0.0": True, "2.5.0": False}),
    ("vers:npm/1.0.0|2.0.0", {"1.0.0": True, "1.5.0": False, "2.0.0": True, "2.0.1": False}),
    ("vers:npm/>1.0.0|<=2.0.0", {"1.0.0": False, "1.0.1": True, "2.0.0": True, "2.0.1-0": False}),
    ("vers:npm/!=1.0.0", {"0.9.0": True, "1.0.0": False, "9.0.0": True}),
    ("vers:npm/*", {"0.0.0-0": True}),
    ("vers:npm/<=1.0.0|<=2.0.0", {"1.5.0": True, "2.0.0": True, "2.0.1": False}),
    ("vers:npm/>=1.0.0|>=2.0.0|<3.0.0", {"1.5.0": True, "3.0.0": False}),
    ("vers:pypi/>=1.0|!=1.0.0", {"1.0": False, "1.0.post1": True}),
    ("vers:deb/<1%3A2.0-1", {"5.0-1": True, "1:2.0-1": False}),
    ("vers:gem/>=1.0.a|<1.0", {"1.0.b": True, "1.0": False}),
]


@pytest.mark.parametrize(("text", "versions"), CONTAINS)
def test_containment(text: str, versions: dict[str, bool]) -> None:
    vers = parse_vers(text)
    assert {version: contains_version(vers, version) for version in versions} == versions


def test_the_canonical_form_is_sorted_and_encoded_and_stable() -> None:
    canonical = format_vers(parse_vers("vers:deb/<2:1.0|=1.0%2B1|>=1.5"))
    assert canonical == "vers:deb/1.0+1|>=1.5|<2:1.0"
    assert format_vers(parse_vers(canonical)) == canonical
    assert format_vers(parse_vers("vers:npm/1.0%252F0")) == "vers:npm/1.0%252F0"
    assert format_vers(parse_vers("vers:npm/*")) == "vers:npm/*"


def test_intervals_do_not_touch() -> None:
    intervals = vers_intervals(parse_vers("vers:npm/>=1.0.0|<2.0.0|v2.0.0|3.0.0"))
    assert not isinstance(intervals, Undetermined)
    assert len(intervals) == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "versions.not_vers"),
        ("npm/1.0", "versions.not_vers"),
        ("vers:npm/", "versions.not_vers"),
        ("vers:NPM/1.0", "versions.not_vers"),
        ("vers:npm/>= 1.0", "versions.vers_white_space"),
        ("vers:npm/|1.0", "versions.vers_empty_constraint"),
        ("vers:npm/1.0|", "versions.vers_empty_constraint"),
        ("vers:npm/1.0||2.0", "versions.vers_empty_constraint"),
        ("vers:npm/>=", "versions.vers_empty_constraint"),
        ("vers:npm/1.0%2", "versions.vers_encoding"),
        ("vers:npm/1.0%FF", "versions.vers_encoding"),
        ("vers:npm/1.0|*", "versions.vers_star"),
        ("vers:npm/>1.0|1.0", "versions.vers_repeated"),
        ("vers:datetime/2024-01-01t00:00:00z", "versions.vers_datetime"),
        ("vers:npm/" + "1" * 1_000_001, "versions.vers_too_long"),
    ],
)
def test_what_is_no_range_is_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_vers(text)
    assert caught.value.code == code


def test_what_has_no_place_is_undetermined() -> None:
    assert contains_version(parse_vers("vers:npm/>=1.0"), "latest") == Undetermined("versions.not_semver", "latest")
    assert isinstance(contains_version(parse_vers("vers:npm/>=latest"), "1.0"), Undetermined)
    assert isinstance(vers_intervals(parse_vers("vers:nope/1.0")), Undetermined)
    assert format_vers(parse_vers("vers:nope/2|1")) == "vers:nope/2|1"
