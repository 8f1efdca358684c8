"""Compare two bills of materials."""

from kaname.sbom.diff import Difference, compare
from kaname.services.check import read_sbom_file


def diff_sboms(*, before: str, after: str) -> Difference:
    """Compare two files; ``-`` for one of them reads standard input.

    Raises:
        InputError, UnsupportedError: a file cannot be read; the error names it.
    """
    return compare(read_sbom_file(before), read_sbom_file(after))
