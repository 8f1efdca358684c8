"""Wheels (``*.whl``): the distribution itself and distributions that are packed into it.

Source: PyPA specification "Binary distribution format". What a wheel requires is not in it: the requirements stay a property.
Every file is held against RECORD.
"""

import hashlib

from kaname.errors import InputError
from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.limits import MAX_FILE_BYTES
from kaname.extract.packages import Package, PackageList
from kaname.extract.python.metadata import add_distribution, check_record
from kaname.extract.zip_tree import ZipTree


def extract_wheel(source: Source) -> Found:
    """Return the distribution in a wheel, and those vendored in it.

    Raises:
        InputError: not a ZIP archive; ``extract.metadata_incomplete``: no ``*.dist-info/METADATA``.
    """
    packages = PackageList(source, "pypi")
    tree = ZipTree(source.data, name=source.path)
    found = sorted(
        [each.path for each in tree.files() if each.path.endswith(".dist-info/METADATA")],
        key=lambda path: (path.count("/"), path),
    )
    if not found or found[0].count("/") != 1:
        raise InputError("extract.metadata_incomplete", field="METADATA")
    top: Package | None = None
    for path in found:
        folder = path.rpartition("/")[0]
        package = add_distribution(packages, tree.read(path, limit=MAX_FILE_BYTES), must=False)
        if tree.has(f"{folder}/RECORD"):
            record = tree.read(f"{folder}/RECORD", limit=MAX_FILE_BYTES)
            check_record(packages, package, tree, record, folder.rpartition("/")[0])
        elif top is None:
            packages.problem("extract.metadata_incomplete", "", field="RECORD")
        if top is None:
            top = package
            packages.make_subject(package)
            packages.add_hash(package, "SHA-256", hashlib.sha256(source.data).hexdigest())
            package.file_names = {source.path.rpartition("/")[2]: None}
        else:
            package.evidence = {f"{source.path}!/{path}": None}
            packages.contains(top, package)
    for problem in tree.problems():
        packages.problem(problem.code, problem.path, **problem.params)
    return packages.done()


EXTRACTOR = Extractor(
    kind="wheel",
    ecosystem="pypi",
    files=("*.whl",),
    facts=frozenset({"version", "hash", "license", "supplier"}),
    phase="post-build",
    extract=extract_wheel,
)
