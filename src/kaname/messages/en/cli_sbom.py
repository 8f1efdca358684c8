"""Texts of ``kaname sbom``."""

TEXTS = {
    "cli_sbom.show.summary": "show what bills of materials hold and what is wrong with them",
    "cli_sbom.show.description": (
        "Read one or more SBOMs (CycloneDX JSON or XML, SPDX JSON, tag-value, YAML or JSON-LD; gzip and zstd too) and show\n"
        "format, identity, the described product, counts, problems, and fields that were not understood. Of several\n"
        "documents each gets one line.\n"
        "Exit codes: 0 all were read, 3 at least one was refused."
    ),
    "cli_sbom.show.examples": (
        "  kaname sbom show bom.json\n"
        "  kaname sbom show --format json bom.xml.gz\n"
        "  kaname sbom show deliveries/*.json\n"
        "  curl -s https://example.com/bom.json | kaname sbom show -"
    ),
    "cli_sbom.show.arg.FILE": "an SBOM; - for standard input",
    "cli_sbom.show.arg.format": "table or json (default: table)",
    "cli_sbom.show.label.file": "file",
    "cli_sbom.show.label.format": "format",
    "cli_sbom.show.label.identifier": "identifier",
    "cli_sbom.show.label.version": "document version",
    "cli_sbom.show.label.name": "name",
    "cli_sbom.show.label.timestamp": "created",
    "cli_sbom.show.label.tools": "tools",
    "cli_sbom.show.label.root": "describes",
    "cli_sbom.show.label.sha256": "SHA-256",
    "cli_sbom.show.label.signed": "signature",
    "cli_sbom.show.label.components": "components",
    "cli_sbom.show.label.with_version": "  with version",
    "cli_sbom.show.label.with_purl": "  with package URL",
    "cli_sbom.show.label.with_cpe": "  with CPE",
    "cli_sbom.show.label.with_license": "  with licence",
    "cli_sbom.show.label.with_hash": "  with hash",
    "cli_sbom.show.label.relationships": "relationships",
    "cli_sbom.show.label.problems": "problems",
    "cli_sbom.show.label.extras": "fields not understood",
    "cli_sbom.show.column.format": "format",
    "cli_sbom.show.column.components": "components",
    "cli_sbom.show.column.with_purl": "purls",
    "cli_sbom.show.column.relationships": "relationships",
    "cli_sbom.show.column.problems": "problems",
    "cli_sbom.show.column.extras": "extras",
    "cli_sbom.show.column.file": "file",
    "cli_sbom.show.signed_unverified": "present, not verified",
    "cli_sbom.show.problems_heading": "Problems:",
    "cli_sbom.show.extras_heading": "Fields not understood (kept in the original):",
    "cli_sbom.show.more": "… and {count} more (--format json lists all)",
    "cli_sbom.show.refused": "refused",
    "cli_sbom.create.summary": "make an SBOM of a folder, an archive, a container image, an installed environment or an executable",
    "cli_sbom.create.description": (
        "Look at every file of TARGET, read the lock files, manifests and packages that are understood, and write one SBOM with "
        "components, digests, licences, scopes and dependencies. What is missing or was seen and not understood is told on "
        "standard error and written into the document. docs/reference/extractors.md lists what is understood.\n"
        "Exit codes: 0 written, 3 TARGET cannot be read or nothing in it lists components, 4 incomplete with "
        "--fail-on-incomplete."
    ),
    "cli_sbom.create.examples": (
        "  kaname sbom create . --output bom.json\n"
        "  kaname sbom create app.jar --format spdx\n"
        "  kaname sbom create dist/app.whl --format cyclonedx --spec-version 1.7\n"
        "  kaname sbom create image.tar --platform linux/arm64 --output image.cdx.json\n"
        "  kaname sbom create . --format table"
    ),
    "cli_sbom.create.arg.TARGET": "a folder, an archive (ZIP, tar, jar, wheel), a container image (docker save, OCI layout), a lock file or an executable",
    "cli_sbom.create.arg.format": (
        "cyclonedx (default), cyclonedx-xml, spdx, spdx-tag-value, spdx3; table or json for the record of the extraction"
    ),
    "cli_sbom.create.arg.spec-version": "version of the format, such as 1.6 (default: the usual one)",
    "cli_sbom.create.arg.output": "write to this file instead of standard output",
    "cli_sbom.create.arg.name": "name of the product (default: as the target says)",
    "cli_sbom.create.arg.component-version": "version of the product (default: as the target says)",
    "cli_sbom.create.arg.environments": "look into Python environments below the folder too",
    "cli_sbom.create.arg.platform": "which image of an archive for several platforms, such as linux/arm64 (default: linux/amd64)",
    "cli_sbom.create.arg.fail-on-incomplete": "exit code 4 where anything is missing",
    "cli_sbom.create.arg.now": "creation time to write (ISO 8601; default: the present)",
    "cli_sbom.create.progress": "looking at files",
    "cli_sbom.create.written": "written: {path}",
    "cli_sbom.create.losses": "{count} facts have no exact place in {format}",
    "cli_sbom.create.summary_complete": (
        "complete: {components} components and {relationships} relationships from {files} files"
    ),
    "cli_sbom.create.summary_partial": (
        "partial: {components} components and {relationships} relationships from {files} files; {problems} things are missing or "
        "were not understood"
    ),
    "cli_sbom.create.summary_failed": "failed: nothing could be taken from {files} files; {problems} problems",
    "cli_sbom.create.problem": "  {path}: {message}",
    "cli_sbom.create.more_problems": "  … and {count} more (--format json lists all)",
    "cli_sbom.create.column.status": "status",
    "cli_sbom.create.column.kind": "kind",
    "cli_sbom.create.column.components": "components",
    "cli_sbom.create.column.file": "file",
    "cli_sbom.create.status.complete": "complete",
    "cli_sbom.create.status.partial": "partial",
    "cli_sbom.create.status.failed": "failed",
    "cli_sbom.create.several_files": "({count} files)",
    "cli_sbom.create.scopes": "Components: {parts}",
    "cli_sbom.create.scope.required": "{count} at run time",
    "cli_sbom.create.scope.optional": "{count} optional",
    "cli_sbom.create.scope.excluded": "{count} for development only",
    "cli_sbom.create.scope.unknown": "{count} of unknown scope",
    "cli_sbom.create.missing_heading": "Missing or not understood:",
    "cli_sbom.create.left_out_heading": "Not looked into:",
    "cli_sbom.reconcile.summary": "hold an SBOM against what was delivered",
    "cli_sbom.reconcile.description": (
        "Extract the components of ARTIFACT (as 'sbom create' does) and compare them with those that SBOM lists: listed and found, "
        "listed but absent, found but not listed, version or digest differs, and what cannot be checked and why.\n"
        "Exit codes: 0 they agree, 1 they differ, 3 one of them cannot be read, 4 something could not be checked, with "
        "--fail-on-incomplete."
    ),
    "cli_sbom.reconcile.examples": (
        "  kaname sbom reconcile bom.json app.jar\n  kaname sbom reconcile --format json bom.spdx.json delivered/"
    ),
    "cli_sbom.reconcile.arg.SBOM": "the SBOM that came with the delivery; - for standard input",
    "cli_sbom.reconcile.arg.ARTIFACT": "what was delivered: a folder, an archive, a container image, an installed environment, an executable",
    "cli_sbom.reconcile.arg.format": "table or json (default: table)",
    "cli_sbom.reconcile.arg.output": "write to this file instead of standard output",
    "cli_sbom.reconcile.arg.fail-on-incomplete": "exit code 4 where something could not be checked",
    "cli_sbom.reconcile.progress": "looking at files",
    "cli_sbom.reconcile.written": "written: {path}",
    "cli_sbom.reconcile.agrees": "the SBOM and what was delivered agree: {found} components found as listed",
    "cli_sbom.reconcile.differs": (
        "they differ: {absent} listed but absent, {unlisted} found but not listed, {version} with another version, {altered} altered"
    ),
    "cli_sbom.reconcile.unchecked": "{count} could not be checked",
    "cli_sbom.reconcile.column.outcome": "result",
    "cli_sbom.reconcile.column.component": "component",
    "cli_sbom.reconcile.column.detail": "detail",
    "cli_sbom.reconcile.outcome.found": "found",
    "cli_sbom.reconcile.outcome.absent": "absent",
    "cli_sbom.reconcile.outcome.unlisted": "not listed",
    "cli_sbom.reconcile.outcome.version": "version differs",
    "cli_sbom.reconcile.outcome.altered": "altered",
    "cli_sbom.reconcile.outcome.unchecked": "not checked",
    "cli_sbom.convert.summary": "write a bill of materials in another format, with an account of what was lost",
    "cli_sbom.convert.description": (
        "Read an SBOM (CycloneDX JSON or XML, SPDX JSON, tag-value, YAML or JSON-LD) and write it in another format or\n"
        "version. What the target cannot say, and what had to be said in another way, is listed on standard error, with its\n"
        "place in the source document; --loss-report writes the whole list as JSON. The same format and version gives the\n"
        "bytes that were read.\n"
        "Exit codes: 0 converted, 3 the document cannot be read or the version is not written."
    ),
    "cli_sbom.convert.examples": (
        "  kaname sbom convert bom.json --to spdx-json -o bom.spdx.json\n"
        "  kaname sbom convert bom.spdx --to cyclonedx-xml --spec-version 1.5 > bom.xml\n"
        "  kaname sbom convert bom.json --to spdx3 -o bom.jsonld --loss-report losses.json"
    ),
    "cli_sbom.convert.arg.FILE": "an SBOM; - for standard input",
    "cli_sbom.convert.arg.to": "cyclonedx-json, cyclonedx-xml, spdx-json, spdx-tag-value or spdx3",
    "cli_sbom.convert.arg.spec-version": (
        "version to write: CycloneDX 1.4 to 1.7, SPDX 2.3 or 3.0.1 (default: that of the document where it has the format, "
        "else CycloneDX 1.6)"
    ),
    "cli_sbom.convert.arg.output": "file to write (default: standard output)",
    "cli_sbom.convert.arg.loss-report": "file for the list of losses as JSON",
    "cli_sbom.convert.arg.now": "time to write where the document has none (ISO 8601; default: now)",
    "cli_sbom.convert.done": "{source} → {target}",
    "cli_sbom.convert.unchanged": "same format and version: the bytes are those of the source",
    "cli_sbom.convert.no_losses": "nothing was lost",
    "cli_sbom.convert.problems": "the source has {count} problems (kaname sbom show lists them)",
    "cli_sbom.convert.losses": "{count} values do not stand in the target as they stood in the source:",
    "cli_sbom.convert.reason": "  {count}: {text}",
    "cli_sbom.convert.line": "    {count}  {path}",
    "cli_sbom.convert.more": "           … and {count} more kinds of place (--loss-report lists all)",
    "cli_sbom.sign.summary": "sign a bill of materials",
    "cli_sbom.sign.description": (
        "Sign an SBOM with a private key (Ed25519 or ECDSA P-256). The signature is a DSSE envelope over the bytes of the\n"
        "document and its media type: detached (the default; keep it beside the document) or wrapped around the document.\n"
        "A protected key is opened with the environment variable KANAME_KEY_PASSPHRASE.\n"
        "Exit codes: 0 signed, 3 not a bill of materials, or the key cannot be used."
    ),
    "cli_sbom.sign.examples": (
        "  kaname sbom sign bom.json --key release.key -o bom.json.dsse\n"
        "  kaname sbom sign bom.json --key release.key --wrapped -o bom.signed.json\n"
        "  kaname sbom sign bom.json --key release.key --certificates chain.pem -o bom.json.dsse"
    ),
    "cli_sbom.sign.arg.FILE": "an SBOM; - for standard input",
    "cli_sbom.sign.arg.key": "private key in PEM form (kaname key new makes one)",
    "cli_sbom.sign.arg.detached": "an envelope without the document in it (the default)",
    "cli_sbom.sign.arg.wrapped": "an envelope with the document in it",
    "cli_sbom.sign.arg.certificates": "certificate chain of the key (PEM, that of the key first), put into the signature",
    "cli_sbom.sign.arg.output": "file to write (default: standard output)",
    "cli_sbom.sign.done": "signed {file} with key {keyid}",
    "cli_sbom.verify.summary": "check the signature of a bill of materials",
    "cli_sbom.verify.description": (
        "Check that an SBOM was signed, unaltered, with an accepted key: a DSSE envelope (detached or wrapped), or the JSON\n"
        "signature (JSF) that a CycloneDX document carries. Accepted are the keys given, or keys whose certificates lead to\n"
        "the roots given and are valid now. Nothing is fetched; revocation is not checked.\n"
        "Exit codes: 0 the signature holds, 3 it does not, or something cannot be read."
    ),
    "cli_sbom.verify.examples": (
        "  kaname sbom verify bom.json --signature bom.json.dsse --key release.key.pub\n"
        "  kaname sbom verify bom.signed.json --key release.key.pub -o bom.json\n"
        "  kaname sbom verify bom.json --signature bom.json.dsse --roots roots.pem"
    ),
    "cli_sbom.verify.arg.FILE": "an SBOM, or an envelope with an SBOM in it; - for standard input",
    "cli_sbom.verify.arg.signature": "detached signature of the SBOM",
    "cli_sbom.verify.arg.key": "accepted public key or certificate in PEM form; may be repeated: one must have signed",
    "cli_sbom.verify.arg.roots": "accepted root certificates in PEM form; used where no --key is given",
    "cli_sbom.verify.arg.output": "file for the document whose signature holds (- for standard output)",
    "cli_sbom.verify.arg.now": "time at which certificates must be valid (ISO 8601; default: now)",
    "cli_sbom.verify.good": "{file}: the signature holds ({form}); signed by {signers}",
    "cli_sbom.verify.form.dsse-detached": "DSSE, detached",
    "cli_sbom.verify.form.dsse-wrapped": "DSSE, wrapped",
    "cli_sbom.verify.form.jsf": "JSON signature",
}
