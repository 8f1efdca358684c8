"""Text in the order of its UTF-8 bytes, for ecosystems that say so; nothing is normalised."""

from kaname.versions.order import Undetermined


def lexicographic_key(text: str) -> bytes | Undetermined:
    """Return the UTF-8 bytes of a text; ``Undetermined`` where it cannot be written in UTF-8."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError:
        return Undetermined("versions.control_character", text)
