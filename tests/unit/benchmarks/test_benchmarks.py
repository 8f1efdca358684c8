"""The benchmarks run, and their made-up input is the same every time."""

import json
from pathlib import Path

import benchmarks.__main__ as program
import pytest
from benchmarks import generate, measure


def test_made_up_input_is_the_same_every_time(tmp_path: Path) -> None:
    world = generate.packages(50)
    for name in ("one", "two"):
        generate.write_portfolio(tmp_path / name / "sboms", sboms=3, components=20, world=world)
        generate.write_feed(tmp_path / name / "feed", advisories=30, world=world)
    files = [path.relative_to(tmp_path / "one") for path in sorted((tmp_path / "one").rglob("*")) if path.is_file()]
    assert len(files) == 3 + 4
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "two" / path).read_bytes()


def test_an_sbom_has_as_many_components_as_asked_for(tmp_path: Path) -> None:
    [path] = generate.write_portfolio(tmp_path, sboms=1, components=300, world=generate.packages(400))
    purls = [component["purl"] for component in json.loads(path.read_bytes())["components"]]
    assert len(purls) == len(set(purls)) == 300


def test_every_part_runs_on_small_input(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # Elsewhere the shared data would be used and take minutes.
    monkeypatch.setenv("KANAME_DATA", str(tmp_path / "none"))
    output = tmp_path / "results.json"
    assert program.main(["--quick", "--output", str(output)]) == 0
    results = json.loads(output.read_text("utf-8"))
    assert all(result["wall_seconds"] > 0 and result["peak_mib"] > 5 for result in results)
    assert sum(result["ratio"] is not None for result in results) >= len(program.PARTS)
    printed = capsys.readouterr().out
    assert all(result["name"] in printed for result in results)


def test_a_command_that_fails_is_told(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="ended with 3"):
        measure.run(["sh", "-c", "echo broken; exit 3"], tmp_path / "log")
