"""Scanning what is there instead of a document about it: which targets that is, and how it is done.

A folder that holds at least one SBOM is a folder of SBOMs; any other is extracted, and so is a file that an extractor reads
or that is an archive. Refuses nothing: what goes wrong comes back as a value, so that other targets can go on.
"""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kaname.errors import InputError, KanameError
from kaname.formats import sniff_format
from kaname.matching.engine import MatchEngine
from kaname.model.finding import Coverage, TargetResult
from kaname.services.scan_target import Unread, identities_of, problem_of, subject_of, ways_of
from kaname.services.targets import STDIN, iter_candidates
from kaname.triage.order import ordered_findings

if TYPE_CHECKING:
    from kaname.services.create import Created

# Enough of a file to tell what it is: SBOMs say so in their first fields.
_HEAD_BYTES = 64 << 10
# What a target can be as a whole. An operating system is no package either: advisories name its packages.
_OWN_KINDS = frozenset({"application", "file", "container", "operating-system"})


def is_artifact(target: str, *, extract: bool) -> bool:
    """Say whether a target is to be extracted rather than read as SBOMs.

    Args:
        target: as given. extract: True where the user asked for it, whatever lies there.

    Cost: for a folder, the head of each file that is named as SBOMs are, until the first SBOM.
    """
    if target == STDIN:
        return False
    if extract:
        return True
    path = Path(target)
    if path.is_dir():
        return not _holds_sboms(target)
    head = _head(path)
    if not head or sniff_format(head).format is not None:
        return False
    # Loaded here: a scan of documents alone does not pay for thirty extractors.
    from kaname.extract import EXTRACTORS
    from kaname.extract.archives.opened import sniff_archive

    executable = any(each.magics and head.startswith(each.magics) for each in EXTRACTORS)
    return executable or sniff_archive(head) or any(each.matches(path.name) for each in EXTRACTORS)


def _holds_sboms(folder: str) -> bool:
    try:
        for candidate in iter_candidates(folder):
            if candidate.must_read or sniff_format(_head(Path(candidate.path))).format is not None:
                return True
    except KanameError:
        return False  # nothing that could be one, or not to be listed: extraction says which
    return False


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD_BYTES)
    except (OSError, ValueError):
        return b""  # the reading itself will say why


def scan_extracted(
    engine: MatchEngine, target: str, *, now: datetime, with_ways: bool = False
) -> tuple[TargetResult | Unread, bool]:
    """Extract a target and match what was found.

    Args:
        engine: matches. target: folder, archive or file. now: as for ``create_sbom``.
        with_ways: as for ``scan_target``.

    Returns:
        The result, ``format`` ``extracted``, with what extraction missed in ``problems``; and whether it was complete.
    """
    from kaname.services.create import create_sbom

    try:
        created = create_sbom(target=target, now=now)
    except KanameError as error:
        if error.code == "extract.nothing_found" and Path(target).is_dir():
            error = InputError("scan.folder_without_candidates", path=target, target=target)
        return Unread(target, problem_of(target, error)), False
    sbom = created.sbom
    matched = engine.match(sbom, target=target)
    own = own_projects(created)
    refs = {finding.component.ref for finding in matched.findings}
    coverage = Coverage(
        components=matched.coverage.components - len(own),
        evaluated=matched.coverage.evaluated,
        not_evaluated=tuple(each for each in matched.coverage.not_evaluated if each.ref not in own),
    )
    result = TargetResult(
        path=target,
        format=sbom.format,
        spec_version=sbom.spec_version,
        sha256=sbom.original.sha256,
        component_count=coverage.components,
        coverage=coverage,
        findings=ordered_findings(matched.findings),
        problems=sbom.problems + matched.problems,
        subject=subject_of(sbom),
        identities=identities_of(sbom, refs),
        ways=ways_of(sbom, refs) if with_ways else None,
    )
    return result, created.extraction.status == "complete"


def own_projects(created: "Created") -> frozenset[str]:
    """Return the refs of the projects that were looked into and carry no published identity.

    A checkout is no package that an advisory could name: counting it as not evaluated would make every result partial.
    """
    subjects = {ref for run in created.extraction.runs for ref in run.found.subjects} | {created.sbom.root}
    return frozenset(
        each.ref
        for each in created.sbom.components
        if each.ref in subjects
        and each.kind in _OWN_KINDS
        and (each.kind == "container" or not (each.purl and each.version))
    )
