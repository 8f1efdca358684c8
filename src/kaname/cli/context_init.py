"""``kaname context init``: make or complete ``kaname.yaml``, from options, a file, or questions on a terminal."""

import sys
from argparse import Namespace
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console

if TYPE_CHECKING:
    from kaname.triage.context import Context

# Question, option it stands for, values to choose from (None: free text).
_QUESTIONS: tuple[tuple[str, tuple[str, ...] | None], ...] = (
    ("organisation", None),
    ("product", None),
    ("purl", None),
    ("role", ("developer", "supplier", "operator", "customer")),
    ("exposure", ("small", "controlled", "open")),
    ("mission_impact", ("degraded", "mef-support-crippled", "mef-failure", "mission-failure")),
    ("safety_impact", ("negligible", "marginal", "critical", "catastrophic")),
)


# Questions about systems are for those who run some, or who did not say.
_OF_SYSTEMS = ("exposure", "mission_impact", "safety_impact")
_RUNS_SYSTEMS = frozenset({"operator", "customer"})


def run(arguments: Namespace, console: Console) -> int:
    """Write the context; what the file says already stays."""
    from pathlib import Path

    from kaname.services.context import context_from_file, init_context

    if arguments.from_file:
        context = context_from_file(path=arguments.from_file)
    else:
        if not _is_anything_given(arguments) and sys.stdin.isatty() and sys.stderr.isatty():
            _ask(arguments, console)
        context = _context(arguments)
    kept = init_context(workspace=arguments.workspace, context=context)
    console.write(str(Path(arguments.workspace) / "kaname.yaml"))
    if kept:
        console.note("cli_context.kept", keys=", ".join(kept))
    console.note("cli_context.next")
    return exit_codes.FINE


def _context(arguments: Namespace) -> "Context":
    from kaname.catalogs.loader import convert_plain
    from kaname.catalogs.yaml_text import Plain
    from kaname.triage.context import Context as Shape

    plain: dict[str, Plain] = {
        "name": arguments.name or arguments.product or "",
        "organisation": arguments.organisation or "",
        "website": arguments.website or "",
        "roles": list(arguments.role),
        "sector": arguments.sector or "",
        "regimes": list(arguments.regime),
    }
    if arguments.product:
        releases = [{"version": version} for version in arguments.release]
        plain["product"] = {"name": arguments.product, "purls": list(arguments.purl), "releases": releases}
    system: dict[str, Plain] = {
        key: getattr(arguments, key)
        for key in ("exposure", "mission_impact", "safety_impact", "value_density", "data")
        if getattr(arguments, key)
    }
    if system or arguments.system:
        plain["systems"] = [{"id": arguments.system or "main", **system}]
    return convert_plain(plain, Shape, "options")


def _is_anything_given(arguments: Namespace) -> bool:
    names = ("name", "organisation", "product", "purl", "role", "exposure", "mission_impact", "safety_impact", "sector")
    return any(getattr(arguments, name) for name in names)


def _ask(arguments: Namespace, console: Console) -> None:
    """Ask on the terminal; an empty answer leaves the question open.

    Raises:
        KeyboardInterrupt: Ctrl-C, or the end of input; nothing has been written then.
    """
    console.note("cli_context.ask.intro")
    for name, choices in _QUESTIONS:
        if name in _OF_SYSTEMS and not set(arguments.role) <= _RUNS_SYSTEMS:
            continue
        sys.stderr.write("\n" + console.text(f"cli_context.ask.{name}") + "\n")
        for number, choice in enumerate(choices or (), start=1):
            sys.stderr.write(f"  {number}  {choice}: {console.text(f'cli_context.choice.{choice}')}\n")
        answer = _answer(name, choices, console)
        if answer:
            setattr(arguments, name, [answer] if name in ("purl", "role") else answer)


def _answer(name: str, choices: tuple[str, ...] | None, console: Console) -> str:
    """Return an answer that can be used: one of the choices, by word or number; empty where the question stays open."""
    while True:
        sys.stderr.write("> ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
        answer = line.strip()
        if choices is not None and answer.isascii() and answer.isdigit() and 0 < int(answer[:3]) <= len(choices):
            return choices[int(answer[:3]) - 1]
        if not answer or (choices is None and not (name == "purl" and _is_refused(answer, console))):
            return answer
        if choices is not None:
            if answer in choices:
                return answer
            console.note("cli_context.ask.again", choices=" / ".join(choices))


def _is_refused(purl: str, console: Console) -> bool:
    from kaname.errors import InputError
    from kaname.ident.purl import parse_purl

    try:
        parse_purl(purl)
    except InputError as error:
        console.error(error)
        return True
    return False


COMMAND = Command(
    "context init",
    run,
    (
        Argument("--from", metavar="FILE", dest="from_file"),
        Argument("--name", metavar="TEXT"),
        Argument("--organisation", metavar="TEXT"),
        Argument("--website", metavar="URL"),
        Argument("--product", metavar="TEXT"),
        Argument("--purl", metavar="PURL", action="append", default=[]),
        Argument("--release", metavar="VERSION", action="append", default=[]),
        Argument("--role", metavar="ROLE", action="append", default=[]),
        Argument("--sector", metavar="ID"),
        Argument("--regime", metavar="ID", action="append", default=[]),
        Argument("--system", metavar="ID"),
        Argument("--exposure", metavar="WORD"),
        Argument("--mission-impact", metavar="WORD"),
        Argument("--safety-impact", metavar="WORD"),
        Argument("--value-density", metavar="WORD"),
        Argument("--data", metavar="WORD"),
        Argument("--workspace", metavar="DIR", default="."),
    ),
)
