"""Where the files of a CSAF provider come from: a folder, or the network. Answers by URL, and remembers every answer."""

from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from kaname.errors import InputError, SourceError
from kaname.formats.csaf.provider_files import MAX_LIST_BYTES
from kaname.net.client import HttpClient, Limits, check_url
from kaname.net.own_network import is_inner
from kaname.store.files import read_bytes

# Providers publish some thousand documents; two requests in a second are a load that none of them notices.
PACE_SECONDS = 0.5
# The largest advisories are some 50 MB.
MAX_FILE_BYTES = 256 << 20


class Found(Struct, frozen=True, kw_only=True):
    """What came of asking for a file.

    Attributes:
        data: None where there is none. status: of HTTP; 0 without an answer, and for folders.
        final_url: where redirects led to. headers: with names in lower case.
    """

    data: bytes | None
    status: int = 0
    final_url: str = ""
    headers: dict[str, str] = {}


class ProviderFiles(Protocol):
    """Files of a provider by URL."""

    is_remote: bool

    def find(self, url: str, *, limit: int = MAX_LIST_BYTES) -> Found:
        """Return what is there under a URL."""
        ...


class FolderFiles:
    """A folder that is, or is going to be, served at a URL.

    Args:
        root: holds provider-metadata.json. base_url: address of that folder, with a slash at its end.
    """

    is_remote = False

    def __init__(self, root: Path, base_url: str) -> None:
        self._root = root.resolve()
        self._base = base_url

    def find(self, url: str, *, limit: int = MAX_LIST_BYTES) -> Found:
        """Return a file of the folder; nothing outside it is read, whatever the URL says.

        Raises:
            InputError: the file is there and cannot be read.
        """
        if not url.startswith(self._base):
            return Found(data=None, final_url=url)
        path = (self._root / PurePosixPath(unquote(url.removeprefix(self._base)))).resolve()
        if not path.is_relative_to(self._root) or not path.is_file():
            return Found(data=None, final_url=url)
        return Found(data=read_bytes(path, limit=limit), final_url=url)

    def documents(self) -> list[str]:
        """Return the URL of every file in a folder that is named like a year."""
        paths = (path for path in sorted(self._root.glob("**/*.json")) if path.is_file())
        found = (path.relative_to(self._root) for path in paths)
        return [
            self._base + path.as_posix()
            for path in found
            if path.parent.name.isdecimal() and len(path.parent.name) == 4
        ]


class RemoteFiles:
    """A provider on the network. Every address is asked for once.

    Args:
        allow_inner: whether addresses of the own network may be asked for: where the user named one, not where a provider
            outside leads there.
    """

    is_remote = True

    def __init__(self, client: HttpClient, *, allow_inner: bool = False) -> None:
        self._client = client
        self._allow_inner = allow_inner
        self._known: dict[str, Found] = {}

    def find(self, url: str, *, limit: int = MAX_LIST_BYTES) -> Found:
        """Return what a server answers.

        Raises:
            SourceError: nobody answers, and another failure than a refusal (``net.*``).
        """
        if url not in self._known:
            self._known[url] = self._ask(url, limit)
        return self._known[url]

    def _ask(self, url: str, limit: int) -> Found:
        if not self._allow_inner and is_inner(url):
            return Found(data=None, final_url=url)
        try:
            checked = check_url(url)
        except InputError:
            return Found(data=None, final_url=url)
        limits = Limits(size_bytes=limit, connect_seconds=15.0, silence_seconds=30.0, total_seconds=300.0)
        try:
            with self._client.request(checked, limits=limits, pace_seconds=PACE_SECONDS) as answer:
                pieces = bytearray()
                for piece in answer.iter_body():
                    pieces += piece
                    if len(pieces) > limit:
                        raise SourceError("net.too_large", url=url, limit_bytes=limit)
                return Found(
                    data=bytes(pieces), status=answer.status, final_url=answer.url, headers=dict(answer.headers)
                )
        except SourceError as error:
            status = error.params.get("status")
            if isinstance(status, int):
                return Found(data=None, status=status, final_url=url)
            if error.code in ("net.unreachable", "net.tls", "net.proxy_failed"):
                # A name that does not exist is an answer, too: that of requirement 10, for instance.
                return Found(data=None, final_url=url)
            raise


def domain_of(url: str) -> str:
    """Return the host of a URL; empty where it has none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
