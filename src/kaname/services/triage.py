"""Triage of a scan result, an SBOM or a workspace: statements, rules, decisions, due dates, breaches."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.knowledge.query import Knowledge
from kaname.model.finding import Finding, Identity, ScanResult, TargetResult
from kaname.model.statement import Statement
from kaname.services.scan import scan
from kaname.services.ssvc import load_tables
from kaname.services.statements import (
    LoadedStatements,
    identity_of,
    judge_findings,
    load_statements,
    product_identity,
    trust_policy,
)
from kaname.store.context import read_context
from kaname.store.files import read_bytes
from kaname.store.overrides import read_overrides
from kaname.store.triage import read_first_seen, write_first_seen
from kaname.triage.context import Context
from kaname.triage.overrides import applying
from kaname.triage.policy import Policy, Role, load_policy, parse_policy
from kaname.triage.prioritise import Triage, Triaged
from kaname.triage.ssvc import Registry
from kaname.triage.statements import Judgement


class TriageResult(Struct, frozen=True, kw_only=True):
    """Findings of a scan with their decisions.

    Attributes:
        findings: most urgent first; those set aside last. new: keys first seen now.
        statements: what was loaded, with what could not be read.
        expired_overrides: ids of values set by persons whose validity has ended.
    """

    scan: ScanResult
    role: Role
    policy: Policy
    registry: Registry
    context: Context
    findings: tuple[Triaged, ...]
    statements: LoadedStatements
    generated: datetime
    new: tuple[str, ...] = ()
    expired_overrides: tuple[str, ...] = ()

    @property
    def open(self) -> tuple[Triaged, ...]:
        """Findings that need a decision."""
        return tuple(one for one in self.findings if one.set_aside is None)

    @property
    def set_aside(self) -> tuple[Triaged, ...]:
        """Findings that a rule set aside."""
        return tuple(one for one in self.findings if one.set_aside is not None)

    @property
    def breaches(self) -> tuple[Triaged, ...]:
        """Open findings whose due date has passed."""
        return tuple(
            one
            for one in self.open
            if any(each.due is not None and each.due.state == "missed" for each in one.decisions)
        )


def triage_targets(
    *,
    targets: Sequence[str],
    knowledge: Knowledge,
    now: datetime,
    role: Role | None = None,
    workspace: str | None = None,
    vex: Sequence[str] = (),
    tables: Sequence[str] = (),
    record: bool = False,
) -> TriageResult:
    """Scan and triage SBOMs, or the releases of a workspace.

    Args:
        targets: SBOM files and folders; a folder with ``kaname.yaml`` is a workspace, whose releases are scanned.
        role: None: from the roles of the context (a supplier or developer decides as a supplier, else as a deployer).
        workspace: folder with context and statements. vex: further statement documents. tables: own decision tables.
        record: keep in the workspace when findings were first seen.

    Raises:
        InputError: a workspace, statement document or policy that cannot be used; ``triage.no_release``.
    """
    found: list[str] = []
    for target in targets:
        if (Path(target) / "kaname.yaml").is_file():
            workspace = workspace or target
            found += _release_files(target)
        else:
            found.append(target)
    result = scan(targets=found, knowledge=knowledge, now=now, with_ways=True)
    return triage_result(result=result, now=now, role=role, workspace=workspace, vex=vex, tables=tables, record=record)


def triage_result(
    *,
    result: ScanResult,
    now: datetime,
    role: Role | None = None,
    workspace: str | None = None,
    vex: Sequence[str] = (),
    tables: Sequence[str] = (),
    record: bool = False,
) -> TriageResult:
    """Triage the findings of a scan; arguments as for ``triage_targets``."""
    folder = Path(workspace) if workspace else None
    context = read_context(folder) if folder else Context()
    stored = read_overrides(folder) if folder is not None else ()
    if stored:
        # By command, so later than what stands in the file; the later one wins.
        context = msgspec.structs.replace(context, overrides=context.overrides + applying(stored, now))
    policy = _policy_of(folder, context)
    chosen = role or _role_of(context)
    if chosen not in policy.tables:
        raise InputError("triage.no_table_for_role", role=chosen, known=", ".join(policy.tables))
    loaded = load_statements(workspace=workspace, files=vex)
    judgements = judge_findings(
        result=result,
        statements=loaded.statements,
        policy=trust_policy(workspace=workspace),
        now=now,
        product=product_identity(context),
    )
    triage = Triage(
        registry=load_tables(tables=tables),
        policy=policy,
        role=chosen,
        context=context,
        kev_is_known="kev" in {source.id for source in result.sources},
        now=now,
    )
    seen = read_first_seen(folder) if folder is not None else {}
    triaged = _triaged(triage, result, judgements, seen)
    new = {key: now for one in triaged if (key := seen_key(one.finding)) not in seen}
    if record and folder is not None and new:
        write_first_seen(folder, seen | new)
    return TriageResult(
        scan=result,
        role=chosen,
        policy=policy,
        registry=triage.registry,
        context=context,
        findings=tuple(triage.order(triaged)),
        statements=loaded,
        generated=now,
        new=tuple(sorted(new)),
        expired_overrides=tuple(one.id for one in stored if one.state(now) == "expired"),
    )


def _triaged(
    triage: Triage, result: ScanResult, judgements: Sequence[Judgement], seen: Mapping[str, datetime]
) -> list[Triaged]:
    """Return every finding with its decisions, in the order of the result, which is that of the judgements."""
    found: list[Triaged] = []
    for target in result.targets:
        systems = triage.context.systems_of(*_names_of(target))
        for finding in target.findings:
            found.append(
                triage.triage(
                    finding,
                    identity=target.identities.get(finding.component.ref) or identity_of(finding.component),
                    judgement=judgements[len(found)],
                    systems=systems,
                    first_seen=seen.get(seen_key(finding), triage.now),
                )
            )
    return found


def _policy_of(folder: Path | None, context: Context) -> Policy:
    if folder is None or not context.policy:
        return load_policy()
    return parse_policy(read_bytes(folder / context.policy))


def seen_key(finding: Finding) -> str:
    """Return the key under which a first sighting is kept: vulnerability and component with version."""
    component = finding.component
    return f"{finding.vulnerability.id} {component.purl or f'{component.name}@{component.version}'}"


def _role_of(context: Context) -> Role:
    return (
        "supplier" if {"supplier", "developer"} & set(context.roles) and "operator" not in context.roles else "deployer"
    )


def _release_files(workspace: str) -> list[str]:
    context = read_context(Path(workspace))
    releases = context.product.releases if context.product is not None else ()
    files = [str(Path(workspace) / release.sbom) for release in releases if release.sbom]
    if not files:
        raise InputError("triage.no_release", path=str(Path(workspace) / "kaname.yaml"))
    return files


def _names_of(target: TargetResult) -> tuple[str, ...]:
    subject = target.subject or Identity()
    return (target.path, Path(target.path).name, subject.name, *subject.purls)


def statements_of(result: TriageResult) -> tuple[Statement, ...]:
    """Return the statements that decided about findings of a result, each once."""
    found = {
        one.judgement.deciding.statement.id: one.judgement.deciding.statement
        for one in result.findings
        if one.judgement.deciding is not None
    }
    return tuple(found.values())
