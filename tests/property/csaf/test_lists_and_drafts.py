"""Whatever comes in: tags, names and texts get an answer; advisories by chance are valid; the older draft loses nothing."""

import datetime
import json

from hypothesis import given, settings
from hypothesis import strategies as st
from tools.csaf_draft import to_product_paths, to_relationships

from kaname.formats.csaf.cwe import load_catalogue, look_up, usage_of
from kaname.formats.csaf.language_tags import check_tag, load_subtags
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.prose import words_of
from kaname.formats.csaf.provider_files import check_feed, check_metadata, feed_entries, read_changes, read_index
from kaname.formats.csaf.read import check_csaf
from kaname.formats.csaf.write import write_advisory
from kaname.testing.advisories import PUBLISHER, URL
from kaname.testing.advisory_chance import random_advisory

NOW = datetime.datetime(2026, 11, 20, tzinfo=datetime.UTC)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1_000_000))
def test_advisories_by_chance_are_valid_and_the_older_draft_loses_nothing(seed: int) -> None:
    draft = random_advisory(seed)
    for version in ("2.0", "2.1"):
        documents = write_advisory(draft, version=version, publisher=PUBLISHER, base_url=URL)
        for each in documents:
            report = check_csaf(each.data, now=NOW)
            assert report.is_valid, [failure for failure in report.failures if failure.mandatory]
            if version == "2.1":
                document = json.loads(each.data)
                assert to_product_paths(to_relationships(document)) == document
    assert random_advisory(seed) == draft


@given(tag=st.text(max_size=20) | st.from_regex(r"\A[a-zA-Z]{1,4}(-[a-zA-Z0-9]{1,8}){0,5}\Z"))
def test_every_tag_gets_an_answer(tag: str) -> None:
    verdict, part = check_tag(tag)
    assert (verdict == "known") == (part == "" and verdict == "known")
    assert check_tag(tag.upper()) == check_tag(tag.lower()) or not tag.isascii()


@given(language=st.sampled_from(sorted(load_subtags()["language"])))
def test_every_registered_language_is_known(language: str) -> None:
    if ".." not in language:
        assert check_tag(language) == ("known", "")


@given(identifier=st.text(max_size=10), name=st.text(max_size=10), version=st.text(max_size=6))
def test_every_weakness_gets_an_answer(identifier: str, name: str, version: str) -> None:
    assert look_up(identifier, name, version, NOW).verdict != "fits"
    assert usage_of(identifier, version) in ("allowed", "review", "discouraged", "prohibited", "")


@given(data=st.data())
def test_what_the_list_says_fits(data: st.DataObject) -> None:
    catalogue = load_catalogue()
    identifier = data.draw(st.sampled_from(sorted(catalogue.runs)))
    run = data.draw(st.sampled_from(catalogue.runs[identifier]))
    version = catalogue.versions[data.draw(st.integers(run.first, run.last))]
    assert look_up(identifier, run.name, version).verdict == "fits"
    assert look_up(identifier, run.name, "").verdict == "fits"
    assert look_up(identifier, run.name + "!", version).verdict == "wrong_name"


@given(text=st.text(max_size=200))
def test_words_are_words(text: str) -> None:
    for word in words_of(text):
        assert len(word) > 1 and not any(mark.isdigit() or mark.isspace() for mark in word)


@given(value=JSON, data=st.binary(max_size=60))
def test_files_of_providers_never_break_the_check(value: object, data: bytes) -> None:
    root = Node(value)
    assert list(check_metadata(root))
    assert list(check_feed(root))
    assert feed_entries(root) == [] or isinstance(value, dict)
    read_index(data)
    read_changes(data)
