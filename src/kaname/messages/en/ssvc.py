"""Texts about SSVC documents."""

TEXTS = {
    "ssvc.too_large": "the file is too large for an SSVC selection list (limit: {limit_bytes} bytes)",
    "ssvc.form": "this is not an SSVC selection list: {detail}",
    "ssvc.form.hint": "the form is SelectionList 2.0.0 of CERT/CC: timestamp, schemaVersion and selections are required",
    "ssvc.not_json": "this is not JSON: {detail}",
    "ssvc.version": "selection lists of schema version {version} cannot be read",
    "ssvc.version.hint": "version 2.0.0 can be read",
    "ssvc.empty": "nothing is selected here",
    "ssvc.timestamp": "“{value}” is not a time with a time zone",
    "ssvc.timestamp.hint": "write it like 2026-11-20T09:00:00Z",
}
