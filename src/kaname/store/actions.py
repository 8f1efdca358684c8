"""Actions in a workspace: ``actions/ID.yaml``, one file each."""

from pathlib import Path

import msgspec

from kaname.catalogs.loader import convert_plain
from kaname.catalogs.yaml_text import MAX_BYTES, parse_yaml, write_yaml
from kaname.errors import InputError
from kaname.store.files import read_bytes
from kaname.store.workspace import check_id, write_below
from kaname.triage.actions import Action

SCHEMA = "kaname.action/1"


def read_actions(workspace: Path) -> tuple[Action, ...]:
    """Return all actions by file name.

    Raises:
        InputError: a file that cannot be used.
    """
    return tuple(_read(path) for path in sorted((workspace / "actions").glob("*.yaml")))


def read_action(workspace: Path, action: str) -> Action:
    """Return an action.

    Raises:
        InputError: ``action.unknown``, or a file that cannot be used.
    """
    path = _path(workspace, action)
    if not path.is_file():
        known = ", ".join(sorted(one.stem for one in (workspace / "actions").glob("*.yaml")))
        raise InputError("action.unknown", id=action, known=known or "-")
    return _read(path)


def write_action(workspace: Path, action: Action) -> Path:
    """Write an action whole and return its file."""
    path = _path(workspace, action.id)
    write_below(path, write_yaml({"schema": SCHEMA, **msgspec.to_builtins(action)}))
    return path


def _path(workspace: Path, action: str) -> Path:
    return workspace / "actions" / f"{check_id(action)}.yaml"


def _read(path: Path) -> Action:
    label = f"actions/{path.name}"
    plain = parse_yaml(read_bytes(path, limit=MAX_BYTES), label)
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        raise InputError("action.not_one", path=label)
    return convert_plain({key: value for key, value in plain.items() if key != "schema"}, Action, label)
