"""Is somebody named who made the document? A tool alone is nobody.

``metadata.manufacture`` of CycloneDX up to 1.5 names the maker of the product, not of the document, and does not count.
Heeds ``fields``: with ``contact``, an e-mail address or URL must be given too.
"""

from kaname.sbom.rule import Defect, Options, Outcome, Rule, whole_document
from kaname.sbom.subject import DOCUMENT, Subject
from kaname.sbom.versions import at_least


def check(subject: Subject, options: Options) -> Outcome:
    """Look for a named author that is no tool."""
    sbom = subject.sbom
    parties = [party for party in sbom.authors if party.kind != "tool" and (party.name or party.emails or party.urls)]
    if sbom.manufacturer and (subject.family != "cyclonedx" or at_least(sbom.spec_version, "1.6")):
        parties.append(sbom.manufacturer)
    path = "metadata" if subject.family == "cyclonedx" else "creationInfo"
    stated = subject.stated(DOCUMENT, "author")
    if not parties and stated is not None:
        return Outcome(1, (Defect(path, f"sbom.stated_{stated}", None, "author", stated),))
    if not parties:
        return whole_document("sbom.document_author", path)
    if "contact" in options.fields and not any(party.emails or party.urls for party in parties):
        return whole_document("sbom.document_author_contact", path)
    return whole_document(None, path)


RULE = Rule("document-author", check)
