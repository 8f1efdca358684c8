"""Is any component listed twice: same identity, same version, no difference in purl? A sign of a false positive."""

from kaname.sbom.rule import Defect, Options, Outcome, Rule
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Count equal components; those nested in different parents or told apart by hash are not equal."""
    seen: dict[tuple[object, ...], str] = {}
    defects: list[Defect] = []
    for each in subject.sbom.components:
        place = (each.parent, each.kind, each.file_names, each.evidence_paths)
        key = (*place, each.group, each.name, each.version, each.purl, each.hashes)
        first = seen.setdefault(key, each.path)
        if first != each.path:
            defects.append(Defect(each.path, "sbom.component_duplicate", each, first, "invalid"))
    return Outcome(len(subject.sbom.components), tuple(defects))


RULE = Rule("component-duplicates", check)
