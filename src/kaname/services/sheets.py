"""From an opened assessment to the sheet that every output is drawn from, and on to forms that other frameworks ask for."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from kaname.assurance.declaration import moment
from kaname.assurance.sheet import Sheet, SheetRow, answer_row, cited_evidence, level_row, rows_from_references
from kaname.assurance.skips import Closing
from kaname.assurance.summary import Breadth
from kaname.catalogs.pack import Item, Pack, Text
from kaname.errors import InputError
from kaname.model.declaration import DeclinedMeasure
from kaname.services.assess import OpenAssessment, report_gaps, report_levels, requirement_reason


def build_sheet(*, opened: OpenAssessment, now: datetime, declined: Sequence[DeclinedMeasure] = ()) -> Sheet:
    """Return the sheet of an assessment: every level and status, stated once.

    Args:
        declined: measures that the customer declined, for the annex.
    """
    pack, assessment = opened.pack, opened.assessment
    judged = _judged(opened, now)
    return Sheet(
        assessment=assessment.id,
        title=assessment.title,
        framework=pack.framework,
        version=pack.version,
        framework_title=pack.title,
        publisher=pack.publisher,
        state=pack.state,
        scoring=pack.scoring,
        generated=moment(now),
        scope=assessment.scope,
        role=assessment.role,
        profile=assessment.profile,
        assessor=assessment.assessor,
        date=assessment.date or now.astimezone(UTC).date().isoformat(),
        groups=_groups(pack, judged.rows),
        rows=judged.rows,
        distribution=judged.distribution,
        breadth=judged.breadth,
        evidence=cited_evidence(judged.rows, opened.evidence),
        broken=opened.broken,
        fix_first=judged.closing,
        declined=tuple(declined),
    )


class _Judged(Struct, frozen=True):
    rows: tuple[SheetRow, ...]
    distribution: Mapping[str, tuple[int, ...]] = {}
    breadth: tuple[Breadth, ...] = ()
    closing: Closing | None = None


def _judged(opened: OpenAssessment, now: datetime) -> _Judged:
    if opened.pack.scoring != "levels":
        return _answered(opened, now)
    report = report_levels(opened=opened, now=now)
    results = {result.task: result for result in report.results}
    rows = tuple(
        level_row(item, opened.pack.group_of(item), results[item.id], opened.assessment.answers.get(item.id))
        if item.id in results
        else _plain_row(opened, item, now)
        for item in opened.items
    )
    return _Judged(rows, report.distribution, report.breadth)


def _answered(opened: OpenAssessment, now: datetime) -> _Judged:
    gaps = report_gaps(opened=opened, now=now)
    skipped = {question.id: question.skipped_by for question in gaps.questions if question.state == "skipped"}
    first = gaps.closing.choices if gaps.closing is not None else ()
    rows = tuple(
        _plain_row(opened, item, now, skipped.get(item.id, ()), indispensable=item.id in first) for item in opened.items
    )
    return _Judged(rows, closing=gaps.closing)


def _plain_row(
    opened: OpenAssessment, item: Item, now: datetime, skipped_by: Sequence[str] = (), *, indispensable: bool = False
) -> SheetRow:
    answer = opened.assessment.answers.get(item.id)
    judged = requirement_reason(answer, opened.evidence, now)
    group = opened.pack.group_of(item)
    return answer_row(item, group, answer, judged, skipped_by=skipped_by, indispensable=indispensable)


def build_form(*, sheet: Sheet, form: Pack) -> Sheet:
    """Return the sheet of a form whose items name tasks of the assessed framework, filled in from those tasks.

    The CISA attestation form is such a form: it can be derived from an SSDF assessment, never the other way round.

    Raises:
        InputError: no item of the form names a task of this framework.
    """
    named = {reference.framework for item in form.items for reference in item.references}
    if sheet.framework not in named:
        raise InputError("assurance.form_names_no_task", form=form.key, framework=sheet.framework)
    rows = rows_from_references(form, sheet)
    return replace(
        sheet,
        framework=form.framework,
        version=form.version,
        framework_title=form.title,
        publisher=form.publisher,
        state=form.state,
        scoring="status",
        groups=_groups(form, rows),
        rows=rows,
        distribution={},
        breadth=(),
        fix_first=None,
    )


def _groups(pack: Pack, rows: Sequence[SheetRow]) -> tuple[tuple[str, Text], ...]:
    used = {row.group for row in rows}
    return tuple((group.id, group.title) for group in pack.groups if group.id in used)
