"""One HTTP client with the manners that public sources ask for.

Holds TLS and proxy set-up, redirects, pacing per host, retries with back-off. Refuses other schemes than http and https, a
redirect from https to http or from outside into the own network, redirect loops, answers over a size or time limit, bodies
in an encoding that was not asked for. Secrets in headers are sent to the host they are meant for, and nowhere else.
"""

import os
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Self
from urllib.parse import urljoin, urlsplit
from urllib.request import getproxies_environment

import urllib3
from msgspec import Struct
from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError, ProxyError, SSLError
from urllib3.exceptions import TimeoutError as Silence

from kaname import __version__
from kaname.errors import InputError, SourceError
from kaname.net.clock import Clock, SystemClock
from kaname.net.manners import (
    ATTEMPTS_MAX,
    RETRY_AFTER_MAX_SECONDS,
    Busy,
    asked_pause_seconds,
    backoff_seconds,
    is_worth_retrying,
)
from kaname.net.own_network import is_inner

REDIRECTS_MAX = 5  # more than any real download needs; browsers stop at 20
PIECE_BYTES = 256 * 1024
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PLAIN = frozenset({"", "identity"})


class Limits(Struct, frozen=True, kw_only=True):
    """What one answer may cost. ``total_seconds`` counts every attempt and pause of a request together."""

    size_bytes: int
    connect_seconds: float = 20.0
    silence_seconds: float = 60.0
    total_seconds: float = 3600.0


class Secret(Struct, frozen=True):
    """A header that only the host of the first request may see, such as an API key."""

    header: str
    value: str

    def __repr__(self) -> str:
        return f"Secret({self.header!r}, …)"


class Answer:
    """An answer whose body has not been read yet. Header names are in lower case."""

    def __init__(self, response: urllib3.BaseHTTPResponse, url: str, deadline: "Callable[[], None]") -> None:
        self.status = response.status
        self.headers: Mapping[str, str] = {name.lower(): value for name, value in response.headers.items()}
        self.url = url
        self._response = response
        self._check_deadline = deadline

    def iter_body(self) -> Iterator[bytes]:
        """Read the body in pieces.

        Raises:
            SourceError: the connection broke (``net.broken_off``), fell silent (``net.timeout``) or took too long
                (``net.too_slow``).
        """
        try:
            while piece := self._response.read1(PIECE_BYTES):
                self._check_deadline()
                yield piece
        except Silence as error:
            raise SourceError("net.timeout", url=self.url) from error
        except (HTTPError, OSError) as error:
            raise SourceError("net.broken_off", url=self.url, why=_why(error)) from error


class HttpClient:
    """A client; use it in a ``with`` block, in one thread.

    Args:
        clock: for pauses and limits. ca_file: PEM file with the accepted roots, else ``KANAME_CA_FILE``, else
            ``SSL_CERT_FILE``, else the system's. environment: where ``HTTP_PROXY``, ``HTTPS_PROXY`` and ``NO_PROXY`` are
            looked up. attempts: how often a request is tried.

    Raises:
        InputError: the CA file cannot be used (``net.ca_file``), or the proxy is no URL (``net.proxy``).
    """

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        ca_file: str | None = None,
        environment: Mapping[str, str] = os.environ,
        attempts: int = ATTEMPTS_MAX,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        self._attempts = attempts
        self._environment = environment
        self._proxies = _proxies(environment)
        self._ca_file = ca_file or environment.get("KANAME_CA_FILE") or environment.get("SSL_CERT_FILE")
        self._tls = _tls_context(self._ca_file)
        self._pools: dict[str, urllib3.PoolManager] = {}
        self._last_request_seconds: dict[str, float] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for pool in self._pools.values():
            pool.clear()

    @contextmanager
    def request(
        self,
        url: str,
        *,
        limits: Limits,
        headers: Mapping[str, str] | None = None,
        secret: Secret | None = None,
        pace_seconds: float = 0.0,
        busy: Busy | None = None,
    ) -> Iterator[Answer]:
        """Ask for a document and hand over the answer (200, 206, 304 or 416); the body is read inside the block.

        Failures that may pass are tried again, with the pause that the source asks for. The body is not covered by that: who
        reads it asks again, perhaps for the rest.

        Args:
            pace_seconds: least time between two requests to the same host.
            busy: how this server says that it is asked too often, beside the usual ways.

        Raises:
            SourceError: every code ``net.*`` but those of the body. InputError: not an http or https URL (``net.bad_url``).
        """
        started = self.clock.monotonic_seconds()

        def check_deadline() -> None:
            if self.clock.monotonic_seconds() - started > limits.total_seconds:
                raise SourceError("net.too_slow", url=url, limit_seconds=round(limits.total_seconds))

        attempt = 0
        while True:
            attempt += 1
            check_deadline()
            pause: float | None
            try:
                response, final = self._follow(url, limits, dict(headers or {}), secret, pace_seconds)
            except SourceError as error:
                if error.code not in _PASSING or attempt >= self._attempts:
                    raise
                pause = None
            else:
                answer = Answer(response, final, check_deadline)
                if answer.status in (200, 206, 304, 416):
                    try:
                        _check_encoding(answer)
                        yield answer
                    finally:
                        response.close()
                    return
                response.close()
                pause = asked_pause_seconds(answer.headers, self.clock.utc_now())
                if not is_worth_retrying(answer.status, answer.headers, busy):
                    raise refusal(answer)
                if pause is None and busy is not None and answer.status in busy.statuses:
                    pause = busy.pause_seconds
                if pause is not None and pause > RETRY_AFTER_MAX_SECONDS:
                    raise SourceError("net.retry_later", url=final, status=answer.status, pause_seconds=round(pause))
                if attempt >= self._attempts:
                    raise refusal(answer)
            self.pause(attempt, pause)

    def pause(self, attempt: int, asked_seconds: float | None = None) -> None:
        """Wait before the next attempt: as long as asked, or by back-off."""
        wait = backoff_seconds(attempt, self.clock.chance())
        self.clock.sleep(wait if asked_seconds is None else asked_seconds + wait * 0.1)

    def read_small(
        self,
        url: str,
        *,
        limits: Limits,
        secret: Secret | None = None,
        pace_seconds: float = 0.0,
        busy: Busy | None = None,
    ) -> bytes:
        """Return a small document whole; a body that breaks off is asked for again.

        Raises:
            SourceError, InputError: as ``request``, and ``net.too_large``, ``net.broken_off``.
        """
        attempt = 0
        while True:
            attempt += 1
            try:
                with self.request(url, limits=limits, secret=secret, pace_seconds=pace_seconds, busy=busy) as answer:
                    return _whole(answer, limits)
            except SourceError as error:
                if error.code not in ("net.broken_off", "net.timeout") or attempt >= self._attempts:
                    raise
            self.pause(attempt)

    def ask_status(self, url: str, *, limits: Limits, pace_seconds: float = 0.0) -> int:
        """Return the status with which a server answers for a URL: HEAD, and GET where HEAD is turned away; no body is read.

        Redirects are not followed: their status is the answer. One attempt; failures that may pass are the caller's to judge.

        Raises:
            SourceError: every code ``net.*`` of a connection. InputError: ``net.bad_url``.
        """
        checked = check_url(url)
        status = 0
        for method in ("HEAD", "GET"):
            response = self._send(checked, limits, {}, pace_seconds, method=method)
            status = response.status
            # Closed, not given back: the rest of a body that nobody reads would be in the way of the next request.
            response.close()
            if status < 400:
                break
        return status

    def _follow(
        self, url: str, limits: Limits, headers: dict[str, str], secret: Secret | None, pace_seconds: float
    ) -> tuple[urllib3.BaseHTTPResponse, str]:
        first = current = check_url(url)
        seen = {current}
        for _ in range(REDIRECTS_MAX + 1):
            extra = {secret.header: secret.value} if secret and _origin(current) == _origin(first) else {}
            response = self._send(current, limits, {**headers, **extra}, pace_seconds)
            target = response.headers.get("Location")
            if response.status not in _REDIRECTS or not target:
                return response, current
            response.close()
            following = check_url(urljoin(current, target))
            if urlsplit(current).scheme == "https" and urlsplit(following).scheme == "http":
                raise SourceError("net.redirect_to_plain_http", url=current, target=following)
            if is_inner(following) and not is_inner(current):
                raise SourceError("net.redirect_inside", url=current, target=following)
            if following in seen:
                raise SourceError("net.redirect_loop", url=url)
            seen.add(following)
            current = following
        raise SourceError("net.too_many_redirects", url=url, limit=REDIRECTS_MAX)

    def _send(
        self, url: str, limits: Limits, headers: Mapping[str, str], pace_seconds: float, *, method: str = "GET"
    ) -> urllib3.BaseHTTPResponse:
        host = urlsplit(url).netloc
        last = self._last_request_seconds.get(host)
        if last is not None and pace_seconds:
            wait = last + pace_seconds - self.clock.monotonic_seconds()
            if wait > 0:
                self.clock.sleep(wait)
        self._last_request_seconds[host] = self.clock.monotonic_seconds()
        own = {"User-Agent": f"kaname/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity"}
        try:
            return self._pool(url).request(
                method,
                url,
                headers={**own, **headers},
                redirect=False,
                retries=False,
                preload_content=False,
                decode_content=False,
                timeout=urllib3.Timeout(connect=limits.connect_seconds, read=limits.silence_seconds),
            )
        except SSLError as error:
            raise SourceError("net.tls", url=url, why=_why(error)) from error
        except ProxyError as error:
            raise SourceError("net.proxy_failed", url=url, why=_why(error)) from error
        except NewConnectionError as error:
            raise SourceError("net.unreachable", url=url, why=_why(error)) from error
        except Silence as error:
            raise SourceError("net.timeout", url=url) from error
        except MaxRetryError as error:
            raise SourceError("net.unreachable", url=url, why=_why(error)) from error
        except (HTTPError, OSError) as error:
            raise SourceError("net.broken_off", url=url, why=_why(error)) from error

    def _pool(self, url: str) -> urllib3.PoolManager:
        parts = urlsplit(url)
        proxy = self._proxies.get(parts.scheme, "")
        if proxy and _is_excepted(parts.hostname or "", self._proxies.get("no", "")):
            proxy = ""
        if proxy not in self._pools:
            if proxy:
                self._pools[proxy] = urllib3.ProxyManager(proxy, ssl_context=self._tls)
            else:
                self._pools[proxy] = urllib3.PoolManager(ssl_context=self._tls)
        return self._pools[proxy]


_PASSING = frozenset({"net.unreachable", "net.timeout", "net.broken_off", "net.proxy_failed"})


def check_url(url: str) -> str:
    """Return a URL that may be asked.

    Raises:
        InputError: not http or https, without a host, or with a password in it (``net.bad_url``).
    """
    try:
        parts = urlsplit(url)
        fine = parts.scheme in ("http", "https") and parts.hostname and parts.password is None and parts.port != 0
    except ValueError:
        fine = False
    if not fine or not url.isprintable() or " " in url:
        raise InputError("net.bad_url", url="".join(letter for letter in url[:200] if letter.isprintable()))
    return url


def refusal(answer: Answer) -> SourceError:
    """Return the error for an answer that is none; the NVD gives the reason in a header ``message``."""
    status = answer.status
    reason = "".join(letter for letter in answer.headers.get("message", "")[:200] if letter.isprintable())
    if reason and 400 <= status < 500 and status != 429:
        return SourceError("net.refused_with_reason", url=answer.url, status=status, why=reason)
    if status in (401, 403):
        return SourceError("net.refused", url=answer.url, status=status)
    if status in (404, 410):
        return SourceError("net.not_there", url=answer.url, status=status)
    if status == 429:
        return SourceError("net.too_many_requests", url=answer.url)
    if status >= 500:
        return SourceError("net.server_trouble", url=answer.url, status=status)
    return SourceError("net.unexpected_status", url=answer.url, status=status)


def _whole(answer: Answer, limits: Limits) -> bytes:
    if answer.status != 200:
        raise refusal(answer)
    pieces = bytearray()
    for piece in answer.iter_body():
        pieces += piece
        if len(pieces) > limits.size_bytes:
            raise SourceError("net.too_large", url=answer.url, limit_bytes=limits.size_bytes)
    return bytes(pieces)


def _check_encoding(answer: Answer) -> None:
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    # Some servers label a .gz file so, though it is the file itself that was asked for.
    packed_file = encoding in ("gzip", "x-gzip") and urlsplit(answer.url).path.endswith(".gz")
    if encoding not in _PLAIN and not packed_file:
        raise SourceError("net.encoding", url=answer.url, encoding=encoding[:40])


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _proxies(environment: Mapping[str, str]) -> dict[str, str]:
    if environment is os.environ:
        proxies = getproxies_environment()
    else:
        proxies = {
            name[:-6].lower(): value
            for name, value in environment.items()
            if value and name.lower() in ("http_proxy", "https_proxy", "no_proxy")
        }
    for scheme in ("http", "https"):
        if scheme in proxies and "://" not in proxies[scheme]:
            proxies[scheme] = "http://" + proxies[scheme]
        if scheme in proxies and urlsplit(proxies[scheme]).scheme not in ("http", "https"):
            raise InputError("net.proxy", scheme=scheme)
    return proxies


def _is_excepted(host: str, exceptions: str) -> bool:
    """Say whether ``NO_PROXY`` names a host: ``*``, a host, or a domain with all below it; ports are ignored."""
    for entry in exceptions.lower().split(","):
        name = entry.strip().partition(":")[0].lstrip(".")
        if name == "*" or (name and (host.lower() == name or host.lower().endswith(f".{name}"))):
            return True
    return False


def _tls_context(ca_file: str | None) -> ssl.SSLContext:
    try:
        context = ssl.create_default_context(cafile=ca_file)
    except (OSError, ssl.SSLError) as error:
        raise InputError("net.ca_file", path=ca_file, why=getattr(error, "strerror", None) or str(error)) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def _why(error: BaseException) -> str:
    inner = getattr(error, "reason", None) or error.__cause__ or error
    text = getattr(inner, "strerror", None) or str(inner) or type(inner).__name__
    return "".join(letter for letter in text[:200] if letter.isprintable())
