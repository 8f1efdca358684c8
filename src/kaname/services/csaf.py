"""Check CSAF documents against the standard, and read them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kaname.errors import InputError
from kaname.formats.csaf.checks import SCHEMA, Report, load_tests
from kaname.formats.csaf.document import CsafDocument
from kaname.formats.csaf.read import MAX_CSAF_BYTES, check_csaf, read_csaf
from kaname.store.files import read_bytes, read_stdin

_STDIN = "-"


def check_csaf_file(*, path: str, now: datetime, tests: Sequence[str] = ()) -> Report:
    """Check a CSAF file by the tests of its version of the standard.

    Args:
        path: the file, gzip and zstd included; ``-`` for standard input. now: aware UTC.
        tests: ids of the tests to run, such as ``6.1.3``, or the beginning of ids (``6.1``); empty for all.

    Raises:
        InputError: unreadable file, not CSAF, or ``csaf.unknown_test``. UnsupportedError: another version of CSAF.
    """
    only = _chosen(tests)
    return check_csaf(_read(path), now=now, only=only)


def read_csaf_file(*, path: str) -> CsafDocument:
    """Read a CSAF file, or standard input (``-``).

    Raises:
        InputError: unreadable file, or not CSAF. UnsupportedError: another version of CSAF.
    """
    return read_csaf(_read(path))


def _read(path: str) -> bytes:
    return read_stdin(limit=MAX_CSAF_BYTES) if path == _STDIN else read_bytes(Path(path), limit=MAX_CSAF_BYTES)


def _chosen(tests: Sequence[str]) -> frozenset[str]:
    known = [SCHEMA, *(test.id for test in load_tests())]
    chosen: set[str] = set()
    for wanted in tests:
        found = {each for each in known if each == wanted or each.startswith(wanted + ".")}
        if not found:
            raise InputError("csaf.unknown_test", test=wanted)
        chosen |= found
    return frozenset(chosen)
