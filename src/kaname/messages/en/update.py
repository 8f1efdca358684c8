"""Texts about what an update noted of a source that did not fail."""

TEXTS = {
    "update.noted.pages_not_had": "what changed could not be had page by page ({reason}); the yearly files were taken instead",
    "update.noted.records_not_given": "records that were listed as changed and not given out: {count}; they stay as they are",
    "update.noted.document_refused": "documents left out because they did not come or did not pass their checks: {count} ({names})",
    "update.noted.document_closed": "documents left alone because they are not meant for everybody: {count} ({names})",
    "update.noted.listings_closed": "lists under another TLP label than WHITE or CLEAR, left alone: {count}",
    "update.noted.documents_left": "documents left for the next updates: {count}",
    "update.noted.documents_without_hash": "documents without a hash file to check them by: {count}",
    "update.noted.signatures_not_checked": (
        "OpenPGP signatures that were not checked, because no keys are kept for this provider (KANAME_CSAF_KEYS): {count}"
    ),
    "update.noted.files_without_checksum": "files for which the publisher gave no checksum: {count}",
}
