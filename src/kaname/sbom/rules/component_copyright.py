"""Has every component a copyright statement? Heeds ``of``."""

from kaname.sbom.rule import Options, Outcome, Rule, each_component
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Look at each component."""
    return each_component(
        subject, options, "copyright", lambda each: None if each.copyright else "sbom.component_copyright"
    )


RULE = Rule("component-copyright", check)
