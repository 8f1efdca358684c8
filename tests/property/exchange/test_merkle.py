"""Merkle trees: a plain reading of RFC 9162 as reference, every proof verifies, and nothing else does."""

import hashlib
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaname.errors import IntegrityError
from kaname.exchange import merkle

SIZES = st.integers(1, 70)


def reference_root(data: Sequence[bytes]) -> bytes:
    """RFC 9162 §2.1.1, word for word."""
    if not data:
        return hashlib.sha256(b"").digest()
    if len(data) == 1:
        return hashlib.sha256(b"\x00" + data[0]).digest()
    split = 1
    while split * 2 < len(data):
        split *= 2
    return hashlib.sha256(b"\x01" + reference_root(data[:split]) + reference_root(data[split:])).digest()


def leaves_of(count: int) -> list[bytes]:
    return [merkle.leaf_hash(str(number).encode()) for number in range(count)]


def test_known_heads_of_rfc_6962_test_trees() -> None:
    # Certificate transparency's own test data: heads over 0, 1, 2 and 8 leaves.
    data = [
        b"",
        b"\x00",
        b"\x10",
        b"\x20\x21",
        b"\x30\x31",
        b"\x40\x41\x42\x43",
        bytes(range(0x50, 0x58)),
        bytes(range(0x60, 0x70)),
    ]
    heads = {
        0: "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    }
    for count, head in heads.items():
        assert merkle.root_hash([merkle.leaf_hash(each) for each in data[:count]]).hex() == head


@given(st.lists(st.binary(max_size=8), max_size=70))
def test_the_head_is_that_of_the_reference(data: list[bytes]) -> None:
    assert merkle.root_hash([merkle.leaf_hash(each) for each in data]) == reference_root(data)


class TestInclusion:
    @given(SIZES, st.data())
    def test_every_leaf_is_proved(self, size: int, data: st.DataObject) -> None:
        leaves = leaves_of(size)
        index = data.draw(st.integers(0, size - 1))
        proof = merkle.inclusion_proof(leaves, index)
        merkle.verify_inclusion(leaves[index], index, size, proof, merkle.root_hash(leaves))

    @given(st.integers(2, 70), st.data())
    def test_anything_else_is_refused(self, size: int, data: st.DataObject) -> None:
        leaves = leaves_of(size)
        root = merkle.root_hash(leaves)
        index = data.draw(st.integers(0, size - 1))
        proof = list(merkle.inclusion_proof(leaves, index))
        other = data.draw(st.integers(0, size - 1).filter(lambda place: place != index))
        wrong: list[tuple[bytes, int, int, list[bytes]]] = [
            (leaves[other], index, size, proof),
            (leaves[index], index, size, proof[:-1]),
            (leaves[index], index, size, [*proof, proof[0]]),
            (leaves[index], size, size, proof),
            (leaves[index], -1, size, proof),
        ]
        for leaf, place, count, steps in wrong:
            with pytest.raises(IntegrityError):
                merkle.verify_inclusion(leaf, place, count, steps, root)


class TestConsistency:
    @given(SIZES, st.data())
    def test_a_grown_tree_is_consistent(self, size: int, data: st.DataObject) -> None:
        leaves = leaves_of(size)
        earlier = data.draw(st.integers(1, size))
        proof = merkle.consistency_proof(leaves, earlier)
        merkle.verify_consistency(earlier, size, proof, merkle.root_hash(leaves[:earlier]), merkle.root_hash(leaves))

    @settings(max_examples=200)
    @given(st.integers(2, 70), st.data())
    def test_a_changed_or_removed_entry_is_detected(self, size: int, data: st.DataObject) -> None:
        leaves = leaves_of(size)
        earlier = data.draw(st.integers(1, size - 1))
        old_root = merkle.root_hash(leaves[:earlier])
        place = data.draw(st.integers(0, earlier - 1))
        changed = [*leaves[:place], merkle.leaf_hash(b"changed"), *leaves[place + 1 :]]
        removed = [*leaves[:place], *leaves[place + 1 :], merkle.leaf_hash(b"new")]
        for later in (changed, removed):
            proof = merkle.consistency_proof(later, earlier)
            with pytest.raises(IntegrityError):
                merkle.verify_consistency(earlier, len(later), proof, old_root, merkle.root_hash(later))


def test_a_salt_is_needed_and_hides() -> None:
    one, two = merkle.salted_leaf(b"1" * 32, b"yes"), merkle.salted_leaf(b"2" * 32, b"yes")
    assert one != two
    with pytest.raises(ValueError, match="salt"):
        merkle.salted_leaf(b"short", b"yes")
