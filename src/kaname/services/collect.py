"""Use cases around collected evidence: look at a checkout, propose, let a person accept."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kaname.assurance.assessment import Evidence, ItemAnswer, TaskAnswer
from kaname.assurance.collectors.collector import Proposal, SbomFact
from kaname.assurance.collectors.collectors import COLLECTORS
from kaname.catalogs.shelf import find_item
from kaname.errors import InputError, KanameError
from kaname.formats import read_sbom, sniff_format
from kaname.messages import Language
from kaname.services.assess import OpenAssessment, answer_items
from kaname.store.assessments import read_evidence
from kaname.store.checkout import Checkout
from kaname.store.proposals import accept_proposal, read_proposals, write_proposal
from kaname.store.workspace import read_workspace

_SBOM_ENDINGS = (".json", ".xml", ".spdx", ".cdx", ".yaml", ".yml", ".jsonld")
_SBOM_CLAIMS = ("bom", "spdx", "cdx", "cyclonedx")


class Collected(Struct, frozen=True):
    """What was looked at and proposed. ``skipped``: files that call themselves SBOMs and could not be read, with why."""

    files: int
    proposals: tuple[Proposal, ...]
    skipped: tuple[tuple[str, KanameError], ...]


class Accepted(Struct, frozen=True):
    """Evidence that a person accepted. ``attached``: items whose answers cite it now."""

    evidence: Evidence
    attached: tuple[str, ...]


def collect_evidence(*, workspace: Path, folder: Path, now: datetime) -> Collected:
    """Look at a folder with every collector and write what they propose; nothing counts before it is accepted.

    Raises:
        InputError: no workspace, or no folder.
    """
    read_workspace(workspace)
    checkout = Checkout(folder)
    sboms, skipped = _sboms(checkout)
    checkout.sboms = sboms
    proposals = tuple(proposal for collector in COLLECTORS if (proposal := collector(checkout, now)) is not None)
    for proposal in proposals:
        write_proposal(workspace, proposal)
    return Collected(len(checkout.files), proposals, tuple(skipped))


def _sboms(checkout: Checkout) -> tuple[tuple[SbomFact, ...], list[tuple[str, KanameError]]]:
    found: list[SbomFact] = []
    skipped: list[tuple[str, KanameError]] = []
    for name in checkout.files:
        low = name.rpartition("/")[2].lower()
        if not low.endswith(_SBOM_ENDINGS) or not any(claim in low for claim in _SBOM_CLAIMS):
            continue
        data = checkout.read(name)
        if sniff_format(data).format is None:
            continue  # called like one, but something else, such as a schema: no SBOM to speak of
        try:
            components = read_sbom(data, name=name).components
        except KanameError as error:
            skipped.append((name, error))
            continue
        identified = sum(bool(one.purl or one.cpes) for one in components)
        versioned = sum(bool(one.version) for one in components)
        found.append(SbomFact(name, checkout.sha256(name), len(components), identified, versioned))
    return tuple(found), skipped


def list_proposals(*, workspace: Path) -> tuple[Proposal, ...]:
    """Return what is proposed and not yet accepted."""
    read_workspace(workspace)
    return read_proposals(workspace)


def accept_evidence(
    *,
    workspace: Path,
    proposal_id: str,
    by: str,
    opened: OpenAssessment | None,
    places: Iterable[str],
    lang: Language,
) -> Accepted:
    """Make a proposal evidence because a person says so, and cite it where that person says.

    Args:
        by: who accepts. opened: assessment whose answers shall cite it; None where none shall. places: ``TASK`` or
            ``TASK/item,item``: answers that exist. lang: of the title.

    Raises:
        InputError: no such proposal, nobody is named, the id is taken, or an answer that shall cite it is not there. Nothing
            is written then.
    """
    read_workspace(workspace)
    known = {one.id: one for one in read_proposals(workspace)}
    if proposal_id not in known:
        raise InputError("workspace.no_such_proposal", id=proposal_id, known=", ".join(known) or "-")
    if not by.strip():
        raise InputError("workspace.who_accepts")
    proposal = known[proposal_id]
    evidence_id = f"{proposal.id}-{proposal.effective}"
    if evidence_id in read_evidence(workspace):
        raise InputError("workspace.evidence_exists", id=evidence_id)
    targets = [_target(opened, place) for place in places]
    evidence = accept_proposal(workspace, proposal, evidence_id, by=by, title=proposal.title.pick(lang))
    attached: list[str] = []
    if opened is not None:
        opened = replace(opened, evidence={**opened.evidence, evidence_id: evidence})
        for task, items in targets:
            opened = _attach(workspace, opened, task, items, evidence_id)
            attached += [f"{task}/{item}" for item in items] or [task]
    return Accepted(evidence, tuple(attached))


def _target(opened: OpenAssessment | None, place: str) -> tuple[str, tuple[str, ...]]:
    task, _, listed = place.partition("/")
    if opened is None:
        raise InputError("workspace.no_assessment", path=place, framework="-")
    find_item(opened.pack, task)
    answer = opened.assessment.answers.get(task, TaskAnswer())
    items = tuple(name for name in listed.split(",") if name)
    if not items and answer.items:
        items = tuple(name for name, one in answer.items.items() if one.status in ("met", "partly", "equivalent"))
    missing = [name for name in items if name not in answer.items]
    if missing or (not items and answer.status is None):
        raise InputError("assurance.answer_first", item=f"{task}/{missing[0]}" if missing else task)
    return task, items


def _attach(
    workspace: Path, opened: OpenAssessment, task: str, items: tuple[str, ...], evidence_id: str
) -> OpenAssessment:
    answer = opened.assessment.answers[task]
    if not items:
        assert answer.status is not None
        whole = ItemAnswer(answer.status, answer.verification, (*answer.evidence, evidence_id), answer.explain)
        assessment = answer_items(workspace=workspace, opened=opened, task=task, items=[], given=whole)
        return replace(opened, assessment=assessment)
    for name in items:
        before = opened.assessment.answers[task].items[name]
        given = replace(before, evidence=(*before.evidence, evidence_id))
        assessment = answer_items(workspace=workspace, opened=opened, task=task, items=[name], given=given)
        opened = replace(opened, assessment=assessment)
    return opened
