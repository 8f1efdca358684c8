"""The list of defects of one document, kept from growing without end."""

from collections import Counter

from kaname.errors import Scalar
from kaname.model.sbom import Problem

# A document whose every relationship dangles would list tens of thousands of the same; the rest is counted in one line.
MAX_PROBLEMS_PER_CODE = 200


class ProblemList:
    """Collects problems; of each code the first ``MAX_PROBLEMS_PER_CODE`` are kept, the others counted.

    Args:
        room: room of the code that tells the count of those cut off.
    """

    def __init__(self, room: str) -> None:
        self._room = room
        self._kept: list[Problem] = []
        self._counts: Counter[str] = Counter()

    def add(self, code: str, path: str, **params: Scalar) -> None:
        """Note one defect."""
        self._counts[code] += 1
        if self._counts[code] <= MAX_PROBLEMS_PER_CODE:
            self._kept.append(Problem(path=path, code=code, params=params))

    def extend(self, problems: list[Problem]) -> None:
        """Note several."""
        for problem in problems:
            self._counts[problem.code] += 1
            if self._counts[problem.code] <= MAX_PROBLEMS_PER_CODE:
                self._kept.append(problem)

    def result(self) -> tuple[Problem, ...]:
        """Return what was noted, and one ``<room>.more_of_the_same`` line for each code that was cut off."""
        more = [
            Problem(
                path="",
                code=f"{self._room}.more_of_the_same",
                params={"repeated": code, "count": count - MAX_PROBLEMS_PER_CODE},
            )
            for code, count in self._counts.items()
            if count > MAX_PROBLEMS_PER_CODE
        ]
        return (*self._kept, *more)
