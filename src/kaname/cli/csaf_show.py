"""``kaname csaf show``: what a CSAF document says, in short."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Show a document."""
    from kaname.cli.csaf_text import document_json, document_lines
    from kaname.services.csaf import read_csaf_file

    document = read_csaf_file(path=arguments.file)
    if arguments.format == "json":
        console.write_bytes(document_json(document))
    else:
        console.write("\n".join(document_lines(document, console.lang, all_products=arguments.products)))
    return exit_codes.FINE


COMMAND = Command(
    "csaf show",
    run,
    (
        Argument("file", metavar="FILE"),
        Argument("--format", choices=("table", "json"), default="table"),
        Argument("--products", action="store_true"),
    ),
)
