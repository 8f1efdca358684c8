"""The folders beside this file: ``<kind>[-variant]/input`` is a tree, ``graph.txt`` what must be found in it.

A graph is text that a person can check against the input: one line per component (ref, scope, digests, licences), edges
indented below it, then subjects and problems. ``python -m tests.unit.extract.fixture_graphs`` writes all of them again.
"""

import sys
from pathlib import Path

from kaname.extract import EXTRACTORS, NOT_UNDERSTOOD, Extraction, walk_tree
from kaname.extract.assemble import join_runs, problems_of
from kaname.extract.tree import MemoryTree

HERE = Path(__file__).resolve().parent


def cases() -> list[str]:
    """Return the names of all fixture folders."""
    return sorted(path.parent.name for path in HERE.glob("*/input"))


def tree_of(case: str) -> MemoryTree:
    """Return the input of a case."""
    root = HERE / case / "input"
    files = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    return MemoryTree(files, name=case)


def extraction_of(case: str) -> Extraction:
    """Return what is extracted from a case."""
    return walk_tree(tree_of(case), EXTRACTORS, not_understood=NOT_UNDERSTOOD)


def graph_text(extraction: Extraction) -> str:
    """Return an extraction as text."""
    components, relationships = join_runs(extraction.runs)
    lines = [f"{run.path}: {run.kind} {run.status}" for run in extraction.runs] + [""]
    for ref, component in sorted(components.items()):
        facts = [component.scope or "-"]
        facts += [f"{each.algorithm}:{each.value[:8]}" for each in component.hashes]
        facts += [
            f"file:{reference.url.rpartition('/')[2][:40]}"
            for reference in component.external_references
            if reference.hashes
        ]
        facts += [f"licence:{each.value}" for each in component.licenses]
        facts += [f"{name.removeprefix('kaname:')}={value[:40]}" for name, value in component.properties]
        lines.append(f"{ref}  [{' '.join(facts)}]")
        own = [edge for edge in relationships if edge.source == ref]
        lines += [f"    {edge.kind} {edge.target}" + (f" ({edge.scope})" if edge.scope else "") for edge in own]
    subjects = sorted({ref for run in extraction.runs for ref in run.found.subjects})
    lines += ["", *[f"subject {ref}" for ref in subjects]]
    lines += [f"problem {each.path} {each.code} {each.params}" for each in problems_of(extraction)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for name in cases():
        (HERE / name / "graph.txt").write_text(graph_text(extraction_of(name)), "utf-8")
    sys.exit(0)
