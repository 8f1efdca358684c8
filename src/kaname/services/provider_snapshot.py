"""A CSAF provider as it was found: its metadata, lists, feeds and documents, each asked for once."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from kaname.errors import InputError, KanameError, UnsupportedError
from kaname.formats.csaf.checks import Report
from kaname.formats.csaf.document import CsafDocument
from kaname.formats.csaf.nodes import Node
from kaname.formats.csaf.provider_files import FeedEntry, decode_file, feed_entries, read_changes, read_index
from kaname.formats.csaf.read import check_csaf, read_csaf
from kaname.services.provider_files import MAX_FILE_BYTES, FolderFiles, Found, ProviderFiles

# More says no more about a provider, and costs it more than one request in a second for an hour.
MAX_DOCUMENTS = 2_000


class FoundDocument:
    """A document that a list of the provider names, checked as far as it could be read."""

    def __init__(self, url: str, found: Found, now: datetime) -> None:
        self.url = url
        self.found = found
        self.name = url.rpartition("/")[2]
        self.error: KanameError | None = None
        self.document: CsafDocument | None = None
        self.report: Report | None = None
        if found.data is not None:
            try:
                self.document = read_csaf(found.data)
                self.report = check_csaf(found.data, now=now)
            except (InputError, UnsupportedError) as error:
                self.error = error

    @property
    def label(self) -> str:
        """TLP label; empty where there is none."""
        return self.document.tlp if self.document else ""


class FoundFeed(Struct, frozen=True):
    """A ROLIE feed; ``root`` is None where there is none."""

    url: str
    label: str
    root: Node | None
    entries: tuple[FeedEntry, ...]


class FoundDirectory(Struct, frozen=True):
    """A directory-based distribution; the lists are None where they are not there or have no form."""

    url: str
    label: str
    index: list[str] | None
    changes: list[tuple[str, str]] | None
    has_changes: bool


class ProviderSnapshot:
    """What was found of a provider.

    Attributes:
        url: of the metadata; root: their content. not_looked_at: documents beyond ``MAX_DOCUMENTS``.
    """

    def __init__(self, files: ProviderFiles, url: str, root: Node, now: datetime) -> None:
        self.files, self.url, self.root = files, url, root
        self.version = "2.1" if root.get("metadata_version").text == "2.1" else "2.0"
        self.directories = [
            self._directory(node) for node in root.get("distributions").items() if _directory_of(node)[1]
        ]
        feeds = root.select("distributions", "*", "rolie", "feeds", "*")
        self.feeds = [self._feed(node) for node in feeds]
        listed = self._listed()
        self.not_looked_at = max(0, len(listed) - MAX_DOCUMENTS)
        self.documents = [
            FoundDocument(each, self.files.find(each, limit=MAX_FILE_BYTES), now) for each in listed[:MAX_DOCUMENTS]
        ]

    @property
    def uses(self) -> tuple[bool, bool]:
        """Whether documents are distributed by directories, and by ROLIE."""
        return bool(self.directories), bool(self.feeds)

    def _directory(self, node: Node) -> FoundDirectory:
        label, url = _directory_of(node)
        base = url.rstrip("/") + "/"
        index, changes = self.files.find(base + "index.txt").data, self.files.find(base + "changes.csv").data
        return FoundDirectory(
            base,
            label,
            None if index is None else read_index(index),
            None if changes is None else read_changes(changes),
            changes is not None,
        )

    def _feed(self, node: Node) -> FoundFeed:
        url = node.get("url").text
        data = self.files.find(url).data
        root = decode_file(data) if data is not None else None
        entries = tuple(feed_entries(root)) if root else ()
        return FoundFeed(url, node.get("tlp_label").text, root, entries)

    def _listed(self) -> list[str]:
        urls: dict[str, None] = {}
        for directory in self.directories:
            urls |= dict.fromkeys(directory.url + path for path in directory.index or ())
            urls |= dict.fromkeys(directory.url + path for path, _ in directory.changes or ())
        for feed in self.feeds:
            urls |= dict.fromkeys(entry.url for entry in feed.entries if entry.url)
        if isinstance(self.files, FolderFiles):
            urls |= dict.fromkeys(self.files.documents())
        return sorted(urls)

    def listed_label(self, url: str) -> str:
        """Return the TLP label of the feed or directory that lists a document; empty for none."""
        for feed in self.feeds:
            if any(entry.url == url for entry in feed.entries):
                return feed.label
        return next((each.label for each in self.directories if each.label and url.startswith(each.url)), "")

    def directory_with(self, url: str) -> FoundDirectory | None:
        """Return the directory-based distribution that a document lies in."""
        return next((each for each in self.directories if url.startswith(each.url)), None)

    def below(self, directory: FoundDirectory) -> list[FoundDocument]:
        """Return the documents of a directory-based distribution."""
        return [each for each in self.documents if self.directory_with(each.url) is directory]

    def key_files(self) -> Mapping[str, bytes | None]:
        """Return the public OpenPGP keys by URL; None for one that is not there."""
        urls = (node.get("url").text for node in self.root.get("public_openpgp_keys").items())
        return {url: self.files.find(url).data for url in urls}


def _directory_of(node: Node) -> tuple[str, str]:
    """Return label and URL of a directory-based distribution, in the words of 2.0 or 2.1; empty texts for none."""
    return node.get("directory", "tlp_label").text, node.get("directory", "url").text or node.get("directory_url").text
