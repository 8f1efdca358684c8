"""Has every component the named properties? Heeds ``fields``: property names, all of which are needed."""

from kaname.model.sbom import Component
from kaname.sbom.rule import Options, Outcome, Rule, each_component
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look at each component."""

    def test(each: Component) -> str | tuple[str, str] | None:
        there = {name for name, value in each.properties if value}
        missing = [name for name in options.fields if name not in there]
        return ("sbom.component_properties", ", ".join(missing)) if missing else None

    return each_component(subject, options, "properties", test)


RULE = Rule("component-properties", check)
