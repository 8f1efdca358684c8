"""The answer of a scan: findings that explain themselves, and what was not evaluated."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from kaname.model.identity import ComponentCandidates
from kaname.model.sbom import Hash, Problem
from kaname.model.source import SourceState
from kaname.model.vulnerability import Vulnerability


class ComponentKey(Struct, frozen=True, kw_only=True):
    """The component of a finding. ``paths``: dependency paths from the root, each as refs joined by `` > ``; may be empty."""

    ref: str
    purl: str | None
    name: str
    version: str
    paths: tuple[str, ...] = ()


class Identity(Struct, frozen=True, kw_only=True):
    """By what a product or component can be recognised in statements and rules.

    Attributes:
        ref: key inside its document. serial: serial number of the document whose product it is; empty for components.
        scope: ``required``, ``optional``, ``excluded``, ``development`` or empty where the document does not say.
    """

    ref: str = ""
    name: str = ""
    version: str = ""
    purls: tuple[str, ...] = ()
    cpes: tuple[str, ...] = ()
    hashes: tuple[Hash, ...] = ()
    serial: str = ""
    scope: str = ""


class Match(Struct, frozen=True, kw_only=True):
    """Why a component is reported.

    Attributes:
        criterion: ``purl``, ``purl-upstream`` (binary matched by its source package), ``stdlib`` …
        source: record and source that supplied the range, such as ``GHSA-… (osv:npm)``.
        range: range text; scheme: version order that compared.
        reason: message code of the sentence that explains; compared: the values compared, as text.
        others: further ranges of the same group that hit too, as ``source: range``.
        confidence: ``high`` (the package itself is named), ``medium``, ``low`` (the document leaves something open).
        conflicts: records of the same group that know the package and leave this version out, as ``record (source)``.
        policy: message code of the rule that decided where there are conflicts, else ``""``.
    """

    criterion: str
    source: str
    range: str
    scheme: str
    reason: str
    compared: tuple[tuple[str, str], ...] = ()
    others: tuple[str, ...] = ()
    confidence: str = "high"
    conflicts: tuple[str, ...] = ()
    policy: str = ""


class FindingState(Struct, frozen=True, kw_only=True):
    """What was decided about a finding.

    Attributes:
        status: decided by statements (``not_affected`` …); None where none counts. issuer: of the deciding statement.
        conflict: True where statements that count contradict each other. review: statements to be looked at again.
        set_aside: id of the rule that set the finding aside, None while it is open; reason: its fact.
        outcome: value key of the most urgent decision; None where several are possible. possible: all that are.
        system: the decision is for. due: ISO 8601. is_overdue: the due time has passed. score: 0 to 100.
    """

    status: str | None = None
    issuer: str = ""
    conflict: bool = False
    review: int = 0
    set_aside: str | None = None
    reason: str = ""
    outcome: str | None = None
    possible: tuple[str, ...] = ()
    system: str = ""
    due: str | None = None
    is_overdue: bool = False
    score: float | None = None


class Finding(Struct, frozen=True, kw_only=True):
    """One alias group that touches one component version of one target. ``state``: None where nothing was decided."""

    target: str
    component: ComponentKey
    vulnerability: Vulnerability
    match: Match
    fixed: tuple[str, ...] = ()
    state: FindingState | None = None


class NotEvaluated(Struct, frozen=True, kw_only=True):
    """A component about which nothing can be said, and why. ``reason``: code in ``matching.reason.*``."""

    ref: str
    purl: str | None
    name: str
    version: str
    reason: str
    detail: str | None = None
    target: str = ""


class Coverage(Struct, frozen=True, kw_only=True):
    """The denominator: ``evaluated + len(not_evaluated) == components``, always."""

    components: int
    evaluated: int
    not_evaluated: tuple[NotEvaluated, ...] = ()


class Ways(Struct, frozen=True, kw_only=True):
    """How the components with findings are reached in their document.

    Attributes:
        root: ref of the product that the document describes; empty where it names none.
        before: ref → refs of the components that depend on it or contain it, for the components with findings and for
            everything above them.
        identities: of what stands above them, the root left out; ``serial`` is that of the component's own document, where
            an external reference names one.
    """

    root: str = ""
    before: Mapping[str, tuple[str, ...]] = {}
    identities: Mapping[str, Identity] = {}


class TargetResult(Struct, frozen=True, kw_only=True):
    """What was scanned.

    Attributes:
        path: as the user gave it.
        subject: the product that the document describes, None where it names none.
        candidates: who components without identifier may be, if asked.
        identities: of the components with findings, by ref.
        ways: to the components with findings; None where they were not asked for.
    """

    path: str
    format: str
    spec_version: str
    sha256: str
    component_count: int
    coverage: Coverage
    findings: tuple[Finding, ...] = ()
    problems: tuple[Problem, ...] = ()
    candidates: tuple[ComponentCandidates, ...] = ()
    subject: Identity | None = None
    identities: Mapping[str, Identity] = {}
    ways: Ways | None = None


class ScanResult(Struct, frozen=True, kw_only=True):
    """The whole answer of one scan call; the JSON form is ``kaname.scan/1`` (docs/reference/scan.schema.json).

    Attributes:
        status: ``complete``: every component of every target was evaluated and every target read; ``partial``: some were
            not; ``failed``: nothing could be evaluated.
        generated: the ``now`` of the scan, ISO 8601 UTC. knowledge_digest, sources: which base answered.
        targets: in the order given. problems: of the scan as a whole, such as a target that could not be read.
        passed_over: files of scanned folders that turned out not to be SBOMs and did not claim to be.
    """

    status: Literal["complete", "partial", "failed"]
    generated: str
    knowledge_digest: str
    sources: tuple[SourceState, ...]
    targets: tuple[TargetResult, ...]
    problems: tuple[Problem, ...] = ()
    passed_over: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of all targets, target by target."""
        return tuple(finding for target in self.targets for finding in target.findings)

    @property
    def coverage(self) -> Coverage:
        """The denominator over all targets."""
        return Coverage(
            components=sum(target.coverage.components for target in self.targets),
            evaluated=sum(target.coverage.evaluated for target in self.targets),
            not_evaluated=tuple(entry for target in self.targets for entry in target.coverage.not_evaluated),
        )
