"""Is the document in an accepted format and a version that is new enough?

Heeds ``formats``: family (``cyclonedx``, ``spdx``) → least version; empty accepts every format that can be read, if the
document names its version.
"""

from kaname.sbom.rule import Options, Outcome, Rule, whole_document
from kaname.sbom.subject import Subject
from kaname.sbom.versions import at_least


def check(subject: Subject, options: Options) -> Outcome:
    """Compare format and version."""
    version, family = subject.sbom.spec_version, subject.family
    path = "specVersion" if family == "cyclonedx" else "spdxVersion"
    if not version:
        return whole_document("sbom.document_format_version", path)
    if options.formats and (family not in options.formats or not at_least(version, options.formats[family])):
        return whole_document("sbom.document_format", path, f"{family} {version}")
    return whole_document(None, path)


RULE = Rule("document-format", check)
