"""Versions of format specifications (``1.6``, ``3.0.1``), compared by their numbers."""

import re

_NUMBERS = re.compile(r"\d{1,6}")


def at_least(version: str, least: str) -> bool:
    """Say whether a specification version is ``least`` or newer; text without numbers is older than everything."""
    return _numbers(version) >= _numbers(least)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(part) for part in _NUMBERS.findall(version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
