"""Does the author say whether the dependencies of components are all there (complete, incomplete, unknown)?

CycloneDX says it in ``compositions``, SPDX by ``NONE`` and ``NOASSERTION`` or the completeness of relationships.
Heeds ``of``. A composition of the document as a whole (naming no component) speaks for all.
"""

from kaname.sbom.rule import Options, Outcome, Rule, each_component
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look each component up in the statements of completeness."""
    said: set[str] = set()
    for each in subject.sbom.compositions:
        if not each.assemblies and not each.dependencies:
            return each_component(subject, options, "dependencies", lambda _: None)
        said.update(each.assemblies)
        said.update(each.dependencies)
    return each_component(
        subject, options, "dependencies", lambda each: None if each.ref in said else "sbom.dependency_completeness"
    )


RULE = Rule("dependency-completeness", check)
