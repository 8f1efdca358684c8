"""A triage result as JSON, ``kaname.triage/1``: every finding, decided or set aside, with each input and its origin."""

from typing import Any

import msgspec

from kaname import messages
from kaname.cli.console import Console
from kaname.cli.triage_text import set_aside_text
from kaname.cli.vex_text import judgement_document
from kaname.formats.report.view import encoded_json
from kaname.formats.vex_text import time_text
from kaname.services.triage import TriageResult
from kaname.triage.prioritise import SystemDecision, Triaged
from kaname.triage.severity import severity_of


def triage_bytes(result: TriageResult, console: Console) -> bytes:
    """Return the document: UTF-8, indented, ending with a line break."""
    table = result.registry.table(result.policy.tables[result.role])
    document = {
        "schema": "kaname.triage/1",
        "generated": time_text(result.generated),
        "role": result.role,
        "table": table.id,
        "policy": result.policy.id,
        "scan": {
            "status": result.scan.status,
            "knowledge": result.scan.knowledge_digest,
            "components": result.scan.coverage.components,
            "evaluated": result.scan.coverage.evaluated,
        },
        "summary": {
            "findings": len(result.findings),
            "open": len(result.open),
            "set_aside": len(result.set_aside),
            "breaches": len(result.breaches),
            "conflicts": sum(one.judgement.conflict for one in result.findings),
            "review": sum(bool(one.judgement.review) for one in result.findings),
        },
        "findings": [_finding(one, console) for one in result.findings],
        "problems": [
            {"path": one.path, "code": one.code, "message": messages.text(one.code, console.lang, one.params)}
            for one in (*result.scan.problems, *result.statements.problems)
        ],
    }
    return encoded_json(document)


def _finding(one: Triaged, console: Console) -> dict[str, Any]:
    component, vulnerability = one.finding.component, one.finding.vulnerability
    aside = one.set_aside or one.partly
    return {
        "target": one.finding.target,
        "component": {
            "ref": component.ref,
            "purl": component.purl,
            "name": component.name,
            "version": component.version,
        },
        "vulnerability": {
            "id": vulnerability.id,
            "aliases": vulnerability.aliases,
            "severity": severity_of(vulnerability),
            "kev": vulnerability.kev.listed,
            "epss": vulnerability.epss.score if vulnerability.epss is not None else None,
        },
        "status": one.judgement.status,
        "set_aside": None
        if aside is None
        else {
            "rule": aside.rule,
            "detail": aside.detail,
            "systems": aside.systems,
            "message": set_aside_text(aside, console),
        },
        "score": one.score,
        "first_seen": time_text(one.first_seen),
        "decisions": [_decision(each) for each in one.decisions],
        "statements": judgement_document(one.judgement, console) if one.judgement.candidates else None,
        "fixed": one.finding.fixed,
    }


def _decision(each: SystemDecision) -> dict[str, Any]:
    due = each.due
    return {
        "system": each.system or None,
        "outcome": each.decision.outcome,
        "possible": each.decision.possible,
        "due": None
        if due is None
        else {"time": time_text(due.due) if due.due is not None else None, "state": due.state},
        "decision": msgspec.to_builtins(each.decision),
    }
