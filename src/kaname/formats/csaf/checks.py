"""What a test of the standard is, the list of all of them, and running them.

One module under ``tests/`` holds one test. A test yields what it found: a ``Fault`` where the document fails it, a
``NotRun`` where it could not be decided here, with the reason. Titles are texts ``csaf.title.<id>``, faults are texts
``csaf.t<id>`` (a variant adds its name), with underscores for the dots of the id.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from msgspec import Struct

from kaname.errors import Scalar
from kaname.formats.csaf import tests
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.view import Advisory, Version

BOTH: tuple[Version, ...] = ("2.0", "2.1")
ONLY_2_0: tuple[Version, ...] = ("2.0",)
ONLY_2_1: tuple[Version, ...] = ("2.1",)
SCHEMA = "schema"
# One broken list can fail in every item; what is beyond is counted, not listed.
MAX_FAILURES_PER_TEST = 1_000


class Fault(Struct, frozen=True):
    """A place that fails a test. ``variant``: which of the test's texts; empty for the usual one."""

    path: str
    params: dict[str, Scalar] = {}
    variant: str = ""


class NotRun(Struct, frozen=True):
    """Something that a test could not decide. ``reason``: code under ``csaf.not_run.*``."""

    path: str
    reason: str
    params: dict[str, Scalar] = {}


Found = Iterator[Fault | NotRun]


class CsafTest(Struct, frozen=True, kw_only=True):
    """A test of the standard.

    Attributes:
        id: section of the standard, such as ``6.1.27.9``. versions: of the standard that have it.
        check: yields faults and what could not be decided.
    """

    id: str
    versions: tuple[Version, ...]
    check: Callable[[Advisory], Iterable[Fault | NotRun]]

    @property
    def mandatory(self) -> bool:
        """Whether a document that fails it is not valid."""
        return self.id.startswith("6.1.")

    @property
    def title(self) -> str:
        """Code of the title."""
        return "csaf.title." + self.id.replace(".", "_")


class Failure(Struct, frozen=True, kw_only=True):
    """A failed test. ``test``: id, or ``schema``. ``code``: of the text that says what is wrong."""

    test: str
    mandatory: bool
    path: str
    code: str
    params: dict[str, Scalar] = {}


class Undecided(Struct, frozen=True, kw_only=True):
    """A test, or a part of it, that was not run, and why."""

    test: str
    mandatory: bool
    path: str
    code: str
    params: dict[str, Scalar] = {}


class Report(Struct, frozen=True, kw_only=True):
    """The answer of a check.

    Attributes:
        tests: ids of the tests that apply to the version, in order. failures: by test, then document order.
        not_run: what could not be decided.
        not_listed: number of failures beyond ``MAX_FAILURES_PER_TEST``, by test.
    """

    version: Version
    tests: tuple[str, ...]
    failures: tuple[Failure, ...]
    not_run: tuple[Undecided, ...]
    not_listed: dict[str, int]

    @property
    def is_valid(self) -> bool:
        """Whether no mandatory test failed."""
        return not any(failure.mandatory for failure in self.failures)


@cache
def load_tests() -> tuple[CsafTest, ...]:
    """Return all tests, ordered by section. Cost: about 40 ms, once."""
    names = [module.name for module in iter_modules(tests.__path__) if module.name.startswith("t6_")]
    found: list[CsafTest] = [import_module(f"{tests.__name__}.{name}").TEST for name in names]
    return tuple(sorted(found, key=lambda test: [int(part) for part in test.id.split(".")]))


def run_tests(advisory: Advisory, structure: Iterable[Fault], *, only: frozenset[str] = frozenset()) -> Report:
    """Run the tests that apply to the version of a document.

    Args:
        structure: what the structure check found. only: ids of the tests to run; empty for all.
    """
    applicable = [test for test in load_tests() if advisory.version in test.versions and (not only or test.id in only)]
    failures: list[Failure] = []
    undecided: list[Undecided] = []
    dropped: dict[str, int] = {}
    if not only or SCHEMA in only:
        _sort(SCHEMA, True, "csaf.schema", structure, failures, undecided, dropped)
    for test in applicable:
        code = "csaf.t" + test.id.replace(".", "_")
        _sort(test.id, test.mandatory, code, test.check(advisory), failures, undecided, dropped)
    return Report(
        version=advisory.version,
        tests=tuple(test.id for test in applicable),
        failures=tuple(failures),
        not_run=tuple(undecided),
        not_listed=dropped,
    )


def _sort(
    test: str,
    mandatory: bool,
    code: str,
    found: Iterable[Fault | NotRun],
    failures: list[Failure],
    undecided: list[Undecided],
    dropped: dict[str, int],
) -> None:
    count = 0
    for each in found:
        if isinstance(each, NotRun):
            reason = f"csaf.not_run.{each.reason}"
            undecided.append(Undecided(test=test, mandatory=mandatory, path=each.path, code=reason, params=each.params))
            continue
        count += 1
        if count > MAX_FAILURES_PER_TEST:
            dropped[test] = dropped.get(test, 0) + 1
            continue
        full = f"{code}.{each.variant}" if each.variant else code
        failures.append(Failure(test=test, mandatory=mandatory, path=each.path, code=full, params=each.params))


def fault(node: Node, variant: str = "", **params: Scalar) -> Fault:
    """Return a fault at a place."""
    return Fault(node.path, params, variant)
