"""Texts of ``kaname case``."""

TEXTS = {
    "cli_case.opened": "recorded in {path}",
    "cli_case.summary": "cases: {count}; under embargo: {held}",
    "cli_case.open.summary": "begin the record of a coordinated disclosure",
    "cli_case.open.description": (
        "Write cases/ID.yaml: how the vulnerability is handled, who found it, who coordinates, until when nothing is published.\n"
        "The record holds contacts and is never published. While its embargo lasts, kaname advisory publish holds the advisory\n"
        "of the case back. An embargo without a time lasts until it is lifted."
    ),
    "cli_case.open.examples": (
        "  kaname case open 2026-003 --title 'Overflow in the parser' --path coordinator \\\n"
        "    --contact 'coordinator=JPCERT/CC <vuln@example.org> [JVN#00000000]' --advisory EX-SA-2026-001 \\\n"
        "    --embargo-until 2026-12-15T12:00:00+09:00 --embargo-reason 'date agreed with the coordinator'"
    ),
    "cli_case.open.arg.id": "id of the case (the name of its file)",
    "cli_case.open.arg.title": "title",
    "cli_case.open.arg.path": (
        "how it is handled: own (published by the developer itself), finder, bounty (platform), coordinator, zero-day"
    ),
    "cli_case.open.arg.contact": "ROLE=NAME <ADDRESS> [THEIR NUMBER]; may be repeated",
    "cli_case.open.arg.product": "product concerned; may be repeated",
    "cli_case.open.arg.vulnerability": "vulnerability concerned; may be repeated",
    "cli_case.open.arg.advisory": "advisory that belongs to the case",
    "cli_case.open.arg.incident": "incident that belongs to the case",
    "cli_case.open.arg.embargo-until": "end of the embargo (ISO 8601)",
    "cli_case.open.arg.embargo-reason": "reason of the embargo",
    "cli_case.open.arg.by": "person who records this",
    "cli_case.open.arg.workspace": "folder of the workspace (default: this one)",
    "cli_case.open.arg.now": "time of recording (ISO 8601; default: now)",
    "cli_case.event.summary": "record what happened in a case, and its embargo",
    "cli_case.event.description": (
        "Add an event, contacts, or a change of the embargo. Nothing is taken back; a correction is a further entry.\n"
        "The steps that the way of handling asks for are shown by kaname case show; any other word may be recorded too."
    ),
    "cli_case.event.examples": (
        "  kaname case event 2026-003 acknowledged --at 2026-11-20T10:00:00+09:00 --note 'by mail'\n"
        "  kaname case event 2026-003 --lift-embargo --embargo-reason 'published by the coordinator'"
    ),
    "cli_case.event.arg.id": "id of the case",
    "cli_case.event.arg.event": "what happened",
    "cli_case.event.arg.at": "when (ISO 8601; default: now)",
    "cli_case.event.arg.note": "remark on the event",
    "cli_case.event.arg.contact": "ROLE=NAME <ADDRESS> [THEIR NUMBER]; may be repeated",
    "cli_case.event.arg.embargo-until": "new end of the embargo (ISO 8601)",
    "cli_case.event.arg.embargo-reason": "reason of the embargo or of its change",
    "cli_case.event.arg.lift-embargo": "end the embargo now",
    "cli_case.event.arg.by": "person who records this",
    "cli_case.event.arg.workspace": "folder of the workspace (default: this one)",
    "cli_case.event.arg.now": "time of recording (ISO 8601; default: now)",
    "cli_case.show.summary": "show steps, embargo, contacts and timeline of cases",
    "cli_case.show.description": "Show one case or all, with the steps that are done and those to come.",
    "cli_case.show.examples": "  kaname case show\n  kaname case show 2026-003 --format json",
    "cli_case.show.arg.id": "id of the case (default: all)",
    "cli_case.show.arg.format": "table (default) or json",
    "cli_case.show.arg.workspace": "folder of the workspace (default: this one)",
    "cli_case.show.arg.now": "time of asking (ISO 8601; default: now)",
}
