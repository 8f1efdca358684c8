"""Make component lists from lock files, installed packages, archives and images.

open_artifact(path)             a folder, an archive or one file as a tree
walk_tree(tree, EXTRACTORS)     every file to its extractor; how each ended
assemble_sbom(extraction)       one bill of materials
"""

from kaname.extract.assemble import assemble_sbom, problems_of
from kaname.extract.opening import Artifact, open_artifact
from kaname.extract.registry import EXTRACTORS, NOT_UNDERSTOOD
from kaname.extract.walk import Extraction, walk_tree

__all__ = [
    "EXTRACTORS",
    "NOT_UNDERSTOOD",
    "Artifact",
    "Extraction",
    "assemble_sbom",
    "open_artifact",
    "problems_of",
    "walk_tree",
]
