"""A workspace: a folder of plain files with ``kaname.yaml`` at its top. Writing replaces a file whole or not at all."""

import os
import tempfile
from pathlib import Path
from typing import Literal

from msgspec import Struct

from kaname.catalogs.loader import convert_plain
from kaname.catalogs.yaml_text import parse_yaml, write_yaml
from kaname.errors import InputError

MARKER = "kaname.yaml"


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
    write_file(folder / MARKER, write_yaml(entry))
    return value


def read_workspace(folder: Path) -> WorkspaceFile:
    """Return what ``kaname.yaml`` of a workspace says.

    Raises:
        InputError: the folder is no workspace, or its file cannot be used.
    """
    path = folder / MARKER
    if not path.is_file():
        raise InputError("workspace.not_one", path=str(folder))
    return convert_plain(parse_yaml(read_file(path), str(path)), WorkspaceFile, str(path))


def read_file(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError("workspace.unreadable", path=str(path), reason=error.strerror or "") from None


def write_file(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part.

    Raises:
        InputError: it cannot be written; the old file is untouched.
    """
    temporary: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
        temporary = None
    except OSError as error:
        raise InputError("workspace.unwritable", path=str(path), reason=error.strerror or "") from None
    finally:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
