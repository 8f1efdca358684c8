"""A portfolio shared among processes: the result is that of one process, whatever happens to the workers."""

import gzip
import json
import multiprocessing
import os
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from kaname.errors import IntegrityError
from kaname.knowledge.base import KnowledgeBase, open_knowledge
from kaname.knowledge.build import build_base
from kaname.matching.candidates import Identities
from kaname.matching.methods import METHODS
from kaname.model.finding import ScanResult
from kaname.services import scan_shared
from kaname.services.scan import scan
from kaname.testing.feeds import advisory, affected, write_osv_zip

NOW = datetime(2026, 11, 20, tzinfo=UTC)
Replies = Callable[..., Generator[bytes, None, None]]


@pytest.fixture(scope="module")
def base_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("feed")
    records = [
        advisory(f"GHSA-{number}", affected("npm", "tide", {"introduced": "0"}, {"fixed": f"{number}.0.0"}))
        for number in (2, 3, 4)
    ]
    disagreeing = advisory("GHSA-9", affected("npm", "wave", {"introduced": "1.0"}, {"fixed": "x y z"}))
    write_osv_zip(folder, "npm", [*records, disagreeing])
    build_base([folder], folder / "k.db", now=NOW, processes=1)
    return folder / "k.db"


@pytest.fixture
def base(base_file: Path) -> Iterator[KnowledgeBase]:
    with open_knowledge(base_file) as opened:
        yield opened


@pytest.fixture
def portfolio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents of every kind of outcome, small tasks, and one document that counts as large."""
    folder = tmp_path / "portfolio"
    folder.mkdir()
    for number in range(12):
        components = [
            {"type": "library", "bom-ref": f"t{number}", "name": "tide", "version": "1", "purl": "pkg:npm/tide@1.0.0"},
            {"type": "library", "name": "tide", "version": f"{number}", "purl": f"pkg:npm/tide@{number % 5}.1.0"},
            {"type": "library", "name": "wave", "version": "2", "purl": "pkg:npm/wave@2.0.0"},
            {"type": "library", "name": f"own-{number}", "hashes": [{"alg": "MD5", "content": "no hex"}]},
            {"type": "file", "name": "/etc/tide"},
        ]
        root = {"type": "application", "bom-ref": "root", "name": "product", "version": str(number)}
        document = {
            "bomFormat": "CycloneDX",
            "specVersion": "1.6",
            "metadata": {"component": root},
            "components": components,
            "dependencies": [{"ref": "root", "dependsOn": [f"t{number}"]}],
        }
        data = json.dumps(document).encode()
        if number % 3:
            (folder / f"{number:02d}.cdx.json").write_bytes(data)
        else:
            (folder / f"{number:02d}.cdx.json.gz").write_bytes(gzip.compress(data))
    (folder / "05-broken.cdx.json").write_text('{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [')
    (folder / "06-large.cdx.json").write_bytes(
        (folder / "01.cdx.json").read_bytes() + b" " * 20_000  # over the limit set below
    )
    (folder / "07-package.json").write_text('{"name": "x"}')
    monkeypatch.setattr(scan_shared, "WORTHWHILE_BYTES", 1)
    monkeypatch.setattr(scan_shared, "LARGE_BYTES", 20_000)
    monkeypatch.setattr(scan_shared, "_TASK_DOCUMENTS", 2)
    return folder


def scanned(portfolio: Path, base: KnowledgeBase, processes: int, **more: Any) -> ScanResult:
    return scan(targets=[str(portfolio)], knowledge=base, now=NOW, processes=processes, with_ways=True, **more)


def in_this_process(fault_at: int | None = None) -> Replies:
    """Replace the pool: workers in this process, of which one dies before the reply at a place."""

    def iter_replies(
        work: Callable[[Any], bytes],
        tasks: Sequence[Any],
        processes: int,
        prepare: Callable[..., None],
        arguments: tuple[Any, ...],
    ) -> Generator[bytes, None, None]:
        scan_shared._workers.clear()
        prepare(*arguments)
        for place, task in enumerate(tasks):
            if place == fault_at:
                raise IntegrityError("knowledge.worker_died")
            yield work(task)

    return iter_replies


@pytest.fixture
def no_workers_left() -> Iterator[None]:
    yield
    scan_shared._workers.clear()


def test_two_processes_give_the_result_of_one(portfolio: Path, base: KnowledgeBase) -> None:
    alone = scanned(portfolio, base, 1)
    counted: list[None] = []
    together = scanned(portfolio, base, 2, advance=lambda: counted.append(None))
    assert together == alone
    assert len(counted) == 15
    assert [Path(target.path).name for target in alone.targets][5:8] == [
        "05.cdx.json",
        "06-large.cdx.json",
        "06.cdx.json.gz",
    ]
    assert [Path(problem.path.partition(": ")[0]).name for problem in alone.problems] == ["05-broken.cdx.json"]
    assert [Path(path).name for path in alone.passed_over] == ["07-package.json"]
    assert len(alone.findings) > 40
    assert any(finding.component.paths for finding in alone.findings)
    assert {problem.code for target in alone.targets for problem in target.problems} >= {"cyclonedx.hash_not_hex"}
    assert not multiprocessing.active_children()


@pytest.mark.usefixtures("no_workers_left")
@pytest.mark.parametrize("fault_at", [None, 0, 3])
def test_a_worker_that_dies_costs_time_and_nothing_else(
    fault_at: int | None, portfolio: Path, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = scanned(portfolio, base, 1)
    used: list[bytes] = []
    unpack = scan_shared._iter_unpacked

    def observed(data: bytes, *rest: Any) -> Iterator[Any]:
        used.append(data)
        return unpack(data, *rest)

    monkeypatch.setattr(scan_shared, "_iter_unpacked", observed)
    monkeypatch.setattr(scan_shared, "iter_replies", in_this_process(fault_at))
    assert scanned(portfolio, base, 2) == alone
    assert len(used) == (8 if fault_at is None else fault_at)


@pytest.mark.usefixtures("no_workers_left")
def test_candidates_and_verdicts_reach_the_workers(
    portfolio: Path, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = {"methods": METHODS, "identities": Identities(())}
    alone = scanned(portfolio, base, 1, **more)
    monkeypatch.setattr(scan_shared, "iter_replies", in_this_process())
    assert scanned(portfolio, base, 2, **more) == alone
    assert all(target.candidates for target in alone.targets)


@pytest.mark.usefixtures("no_workers_left")
def test_a_worker_that_finds_another_base_stays_out_of_it(
    portfolio: Path, base: KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = scanned(portfolio, base, 1)
    write_osv_zip(tmp_path / "other", "npm", [advisory("GHSA-7", affected("npm", "tide", {"introduced": "0"}))])
    build_base([tmp_path / "other"], tmp_path / "other.db", now=NOW, processes=1)
    handed: list[bytes] = []
    task = scan_shared.answer_task

    def observed(candidates: Any) -> bytes:
        handed.append(task(candidates))
        return handed[-1]

    monkeypatch.setattr(scan_shared, "answer_task", observed)
    monkeypatch.setattr(scan_shared, "iter_replies", in_this_process())
    for place in (tmp_path / "other.db", tmp_path / "gone.db"):
        monkeypatch.setattr(
            scan_shared,
            "place_of",
            lambda base, place=place: str(place),
        )
        assert scanned(portfolio, base, 2) == alone
    assert handed
    assert not any(handed)


@pytest.mark.usefixtures("no_workers_left")
def test_a_name_that_is_no_text_is_left_to_the_parent(
    portfolio: Path, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    strange = portfolio / os.fsdecode(b"04-\xff.cdx.json")
    try:
        (portfolio / "05-broken.cdx.json").rename(strange)
    except OSError:
        pytest.skip("this file system has no such names")
    alone = scanned(portfolio, base, 1)
    monkeypatch.setattr(scan_shared, "iter_replies", in_this_process())
    assert scanned(portfolio, base, 2) == alone
    assert len(alone.problems) == 1


def test_closing_early_ends_the_workers(portfolio: Path, base: KnowledgeBase) -> None:
    def stop() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        scanned(portfolio, base, 2, advance=stop)
    assert not multiprocessing.active_children()


def test_few_or_small_documents_are_read_here(
    portfolio: Path, base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_pool(*_: object) -> None:
        raise AssertionError("processes were started")

    monkeypatch.setattr(scan_shared, "iter_replies", no_pool)
    few = [str(portfolio / f"{number:02d}.cdx.json") for number in (1, 2, 4)]
    assert len(scan(targets=few, knowledge=base, now=NOW, processes=2).targets) == 3
    monkeypatch.setattr(scan_shared, "WORTHWHILE_BYTES", 1 << 30)
    assert len(scanned(portfolio, base, 2).targets) == 13
