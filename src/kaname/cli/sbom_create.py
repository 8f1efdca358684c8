"""``kaname sbom create``: a bill of materials of what is there."""

from argparse import Namespace
from collections import Counter

import msgspec
from msgspec import Struct

from kaname import messages
from kaname.cli import exit_codes
from kaname.cli.columns import format_columns
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.documents import write_document
from kaname.cli.moment import parse_now
from kaname.model.sbom import Problem
from kaname.services.create import Created, Extent, create_sbom

SCHEMA = "kaname.sbom-create/1"
FORMATS = {
    "cyclonedx": "cyclonedx-json",
    "cyclonedx-json": "cyclonedx-json",
    "cyclonedx-xml": "cyclonedx-xml",
    "spdx": "spdx-json",
    "spdx-json": "spdx-json",
    "spdx-tag-value": "spdx-tag-value",
    "spdx3": "spdx3-json-ld",
}
# In a table and on standard error: enough to see what is missing; --format json lists all.
_SHOWN = 12
# Kinds whose packages have a file each.
_FILE_EACH = frozenset({"python-installed", "npm-installed", "dpkg-part"})


class _File(Struct, frozen=True, kw_only=True):
    path: str
    kind: str
    status: str
    components: int
    problems: int


class _Problem(Struct, frozen=True, kw_only=True):
    path: str
    code: str
    message: str


class _Report(Struct, frozen=True, kw_only=True):
    schema: str
    target: str
    status: str
    files_seen: int
    components: int
    relationships: int
    files: tuple[_File, ...]
    not_understood: tuple[str, ...]
    left_out: tuple[str, ...]
    problems: tuple[_Problem, ...]


def run(arguments: Namespace, console: Console) -> int:
    """Extract, write the document or a summary, and say what is missing."""
    now = parse_now(arguments.now)
    with console.progress("cli_sbom.create.progress") as bar:
        created = create_sbom(
            target=arguments.TARGET,
            now=now,
            name=arguments.name or "",
            version=arguments.component_version or "",
            extent=Extent(environments=arguments.environments, platform=arguments.platform or ""),
            author=arguments.author,
            supplier=arguments.supplier,
            advance=bar.advance,
        )
    failed = created.extraction.status == "failed"
    if arguments.format == "table":
        _put(_table(created, console).encode("utf-8"), arguments.output, console)
    elif arguments.format == "json":
        _put(_json(created, arguments.TARGET, console), arguments.output, console)
    elif not failed:  # a document without components would look like a product without any
        from kaname.formats.writing import write_sbom

        form = FORMATS[arguments.format]
        written = write_sbom(created.sbom, format=form, spec_version=arguments.spec_version, now=now)
        _put(written.data, arguments.output, console)
        if written.losses:
            console.detail("cli_sbom.create.losses", count=len(written.losses), format=f"{form} {written.spec_version}")
    _notes(created, arguments.format, console)
    if failed:
        return exit_codes.INPUT
    if arguments.fail_on_incomplete and created.extraction.status != "complete":
        return exit_codes.INCOMPLETE
    return exit_codes.FINE


def _put(data: bytes, output: str | None, console: Console) -> None:
    write_document(output, data if data.endswith(b"\n") else data + b"\n", console)


def _notes(created: Created, form: str, console: Console) -> None:
    extraction, problems = created.extraction, created.sbom.problems
    console.note(
        f"cli_sbom.create.summary_{extraction.status}",
        components=len(created.sbom.components),
        relationships=len(created.sbom.relationships),
        files=len(extraction.runs),
        problems=len(problems),
    )
    if form in ("table", "json"):
        return
    for problem in problems[:_SHOWN]:
        console.note("cli_sbom.create.problem", path=problem.path or ".", message=_message(problem, console))
    if len(problems) > _SHOWN:
        console.note("cli_sbom.create.more_problems", count=len(problems) - _SHOWN)


def _message(problem: Problem, console: Console) -> str:
    return messages.text(problem.code, console.lang, problem.params)


def _table(created: Created, console: Console) -> str:
    extraction, sbom = created.extraction, created.sbom
    rows: list[tuple[str, str, int, int]] = []
    grouped: Counter[tuple[str, str]] = Counter()
    counts: Counter[tuple[str, str]] = Counter()
    for run in extraction.runs:
        # Installed packages have a file each: a line for each would hide the rest.
        if run.kind in _FILE_EACH:
            grouped[run.kind, run.status] += 1
            counts[run.kind, run.status] += len(run.found.components)
        else:
            rows.append((run.path, run.kind, len(run.found.components), len(run.problems)))
    statuses = {(run.path, run.kind): run.status for run in extraction.runs}
    heading = [console.text(f"cli_sbom.create.column.{each}") for each in ("status", "kind", "components", "file")]
    lines: list[tuple[str, str, str, str]] = []
    for path, kind, components, _ in rows:
        lines.append((console.text(f"cli_sbom.create.status.{statuses[path, kind]}"), kind, f"{components:,}", path))
    for (kind, status), count in grouped.items():
        shown = console.text("cli_sbom.create.several_files", count=count)
        lines.append((console.text(f"cli_sbom.create.status.{status}"), kind, f"{counts[kind, status]:,}", shown))
    text = [format_columns(lines, heading=heading)] if lines else []
    scopes = Counter(each.scope or "unknown" for each in sbom.components if each.ref != sbom.root)
    parts = [
        console.text(f"cli_sbom.create.scope.{scope}", count=scopes[scope])
        for scope in ("required", "optional", "excluded", "unknown")
        if scopes[scope]
    ]
    text += ["", console.text("cli_sbom.create.scopes", parts=", ".join(parts))] if parts else []
    if sbom.problems:
        text += ["", console.text("cli_sbom.create.missing_heading")]
        text += [f"  {each.path or '.'}: {_message(each, console)}" for each in sbom.problems[:_SHOWN]]
        if len(sbom.problems) > _SHOWN:
            text.append("  " + console.text("cli_sbom.show.more", count=len(sbom.problems) - _SHOWN))
    if extraction.left_out:
        text += ["", console.text("cli_sbom.create.left_out_heading")]
        text += [f"  {path}" for path in extraction.left_out[:_SHOWN]]
        if len(extraction.left_out) > _SHOWN:
            text.append("  " + console.text("cli_sbom.show.more", count=len(extraction.left_out) - _SHOWN))
    return "\n".join(text) + "\n"


def _json(created: Created, target: str, console: Console) -> bytes:
    extraction = created.extraction
    report = _Report(
        schema=SCHEMA,
        target=target,
        status=extraction.status,
        files_seen=extraction.files_seen,
        components=len(created.sbom.components),
        relationships=len(created.sbom.relationships),
        files=tuple(
            _File(
                path=run.path,
                kind=run.kind,
                status=run.status,
                components=len(run.found.components),
                problems=len(run.problems),
            )
            for run in extraction.runs
        ),
        not_understood=tuple(each.path for each in extraction.not_understood),
        left_out=extraction.left_out,
        problems=tuple(
            _Problem(path=each.path, code=each.code, message=_message(each, console)) for each in created.sbom.problems
        ),
    )
    return msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n"


COMMAND = Command(
    "sbom create",
    run,
    (
        Argument("TARGET"),
        Argument("--format", choices=(*FORMATS, "table", "json"), default="cyclonedx", metavar="FORMAT"),
        Argument("--spec-version", metavar="VERSION"),
        Argument("--output", metavar="FILE"),
        Argument("--name", metavar="NAME"),
        Argument("--component-version", metavar="VERSION"),
        Argument("--author", metavar="NAME", default=""),
        Argument("--supplier", metavar="NAME", default=""),
        Argument("--environments", action="store_true"),
        Argument("--platform", metavar="OS/ARCH"),
        Argument("--fail-on-incomplete", action="store_true"),
        Argument("--now", metavar="TIME"),
    ),
)
