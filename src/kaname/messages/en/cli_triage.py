"""Texts of ``kaname triage``."""

TEXTS = {
    "cli_triage.not_read": "not read: {path}: {message}",
    "cli_triage.summary": "findings: {findings}; to decide: {open}; set aside: {aside}; past due: {breaches}",
    "cli_triage.main.summary": "decide what to do about findings, by when, in the context of your systems",
    "cli_triage.main.description": (
        "Scan SBOMs or the releases of a workspace and decide about every finding by an SSVC table. Values come from KEV,\n"
        "published assessments, references, CVSS, EPSS (estimates are marked) and the context in kaname.yaml; what is not\n"
        "known is not guessed: then a range of outcomes is shown. Rules before the table (not affected or fixed by an accepted\n"
        "statement, not deployed, development only) set findings aside, countable and with their reason.\n"
        "Exit codes: 0; 1 with --fail-on-breach when something is past its due date; 3 no target could be read."
    ),
    "cli_triage.main.examples": (
        "  kaname triage sbom.cdx.json --role supplier\n"
        "  kaname triage . --record\n"
        "  kaname triage sbom.cdx.json --workspace . --explain\n"
        "  kaname triage sbom.cdx.json --role bod --vulnerability CVE-2021-44228 --format selection-list"
    ),
    "cli_triage.main.arg.target": "SBOM, folder of SBOMs, or workspace (its releases are scanned)",
    "cli_triage.main.arg.role": "whose decision: deployer, supplier, coordinator, publisher, cisa, bod (default: from the context)",
    "cli_triage.main.arg.workspace": "workspace with context and statements",
    "cli_triage.main.arg.vex": "further statement document (OpenVEX, CycloneDX, CSAF); may be repeated",
    "cli_triage.main.arg.tables": "YAML file with decision tables of your own; may be repeated",
    "cli_triage.main.arg.knowledge": "knowledge base to use (default: where knowledge build puts it)",
    "cli_triage.main.arg.format": "table (default), json, or selection-list (SSVC 2.0.0, one vulnerability)",
    "cli_triage.main.arg.vulnerability": "vulnerability of the selection list",
    "cli_triage.main.arg.explain": "show every input with its origin",
    "cli_triage.main.arg.all": "show all findings",
    "cli_triage.main.arg.record": "keep in the workspace when findings were first seen: due dates count from then",
    "cli_triage.main.arg.fail-on-breach": "end with code 1 when a finding is past its due date",
    "cli_triage.main.arg.now": "time of the triage (ISO 8601; default: now)",
}
