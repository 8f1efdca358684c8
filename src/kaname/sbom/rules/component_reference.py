"""Does every component say where something about it lies? Heeds ``words``: accepted kinds of reference (``vcs`` …)."""

from kaname.model.sbom import Component
from kaname.sbom.rule import Options, Outcome, Rule, each_component
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look at each component."""
    wanted = frozenset(options.words)
    detail = ", ".join(options.words)

    def test(each: Component) -> tuple[str, str] | None:
        if any(not wanted or reference.kind in wanted for reference in each.external_references):
            return None
        return "sbom.component_reference", detail

    return each_component(subject, options, "url", test)


RULE = Rule("component-reference", check)
