"""Shapes that CSAF 2.0 and 2.1 share (sections 3.1 and 3.2 of both), as functions of whether objects are closed."""

import re

from kaname.formats.csaf.numbers import VERSION_PATTERN
from kaname.formats.csaf.structure import DATE_TIME, TEXT, URI, Listing, Named, Record, Shape, Text, one_of, record

# RFC 5646 as section 3.1.4 narrows it: a language with its subtags, private use, or one of two registered oddities.
_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}(?:-[a-z]{3}){0,2})?|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+|i-default|i-mingo",
    re.ASCII | re.IGNORECASE,
)
# NISTIR 7695: a formatted string of CPE 2.3, or a URI of CPE 2.2.
_AV = r"(?:(?:\?*|\*?)(?:[a-zA-Z0-9._-]|\\[\\*?!\"#$%&'()+,/:;<=>@\[\]^`{|}~])+(?:\?*|\*?)|[*-])"
CPE_23 = re.compile(
    rf"cpe:2\.3:[aho*-](?::{_AV}){{5}}:(?:[a-zA-Z]{{2,3}}(?:-(?:[a-zA-Z]{{2}}|[0-9]{{3}}))?|[*-])(?::{_AV}){{4}}",
    re.ASCII,
)
CPE_22 = re.compile(r"[cC][pP][eE]:/[AHOaho]?(?::[A-Za-z0-9._\-~%]*){0,6}", re.ASCII)
CPE = re.compile(f"(?:{CPE_23.pattern})|(?:{CPE_22.pattern})", re.ASCII)
TRIMMED = re.compile(r"[^\s\-_.](?:.*[^\s\-_.])?")
DOCUMENT_ID = re.compile(r"\S(?:.*\S)?")

LANG = Text(shortest=0, pattern=_LANGUAGE)
VERSION = Text(shortest=0, pattern=VERSION_PATTERN)
CVE = Text(pattern=re.compile(r"CVE-[0-9]{4}-[0-9]{4,}", re.ASCII))
CWE_ID = Text(pattern=re.compile(r"CWE-[1-9][0-9]{0,5}", re.ASCII))
PRODUCTS = Listing(TEXT, distinct=True)
GROUPS = Listing(TEXT, distinct=True)
LISTED = Listing(TEXT)
DISTINCT = Listing(TEXT, distinct=True)


def acknowledgments(closed: bool) -> Listing:
    """Return the shape of a list of acknowledgments (3.1.1)."""
    fields: dict[str, Shape] = {"names": LISTED, "organization": TEXT, "summary": TEXT, "urls": Listing(URI)}
    return Listing(Record(fields, closed=closed, fewest=1))


def branches(closed: bool, *, extra_category: str) -> Listing:
    """Return the shape of branches (3.1.2)."""
    categories = (
        "architecture host_name language patch_level product_family product_name product_version "
        f"product_version_range service_pack specification vendor {extra_category}"
    )
    fields: dict[str, Shape] = {
        "branches": Named("branches"),
        "category": one_of(categories),
        "name": TEXT,
        "product": Named("full_product_name"),
    }
    return Listing(Record(fields, ("category", "name"), closed, fewest=3, most=3))


def notes(closed: bool, extra: dict[str, Shape]) -> Listing:
    """Return the shape of notes (3.1.5)."""
    fields: dict[str, Shape] = {
        "audience": TEXT,
        "category": one_of("description details faq general legal_disclaimer other summary"),
        "text": TEXT,
        "title": TEXT,
        **extra,
    }
    return Listing(record("category text", fields, closed=closed))


def references(closed: bool) -> Listing:
    """Return the shape of references (3.1.10)."""
    fields: dict[str, Shape] = {"category": one_of("external self"), "summary": TEXT, "url": URI}
    return Listing(record("summary url", fields, closed=closed))


def tracking(closed: bool) -> Record:
    """Return the shape of the tracking of a document (3.2.1.12)."""
    engine = record("name", {"name": TEXT, "version": TEXT}, closed=closed)
    revision: dict[str, Shape] = {"date": DATE_TIME, "legacy_version": TEXT, "number": VERSION, "summary": TEXT}
    fields: dict[str, Shape] = {
        "aliases": DISTINCT,
        "current_release_date": DATE_TIME,
        "generator": record("engine", {"date": DATE_TIME, "engine": engine}, closed=closed),
        "id": Text(pattern=DOCUMENT_ID),
        "initial_release_date": DATE_TIME,
        "revision_history": Listing(record("date number summary", revision, closed=closed)),
        "status": one_of("draft final interim"),
        "version": VERSION,
    }
    required = "current_release_date id initial_release_date revision_history status version"
    return record(required, fields, closed=closed)


def publisher(closed: bool, *, extra_category: str = "") -> Record:
    """Return the shape of the publisher (3.2.1.8)."""
    fields: dict[str, Shape] = {
        "category": one_of(f"coordinator discoverer other translator user vendor {extra_category}"),
        "contact_details": TEXT,
        "issuing_authority": TEXT,
        "name": TEXT,
        "namespace": URI,
    }
    return record("category name namespace", fields, closed=closed)


def product_group(closed: bool) -> Record:
    """Return the shape of a product group (3.2.2.3)."""
    members = Listing(TEXT, fewest=2, distinct=True)
    return record("group_id product_ids", {"group_id": TEXT, "product_ids": members, "summary": TEXT}, closed=closed)


def severity(closed: bool) -> Record:
    """Return the shape of the aggregate severity (3.2.1.2)."""
    return record("text", {"namespace": URI, "text": TEXT}, closed=closed)


def flags(closed: bool) -> Listing:
    """Return the shape of flags (3.2.3.5): machine-readable impact statements."""
    labels = (
        "component_not_present inline_mitigations_already_exist vulnerable_code_cannot_be_controlled_by_adversary "
        "vulnerable_code_not_in_execute_path vulnerable_code_not_present"
    )
    fields: dict[str, Shape] = {
        "date": DATE_TIME,
        "group_ids": GROUPS,
        "label": one_of(labels),
        "product_ids": PRODUCTS,
    }
    return Listing(record("label", fields, closed=closed), distinct=True)


def involvements(closed: bool, extra: dict[str, Shape]) -> Listing:
    """Return the shape of involvements (3.2.3.7)."""
    fields: dict[str, Shape] = {
        "date": DATE_TIME,
        "party": one_of("coordinator discoverer other user vendor"),
        "status": one_of("completed contact_attempted disputed in_progress not_contacted open"),
        "summary": TEXT,
        **extra,
    }
    return Listing(record("party status", fields, closed=closed), distinct=True)


def remediations(closed: bool, *, extra_category: str = "") -> Listing:
    """Return the shape of remediations (3.2.3.12)."""
    restarts = "connected dependencies machine none parent service system vulnerable_component zone"
    restart = record("category", {"category": one_of(restarts), "details": TEXT}, closed=closed)
    fields: dict[str, Shape] = {
        "category": one_of(f"mitigation no_fix_planned none_available vendor_fix workaround {extra_category}"),
        "date": DATE_TIME,
        "details": TEXT,
        "entitlements": LISTED,
        "group_ids": GROUPS,
        "product_ids": PRODUCTS,
        "restart_required": restart,
        "url": URI,
    }
    return Listing(record("category details", fields, closed=closed))


def threats(closed: bool) -> Listing:
    """Return the shape of threats (3.2.3.14)."""
    fields: dict[str, Shape] = {
        "category": one_of("exploit_status impact target_set"),
        "date": DATE_TIME,
        "details": TEXT,
        "group_ids": GROUPS,
        "product_ids": PRODUCTS,
    }
    return Listing(record("category details", fields, closed=closed))


def product_status(closed: bool, *, extra: str = "") -> Record:
    """Return the shape of the product status (3.2.3.9)."""
    names = (
        "first_affected first_fixed fixed known_affected known_not_affected last_affected recommended "
        f"under_investigation {extra}"
    )
    return Record(dict.fromkeys(names.split(), PRODUCTS), closed=closed, fewest=1)


def relation_categories() -> Text:
    """Return the ways in which products are put together (3.2.2.4)."""
    return one_of("default_component_of external_component_of installed_on installed_with optional_component_of")
