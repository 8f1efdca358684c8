"""From which layer of an image each component comes: the layer that holds the file in which it was found."""

from collections.abc import Callable

from msgspec.structs import replace

from kaname.extract.archives.image import LAYER_PROPERTY
from kaname.extract.archives.nested import SEPARATOR
from kaname.extract.walk import Extraction, FileRun
from kaname.model.sbom import Component


def with_layers(extraction: Extraction, layer_of: Callable[[str], str]) -> Extraction:
    """Return an extraction whose components carry the digest of their layer as a property.

    A package database lies in the last layer that changed any package: for its packages that layer is the state in which
    they were listed, not the one that installed them.

    Args:
        extraction: of an image. layer_of: path → digest, ``""`` where unknown.
    """
    return replace(
        extraction, runs=tuple(_marked(run, layer_of(run.path.partition(SEPARATOR)[0])) for run in extraction.runs)
    )


def _marked(run: FileRun, layer: str) -> FileRun:
    if not layer:
        return run
    components = tuple(_with_property(each, layer) for each in run.found.components)
    return replace(run, found=replace(run.found, components=components))


def _with_property(component: Component, layer: str) -> Component:
    return replace(component, properties=tuple(sorted({*component.properties, (LAYER_PROPERTY, layer)})))
