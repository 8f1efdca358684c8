"""Make a bill of materials of what is there: a checkout, an archive, an installed environment, an executable."""

import re
from collections.abc import Callable
from contextlib import closing
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from kaname.errors import InputError
from kaname.extract import (
    EXTRACTORS,
    NOT_UNDERSTOOD,
    Extraction,
    assemble_sbom,
    open_artifact,
    walk_tree,
)
from kaname.extract.archives.provenance import with_layers
from kaname.extract.unknowns import state_unknowns, with_parties
from kaname.formats.cyclonedx.license_ids import LICENSE_IDS
from kaname.model.sbom import LicenseClaim, Sbom

_SPDX_IDS = {each.lower(): each for each in sorted(LICENSE_IDS)}
_OPERATORS = ("AND", "OR", "WITH")
_WORD = re.compile(r"[A-Za-z0-9.+:-]+")


class Extent(Struct, frozen=True, kw_only=True):
    """How far to look into a target.

    Attributes:
        environments: look into Python environments below a folder too.
        platform: which image of an archive for several (``linux/arm64``); ``""`` for the usual one.
    """

    environments: bool = False
    platform: str = ""


USUAL_EXTENT = Extent()


class Created(Struct, frozen=True, kw_only=True):
    """A bill of materials and how it came about.

    Attributes:
        sbom: the document, not written yet; its ``problems`` say what is missing.
        extraction: each file, the extractor that read it, and how that ended.
    """

    sbom: Sbom
    extraction: Extraction


def create_sbom(
    *,
    target: str,
    now: datetime,
    name: str = "",
    version: str = "",
    author: str = "",
    supplier: str = "",
    advance: Callable[[], None] | None = None,
    extent: Extent = USUAL_EXTENT,
) -> Created:
    """Extract the components of a target and make one bill of materials of them.

    Args:
        target: a folder, an archive, or a file that an extractor reads.
        now: creation time, aware UTC.
        name, version: of the product; without them those of the only project at the top.
        author: who makes the document; supplier: who provides the product. What is not given is stated as unknown.
        advance: called after each file, for a progress bar.
        extent: how far to look into the target.

    Returns:
        The document and the record of the extraction. Nothing is written.

    Raises:
        InputError: the target cannot be read; ``extract.nothing_found``: no file in it lists components; or what is
            wrong with the target, where that is why.
        UnsupportedError: an archive of a kind that is not opened.
    """
    with closing(open_artifact(target, environments=extent.environments, platform=extent.platform)) as artifact:
        extraction = walk_tree(artifact.tree, EXTRACTORS, not_understood=NOT_UNDERSTOOD, advance=advance)
        if artifact.image is not None:
            extraction = with_layers(extraction, artifact.image)
    if not extraction.runs and not extraction.not_understood:
        for problem in extraction.problems:  # an archive that is cut off says more than "nothing found"
            place = f"{target}: {problem.path}" if problem.path else target
            raise InputError(problem.code, path=place, **problem.params)
        raise InputError("extract.nothing_found", path=target, files=extraction.files_seen)
    made = assemble_sbom(
        extraction,
        now=now,
        name=name,
        version=version,
        kind=artifact.kind,
        sha256=artifact.sha256,
        subject=artifact.subject,
    )
    made = with_parties(_with_checked_licenses(made), author=author, supplier=supplier)
    return Created(sbom=state_unknowns(made), extraction=extraction)


def _with_checked_licenses(sbom: Sbom) -> Sbom:
    """Return the document with licences that only look like SPDX ids told apart as free names.

    Package files say ``proprietary`` or ``see LICENSE`` in the same field; what is on the SPDX list gets its spelling.
    """
    components = tuple(
        replace(each, licenses=tuple(_checked(claim) for claim in each.licenses)) if each.licenses else each
        for each in sbom.components
    )
    return replace(sbom, components=components)


def _checked(claim: LicenseClaim) -> LicenseClaim:
    if claim.kind == "id":
        known = _SPDX_IDS.get(claim.value.lower())
        return replace(claim, value=known) if known else replace(claim, kind="name")
    if claim.kind == "expression":
        words = _WORD.findall(claim.value)
        after = ["", *words]
        ids = [word for word, before in zip(words, after, strict=False) if before != "WITH" and word not in _OPERATORS]
        if any(word.rstrip("+").lower() not in _SPDX_IDS for word in ids):
            return replace(claim, kind="name")
    return claim
