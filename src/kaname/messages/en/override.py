"""Texts about values of decision points that persons set."""

TEXTS = {
    "override.bad_time": "“{given}” is not a day or time",
    "override.bad_time.hint": "write 2026-12-31 or 2026-12-31T09:00:00+09:00",
    "override.over_already": "{given} is over already: the value would never apply",
    "override.same": "this value is set already, as {id}",
    "override.same.hint": "remove it first, or give another value or validity",
    "override.unknown": "no value is set as “{id}”",
    "override.unknown.hint": "set are: {known}; those of kaname.yaml are removed there",
    "override.removed_already": "{id} was removed already, on {time}",
    "override.state.applies": "applies",
    "override.state.expired": "expired",
    "override.state.future": "not yet",
    "override.state.removed": "removed",
    "override.column.id": "id",
    "override.column.vulnerability": "vulnerability",
    "override.column.value": "value",
    "override.column.only": "only for",
    "override.column.state": "state",
    "override.column.until": "until",
    "override.column.author": "author",
    "override.column.reason": "reason",
}
