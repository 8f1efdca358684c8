"""Downloads into files: conditional, resumed where the server lets us, checked, and put in place whole.

Beside a downloaded file lies ``<name>.meta.json`` (where it came from, its validators and digest). While a download runs its
bytes stand in ``<name>.part`` with ``<name>.part.json``; a killed process leaves them, and the next one goes on from there.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from kaname.errors import InputError, SourceError
from kaname.net.checksums import Checksums
from kaname.net.client import PIECE_BYTES, Answer, HttpClient, Limits, Secret, refusal

OnBytes = Callable[[int, int | None], None]
"""Called with bytes so far and bytes in all (None where the server does not say)."""

_RESUMABLE = frozenset({"net.broken_off", "net.timeout", "net.wrong_length", "net.changed_meanwhile", "net.checksum"})


class Downloaded(Struct, frozen=True, kw_only=True):
    """A file that lies in the cache.

    Attributes:
        status: ``changed`` (new content), ``unchanged`` (the server said so, or sent the same bytes again).
        sha256, size_bytes: of the file. resumed_bytes: how many were there already. received_bytes: how many came now.
    """

    status: str
    path: str
    sha256: str
    size_bytes: int
    received_bytes: int = 0
    resumed_bytes: int = 0


class _Meta(Struct, frozen=True, kw_only=True, omit_defaults=True):
    url: str
    etag: str | None = None
    last_modified: str | None = None
    sha256: str = ""
    size_bytes: int = 0


def download_file(
    client: HttpClient,
    url: str,
    target: Path,
    *,
    limits: Limits,
    secret: Secret | None = None,
    pace_seconds: float = 0.0,
    sha256: str | None = None,
    on_bytes: OnBytes = lambda done, total: None,
) -> Downloaded:
    """Bring ``target`` up to date with a URL.

    Asks with the validators of the last download, so that an unchanged file costs one small answer. A download that broke
    off is continued with ``Range`` and ``If-Range`` where the server gave a strong validator; where the document changed
    meanwhile it starts anew.

    Args:
        sha256: hex digest that the file must have, where the source publishes one.

    Raises:
        SourceError: as ``HttpClient.request``, and ``net.too_large``, ``net.wrong_length``, ``net.checksum``,
            ``net.broken_off`` after the last attempt. InputError: the cache cannot be written (``net.cache_not_writable``).
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        job = _Download(client, url, target, limits, secret, pace_seconds, sha256, on_bytes)
        attempt = 0
        while True:
            attempt += 1
            try:
                return job.run()
            except SourceError as error:
                if error.code not in _RESUMABLE or attempt >= job.attempts:
                    raise
            client.pause(attempt)
    except OSError as error:
        raise InputError("net.cache_not_writable", path=str(target), why=error.strerror or str(error)) from error


def read_meta(target: Path, url: str | None = None) -> Downloaded | None:
    """Return what is known about a file of the cache; None where it is not there whole (or came from another URL)."""
    meta = _load(_beside(target, ".meta.json"))
    if meta is None or (url is not None and meta.url != url) or _size(target) != meta.size_bytes:
        return None
    return Downloaded(status="unchanged", path=str(target), sha256=meta.sha256, size_bytes=meta.size_bytes)


def forget_download(target: Path) -> None:
    """Let the next download of a file begin as if it had never been here; its bytes stay until then."""
    _beside(target, ".meta.json").unlink(missing_ok=True)


class _Download:
    def __init__(
        self,
        client: HttpClient,
        url: str,
        target: Path,
        limits: Limits,
        secret: Secret | None,
        pace_seconds: float,
        sha256: str | None,
        on_bytes: OnBytes,
    ) -> None:
        self._client = client
        self._url = url
        self._target = target
        self._limits = limits
        self._secret = secret
        self._pace_seconds = pace_seconds
        self._sha256 = sha256
        self._on_bytes = on_bytes
        self._part = _beside(target, ".part")
        self._part_meta = _beside(target, ".part.json")
        self._resumed = 0
        self._received = 0
        self.attempts = 5

    def run(self) -> Downloaded:
        """One attempt: ask, read, check, put in place."""
        known = _load(_beside(self._target, ".meta.json"))
        if known is not None and (known.url != self._url or _size(self._target) != known.size_bytes):
            known = None
        have, validator = self._partial()
        headers: dict[str, str] = {}
        if have and validator:
            headers = {"Range": f"bytes={have}-", "If-Range": validator}
        elif known is not None and (self._sha256 is None or self._sha256 == known.sha256):
            if known.etag:
                headers["If-None-Match"] = known.etag
            elif known.last_modified:
                headers["If-Modified-Since"] = known.last_modified
        with self._client.request(
            self._url, limits=self._limits, headers=headers, secret=self._secret, pace_seconds=self._pace_seconds
        ) as answer:
            if answer.status == 304:
                if known is None or have:
                    raise refusal(answer)
                return Downloaded(
                    status="unchanged", path=str(self._target), sha256=known.sha256, size_bytes=known.size_bytes
                )
            if answer.status == 416 or (answer.status == 206 and not self._continues(answer, have, validator)):
                self._drop()
                raise SourceError("net.changed_meanwhile", url=self._url)
            return self._take(answer, have if answer.status == 206 else 0, known)

    def _partial(self) -> tuple[int, str | None]:
        """Return how many bytes lie here from an earlier attempt, and the validator with which to ask for the rest."""
        meta = _load(self._part_meta)
        size = _size(self._part)
        if meta is None or meta.url != self._url or not size:
            return 0, None
        if meta.etag and not meta.etag.startswith("W/"):
            return size, meta.etag
        # A date validates a range only where it is strong, which a client cannot know; servers of files compare it exactly.
        return (size, meta.last_modified) if meta.last_modified else (0, None)

    def _continues(self, answer: Answer, have: int, validator: str | None) -> bool:
        start = answer.headers.get("content-range", "").removeprefix("bytes ").partition("-")[0].strip()
        same = validator in (answer.headers.get("etag"), answer.headers.get("last-modified"))
        return have > 0 and start == str(have) and same

    def _take(self, answer: Answer, have: int, known: _Meta | None) -> Downloaded:
        length = answer.headers.get("content-length", "").strip()
        expected = have + int(length) if length.isascii() and length.isdigit() and len(length) < 19 else None
        if expected is not None and expected > self._limits.size_bytes:
            self._drop()
            raise SourceError("net.too_large", url=self._url, limit_bytes=self._limits.size_bytes)
        checksums = Checksums()
        if have:
            with self._part.open("rb") as earlier:
                while piece := earlier.read(PIECE_BYTES):
                    checksums.update(piece)
        else:
            self._drop()
            meta = _Meta(
                url=self._url, etag=answer.headers.get("etag"), last_modified=answer.headers.get("last-modified")
            )
            _store(self._part_meta, meta)
        self._resumed += have
        done = have
        with self._part.open("ab" if have else "wb") as file:
            for piece in answer.iter_body():
                done += len(piece)
                if done > self._limits.size_bytes:
                    file.close()
                    self._drop()
                    raise SourceError("net.too_large", url=self._url, limit_bytes=self._limits.size_bytes)
                checksums.update(piece)
                file.write(piece)
                self._received += len(piece)
                self._on_bytes(done, expected)
            _sync(file)
        if expected is not None and done != expected:
            raise SourceError("net.wrong_length", url=self._url, received=done, expected=expected)
        if not checksums.agrees_with(answer.headers) or (self._sha256 and checksums.sha256 != self._sha256):
            self._drop()
            raise SourceError("net.checksum", url=self._url)
        return self._place(answer, checksums.sha256, done, known)

    def _place(self, answer: Answer, sha256: str, size_bytes: int, known: _Meta | None) -> Downloaded:
        meta_path = _beside(self._target, ".meta.json")
        unchanged = known is not None and known.sha256 == sha256
        # Without its meta file a target counts as not there, so a kill between these steps costs a download and no more.
        meta_path.unlink(missing_ok=True)
        self._part.replace(self._target)
        etag, last_modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        meta = _Meta(url=self._url, etag=etag, last_modified=last_modified, sha256=sha256, size_bytes=size_bytes)
        _store(meta_path, meta)
        self._part_meta.unlink(missing_ok=True)
        return Downloaded(
            status="unchanged" if unchanged else "changed",
            path=str(self._target),
            sha256=sha256,
            size_bytes=size_bytes,
            received_bytes=self._received,
            resumed_bytes=self._resumed,
        )

    def _drop(self) -> None:
        self._part.unlink(missing_ok=True)
        self._part_meta.unlink(missing_ok=True)


def _beside(target: Path, suffix: str) -> Path:
    return target.with_name(target.name + suffix)


def _load(path: Path) -> _Meta | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Meta)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _store(path: Path, meta: _Meta) -> None:
    temporary = _beside(path, ".new")
    temporary.write_bytes(msgspec.json.encode(meta))
    temporary.replace(path)


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except OSError:
        return None
