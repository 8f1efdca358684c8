"""Package URLs: whatever is formatted reads back as the same value; whatever is given, only our errors come out."""

from hypothesis import given
from hypothesis import strategies as st

from kaname.errors import InputError
from kaname.ident.purl import Purl, format_purl, parse_purl

_PART = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda text: text.strip() == text
)
_SEGMENT = _PART.filter(lambda text: "/" not in text and text not in (".", ".."))
_KEY = st.from_regex(r"\A[a-z][a-z0-9._-]{0,8}\Z")
_TYPE = st.sampled_from(["npm", "maven", "generic", "pypi", "deb", "golang", "nuget", "rpm", "github"])


class TestRoundTrip:
    @given(_TYPE, st.lists(_SEGMENT, max_size=3), _SEGMENT, st.none() | _PART, st.dictionaries(_KEY, _PART, max_size=3))
    def test_formatted_text_reads_back_as_the_same_value(
        self, kind: str, namespace: list[str], name: str, version: str | None, qualifiers: dict[str, str]
    ) -> None:
        given_namespace = None if kind == "pypi" else "/".join(namespace) or None
        text = format_purl(Purl(kind, given_namespace, name, version, qualifiers))
        assert format_purl(parse_purl(text)) == text
        assert parse_purl(text).version == version
        assert dict(parse_purl(text).qualifiers) == qualifiers

    @given(
        st.text(max_size=40)
        | st.text(max_size=40).map(lambda text: "pkg:" + text)
        | st.text(max_size=30).map(lambda text: "pkg:npm/" + text)
    )
    def test_any_text_gives_a_value_or_a_named_error(self, text: str) -> None:
        try:
            purl = parse_purl(text)
        except InputError as error:
            assert error.code.startswith("ident.purl_")
        else:
            assert parse_purl(format_purl(purl)) == purl
