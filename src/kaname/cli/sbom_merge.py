"""``kaname sbom merge``: one bill of materials from several, the origin of every part kept."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import write_document
from kaname.cli.moment import parse_now

_FORMATS = ("cyclonedx-json", "cyclonedx-xml", "spdx-json", "spdx-tag-value", "spdx3-json-ld")


def run(arguments: Namespace, console: Console) -> int:
    """Merge and write; counts go to standard error."""
    from kaname.sbom.merge import Product
    from kaname.services.merge import merge_sboms

    made = merge_sboms(
        files=arguments.FILE,
        product=Product(name=arguments.name, version=arguments.product_version or "", supplier=arguments.supplier),
        mode=arguments.mode,
        format_=arguments.to,
        now=parse_now(arguments.now),
    )
    write_document(arguments.output, made.data, console)
    merged = made.merged
    console.note(
        "cli_sbom.merge.counts",
        files=len(arguments.FILE),
        inputs=merged.inputs,
        components=len(merged.sbom.components),
        united=merged.united,
    )
    if merged.apart:
        console.note("cli_sbom.merge.apart", count=merged.apart)
    if made.losses:
        console.note("cli_sbom.merge.losses", count=len(made.losses), format=arguments.to)
    for loss in made.losses:
        console.detail("cli_sbom.merge.loss", path=loss.path, reason=console.text(loss.reason))
    return exit_codes.FINE


COMMAND = Command(
    "sbom merge",
    run,
    (
        Argument("FILE", nargs="+"),
        Argument("--name", required=True, metavar="NAME"),
        Argument("--product-version", metavar="VERSION"),
        Argument("--supplier", metavar="NAME"),
        Argument("--mode", choices=("flat", "nested"), default="flat", metavar="MODE"),
        Argument("--to", choices=_FORMATS, default="cyclonedx-json", metavar="FORMAT"),
        Argument("--output", metavar="FILE"),
        Argument("--now", metavar="TIME"),
    ),
)
