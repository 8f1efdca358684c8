"""A public register of declarations as a tamper-evident log: entries, signed tree heads, proofs.

The log is a Merkle tree (``exchange.merkle``, RFC 9162) over its entries in the order in which they came; entries are only
ever added. A signed tree head states the size, the root and the digest of every file that the register published with it.
Whoever kept an earlier head can see from the consistency proof that nothing was changed or removed since. Pure.
"""

from collections.abc import Sequence

import msgspec
from msgspec import Struct

from kaname.errors import InputError, IntegrityError
from kaname.exchange.canonical import canonical_json
from kaname.exchange.dsse import Envelope, sign_envelope, verify_envelope
from kaname.exchange.keys import PrivateKey, PublicKey
from kaname.exchange.merkle import (
    inclusion_proofs,
    leaf_hash,
    root_hash,
    verify_consistency,
    verify_inclusion,
)

HEAD_TYPE = "application/vnd.kaname.register-head+json"
# The proofs of one head are made in memory; a national register of every product stays under this.
MAX_ENTRIES = 1_000_000


class LogEntry(Struct, frozen=True, forbid_unknown_fields=True):
    """One line of the log.

    Attributes:
        envelope_sha256: of the signed file as published; statement_sha256: of what it signs. signers: ids of the
            keys whose signatures were verified when it came in. logged: RFC 3339 UTC.
    """

    declaration: str
    declarer: str
    product: str
    statement_sha256: str
    envelope_sha256: str
    signers: tuple[str, ...]
    logged: str


class TreeHead(Struct, frozen=True, forbid_unknown_fields=True):
    """What the keeper of a register signs. ``root`` and ``files_sha256`` in lowercase hex."""

    register: str
    size: int
    root: str
    files_sha256: str
    issued: str


class InclusionProof(Struct, frozen=True, forbid_unknown_fields=True):
    """That an entry is in the log under a head of ``size`` entries. ``hashes`` in lowercase hex, from the leaf upwards."""

    schema: str
    index: int
    size: int
    entry: LogEntry
    hashes: tuple[str, ...]


class ConsistencyProof(Struct, frozen=True, forbid_unknown_fields=True):
    """That the log of ``earlier`` entries is the beginning of the log of ``later`` entries."""

    schema: str
    earlier: int
    later: int
    earlier_root: str
    later_root: str
    hashes: tuple[str, ...]


def entry_leaf(entry: LogEntry) -> bytes:
    """Return the leaf hash of an entry: over its canonical JSON."""
    return leaf_hash(canonical_json(msgspec.to_builtins(entry)))


def log_root(entries: Sequence[LogEntry]) -> str:
    """Return the root over entries, in hex."""
    return root_hash([entry_leaf(entry) for entry in entries]).hex()


def prove_all(entries: Sequence[LogEntry]) -> list[InclusionProof]:
    """Return the inclusion proof of every entry."""
    proofs = inclusion_proofs([entry_leaf(entry) for entry in entries])
    return [
        InclusionProof("kaname.inclusion/1", index, len(entries), entry, tuple(step.hex() for step in proofs[index]))
        for index, entry in enumerate(entries)
    ]


def sign_head(head: TreeHead, key: PrivateKey) -> Envelope:
    """Return a head in a signed envelope. Same head, same payload."""
    return sign_envelope(msgspec.json.encode(head, order="sorted"), HEAD_TYPE, [key])


def open_head(envelope: Envelope, keys: Sequence[PublicKey]) -> TreeHead:
    """Return a head after its signature was verified.

    Raises:
        IntegrityError: not signed by an accepted key, altered, or another kind of envelope. InputError: not a head.
    """
    verify_envelope(envelope, keys, payload_type=HEAD_TYPE)
    try:
        return msgspec.json.decode(envelope.payload, type=TreeHead)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("register.not_a_head", detail=str(error)) from error


def verify_entries(entries: Sequence[LogEntry], head: TreeHead) -> None:
    """Check that a log is the one that a head speaks of.

    Raises:
        IntegrityError: entries are missing or too many, or one was changed or moved.
    """
    if len(entries) != head.size:
        raise IntegrityError("register.size", found=len(entries), stated=head.size)
    if log_root(entries) != head.root:
        raise IntegrityError("register.root")


def verify_grew(entries: Sequence[LogEntry], earlier: TreeHead) -> None:
    """Check that a log only grew since an earlier head.

    Raises:
        IntegrityError: entries that were there were changed, moved or removed.
    """
    if len(entries) < earlier.size:
        raise IntegrityError("register.shrunk", found=len(entries), earlier=earlier.size)
    if log_root(entries[: earlier.size]) != earlier.root:
        raise IntegrityError("exchange.consistency", earlier=earlier.size, later=len(entries))


def verify_proof(proof: InclusionProof, head: TreeHead, *, envelope_sha256: str) -> None:
    """Check that a signed file is in the register under a head, from the proof alone.

    Raises:
        IntegrityError: the proof is of another file, of another head, or does not lead to the root.
    """
    if proof.entry.envelope_sha256 != envelope_sha256:
        raise IntegrityError("register.proof_of_other_file", declaration=proof.entry.declaration)
    if proof.size != head.size:
        raise IntegrityError("register.proof_of_other_head", proof_size=proof.size, head_size=head.size)
    steps = _bytes_of(proof.hashes)
    verify_inclusion(entry_leaf(proof.entry), proof.index, proof.size, steps, _bytes_of([head.root])[0])


def verify_consistency_proof(proof: ConsistencyProof, earlier: TreeHead, later: TreeHead) -> None:
    """Check from the proof alone that the log of a later head continues the log of an earlier one.

    Raises:
        IntegrityError: it does not, or the proof is of other heads.
    """
    sides = ((proof.earlier, proof.earlier_root, earlier), (proof.later, proof.later_root, later))
    for size, root, head in sides:
        if (size, root) != (head.size, head.root):
            raise IntegrityError("register.proof_of_other_head", proof_size=size, head_size=head.size)
    roots = _bytes_of([earlier.root, later.root])
    verify_consistency(proof.earlier, proof.later, _bytes_of(proof.hashes), roots[0], roots[1])


def _bytes_of(hashes: Sequence[str]) -> list[bytes]:
    try:
        return [bytes.fromhex(one) for one in hashes]
    except ValueError as error:
        raise IntegrityError("register.not_a_hash") from error
