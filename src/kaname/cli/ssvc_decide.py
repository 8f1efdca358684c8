"""``kaname ssvc decide``: decide by a table from values given on the command line or in a selection list."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Decide and explain; with ``--format selection-list`` write the selections as a document."""
    import msgspec

    from kaname.services.ssvc import decide_by_table, selection_list_of

    registry, decision = decide_by_table(
        table=arguments.table, words=arguments.inputs, selections=arguments.selections, tables=arguments.tables
    )
    if arguments.format == "selection-list":
        now = parse_now(arguments.now)
        console.write_bytes(selection_list_of(registry=registry, decision=decision, target=arguments.target, now=now))
    elif arguments.format == "json":
        console.write_bytes(msgspec.json.format(msgspec.json.encode(decision), indent=2) + b"\n")
    else:
        from kaname.cli.ssvc_text import decision_lines

        console.write("\n".join(decision_lines(registry, decision, console.lang)))
    if decision.outcome is None:
        return exit_codes.INCOMPLETE if arguments.fail_on_undetermined else exit_codes.FINE
    return exit_codes.FINE


COMMAND = Command(
    "ssvc decide",
    run,
    (
        Argument("table", metavar="TABLE"),
        Argument("inputs", nargs="*", metavar="POINT=VALUE"),
        Argument("--selections", metavar="FILE", action="append", default=[]),
        Argument("--tables", metavar="FILE", action="append", default=[]),
        Argument("--format", choices=("table", "json", "selection-list"), default="table"),
        Argument("--target", metavar="ID"),
        Argument("--now", metavar="TIME"),
        Argument("--fail-on-undetermined", action="store_true"),
    ),
)
