"""Questionnaires in which some answers make other questions unnecessary: what is open, and the fewest answers that close it.

A question with ``skipped_by`` is closed when any answer named there is ``met``. Finding the fewest answers is a smallest
hitting set: exact, by branch and bound over integer bit sets, after forced choices and dominated sets are removed.
"""

from collections.abc import Collection, Mapping, Sequence

from msgspec import Struct

from kaname.catalogs.pack import Pack
from kaname.errors import UnsupportedError

MAX_CHOICES = 64  # exact search doubles per choice in the worst case; the largest questionnaire known has 19


class Closing(Struct, frozen=True):
    """The fewest answers that close every open question.

    Attributes:
        choices: ids, in the order of the pack; empty where nothing is open.
        indispensable: those without which some question can never be closed. cannot: questions that no answer closes.
    """

    choices: tuple[str, ...]
    indispensable: tuple[str, ...]
    cannot: tuple[str, ...]


class QuestionState(Struct, frozen=True):
    """A question: ``skipped`` (and by which answers), ``answered`` or ``open``."""

    id: str
    state: str
    skipped_by: tuple[str, ...] = ()
    opens_tasks: bool = False


def question_states(pack: Pack, statuses: Mapping[str, str]) -> tuple[QuestionState, ...]:
    """Return the state of every question.

    Args:
        statuses: item id → ``met`` (yes), ``partly`` (partial), ``not_met`` (no), ``not_applicable``.
    """
    states: list[QuestionState] = []
    for item in pack.items:
        yes = tuple(other for other in item.skipped_by if statuses.get(other) == "met")
        status = statuses.get(item.id)
        state = "skipped" if yes else "answered" if status else "open"
        opens = not yes and item.kind == "control" and status == "partly"
        states.append(QuestionState(item.id, state, yes, opens))
    return tuple(states)


def fewest_closing(pack: Pack, given: Collection[str] = (), ruled_out: Collection[str] = ()) -> Closing:
    """Return the fewest further answers that close every question that can be skipped.

    Args:
        given: answers that are ``met`` already. ruled_out: answers that cannot be given (for example a licence that is
            out of reach): questions that hang on them alone are returned in ``cannot``.
    """
    order = [item.id for item in pack.items]
    sets: dict[str, frozenset[str]] = {}
    cannot: list[str] = []
    for item in pack.items:
        if not item.skipped_by or any(other in given for other in item.skipped_by):
            continue
        choices = frozenset(item.skipped_by) - frozenset(ruled_out)
        if choices:
            sets[item.id] = choices
        else:
            cannot.append(item.id)
    chosen = smallest_hitting_set(list(sets.values()))
    single = {next(iter(choices)) for choices in sets.values() if len(choices) == 1}
    return Closing(
        choices=tuple(name for name in order if name in chosen),
        indispensable=tuple(name for name in order if name in single),
        cannot=tuple(cannot),
    )


def smallest_hitting_set(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return a smallest set with a member in common with every one of ``sets``; the same sets always give the same one.

    Raises:
        UnsupportedError: more than 64 different members.
    """
    names = sorted(frozenset().union(*sets)) if sets else []
    if len(names) > MAX_CHOICES:
        raise UnsupportedError("assurance.too_many_choices", count=len(names), limit=MAX_CHOICES)
    bit = {name: 1 << index for index, name in enumerate(names)}
    masks = _without_supersets([sum(bit[name] for name in one) for one in sets])
    best = _search(masks, 0, (1 << len(names)) - 1)
    return frozenset(name for name in names if best & bit[name])


def _without_supersets(masks: Sequence[int]) -> list[int]:
    kept: list[int] = []
    for mask in sorted(set(masks), key=lambda value: (value.bit_count(), value)):
        if not any(mask & smaller == smaller for smaller in kept):
            kept.append(mask)
    return kept


def _search(masks: Sequence[int], chosen: int, best: int) -> int:
    """Return the better of ``best`` and the smallest completion of ``chosen``."""
    left = [mask for mask in masks if not mask & chosen]
    if not left:
        return chosen if chosen.bit_count() < best.bit_count() else best
    if chosen.bit_count() + _lower_bound(left) >= best.bit_count():
        return best
    branch = min(left, key=lambda mask: (mask.bit_count(), mask))
    while branch:
        lowest = branch & -branch
        best = _search(left, chosen | lowest, best)
        branch &= branch - 1
    return best


def _lower_bound(masks: Sequence[int]) -> int:
    """Return the number of pairwise disjoint sets found greedily: each needs a member of its own."""
    used, count = 0, 0
    for mask in sorted(masks, key=lambda value: value.bit_count()):
        if not mask & used:
            used |= mask
            count += 1
    return count
