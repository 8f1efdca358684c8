"""Where a Python package came from: files with digests, git commits, direct URLs; the same for every lock file.

Holds functions over ``PackageList``. Refuses nothing.
"""

from collections.abc import Iterable, Sequence

from kaname.extract.packages import Package, PackageList
from kaname.extract.python.requirement import normal_name


def add_pypi(packages: PackageList, name: str, version: str, *, url: str = "", scope: str | None = None) -> Package:
    """Add a Python package; ``url`` names a place other than the index (``git+…`` or a file)."""
    qualifiers = {}
    if url.startswith("git+"):
        qualifiers["vcs_url"] = url
    elif url.startswith("http"):
        qualifiers["download_url"] = url
    package = packages.add(normal_name(name), version, qualifiers=qualifiers, scope=scope)
    if qualifiers:
        packages.add_reference(package, "vcs" if "vcs_url" in qualifiers else "distribution", url)
    return package


def add_files(packages: PackageList, package: Package, files: Sequence[tuple[str, str]], path: str) -> None:
    """Add the files that may be installed for a package.

    Args:
        files: (name or URL, ``sha256:hex``). One file alone is the package: its digest is the component's. Of several only
            one was or will be used, so that each digest stands with its file.
    """
    for name, digest in files:
        algorithm, _, value = digest.partition(":")
        if len(files) == 1:
            packages.add_hash(package, algorithm, value, path)
        packages.add_file(package, name, [(algorithm, value)] if value else [], path)


def add_digests(packages: PackageList, package: Package, digests: Iterable[str], path: str) -> None:
    """Add digests of files whose names the lock file does not give."""
    listed = list(digests)
    for digest in listed:
        algorithm, _, value = digest.partition(":")
        if len(listed) == 1:
            packages.add_hash(package, algorithm, value, path)
        else:
            name = f"https://pypi.org/simple/{package.name}/#{algorithm}={value}"
            packages.add_file(package, name, [(algorithm, value)], path)
