"""Is the document signed by its author? Seen are enveloped signatures and a detached one that the caller gives.

Whether the signature is good is not asked here: that needs a key.
"""

from kaname.sbom.rule import Options, Outcome, Rule, whole_document
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look for a signature."""
    return whole_document(None if subject.signature else "sbom.document_signature", "")


RULE = Rule("document-signature", check)
