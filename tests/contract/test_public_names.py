"""Every public name says what it does for its caller."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _public(node: _Documented, name: str) -> Iterator[tuple[str, _Documented]]:
    yield name, node
    for part in node.body:
        if isinstance(part, ast.ClassDef) and not part.name.startswith("_"):
            yield from _public(part, f"{name}.{part.name}")
        elif isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef) and not _is_exempt(part, node):
            yield f"{name}.{part.name}", part


def _is_exempt(function: ast.FunctionDef | ast.AsyncFunctionDef, owner: _Documented) -> bool:
    if function.name.startswith("_"):
        return True
    marks = {mark.id if isinstance(mark, ast.Name) else getattr(mark, "attr", "") for mark in function.decorator_list}
    # An overridden method has the words of the method it overrides; an overload those of its implementation.
    overrides = isinstance(owner, ast.ClassDef) and bool(owner.bases) and function.name in {"error", "exit", "default"}
    return bool(marks & {"overload", "override", "setter"}) or overrides


def _all_public() -> Iterator[tuple[str, _Documented]]:
    for folder in ("src", "tools", "benchmarks"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if path.name.startswith("_") and path.name not in {"__init__.py", "__main__.py"}:
                continue
            yield from _public(ast.parse(path.read_text("utf-8")), str(path.relative_to(ROOT)))


def test_every_public_name_has_a_docstring() -> None:
    assert [name for name, node in _all_public() if not ast.get_docstring(node)] == []


def test_the_first_line_is_a_sentence() -> None:
    lame = []
    for name, node in _all_public():
        text = ast.get_docstring(node) or ""
        first = text.splitlines()[0] if text else ""
        if text and (len(first) < 8 or (first[0].islower() and not first.startswith(("argparse", "kaname")))):
            lame.append(f"{name}: {first}")
    assert lame == []


def test_nothing_is_left_for_later() -> None:
    left = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in ("src", "tools", "benchmarks")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if any(mark in line for mark in ("TO" + "DO", "FIX" + "ME", "X" + "XX", "raise NotImplemented" + "Error"))
    ]
    assert left == []
