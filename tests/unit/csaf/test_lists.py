"""The lists of foreign names: weaknesses of every version of CWE, and language subtags."""

from datetime import UTC, datetime
from itertools import pairwise

import pytest

from kaname.formats.csaf.cwe import (
    LATEST,
    is_deprecated,
    latest_at,
    load_catalogue,
    load_weaknesses,
    look_up,
    usage_of,
)
from kaname.formats.csaf.language_tags import check_tag, load_subtags

XSS = "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')"
OLD_XSS = "Failure to Preserve Web Page Structure ('Cross-site Scripting')"
BEFORE = datetime(2024, 1, 1, tzinfo=UTC)
AFTER = datetime(2026, 1, 1, tzinfo=UTC)


class TestWeaknesses:
    def test_the_list_is_whole(self) -> None:
        catalogue = load_catalogue()
        assert len(catalogue.versions) == 53
        assert catalogue.versions[-1] == LATEST
        assert len(load_weaknesses()) > 950
        for runs in catalogue.runs.values():
            for earlier, later in pairwise(runs):
                assert earlier.last < later.first

    @pytest.mark.parametrize(
        ("identifier", "name", "version", "verdict"),
        [
            ("CWE-79", XSS, "4.17", "fits"),
            ("CWE-79", XSS, "1.9", "fits"),
            ("CWE-79", XSS, "1.8", "wrong_name"),
            ("CWE-79", OLD_XSS, "1.4", "fits"),
            ("CWE-79", OLD_XSS, "", "fits"),
            ("CWE-79", "Cross-site Scripting", "4.13", "wrong_name"),
            ("CWE-79", "Improper Input Validation", "", "wrong_name"),
            ("CWE-1004", "Sensitive Cookie Without 'HttpOnly' Flag", "2.8", "wrong_id"),
            ("CWE-1000", "Research Concepts", "4.0", "wrong_id"),
            ("CWE-79", XSS, "4.18", "fits"),
            ("CWE-9999", "New", "4.18", "not_listed"),
            ("CWE-79", XSS, "4.99", "not_listed"),
            ("CWE-79", XSS, "2.99", "wrong_version"),
            ("CWE-", "", "", "wrong_id"),
        ],
    )
    def test_names_and_ids_by_version(self, identifier: str, name: str, version: str, verdict: str) -> None:
        assert look_up(identifier, name, version).verdict == verdict

    def test_a_document_does_not_use_names_that_came_after_it(self) -> None:
        near = XSS.replace(" ('Cross-site Scripting')", "")
        assert look_up("CWE-79", near, "", BEFORE).verdict == "wrong_name"
        assert look_up("CWE-79", near, "", AFTER).verdict == "not_listed"
        assert look_up("CWE-9999", "New", "", BEFORE).verdict == "wrong_id"
        assert look_up("CWE-9999", "New", "", AFTER).verdict == "not_listed"

    def test_deprecation_and_use_follow_the_version(self) -> None:
        assert is_deprecated("CWE-71", "4.17")
        assert is_deprecated("CWE-71", "1.0") is False
        assert is_deprecated("CWE-79", "4.18") is None
        assert [usage_of("CWE-94", version) for version in ("4.8", "4.9", "4.13", "4.16")] == [
            "",
            "allowed",
            "allowed",
            "review",
        ]

    def test_the_latest_version_at_a_time(self) -> None:
        assert latest_at(datetime(2025, 4, 3, tzinfo=UTC)) == "4.17"
        assert latest_at(datetime(2025, 9, 10, tzinfo=UTC)) == "4.18"
        assert latest_at(datetime(2026, 1, 1, tzinfo=UTC)) is None
        assert latest_at(datetime(2000, 1, 1, tzinfo=UTC)) is None


@pytest.mark.parametrize(
    "tag",
    [
        *("ja", "en", "en-US", "zh-Hant-TW", "zh-yue", "zh-cmn-Hans-CN", "sr-Latn-RS", "de-CH-1996", "sl-rozaj-biske"),
        *(
            "es-419",
            "x-kaname",
            "en-x-corp",
            "en-US-u-co-phonebk",
            "i-klingon",
            "sgn-ase",
            "qaa",
            "en-QM",
            "EN-gb",
            "ckb",
        ),
    ],
)
def test_tags_that_are_registered(tag: str) -> None:
    assert check_tag(tag) == ("known", "")


@pytest.mark.parametrize(
    ("tag", "part"),
    [
        ("eng", "eng"),
        ("jp", "jp"),
        ("japanese", "japanese"),
        ("en-UK", "uk"),
        ("en-Abcd", "abcd"),
        ("en-yue", "yue"),
        ("de-1997", "1997"),
        ("de-1996-1996", "1996"),
        ("en-US-Latn", "latn"),
        ("en-u", "u"),
        ("x", "x"),
        ("", ""),
        ("en--US", ""),
        ("en_US", "en_us"),
    ],
)
def test_tags_that_are_not(tag: str, part: str) -> None:
    assert check_tag(tag) == ("unknown", part)


def test_the_registry_is_whole() -> None:
    assert len(load_subtags()["language"]) > 8_000
    assert len(load_subtags()["script"]) > 200
    assert len(load_subtags()["variant"]) > 100
