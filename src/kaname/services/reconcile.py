"""Hold a bill of materials against what was delivered."""

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from kaname import formats
from kaname.extract import EXTRACTORS, Extraction
from kaname.model.sbom import Sbom
from kaname.sbom.reconcile import Reconciliation, reconcile
from kaname.services.create import Extent, create_sbom
from kaname.store import files


class Reconciled(Struct, frozen=True, kw_only=True):
    """A comparison and what it rests on.

    Attributes:
        listed: the document. found: what extraction made of the delivery; its ``problems`` say what was not understood there.
        extraction: how each file was read. comparison: every component of both sides.
    """

    listed: Sbom
    found: Sbom
    extraction: Extraction
    comparison: Reconciliation

    @property
    def complete(self) -> bool:
        """True where every component could be checked and the delivery was understood whole."""
        return self.extraction.status == "complete" and not self.comparison.count("unchecked")


def reconcile_sbom(
    *,
    sbom: str,
    artifact: str,
    now: datetime,
    advance: Callable[[], None] | None = None,
    platform: str = "",
) -> Reconciled:
    """Compare the document that came with a delivery with the delivery.

    Args:
        sbom: path of the document, ``-`` for standard input.
        artifact: path of the delivery, as for ``create_sbom``; environments below it are looked into.
        now: aware UTC; stated in what was found, changes nothing else.
        advance: called after each file of the delivery.
        platform: which image of a delivery for several (``linux/arm64``).

    Raises:
        InputError: either cannot be read, or nothing in the delivery lists components.
        UnsupportedError: a format or archive that is not read.
    """
    limit = formats.MAX_DOCUMENT_BYTES
    data = files.read_stdin(limit=limit) if sbom == "-" else files.read_bytes(sbom, limit=limit)
    listed = formats.read_sbom(data, name=sbom)
    extent = Extent(environments=True, platform=platform)
    created = create_sbom(target=artifact, now=now, extent=extent, advance=advance)
    types = {each.ecosystem for each in EXTRACTORS if each.ecosystem}
    types |= {component.purl[4:].partition("/")[0] for component in created.sbom.components if component.purl}
    comparison = reconcile(listed, created.sbom, checkable_types=types)
    return Reconciled(listed=listed, found=created.sbom, extraction=created.extraction, comparison=comparison)
