"""Which statement decides about a finding: 100,000 findings asked of 20,000 statements, on one core."""

import time
from datetime import UTC, datetime

from kaname.model.finding import ComponentKey, Finding, Identity, Match
from kaname.model.statement import STATUSES, ProductRef, Statement, StatementSource
from kaname.model.vulnerability import Vulnerability
from kaname.triage.statements import StatementIndex
from kaname.triage.trust import TrustPolicy

STATEMENTS, FINDINGS = 20_000, 100_000
_VULNERABILITIES, _COMPONENTS, _PRODUCTS, _ISSUERS = 3_000, 5_000, 100, 50
_NOW = datetime(2026, 11, 21, tzinfo=UTC)


def run() -> list[tuple[str, float, str, float]]:
    """Measure.

    Returns:
        (name, seconds, name of the baseline, seconds divided by those of the baseline): building the index and asking it,
        against touching every finding once.
    """
    statements = [_statement(number) for number in range(STATEMENTS)]
    asked = [_asked(number) for number in range(FINDINGS)]
    started = time.process_time()
    touched = sum(len(finding.vulnerability.id) + len(identity.purls) for finding, identity, _ in asked)
    baseline = time.process_time() - started
    started = time.process_time()
    index = StatementIndex(statements, policy=TrustPolicy(accepts_unlisted=True), now=_NOW)
    decided = sum(
        index.judge(finding, identity=identity, subject=subject).status is not None
        for finding, identity, subject in asked
    )
    seconds = time.process_time() - started
    assert touched
    assert decided
    return [("judge 100,000 findings by 20,000 statements", seconds, "touch every finding", seconds / baseline)]


def _statement(number: int) -> Statement:
    component = number * 7 % _COMPONENTS
    part = _ref(_purl(component))
    product = part if number % 2 else ProductRef(id=_app(component), purls=(_app(component),), parts=(part,))
    return Statement(
        id=str(number),
        vulnerability=f"CVE-2024-{number * 13 % _VULNERABILITIES:05d}",
        status=STATUSES[number % len(STATUSES)],
        products=(product,),
        issuer=f"Issuer {number % _ISSUERS}",
        issued="2025-01-01T00:00:00Z",
        source=StatementSource(format="openvex"),
    )


_COMPONENT_IDENTITIES = [
    Identity(ref=f"c{number}", name=f"n{number}", version="1.0", purls=(f"pkg:npm/n{number}@1.0.{number % 7}",))
    for number in range(_COMPONENTS)
]
_SUBJECTS = [
    Identity(ref="root", name=f"app{number}", version="1.0", purls=(f"pkg:generic/app{number}@1.0",))
    for number in range(_PRODUCTS)
]
_MATCH = Match(criterion="purl", source="", range="", scheme="", reason="")


def _asked(number: int) -> tuple[Finding, Identity, Identity]:
    # Half of the findings are about what some statement is about.
    component = number * 7 % _COMPONENTS if number % 2 else number * 11 % _COMPONENTS
    identity = _COMPONENT_IDENTITIES[component]
    vulnerability = Vulnerability(
        id=f"CVE-2024-{number % STATEMENTS * 13 % _VULNERABILITIES:05d}", aliases=(f"GHSA-{number % _VULNERABILITIES}",)
    )
    key = ComponentKey(ref=identity.ref, purl=identity.purls[0], name=identity.name, version="1.0")
    finding = Finding(target="t", component=key, vulnerability=vulnerability, match=_MATCH)
    return finding, identity, _SUBJECTS[component % _PRODUCTS]


def _ref(purl: str) -> ProductRef:
    return ProductRef(id=purl, purls=(purl,))


def _purl(component: int) -> str:
    return f"pkg:npm/n{component}@1.0.{component % 7}"


def _app(component: int) -> str:
    return f"pkg:generic/app{component % _PRODUCTS}@1.0"


if __name__ == "__main__":
    for name, seconds, against, ratio in run():
        print(f"{name}: {seconds:.2f} s ({ratio:.1f} times: {against})")
