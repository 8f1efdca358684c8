"""``kaname completion``: shell completion scripts for bash, zsh and fish, made from the table of commands."""

from argparse import Namespace
from importlib import import_module

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.table import COMMANDS

_COMMON = ("--lang", "--quiet", "--verbose", "--version", "--help")


def run(arguments: Namespace, console: Console) -> int:
    """Write the completion script of a shell."""
    writer = {"bash": _bash, "zsh": _zsh, "fish": _fish}[arguments.shell]
    console.write(writer(_options()))
    return exit_codes.FINE


def _options() -> dict[str, list[str]]:
    options: dict[str, list[str]] = {}
    for name, module in COMMANDS.items():
        command: Command = import_module(module).COMMAND
        flags = [flag for argument in command.arguments for flag in argument.flags if flag.startswith("--")]
        options[name] = [*flags, *_COMMON]
    return options


def _words_after(prefix: str) -> list[str]:
    depth = len(prefix.split(" ")) if prefix else 0
    start = f"{prefix} " if prefix else ""
    return sorted(
        {name.split(" ")[depth] for name in COMMANDS if name.startswith(start) and len(name.split(" ")) > depth}
    )


def _prefixes() -> list[str]:
    found = {""}
    for name in COMMANDS:
        words = name.split(" ")
        found.update(" ".join(words[:length]) for length in range(1, len(words)))
    return sorted(found)


def _cases(options: dict[str, list[str]]) -> dict[str, list[str]]:
    cases = {prefix: _words_after(prefix) for prefix in _prefixes()}
    for name, flags in options.items():
        cases[name] = cases.get(name, []) + flags
    return cases


def _bash(options: dict[str, list[str]]) -> str:
    cases = "\n".join(f'        "{name}") words="{" ".join(words)}" ;;' for name, words in _cases(options).items())
    return f"""_kaname() {{
    local current="${{COMP_WORDS[COMP_CWORD]}}" typed="" word words=""
    for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
        case "$word" in -*) break ;; esac
        typed="${{typed:+$typed }}$word"
    done
    case "$typed" in
{cases}
    esac
    mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
    [ -n "$words" ] && [ ${{#COMPREPLY[@]}} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "$current")
}}
complete -o filenames -F _kaname kaname
"""


def _zsh(options: dict[str, list[str]]) -> str:
    return "#compdef kaname\nautoload -U +X bashcompinit && bashcompinit\n" + _bash(options)


def _fish(options: dict[str, list[str]]) -> str:
    lines = ["complete -c kaname -f"]
    for name, words in _cases(options).items():
        condition = f"__fish_seen_subcommand_from {name}" if name else "__fish_use_subcommand"
        if " " in name:
            first, second = name.split(" ", 1)
            condition = f"__fish_seen_subcommand_from {first}; and __fish_seen_subcommand_from {second}"
        for word in words:
            target = f"-l {word[2:]}" if word.startswith("--") else f"-a {word}"
            lines.append(f"complete -c kaname -n '{condition}' {target}")
    return "\n".join(lines) + "\n"


COMMAND = Command("completion", run, (Argument("shell", choices=("bash", "zsh", "fish"), metavar="SHELL"),))
