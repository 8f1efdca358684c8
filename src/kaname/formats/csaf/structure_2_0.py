"""The structure of CSAF 2.0 (OASIS Standard, 18 November 2022, section 3). Objects are open: test 6.2.20 tells additions."""

import re
from collections.abc import Mapping
from typing import Final

from kaname.formats.csaf import structure_parts as parts
from kaname.formats.csaf.structure import DATE_TIME, TEXT, URI, Anything, Listing, Record, Shape, Text, one_of, record

_OPEN = False
_HASH = record(
    "algorithm value",
    {"algorithm": TEXT, "value": Text(shortest=32, pattern=re.compile(r"[0-9a-fA-F]{32,}", re.ASCII))},
)
_HELPER = Record(
    {
        "cpe": Text(shortest=5, pattern=parts.CPE),
        "hashes": Listing(record("file_hashes filename", {"file_hashes": Listing(_HASH), "filename": TEXT})),
        "model_numbers": parts.DISTINCT,
        "purl": Text(shortest=7, pattern=re.compile(r"pkg:[A-Za-z.+\-][A-Za-z0-9.+\-]*/.+"), form="uri"),
        "sbom_urls": Listing(URI),
        "serial_numbers": parts.DISTINCT,
        "skus": parts.LISTED,
        "x_generic_uris": Listing(record("namespace uri", {"namespace": URI, "uri": URI})),
    },
    fewest=1,
)
_FULL_PRODUCT_NAME = record(
    "name product_id", {"name": TEXT, "product_id": TEXT, "product_identification_helper": _HELPER}
)
_DOCUMENT = record(
    "category csaf_version publisher title tracking",
    {
        "acknowledgments": parts.acknowledgments(_OPEN),
        "aggregate_severity": parts.severity(_OPEN),
        "category": Text(pattern=parts.TRIMMED),
        "csaf_version": one_of("2.0"),
        "distribution": Record(
            {"text": TEXT, "tlp": record("label", {"label": one_of("AMBER GREEN RED WHITE"), "url": URI})}, fewest=1
        ),
        "lang": parts.LANG,
        "notes": parts.notes(_OPEN, {}),
        "publisher": parts.publisher(_OPEN),
        "references": parts.references(_OPEN),
        "source_lang": parts.LANG,
        "title": TEXT,
        "tracking": parts.tracking(_OPEN),
    },
)
_RELATIONSHIP = record(
    "category full_product_name product_reference relates_to_product_reference",
    {
        "category": parts.relation_categories(),
        "full_product_name": _FULL_PRODUCT_NAME,
        "product_reference": TEXT,
        "relates_to_product_reference": TEXT,
    },
)
_SCORE = record("products", {"cvss_v2": Anything(), "cvss_v3": Anything(), "products": parts.PRODUCTS}, fewest=2)
_VULNERABILITY = Record(
    {
        "acknowledgments": parts.acknowledgments(_OPEN),
        "cve": parts.CVE,
        "cwe": record("id name", {"id": parts.CWE_ID, "name": TEXT}),
        "discovery_date": DATE_TIME,
        "flags": parts.flags(_OPEN),
        "ids": Listing(record("system_name text", {"system_name": TEXT, "text": TEXT}), distinct=True),
        "involvements": parts.involvements(_OPEN, {}),
        "notes": parts.notes(_OPEN, {}),
        "product_status": parts.product_status(_OPEN),
        "references": parts.references(_OPEN),
        "release_date": DATE_TIME,
        "remediations": parts.remediations(_OPEN),
        "scores": Listing(_SCORE),
        "threats": parts.threats(_OPEN),
        "title": TEXT,
    },
    fewest=1,
)
_TREE = Record(
    {
        "branches": parts.branches(_OPEN, extra_category="legacy"),
        "full_product_names": Listing(_FULL_PRODUCT_NAME),
        "product_groups": Listing(parts.product_group(_OPEN)),
        "relationships": Listing(_RELATIONSHIP),
    },
    fewest=1,
)

NAMED: Final[Mapping[str, Shape]] = {
    "branches": parts.branches(_OPEN, extra_category="legacy"),
    "full_product_name": _FULL_PRODUCT_NAME,
}
ROOT: Final = record(
    "document", {"document": _DOCUMENT, "product_tree": _TREE, "vulnerabilities": Listing(_VULNERABILITY)}
)
