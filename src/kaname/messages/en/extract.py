"""Texts of extraction."""

TEXTS = {
    "extract.file_missing": "there is no such file in the tree",
    "extract.file_too_large": "the file is larger than {limit} bytes and was not read",
    "extract.file_unreadable": "cannot be read: {reason}",
    "extract.link_outside": "the link leads out of the target and was not followed",
    "extract.name_not_text": "the file name is not UTF-8; the file was not looked at",
    "extract.too_deep": "nested deeper than {limit} levels; what lies below was not looked at",
    "extract.too_many_files": "more than {limit} files",
    "extract.too_many_files.hint": "give the folder of one product, not a whole disk",
    "extract.too_many_components": "more than {limit} components",
    "extract.unsafe_path": "the path leaves the archive or is absolute; the member was not read",
    "extract.not_text": "the file is not UTF-8 text (byte {offset})",
    "extract.syntax": "not valid {form}: {reason}",
    "extract.wrong_type": "expected {expected}, found {found}; the value was not used",
    "extract.hash_malformed": "the {algorithm} digest is malformed and was not used: {value}",
    "extract.version_undetermined": "{name}: the file asks for {wanted} and does not settle a version",
    "extract.version_undetermined.hint": "add a lock file, or create the SBOM from the installed product",
    "extract.more_of_the_same": "{count} more problems with the code {repeated}",
    "extract.nothing_found": "nothing was found that lists components ({files} files looked at)",
    "extract.nothing_found.hint": "docs/reference/extractors.md lists the files that are understood",
}
