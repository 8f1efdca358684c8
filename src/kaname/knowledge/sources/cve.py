"""CVE List v5: records of the CVE programme with the containers of CNA and ADPs (CISA Vulnrichment).

Affected packages with a known registry become ranges of that ecosystem; CPE names and ``cpeApplicability`` become
configurations; vendor and product in words are shown and help to find names, but match nothing.

Source: CVE JSON record format 5.1 (https://cveproject.github.io/cve-schema/).
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from kaname.errors import InputError
from kaname.ident.cpe import ANY, NA, format_cpe, parse_cpe
from kaname.ident.ecosystems import find_ecosystem, normalise_name
from kaname.ident.vulnerability_ids import is_cve
from kaname.knowledge.applicability import (
    CPE_SCHEME,
    Configuration,
    CpeMatch,
    any_of,
    interval_of,
    iter_matches,
    make_match,
    parse_bounds,
    read_configurations,
    undetermined_match,
)
from kaname.knowledge.instants import parse_instant
from kaname.knowledge.records import (
    Decision,
    IndexRow,
    ProductName,
    RangeEntry,
    RecordBody,
    RecordHead,
    RecordLink,
)
from kaname.knowledge.sources.documents import Outcome, ZippedRecords, decode_record, pack, scored
from kaname.knowledge.sources.names import product_name
from kaname.knowledge.sources.source import Location, SourceInfo
from kaname.model.source import SkippedRecord

# Registries as CNAs write them in collectionURL; longer paths below them name one package, which packageName repeats.
_COLLECTIONS = (
    (re.compile(r"repo\d?\.maven\.apache\.org|central\.sonatype|mvnrepository\.com"), "Maven"),
    (re.compile(r"registry\.npmjs\.org|npmjs\.com"), "npm"),
    (re.compile(r"pypi\.(?:python\.)?org"), "PyPI"),
    (re.compile(r"packagist\.org"), "Packagist"),
    (re.compile(r"rubygems\.org"), "RubyGems"),
    (re.compile(r"crates\.io"), "crates.io"),
    (re.compile(r"nuget\.org"), "NuGet"),
    (re.compile(r"pkg\.go\.dev|proxy\.golang\.org"), "Go"),
    (re.compile(r"hex\.pm"), "Hex"),
    (re.compile(r"pub\.dev"), "Pub"),
)
WORDS_CHARACTERS_MAX = 200  # of versions told in words; the whole text stands in the published record
_WITHOUT_MEANING = frozenset({"", "n/a", "-", "unspecified", "unknown", "none", "not specified", "na"})
_EVERY = frozenset({"*", "all", "any", "all versions"})
_CVSS_FIELDS = ("cvssV4_0", "cvssV3_1", "cvssV3_0", "cvssV2_0")

Alternative = tuple[tuple[tuple[str, str], ...] | None, str]
"""Bounds, or None where the versions are told in words only, and the text as written."""


class _Version(Struct):
    version: str = ""
    status: str = ""
    lessThan: str | None = None  # noqa: N815 - the format's own spelling
    lessThanOrEqual: str | None = None  # noqa: N815
    versionType: str | None = None  # noqa: N815
    changes: list[dict[str, Any]] | None = None


class _Affected(Struct):
    vendor: str | None = None
    product: str | None = None
    packageName: str | None = None  # noqa: N815
    collectionURL: str | None = None  # noqa: N815
    cpes: list[str] | None = None
    versions: list[_Version] | None = None
    defaultStatus: str | None = None  # noqa: N815


class _Text(Struct):
    value: str = ""
    lang: str = "en"


class _Reference(Struct):
    url: str = ""


class _Provider(Struct):
    shortName: str | None = None  # noqa: N815


class _Container(Struct):
    title: str | None = None
    descriptions: list[_Text] | None = None
    rejectedReasons: list[_Text] | None = None  # noqa: N815
    affected: list[Any] | None = None
    metrics: list[dict[str, Any]] | None = None
    problemTypes: Any = None  # noqa: N815
    references: list[_Reference] | None = None
    cpeApplicability: Any = None  # noqa: N815
    providerMetadata: _Provider | None = None  # noqa: N815


class _Containers(Struct):
    cna: _Container
    adp: list[_Container] | None = None


class _Metadata(Struct):
    cveId: str  # noqa: N815
    state: str = ""
    dateUpdated: str | None = None  # noqa: N815
    datePublished: str | None = None  # noqa: N815
    dateReserved: str | None = None  # noqa: N815
    dateRejected: str | None = None  # noqa: N815


class _Record(Struct):
    cveMetadata: _Metadata  # noqa: N815
    containers: _Containers


_decoder = msgspec.json.Decoder(_Record)


class CveList(ZippedRecords):
    """Reads CVE records."""

    info = SourceInfo(
        id="cve",
        needs="CVE records of format 5: folders or zips of CVE-*.json, or .jsonl(.gz) with one record per line",
        licence="CVE Terms of Use (https://www.cve.org/Legal/TermsOfUse); CISA containers CC0-1.0",
        update_hours=1,
        max_age_hours=24 * 7,
        locations=(
            Location(
                # The dated releases hold the same records; this address stays the same from day to day.
                url="https://codeload.github.com/CVEProject/cvelistV5/zip/refs/heads/main",
                path="cve/cvelistV5.zip",
                size_bytes_max=4 * 1024 * 1024 * 1024,
            ),
        ),
    )

    def read_entry(self, name: str, content: bytes, notes: Counter[str]) -> Iterable[Outcome]:
        """Read one record."""
        record = decode_record(_decoder, name, content)
        if isinstance(record, SkippedRecord):
            return (record,)
        metadata = record.cveMetadata
        identifier = metadata.cveId.strip().upper()
        if not is_cve(identifier):
            return (SkippedRecord(name, "knowledge.skipped.not_a_cve_id", metadata.cveId[:40]),)
        modified = metadata.dateUpdated or metadata.datePublished or metadata.dateReserved or ""
        if parse_instant(modified) is None:
            return (SkippedRecord(name, "knowledge.skipped.no_time", modified[:40]),)
        rejected = metadata.state.upper() == "REJECTED"
        link = RecordLink(
            id=identifier,
            modified=modified,
            published=metadata.datePublished,
            withdrawn=(metadata.dateRejected or modified) if rejected else None,
            aliases=(),
            covers=(),
            related=(),
            crc=zlib.crc32(content),
        )
        return ((link, _stored(record.containers, rejected, notes)),)


def _stored(containers: _Containers, rejected: bool, notes: Counter[str]) -> bytes:
    cna = containers.cna
    all_containers = (cna, *(containers.adp or ()))
    reading = _Reading(notes)
    for container in all_containers:
        reading.add(container)
    texts = cna.rejectedReasons if rejected else cna.descriptions
    details = next((text.value for text in texts or () if text.lang.lower().startswith("en")), "")
    details = details or next((text.value for text in texts or ()), "")
    metrics = [metric for container in all_containers for metric in container.metrics or ()]
    head = RecordHead((cna.title or "").strip(), scored(_vectors(metrics)), _cwes(all_containers))
    body = RecordBody(
        details.strip(),
        tuple(
            dict.fromkeys(item.url for container in all_containers for item in container.references or () if item.url)
        ),
        tuple(dict.fromkeys(reading.ranges)),
        (),
        (),
        decisions=tuple(_decisions(all_containers)),
        kev_added=next(iter(_kev_dates(metrics)), None),
    )
    return pack(
        head,
        body,
        rows=reading.rows,
        configurations=reading.configurations(),
        names=reading.names,
        words=reading.words,
        withdrawn=rejected,
    )


class _Reading:
    """What the affected entries of all containers come to."""

    def __init__(self, notes: Counter[str]) -> None:
        self._notes = notes
        self._matches: list[CpeMatch] = []
        self._stated: list[Configuration] = []
        self.rows: list[IndexRow] = []
        self.ranges: list[RangeEntry] = []
        self.names: list[ProductName] = []
        self.words: list[str] = []

    def configurations(self) -> tuple[Configuration, ...]:
        return (*self._stated, *any_of(self._matches))

    def add(self, container: _Container) -> None:
        stated = read_configurations(container.cpeApplicability, self._notes)
        self._stated += stated
        for match in iter_matches(stated):
            if match.vulnerable:
                self.ranges.append(RangeEntry("CPE", match.cpe, match.text, match.fixed))
        for raw in container.affected or ():
            try:
                self._affected(msgspec.convert(raw, _Affected))
            except msgspec.ValidationError:
                self._notes["knowledge.noted.bad_affected"] += 1

    def _affected(self, entry: _Affected) -> None:
        vendor, product = (entry.vendor or "").strip(), (entry.product or "").strip()
        named = vendor.lower() not in _WITHOUT_MEANING and product.lower() not in _WITHOUT_MEANING
        if named:
            self.words.append(f"{vendor} {product}")
        alternatives = _alternatives(entry, self._notes)
        if not alternatives:
            return
        ecosystem = _ecosystem(entry.collectionURL or "")
        package = (entry.packageName or "").strip()
        if ecosystem and package:
            self._package(ecosystem, package, alternatives)
        elif entry.cpes and not package:
            self._cpes(entry.cpes, vendor if named else "", product, alternatives)
        elif named:
            self.ranges += (RangeEntry("", f"{vendor}: {package or product}", text, None) for _, text in alternatives)

    def _package(self, ecosystem: str, package: str, alternatives: Iterable[Alternative]) -> None:
        known = find_ecosystem(ecosystem)
        assert known is not None
        for bounds, text in alternatives:
            found = (None, None, text, None) if bounds is None else interval_of(bounds, known.scheme or CPE_SCHEME)
            self.rows.append(IndexRow(ecosystem, normalise_name(ecosystem, package), *found))
            self.ranges.append(RangeEntry(ecosystem, package, found[2], found[3]))

    def _cpes(self, cpes: Iterable[str], vendor: str, product: str, alternatives: Sequence[Alternative]) -> None:
        """Take in CPE names with the versions beside them; names that differ in the version are one product."""
        told = [bounds for bounds, _ in alternatives if bounds is not None]
        left = "; ".join(text for bounds, text in alternatives if bounds is None)[:WORDS_CHARACTERS_MAX]
        by_product: dict[str, list[str]] = {}
        for cpe in dict.fromkeys(cpes):
            try:
                name = parse_cpe(cpe, lenient=True)
            except InputError:
                self._notes["knowledge.noted.bad_cpe"] += 1
                continue
            plain = format_cpe(msgspec.structs.replace(name, version=ANY, update=ANY))
            by_product.setdefault(plain, []).extend([] if name.version in (ANY, NA) else [cpe])
        for plain, exact in by_product.items():
            for bounds in told:
                self._keep(make_match(plain, bounds or ((">=", "0"),), self._notes))
            if not told and exact:
                for cpe in exact:
                    self._keep(make_match(cpe, (), self._notes))
            elif left:
                self._keep(undetermined_match(plain, left, self._notes))
        name_of = product_name(next(iter(by_product)), vendor, product) if vendor and len(by_product) == 1 else None
        if name_of:
            self.names.append(name_of)

    def _keep(self, match: CpeMatch | None) -> None:
        if match is not None:
            self._matches.append(match)
            self.ranges.append(RangeEntry("CPE", match.cpe, match.text, match.fixed))


def _alternatives(entry: _Affected, notes: Counter[str]) -> list[Alternative]:
    """Return the affected stretches of an entry, each alone sufficient; nothing where every version is unaffected."""
    found: list[Alternative] = []
    for item in entry.versions or ():
        if item.status != "affected":
            continue
        if item.versionType in ("git", "original_commit_for_fix"):
            notes["knowledge.noted.git_ranges"] += 1
            continue
        found += _stretches(item)
    if found or entry.defaultStatus != "affected":
        return found
    unaffected = [item.version for item in entry.versions or () if item.status == "unaffected"]
    if not unaffected:
        return [((), "*")]
    # The complement of what is unaffected: certain only where the programme's ordered form would say it, so left in words.
    return [(None, f"* except {', '.join(unaffected)[:200]}")]


def _stretches(item: _Version) -> list[Alternative]:
    start = re.sub(r"\\([^0-9A-Za-z])", r"\1", item.version.strip())  # some CNAs write the quoting of CPE names
    begins = start.lower() in _WITHOUT_MEANING or start in ("0", "*")
    lower: tuple[tuple[str, str], ...] = () if begins else ((">=", start),)
    end = item.lessThan or item.lessThanOrEqual
    if end is not None:
        end = end.strip()
        if end in ("*", ""):
            return [(lower, f">= {start}" if lower else "*")]
        if item.lessThanOrEqual and not item.lessThan and end.endswith(("*", ".x")):
            return [(None, f"{start} <= {end}")]
        bounds = (*lower, ("<" if item.lessThan else "<=", end))
        return [(_until_change(item, bounds), " ".join(f"{sign} {version}" for sign, version in bounds))]
    if start.lower() in _EVERY:
        return [((), "*")]
    if start.lower() in _WITHOUT_MEANING:
        return [(None, start or "?")]
    parsed = parse_bounds(start)
    if parsed is not None:
        return [(bounds, start) for bounds in parsed]
    if re.fullmatch(r"[0-9A-Za-z][0-9A-Za-z.+_:~()-]*", start) and re.search(r"[0-9]", start):
        return [((("=", start),), f"= {start}")]
    return [(None, start)]


def _until_change(item: _Version, bounds: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    """Return bounds that end where the first change says ``unaffected``."""
    for change in item.changes or ():
        at = change.get("at")
        if change.get("status") == "unaffected" and isinstance(at, str) and at.strip():
            return (*(bound for bound in bounds if bound[0] in (">=", ">")), ("<", at.strip()))
    return bounds


def _ecosystem(collection: str) -> str | None:
    return next((name for pattern, name in _COLLECTIONS if pattern.search(collection.lower())), None)


def _vectors(metrics: Iterable[dict[str, Any]]) -> Iterator[str]:
    for metric in metrics:
        for field in _CVSS_FIELDS:
            value = metric.get(field)
            vector = value.get("vectorString") if isinstance(value, dict) else None
            if isinstance(vector, str):
                yield vector


def _cwes(containers: Iterable[_Container]) -> tuple[str, ...]:
    found: set[str] = set()
    for container in containers:
        for problem in container.problemTypes if isinstance(container.problemTypes, list) else ():
            texts = problem.get("descriptions") if isinstance(problem, dict) else None
            for text in texts if isinstance(texts, list) else ():
                identifier = text.get("cweId") if isinstance(text, dict) else None
                if isinstance(identifier, str) and re.fullmatch(r"CWE-\d{1,6}", identifier):
                    found.add(identifier)
    return tuple(sorted(found, key=lambda identifier: int(identifier[4:])))


def _other(metrics: Iterable[dict[str, Any]], kind: str) -> Iterator[dict[str, Any]]:
    for metric in metrics:
        other = metric.get("other")
        if isinstance(other, dict) and other.get("type") == kind and isinstance(other.get("content"), dict):
            yield other["content"]


def _decisions(containers: Iterable[_Container]) -> Iterator[Decision]:
    for container in containers:
        provider = container.providerMetadata
        assessor = (provider.shortName if provider else None) or "?"
        for content in _other(container.metrics or (), "ssvc"):
            options = content.get("options")
            values = {
                key.lower(): value.lower()
                for option in (options if isinstance(options, list) else ())
                if isinstance(option, dict)
                for key, value in option.items()
                if isinstance(value, str)
            }
            stamp = content.get("timestamp")
            yield Decision(
                assessor,
                stamp if isinstance(stamp, str) else None,
                values.get("exploitation"),
                values.get("automatable"),
                values.get("technical impact"),
            )


def _kev_dates(metrics: Iterable[dict[str, Any]]) -> Iterator[str]:
    for content in _other(metrics, "kev"):
        added = content.get("dateAdded")
        if isinstance(added, str) and parse_instant(added) is not None:
            yield added[:10]
