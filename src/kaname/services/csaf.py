"""Check CSAF documents against the standard, and read them."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kaname.errors import InputError
from kaname.formats.csaf.checks import SCHEMA, CsafTest, Report, load_tests
from kaname.formats.csaf.document import CsafDocument
from kaname.formats.csaf.outside import Outside
from kaname.formats.csaf.read import MAX_CSAF_BYTES, check_csaf, read_csaf
from kaname.store.files import read_bytes, read_stdin

if TYPE_CHECKING:
    from kaname.net.client import HttpClient

_STDIN = "-"


class Helpers(Struct, frozen=True, kw_only=True):
    """What a check may use beyond the document; by default nothing.

    Attributes:
        client: for links and schemas. links: ask whether addresses answer (needs the client).
        spelling: look words up with Hunspell. words: file with further words that are right.
        schemas: folders with schemas and metadata of extensions. fetch_schemas: fetch what they lack (needs the client).
        cache: folder for what was fetched; None: the usual one.
    """

    client: "HttpClient | None" = None
    links: bool = False
    spelling: bool = False
    words: str = ""
    schemas: tuple[str, ...] = ()
    fetch_schemas: bool = False
    cache: str | None = None


def check_csaf_file(*, path: str, now: datetime, tests: Sequence[str] = (), helpers: Helpers | None = None) -> Report:
    """Check a CSAF file by the tests of its version of the standard.

    Args:
        path: the file, gzip and zstd included; ``-`` for standard input. now: aware UTC.
        tests: ids of the tests to run, such as ``6.1.3``, or the beginning of ids (``6.1``); empty for all.
        helpers: who answers what the document alone does not say; None: nobody, and such tests are listed as not run.

    Raises:
        InputError: unreadable file, not CSAF, or ``csaf.unknown_test``. UnsupportedError: another version of CSAF.
    """
    only = _chosen(tests)
    return check_csaf(_read(path), now=now, only=only, outside=outside_of(helpers or Helpers()))


def outside_of(helpers: Helpers) -> Outside:
    """Return who answers the questions of the tests.

    Raises:
        InputError: a folder of schemas or the file of words cannot be used.
    """
    extensions = None
    if helpers.schemas or helpers.fetch_schemas:
        from kaname.services.csaf_extensions import KnownExtensions
        from kaname.services.update import cache_path

        extensions = KnownExtensions(
            helpers.schemas,
            client=helpers.client if helpers.fetch_schemas else None,
            cache=cache_path(helpers.cache) / "csaf-extensions",
        )
    spelling = None
    if helpers.spelling:
        from kaname.services.csaf_spelling import Hunspell, read_words

        spelling = Hunspell(read_words(helpers.words) if helpers.words else ())
    links = None
    if helpers.links and helpers.client is not None:
        from kaname.services.csaf_links import AskedLinks

        links = AskedLinks(helpers.client)
    return Outside(links=links, spelling=spelling, extensions=extensions)


def read_csaf_file(*, path: str) -> CsafDocument:
    """Read a CSAF file, or standard input (``-``).

    Raises:
        InputError: unreadable file, or not CSAF. UnsupportedError: another version of CSAF.
    """
    return read_csaf(_read(path))


def list_csaf_tests() -> tuple[CsafTest, ...]:
    """Return all tests, ordered by section."""
    return load_tests()


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
