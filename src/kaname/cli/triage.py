"""``kaname triage``: what to do about findings, by when, in this context."""

from argparse import Namespace
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.errors import InputError

if TYPE_CHECKING:
    from kaname.services.triage import TriageResult

ROLES = ("deployer", "supplier", "coordinator", "publisher", "cisa", "bod")


def run(arguments: Namespace, console: Console) -> int:
    """Triage, write the result, say in one line what came out."""
    from kaname.services.knowledge import open_base
    from kaname.services.triage import triage_targets

    now = parse_now(arguments.now)
    with open_base(path=arguments.knowledge) as base:
        result = triage_targets(
            targets=arguments.target,
            knowledge=base,
            now=now,
            role=arguments.role,
            workspace=arguments.workspace,
            vex=arguments.vex,
            tables=arguments.tables,
            record=arguments.record,
        )
    for problem in result.scan.problems:
        error = InputError(problem.code, path=problem.path)
        error.params = problem.params
        console.error(error)
    for problem in result.statements.problems:
        console.note("cli_triage.not_read", path=problem.path, message=console.text(problem.code, **problem.params))
    if result.expired_overrides:
        console.note("cli_triage.overrides_expired", names=", ".join(result.expired_overrides))
    if not result.scan.targets:
        return exit_codes.INPUT
    if arguments.format == "json":
        from kaname.cli.triage_json import triage_bytes

        console.write_bytes(triage_bytes(result, console))
    elif arguments.format == "selection-list":
        console.write_bytes(_selection_list(arguments, result))
    else:
        from kaname.cli.triage_text import triage_lines

        console.write("\n".join(triage_lines(result, console, explain=arguments.explain, show_all=arguments.all)))
    console.note(
        "cli_triage.summary",
        findings=len(result.findings),
        open=len(result.open),
        aside=len(result.set_aside),
        breaches=len(result.breaches),
    )
    return exit_codes.THRESHOLD_MET if arguments.fail_on_breach and result.breaches else exit_codes.FINE


def _selection_list(arguments: Namespace, result: "TriageResult") -> bytes:
    from kaname.services.ssvc import selection_list_of

    wanted = (arguments.vulnerability or "").lower()
    chosen = [
        one
        for one in result.open
        if not wanted
        or wanted in {name.lower() for name in (one.finding.vulnerability.id, *one.finding.vulnerability.aliases)}
    ]
    names = {one.finding.vulnerability.id for one in chosen}
    if len(names) != 1:
        raise InputError("triage.one_vulnerability", count=len(names))
    leading = chosen[0].leading
    assert leading is not None
    return selection_list_of(
        registry=result.registry, decision=leading.decision, target=names.pop(), now=result.generated
    )


COMMAND = Command(
    "triage",
    run,
    (
        Argument("target", nargs="+", metavar="TARGET"),
        Argument("--role", choices=ROLES),
        Argument("--workspace", metavar="DIR"),
        Argument("--vex", metavar="FILE", action="append", default=[]),
        Argument("--tables", metavar="FILE", action="append", default=[]),
        Argument("--knowledge", metavar="FILE"),
        Argument("--format", choices=("table", "json", "selection-list"), default="table"),
        Argument("--vulnerability", metavar="ID"),
        Argument("--explain", action="store_true"),
        Argument("--all", action="store_true"),
        Argument("--record", action="store_true"),
        Argument("--fail-on-breach", action="store_true"),
        Argument("--now", metavar="TIME"),
    ),
)
