"""A judgement for a terminal: verdict, attributes, and what is lacking by rule, each with its first places."""

from collections.abc import Sequence

from kaname import messages
from kaname.formats.report.check_json import failure_text
from kaname.formats.report.columns import column_widths, joined_cells, row_lines
from kaname.formats.report.view import clean
from kaname.messages import Language
from kaname.sbom.judge import AttributeResult, Failure, Judgement
from kaname.sbom.profile import Profile, Source

# Places shown per rule: enough to start with; JSON has all.
_PLACES = 3


def render_check_table(
    judgement: Judgement, profile: Profile, *, file: str, lang: Language, width: int | None = None
) -> str:
    """Return a judgement as text lines.

    Args:
        width: cells of the terminal; None where output goes elsewhere: nothing is wrapped.
    """
    rows = [
        (say("file", lang), clean(file)),
        (say("profile", lang), f"{profile.title.of(lang)} ({profile.id})"),
        (say("source", lang), source_line(profile, lang)),
        (say("result", lang), verdict(judgement, lang)),
        (say("score", lang), f"{judgement.score:.1f} / 100"),
    ]
    lines = table_lines(rows, width, (1,))
    lines += ["", *table_lines(_attribute_rows(judgement, profile, lang), width, (0,)), ""]
    return "\n".join([*lines, *_failure_lines(judgement, profile, lang, width)])


def table_lines(rows: Sequence[Sequence[str]], width: int | None, shrinkable: Sequence[int]) -> list[str]:
    """Return lines of columns that fit in a width; the shrinkable columns are wrapped where they must be."""
    widths = column_widths(rows, width, shrinkable)
    return [joined_cells(cells) for row in rows for cells in row_lines(row, widths)]


def say(name: str, lang: Language, **params: object) -> str:
    """Return a text of this report."""
    return messages.text(f"profiles.{name}", lang, params)


def verdict(judgement: Judgement, lang: Language) -> str:
    """Return the verdict as a sentence."""
    if judgement.conformant:
        return say("conformant", lang)
    lacking = sum(not each.met for each in judgement.attributes)
    return say("not_conformant", lang, count=lacking, all=len(judgement.attributes))


def source_line(profile: Profile, lang: Language) -> str:
    """Return document, date and provenance of a profile."""
    return source_line_of(profile.source, lang)


def source_line_of(source: Source, lang: Language) -> str:
    """Return document, date and provenance of a source."""
    return f"{source.document}, {source.date} ({say(f'provenance.{source.provenance}', lang)})"


def grade_title(profile: Profile, grade: str | None, lang: Language) -> str:
    """Return the title of a grade; a dash for none."""
    return next((each.title.of(lang) for each in profile.grades if each.id == grade), "–")


def by_rule(judgement: Judgement) -> dict[str, list[Failure]]:
    """Return failures by rule, musts first, otherwise in the order of the profile."""
    groups: dict[str, list[Failure]] = {}
    for failure in judgement.failures:
        groups.setdefault(failure.rule, []).append(failure)
    order = {"must": 0, "should": 1, "info": 2}
    return dict(sorted(groups.items(), key=lambda item: order[item[1][0].severity]))


def attribute_cells(each: AttributeResult, profile: Profile, lang: Language) -> list[str]:
    """Return title, met, grades where there are any, answered, stated."""
    title = next(found.title.of(lang) for found in profile.attributes if found.id == each.id)
    cells = [title, say("yes" if each.met else "no", lang)]
    if profile.grades:
        cells += [grade_title(profile, each.grade, lang), grade_title(profile, each.next_grade, lang)]
    answered = f"{each.passed:,}/{each.tested:,}" if each.tested else "–"
    stated = f"{each.unknown:,}/{each.withheld:,}" if each.unknown or each.withheld else ""
    return [*cells, answered, stated]


def attribute_heading(profile: Profile, lang: Language) -> list[str]:
    """Return the column headings that go with ``attribute_cells``."""
    names = ["attribute", "met", *(["grade", "next"] if profile.grades else []), "answered", "stated"]
    return [say(f"column.{name}", lang) for name in names]


def _attribute_rows(judgement: Judgement, profile: Profile, lang: Language) -> list[list[str]]:
    return [
        attribute_heading(profile, lang),
        *[attribute_cells(each, profile, lang) for each in judgement.attributes],
    ]


def _failure_lines(judgement: Judgement, profile: Profile, lang: Language, width: int | None) -> list[str]:
    groups = by_rule(judgement)
    if not groups:
        return [say("none", lang)]
    lines = [say("failures", lang)]
    for rule, failures in groups.items():
        first = failures[0]
        needed = ""
        if first.grade is not None:
            needed = ", " + say("next_needs", lang, grade=grade_title(profile, first.grade, lang))
        severity = say(f"severity.{first.severity}", lang)
        count = say("all_unique", lang, count=f"{len(failures):,}")
        lines += table_lines([(f"  [{severity}]", f"{rule} · {first.clause} · {count}{needed}")], width, (1,))
        for failure in failures[:_PLACES]:
            place = f" [{clean(failure.path)}]" if failure.path else ""
            lines += table_lines([("     ", clean(failure_text(failure, lang)) + place)], width, (1,))
        if len(failures) > _PLACES:
            lines.append("       " + say("more", lang, count=f"{len(failures) - _PLACES:,}"))
    return lines
