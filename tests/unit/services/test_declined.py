"""Advice that a customer declined: recorded, acknowledged and signed by both, never rewritten."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.services.declared import key_pair, workspace_in

from kaname.cli.main import main
from kaname.errors import ErrorGroup, InputError
from kaname.exchange.dsse import read_envelope, verify_envelope
from kaname.services.declined import (
    DECLINED_TYPE,
    acknowledge_declined,
    declined_payload,
    list_declined,
    record_declined,
)

NOW = datetime(2026, 11, 20, tzinfo=UTC)
SAID = {"what": "多要素認証", "risk": "侵入", "cost": "2 週間", "advised_by": "甲社", "decided_by": "乙市"}


def test_both_sides_sign_the_same_bytes(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    record_declined(workspace=workspace, measure_id="mfa", said=SAID, now=NOW, requirements=("(6)-1",))
    keys = [key_pair(), key_pair()]
    for party, (key, _) in zip(("provider", "customer"), keys, strict=True):
        acknowledge_declined(workspace=workspace, measure_id="mfa", party=party, name=party, now=NOW, key=key)  # type: ignore[arg-type]
    (measure,) = list_declined(workspace=workspace)
    assert measure.is_acknowledged_by("customer") and measure.is_acknowledged_by("provider")
    assert (measure.advised, measure.decided) == ("2026-11-20", "2026-11-20")
    envelope = read_envelope((workspace / "declined" / "mfa.dsse.json").read_bytes())
    verify_envelope(envelope, [public for _, public in keys], payload_type=DECLINED_TYPE, threshold=2)
    assert envelope.payload == declined_payload(measure)
    with pytest.raises(InputError, match="acknowledged_already"):
        acknowledge_declined(workspace=workspace, measure_id="mfa", party="customer", name="x", now=NOW)


def test_refusals(tmp_path: Path) -> None:
    workspace = workspace_in(tmp_path)
    with pytest.raises(ErrorGroup, match="declined_defects"):
        record_declined(workspace=workspace, measure_id="mfa", said={"what": "x"}, now=NOW)
    with pytest.raises(InputError, match="not_a_date"):
        record_declined(workspace=workspace, measure_id="mfa", said=SAID | {"until": "soon"}, now=NOW)
    with pytest.raises(InputError, match="bad_id"):
        record_declined(workspace=workspace, measure_id="../x", said=SAID, now=NOW)
    record_declined(workspace=workspace, measure_id="mfa", said=SAID, now=NOW)
    with pytest.raises(InputError, match="declined_exists"):
        record_declined(workspace=workspace, measure_id="mfa", said=SAID, now=NOW)
    with pytest.raises(InputError, match="no_such_declined"):
        acknowledge_declined(workspace=workspace, measure_id="x", party="customer", name="x", now=NOW)
    key, _ = key_pair()
    acknowledge_declined(workspace=workspace, measure_id="mfa", party="provider", name="甲", now=NOW, key=key)
    file = workspace / "declined" / "mfa.yaml"
    file.write_text(file.read_text("utf-8").replace("侵入", "なし"), "utf-8")
    with pytest.raises(InputError, match="declined_changed"):
        acknowledge_declined(workspace=workspace, measure_id="mfa", party="customer", name="乙", now=NOW, key=key)


def test_by_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    workspace = workspace_in(tmp_path)
    place = ["--workspace", str(workspace), "--lang", "ja"]
    assert main(["declare", "declined", *place]) == 0
    assert "ありません" in capsys.readouterr().err
    words = [word for name, value in SAID.items() for word in (f"--{name.replace('_', '-')}", value)]
    assert main(["declare", "declined", "mfa", *words, *place]) == 0
    assert main(["declare", "declined", "mfa", "--acknowledge", "customer", "--name", "乙", *place]) == 0
    capsys.readouterr()
    assert main(["declare", "declined", *place]) == 0
    assert "顧客" in capsys.readouterr().out
