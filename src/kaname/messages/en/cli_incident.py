"""Texts of ``kaname incident``."""

TEXTS = {
    "cli_incident.opened": "recorded in {path}",
    "cli_incident.frozen": "what was known is frozen in {path} (SHA-256 {sha256})",
    "cli_incident.summary": "incidents: {count}; missed: {missed}",
    "cli_incident.open.summary": "open an incident: its clocks run from the moment of awareness",
    "cli_incident.open.description": (
        "Record an actively exploited vulnerability or an incident in incidents/ID.yaml and show what is due under every\n"
        "regime. Without --regime those of kaname.yaml apply that fit the kind."
    ),
    "cli_incident.open.examples": (
        "  kaname incident open 2026-001 --title 'Exploited flaw in the gateway' --aware 2026-11-20T09:30:00+09:00 \\\n"
        "    --regime cra-vulnerability --vulnerability CVE-2026-0001 --product 'Gateway 2.1'"
    ),
    "cli_incident.open.arg.id": "id of the incident (the name of its file)",
    "cli_incident.open.arg.title": "title",
    "cli_incident.open.arg.kind": "vulnerability (default; actively exploited) or incident",
    "cli_incident.open.arg.aware": "moment of awareness (ISO 8601; default: now)",
    "cli_incident.open.arg.regime": "regime that applies; may be repeated",
    "cli_incident.open.arg.vulnerability": "vulnerability concerned; may be repeated",
    "cli_incident.open.arg.product": "product concerned; may be repeated",
    "cli_incident.open.arg.by": "person who records this",
    "cli_incident.open.arg.workspace": "folder of the workspace (default: this one)",
    "cli_incident.open.arg.now": "time of recording (ISO 8601; default: now)",
    "cli_incident.event.summary": "record what happened, what is known, what was sent",
    "cli_incident.event.description": (
        "Add to the record: an event (corrective-measure, ransom-payment, coordination-start or a word of your own), facts for\n"
        "the notices, a notice that was sent, a pause. Nothing is taken back; a correction is a further entry. When a notice\n"
        "was sent, what was known is frozen in a file that is never replaced."
    ),
    "cli_incident.event.examples": (
        "  kaname incident event 2026-001 --fact nature='Buffer overflow in the parser' --fact severity='CVSS 9.8'\n"
        "  kaname incident event 2026-001 --sent cra-vulnerability/early-warning --at 2026-11-20T20:00:00+09:00\n"
        "  kaname incident event 2026-001 corrective-measure --note 'Release 2.2'"
    ),
    "cli_incident.event.arg.id": "id of the incident",
    "cli_incident.event.arg.event": "what happened",
    "cli_incident.event.arg.at": "when (ISO 8601; default: now)",
    "cli_incident.event.arg.note": "remark on the event",
    "cli_incident.event.arg.fact": "a fact for the notices; may be repeated",
    "cli_incident.event.arg.sent": "notice that was sent",
    "cli_incident.event.arg.pause": "stop the clocks that may stand still, with the reason",
    "cli_incident.event.arg.resume": "let the clocks run on",
    "cli_incident.event.arg.by": "person who records this",
    "cli_incident.event.arg.workspace": "folder of the workspace (default: this one)",
    "cli_incident.event.arg.now": "time of recording (ISO 8601; default: now)",
    "cli_incident.status.summary": "show every clock: what is due, what was missed",
    "cli_incident.status.description": (
        "Show the clocks of one incident or of all.\nExit codes: 0; 1 with --fail-on-missed when a due time has passed."
    ),
    "cli_incident.status.examples": "  kaname incident status\n  kaname incident status 2026-001 --format json",
    "cli_incident.status.arg.id": "id of the incident (default: all)",
    "cli_incident.status.arg.format": "table (default) or json",
    "cli_incident.status.arg.fail-on-missed": "end with code 1 when a due time has passed",
    "cli_incident.status.arg.workspace": "folder of the workspace (default: this one)",
    "cli_incident.status.arg.now": "time of asking (ISO 8601; default: now)",
    "cli_incident.draft.summary": "draft a notice from what is recorded",
    "cli_incident.draft.description": (
        "Write a notice in the language of --lang as Markdown. Facts that were not recorded are marked, never made up.\n"
        "With --as-of only what had been recorded by then is used."
    ),
    "cli_incident.draft.examples": (
        "  kaname incident draft 2026-001 cra-vulnerability/early-warning --lang en\n"
        "  kaname incident draft 2026-001 cra-vulnerability/notification --output notice.md"
    ),
    "cli_incident.draft.arg.id": "id of the incident",
    "cli_incident.draft.arg.notice": "regime and step, such as cra-vulnerability/early-warning",
    "cli_incident.draft.arg.as-of": "use only what had been recorded by then (ISO 8601)",
    "cli_incident.draft.arg.output": "file to write (default: standard output)",
    "cli_incident.draft.arg.workspace": "folder of the workspace (default: this one)",
    "cli_incident.draft.arg.now": "time of the draft (ISO 8601; default: now)",
}
