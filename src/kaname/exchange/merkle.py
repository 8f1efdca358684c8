"""Merkle trees with proofs, as certificate transparency uses them.

Source: RFC 9162 §2.1 (the same tree as RFC 6962). A leaf is hashed with the prefix 0x00, a node with 0x01, so that a node
can never be passed off as a leaf. ``salted_leaf`` hides a value of few possible values: without the salt the hash cannot be
guessed. Everything here is pure; nothing is stored.
"""

import hashlib
import hmac
from collections.abc import Sequence

from kaname.errors import IntegrityError

DIGEST_BYTES = 32
# Enough that neither the value nor the salt can be searched for (NIST SP 800-107: as long as the hash's strength).
SALT_BYTES = 32


def leaf_hash(data: bytes) -> bytes:
    """Return the hash of a leaf."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of a node over two subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def salted_leaf(salt: bytes, data: bytes) -> bytes:
    """Return a leaf hash that says nothing about ``data`` to who does not know the salt.

    Args:
        salt: ``SALT_BYTES`` random bytes, used for one leaf only.
    """
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    return leaf_hash(hmac.digest(salt, data, "sha256"))


def root_hash(leaves: Sequence[bytes]) -> bytes:
    """Return the tree head over leaf hashes; the head of no leaves is the hash of nothing. Cost: one hash per leaf."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    level = list(leaves)
    while len(level) > 1:
        paired = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(level) & ~1 :]
    return level[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Return the proof that leaf ``index`` is in the tree over ``leaves`` (RFC 9162 §2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    proof: list[bytes] = []
    level = list(leaves)
    while len(level) > 1:
        sibling = index ^ 1
        if sibling < len(level):
            proof.append(level[sibling])
        paired = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(level) & ~1 :]
        index //= 2
    return tuple(proof)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that a leaf stands at ``index`` in the tree of ``size`` leaves with a given head (RFC 9162 §2.1.3.2).

    Raises:
        IntegrityError: ``exchange.inclusion``: it does not, or the proof is not one.
    """
    if not 0 <= index < size:
        raise IntegrityError("exchange.inclusion", index=index, size=size)
    first, last, current = index, size - 1, leaf
    for step in proof:
        if last == 0:
            raise IntegrityError("exchange.inclusion", index=index, size=size)
        if first & 1 or first == last:
            current = node_hash(step, current)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            current = node_hash(current, step)
        first, last = first >> 1, last >> 1
    if last or not hmac.compare_digest(current, root):
        raise IntegrityError("exchange.inclusion", index=index, size=size)


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> tuple[bytes, ...]:
    """Return the proof that the tree over the first ``earlier`` leaves is a prefix of the whole (RFC 9162 §2.1.4.1)."""
    if not 0 < earlier <= len(leaves):
        raise IndexError(earlier)
    return tuple(_subproof(leaves, earlier, complete=True))


def verify_consistency(
    earlier: int, later: int, proof: Sequence[bytes], earlier_root: bytes, later_root: bytes
) -> None:
    """Check that nothing in the first ``earlier`` leaves was changed or removed (RFC 9162 §2.1.4.2).

    Raises:
        IntegrityError: ``exchange.consistency``: something was, or the proof is not one.
    """
    failed = IntegrityError("exchange.consistency", earlier=earlier, later=later)
    if not 0 < earlier <= later:
        raise failed
    if earlier == later:
        if proof or not hmac.compare_digest(earlier_root, later_root):
            raise failed
        return
    steps = list(proof)
    if earlier & (earlier - 1) == 0:
        steps.insert(0, earlier_root)
    if not steps:
        raise failed
    first, last = earlier - 1, later - 1
    while first & 1:
        first, last = first >> 1, last >> 1
    old = new = steps[0]
    for step in steps[1:]:
        if last == 0:
            raise failed
        if first & 1 or first == last:
            old, new = node_hash(step, old), node_hash(step, new)
            while not first & 1 and first:
                first, last = first >> 1, last >> 1
        else:
            new = node_hash(new, step)
        first, last = first >> 1, last >> 1
    if last or not hmac.compare_digest(old, earlier_root) or not hmac.compare_digest(new, later_root):
        raise failed


def _subproof(leaves: Sequence[bytes], earlier: int, *, complete: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if complete else [root_hash(leaves)]
    split = 1 << ((len(leaves) - 1).bit_length() - 1)
    if earlier <= split:
        return [*_subproof(leaves[:split], earlier, complete=complete), root_hash(leaves[split:])]
    return [*_subproof(leaves[split:], earlier - split, complete=False), root_hash(leaves[:split])]


def inclusion_proofs(leaves: Sequence[bytes]) -> list[tuple[bytes, ...]]:
    """Return the inclusion proof of every leaf. Cost: one hash per leaf in all, not per proof."""
    proofs: list[list[bytes]] = [[] for _ in leaves]
    level = list(leaves)
    height = 0
    while len(level) > 1:
        for index, proof in enumerate(proofs):
            sibling = (index >> height) ^ 1
            if sibling < len(level):
                proof.append(level[sibling])
        paired = [node_hash(level[i], level[i + 1]) for i in range(0, len(level) - 1, 2)]
        level = paired + level[len(level) & ~1 :]
        height += 1
    return [tuple(proof) for proof in proofs]
