"""The documentation tells the truth: every command, option, code and setting is there, in both languages; links resolve."""

import re
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from tools import write_docs

from kaname import errors
from kaname.cli import exit_codes
from kaname.cli.table import COMMANDS
from kaname.messages import LANGUAGES

ROOT = Path(__file__).resolve().parent.parent.parent
DOCS = ROOT / "docs"
SUFFIX = {"en": ".md", "ja": ".ja.md"}
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ]")


def _pages() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "*.md"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    # Documents that a test compares output with are not documentation.
    return [ROOT / line for line in listed.splitlines() if not line.startswith("tests/")]


def _prose(text: str) -> str:
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_command_and_option_is_documented(lang: str) -> None:
    page = (DOCS / f"reference/commands{SUFFIX[lang]}").read_text("utf-8")
    sections = {part.split("\n", 1)[0].removeprefix("kaname "): part for part in page.split("\n## ")[1:]}
    for name, module in COMMANDS.items():
        assert name in sections
        for argument in import_module(module).COMMAND.arguments:
            for flag in argument.flags:
                assert flag in sections[name] or argument.options.get("metavar") in sections[name], (name, flag)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_error_code_is_documented(lang: str) -> None:
    page = (DOCS / f"reference/errors{SUFFIX[lang]}").read_text("utf-8")
    assert [code for code in write_docs.codes_in_use() if f"| `{code}` |" not in page] == []


def test_a_code_raised_in_the_source_is_found() -> None:
    raised = {
        code: name
        for path in (ROOT / "src").rglob("*.py")
        for name, code in re.findall(r"\b(\w+Error)\(\s*\"([a-z_]+\.[a-z0-9_.]+)\"", path.read_text("utf-8"))
        if hasattr(errors, name)
    }
    used = write_docs.codes_in_use()
    assert {code for code, name in raised.items() if name not in used.get(code, set())} == set()


def test_generated_pages_are_up_to_date() -> None:
    stale = [path.name for path, text in write_docs.pages().items() if path.read_text("utf-8") != text]
    assert stale == [], "run `make docs`"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_exit_code_is_documented(lang: str) -> None:
    page = (DOCS / f"reference/exit-codes{SUFFIX[lang]}").read_text("utf-8")
    codes = {value for name, value in vars(exit_codes).items() if name.isupper()}
    assert {code for code in codes if not re.search(rf"^\| *`?{code}`? *\|", page, re.MULTILINE)} == set()


def _settings() -> set[str]:
    modules = [path for path in (ROOT / "src").rglob("*.py") if "messages" not in path.parts]
    sources = [*modules, *(ROOT / "tests").rglob("*.py"), ROOT / ".ci/run"]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    return set(re.findall(r"\b(KANAME_[A-Z_]+|XDG_[A-Z_]+|NO_COLOR|LC_ALL|LC_MESSAGES)\b", text))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_setting_is_documented_and_no_other(lang: str) -> None:
    page = (DOCS / f"reference/settings{SUFFIX[lang]}").read_text("utf-8")
    documented = set(re.findall(r"`(KANAME_[A-Z_]+|XDG_[A-Z_]+|NO_COLOR|LC_ALL|LC_MESSAGES)`", page))
    assert documented == _settings()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_room_stands_on_the_house_map(lang: str) -> None:
    page = (DOCS / f"reference/house-map{SUFFIX[lang]}").read_text("utf-8")
    rooms = {path.parent.name for path in (ROOT / "src/kaname").glob("*/__init__.py")}
    assert {room for room in rooms if f"`{room}/`" not in page} == set()
    planned = {"en": "(planned)", "ja": "予定)"}[lang]
    for room in rooms:
        empty = not [
            path
            for path in (ROOT / "src/kaname" / room).rglob("*")
            if path.is_file() and path.stem != "__init__" and path.suffix != ".pyc"
        ]
        [row] = re.findall(rf"^.*`{room}/`.*$", page, re.MULTILINE)
        assert (planned in row) == empty, f"{room}: what is planned is marked so, what is there is not"


def test_every_page_has_its_twin() -> None:
    # Decision records are in English only; docs/adr/README.md says so.
    pages = {path for path in _pages() if DOCS / "adr" not in path.parents}
    single = {DOCS.parent / "CHANGELOG.md"}
    lonely = []
    for path in pages - single:
        japanese = path.name.endswith(".ja.md")
        twin = path.with_name(path.name.replace(".ja.md", ".md") if japanese else path.stem + ".ja.md")
        if twin not in pages:
            lonely.append(str(path.relative_to(ROOT)))
    assert lonely == []


def test_japanese_pages_are_japanese_and_english_ones_are_not() -> None:
    for path in _pages():
        text = _prose(path.read_text("utf-8"))
        if path.name.endswith(".ja.md"):
            assert len(_JAPANESE.findall(text)) > 50, path
        else:
            # A name, a link to the twin or an example may stand in Japanese; sentences may not.
            assert len(_JAPANESE.findall(text)) < 40, path


def _links(path: Path) -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)", _prose(path.read_text("utf-8"))):
        if not re.match(r"[a-z]+:", target):
            yield target


def _anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", _prose(path.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_links_inside_the_repository_resolve() -> None:
    broken = []
    for path in _pages():
        for link in _links(path):
            name, _, anchor = link.partition("#")
            target = (path.parent / name).resolve() if name else path
            if not target.exists() or (anchor and anchor not in _anchors(target)):
                broken.append(f"{path.relative_to(ROOT)}: {link}")
    assert broken == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_page_is_linked_from_the_index(lang: str) -> None:
    index = DOCS / f"README{SUFFIX[lang]}"
    linked = {(index.parent / link).resolve() for link in _links(index)}
    pages = {path for path in _pages() if DOCS in path.parents and path.name.endswith(".ja.md") == (lang == "ja")}
    records = {path for path in pages if path.parent.name == "adr"}
    assert {str(path.relative_to(ROOT)) for path in pages - linked - records - {index}} == set()


def _commands_shown() -> list[tuple[Path, str]]:
    shown = []
    for path in _pages():
        for block in re.findall(r"```(?:sh|text|yaml|console)\n(.*?)```", path.read_text("utf-8"), re.DOTALL):
            shown += [(path, line) for line in re.findall(r"(?:^|[\s(|/])kaname ([a-z][^\n|>)]*)", block)]
    return shown


def test_every_command_shown_exists_with_its_options() -> None:
    unknown = []
    for path, line in _commands_shown():
        words = re.split(r"\s+", line.strip())
        names = [" ".join(words[:length]) for length in range(1, 4)]
        found = [name for name in names if name in COMMANDS]
        group = any(name.startswith(words[0] + " ") for name in COMMANDS) and "--help" in words
        if not found and not group:
            unknown.append(f"{path.relative_to(ROOT)}: kaname {line}")
            continue
        if found:
            known = {
                flag for argument in import_module(COMMANDS[found[-1]]).COMMAND.arguments for flag in argument.flags
            }
            known |= {"--lang", "-q", "--quiet", "-v", "--verbose", "--version", "-h", "--help"}
            options = words[: words.index("--")] if "--" in words else words
            flags = {word.split("=")[0] for word in options if re.match(r"--?[a-z]", word)}
            unknown += [f"{path.relative_to(ROOT)}: kaname {line}: {flag}" for flag in sorted(flags - known)]
    assert unknown == []


def test_every_make_target_shown_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for path in _pages():
        shown = set(re.findall(r"(?:^|`)make ([a-z]+)\b", path.read_text("utf-8"), re.MULTILINE))
        assert shown <= targets, (path, shown - targets)


def test_every_decision_record_is_in_the_index() -> None:
    index = (DOCS / "adr/README.md").read_text("utf-8")
    records = sorted((DOCS / "adr").glob("[0-9]*.md"))
    assert len(records) >= 13
    numbers = [record.name[:4] for record in records]
    assert len(numbers) == len(set(numbers)), "a number is given twice"
    for record in records:
        text = record.read_text("utf-8")
        assert f"]({record.name})" in index
        assert all(f"\n## {part}\n" in text for part in ("Context", "Options", "Decision", "Consequences")), record.name


def test_every_command_module_stands_in_the_table_once() -> None:
    modules = [
        f"kaname.cli.{path.stem}"
        for path in (ROOT / "src/kaname/cli").glob("*.py")
        if re.search(r"^COMMAND\b", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert sorted(COMMANDS.values()) == sorted(modules)
