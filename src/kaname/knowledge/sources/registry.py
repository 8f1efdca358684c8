"""Every source of knowledge by the family that its id begins with, and what each declares."""

from collections.abc import Mapping

from kaname.knowledge.records import Chunk
from kaname.knowledge.sources.csaf import Csaf
from kaname.knowledge.sources.cve import CveList
from kaname.knowledge.sources.documents import RecordReader
from kaname.knowledge.sources.eol import Eol
from kaname.knowledge.sources.epss import Epss
from kaname.knowledge.sources.euvd import EuvdKev
from kaname.knowledge.sources.jvn import JVN_ENGLISH, Jvn, JvnNames
from kaname.knowledge.sources.kev import Kev
from kaname.knowledge.sources.nvd import Nvd
from kaname.knowledge.sources.osv import Osv
from kaname.knowledge.sources.source import Source, SourceInfo

MALICIOUS = SourceInfo(
    id="osv:malicious-packages",
    needs="OSV records MAL-…: folders or zips, as published by the OpenSSF malicious-packages project, or inside OSV exports",
    licence="Apache-2.0 (OpenSSF malicious-packages)",
    update_hours=1,
    max_age_hours=72,
)
"""Malicious packages are published as OSV records, alone or inside the export of an ecosystem; ``Osv`` reads them."""

RECORD_SOURCES: Mapping[str, type[Osv] | type[CveList] | type[Nvd] | type[Jvn] | type[Csaf]] = {
    "osv": Osv,
    "cve": CveList,
    "nvd": Nvd,
    "jvn": Jvn,
    "csaf": Csaf,
}
"""Sources of advisories, which share one form and are read by several processes."""

DELTA_SOURCES: Mapping[str, type[Osv] | type[CveList]] = {"osv": Osv, "cve": CveList}
"""Sources that come as a zip with one record per entry, so that an update reads only entries that changed."""

SOURCES: Mapping[str, SourceInfo] = {
    info.id: info
    for info in (
        *(kind.info for kind in RECORD_SOURCES.values()),
        MALICIOUS,
        JVN_ENGLISH,
        Kev.info,
        EuvdKev.info,
        Epss.info,
        JvnNames.info,
        Eol.info,
    )
}
"""What every source declares, by id of the family (``osv``) or of the source."""


def family_of(source: str) -> str:
    """Return the family of a source id: ``osv:npm`` gives ``osv``."""
    return source.partition(":")[0]


def info_of(source: str) -> SourceInfo:
    """Return what the source with this id declares; ids of one family share the declaration unless they have their own."""
    return SOURCES.get(source) or SOURCES[family_of(source)]


def record_source(family: str) -> Source[Chunk]:
    """Return a reader of advisories."""
    return RECORD_SOURCES[family]()


def record_scope(source: str) -> str:
    """Return within what an id names one record: all feeds of OSV, but every other source for itself.

    A CVE id names a record of the CVE list, one of the NVD and perhaps one of a supplier, and all of them stay.
    """
    return "osv" if family_of(source) == "osv" else source


def is_delta_source(source: str) -> bool:
    """Say whether a source comes as one zip, of which an update looks into the directory alone."""
    return family_of(source) in DELTA_SOURCES


def entry_reader(source: str) -> RecordReader:
    """Return what reads single entries of a source of records."""
    return RECORD_SOURCES[family_of(source)]()
