"""Decision-point values from facts, and from estimates that are marked as such."""

from kaname import messages
from kaname.model.finding import Identity
from kaname.model.vulnerability import CvssScore, EpssScore, KevEntry, SsvcAssessment, Vulnerability
from kaname.triage.context import Override
from kaname.triage.inputs import inputs_of_overrides, inputs_of_vulnerability, priority_score
from kaname.triage.policy import load_policy
from kaname.triage.ssvc import Input, load_registry

REGISTRY, POLICY = load_registry(), load_policy()


def cvss(vector: str, version: str = "3.1", score: float = 9.8) -> tuple[CvssScore, ...]:
    return (CvssScore(version=version, vector=vector, score=score, severity="critical", source="s"),)


def inputs(kev_is_known: bool = True, **fields: object) -> dict[str, Input]:
    vulnerability = Vulnerability(id="CVE-1", **fields)  # type: ignore[arg-type]
    found = inputs_of_vulnerability(REGISTRY, vulnerability, policy=POLICY, kev_is_known=kev_is_known)
    return {point.split(":")[1]: each for point, each in found.items()}


def test_a_listed_vulnerability_is_exploited_whatever_else_is_said() -> None:
    assessed = (SsvcAssessment(assessor="CISA-ADP", source="cve", exploitation="none"),)
    found = inputs(kev=KevEntry(listed=True, date_added="2025-01-02"), ssvc=assessed)
    assert (found["E"].values, found["E"].origin, found["E"].detail) == (("A",), "kev", "2025-01-02")
    assert found["KEV"].values == ("Y",)


def test_a_published_assessment_is_used_and_the_newest_wins() -> None:
    assessed = (
        SsvcAssessment(assessor="CISA-ADP", source="cve", assessed="2025-02-01", exploitation="poc", automatable="yes"),
        SsvcAssessment(assessor="CISA-ADP", source="cve", assessed="2025-01-01", exploitation="none", automatable="no"),
    )
    found = inputs(ssvc=assessed)
    assert (found["E"].values, found["E"].origin) == (("P",), "vulnrichment")
    assert (found["A"].values, found["A"].detail) == (("Y",), "CISA-ADP 2025-02-01")


def test_a_reference_to_an_exploit_shows_a_public_one() -> None:
    found = inputs(references=("https://www.exploit-db.com/exploits/1",))
    assert (found["E"].values, found["E"].origin) == (("P",), "exploit-reference")
    assert inputs(references=("https://example.com/advisory",))["E"].origin == "no-evidence"


def test_epss_is_an_estimate_with_several_values() -> None:
    def epss(score: float) -> Input:
        return inputs(epss=EpssScore(score=score, percentile=0.9, model="m", date="d"))["E"]

    assert (epss(0.7).values, epss(0.7).origin) == (("P", "A"), "epss-heuristic")
    assert epss(0.2).values == ("N", "P")
    assert (epss(0.01).values, epss(0.01).origin) == (("N",), "no-evidence")


def test_an_epss_score_of_another_model_gives_no_estimate() -> None:
    import msgspec

    policy = msgspec.structs.replace(POLICY, epss=msgspec.structs.replace(POLICY.epss, models=("v2025.03.14",)))
    for model, values in (("v2025.03.14", ("P", "A")), ("v2023.03.01", ("N",))):
        vulnerability = Vulnerability(id="CVE-1", epss=EpssScore(score=0.9, percentile=1.0, model=model, date="d"))
        found = inputs_of_vulnerability(REGISTRY, vulnerability, policy=policy, kev_is_known=True)
        assert found[REGISTRY.point("ssvc:E").id].values == values


def test_silence_of_a_catalogue_that_was_not_asked_says_nothing() -> None:
    found = inputs(kev_is_known=False)
    assert "E" not in found
    assert "KEV" not in found


def test_automatable_and_impact_are_estimated_from_cvss() -> None:
    easy = inputs(cvss=cvss("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"))
    assert (easy["A"].values, easy["TI"].values, easy["A"].origin) == (("Y",), ("T",), "cvss-heuristic")
    hard = inputs(cvss=cvss("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:L/A:H"))
    assert (hard["A"].values, hard["TI"].values) == (("N",), ("P",))
    stated = inputs(cvss=cvss("CVSS:4.0/AV:L/AC:H/AT:P/PR:H/UI:A/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/AU:Y", "4.0"))
    assert (stated["A"].values, stated["TI"].values) == (("Y",), ("T",))
    old = inputs(cvss=cvss("AV:N/AC:L/Au:N/C:C/I:C/A:C", "2.0"))
    assert "A" not in old
    assert "TI" not in old


def test_a_person_can_set_a_value_with_reason_and_author() -> None:
    overrides = (
        Override(vulnerability="cve-1", point="E", value="P", reason="seen", author="T", component="pkg:npm/*"),
        Override(vulnerability="CVE-1", point="A", value="N|Y", reason="r", author="T", system="other"),
        Override(vulnerability="*", point="ssvc:TI", value="T", reason="all", author="T"),
    )
    found = inputs_of_overrides(
        REGISTRY,
        overrides,
        vulnerability=Vulnerability(id="CVE-1"),
        identity=Identity(purls=("pkg:npm/a@1",)),
        system="main",
    )
    assert {point.split(":")[1]: each.values for point, each in found.items()} == {"E": ("P",), "TI": ("T",)}
    exploitation = found[REGISTRY.point("ssvc:E").id]
    assert (exploitation.origin, exploitation.reason, exploitation.author) == ("override", "seen", "T")


def test_the_score_adds_up_to_a_hundred() -> None:
    worst = Vulnerability(
        id="CVE-1",
        kev=KevEntry(listed=True),
        epss=EpssScore(score=1.0, percentile=1.0, model="m", date="d"),
        cvss=cvss("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", score=10.0),
    )
    assert priority_score(worst, policy=POLICY, is_direct=True) == 100.0
    assert priority_score(Vulnerability(id="CVE-1"), policy=POLICY, is_direct=False) == 0.0


def test_every_origin_has_words() -> None:
    for origin in ("kev", "vulnrichment", "exploit-reference", "cvss-heuristic", "epss-heuristic", "no-evidence"):
        for lang in messages.LANGUAGES:
            assert messages.text(f"triage.origin.{origin}", lang)
