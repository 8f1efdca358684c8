"""A CSAF provider on a test server: provider-metadata.json, ROLIE feeds or folders, hash files, signatures."""

import hashlib
import json
from dataclasses import dataclass, field

from kaname.testing.http import Server

FOLDER = "/.well-known/csaf"


@dataclass(frozen=True)
class Published:
    """A document. ``label``: TLP in the document; ``hashes``: those listed; ``signature``: armoured, None for none."""

    name: str
    updated: str
    label: str = "WHITE"
    title: str = "title"
    hashes: tuple[str, ...] = ("sha256", "sha512")
    signature: bytes | None = None

    @property
    def content(self) -> bytes:
        """The document."""
        tracking = {"id": self.name, "current_release_date": self.updated, "initial_release_date": self.updated}
        document = {
            "category": "csaf_vex",
            "csaf_version": "2.0",
            "title": self.title,
            "distribution": {"tlp": {"label": self.label}},
            "tracking": tracking,
        }
        return json.dumps({"document": document}).encode()


@dataclass
class CsafProvider:
    """Puts what it publishes on a server; ``publish`` after every change.

    Attributes:
        by_feed: True lists documents in ROLIE feeds, False in a folder. labels: TLP label → documents.
    """

    server: Server
    by_feed: bool = True
    labels: dict[str, list[Published]] = field(default_factory=lambda: {"WHITE": []})

    @property
    def url(self) -> str:
        """Address of provider-metadata.json."""
        return f"{self.server.url}{FOLDER}/provider-metadata.json"

    def path(self, document: Published, label: str = "white") -> str:
        """Return the path of a document on the server."""
        return f"{FOLDER}/{label}/{document.updated[:4]}/{document.name.lower()}.json"

    def publish(self) -> None:
        """Renew everything on the server."""
        self.server.documents.clear()
        distributions: list[dict[str, object]] = []
        feeds = []
        for label, documents in self.labels.items():
            folder = f"{FOLDER}/{label.lower()}/"
            for document in documents:
                self._put(document, label.lower())
            if self.by_feed:
                feeds.append({"summary": label, "tlp_label": label, "url": f"{self.server.url}{folder}feed.json"})
                feed = {"feed": {"id": label, "entry": [self._entry(each, label.lower()) for each in documents]}}
                self.server.documents[f"{folder}feed.json"] = json.dumps(feed).encode()
            else:
                distributions.append({"directory_url": f"{self.server.url}{folder}"})
                paths = {self.path(each, label.lower()).removeprefix(folder): each.updated for each in documents}
                self.server.documents[f"{folder}index.txt"] = "".join(f"{path}\n" for path in paths).encode()
                lines = "".join(f'"{path}","{updated}"\n' for path, updated in paths.items())
                self.server.documents[f"{folder}changes.csv"] = lines.encode()
        if self.by_feed:
            distributions.append({"rolie": {"feeds": feeds}})
        metadata = {
            "canonical_url": self.url,
            "distributions": distributions,
            "metadata_version": "2.0",
            "role": "csaf_trusted_provider",
        }
        self.server.documents[f"{FOLDER}/provider-metadata.json"] = json.dumps(metadata).encode()

    def _put(self, document: Published, label: str) -> None:
        path = self.path(document, label)
        self.server.documents[path] = document.content
        for algorithm in document.hashes:
            digest = hashlib.new(algorithm, document.content).hexdigest()
            self.server.documents[f"{path}.{algorithm}"] = f"{digest}  {path.rpartition('/')[2]}\n".encode()
        if document.signature is not None:
            self.server.documents[f"{path}.asc"] = document.signature

    def _entry(self, document: Published, label: str) -> dict[str, object]:
        url = self.server.url + self.path(document, label)
        links = [{"rel": "self", "href": url}]
        links += [{"rel": "hash", "href": f"{url}.{algorithm}"} for algorithm in document.hashes]
        if document.signature is not None:
            links.append({"rel": "signature", "href": f"{url}.asc"})
        return {"id": document.name, "title": document.title, "link": links, "updated": document.updated}
