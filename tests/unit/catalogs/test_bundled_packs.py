"""What the bundled packs hold: official counts, both languages, provenance, links that lead somewhere."""

import re
from collections.abc import Iterator

import pytest

from kaname.catalogs.pack import Item, Pack, Text
from kaname.catalogs.relations import check_mappings, load_mappings
from kaname.catalogs.shelf import BUNDLED, Shelf, find_item
from kaname.errors import InputError

SHELF = Shelf()
JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("ssdf-1.1", 42),
        ("ssdf-1.2-draft", 49),
        ("ssdf-ai-1.0", 48),
        ("cisa-attestation-1.0", 11),
        ("jc-star-1-1.1", 16),
        ("cisa-acquisition-guide", 19 + 58),
        ("cisa-secure-by-design", 3),
        ("uk-software-security-code", 14),
        ("cisa-safe-deployment", 7 + 6),
        ("eu-cra-annex-1", 14 + 8),
        ("cyber-infra-provider", 21 + 7),
    ],
)
def test_official_counts(name: str, count: int) -> None:
    assert len(SHELF.load(name).items) == count


def test_ssdf_practices_and_groups() -> None:
    pack = SHELF.load("ssdf")
    assert pack.version == "1.1"
    assert sum(group.parent is not None for group in pack.groups) == 19
    counts = {name: sum(item.id.startswith(name) for item in pack.items) for name in ("PO", "PS", "PW", "RV")}
    assert counts == {"PO": 13, "PS": 4, "PW": 16, "RV": 9}


def texts(pack: Pack) -> Iterator[tuple[str, Text]]:
    yield "title", pack.title
    for group in pack.groups:
        yield group.id, group.title
    for item in pack.items:
        yield from item_texts(item)
    for fact in pack.facts:
        yield "fact", fact.text


def item_texts(item: Item) -> Iterator[tuple[str, Text]]:
    yield item.id, item.title
    if item.text:
        yield item.id, item.text
    for entry in item.level_items():
        yield f"{item.id}/{entry.id}", entry.text
    for text in item.evidence:
        yield f"{item.id} evidence", text
    for issue in item.issues:
        yield f"{item.id} issue", issue.problem
        yield f"{item.id} measure", issue.measure


@pytest.mark.parametrize("name", SHELF.names())
def test_every_text_is_in_both_languages(name: str) -> None:
    for place, text in texts(SHELF.load(name)):
        assert JAPANESE.search(text.ja) or text.ja == text.en, (place, text.ja)
        assert text.en and not JAPANESE.search(text.en), (place, text.en)


@pytest.mark.parametrize("name", SHELF.names())
def test_every_item_has_provenance(name: str) -> None:
    for item in SHELF.load(name).items:
        assert item.provenance and item.title_provenance
        assert item.levels is None or item.levels.provenance


def test_every_ssdf_task_has_levels_evidence_and_an_issue() -> None:
    for item in SHELF.load("ssdf").items:
        assert item.levels and item.levels.one.must and item.levels.one.choose and item.levels.three.must
        assert item.evidence and item.issues and item.verification


def test_po_1_2_is_as_the_report_gives_it() -> None:
    item = SHELF.load("ssdf").item("PO.1.2")
    assert item and item.levels and item.levels.one.choose and item.levels.provenance
    assert [entry.id for entry in item.levels.one.must] == ["1-1", "1-2", "1-3", "1-6", "2-1", "2-2", "2-3", "2-6"]
    assert [entry.id for entry in item.levels.one.choose.items] == ["1-4", "1-5", "2-4", "2-5"]
    assert item.levels.one.choose.at_least == 2
    assert item.levels.provenance.basis == "derived"


def test_a_retired_id_is_refused_with_its_successor() -> None:
    with pytest.raises(InputError) as caught:
        find_item(SHELF.load("ssdf"), "PW.4.5")
    assert (caught.value.code, caught.value.params["replaced_by"]) == ("catalogs.retired_id", "PW.4.1, PW.4.4")


def test_a_reused_id_is_another_item_in_another_framework() -> None:
    assert find_item(SHELF.load("ssdf-ai"), "PW.3.1").id == "PW.3.1"


def test_the_draft_of_ssdf_1_2_marks_what_changed() -> None:
    pack = SHELF.load("ssdf-1.2-draft")
    reworded = {"PO.4.1", "PO.4.2", "PO.5.2", "PS.1.1", "PW.1.1", "RV.1.2", "RV.2.1", "RV.3.3"}
    assert {item.id for item in pack.items if item.changed} == reworded
    assert {group.id for group in pack.groups if group.changed} == {"PO.1", "PO.3", "PS.1", "PW.1"}
    assert {"PO.6.1", "PO.6.2", "PO.6.3", "PS.4.1", "PS.4.2", "PS.4.3", "PS.4.4"} <= {item.id for item in pack.items}


def test_the_attestation_form_touches_31_tasks() -> None:
    named = {name for item in SHELF.load("cisa-attestation").items for one in item.references for name in one.ids}
    tasks = {item.id for item in SHELF.load("ssdf").items}
    assert named <= tasks and len(named) == 31
    never = "PO.1.2 PO.2.1 PO.2.2 PO.2.3 PW.1.1 PW.1.2 PW.1.3 PW.4.2 RV.3.1 RV.3.2 RV.3.4"
    assert tasks - named == set(never.split())


def test_the_acquisition_guide_counts_and_skip_map() -> None:
    pack = SHELF.load("cisa-acquisition-guide")
    counts = {group.id: group.counts for group in pack.groups if group.counts}
    assert {name: one["control_questions"] for name, one in counts.items()} == {
        "SC": 8,
        "DEV": 30,
        "DEP": 12,
        "VULN": 8,
    }
    assert sum(one["task_questions"] for one in counts.values()) == 316
    closes = {
        number: sum(f"CONTROL.GOV.{number:02}" in item.skipped_by for item in pack.items) for number in range(1, 20)
    }
    assert (closes[1], closes[11], closes[3], closes[7], closes[19]) == (25, 16, 13, 13, 0)
    dep9 = pack.item("CONTROL.DEP.09")
    assert dep9 and dep9.skipped_by == tuple(f"CONTROL.GOV.{number:02}" for number in (1, 3, 11, 12))


def test_the_row_of_po_1_1_has_its_seven_symbols() -> None:
    file = load_mappings(BUNDLED / "ssdf-1.1")
    packs = {name: SHELF.load(name) for name in SHELF.names()}
    check_mappings(file, packs, "mappings.yaml")
    row = {one.source.framework: one.symbol for one in file.mappings if one.target.id == "PO.1.1" and one.counts}
    assert row == {
        "meti-sbom-guide": "△",
        "swisac-control": "△",
        "da-security-by-design": "△",
        "meti-management": "◎",
        "nisc-common-standards": "○",
        "cpsf": "◎",
        "mic-cloud": "○",
    }
    assert {(one.framework, one.at_least_equal, one.of) for one in file.published} == {
        ("nisc-common-standards", 23, 42),
        ("mic-cloud", 22, 42),
    }


def test_the_disputed_mark_does_not_count() -> None:
    file = load_mappings(BUNDLED / "ssdf-1.1")
    disputed = next(one for one in file.mappings if one.source.id == "IP-4")
    assert (disputed.symbol, disputed.counts) == ("◎", False)
    assert disputed.history
