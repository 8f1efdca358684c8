"""Every sentence that a person reads, in Japanese and in English.

A code ``room.name`` is looked up in ``messages/<language>/<room>.py`` (a dictionary ``TEXTS``), so that a command loads
only the texts it shows. ``<code>.hint``, where it exists, says what to do next. Both languages hold the same codes and the
same parameters; ``tests/contract/test_languages.py`` proves it. This room takes codes, not errors: it imports nothing.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Literal, get_args

Language = Literal["en", "ja"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def text(code: str, lang: Language, params: Mapping[str, object] | None = None) -> str:
    """Return the text for a code in a language.

    Args:
        code: ``room.name``.
        lang: ``en`` or ``ja``.
        params: values for the ``{placeholders}`` of the text.

    Raises:
        KeyError: no such code (a programming error: tests find it).
    """
    template = _room_texts(code.partition(".")[0], lang)[code]
    return template.format_map(params) if params else template.format()


def text_as_is(code: str, lang: Language) -> str:
    """Return the template for a code, its placeholders not filled in.

    Raises:
        KeyError: no such code.
    """
    return _room_texts(code.partition(".")[0], lang)[code]


def has_text(code: str, lang: Language = "en") -> bool:
    """Say whether a code has a text."""
    try:
        return code in _room_texts(code.partition(".")[0], lang)
    except ModuleNotFoundError:
        return False


def hint(code: str, lang: Language, params: Mapping[str, object] | None = None) -> str | None:
    """Return what the reader can do about ``code``, or None where there is nothing to say."""
    return text(f"{code}.hint", lang, params) if has_text(f"{code}.hint", lang) else None


@cache
def _room_texts(room: str, lang: str) -> Mapping[str, str]:
    module = import_module(f"kaname.messages.{lang}.{room}")
    texts: Mapping[str, str] = module.TEXTS
    return texts
