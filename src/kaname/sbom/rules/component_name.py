"""Has every component a name?"""

from kaname.model.sbom import Component
from kaname.sbom.rule import Options, Outcome, Rule, each_component
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look at each component."""
    withheld = subject.withheld

    def test(each: Component) -> str | None:
        # A withheld name stands as a word of its own in its place; the statement next to it counts.
        if not each.name.strip() or (each.ref in withheld and subject.stated(each.ref, "name")):
            return "sbom.component_name"
        return None

    return each_component(subject, options, "name", test)


RULE = Rule("component-name", check)
