"""Incidents in a workspace: ``incidents/ID.yaml``, with frozen copies of what was known in ``incidents/ID/``.

A frozen copy is written once and never replaced; its digest stands in the record.
"""

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from kaname.catalogs.loader import convert_plain
from kaname.catalogs.yaml_text import MAX_BYTES, parse_yaml, write_yaml
from kaname.errors import InputError
from kaname.store.files import read_bytes
from kaname.store.workspace import check_id, write_below
from kaname.triage.incidents import Incident

SCHEMA = "kaname.incident/1"


def incident_path(workspace: Path, incident: str) -> Path:
    """Return where an incident is kept.

    Raises:
        InputError: ``workspace.bad_id``.
    """
    return workspace / "incidents" / f"{check_id(incident)}.yaml"


def read_incident(workspace: Path, incident: str) -> Incident:
    """Return an incident.

    Raises:
        InputError: ``incident.unknown``, or a file that cannot be used.
    """
    path = incident_path(workspace, incident)
    if not path.is_file():
        raise InputError("incident.unknown", id=incident, known=", ".join(incident_ids(workspace)) or "-")
    label = f"incidents/{path.name}"
    plain = parse_yaml(read_bytes(path, limit=MAX_BYTES), label)
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        raise InputError("incident.not_one", path=label)
    found = convert_plain({key: value for key, value in plain.items() if key != "schema"}, Incident, label)
    if found.id != incident:
        raise InputError("workspace.id_is_not_file_name", path=f"{label}: id", id=found.id)
    return found


def incident_ids(workspace: Path) -> tuple[str, ...]:
    """Return the ids of all incidents, sorted."""
    return tuple(sorted(path.stem for path in (workspace / "incidents").glob("*.yaml")))


def write_incident(workspace: Path, incident: Incident) -> Path:
    """Write an incident whole and return its file."""
    path = incident_path(workspace, incident.id)
    body: dict[str, Any] = {"schema": SCHEMA, **msgspec.to_builtins(incident)}
    write_below(path, write_yaml(body))
    return path


def freeze_incident(workspace: Path, incident: Incident, *, name: str, notice: str) -> tuple[str, str]:
    """Write what is known now, with the notice, and return (file relative to the workspace, SHA-256).

    Raises:
        InputError: ``incident.frozen_exists``: a copy of that name is there; it is not replaced.
    """
    path = workspace / "incidents" / incident.id / f"{name}.json"
    if path.exists():
        raise InputError("incident.frozen_exists", path=str(path))
    document = {"schema": "kaname.incident-frozen/1", "record": msgspec.to_builtins(incident), "notice": notice}
    data = msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
    write_below(path, data)
    return str(path.relative_to(workspace)), hashlib.sha256(data).hexdigest()
