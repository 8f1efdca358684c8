"""Texts about what an update noted of a source that did not fail."""

TEXTS = {
    "update.noted.pages_not_had": "what changed could not be had page by page ({reason}); the yearly files were taken instead",
    "update.noted.records_not_given": "{count} records that were listed as changed were not given out; they stay as they are",
    "update.noted.document_refused": "{count} documents did not come or did not pass their checks, and were left out: {names}",
    "update.noted.document_closed": "{count} documents are not meant for everybody, and were left alone: {names}",
    "update.noted.listings_closed": "{count} lists under another TLP label than WHITE or CLEAR were left alone",
    "update.noted.documents_left": "{count} documents are left for the next updates",
    "update.noted.documents_without_hash": "{count} documents came without a hash file to check them by",
    "update.noted.signatures_not_checked": "the OpenPGP signatures of {count} documents were not checked, because no keys are kept for this provider (KANAME_CSAF_KEYS)",
}
