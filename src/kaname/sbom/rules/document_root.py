"""Does the document name the product that it describes?"""

from kaname.sbom.rule import Options, Outcome, Rule, whole_document
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look for a described product with a name."""
    path = "metadata.component" if subject.family == "cyclonedx" else "relationships"
    named = subject.root is not None and subject.root.name
    return whole_document(None if named else "sbom.document_root", path)


RULE = Rule("document-root", check)
