"""Reading CSAF 2.0 and 2.1: bytes → typed document, and the check against the standard.

Reading is lenient: a document that breaks rules is still read as far as it says something; ``check_csaf`` tells the rules it
breaks. Refuses what is not JSON, not CSAF, or of another version. The original bytes are kept with the document, so that
nothing that is not understood here is lost when it is written on.
"""

import hashlib
from collections.abc import Collection
from datetime import UTC, datetime

from kaname.errors import InputError, UnsupportedError
from kaname.formats.compression import decompress
from kaname.formats.csaf import structure_2_0, structure_2_1
from kaname.formats.csaf.checks import Report, run_tests
from kaname.formats.csaf.document import CsafDocument, document_of
from kaname.formats.csaf.outside import NOTHING_OUTSIDE, Outside
from kaname.formats.csaf.structure import check_structure
from kaname.formats.csaf.view import Advisory, Version
from kaname.formats.json_text import decode_json

# The largest advisories that vendors publish are some 50 MB; decoded, a document takes about ten times its size.
MAX_CSAF_BYTES = 256 << 20


def sniff_csaf(root: object) -> str | None:
    """Return the version that a decoded JSON value claims as a CSAF document; None where it claims none."""
    document = root.get("document") if isinstance(root, dict) else None
    version = document.get("csaf_version") if isinstance(document, dict) else None
    return version if isinstance(version, str) else None


def read_csaf(data: bytes) -> CsafDocument:
    """Read a CSAF document.

    Args:
        data: JSON, gzip and zstd included.

    Raises:
        InputError: ``formats.*`` (not text, not JSON, over a limit), ``csaf.not_csaf``.
        UnsupportedError: ``csaf.version``.
    """
    plain, root, version = _decode(data)
    return document_of(
        Advisory(root, version, datetime.min.replace(tzinfo=UTC)), plain, hashlib.sha256(plain).hexdigest()
    )


def check_csaf(data: bytes, *, now: datetime, only: Collection[str] = (), outside: Outside = NOTHING_OUTSIDE) -> Report:
    """Check a CSAF document against its version of the standard: structure, mandatory and other tests.

    Args:
        data: JSON, gzip and zstd included. now: aware UTC. only: ids of the tests to run; empty for all.
        outside: who answers about links, spelling and extensions; what nobody answers is listed as not run.

    Raises:
        InputError: ``formats.*``, ``csaf.not_csaf``. UnsupportedError: ``csaf.version``. What ``outside`` raises.

    Cost: without ``outside`` about 0.1 s for a document of 1 MB.
    """
    _, root, version = _decode(data)
    advisory = Advisory(root, version, now, outside)
    rules = structure_2_0 if version == "2.0" else structure_2_1
    faults = check_structure(advisory.root, rules.ROOT, rules.NAMED)
    return run_tests(advisory, faults, only=frozenset(only))


def _decode(data: bytes) -> tuple[bytes, object, Version]:
    plain, _ = decompress(data, limit=MAX_CSAF_BYTES)
    root: object = decode_json(plain, object)
    version = sniff_csaf(root)
    if version is None:
        raise InputError("csaf.not_csaf")
    if version == "2.0":
        return plain, root, "2.0"
    if version == "2.1":
        return plain, root, "2.1"
    raise UnsupportedError("csaf.version", path="document.csaf_version", version=version[:40])
