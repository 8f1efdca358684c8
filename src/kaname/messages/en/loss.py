"""Texts of conversion losses."""

TEXTS = {
    "loss.no_place": "the target format has no place for it; dropped",
    "loss.rewritten": "carried over in another form",
    "loss.joined": "several values were joined into one",
    "loss.narrowed": "carried over less precisely",
    "loss.forced": "the target format demands another value",
}
