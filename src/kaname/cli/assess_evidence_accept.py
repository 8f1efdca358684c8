"""``kaname assess evidence accept``: accept proposed evidence, or list what is proposed."""

from argparse import Namespace
from pathlib import Path

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Accept one proposal, or list them."""
    from kaname.cli.assess_text import proposal_lines
    from kaname.services.assess import open_assessment
    from kaname.services.collect import accept_evidence, list_proposals

    if arguments.id is None:
        found = list_proposals(workspace=arguments.workspace)
        for proposal in found:
            console.write("\n".join(proposal_lines(proposal, console)))
        if not found:
            console.note("cli_assess.evidence_accept.none")
        return exit_codes.FINE
    opened = None
    if arguments.cite:
        opened = open_assessment(
            workspace=arguments.workspace, assessment_id=arguments.assessment, framework=arguments.framework
        )
    done = accept_evidence(
        workspace=arguments.workspace,
        proposal_id=arguments.id,
        by=arguments.by or "",
        opened=opened,
        places=arguments.cite or (),
        lang=console.lang,
    )
    console.write(done.evidence.id)
    if done.attached:
        console.note("cli_assess.evidence_accept.attached", items=", ".join(done.attached))
    else:
        console.note("cli_assess.evidence_accept.unattached", id=done.evidence.id)
    return exit_codes.FINE


COMMAND = Command(
    "assess evidence accept",
    run,
    (
        Argument("id", metavar="ID", nargs="?"),
        Argument("--by", metavar="NAME"),
        Argument("--cite", action="append", metavar="ITEM"),
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--assessment", metavar="ID"),
        Argument("--framework", metavar="NAME"),
    ),
)
