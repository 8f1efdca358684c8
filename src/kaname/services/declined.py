"""Use cases around advice that a customer declined: record it, let both sides acknowledge it, list it for the annex."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec.structs import replace

from kaname.errors import ErrorGroup, InputError, KanameError
from kaname.exchange.canonical import canonical_json
from kaname.exchange.dsse import add_signature, read_envelope, sign_envelope, write_envelope
from kaname.exchange.keys import PrivateKey, key_id
from kaname.model.declaration import Acknowledgement, DeclinedMeasure, Party
from kaname.store.assessments import is_day
from kaname.store.declarations import MAX_SIGNED_BYTES, read_declined, write_declined
from kaname.store.files import read_bytes
from kaname.store.workspace import read_workspace, write_below

DECLINED_TYPE = "application/vnd.kaname.declined-measure+json"
_NEEDED = ("what", "risk", "cost", "advised_by", "decided_by")


def list_declined(*, workspace: Path) -> tuple[DeclinedMeasure, ...]:
    """Return the declined measures of a workspace."""
    read_workspace(workspace)
    return read_declined(workspace)


def record_declined(
    *,
    workspace: Path,
    measure_id: str,
    said: Mapping[str, str],
    now: datetime,
    requirements: tuple[str, ...] = (),
) -> Path:
    """Write down a measure that the customer declined.

    Args:
        said: ``what``, ``risk``, ``cost``, ``advised_by``, ``decided_by``; and ``advised``, ``decided`` (default: today),
            ``reason``, ``until``.

    Raises:
        InputError, ErrorGroup: something is missing or not a day, or the id is taken: what both sides may have
            acknowledged is not rewritten.
    """
    read_workspace(workspace)
    if any(one.id == measure_id for one in read_declined(workspace)):
        raise InputError("declaration.declined_exists", id=measure_id)
    today = now.astimezone(UTC).date().isoformat()
    values = {**said, "advised": said.get("advised") or today, "decided": said.get("decided") or today}
    errors: list[KanameError] = [
        InputError("declaration.declined_missing", path=f"--{name.replace('_', '-')}")
        for name in _NEEDED
        if not values.get(name, "").strip()
    ]
    errors += [
        InputError("catalogs.not_a_date", path=f"--{name}", value=values[name])
        for name in ("advised", "decided", "until")
        if values.get(name) and not is_day(values[name])
    ]
    if errors:
        raise ErrorGroup("declaration.declined_defects", errors) if len(errors) > 1 else errors[0]
    measure = msgspec.convert({"id": measure_id, **values, "requirements": requirements}, DeclinedMeasure)
    return write_declined(workspace, measure)


def acknowledge_declined(
    *, workspace: Path, measure_id: str, party: Party, name: str, now: datetime, key: PrivateKey | None = None
) -> Path:
    """Record that a party knows of a declined measure; with a key, sign the record too.

    The signature is over the record without its acknowledgements, so that both sides sign the same bytes
    (``declined/ID.dsse.json``).

    Raises:
        InputError: no such record, nobody is named, or the party acknowledged it already.
    """
    measure = next((one for one in list_declined(workspace=workspace) if one.id == measure_id), None)
    if measure is None:
        known = ", ".join(one.id for one in read_declined(workspace)) or "-"
        raise InputError("declaration.no_such_declined", id=measure_id, known=known)
    if not name.strip():
        raise InputError("declaration.who_acknowledges")
    if measure.is_acknowledged_by(party):
        raise InputError("declaration.acknowledged_already", id=measure_id)
    signer = ""
    if key is not None:
        signer = key_id(key.public_key())
        _sign(workspace, measure, key)
    today = now.astimezone(UTC).date().isoformat()
    entry = Acknowledgement(party, name, today, signer)
    return write_declined(workspace, replace(measure, acknowledgements=(*measure.acknowledgements, entry)))


def declined_payload(measure: DeclinedMeasure) -> bytes:
    """Return the bytes of a record that both sides sign."""
    return canonical_json(msgspec.to_builtins(replace(measure, acknowledgements=())))


def _sign(workspace: Path, measure: DeclinedMeasure, key: PrivateKey) -> None:
    path = workspace / "declined" / f"{measure.id}.dsse.json"
    payload = declined_payload(measure)
    envelope = sign_envelope(payload, DECLINED_TYPE, [key])
    if path.exists():
        earlier = read_envelope(read_bytes(path, limit=MAX_SIGNED_BYTES))
        if earlier.payload != payload:
            raise InputError("declaration.declined_changed", path=str(path), id=measure.id)
        envelope = add_signature(earlier, key)
    write_below(path, write_envelope(envelope))
