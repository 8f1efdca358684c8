"""The check of sizes finds what is planted."""

from pathlib import Path

import pytest
from tools import check_sizes


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository that the check looks at instead of ours."""
    (tmp_path / "src").mkdir()
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools/size-waivers.txt").write_text("# none\n")
    monkeypatch.setattr(check_sizes, "ROOT", tmp_path)
    return tmp_path


def _function(name: str, lines: int) -> str:
    return f"def {name}():\n" + "    pass\n" * (lines - 1)


def test_what_is_within_the_limits_passes(tree: Path) -> None:
    (tree / "src/a.py").write_text(_function("f", check_sizes.FUNCTION_LINES))
    assert check_sizes.main() == 0


@pytest.mark.parametrize(
    ("source", "found"),
    [
        (_function("f", 61), "src/a.py::f: 61 lines"),
        ("x = 1\n" * 601, "src/a.py: 601 lines"),
        ("x = 1\n" * 901, "src/a.py: 901 lines (over the hard limit)"),
        ("def f(" + ", ".join(f"a{number}" for number in range(9)) + "): pass\n", "src/a.py::f: 9 parameters"),
        ("class A:\n" + "".join(f"    def m{n}(self): pass\n" for n in range(26)), "src/a.py::A: 26 methods"),
    ],
)
def test_a_planted_fault_is_found(tree: Path, capsys: pytest.CaptureFixture[str], source: str, found: str) -> None:
    (tree / "src/a.py").write_text(source)
    assert check_sizes.main() == 1
    assert found in capsys.readouterr().out


def test_a_method_may_have_self_besides_its_parameters(tree: Path) -> None:
    parameters = ", ".join(f"a{number}" for number in range(8))
    (tree / "src/a.py").write_text(f"class A:\n    def f(self, {parameters}): pass\n")
    assert check_sizes.main() == 0


def test_a_waiver_lets_pass_and_an_idle_one_is_a_fault(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "tools/size-waivers.txt").write_text("src/a.py::f a long table, 2026-11-20\n")
    (tree / "src/a.py").write_text(_function("f", 70))
    assert check_sizes.main() == 0
    (tree / "src/a.py").write_text(_function("f", 10))
    assert check_sizes.main() == 1
    assert "waiver no longer needed" in capsys.readouterr().out


def test_no_waiver_lifts_the_hard_limit(tree: Path) -> None:
    (tree / "tools/size-waivers.txt").write_text("src/a.py generated, 2026-11-20\n")
    (tree / "src/a.py").write_text("x = 1\n" * 901)
    assert check_sizes.main() == 1


def test_two_functions_of_one_name_are_told_apart(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    long = _function("f", 70).replace("def", "    def").replace("    pass", "        pass")
    (tree / "src/a.py").write_text(f"class A:\n{long}class B:\n{long}")
    (tree / "tools/size-waivers.txt").write_text("src/a.py::A.f a long table, 2026-11-20\n")
    assert check_sizes.main() == 1
    assert "src/a.py::B.f" in capsys.readouterr().out


def test_a_waiver_needs_a_reason_and_a_date(tree: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tree / "src/a.py").write_text(_function("f", 70))
    (tree / "tools/size-waivers.txt").write_text("src/a.py::f\n")
    assert check_sizes.main() == 1
    assert "reason" in capsys.readouterr().out
