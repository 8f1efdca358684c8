"""Texts of an advisory in one language, with the headings that the writer itself puts in."""

from kaname import messages
from kaname.errors import InputError, KanameError
from kaname.messages import Language
from kaname.model.advisory_draft import Texts, text_in


class TextsOf:
    """Picks texts in one language and remembers which were missing.

    Attributes:
        lang: language tag. missing: an error for each text that has other languages, but not this one.
    """

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.missing: list[KanameError] = []

    def of(self, texts: Texts, place: str) -> str:
        """Return a text; empty where it is empty or missing."""
        found = text_in(texts, self.lang)
        if found is None:
            self.missing.append(InputError("advisory.text_missing", path=place, lang=self.lang))
        return found or ""

    def heading(self, name: str, **params: str) -> str:
        """Return a heading of the writer: in Japanese for a Japanese document, otherwise in English."""
        lang: Language = "ja" if self.lang.partition("-")[0] == "ja" else "en"
        if "lang" in params:
            known = params["lang"].partition("-")[0]
            code = f"advisory.language.{known}" if known in ("ja", "en") else "advisory.language.other"
            params["language"] = messages.text(code, lang, {"lang": params["lang"]})
        return messages.text(f"advisory.heading.{name}", lang, params)
