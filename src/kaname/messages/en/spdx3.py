"""Texts of the SPDX 3 reader."""

TEXTS = {
    "spdx3.wrong_type": "expected {expected}, found {found}",
    "spdx3.no_elements": "there is no SPDX 3 element in the document",
    "spdx3.no_elements.hint": "elements stand in @graph, each with a type and an spdxId",
    "spdx3.version_unsupported": "SPDX {version} is not read as SPDX 3; versions 3.0.0 and 3.0.1 are",
    "spdx3.newer_version": "SPDX {version} is newer than 3.0.1; what is new in it was not understood",
    "spdx3.missing_field": "a required field or element is missing",
    "spdx3.duplicate_id": "the id {ref} was given before",
    "spdx3.describes_nothing": "the document names no root element that is a package",
    "spdx3.reference_dangling": "{ref} is not in the document",
    "spdx3.relationship_incomplete": "the relationship lacks its start or type",
    "spdx3.relationship_dangling": "the relationship {kind} points to {ref}, which is neither in the document nor imported",
    "spdx3.license_unreadable": "the licence {ref} cannot be read",
    "spdx3.name_without_profile": "the field is called {name} in SPDX 3; it was read all the same",
    "spdx3.more_of_the_same": "{count} further problems of the kind {repeated} are not listed",
}
