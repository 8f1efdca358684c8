"""Read and write SSVC SelectionList 2.0.0 (schema ``SelectionList_2_0_0`` of CERT/CC SSVC 2026.7.0).

Holds the wire form only: which registry a selection belongs to is the business of ``kaname.triage.ssvc``. Refuses other
schema versions and documents that are not of this form.
"""

from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from kaname.errors import InputError, UnsupportedError

SCHEMA_VERSION = "2.0.0"
# A selection list names a handful of points; more than this is not one.
MAX_BYTES = 4 * 1024 * 1024


class Value(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One selected value; ``key`` counts, the rest is for readers."""

    key: str
    name: str | None = None
    definition: str | None = None


class Selection(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The values selected for one decision point; several mean that each is still possible."""

    namespace: str
    key: str
    version: str
    values: tuple[Value, ...]
    name: str | None = None
    definition: str | None = None


class Reference(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where to read more."""

    uri: str
    summary: str


class SelectionList(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True, rename="camel"):
    """A selection list.

    Attributes:
        timestamp: aware time at which the selections were made. target_ids: vulnerability or other ids, at least one
            where present.
    """

    timestamp: str
    schema_version: str
    selections: tuple[Selection, ...]
    target_ids: tuple[str, ...] = msgspec.field(default=(), name="target_ids")
    decision_point_resources: tuple[Reference, ...] = msgspec.field(default=(), name="decision_point_resources")
    references: tuple[Reference, ...] = ()


def read_selection_list(data: bytes) -> SelectionList:
    """Read a selection list.

    Raises:
        InputError: too large, not JSON, not of this form (with the path), no selection, or a timestamp without zone.
        UnsupportedError: another schema version.
    """
    if len(data) > MAX_BYTES:
        raise InputError("ssvc.too_large", limit_bytes=MAX_BYTES)
    try:
        document = msgspec.json.decode(data, type=SelectionList)
    except msgspec.ValidationError as error:
        detail, _, path = str(error).partition(" - at `")
        raise InputError("ssvc.form", path=path.rstrip("`").removeprefix("$.") or None, detail=detail) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("ssvc.not_json", detail=str(error)) from error
    if document.schema_version != SCHEMA_VERSION:
        raise UnsupportedError("ssvc.version", path="schemaVersion", version=document.schema_version)
    if not document.selections:
        raise InputError("ssvc.empty", path="selections")
    for index, selection in enumerate(document.selections):
        if not selection.values:
            raise InputError("ssvc.empty", path=f"selections[{index}].values")
    try:
        moment = datetime.fromisoformat(document.timestamp)
    except ValueError as error:
        raise InputError("ssvc.timestamp", path="timestamp", value=document.timestamp) from error
    if moment.tzinfo is None:
        raise InputError("ssvc.timestamp", path="timestamp", value=document.timestamp)
    return document


def write_selection_list(document: SelectionList) -> bytes:
    """Write a selection list as indented JSON that the schema accepts."""
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"


def timestamp_text(now: datetime) -> str:
    """Return an aware time in the form the schema asks for."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
