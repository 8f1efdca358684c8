"""Disclosure records in a workspace: ``cases/ID.yaml``. They hold contacts of finders and are never published."""

from pathlib import Path
from typing import Any

import msgspec

from kaname.catalogs.loader import convert_plain
from kaname.catalogs.yaml_text import MAX_BYTES, parse_yaml, write_yaml
from kaname.errors import InputError
from kaname.model.disclosure import DisclosureCase
from kaname.store.files import read_bytes
from kaname.store.workspace import check_id, write_below

SCHEMA = "kaname.case/1"


def case_path(workspace: Path, case: str) -> Path:
    """Return where a case is kept.

    Raises:
        InputError: ``workspace.bad_id``.
    """
    return workspace / "cases" / f"{check_id(case)}.yaml"


def case_ids(workspace: Path) -> tuple[str, ...]:
    """Return the ids of all cases, sorted."""
    return tuple(sorted(path.stem for path in (workspace / "cases").glob("*.yaml")))


def read_case(workspace: Path, case: str) -> DisclosureCase:
    """Return a case.

    Raises:
        InputError: ``case.unknown``, or a file that cannot be used, with its place.
    """
    path = case_path(workspace, case)
    if not path.is_file():
        raise InputError("case.unknown", id=case, known=", ".join(case_ids(workspace)) or "-")
    label = f"cases/{path.name}"
    plain = parse_yaml(read_bytes(path, limit=MAX_BYTES), label)
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        raise InputError("case.not_one", path=label)
    found = convert_plain({key: value for key, value in plain.items() if key != "schema"}, DisclosureCase, label)
    if found.id != case:
        raise InputError("workspace.id_is_not_file_name", path=f"{label}: id", id=found.id)
    return found


def write_case(workspace: Path, case: DisclosureCase) -> Path:
    """Write a case whole and return its file."""
    path = case_path(workspace, case.id)
    body: dict[str, Any] = {"schema": SCHEMA, **msgspec.to_builtins(case)}
    write_below(path, write_yaml(body))
    return path
