"""Writing a bill of materials in any format, and saying what did not come along.

Nothing is lost without being named: ``Written`` lists what the target cannot say, and what was not understood when the
document was read and so could not be carried over. Refuses versions that are not written here.
"""

from collections.abc import Iterable
from datetime import datetime

import msgspec
from msgspec import Struct

from kaname.errors import UnsupportedError
from kaname.formats.collector import collector_paused
from kaname.formats.reading import extras, read_sbom
from kaname.model.loss import Loss
from kaname.model.sbom import Sbom

# What each format is written as. The first version is taken where none is asked for: CycloneDX 1.6 is what most tools read.
WRITABLE: dict[str, tuple[str, ...]] = {
    "cyclonedx-json": ("1.6", "1.7", "1.5", "1.4"),
    "cyclonedx-xml": ("1.6", "1.7", "1.5", "1.4"),
    "spdx-json": ("2.3",),
    "spdx-tag-value": ("2.3",),
    "spdx3-json-ld": ("3.0.1",),
}


class Written(Struct, frozen=True, kw_only=True):
    """A document, as bytes.

    Attributes:
        data: the document. format, spec_version: what it is.
        losses: what of the model it does not say as the model does, by path in the model (``components[3].publisher``).
        source_losses: what of the source document was not carried over although the model does not hold it, by path in that
            document (``vulnerabilities[2]``); of CycloneDX written as CycloneDX all that was lost.
        unchanged: True where these are the bytes that were read.
    """

    data: bytes
    format: str
    spec_version: str
    losses: tuple[Loss, ...] = ()
    source_losses: tuple[Loss, ...] = ()
    unchanged: bool = False


def write_sbom(
    sbom: Sbom,
    *,
    format: str,  # noqa: A002  the field is called so in the model and on the command line
    spec_version: str | None = None,
    now: datetime,
) -> Written:
    """Write a bill of materials.

    The same format and version as the document was read in gives the bytes that were read, unless the model was changed:
    then the original is changed where the model was, and keeps everything else (JSON and CycloneDX XML). Other formats and
    versions of the same family keep what they can say.

    Args:
        sbom: read from any format, changed, or made (with empty ``original.data``).
        format: a name of ``Sbom.format``, except ``spdx-yaml``, which is only kept, not made.
        spec_version: ``1.4`` to ``1.7``, ``2.3``, ``3.0.1``; None for the document's own where it is of this format and
            written here, else the usual one.
        now: time to write where the document has none that can be used; aware.

    Returns:
        The document; same input, same bytes.

    Raises:
        UnsupportedError: ``formats.not_written``: a format or version that is not written here.
    """
    version = spec_version or (sbom.spec_version if sbom.format == format else WRITABLE.get(format, ("",))[0])
    if sbom.format == format and sbom.spec_version == version and _is_as_read(sbom):
        return Written(data=sbom.original.data, format=format, spec_version=version, unchanged=True)
    if spec_version is None and version not in WRITABLE.get(format, ()):
        version = WRITABLE.get(format, ("",))[0]
    if version not in WRITABLE.get(format, ()):
        known = ", ".join(f"{name} {'/'.join(sorted(versions))}" for name, versions in WRITABLE.items())
        raise UnsupportedError("formats.not_written", format=format, version=version, known=known)
    with collector_paused():
        data, losses = _write(sbom, format, version, now)
    if sbom.original.data and format.partition("-")[0] == sbom.format.partition("-")[0] == "cyclonedx":
        return Written(data=data, format=format, spec_version=version, source_losses=_unique(losses or ()))
    if losses is None:
        return Written(data=data, format=format, spec_version=version)
    left = [Loss(path, "loss.not_carried") for path, _ in extras(sbom)] if sbom.original.data else []
    return Written(data=data, format=format, spec_version=version, losses=_unique(losses), source_losses=_unique(left))


def _unique(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    return tuple(dict.fromkeys(losses))


def _is_as_read(sbom: Sbom) -> bool:
    """Say whether a model is what reading its original gives."""
    if not sbom.original.data:
        return False
    again = read_sbom(sbom.original.data)
    original = sbom.original
    return msgspec.structs.replace(again, original=original) == sbom


def _write(sbom: Sbom, format_: str, version: str, now: datetime) -> tuple[bytes, tuple[Loss, ...] | None]:
    """Return the document and its losses; None for losses where the source document was kept whole."""
    # Imported where they are used: one run mostly writes one format.
    if format_ == "cyclonedx-json":
        from kaname.formats.cyclonedx import write_cyclonedx_json

        return write_cyclonedx_json(sbom, spec_version=version, now=now)
    if format_ == "cyclonedx-xml":
        from kaname.formats.cyclonedx import write_cyclonedx_xml

        return write_cyclonedx_xml(sbom, spec_version=version, now=now)
    if format_ == "spdx3-json-ld":
        from kaname.formats.spdx3 import write_spdx3

        return write_spdx3(sbom, now=now)
    from kaname.formats import spdx2

    if format_ == "spdx-json":
        kept = spdx2.rewrite_spdx_json(sbom, now=now)
        return (kept, None) if kept is not None else spdx2.write_spdx_json(sbom, now=now)
    kept = spdx2.rewrite_spdx_tag_value(sbom)
    return (kept, None) if kept is not None else spdx2.write_spdx_tag_value(sbom, now=now)
