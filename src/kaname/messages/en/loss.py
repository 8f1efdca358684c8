"""Texts of conversion losses."""

TEXTS = {
    "loss.no_place": "the target format has no place for it; dropped",
    "loss.rewritten": "carried over in another form",
    "loss.joined": "several values were joined into one",
    "loss.narrowed": "carried over less precisely",
    "loss.forced": "the target format demands another value",
    "loss.newer": "the field is newer than the target version; dropped",
    "loss.not_carried": "not understood here, so not carried over; it stays in the source",
    "loss.defective": "faulty in the source and left out when it was read",
}
