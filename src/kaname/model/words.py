"""One text in the two languages that every user-facing datum has."""

from msgspec import Struct


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """One text in both languages."""

    en: str
    ja: str

    def of(self, lang: str) -> str:
        """Return the text in a language."""
        return self.ja if lang == "ja" else self.en


class PartialWords(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A text that others wrote, in one language or both; the language that is missing is empty."""

    ja: str = ""
    en: str = ""

    def pick(self, lang: str) -> str:
        """Return the text in a language, or the other one where that is empty."""
        return (self.ja or self.en) if lang == "ja" else (self.en or self.ja)
