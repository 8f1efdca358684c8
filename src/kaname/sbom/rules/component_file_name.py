"""Is the file name of every component given? CycloneDX: property ``bsi:component:filename``; SPDX: ``packageFileName``."""

from kaname.model.sbom import Component
from kaname.sbom.rule import Options, Outcome, Rule, each_component
from kaname.sbom.subject import Subject

_PROPERTY = "bsi:component:filename"


def check(subject: Subject, options: Options) -> Outcome:
    """Look at each component; a component of kind ``file`` is named by its file."""

    def test(each: Component) -> str | None:
        if each.file_names or (each.kind == "file" and each.name):
            return None
        return (
            None if any(name == _PROPERTY and value for name, value in each.properties) else "sbom.component_file_name"
        )

    return each_component(subject, options, "file-name", test)


RULE = Rule("component-file-name", check)
