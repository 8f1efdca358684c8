"""Texts of the scan service."""

TEXTS = {
    "scan.folder_without_candidates": "the folder “{target}” holds neither an SBOM nor a file that lists components",
    "scan.folder_without_candidates.hint": "SBOM files end in .json, .xml, .spdx, .yaml …; lock files and packages are named in docs/reference/extractors.md",
    "scan.too_many_files": "the folder “{target}” holds more than {limit} files that could be SBOMs",
}
