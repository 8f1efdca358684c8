"""From findings to decisions: rules that set a finding aside, then the decision table of a role for every system.

A finding that is set aside stays, with the rule and its reason; it can be counted and listed at any time. Pure functions.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from fnmatch import fnmatchcase

from msgspec import Struct

from kaname.model.finding import Finding, Identity
from kaname.triage.context import Context, System, inputs_of_system
from kaname.triage.deadlines import Deadline
from kaname.triage.inputs import inputs_of_overrides, inputs_of_vulnerability, priority_score
from kaname.triage.policy import Policy, Role, Rule
from kaname.triage.ssvc import Decision, Input, Registry, Table, decide
from kaname.triage.statements import Judgement


class SetAside(Struct, frozen=True, kw_only=True):
    """Why a finding needs no decision.

    Attributes:
        rule: message code ``triage.set_aside.<rule>`` explains it. detail: the fact: issuer, reason, scope.
        systems: ids of the systems for which it holds; empty: all.
    """

    rule: Rule
    detail: str
    systems: tuple[str, ...] = ()


class SystemDecision(Struct, frozen=True, kw_only=True):
    """The decision for one system. ``system``: id; empty where no system is described.

    ``due``: by the most urgent outcome still possible; None where that has no due date.
    """

    system: str
    decision: Decision
    due: Deadline | None = None


class Triaged(Struct, frozen=True, kw_only=True):
    """A finding with what was decided about it.

    Attributes:
        set_aside: None where a decision is needed. decisions: one per system, most urgent first; empty when set aside.
        score: 0 to 100, order inside one outcome. first_seen: when the clock of its due date started.
        partly: a rule that sets it aside for some systems only; the others have decisions.
    """

    finding: Finding
    identity: Identity
    judgement: Judgement
    set_aside: SetAside | None
    decisions: tuple[SystemDecision, ...]
    score: float
    first_seen: datetime
    partly: SetAside | None = None

    @property
    def leading(self) -> SystemDecision | None:
        """The most urgent decision; None when set aside."""
        return self.decisions[0] if self.decisions else None


class Triage:
    """Triage under one policy, role and context.

    Args:
        registry: decision points and tables. kev_is_known: a catalogue of exploited vulnerabilities was among the sources.

    Cost: a decision is made once per vulnerability, component override and system.
    """

    def __init__(
        self,
        *,
        registry: Registry,
        policy: Policy,
        role: Role,
        context: Context,
        kev_is_known: bool,
        now: datetime,
    ) -> None:
        self.registry = registry
        self.policy = policy
        self.table: Table = registry.table(policy.tables[role])
        self.context = context
        self._kev_is_known = kev_is_known
        self.now = now
        self._facts: dict[str, dict[str, Input]] = {}
        self._systems: dict[str, dict[str, Input]] = {}
        self._decided: dict[tuple[Input, ...], Decision] = {}

    def triage(
        self,
        finding: Finding,
        *,
        identity: Identity,
        judgement: Judgement,
        systems: Sequence[System],
        first_seen: datetime,
    ) -> Triaged:
        """Decide about one finding.

        Args:
            judgement: what statements say. systems: on which its target runs. first_seen: starts the clock.
        """
        aside = self._set_aside(identity, judgement, systems)
        decisions: list[SystemDecision] = []
        if aside is None or aside.systems:
            excluded = set(aside.systems) if aside is not None else set()
            places = [system for system in systems if system.id not in excluded]
            if not systems:
                decisions.append(self._decide(finding, identity, None, first_seen))
            decisions += [self._decide(finding, identity, system, first_seen) for system in places]
        decisions.sort(key=lambda one: (-self.urgency(one.decision), one.system))
        is_direct = any(path.count(" > ") == 1 for path in finding.component.paths)
        return Triaged(
            finding=finding,
            identity=identity,
            judgement=judgement,
            set_aside=aside if not decisions else None,
            partly=aside if decisions else None,
            decisions=tuple(decisions),
            score=priority_score(finding.vulnerability, policy=self.policy, is_direct=is_direct),
            first_seen=first_seen,
        )

    def urgency(self, decision: Decision) -> int:
        """Return the place of the worst outcome still possible in the order of the outcome point; higher is more urgent."""
        keys = self.registry.points[decision.point].keys
        return max(keys.index(key) for key in decision.possible)

    def order(self, triaged: Iterable[Triaged]) -> list[Triaged]:
        """Return findings most urgent first: outcome, score, id, component; those set aside last."""

        def key(one: Triaged) -> tuple[bool, int, float, str, str, str, str]:
            leading = one.leading
            component = one.finding.component
            return (
                leading is None,
                -self.urgency(leading.decision) if leading is not None else 0,
                -one.score,
                one.finding.vulnerability.id,
                component.name,
                component.version,
                one.finding.target,
            )

        return sorted(triaged, key=key)

    def _decide(
        self, finding: Finding, identity: Identity, system: System | None, first_seen: datetime
    ) -> SystemDecision:
        vulnerability = finding.vulnerability
        facts = self._facts.get(vulnerability.id)
        if facts is None:
            facts = self._facts[vulnerability.id] = inputs_of_vulnerability(
                self.registry, vulnerability, policy=self.policy, kev_is_known=self._kev_is_known
            )
        name = system.id if system is not None else ""
        if name not in self._systems:
            self._systems[name] = inputs_of_system(self.registry, system) if system is not None else {}
        inputs: dict[str, Input] = facts | self._systems[name]
        if self.context.overrides:
            inputs |= inputs_of_overrides(
                self.registry, self.context.overrides, vulnerability=vulnerability, identity=identity, system=name
            )
        key = tuple(inputs.values())
        decision = self._decided.get(key)
        if decision is None:
            decision = self._decided[key] = decide(self.registry, self.table, inputs)
        # While several outcomes are possible, the most urgent one sets the date.
        worst = decision.possible[-1]
        due = self.policy.deadline_of(decision.point, worst, first_seen=first_seen, now=self.now)
        return SystemDecision(system=name, decision=decision, due=due)

    def _set_aside(self, identity: Identity, judgement: Judgement, systems: Sequence[System]) -> SetAside | None:
        for rule in self.policy.set_aside:
            found = self._asked(rule, identity, judgement, systems)
            if found is not None:
                return found
        return None

    def _asked(
        self, rule: Rule, identity: Identity, judgement: Judgement, systems: Sequence[System]
    ) -> SetAside | None:
        if rule == "vex-not-affected" or rule == "vex-fixed":
            wanted = "not_affected" if rule == "vex-not-affected" else "fixed"
            if judgement.status != wanted or judgement.deciding is None:
                return None
            statement = judgement.deciding.statement
            return SetAside(rule=rule, detail=statement.issuer or statement.id)
        if rule == "development-only":
            scope = identity.scope
            return SetAside(rule=rule, detail=scope) if scope in ("development", "excluded") else None
        excluded: dict[str, str] = {}
        for system in systems:
            for entry in system.not_deployed:
                if any(fnmatchcase(purl, entry.component) for purl in identity.purls):
                    excluded.setdefault(system.id, entry.reason)
        if not excluded:
            return None
        everywhere = len(excluded) == len(systems)
        detail = "; ".join(dict.fromkeys(excluded.values()))
        return SetAside(rule=rule, detail=detail, systems=() if everywhere else tuple(excluded))
