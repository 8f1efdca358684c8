"""Whatever JSON stands in a document that says it is CSAF: the check ends, and names places that exist or should."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from kaname import messages
from kaname.formats.csaf.checks import Failure, Undecided
from kaname.formats.csaf.read import check_csaf, read_csaf
from kaname.formats.csaf.vocabulary import names

KEYS = st.sampled_from(
    sorted(
        names(
            "document product_tree vulnerabilities branches product name category product_id full_product_name "
            "relationships product_reference relates_to_product_reference product_paths subpaths next_product_reference "
            "scores cvss_v3 cvss_v2 vectorString baseScore metrics content ssvc_v2 selections namespace values key "
            "version notes flags label threats remediations product_ids group_ids product_status fixed known_affected "
            "tracking revision_history number date lang purl purls cpe hashes file_hashes algorithm "
            "product_identification_helper x_extensions involvements cwe cwes id references url license_expression "
            "distribution tlp sharing_group publisher title text ids status"
        )
    )
)
TEXTS = st.sampled_from(
    [
        *("", "1", "1.0.0-a+b", "vers:npm/>=1|<2", ">=1|<", "product_version_range", "2026-01-01T00:00:00Z", "en-x-y"),
        *("CVSS:3.1/AV:N", "CVSS:4.0/", "AV:N/AC:L/Au:N/C:C/I:C/A:C", "pkg:npm/%zz", "cpe:2.3:a:b", "CWE-79", "CWE-0"),
        *("ssvc//.a.b#c", "(MIT", "MIT WITH", "csaf_vex", "\u0000", "²", "http://[", "2016-12-31T23:59:60Z"),
    ]
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=6),
    max_leaves=60,
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(["2.0", "2.1"]),
    st.dictionaries(KEYS, JSON, max_size=8),
    JSON,
    st.lists(st.dictionaries(KEYS, JSON, max_size=8), max_size=2),
)
def test_any_json_is_checked_and_read(version: str, document: dict[str, Any], tree: Any, found: list[Any]) -> None:
    root = {"document": {**document, "csaf_version": version}, "product_tree": tree, "vulnerabilities": found}
    data = msgspec.json.encode(root)
    report = check_csaf(data, now=datetime(2026, 11, 20, tzinfo=UTC))
    assert not report.is_valid
    found_here: list[Failure | Undecided] = [*report.failures, *report.not_run]
    for each in found_here:
        assert each.path == "" or each.path.startswith("/")
        messages.text(each.code, "ja", each.params)
    assert read_csaf(data).original == data
