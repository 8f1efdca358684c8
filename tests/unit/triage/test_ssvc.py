"""SSVC decisions: known rows, unknown inputs, older versions, own tables, and what is refused."""

import hashlib
from datetime import UTC, datetime

import pytest

from kaname.errors import InputError, UnsupportedError
from kaname.formats.ssvc import read_selection_list
from kaname.services.ssvc import inputs_of_selections, selection_list_of
from kaname.triage.ssvc import decide, load_registry, parse_inputs, parse_tables

REGISTRY = load_registry()

# First 16 hex digits of the SHA-256 over all outcomes, and how often each outcome stands in the table.
TABLES = {
    "DT_DP": ("6cc8c90a6c3cf031", {"D": 7, "S": 42, "O": 20, "I": 3}),
    "DT_SP": ("92221115471818eb", {"D": 1, "S": 8, "O": 14, "I": 13}),
    "DT_CO": ("85130988789540ef", {"T": 18, "T*": 4, "AT": 10, "AC": 4}),
    "DT_BOD2604": ("4bd9347980137d71", {"FSU": 2, "60D": 3, "14D": 6, "3D": 2, "3DF": 3}),
    "DT_HI": ("8dcfef3e4e767d30", {"L": 4, "M": 3, "H": 2, "VH": 7}),
    "DT_U": ("2b2bb1f57cd980e4", {"L": 1, "E": 2, "S": 1}),
    "DT_PSI": ("109c8cc92c3b99d3", {"M": 1, "S": 3}),
    "DT_COORD_PUBLISH": ("7fe1ac5db6da45d6", {"N": 13, "P": 14}),
    "DT_COORD_TRIAGE": ("d8ab9e4430e102dc", {"D": 150, "T": 15, "C": 27}),
}


def outcome(table: str, *words: str) -> str | None:
    return decide(REGISTRY, REGISTRY.table(table), parse_inputs(REGISTRY, words)).outcome


@pytest.mark.parametrize("key", TABLES)
def test_check_values_and_counts(key: str) -> None:
    outcomes = REGISTRY.table(key).outcome_keys
    digest, counts = TABLES[key]
    assert hashlib.sha256(",".join(outcomes).encode()).hexdigest()[:16] == digest
    assert {each: outcomes.count(each) for each in counts} == counts
    assert len(outcomes) == sum(counts.values())


def test_there_are_no_other_tables() -> None:
    assert {table.key for table in REGISTRY.tables.values()} == set(TABLES)


def test_known_rows() -> None:
    assert outcome("DT_DP", "E=A", "EXP=O", "A=Y", "HI=VH") == "I"
    assert outcome("DT_DP", "E=N", "EXP=S", "A=N", "HI=L") == "D"
    assert outcome("DT_SP", "E=P", "U=L", "TI=T", "PSI=S") == "I"
    assert outcome("DT_CO", "E=N", "A=N", "TI=T", "MWI=H") == "T*"
    assert outcome("BOD2604", "KEV=Y", "PE=N", "A=Y", "TI=T") == "3DF"
    assert outcome("DT_COORD_TRIAGE", "RP=N", "SCON=Y", "RC=C", "SC=M", "SE=U", "U=L", "PSI=M") == "C"


def test_sub_tables_make_inputs() -> None:
    decision = decide(
        REGISTRY, REGISTRY.table("DT_DP"), parse_inputs(REGISTRY, ["E=A", "EXP=O", "A=N", "SI=R", "MI=D"])
    )
    assert decision.outcome == "O"
    assert [made.outcome for made in decision.made] == ["M"]
    assert decision.inputs[3].origin == "derived"


def test_an_unknown_input_leaves_the_outcome_open_and_names_the_question() -> None:
    decision = decide(REGISTRY, REGISTRY.table("DT_DP"), parse_inputs(REGISTRY, ["E=A", "EXP=O", "A=N", "SI=N"]))
    assert decision.outcome is None
    assert decision.possible == ("S", "O", "I")
    assert decision.missing == ("ssvc:MI:2.0.0",)


def test_an_unknown_input_that_does_not_matter_leaves_it_determined() -> None:
    decision = decide(REGISTRY, REGISTRY.table("DT_DP"), parse_inputs(REGISTRY, ["E=A", "EXP=O", "A=N", "SI=C"]))
    assert decision.outcome == "I"
    assert decision.missing == ()


def test_a_key_of_two_namespaces_must_be_qualified() -> None:
    own = b"""
source: own
points:
  - {namespace: x_example.test#a, key: E, version: 1.0.0, name: {en: a, ja: a}, about: {en: a, ja: a},
     values: [{key: N, en: none, ja: none}]}
"""
    registry = parse_tables(own, REGISTRY)
    with pytest.raises(InputError) as caught:
        parse_inputs(registry, ["E=N"])
    assert caught.value.code == "triage.ssvc_ambiguous_point"
    assert parse_inputs(registry, ["ssvc:E=N"]).keys() == {"ssvc:E:1.1.0"}


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("E", "triage.ssvc_input_form"),
        ("=A", "triage.ssvc_input_form"),
        ("E=", "triage.ssvc_input_form"),
        ("E=X", "triage.ssvc_unknown_value"),
        ("E=N|X", "triage.ssvc_unknown_value"),
        ("NOPE=N", "triage.ssvc_unknown_point"),
        ("ssvc:E:9.9.9=N", "triage.ssvc_unknown_point"),
    ],
)
def test_bad_inputs_are_refused(word: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_inputs(REGISTRY, [word])
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("point", "values", "kept"),
    [
        (("ssvc", "EXP", "1.0.0"), ("U",), ()),
        (("ssvc", "EXP", "1.0.0"), ("S", "U"), ("S",)),
        (("ssvc", "SI", "1.0.0"), ("N",), ()),
        (("ssvc", "MI", "1.0.0"), ("NED",), ()),
        (("ssvc", "MI", "1.0.0"), ("MEF",), ("MEF",)),
        (("ssvc", "HI", "2.0.0"), ("H",), ("H",)),
        (("ssvc", "E", "1.0.0"), ("P",), ("P",)),
    ],
)
def test_older_versions_count_only_where_the_value_means_the_same(
    point: tuple[str, str, str], values: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    assert REGISTRY.translate(*point, values)[1] == kept


def test_a_partly_translatable_selection_is_no_input() -> None:
    # "S or U" of EXP 1.0.0 must not turn into a plain "S": U has no counterpart.
    document = read_selection_list(
        b'{"timestamp":"2026-01-01T00:00:00Z","schemaVersion":"2.0.0","selections":[{"namespace":"ssvc","key":"EXP",'
        b'"version":"1.0.0","values":[{"key":"S"},{"key":"U"}]}]}'
    )
    assert inputs_of_selections(registry=REGISTRY, document=document) == {}


def test_own_tables_in_yaml_decide() -> None:
    own = b"""
source: own rules
tables:
  - namespace: x_example.test#rules
    key: DT_OWN
    version: 1.0.0
    name: {en: own, ja: own}
    inputs: ["cisa:KEV:1.0.0", "ssvc:TI:1.0.0"]
    outcome: "ssvc:DSOI:1.0.0"
    outcomes: ["D,S", "O,I"]
"""
    registry = parse_tables(own, REGISTRY)
    decision = decide(registry, registry.table("DT_OWN"), parse_inputs(registry, ["KEV=Y", "TI=P"]))
    assert decision.outcome == "O"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[unclosed", "catalogs.not_yaml"),
        ("- a", "triage.ssvc_table_form"),
        ("source: 1", "triage.ssvc_table_form"),
        (
            "source: s\ntables: [{namespace: ssvc, key: DT_U, version: 1.0.0, name: {en: a, ja: a}, inputs: [], "
            "outcome: 'ssvc:U:1.0.1', outcomes: [L]}]",
            "triage.ssvc_id_taken",
        ),
        (
            "source: s\ntables: [{namespace: x_a.b#c, key: T, version: 1.0.0, name: {en: a, ja: a}, "
            "inputs: ['ssvc:TI:1.0.0'], outcome: 'ssvc:U:1.0.1', outcomes: ['L,E,S']}]",
            "triage.ssvc_table_rows",
        ),
        (
            "source: s\npoints: [{namespace: x_a.b#c, key: P, version: 1.0.0, name: {en: a, ja: a}, about: {en: a, ja: a}, "
            "values: [{key: L, en: a, ja: a}, {key: M, en: a, ja: a}]}]\n"
            "tables: [{namespace: x_a.b#c, key: T, version: 1.0.0, name: {en: a, ja: a}, "
            "inputs: ['x_a.b#c:P:1.0.0'], outcome: 'x_a.b#c:P:1.0.0', outcomes: ['L,M']}]",
            "triage.ssvc_table_circle",
        ),
    ],
)
def test_bad_tables_are_refused(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_tables(text.encode(), REGISTRY)
    assert caught.value.code == code


def test_a_decision_survives_the_way_through_a_selection_list() -> None:
    decision = decide(REGISTRY, REGISTRY.table("DT_DP"), parse_inputs(REGISTRY, ["E=A", "EXP=O", "A=N", "SI=N|M"]))
    data = selection_list_of(
        registry=REGISTRY, decision=decision, target="CVE-2021-44228", now=datetime(2026, 1, 1, tzinfo=UTC)
    )
    document = read_selection_list(data)
    again = decide(REGISTRY, REGISTRY.table("DT_DP"), inputs_of_selections(registry=REGISTRY, document=document))
    assert (again.possible, again.missing) == (decision.possible, decision.missing)
    assert document.target_ids == ("CVE-2021-44228",)


@pytest.mark.parametrize(
    ("text", "error", "code"),
    [
        ("{", InputError, "ssvc.not_json"),
        ("[]", InputError, "ssvc.form"),
        (
            '{"timestamp":"2026-01-01T00:00:00Z","schemaVersion":"1.0.1","selections":[]}',
            UnsupportedError,
            "ssvc.version",
        ),
        ('{"timestamp":"2026-01-01T00:00:00Z","schemaVersion":"2.0.0","selections":[]}', InputError, "ssvc.empty"),
        (
            '{"timestamp":"2026-01-01","schemaVersion":"2.0.0","selections":[{"namespace":"ssvc","key":"E",'
            '"version":"1.1.0","values":[{"key":"A"}]}]}',
            InputError,
            "ssvc.timestamp",
        ),
    ],
)
def test_bad_selection_lists_are_refused(text: str, error: type[Exception], code: str) -> None:
    with pytest.raises(error) as caught:
        read_selection_list(text.encode())
    assert caught.value.code == code  # type: ignore[attr-defined]
