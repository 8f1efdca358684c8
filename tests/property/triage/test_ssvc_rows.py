"""SSVC: every row of every table, and what knowing more may do to a decision."""

from hypothesis import given
from hypothesis import strategies as st

from kaname.triage.ssvc import Input, Table, decide, load_registry

REGISTRY = load_registry()
TABLES = list(REGISTRY.tables.values())


def test_every_row_of_every_table_is_decided_as_written() -> None:
    for table in TABLES:
        for keys, outcome in REGISTRY.rows(table).items():
            inputs = {
                i: Input(point=i, values=(key,), origin="given") for i, key in zip(table.inputs, keys, strict=True)
            }
            assert decide(REGISTRY, table, inputs).outcome == outcome


@st.composite
def partial_inputs(draw: st.DrawFn) -> tuple[Table, dict[str, Input]]:
    table = draw(st.sampled_from(TABLES))
    inputs = {}
    for identifier in table.inputs:
        keys = REGISTRY.points[identifier].keys
        chosen = draw(st.sets(st.sampled_from(keys), min_size=1))
        inputs[identifier] = Input(point=identifier, values=tuple(k for k in keys if k in chosen), origin="given")
    return table, inputs


class TestKnowingMore:
    @given(partial_inputs(), st.data())
    def test_never_adds_an_outcome(self, case: tuple[Table, dict[str, Input]], data: st.DataObject) -> None:
        table, inputs = case
        before = set(decide(REGISTRY, table, inputs).possible)
        identifier = data.draw(st.sampled_from(table.inputs))
        value = data.draw(st.sampled_from(inputs[identifier].values))
        narrowed = {**inputs, identifier: Input(point=identifier, values=(value,), origin="given")}
        assert set(decide(REGISTRY, table, narrowed).possible) <= before

    @given(partial_inputs())
    def test_an_open_decision_names_at_least_one_question(self, case: tuple[Table, dict[str, Input]]) -> None:
        table, inputs = case
        decision = decide(REGISTRY, table, inputs)
        assert (decision.outcome is None) == bool(decision.missing)
