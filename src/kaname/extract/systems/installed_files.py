"""Files of a system held against the digests that its package databases state.

A file that is there with other content makes its package altered. A file that is not there says nothing: minimal images
leave out documentation and translations on purpose. Refuses to read without end: see ``MAX_VERIFIED_BYTES``.
"""

import hashlib
from collections.abc import Iterable

from kaname.errors import InputError
from kaname.extract.limits import MAX_FILE_BYTES, MAX_VERIFIED_BYTES
from kaname.extract.packages import Package, PackageList
from kaname.extract.tree import Tree
from kaname.model.sbom import ALTERED_PROPERTY

# Folders that became links into /usr (the merge of 2012 to 2023); older packages still name the short paths.
_MERGED = ("bin/", "sbin/", "lib/", "lib32/", "lib64/", "libx32/")


class FileCheck:
    """Compares files, counting what was read.

    Args:
        packages: gets problems and marks. tree: where the files lie. root: prefix of the system's root.
    """

    def __init__(self, packages: PackageList, tree: Tree, root: str) -> None:
        self._packages = packages
        self._tree = tree
        self._root = root
        self._read_bytes = 0
        self._stopped = False

    def check(self, package: Package, algorithm: str, stated: Iterable[tuple[str, str]]) -> None:
        """Mark a package whose files differ.

        Args:
            package: that owns the files. algorithm: of ``hashlib``. stated: (path from the root, hex digest).
        """
        for path, digest in stated:
            if self._stopped:
                return
            place = self._place(path)
            if place is None:
                continue
            try:
                data = self._tree.read(place, limit=MAX_FILE_BYTES)
            except InputError as error:
                self._packages.problem(error.code, place, **error.params)
                continue
            self._read_bytes += len(data)
            if hashlib.new(algorithm, data, usedforsecurity=False).hexdigest() != digest:
                self._packages.add_property(package, ALTERED_PROPERTY, path)
                self._packages.problem("extract_os.file_altered", path, package=package.name)
            if self._read_bytes > MAX_VERIFIED_BYTES:
                self._stopped = True
                self._packages.problem("extract_os.files_not_verified", "", limit=MAX_VERIFIED_BYTES)

    def _place(self, path: str) -> str | None:
        for place in (path, f"usr/{path}") if path.startswith(_MERGED) else (path,):
            if self._tree.has(self._root + place):
                return self._root + place
        return None
