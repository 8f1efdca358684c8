"""Is named who supplies or makes each component?

Heeds ``fields``: which fields count (``supplier``, ``manufacturer``, ``publisher``, ``authors``; ``group`` where a name space
stands for its owner); with ``contact`` an e-mail address or URL is needed too.
"""

from kaname.model.sbom import Component, Party
from kaname.sbom.rule import Options, Outcome, Rule, each_component
from kaname.sbom.subject import Subject

_FIELDS = ("supplier", "manufacturer", "publisher", "authors")


def check(subject: Subject, options: Options) -> Outcome:
    """Look at each component."""
    fields = tuple(field for field in options.fields if field != "contact") or _FIELDS
    contact = "contact" in options.fields

    def test(each: Component) -> str | None:
        found = [party for field in fields for party in _parties(each, field)]
        if not found:
            return "sbom.component_supplier"
        if contact and not any(party.emails or party.urls for party in found):
            return "sbom.component_supplier_contact"
        return None

    return each_component(subject, options, "supplier", test)


def _parties(component: Component, field: str) -> tuple[Party, ...]:
    if field == "supplier":
        return (component.supplier,) if component.supplier else ()
    if field == "manufacturer":
        return (component.manufacturer,) if component.manufacturer else ()
    if field == "authors":
        return component.authors
    text = component.publisher if field == "publisher" else component.group if field == "group" else ""
    return (Party(name=text),) if text else ()


RULE = Rule("component-supplier", check)
