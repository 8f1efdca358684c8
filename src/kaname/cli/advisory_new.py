"""``kaname advisory new``: begin an advisory from what the workspace knows."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Write the file; print its path."""
    from kaname.services.advisory import AdvisoryRequest, new_advisory

    request = AdvisoryRequest(
        id=arguments.id,
        vulnerabilities=arguments.vulnerability,
        category=arguments.category.replace("-", "_"),
        tlp=arguments.tlp,
        affected=arguments.affected,
        fixed=arguments.fixed,
        cvss=arguments.cvss,
        cwe=arguments.cwe,
        case=arguments.case or "",
        from_statements=arguments.from_statements,
    )
    draft, path = new_advisory(workspace=arguments.workspace, request=request, now=parse_now(arguments.now))
    console.write(str(path))
    console.note("cli_advisory.begun", id=draft.id, products=len(draft.products))
    if request.from_statements:
        for vulnerability in draft.vulnerabilities:
            for group, members in vulnerability.status.items():
                console.note("cli_advisory.status", group=group, products=", ".join(members))
    return exit_codes.FINE


COMMAND = Command(
    "advisory new",
    run,
    (
        Argument("id", metavar="ID"),
        Argument("--vulnerability", metavar="ID", action="append", required=True),
        Argument("--affected", metavar="VERSION", action="append", default=[]),
        Argument("--fixed", metavar="VERSION", action="append", default=[]),
        Argument("--from-statements", action="store_true"),
        Argument("--cvss", metavar="VECTOR", action="append", default=[]),
        Argument("--cwe", metavar="CWE", action="append", default=[]),
        Argument("--category", choices=("security-advisory", "vex"), default="security-advisory"),
        Argument("--tlp", choices=("CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"), default="CLEAR"),
        Argument("--case", metavar="ID"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
