"""``kaname sbom scope``: decide for what an SBOM is made (5W1H), see what each choice costs and brings, and keep it."""

import sys
from argparse import Namespace

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.errors import InputError


def run(arguments: Namespace, console: Console) -> int:
    """Show the axes, or decide and write the scope."""
    from kaname.services.scope import decide_scope

    if arguments.list:
        return _list(arguments, console)
    choices = _from_options(arguments.set)
    if not choices and arguments.from_file is None:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise InputError("sbom.scope_empty")
        choices = _ask(console)
    scope, data = decide_scope(
        choices=choices, source=arguments.from_file, product=arguments.product, decided=arguments.decided
    )
    if arguments.output == "-":
        console.write_bytes(data)
    else:
        from kaname.store import files

        files.write_atomic(arguments.output, data)
        console.note("cli_sbom.scope.written", file=arguments.output, count=len(scope.choices))
    _consequences(scope.choices, console)
    return exit_codes.FINE


def _from_options(given: list[str]) -> dict[str, list[str]]:
    choices: dict[str, list[str]] = {}
    for text in given:
        axis, equals, options = text.partition("=")
        if not equals:
            raise InputError("cli.bad_choice", given=text)
        choices.setdefault(axis, []).extend(option for option in options.split(",") if option)
    return choices


def _list(arguments: Namespace, console: Console) -> int:
    import msgspec

    from kaname.formats.report.check_table import source_line_of, table_lines
    from kaname.sbom.scope import load_scope_model

    model = load_scope_model()
    lang = console.lang
    if arguments.format == "json":
        console.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=2) + b"\n")
        return exit_codes.FINE
    lines = [source_line_of(model.source, lang)]
    cost, effect = console.text("cli_sbom.scope.cost"), console.text("cli_sbom.scope.effect")
    for axis in model.axes:
        lines += ["", f"{axis.question.of(lang)}  [{axis.id}]"]
        for option in axis.options:
            rows = [
                (f"  {option.id}", option.title.of(lang)),
                ("", f"{cost}: {option.cost.of(lang)}"),
                ("", f"{effect}: {option.effect.of(lang)}"),
            ]
            lines += table_lines(rows, console.width, (1,))
    console.write("\n".join(lines))
    return exit_codes.FINE


def _ask(console: Console) -> dict[str, list[str]]:
    """Ask axis by axis on the terminal; questions go to standard error, so that results stay clean."""
    from kaname.sbom.scope import load_scope_model

    lang = console.lang
    choices: dict[str, list[str]] = {}
    for axis in load_scope_model().axes:
        sys.stderr.write(f"\n{axis.question.of(lang)}\n")
        for number, option in enumerate(axis.options, 1):
            sys.stderr.write(
                f"  {number}. {option.title.of(lang)}\n"
                f"     {console.text('cli_sbom.scope.cost')}: {option.cost.of(lang)}\n"
                f"     {console.text('cli_sbom.scope.effect')}: {option.effect.of(lang)}\n"
            )
        names = [option.id for option in axis.options]
        chosen: list[str] | None = None
        while chosen is None:
            code = "cli_sbom.scope.prompt_several" if axis.several else "cli_sbom.scope.prompt"
            sys.stderr.write(console.text(code, last=len(names)) + " ")
            sys.stderr.flush()
            line = sys.stdin.readline()
            if not line:
                raise InputError("sbom.scope_empty")
            chosen = _parse_answer(line, names, several=axis.several)
        if chosen:
            choices[axis.id] = chosen
    return choices


def _parse_answer(line: str, names: list[str], *, several: bool) -> list[str] | None:
    """Return the options that an answer names, by number or id; empty to skip; None where it cannot be used."""
    words = line.replace(",", " ").replace("、", " ").split()
    found = []
    for word in words:
        if word.isdecimal() and 1 <= int(word) <= len(names):
            found.append(names[int(word) - 1])
        elif word in names:
            found.append(word)
        else:
            return None
    return found if several or len(found) <= 1 else None


def _consequences(choices: dict[str, tuple[str, ...]], console: Console) -> None:
    from kaname.sbom.scope import load_scope_model

    for axis in load_scope_model().axes:
        for name in choices.get(axis.id, ()):
            option = axis.option(name)
            console.note(
                "cli_sbom.scope.consequence",
                axis=axis.id,
                option=option.title.of(console.lang),
                cost=option.cost.of(console.lang),
                effect=option.effect.of(console.lang),
            )


COMMAND = Command(
    "sbom scope",
    run,
    (
        Argument("--list", action="store_true"),
        Argument("--set", action="append", default=[], metavar="AXIS=OPTION"),
        Argument("--from", dest="from_file", metavar="FILE"),
        Argument("--product", metavar="NAME"),
        Argument("--decided", metavar="DATE"),
        Argument("--output", metavar="FILE", default="scope.yaml"),
        Argument("--format", choices=("table", "json"), default="table", metavar="FORMAT"),
    ),
)
