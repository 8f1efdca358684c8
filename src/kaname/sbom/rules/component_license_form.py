"""Are the licence statements identifiers or expressions of the SPDX licence list?

Components without licence are not judged.
"""

from kaname.model.sbom import Component
from kaname.sbom.licenses import normalise_claim
from kaname.sbom.rule import Defect, Options, Outcome, Rule
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Normalise every statement; equal statements are looked at once."""
    tested = 0
    defects: list[Defect] = []
    for each in subject.sbom.components:
        if not each.licenses:
            continue
        tested += 1
        odd = _odd(each)
        if odd:
            defects.append(Defect(each.path, "sbom.component_license_form", each, odd[:200], "invalid"))
    return Outcome(tested, tuple(defects))


def _odd(component: Component) -> str:
    for claim in component.licenses:
        found = normalise_claim(claim)
        if found.unknown or found.broken:
            return claim.value
    return ""


RULE = Rule("component-license-form", check)
