"""What readers of statement documents share: careful access to untrusted JSON, and products by identifier."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from kaname.errors import InputError
from kaname.model.sbom import Hash, Problem
from kaname.model.statement import ProductRef

# The largest published hubs hold some 10,000 statements in 10 MB; decoded, a document takes about ten times its size.
MAX_VEX_BYTES = 128 << 20

Json = Mapping[str, Any]


def text_of(tree: Json, key: str) -> str:
    """Return a text member; empty where it is absent or no text."""
    value = tree.get(key)
    return value if isinstance(value, str) else ""


def texts_of(tree: Json, key: str) -> tuple[str, ...]:
    """Return the texts of an array member; a single text counts as an array of one."""
    value = tree.get(key)
    if isinstance(value, str):
        return (value,)
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def objects_of(tree: Json, key: str) -> list[tuple[int, Json]]:
    """Return the objects of an array member with their index."""
    value = tree.get(key)
    if not isinstance(value, list):
        return []
    return [(index, one) for index, one in enumerate(value) if isinstance(one, dict)]


def object_of(tree: Json, key: str) -> Json:
    """Return an object member; an empty one where it is absent or something else."""
    value = tree.get(key)
    return value if isinstance(value, dict) else {}


def problem_from(error: InputError) -> Problem:
    """Return an error as a problem that did not stop the reading."""
    return Problem(path=error.path or "", code=error.code, params=dict(error.params))


def identified(identifier: str, **fields: Any) -> ProductRef:
    """Return a product whose identifier may itself be a purl or a CPE name."""
    purls = (identifier,) if identifier.startswith("pkg:") else ()
    cpes = (identifier,) if identifier.startswith(("cpe:/", "cpe:2.3:")) else ()
    return ProductRef(
        id=identifier,
        purls=_joined(purls, fields.pop("purls", ())),
        cpes=_joined(cpes, fields.pop("cpes", ())),
        **fields,
    )


def hashes_of(tree: Json, spelling: Mapping[str, str]) -> tuple[Hash, ...]:
    """Return hashes given as an object of algorithm → value; algorithms in CycloneDX spelling where they are known."""
    return tuple(
        Hash(spelling.get(name.lower(), name.upper()), value.lower())
        for name, value in tree.items()
        if isinstance(value, str)
    )


def limited_purl(purl: str, versions: str) -> str:
    """Return a purl without version limited to a range by the ``vers`` qualifier, so that a statement is never widened."""
    if not versions or "@" in purl.partition("?")[0]:
        return purl
    base, hash_, subpath = purl.partition("#")
    return f"{base}{'&' if '?' in base else '?'}vers={quote(versions, safe=':')}{hash_}{subpath}"


def time_text(now: datetime) -> str:
    """Return an aware time as RFC 3339 in UTC."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _joined(first: Sequence[str], second: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))
