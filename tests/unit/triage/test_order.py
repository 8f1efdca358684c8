"""The order to look at findings."""

from kaname.model.finding import ComponentKey, Finding, Match
from kaname.model.vulnerability import CvssScore, EpssScore, KevEntry, Vulnerability
from kaname.triage.order import ordered_findings, priority_key
from kaname.triage.severity import leading_score, severity_of


def _vulnerability(
    identifier: str, *, score: float | None = None, epss: float | None = None, kev: bool = False, version: str = "3.1"
) -> Vulnerability:
    cvss = () if score is None else (_cvss(score, version),)
    return Vulnerability(
        id=identifier,
        cvss=cvss,
        kev=KevEntry(listed=kev),
        epss=None if epss is None else EpssScore(score=epss, percentile=0.1, model="v1", date="2026-01-01"),
    )


def _cvss(score: float, version: str = "3.1", severity: str = "high") -> CvssScore:
    return CvssScore(version=version, vector="x", score=score, severity=severity, source="s")


def test_kev_then_epss_then_cvss_then_id() -> None:
    wanted = [
        _vulnerability("CVE-9", score=2.0, epss=0.01, kev=True),
        _vulnerability("CVE-8", score=1.0, epss=0.9),
        _vulnerability("CVE-7", score=9.0, epss=0.1),
        _vulnerability("CVE-6", score=5.0, epss=0.1),
        _vulnerability("CVE-5", epss=0.1),
        _vulnerability("CVE-3", score=9.9),
        _vulnerability("CVE-1"),
        _vulnerability("CVE-2"),
    ]
    shuffled = wanted[::-1]
    assert [entry.id for entry in sorted(shuffled, key=priority_key)] == [entry.id for entry in wanted]


def test_equal_vulnerabilities_are_ordered_by_component() -> None:
    vulnerability = _vulnerability("CVE-1")
    match = Match(criterion="purl", source="s", range="r", scheme="npm", reason="matching.match.purl")
    findings = [
        Finding(
            target="t",
            component=ComponentKey(ref=ref, purl=None, name=name, version="1"),
            vulnerability=vulnerability,
            match=match,
        )
        for ref, name in (("3", "b"), ("2", "a"), ("1", "a"))
    ]
    assert [finding.component.ref for finding in ordered_findings(findings)] == ["1", "2", "3"]


def test_an_old_score_counts_only_where_nothing_newer_was_scored() -> None:
    both = Vulnerability(id="CVE-1", cvss=(_cvss(10.0, "2.0", "critical"), _cvss(7.5)))
    assert leading_score(both) == _cvss(7.5)
    old = Vulnerability(id="CVE-1", cvss=(_cvss(10.0, "2.0", "critical"),))
    assert severity_of(old) == "critical"
    assert severity_of(Vulnerability(id="CVE-1")) == "unknown"
