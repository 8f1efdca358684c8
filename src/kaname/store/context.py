"""The context in ``kaname.yaml``. Reading is strict about its own keys; adding keys leaves the rest of the file as it is."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from kaname.catalogs.loader import convert_plain
from kaname.catalogs.yaml_text import MAX_BYTES, parse_yaml, write_yaml
from kaname.errors import InputError
from kaname.store.files import read_bytes
from kaname.store.workspace import MARKER, write_below
from kaname.triage.context import Context

_SCHEMA = "kaname.workspace/1"


def read_context(workspace: Path) -> Context:
    """Return the context of a workspace; keys of other rooms are left alone.

    Raises:
        InputError: no workspace, not YAML, or a value of another form (with its path).
    """
    path = workspace / MARKER
    if not path.is_file():
        raise InputError("workspace.not_one", path=str(workspace))
    return parse_context(read_bytes(path, limit=MAX_BYTES), str(path))


def parse_context(data: bytes, name: str) -> Context:
    """Parse a context from YAML.

    Raises:
        InputError: as ``read_context``.
    """
    plain = parse_yaml(data, name)
    if not isinstance(plain, Mapping):
        raise InputError("context.not_a_mapping", path=name)
    return convert_plain(plain, Context, name)


def add_to_context(workspace: Path, context: Context) -> tuple[str, ...]:
    """Write what a context says into ``kaname.yaml``, making the file where there is none.

    Returns:
        Keys that are in the file already and were left as they are.

    Raises:
        InputError: the file cannot be read or written, or is not YAML.
    """
    path = workspace / MARKER
    given: dict[str, object] = msgspec.to_builtins(context)
    if not path.exists():
        write_below(path, write_yaml({"schema": _SCHEMA, **given}))
        return ()
    data = read_bytes(path, limit=MAX_BYTES)
    present = parse_yaml(data, str(path))
    if not isinstance(present, Mapping):
        raise InputError("context.not_a_mapping", path=str(path))
    fresh = {key: value for key, value in given.items() if key not in present}
    if fresh:
        write_below(path, data.rstrip(b"\n") + b"\n" + write_yaml(fresh))
        parse_context(read_bytes(path, limit=MAX_BYTES), str(path))
    return tuple(key for key in given if key in present)
