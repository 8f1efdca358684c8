"""The engine: documents in, findings and coverage out, every distinct package version matched once."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from kaname.knowledge.query import Criterion, Knowledge
from kaname.matching.context import read_context
from kaname.matching.hits import Answer, answer_plan
from kaname.matching.paths import DependencyGraph
from kaname.matching.plan import Available, Plan, Refusal
from kaname.matching.planner import plan_component
from kaname.model.finding import ComponentKey, Coverage, Finding, NotEvaluated
from kaname.model.sbom import Component, Problem, Sbom
from kaname.model.vulnerability import Vulnerability

_CONTEXT_FREE = ("pkg:npm/", "pkg:pypi/", "pkg:nuget/", "pkg:cargo/", "pkg:gem/", "pkg:composer/")


class MatchedSbom(NamedTuple):
    """What one document came to. ``findings`` in document order, then by vulnerability id."""

    coverage: Coverage
    findings: tuple[Finding, ...]
    problems: tuple[Problem, ...]


class MatchEngine:
    """Matches documents one after another, remembering every package version it has already answered.

    Args:
        knowledge: asked for each package name once and for each alias group once, whatever the number of documents.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._available = Available(knowledge.ecosystems())
        self._criteria: dict[tuple[str, str], Sequence[Criterion]] = {}
        self._answers: dict[Plan, Answer] = {}
        self._plans: dict[tuple[object, ...], Plan | Refusal] = {}
        self._vulnerabilities: dict[int, Vulnerability] = {}

    def match(self, sbom: Sbom, *, target: str) -> MatchedSbom:
        """Return the findings and the coverage statement of one document.

        Args:
            sbom: as read. target: name of the document in the results.
        """
        plans = self._plan(sbom)
        # Filtered one by one: subtracting the keys of a dictionary would walk through all that was ever asked.
        answers = self._answers
        self._ask({plan for plan in plans if isinstance(plan, Plan) and plan not in answers})
        pairs = list(zip(sbom.components, plans, strict=True))
        not_evaluated = []
        hit_components: list[tuple[Component, Answer]] = []
        uncompared = 0
        for component, plan in pairs:
            if isinstance(plan, Refusal):
                not_evaluated.append(_not_evaluated(component, plan.reason, plan.detail, target))
                continue
            answer = answers[plan]
            if answer.reason is not None:
                not_evaluated.append(_not_evaluated(component, answer.reason, answer.detail, target))
                continue
            uncompared += answer.uncompared
            if answer.hits:
                hit_components.append((component, answer))
        coverage = Coverage(
            components=len(pairs), evaluated=len(pairs) - len(not_evaluated), not_evaluated=tuple(not_evaluated)
        )
        problems = (
            (Problem(path="", code="matching.ranges_not_compared", params={"count": uncompared}),) if uncompared else ()
        )
        return MatchedSbom(coverage, tuple(self._findings(sbom, hit_components, target)), problems)

    def _plan(self, sbom: Sbom) -> list[Plan | Refusal]:
        context = read_context(sbom)
        plans = self._plans
        found: list[Plan | Refusal] = []
        for component in sbom.components:
            purl = component.purl
            # Everything that a plan may depend on: for the large registries that is the purl and the version.
            key: tuple[object, ...] = (purl, component.version, component.purls)
            if purl and purl.startswith("pkg:maven/"):
                key = (*key, context.guesses_groups)
            elif purl and not purl.startswith(_CONTEXT_FREE):
                key = (*key, component.source_packages, component.properties, context, component.group, component.name)
            plan = plans.get(key) if purl else None
            if plan is None:
                plan = plan_component(component, context, self._available)
                if purl:
                    plans[key] = plan
            found.append(plan)
        return found

    def _ask(self, plans: set[Plan]) -> None:
        known = self._criteria
        pairs = {(lookup.ecosystem, lookup.name) for plan in plans for lookup in plan.lookups}
        new = sorted(pair for pair in pairs if pair not in known)
        if new:
            self._criteria.update(dict.fromkeys(new, ()))
            self._criteria.update(self._knowledge.criteria(new))
        groups: set[int] = set()
        for plan in plans:
            answer = self._answers[plan] = answer_plan(plan, self._criteria)
            groups.update(hit.group for hit in answer.hits)
        missing = [group for group in groups if group not in self._vulnerabilities]
        if missing:
            self._vulnerabilities.update(self._knowledge.vulnerabilities(sorted(missing)))

    def _findings(self, sbom: Sbom, hits: list[tuple[Component, Answer]], target: str) -> Iterator[Finding]:
        if not hits:
            return
        graph = DependencyGraph(sbom)
        for component, answer in hits:
            key = ComponentKey(
                ref=component.ref,
                purl=component.purl,
                name=full_name(component),
                version=component.version,
                paths=graph.paths_to(component.ref),
            )
            for hit in answer.hits:
                yield Finding(
                    target=target,
                    component=key,
                    vulnerability=self._vulnerabilities[hit.group],
                    match=hit.match,
                    fixed=hit.fixed,
                )


def match_components(documents: Iterable[tuple[str, Sbom]], knowledge: Knowledge) -> Iterator[tuple[str, MatchedSbom]]:
    """Match documents one after another and yield each with its name.

    Args:
        documents: name and document; read lazily, so that a thousand need the memory of one.
        knowledge: the base that answers.
    """
    engine = MatchEngine(knowledge)
    for name, sbom in documents:
        yield name, engine.match(sbom, target=name)


def full_name(component: Component) -> str:
    """Return group and name as the document writes them: ``org.example/core``."""
    return f"{component.group}/{component.name}" if component.group else component.name


def _not_evaluated(component: Component, reason: str, detail: str | None, target: str) -> NotEvaluated:
    return NotEvaluated(
        ref=component.ref,
        purl=component.purl,
        name=full_name(component),
        version=component.version,
        reason=reason,
        detail=detail,
        target=target,
    )
