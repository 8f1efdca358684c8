"""YAML that people write for this room (profiles, scopes, policies) into typed values, with places in the errors.

Refuses what is no data: more than a megabyte, aliases (they can grow without bound), tags that make objects.
"""

from typing import TypeVar

import msgspec
import yaml

from kaname.errors import InputError

# A policy for 10,000 components has some 500 kB; nobody writes more by hand.
MAX_YAML_BYTES = 1 << 20

T = TypeVar("T")


def decode_yaml(data: bytes, type_: type[T]) -> T:
    """Decode YAML (or JSON, which is YAML) into a type.

    Raises:
        InputError: ``sbom.yaml_too_large``, ``sbom.yaml_syntax`` (line and column), ``sbom.yaml_alias``, ``sbom.yaml_form``
            (path of the value).
    """
    if len(data) > MAX_YAML_BYTES:
        raise InputError("sbom.yaml_too_large", limit=MAX_YAML_BYTES)
    try:
        text = data.decode("utf-8-sig")
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                raise InputError(
                    "sbom.yaml_alias", path=f"line {event.start_mark.line + 1}" if event.start_mark else None
                )
        tree = yaml.safe_load(text)
    except UnicodeDecodeError as error:
        raise InputError("sbom.yaml_syntax", reason="UTF-8", path=f"byte {error.start}") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}, column {mark.column + 1}" if mark else None
        raise InputError("sbom.yaml_syntax", path=where, reason=str(getattr(error, "problem", "") or "")) from None
    except (ValueError, RecursionError) as error:  # a date that is none, a number of too many digits, a thousand levels
        raise InputError("sbom.yaml_syntax", reason=type(error).__name__) from None
    try:
        return msgspec.convert(tree, type=type_)
    except msgspec.ValidationError as error:
        reason, _, path = str(error).partition(" - at `")
        raise InputError(
            "sbom.yaml_form", path=path.rstrip("`").removeprefix("$").lstrip(".") or None, reason=reason
        ) from None
