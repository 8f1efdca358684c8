"""A process of its own that holds an instance against a JSON Schema: it can be ended when a pattern never does.

Standard input: ``{"schema": …, "others": {id: schema}, "instance": …}``. Standard output: an array of ``{path, keyword}``.
Exit code 1 where the schema cannot be used. References never lead to the network.
"""

import sys
from collections.abc import Mapping
from typing import Any

import msgspec

from kaname.formats.csaf.moments import parse_moment
from kaname.formats.csaf.outside import SchemaFault
from kaname.formats.csaf.structure import is_uri

# Enough to correct a document by.
_MAX_FAULTS = 100


def find_misfits(schema: Mapping[str, Any], others: Mapping[str, Any], instance: object) -> list[SchemaFault]:
    """Return where an instance does not fit a schema of draft 2020-12, by place.

    Raises:
        ValueError: the schema is none, or refers to one that is not there.
    """
    from itertools import islice

    from jsonschema import Draft202012Validator, FormatChecker
    from jsonschema.exceptions import SchemaError
    from referencing import Registry
    from referencing.exceptions import Unresolvable
    from referencing.jsonschema import DRAFT202012

    # The dialect of the committee is 2020-12 with formats asserted; its name is not one that the library knows.
    plain = _without_dialect(schema)
    known = {name: DRAFT202012.create_resource(_without_dialect(one)) for name, one in others.items()}
    registry: Registry[Any] = Registry().with_resources(known.items())
    formats = FormatChecker(formats=())
    formats.checks("uri")(lambda value: not isinstance(value, str) or is_uri(value))
    formats.checks("date-time")(lambda value: not isinstance(value, str) or parse_moment(value) is not None)
    try:
        Draft202012Validator.check_schema(plain)
        validator = Draft202012Validator(plain, registry=registry, format_checker=formats)
        found = list(islice(validator.iter_errors(instance), _MAX_FAULTS))
    except (SchemaError, Unresolvable, RecursionError) as error:
        raise ValueError(type(error).__name__) from error
    faults = [SchemaFault(tuple(error.absolute_path), str(error.validator)) for error in found]
    return sorted(faults, key=lambda fault: ([str(key) for key in fault.path], fault.keyword))


def _without_dialect(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key != "$schema"}


def main() -> int:
    """Read, check, print."""
    given = msgspec.json.decode(sys.stdin.buffer.read(), type=dict[str, Any])
    try:
        found = find_misfits(given["schema"], given["others"], given["instance"])
    except ValueError:
        return 1
    sys.stdout.buffer.write(msgspec.json.encode(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
