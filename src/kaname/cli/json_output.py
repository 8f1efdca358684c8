"""JSON answers of commands: one shape of output, with the name and version of the schema first."""

from typing import Any

from kaname.cli.console import Console


def write_json(console: Console, schema: str, content: Any) -> None:
    """Write a value as indented JSON to standard output.

    Args:
        schema: name and version, such as ``kaname.search/1``. content: what ``msgspec`` can encode; a list stands under
            ``items``.
    """
    import msgspec

    value = msgspec.to_builtins(content)
    members = value if isinstance(value, dict) else {"items": value}
    console.write(msgspec.json.format(msgspec.json.encode({"schema": schema, **members}), indent=2).decode())
