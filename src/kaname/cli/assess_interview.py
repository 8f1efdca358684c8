"""``kaname assess interview``: go through an assessment task by task at a terminal, one line of typing per task."""

import re
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from kaname.assurance.assessment import Assessment, Explanation, ItemAnswer, Status, TaskAnswer
from kaname.catalogs.pack import Item, LevelItem
from kaname.cli import exit_codes
from kaname.cli.command import Argument, Command
from kaname.cli.console import Console
from kaname.cli.moment import parse_now
from kaname.services.assess import OpenAssessment

_QUIT, _SKIP, _ALL, _NONE, _EXEMPT = "q", "", "*", "0", "x"
_WORD = re.compile(r"[~=]?[^\s,]+")
_STATUS: dict[str, Status] = {"y": "met", "p": "partly", "n": "not_met", "x": "not_applicable", "e": "equivalent"}


def run(arguments: Namespace, console: Console) -> int:
    """Ask on the terminal."""
    from kaname.errors import InputError
    from kaname.services.assess import open_assessment

    if not sys.stdin.isatty():
        raise InputError("cli.needs_terminal")
    opened = open_assessment(
        workspace=arguments.workspace, assessment_id=arguments.assessment, framework=arguments.framework
    )

    def ask(prompt: str) -> str:
        sys.stderr.write(prompt)
        sys.stderr.flush()
        line = sys.stdin.readline()
        return line.strip() if line else _QUIT  # the end of input ends the interview

    interview(opened, arguments, console, ask)
    return exit_codes.FINE


def interview(opened: OpenAssessment, arguments: Namespace, console: Console, ask: Callable[[str], str]) -> None:
    """Ask for every task that is not answered yet (``--all``: for every one); each answer is written at once.

    Args:
        ask: shows a prompt and returns what was typed, without line break.
    """
    from msgspec.structs import replace

    from kaname.services.assess import report_levels

    pending = [item for item in opened.items if arguments.all or item.id not in opened.assessment.answers]
    console.note("cli_assess.interview.start", count=len(pending))
    for number, item in enumerate(pending, start=1):
        entries = [entry for entry in item.level_items() if _is_asked(item, entry, arguments.level)]
        _show(item, entries, number, len(pending), console)
        typed = _ask_task(item, entries, console, ask)
        if typed is None:
            break
        if not typed:
            continue
        assessment = _record(opened, arguments, item, typed)
        opened = replace(opened, assessment=assessment)
        if item.levels is not None and opened.pack.scoring == "levels":
            report = report_levels(opened=opened, now=parse_now(arguments.now))
            level = next((one.level for one in report.results if one.task == item.id), None)
            console.note("cli_assess.answer.level_now", task=item.id, level="-" if level is None else level)
    left = sum(item.id not in opened.assessment.answers for item in opened.items)
    console.note("cli_assess.interview.end", count=left)


def _is_asked(item: Item, entry: LevelItem, level: int) -> bool:
    if item.levels is None or level >= 3:
        return True
    return all(entry.id != one.id for one in item.levels.three.must)


def _show(item: Item, entries: list[LevelItem], number: int, total: int, console: Console) -> None:
    console.note(
        "cli_assess.interview.task", number=number, total=total, id=item.id, title=item.title.pick(console.lang)
    )
    if item.text is not None:
        console.note("cli_assess.interview.line", text=item.text.pick(console.lang))
    must = {one.id for one in item.levels.one.must} | {one.id for one in item.levels.two.must} if item.levels else set()
    for entry in entries:
        mark = "★" if entry.id in must else "▲"
        console.note("cli_assess.interview.line", text=f"  {mark} [{entry.id}] {entry.text.pick(console.lang)}")


def _ask_task(
    item: Item, entries: list[LevelItem], console: Console, ask: Callable[[str], str]
) -> dict[str, ItemAnswer] | None:
    """Return answers by item (``""``: the whole task), an empty dictionary to skip, None to stop."""
    while True:
        typed = ask(console.text(f"cli_assess.interview.ask_{'items' if entries else 'whole'}") + " ")
        if typed == _QUIT:
            return None
        if typed == _SKIP:
            return {}
        if typed == _EXEMPT:
            return {"": ItemAnswer("not_applicable", explain=_reason(console, ask))}
        found = _items_typed(typed, entries, console, ask) if entries else _whole_typed(typed, console, ask)
        if found is not None:
            return found
        console.note("cli_assess.interview.again", typed=typed)


def _whole_typed(typed: str, console: Console, ask: Callable[[str], str]) -> dict[str, ItemAnswer] | None:
    status = _STATUS.get(typed.lower())
    if status is None:
        return None
    return {"": ItemAnswer(status, explain=_reason(console, ask) if status == "equivalent" else None)}


def _items_typed(
    typed: str, entries: list[LevelItem], console: Console, ask: Callable[[str], str]
) -> dict[str, ItemAnswer] | None:
    known = [entry.id for entry in entries]
    if typed == _ALL:
        return {name: ItemAnswer("met") for name in known}
    if typed == _NONE:
        return {name: ItemAnswer("not_met") for name in known}
    found = {name: ItemAnswer("not_met") for name in known}
    for word in _WORD.findall(typed):
        name = word.lstrip("~=")
        if name not in found:
            return None
        if word.startswith("="):
            found[name] = ItemAnswer("equivalent", explain=_reason(console, ask, name))
        else:
            found[name] = ItemAnswer("partly" if word.startswith("~") else "met")
    return found


def _reason(console: Console, ask: Callable[[str], str], name: str = "") -> Explanation:
    reason = ""
    while not reason:
        reason = ask(console.text("cli_assess.interview.ask_reason", item=name) + " ").strip()
    return Explanation(reason)


def _record(opened: OpenAssessment, arguments: Namespace, item: Item, typed: dict[str, ItemAnswer]) -> Assessment:
    from msgspec.structs import replace

    from kaname.services.assess import answer_items

    # Evidence is not asked for here; what an earlier answer cited is kept.
    before = opened.assessment.answers.get(item.id, TaskAnswer())
    for name, answer in typed.items():
        cited = before.items[name].evidence if name in before.items else ()
        assessment = answer_items(
            workspace=arguments.workspace,
            opened=opened,
            task=item.id,
            items=[name] if name else [],
            given=replace(answer, evidence=cited),
        )
        opened = replace(opened, assessment=assessment)
    return opened.assessment


COMMAND = Command(
    "assess interview",
    run,
    (
        Argument("--workspace", type=Path, metavar="DIR", default=Path()),
        Argument("--assessment", metavar="ID"),
        Argument("--framework", metavar="NAME"),
        Argument("--level", type=int, choices=(2, 3), default=2),
        Argument("--all", action="store_true"),
        Argument("--now", metavar="TIME"),
    ),
)
