"""``kaname triage override list``: the values that persons set, and which of them apply."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """List overrides with reason, author and state."""
    import msgspec

    from kaname.cli.columns import format_columns
    from kaname.formats.report.view import clean
    from kaname.services.overrides import list_overrides

    now = parse_now(arguments.now)
    found = [(one, one.state(now)) for one in list_overrides(workspace=arguments.workspace)]
    shown = found if arguments.all else [(one, state) for one, state in found if state == "applies"]
    if arguments.format == "json":
        entries = [{**msgspec.to_builtins(one), "state": state} for one, state in shown]
        document = {"schema": "kaname.override-list/1", "overrides": entries}
        console.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
    elif shown:
        rows = [
            (
                clean(one.id) or "kaname.yaml",
                clean(one.set.vulnerability),
                clean(f"{one.set.point}={one.set.value}"),
                clean(" ".join(part for part in (one.set.component, one.set.system) if part)) or "-",
                console.text(f"override.state.{state}"),
                clean(one.valid_until) or "-",
                clean(one.set.author),
                clean(one.removed_reason or one.set.reason),
            )
            for one, state in shown
        ]
        names = ("id", "vulnerability", "value", "only", "state", "until", "author", "reason")
        console.write(format_columns(rows, heading=[console.text(f"override.column.{name}") for name in names]))
    console.note("cli_triage.overrides_listed", count=len(shown), hidden=len(found) - len(shown))
    return exit_codes.FINE


COMMAND = Command(
    "triage override list",
    run,
    (
        Argument("--all", action="store_true"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--format", choices=("table", "json"), default="table"),
        Argument("--now", metavar="TIME"),
    ),
)
