"""Alias groups: which ids name the same vulnerability.

Holds a union-find over ids with one guard: **two different CVE ids are never in one group.** A CVE id names one
vulnerability by the rules of the CVE programme, so a record that gives two of them as aliases is about several (an erratum,
a batch) or wrong; what it says is kept as ``related``. Refuses nothing and loses no id.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct

from kaname.ident.vulnerability_ids import embedded_cve, id_key, is_cve, preference
from kaname.knowledge.records import RecordLink


class AliasGroup(Struct, frozen=True, kw_only=True):
    """One group.

    Attributes:
        preferred: id to show first. ids: all ids of the group including it, preferred first, then sorted.
        related: ids of other groups that its records link to. covers: CVE ids that its errata fix or inherit.
    """

    preferred: str
    ids: tuple[str, ...]
    related: tuple[str, ...]
    covers: tuple[str, ...]


class _Sets:
    """Union-find over id keys; each set remembers its CVE id, if it has one."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._cve: dict[str, str] = {}

    def add(self, key: str) -> None:
        if key not in self._parent:
            self._parent[key] = key
            if is_cve(key):
                self._cve[key] = key

    def root(self, key: str) -> str:
        root = key
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[key] != root:
            self._parent[key], key = root, self._parent[key]
        return root

    def join(self, left: str, right: str) -> bool:
        """Join two sets; False where that would put two CVE ids together."""
        first, second = sorted((self.root(left), self.root(right)))
        if first == second:
            return True
        cves = {self._cve[root] for root in (first, second) if root in self._cve}
        if len(cves) > 1:
            return False
        self._parent[second] = first
        if cves:
            self._cve[first] = cves.pop()
        return True


def group_aliases(links: Iterable[RecordLink]) -> list[AliasGroup]:
    """Return the alias groups of all records, each id in exactly one.

    Statements are applied from the surest to the weakest, in the order of ids within each step, so that the result does
    not depend on the order of the input: an id that wraps a CVE id; a record with exactly one CVE id among its ids; other
    aliases; then the same for withdrawn records; last a bulletin (JVN#…, JVNVU#…) that exactly one record names, because one
    bulletin may be about several vulnerabilities. A record that names several CVE ids joins none of them.

    An id that only an erratum covers has a group of its own without records, so that it can be found.

    Cost: linear in the number of aliases, apart from sorting.
    """
    ordered = sorted(links, key=lambda link: link.id)
    spelling: dict[str, str] = {}
    sets = _Sets()
    for link in ordered:
        for text in (link.id, *link.aliases, *link.covers, *link.bulletins):
            _learn(spelling, sets, text)
            cve = embedded_cve(text)
            if cve:
                _learn(spelling, sets, cve)
    refused: list[tuple[str, str]] = []
    for left, right in _statements(ordered):
        if not sets.join(left, right):
            refused.append((left, right))
    return _collect(ordered, spelling, sets, refused)


def _learn(spelling: dict[str, str], sets: _Sets, text: str) -> None:
    key = id_key(text)
    if key:
        # The smallest spelling wins: capitals sort first, and databases write their own ids in capitals.
        spelling[key] = min(spelling.get(key, text.strip()), text.strip())
        sets.add(key)


def _statements(ordered: Sequence[RecordLink]) -> list[tuple[str, str]]:
    steps: list[list[tuple[str, str]]] = [[], [], [], [], [], []]
    named_by = Counter(key for link in ordered for key in {id_key(text) for text in link.bulletins})
    for link in ordered:
        own = id_key(link.id)
        late = 2 if link.withdrawn else 0
        names = list(dict.fromkeys(key for key in map(id_key, link.aliases) if key and key != own))
        for text in (link.id, *link.aliases, *link.covers):
            cve = embedded_cve(text)
            if cve:
                steps[0].append((id_key(text), id_key(cve)))
        cves = [name for name in names if is_cve(name)]
        several = len(cves) + is_cve(own) > 1
        for name in sorted(names):
            if is_cve(name):
                if not several:
                    steps[1 + late].append((own, name))
            else:
                steps[1 + late if is_cve(own) else 2 + late].append((own, name))
        steps[5] += ((own, key) for key in sorted(map(id_key, link.bulletins)) if named_by[key] == 1)
    return [statement for step in steps for statement in step]


def _collect(
    ordered: Sequence[RecordLink], spelling: dict[str, str], sets: _Sets, refused: Sequence[tuple[str, str]]
) -> list[AliasGroup]:
    members: dict[str, list[str]] = {}
    for key in spelling:
        members.setdefault(sets.root(key), []).append(spelling[key])
    related: dict[str, set[str]] = {}
    covers: dict[str, set[str]] = {}

    def relate(key: str, other: str) -> None:
        root = sets.root(key)
        other_key = id_key(other)
        if other_key and (other_key not in spelling or sets.root(other_key) != root):
            related.setdefault(root, set()).add(spelling.get(other_key, other.strip()))

    for link in ordered:
        own = id_key(link.id)
        for other in (*link.aliases, *link.covers, *link.bulletins):
            relate(own, other)
            relate(id_key(other), link.id)
        for other in link.related:
            relate(own, other)
        if not link.withdrawn:
            covers.setdefault(sets.root(own), set()).update(spelling[id_key(other)] for other in link.covers)
    for left, right in refused:
        relate(left, right)
        relate(right, left)
    groups = []
    for root, ids in members.items():
        first, *rest = sorted(ids, key=preference)
        groups.append(
            AliasGroup(
                preferred=first,
                ids=(first, *sorted(rest)),
                related=tuple(sorted(related.get(root, ()))),
                covers=tuple(sorted(covers.get(root, ()))),
            )
        )
    return sorted(groups, key=lambda group: group.preferred)
