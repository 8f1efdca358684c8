"""Texts of the store: files that cannot be read or written."""

TEXTS = {
    "store.file_missing": "there is no such file",
    "store.file_missing.hint": "check the path; the folder must exist when a file is written",
    "store.file_not_allowed": "the file may not be opened",
    "store.file_not_allowed.hint": "check the permissions of the file and its folder",
    "store.file_is_a_folder": "this is a folder, not a file",
    "store.file_too_large": "the file is larger than {limit} bytes",
    "store.file_too_large.hint": "split the document",
    "store.file_vanished": "the file changed or vanished while it was read",
    "store.file_vanished.hint": "try again when nothing writes to it",
    "store.file_name_too_long": "the file name is too long",
    "store.file_trouble": "the file cannot be used: {reason}",
    "store.disk_full": "the disk is full; what was there before is unchanged",
    "store.disk_full.hint": "free some space and try again",
    "store.disk_read_only": "the disk is read-only",
    "store.identities_unreadable": "the verdicts about components cannot be read: {why}",
    "store.identities_invalid": "the verdicts about components have the wrong form: {why}",
    "store.identities_invalid.hint": "correct the file by hand, or restore it from version control",
    "store.file_exists": "the file exists already; it was left as it is",
    "store.file_exists.hint": "choose another name, or move the file away first",
}
