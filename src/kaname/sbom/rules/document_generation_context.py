"""Does the document say at which point of the life cycle its facts were gathered (source, build, after build …)?

CycloneDX has ``metadata.lifecycles``, SPDX 3 ``sbomType``; SPDX 2 has no place, so that a remark such as
``SBOM Type: Build`` counts (the convention of the CISA paper on SBOM types). Heeds ``words``: accepted contexts.
"""

import re

from kaname.sbom.rule import Options, Outcome, Rule, whole_document
from kaname.sbom.subject import Subject

_REMARK = re.compile(r"SBOM\s*Type\s*:\s*(Design|Source|Build|Analy[sz]ed|Deployed|Runtime)", re.IGNORECASE)


def check(subject: Subject, options: Options) -> Outcome:
    """Look for a context."""
    said = [word for word in subject.sbom.lifecycles if word]
    for comment in subject.sbom.comments:
        said += [found[1].lower() for found in _REMARK.finditer(comment)]
    path = "metadata.lifecycles" if subject.family == "cyclonedx" else "creationInfo.comment"
    if not said:
        return whole_document("sbom.document_generation_context", path)
    if options.words and not any(word in options.words for word in said):
        return whole_document("sbom.document_generation_context_other", path, ", ".join(said))
    return whole_document(None, path)


RULE = Rule("document-generation-context", check)
