"""From what extractors found to one bill of materials.

Joins components of the same identity from different files, hangs the projects under one root, and states how complete the
result is. Refuses to claim completeness for the whole: an extractor knows its own file, nobody knows what it did not see.
"""

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from msgspec.structs import replace

import kaname
from kaname.extract.extractor import PHASES
from kaname.extract.packages import stronger_scope
from kaname.extract.walk import Extraction, FileRun
from kaname.model.sbom import Component, Composition, Original, Problem, Relationship, Sbom

_T = TypeVar("_T")

FORMAT = "extracted"
SPEC_VERSION = "1"
# Name space of the serial numbers: documents of the same content get the same number (RFC 9562, version 5).
_SERIALS = uuid.uuid5(uuid.NAMESPACE_URL, "https://kaname.invalid/extracted")


def assemble_sbom(
    extraction: Extraction,
    *,
    now: datetime,
    name: str = "",
    version: str = "",
    kind: str = "application",
    sha256: str = "",
    subject: Component | None = None,
) -> Sbom:
    """Make a bill of materials of an extraction.

    Args:
        extraction: what the walk found.
        now: creation time, aware UTC.
        name, version: of the product; without them those of the only project at the top of the tree, else the tree's name.
        kind: CycloneDX type of the root where it is made here.
        sha256: digest of the artifact where it is one file; else one is made over the files read.
        subject: the component that the artifact is as a whole, the root then; ``name`` and ``version`` replace its own.

    Returns:
        The document, ``format`` ``extracted``; the root first, other components in the order of their refs. ``problems``
        carries those of every file with the path before it (``package-lock.json: packages.x``).
    """
    digest = sha256 or _digest(extraction.runs)
    joined, relationships = join_runs(extraction.runs)
    root, extra = _root(extraction, joined, subject, name, version, kind)
    components = [root, *[joined[ref] for ref in sorted(joined) if ref != root.ref]]
    return Sbom(
        format=FORMAT,
        spec_version=SPEC_VERSION,
        original=Original(data=b"", sha256=digest),
        components=tuple(components),
        identifier=f"urn:uuid:{uuid.uuid5(_SERIALS, f'{digest} {root.ref} {now.isoformat()}')}",
        version="1",
        name=root.name,
        timestamp=now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        lifecycles=tuple(phase for phase in PHASES if any(run.phase == phase for run in extraction.runs)),
        tools=(("kaname", kaname.__version__),),
        root=root.ref,
        relationships=(*extra, *relationships),
        compositions=_compositions(extraction, root.ref),
        properties=tuple(_properties(extraction)),
        problems=problems_of(extraction),
    )


def problems_of(extraction: Extraction) -> tuple[Problem, ...]:
    """Return everything that is missing or was not understood, with the file before the place inside it."""
    found = list(extraction.problems)
    for run in extraction.runs:
        for problem in run.problems:
            place = f"{run.path}: {problem.path}" if problem.path else run.path
            found.append(replace(problem, path=place))
    found += [Problem(path=each.path, code=each.code) for each in extraction.not_understood]
    return tuple(found)


def join_runs(runs: Iterable[FileRun]) -> tuple[dict[str, Component], tuple[Relationship, ...]]:
    """Join the components and edges of several files by ref.

    Returns:
        Components by ref, and edges in a fixed order; of two scopes the stronger stays.
    """
    joined: dict[str, Component] = {}
    edges: dict[tuple[str, str, str], str | None] = {}
    for run in runs:
        for component in run.found.components:
            earlier = joined.get(component.ref)
            joined[component.ref] = component if earlier is None else join_components(earlier, component)
        for edge in run.found.relationships:
            key = (edge.source, edge.kind, edge.target)
            edges[key] = stronger_scope(edges[key], edge.scope) if key in edges else edge.scope
    return joined, tuple(Relationship(key[0], key[1], key[2], scope) for key, scope in sorted(edges.items()))


def join_components(first: Component, second: Component) -> Component:
    """Return one component of two with the same ref; what only one of them says is kept, of lists the union."""
    return replace(
        first,
        kind="application" if "application" in (first.kind, second.kind) else first.kind or second.kind,
        scope=stronger_scope(first.scope, second.scope),
        hashes=_union(first.hashes, second.hashes),
        licenses=_union(first.licenses, second.licenses),
        copyright=first.copyright or second.copyright,
        description=first.description or second.description,
        supplier=first.supplier or second.supplier,
        authors=first.authors or second.authors,
        cpes=_union(first.cpes, second.cpes),
        external_references=_union(first.external_references, second.external_references),
        properties=_union(first.properties, second.properties),
        source_packages=_union(first.source_packages, second.source_packages),
        file_names=_union(first.file_names, second.file_names),
        evidence_paths=tuple(sorted({*first.evidence_paths, *second.evidence_paths})),
    )


def _union(first: tuple[_T, ...], second: tuple[_T, ...]) -> tuple[_T, ...]:
    return first + tuple([each for each in second if each not in first]) if second else first


def _root(
    extraction: Extraction, joined: dict[str, Component], subject: Component | None, name: str, version: str, kind: str
) -> tuple[Component, tuple[Relationship, ...]]:
    subjects: dict[str, int] = {}
    for run in extraction.runs:
        for ref in run.found.subjects:
            subjects[ref] = min(subjects.get(ref, run.path.count("/")), run.path.count("/"))
    inside = {edge.target for run in extraction.runs for edge in run.found.relationships if edge.kind == "contains"}
    outer = {ref: depth for ref, depth in subjects.items() if ref not in inside}
    shallowest = min(outer.values(), default=0)
    top = [ref for ref, depth in outer.items() if depth == shallowest]
    if subject is not None:
        root = replace(subject, name=name or subject.name, version=version or subject.version)
    elif not name and len(top) == 1:
        root = joined[top[0]]
    else:
        shown = name or extraction.name.rstrip("/").rpartition("/")[2] or "."
        root = Component(ref="root", path="", name=shown, version=version, kind=kind)
    parts = [ref for ref in subjects if ref != root.ref and ref not in inside]
    loose = _loose(joined, subjects, extraction.runs)
    targets = sorted({*parts, *[ref for ref in loose if ref not in inside and ref != root.ref]})
    return root, tuple(Relationship(root.ref, "contains", target) for target in targets)


def _loose(joined: dict[str, Component], subjects: dict[str, int], runs: Sequence[FileRun]) -> list[str]:
    # Components of files without a project (a go binary names one, a requirements file does not) hang under the root.
    return [
        component.ref
        for run in runs
        if not run.found.subjects
        for component in run.found.components
        if component.ref not in subjects and component.ref in joined
    ]


def _compositions(extraction: Extraction, root: str) -> tuple[Composition, ...]:
    whole = sorted(
        {ref for run in extraction.runs if run.status == "complete" and run.states_edges for ref in run.found.subjects}
    )
    stated = (Composition(aggregate="complete", dependencies=tuple(whole)),) if whole else ()
    aggregate = "unknown" if extraction.status == "complete" else "incomplete"
    return (Composition(aggregate=aggregate, assemblies=(root,)), *stated)


def _properties(extraction: Extraction) -> Iterable[tuple[str, str]]:
    yield ("kaname:extract:status", extraction.status)
    yield ("kaname:extract:files-seen", str(extraction.files_seen))
    for run in extraction.runs:
        yield (f"kaname:extract:{run.status}", f"{run.kind} {run.path}")
    for each in extraction.not_understood:
        yield ("kaname:extract:not-understood", each.path)
    for path in extraction.left_out:
        yield ("kaname:extract:left-out", path)


def _digest(runs: Sequence[FileRun]) -> str:
    lines = sorted(f"{run.sha256}  {run.path}\n" for run in runs if run.sha256)
    return hashlib.sha256("".join(lines).encode("utf-8")).hexdigest()
