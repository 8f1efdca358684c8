"""Candidates for the components without identifier of many documents."""

from collections.abc import Sequence
from typing import NamedTuple

from kaname.errors import KanameError
from kaname.formats import read_sbom
from kaname.knowledge.query import Knowledge
from kaname.matching.candidates import Identities
from kaname.model.identity import ComponentCandidates
from kaname.services.identities import candidates_of
from kaname.services.targets import iter_candidates, read_candidate


class CandidatesResult(NamedTuple):
    """Candidates of all documents; ``read``: documents read, ``unread``: (path, error) of those that were not."""

    components: tuple[ComponentCandidates, ...]
    read: int
    unread: tuple[tuple[str, KanameError], ...]


def candidates_of_targets(*, targets: Sequence[str], knowledge: Knowledge, identities: Identities) -> CandidatesResult:
    """Read documents one after another and return the candidates of their components without identifier.

    Args:
        targets: SBOM files, folders, or ``-``. knowledge: the base that answers. identities: verdicts so far.
    """
    components: list[ComponentCandidates] = []
    unread: list[tuple[str, KanameError]] = []
    read = 0
    for target in targets:
        try:
            for found in iter_candidates(target):
                try:
                    sbom = read_sbom(read_candidate(found), name=found.path)
                except KanameError as error:
                    if found.must_read:
                        unread.append((found.path, error))
                    continue
                read += 1
                components += candidates_of(sbom=sbom, knowledge=knowledge, identities=identities, target=found.path)
        except KanameError as error:
            unread.append((target, error))
    return CandidatesResult(tuple(components), read, tuple(unread))
