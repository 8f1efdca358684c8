"""Does the document list any component besides the product? Heeds ``at_least``."""

from kaname.sbom.rule import Options, Outcome, Rule, whole_document
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Count the parts."""
    count = sum(1 for each in subject.sbom.components if each is not subject.root)
    path = "components" if subject.family == "cyclonedx" else "packages"
    return whole_document(None if count >= options.at_least else "sbom.component_count", path, "")


RULE = Rule("component-count", check)
