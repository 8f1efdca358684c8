"""``kaname sbom reconcile``: an SBOM against what was delivered."""

from argparse import Namespace

import msgspec
from msgspec import Struct

from kaname.cli import exit_codes
from kaname.cli.columns import format_columns
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import write_document
from kaname.cli.moment import parse_now
from kaname.sbom.reconcile import KINDS, Outcome
from kaname.services.reconcile import Reconciled, reconcile_sbom

SCHEMA = "kaname.sbom-reconcile/1"


class _Line(Struct, frozen=True, kw_only=True):
    result: str
    name: str
    version: str
    purl: str | None
    found_version: str | None
    evidence_paths: tuple[str, ...]
    code: str | None
    message: str | None


class _Problem(Struct, frozen=True, kw_only=True):
    path: str
    code: str
    message: str


class _Report(Struct, frozen=True, kw_only=True):
    schema: str
    sbom: str
    artifact: str
    agrees: bool
    complete: bool
    counts: dict[str, int]
    components: tuple[_Line, ...]
    problems: tuple[_Problem, ...]


def run(arguments: Namespace, console: Console) -> int:
    """Compare, write the result, and say in one line what came out."""
    with console.progress("cli_sbom.reconcile.progress") as bar:
        result = reconcile_sbom(
            sbom=arguments.SBOM,
            artifact=arguments.ARTIFACT,
            now=parse_now(None),
            advance=bar.advance,
            platform=arguments.platform or "",
        )
    text = _json(result, arguments, console) if arguments.format == "json" else _table(result, console)
    write_document(arguments.output, f"{text}\n".encode(), console)
    comparison = result.comparison
    counts = {kind: comparison.count(kind) for kind in KINDS}
    console.note("cli_sbom.reconcile.agrees" if comparison.agrees else "cli_sbom.reconcile.differs", **counts)
    if counts["unchecked"]:
        console.note("cli_sbom.reconcile.unchecked", count=counts["unchecked"])
    for problem in result.found.problems:
        console.note(
            "cli_sbom.create.problem", path=problem.path or ".", message=console.text(problem.code, **problem.params)
        )
    if not comparison.agrees:
        return exit_codes.THRESHOLD_MET
    return exit_codes.INCOMPLETE if arguments.fail_on_incomplete and not result.complete else exit_codes.FINE


def _table(result: Reconciled, console: Console) -> str:
    rows = []
    for each in result.comparison.outcomes:
        component = each.component
        shown = component.purl or " ".join(
            part for part in (component.group, component.name, component.version) if part
        )
        where = ", ".join(each.found.evidence_paths[:2]) if each.found is not None else ""
        detail = _message(each, console) or where
        rows.append((console.text(f"cli_sbom.reconcile.outcome.{each.kind}"), shown, detail))
    names = ("outcome", "component", "detail")
    return format_columns(rows, heading=[console.text(f"cli_sbom.reconcile.column.{name}") for name in names])


def _message(outcome: Outcome, console: Console) -> str:
    return console.text(outcome.code, **outcome.params) if outcome.code else ""


def _json(result: Reconciled, arguments: Namespace, console: Console) -> str:
    comparison = result.comparison
    report = _Report(
        schema=SCHEMA,
        sbom=arguments.SBOM,
        artifact=arguments.ARTIFACT,
        agrees=comparison.agrees,
        complete=result.complete,
        counts={kind: comparison.count(kind) for kind in KINDS},
        components=tuple(
            _Line(
                result=each.kind,
                name=each.component.name,
                version=each.component.version,
                purl=each.component.purl,
                found_version=each.found.version if each.found else None,
                evidence_paths=each.found.evidence_paths if each.found else (),
                code=each.code or None,
                message=_message(each, console) or None,
            )
            for each in comparison.outcomes
        ),
        problems=tuple(
            _Problem(path=each.path, code=each.code, message=console.text(each.code, **each.params))
            for each in result.found.problems
        ),
    )
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode("utf-8")


COMMAND = Command(
    "sbom reconcile",
    run,
    (
        Argument("SBOM"),
        Argument("ARTIFACT"),
        Argument("--platform", metavar="OS/ARCH"),
        Argument("--format", choices=("table", "json"), default="table", metavar="FORMAT"),
        Argument("--output", metavar="FILE"),
        Argument("--fail-on-incomplete", action="store_true"),
    ),
)
