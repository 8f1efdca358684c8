"""A scan result as JSON, ``kaname.scan/1``; the schema is docs/reference/scan.schema.json.

Names and meaning of members are a promise to programs: new ones may come, none of these go or change within version 1.
Long advisory texts and reference lists are left out (``kaname knowledge show ID --format json`` has them).
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec import UNSET, Struct, UnsetType

from kaname import __version__
from kaname.formats.report.view import (
    all_problems,
    encoded_json,
    json_value,
    match_text,
    problem_text,
    reason_text,
    severity_counts,
)
from kaname.messages import Language
from kaname.model.finding import ComponentKey, Finding, ScanResult
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
    findings: tuple[()]
    problems: list[_Problem]
    candidates: list[ComponentCandidates]


def render_json(result: ScanResult, *, lang: Language = "en") -> bytes:
    """Return a scan result as ``kaname.scan/1``: UTF-8, indented by two spaces, ending with a line break.

    Args:
        result: what the scan answered.
        lang: language of the ``message`` members; everything else is the same in every language.
    """
    return b"".join(iter_json(result, lang=lang))


def iter_json(result: ScanResult, *, lang: Language = "en") -> Iterator[bytes]:
    """Yield ``render_json`` piece by piece: of a portfolio it is hundreds of megabytes, mostly the same values again.

    Args:
        result, lang: as for ``render_json``.
    """
    coverage = result.coverage
    shared = {finding.vulnerability.id: finding.vulnerability for finding in result.findings}
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
        findings=(),
        problems=[
            _Problem(target, problem.path, problem.code, problem_text(problem, lang))
            for target, problem in all_problems(result)
        ],
        candidates=[entry for target in result.targets for entry in target.candidates],
    )
    head, empty, tail = encoded_json(document).partition(_NO_FINDINGS)
    yield head
    if result.findings:
        yield from _iter_findings(result.findings, _Pieces(shared, lang))
    else:
        yield empty
    yield tail


def _iter_findings(findings: Iterable[Finding], pieces: "_Pieces") -> Iterator[bytes]:
    before = _NO_FINDINGS.removesuffix(b"]")
    for finding in findings:
        yield before + pieces.finding(finding)
        before = b","
    yield b"\n  ]"


# A line break and two spaces stand before a member of the document only: in texts, line breaks are escaped.
_NO_FINDINGS = b'\n  "findings": []'
_MEMBER = 6  # spaces before a member of a finding


class _Pieces:
    """Findings as text, made of the texts of their members, each of which recurs throughout a portfolio and is made once."""

    def __init__(self, vulnerabilities: Mapping[str, Vulnerability], lang: Language) -> None:
        self._shared = vulnerabilities
        self._lang = lang
        self._vulnerabilities: dict[str, bytes] = {}
        self._matches: dict[tuple[object, ...], bytes] = {}
        self._fixed: dict[tuple[str, ...], bytes] = {}
        self._component: tuple[ComponentKey | None, bytes] = (None, b"")
        self._target: tuple[str | None, bytes] = (None, b"")

    def finding(self, finding: Finding) -> bytes:
        component, vulnerability = finding.component, finding.vulnerability.id
        if finding.target != self._target[0]:
            self._target = (finding.target, json_value(finding.target))
        if component is not self._component[0]:
            self._component = (component, json_value(component, _MEMBER))
        told = self._vulnerabilities.get(vulnerability)
        if told is None:
            told = json_value(_vulnerability(self._shared[vulnerability]), _MEMBER)
            self._vulnerabilities[vulnerability] = told
        # By identity: the result holds on to every match while it is rendered.
        key = (id(finding.match), component.name, component.version, component.purl)
        match = self._matches.get(key)
        if match is None:
            match = self._matches[key] = json_value(_match(finding, self._lang), _MEMBER)
        fixed = self._fixed.get(finding.fixed)
        if fixed is None:
            fixed = self._fixed[finding.fixed] = json_value(finding.fixed, _MEMBER)
        state = b"" if finding.state is None else b',\n      "triage": ' + json_value(finding.state, _MEMBER)
        return (
            b'\n    {\n      "target": %b,\n      "component": %b,\n      "vulnerability": %b,\n      "match": %b,\n'
            b'      "fixed": %b%b\n    }' % (self._target[1], self._component[1], told, match, fixed, state)
        )


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


def _match(finding: Finding, lang: Language) -> _Match:
    match = finding.match
    return _Match(
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
