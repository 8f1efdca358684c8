"""Questions to the CVE API 2.0 of the NVD, and what its pages say about themselves. Asks nobody by itself.

Source: https://nvd.nist.gov/developers/vulnerabilities and https://nvd.nist.gov/developers/start-here.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

PAGE_RECORDS = 2_000  # the most that the API gives, and what it recommends
WINDOW_DAYS = 120  # the longest range of dates that the API takes
_FORM = "%Y-%m-%dT%H:%M:%S.000"


class NvdPage(Struct, frozen=True):
    """One page: results in all, number of its first record (from 0), and its records by CVE id as they came."""

    total: int
    first: int
    records: Mapping[str, bytes]


class _Envelope(Struct):
    resultsPerPage: int  # noqa: N815 - the API's own spelling; in an answer: of this page
    totalResults: int  # noqa: N815
    startIndex: int  # noqa: N815
    vulnerabilities: list[msgspec.Raw]


class _Records(Struct):
    vulnerabilities: list[msgspec.Raw]


class _Cve(Struct):
    id: str
    lastModified: str = ""  # noqa: N815


class _Item(Struct):
    cve: _Cve


_envelope_decoder = msgspec.json.Decoder(_Envelope)
_records_decoder = msgspec.json.Decoder(_Records)
_item_decoder = msgspec.json.Decoder(_Item)


def changes_url(url: str, since: datetime, until: datetime, first: int) -> str:
    """Return the address of a page of what changed in a window of at most ``WINDOW_DAYS``.

    The API takes times without an offset as UTC.
    """
    asked = {
        "lastModStartDate": since.astimezone(UTC).strftime(_FORM),
        "lastModEndDate": until.astimezone(UTC).strftime(_FORM),
        "resultsPerPage": PAGE_RECORDS,
        "startIndex": first,
    }
    return f"{url}?{urlencode(asked)}"


def parse_page(content: bytes) -> NvdPage:
    """Return a page.

    Raises:
        ValueError: it is none, or not the whole of one: fewer records than it says.
    """
    try:
        page = _envelope_decoder.decode(content)
        records = {_item_decoder.decode(item).cve.id: bytes(item) for item in page.vulnerabilities}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("no page of the CVE API") from error
    left = page.totalResults - page.startIndex
    if len(page.vulnerabilities) != min(page.resultsPerPage, left) or page.startIndex < 0 or (left and not records):
        raise ValueError("not the whole of a page")
    return NvdPage(page.totalResults, page.startIndex, records)


def read_records(content: bytes) -> dict[str, bytes]:
    """Return the records of a file written by ``write_records``, by CVE id.

    Raises:
        ValueError: it is none.
    """
    try:
        items = _records_decoder.decode(content).vulnerabilities
        return {_item_decoder.decode(item).cve.id: bytes(item) for item in items}
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError("no records of the CVE API") from error


def last_modified(record: bytes) -> str:
    """Return when a record was modified, as it says (UTC without an offset)."""
    return _item_decoder.decode(record).cve.lastModified


def write_records(records: Mapping[str, bytes]) -> bytes:
    """Return records in the form of a page of the API, ordered by id."""
    return msgspec.json.encode(
        {
            "resultsPerPage": len(records),
            "startIndex": 0,
            "totalResults": len(records),
            "format": "NVD_CVE",
            "version": "2.0",
            "vulnerabilities": [msgspec.Raw(records[name]) for name in sorted(records)],
        }
    )
