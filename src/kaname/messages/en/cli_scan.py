"""Texts of ``kaname scan``."""

TEXTS = {
    "cli_scan.main.summary": "find known vulnerabilities in SBOMs and say what was not evaluated",
    "cli_scan.main.description": (
        "Match the components of SBOMs (CycloneDX, SPDX) against a knowledge base. Findings come in the order to look at "
        "them: known exploited first, then by EPSS, then by CVSS. Every component that could not be evaluated is listed "
        "with the reason.\n"
        "A folder without SBOMs, an archive (jar, wheel, ZIP, tar), a container image (docker save, OCI layout), a lock file or an executable is looked into as by 'sbom create'; "
        "what was not understood there makes the scan partial.\n\n"
        "Exit codes: 0 fine; 1 a --fail-on threshold was met; 2 usage; 3 no target could be read; 4 not everything was "
        "evaluated or read (with --fail-on incomplete); 5 knowledge base missing or damaged. A threshold (1) comes before "
        "incompleteness (4)."
    ),
    "cli_scan.main.examples": (
        "  kaname scan sbom.cdx.json\n"
        "  kaname scan .\n"
        "  kaname scan release/ --format html --output report.html\n"
        "  syft . -o cyclonedx-json | kaname scan - --fail-on kev,critical\n"
        "  kaname scan a.spdx.json b.cdx.xml --format json --now 2026-11-20T00:00:00Z"
    ),
    "cli_scan.main.arg.target": "SBOM, folder with SBOMs, checkout, archive, container image, executable, or - for an SBOM on standard input",
    "cli_scan.main.arg.knowledge": "knowledge base to ask (default: where knowledge build puts it)",
    "cli_scan.main.arg.format": "table (default), json, csv, markdown, html, sarif, or statements as openvex, cyclonedx or csaf",
    "cli_scan.main.arg.output": "write the result to a file instead of standard output",
    "cli_scan.main.arg.fail-on": (
        "exit code 1 where a finding is known exploited (kev), critical, high or worse (high), or there is one at all "
        "(any); exit code 4 where something was not evaluated or read (incomplete); repeat or separate by commas"
    ),
    "cli_scan.main.arg.extract": "look into what is there even where a folder holds SBOMs",
    "cli_scan.main.arg.processes": "how many processes read where there are many SBOMs (default: by the machine)",
    "cli_scan.main.arg.now": "time of the scan, such as 2026-11-20T00:00:00Z (default: now)",
    "cli_scan.progress": "scanning",
    "cli_scan.summary_complete": (
        "complete: {findings} findings ({vulnerabilities} vulnerabilities, {kev} known exploited); "
        "all {components} components evaluated, {targets} SBOMs read"
    ),
    "cli_scan.summary_partial": (
        "partial: {findings} findings ({vulnerabilities} vulnerabilities, {kev} known exploited); "
        "{evaluated} of {components} components evaluated, {targets} SBOMs read, {unread} not"
    ),
    "cli_scan.summary_failed": (
        "failed: {evaluated} of {components} components evaluated ({targets} SBOMs read, {unread} not)"
    ),
    "cli_scan.passed_over": "{count} other files are not SBOMs and were passed over (--verbose names them)",
    "cli_scan.passed_over_file": "passed over: {path}",
    "cli_scan.main.arg.workspace": "workspace: with it every finding gets a status and an outcome (context, statements); identities.yaml is read from here, else from the current folder",
    "cli_scan.main.arg.vex": "statement document (OpenVEX, CycloneDX, CSAF) to apply; may be repeated",
    "cli_scan.main.arg.role": "whose decision: deployer, supplier, coordinator, publisher, cisa, bod (default: from the context)",
    "cli_scan.set_aside": "set aside, {rule}: {count}",
    "cli_scan.conflicts": "findings with contradicting statements: {count} (kaname vex explain shows both sides)",
    "cli_scan.review": "findings with statements to be reviewed: {count}",
    "cli_scan.main.arg.methods": "how components are identified: purl, cpe, hash, name, separated by commas (default: purl,cpe,hash); name offers candidates and never findings",
    "cli_scan.stale": "{count} of {sources} sources are older than their age limit: {names}",
    "cli_scan.candidates": "{count} components without identifier: candidates are in the JSON and HTML results, and kaname match candidates lists them",
    "cli_scan.no_context": "{path} has no kaname.yaml: no context and no statements were applied",
}
