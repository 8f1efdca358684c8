"""``kaname sbom licenses``: licences in SPDX form, judged by a policy, with conflicts and unknowns."""

from argparse import Namespace
from typing import TYPE_CHECKING

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console

if TYPE_CHECKING:
    from kaname.sbom.licenses import LicenseReport

_ORDER = {"allow": 0, "review": 1, "deny": 2}
# In a table; JSON lists all.
_SHOWN = 20


def run(arguments: Namespace, console: Console) -> int:
    """Report; exit 1 where ``--fail-on`` is met."""
    import msgspec

    from kaname.services.licenses import report_licenses

    report = report_licenses(file=arguments.FILE, policy=arguments.policy, use=arguments.use or "")
    if arguments.format == "json":
        console.write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
    else:
        console.write("\n".join(_lines(report, console)))
    if arguments.fail_on == "unknown" and (report.unlicensed or any(each.unknown for each in report.components)):
        return exit_codes.THRESHOLD_MET
    if arguments.fail_on in _ORDER:
        least = _ORDER[arguments.fail_on]
        if any(each.verdict is not None and _ORDER[each.verdict] >= least for each in report.components):
            return exit_codes.THRESHOLD_MET
        if any(each.kind == "incompatible" for each in report.conflicts):
            return exit_codes.THRESHOLD_MET
    return exit_codes.FINE


def _lines(report: "LicenseReport", console: Console) -> list[str]:
    from kaname.formats.report.check_table import table_lines
    from kaname.formats.report.view import clean

    none = console.text("cli_sbom.licenses.none")
    lines = [console.text("cli_sbom.licenses.heading", count=len(report.counts), components=len(report.components))]
    rows = [(f"{count:>7,}", clean(expression) or none) for expression, count in report.counts.items()]
    lines += table_lines(rows, console.width, (1,)) if rows else []
    for verdict in ("deny", "review"):
        found = [each for each in report.components if each.verdict == verdict]
        if found:
            lines += ["", console.text(f"cli_sbom.licenses.{verdict}", count=len(found))]
            lines += [
                f"  {clean(each.component)}: {clean(each.because or each.expression) or none}"
                for each in found[:_SHOWN]
            ]
            lines += _rest(len(found), console)
    unknown = [each for each in report.components if each.unknown]
    if unknown:
        lines += ["", console.text("cli_sbom.licenses.unknown", count=len(unknown))]
        lines += [f"  {clean(each.component)}: {clean(', '.join(each.unknown))}" for each in unknown[:_SHOWN]]
        lines += _rest(len(unknown), console)
    if report.conflicts:
        lines += ["", console.text("cli_sbom.licenses.conflicts", count=len(report.conflicts))]
        for each in report.conflicts[:_SHOWN]:
            kind = console.text(f"cli_sbom.licenses.conflict.{each.kind.replace('-', '_')}")
            who = ", ".join(clean(name) for name in each.components[:3]) + (" …" if len(each.components) > 3 else "")
            lines.append(f"  {kind}: {clean(each.left)} / {clean(each.right)} ({who})")
        lines += _rest(len(report.conflicts), console)
    return lines


def _rest(count: int, console: Console) -> list[str]:
    return ["  " + console.text("cli_sbom.show.more", count=count - _SHOWN)] if count > _SHOWN else []


COMMAND = Command(
    "sbom licenses",
    run,
    (
        Argument("FILE"),
        Argument("--policy", metavar="FILE"),
        Argument("--use", metavar="NAME"),
        Argument("--fail-on", choices=("deny", "review", "unknown"), metavar="VERDICT"),
        Argument("--format", choices=("table", "json"), default="table", metavar="FORMAT"),
    ),
)
