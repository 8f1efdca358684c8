"""Does the document say when it was made: a date and time with zone (ISO 8601, RFC 3339)?"""

from datetime import datetime

from kaname.sbom.rule import Options, Outcome, Rule, whole_document
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look for a time that can be read."""
    path = "metadata.timestamp" if subject.family == "cyclonedx" else "creationInfo.created"
    written = subject.sbom.timestamp
    if not written:
        return whole_document("sbom.document_timestamp", path)
    try:
        good = datetime.fromisoformat(written).tzinfo is not None
    except ValueError:
        good = False
    return whole_document(None if good else "sbom.document_timestamp_form", path, "" if good else written[:60])


RULE = Rule("document-timestamp", check)
