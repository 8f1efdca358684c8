"""Was the document read without a defect? Each problem the reader noted is a defect here, at its place."""

from kaname.sbom.rule import Defect, Options, Outcome, Rule
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """List what the reader noted; the share is taken over all components and the document."""
    problems = subject.sbom.problems
    defects = tuple([Defect(each.path, "sbom.document_problem", None, each.code, "invalid") for each in problems])
    return Outcome(max(len(subject.sbom.components) + 1, len(defects)), defects)


RULE = Rule("document-problems", check)
