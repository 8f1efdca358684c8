"""Check sizes: a file 600 lines, a function 60, a class 25 methods, a call 8 parameters. Waivers stand in size-waivers.txt.

A waiver line is ``path[::name] reason, date``; a waiver that is no longer needed is a fault too.
"""

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE_LINES, FILE_LINES_HARD, FUNCTION_LINES, CLASS_METHODS, PARAMETERS = 600, 900, 60, 25, 8


def main() -> int:
    """Print every place over a limit; return 1 if there is one without a waiver."""
    over = {place: what for path in sorted((ROOT / "src").rglob("*.py")) for place, what in _over(path)}
    waived = _waivers()
    faults = [f"{place}: {what}" for place, what in over.items() if place not in waived or "hard" in what]
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
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            arguments = node.args
            count = len(arguments.posonlyargs) + len(arguments.args) + len(arguments.kwonlyargs)
            if length > FUNCTION_LINES:
                found.append((f"{name}::{node.name}", f"{length} lines"))
            elif count > PARAMETERS + 1:
                found.append((f"{name}::{node.name}", f"{count} parameters"))
        elif isinstance(node, ast.ClassDef):
            methods = sum(isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) for part in node.body)
            if methods > CLASS_METHODS:
                found.append((f"{name}::{node.name}", f"{methods} methods"))
    return found


def _waivers() -> set[str]:
    lines = (ROOT / "tools" / "size-waivers.txt").read_text("utf-8").splitlines()
    return {line.split(" ", 1)[0] for line in lines if line and not line.startswith("#")}


if __name__ == "__main__":
    sys.exit(main())
