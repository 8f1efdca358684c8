"""All inclusion proofs at once are the proofs one by one."""

from hypothesis import given
from hypothesis import strategies as st

from kaname.exchange.merkle import inclusion_proof, inclusion_proofs, leaf_hash, root_hash, verify_inclusion


class TestInclusionProofs:
    @given(st.lists(st.binary(max_size=4), min_size=1, max_size=70))
    def test_equal_to_single_proofs_and_valid(self, values: list[bytes]) -> None:
        leaves = [leaf_hash(value) for value in values]
        proofs = inclusion_proofs(leaves)
        assert proofs == [inclusion_proof(leaves, index) for index in range(len(leaves))]
        for index, proof in enumerate(proofs):
            verify_inclusion(leaves[index], index, len(leaves), proof, root_hash(leaves))

    def test_none(self) -> None:
        assert inclusion_proofs([]) == []
