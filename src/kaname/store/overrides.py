"""Overrides of decision-point values in a workspace: ``triage/overrides.yaml``, in the order in which they were set."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from kaname.catalogs.loader import convert_plain
from kaname.catalogs.yaml_text import MAX_BYTES, parse_yaml, write_yaml
from kaname.errors import InputError
from kaname.store.files import read_bytes
from kaname.store.workspace import write_below
from kaname.triage.overrides import StoredOverride
from kaname.triage.statements import parse_time

_SCHEMA = "kaname.overrides/1"


class _File(Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal["kaname.overrides/1"]
    overrides: tuple[StoredOverride, ...]


def read_overrides(workspace: Path) -> tuple[StoredOverride, ...]:
    """Return the overrides on record; empty where none were set.

    Raises:
        InputError: the file cannot be used; ``override.bad_time``: a time that is none, which must not mean *always*.
    """
    path = overrides_file(workspace)
    if not path.is_file():
        return ()
    label = "triage/overrides.yaml"
    found = convert_plain(parse_yaml(read_bytes(path, limit=MAX_BYTES), label), _File, label).overrides
    for index, one in enumerate(found):
        for member, text in (("valid_until", one.valid_until), ("set.date", one.set.date)):
            if text and parse_time(text) is None:
                raise InputError("override.bad_time", path=f"{label}: overrides[{index}].{member}", given=text)
    return found


def write_overrides(workspace: Path, overrides: Sequence[StoredOverride]) -> Path:
    """Write the overrides whole or not at all and return the file."""
    path = overrides_file(workspace)
    write_below(path, write_yaml({"schema": _SCHEMA, "overrides": [msgspec.to_builtins(one) for one in overrides]}))
    return path


def overrides_file(workspace: Path) -> Path:
    """Return where the overrides of a workspace stand."""
    return workspace / "triage" / "overrides.yaml"
