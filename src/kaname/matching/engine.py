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
from kaname.matching.planner import plan_component, refuse_nameless
from kaname.model.finding import ComponentKey, Coverage, Finding, NotEvaluated
from kaname.model.sbom import Component, Problem, Sbom
from kaname.model.vulnerability import Vulnerability

_Known = dict[tuple[object, ...], Answer]
_WAITING = Answer()  # holds the place of an answer until the base is asked
_CONTEXT_FREE = ("pkg:npm/", "pkg:pypi/", "pkg:nuget/", "pkg:cargo/", "pkg:gem/", "pkg:composer/")


class Touched(NamedTuple):
    """A component that vulnerabilities touch; ``answer`` is shared by all components that ask the same."""

    component: ComponentKey
    answer: Answer


class AnsweredSbom(NamedTuple):
    """What the ranges say about one document, vulnerabilities by the number of their group only.

    Attributes:
        touched: in document order.
        overruled: (place, component as people name it, what was overruled).
        uncompared: ranges that could not be compared although the component was evaluated.
    """

    coverage: Coverage
    touched: tuple[Touched, ...]
    overruled: tuple[tuple[str, str, Overruled], ...]
    uncompared: int


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
        # Answers by everything that they may depend on: for the large registries that is the purl and the version, for Maven
        # how the producer fills in the group besides, for packages of an operating system what the document says about it.
        self._plain: _Known = {}
        self._maven: dict[bool, _Known] = {}
        self._in_context: dict[DocumentContext, _Known] = {}
        self._vulnerabilities: dict[int, Vulnerability] = {}

    def match(self, sbom: Sbom, *, target: str) -> MatchedSbom:
        """Return the findings and the coverage statement of one document.

        Args:
            sbom: as read. target: name of the document in the results.
        """
        return self.tell(self.answer(sbom, target=target), target=target)

    def answer(self, sbom: Sbom, *, target: str) -> AnsweredSbom:
        """Return what touches the components of one document, without the details of vulnerabilities.

        Args:
            sbom: as read. target: name of the document in the results.
        """
        answers = self._answers_of(sbom)
        not_evaluated: list[NotEvaluated] = []
        touched: list[tuple[Component, Answer]] = []
        overruled: list[tuple[str, str, Overruled]] = []
        uncompared = 0
        for component, answer in zip(sbom.components, answers, strict=True):
            if answer.reason is not None:
                not_evaluated.append(_not_evaluated(component, answer.reason, answer.detail, target))
                continue
            uncompared += answer.uncompared
            if answer.hits:
                touched.append((component, answer))
            if answer.overruled:
                named = f"{full_name(component)} {component.version}".strip()
                overruled += [(component.path or component.ref, named, entry) for entry in answer.overruled]
        count = len(answers)
        coverage = Coverage(components=count, evaluated=count - len(not_evaluated), not_evaluated=tuple(not_evaluated))
        return AnsweredSbom(coverage, _with_paths(sbom, touched), tuple(overruled), uncompared)

    def tell(self, answered: AnsweredSbom, *, target: str) -> MatchedSbom:
        """Return an answer as findings, each with all that is known about its vulnerability.

        Args:
            answered: by an engine over the same knowledge. target: name of the document in the results.
        """
        self._learn({hit.group for entry in answered.touched for hit in entry.answer.hits})
        self._learn({entry.group for _, _, entry in answered.overruled})
        known = self._vulnerabilities
        findings = tuple(
            [
                Finding(
                    target=target,
                    component=component,
                    vulnerability=known[hit.group],
                    match=hit.match,
                    fixed=hit.fixed,
                )
                for component, answer in answered.touched
                for hit in answer.hits
            ]
        )
        problems = [self._overruled(path, named, entry) for path, named, entry in answered.overruled]
        if answered.uncompared:
            problems.append(
                Problem(path="", code="matching.ranges_not_compared", params={"count": answered.uncompared})
            )
        return MatchedSbom(answered.coverage, findings, tuple(problems))

    def _answers_of(self, sbom: Sbom) -> list[Answer]:
        answers = self._by_purl(sbom)
        platforms = platforms_of(sbom)
        if self._confirmed is not None:
            self._add_confirmed(sbom, answers, platforms)
        if self._cpe is not None:
            self._add_cpe(sbom, answers, platforms, self._cpe)
        if HASH in self._methods:
            self._add_hashes(sbom, answers)
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
        # Collected as they are asked for: most bases hold no digest, and then none is.
        found = self._knowledge.hashes(item.value.lower() for component in sbom.components for item in component.hashes)
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

    def _overruled(self, path: str, named: str, entry: Overruled) -> Problem:
        params: dict[str, str | int | float | bool | None] = {
            "vulnerability": self._vulnerabilities[entry.group].id,
            "component": named,
            "said": entry.said,
            "decided": ", ".join(entry.decided),
        }
        return Problem(path=path, code="matching.overruled", params=params)

    def _by_purl(self, sbom: Sbom) -> list[Answer]:
        """Return the answers to the package URLs of a document, each distinct question asked once."""
        context = read_context(sbom)
        maven = self._maven.setdefault(context.guesses_groups, {})
        in_context = self._in_context.setdefault(context, {})
        answers: list[Answer] = []
        waiting: list[tuple[int, Plan, _Known, tuple[object, ...]]] = []
        for position, component in enumerate(sbom.components):
            purl = component.purl
            known = self._plain
            key: tuple[object, ...]
            if not purl and not component.purls:  # thousands in one document: files
                key = refuse_nameless(component)
                answers.append(known.get(key) or known.setdefault(key, Answer((), *key)))
                continue
            key = (purl, component.version, component.purls)
            if not purl:
                known = {}  # what is said about such a component may be of it alone
            elif purl.startswith("pkg:maven/"):
                known = maven
            elif not purl.startswith(_CONTEXT_FREE):
                known = in_context
                key = (*key, component.source_packages, component.properties, component.group, component.name)
            answer = known.get(key)
            if answer is None:
                plan = self._plan_one(component, context)
                if isinstance(plan, Plan):
                    waiting.append((position, plan, known, key))
                    answer = _WAITING
                else:
                    answer = known[key] = Answer((), plan.reason, plan.detail)
            answers.append(answer)
        self._ask({plan for _, plan, _, _ in waiting if plan not in self._answers})
        for position, plan, known, key in waiting:
            answers[position] = known[key] = self._answers[plan]
        return answers

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


def _with_paths(sbom: Sbom, touched: Sequence[tuple[Component, Answer]]) -> tuple[Touched, ...]:
    if not touched:
        return ()
    graph = DependencyGraph(sbom)
    return tuple(
        [
            Touched(
                ComponentKey(
                    ref=component.ref,
                    purl=component.purl,
                    name=full_name(component),
                    version=component.version,
                    paths=graph.paths_to(component.ref),
                ),
                answer,
            )
            for component, answer in touched
        ]
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
