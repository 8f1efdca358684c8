"""SSVC inside CSAF 2.1: the form of a selection list, namespaces, and whether a selection follows the registered definition.

Ids, versions, value keys and names of the registered decision points are facts from CERT/CC SSVC 2026.7.0: those that the
triage decides by in its registry, all others in ``data/ssvc_points.json``. No point is in both.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

import msgspec
from msgspec import Struct

from kaname.formats.csaf.checks import Fault, NotRun, fault
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.numbers import parse_number
from kaname.formats.csaf.structure import DATE_TIME, TEXT, URI, Listing, Text, one_of, record
from kaname.triage.ssvc.registry import load_registry

REGISTERED = frozenset({"basic", "cisa", "cvss", "nist", "ssvc"})
# Set aside by SSVC for documentation and tests: whatever stands in them is well. ``invalid`` is never well.
_RESERVED = frozenset({"example", "test"})
_KEY = Text(pattern=re.compile(r"[a-zA-Z0-9](?:[a-zA-Z0-9_]*[a-zA-Z0-9])?|T\*", re.ASCII))
_SEMANTIC = Text(
    shortest=5,
    pattern=re.compile(
        r"(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?"
        r"(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?",
        re.ASCII,
    ),
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_FRAGMENT = r"#[a-z0-9]+(?:[.-][a-z0-9]+)*"
_BASE = rf"(?:x_{_LABEL}(?:\.{_LABEL})+{_FRAGMENT}|[a-z][a-z0-9](?:[.-]?[a-z0-9]+)+(?:{_FRAGMENT})?)"
_TAG = r"[a-zA-Z0-9]{1,8}(?:-[a-zA-Z0-9]{1,8})*"
_EXTENSION = rf"/(?:{_TAG}|\.{_LABEL}(?:\.{_LABEL})+{_FRAGMENT}|\.?{_LABEL}(?:\.{_LABEL})*(?:{_FRAGMENT})?\${_TAG})"
_NAMESPACE = Text(shortest=3, pattern=re.compile(rf"{_BASE}(?:(?:/|/{_TAG})(?:{_EXTENSION})*)?", re.ASCII))
_VALUE = record("key", {"key": _KEY, "name": TEXT, "definition": TEXT}, closed=True)
_SELECTION = record(
    "namespace key version values",
    {
        "namespace": _NAMESPACE,
        "key": _KEY,
        "version": _SEMANTIC,
        "name": TEXT,
        "definition": TEXT,
        "values": Listing(_VALUE),
    },
    closed=True,
)
_REFERENCE = record("uri summary", {"uri": URI, "summary": Text(shortest=0)}, closed=True)
SELECTION_LIST = record(
    "timestamp schemaVersion selections",
    {
        "timestamp": DATE_TIME,
        "schemaVersion": one_of("2.0.0"),
        "target_ids": Listing(Text(shortest=0), distinct=True),
        "selections": Listing(_SELECTION),
        "decision_point_resources": Listing(_REFERENCE),
        "references": Listing(_REFERENCE),
    },
    closed=True,
)


class _Points(Struct, frozen=True):
    source: str
    points: dict[str, tuple[tuple[str, str], ...]]


class Namespace(Struct, frozen=True):
    """A namespace, taken apart. ``base``: up to the first slash; ``extension``: the rest, empty where there is none."""

    base: str
    extension: str

    @property
    def is_reserved(self) -> bool:
        """Whether SSVC sets it aside for documentation and tests."""
        return self.base.partition("#")[0] in _RESERVED

    @property
    def is_registered(self) -> bool:
        """Whether the base is registered with the SSVC project."""
        return self.base.partition("#")[0] in REGISTERED


def namespace_of(selection: Node) -> Namespace:
    """Return the namespace of a selection."""
    base, _, extension = selection.get("namespace").text.partition("/")
    return Namespace(base, extension)


@cache
def load_points() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return the values (key, name) of each registered point, by ``namespace:key:version``."""
    data = resources.files("kaname.formats.csaf").joinpath("data", "ssvc_points.json").read_bytes()
    decided_by = {
        f"{point.namespace}:{point.key}:{point.version}": tuple((value.key, value.en) for value in point.values)
        for point in load_registry().points.values()
    }
    return msgspec.json.decode(data, type=_Points).points | decided_by


def check_selection(selection: Node) -> Iterator[Fault | NotRun]:
    """Yield what in a selection of a registered base namespace differs from the definition (test 6.1.48).

    An extension may leave values out and rename them. One that renames values has a definition of its own, which is not known
    here: its keys are checked, their order is not.
    """
    namespace = namespace_of(selection)
    if namespace.is_reserved or not namespace.is_registered:
        return
    key, version = selection.get("key").text, selection.get("version").text
    point = f"{namespace.base}:{key}:{version}"
    defined = load_points().get(point)
    if defined is None:
        newest = latest_version(namespace.base, key)
        if not newest or not _is_later(version, newest):
            yield fault(selection, point=point)
            return
        # Later than all that is known here: it may exist. Values of the latest known one should keep their order.
        yield NotRun(selection.path, "ssvc_point", {"point": point, "latest": newest})
        defined = load_points()[f"{namespace.base}:{key}:{newest}"]
        if not {node.text for node in selection.select("values", "*", "key")} <= {value for value, _ in defined}:
            return
    keys = [value for value, _ in defined]
    names = dict(defined)
    listed = ", ".join(keys)
    given = list(selection.get("values").items())
    renamed = False
    for node in given:
        value, name = node.get("key").text, node.get("name").text
        if value not in names:
            yield fault(node.get("key"), "value", point=point, value=value, values=listed)
            return
        renamed = renamed or bool(namespace.extension and name and name != names[value])
    positions = [keys.index(node.get("key").text) for node in given]
    if not renamed and positions != sorted(set(positions)):
        yield fault(selection.get("values"), "order", point=point, values=listed)


def latest_version(namespace: str, key: str) -> str:
    """Return the newest registered version of a point; empty where the point is not registered."""
    versions = [point.rpartition(":")[2] for point in load_points() if point.startswith(f"{namespace}:{key}:")]
    return max(versions, key=lambda text: number.key if (number := parse_number(text)) else ((), False, ()), default="")


def _is_later(version: str, than: str) -> bool:
    one, other = parse_number(version), parse_number(than)
    return one is not None and other is not None and one.key > other.key
