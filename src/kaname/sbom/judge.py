"""A document held against a profile: what is met, which grade is reached, what fails where.

Pure: the same document and profile give the same judgement.
"""

from collections.abc import Sequence

from msgspec import Struct

from kaname.sbom.profile import Attribute, Profile, Provenance, RuleUse, Severity
from kaname.sbom.rule import Defect, label, load_rule
from kaname.sbom.subject import Subject


class Failure(Struct, frozen=True, gc=False):
    """One element that a rule found lacking: the defect, the use of the rule under a clause, and the attribute."""

    defect: Defect
    use: RuleUse
    attribute: str

    @property
    def rule(self) -> str:
        """Id of the use of the rule in the profile."""
        return self.use.id

    @property
    def severity(self) -> Severity:
        """How strictly it is asked for."""
        return self.use.severity

    @property
    def path(self) -> str:
        """The element; empty for the whole document."""
        return self.defect.path

    @property
    def code(self) -> str:
        """Message code; ``params`` are its parameters."""
        return self.defect.code

    @property
    def params(self) -> dict[str, str]:
        """Parameters of the message."""
        component = self.defect.component
        return {"component": label(component) if component is not None else "", "detail": self.defect.detail}

    @property
    def clause(self) -> str:
        """Clause of the source."""
        return self.use.clause

    @property
    def grade(self) -> str | None:
        """Grade that is not reached because of it."""
        return self.use.grade

    @property
    def provenance(self) -> Provenance:
        """How sure the clause is."""
        return self.use.provenance or "draft"


class AttributeResult(Struct, frozen=True, kw_only=True):
    """How an attribute fares.

    Attributes:
        grade: grade reached, None where none is or the profile has none. next_grade: the one above it with rules,
            None at the top.
        met: every ``must`` is met (with grades: the lowest). paths: elements lacking it, in document order, each once.
        tested, passed: questions asked and answered; ``info`` is not counted.
        unknown, withheld: answers that were such a statement and accepted.
    """

    id: str
    grade: str | None
    met: bool
    paths: tuple[str, ...]
    next_grade: str | None
    tested: int
    passed: int
    unknown: int
    withheld: int


class Judgement(Struct, frozen=True, kw_only=True):
    """A document held against a profile.

    Attributes:
        conformant: no ``must`` fails. score: 0 to 100, mean over the attributes of the share of answered questions, rounded
            down to one decimal place so that 100 means all; 0 where nothing could be asked.
    """

    profile: str
    conformant: bool
    score: float
    attributes: tuple[AttributeResult, ...]
    failures: tuple[Failure, ...]


class _Asked(Struct):
    use: RuleUse
    tested: int
    lacking: list[Defect]
    accepted: dict[str, int]


def judge(subject: Subject, profile: Profile) -> Judgement:
    """Hold a document against a profile. Cost: one pass over the components for each rule."""
    results: list[AttributeResult] = []
    failures: list[Failure] = []
    conformant = True
    for attribute in profile.attributes:
        asked = [_ask(use, subject, profile.accepts) for use in attribute.rules]
        for each in asked:
            failures.extend([Failure(defect, each.use, attribute.id) for defect in each.lacking])
            conformant = conformant and not (each.lacking and each.use.severity == "must")
        results.append(_result(attribute, asked, [grade.id for grade in profile.grades]))
    shares = [result.passed / result.tested for result in results if result.tested]
    score = int(sum(shares) * 1000 / len(shares) + 1e-9) / 10 if shares else 0.0
    return Judgement(
        profile=profile.id,
        conformant=conformant,
        score=score,
        attributes=tuple(results),
        failures=tuple(failures),
    )


def _ask(use: RuleUse, subject: Subject, accepts: Sequence[str]) -> _Asked:
    outcome = load_rule(use.rule).check(subject, use.options)
    asked = _Asked(use, outcome.tested, [], {"unknown": 0, "withheld": 0})
    for defect in outcome.defects:
        if defect.state in accepts:
            asked.accepted[defect.state] += 1
        else:
            asked.lacking.append(defect)
    return asked


def _result(attribute: Attribute, asked: Sequence[_Asked], grades: Sequence[str]) -> AttributeResult:
    counted = [each for each in asked if each.use.severity != "info"]
    reached, next_grade = _grade(asked, grades)
    lacking = [defect.path for each in asked for defect in each.lacking]
    return AttributeResult(
        id=attribute.id,
        grade=reached,
        met=not any(each.lacking for each in asked if each.use.severity == "must"),
        paths=tuple(dict.fromkeys(lacking)),
        next_grade=next_grade,
        tested=sum(each.tested for each in counted),
        passed=sum(max(0, each.tested - len(each.lacking)) for each in counted),
        unknown=sum(each.accepted["unknown"] for each in asked),
        withheld=sum(each.accepted["withheld"] for each in asked),
    )


def _grade(asked: Sequence[_Asked], grades: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the highest grade whose rules, and those of all grades below, are met; and the next that has rules."""
    reached: str | None = None
    for grade in grades:
        rules = [each for each in asked if each.use.grade == grade]
        if not rules:
            continue
        if any(each.lacking for each in rules):
            return reached, grade
        reached = grade
    return reached, None
