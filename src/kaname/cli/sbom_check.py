"""``kaname sbom check``: hold a bill of materials against a quality profile or the scope that was agreed."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.errors import InputError

_ORDER = ("info", "should", "must")


def run(arguments: Namespace, console: Console) -> int:
    """Judge one document; exit code 1 where a threshold was asked for and is met."""
    from kaname.services.check import check_sbom

    if arguments.fail_under is not None and not 0 <= arguments.fail_under <= 100:
        raise InputError("cli.bad_score", given=arguments.fail_under)
    checked = check_sbom(
        file=arguments.FILE, profile=arguments.profile, scope=arguments.scope, signature=arguments.signature
    )
    judgement = checked.judgement
    if arguments.format == "json":
        from kaname.formats.report.check_json import render_check_json

        console.write_bytes(render_check_json(judgement, lang=console.lang))
    elif arguments.format == "html":
        from kaname.formats.report.check_html import render_check_html

        console.write(render_check_html(judgement, checked.profile, file=arguments.FILE, lang=console.lang))
    else:
        from kaname.formats.report.check_table import render_check_table

        console.write(
            render_check_table(judgement, checked.profile, file=arguments.FILE, lang=console.lang, width=console.width)
        )
    if arguments.fail_under is not None and judgement.score < arguments.fail_under:
        return exit_codes.THRESHOLD_MET
    if arguments.fail_on is not None:
        least = _ORDER.index(arguments.fail_on)
        if any(_ORDER.index(failure.severity) >= least for failure in judgement.failures):
            return exit_codes.THRESHOLD_MET
    return exit_codes.FINE


COMMAND = Command(
    "sbom check",
    run,
    (
        Argument("FILE"),
        Argument("--profile", metavar="NAME"),
        Argument("--scope", metavar="FILE", nargs="?", const="scope.yaml"),
        Argument("--signature", metavar="FILE"),
        Argument("--format", choices=("table", "json", "html"), default="table", metavar="FORMAT"),
        Argument("--fail-under", type=float, metavar="SCORE"),
        Argument("--fail-on", choices=("must", "should", "info"), metavar="SEVERITY"),
    ),
)
