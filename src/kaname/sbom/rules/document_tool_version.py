"""Has every named tool a version?"""

from kaname.sbom.rule import Defect, Options, Outcome, Rule, whole_document
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look at each tool."""
    path = "metadata.tools" if subject.family == "cyclonedx" else "creationInfo.creators"
    tools = subject.sbom.tools
    if not tools:
        return whole_document("sbom.document_tool_name", path)
    defects = [Defect(path, "sbom.document_tool_version", detail=name) for name, version in tools if not version]
    return Outcome(len(tools), tuple(defects))


RULE = Rule("document-tool-version", check)
