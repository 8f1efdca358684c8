"""Is the document free of vulnerability data? That ages faster than a bill of materials and belongs into VEX or CSAF."""

from kaname.sbom.rule import Options, Outcome, Rule, whole_document
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look for vulnerability data."""
    return whole_document("sbom.document_vulnerabilities" if subject.has_vulnerabilities else None, "vulnerabilities")


RULE = Rule("document-vulnerabilities", check)
