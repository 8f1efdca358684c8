"""``kaname vex add``: write a statement of our own into the workspace."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.errors import InputError

STATUSES = ("not_affected", "affected", "fixed", "under_investigation")


def run(arguments: Namespace, console: Console) -> int:
    """Add the statement and name the file that holds it."""
    from kaname.cli.vex_text import statement_title
    from kaname.services.statements import add_statement, product_ref, statement_from_words
    from kaname.services.vex_facts import product_of_sbom

    products = tuple(product_ref(one, parts=arguments.component) for one in arguments.product)
    reach: tuple[str, ...] = ()
    if arguments.sbom:
        product, reach = product_of_sbom(path=arguments.sbom, components=arguments.component)
        products = (*products, product)
    elif not products:
        products = tuple(product_ref(one) for one in arguments.component)
        named = next((one.id for one in products if not (one.purls or one.cpes)), None)
        if named is not None:  # a product may be called by its name, a component may not
            raise InputError("vex.not_an_identifier", given=named)
    words = {
        "vulnerability": arguments.vulnerability,
        "aliases": tuple(arguments.alias),
        "status": arguments.status,
        "justification": arguments.justification,
        "products": products,
        "reach": reach,
        "impact": arguments.impact or "",
        "action": arguments.action or "",
        "notes": arguments.notes or "",
        "valid_until": arguments.valid_until or "",
        "decided_by": arguments.by or "",
    }
    statement, path = add_statement(
        workspace=arguments.workspace, statement=statement_from_words(words), now=parse_now(arguments.now)
    )
    console.write(statement_title(statement, console))
    console.note("cli_vex.added", id=statement.id, path=str(path))
    return exit_codes.FINE


COMMAND = Command(
    "vex add",
    run,
    (
        Argument("vulnerability", metavar="ID"),
        Argument("--status", metavar="STATUS", required=True),
        Argument("--component", metavar="PURL", action="append", default=[]),
        Argument("--product", metavar="PURL", action="append", default=[]),
        Argument("--sbom", metavar="FILE"),
        Argument("--alias", metavar="ID", action="append", default=[]),
        Argument("--justification", metavar="WORD"),
        Argument("--impact", metavar="TEXT"),
        Argument("--action", metavar="TEXT"),
        Argument("--notes", metavar="TEXT"),
        Argument("--valid-until", metavar="DATE"),
        Argument("--by", metavar="NAME"),
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--now", metavar="TIME"),
    ),
)
