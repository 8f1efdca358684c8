"""Maven's ``ComparableVersion`` with its nested lists, item by item: the oracle for the flat encoding."""

from typing import Any

_QUALIFIERS = ("alpha", "beta", "milestone", "rc", "snapshot", "", "sp")
_ALIASES = {"ga": "", "final": "", "release": "", "cr": "rc"}
_DIGITS = frozenset("0123456789")


def _word(text: str, before_digit: bool) -> str:
    if before_digit:
        text = {"a": "alpha", "b": "beta", "m": "milestone"}.get(text, text)
    return _ALIASES.get(text, text)


def _rank(word: str) -> tuple[int, str]:
    return (_QUALIFIERS.index(word), "") if word in _QUALIFIERS else (len(_QUALIFIERS), word)


def _is_null(item: Any) -> bool:
    return bool(item in (0, "", []))


def parse(text: str) -> list[Any]:
    """Return the nested list of a version."""
    text = text.lower()
    root: list[Any] = []
    chain = [root]

    def add(item: Any) -> None:
        chain[-1].append(item)

    def open_list() -> None:
        inner: list[Any] = []
        add(inner)
        chain.append(inner)

    start, digits = 0, False
    for at, character in enumerate(text):
        if character in ".-":
            piece = text[start:at]
            add(0 if not piece else int(piece) if digits else _word(piece, False))
            start = at + 1
            if character == "-":
                open_list()
        elif (character in _DIGITS) != digits:
            if at > start:
                add(int(text[start:at]) if digits else _word(text[start:at], True))
                start = at
                open_list()
            digits = not digits
    if start < len(text):
        add(int(text[start:]) if digits else _word(text[start:], False))
    for each in reversed(chain):
        _normalise(each)
    return root


def _normalise(items: list[Any]) -> None:
    for at in range(len(items) - 1, -1, -1):
        if _is_null(items[at]):
            del items[at]
        elif not isinstance(items[at], list):
            break
    # A list of nothing but a list is that list: the documentation gives 1-1 = 1-ga-1.
    for at, item in enumerate(items):
        while isinstance(item, list) and len(item) == 1 and isinstance(item[0], list):
            item = items[at] = item[0]


def compare(left: Any, right: Any) -> int:
    """Return -1, 0 or 1 for two items; None stands for the end of a list."""
    if left is None:
        return 0 if right is None else -compare(right, None)
    if right is None:
        if isinstance(left, list):
            return next((outcome for item in left if (outcome := compare(item, None))), 0)
        if isinstance(left, int):
            return int(left > 0)
        return (_rank(left) > _rank("")) - (_rank(left) < _rank(""))
    order = [str, list, int]
    kinds = order.index(type(left)) - order.index(type(right))
    if kinds:
        return 1 if kinds > 0 else -1
    if isinstance(left, list):
        for at in range(max(len(left), len(right))):
            outcome = compare(left[at] if at < len(left) else None, right[at] if at < len(right) else None)
            if outcome:
                return outcome
        return 0
    one, other = (_rank(left), _rank(right)) if isinstance(left, str) else (left, right)
    return (one > other) - (one < other)


def compare_versions(left: str, right: str) -> int:
    """Return Maven's answer for two versions."""
    return compare(parse(left), parse(right))
