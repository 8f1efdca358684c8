"""Has every component its place in the graph: is it reached from the product?

Where the document names no product, a component counts that takes part in any edge.
"""

from kaname.sbom.rule import Options, Outcome, Rule, each_component
from kaname.sbom.subject import Subject


def check(subject: Subject, options: Options) -> Outcome:
    """Walk the graph from the product. Cost: one pass over the edges."""
    reached: set[str] = set()
    if subject.root is not None:
        waiting = [subject.root.ref]
        while waiting:
            ref = waiting.pop()
            if ref not in reached:
                reached.add(ref)
                waiting.extend(subject.targets.get(ref, ()))
    else:
        reached = set(subject.targets) | subject.sources
    return each_component(
        subject, options, "dependencies", lambda each: None if each.ref in reached else "sbom.dependency_reach"
    )


RULE = Rule("dependency-reach", check)
