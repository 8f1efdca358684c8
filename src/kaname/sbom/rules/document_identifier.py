"""Has the document a name of its own in the world: serial number, namespace or URI?"""

from kaname.sbom.rule import Options, Outcome, Rule, whole_document
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look for an identifier."""
    path = "serialNumber" if subject.family == "cyclonedx" else "documentNamespace"
    return whole_document(None if subject.sbom.identifier else "sbom.document_identifier", path)


RULE = Rule("document-identifier", check)
