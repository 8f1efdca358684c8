"""Texts about publishing advisories as a CSAF provider."""

TEXTS = {
    "publish.url": "“{given}” is not an https URL at which advisories can be served",
    "publish.url.hint": "such as https://example.com/.well-known/csaf/",
    "publish.no_protected_url": "kaname.yaml does not say where the protected tree is served",
    "publish.no_protected_url.hint": "write provider.protected_url: into kaname.yaml",
    "publish.same_folder": "the protected folder {path} lies in the public one",
    "publish.same_folder.hint": "choose a folder that the public web server does not serve",
    "publish.not_a_folder": "this is a file, not a folder",
    "publish.moved": "the document was published before as {earlier}",
    "publish.moved.hint": (
        "what was published cannot be called back; to restrict it, take the file away by hand and tell those who have it"
    ),
    "publish.needs_revision": "the document differs from the one published as version {version}",
    "publish.needs_revision.hint": "add an entry to revisions: with a higher number and the time of the change",
    "publish.history_changed": "the revision history does not continue the one published as version {version}",
    "publish.history_changed.hint": "restore the earlier entries of revisions: with their numbers and dates; add new ones after them",
    "publish.other_version": "the tree holds a document of CSAF {found}, not {wanted}",
    "publish.other_version.hint": "a tree holds one version; publish the other one into another folder",
    "publish.not_valid": "the document fails {count} mandatory checks",
    "publish.not_valid.hint": "kaname advisory check says more",
    "publish.tree": "{count} files of the tree cannot be used",
    "publish.damaged": "the {algorithm} file does not fit the document, or is missing",
    "publish.damaged.hint": "restore the document from a copy; nothing was written",
    "publish.copy_differs": "another content was published as version {version}",
    "publish.metadata": "the file is not what was published",
    "publish.metadata.hint": "take it away; it is written anew",
    "publish.no_gpg": "the program {program} is not there",
    "publish.no_gpg.hint": "install GnuPG, or sign with --key only",
    "publish.openpgp_key": "GnuPG cannot sign with “{name}”: {detail}",
    "publish.openpgp_signature": "the OpenPGP signature does not hold: {detail}",
}
