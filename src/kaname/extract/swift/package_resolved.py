"""``Package.resolved`` of the Swift Package Manager, versions 1, 2 and 3.

Source: SwiftPM's pins store. Packages are named by repository; a pin by branch or commit alone has no version. The file
has no graph and no project name.
"""

import re

from kaname.errors import UnsupportedError
from kaname.extract.extractor import Extractor, Found, Source
from kaname.extract.packages import PackageList

_LOCATION = re.compile(r"(?:[a-z+]+://)?(?:[^/@]+@)?(?P<host>[^/:]+)(?::\d+)?[/:](?P<path>.+?)(?:\.git)?/?")


def extract_package_resolved(source: Source) -> Found:
    """Return the pins of a SwiftPM resolved file.

    Raises:
        InputError: not JSON. UnsupportedError: ``extract.version_unknown``.
    """
    packages = PackageList(source, "swift")
    resolved = packages.mapping(source.json(), "")
    version = resolved.get("version")
    if version not in (1, 2, 3):
        raise UnsupportedError("extract.version_unknown", form="Package.resolved", version=str(version))
    holder = packages.mapping(resolved.get("object"), "object") if version == 1 else resolved
    for index, value in enumerate(packages.sequence(holder.get("pins"), "pins")):
        place = f"pins[{index}]"
        pin = packages.mapping(value, place)
        state = packages.mapping(pin.get("state"), f"{place}.state")
        location = packages.text(pin.get("location") or pin.get("repositoryURL"), f"{place}.location")
        identity = packages.text(pin.get("identity") or pin.get("package"), f"{place}.identity")
        settled = packages.text(state.get("version"), f"{place}.state.version")
        revision = packages.text(state.get("revision"), f"{place}.state.revision")
        found = _LOCATION.fullmatch(location)
        if pin.get("kind") == "registry" or found is None or pin.get("kind") == "localSourceControl":
            package = packages.add_unidentified(identity, settled)
            packages.problem("extract.identity_unknown", place, name=identity)
        else:
            owner, _, name = f"{found['host']}/{found['path']}".rpartition("/")
            package = packages.add(name, settled, namespace=owner)
            packages.add_reference(package, "vcs", location)
        packages.add_property(package, "kaname:swift:revision", revision)
        if not settled:
            branch = packages.text(state.get("branch"), f"{place}.state.branch")
            packages.undetermined(package, branch or revision, place)
    return packages.done()


EXTRACTOR = Extractor(
    kind="package-resolved",
    ecosystem="swift",
    files=("Package.resolved",),
    facts=frozenset({"version"}),
    phase="pre-build",
    extract=extract_package_resolved,
    accounts_for=("Package.swift",),
)
