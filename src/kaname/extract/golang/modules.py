"""Go modules as components: purl by module path, ``h1`` digests as properties.

The ``h1:`` value of Go is a digest over the list of a module's files, not of an archive: it is no component hash.
"""

from kaname.extract.packages import Package, PackageList


def add_module(packages: PackageList, path: str, version: str, *, h1: str = "", scope: str | None = None) -> Package:
    """Add a Go module.

    Args:
        path: module path. version: with ``v``; ``(devel)`` and ``""`` mean unknown.
        h1: value of go.sum or of build info, with its ``h1:``.
    """
    namespace, _, name = path.rpartition("/")
    known = "" if version == "(devel)" else version
    package = packages.add(name, known, namespace=namespace or None, scope=scope)
    packages.add_property(package, "kaname:go:h1", h1)
    return package
