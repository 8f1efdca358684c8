"""The engine: documents in, findings and coverage out, every distinct package version matched once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from kaname.knowledge.query import Criterion, Knowledge
from kaname.matching.context import DocumentContext, read_context
from kaname.matching.cpe import Platforms
from kaname.matching.cpe_matcher import CpeMatcher, answer_hashes, platforms_of
from kaname.matching.hits import MAX_OTHER_RANGES, Answer, Overruled, answer_plan
from kaname.matching.methods import CPE, DEFAULT_METHODS, ECOSYSTEM_FIRST, HASH, PURL
from kaname.matching.paths import DependencyGraph
from kaname.matching.plan import METHOD_NOT_SELECTED, Available, Plan, Refusal
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
        methods: of ``kaname.matching.methods.METHODS``. A package URL goes first; CPE names are asked where it gives no
            answer, and as a second opinion on what it found; file hashes always.
        confirmed: returns the CPE name or package URL that a person confirmed for a component, or None.
    """

    def __init__(
        self,
        knowledge: Knowledge,
        *,
        methods: frozenset[str] = DEFAULT_METHODS,
        confirmed: Callable[[Component], str | None] | None = None,
    ) -> None:
        self._knowledge = knowledge
        self._methods = methods
        self._confirmed = confirmed
        self._cpe = CpeMatcher(knowledge) if CPE in methods and knowledge.has_cpe_data() else None
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
        answers = self._answers_of(sbom)
        not_evaluated = []
        hit_components: list[tuple[Component, Answer]] = []
        problems: list[Problem] = []
        uncompared = 0
        for component, answer in zip(sbom.components, answers, strict=True):
            if answer.reason is not None:
                not_evaluated.append(_not_evaluated(component, answer.reason, answer.detail, target))
                continue
            uncompared += answer.uncompared
            if answer.hits:
                hit_components.append((component, answer))
            problems += (self._overruled(component, entry) for entry in answer.overruled)
        count = len(answers)
        coverage = Coverage(components=count, evaluated=count - len(not_evaluated), not_evaluated=tuple(not_evaluated))
        if uncompared:
            problems.append(Problem(path="", code="matching.ranges_not_compared", params={"count": uncompared}))
        return MatchedSbom(coverage, tuple(self._findings(sbom, hit_components, target)), tuple(problems))

    def _answers_of(self, sbom: Sbom) -> list[Answer]:
        plans = self._plan(sbom)
        # Filtered one by one: subtracting the keys of a dictionary would walk through all that was ever asked.
        known = self._answers
        self._ask({plan for plan in plans if isinstance(plan, Plan) and plan not in known})
        answers = [Answer((), plan.reason, plan.detail) if isinstance(plan, Refusal) else known[plan] for plan in plans]
        platforms = platforms_of(sbom)
        if self._confirmed is not None:
            self._add_confirmed(sbom, answers, platforms)
        if self._cpe is not None:
            self._add_cpe(sbom, answers, platforms, self._cpe)
        if HASH in self._methods:
            self._add_hashes(sbom, answers)
        self._learn({hit.group for answer in answers for hit in answer.hits})
        self._learn({entry.group for answer in answers for entry in answer.overruled})
        return answers

    def _add_confirmed(self, sbom: Sbom, answers: list[Answer], platforms: Platforms) -> None:
        """Ask about components that have no usable identifier by the one that a person confirmed."""
        assert self._confirmed is not None
        for position, component in enumerate(sbom.components):
            if answers[position].reason is None:
                continue
            identifier = self._confirmed(component)
            if identifier is None:
                continue
            if identifier.startswith("pkg:"):
                named = msgspec.structs.replace(component, purl=identifier, purls=())
                plan = plan_component(named, read_context(sbom), self._available)
                if isinstance(plan, Plan):
                    if plan not in self._answers:
                        self._ask({plan})
                    answers[position] = self._answers[plan]
            elif self._cpe is not None:
                named = msgspec.structs.replace(component, cpes=(identifier,))
                answers[position] = self._cpe.answer(named, platforms, criterion="confirmed")

    def _add_cpe(self, sbom: Sbom, answers: list[Answer], platforms: Platforms, matcher: CpeMatcher) -> None:
        """Ask by CPE name where the package URL gave no answer, and for a second opinion where it gave findings."""
        asked = [
            position
            for position, component in enumerate(sbom.components)
            if component.cpes and (answers[position].reason is not None or answers[position].hits)
        ]
        matcher.prepare(sbom.components[position] for position in asked)
        for position in asked:
            component, answer = sbom.components[position], answers[position]
            if answer.reason is None:
                answers[position] = _with_conflicts(
                    answer, matcher.disagreements(component, [hit.group for hit in answer.hits], platforms)
                )
                continue
            further = matcher.answer(component, platforms)
            # Where neither answers, the reason about the package URL says more about what to correct.
            if further.reason is None or not component.purl:
                answers[position] = further

    def _add_hashes(self, sbom: Sbom, answers: list[Answer]) -> None:
        values = {item.value.lower() for component in sbom.components for item in component.hashes}
        found = self._knowledge.hashes(sorted(values)) if values else {}
        if not found:
            return
        digests = {
            value: [(entry.group, f"{entry.record} ({entry.source})", entry.label) for entry in entries]
            for value, entries in found.items()
        }
        for position, component in enumerate(sbom.components):
            hits = answer_hashes(component, digests) if component.hashes else ()
            if hits:
                answer = answers[position]
                already = {hit.group for hit in answer.hits}
                new = tuple(hit for hit in hits if hit.group not in already)
                answers[position] = answer._replace(hits=answer.hits + new, reason=None, detail=None)

    def _overruled(self, component: Component, entry: Overruled) -> Problem:
        params: dict[str, str | int | float | bool | None] = {
            "vulnerability": self._vulnerabilities[entry.group].id,
            "component": f"{full_name(component)} {component.version}".strip(),
            "said": entry.said,
            "decided": ", ".join(entry.decided),
        }
        return Problem(path=component.path or component.ref, code="matching.overruled", params=params)

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
                plan = self._plan_one(component, context)
                if purl:
                    plans[key] = plan
            found.append(plan)
        return found

    def _plan_one(self, component: Component, context: DocumentContext) -> Plan | Refusal:
        if PURL not in self._methods and (component.purl or component.purls):
            return Refusal(METHOD_NOT_SELECTED, PURL)
        return plan_component(component, context, self._available)

    def _ask(self, plans: set[Plan]) -> None:
        known = self._criteria
        pairs = {(lookup.ecosystem, lookup.name) for plan in plans for lookup in plan.lookups}
        new = sorted(pair for pair in pairs if pair not in known)
        if new:
            self._criteria.update(dict.fromkeys(new, ()))
            self._criteria.update(self._knowledge.criteria(new))
        for plan in plans:
            self._answers[plan] = answer_plan(plan, self._criteria)

    def _learn(self, groups: set[int]) -> None:
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


def _with_conflicts(answer: Answer, conflicts: dict[int, list[str]]) -> Answer:
    if not conflicts:
        return answer
    hits = []
    for hit in answer.hits:
        further = conflicts.get(hit.group)
        if further:
            match = hit.match
            match = msgspec.structs.replace(
                match,
                conflicts=tuple(dict.fromkeys((*match.conflicts, *further)))[:MAX_OTHER_RANGES],
                policy=match.policy or ECOSYSTEM_FIRST,
            )
            hits.append(hit._replace(match=match))
        else:
            hits.append(hit)
    return answer._replace(hits=tuple(hits))


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
