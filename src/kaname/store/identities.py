"""Verdicts about components without identifier, kept in one plain file of a workspace: ``identities.yaml``.

The file is made for reading and reviewing: one entry per verdict, oldest first. It may be edited by hand.
"""

from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.model.identity import IdentityVerdict
from kaname.store.files import write_atomic

FILE_NAME = "identities.yaml"
FILE_BYTES_MAX = 16 * 1024 * 1024  # about 60,000 verdicts


class _File(Struct, kw_only=True):
    identities: list[IdentityVerdict]
    schema: str = "kaname.identities/1"


def read_identities(workspace: str | Path) -> tuple[IdentityVerdict, ...]:
    """Return the verdicts of a workspace in the order of the file; none where there is no file.

    Raises:
        InputError: the file cannot be read (``store.identities_unreadable``) or has the wrong form
            (``store.identities_invalid``).
    """
    path = Path(workspace) / FILE_NAME
    try:
        if path.stat().st_size > FILE_BYTES_MAX:
            raise InputError("store.identities_invalid", path=str(path), why=f"> {FILE_BYTES_MAX} bytes")
        content = path.read_bytes()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise InputError("store.identities_unreadable", path=str(path), why=str(error)) from error
    # Most workspaces hold no verdicts, and loading the parser takes as long as a small scan.
    from kaname.catalogs.yaml_text import parse_yaml

    found = parse_yaml(content, str(path))
    try:
        return tuple(msgspec.convert(found or {"identities": []}, _File).identities)
    except msgspec.ValidationError as error:
        raise InputError("store.identities_invalid", path=str(path), why=" ".join(str(error).split())[:300]) from error


def write_identities(workspace: str | Path, verdicts: Iterable[IdentityVerdict]) -> Path:
    """Write the verdicts of a workspace, replacing the file whole, and return its path.

    Raises:
        InputError: the file cannot be written.
    """
    import yaml

    content = {"schema": "kaname.identities/1", "identities": [msgspec.to_builtins(item) for item in verdicts]}
    path = Path(workspace) / FILE_NAME
    write_atomic(str(path), yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120).encode("utf-8"))
    return path
