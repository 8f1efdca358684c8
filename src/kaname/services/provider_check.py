"""Check a CSAF provider, in a folder or on the network, against requirements 1 to 20 of section 7.1, and 24 and 25 of 2.1.

Each requirement passed, failed, or was not checked, with the reason: a folder says nothing about the server that will serve
it, and a check from outside cannot prove everything. Roles follow from the requirements (7.2). Nothing is written.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urljoin

from msgspec import Struct

from kaname.errors import InputError
from kaname.formats.csaf.provider_files import decode_file, security_txt_fields
from kaname.net.client import HttpClient
from kaname.net.own_network import is_inner
from kaname.services.provider_files import FolderFiles, ProviderFiles, RemoteFiles
from kaname.services.provider_rules import METADATA_NAME, ONLY_2_1, RULES, WELL_KNOWN, Answer, Point
from kaname.services.provider_snapshot import ProviderSnapshot
from kaname.store.files import read_bytes

# Faults that are listed of one requirement; the others are counted.
MAX_POINTS = 50
State = Literal["passed", "failed", "not_checked"]


class Requirement(Struct, frozen=True, kw_only=True):
    """A requirement of section 7.1 and what was found about it.

    Attributes:
        points: what is wrong, or why nothing can be said; at most ``MAX_POINTS``. not_listed: how many more there are.
    """

    number: int
    state: State
    points: tuple[Point, ...] = ()
    not_listed: int = 0


class Role(Struct, frozen=True, kw_only=True):
    """A role of section 7.2. ``open``: requirements that were not checked; ``missing``: those that failed."""

    name: str
    state: State
    missing: tuple[int, ...] = ()
    open: tuple[int, ...] = ()


class ProviderReport(Struct, frozen=True, kw_only=True):
    """The answer of a check.

    Attributes:
        target: as given. metadata_url: of the metadata; its canonical URL for a folder. version: of the metadata.
        claimed_role: as the metadata say. documents: how many were looked at; not_looked_at: how many were not, by the limit.
    """

    target: str
    metadata_url: str
    version: str
    claimed_role: str
    documents: int
    not_looked_at: int
    requirements: tuple[Requirement, ...]
    roles: tuple[Role, ...]

    def fits(self, role: str) -> bool:
        """Say whether no requirement of a role failed. A role that is none fits nothing."""
        return any(each.state != "failed" for each in self.roles if each.name == role)


def check_provider(*, target: str, now: datetime, client: HttpClient | None = None) -> ProviderReport:
    """Check a provider.

    Args:
        target: folder with provider-metadata.json; or URL of that file; or domain or URL of a site where it is looked for.
        now: aware UTC. client: for URLs and domains; None: only folders can be checked.

    Raises:
        InputError: ``provider.not_found``: no metadata there; ``provider.not_json``; ``provider.no_client``.
        SourceError: ``net.*``.
    """
    files, url, data = _open(target, client)
    root = decode_file(data)
    if root is None or not isinstance(root.value, dict):
        raise InputError("provider.not_json", path=url)
    provider = ProviderSnapshot(files, url, root, now)
    requirements = tuple(
        _requirement(number, rule(provider))
        for number, rule in RULES.items()
        if provider.version == "2.1" or number not in ONLY_2_1
    )
    return ProviderReport(
        target=target,
        metadata_url=url,
        version=provider.version,
        claimed_role=root.get("role").text,
        documents=len(provider.documents),
        not_looked_at=provider.not_looked_at,
        requirements=requirements,
        roles=_roles({each.number: each.state for each in requirements}, provider.version, provider.uses),
    )


def _open(target: str, client: HttpClient | None) -> tuple[ProviderFiles, str, bytes]:
    folder = Path(target)
    if folder.exists() or client is None or (not target.startswith(("http://", "https://")) and "/" in target):
        return _open_folder(folder)
    site = target if target.startswith(("http://", "https://")) else f"https://{target}/"
    files = RemoteFiles(client, allow_inner=is_inner(site))
    if not target.startswith(("http://", "https://")):
        # 7.3.1: the well-known place, then security.txt, then the DNS path.
        candidates = [f"https://{target}{WELL_KNOWN}"]
        for path in ("/.well-known/security.txt", "/security.txt"):
            text = files.find(f"https://{target}{path}").data
            candidates += security_txt_fields(text) if text is not None else []
        candidates.append(f"https://csaf.data.security.{target}/")
    elif target.endswith(".json"):
        candidates = [target]
    else:
        candidates = [urljoin(target.rstrip("/") + "/", METADATA_NAME), urljoin(target, WELL_KNOWN)]
    for url in candidates:
        data = files.find(url).data
        if data is not None:
            return files, url, data
    raise InputError("provider.not_found", path=target)


def _open_folder(folder: Path) -> tuple[ProviderFiles, str, bytes]:
    root = next((each for each in (folder, folder / ".well-known" / "csaf") if (each / METADATA_NAME).is_file()), None)
    if root is None:
        raise InputError("provider.not_found", path=str(folder))
    data = read_bytes(root / METADATA_NAME)
    node = decode_file(data)
    canonical = node.get("canonical_url").text if node else ""
    base = canonical.rpartition("/")[0] + "/" if canonical else root.resolve().as_uri() + "/"
    return FolderFiles(root, base), canonical or base + METADATA_NAME, data


def _requirement(number: int, found: Answer) -> Requirement:
    if isinstance(found, str):
        point = Point(code=f"provider.not_checked.{found}")
        return Requirement(number=number, state="not_checked", points=(point,))
    state: State = "passed" if all(point.is_remark for point in found) else "failed"
    more = max(0, len(found) - MAX_POINTS)
    return Requirement(number=number, state=state, points=tuple(found[:MAX_POINTS]), not_listed=more)


def _roles(states: Mapping[int, State], version: str, uses: tuple[bool, bool]) -> tuple[Role, ...]:
    """Return the roles (7.2): publisher, provider, trusted provider, each with those before it."""
    by_directory, by_rolie = uses
    ways = [*([11, 12, 13, 14] if by_directory else []), *([15, 16, 17] if by_rolie else [])]
    publisher = [1, 2, 3, 4]
    provider = [*publisher, 5, 6, 7, *([24, 25] if version == "2.1" else []), *ways]
    found = [_role("csaf_publisher", states, publisher)]
    for name, numbers in (("csaf_provider", provider), ("csaf_trusted_provider", [*provider, 18, 19, 20])):
        role = _role(name, states, numbers)
        # One of three ways to be found is enough.
        places = [states[number] for number in (8, 9, 10)]
        if "passed" not in places and "not_checked" in places:
            role = _joined(role, missing=(), open_=(8, 9, 10))
        elif "passed" not in places:
            role = _joined(role, missing=(8, 9, 10), open_=())
        if not ways:
            role = _joined(role, missing=(11, 15), open_=())
        found.append(role)
    return tuple(found)


def _role(name: str, states: Mapping[int, State], numbers: Sequence[int]) -> Role:
    missing = tuple(number for number in numbers if states[number] == "failed")
    open_ = tuple(number for number in numbers if states[number] == "not_checked")
    return _joined(Role(name=name, state="passed"), missing=missing, open_=open_)


def _joined(role: Role, *, missing: tuple[int, ...], open_: tuple[int, ...]) -> Role:
    all_missing = tuple(sorted({*role.missing, *missing}))
    all_open = tuple(sorted({*role.open, *open_}))
    state: State = "failed" if all_missing else "not_checked" if all_open else "passed"
    return Role(name=role.name, state=state, missing=all_missing, open=all_open)
