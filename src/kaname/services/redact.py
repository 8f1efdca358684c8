"""Withhold, verify, reveal: redacted documents with a commitment to the whole original.

The commitment is the head of a Merkle tree over salted leaves of the original (JSON pointer and value, canonical). Leaves
are grouped in units: each item of a top-level list is one (a component, a dependency), everything else one per top-level
key. A unit that is shown whole passes on one salt; one that is withheld passes on one hash; one that is shown in part
passes on a salt for each leaf shown and a hash for each leaf withheld. Salts of withheld leaves are never passed on, and
cannot be computed from others: they come from a secret by HMAC-SHA-256. The head is the same for all recipients of one
original and one secret.

What the recipient can check: that everything shown stands so in the original; that nothing was moved or added but marks
of what was withheld; that a later reveal is what was withheld. What needs a signature over the proof or a head received
another way: that the head is the supplier's.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from kaname.errors import InputError, IntegrityError
from kaname.exchange.canonical import canonical_json
from kaname.exchange.merkle import root_hash
from kaname.sbom.json_tree import Place, find_place, iter_leaves, parse_pointer, pointer_text
from kaname.sbom.redact import make_view, plan_redaction
from kaname.sbom.redaction_families import Family, family_of
from kaname.sbom.redaction_policy import RedactionPolicy, check_redaction_policy
from kaname.services.redaction_proof import (
    PROOF_SCHEMA,
    REVEAL_SCHEMA,
    Entry,
    Proof,
    Reveal,
    RevealedUnit,
    Salts,
    Section,
    Unit,
    from_base64,
    inner_hash,
    iter_units,
    read_json_tree,
    read_proof,
    to_base64,
    unit_commitment,
    unit_in,
    withheld_hashes,
)


class Redacted(Struct, frozen=True, kw_only=True):
    """A redaction.

    Attributes:
        document, proof: for the recipient. commitment: hex. removed, masked: labels. mentions: places that still
            hold a withheld name.
        unmatched: indices of policy rules that selected nothing. shown, withheld: leaves of the original.
    """

    document: bytes
    proof: bytes
    commitment: str
    removed: tuple[str, ...]
    masked: tuple[str, ...]
    mentions: tuple[str, ...]
    unmatched: tuple[int, ...]
    shown: int
    withheld: int


def redact_sbom(*, data: bytes, policy: RedactionPolicy, secret: bytes, now: datetime) -> Redacted:
    """Redact a document for a recipient. Same input, secret and ``now``: same bytes.

    Args:
        data: the complete document, CycloneDX (1.3 or newer) or SPDX 2 JSON.
        secret: ``SECRET_BYTES`` random bytes that stay with the supplier; the same ones make reveals possible.
        now: aware UTC; time in marks and proof.

    Raises:
        InputError, UnsupportedError: see ``read_json_tree``, ``plan_redaction``.
    """
    check_redaction_policy(policy)
    tree = read_json_tree(data)
    timestamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    plan = plan_redaction(tree, policy, timestamp=timestamp)
    view = make_view(tree, plan)
    salts = Salts(tree, secret)
    commitments: list[bytes] = []
    sections: list[Section] = []
    shown = withheld = 0
    added = {place for place, _ in iter_leaves(view.tree)} - set(view.kept.values())
    marked = {_unit_of(view.tree, place) for place in added}
    for name, items, units in iter_units(tree):
        made: list[Unit] = []
        for index, place, node in units:
            leaves = list(iter_leaves(node, place))
            salt = salts.unit(name, index)
            hashes = [salts.leaf_hash(salt, leaf, value) for leaf, value in leaves]
            commitments.append(unit_commitment(name, index, hashes))
            kept = [leaf in view.kept for leaf, _ in leaves]
            shown += sum(kept)
            withheld += len(kept) - sum(kept)
            if not any(kept) and not any(leaf in view.replaced for leaf, _ in leaves):
                made.append(Unit(withheld=to_base64(inner_hash(hashes))))
            elif all(kept) and _unit_of(view.tree, view.kept[leaves[0][0]]) not in marked:
                made.append(Unit(salt=to_base64(salt)))
            else:
                made.append(Unit(leaves=_entries(place, leaves, hashes, salt, salts, view.kept)))
        sections.append(Section(name, tuple(made), items))
    commitment = root_hash(commitments).hex()
    proof = Proof(
        schema=PROOF_SCHEMA,
        format=plan.family.name,
        recipient=policy.recipient,
        created=timestamp,
        commitment=commitment,
        view=hashlib.sha256(canonical_json(view.tree)).hexdigest(),
        sections=tuple(sections),
    )
    return Redacted(
        document=json.dumps(view.tree, ensure_ascii=False, indent=2).encode("utf-8") + b"\n",
        proof=msgspec.json.encode(proof) + b"\n",
        commitment=commitment,
        removed=tuple(plan.removed),
        masked=tuple(plan.masked),
        mentions=tuple(plan.mentions),
        unmatched=tuple(plan.unmatched),
        shown=shown,
        withheld=withheld,
    )


def reveal_withheld(*, original: bytes, proof: bytes, secret: bytes, wanted: Sequence[str]) -> bytes:
    """Return a reveal of parts that were withheld, for the recipient who has the proof.

    Args:
        wanted: JSON pointers into the original (a unit, a part of a unit that was shown in part), or key or name of
            a component.

    Raises:
        IntegrityError: ``sbom.original_differs``. InputError: ``sbom.reveal_nothing``; a file is not of its form.
    """
    claimed = read_proof(proof)
    tree = read_json_tree(original)
    family = family_of(tree)
    salts = Salts(tree, secret)
    places = [_wanted_places(tree, family, word) for word in wanted]
    sections = {section.name: section for section in claimed.sections}
    commitments: list[bytes] = []
    units: list[RevealedUnit] = []
    hits = [False] * len(wanted)
    for name, _, group in iter_units(tree):
        for index, place, node in group:
            salt = salts.unit(name, index)
            leaves = list(iter_leaves(node, place))
            hashes = [salts.leaf_hash(salt, leaf, value) for leaf, value in leaves]
            commitments.append(unit_commitment(name, index, hashes))
            unit = unit_in(sections, name, index)
            if unit is None or unit.salt is not None:
                continue
            asked = {at for at, found in enumerate(places) for each in found if _meets(each, place)}
            if not asked:
                continue
            hidden = set(hashes if unit.withheld is not None else map(from_base64, withheld_hashes(unit)))
            chosen = [
                (leaf[len(place) :], value, to_base64(salts.leaf(salt, leaf)))
                for (leaf, value), digest in zip(leaves, hashes, strict=True)
                if digest in hidden
                and (unit.withheld is not None or any(leaf[: len(each)] == each for at in asked for each in places[at]))
            ]
            if chosen:
                units.append(RevealedUnit(name, index, unit.withheld is not None, tuple(chosen)))
                for at in asked:
                    hits[at] = True
    if not hmac.compare_digest(root_hash(commitments).hex(), claimed.commitment):
        raise IntegrityError("sbom.original_differs")
    for word, hit in zip(wanted, hits, strict=True):
        if not hit:
            raise InputError("sbom.reveal_nothing", wanted=word[:200])
    reveal = Reveal(schema=REVEAL_SCHEMA, commitment=claimed.commitment, units=tuple(units))
    return msgspec.json.format(msgspec.json.encode(reveal), indent=2) + b"\n"


def _unit_of(tree: Any, place: Place) -> Place:
    return place[:2] if isinstance(tree.get(place[0]), list) and len(place) > 1 else place[:1]


def _entries(
    place: Place,
    leaves: Sequence[tuple[Place, Any]],
    hashes: Sequence[bytes],
    salt: bytes,
    salts: Salts,
    kept: Mapping[Place, Place],
) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for (leaf, _), digest in zip(leaves, hashes, strict=True):
        if leaf not in kept:
            entries.append(to_base64(digest))
            continue
        before, after = pointer_text(leaf[len(place) :]), pointer_text(kept[leaf][len(place) :])
        passed_on = to_base64(salts.leaf(salt, leaf))
        entries.append((before, passed_on) if before == after else (before, passed_on, after))
    return tuple(entries)


def _wanted_places(tree: Any, family: Family | None, word: str) -> list[Place]:
    if word.startswith("/"):
        found = find_place(tree, parse_pointer(word) or ())
        return [found] if found else []
    if family is None:
        return []
    return [part.place for part in family.parts(tree) if word in (part.ref, part.facts.get("name"), *part.identifiers)]


def _meets(wanted: Place, unit: Place) -> bool:
    shorter = min(len(wanted), len(unit))
    return wanted[:shorter] == unit[:shorter]
