"""6.2.13 Sorting."""

from itertools import pairwise

from kaname.formats.csaf.checks import BOTH, CsafTest, Found, fault
from kaname.formats.csaf.view import Advisory


def check(advisory: Advisory) -> Found:
    """Yield objects whose properties are not sorted alphabetically: the first one out of order of each."""
    waiting = [advisory.root]
    while waiting:
        node = waiting.pop()
        fields = list(node.fields())
        for before, after in pairwise(fields):
            if after.key < before.key:
                yield fault(after, name=after.key, before=before.key)
                break
        waiting += reversed([*fields, *node.items()])


TEST = CsafTest(id="6.2.13", versions=BOTH, check=check)
