"""Rules before the table, decisions per system, due dates, order."""

from datetime import UTC, datetime, timedelta

import pytest

from kaname.errors import InputError
from kaname.model.finding import ComponentKey, Finding, Identity, Match
from kaname.model.statement import Statement
from kaname.model.vulnerability import CvssScore, KevEntry, Vulnerability
from kaname.triage.context import Context, NotDeployed, System, context_defects, load_sectors
from kaname.triage.policy import Role, load_policy, parse_policy
from kaname.triage.prioritise import Triage, Triaged
from kaname.triage.ssvc import load_registry
from kaname.triage.statements import NOTHING_SAID, Candidate, Judgement

NOW = datetime(2026, 11, 21, tzinfo=UTC)
OPEN = System(id="web", exposure="open", mission_impact="mission-failure", safety_impact="negligible")
SMALL = System(id="lab", exposure="small", mission_impact="degraded", safety_impact="negligible")
WORM = CvssScore(
    version="3.1", vector="CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", score=9.8, severity="critical", source="s"
)
EXPLOITED = Vulnerability(id="CVE-1", kev=KevEntry(listed=True), cvss=(WORM,))
QUIET = Vulnerability(id="CVE-2", cvss=(WORM,))


def triage(role: Role = "deployer", context: Context | None = None) -> Triage:
    return Triage(
        registry=load_registry(),
        policy=load_policy(),
        role=role,
        context=context or Context(),
        kev_is_known=True,
        now=NOW,
    )


def decide(
    *systems: System,
    vulnerability: Vulnerability = EXPLOITED,
    judgement: Judgement = NOTHING_SAID,
    scope: str = "",
    first_seen: datetime = NOW,
    role: Role = "deployer",
) -> Triaged:
    purl = "pkg:npm/a@1"
    finding = Finding(
        target="t",
        component=ComponentKey(ref="a", purl=purl, name="a", version="1"),
        vulnerability=vulnerability,
        match=Match(criterion="purl", source="", range="", scheme="", reason=""),
    )
    identity = Identity(ref="a", name="a", version="1", purls=(purl,), scope=scope)
    return triage(role).triage(finding, identity=identity, judgement=judgement, systems=systems, first_seen=first_seen)


def judged(status: str) -> Judgement:
    statement = Statement(id="s", vulnerability="CVE-1", status=status, products=(), issuer="Us")  # type: ignore[arg-type]
    deciding = Candidate(statement=statement, scope="component", rank="own", verdict="applied")
    return Judgement(status=statement.status, deciding=deciding, candidates=(deciding,))


def test_every_system_has_its_decision_and_the_most_urgent_leads() -> None:
    found = decide(SMALL, OPEN)
    assert [(each.system, each.decision.outcome) for each in found.decisions] == [("web", "I"), ("lab", "S")]
    assert found.leading is not None and found.leading.system == "web"


def test_without_context_the_range_of_outcomes_is_shown_and_the_worst_sets_the_date() -> None:
    leading = decide().leading
    assert leading is not None
    assert leading.decision.outcome is None
    assert leading.decision.possible == ("S", "O", "I")
    assert leading.due is not None and leading.due.due is not None
    assert leading.due.due - NOW < timedelta(days=3)


@pytest.mark.parametrize(("status", "rule"), [("not_affected", "vex-not-affected"), ("fixed", "vex-fixed")])
def test_a_statement_that_counts_sets_aside(status: str, rule: str) -> None:
    found = decide(OPEN, judgement=judged(status))
    assert found.set_aside is not None
    assert (found.set_aside.rule, found.set_aside.detail, found.decisions) == (rule, "Us", ())


@pytest.mark.parametrize("status", ["affected", "under_investigation"])
def test_other_statements_leave_it_open(status: str) -> None:
    assert decide(OPEN, judgement=judged(status)).set_aside is None


def test_what_only_development_needs_is_set_aside() -> None:
    found = decide(OPEN, scope="development").set_aside
    assert found is not None and found.rule == "development-only"
    assert decide(OPEN, scope="optional").set_aside is None


def test_not_deployed_on_one_system_leaves_the_other() -> None:
    excluded = System(
        id="lab", exposure="small", not_deployed=(NotDeployed(component="pkg:npm/a@*", reason="stripped"),)
    )
    partly = decide(excluded, OPEN)
    assert [each.system for each in partly.decisions] == ["web"]
    assert partly.set_aside is None
    assert partly.partly is not None and partly.partly.systems == ("lab",)
    alone = decide(excluded).set_aside
    assert alone is not None and (alone.rule, alone.detail) == ("not-deployed", "stripped")


def test_a_due_date_that_has_passed_is_a_breach() -> None:
    leading = decide(OPEN, first_seen=NOW - timedelta(days=3)).leading
    assert leading is not None and leading.due is not None and leading.due.state == "missed"
    quiet = decide(SMALL, vulnerability=QUIET, first_seen=NOW - timedelta(days=3)).leading
    assert quiet is not None and (quiet.decision.outcome, quiet.due) == ("D", None)


def test_bod_outcomes_are_their_own_times() -> None:
    leading = decide(OPEN, role="bod").leading
    assert leading is not None and leading.decision.outcome == "3DF"
    assert leading.due is not None and leading.due.due is not None
    # Three days from 21 November, to the end of that day in Tokyo.
    assert leading.due.due == datetime(2026, 11, 24, 14, 59, 59, tzinfo=UTC)


def test_urgent_first_then_score_set_aside_last() -> None:
    order = triage().order(
        [decide(OPEN, judgement=judged("fixed")), decide(SMALL, vulnerability=QUIET), decide(OPEN), decide(SMALL)]
    )
    assert [(one.finding.vulnerability.id, one.leading.system if one.leading else "") for one in order] == [
        ("CVE-1", "web"),
        ("CVE-1", "lab"),
        ("CVE-2", "lab"),
        ("CVE-1", ""),
    ]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("days: 2", "days: 2, hours: 3"), "triage.regime_within"),
        (("calendar: japan-offices", "calendar: moon"), "triage.unknown_calendar"),
        (("kev: 40", "kev: many"), "triage.policy_form"),
        (("vex-fixed", "sounds-fine"), "triage.policy_form"),
        (("id: default", "id: [default"), "catalogs.not_yaml"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(change: tuple[str, str], code: str) -> None:
    from importlib import resources

    text = resources.files("kaname.triage").joinpath("policies", "default.yaml").read_text("utf-8")
    with pytest.raises(InputError) as refused:
        parse_policy(text.replace(*change).encode())
    assert refused.value.code == code


def test_every_table_of_the_policy_exists() -> None:
    for table in load_policy().tables.values():
        assert load_registry().table(table)


def test_there_are_fifteen_sectors() -> None:
    sectors = load_sectors()
    assert len(sectors) == 15
    assert sectors["ports"].name("ja") == "港湾"


def test_defects_of_a_context_are_told_together() -> None:
    from kaname.triage.context import Override

    context = Context(
        sector="moon",
        regimes=("law",),
        systems=(OPEN, OPEN, System(id="x", not_deployed=(NotDeployed(component="*", reason=" "),))),
        overrides=(
            Override(vulnerability="*", point="E", value="Z", reason="", author="", system="nowhere"),
            Override(vulnerability="*", point="NOPE", value="Z", reason="r", author="a"),
        ),
    )
    codes = [defect.code for defect in context_defects(context, load_registry())]
    assert codes == [
        "context.unknown_sector",
        "context.unknown_regime",
        "context.system_twice",
        "context.no_reason",
        "context.override_needs_reason",
        "context.unknown_system",
        "triage.ssvc_unknown_value",
        "triage.ssvc_unknown_point",
    ]
