"""6.2.32 Use of same product identification helper for different products."""

from msgspec.json import encode

from kaname.formats.csaf.checks import ONLY_2_1, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def ordered(value: object) -> object:
    """Return a value with its arrays sorted, because arrays compare as sets here."""
    if isinstance(value, dict):
        return {key: ordered(inner) for key, inner in value.items()}
    return sorted((ordered(inner) for inner in value), key=encode) if isinstance(value, list) else value


def check(advisory: Advisory) -> Found:
    """Yield identification values that an earlier product has in the same field."""
    seen: dict[tuple[str, bytes], str] = {}
    for product, helper in advisory.helpers():
        for field in helper.fields():
            for node in list(field.items()) or [field]:
                content = encode(ordered(node.value), order="deterministic")
                other = seen.setdefault((field.key, content), product.id)
                if other != product.id:
                    shown = node.text or node.get("filename").text or node.get("uri").text
                    yield fault(node, value=shown, field=field.key, other=other)


TEST = CsafTest(id="6.2.32", versions=ONLY_2_1, check=check)
