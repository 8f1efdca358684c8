"""Are the tools named that made the document?"""

from kaname.sbom.rule import Options, Outcome, Rule, whole_document
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look for a tool with a name."""
    named = any(name for name, _ in subject.sbom.tools)
    return whole_document(
        None if named else "sbom.document_tool_name",
        "metadata.tools" if subject.family == "cyclonedx" else "creationInfo.creators",
    )


RULE = Rule("document-tool-name", check)
