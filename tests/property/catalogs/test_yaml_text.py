"""What is written is read back the same; nothing crashes the reader."""

from hypothesis import given
from hypothesis import strategies as st

from kaname.catalogs.yaml_text import Plain, parse_yaml, write_yaml
from kaname.errors import InputError

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    [
        "yes",
        "no",
        "null",
        "~",
        "1",
        "01",
        "0x1F",
        "1_000",
        "1e3",
        "1.5",
        "2026-03-31",
        "12:30:00",
        "=",
        "<<",
        "- a",
        "#",
        "",
    ]
)
SCALARS = TEXT | st.booleans() | st.none() | st.integers(-(10**17), 10**17)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=8
)


class TestYaml:
    """Writing and reading."""

    @given(st.dictionaries(TEXT.filter(lambda key: key != "<<"), VALUES, max_size=3))
    def test_round_trip(self, value: dict[str, Plain]) -> None:
        data = write_yaml(value)
        try:
            assert parse_yaml(data, "x") == value
        except InputError as error:
            assert error.code == "catalogs.key_refused"

    @given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
    def test_any_bytes_give_a_value_or_an_error_with_a_place(self, data: bytes) -> None:
        try:
            parse_yaml(data, "x.yaml")
        except InputError as error:
            assert error.path and error.path.startswith("x.yaml")
