"""``kaname scan``: bills of materials in, findings with their denominator out."""

import gc
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import write_document
from kaname.cli.moment import parse_now
from kaname.errors import InputError
from kaname.messages import Language
from kaname.model.finding import ScanResult
from kaname.model.sbom import Problem

if TYPE_CHECKING:
    from kaname.services.triage import TriageResult

STALE_NAMED = 5  # of stale sources in the line at the end; the reports name all
FORMATS = ("table", "json", "csv", "markdown", "html", "sarif", "openvex", "cyclonedx", "csaf")
_STATEMENT_FORMATS = ("openvex", "cyclonedx", "csaf")
# Forms that hold findings which were set aside, with the reason; the others list the open ones.
_WITH_SET_ASIDE = ("json", "sarif", "html", "csv")
CONDITIONS = ("kev", "critical", "high", "any", "incomplete")


def run(arguments: Namespace, console: Console) -> int:
    """Scan, write the result, say in one line what came out, and return the exit code."""
    conditions = _conditions(arguments.fail_on)
    now = parse_now(arguments.now)
    from kaname.matching.methods import parse_methods
    from kaname.services.identities import load_identities
    from kaname.services.knowledge import default_processes, open_base
    from kaname.services.scan import scan

    methods = parse_methods(arguments.methods)
    identities = load_identities(workspace=arguments.workspace or ".")
    with (
        _without_cycle_search(),
        open_base(path=arguments.knowledge) as base,
        console.progress("cli_scan.progress") as bar,
    ):
        result = scan(
            targets=arguments.target,
            knowledge=base,
            now=now,
            methods=methods,
            identities=identities,
            advance=bar.advance,
            extract=arguments.extract,
            processes=arguments.processes or default_processes(),
            with_ways=_asks_for_decisions(arguments, arguments.workspace),
        )
    for problem in result.problems:
        console.error(_error_of(problem))
    triaged = _triaged(result, arguments, now, console)
    if triaged is not None:
        from kaname.formats.report.view import open_result
        from kaname.services.scan_triage import with_states

        stated = with_states(triaged)
        result = stated if arguments.format in _WITH_SET_ASIDE else open_result(stated)
    if triaged is not None and arguments.format in _STATEMENT_FORMATS:
        _write_statements(triaged, arguments, now, console)
    elif result.targets or arguments.format != "table":
        rendered = render(result, arguments.format, console)
        if triaged is not None and arguments.format in ("table", "markdown") and isinstance(rendered, str):
            from kaname.cli.triage_text import set_aside_lines

            # What was set aside is part of the answer, not a remark beside it.
            rendered = "\n".join([rendered.rstrip("\n"), *set_aside_lines(triaged, console, show_all=True)]) + "\n"
        _write(rendered, arguments.output, console)
    if not result.targets:
        return exit_codes.INPUT
    if triaged is not None:
        from kaname.formats.report.view import open_result

        result = open_result(result)
        _set_aside(triaged, console)
    _summary(result, console)
    return exit_code_of(result, conditions)


def _asks_for_decisions(arguments: Namespace, workspace: str | None) -> bool:
    return bool(workspace or arguments.vex or arguments.role or arguments.format in _STATEMENT_FORMATS)


def _triaged(result: ScanResult, arguments: Namespace, now: datetime, console: Console) -> "TriageResult | None":
    """Return the result with decisions where context, statements or a statement format were asked for."""
    workspace: str | None = arguments.workspace
    if workspace and not (Path(workspace) / "kaname.yaml").is_file():
        # The folder may hold verdicts on candidates alone; that nothing else was applied is said.
        console.note("cli_scan.no_context", path=workspace)
        workspace = None
    if not _asks_for_decisions(arguments, workspace):
        return None
    from kaname.services.triage import triage_result

    triaged = triage_result(result=result, now=now, role=arguments.role, workspace=workspace, vex=arguments.vex)
    for problem in triaged.statements.problems:
        console.error(_error_of(problem))
    return triaged


def _write_statements(triaged: "TriageResult", arguments: Namespace, now: datetime, console: Console) -> None:
    from kaname.cli.vex_text import note_losses
    from kaname.services.scan_triage import export_triage

    exported = export_triage(triaged=triaged, to=arguments.format, now=now)
    _write(exported.data, arguments.output, console)
    note_losses(exported.losses, console)


def _set_aside(triaged: "TriageResult", console: Console) -> None:
    """Say on standard error what was set aside and by which rule, and how many statements wait for review."""
    counts = Counter(one.set_aside.rule for one in triaged.set_aside if one.set_aside is not None)
    for rule, count in counts.most_common():
        console.note("cli_scan.set_aside", rule=console.text(f"triage.rule.{rule}"), count=count)
    conflicts = sum(one.judgement.conflict for one in triaged.findings)
    review = sum(bool(one.judgement.review) for one in triaged.findings)
    if conflicts:
        console.note("cli_scan.conflicts", count=conflicts)
    if review:
        console.note("cli_scan.review", count=review)


def render(result: ScanResult, form: str, console: Console) -> str | bytes | Iterator[bytes]:
    """Return a result in one of ``FORMATS``, what may be very large in pieces; only the renderer that is needed is loaded."""
    lang: Language = console.lang
    if form == "json":
        from kaname.formats.report.scan_json import iter_json

        return iter_json(result, lang=lang)
    if form == "csv":
        from kaname.formats.report.scan_csv import render_csv

        return render_csv(result, lang=lang)
    if form == "markdown":
        from kaname.formats.report.scan_markdown import render_markdown

        return render_markdown(result, lang=lang)
    if form == "html":
        from kaname.formats.report.scan_html import render_html

        return render_html(result, lang=lang)
    if form == "sarif":
        from kaname.formats.report.scan_sarif import render_sarif

        return render_sarif(result, lang=lang)
    from kaname.formats.report.scan_table import render_table

    return render_table(result, lang=lang, width=console.width, colour=console.colour)


def exit_code_of(result: ScanResult, conditions: frozenset[str]) -> int:
    """Return the exit code of a scan.

    A threshold that was met comes before incompleteness: it is certain, and what was not evaluated cannot undo it.
    """
    if conditions & {"kev", "critical", "high", "any"} and _threshold_met(result, conditions):
        return exit_codes.THRESHOLD_MET
    if "incomplete" in conditions and result.status != "complete":
        return exit_codes.INCOMPLETE
    return exit_codes.FINE


def _conditions(given: Sequence[str] | None) -> frozenset[str]:
    words = [word.strip() for text in given or () for word in text.split(",") if word.strip()]
    for word in words:
        if word not in CONDITIONS:
            raise InputError("cli.not_a_condition", given=word, known=", ".join(CONDITIONS))
    return frozenset(words)


def _threshold_met(result: ScanResult, conditions: frozenset[str]) -> bool:
    from kaname.triage.severity import severity_of

    wanted = {"critical": {"critical"}, "high": {"critical", "high"}}
    severities = {severity for condition in conditions for severity in wanted.get(condition, ())}
    for finding in result.findings:
        if "any" in conditions or ("kev" in conditions and finding.vulnerability.kev.listed):
            return True
        if severities and severity_of(finding.vulnerability) in severities:
            return True
    return False


@contextmanager
def _without_cycle_search() -> Iterator[None]:
    """Pause the search for reference cycles: a scan makes millions of small values, hardly a cycle, and then ends.

    What was made stays out of later searches: while the report is written, and when the process ends, they would walk through
    all of it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()


def _error_of(problem: Problem) -> InputError:
    error = InputError(problem.code, path=problem.path)
    error.params = problem.params
    return error


def _write(rendered: str | bytes | Iterator[bytes], output: str | None, console: Console) -> None:
    if isinstance(rendered, str):
        if output is None:
            console.write(rendered)  # in the encoding of the terminal
            return
        rendered = (rendered if rendered.endswith("\n") else f"{rendered}\n").encode("utf-8", "replace")
    write_document(output, rendered, console)


def _summary(result: ScanResult, console: Console) -> None:
    coverage = result.coverage
    found = result.findings
    console.note(
        f"cli_scan.summary_{result.status}",
        findings=len(found),
        vulnerabilities=len({finding.vulnerability.id for finding in found}),
        kev=len({finding.vulnerability.id for finding in found if finding.vulnerability.kev.listed}),
        evaluated=coverage.evaluated,
        components=coverage.components,
        targets=len(result.targets),
        unread=len(result.problems),
    )
    stale = [state.id for state in result.sources if state.stale]
    if stale:
        console.note(
            "cli_scan.stale", count=len(stale), sources=len(result.sources), names=", ".join(stale[:STALE_NAMED])
        )
    offered = sum(len(target.candidates) for target in result.targets)
    if offered:
        console.note("cli_scan.candidates", count=offered)
    if result.passed_over:
        console.note("cli_scan.passed_over", count=len(result.passed_over))
        for path in result.passed_over:
            console.detail("cli_scan.passed_over_file", path=path)


COMMAND = Command(
    "scan",
    run,
    (
        Argument("target", nargs="+", metavar="TARGET"),
        Argument("--knowledge", metavar="FILE"),
        Argument("--format", choices=FORMATS, default="table"),
        Argument("--output", metavar="FILE"),
        Argument("--vex", action="append", default=[], metavar="FILE"),
        Argument("--role", choices=("deployer", "supplier", "coordinator", "publisher", "cisa", "bod")),
        Argument("--fail-on", action="append", metavar="CONDITION"),
        Argument("--methods", action="append", metavar="METHODS"),
        Argument("--workspace", metavar="DIR"),
        Argument("--extract", action="store_true"),
        Argument("--processes", type=int, metavar="N"),
        Argument("--now", metavar="TIME"),
    ),
)
