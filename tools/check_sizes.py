"""Check sizes: a file 600 lines, a function 60, a class 25 methods, a call 8 parameters. Waivers stand in size-waivers.txt.

A waiver line is ``path[::Class.name] reason, YYYY-MM-DD``; a waiver that is no longer needed is a fault too.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES, FILE_LINES_HARD, FUNCTION_LINES, CLASS_METHODS, PARAMETERS = 600, 900, 60, 25, 8
_WAIVER = re.compile(r"^\S+ .{10,}, \d{4}-\d{2}-\d{2}$")


def main() -> int:
    """Print every place over a limit; return 1 if there is one without a waiver."""
    over = {place: what for path in sorted((ROOT / "src").rglob("*.py")) for place, what in _over(path)}
    waived, faults = _waivers()
    faults += [f"{place}: {what}" for place, what in over.items() if place not in waived or "hard" in what]
    faults += [f"{place}: waiver no longer needed" for place in waived if place not in over]
    for fault in faults:
        print(fault)
    print(f"sizes: {len(over)} over the limits, {len(faults)} faults")
    return 1 if faults else 0


def _over(path: Path) -> list[tuple[str, str]]:
    name = str(path.relative_to(ROOT))
    text = path.read_text("utf-8")
    found: list[tuple[str, str]] = []
    lines = text.count("\n")
    if lines > FILE_LINES and "/messages/" not in name:
        found.append((name, f"{lines} lines" + (" (over the hard limit)" if lines > FILE_LINES_HARD else "")))
    return found + [(f"{name}::{place}", what) for place, what in _over_inside(ast.parse(text), "")]


def _over_inside(node: ast.AST, owner: str) -> Iterator[tuple[str, str]]:
    for part in ast.iter_child_nodes(node):
        below = owner
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef):
            below = f"{owner}{part.name}."
            yield from ((owner + part.name, what) for what in _function(part, isinstance(node, ast.ClassDef)))
        elif isinstance(part, ast.ClassDef):
            below = f"{owner}{part.name}."
            methods = sum(isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef) for inner in part.body)
            if methods > CLASS_METHODS:
                yield owner + part.name, f"{methods} methods"
        yield from _over_inside(part, below)


def _function(function: ast.FunctionDef | ast.AsyncFunctionDef, is_method: bool) -> Iterator[str]:
    length = (function.end_lineno or function.lineno) - function.lineno + 1
    if length > FUNCTION_LINES:
        yield f"{length} lines"
    arguments = function.args
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)]
    # self and cls are not written by the caller.
    count = len(names) - (is_method and names[:1] in (["self"], ["cls"]))
    if count > PARAMETERS:
        yield f"{count} parameters"


def _waivers() -> tuple[set[str], list[str]]:
    """Return the places waived, and one line per waiver that lacks its reason or its date."""
    lines = (ROOT / "tools" / "size-waivers.txt").read_text("utf-8").splitlines()
    waivers = [line for line in lines if line and not line.startswith("#")]
    faults = [f"waiver without reason and date: {line}" for line in waivers if not _WAIVER.match(line)]
    return {line.split(" ", 1)[0] for line in waivers}, faults


if __name__ == "__main__":
    sys.exit(main())
