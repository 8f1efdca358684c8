"""``kaname triage override add``: set the value of a decision point, with reason and author."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Write the override and print its id."""
    from kaname.services.overrides import add_override
    from kaname.triage.context import Override

    override, path = add_override(
        workspace=arguments.workspace,
        override=Override(
            vulnerability=arguments.vulnerability,
            point=arguments.point,
            value=arguments.value,
            reason=arguments.reason,
            author=arguments.by,
            component=arguments.component or "",
            system=arguments.system or "",
        ),
        valid_until=arguments.valid_until or "",
        now=parse_now(arguments.now),
    )
    console.write(override.id)
    console.note("cli_triage.override_added", path=str(path))
    return exit_codes.FINE


COMMAND = Command(
    "triage override add",
    run,
    (
        Argument("vulnerability", metavar="ID"),
        Argument("--point", metavar="POINT", required=True),
        Argument("--value", metavar="VALUE", required=True),
        Argument("--reason", metavar="TEXT", required=True),
        Argument("--by", metavar="NAME", required=True),
        Argument("--component", metavar="PURL"),
        Argument("--system", metavar="ID"),
        Argument("--valid-until", metavar="DATE"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
