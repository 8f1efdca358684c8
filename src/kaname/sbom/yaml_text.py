"""YAML that people write for this room (profiles, scopes, policies) into typed values, with places in the errors.

Refuses more than a megabyte, and what ``catalogs.yaml_text`` refuses: aliases, tags, duplicate keys, deep nesting.
"""

from typing import TypeVar

import msgspec

from kaname.catalogs.yaml_text import parse_yaml
from kaname.errors import InputError

# A policy for 10,000 components has some 500 kB; nobody writes more by hand.
MAX_YAML_BYTES = 1 << 20

T = TypeVar("T")


def decode_yaml(data: bytes, type_: type[T]) -> T:
    """Decode YAML (or JSON, which is YAML) into a type.

    Raises:
        InputError: ``sbom.yaml_too_large``; ``catalogs.*``: not YAML or not plain data (line and column); ``sbom.yaml_form``
            (path of the value).
    """
    if len(data) > MAX_YAML_BYTES:
        raise InputError("sbom.yaml_too_large", limit=MAX_YAML_BYTES)
    tree = parse_yaml(data, "")
    try:
        return msgspec.convert(tree, type=type_)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `")
        raise InputError(
            "sbom.yaml_form", path=path.rstrip("`").removeprefix("$").lstrip(".") or None, reason=reason
        ) from None
