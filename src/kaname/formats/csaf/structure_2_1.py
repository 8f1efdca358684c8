"""The structure of CSAF 2.1 (specification draft of August 2026, section 3). Objects are closed but for extensions."""

import re
from collections.abc import Mapping
from typing import Final

from kaname.formats.csaf import structure_parts as parts
from kaname.formats.csaf.structure import DATE_TIME, TEXT, URI, Anything, Listing, Record, Shape, Text, one_of, record

SCHEMA_URL: Final = "https://docs.oasis-open.org/csaf/csaf/v2.1/schema/csaf.json"
_CLOSED = True
_EXTENSIONS = Listing(Anything(), distinct=True)
_BOUND: dict[str, Shape] = {"group_ids": parts.GROUPS, "product_ids": parts.PRODUCTS}
_HASH = record(
    "algorithm value",
    {
        "algorithm": Text(pattern=re.compile(r"[0-9a-z][0-9a-z-]*", re.ASCII)),
        "value": Text(shortest=32, pattern=re.compile(r"[0-9a-f]{32,}", re.ASCII)),
    },
    closed=_CLOSED,
)
_FILE = record("file_hashes filename", {"file_hashes": Listing(_HASH, distinct=True), "filename": TEXT}, closed=_CLOSED)
_PURL = Text(shortest=7, pattern=re.compile(r"pkg:[a-z][a-z0-9.\-]*/.+"), form="uri")
_GENERIC_URI = record("namespace uri", {"namespace": URI, "uri": URI}, closed=_CLOSED)
_HELPER = Record(
    {
        "cpe": Text(shortest=5, pattern=parts.CPE),
        "hashes": Listing(_FILE, distinct=True),
        "model_numbers": parts.DISTINCT,
        "purls": Listing(_PURL, distinct=True),
        "sbom_urls": Listing(URI, distinct=True),
        "serial_numbers": parts.DISTINCT,
        "skus": parts.DISTINCT,
        "x_generic_uris": Listing(_GENERIC_URI, distinct=True),
    },
    closed=_CLOSED,
    fewest=1,
)
_FULL_PRODUCT_NAME = record(
    "name product_id",
    {
        "name": TEXT,
        "product_id": TEXT,
        "product_identification_helper": _HELPER,
        "x_extensions": _EXTENSIONS,
    },
    closed=_CLOSED,
)
# RFC 9562: version 4, Nil or Max.
_UUID = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}|0{8}-(?:0{4}-){3}0{12}|f{8}-(?:f{4}-){3}f{12}",
    re.ASCII,
)
_DISTRIBUTION = record(
    "tlp",
    {
        "sharing_group": record("id", {"id": Text(pattern=_UUID), "name": TEXT}, closed=_CLOSED),
        "text": TEXT,
        "tlp": record("label", {"label": one_of("AMBER AMBER+STRICT CLEAR GREEN RED"), "url": URI}, closed=_CLOSED),
    },
    closed=_CLOSED,
)
_DOCUMENT = record(
    "category csaf_version distribution publisher title tracking",
    {
        "acknowledgments": parts.acknowledgments(_CLOSED),
        "aggregate_severity": parts.severity(_CLOSED),
        "category": Text(pattern=parts.TRIMMED),
        "csaf_version": one_of("2.1"),
        "distribution": _DISTRIBUTION,
        "lang": parts.LANG,
        "license_expression": TEXT,
        "notes": parts.notes(_CLOSED, _BOUND),
        "publisher": parts.publisher(_CLOSED, extra_category="multiplier"),
        "references": parts.references(_CLOSED),
        "source_lang": parts.LANG,
        "title": TEXT,
        "tracking": parts.tracking(_CLOSED),
        "x_extensions": _EXTENSIONS,
    },
    closed=_CLOSED,
)
_SUBPATH = record(
    "category next_product_reference",
    {"category": parts.relation_categories(), "next_product_reference": TEXT},
    closed=_CLOSED,
)
_PRODUCT_PATH = record(
    "beginning_product_reference full_product_name subpaths",
    {
        "beginning_product_reference": TEXT,
        "full_product_name": _FULL_PRODUCT_NAME,
        "subpaths": Listing(_SUBPATH),
    },
    closed=_CLOSED,
)
_SHARE = Text(pattern=re.compile(r"0\.[0-9]+|1\.0+", re.ASCII))
_EPSS = record(
    "percentile probability timestamp",
    {"percentile": _SHARE, "probability": _SHARE, "timestamp": DATE_TIME},
    closed=_CLOSED,
)
_CONTENT = Record(
    {
        "cvss_v2": Anything(),
        "cvss_v3": Anything(),
        "cvss_v4": Anything(),
        "epss": _EPSS,
        "qualitative_severity_rating": one_of("critical high low medium none"),
        "ssvc_v2": Anything(),
        "x_extensions": _EXTENSIONS,
    },
    closed=_CLOSED,
    fewest=1,
)
_CWE_VERSION = Text(pattern=re.compile(r"[1-9]\d*\.(?:[0-9]|[1-9]\d+)(?:\.\d+)?", re.ASCII))
_CWE = record(
    "id name version",
    {"id": parts.CWE_ID, "name": Text(pattern=parts.TRIMMED), "version": _CWE_VERSION},
    closed=_CLOSED,
)
_METRIC = record("content products", {"content": _CONTENT, "products": parts.PRODUCTS, "source": URI}, closed=_CLOSED)
_EXPLOITATION = record(
    "date exploitation_date",
    {"date": DATE_TIME, "exploitation_date": DATE_TIME, **_BOUND},
    closed=_CLOSED,
    fewest=3,
)
_VULNERABILITY = Record(
    {
        "acknowledgments": parts.acknowledgments(_CLOSED),
        "cve": parts.CVE,
        "cwes": Listing(_CWE, distinct=True),
        "disclosure_date": DATE_TIME,
        "discovery_date": DATE_TIME,
        "first_known_exploitation_dates": Listing(_EXPLOITATION, distinct=True),
        "flags": parts.flags(_CLOSED),
        "ids": Listing(
            record("system_name text", {"system_name": TEXT, "text": TEXT, **_BOUND}, closed=_CLOSED), distinct=True
        ),
        "involvements": parts.involvements(_CLOSED, {"contact": TEXT, **_BOUND}),
        "metrics": Listing(_METRIC, distinct=True),
        "notes": parts.notes(_CLOSED, _BOUND),
        "product_status": parts.product_status(_CLOSED, extra="unknown"),
        "references": parts.references(_CLOSED),
        "remediations": parts.remediations(_CLOSED, extra_category="fix_planned optional_patch"),
        "threats": parts.threats(_CLOSED),
        "title": TEXT,
        "x_extensions": _EXTENSIONS,
    },
    closed=_CLOSED,
    fewest=1,
)
_TREE = Record(
    {
        "branches": parts.branches(_CLOSED, extra_category="platform"),
        "full_product_names": Listing(_FULL_PRODUCT_NAME),
        "product_groups": Listing(parts.product_group(_CLOSED)),
        "product_paths": Listing(_PRODUCT_PATH),
    },
    closed=_CLOSED,
    fewest=1,
)

NAMED: Final[Mapping[str, Shape]] = {
    "branches": parts.branches(_CLOSED, extra_category="platform"),
    "full_product_name": _FULL_PRODUCT_NAME,
}
ROOT: Final = record(
    "$schema document",
    {
        "$schema": one_of(SCHEMA_URL),
        "document": _DOCUMENT,
        "product_tree": _TREE,
        "vulnerabilities": Listing(_VULNERABILITY),
        "x_extensions": _EXTENSIONS,
    },
    closed=_CLOSED,
)
