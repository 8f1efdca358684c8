"""Texts of ``kaname sbom``."""

TEXTS = {
    "cli_sbom.check.summary": "judge a bill of materials by a quality profile or the agreed scope",
    "cli_sbom.check.description": (
        "Hold an SBOM against a profile: what is met, which grade is reached, what is lacking and where. A profile is one of kaname sbom profiles, or a YAML file of your own. With --scope the document is judged by the scope that was agreed (kaname sbom scope).\n"
        "Exit codes: 0 judged, 1 a threshold that was asked for is met, 3 the document or profile cannot be used."
    ),
    "cli_sbom.check.examples": (
        "  kaname sbom check bom.json --profile cisa-2026\n"
        "  kaname sbom check bom.json --profile framing-3 --format html --output check.html\n"
        "  kaname sbom check bom.json --profile ntia-2021 --fail-on must\n"
        "  kaname sbom check bom.json --profile ./ours.yaml --fail-under 90\n"
        "  kaname sbom check bom.json --scope"
    ),
    "cli_sbom.check.arg.FILE": "an SBOM; - for standard input",
    "cli_sbom.check.arg.profile": "name of a profile, or path of one in YAML",
    "cli_sbom.check.arg.scope": "judge by a scope: a file, a folder with scope.yaml, or (without value) scope.yaml here",
    "cli_sbom.check.arg.signature": "a detached signature that came with the document (its presence is judged, not the key)",
    "cli_sbom.check.arg.format": "table, json or html (default: table)",
    "cli_sbom.check.arg.output": "write to a file instead of standard output",
    "cli_sbom.check.arg.fail-under": "exit 1 where the score is below this (0 to 100)",
    "cli_sbom.check.arg.fail-on": "exit 1 where anything of this severity or a higher one fails: must, should, info",
    "cli_sbom.profiles.summary": "list the quality profiles, or what one asks for",
    "cli_sbom.profiles.description": "List the profiles with their sources; with a name, every clause with rule, severity and provenance.",
    "cli_sbom.profiles.examples": "  kaname sbom profiles\n  kaname sbom profiles framing-3\n  kaname sbom profiles ./ours.yaml --format json",
    "cli_sbom.profiles.arg.NAME": "a profile, or path of one in YAML",
    "cli_sbom.profiles.arg.format": "table or json (default: table)",
    "cli_sbom.scope.summary": "decide what an SBOM is made for, and keep it as scope.yaml",
    "cli_sbom.scope.description": (
        "Decide who creates the SBOM, when, who uses it, which components and how deep, how, what for, and which items in which format (the axes of the scope model in the METI guide). Asks on a terminal, or takes --set and --from. Each choice says what it costs and brings. kaname sbom check --scope then judges documents by it."
    ),
    "cli_sbom.scope.examples": (
        "  kaname sbom scope --list\n"
        "  kaname sbom scope\n"
        "  kaname sbom scope --set creator=developer --set timing=build --set purpose=vulnerabilities,licenses\n"
        "  kaname sbom scope --from scope.yaml --set items=cisa-2026"
    ),
    "cli_sbom.scope.arg.list": "show axes and options with cost and effect, and leave",
    "cli_sbom.scope.arg.set": "choose an option; several with commas where the axis allows it; can be repeated",
    "cli_sbom.scope.arg.from": "begin with the choices of this file",
    "cli_sbom.scope.arg.product": "product that the scope holds for",
    "cli_sbom.scope.arg.decided": "date of the decision, kept as written",
    "cli_sbom.scope.arg.output": "file to write; - for standard output (default: scope.yaml)",
    "cli_sbom.scope.arg.format": "with --list: table or json (default: table)",
    "cli_sbom.scope.cost": "cost",
    "cli_sbom.scope.effect": "effect",
    "cli_sbom.scope.prompt": "number 1 to {last}, or Enter to leave open:",
    "cli_sbom.scope.prompt_several": "numbers 1 to {last}, several with commas, or Enter to leave open:",
    "cli_sbom.scope.written": "{count} decisions written to {file}",
    "cli_sbom.scope.consequence": "  {axis}: {option} (cost: {cost}; effect: {effect})",
    "cli_sbom.diff.summary": "show what changed between two bills of materials",
    "cli_sbom.diff.description": (
        "Compare two SBOMs of any format by component identity (package URL without version, else group and name), never by order: added, removed, and changed version, licence, hash, supplier, scope, dependencies.\n"
        "Exit codes: 0 compared, 1 with --fail-on-change where anything differs, 3 a document cannot be used."
    ),
    "cli_sbom.diff.examples": "  kaname sbom diff old.json new.json\n  kaname sbom diff --format json build.cdx.json delivered.spdx.json",
    "cli_sbom.diff.arg.BEFORE": "the earlier SBOM",
    "cli_sbom.diff.arg.AFTER": "the later SBOM",
    "cli_sbom.diff.arg.format": "table or json (default: table)",
    "cli_sbom.diff.arg.fail-on-change": "exit 1 where anything differs",
    "cli_sbom.diff.counts": "{added} added, {removed} removed, {changed} changed, {unchanged} unchanged",
    "cli_sbom.diff.field.version": "version",
    "cli_sbom.diff.field.license": "licence",
    "cli_sbom.diff.field.hash": "hash",
    "cli_sbom.diff.field.supplier": "supplier",
    "cli_sbom.diff.field.scope": "scope",
    "cli_sbom.diff.field.dependencies_added": "now depends on",
    "cli_sbom.diff.field.dependencies_removed": "no longer depends on",
    "cli_sbom.merge.summary": "make one bill of materials from several",
    "cli_sbom.merge.description": (
        "Merge SBOMs of any format into one for a product. Every component keeps its origin (kaname:origin). flat: listed once where identity, version, purl and hashes agree; nested: every document stays below its own product.\n"
        "Exit codes: 0 merged, 3 a document cannot be used."
    ),
    "cli_sbom.merge.examples": (
        "  kaname sbom merge web.json api.json --name shop --product-version 2.1 --output shop.json\n"
        "  kaname sbom merge parts/*.json --name device --mode nested"
    ),
    "cli_sbom.merge.arg.FILE": "the SBOMs, at least two",
    "cli_sbom.merge.arg.name": "name of the product that they make up",
    "cli_sbom.merge.arg.product-version": "its version",
    "cli_sbom.merge.arg.supplier": "its supplier",
    "cli_sbom.merge.arg.mode": "flat or nested (default: flat)",
    "cli_sbom.merge.arg.to": "cyclonedx-json, cyclonedx-xml, spdx-json, spdx-tag-value or spdx3-json-ld (default: cyclonedx-json)",
    "cli_sbom.merge.arg.output": "file to write; standard output without it",
    "cli_sbom.merge.arg.now": "time of merging (default: now)",
    "cli_sbom.merge.counts": "{files} documents with {inputs} components merged: {components} components, {united} of them met in several",
    "cli_sbom.merge.apart": "{count} were kept apart although name and version agree: their hashes differ",
    "cli_sbom.merge.losses": "{count} facts cannot be said in {format} (--verbose lists them)",
    "cli_sbom.merge.loss": "  {path}: {reason}",
    "cli_sbom.tree.summary": "show the dependency graph as a tree",
    "cli_sbom.tree.description": (
        "Draw what the product depends on or contains. A component is unfolded once; what nothing leads to follows at the end, so that no component is missing."
    ),
    "cli_sbom.tree.examples": "  kaname sbom tree bom.json\n  kaname sbom tree bom.json --depth 2\n  kaname sbom tree bom.json --root express@4.17.1",
    "cli_sbom.tree.arg.FILE": "an SBOM; - for standard input",
    "cli_sbom.tree.arg.root": "component to start from: name, NAME@VERSION, purl or ref (default: the product)",
    "cli_sbom.tree.arg.depth": "levels to unfold (default: all)",
    "cli_sbom.tree.arg.format": "table or json (default: table)",
    "cli_sbom.tree.unconnected": "Nothing leads to:",
    "cli_sbom.tree.repeated": "(see above)",
    "cli_sbom.why.summary": "show every way from the product to a component",
    "cli_sbom.why.description": "Show through which components a component came into the product, shortest ways first; a way never passes a component twice.",
    "cli_sbom.why.examples": "  kaname sbom why bom.json log4j-core\n  kaname sbom why bom.json pkg:npm/minimist@0.0.8 --format json",
    "cli_sbom.why.arg.FILE": "an SBOM; - for standard input",
    "cli_sbom.why.arg.COMPONENT": "name, GROUP/NAME, each with @VERSION, purl or ref",
    "cli_sbom.why.arg.format": "table or json (default: table)",
    "cli_sbom.why.none": "{component}: listed, but nothing leads to it from the product",
    "cli_sbom.why.ways": "{component}: ways: {count}",
    "cli_sbom.why.more": "… more than {count}; only these are shown",
    "cli_sbom.licenses.summary": "list licences, judge them by a policy, name conflicts and unknowns",
    "cli_sbom.licenses.description": (
        "Show licences in SPDX form (several statements about one component apply together; concluded before declared). A policy in YAML says what is allowed, to be reviewed or denied, per use where needed.\n"
        "Exit codes: 0 listed, 1 where --fail-on is met, 3 the document or policy cannot be used."
    ),
    "cli_sbom.licenses.examples": (
        "  kaname sbom licenses bom.json\n"
        "  kaname sbom licenses bom.json --policy licences.yaml --use distribution --fail-on deny\n"
        "  kaname sbom licenses bom.json --format json"
    ),
    "cli_sbom.licenses.arg.FILE": "an SBOM; - for standard input",
    "cli_sbom.licenses.arg.policy": "licence policy in YAML",
    "cli_sbom.licenses.arg.use": "a use that the policy names, such as distribution",
    "cli_sbom.licenses.arg.fail-on": "exit 1 on deny (or incompatible pairs), on review or deny, or on unknown licences",
    "cli_sbom.licenses.arg.format": "table or json (default: table)",
    "cli_sbom.licenses.none": "(none stated)",
    "cli_sbom.licenses.heading": "{count} different statements for {components} components",
    "cli_sbom.licenses.deny": "Denied by the policy ({count}):",
    "cli_sbom.licenses.review": "To be reviewed ({count}):",
    "cli_sbom.licenses.unknown": "Not in the SPDX licence list ({count}):",
    "cli_sbom.licenses.conflicts": "Conflicts ({count}):",
    "cli_sbom.licenses.conflict.declared_concluded": "declared and concluded differ",
    "cli_sbom.licenses.conflict.incompatible": "kept apart by the policy",
    "cli_sbom.notices.summary": "write the licence notices for a delivery",
    "cli_sbom.notices.description": (
        "Write components by licence with copyright, source and the licence texts that the SBOM carries. What is missing is said at the end.\n"
        "Exit codes: 0 written, 4 with --fail-on-incomplete where a licence or its text is missing, 3 the document cannot be used."
    ),
    "cli_sbom.notices.examples": "  kaname sbom notices bom.json > NOTICE\n  kaname sbom notices bom.json --format html --output notices.html",
    "cli_sbom.notices.arg.FILE": "an SBOM; - for standard input",
    "cli_sbom.notices.arg.format": "text or html (default: text)",
    "cli_sbom.notices.arg.output": "file to write; standard output without it",
    "cli_sbom.notices.arg.fail-on-incomplete": "exit 4 where a licence or its text is missing",
    "cli_sbom.redact.summary": "withhold parts of a bill of materials from one recipient, provably nothing else",
    "cli_sbom.redact.description": (
        "Remove or mask components and fields by a policy, mark them as withheld, and write a proof by which the recipient can check that nothing else was changed and that a later reveal is genuine. CycloneDX (1.3 or newer) and SPDX 2 JSON. The commitment is written to standard output: give it to the recipient another way, or sign the proof. Keep the secret file: without it nothing can be revealed later, and whoever has it can guess what was withheld.\n"
        "Exit codes: 0 written, 3 document, policy or secret cannot be used."
    ),
    "cli_sbom.redact.examples": (
        "  kaname sbom redact bom.json --policy customer-a.yaml --output bom.customer-a.json\n"
        "  kaname sbom redact bom.json --policy customer-b.yaml --output b.json --secret keys/bom-secret.json"
    ),
    "cli_sbom.redact.arg.FILE": "the complete SBOM",
    "cli_sbom.redact.arg.policy": "what the recipient may not see, in YAML",
    "cli_sbom.redact.arg.output": "redacted document",
    "cli_sbom.redact.arg.proof": "proof for the recipient (default: OUTPUT.proof.json)",
    "cli_sbom.redact.arg.secret": "secret that stays with you; made where it does not exist (default: redaction-secret.json)",
    "cli_sbom.redact.arg.now": "time for marks and proof (default: now)",
    "cli_sbom.redact.written": "for {recipient}: {document}, proof {proof}",
    "cli_sbom.redact.counts": "{removed} components removed, {masked} masked; {withheld} values withheld, {shown} shown",
    "cli_sbom.redact.unmatched": "warning: rule {number} of the policy fits no component",
    "cli_sbom.redact.mentions": "warning: withheld names still stand in {count} places, since they are short or name a component that stays: {places}",
    "cli_sbom.redact.secret_made": "a new secret was made: {path}; keep it, and keep it from others",
    "cli_sbom.reveal.summary": "show a recipient later what was withheld",
    "cli_sbom.reveal.description": "Write a reveal of withheld parts; kaname sbom verify-redaction --reveal checks that it is what was withheld.",
    "cli_sbom.reveal.examples": (
        "  kaname sbom reveal bom.json --proof bom.customer-a.json.proof.json --select libsecret --output reveal.json\n"
        "  kaname sbom reveal bom.json --proof p.json --select /components/3/licenses"
    ),
    "cli_sbom.reveal.arg.ORIGINAL": "the complete SBOM",
    "cli_sbom.reveal.arg.proof": "the proof that the recipient has",
    "cli_sbom.reveal.arg.select": "JSON pointer into the original, or key, purl or name of a component; can be repeated",
    "cli_sbom.reveal.arg.secret": "the secret of the redaction (default: redaction-secret.json)",
    "cli_sbom.reveal.arg.output": "file to write; standard output without it",
    "cli_sbom.verify_redaction.summary": "check that a redacted document shows the original unchanged",
    "cli_sbom.verify_redaction.description": (
        "Check that everything shown stands so in the original, that nothing was moved or added but marks, and that a reveal is what was withheld. Without --commitment or a verified signature over the proof, the proof itself could be forged.\n"
        "Exit codes: 0 verified, 3 anything is wrong (with the place)."
    ),
    "cli_sbom.verify_redaction.examples": (
        "  kaname sbom verify-redaction bom.customer-a.json\n"
        "  kaname sbom verify-redaction bom.json --proof p.json --commitment 1f0c… --reveal reveal.json"
    ),
    "cli_sbom.verify_redaction.arg.FILE": "the redacted document",
    "cli_sbom.verify_redaction.arg.proof": "its proof (default: FILE.proof.json)",
    "cli_sbom.verify_redaction.arg.reveal": "a reveal to check",
    "cli_sbom.verify_redaction.arg.commitment": "commitment that was received another way",
    "cli_sbom.verify_redaction.arg.format": "table or json (default: table)",
    "cli_sbom.verify_redaction.good": "verified: {shown} values stand so in the original (made for {recipient})",
    "cli_sbom.verify_redaction.units": "parts: {whole} whole, {partial} in part, {withheld} withheld",
    "cli_sbom.verify_redaction.commitment": "commitment: {commitment}",
    "cli_sbom.verify_redaction.revealed": "genuine, {count} values revealed:",
    "cli_sbom.verify_redaction.unanchored": "note: who made the commitment was not checked; compare it, or verify a signature over the proof",
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
    "cli_sbom.create.arg.author": "who makes the document; stated as unknown without it",
    "cli_sbom.create.arg.supplier": "who provides the product; stated as unknown without it",
    "cli_sbom.create.arg.environments": "look into Python environments below the folder too",
    "cli_sbom.create.arg.platform": "which image of an archive for several platforms, such as linux/arm64 (default: linux/amd64)",
    "cli_sbom.create.arg.fail-on-incomplete": "exit code 4 where anything is missing",
    "cli_sbom.create.arg.now": "creation time to write (ISO 8601; default: the present)",
    "cli_sbom.create.progress": "looking at files",
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
    "cli_sbom.reconcile.arg.platform": "which image of an archive for several platforms, such as linux/arm64 (default: linux/amd64)",
    "cli_sbom.reconcile.arg.format": "table or json (default: table)",
    "cli_sbom.reconcile.arg.output": "write to this file instead of standard output",
    "cli_sbom.reconcile.arg.fail-on-incomplete": "exit code 4 where something could not be checked",
    "cli_sbom.reconcile.progress": "looking at files",
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
