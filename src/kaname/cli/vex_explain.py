"""``kaname vex explain``: which statement decides about a vulnerability in a component, and why."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """Show the decision and every statement that was looked at."""
    from pathlib import Path

    import msgspec

    from kaname.cli.vex_text import judgement_document, judgement_lines
    from kaname.formats.report.view import clean
    from kaname.services.knowledge import open_base
    from kaname.services.statements import StatementQuestion, explain_statements, load_statements, trust_policy

    has_workspace = (Path(arguments.workspace) / "kaname.yaml").is_file()
    workspace = arguments.workspace if has_workspace or not (arguments.vex or arguments.knowledge) else None
    known = None
    if arguments.knowledge:
        with open_base(path=arguments.knowledge) as base:
            known = base.find(arguments.vulnerability)
    explained = explain_statements(
        loaded=load_statements(workspace=workspace, files=arguments.vex),
        policy=trust_policy(workspace=workspace),
        now=parse_now(arguments.now),
        question=StatementQuestion(
            vulnerability=arguments.vulnerability,
            component=arguments.component,
            product=arguments.product or "",
            aliases=tuple(arguments.alias),
            sbom=arguments.sbom or "",
        ),
        known=known,
    )
    if arguments.format == "json":
        document = judgement_document(explained[0].judgement, console)
        if arguments.sbom:
            places = [{"ref": one.ref, **judgement_document(one.judgement, console)} for one in explained]
            document["places"] = [{key: value for key, value in one.items() if key != "schema"} for one in places]
        console.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
        return exit_codes.FINE
    for number, one in enumerate(explained):
        if len(explained) > 1:
            console.write(("\n" if number else "") + console.text("vex.explain.place", ref=clean(one.ref)))
        console.write("\n".join(judgement_lines(one.judgement, console)))
    return exit_codes.FINE


COMMAND = Command(
    "vex explain",
    run,
    (
        Argument("vulnerability", metavar="ID"),
        Argument("component", metavar="PURL"),
        Argument("--product", metavar="PURL"),
        Argument("--sbom", metavar="FILE"),
        Argument("--alias", metavar="ID", action="append", default=[]),
        Argument("--vex", metavar="FILE", action="append", default=[]),
        Argument("--knowledge", metavar="FILE"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--format", choices=("table", "json"), default="table"),
        Argument("--now", metavar="TIME"),
    ),
)
