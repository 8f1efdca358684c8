"""A sheet as data: ``kaname.sheet/1``, the typed value itself (docs/guide/outputs.md)."""

import msgspec

from kaname.assurance.sheet import Sheet

SHEET_SCHEMA = "kaname.sheet/1"


def render_sheet_json(sheet: Sheet) -> bytes:
    """Return the sheet as indented JSON. Same sheet, same bytes."""
    document: dict[str, object] = {"schema": SHEET_SCHEMA, "counts": sheet.counts()}
    document |= msgspec.to_builtins(sheet)
    return msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n"
