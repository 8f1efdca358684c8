"""Texts of the scan service."""

TEXTS = {
    "scan.folder_without_candidates": "the folder “{target}” holds no file that could be an SBOM",
    "scan.folder_without_candidates.hint": "SBOM files end in .json, .xml, .spdx, .yaml …; name a file directly otherwise",
    "scan.too_many_files": "the folder “{target}” holds more than {limit} files that could be SBOMs",
}
