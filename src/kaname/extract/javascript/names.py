"""Names and places of npm packages, shared by every lock file of that world.

Holds text functions and ``add_npm``. Refuses nothing: what is no registry place is kept as a qualifier or reference.
"""

import re

from kaname.extract.packages import Package, PackageList

_REGISTRY_TARBALL = re.compile(r"https?://.+/-/.+\.tgz(?:[?#].*)?")


def split_name(full: str) -> tuple[str | None, str]:
    """Return (scope with ``@`` or None, name)."""
    if full.startswith("@") and "/" in full:
        scope, _, name = full.partition("/")
        return scope, name
    return None, full


def split_alias(spec: str) -> tuple[str, str] | None:
    """Return (name, version or range) of ``npm:name@spec``, None where it is no alias."""
    if not spec.startswith("npm:"):
        return None
    name, at, wanted = spec[4:].rpartition("@")
    return (name, wanted) if at and name else (spec[4:], "")


def add_npm(
    packages: PackageList,
    full_name: str,
    version: str,
    *,
    resolved: str = "",
    integrity: str = "",
    scope: str | None = None,
) -> Package:
    """Add a package of the npm world.

    Args:
        full_name: with scope (``@types/node``). version: resolved version, ``""`` where unknown.
        resolved: where it was fetched from: a tarball, ``git+…#commit``; the registry's own tarballs become references only.
        integrity: Subresource Integrity of the tarball.
        scope: ``required``, ``optional``, ``excluded`` or None.
    """
    namespace, name = split_name(full_name)
    qualifiers = {}
    if is_vcs(resolved):
        qualifiers["vcs_url"] = resolved if resolved.startswith("git+") else "git+" + resolved
    elif resolved.startswith("http") and not _REGISTRY_TARBALL.fullmatch(resolved):
        qualifiers["download_url"] = resolved
    package = packages.add(name, version, namespace=namespace, qualifiers=qualifiers, scope=scope)
    if integrity:
        packages.add_integrity(package, integrity)
    if resolved.startswith("http") and not is_vcs(resolved):
        packages.add_reference(package, "distribution", resolved.partition("#")[0])
    elif is_vcs(resolved):
        packages.add_reference(package, "vcs", resolved)
    return package


def is_vcs(resolved: str) -> bool:
    """Say whether a place is a git repository rather than a file."""
    return resolved.startswith(("git+", "git:", "git@", "ssh:", "github:")) or ".git#" in resolved


def add_project(packages: PackageList, manifest: dict[str, object], folder: str = "") -> Package:
    """Add the project that a ``package.json`` describes; a private one gets no purl.

    Args:
        packages: the list. manifest: the decoded file; ``{}`` where there is none.
        folder: of a workspace, from the folder of the lock file.
    """
    namespace, name = split_name(packages.text(manifest.get("name"), "package.json: name"))
    version = packages.text(manifest.get("version"), "package.json: version")
    public = manifest.get("private") is not True and bool(version)
    project = packages.add_subject(name, version, namespace=namespace, public=public, folder=folder)
    license_ = manifest.get("license")
    if isinstance(license_, str):
        packages.add_license(project, license_)
    return project


# package.json and lock file groups → scope of the edge.
GROUPS: tuple[tuple[str, str], ...] = (
    ("dependencies", "required"),
    ("optionalDependencies", "optional"),
    ("devDependencies", "excluded"),
)
