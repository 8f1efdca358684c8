"""CPE names: both bindings as IR 7695 has them, attribute and name comparison as IR 7696 has them."""

import pytest

from kaname.errors import InputError
from kaname.ident.cpe import Cpe, Relation, compare_names, compare_values, format_cpe, format_cpe_uri, parse_cpe

# Names and their other binding, after the examples of IR 7695, 6.1.2.4 and 6.2.2.3.
BINDINGS = [
    (
        "cpe:/a:microsoft:internet_explorer:8.0.6001:beta",
        "cpe:2.3:a:microsoft:internet_explorer:8.0.6001:beta:*:*:*:*:*:*",
    ),
    (
        "cpe:/a:microsoft:internet_explorer:8.%02:sp%01",
        "cpe:2.3:a:microsoft:internet_explorer:8.*:sp?:*:*:*:*:*:*",
    ),
    (
        "cpe:/a:hp:insight_diagnostics:7.4.0.1570:-:~~online~win2003~x64~",
        "cpe:2.3:a:hp:insight_diagnostics:7.4.0.1570:-:*:*:online:win2003:x64:*",
    ),
    (
        "cpe:/a:hp:openview_network_manager:7.51::~~~linux~~",
        "cpe:2.3:a:hp:openview_network_manager:7.51:*:*:*:*:linux:*:*",
    ),
    (
        "cpe:/a:foo%5cbar:big%24money_manager_2010:::~~special~ipod_touch~80gb~",
        "cpe:2.3:a:foo\\\\bar:big\\$money_manager_2010:*:*:*:*:special:ipod_touch:80gb:*",
    ),
]


@pytest.mark.parametrize(("uri", "formatted"), BINDINGS)
def test_both_bindings_give_the_same_name_and_come_back(uri: str, formatted: str) -> None:
    assert parse_cpe(uri) == parse_cpe(formatted)
    assert format_cpe(parse_cpe(uri)) == formatted
    assert format_cpe_uri(parse_cpe(formatted)) == uri


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("apache log4j", "form"),
        ("cpe:2.3:x:a:b:*:*:*:*:*:*:*:*", "part"),
        ("cpe:2.3:a:b:c", "attributes"),
        ("cpe:2.3:a:b:c:*:*:*:*:*:*:*:*:*", "attributes"),
        ("cpe:2.3:a:b:c*d:*:*:*:*:*:*:*:*", "wildcard"),
        ("cpe:2.3:a:b:**:*:*:*:*:*:*:*:*", "wildcard"),
        ("cpe:2.3:a:b:c!d:*:*:*:*:*:*:*:*", "character"),
        ("cpe:/a:b:c%zz", "percent"),
        ("cpe:/a:" + "b" * 3000, "length"),
    ],
)
def test_what_is_no_name_is_refused_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_cpe(text)
    assert (caught.value.code, caught.value.params["why"]) == ("ident.cpe_invalid", why)


def test_published_shortcuts_are_read_leniently() -> None:
    assert parse_cpe("cpe:2.3:a:akeneo:product", lenient=True) == Cpe(part="a", vendor="akeneo", product="product")
    assert parse_cpe("cpe:2.3:a:b:c!d:1:*:*:*:*:*:*:*", lenient=True).product == "c\\!d"


S, T, E, D, U = Relation.SUPERSET, Relation.SUBSET, Relation.EQUAL, Relation.DISJOINT, Relation.UNDEFINED
# IR 7696, table 6-2: every row, in its order.
VALUES = [
    ("*", "*", E),
    ("*", "-", S),
    ("*", "i", S),
    ("*", "m*", U),
    ("-", "*", T),
    ("-", "-", E),
    ("-", "i", D),
    ("-", "m*", U),
    ("i", "i", E),
    ("i", "k", D),
    ("i", "m*", U),
    ("i", "-", D),
    ("i", "*", T),
    ("m*", "mi", S),
    ("m*", "ki", D),
    ("m*", "*", T),
    ("m*", "-", D),
    ("m*", "k*", U),
    # Wildcards and escapes
    ("8.?", "8.1", S),
    ("8.?", "8.", S),
    ("8.?", "8.12", D),
    ("??1", "xy1", S),
    ("??1", "1", S),
    ("*explorer", "internet_explorer", S),
    ("foo\\*", "foobar", D),
    ("foo\\*", "foo\\*", E),
    ("big\\$*", "big\\$money", S),
    ("big\\$*", "bigmoney", D),
    ("1\\.*", "1x", D),
]


@pytest.mark.parametrize(("source", "target", "expected"), VALUES)
def test_attribute_comparison(source: str, target: str, expected: Relation) -> None:
    assert compare_values(source, target) is expected


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("cpe:/a:adobe", "cpe:/a:adobe:reader:9", S),
        ("cpe:/a:adobe:reader:9", "cpe:/a:adobe", T),
        ("cpe:/a:adobe:reader:9", "cpe:/a:adobe:reader:9", E),
        ("cpe:/a:adobe:reader:9:-", "cpe:/a:adobe:reader:9:sp1", D),
        ("cpe:/a:adobe:reader:9", "cpe:/a:adobe:acrobat:9", D),
        ("cpe:/a:adobe::9", "cpe:/a:adobe:reader", U),
    ],
)
def test_name_comparison(source: str, target: str, expected: Relation) -> None:
    assert compare_names(parse_cpe(source), parse_cpe(target)) is expected
