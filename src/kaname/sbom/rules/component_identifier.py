"""Has every component an identifier that other data can be looked up with: purl, CPE, SWID, or a hash-based one?

Heeds ``at_least`` (how many) and ``fields`` (``purl``, ``cpe``, ``swid``, ``other``; all by default).
"""

from kaname.model.sbom import Component
from kaname.sbom.rule import Options, Outcome, Rule, each_component
from kaname.sbom.subject import Subject

_OTHER = ("gitoid", "swh", "omnibor", "swhid")


def check(subject: Subject, options: Options) -> Outcome:
    """Count the identifiers of each component."""
    fields = options.fields or ("purl", "cpe", "swid", "other")

    def test(each: Component) -> str | tuple[str, str] | None:
        count = 0
        if "purl" in fields:
            count += (each.purl is not None) + len(each.purls)
        if "cpe" in fields:
            count += len(each.cpes)
        if "swid" in fields:
            count += len(each.swids)
        if "other" in fields and count < options.at_least:
            count += sum(1 for found in each.external_references if found.kind.lower() in _OTHER)
        if count >= options.at_least:
            return None
        return ("sbom.component_identifiers_few", str(count)) if count else "sbom.component_identifier"

    return each_component(subject, options, "identifier", test)


RULE = Rule("component-identifier", check)
