"""``kaname version compare``, ``key`` and ``range`` as a person types them."""

import io

import pytest

from kaname.cli.main import main
from kaname.versions import SCHEMES


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["version", *words])
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (("npm", "1.0.0-rc.1", "1.0.0"), "<\n"),
        (("pypi", "1.0", "1.0.0"), "=\n"),
        (("deb", "1:1.0", "2.0"), ">\n"),
        (("pypi", "--", "-dev", "1.0"), "<\n"),
        (("npm", "latest", "1.0.0"), "undetermined: not a semantic version: latest (versions.not_semver)\n"),
    ],
)
def test_compare_a_pair(capsys: pytest.CaptureFixture[str], words: tuple[str, ...], answer: str) -> None:
    assert run(capsys, "compare", *words) == (0, answer, "")


def test_compare_lines(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1.0\t2.0\n-1\t1\n\n2.0\t1.0\n1.0\t1.0\r\n"))
    code, out, _ = run(capsys, "compare", "deb", "-")
    assert code == 0
    assert (
        out
        == "1.0\t<\t2.0\n-1\tundetermined: not a Debian version: -1 (versions.not_deb)\t1\n2.0\t>\t1.0\n1.0\t=\t1.0\n"
    )


def test_a_line_that_is_no_pair_is_named(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("1.0\t2.0\n1.0 2.0\n"))
    code, out, err = run(capsys, "compare", "deb", "-")
    assert (code, out) == (3, "1.0\t<\t2.0\n")
    assert "line 2" in err


def test_input_that_is_not_utf8(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xff\t1\n"), "utf-8"))
    assert run(capsys, "compare", "deb", "-")[0] == 3


def test_an_unknown_scheme_lists_the_known(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "compare", "nope", "1", "2")
    assert (code, out) == (3, "")
    assert "versions.unknown_scheme" in err
    assert all(scheme in err for scheme in SCHEMES)


def test_one_version_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "compare", "npm", "1")[0] == 2


def test_key(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "key", "hackage", "1.2")
    assert (code, bytes.fromhex(out)) == (0, b"!1!2\x01")
    assert run(capsys, "key", "hackage", "x")[1].startswith("undetermined: ")


def test_range(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "range", "vers:npm/>=1.0.0|<2.0.0", "1.5.0") == (0, "inside\n", "")
    assert run(capsys, "range", "vers:npm/>=1.0.0|<2.0.0", "2.0.0") == (0, "outside\n", "")
    assert run(capsys, "range", "vers:npm/>=1.0.0", "x")[1].startswith("undetermined: ")
    assert run(capsys, "range", "npm >= 1", "1.0.0")[0] == 3


def test_the_answer_shows_the_version_safely_and_shortly(capsys: pytest.CaptureFixture[str]) -> None:
    assert "?[31m" in run(capsys, "compare", "npm", "1.0\x1b[31m", "1")[1]
    assert len(run(capsys, "compare", "npm", "x" * 100_000, "1")[1]) < 200


def test_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert "セマンティック" in run(capsys, "compare", "--lang", "ja", "npm", "x", "1")[1]
