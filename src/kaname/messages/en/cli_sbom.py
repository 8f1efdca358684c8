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
}
