"""Schemas and metadata of CSAF extensions: from folders, and where asked for from the address that an extension names.

A schema that was fetched is kept in the cache for good: its address holds its version (CSAF 2.1, section 2.4.4.1), so a new
one has another address. The standard does not say where the metadata of a schema lie: in a folder they are found by the
schema that they name, on the network under the two ways of naming that its examples show.
"""

import hashlib
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

import msgspec

from kaname.errors import InputError, SourceError
from kaname.formats.csaf.outside import ExtensionAnswer, SchemaFault
from kaname.net.client import HttpClient, Limits
from kaname.net.own_network import is_inner
from kaname.store.files import read_bytes
from kaname.store.workspace import write_below

# Schemas of real extensions are some kilobytes; a folder holds a few dozen.
MAX_SCHEMA_BYTES = 2 << 20
MAX_SCHEMA_FILES = 2_000
# A document that names more extensions than this is not about advisories.
MAX_FETCHES = 100
_LIMITS = Limits(size_bytes=MAX_SCHEMA_BYTES, connect_seconds=10.0, silence_seconds=20.0, total_seconds=60.0)
# Patterns in a schema may be made to never end.
_CHECK_SECONDS = 20


class KnownExtensions:
    """What lies in folders, and where a client is given what lies on the network.

    Args:
        folders: searched with all below them, for ``*.json``. client: fetches what no folder has; None: nothing is fetched.
        cache: folder for what was fetched.

    Raises:
        InputError: a folder or file cannot be read; ``csaf.schema_file``: not JSON; ``csaf.schema_files``: too many.
    """

    def __init__(
        self, folders: Sequence[str] = (), *, client: HttpClient | None = None, cache: Path | None = None
    ) -> None:
        self._client = client
        self._cache = cache
        self._schemas: dict[str, Mapping[str, object]] = {}
        self._metadata: dict[str, Mapping[str, object]] = {}
        self._fetched: dict[str, ExtensionAnswer] = {}
        self.other_files = 0
        for folder in folders:
            self._read_folder(Path(folder))

    def schema(self, url: str) -> ExtensionAnswer:
        """Return the schema whose ``$id`` is an address."""
        if url in self._schemas:
            return ExtensionAnswer(content=self._schemas[url])
        return self._fetch(url)

    def metadata(self, url: str) -> ExtensionAnswer:
        """Return the metadata that name a schema by its address."""
        if url in self._metadata:
            return ExtensionAnswer(content=self._metadata[url])
        answer = ExtensionAnswer(reason="extension_metadata_unknown")
        for candidate in metadata_urls(url):
            answer = self._fetch(candidate)
            if answer.content is not None and answer.content.get("extension_schema") == url:
                return answer
        return ExtensionAnswer(reason=answer.reason or "extension_metadata_unknown")

    def misfits(self, schema: Mapping[str, object], instance: object) -> tuple[SchemaFault, ...] | str:
        """Return where an extension does not fit a schema. References lead to the schemas in the folders, nowhere else."""
        if find_spec("jsonschema") is None:
            return "no_schema_validator"
        given = msgspec.json.encode({"schema": schema, "others": self._schemas, "instance": instance})
        command = [sys.executable, "-m", "kaname.services.schema_process"]
        try:
            done = subprocess.run(command, input=given, capture_output=True, timeout=_CHECK_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return "extension_schema_slow"
        if done.returncode != 0:
            return "extension_schema_unusable"
        return tuple(msgspec.json.decode(done.stdout, type=list[SchemaFault]))

    def _read_folder(self, folder: Path) -> None:
        if not folder.is_dir():
            raise InputError("store.file_missing", path=str(folder))
        for count, path in enumerate(sorted(folder.rglob("*.json"))):
            if count >= MAX_SCHEMA_FILES:
                raise InputError("csaf.schema_files", path=str(folder), limit=MAX_SCHEMA_FILES)
            content = _decode(read_bytes(path, limit=MAX_SCHEMA_BYTES))
            if content is None:
                raise InputError("csaf.schema_file", path=str(path))
            schema, described = content.get("$id"), content.get("extension_schema")
            if isinstance(schema, str):
                self._schemas[schema] = content
            elif isinstance(described, str):
                self._metadata[described] = content
            else:
                self.other_files += 1

    def _fetch(self, url: str) -> ExtensionAnswer:
        if url not in self._fetched:
            self._fetched[url] = self._fetch_once(url)
        return self._fetched[url]

    def _fetch_once(self, url: str) -> ExtensionAnswer:
        if self._client is None:
            return ExtensionAnswer(reason="extension_not_given")
        # The scheme that the standard asks for; and never a machine of the own network.
        if not url.startswith("https://") or is_inner(url) or len(self._fetched) >= MAX_FETCHES:
            return ExtensionAnswer(reason="extension_not_fetched")
        kept = self._cache / (hashlib.sha256(url.encode()).hexdigest() + ".json") if self._cache else None
        if kept is not None and kept.is_file():
            known = _decode(read_bytes(kept, limit=MAX_SCHEMA_BYTES))
            if known is not None:
                return ExtensionAnswer(content=known)
        try:
            data = self._client.read_small(url, limits=_LIMITS)
        except (SourceError, InputError):
            return ExtensionAnswer(reason="extension_not_there")
        content = _decode(data)
        if content is None:
            return ExtensionAnswer(reason="extension_schema_unusable")
        if kept is not None:
            write_below(kept, data)
        return ExtensionAnswer(content=content)


def metadata_urls(url: str) -> tuple[str, ...]:
    """Return where the metadata of a schema may lie: in a folder ``metadata`` beside ``schema``, or a file of such a name."""
    folder, _, name = url.rpartition("/")
    found = [f"{folder}/{name.replace('-content_', '-metadata_')}"] if "-content_" in name else []
    if folder.endswith("/schema"):
        found.append(f"{folder.removesuffix('/schema')}/metadata/{name}")
    return tuple(found)


def _decode(data: bytes) -> Mapping[str, object] | None:
    try:
        return msgspec.json.decode(data, type=dict[str, object])
    except (msgspec.DecodeError, RecursionError):
        return None
