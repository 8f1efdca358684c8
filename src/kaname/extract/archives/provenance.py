"""From which layer of an image each component comes.

That is the layer that holds the file in which it was found; for a package database, which every layer that installs something
holds whole again, the lowest layer from which on the package is listed in this version without a break.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol

from msgspec.structs import replace

from kaname.errors import KanameError
from kaname.extract.archives.image import LAYER_PROPERTY
from kaname.extract.archives.nested import SEPARATOR
from kaname.extract.extractor import Extractor, Source
from kaname.extract.limits import MAX_FILE_BYTES
from kaname.extract.registry import EXTRACTORS
from kaname.extract.tree import MemoryTree
from kaname.extract.walk import Extraction, FileRun
from kaname.model.sbom import Component

_DATABASES: Mapping[str, Extractor] = {each.kind: each for each in EXTRACTORS if each.kind in ("dpkg", "apk", "rpm")}


class Layered(Protocol):
    """An image: says which layer a file comes from."""

    def layer_of(self, path: str) -> str:
        """Return the digest of the layer that a file comes from."""
        ...

    def states_of(self, path: str, *, limit: int) -> Iterator[tuple[str, bytes]]:
        """Yield the states of a package database with the digests of their layers, from the lowest."""
        ...


def with_layers(extraction: Extraction, image: Layered) -> Extraction:
    """Return an extraction whose components carry the digest of their layer as a property.

    Args:
        extraction: of an image. image: its tree; must still be open.

    Cost: one more run of the extractor for every state of a package database, without looking at installed files.
    """
    return replace(extraction, runs=tuple([_marked(run, image) for run in extraction.runs]))


def _marked(run: FileRun, image: Layered) -> FileRun:
    path, _, inner = run.path.partition(SEPARATOR)
    layer = image.layer_of(path)
    if not layer:
        return run
    since = _since(run, image) if run.kind in _DATABASES and not inner else {}
    components = tuple([_with_property(each, since.get(_key(each), layer)) for each in run.found.components])
    return replace(run, found=replace(run.found, components=components))


def _since(run: FileRun, image: Layered) -> dict[tuple[str, str, str], str]:
    """Return package → layer from which on it is listed in every state."""
    since: dict[tuple[str, str, str], str] = {}
    for layer, data in image.states_of(run.path, limit=MAX_FILE_BYTES):
        try:
            found = _DATABASES[run.kind].extract(Source(path=run.path, data=data, tree=MemoryTree({run.path: data})))
        except KanameError:
            since = {}  # a state that cannot be read breaks the line: what follows counts from there
            continue
        present = {_key(each) for each in found.components}
        since = {key: since.get(key, layer) for key in present}
    return since


def _key(component: Component) -> tuple[str, str, str]:
    # Not the package URL: its distribution is that of the whole image, which a single state does not know.
    purl = component.purl or ""
    architecture = purl.partition("arch=")[2].partition("&")[0]
    return component.name, component.version, architecture


def _with_property(component: Component, layer: str) -> Component:
    return replace(component, properties=tuple(sorted({*component.properties, (LAYER_PROPERTY, layer)})))
