"""``kaname csaf provider check``: a CSAF provider against the requirements of the standard."""

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console

if TYPE_CHECKING:
    from kaname.services.provider_check import ProviderReport

_ROLES = ("csaf_publisher", "csaf_provider", "csaf_trusted_provider")


def run(arguments: Namespace, console: Console) -> int:
    """Check a provider; 1 when a requirement of the role failed."""
    from kaname.cli.moment import parse_now
    from kaname.net.client import HttpClient
    from kaname.services.provider_check import check_provider

    # Most of what is asked for may well not be there: one more attempt is enough.
    with HttpClient(ca_file=arguments.ca_file, attempts=2) as client:
        report = check_provider(target=arguments.target, now=parse_now(arguments.now), client=client)
    if arguments.format == "json":
        console.write_bytes(_json(report, console))
    else:
        console.write("\n".join(_lines(report, console)))
    role = arguments.role or report.claimed_role
    return exit_codes.FINE if report.fits(role) else exit_codes.THRESHOLD_MET


def _lines(report: "ProviderReport", console: Console) -> Iterator[str]:
    yield console.text(
        "cli_csaf.provider.found", url=report.metadata_url, version=report.version, documents=report.documents
    )
    yield console.text("cli_csaf.provider.claims", role=report.claimed_role or "-")
    if report.not_looked_at:
        yield console.text("cli_csaf.provider.not_looked_at", count=report.not_looked_at)
    yield ""
    for each in report.requirements:
        state = console.text(f"cli_csaf.provider.state_{each.state}")
        yield f"{each.number:>4}  {console.text(f'provider.requirement_{each.number}')}: {state}"
        for point in each.points:
            place = f"{point.place}  " if point.place else ""
            yield f"        {place}{console.text(point.code, **point.params)}"
        if each.not_listed:
            yield "        " + console.text("cli_csaf.more", count=each.not_listed)
    yield ""
    for role in report.roles:
        name = console.text(f"cli_csaf.provider.role_{role.name}")
        told = [console.text(f"cli_csaf.provider.state_{role.state}")]
        for code, numbers in (("missing", role.missing), ("open", role.open)):
            if numbers:
                listed = ", ".join(str(number) for number in numbers)
                told.append(console.text(f"cli_csaf.provider.{code}", numbers=listed))
        yield f"{name}: {'  '.join(told)}"


def _json(report: "ProviderReport", console: Console) -> bytes:
    import msgspec

    content: dict[str, Any] = {"schema": "kaname.provider-check/1", **msgspec.to_builtins(report)}
    for requirement in content["requirements"]:
        requirement["title"] = console.text(f"provider.requirement_{requirement['number']}")
        for point in requirement["points"]:
            point["message"] = console.text(point["code"], **point["params"])
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


COMMAND = Command(
    "csaf provider check",
    run,
    (
        Argument("target", metavar="DIR|URL"),
        Argument("--format", choices=("table", "json"), default="table"),
        Argument("--role", choices=_ROLES),
        Argument("--ca-file", metavar="FILE"),
        Argument("--now", metavar="TIME"),
    ),
)
