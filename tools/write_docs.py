"""Write what the code itself knows: the pages of commands and error codes, and the list of reference pages.

Both languages are written.

``--check`` writes nothing and returns 1 when a page differs from what the code says.
"""

import argparse
import ast
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from kaname import errors, messages
from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.main import exit_code_for
from kaname.cli.table import COMMANDS, texts_of
from kaname.messages import LANGUAGES, Language
from tools.check_languages import texts_of_language

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
_FAMILIES = {"InputError", "IntegrityError", "UnsupportedError", "AccessError", "SourceError", "ErrorGroup"}
# argparse writes the sentence; there is no text of ours.
_USAGE = "cli.usage"
_COMMON = ("lang", "quiet", "verbose", "version", "help")
_COMMON_FLAGS = {
    "lang": "--lang en\\|ja",
    "quiet": "-q, --quiet",
    "verbose": "-v, --verbose",
    "version": "--version",
    "help": "-h, --help",
}

_WORDS: dict[Language, dict[str, str]] = {
    "en": {
        "generated": "<!-- Written by tools/write_docs.py from the code; `make docs` writes it again. -->",
        "twin": "[日本語]({stem}.ja.md)",
        "commands": "# Commands",
        "commands_intro": (
            "Results go to standard output, everything else to standard error. Exit codes are the same for every command: "
            "[exit-codes.md](exit-codes.md). Environment variables: [settings.md](settings.md)."
        ),
        "command_head": "| command | what it does |",
        "argument_head": "| argument | meaning |",
        "examples": "Examples:",
        "common": "## Options of every command",
        "choices": "one of {values}",
        "default": "default {value}",
        "required": "required",
        "errors": "# Error codes",
        "errors_intro": (
            "Every error and every remark has a stable code: search for it here, match on it in scripts. On standard error "
            "the code stands in brackets at the end of the line; in JSON output it is `code`. Words in braces are filled "
            "in.\n\n"
            "*kind* is the class of the error in the library, and the exit code with which a command ends on it. A *remark* "
            "is listed in a result (`problems`, reasons) and does not end the command by itself."
        ),
        "error_head": "| code | kind | text |",
        "remark": "remark",
        "exit": "exit code {code}",
        "to_do": "What to do:",
        "usage": "An option is unknown, a value is missing or not one of those allowed; the sentence says which.",
    },
    "ja": {
        "generated": "<!-- tools/write_docs.py がコードから書き出したページ。`make docs` で書き直せます。 -->",
        "twin": "[English]({stem}.md)",
        "commands": "# コマンド",
        "commands_intro": (
            "結果は標準出力に、それ以外はすべて標準エラー出力に出ます。終了コードは全コマンド共通です"
            "([exit-codes.ja.md](exit-codes.ja.md))。環境変数は [settings.ja.md](settings.ja.md) にまとめています。"
        ),
        "command_head": "| コマンド | 内容 |",
        "argument_head": "| 引数 | 意味 |",
        "examples": "例:",
        "common": "## 全コマンド共通のオプション",
        "choices": "{values} のいずれか",
        "default": "既定は {value}",
        "required": "必須",
        "errors": "# エラーコード",
        "errors_intro": (
            "エラーや指摘には、版が変わっても変わらないコードが付いています。このページで検索したり、スクリプトで判定したり"
            "できます。標準エラー出力では行末の括弧の中に、JSON 出力では `code` に現れます。"
            "波括弧の部分には実際の値が入ります。\n\n「種別」はライブラリでのエラーの型と、そのエラーで終わったときの終了コードです。「指摘」は結果の中に"
            "(`problems` や理由として)載るもので、それだけでコマンドが終わることはありません。"
        ),
        "error_head": "| コード | 種別 | 文 |",
        "remark": "指摘",
        "exit": "終了コード {code}",
        "to_do": "対処:",
        "usage": "オプションの名前が違う、値がない、許されない値である、のいずれか。どれであるかはメッセージに出ます。",
    },
}


def main(argv: list[str] | None = None) -> int:
    """Write the pages, or with ``--check`` say which of them are out of date."""
    parser = argparse.ArgumentParser(description="Write the generated reference pages.")
    parser.add_argument("--check", action="store_true", help="write nothing; return 1 if a page is out of date")
    check: bool = parser.parse_args(argv).check
    stale = []
    for path, text in pages().items():
        if not path.exists() or path.read_text("utf-8") != text:
            stale.append(path.relative_to(ROOT))
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
    for name in stale:
        print(f"{name}: " + ("out of date: run `make docs`" if check else "written"))
    print(f"generated pages: {len(pages())}, {len(stale)} {'out of date' if check else 'written'}")
    return 1 if check and stale else 0


def pages() -> dict[Path, str]:
    """Return every generated page: path and text."""
    found: dict[Path, str] = {}
    for lang in LANGUAGES:
        suffix = ".ja.md" if lang == "ja" else ".md"
        found[REFERENCE / f"commands{suffix}"] = commands_page(lang)
        found[REFERENCE / f"errors{suffix}"] = errors_page(lang)
        index = REFERENCE.parent / f"README{suffix}"
        found[index] = with_reference_list(index.read_text("utf-8"), lang)
    records = REFERENCE.parent / "adr" / "README.md"
    found[records] = with_record_list(records.read_text("utf-8"))
    return found


def with_reference_list(index: str, lang: Language) -> str:
    """Return the index of the documentation with every page of the guide and of the reference in it, by its title."""
    for folder in ("guide", "reference"):
        lines = [
            f"- [{_title(path)}]({folder}/{path.name})"
            for path in sorted((REFERENCE.parent / folder).glob("*.md"))
            if path.name.endswith(".ja.md") == (lang == "ja")
        ]
        index = _between(index, folder, "\n".join(lines))
    return index


def with_record_list(index: str) -> str:
    """Return the index of the decision records with every record in it, by number and title."""
    rows = ["| no. | decision |", "|---|---|"]
    for path in sorted((REFERENCE.parent / "adr").glob("[0-9]*.md")):
        number = path.name[:4]
        title = re.sub(r"^(ADR )?[0-9]{4}[:.]? *", "", _title(path))
        rows.append(f"| [{number}]({path.name}) | {title} |")
    return _between(index, "records", "\n".join(rows))


def _title(path: Path) -> str:
    return path.read_text("utf-8").split("\n", 1)[0].removeprefix("# ").strip()


def _between(text: str, name: str, content: str) -> str:
    start, end = f"<!-- {name}: start -->", f"<!-- {name}: end -->"
    before, _, rest = text.partition(start)
    return f"{before}{start}\n\n{content}\n\n{end}" + rest.partition(end)[2]


def commands_page(lang: Language) -> str:
    """Return the page of all commands."""
    words = _WORDS[lang]
    lines = [
        words["commands"],
        "",
        words["twin"].format(stem="commands"),
        words["generated"],
        "",
        words["commands_intro"],
    ]
    lines += ["", words["command_head"], "|---|---|"]
    for name in COMMANDS:
        anchor = "kaname-" + name.replace(" ", "-")
        lines.append(f"| [`kaname {name}`](#{anchor}) | {_cell(messages.text(texts_of(name) + '.summary', lang))} |")
    for module in COMMANDS.values():
        lines += _command_section(import_module(module).COMMAND, lang)
    lines += ["", words["common"], "", words["argument_head"], "|---|---|"]
    lines += [f"| `{_COMMON_FLAGS[name]}` | {_cell(messages.text(f'cli.arg.{name}', lang))} |" for name in _COMMON]
    return "\n".join(lines) + "\n"


def _command_section(command: Command, lang: Language) -> list[str]:
    words = _WORDS[lang]
    prefix = texts_of(command.name)
    positional = [_metavar(argument) for argument in command.arguments if not argument.flags[0].startswith("-")]
    lines = ["", f"## kaname {command.name}", "", "```text"]
    lines += [" ".join(["kaname", command.name, *positional, "[…]"]), "```", ""]
    lines += [messages.text(f"{prefix}.description", lang)]
    if command.arguments:
        lines += ["", words["argument_head"], "|---|---|"]
        lines += [f"| `{_flags(argument)}` | {_meaning(argument, prefix, lang)} |" for argument in command.arguments]
    return [*lines, "", words["examples"], "", "```sh", _dedent(messages.text(f"{prefix}.examples", lang)), "```"]


def _flags(argument: Argument) -> str:
    if not argument.flags[0].startswith("-"):
        return _metavar(argument)
    takes_value = argument.options.get("action") in (None, "append", "store")
    return ", ".join(argument.flags).replace("|", "\\|") + (f" {_metavar(argument)}" if takes_value else "")


def _metavar(argument: Argument) -> str:
    named = argument.options.get("metavar")
    name = named if isinstance(named, str) else argument.name.replace("-", "_").upper()
    count = argument.options.get("nargs")
    return {"+": f"{name}…", "*": f"[{name}…]", "?": f"[{name}]"}.get(str(count), name)


def _meaning(argument: Argument, prefix: str, lang: Language) -> str:
    words = _WORDS[lang]
    text = _cell(messages.text(f"{prefix}.arg.{argument.name}", lang))
    extras = []
    choices = [str(value) for value in argument.options.get("choices") or ()]
    if not all(value in text for value in choices):
        values = ", ".join(f"`{value}`" for value in choices)
        extras.append(words["choices"].format(values=values))
    default = argument.options.get("default")
    if default not in (None, False, (), []):
        extras.append(words["default"].format(value=f"`{default}`"))
    if argument.options.get("required"):
        extras.append(words["required"])
    separator, left, right = ("、", "(", ")") if lang == "ja" else ("; ", " (", ")")
    return text + (left + separator.join(extras) + right if extras else "")


def errors_page(lang: Language) -> str:
    """Return the page of all codes that the code raises or reports, grouped by room."""
    words = _WORDS[lang]
    lines = [words["errors"], "", words["twin"].format(stem="errors"), words["generated"], "", words["errors_intro"]]
    room = ""
    for code, families in sorted(codes_in_use().items()):
        if code.partition(".")[0] != room:
            room = code.partition(".")[0]
            lines += ["", f"## {room}", "", words["error_head"], "|---|---|---|"]
        lines.append(f"| `{code}` | {_kind(code, families, words)} | {_error_text(code, lang)} |")
    return "\n".join(lines) + "\n"


def _kind(code: str, families: set[str], words: dict[str, str]) -> str:
    if not families:
        return words["exit"].format(code=exit_codes.USAGE) if code.startswith("cli.") else words["remark"]
    return ", ".join(f"{family}, {words['exit'].format(code=_exit_code(code, family))}" for family in sorted(families))


def _exit_code(code: str, family: str) -> int:
    if family == "ErrorGroup":
        return exit_code_for(errors.InputError(code))
    kind: type[errors.KanameError] = getattr(errors, family)
    return exit_code_for(kind(code))


def _error_text(code: str, lang: Language) -> str:
    if code == _USAGE:
        return _WORDS[lang]["usage"]
    text = _cell(messages.text_as_is(code, lang))
    if messages.has_text(f"{code}.hint", lang):
        text += f"<br>{_WORDS[lang]['to_do']} {_cell(messages.text_as_is(f'{code}.hint', lang))}"
    return text


def codes_in_use() -> dict[str, set[str]]:
    """Return every code that the source raises or reports, with the error families it is raised as.

    Texts that only label something (rooms of commands and reports) are no codes of this kind; neither are hints.
    """
    known = {code for code in texts_of_language("en") if _is_code(code)}
    found: dict[str, set[str]] = {_USAGE: set()}
    for path in sorted((ROOT / "src" / "kaname").rglob("*.py")):
        if "messages" in path.relative_to(ROOT).parts:
            continue
        for code, family in _literals(ast.parse(path.read_text("utf-8"))):
            if code in known or family:
                found.setdefault(code, set()).update([family] if family else [])
    for code in known:
        # Reason codes are put together from their group and a short name.
        if ".reason." in code:
            found.setdefault(code, set())
    return found


def _is_code(code: str) -> bool:
    room, _, name = code.partition(".")
    if code.endswith(".hint"):
        return False
    if room == "cli":
        return f"{code}.hint" in texts_of_language("en") or name.startswith(("unknown_", "cannot_", "bad_", "no_"))
    return not room.startswith("cli_") and room != "report"


def _literals(tree: ast.Module) -> Iterator[tuple[str, str | None]]:
    raised: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FAMILIES and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                raised.add(id(first))
                yield first.value, node.func.id
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in raised:
            yield node.value, None


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").replace("<", "&lt;").split())


def _dedent(text: str) -> str:
    return "\n".join(line.removeprefix("  ") for line in text.splitlines())


if __name__ == "__main__":
    sys.exit(main())
