"""Texts of ``kaname triage``."""

TEXTS = {
    "cli_triage.not_read": "not read: {path}: {message}",
    "cli_triage.summary": "findings: {findings}; to decide: {open}; set aside: {aside}; past due: {breaches}",
    "cli_triage.override_added": "set in {path}; the next triage uses it",
    "cli_triage.overrides_listed": "values set by persons: {count}; not shown, expired or removed: {hidden} (--all)",
    "cli_triage.overrides_expired": "values set by persons that have expired and no longer apply: {names}",
    "cli_triage.override_add.summary": "set the value of an SSVC decision point for a vulnerability, with reason and author",
    "cli_triage.override_add.description": (
        "What you know better than the sources: the value counts before every other one and is shown with reason and author.\n"
        "It is kept in triage/overrides.yaml of the workspace. With --valid-until it lapses by itself; a later one replaces\n"
        "an earlier one of the same point."
    ),
    "cli_triage.override_add.examples": (
        "  kaname triage override add CVE-2024-0001 --point E --value A --reason 'seen in our logs' --by 'S. Tanaka'\n"
        "  kaname triage override add CVE-2024-0001 --point EXP --value S --system plant-3 \\\n"
        "    --reason 'behind a data diode until the overhaul' --by 'S. Tanaka' --valid-until 2026-12-31"
    ),
    "cli_triage.override_add.arg.vulnerability": "id of the vulnerability (any of its ids), or * for all",
    "cli_triage.override_add.arg.point": "decision point: key, namespace:key or id, such as E or ssvc:EXP",
    "cli_triage.override_add.arg.value": "key of the value; several possible ones joined by |",
    "cli_triage.override_add.arg.reason": "why",
    "cli_triage.override_add.arg.by": "who says so",
    "cli_triage.override_add.arg.component": "only for components whose purl fits; * stands for any characters",
    "cli_triage.override_add.arg.system": "only for this system of kaname.yaml",
    "cli_triage.override_add.arg.valid-until": "day or time after which it no longer applies",
    "cli_triage.override_add.arg.workspace": "folder of the workspace (default: this one)",
    "cli_triage.override_add.arg.now": "time of setting (ISO 8601; default: now)",
    "cli_triage.override_list.summary": "list the decision-point values that persons set",
    "cli_triage.override_list.description": "List the values that apply, with reason and author; with --all also expired and removed ones.",
    "cli_triage.override_list.examples": "  kaname triage override list\n  kaname triage override list --all --format json",
    "cli_triage.override_list.arg.all": "also those that expired or were removed",
    "cli_triage.override_list.arg.workspace": "folder of the workspace (default: this one)",
    "cli_triage.override_list.arg.format": "table (default) or json",
    "cli_triage.override_list.arg.now": "time by which validity is judged (ISO 8601; default: now)",
    "cli_triage.override_remove.summary": "withdraw a decision-point value that a person set",
    "cli_triage.override_remove.description": "The value no longer applies. It stays on record with who withdrew it, when and why.",
    "cli_triage.override_remove.examples": "  kaname triage override remove CVE-2024-0001-1 --by 'S. Tanaka' --reason 'the report was wrong'",
    "cli_triage.override_remove.arg.id": "id, as triage override list shows it",
    "cli_triage.override_remove.arg.reason": "why",
    "cli_triage.override_remove.arg.by": "who withdraws it",
    "cli_triage.override_remove.arg.workspace": "folder of the workspace (default: this one)",
    "cli_triage.override_remove.arg.now": "time of removal (ISO 8601; default: now)",
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
