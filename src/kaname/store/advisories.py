"""Advisories in a workspace: ``advisories/ID.yaml`` as written, ``advisories/published/`` as published.

The published copy of each revision is kept byte for byte and never replaced. Refuses keys that are not known.
"""

from pathlib import Path
from typing import Any

import msgspec

from kaname.catalogs.loader import convert_plain
from kaname.catalogs.yaml_text import MAX_BYTES, parse_yaml, write_yaml
from kaname.errors import InputError, IntegrityError
from kaname.exchange.provider import ProviderSettings
from kaname.model.advisory_draft import AdvisoryDraft, Ending
from kaname.store.files import read_bytes
from kaname.store.workspace import MARKER, check_id, write_below

SCHEMA = "kaname.advisory/1"


def advisory_path(workspace: Path, advisory: str) -> Path:
    """Return where an advisory is kept.

    Raises:
        InputError: ``workspace.bad_id``.
    """
    return workspace / "advisories" / f"{check_id(advisory)}.yaml"


def advisory_ids(workspace: Path) -> tuple[str, ...]:
    """Return the ids of all advisories, sorted."""
    return tuple(sorted(path.stem for path in (workspace / "advisories").glob("*.yaml")))


def read_advisory(workspace: Path, advisory: str) -> AdvisoryDraft:
    """Return an advisory.

    Raises:
        InputError: ``advisory.unknown``, or a file that cannot be used, with its place.
    """
    path = advisory_path(workspace, advisory)
    if not path.is_file():
        raise InputError("advisory.unknown", id=advisory, known=", ".join(advisory_ids(workspace)) or "-")
    return parse_advisory(read_bytes(path, limit=MAX_BYTES), f"advisories/{path.name}", advisory)


def parse_advisory(data: bytes, label: str, advisory: str) -> AdvisoryDraft:
    """Parse an advisory from YAML.

    Args:
        label: what errors call the file. advisory: the id that it must have.

    Raises:
        InputError: ``advisory.not_one``; ``workspace.id_is_not_file_name``; another form, with its place.
    """
    plain = parse_yaml(data, label)
    if not isinstance(plain, dict) or plain.get("schema") != SCHEMA:
        raise InputError("advisory.not_one", path=label)
    found = convert_plain({key: value for key, value in plain.items() if key != "schema"}, AdvisoryDraft, label)
    if found.id != advisory:
        raise InputError("workspace.id_is_not_file_name", path=f"{label}: id", id=found.id)
    return found


def add_advisory(workspace: Path, draft: AdvisoryDraft) -> Path:
    """Write a new advisory and return its file.

    Raises:
        InputError: ``advisory.exists``: nothing is overwritten.
    """
    path = advisory_path(workspace, draft.id)
    if path.exists():
        raise InputError("advisory.exists", id=draft.id, path=str(path))
    # What decides about the whole document is written out even where it is the default: the file is there to be reviewed.
    head = {name: getattr(draft, name) for name in ("id", "category", "status", "tlp")}
    body: dict[str, Any] = {"schema": SCHEMA, **head, "languages": list(draft.languages), **msgspec.to_builtins(draft)}
    write_below(path, write_yaml(body))
    return path


def end_advisory(workspace: Path, advisory: str, ending: Ending) -> Path:
    """Write into an advisory that it counts no more, and return its file. What its author wrote stays as it is.

    Raises:
        InputError: ``advisory.unknown``; ``advisory.ended``: it counts no more already.
    """
    if read_advisory(workspace, advisory).ended is not None:
        raise InputError("advisory.ended", id=advisory)
    path = advisory_path(workspace, advisory)
    old = read_bytes(path, limit=MAX_BYTES)
    data = old + (b"" if old.endswith(b"\n") else b"\n") + write_yaml({"ended": msgspec.to_builtins(ending)})
    parse_advisory(data, f"advisories/{path.name}", advisory)
    write_below(path, data)
    return path


def read_provider_settings(workspace: Path) -> ProviderSettings:
    """Return how the workspace publishes: ``provider`` in ``kaname.yaml``.

    Raises:
        InputError: no workspace; ``advisory.no_provider``; a value of another form, with its place.
    """
    path = workspace / MARKER
    if not path.is_file():
        raise InputError("workspace.not_one", path=str(workspace))
    plain = parse_yaml(read_bytes(path, limit=MAX_BYTES), MARKER)
    if not isinstance(plain, dict) or not isinstance(plain.get("provider"), dict):
        raise InputError("advisory.no_provider", path=MARKER)
    return convert_plain(plain["provider"], ProviderSettings, f"{MARKER}: provider")


def read_published(workspace: Path, filename: str, version: str) -> bytes | None:
    """Return the published bytes of a revision; None where it was not published.

    Raises:
        InputError: the file cannot be read.
    """
    path = _copy_path(workspace, filename, version)
    return read_bytes(path) if path.is_file() else None


def keep_published(workspace: Path, filename: str, version: str, data: bytes) -> Path:
    """Keep the published bytes of a revision and return their file.

    Raises:
        IntegrityError: ``publish.copy_differs``: another content was published under this version.
    """
    path = _copy_path(workspace, filename, version)
    if path.is_file():
        if read_bytes(path) != data:
            raise IntegrityError("publish.copy_differs", path=str(path), version=version)
        return path
    write_below(path, data)
    return path


def _copy_path(workspace: Path, filename: str, version: str) -> Path:
    return workspace / "advisories" / "published" / filename.removesuffix(".json") / f"{version}.json"
