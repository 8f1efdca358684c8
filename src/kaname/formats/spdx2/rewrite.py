"""SPDX 2 documents written as SPDX 2 again: the document's own tree or text is kept, not made anew.

Only ``spdxVersion`` changes, and what was changed in the model. SPDX 2.3 takes every document of 2.1 and 2.2: it made fields
optional and added words.
"""

import re
from datetime import datetime
from typing import Any

import msgspec

from kaname.formats.json_text import decode_json
from kaname.formats.patching import patch_tree
from kaname.formats.problem_list import ProblemList
from kaname.formats.spdx2.json_document import read_spdx_json
from kaname.formats.spdx2.tag_value import read_spdx_tag_value
from kaname.formats.spdx2.write import make_tree
from kaname.formats.spdx2.yaml_document import parse_yaml, read_spdx_yaml
from kaname.formats.text import decode_text, utf8_bytes
from kaname.model.sbom import Sbom

_VERSION_LINE = re.compile(r"^([ \t]*SPDXVersion:[ \t]*)SPDX-[0-9.]+", re.MULTILINE)


def rewrite_spdx_json(sbom: Sbom, *, now: datetime) -> bytes | None:
    """Return a document that was SPDX JSON or YAML as SPDX 2.3 JSON with nothing left out.

    Args:
        sbom: as read, or changed after.
        now: as for ``write_spdx_json``.

    Returns:
        The document; None where it was of another format, its bytes are not kept, or it holds what JSON cannot.
    """
    data = sbom.original.data
    if not data or sbom.format not in ("spdx-json", "spdx-yaml"):
        return None
    if sbom.format == "spdx-json":
        tree: Any = decode_json(data, object)
        before = read_spdx_json(utf8_bytes(data), sbom.original)
    else:
        tree = parse_yaml(decode_text(data), ProblemList("spdx2"))
        tree = _typed(tree)
        before = read_spdx_yaml(decode_text(data), sbom.original)
    if not isinstance(tree, dict):
        return None
    if not _same(before, sbom):
        old, new = make_tree(before, now)[0], make_tree(sbom, now)[0]
        tree = patch_tree(tree, old, new)
    tree = {**tree, "spdxVersion": "SPDX-2.3"}
    try:
        return msgspec.json.format(msgspec.json.encode(tree), indent=2) + b"\n"
    except (TypeError, OverflowError, RecursionError):
        return None  # dates of YAML and the like: the caller makes the document from the model


def rewrite_spdx_tag_value(sbom: Sbom) -> bytes | None:
    """Return a document that was tag-value, and was not changed, as SPDX 2.3; None where it was another or was changed."""
    if not sbom.original.data or sbom.format != "spdx-tag-value":
        return None
    text = decode_text(sbom.original.data)
    if not _same(read_spdx_tag_value(text, sbom.original), sbom):
        return None
    return _VERSION_LINE.sub(r"\g<1>SPDX-2.3", text, count=1).encode("utf-8")


def _typed(value: Any, name: str = "") -> Any:
    """Give the values of YAML, all of them text, the types that JSON wants (SPDX 2.3 JSON schema)."""
    if isinstance(value, dict):
        return {key: _typed(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_typed(inner, name) for inner in value]
    if name == "filesAnalyzed" and value in ("true", "false"):
        return value == "true"
    if name in ("offset", "lineNumber") and isinstance(value, str) and value.isascii() and value.isdigit():
        return int(value)
    return value


def _same(one: Sbom, other: Sbom) -> bool:
    def bare(sbom: Sbom) -> Sbom:
        return msgspec.structs.replace(sbom, problems=(), spec_version="")

    return bare(one) == bare(other)
