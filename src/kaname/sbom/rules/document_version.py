"""Can this edition of the document be told from others?

CycloneDX has a document version next to the serial number; SPDX gives each edition a namespace of its own.
"""

from kaname.sbom.rule import Options, Outcome, Rule, whole_document
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look for version, serial number or namespace."""
    sbom = subject.sbom
    if subject.family == "cyclonedx":
        return whole_document(None if sbom.version else "sbom.document_version", "version")
    return whole_document(None if sbom.version or sbom.identifier else "sbom.document_version", "documentNamespace")


RULE = Rule("document-version", check)
