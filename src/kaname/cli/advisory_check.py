"""``kaname advisory check``: the documents that advisories become, against the tests of the standard."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Check every document; 1 when a mandatory test fails."""
    import msgspec

    from kaname.cli.csaf_text import report_json, report_lines
    from kaname.cli.vex_text import note_losses
    from kaname.services.advisory import check_advisories, write_documents

    checked = check_advisories(
        workspace=arguments.workspace,
        now=parse_now(arguments.now),
        advisories=arguments.id,
        version=arguments.csaf_version or "",
    )
    if arguments.format == "json":
        documents = [
            {
                "advisory": each.advisory,
                "id": each.document.id,
                "lang": each.document.lang,
                "filename": each.document.filename,
                "losses": [{"path": loss.path, "reason": loss.reason} for loss in each.document.losses],
                "report": msgspec.Raw(report_json(each.report, console.lang)),
            }
            for each in checked
        ]
        content = {"schema": "kaname.advisory-check/1", "documents": documents}
        console.write_bytes(msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")
    else:
        for number, each in enumerate(checked):
            heading = f"{each.document.filename}  ({each.document.lang})"
            lines = report_lines(each.report, console.lang, mandatory_only=arguments.mandatory)
            console.write("\n".join([*([""] if number else []), heading, *(f"  {line}".rstrip() for line in lines)]))
    for each in checked:
        note_losses(each.document.losses, console)
    if arguments.output:
        for path in write_documents(documents=checked, folder=arguments.output):
            console.note("cli_advisory.written", path=str(path))
    return exit_codes.FINE if all(each.report.is_valid for each in checked) else exit_codes.THRESHOLD_MET


COMMAND = Command(
    "advisory check",
    run,
    (
        Argument("id", metavar="ID", nargs="*"),
        Argument("--csaf-version", choices=("2.0", "2.1")),
        Argument("--format", choices=("table", "json"), default="table"),
        Argument("--mandatory", action="store_true"),
        Argument("--output", metavar="DIR"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
