"""CycloneDX in JSON: one typed pass over the document; a field-by-field pass only where a type is wrong."""

import json
from typing import Any, TypeVar

import msgspec

from kaname.errors import InputError
from kaname.formats.collector import collector_paused
from kaname.formats.cyclonedx import wire
from kaname.formats.cyclonedx.document import build_sbom
from kaname.formats.cyclonedx.known import known_fields
from kaname.formats.cyclonedx.lenient import decode_leniently
from kaname.formats.json_text import decode_json, syntax_error
from kaname.formats.leftovers import unknown_fields
from kaname.formats.problem_list import ProblemList
from kaname.formats.text import utf8_bytes
from kaname.model.sbom import Original, Sbom

# Python converts no more than 4,300 digits by default; longer ones stay text.
_MOST_DIGITS = 1000

S = TypeVar("S", bound=msgspec.Struct)


def read_cyclonedx_json(original: Original) -> Sbom:
    """Read a CycloneDX JSON document (1.2 to 1.7; a newer 1.x with a problem noted).

    Costs about 25 ms per 1,000 components on one core and three times the document in memory.

    Raises:
        InputError: not text, not JSON, nested too deep, or no object.
        UnsupportedError: ``cyclonedx.spec_version``.
    """
    text = utf8_bytes(original.data)
    problems = ProblemList("cyclonedx")
    with collector_paused():
        try:
            bom = _decode(text, wire.Bom, problems)
            services = _decode(text, wire.Services, problems).services if b'"services"' in text else None
            return build_sbom(bom, services or (), format_="cyclonedx-json", original=original, problems=problems)
        except RecursionError:
            raise InputError("formats.json_too_deep") from None


def json_extras(sbom: Sbom) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a CycloneDX JSON document that the reader did not understand."""
    return unknown_fields(json_tree(sbom.original.data), known_fields(wire.Bom))


def json_tree(data: bytes) -> Any:
    """Decode a document that reading accepted, numbers past 64 bits included.

    Raises:
        InputError: not text, not JSON, nested too deep.
    """
    try:
        return decode_json(data, object)
    except InputError as error:
        if error.code != "formats.json_value":
            raise
    # Valid JSON with a number past 64 bits: nothing that reading stumbles over, so that nothing here may either.
    try:
        return json.loads(utf8_bytes(data), parse_int=_integer)
    except RecursionError:
        raise InputError("formats.json_too_deep") from None


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) < _MOST_DIGITS else digits


def _decode(text: bytes, type_: type[S], problems: ProblemList) -> S:
    try:
        return msgspec.json.decode(text, type=type_)
    except msgspec.ValidationError:
        pass  # some value has a wrong type: find out which, keep the rest
    except msgspec.DecodeError as error:
        raise syntax_error(error, text) from None
    try:
        found = decode_leniently(text, type_, "", problems)
    except msgspec.DecodeError as error:
        raise syntax_error(error, text) from None
    if found is None:
        raise InputError("formats.not_an_sbom_json", name="")
    return found
