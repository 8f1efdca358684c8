"""The check of both languages finds what is planted."""

import pytest
from tools import check_languages

_Texts = dict[str, dict[str, str]]


def _plant(monkeypatch: pytest.MonkeyPatch, en: dict[str, str], ja: dict[str, str]) -> list[str]:
    real: _Texts = {lang: check_languages.texts_of_language(lang) for lang in ("en", "ja")}
    planted = {"en": real["en"] | en, "ja": real["ja"] | ja}
    monkeypatch.setattr(check_languages, "texts_of_language", planted.__getitem__)
    return check_languages.check()


def test_nothing_planted_nothing_found() -> None:
    assert check_languages.check() == []


@pytest.mark.parametrize(
    ("en", "ja", "found"),
    [
        ({"room.a": "text"}, {}, "room.a: no Japanese text"),
        ({}, {"room.a": "文"}, "room.a: no English text"),
        ({"room.a": "{count} texts"}, {"room.a": "文"}, "placeholders differ"),
        ({"room.a": "{count} texts"}, {"room.a": "{number} 件の文"}, "placeholders differ"),
        ({"room.a": "a 文"}, {"room.a": "文"}, "Japanese in the English text"),
        ({"room.a": "some words"}, {"room.a": "some words"}, "the Japanese text is English"),
    ],
)
def test_a_planted_fault_is_found(
    monkeypatch: pytest.MonkeyPatch, en: dict[str, str], ja: dict[str, str], found: str
) -> None:
    faults = _plant(monkeypatch, en, ja)
    assert len(faults) == 1
    assert found in faults[0]


def test_a_code_raised_without_text_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    en, ja = (dict(check_languages.texts_of_language(lang)) for lang in ("en", "ja"))
    raised = next(code for code in en if any(f'Error("{code}"' in text for text in _sources()))
    del en[raised], ja[raised]
    monkeypatch.setattr(check_languages, "texts_of_language", {"en": en, "ja": ja}.__getitem__)
    assert any(fault.startswith(f"{raised}: raised in ") for fault in check_languages.check())


def _sources() -> list[str]:
    return [path.read_text("utf-8") for path in (check_languages.ROOT / "src").rglob("*.py")]
