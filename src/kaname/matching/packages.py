"""One package URL or CPE name at a time: which vulnerabilities touch it, without a document around it."""

from kaname.errors import InputError
from kaname.knowledge.query import Knowledge
from kaname.matching.context import NO_CONTEXT
from kaname.matching.cpe_matcher import CpeMatcher
from kaname.matching.hits import Answer, answer_plan
from kaname.matching.plan import CPE_ONLY, Available, Refusal
from kaname.matching.planner import plan_component
from kaname.model.sbom import Component


class PackageQuery:
    """Answers for single packages; made once, asked many times.

    Cost: about 30 microseconds for a package with a few ranges.

    Args:
        knowledge: the base that answers.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._available = Available(knowledge.ecosystems())
        self._cpe = CpeMatcher(knowledge) if knowledge.has_cpe_data() else None

    def affected(self, identifier: str) -> Answer:
        """Return the alias groups that touch a package version; a reason where it cannot be evaluated.

        Args:
            identifier: package URL with a version, or a CPE name.

        Raises:
            InputError: neither (``matching.not_an_identifier``).
        """
        text = identifier.strip()
        if text.startswith("pkg:"):
            component = Component(ref=text, path="", name=text, purl=text)
            plan = plan_component(component, NO_CONTEXT, self._available)
            if isinstance(plan, Refusal):
                return Answer((), plan.reason, plan.detail)
            pairs = [(lookup.ecosystem, lookup.name) for lookup in plan.lookups]
            return answer_plan(plan, self._knowledge.criteria(pairs))
        if text.startswith("cpe:"):
            if self._cpe is None:
                return Answer((), CPE_ONLY)
            return self._cpe.answer(Component(ref=text, path="", name=text, cpes=(text,)), tuple)
        raise InputError("matching.not_an_identifier", given=text[:200])
