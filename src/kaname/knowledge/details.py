"""Putting the records of one alias group together, nothing merged away."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from kaname.ident.ecosystems import scheme_of
from kaname.knowledge.records import RecordBody, RecordHead
from kaname.model.vulnerability import (
    CvssScore,
    EpssScore,
    KevEntry,
    RecordText,
    SourceRange,
    SsvcAssessment,
    SupplierStatement,
    Vulnerability,
)


class LoadedRecord(NamedTuple):
    """One record of a group, unpacked."""

    name: str
    source: str
    published: str | None
    modified: str
    withdrawn: str | None
    head: RecordHead
    body: RecordBody


def put_together(
    records: Sequence[LoadedRecord],
    preferred: str,
    aliases: tuple[str, ...],
    related: tuple[str, ...],
    *,
    kev: KevEntry,
    epss: EpssScore | None,
    schemes: Mapping[str, str],
) -> Vulnerability:
    """Return the vulnerability that records describe.

    Args:
        records: in the order in which they are preferred, withdrawn ones last.
        preferred, aliases, related: ids of the group. kev, epss: of its CVE ids. schemes: ecosystem → version order.
    """
    current = [record for record in records if record.withdrawn is None] or records
    english_first = sorted(records, key=lambda record: not record.head.lang.startswith("en"))
    return Vulnerability(
        id=preferred,
        aliases=aliases,
        related=related,
        summary=next((record.head.summary for record in english_first if record.head.summary), ""),
        details=next((record.body.details for record in english_first if record.body.details), ""),
        records=tuple(dict.fromkeys(record.name for record in records)),
        withdrawn=tuple(dict.fromkeys(record.name for record in records if record.withdrawn is not None)),
        published=min((record.published for record in current if record.published), default=None),
        modified=max((record.modified for record in current if record.modified), default=None),
        cvss=tuple(_scores(records)),
        kev=kev,
        epss=epss,
        ranges=tuple(_ranges(records, schemes)),
        cwes=tuple(sorted({cwe for record in records for cwe in record.head.cwes}, key=lambda cwe: int(cwe[4:]))),
        references=tuple(sorted({url for record in records for url in record.body.references})),
        texts=tuple(
            RecordText(
                record=record.name,
                source=record.source,
                lang=record.head.lang,
                summary=record.head.summary,
                details=record.body.details,
            )
            for record in records
            if record.head.summary or record.body.details
        ),
        ssvc=tuple(_assessments(records)),
        statements=tuple(_statements(records)),
    )


def _scores(records: Sequence[LoadedRecord]) -> Iterator[CvssScore]:
    for record in records:
        for version, vector, score, severity in record.head.cvss:
            name = _named(record)
            yield CvssScore(version=version, vector=vector, score=score, severity=severity, source=name)


def _named(record: LoadedRecord) -> str:
    """Return the id of a record, with its source where that does not follow from the id."""
    return record.name if record.source.startswith(("osv:", "jvn")) else f"{record.name} ({record.source})"


def _ranges(records: Sequence[LoadedRecord], schemes: Mapping[str, str]) -> Iterator[SourceRange]:
    for record in records:
        for entry in record.body.ranges:
            scheme = (
                "generic" if entry.ecosystem == "CPE" else schemes.get(entry.ecosystem) or scheme_of(entry.ecosystem)
            )
            yield SourceRange(
                record=record.name,
                source=record.source,
                ecosystem=entry.ecosystem,
                package=entry.package,
                text=entry.text,
                scheme=scheme or "",
                fixed=entry.fixed,
            )


def _assessments(records: Sequence[LoadedRecord]) -> Iterator[SsvcAssessment]:
    for record in records:
        for decision in record.body.decisions:
            yield SsvcAssessment(
                assessor=decision.assessor,
                source=record.source,
                assessed=decision.assessed,
                exploitation=decision.exploitation,
                automatable=decision.automatable,
                technical_impact=decision.technical_impact,
            )


def _statements(records: Sequence[LoadedRecord]) -> Iterator[SupplierStatement]:
    for record in records:
        for statement in record.body.statements:
            yield SupplierStatement(
                record=record.name,
                source=record.source,
                product=statement.product,
                identifier=statement.identifier,
                status=statement.status,
                justification=statement.justification,
                issuer=record.body.publisher,
                modified=record.modified,
                within=statement.within,
                vulnerability=statement.vulnerability,
                version=statement.version,
                is_range=statement.is_range,
            )
