"""``kaname sbom check``: hold a bill of materials against a quality profile or the scope that was agreed."""

from argparse import Namespace
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.errors import InputError

if TYPE_CHECKING:
    from kaname.services.check import Checked

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
    _write(_render(checked, arguments, console), arguments.output, console)
    if arguments.fail_under is not None and judgement.score < arguments.fail_under:
        return exit_codes.THRESHOLD_MET
    if arguments.fail_on is not None:
        least = _ORDER.index(arguments.fail_on)
        if any(_ORDER.index(failure.severity) >= least for failure in judgement.failures):
            return exit_codes.THRESHOLD_MET
    return exit_codes.FINE


def _render(checked: "Checked", arguments: Namespace, console: Console) -> Iterable[bytes]:
    judgement, profile, lang = checked.judgement, checked.profile, console.lang
    if arguments.format == "json":
        from kaname.formats.report.check_json import iter_check_json

        return iter_check_json(judgement, lang=lang)
    if arguments.format == "html":
        from kaname.formats.report.check_html import render_check_html

        return (render_check_html(judgement, profile, file=arguments.FILE, lang=lang).encode("utf-8", "replace"),)
    from kaname.formats.report.check_table import render_check_table

    width = console.width if arguments.output is None else None
    text = render_check_table(judgement, profile, file=arguments.FILE, lang=lang, width=width)
    return (text.encode("utf-8", "replace") + b"\n",)


def _write(pieces: Iterable[bytes], output: str | None, console: Console) -> None:
    if output is None:
        for piece in pieces:
            console.write_bytes(piece)
        return
    from kaname.store import files

    with files.writing_atomic(output) as file:
        file.writelines(pieces)
    console.note("cli.written", path=output)


COMMAND = Command(
    "sbom check",
    run,
    (
        Argument("FILE"),
        Argument("--profile", metavar="NAME"),
        Argument("--scope", metavar="FILE", nargs="?", const="scope.yaml"),
        Argument("--signature", metavar="FILE"),
        Argument("--format", choices=("table", "json", "html"), default="table", metavar="FORMAT"),
        Argument("--output", metavar="FILE"),
        Argument("--fail-under", type=float, metavar="SCORE"),
        Argument("--fail-on", choices=("must", "should", "info"), metavar="SEVERITY"),
    ),
)
