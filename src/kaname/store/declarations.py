"""Declarations in a workspace, as files that a person can review and pass on.

``declarations/ID.yaml`` the declaration and its life, ``declarations/ID.dsse.json`` the signed statement,
``declarations/basis/ID.yaml`` the assessment as it stood when the declaration was drafted,
``declarations/revocations.dsse.json`` the newest revocation list, ``declined/ID.yaml`` measures that the customer declined.
A signed statement is never overwritten.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from kaname.catalogs.loader import convert_plain
from kaname.catalogs.yaml_text import MAX_BYTES, parse_yaml, write_yaml
from kaname.errors import InputError, IntegrityError
from kaname.model.declaration import Declaration, DeclinedMeasure
from kaname.store.assessments import is_day
from kaname.store.files import read_bytes
from kaname.store.workspace import check_id, write_below

DECLARATION_SCHEMA = "kaname.declaration/1"
DECLINED_SCHEMA = "kaname.declined-measure/1"
# Signed declarations with everything in them stay under 1 MB; this is for reading what others send.
MAX_SIGNED_BYTES = 32 * 1024 * 1024


def declaration_path(workspace: Path, declaration_id: str) -> Path:
    """Return where a declaration is kept.

    Raises:
        InputError: the id is not fit for the name of a file.
    """
    return workspace / "declarations" / f"{check_id(declaration_id)}.yaml"


def envelope_path(workspace: Path, declaration_id: str) -> Path:
    """Return where the signed statement of a declaration is kept."""
    return workspace / "declarations" / f"{check_id(declaration_id)}.dsse.json"


def basis_path(workspace: Path, declaration_id: str) -> Path:
    """Return where the assessment is kept on which a declaration rests."""
    return workspace / "declarations" / "basis" / f"{check_id(declaration_id)}.yaml"


def revocations_path(workspace: Path) -> Path:
    """Return where the newest revocation list is kept."""
    return workspace / "declarations" / "revocations.dsse.json"


def read_declaration(workspace: Path, declaration_id: str) -> Declaration:
    """Return a declaration.

    Raises:
        InputError: there is none with this id, or its file cannot be used.
    """
    path = declaration_path(workspace, declaration_id)
    if not path.is_file():
        known = ", ".join(sorted(one.stem for one in path.parent.glob("*.yaml")))
        raise InputError("declaration.no_such", id=declaration_id, known=known or "-")
    return _read(path)


def read_declarations(workspace: Path) -> tuple[Declaration, ...]:
    """Return every declaration of a workspace, by file name."""
    return tuple(_read(path) for path in sorted((workspace / "declarations").glob("*.yaml")))


def _read(path: Path) -> Declaration:
    label = f"declarations/{path.name}"
    plain = parse_yaml(read_bytes(path, limit=MAX_BYTES), label)
    if not isinstance(plain, Mapping) or plain.get("schema") != DECLARATION_SCHEMA:
        raise InputError("declaration.not_one", path=label)
    found = convert_plain({key: value for key, value in plain.items() if key != "schema"}, Declaration, label)
    if found.content.id != path.stem:
        raise InputError("workspace.id_is_not_file_name", path=f"{label}: content.id", id=found.content.id)
    return found


def write_declaration(workspace: Path, declaration: Declaration) -> Path:
    """Write a declaration to its place and return it."""
    path = declaration_path(workspace, declaration.content.id)
    body: dict[str, object] = {"schema": DECLARATION_SCHEMA}
    write_below(path, write_yaml(body | msgspec.to_builtins(declaration)))
    return path


def write_basis(workspace: Path, declaration_id: str, data: bytes) -> str:
    """Keep the assessment on which a declaration rests, and return the SHA-256 of its bytes."""
    write_below(basis_path(workspace, declaration_id), data)
    return hashlib.sha256(data).hexdigest()


def verify_basis(workspace: Path, declaration: Declaration) -> None:
    """Check that the assessment kept beside a declaration is the one that it rests on.

    Raises:
        InputError: it is not there. IntegrityError: it was changed.
    """
    path = basis_path(workspace, declaration.content.id)
    if hashlib.sha256(read_bytes(path, limit=MAX_BYTES)).hexdigest() != declaration.content.basis.assessment_sha256:
        raise IntegrityError("declaration.basis_altered", path=str(path), id=declaration.content.id)


def write_envelope_once(workspace: Path, declaration_id: str, data: bytes) -> Path:
    """Write a signed statement and return its place.

    Raises:
        InputError: there is one already: what was signed is never replaced.
    """
    path = envelope_path(workspace, declaration_id)
    if path.exists():
        raise InputError("declaration.signed_already", path=str(path), id=declaration_id)
    write_below(path, data)
    return path


def read_declined(workspace: Path) -> tuple[DeclinedMeasure, ...]:
    """Return the measures that customers declined, by file name.

    Raises:
        InputError: a file that cannot be used.
    """
    return tuple(_read_declined(path) for path in sorted((workspace / "declined").glob("*.yaml")))


def _read_declined(path: Path) -> DeclinedMeasure:
    label = f"declined/{path.name}"
    plain = parse_yaml(read_bytes(path, limit=MAX_BYTES), label)
    if not isinstance(plain, Mapping) or plain.get("schema") != DECLINED_SCHEMA:
        raise InputError("declaration.not_a_declined_measure", path=label)
    found = convert_plain({key: value for key, value in plain.items() if key != "schema"}, DeclinedMeasure, label)
    if found.id != path.stem:
        raise InputError("workspace.id_is_not_file_name", path=f"{label}: id", id=found.id)
    for name in ("advised", "decided", "until"):
        day = getattr(found, name)
        if day and not is_day(day):
            raise InputError("catalogs.not_a_date", path=f"{label}: {name}", value=day)
    return found


def write_declined(workspace: Path, measure: DeclinedMeasure) -> Path:
    """Write a declined measure to its place and return it."""
    path = workspace / "declined" / f"{check_id(measure.id)}.yaml"
    body: dict[str, object] = {"schema": DECLINED_SCHEMA}
    write_below(path, write_yaml(body | msgspec.to_builtins(measure)))
    return path
