"""Texts about what an update noted of a source that did not fail."""

TEXTS = {
    "update.noted.pages_not_had": "what changed could not be had page by page ({reason}); the yearly files were taken instead",
    "update.noted.records_not_given": "{count} records that were listed as changed were not given out; they stay as they are",
}
