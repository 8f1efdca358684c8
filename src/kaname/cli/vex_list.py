"""``kaname vex list``: the statements of a workspace, and the ones to look at again."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now


def run(arguments: Namespace, console: Console) -> int:
    """List statements with issuer, rank and validity."""
    import msgspec

    from kaname.cli.columns import format_columns
    from kaname.cli.vex_text import issuer_text
    from kaname.formats.report.view import clean
    from kaname.services.statements import load_statements, trust_policy
    from kaname.triage.statements import parse_time

    now = parse_now(arguments.now)
    workspace = arguments.workspace if not arguments.file or arguments.workspace != "." else None
    loaded = load_statements(workspace=workspace, files=arguments.file)
    policy = trust_policy(workspace=workspace)
    for problem in loaded.problems:
        console.note("cli_vex.not_read", path=problem.path, message=console.text(problem.code, **problem.params))
    wanted = [
        one
        for one in loaded.statements
        if not arguments.vulnerability
        or arguments.vulnerability.lower() in {one.vulnerability.lower(), *map(str.lower, one.aliases)}
    ]
    if arguments.format == "json":
        document = {
            "schema": "kaname.vex-list/1",
            "statements": [msgspec.to_builtins(one) for one in wanted],
            "imports": [msgspec.to_builtins(note) for note in loaded.notes],
            "problems": [msgspec.to_builtins(problem) for problem in loaded.problems],
        }
        console.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
        return exit_codes.FINE
    rows = []
    for one in wanted:
        purls = tuple(purl for product in one.products for part in (product.parts or (product,)) for purl in part.purls)
        rank = policy.rank(one, purls)
        until = parse_time(one.valid_until)
        what = one.products[0].parts or one.products
        about = (what[0].purls or what[0].cpes or (what[0].id or what[0].name,))[0]
        more = sum(len(product.parts) or 1 for product in one.products) - 1
        rows.append(
            (
                clean(one.vulnerability),
                console.text(f"vex.status.{one.status}"),
                clean(about)[:70] + (f" (+{more})" if more else ""),
                issuer_text(one, console)[:40],
                console.text(f"vex.rank.{rank}"),
                console.text("vex.verdict_word.expired") if until and until < now else clean(one.time)[:10],
            )
        )
    heading = [console.text(f"cli_vex.column.{name}") for name in ("id", "status", "about", "issuer", "rank", "time")]
    if rows:
        console.write(format_columns(rows, heading=heading))
    console.note("cli_vex.listed", count=len(rows), own=loaded.own, imports=len(loaded.notes))
    return exit_codes.FINE


COMMAND = Command(
    "vex list",
    run,
    (
        Argument("file", metavar="FILE", nargs="*"),
        Argument("--vulnerability", metavar="ID"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--format", choices=("table", "json"), default="table"),
        Argument("--now", metavar="TIME"),
    ),
)
