"""Texts of the scan service."""

TEXTS = {
    "scan.target_missing": "there is no file or folder “{target}”",
    "scan.unreadable": "“{target}” cannot be read: {why}",
    "scan.too_large": "“{target}” is larger than {limit} bytes",
    "scan.folder_unreadable": "the folder “{target}” cannot be read: {why}",
    "scan.folder_without_candidates": "the folder “{target}” holds no file that could be an SBOM",
    "scan.folder_without_candidates.hint": "SBOM files end in .json, .xml, .spdx, .yaml …; name a file directly otherwise",
    "scan.too_many_files": "the folder “{target}” holds more than {limit} files that could be SBOMs",
}
