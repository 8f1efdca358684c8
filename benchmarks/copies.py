"""A portfolio of real SBOMs: copies of the ones in the data pack, no two with the same bytes.

Every copy differs in its last bytes, so that nothing is gained by knowing whole documents again. Files that are no SBOM are
left out.
"""

import gzip
from itertools import count as count_up
from pathlib import Path

import zstandard

from kaname.errors import KanameError
from kaname.formats import read_sbom
from kaname.formats.compression import decompress

_ENDINGS = {
    "cyclonedx-json": ".cdx.json",
    "cyclonedx-xml": ".cdx.xml",
    "spdx-json": ".spdx.json",
    "spdx-tag-value": ".spdx",
    "spdx-yaml": ".spdx.yaml",
    "spdx3-json-ld": ".spdx3.json",
}


def write_copies(source: Path, folder: Path, *, count: int) -> list[Path]:
    """Write so many files into a new folder, the documents of ``source`` (not of folders in it) in turn; return their paths.

    Compressed files are compressed again. Empty where there is nothing to copy.
    """
    documents = [found for path in sorted(source.glob("*")) if path.is_file() and (found := _document(path))]
    folder.mkdir(parents=True)
    paths: list[Path] = []
    for turn in count_up(1):
        for data, ending, compression in documents:
            if len(paths) == count:
                return paths
            copy = data + b"\n" * turn
            if compression == "gzip":
                copy = gzip.compress(copy, mtime=0)
            elif compression == "zstd":
                copy = zstandard.compress(copy)
            path = folder / f"product-{len(paths):04d}{ending}"
            path.write_bytes(copy)
            paths.append(path)
        if not documents:
            break
    return paths


def _document(path: Path) -> tuple[bytes, str, str | None] | None:
    try:
        sbom = read_sbom(path.read_bytes())
        data, compression = decompress(path.read_bytes())
    except KanameError:
        return None
    suffix = {"gzip": ".gz", "zstd": ".zst", None: ""}[compression]
    return data, _ENDINGS[sbom.format] + suffix, compression
