"""Merge bills of materials and write the result."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

from msgspec import Struct

from kaname.formats import write_sbom
from kaname.model.loss import Loss
from kaname.sbom.merge import Merged, Product, merge
from kaname.services.check import read_sbom_file


class MergedFile(Struct, frozen=True, kw_only=True):
    """A merged document: the bytes, what was merged, and what the format cannot say."""

    data: bytes
    merged: Merged
    losses: tuple[Loss, ...]


def merge_sboms(
    *, files: Sequence[str], product: Product, mode: Literal["flat", "nested"], format_: str, now: datetime
) -> MergedFile:
    """Merge files and write one document.

    Args:
        format_: name of a format that is written, such as ``cyclonedx-json``.
        now: aware UTC: time of merging.

    Raises:
        InputError, UnsupportedError: a file cannot be read, there are too few, or the format is not written.
    """
    documents = [read_sbom_file(file) for file in files]
    timestamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
    merged = merge(documents, product=product, mode=mode, timestamp=timestamp)
    written = write_sbom(merged.sbom, format=format_, now=now)
    return MergedFile(data=written.data, merged=merged, losses=(*written.losses, *written.source_losses))
