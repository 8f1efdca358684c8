"""``kaname sbom profiles``: the quality profiles that there are, and what one asks for."""

from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console


def run(arguments: Namespace, console: Console) -> int:
    """List the profiles, or the clauses of one."""
    import msgspec

    from kaname.formats.report.check_table import grade_title, say, source_line, table_lines
    from kaname.sbom.profile import load_profile, profile_names
    from kaname.services.check import read_profile

    lang = console.lang
    if arguments.NAME is None:
        profiles = [load_profile(name) for name in profile_names()]
        if arguments.format == "json":
            heads = [{"id": each.id, "title": each.title, "source": each.source} for each in profiles]
            console.write_bytes(msgspec.json.format(msgspec.json.encode(heads), indent=2) + b"\n")
        else:
            rows = [(each.id, each.title.of(lang), source_line(each, lang)) for each in profiles]
            console.write("\n".join(table_lines(rows, console.width, (1, 2))))
        return exit_codes.FINE
    profile = read_profile(arguments.NAME)
    if arguments.format == "json":
        console.write_bytes(msgspec.json.format(msgspec.json.encode(profile), indent=2) + b"\n")
        return exit_codes.FINE
    names = ("attribute", "severity", *(("grade",) if profile.grades else ()), "rule", "clause", "provenance")
    lines = [[say(f"column.{name}", lang) for name in names]]
    for attribute in profile.attributes:
        title = attribute.title.of(lang)
        for use in attribute.rules:
            grade = [grade_title(profile, use.grade, lang)] if profile.grades else []
            provenance = say(f"provenance.{use.provenance}", lang)
            lines.append([title, say(f"severity.{use.severity}", lang), *grade, use.id, use.clause, provenance])
            title = ""
    console.write(f"{profile.title.of(lang)} ({profile.id})\n{source_line(profile, lang)}\n")
    console.write("\n".join(table_lines(lines, console.width, tuple(range(len(names))))))
    return exit_codes.FINE


COMMAND = Command(
    "sbom profiles",
    run,
    (
        Argument("NAME", nargs="?"),
        Argument("--format", choices=("table", "json"), default="table", metavar="FORMAT"),
    ),
)
