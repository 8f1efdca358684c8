"""``kaname assess migrate``: carry an assessment over to another version of its framework."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Write the new assessment, and say what is to be assessed again."""
    from kaname.services.assess import open_assessment
    from kaname.services.migrate import migrate_assessment

    opened = open_assessment(workspace=arguments.workspace, assessment_id=arguments.id)
    done = migrate_assessment(
        workspace=arguments.workspace,
        opened=opened,
        new_id=arguments.new_id,
        to=arguments.to,
        now=parse_now(arguments.now),
        lang=console.lang,
    )
    console.write(str(done.path))
    console.note("cli_assess.migrate.moved", before=done.before, after=done.after)
    for name in ("carried", "reassess", "new", "dropped"):
        ids = getattr(done, name)
        listed = "" if name == "carried" else ", ".join(ids)
        console.note(f"cli_assess.migrate.{name}", count=len(ids), ids=listed)
    return exit_codes.FINE


COMMAND = Command(
    "assess migrate",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("new_id", metavar="NEW-ID"),
        Argument("--to", metavar="NAME", required=True),
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--now", metavar="TIME"),
    ),
)
