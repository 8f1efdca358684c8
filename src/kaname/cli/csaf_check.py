"""``kaname csaf check``: check a CSAF document by the tests of the standard."""

from argparse import Namespace
from contextlib import ExitStack

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Check a document; 1 when a mandatory test fails."""
    from kaname.cli.csaf_text import report_json, report_lines
    from kaname.cli.moment import parse_now
    from kaname.services.csaf import Helpers, check_csaf_file

    with ExitStack() as stack:
        client = None
        if arguments.links or arguments.fetch_schemas:
            from kaname.net.client import HttpClient

            client = stack.enter_context(HttpClient(ca_file=arguments.ca_file))
        helpers = Helpers(
            client=client,
            links=arguments.links,
            spelling=arguments.spelling,
            words=arguments.words or "",
            schemas=tuple(arguments.schemas),
            fetch_schemas=arguments.fetch_schemas,
            cache=arguments.cache,
        )
        report = check_csaf_file(
            path=arguments.file, now=parse_now(arguments.now), tests=arguments.test, helpers=helpers
        )
    if arguments.words and not arguments.spelling:
        console.note("cli_csaf.words_without_spelling")
    if arguments.format == "json":
        console.write_bytes(report_json(report, console.lang))
    else:
        console.write("\n".join(report_lines(report, console.lang, mandatory_only=arguments.mandatory)))
    return exit_codes.FINE if report.is_valid else exit_codes.THRESHOLD_MET


COMMAND = Command(
    "csaf check",
    run,
    (
        Argument("file", metavar="FILE"),
        Argument("--format", choices=("table", "json"), default="table"),
        Argument("--mandatory", action="store_true"),
        Argument("--test", action="append", default=[], metavar="ID"),
        Argument("--links", action="store_true"),
        Argument("--spelling", action="store_true"),
        Argument("--words", metavar="FILE"),
        Argument("--schemas", metavar="DIR", action="append", default=[]),
        Argument("--fetch-schemas", action="store_true"),
        Argument("--cache", metavar="DIR"),
        Argument("--ca-file", metavar="FILE"),
        Argument("--now", metavar="TIME"),
    ),
)
