"""Is the algorithm of every hash value named, and is it one of the standard? Components without hashes lack it too."""

from kaname.model.sbom import Component
from kaname.sbom.rule import Options, Outcome, Rule, each_component
from kaname.sbom.subject import Subject

_KNOWN = ("MD", "SHA", "BLAKE", "Streebog", "ADLER")


def check(subject: Subject, options: Options) -> Outcome:
    """Look at the hashes of each component and of its distributed files."""

    def test(each: Component) -> str | tuple[str, str] | None:
        hashes = each.hashes or tuple([found for ref in each.external_references for found in ref.hashes])
        if not hashes:
            return "sbom.component_hash"
        odd = [found.algorithm for found in hashes if not found.algorithm.upper().startswith(_KNOWN)]
        return ("sbom.component_hash_algorithm_unknown", ", ".join(odd)[:100]) if odd else None

    return each_component(subject, options, "hash", test)


RULE = Rule("component-hash-algorithm", check)
