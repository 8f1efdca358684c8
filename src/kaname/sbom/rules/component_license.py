"""Has every component a licence statement that says something? ``NOASSERTION`` is a stated unknown; ``NONE`` is an answer.

Heeds ``of`` and ``fields``: ``declared`` or ``concluded`` where only such a statement counts.
"""

from kaname.model.sbom import Component
from kaname.sbom.rule import Defect, Options, Outcome, Rule, each_component
from kaname.sbom.subject import Subject

_UNKNOWN = frozenset({"NOASSERTION", "UNKNOWN", ""})


def check(subject: Subject, options: Options) -> Outcome:
    """Look at each component."""
    said_unknown: set[str] = set()

    def test(each: Component) -> str | None:
        claims = [
            claim.value for claim in each.licenses if not options.fields or claim.acknowledgement in options.fields
        ]
        if any(value.strip().upper() not in _UNKNOWN for value in claims):
            return None
        if claims:
            said_unknown.add(each.path)
        return "sbom.component_license"

    found = each_component(subject, options, "license", test)
    if not said_unknown:
        return found
    return Outcome(found.tested, tuple([_stated(defect, said_unknown) for defect in found.defects]))


def _stated(defect: Defect, said_unknown: set[str]) -> Defect:
    if defect.path in said_unknown and defect.state == "absent":
        return Defect(defect.path, "sbom.stated_unknown", defect.component, "license", "unknown")
    return defect


RULE = Rule("component-license", check)
