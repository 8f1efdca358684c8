"""``kaname case show``: steps, embargo, contacts and timeline of disclosure records."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Show one case or all."""
    import msgspec

    from kaname.cli.case_text import case_document, case_lines
    from kaname.services.cases import case_statuses

    now = parse_now(arguments.now)
    found = case_statuses(workspace=arguments.workspace, now=now, case=arguments.id or "")
    if arguments.format == "json":
        content = {"schema": "kaname.case-status/1", "cases": [case_document(status) for status in found]}
        console.write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")
    elif found:
        console.write("\n\n".join("\n".join(case_lines(status, console)) for status in found))
    held = sum(1 for status in found if status.embargo is not None)
    console.note("cli_case.summary", count=len(found), held=held)
    return exit_codes.FINE


COMMAND = Command(
    "case show",
    run,
    (
        Argument("id", metavar="ID", nargs="?"),
        Argument("--format", choices=("table", "json"), default="table"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
