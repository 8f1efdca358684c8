"""Which operating system a tree holds: ``os-release``, as a component and as the distribution of its packages.

Source: os-release(5). Package URLs name a distribution by its vendor (namespace) and release (``distro``). Refuses to guess
a release from anything else.
"""

import re

from msgspec import Struct

from kaname.errors import InputError
from kaname.extract.extractor import Extractor, Found, Source, decode_text
from kaname.extract.packages import PackageList
from kaname.extract.tree import Tree

_MAX_BYTES = 1 << 20
_PLACES = ("etc/os-release", "usr/lib/os-release")
_LINE = re.compile(r"([A-Z][A-Z0-9_]*)=(.*)", re.ASCII)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
# Vendors whose name in package URLs is not the ID of os-release (purl-spec, rpm; documents in circulation).
_VENDORS = {
    "rhel": "redhat",
    "sles": "suse",
    "sled": "suse",
    "opensuse-leap": "opensuse",
    "opensuse-tumbleweed": "opensuse",
    "ol": "oracle",
    "amzn": "amazon",
}


class Release(Struct, frozen=True, kw_only=True):
    """An operating system release.

    Attributes:
        id: of os-release (``debian``). version: ``VERSION_ID``, ``""`` where there is none.
        codename: ``VERSION_CODENAME`` (``bookworm``). title: for people. cpe: as stated.
        likes: ``ID_LIKE``: what it descends from. url: home page. path: of the file.
    """

    id: str
    version: str = ""
    codename: str = ""
    title: str = ""
    cpe: str = ""
    likes: tuple[str, ...] = ()
    url: str = ""
    path: str = ""

    @property
    def vendor(self) -> str:
        """The namespace of its packages in package URLs."""
        return _VENDORS.get(self.id, self.id)

    @property
    def distro(self) -> str:
        """The ``distro`` qualifier: id and version, the code name where there is no version."""
        version = self.version or self.codename
        return f"{self.id}-{version}" if version else self.id


def parse_os_release(text: str) -> dict[str, str]:
    """Return the fields of an os-release file, quotes and escapes undone; lines that are no assignment are passed over."""
    fields: dict[str, str] = {}
    for line in text.splitlines():
        found = _LINE.fullmatch(line.strip())
        if found is None:
            continue
        value = found[2]
        if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
            value = _ESCAPED.sub(r"\1", value[1:-1]) if value[0] == '"' else value[1:-1]
        fields[found[1]] = value
    return fields


def root_of(path: str, *places: str) -> str:
    """Return what stands before one of ``places`` in a path: ``""`` or a prefix with ``/`` at the end."""
    return next(path.removesuffix(place) for place in places if path.endswith(place))


def read_release(tree: Tree, root: str) -> Release | None:
    """Return the release of the system whose root folder is ``root`` (``""`` or with ``/`` at the end); None where unknown.

    Raises:
        InputError: the file is there and cannot be read.
    """
    for place in _PLACES:
        if tree.has(root + place):
            release = _release(tree.read(root + place, limit=_MAX_BYTES), root + place)
            if release is not None:
                return release
    return None


def _release(data: bytes, path: str) -> Release | None:
    fields = parse_os_release(decode_text(data))
    if not fields.get("ID"):
        return None
    return Release(
        id=fields["ID"].lower(),
        version=fields.get("VERSION_ID", ""),
        codename=fields.get("VERSION_CODENAME", ""),
        title=fields.get("PRETTY_NAME", "") or fields.get("NAME", ""),
        cpe=fields.get("CPE_NAME", ""),
        likes=tuple(fields.get("ID_LIKE", "").split()),
        url=fields.get("HOME_URL", ""),
        path=path,
    )


def extract_os_release(source: Source) -> Found:
    """Return the operating system as a component.

    Raises:
        InputError: ``extract_os.release_without_id``.
    """
    release = _release(source.data, source.path)
    if release is None:
        raise InputError("extract_os.release_without_id")
    packages = PackageList(source, "os")
    system = packages.add_unidentified(release.id, release.version or release.codename)
    system.kind = "operating-system"
    system.description = release.title or None
    packages.add_reference(system, "website", release.url)
    packages.add_property(system, "kaname:os:codename", release.codename)
    packages.add_property(system, "kaname:os:like", " ".join(release.likes))
    packages.add_property(system, "kaname:os:cpe", release.cpe)
    packages.make_subject(system)
    return packages.done()


EXTRACTOR = Extractor(
    kind="os-release",
    ecosystem="",
    files=_PLACES,
    facts=frozenset({"version"}),
    phase="post-build",
    extract=extract_os_release,
)
