"""Proposed evidence in a workspace: ``evidence/proposed/ID.yaml``, which counts for nothing until a person accepts it.

What was seen is kept beside it as ``evidence/records/ID.json``; an accepted piece of evidence points there, with its digest.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from kaname.assurance.assessment import Evidence
from kaname.assurance.collectors.collector import Proposal
from kaname.catalogs.loader import convert_plain
from kaname.catalogs.yaml_text import MAX_BYTES, parse_yaml, write_yaml
from kaname.errors import InputError
from kaname.store.assessments import EVIDENCE_SCHEMA
from kaname.store.files import file_error, read_bytes
from kaname.store.workspace import write_below

PROPOSAL_SCHEMA = "kaname.proposed-evidence/1"


def read_proposals(workspace: Path) -> tuple[Proposal, ...]:
    """Return the proposals of a workspace, by file name.

    Raises:
        InputError: a file that cannot be used.
    """
    return tuple(_read(path) for path in sorted((workspace / "evidence" / "proposed").glob("*.yaml")))


def _read(path: Path) -> Proposal:
    label = f"evidence/proposed/{path.name}"
    plain = parse_yaml(read_bytes(path, limit=MAX_BYTES), label)
    if not isinstance(plain, Mapping) or plain.get("schema") != PROPOSAL_SCHEMA:
        raise InputError("workspace.not_a_proposal", path=label)
    return convert_plain({key: value for key, value in plain.items() if key != "schema"}, Proposal, label)


def write_proposal(workspace: Path, proposal: Proposal) -> Path:
    """Write a proposal to its place, over an earlier one of the same id, and return it."""
    path = workspace / "evidence" / "proposed" / f"{proposal.id}.yaml"
    body: dict[str, object] = {"schema": PROPOSAL_SCHEMA}
    write_below(path, write_yaml(body | msgspec.to_builtins(proposal)))
    return path


def accept_proposal(workspace: Path, proposal: Proposal, evidence_id: str, *, by: str, title: str) -> Evidence:
    """Write the record and the evidence, then remove the proposal; return the evidence.

    Raises:
        InputError: a file cannot be written; the proposal is still there then.
    """
    record = msgspec.json.format(msgspec.json.encode(proposal), indent=2) + b"\n"
    place = f"evidence/records/{evidence_id}.json"
    write_below(workspace / place, record)
    evidence = Evidence(
        id=evidence_id,
        title=title,
        file=place,
        sha256=hashlib.sha256(record).hexdigest(),
        revision=proposal.revision,
        author=f"kaname {proposal.collector}",
        effective=proposal.effective,
        expires=proposal.expires,
        accepted_by=by,
    )
    body = {"schema": EVIDENCE_SCHEMA, "evidence": [msgspec.to_builtins(evidence)]}
    write_below(workspace / "evidence" / f"{evidence_id}.yaml", write_yaml(body))
    path = workspace / "evidence" / "proposed" / f"{proposal.id}.yaml"
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise file_error(error, path) from None
    return evidence
