"""``kaname sbom diff``: what changed between two bills of materials."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """Compare; with ``--fail-on-change`` exit 1 where anything differs."""
    import msgspec

    from kaname.services.diff import diff_sboms

    found = diff_sboms(before=arguments.BEFORE, after=arguments.AFTER)
    if arguments.format == "json":
        console.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n")
    else:
        from kaname.formats.report.check_table import table_lines
        from kaname.formats.report.view import clean

        rows: list[tuple[str, str, str]] = []
        rows += [("-", clean(each.component), clean(each.version)) for each in found.removed]
        rows += [("+", clean(each.component), clean(each.version)) for each in found.added]
        for each in found.changed:
            rows.append(("~", clean(each.component), clean(each.after_version)))
            for change in each.changes:
                field = console.text(f"cli_sbom.diff.field.{change.field.replace('-', '_')}")
                both = " → ".join(clean(side) or "–" for side in (change.before, change.after))
                if change.field.startswith("dependencies"):
                    both = clean(change.before or change.after)
                rows.append(("", f"  {field}", both))
        lines = table_lines(rows, console.width, (1, 2)) if rows else []
        counts = {"added": len(found.added), "removed": len(found.removed), "changed": len(found.changed)}
        summary = console.text("cli_sbom.diff.counts", unchanged=found.unchanged, **counts)
        console.write("\n".join([summary, *([""] if lines else []), *lines]))
    return exit_codes.THRESHOLD_MET if arguments.fail_on_change and not found.is_empty else exit_codes.FINE


COMMAND = Command(
    "sbom diff",
    run,
    (
        Argument("BEFORE"),
        Argument("AFTER"),
        Argument("--format", choices=("table", "json"), default="table", metavar="FORMAT"),
        Argument("--fail-on-change", action="store_true"),
    ),
)
