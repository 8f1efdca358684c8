"""Both languages are complete."""

import re

import pytest
from tools import check_languages

from kaname import messages


def test_every_text_exists_in_both_languages_with_the_same_placeholders() -> None:
    assert check_languages.check() == []


def test_japanese_and_english_differ() -> None:
    assert messages.text("cli.commands_heading", "ja") != messages.text("cli.commands_heading", "en")
    assert re.search("[ぁ-ん]", messages.text("cli.interrupted", "ja"))


def test_an_unknown_code_is_an_error_not_an_empty_text() -> None:
    with pytest.raises(KeyError):
        messages.text("cli.there_is_no_such_code", "en")
