"""``kaname sbom notices``: the licence notices to be delivered with a product."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import write_document


def run(arguments: Namespace, console: Console) -> int:
    """Write the notices as text or HTML."""
    from kaname.formats.report.notices import render_notices_html, render_notices_text
    from kaname.sbom.notices import collect_notices
    from kaname.services.check import read_sbom_file

    notices = collect_notices(read_sbom_file(arguments.FILE))
    render = render_notices_html if arguments.format == "html" else render_notices_text
    text = render(notices, lang=console.lang)
    write_document(arguments.output, text.encode("utf-8", "replace"), console)
    missing = notices.without_license or notices.without_text
    return exit_codes.INCOMPLETE if arguments.fail_on_incomplete and missing else exit_codes.FINE


COMMAND = Command(
    "sbom notices",
    run,
    (
        Argument("FILE"),
        Argument("--format", choices=("text", "html"), default="text", metavar="FORMAT"),
        Argument("--output", metavar="FILE"),
        Argument("--fail-on-incomplete", action="store_true"),
    ),
)
