"""Has every component a hash value, with its algorithm?

Heeds ``algorithms``: of which one is needed; hashes of the distributed file in external references count too. Heeds ``of``.
"""

from kaname.model.sbom import Component, Hash
from kaname.sbom.rule import Options, Outcome, Rule, each_component
from kaname.sbom.subject import Subject

_FILE_REFERENCES = frozenset({"distribution", "distribution-intake", "build-meta"})


def check(subject: Subject, options: Options) -> Outcome:
    """Look at each component."""
    wanted = frozenset(options.algorithms)

    def test(each: Component) -> str | tuple[str, str] | None:
        if _fits(each.hashes, wanted):
            return None
        for reference in each.external_references:
            if reference.kind in _FILE_REFERENCES and _fits(reference.hashes, wanted):
                return None
        if each.hashes:
            return "sbom.component_hash_algorithm", ", ".join(sorted({found.algorithm for found in each.hashes}))
        return "sbom.component_hash"

    return each_component(subject, options, "hash", test)


def _fits(hashes: tuple[Hash, ...], wanted: frozenset[str]) -> bool:
    return any(each.value and (each.algorithm in wanted if wanted else each.algorithm) for each in hashes)


RULE = Rule("component-hash", check)
