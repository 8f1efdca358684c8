"""A workspace: a folder of plain files with ``kaname.yaml`` at its top. Writing replaces a file whole or not at all."""

import re
from pathlib import Path
from typing import Literal

from msgspec import Struct

from kaname.catalogs.loader import convert_plain
from kaname.catalogs.yaml_text import MAX_BYTES, parse_yaml, write_yaml
from kaname.errors import InputError
from kaname.store.files import file_error, read_bytes, write_atomic

MARKER = "kaname.yaml"
_ID = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")


class WorkspaceFile(Struct, frozen=True, omit_defaults=True):
    """``kaname.yaml``. Other rooms may keep keys of their own there; they are left as they are.

    Attributes:
        packs: folders of framework packs beside the bundled ones, relative to the workspace.
    """

    schema: Literal["kaname.workspace/1"]
    name: str = ""
    organisation: str = ""
    packs: tuple[str, ...] = ()


def create_workspace(folder: Path, *, name: str, organisation: str = "") -> WorkspaceFile:
    """Make a folder a workspace.

    Raises:
        InputError: it is one already, or cannot be written.
    """
    if (folder / MARKER).exists():
        raise InputError("workspace.exists", path=str(folder))
    value = WorkspaceFile(schema="kaname.workspace/1", name=name, organisation=organisation)
    entry = {"schema": value.schema, "name": name}
    if organisation:
        entry["organisation"] = organisation
    write_below(folder / MARKER, write_yaml(entry))
    return value


def read_workspace(folder: Path) -> WorkspaceFile:
    """Return what ``kaname.yaml`` of a workspace says.

    Raises:
        InputError: the folder is no workspace, or its file cannot be used.
    """
    path = folder / MARKER
    if not path.is_file():
        raise InputError("workspace.not_one", path=str(folder))
    return convert_plain(parse_yaml(read_bytes(path, limit=MAX_BYTES), str(path)), WorkspaceFile, str(path))


def check_id(identifier: str) -> str:
    """Return an id that may be the name of a file in a workspace.

    Raises:
        InputError: ``workspace.bad_id``.
    """
    if not _ID.match(identifier):
        raise InputError("workspace.bad_id", id=identifier)
    return identifier


def write_below(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, making the folders it needs.

    Raises:
        InputError: it cannot be written; the old file is untouched.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise file_error(error, path.parent) from None
    write_atomic(path, data)
