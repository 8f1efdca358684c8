"""Check a redacted document against its proof, and what is revealed later against both."""

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kaname.errors import InputError, IntegrityError
from kaname.exchange.canonical import canonical_json
from kaname.exchange.merkle import root_hash, salted_leaf
from kaname.sbom.json_tree import Place, iter_leaves, parse_pointer, pointer_text
from kaname.sbom.redaction_families import Family, family_of
from kaname.services.redaction_proof import (
    Entry,
    Proof,
    Reveal,
    Section,
    Unit,
    from_base64,
    inner_hash,
    leaf_data,
    leaf_salt,
    outer_hash,
    read_json_tree,
    read_proof,
    read_reveal,
    unit_commitment,
    unit_in,
    withheld_hashes,
)


class Verified(Struct, frozen=True, kw_only=True):
    """What a verification established.

    Attributes:
        shown: leaves of the original that were checked. whole, partial, withheld: units. marks: added leaves, all marks.
        revealed: (pointer in the original, value) of a reveal, genuine.
    """

    commitment: str
    recipient: str
    shown: int
    whole: int
    partial: int
    withheld: int
    marks: int
    revealed: tuple[tuple[str, Any], ...] = ()


def verify_redaction(
    *, document: bytes, proof: bytes, reveal: bytes | None = None, commitment: str | None = None
) -> Verified:
    """Check a redacted document against its proof, and a reveal against both.

    Checked, in this order: the proof's form; the commitment expected, where one is given; the digest of the document; each
    unit: every leaf that is shown, its place and order, and that whatever else stands there is a mark; the head over all
    units; each revealed leaf.

    Args:
        commitment: hex head that was received another way, such as with an earlier delivery.

    Raises:
        IntegrityError: ``sbom.commitment_other``, ``sbom.view_altered``, ``sbom.structure_altered``, ``sbom.content_added``,
            ``sbom.content_altered``, ``sbom.reveal_other_original``, ``sbom.reveal_wrong``; with the place.
        InputError: a file is not of its form.
    """
    claimed = read_proof(proof)
    if commitment is not None and not hmac.compare_digest(claimed.commitment, commitment.strip().lower()):
        raise IntegrityError("sbom.commitment_other")
    tree = read_json_tree(document)
    family = family_of(tree)
    if family is None or family.name != claimed.format:
        raise IntegrityError("sbom.view_altered")
    if not hmac.compare_digest(hashlib.sha256(canonical_json(tree)).hexdigest(), claimed.view):
        raise IntegrityError("sbom.view_altered")
    verifier = _Verifier(tree, family)
    head = root_hash([*verifier.unit_commitments(claimed.sections)])
    if not hmac.compare_digest(head.hex(), claimed.commitment):
        raise IntegrityError("sbom.content_altered")
    revealed = _verify_reveal(read_reveal(reveal), claimed) if reveal is not None else ()
    units = [unit for section in claimed.sections for unit in section.units]
    return Verified(
        commitment=claimed.commitment,
        recipient=claimed.recipient,
        shown=verifier.shown,
        whole=sum(unit.salt is not None for unit in units),
        partial=sum(unit.leaves is not None for unit in units),
        withheld=sum(unit.withheld is not None for unit in units),
        marks=verifier.marks,
        revealed=revealed,
    )


class _Verifier:
    """Recomputes the unit commitments of a proof from the redacted document."""

    def __init__(self, tree: Any, family: Family) -> None:
        self._tree = tree
        self._family = family
        self.shown = 0
        self.marks = 0

    def unit_commitments(self, sections: Sequence[Section]) -> Iterator[bytes]:
        names = [section.name for section in sections]
        if names != sorted(set(names)):
            raise IntegrityError("sbom.structure_altered")
        for key in sorted(self._tree):
            if key not in names:
                self._check_extra(key, 0)
        for section in sections:
            yield from self._section(section)

    def _section(self, section: Section) -> Iterator[bytes]:
        name = section.name
        node = self._tree.get(name)
        if not section.items:
            if len(section.units) != 1:
                raise IntegrityError("sbom.structure_altered", path=name)
            unit = section.units[0]
            if (unit.withheld is None) != (name in self._tree):
                raise IntegrityError("sbom.structure_altered", path=name)
            yield self._unit(unit, section, 0, (name,), (name,), node)
            return
        rest = node if isinstance(node, list) else []
        if name in self._tree and not isinstance(node, list):
            raise IntegrityError("sbom.structure_altered", path=name)
        at = 0
        for index, unit in enumerate(section.units):
            inner = None
            if unit.withheld is None:
                if at >= len(rest):
                    raise IntegrityError("sbom.structure_altered", path=name)
                inner = rest[at]
            yield self._unit(unit, section, index, (name, index), (name, at), inner)
            at += unit.withheld is None
        if at < len(rest) or (name in self._tree and not rest):
            self._check_extra(name, at)

    def _unit(self, unit: Unit, section: Section, index: int, old: Place, new: Place, node: Any) -> bytes:
        given = [unit.salt is not None, unit.withheld is not None, unit.leaves is not None]
        if sum(given) != 1:
            raise InputError("sbom.proof_form", path=pointer_text(old), detail="unit")
        if unit.withheld is not None:
            return outer_hash(section.name, index, from_base64(unit.withheld))
        if unit.salt is not None:
            salt = from_base64(unit.salt)
            hashes = [
                salted_leaf(leaf_salt(salt, (*old, *place)), leaf_data((*old, *place), value))
                for place, value in iter_leaves(node)
            ]
            self.shown += len(hashes)
            return unit_commitment(section.name, index, hashes)
        return unit_commitment(section.name, index, self._partial(unit.leaves or (), old, new, node))

    def _partial(self, entries: Sequence[Entry], old: Place, new: Place, node: Any) -> list[bytes]:
        there = {pointer_text(place): (at, place, value) for at, (place, value) in enumerate(iter_leaves(node))}
        hashes: list[bytes] = []
        last = -1
        for entry in entries:
            if isinstance(entry, str):
                hashes.append(from_base64(entry))
                continue
            if len(entry) not in (2, 3):
                raise InputError("sbom.proof_form", path=pointer_text(old), detail="leaf")
            before, salt = entry[0], entry[1]
            found = there.pop(entry[2] if len(entry) == 3 else before, None)
            if found is None or found[0] <= last:
                raise IntegrityError("sbom.structure_altered", path=pointer_text(new) + before)
            last = found[0]
            original = _like(before, found[1])
            if original is None:
                raise IntegrityError("sbom.structure_altered", path=pointer_text(new) + before)
            place = (*old, *original)
            hashes.append(salted_leaf(from_base64(salt), leaf_data(place, found[2])))
            self.shown += 1
        added = {(*new, *place): value for _, place, value in there.values()}
        self._check_marks(added)
        return hashes

    def _check_marks(self, added: Mapping[Place, Any]) -> None:
        for place in added:
            if not self._family.is_mark(place, added):
                raise IntegrityError("sbom.content_added", path=pointer_text(place))
        self.marks += len(added)

    def _check_extra(self, name: str, first: int) -> None:
        """What the original has no unit for may only be marks about the document."""
        node = self._tree[name]
        place: Place = (name,)
        if name == "metadata":
            self._check_marks(dict(iter_leaves(node, place)))
            return
        if not isinstance(node, list) or len(node) != first + 1:
            raise IntegrityError("sbom.content_added", path=pointer_text(place))
        added = dict(iter_leaves(node[first], (name, first)))
        if name == "compositions" and self._family.name == "cyclonedx":
            if not _is_incomplete(node[first], self._family, self._tree):
                raise IntegrityError("sbom.content_added", path=pointer_text((name, first)))
            self.marks += len(added)
        elif name == "annotations" and self._family.name == "spdx":
            self._check_marks(added)
        else:
            raise IntegrityError("sbom.content_added", path=pointer_text((name, first)))


def _is_incomplete(node: Any, family: Family, tree: Any) -> bool:
    if (
        not isinstance(node, dict)
        or node.get("aggregate") != "incomplete"
        or node.keys() - {"aggregate", "dependencies"}
    ):
        return False
    refs = node.get("dependencies", ["-"])
    known = {part.ref for part in family.parts(tree)} | {"-"}
    return isinstance(refs, list) and bool(refs) and all(isinstance(ref, str) and ref in known for ref in refs)


def _like(pointer: str, place: Place) -> Place | None:
    """Return the place that a pointer of the original names, where it differs from ``place`` in list indices only."""
    parts = parse_pointer(pointer)
    if parts is None or len(parts) != len(place):
        return None
    made: list[str | int] = []
    for part, other in zip(parts, place, strict=True):
        if isinstance(other, int):
            # An index in another spelling (01) would name the same place by another pointer.
            if not (part.isascii() and part.isdigit()) or str(int(part)) != part:
                return None
            made.append(int(part))
        elif part == other:
            made.append(part)
        else:
            return None
    return tuple(made)


def _verify_reveal(reveal: Reveal, claimed: Proof) -> tuple[tuple[str, Any], ...]:
    if not hmac.compare_digest(reveal.commitment, claimed.commitment):
        raise IntegrityError("sbom.reveal_other_original")
    sections = {section.name: section for section in claimed.sections}
    found: list[tuple[str, Any]] = []
    for shown in reveal.units:
        unit = unit_in(sections, shown.section, shown.index)
        base: Place = (shown.section, shown.index) if sections.get(shown.section, _NONE).items else (shown.section,)
        hidden = {from_base64(text) for text in withheld_hashes(unit)} if unit is not None else set()
        hashes = []
        for below, value, salt in shown.leaves:
            place = (*base, *below)
            digest = salted_leaf(from_base64(salt), leaf_data(place, value))
            hashes.append(digest)
            if not shown.whole and digest not in hidden:
                raise IntegrityError("sbom.reveal_wrong", path=pointer_text(place))
            found.append((pointer_text(place), value))
        if shown.whole and (unit is None or unit.withheld is None or from_base64(unit.withheld) != inner_hash(hashes)):
            raise IntegrityError("sbom.reveal_wrong", path=pointer_text(base))
    return tuple(found)


_NONE = Section("", ())
