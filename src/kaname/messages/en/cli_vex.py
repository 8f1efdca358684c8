"""Texts of ``kaname vex``."""

TEXTS = {
    "cli_vex.added": "added as {id} to {path}",
    "cli_vex.not_read": "not read: {path}: {message}",
    "cli_vex.listed": "statements: {count} (written here: {own}; imported documents: {imports})",
    "cli_vex.imported": "{path}: {format}, statements: {count}, issuer: {issuer}",
    "cli_vex.untrusted": (
        "{issuer} is not among the accepted issuers: its statements are shown, not applied"
        " (accept it under trust: in kaname.yaml)"
    ),
    "cli_vex.exported": "statements written: {count}, to {path}",
    "cli_vex.losses": "values that the target format does not hold as they were: {count}",
    "cli_vex.loss": "  {path}: {reason}",
    "cli_vex.more_losses": "  and {count} more (--loss-report FILE has all)",
    "cli_vex.column.id": "vulnerability",
    "cli_vex.column.status": "status",
    "cli_vex.column.about": "about",
    "cli_vex.column.issuer": "issuer",
    "cli_vex.column.rank": "rank",
    "cli_vex.column.time": "time",
    "cli_vex.add.summary": "write a statement of your own: not affected, affected, fixed, under investigation",
    "cli_vex.add.description": (
        "Add a statement to vex/ID.yaml of the workspace. “not affected” needs a justification or an impact statement,\n"
        "“affected” an action. With --sbom the product is the one that the SBOM describes, and the dependency paths to\n"
        "the component are kept: for the next release the decision carries over where they are the same."
    ),
    "cli_vex.add.examples": (
        "  kaname vex add CVE-2021-44228 --status not_affected --sbom app.cdx.json \\\n"
        "    --component pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1 \\\n"
        "    --justification vulnerable_code_not_in_execute_path --by 'S. Tanaka'\n"
        "  kaname vex add CVE-2024-3094 --status affected --product pkg:generic/gateway@2.1 --action 'Update to 2.2'"
    ),
    "cli_vex.add.arg.vulnerability": "id of the vulnerability",
    "cli_vex.add.arg.status": "not_affected, affected, fixed or under_investigation",
    "cli_vex.add.arg.component": "component concerned, purl or CPE name; may be repeated",
    "cli_vex.add.arg.product": "product, purl or CPE name; without it the statement is about the component wherever it is used",
    "cli_vex.add.arg.sbom": "SBOM of the product",
    "cli_vex.add.arg.alias": "another id of the same vulnerability; may be repeated",
    "cli_vex.add.arg.justification": "why not affected, one of the five OpenVEX words",
    "cli_vex.add.arg.impact": "why not affected, in words",
    "cli_vex.add.arg.action": "what users should do",
    "cli_vex.add.arg.notes": "remarks on the status",
    "cli_vex.add.arg.valid-until": "day or time after which the statement is to be reviewed",
    "cli_vex.add.arg.by": "person who decided",
    "cli_vex.add.arg.workspace": "folder of the workspace (default: this one)",
    "cli_vex.add.arg.now": "time of the statement (ISO 8601; default: now)",
    "cli_vex.list.summary": "list the statements of the workspace or of files",
    "cli_vex.list.description": (
        "List statements with the rank that their issuer has here and their time. With FILE and no --workspace, only those\n"
        "of the files."
    ),
    "cli_vex.list.examples": "  kaname vex list\n  kaname vex list supplier.openvex.json --vulnerability CVE-2023-1255 --format json",
    "cli_vex.list.arg.file": "OpenVEX, CycloneDX or CSAF document",
    "cli_vex.list.arg.vulnerability": "only statements about this vulnerability",
    "cli_vex.list.arg.workspace": "folder of the workspace (default: this one)",
    "cli_vex.list.arg.format": "table (default) or json",
    "cli_vex.list.arg.now": "time by which validity is judged (ISO 8601; default: now)",
    "cli_vex.import.summary": "keep statement documents of suppliers and others in the workspace",
    "cli_vex.import.description": (
        "Read OpenVEX, CycloneDX or CSAF and keep the document as it is in vex/imported/, with a note. Statements of issuers\n"
        "that are not listed under trust: in kaname.yaml are shown, not applied. With --key the file is a DSSE envelope\n"
        "that one of the keys must have signed.\n"
        "Exit codes: 0; 3 where a file cannot be used (the others are imported)."
    ),
    "cli_vex.import.examples": (
        "  kaname vex import supplier.openvex.json advisory.csaf.json\n"
        "  kaname vex import signed.dsse.json --key supplier.pub.pem"
    ),
    "cli_vex.import.arg.file": "OpenVEX, CycloneDX or CSAF document, or a DSSE envelope with --key",
    "cli_vex.import.arg.workspace": "folder of the workspace (default: this one)",
    "cli_vex.import.arg.key": "public key that must have signed; may be repeated",
    "cli_vex.import.arg.now": "time of the import (ISO 8601; default: now)",
    "cli_vex.export.summary": "write statements as OpenVEX, CycloneDX or CSAF, and say what was lost",
    "cli_vex.export.description": (
        "Write our own statements, with --all every statement of the workspace, or with --from those of one document.\n"
        "A document in its own format comes back without loss. Into another format, everything that the target cannot say\n"
        "is listed by its place."
    ),
    "cli_vex.export.examples": (
        "  kaname vex export --format csaf --output advisory.json\n"
        "  kaname vex export --from supplier.openvex.json --format cyclonedx --issuer Example --loss-report losses.json"
    ),
    "cli_vex.export.arg.format": "openvex (default), cyclonedx or csaf",
    "cli_vex.export.arg.csaf-version": "version of CSAF: 2.0 (default) or 2.1",
    "cli_vex.export.arg.from": "document whose statements are written",
    "cli_vex.export.arg.all": "also statements of others",
    "cli_vex.export.arg.vulnerability": "only statements about this vulnerability; may be repeated",
    "cli_vex.export.arg.output": "file to write (default: standard output)",
    "cli_vex.export.arg.loss-report": "file for the full list of what was lost (JSON)",
    "cli_vex.export.arg.id": "id of the document",
    "cli_vex.export.arg.issuer": "issuer of the document (default: organisation in kaname.yaml)",
    "cli_vex.export.arg.website": "URL of the issuer, which CSAF asks for",
    "cli_vex.export.arg.workspace": "folder of the workspace (default: this one)",
    "cli_vex.export.arg.now": "time of the document (ISO 8601; default: now)",
    "cli_vex.explain.summary": "say which statement decides about a vulnerability in a component, and why",
    "cli_vex.explain.description": (
        "Show the status, the statement that decided and by which rule, conflicts with both sides, and what became of every\n"
        "other statement. Order of precedence: our own, supplier of the component, distributor, others; inside one issuer\n"
        "the newest; inside one rank the more cautious."
    ),
    "cli_vex.explain.examples": (
        "  kaname vex explain CVE-2021-44228 pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1\n"
        "  kaname vex explain CVE-2023-1255 pkg:apk/alpine/libssl3@3.0.8-r3 --product pkg:oci/alpine --vex alpine.openvex.json\n"
        "  kaname vex explain CVE-2022-24999 pkg:npm/qs@6.5.2 --sbom app.cdx.json --knowledge kaname.db"
    ),
    "cli_vex.explain.arg.vulnerability": "id of the vulnerability",
    "cli_vex.explain.arg.component": "component, purl or CPE name",
    "cli_vex.explain.arg.product": "product that the component is in",
    "cli_vex.explain.arg.sbom": (
        "SBOM of the product: statements about components on the way to this one are looked at too"
    ),
    "cli_vex.explain.arg.knowledge": "knowledge base whose statements are looked at too",
    "cli_vex.explain.arg.alias": "another id of the same vulnerability; may be repeated",
    "cli_vex.explain.arg.vex": "further statement document; without a workspace its issuer counts as accepted",
    "cli_vex.explain.arg.workspace": "folder of the workspace (default: this one)",
    "cli_vex.explain.arg.format": "table (default) or json",
    "cli_vex.explain.arg.now": "time by which validity is judged (ISO 8601; default: now)",
}
