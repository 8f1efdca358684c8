"""Convert a bill of materials from one format to another, with an account of what was lost."""

from datetime import datetime

from msgspec import Struct

from kaname.formats import Written, write_sbom
from kaname.formats.accounting import account
from kaname.model.loss import Loss
from kaname.model.sbom import Sbom

LOSS_REPORT_SCHEMA = "kaname.sbom-losses/1"
# Names on the command line for what the model calls otherwise.
TARGETS = {
    "cyclonedx-json": "cyclonedx-json",
    "cyclonedx-xml": "cyclonedx-xml",
    "spdx-json": "spdx-json",
    "spdx-tag-value": "spdx-tag-value",
    "spdx3": "spdx3-json-ld",
}


class Converted(Struct, frozen=True, kw_only=True):
    """A converted document.

    Attributes:
        written: the document.
        losses: what became of values that do not stand in it as they stood, by path in the source document.
    """

    written: Written
    losses: tuple[Loss, ...]


def convert_sbom(*, sbom: Sbom, to: str, spec_version: str | None = None, now: datetime) -> Converted:
    """Convert a bill of materials.

    Args:
        sbom: the source, as read.
        to: a key of ``TARGETS``.
        spec_version: as for ``write_sbom``.
        now: time to write where the document has none; aware.

    Raises:
        UnsupportedError: ``formats.not_written``.
    """
    written = write_sbom(sbom, format=TARGETS[to], spec_version=spec_version, now=now)
    return Converted(written=written, losses=account(sbom, written))
