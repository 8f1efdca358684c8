"""``kaname completion``: shell completion scripts for bash, zsh and fish, made from the table of commands.

Each script finds the command in the words before the cursor (longest name, common options skipped), then offers the
command's options, the choices of the option before the cursor, or files. Nothing is run while completing.
"""

from argparse import Namespace
from collections.abc import Iterable
from importlib import import_module
from typing import NamedTuple

from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.table import COMMANDS
from kaname.messages import LANGUAGES

_COMMON = ("--lang", "--quiet", "--verbose", "--version", "--help")
_WITHOUT_VALUE = frozenset({"store_true", "store_false", "store_const", "append_const", "count", "help", "version"})


class _Case(NamedTuple):
    """What can follow a command name or the beginning of one."""

    words: tuple[str, ...]
    choices: dict[str, tuple[str, ...]]
    files: bool


def run(arguments: Namespace, console: Console) -> int:
    """Write the completion script of a shell."""
    writer = {"bash": _bash, "zsh": _zsh, "fish": _fish}[arguments.shell]
    console.write(writer(_cases()))
    return exit_codes.FINE


def _cases() -> dict[str, _Case]:
    cases = {}
    for prefix in _prefixes():
        following = _words_after(prefix)
        if prefix not in COMMANDS:
            cases[prefix] = _Case((*following, *_COMMON), {"--lang": LANGUAGES}, False)
            continue
        command: Command = import_module(COMMANDS[prefix]).COMMAND
        choices: dict[str, tuple[str, ...]] = {"--lang": LANGUAGES}
        words = list(following)
        files = False
        for argument in command.arguments:
            values = tuple(str(value) for value in argument.options.get("choices", ()))
            flags = [flag for flag in argument.flags if flag.startswith("--")]
            if not argument.name or not argument.flags[0].startswith("-"):
                words += values
                files = files or not values
            elif argument.options.get("action") not in _WITHOUT_VALUE:
                # An option with a free value takes a file name, as most do; one with choices takes one of them.
                choices |= dict.fromkeys((flag for flag in argument.flags), values)
            words += flags
        cases[prefix] = _Case((*words, *_COMMON), choices, files)
    return cases


def _prefixes() -> list[str]:
    found = {""}
    for name in COMMANDS:
        words = name.split(" ")
        found.update(" ".join(words[:length]) for length in range(1, len(words) + 1))
    return sorted(found)


def _words_after(prefix: str) -> list[str]:
    start = f"{prefix} " if prefix else ""
    return sorted({name[len(start) :].split(" ")[0] for name in COMMANDS if name.startswith(start) and name != prefix})


def _quoted(words: Iterable[str]) -> str:
    return " ".join(words)


def _shell_cases(cases: dict[str, _Case]) -> tuple[str, str, str]:
    known = "|".join(f'"{name}"' for name in cases if name)
    words = "\n".join(
        f'        "{name}") words="{_quoted(case.words)}"; files={int(case.files)} ;;' for name, case in cases.items()
    )
    values = "\n".join(
        f'        "{name} {flag}") words="{_quoted(choices)}"; files={int(not choices)} ;;'
        for name, case in cases.items()
        for flag, choices in case.choices.items()
    )
    return known, words, values


_FIND_COMMAND = """    for word in {words}; do
        if [ -n "$skip" ]; then skip=""; continue; fi
        case "$word" in
            --lang) skip=1; continue ;;
            --) files=1; break ;;
            -*) continue ;;
        esac
        case "${{command:+$command }}$word" in
            {known}) command="${{command:+$command }}$word" ;;
            *) break ;;
        esac
    done
    case "$command" in
{cases}
    esac
    case "$command $previous" in
{values}
    esac
"""


def _bash(cases: dict[str, _Case]) -> str:
    known, words, values = _shell_cases(cases)
    find = _FIND_COMMAND.format(words='"${COMP_WORDS[@]:1:COMP_CWORD-1}"', known=known, cases=words, values=values)
    return f"""_kaname() {{
    local current="${{COMP_WORDS[COMP_CWORD]}}" previous="${{COMP_WORDS[COMP_CWORD-1]}}"
    local command="" word words="" files=0 skip="" IFS=$' \\t\\n'
{find}    COMPREPLY=($(compgen -W "$words" -- "$current"))
    if [ "$files" = 1 ]; then
        case "$current" in
            -*) ;;
            *) local IFS=$'\\n'; compopt -o filenames 2>/dev/null; COMPREPLY+=($(compgen -f -- "$current")) ;;
        esac
        case "$current" in
            "") local IFS=$'\\n'; COMPREPLY=($(compgen -f)) ;;
        esac
    fi
}}
complete -F _kaname kaname
"""


def _zsh(cases: dict[str, _Case]) -> str:
    known, words, values = _shell_cases(cases)
    find = _FIND_COMMAND.format(words='"${(@)typed}"', known=known, cases=words, values=values)
    # "words" is the shell's own array of the command line: ours has another name.
    find = find.replace(' words="', ' offered="')
    return f"""#compdef kaname
_kaname() {{
    local -a typed
    typed=("${{(@)words[2,CURRENT-1]}}")
    local previous="${{words[CURRENT-1]}}" command="" word offered="" files=0 skip=""
{find}    compadd -- ${{=offered}}
    if [ "$files" = 1 ]; then _files; fi
}}
if [ "$funcstack[1]" = "_kaname" ]; then
    _kaname "$@"
elif (( $+functions[compdef] )); then
    compdef _kaname kaname
fi
"""


def _fish(cases: dict[str, _Case]) -> str:
    known = " ".join(f"'{name}'" for name in cases if name)
    lines = [
        "function __kaname_command",
        "    set -l command ''",
        "    set -l skip 0",
        "    for word in (commandline -opc)[2..-1]",
        "        if test $skip = 1; set skip 0; continue; end",
        "        if test \"$word\" = '--lang'; set skip 1; continue; end",
        "        if string match -q -- '-*' $word; continue; end",
        '        set -l longer (string trim -- "$command $word")',
        f'        if contains -- "$longer" {known}',
        '            set command "$longer"',
        "        else",
        "            break",
        "        end",
        "    end",
        '    test "$command" = "$argv[1]"',
        "end",
        "complete -c kaname -f",
    ]
    for name, case in cases.items():
        start = f"complete -c kaname -n '__kaname_command \"{name}\"'"
        if case.files:
            lines.append(f"{start} -F")
        for word in dict.fromkeys(case.words):
            if not word.startswith("--"):
                lines.append(f"{start} -a {word}")
            elif word not in case.choices:
                lines.append(f"{start} -l {word[2:]}")
            elif case.choices[word]:
                lines.append(f"{start} -l {word[2:]} -xa '{_quoted(case.choices[word])}'")
            else:
                lines.append(f"{start} -l {word[2:]} -rF")
    return "\n".join(lines) + "\n"


COMMAND = Command("completion", run, (Argument("shell", choices=("bash", "zsh", "fish"), metavar="SHELL"),))
