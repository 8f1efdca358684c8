"""What the ``knowledge`` commands show to people, as lines of text."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kaname.cli.console import Console
from kaname.errors import Scalar
from kaname.model.source import SourceState
from kaname.model.vulnerability import SourceRange, Vulnerability
from kaname.triage.epss import percent_digits

if TYPE_CHECKING:
    from kaname.knowledge.build import BuildReport
    from kaname.services.knowledge import KnowledgeStatus
    from kaname.services.update import UpdateReport

_INDENT = "  "
STATEMENTS_SHOWN = 40  # a document about all platforms of a distribution has thousands; JSON has all


def build_lines(report: "BuildReport", console: Console) -> Iterator[str]:
    """Lines about a finished build."""
    text = console.text
    yield text(
        "cli_knowledge.built",
        target=_clean(report.target),
        megabytes=f"{report.size_bytes / 1_000_000:.1f}",
        digest=report.digest,
    )
    yield text(
        "cli_knowledge.holds",
        records=f"{report.records:,}",
        withdrawn=f"{report.withdrawn:,}",
        groups=f"{report.groups:,}",
        packages=f"{report.packages:,}",
        ranges=f"{report.ranges:,}",
    )
    if report.ranges_without_keys:
        yield text("cli_knowledge.without_keys", count=f"{report.ranges_without_keys:,}")
    yield ""
    yield from _source_table(report.sources, (), console)
    yield from _reasons(report.sources, console)


def status_lines(status: "KnowledgeStatus", console: Console) -> Iterator[str]:
    """Lines about the state of a base."""
    text = console.text
    yield text(
        "cli_knowledge.status_file",
        path=_clean(status.path),
        megabytes=f"{status.size_bytes / 1_000_000:.1f}",
        version=status.format_version,
    )
    yield text("cli_knowledge.status_digest", digest=status.digest)
    yield text("cli_knowledge.status_verified" if status.verified else "cli_knowledge.status_not_verified")
    yield text("cli_knowledge.status_built", built=status.built)
    yield text(
        "cli_knowledge.status_holds",
        records=f"{status.records:,}",
        groups=f"{status.groups:,}",
        packages=f"{status.packages:,}",
        ranges=f"{status.ranges:,}",
    )
    yield text("cli_knowledge.status_ecosystems", names=", ".join(status.ecosystems) or "-")
    yield ""
    yield from _source_table(status.sources, status.stale, console)
    yield from _reasons(status.sources, console)
    if status.stale:
        yield ""
        yield text("cli_knowledge.status_stale", names=", ".join(status.stale))
    failed = [state for state in status.sources if state.failed]
    if failed:
        yield ""
        yield text("cli_knowledge.status_failed")
        yield from (f"{_INDENT}{_clean(state.id)}: {_clean(state.failed or '')}" for state in failed)


def update_lines(report: "UpdateReport", console: Console) -> Iterator[str]:
    """Lines about an update."""
    text = console.text
    code = "built" if report.built else "updated" if report.written else "up_to_date"
    if report.status == "failed":
        code = "nothing_fetched"
    yield text(f"cli_knowledge.update.{code}", target=_clean(report.target))
    yield ""
    names = ("source", "new", "changed", "withdrawn", "removed", "not_had", "received", "state")
    heads = [text(f"cli_knowledge.column.{name}") for name in names]
    rows = [
        [
            _clean(source.source),
            *(
                f"{count:,}"
                for count in (source.new, source.changed, source.withdrawn, source.removed, source.failed_records)
            ),
            f"{source.received_bytes / 1_000_000:,.1f} MB",
            text(f"cli_knowledge.source_state.{source.status}"),
        ]
        for source in report.sources
    ]
    yield from _table(heads, rows, left=(0, 7))
    for source in report.sources:
        if source.failed:
            yield ""
            yield f"{_INDENT}{_clean(source.source)}: {_failure(source.failed, source.failed_params, console)}"
    for source in report.sources:
        for note in source.notes:
            yield ""
            yield f"{_INDENT}{_clean(source.source)}: {_clean(console.text(note.code, **note.params))}"


def _failure(code: str, params: Mapping[str, Scalar], console: Console) -> str:
    try:
        return f"{_clean(console.text(code, **params))} ({code})"
    except KeyError:  # the text names a value that only the first report had
        return code


def vulnerability_lines(found: Vulnerability, console: Console) -> Iterator[str]:
    """Lines about one alias group."""
    text = console.text
    summary = found.summary_in(console.lang)
    yield f"{found.id}  {_clean(summary)}".rstrip()
    for title in dict.fromkeys(entry.summary for entry in found.texts if entry.summary != summary and entry.summary):
        yield f"{_INDENT}{_clean(title)}"
    yield from _facts(found, console)
    if found.cvss:
        yield ""
        yield text("cli_knowledge.show.scores")
        for score in found.cvss:
            value = "-" if score.score is None else f"{score.score:.1f}"
            severity = text(f"cli_knowledge.severity.{score.severity or 'unknown'}")
            yield f"{_INDENT}{value:>4}  {severity}  CVSS {score.version}  {_clean(score.vector)}  [{score.source}]"
    yield from _further(found, console)
    if found.ranges:
        yield ""
        yield text("cli_knowledge.show.ranges", count=f"{len(found.ranges):,}")
        yield from _ranges(found.ranges, set(found.withdrawn), console)
    if found.references:
        yield ""
        yield text("cli_knowledge.show.references")
        yield from (f"{_INDENT}{_clean(url)}" for url in found.references)
    if found.details:
        yield ""
        yield text("cli_knowledge.show.details")
        yield from (f"{_INDENT}{_clean(line)}".rstrip() for line in found.details.splitlines())
        for entry in found.texts:
            if entry.details and entry.details != found.details and entry.lang != "en":
                yield ""
                yield f"{_INDENT}[{_clean(entry.record)}, {_clean(entry.lang)}]"
                yield from (f"{_INDENT}{_clean(line)}".rstrip() for line in entry.details.splitlines())


def _further(found: Vulnerability, console: Console) -> Iterator[str]:
    """Lines about what only some sources say: listings, assessments, statements of suppliers."""
    text = console.text
    if found.is_malicious_package:
        yield text("cli_knowledge.show.malicious")
    if found.kev.listings:
        names = (f"{entry.source} ({entry.date_added or '-'})" for entry in found.kev.listings)
        yield text("cli_knowledge.show.listings", names=", ".join(names))
    for entry in found.ssvc:
        yield text(
            "cli_knowledge.show.ssvc",
            assessor=_clean(entry.assessor),
            source=entry.source,
            assessed=entry.assessed or "-",
            exploitation=entry.exploitation or "-",
            automatable=entry.automatable or "-",
            technical_impact=entry.technical_impact or "-",
        )
    if found.statements:
        yield ""
        yield text("cli_knowledge.show.statements", count=f"{len(found.statements):,}")
        for said in found.statements[:STATEMENTS_SHOWN]:
            why = f" ({_clean(said.justification)})" if said.justification else ""
            yield f"{_INDENT}{_clean(said.record)} ({_clean(said.source)})  {said.status}{why}  {_clean(said.product)}"


def _facts(found: Vulnerability, console: Console) -> Iterator[str]:
    text = console.text
    if found.aliases:
        yield text("cli_knowledge.show.aliases", ids=", ".join(map(_clean, found.aliases)))
    if found.related:
        yield text("cli_knowledge.show.related", ids=", ".join(map(_clean, found.related)))
    if found.records:
        yield text("cli_knowledge.show.records", ids=", ".join(map(_clean, found.records)))
    else:
        yield text("cli_knowledge.show.no_records")
    if found.withdrawn:
        yield text("cli_knowledge.show.withdrawn", ids=", ".join(map(_clean, found.withdrawn)))
    if found.published or found.modified:
        yield text("cli_knowledge.show.times", published=found.published or "-", modified=found.modified or "-")
    if found.cwes:
        yield text("cli_knowledge.show.cwes", ids=", ".join(found.cwes))
    if found.kev.listed:
        yield text("cli_knowledge.show.kev", added=found.kev.date_added or "-", due=found.kev.due_date or "-")
        if found.kev.ransomware:
            yield text("cli_knowledge.show.ransomware")
    else:
        yield text("cli_knowledge.show.not_in_kev")
    if found.epss:
        yield text(
            "cli_knowledge.show.epss",
            score=f"{found.epss.score:.5f}",
            percentile=percent_digits(found.epss.percentile, 1),
            model=_clean(found.epss.model),
            date=_clean(found.epss.date),
        )
    else:
        yield text("cli_knowledge.show.no_epss")


def _ranges(ranges: Sequence[SourceRange], withdrawn: set[str], console: Console) -> Iterator[str]:
    heading: tuple[str, str] | None = None
    for entry in ranges:
        if (entry.record, entry.source) != heading:
            heading = (entry.record, entry.source)
            mark = console.text("cli_knowledge.show.withdrawn_mark") if entry.record in withdrawn else ""
            yield f"{_INDENT}{_clean(entry.record)} ({_clean(entry.source)}){mark}"
        fixed = console.text("cli_knowledge.show.fixed", version=_clean(entry.fixed)) if entry.fixed else ""
        yield f"{_INDENT * 2}{_clean(entry.ecosystem)}  {_clean(entry.package)}  {_clean(entry.text)}{fixed}"


def _source_table(states: Sequence[SourceState], stale: Sequence[str], console: Console) -> Iterator[str]:
    text = console.text
    heads = [
        text(f"cli_knowledge.column.{name}") for name in ("source", "as_of", "read", "kept", "skipped", "withdrawn")
    ]
    rows = []
    for state in states:
        remarks = []
        if state.failed:
            remarks.append(text("cli_knowledge.failed_mark"))
        if state.id in stale:
            remarks.append(text("cli_knowledge.stale_mark"))
        if state.model:
            remarks.append(text("cli_knowledge.model_mark", model=_clean(state.model)))
        if state.version:
            remarks.append(text("cli_knowledge.version_mark", version=_clean(state.version)))
        counts = (state.read, state.kept, state.skipped, state.withdrawn)
        rows.append([_clean(state.id), state.as_of or "-", *(f"{count:,}" for count in counts), " ".join(remarks)])
    heads.append("")
    yield from _table(heads, rows, left=(0, 1, len(heads) - 1))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, left: Sequence[int]) -> Iterator[str]:
    """Lines of a table; columns named in ``left`` begin at the left, the others hold numbers."""
    widths = [max(_width(row[column]) for row in [heads, *rows]) for column in range(len(heads))]
    for row in [heads, *rows]:
        cells = [
            row[column] + " " * (widths[column] - _width(row[column]))
            if column in left
            else " " * (widths[column] - _width(row[column])) + row[column]
            for column in range(len(heads))
        ]
        yield "  ".join(cells).rstrip()


def _reasons(states: Sequence[SourceState], console: Console) -> Iterator[str]:
    for state in states:
        lines = [
            f"{_INDENT * 2}{count:>7,}  {console.text(reason)} ({reason})"
            for reason, count in (*state.skipped_reasons.items(), *state.notes.items())
        ]
        if state.future:
            lines.append(f"{_INDENT * 2}{state.future:>7,}  {console.text('knowledge.noted.future')}")
        if not lines:
            continue
        yield ""
        yield f"{_INDENT}{_clean(state.id)}"
        yield from lines
        for example in state.examples:
            detail = f": {_clean(example.detail)}" if example.detail else ""
            yield f"{_INDENT * 3}- {_clean(example.name)} ({example.reason}){detail}"


def _clean(text: str) -> str:
    """Return text of others without control characters, which could rewrite what the terminal shows."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _width(text: str) -> int:
    """Return the columns that a text takes on a terminal; East Asian wide letters take two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
