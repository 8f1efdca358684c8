"""``kaname assess evidence collect``: look at a checkout and propose evidence."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Write proposals, and show them."""
    from kaname.cli.assess_text import proposal_lines
    from kaname.cli.console import describe_error
    from kaname.services.collect import collect_evidence

    done = collect_evidence(workspace=arguments.workspace, folder=arguments.folder, now=parse_now(arguments.now))
    for proposal in done.proposals:
        console.write("\n".join(proposal_lines(proposal, console)))
    for name, error in done.skipped:
        reason = describe_error(error, console.lang).splitlines()[0]
        console.note("cli_assess.evidence_collect.skipped", file=name, reason=reason)
    console.note("cli_assess.evidence_collect.done", files=done.files, count=len(done.proposals))
    if done.proposals:
        console.note("cli_assess.evidence_collect.next", id=done.proposals[0].id, workspace=arguments.workspace)
    return exit_codes.FINE


COMMAND = Command(
    "assess evidence collect",
    run,
    (
        Argument("folder", type=Path, metavar="FOLDER"),
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--now", metavar="TIME"),
    ),
)
