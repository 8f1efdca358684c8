"""Answers of servers are data of strangers: whatever they hold, a reader gives a value or the one error it names."""

import copy
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaname.knowledge.sources import csaf_provider, myjvn_api, nvd_api, published_checksums

VERSIONS = st.sampled_from(["3.2", "4.0"])
KEYS = st.sampled_from(
    [
        "vulnerabilities",
        "totalResults",
        "startIndex",
        "resultsPerPage",
        "cve",
        "id",
        "feed",
        "entry",
        "status",
        "retCd",
        "totalRes",
        "document",
        "tracking",
        "distributions",
        "rolie",
        "feeds",
        "url",
        "tlp_label",
        "directory_url",
        "canonical_url",
        "link",
        "rel",
        "href",
        "content",
        "src",
        "updated",
        "jvn-product-dictionary",
        "vendors",
        "products",
        "distribution",
        "tlp",
        "label",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)
CONTENT = st.binary(max_size=60) | VALUES.map(lambda value: json.dumps(value).encode())


@given(CONTENT)
def test_pages_of_the_nvd(content: bytes) -> None:
    for read in (nvd_api.parse_page, nvd_api.read_records):
        try:
            read(content)
        except ValueError:
            continue


@given(CONTENT, VERSIONS)
def test_answers_of_myjvn(content: bytes, version: myjvn_api.Version) -> None:
    for read in (myjvn_api.parse_overview, myjvn_api.parse_details, myjvn_api.parse_products, myjvn_api.read_records):
        try:
            read(content, version)
        except ValueError:
            continue


@given(CONTENT)
def test_listings_of_providers(content: bytes) -> None:
    url = "https://a.example/csaf/"
    readers = (
        lambda: csaf_provider.parse_metadata(content, url),
        lambda: list(csaf_provider.parse_rolie(content, url)),
        lambda: list(csaf_provider.parse_directory(content, content, url)),
        lambda: csaf_provider.parse_hash_file(content, "sha256"),
        lambda: csaf_provider.tlp_of(content),
    )
    for read in readers:
        try:
            read()
        except ValueError:
            continue


@given(st.dictionaries(st.from_regex(r"CVE-20[0-9]{2}-[0-9]{4}", fullmatch=True), st.text(max_size=20), max_size=5))
def test_records_of_the_nvd_come_back_as_they_were(texts: dict[str, str]) -> None:
    records = {
        name: json.dumps({"cve": {"id": name, "lastModified": "2026-01-01", "note": text}}).encode()
        for name, text in texts.items()
    }
    assert nvd_api.read_records(nvd_api.write_records(records)) == records


@given(
    st.datetimes(datetime(2000, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 - bounds of naive times
    st.timedeltas(timedelta(0), timedelta(days=120)),
)
def test_a_window_is_asked_for_in_utc(start: datetime, span: timedelta) -> None:
    url = nvd_api.changes_url("https://a.example/x", start.replace(tzinfo=UTC), start.replace(tzinfo=UTC) + span, 0)
    assert f"lastModStartDate={start.strftime('%Y-%m-%dT%H%%3A%M%%3A%S')}.000&" in url


def test_addresses_outside_of_a_folder_are_refused() -> None:
    url = "https://a.example/csaf/white/"
    for path in ("../other/x.json", "https://b.example/x.json", "//b.example/x.json", "x.txt"):
        try:
            list(csaf_provider.parse_directory(f'"{path}","2026-01-01"\n'.encode(), None, url))
        except ValueError:
            continue
        raise AssertionError(path)


@given(CONTENT)
def test_lists_of_checksums_give_digests_or_nothing(content: bytes) -> None:
    digests = [published_checksums.parse_nvd_meta(content), *published_checksums.parse_jvn_checksums(content).values()]
    assert all(digest is None or len(digest) == 64 for digest in digests)


STATUS = {"retCd": 0, "errCd": "", "errMsg": "", "totalRes": 1, "totalResRet": 1, "firstRes": 1}
TRACKING = {"id": "JVNDB-2026-000001", "current_release_date": "2026-01-01T00:00:00Z"}
LINKS = [{"rel": "self", "href": "x.json"}, {"rel": "hash", "href": "x.json.sha256"}]
BASE = "https://a.example/csaf/"
GOOD: list[tuple[Any, Callable[[bytes], object]]] = [
    (
        {
            "resultsPerPage": 1,
            "totalResults": 1,
            "startIndex": 0,
            "vulnerabilities": [{"cve": {"id": "CVE-2026-0001", "lastModified": "2026-01-01"}}],
        },
        nvd_api.parse_page,
    ),
    (
        {"feed": {"entry": [{"id": "JVNDB-2026-000001"}]}, "status": STATUS},
        lambda c: myjvn_api.parse_overview(c, "4.0"),
    ),
    ({"document": {"tracking": TRACKING}, "status": STATUS}, lambda c: myjvn_api.parse_details(c, "4.0")),
    ([{"document": {"tracking": TRACKING}}], lambda c: myjvn_api.read_records(c, "4.0")),
    (
        {"jvn-product-dictionary": {"vendors": [{"vname": "a", "products": [{"pname": "b"}]}]}, "status": STATUS},
        lambda c: (myjvn_api.parse_products(c, "4.0"), myjvn_api.write_products([c], "4.0", "ja")),
    ),
    (
        {
            "canonical_url": "x",
            "distributions": [
                {
                    "directory_url": "https://a.example/d",
                    "directory": {"url": "https://a.example/d", "tlp_label": "WHITE"},
                },
                {"rolie": {"feeds": [{"url": "feed.json", "tlp_label": "WHITE"}]}},
            ],
        },
        lambda c: csaf_provider.parse_metadata(c, BASE),
    ),
    (
        {"feed": {"entry": [{"link": LINKS, "updated": "2026-01-01", "content": {"src": "x.json"}}]}},
        lambda c: list(csaf_provider.parse_rolie(c, BASE)),
    ),
    ({"document": {"tracking": {}, "distribution": {"tlp": {"label": "WHITE"}}}}, csaf_provider.tlp_of),
    ([{"filename": "a", "url": "b", "sha256": "0" * 64}], published_checksums.parse_jvn_checksums),
]
WRONG: list[Any] = [None, True, 7, -1, 1.5, "", "x", "http://[", [], [7], {}, {"a": 1}]


def damaged(value: Any) -> Iterator[Any]:
    """Yield the value with each part of it in turn replaced by something wrong."""
    yield from WRONG
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in items:
        for other in damaged(part):
            copied = copy.copy(value)
            copied[key] = other
            yield copied


@pytest.mark.parametrize("number", range(len(GOOD)))
def test_a_wrong_value_at_any_place_is_refused_or_read(number: int) -> None:
    value, read = GOOD[number]
    read(json.dumps(value).encode())
    for other in damaged(value):
        try:
            read(json.dumps(other).encode())
        except ValueError:
            continue
