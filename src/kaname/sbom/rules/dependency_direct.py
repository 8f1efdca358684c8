"""Does the document say what the product directly depends on or contains?"""

from kaname.sbom.rule import Options, Outcome, Rule, label, whole_document
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look for an edge that starts at the product, or a statement that there is none."""
    root = subject.root
    if root is None:
        path = "metadata.component" if subject.family == "cyclonedx" else "relationships"
        return whole_document("sbom.document_root", path)
    if subject.targets.get(root.ref) or len(subject.sbom.components) == 1:
        return Outcome(1)
    if any(each.aggregate == "complete" and root.ref in each.dependencies for each in subject.sbom.compositions):
        return Outcome(1)
    return whole_document("sbom.dependency_direct", root.path, label(root))


RULE = Rule("dependency-direct", check)
