"""Pictures of levels as inline SVG: the distribution of a framework's groups, and the matrix of its tasks."""

from collections.abc import Mapping, Sequence

from kaname.formats.page import Markup, html
from kaname.messages import Language, text

_WIDTH, _LABEL, _ROW, _BAR = 560, 70, 30, 22
_CELL_WIDTH, _CELL_HEIGHT = 44, 46


def distribution_picture(distribution: Mapping[str, Sequence[int]], lang: Language) -> Markup:
    """Return one bar per group, divided by levels 0 to 3, with the number of tasks in each part."""
    room = _WIDTH - _LABEL - 40
    longest = max((sum(row) for row in distribution.values()), default=0) or 1
    height = _ROW * len(distribution) + 26
    described = "; ".join(f"{group}: {'/'.join(map(str, row))}" for group, row in distribution.items())
    title = text("sheet.picture_distribution", lang)
    parts = [_open(_WIDTH, height, "dist", title, described)]
    for number, (group, row) in enumerate(distribution.items()):
        top, left = number * _ROW + 2, float(_LABEL)
        parts.append(f'<text x="{_LABEL - 10}" y="{top + 15}" text-anchor="end">{html(group)}</text>')
        for level, count in enumerate(row):
            width = room * count / longest
            if count:
                ink = "in" if level in (0, 3) else "dark"
                parts.append(
                    f'<rect class="f{level}" x="{left:.1f}" y="{top}" width="{max(width - 1, 1):.1f}" height="{_BAR}"/>'
                    f'<text class="{ink}" x="{left + width / 2:.1f}" y="{top + 15}" text-anchor="middle">{count}</text>'
                )
            left += width
        parts.append(f'<text x="{left + 6:.1f}" y="{top + 15}">{sum(row)}</text>')
    parts.append(_legend(height - 10, lang))
    return Markup("".join(parts) + "</svg>")


def matrix_picture(groups: Sequence[tuple[str, Sequence[tuple[str, int | None]]]], lang: Language) -> Markup:
    """Return one line per group with a cell per task: the rest of its id, and its level as number and colour.

    Args:
        groups: group → (task id, level), in order.
    """
    widest = max((len(tasks) for _, tasks in groups), default=1)
    width = _LABEL + widest * _CELL_WIDTH + 10
    height = len(groups) * _CELL_HEIGHT + 26
    described = "; ".join(f"{task} {'-' if level is None else level}" for _, tasks in groups for task, level in tasks)
    parts = [_open(width, height, "matrix", text("sheet.picture_matrix", lang), described)]
    for line, (group, tasks) in enumerate(groups):
        top = line * _CELL_HEIGHT + 2
        parts.append(f'<text x="{_LABEL - 10}" y="{top + 25}" text-anchor="end">{html(group)}</text>')
        for column, (task, level) in enumerate(tasks):
            left = _LABEL + column * _CELL_WIDTH
            fill = "fn" if level is None else f"f{level}"
            ink = "in" if level in (0, 3) else "dark"
            shown = "-" if level is None else str(level)
            parts.append(
                f'<g><title>{html(task)}: {shown}</title><rect class="{fill}" x="{left}" y="{top}" '
                f'width="{_CELL_WIDTH - 3}" height="{_CELL_HEIGHT - 5}" rx="3"/>'
                f'<text class="{ink}" x="{left + 20}" y="{top + 16}" text-anchor="middle">{html(_rest(task, group))}</text>'
                f'<text class="{ink} big" x="{left + 20}" y="{top + 34}" text-anchor="middle">{shown}</text></g>'
            )
    parts.append(_legend(height - 10, lang))
    return Markup("".join(parts) + "</svg>")


def _rest(task: str, group: str) -> str:
    return task.removeprefix(group).lstrip(".-") or task


def _legend(y: int, lang: Language) -> str:
    step = 96
    return "".join(
        f'<rect class="f{level}" x="{_LABEL + level * step}" y="{y - 9}" width="11" height="11"/>'
        f'<text x="{_LABEL + level * step + 16}" y="{y}">{html(text("assurance.level_name", lang, {"level": level}))}</text>'
        for level in range(4)
    )


def _open(width: int, height: int, name: str, title: str, described: str) -> str:
    return (
        f'<svg class="picture" viewBox="0 0 {width} {height}" role="img" aria-labelledby="{name}-t {name}-d">'
        f'<title id="{name}-t">{html(title)}</title><desc id="{name}-d">{html(described)}</desc>'
    )
