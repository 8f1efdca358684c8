"""Has every component a version? Words that say nothing (``unknown``, ``latest``) are none."""

from kaname.model.sbom import Component
from kaname.sbom.rule import Options, Outcome, Rule, each_component
from kaname.sbom.subject import Subject

_EMPTY_WORDS = frozenset({"", "unknown", "unspecified", "latest", "noassertion", "none", "null", "n/a"})


def check(subject: Subject, options: Options) -> Outcome:
    """Look at each component."""

    def test(each: Component) -> str | tuple[str, str] | None:
        written = each.version.strip()
        if written.lower() not in _EMPTY_WORDS:
            return None
        return ("sbom.component_version_word", written) if written else "sbom.component_version"

    return each_component(subject, options, "version", test)


RULE = Rule("component-version", check)
