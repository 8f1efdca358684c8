"""The dependency graph of a document: as a tree from the product, and all ways to a component.

Real graphs have cycles and shared parts: each component is unfolded once in a tree, and a way never passes a component twice.
Counts are bounded, since the number of ways can grow exponentially; what was left out is counted.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from kaname.errors import InputError
from kaname.model.sbom import Component, Sbom
from kaname.sbom.identity import identity, identity_text

# More ways than this tell nothing new; the shortest come first.
MAX_WAYS = 1_000
# Steps of the search for ways: bounds the time on graphs that were made to be hard (about a second).
MAX_STEPS = 1_000_000


class TreeLine(Struct, frozen=True, kw_only=True):
    """One component in the tree.

    Attributes:
        depth: 0 for the start. scope: of the edge to it. repeated: unfolded before, or a cycle: what is below is not
            shown again.
        last: for each level from 1 to depth, whether nothing follows on that level (for drawing). unconnected:
            nothing leads here.
    """

    component: Component
    depth: int
    scope: str | None
    repeated: bool
    cut: bool
    last: tuple[bool, ...]
    unconnected: bool = False


class Ways(Struct, frozen=True, kw_only=True):
    """All ways from the product to a component.

    Attributes:
        target: where they lead. ways: each from the start to the target, shortest first. complete: none was left out.
    """

    target: Component
    ways: tuple[tuple[Component, ...], ...]
    complete: bool


def edges_of(sbom: Sbom) -> Mapping[str, Mapping[str, str | None]]:
    """Return ref → the refs it depends on or contains → scope of the edge; nested components count as contained."""
    edges: dict[str, dict[str, str | None]] = {}
    for edge in sbom.relationships:
        if edge.kind in ("depends_on", "contains") and edge.source != edge.target:
            edges.setdefault(edge.source, {}).setdefault(edge.target, edge.scope)
    for each in sbom.components:
        if each.parent is not None:
            edges.setdefault(each.parent, {}).setdefault(each.ref, None)
    return edges


def find_components(sbom: Sbom, wanted: str) -> tuple[Component, ...]:
    """Return the components that a word names: ref, purl with or without version, ``NAME``, ``GROUP/NAME``, each
    with ``@VERSION``.

    Raises:
        InputError: ``sbom.component_not_found``.
    """
    found = [each for each in sbom.components if _fits(each, wanted)]
    if not found:
        raise InputError("sbom.component_not_found", wanted=wanted[:200])
    exact = [each for each in found if wanted in (each.ref, each.purl)]
    return tuple(exact or found)


def iter_tree(sbom: Sbom, *, start: str | None = None, depth: int | None = None) -> Iterator[TreeLine]:
    """Walk the graph from the product, or from ``start`` (a ref), depth first in document order.

    Components that nothing leads to follow at the end at depth 0, each once; so nothing of the document is missing. With
    ``start`` they are left out.

    Args:
        depth: levels to unfold; None for all.
    """
    by_ref = {each.ref: each for each in sbom.components}
    edges = edges_of(sbom)
    seen: set[str] = set()
    first = start or sbom.root
    if first is not None:
        yield from _walk(first, by_ref, edges, seen, depth, unconnected=False)
    if start is not None:
        return
    targets = {target for ends in edges.values() for target in ends}
    # First what nothing points to, then what only a cycle of its own points to.
    reached = _reachable(first, edges) if first is not None else set()
    for only_heads in (True, False):
        for each in sbom.components:
            if each.ref in reached or (only_heads and each.ref in targets):
                continue
            yield from _walk(each.ref, by_ref, edges, seen, depth, unconnected=first is not None)
            reached |= _reachable(each.ref, edges, reached)


def find_ways(sbom: Sbom, target: Component, *, start: str | None = None, most: int = MAX_WAYS) -> Ways:
    """Return all ways from the product to a component, shortest first.

    Args:
        start: ref to start from; None for the product.
        most: ways to return at most.

    Raises:
        InputError: ``sbom.no_root``: the document names no product.
    """
    first = start or sbom.root
    if first is None:
        raise InputError("sbom.no_root")
    by_ref = {each.ref: each for each in sbom.components}
    parents: dict[str, list[str]] = {}
    for source, ends in edges_of(sbom).items():
        for end in ends:
            parents.setdefault(end, []).append(source)
    reachable = _reachable(first, edges_of(sbom))
    if target.ref not in reachable:
        return Ways(target=target, ways=(), complete=True)
    # Backwards and breadth first: the shortest ways come first, and dead ends never start.
    ways: list[tuple[str, ...]] = []
    waiting: list[tuple[str, ...]] = [(target.ref,)]
    steps = 0
    complete = True
    while waiting and complete:
        following: list[tuple[str, ...]] = []
        for way in waiting:
            if way[0] == first:
                ways.append(way)
                if len(ways) > most:
                    complete = False
                    break
                continue
            for parent in parents.get(way[0], ()):
                if parent in reachable and parent not in way:
                    following.append((parent, *way))
                    steps += 1
            if steps > MAX_STEPS:
                complete = False
                break
        waiting = following
    return Ways(
        target=target,
        ways=tuple([tuple([by_ref[ref] for ref in way]) for way in ways[:most]]),
        complete=complete,
    )


def _walk(
    first: str,
    by_ref: Mapping[str, Component],
    edges: Mapping[str, Mapping[str, str | None]],
    seen: set[str],
    depth: int | None,
    *,
    unconnected: bool,
) -> Iterator[TreeLine]:
    waiting: list[tuple[str, str | None, tuple[bool, ...]]] = [(first, None, ())]
    while waiting:  # no recursion: depth is the document's choice
        ref, scope, last = waiting.pop()
        if ref not in by_ref:
            continue
        children = [end for end in edges.get(ref, {}) if end in by_ref]
        cut = depth is not None and len(last) >= depth and bool(children)
        repeated = ref in seen and bool(children)
        yield TreeLine(
            component=by_ref[ref],
            depth=len(last),
            scope=scope,
            repeated=repeated,
            cut=cut and not repeated,
            last=last,
            unconnected=unconnected and not last,
        )
        if repeated or cut:
            continue
        seen.add(ref)
        for index in range(len(children) - 1, -1, -1):
            child = children[index]
            waiting.append((child, edges[ref][child], (*last, index == len(children) - 1)))


def _reachable(first: str, edges: Mapping[str, Mapping[str, str | None]], known: set[str] | None = None) -> set[str]:
    found: set[str] = set()
    waiting = [first]
    while waiting:
        ref = waiting.pop()
        if ref not in found and not (known and ref in known):
            found.add(ref)
            waiting.extend(edges.get(ref, ()))
    return found


def _fits(component: Component, wanted: str) -> bool:
    if wanted in (component.ref, component.purl, component.name):
        return True
    full = f"{component.group}/{component.name}" if component.group else component.name
    if wanted == full or wanted in (f"{component.name}@{component.version}", f"{full}@{component.version}"):
        return True
    return wanted.startswith("pkg:") and wanted == identity_text(identity(component))
