"""The list of defects of one document, cut where it would grow with the document."""

from collections import Counter

from kaname.errors import Scalar
from kaname.model.sbom import Problem

# A million components of which each lacks a type say the same thing: some places are shown, the rest is counted.
MAX_PROBLEMS_PER_CODE = 1000


class Problems:
    """Collects problems in document order."""

    def __init__(self) -> None:
        self._found: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def add(self, code: str, path: str, **params: Scalar) -> None:
        """Note a problem at a path; past ``MAX_PROBLEMS_PER_CODE`` of one code it is only counted."""
        self._counts[code] += 1
        if self._counts[code] <= MAX_PROBLEMS_PER_CODE:
            self._found.append(Problem(path=path, code=code, params=params))

    def result(self) -> tuple[Problem, ...]:
        """Return the problems, with one more entry per code that was cut."""
        cut = [
            Problem(
                path="",
                code="cyclonedx.more_of_the_same",
                params={"code": code, "count": count - MAX_PROBLEMS_PER_CODE},
            )
            for code, count in self._counts.items()
            if count > MAX_PROBLEMS_PER_CODE
        ]
        return (*self._found, *cut)
