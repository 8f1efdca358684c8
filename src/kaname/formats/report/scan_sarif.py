"""A scan result as SARIF 2.1.0 (OASIS, with Errata 01), for code-scanning views.

One rule per vulnerability, one result per finding, located at the SBOM file. What was not evaluated and what was wrong with
the input are notifications of the invocation; ``executionSuccessful`` is true for a complete scan only, so that a partial
one does not pass for a clean one.
"""

import hashlib
from collections.abc import Mapping
from urllib.parse import quote

from kaname import __version__
from kaname.formats.report.view import (
    clean,
    component_label,
    encoded_json,
    match_text,
    problem_text,
    reason_text,
    set_aside_reason,
)
from kaname.formats.report.words import (
    coverage_line,
    epss_text,
    fixed_text,
    kev_text,
    outcome_line,
    say,
    severity_text,
)
from kaname.messages import Language
from kaname.model.finding import Finding, ScanResult, TargetResult
from kaname.model.sbom import Problem
from kaname.model.vulnerability import Vulnerability
from kaname.triage.severity import leading_score, severity_of

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "none": "note"}
_STATUS_LEVELS = {"complete": "note", "partial": "warning", "failed": "error"}
_NOTIFICATIONS = ("status", "not_evaluated", "problem")
# Readers colour a rule without a number as unimportant; a severity word without a vector still has a place on the scale.
_SCORE_OF_WORD = {"critical": 9.0, "high": 7.0, "medium": 4.0, "low": 0.1, "none": 0.0}

_Json = dict[str, object]


def render_sarif(result: ScanResult, *, lang: Language) -> bytes:
    """Return a scan result as a SARIF 2.1.0 log with one run: UTF-8, indented by two spaces, with a final line break."""
    rules: dict[str, int] = {}
    vulnerabilities: list[Vulnerability] = []
    for finding in result.findings:
        if finding.vulnerability.id not in rules:
            rules[finding.vulnerability.id] = len(vulnerabilities)
            vulnerabilities.append(finding.vulnerability)
    artifacts = {target.path: index for index, target in reversed(list(enumerate(result.targets)))}
    log: _Json = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(vulnerabilities, lang)},
                "language": lang,
                "columnKind": "unicodeCodePoints",
                "invocations": [_invocation(result, artifacts, lang)],
                "artifacts": [_artifact(target) for target in result.targets],
                "results": [_result(finding, rules, artifacts, lang) for finding in result.findings],
                "properties": {
                    "status": result.status,
                    "coverage": {
                        "components": result.coverage.components,
                        "evaluated": result.coverage.evaluated,
                        "notEvaluated": len(result.coverage.not_evaluated),
                    },
                    "knowledge": {"digest": result.knowledge_digest, "sources": result.sources},
                },
            }
        ],
    }
    return encoded_json(log)


def _driver(vulnerabilities: list[Vulnerability], lang: Language) -> _Json:
    return {
        "name": "kaname",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(vulnerability, lang) for vulnerability in vulnerabilities],
        "notifications": [
            {"id": f"kaname/{kind}", "shortDescription": {"text": _kind_text(kind, lang)}} for kind in _NOTIFICATIONS
        ],
    }


def _kind_text(kind: str, lang: Language) -> str:
    return say(f"sarif.kind.{kind}", lang)


def _rule(vulnerability: Vulnerability, lang: Language) -> _Json:
    severity = severity_of(vulnerability)
    leading = leading_score(vulnerability)
    cvss = ", ".join(f"{score.version} {score.vector} ({score.source})" for score in vulnerability.cvss)
    text = say(
        "sarif.help",
        lang,
        severity=severity_text(severity, lang),
        cvss=clean(cvss) or say("cvss.none", lang),
        epss=epss_text(vulnerability, lang),
        kev=kev_text(vulnerability, lang),
        aliases=clean(", ".join(vulnerability.aliases)) or "-",
    )
    score = leading.score if leading is not None else _SCORE_OF_WORD.get(severity)
    properties: _Json = {
        "tags": ["security", "vulnerability", *(["known-exploited"] if vulnerability.kev.listed else [])],
        "aliases": vulnerability.aliases,
        "cvss": vulnerability.cvss,
        "kev": vulnerability.kev,
        "epss": vulnerability.epss,
    }
    if score is not None:
        properties["security-severity"] = f"{score:.1f}"
    rule: _Json = {
        "id": vulnerability.id,
        "name": vulnerability.id,
        "shortDescription": {"text": clean(vulnerability.summary) or vulnerability.id},
        "fullDescription": {"text": clean(vulnerability.summary) or vulnerability.id},
        "help": {"text": text},
        "defaultConfiguration": {"level": _LEVELS.get(severity, "warning")},
        "properties": properties,
    }
    reference = next((url for url in vulnerability.references if url.startswith("https://")), None)
    if reference is not None:
        rule["helpUri"] = quote(reference, safe=":/?#[]@!$&'()*+,;=%~")
    return rule


def _result(finding: Finding, rules: Mapping[str, int], artifacts: Mapping[str, int], lang: Language) -> _Json:
    vulnerability, component = finding.vulnerability, finding.component
    severity = severity_of(vulnerability)
    label = component_label(component.name, component.version, component.ref)
    # Neither knowledge nor language goes into the fingerprint: the same fact keeps its identity from scan to scan.
    identity = "\0".join((finding.target, component.purl or component.ref, component.version, vulnerability.id))
    return {
        "ruleId": vulnerability.id,
        "ruleIndex": rules[vulnerability.id],
        "level": _LEVELS.get(severity, "warning"),
        "message": {
            "text": say(
                "sarif.result",
                lang,
                component=label,
                vulnerability=vulnerability.id,
                severity=severity_text(severity, lang),
                reason=match_text(finding, lang),
                fixed=fixed_text(finding, lang),
            )
        },
        "locations": [_location(finding.target, artifacts, label, component.purl or component.ref)],
        "partialFingerprints": {"kanameFinding/v1": hashlib.sha256(identity.encode("utf-8", "replace")).hexdigest()},
        "properties": {"component": component, "match": finding.match, "fixed": finding.fixed, **_state(finding)},
        **_suppressions(finding, lang),
    }


def _state(finding: Finding) -> _Json:
    return {} if finding.state is None else {"triage": finding.state}


def _suppressions(finding: Finding, lang: Language) -> _Json:
    """Return a finding that was set aside as suppressed (SARIF 2.1.0, 3.27.23): still there, and why."""
    state = finding.state
    if state is None or state.set_aside is None:
        return {}
    justification = set_aside_reason(finding, lang)
    return {"suppressions": [{"kind": "external", "status": "accepted", "justification": justification}]}


def _location(target: str, artifacts: Mapping[str, int], label: str | None = None, full: str | None = None) -> _Json:
    artifact: _Json = {"uri": _uri(target)}
    if target in artifacts:
        artifact["index"] = artifacts[target]
    # Code-scanning views ask for a line; a finding concerns the whole file, which starts at its first.
    location: _Json = {"physicalLocation": {"artifactLocation": artifact, "region": {"startLine": 1}}}
    if label:
        location["logicalLocations"] = [{"name": label, "fullyQualifiedName": clean(full or label), "kind": "package"}]
    return location


def _artifact(target: TargetResult) -> _Json:
    return {
        "location": {"uri": _uri(target.path)},
        "hashes": {"sha-256": target.sha256},
        "properties": {
            "format": target.format,
            "specVersion": target.spec_version,
            "componentCount": target.component_count,
        },
    }


def _uri(path: str) -> str:
    uri = quote(path.replace("\\", "/"), safe="/~", errors="replace")
    return f"file://{uri}" if uri.startswith("/") else uri


def _invocation(result: ScanResult, artifacts: Mapping[str, int], lang: Language) -> _Json:
    notifications: list[_Json] = [
        {
            "descriptor": {"id": "kaname/status", "index": 0},
            "level": _STATUS_LEVELS[result.status],
            "message": {
                "text": " ".join(
                    (
                        say(f"status.{result.status}", lang),
                        coverage_line(result.coverage, lang),
                        outcome_line(result, lang),
                    )
                )
            },
        }
    ]
    for target in result.targets:
        for entry in target.coverage.not_evaluated:
            label = component_label(entry.name, entry.version, entry.ref)
            text = say("sarif.not_evaluated", lang, component=label, reason=reason_text(entry, lang))
            notifications.append(
                {
                    "descriptor": {"id": "kaname/not_evaluated", "index": 1},
                    "level": "warning",
                    "message": {"text": text},
                    "locations": [_location(entry.target or target.path, artifacts, label, entry.purl or entry.ref)],
                    "properties": {"reason": entry.reason, "ref": entry.ref, "detail": entry.detail},
                }
            )
        notifications += [_problem(problem, target.path, artifacts, lang) for problem in target.problems]
    notifications += [_problem(problem, "", artifacts, lang) for problem in result.problems]
    return {
        "executionSuccessful": result.status == "complete",
        "endTimeUtc": result.generated,
        "toolExecutionNotifications": notifications,
    }


def _problem(problem: Problem, target: str, artifacts: Mapping[str, int], lang: Language) -> _Json:
    place = f" ({clean(problem.path)})" if problem.path else ""
    notification: _Json = {
        "descriptor": {"id": "kaname/problem", "index": 2},
        "level": "warning" if target else "error",
        "message": {"text": problem_text(problem, lang) + place},
        "properties": {"code": problem.code, "path": problem.path},
    }
    if target:
        notification["locations"] = [_location(target, artifacts)]
    return notification
