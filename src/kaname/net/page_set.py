"""Answers that come in numbered pages: fetched one by one, kept as they come, and handed over only when all are here.

Refuses a set whose pages do not belong together: where the number of results changes between two pages, entries have moved
from page to page and some would be missing, so the set is begun anew.
"""

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec import Struct

from kaname.errors import InputError, SourceError
from kaname.net.client import HttpClient, Limits, Secret
from kaname.net.manners import Busy

PAGE_BYTES_MAX = 256 * 1024 * 1024  # 2,000 CVE records of the NVD are about 20 MB
PAGES_MAX = 5_000  # all of JVN iPedia in pages of 50 entries
ASKED_NAME = "asked.json"
ATTEMPTS_MAX = 3  # of a page that arrives damaged, and of a set whose pages moved


class PageHead(Struct, frozen=True):
    """What a page says about itself: results in all, number of its first entry, entries in it."""

    total: int
    first: int
    count: int


class PageManners(Struct, frozen=True, kw_only=True):
    """How the server of the pages wants to be asked; see ``HttpClient.request``."""

    secret: Secret | None = None
    pace_seconds: float = 0.0
    busy: Busy | None = None


class DamagedPage(Exception):
    """Raised by a reader for content that is no page, or not the whole of one."""


ReadHead = Callable[[bytes], PageHead]
"""Reads the head of a page. Raises DamagedPage, or SourceError where the server answered with an error of its own."""


class PageSet:
    """Pages of one question, in a folder. ``received_bytes``: over the network; ``resumed_bytes``: here from an earlier run.

    Args:
        key: what was asked; pages of another key in the folder are thrown away.

    Raises:
        InputError: the folder cannot be written (``net.cache_not_writable``).
    """

    def __init__(self, client: HttpClient, folder: Path, key: str, manners: PageManners) -> None:
        self._client = client
        self._folder = folder
        self._manners = manners
        self.received_bytes = 0
        self.resumed_bytes = 0
        note = folder / ASKED_NAME
        try:
            if _load_text(note) != key:
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir(parents=True, exist_ok=True)
                _store(note, msgspec.json.encode(key))
        except OSError as error:
            raise _not_writable(folder, error) from error

    def fetch_all(
        self,
        url_of: Callable[[int], str],
        read: ReadHead,
        *,
        first: int,
        on_page: Callable[[int, int], None] = lambda done, total: None,
    ) -> list[bytes]:
        """Return all pages in their order.

        Args:
            url_of: address of the page that begins with an entry. first: number of the first entry of all.
            on_page: called with entries so far and in all.

        Raises:
            SourceError: as ``HttpClient.read_small``; ``net.page_damaged``; ``net.pages_changed``: again and again;
                ``net.too_many_pages``.
        """
        for _ in range(ATTEMPTS_MAX):
            pages = self._fetch_once(url_of, read, first, on_page)
            if pages is not None:
                return pages
            self.forget()
        raise SourceError("net.pages_changed", url=url_of(first))

    def fetch_one(self, url: str, read: ReadHead) -> bytes:
        """Return the page at a URL, from the folder where it lies there.

        Raises:
            SourceError: as ``HttpClient.read_small``; ``net.page_damaged`` after the last attempt.
        """
        path = self._folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.page"
        try:
            content = path.read_bytes()
            read(content)
        except (OSError, DamagedPage, SourceError):
            content = self._ask(url, read)
            try:
                _store(path, content)
            except OSError as error:
                raise _not_writable(path, error) from error
        else:
            self.resumed_bytes += len(content)
        return content

    def forget(self) -> None:
        """Throw away every page."""
        for path in self._folder.glob("*.page"):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Remove the folder: what was asked has been put in place."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _fetch_once(
        self, url_of: Callable[[int], str], read: ReadHead, first: int, on_page: Callable[[int, int], None]
    ) -> list[bytes] | None:
        pages: list[bytes] = []
        position, total = first, -1
        while total < 0 or position - first < total:
            if len(pages) >= PAGES_MAX:
                raise SourceError("net.too_many_pages", url=url_of(first), limit=PAGES_MAX)
            content = self.fetch_one(url_of(position), read)
            head = read(content)
            if total >= 0 and head.total != total:
                return None
            total = head.total
            if total and (head.count == 0 or head.first != position):
                return None
            pages.append(content)
            position += head.count
            on_page(min(position - first, total), total)
        return pages

    def _ask(self, url: str, read: ReadHead) -> bytes:
        attempt = 0
        while True:
            attempt += 1
            content = self._client.read_small(
                url,
                limits=Limits(size_bytes=PAGE_BYTES_MAX),
                secret=self._manners.secret,
                pace_seconds=self._manners.pace_seconds,
                busy=self._manners.busy,
            )
            self.received_bytes += len(content)
            try:
                read(content)
            except DamagedPage as error:
                if attempt >= ATTEMPTS_MAX:
                    raise SourceError("net.page_damaged", url=url) from error
            else:
                return content
            self._client.pause(attempt)


def asked_before(folder: Path) -> str | None:
    """Return the key of the pages that lie in a folder from a run that broke off; None where there are none."""
    return _load_text(folder / ASKED_NAME)


def _load_text(path: Path) -> str | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=str)
    except (OSError, msgspec.MsgspecError):
        return None


def _store(path: Path, content: bytes) -> None:
    temporary = path.with_name(path.name + ".new")
    temporary.write_bytes(content)
    temporary.replace(path)


def _not_writable(path: Path, error: OSError) -> InputError:
    return InputError("net.cache_not_writable", path=str(path), why=error.strerror or str(error))
