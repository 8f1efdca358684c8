"""Is every package URL well formed? One that is not finds no advisory. Components without one are not judged."""

from kaname.errors import InputError
from kaname.ident.purl import parse_purl
from kaname.sbom.rule import Defect, Options, Outcome, Rule
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Parse every purl. Cost: about two microseconds each."""
    tested = 0
    defects: list[Defect] = []
    for each in subject.sbom.components:
        for text in (each.purl, *each.purls) if each.purls else (each.purl,):
            if text is None:
                continue
            tested += 1
            try:
                parse_purl(text)
            except InputError:
                defects.append(Defect(each.path, "sbom.component_purl_form", each, text[:200], "invalid"))
    return Outcome(tested, tuple(defects))


RULE = Rule("component-purl-form", check)
