"""Dependency paths: how a component came into the product."""

from collections import deque
from collections.abc import Iterable
from itertools import islice

from kaname.model.sbom import Sbom

# Enough to see who brings a component in; the rest is one question away in the document.
MAX_PATHS = 3
# A path longer than this is shown with its middle left out: nobody reads it, and chains of 100,000 links exist.
MAX_STEPS = 32
# Relationships that lead from a component to what it brings along.
EDGES = frozenset({"depends_on", "contains"})
_SEPARATOR = " > "


class DependencyGraph:
    """Distances from the root of a document, for the shortest paths to single components.

    Args:
        sbom: read once; cycles, edges to nowhere and components that nothing leads to are harmless.

    Cost: linear in components and relationships. A path costs its length.
    """

    def __init__(self, sbom: Sbom) -> None:
        self._before: dict[str, list[str]] = {}
        self._distance: dict[str, int] = {}
        if sbom.root is None:
            return
        after: dict[str, list[str]] = {}
        for edge in sbom.relationships:
            if edge.kind in EDGES:
                after.setdefault(edge.source, []).append(edge.target)
        for component in sbom.components:
            if component.parent is not None:
                after.setdefault(component.parent, []).append(component.ref)
        self._walk(sbom.root, after)

    def _walk(self, root: str, after: dict[str, list[str]]) -> None:
        distance = self._distance
        distance[root] = 0
        waiting = deque((root,))
        while waiting:
            ref = waiting.popleft()
            far = distance[ref] + 1
            for target in after.get(ref, ()):
                known = distance.get(target)
                if known is None:
                    distance[target] = far
                    self._before[target] = [ref]
                    waiting.append(target)
                elif known == far and len(self._before[target]) < MAX_PATHS and ref not in self._before[target]:
                    self._before[target].append(ref)

    def paths_to(self, ref: str) -> tuple[str, ...]:
        """Return up to ``MAX_PATHS`` of the shortest paths from the root, refs joined by `` > ``; empty where none leads."""
        if ref not in self._distance:
            return ()
        tails: list[tuple[str, ...]] = [(ref,)]
        for _ in range(self._distance[ref]):
            tails = list(islice(self._longer(tails), MAX_PATHS))
        return tuple(_SEPARATOR.join(_shortened(tail)) for tail in tails)

    def _longer(self, tails: Iterable[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
        for tail in tails:
            for before in self._before.get(tail[0], ()):
                yield (before, *tail)


def _shortened(path: tuple[str, ...]) -> tuple[str, ...]:
    half = MAX_STEPS // 2
    return path if len(path) <= MAX_STEPS else (*path[:half], "…", *path[-half:])
