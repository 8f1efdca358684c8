"""A scan result as JSON, ``kaname.scan/1``; the schema is docs/reference/scan.schema.json.

Names and meaning of members are a promise to programs: new ones may come, none of these go or change within version 1.
Long advisory texts and reference lists are left out (``kaname knowledge show ID --format json`` has them).
"""

from collections.abc import Collection

from msgspec import UNSET, Struct, UnsetType

from kaname import __version__
from kaname.formats.report.view import (
    all_problems,
    encoded_json,
    match_text,
    problem_text,
    reason_text,
    severity_counts,
)
from kaname.messages import Language
from kaname.model.finding import ComponentKey, Finding, FindingState, ScanResult
from kaname.model.identity import ComponentCandidates
from kaname.model.source import SourceState
from kaname.model.vulnerability import CvssScore, EpssScore, KevEntry, Vulnerability
from kaname.triage.severity import severity_of

SCHEMA = "kaname.scan/1"


class _Tool(Struct):
    name: str
    version: str


class _Knowledge(Struct):
    digest: str
    sources: tuple[SourceState, ...]


class _Target(Struct):
    path: str
    format: str
    spec_version: str
    sha256: str
    component_count: int
    evaluated: int
    findings: int


class _NotEvaluated(Struct):
    ref: str
    purl: str | None
    name: str
    version: str
    reason: str
    message: str
    detail: str | None
    target: str


class _Coverage(Struct):
    components: int
    evaluated: int
    not_evaluated: list[_NotEvaluated]


class _Vulnerability(Struct):
    id: str
    aliases: tuple[str, ...]
    summary: str
    severity: str
    published: str | None
    modified: str | None
    cvss: tuple[CvssScore, ...]
    kev: KevEntry
    epss: EpssScore | None
    cwes: tuple[str, ...]
    related: tuple[str, ...]
    records: tuple[str, ...]
    withdrawn: tuple[str, ...]


class _Compared(Struct):
    name: str
    value: str


class _Match(Struct):
    criterion: str
    source: str
    range: str
    scheme: str
    reason: str
    message: str
    compared: list[_Compared]
    others: tuple[str, ...]
    confidence: str
    conflicts: tuple[str, ...]
    policy: str


class _Finding(Struct):
    target: str
    component: ComponentKey
    vulnerability: _Vulnerability
    match: _Match
    fixed: tuple[str, ...]
    triage: FindingState | UnsetType = UNSET


class _Problem(Struct):
    target: str
    path: str
    code: str
    message: str


class _Summary(Struct):
    findings: int
    vulnerabilities: int
    known_exploited: int
    severities: dict[str, int]
    set_aside: int | UnsetType = UNSET


class _Document(Struct):
    schema: str
    status: str
    generated: str
    tool: _Tool
    knowledge: _Knowledge
    targets: list[_Target]
    summary: _Summary
    coverage: _Coverage
    findings: list[_Finding]
    problems: list[_Problem]
    candidates: list[ComponentCandidates]


def render_json(result: ScanResult, *, lang: Language = "en") -> bytes:
    """Return a scan result as ``kaname.scan/1``: UTF-8, indented by two spaces, ending with a line break.

    Args:
        result: what the scan answered.
        lang: language of the ``message`` members; everything else is the same in every language.
    """
    coverage = result.coverage
    shared = {finding.vulnerability.id: finding.vulnerability for finding in result.findings}
    vulnerabilities = {identifier: _vulnerability(value) for identifier, value in shared.items()}
    document = _Document(
        schema=SCHEMA,
        status=result.status,
        generated=result.generated,
        tool=_Tool("kaname", __version__),
        knowledge=_Knowledge(result.knowledge_digest, result.sources),
        targets=[
            _Target(
                target.path,
                target.format,
                target.spec_version,
                target.sha256,
                target.component_count,
                target.coverage.evaluated,
                len(target.findings),
            )
            for target in result.targets
        ],
        summary=_summary(result, shared.values()),
        coverage=_Coverage(
            coverage.components,
            coverage.evaluated,
            [
                _NotEvaluated(
                    entry.ref,
                    entry.purl,
                    entry.name,
                    entry.version,
                    entry.reason,
                    reason_text(entry, lang),
                    entry.detail,
                    entry.target or target.path,
                )
                for target in result.targets
                for entry in target.coverage.not_evaluated
            ],
        ),
        findings=[_finding(finding, vulnerabilities[finding.vulnerability.id], lang) for finding in result.findings],
        problems=[
            _Problem(target, problem.path, problem.code, problem_text(problem, lang))
            for target, problem in all_problems(result)
        ],
        candidates=[entry for target in result.targets for entry in target.candidates],
    )
    return encoded_json(document)


def _summary(result: ScanResult, vulnerabilities: Collection[Vulnerability]) -> _Summary:
    return _Summary(
        findings=len(result.findings),
        vulnerabilities=len(vulnerabilities),
        known_exploited=sum(vulnerability.kev.listed for vulnerability in vulnerabilities),
        severities=severity_counts(vulnerabilities),
        set_aside=_set_aside_count(result),
    )


def _set_aside_count(result: ScanResult) -> int | UnsetType:
    states = [finding.state for finding in result.findings if finding.state is not None]
    return sum(state.set_aside is not None for state in states) if states else UNSET


def _finding(finding: Finding, vulnerability: _Vulnerability, lang: Language) -> _Finding:
    match = finding.match
    return _Finding(
        finding.target,
        finding.component,
        vulnerability,
        _Match(
            match.criterion,
            match.source,
            match.range,
            match.scheme,
            match.reason,
            match_text(finding, lang),
            [_Compared(name, value) for name, value in match.compared],
            match.others,
            match.confidence,
            match.conflicts,
            match.policy,
        ),
        finding.fixed,
        finding.state if finding.state is not None else UNSET,
    )


def _vulnerability(vulnerability: Vulnerability) -> _Vulnerability:
    return _Vulnerability(
        vulnerability.id,
        vulnerability.aliases,
        vulnerability.summary,
        severity_of(vulnerability),
        vulnerability.published,
        vulnerability.modified,
        vulnerability.cvss,
        vulnerability.kev,
        vulnerability.epss,
        vulnerability.cwes,
        vulnerability.related,
        vulnerability.records,
        vulnerability.withdrawn,
    )
