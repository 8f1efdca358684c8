"""``kaname vex export``: statements as a document in OpenVEX, CycloneDX or CSAF, with a report of what was lost."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.errors import InputError


def run(arguments: Namespace, console: Console) -> int:
    """Write our own statements, those of the whole store, or those of one file in another format."""
    from pathlib import Path

    import msgspec

    from kaname.cli.vex_text import note_losses
    from kaname.services.statements import export_statements, load_statements, read_statement_file
    from kaname.store.context import read_context
    from kaname.store.files import write_atomic
    from kaname.triage.context import Context

    source = None
    is_workspace = (Path(arguments.workspace) / "kaname.yaml").is_file()
    if not arguments.source and not is_workspace:
        raise InputError("workspace.not_one", path=arguments.workspace)
    context = read_context(Path(arguments.workspace)) if is_workspace else Context()
    if arguments.issuer or arguments.website:
        context = msgspec.structs.replace(
            context,
            organisation=arguments.issuer or context.organisation,
            website=arguments.website or context.website,
        )
    if arguments.source:
        source = read_statement_file(arguments.source)
        statements = source.statements
        for problem in source.problems:
            console.note("cli_vex.not_read", path=problem.path, message=console.text(problem.code, **problem.params))
    else:
        loaded = load_statements(workspace=arguments.workspace)
        statements = loaded.statements if arguments.all else loaded.statements[: loaded.own]
    if arguments.vulnerability:
        wanted = {name.lower() for name in arguments.vulnerability}
        chosen = tuple(one for one in statements if wanted & {one.vulnerability.lower(), *map(str.lower, one.aliases)})
        source, statements = (source if chosen == statements else None), chosen
    exported = export_statements(
        statements=statements,
        to=arguments.format,
        context=context,
        now=parse_now(arguments.now),
        identifier=arguments.id or "",
        source=source,
        csaf_version=arguments.csaf_version,
    )
    if arguments.output:
        write_atomic(arguments.output, exported.data)
        console.note("cli_vex.exported", count=exported.statements, path=arguments.output)
    else:
        console.write_bytes(exported.data)
    note_losses(exported.losses, console)
    if arguments.loss_report:
        report = {
            "schema": "kaname.loss/1",
            "losses": [
                {"path": one.path, "reason": one.reason, "message": console.text(one.reason)} for one in exported.losses
            ],
        }
        write_atomic(arguments.loss_report, msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
    return exit_codes.FINE


COMMAND = Command(
    "vex export",
    run,
    (
        Argument("--format", choices=("openvex", "cyclonedx", "csaf"), default="openvex"),
        Argument("--csaf-version", choices=("2.0", "2.1"), default="2.0"),
        Argument("--from", metavar="FILE", dest="source"),
        Argument("--all", action="store_true"),
        Argument("--vulnerability", metavar="ID", action="append", default=[]),
        Argument("--output", metavar="FILE"),
        Argument("--loss-report", metavar="FILE"),
        Argument("--id", metavar="ID"),
        Argument("--issuer", metavar="NAME"),
        Argument("--website", metavar="URL"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
