"""Signed forms in JSON that is broken in a way of its own are refused with an error of ours."""

from collections.abc import Callable

import pytest

from kaname.errors import KanameError
from kaname.exchange.dsse import read_envelope
from kaname.formats.intoto.statement import read_statement
from kaname.formats.ssvc.selection_list import read_selection_list

READERS: dict[str, tuple[Callable[[bytes], object], bytes]] = {
    "envelope": (read_envelope, b'{"payloadType": %s, "payload": "", "signatures": []}'),
    "selection list": (read_selection_list, b'{"schemaVersion": %s, "timestamp": "", "selections": []}'),
    "statement": (read_statement, b'{"_type": %s, "predicateType": "", "subject": [], "predicate": {}}'),
}
VALUES = {
    "not UTF-8": b'"\xff\xfe"',
    "half a surrogate pair": b'"\\ud800"',
    "deep": b"[" * 100_000,
    "deep in what is not read": b'"", "x": ' + b'{"a":' * 100_000,
    "a number beyond all bounds": b"1e999",
    "cut off": b'"',
}


@pytest.mark.parametrize("value", VALUES)
@pytest.mark.parametrize("reader", READERS)
def test_refused(reader: str, value: str) -> None:
    read, form = READERS[reader]
    with pytest.raises(KanameError):
        read(form % VALUES[value])
