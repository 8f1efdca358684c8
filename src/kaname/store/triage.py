"""When findings were first seen, in ``triage/seen.yaml`` of a workspace: the moment from which their due dates count."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from msgspec import Struct

from kaname.catalogs.loader import convert_plain
from kaname.catalogs.yaml_text import MAX_BYTES, parse_yaml, write_yaml
from kaname.errors import InputError
from kaname.store.files import read_bytes
from kaname.store.workspace import write_below

_SCHEMA = "kaname.seen/1"


class _SeenFile(Struct, frozen=True, forbid_unknown_fields=True):
    schema: Literal["kaname.seen/1"]
    seen: dict[str, str]


def read_first_seen(workspace: Path) -> dict[str, datetime]:
    """Return first sightings by key (see ``kaname.services.triage.seen_key``); empty where none were recorded.

    Raises:
        InputError: the file cannot be used, or holds something that is no time.
    """
    path = workspace / "triage" / "seen.yaml"
    if not path.is_file():
        return {}
    label = "triage/seen.yaml"
    file = convert_plain(parse_yaml(read_bytes(path, limit=MAX_BYTES), label), _SeenFile, label)
    found: dict[str, datetime] = {}
    for key, text in file.seen.items():
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise InputError("cli.bad_time", path=f"{label}: seen.{key}", given=text) from None
        found[key] = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    return found


def write_first_seen(workspace: Path, seen: Mapping[str, datetime]) -> Path:
    """Write first sightings, sorted by key, and return the file."""
    path = workspace / "triage" / "seen.yaml"
    plain = {key: seen[key].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for key in sorted(seen)}
    write_below(path, write_yaml({"schema": _SCHEMA, "seen": plain}))
    return path
