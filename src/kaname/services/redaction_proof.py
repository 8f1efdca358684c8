"""The proof of a redaction: its form, its salts, its hashes; and JSON trees whose meaning is beyond doubt.

Refuses what has more than one reading: repeated keys, numbers that a double cannot hold, files that are not of the form.
"""

import base64
import binascii
import hashlib
import hmac
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.exchange.canonical import MAX_DEPTH, canonical_json
from kaname.exchange.merkle import DIGEST_BYTES, SALT_BYTES, leaf_hash, root_hash, salted_leaf
from kaname.formats.json_text import decode_json
from kaname.formats.text import decode_text, utf8_bytes
from kaname.sbom.json_tree import Place, pointer_text

PROOF_SCHEMA, REVEAL_SCHEMA, SECRET_SCHEMA = "kaname.redaction/1", "kaname.reveal/1", "kaname.redaction-secret/1"
SECRET_BYTES = 32
_MAX_SAFE_INTEGER = 2**53 - 1

T = TypeVar("T")

Entry = str | tuple[str, ...]
"""A hash; or pointer and salt; or pointer, salt and pointer in the view."""


class Unit(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One unit in a proof; exactly one of the three is given.

    Attributes:
        salt: base64; the unit is shown whole. withheld: base64 hash; nothing of it is shown.
        leaves: in the order of the original: pointer below the unit and salt (and pointer in the view where it
            moved) of a leaf that is shown; a hash of one that is not.
    """

    salt: str | None = None
    withheld: str | None = None
    leaves: tuple[Entry, ...] | None = None


class Section(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """The units of one top-level key; ``items``: its value is a list and each item a unit."""

    name: str
    units: tuple[Unit, ...]
    items: bool = False


class Proof(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What goes to the recipient next to the redacted document.

    Attributes:
        commitment: hex head over the whole original. view: hex SHA-256 of the canonical redacted document.
        format: ``cyclonedx`` or ``spdx``.
    """

    schema: str
    format: str
    recipient: str
    created: str
    commitment: str
    view: str
    sections: tuple[Section, ...]


class RevealedUnit(Struct, frozen=True, forbid_unknown_fields=True):
    """Leaves of one unit: (keys and indices below the unit, value, salt); ``whole`` where nothing of the unit was shown."""

    section: str
    index: int
    whole: bool
    leaves: tuple[tuple[tuple[str | int, ...], Any, str], ...]


class Reveal(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was withheld and is shown later."""

    schema: str
    commitment: str
    units: tuple[RevealedUnit, ...]


def read_json_tree(data: bytes) -> Any:
    """Decode a document into a JSON tree whose meaning is beyond doubt.

    Raises:
        InputError: not text, not JSON; ``sbom.redact_repeated_key``, ``sbom.redact_numbers``, ``sbom.redact_too_deep``.
    """
    text = decode_text(data)
    try:
        tree = json.loads(
            text, object_pairs_hook=_object, parse_int=_integer, parse_float=_float, parse_constant=_number
        )
    except RecursionError:
        raise InputError("sbom.redact_too_deep", limit=MAX_DEPTH) from None
    except json.JSONDecodeError:
        decode_json(data, msgspec.Raw)  # raises with line and column
        raise
    _check_depth(tree)
    return tree


def make_secret_file(secret: bytes) -> bytes:
    """Return the file in which a supplier keeps a secret."""
    return json.dumps({"schema": SECRET_SCHEMA, "secret": to_base64(secret)}, indent=2).encode() + b"\n"


def read_secret_file(data: bytes) -> bytes:
    """Read a secret.

    Raises:
        InputError: ``sbom.secret_form``.
    """
    try:
        found = msgspec.json.decode(utf8_bytes(data), type=dict[str, str])
        secret = base64.b64decode(found.get("secret", ""), validate=True)
    except (msgspec.DecodeError, binascii.Error, ValueError):
        raise InputError("sbom.secret_form") from None
    if found.get("schema") != SECRET_SCHEMA or len(secret) != SECRET_BYTES:
        raise InputError("sbom.secret_form")
    return secret


class Salts:
    """Salts of one document: from the secret and the content, so that no two documents share any."""

    def __init__(self, tree: Any, secret: bytes) -> None:
        if len(secret) != SECRET_BYTES:
            raise ValueError(f"a secret has {SECRET_BYTES} bytes")
        self._key = hmac.digest(secret, b"document" + hashlib.sha256(canonical_json(tree)).digest(), "sha256")

    def unit(self, section: str, index: int) -> bytes:
        """Return the salt of a unit."""
        return hmac.digest(self._key, b"unit" + canonical_json([section, index]), "sha256")

    def leaf(self, unit_salt: bytes, place: Place) -> bytes:
        """Return the salt of a leaf, given that of its unit."""
        return leaf_salt(unit_salt, place)

    def leaf_hash(self, unit_salt: bytes, place: Place, value: Any) -> bytes:
        """Return the hash of a leaf, given the salt of its unit."""
        return salted_leaf(leaf_salt(unit_salt, place), leaf_data(place, value))


def iter_units(tree: Any) -> Iterator[tuple[str, bool, list[tuple[int, Place, Any]]]]:
    """Walk the units by top-level key: name, whether each item of a list is one, and (index, place, node)."""
    for name in sorted(tree):
        node = tree[name]
        if isinstance(node, list) and node:
            yield name, True, [(index, (name, index), each) for index, each in enumerate(node)]
        else:
            yield name, False, [(0, (name,), node)]


def leaf_salt(unit_salt: bytes, place: Place) -> bytes:
    """Return the salt of a leaf from that of its unit; who knows only this one cannot compute the others."""
    return hmac.digest(unit_salt, b"leaf" + pointer_text(place).encode("utf-8", "surrogatepass"), "sha256")


def leaf_data(place: Place, value: Any) -> bytes:
    """Return the bytes of a leaf: place and value, canonical (RFC 8785)."""
    if not isinstance(value, float):  # for everything else the fast encoder writes what RFC 8785 asks for
        try:
            return json.dumps([place, value], ensure_ascii=False, separators=(",", ":")).encode("utf-8")
        except UnicodeEncodeError:
            pass
    return canonical_json([list(place), value])


def inner_hash(hashes: Sequence[bytes]) -> bytes:
    """Return the hash of a unit's content: count and Merkle head of its leaves."""
    return leaf_hash(len(hashes).to_bytes(8) + root_hash(hashes))


def outer_hash(section: str, index: int, inner: bytes) -> bytes:
    """Return the hash that binds a unit's content to its place."""
    return leaf_hash(canonical_json([section, index]) + inner)


def unit_commitment(section: str, index: int, hashes: Sequence[bytes]) -> bytes:
    """Return the leaf that a unit is in the tree over the whole document."""
    return outer_hash(section, index, inner_hash(hashes))


def unit_in(sections: Mapping[str, Section], name: str, index: int) -> Unit | None:
    """Return a unit of a proof; None where there is none."""
    section = sections.get(name)
    return section.units[index] if section is not None and 0 <= index < len(section.units) else None


def withheld_hashes(unit: Unit) -> list[str]:
    """Return the hashes of the withheld leaves of a unit that is shown in part, base64."""
    return [entry for entry in unit.leaves or () if isinstance(entry, str)]


def read_proof(data: bytes) -> Proof:
    """Read a proof.

    Raises:
        InputError: ``sbom.proof_form``.
    """
    proof = _decode(data, Proof, "sbom.proof_form")
    if proof.schema != PROOF_SCHEMA:
        raise InputError("sbom.proof_form", detail=proof.schema[:100])
    return proof


def read_reveal(data: bytes) -> Reveal:
    """Read a reveal.

    Raises:
        InputError: ``sbom.reveal_form``.
    """
    reveal = _decode(data, Reveal, "sbom.reveal_form")
    if reveal.schema != REVEAL_SCHEMA:
        raise InputError("sbom.reveal_form", detail=reveal.schema[:100])
    return reveal


def _decode(data: bytes, type_: type[T], code: Literal["sbom.proof_form", "sbom.reveal_form"]) -> T:
    try:
        return msgspec.json.decode(utf8_bytes(data), type=type_)
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(code, detail=str(error)[:200]) from None


def to_base64(data: bytes) -> str:
    """Return bytes as base64 text."""
    return base64.b64encode(data).decode("ascii")


def from_base64(text: str) -> bytes:
    """Return the 32 bytes of a salt or hash.

    Raises:
        InputError: ``sbom.proof_form``.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise InputError("sbom.proof_form", detail="base64") from None
    if len(data) != DIGEST_BYTES or len(data) != SALT_BYTES:
        raise InputError("sbom.proof_form", detail="base64")
    return data


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise InputError("sbom.redact_repeated_key", key=key[:100])
            seen.add(key)
    return made


def _integer(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > _MAX_SAFE_INTEGER:
        raise InputError("sbom.redact_numbers", detail=digits[:40])
    return int(digits)


def _float(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise InputError("sbom.redact_numbers", detail=text[:40])
    return number


def _number(text: str) -> float:
    raise InputError("sbom.redact_numbers", detail=text[:40])


def _check_depth(tree: Any) -> None:
    waiting = [(tree, 0)]
    while waiting:
        node, depth = waiting.pop()
        # Leaves are written canonically inside a list; recursion elsewhere stays well below Python's limit.
        if depth > MAX_DEPTH // 2:
            raise InputError("sbom.redact_too_deep", limit=MAX_DEPTH // 2)
        if isinstance(node, dict):
            waiting.extend([(inner, depth + 1) for inner in node.values()])
        elif isinstance(node, list):
            waiting.extend([(inner, depth + 1) for inner in node])
