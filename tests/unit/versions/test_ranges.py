"""OSV events become the stretches that the schema's evaluation algorithm means."""

import pytest

from kaname.errors import InputError
from kaname.versions import Interval, Undetermined, contains, exact_interval, osv_intervals, sort_key


def key(text: str, scheme: str = "npm") -> bytes:
    made = sort_key(scheme, text)
    assert isinstance(made, bytes)
    return made


def inside(events: list[dict[str, str]], text: str) -> bool:
    bounds = [each.bounds for each in osv_intervals("npm", events)]
    return contains([each for each in bounds if isinstance(each, Interval)], key(text))


def texts(events: list[dict[str, str]]) -> list[tuple[str, str | None]]:
    return [(each.text, each.fixed) for each in osv_intervals("npm", events)]


def test_fixed_is_not_affected() -> None:
    events = [{"introduced": "2.0.0"}, {"fixed": "2.17.1"}]
    assert texts(events) == [(">= 2.0.0, < 2.17.1", "2.17.1")]
    assert [inside(events, text) for text in ("1.9.9", "2.0.0-rc.1", "2.0.0", "2.17.1-rc.1", "2.17.1")] == [
        False, False, True, True, False,
    ]  # fmt: skip


def test_last_affected_is_affected() -> None:
    events = [{"introduced": "0"}, {"last_affected": "1.5.0"}]
    assert texts(events) == [("<= 1.5.0", None)]
    assert inside(events, "1.5.0")
    assert inside(events, "0.0.0-0")
    assert not inside(events, "1.5.1-0")


def test_zero_is_before_every_version() -> None:
    assert texts([{"introduced": "0"}]) == [("*", None)]
    assert osv_intervals("npm", [{"introduced": "0"}])[0].bounds == Interval(b"", None)
    assert inside([{"introduced": "0"}], "0.0.0-0")


def test_events_in_any_order() -> None:
    events = [{"fixed": "2.17.1"}, {"fixed": "1.3"}, {"introduced": "2.0.0"}, {"introduced": "1.0"}]
    assert texts(events) == [(">= 1.0, < 1.3", "1.3"), (">= 2.0.0, < 2.17.1", "2.17.1")]


def test_several_events_in_one_mapping() -> None:
    assert texts([{"introduced": "1.0", "fixed": "1.3"}]) == [(">= 1.0, < 1.3", "1.3")]


def test_an_introduced_within_a_stretch_changes_nothing() -> None:
    assert texts([{"introduced": "0"}, {"introduced": "1.0"}, {"fixed": "2.0"}]) == [("< 2.0", "2.0")]


def test_introduced_and_fixed_at_one_version_is_nothing() -> None:
    assert texts([{"introduced": "1.0"}, {"fixed": "1.0"}]) == []


def test_a_single_version() -> None:
    events = [{"introduced": "1.0.0"}, {"last_affected": "1.0.0"}]
    assert osv_intervals("npm", events)[0].bounds == exact_interval("npm", "1.0.0")


def test_a_fix_after_the_last_affected_is_named() -> None:
    events = [{"introduced": "1.0"}, {"last_affected": "1.5"}, {"fixed": "1.8"}]
    assert texts(events) == [(">= 1.0, <= 1.5", "1.8")]
    assert not inside(events, "1.6.0")


def test_limit_ends_the_range() -> None:
    events = [{"introduced": "1.0"}, {"limit": "2.0"}]
    assert texts(events) == [(">= 1.0, < 2.0", None)]
    assert not inside(events, "2.0.0")


def test_the_highest_limit_counts_and_a_star_is_none() -> None:
    assert texts([{"introduced": "1.0"}, {"limit": "2.0"}, {"limit": "3.0"}]) == [(">= 1.0, < 3.0", None)]
    assert texts([{"introduced": "1.0"}, {"limit": "2.0"}, {"limit": "*"}]) == [(">= 1.0", None)]
    assert texts([{"introduced": "1.0"}, {"limit": "0.5"}]) == []


def test_a_lost_bound_loses_its_stretch_only() -> None:
    events = [{"introduced": "1.0"}, {"fixed": "oops"}, {"introduced": "3.0"}, {"fixed": "4.0"}]
    lost, kept = osv_intervals("npm", events)
    assert lost.bounds == Undetermined("versions.not_semver", "oops")
    assert (lost.text, lost.fixed) == (">= 1.0, < oops", "oops")
    assert kept.bounds == Interval(key("3.0"), key("4.0"))


def test_a_lost_bound_in_no_order_loses_all() -> None:
    found = osv_intervals("npm", [{"fixed": "oops"}, {"introduced": "1.0"}, {"fixed": "2.0"}])
    assert [isinstance(each.bounds, Undetermined) for each in found] == [True]


def test_a_lost_limit_loses_all() -> None:
    found = osv_intervals("npm", [{"introduced": "1.0"}, {"fixed": "2.0"}, {"limit": "oops"}])
    assert [isinstance(each.bounds, Undetermined) for each in found] == [True]


@pytest.mark.parametrize(
    ("events", "code"),
    [
        ([{"fixed": "1.0"}], "versions.no_introduced"),
        ([], "versions.no_introduced"),
        ([{"introduced": "0"}, {"repaired": "1.0"}], "versions.unknown_event"),
        ([{"introduced": 0}], "versions.event_not_text"),
    ],
)
def test_malformed_events_are_refused(events: list[dict[str, str]], code: str) -> None:
    with pytest.raises(InputError) as caught:
        osv_intervals("npm", events)
    assert caught.value.code == code


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(InputError):
        osv_intervals("nope", [{"introduced": "0"}])
