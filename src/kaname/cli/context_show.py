"""``kaname context show``: what the workspace says about itself."""

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console

if TYPE_CHECKING:
    from kaname.triage.context import Context


def run(arguments: Namespace, console: Console) -> int:
    """Show the context."""
    import msgspec

    from kaname.services.context import check_context

    context = check_context(workspace=arguments.workspace).context
    if arguments.format == "json":
        document = {"schema": "kaname.context/1", **msgspec.to_builtins(context)}
        console.write_bytes(msgspec.json.format(msgspec.json.encode(document), indent=2) + b"\n")
    else:
        console.write("\n".join(_lines(context, console)))
    return exit_codes.FINE


def _lines(context: "Context", console: Console) -> Iterator[str]:
    from kaname.triage.context import load_sectors
    from kaname.triage.deadlines import load_regimes

    sectors, regimes = load_sectors(), load_regimes()
    product = context.product
    facts = [
        ("name", context.name),
        ("organisation", context.organisation),
        ("website", context.website),
        ("roles", ", ".join(console.text(f"context.role.{role}") for role in context.roles)),
        ("sector", sectors[context.sector].name(console.lang) if context.sector in sectors else context.sector),
        (
            "regimes",
            ", ".join(regimes[name].title.of(console.lang) if name in regimes else name for name in context.regimes),
        ),
        ("product", product.name if product else ""),
        ("identifiers", ", ".join((*product.purls, *product.cpes)) if product else ""),
        ("releases", ", ".join(release.version for release in product.releases) if product else ""),
        ("trust", ", ".join(f"{entry.issuer} ({console.text(f'vex.rank.{entry.role}')})" for entry in context.trust)),
        ("overrides", str(len(context.overrides)) if context.overrides else ""),
    ]
    for name, value in facts:
        yield console.text(f"context.fact.{name}", value=value or console.text("context.not_said"))
    for system in context.systems:
        yield ""
        yield console.text("context.fact.system", value=f"{system.id}  {system.name}".strip())
        for member in ("exposure", "mission_impact", "safety_impact", "value_density", "mission_wellbeing", "data"):
            word = getattr(system, member)
            shown = console.text(f"context.word.{word}") if word else console.text("context.not_said")
            yield "  " + console.text(f"context.fact.{member}", value=shown)


COMMAND = Command(
    "context show",
    run,
    (
        Argument("--workspace", metavar="DIR", default="."),
        Argument("--format", choices=("table", "json"), default="table"),
    ),
)
