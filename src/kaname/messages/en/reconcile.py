"""Reasons of a comparison between a bill of materials and a delivery."""

TEXTS = {
    "reconcile.version_differs": "listed {listed}, found {found}",
    "reconcile.version_not_stated": "one side states no version (listed {listed}, found {found})",
    "reconcile.file_altered": "the file {file} differs from the digest that its package states",
    "reconcile.hash_differs": "the {algorithm} digest differs",
    "reconcile.hash_not_compared": "name and version agree; no digest in common to compare",
    "reconcile.not_a_package": "a component of the kind {kind} is not a package and was not looked for",
    "reconcile.no_identifier": "listed without package URL; neither digest nor name and version were found",
    "reconcile.type_not_extracted": "packages of the type {type} are not found by extraction",
    "reconcile.development_only": "listed as not part of the delivery (scope excluded)",
    "reconcile.parts_differ": "the digest of the whole differs, as it must where parts differ; whether more was changed cannot be told",
}
