"""A small HTTP server for tests, on 127.0.0.1 only, that misbehaves on demand; and a clock that never waits.

A behaviour is a function of the handler; behaviours queued for a path are used up one by one, then the path is served as a
good server would: validators, ranges, 404 for what is not there.
"""

import hashlib
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Behaviour = Callable[["Handler"], None]


class FakeClock:
    """A clock that jumps ahead instead of waiting.

    Attributes:
        slept_seconds: every pause, in order.
    """

    def __init__(self, *, now: datetime = datetime(2026, 11, 20, tzinfo=UTC), chance: float = 1.0) -> None:
        self.slept_seconds: list[float] = []
        self._now = now
        self._chance = chance
        self._passed_seconds = 0.0

    def monotonic_seconds(self) -> float:
        """Return seconds since the clock was made."""
        return self._passed_seconds

    def utc_now(self) -> datetime:
        """Return the time of day."""
        return self._now + timedelta(seconds=self._passed_seconds)

    def sleep(self, seconds: float) -> None:
        """Jump ahead by a number of seconds."""
        self.slept_seconds.append(seconds)
        self._passed_seconds += seconds

    def advance(self, seconds: float) -> None:
        """Let time pass without a pause."""
        self._passed_seconds += seconds

    def chance(self) -> float:
        """Return the same number every time."""
        return self._chance


class Handler(BaseHTTPRequestHandler):
    """One request."""

    server: "Server"

    def do_GET(self) -> None:
        """Serve as told."""
        self.server.requests.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        bare = self.path.partition("?")[0]
        queue = self.server.behaviours.get(self.path) or self.server.behaviours.get(bare)
        try:
            if queue:
                queue.pop(0)(self)
            else:
                self.serve()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def serve(self) -> None:
        """Serve a document well, or let the route of the path do so."""
        route = self.server.routes.get(self.path.partition("?")[0])
        if route is not None:
            route(self)
            return
        body = self.server.documents.get(self.path)
        if body is None:
            self.answer(404, b"not here")
            return
        etag = etag_of(body)
        if self.headers.get("If-None-Match") == etag:
            self.answer(304, None, {"ETag": etag})
            return
        span = self.headers.get("Range", "")
        if span and self.headers.get("If-Range") == etag:
            start = int(span.removeprefix("bytes=").rstrip("-"))
            place = f"bytes {start}-{len(body) - 1}/{len(body)}"
            self.answer(206, body[start:], {"ETag": etag, "Content-Range": place})
            return
        self.answer(200, body, {"ETag": etag})

    def answer(
        self, status: int, body: bytes | None, headers: Mapping[str, str] | None = None, *, length: int | None = None
    ) -> None:
        """Send an answer; ``length`` lies about the body."""
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Length", str(len(body) if length is None else length))
        self.end_headers()
        if body:
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name of the base class
        """Stay silent."""


class Server(ThreadingHTTPServer):
    """A server.

    Attributes:
        documents: path → body. behaviours: path, with or without its query → what happens to the next requests.
        routes: path without query → what answers it. requests: (path, headers) in order.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.documents: dict[str, bytes] = {}
        self.behaviours: dict[str, list[Behaviour]] = {}
        self.routes: dict[str, Behaviour] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        """Address without a slash at the end."""
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent: clients of these tests leave early on purpose."""


@contextmanager
def serving() -> Iterator[Server]:
    """Run a server while the block runs."""
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def etag_of(body: bytes) -> str:
    """Return the strong validator that a good server gives a document."""
    return '"' + hashlib.sha256(body).hexdigest()[:16] + '"'


def failing(status: int, **headers: str) -> Behaviour:
    """Answer with a status."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.answer(status, b"no", named)


def cutting(count: int) -> Behaviour:
    """Send the first bytes of the document, then close the connection."""

    def behave(handler: Handler) -> None:
        body = handler.server.documents[handler.path]
        handler.answer(200, body[:count], headers={"ETag": etag_of(body)}, length=len(body))
        handler.close_connection = True

    return behave


def lying(length: int) -> Behaviour:
    """Send the document with a wrong length."""

    def behave(handler: Handler) -> None:
        body = handler.server.documents[handler.path]
        handler.answer(200, body, headers={"ETag": etag_of(body)}, length=length)
        handler.close_connection = True

    return behave


def redirecting(target: str) -> Behaviour:
    """Send elsewhere."""
    return lambda handler: handler.answer(302, b"", {"Location": target})


def silent(seconds: float) -> Behaviour:
    """Send headers and half of the document, then nothing for a while."""

    def behave(handler: Handler) -> None:
        body = handler.server.documents[handler.path]
        handler.answer(200, body[: len(body) // 2], headers={"ETag": etag_of(body)}, length=len(body))
        handler.wfile.flush()
        threading.Event().wait(seconds)
        handler.close_connection = True

    return behave
