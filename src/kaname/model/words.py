"""One text in the two languages that every user-facing datum has."""

from msgspec import Struct


class Words(Struct, frozen=True, forbid_unknown_fields=True):
    """One text in both languages."""

    en: str
    ja: str

    def of(self, lang: str) -> str:
        """Return the text in a language."""
        return self.ja if lang == "ja" else self.en
