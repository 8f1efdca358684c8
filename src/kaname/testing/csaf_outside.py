"""What the official samples of CSAF expect of the world outside: a web, a dictionary, the schemas of two extensions.

The schemas and metadata are ours; they demand what the samples say about them: ``documentation`` is needed, ``notes`` may be
there in the second, each may stand once at a place, and the two do not go together.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from kaname.formats.csaf.outside import Outside
from kaname.net.client import HttpClient
from kaname.services.csaf_extensions import KnownExtensions
from kaname.services.csaf_links import AskedLinks
from kaname.services.csaf_spelling import Hunspell
from kaname.testing.http import FakeClock
from kaname.testing.web import web

_RAW = "https://raw.githubusercontent.com/oasis-tcs/csaf/refs/heads/master/csaf_2.1/extension/data/valid/"
FIRST = _RAW + "documentation-11/documentation-11-content_1.0.0.json"
SECOND = _RAW + "documentation-12/documentation-12-content_1.0.0.json"
# The one address that a sample calls broken and that is not broken by its name alone.
BROKEN = "https://github.com/oasis-tcs/csaf/not-available"
_PLACES = (
    "$.document.x_extensions",
    "$.product_tree.branches..product.x_extensions",
    "$.product_tree.full_product_names[*].x_extensions",
    "$.product_tree.product_paths[*].full_product_name.x_extensions",
    "$.vulnerabilities[*].metrics[*].content.x_extensions",
    "$.vulnerabilities[*].x_extensions",
    "$.x_extensions",
)


def extension_schema(url: str, *properties: str) -> dict[str, Any]:
    """Return the schema of an extension whose content needs the first property and may have the others."""
    texts: dict[str, Any] = {"type": "string", "minLength": 1}
    content = {
        "type": "object",
        "minProperties": 1,
        "required": list(properties[:1]),
        "properties": {properties[0]: texts, **{name: {"type": "array", "items": texts} for name in properties[1:]}},
        "unevaluatedProperties": False,
    }
    return {
        "$schema": "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/extension-metaschema.json",
        "$id": url,
        "type": "object",
        "required": ["$schema", "category", "critical", "content"],
        "properties": {
            "$schema": {"type": "string", "format": "uri", "const": url},
            "category": {"type": "string"},
            "critical": {"type": "boolean"},
            "content": content,
        },
        "additionalProperties": False,
    }


def extension_metadata(url: str, *incompatible: str, **most: int) -> dict[str, Any]:
    """Return the metadata of an extension: once at every place; ``most`` by the last words of a place, such as ``root``."""
    requirement = {place: {"max_occurrence": 1} for place in _PLACES}
    for name, count in most.items():
        requirement[{"root": "$.x_extensions", "document": "$.document.x_extensions"}[name]] = {"max_occurrence": count}
    content: dict[str, Any] = {
        "$schema": "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/extension-metadata.json",
        "extension_schema": url,
        "last_updated": "2026-08-01T00:00:00Z",
        "requirement": requirement,
    }
    return {**content, **({"incompatible_extensions": list(incompatible)} if incompatible else {})}


def write_extensions(folder: Path) -> None:
    """Write the schemas and metadata of the two extensions of the samples."""
    folder.mkdir(parents=True, exist_ok=True)
    content = {
        "documentation-11-content_1.0.0": extension_schema(FIRST, "documentation"),
        "documentation-11-metadata_1.0.0": extension_metadata(FIRST),
        "documentation-12-content_1.0.0": extension_schema(SECOND, "documentation", "notes"),
        "documentation-12-metadata_1.0.0": extension_metadata(SECOND, FIRST),
    }
    for name, value in content.items():
        (folder / f"{name}.json").write_bytes(msgspec.json.encode(value))


@contextmanager
def world_of_samples(folder: Path) -> Iterator[Outside]:
    """Give the samples what they expect: every address but the broken one answers, schemas lie in a folder."""
    write_extensions(folder)

    def answers(method: str, url: str) -> tuple[int, bytes, Mapping[str, str]]:
        return (404 if url == BROKEN else 200), b"", {}

    with web(answers) as running, HttpClient(clock=FakeClock(), environment=running.environment) as client:
        yield Outside(links=AskedLinks(client), spelling=Hunspell(), extensions=KnownExtensions([str(folder)]))
