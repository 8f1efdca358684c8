"""Whatever texts an advisory holds: what is written is CSAF, and says them unchanged."""

import datetime
import json
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kaname.exchange.provider import PublishedDocument, changes_csv, index_text
from kaname.formats.csaf.read import check_csaf
from kaname.formats.csaf.write import csaf_filename, write_advisory
from kaname.formats.provider_page import provider_page
from kaname.testing.advisories import PUBLISHER, URL, plain_advisory

NOW = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)
# Surrogates are no text in UTF-8.
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@settings(max_examples=40, deadline=None)
@given(title=TEXT, summary=TEXT, version=st.sampled_from(["2.0", "2.1"]))
def test_texts_come_out_as_they_went_in(title: str, summary: str, version: Any) -> None:
    draft = msgspec.structs.replace(plain_advisory(), title=title, summary={"ja": "概要", "en": summary})
    documents = write_advisory(draft, version=version, publisher=PUBLISHER, base_url=URL)
    for each in documents:
        assert check_csaf(each.data, now=NOW).is_valid
    english = json.loads(documents[1].data)["document"]
    assert (english["title"], english["notes"][0]["text"]) == (title, summary)


@given(identifier=st.text(max_size=30))
def test_file_names_are_plain(identifier: str) -> None:
    name = csaf_filename(identifier)
    assert set(name.removesuffix(".json")) <= set("+-abcdefghijklmnopqrstuvwxyz0123456789_")
    assert "/" not in name and not name.startswith("..")


DOCUMENTS = st.lists(
    st.builds(
        PublishedDocument,
        label=st.just("WHITE"),
        path=st.from_regex(r"\A20[0-9]{2}/[a-z]{1,8}\.json\Z"),
        id=TEXT,
        title=TEXT,
        summary=TEXT,
        lang=st.sampled_from(["ja", "en"]),
        version=st.just("1"),
        status=st.just("final"),
        released=st.just("2026-01-01T00:00:00Z"),
        updated=st.from_regex(r"\A2026-(0[1-9]|1[0-2])-01T00:00:00Z\Z"),
    ),
    unique_by=lambda one: one.path,
    max_size=6,
)


@given(documents=DOCUMENTS, data=st.data())
def test_lists_do_not_depend_on_the_order_in_which_they_are_made(documents: Any, data: Any) -> None:
    other = data.draw(st.permutations(documents))
    assert (index_text(documents), changes_csv(documents)) == (index_text(other), changes_csv(other))


@given(documents=DOCUMENTS)
def test_no_text_breaks_out_of_the_page(documents: Any) -> None:
    page = provider_page(
        documents, publisher="<b>&", contact='"><script>', labels=["WHITE"], key_files=[], lang="ja"
    ).decode()
    assert "<script" not in page and "<b>" not in page
    assert page.count("<li>") == len(documents) + 4
