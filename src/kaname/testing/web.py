"""A web for tests: a proxy on 127.0.0.1 that answers for every host, by URL, over TLS with an authority of its own.

A client that takes the proxy and the authority from ``environment`` never leaves the machine.
"""

import ssl
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

Answers = Callable[[str, str], tuple[int, bytes, Mapping[str, str]]]


class _Authority:
    """Makes certificates for hosts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / "authority.pem"
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "authority of a test")])
        self._lock = threading.Lock()
        self._contexts: dict[str, ssl.SSLContext] = {}
        certificate = self._builder(self._name, self._key.public_key()).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        signed = certificate.sign(self._key, hashes.SHA256())
        self.path.write_bytes(signed.public_bytes(serialization.Encoding.PEM))

    def context(self, host: str) -> ssl.SSLContext:
        """Return the settings of a server for a host."""
        with self._lock:
            if host not in self._contexts:
                self._contexts[host] = self._make(host)
            return self._contexts[host]

    def _make(self, host: str) -> ssl.SSLContext:
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "host of a test")])
        builder = self._builder(name, key.public_key()).add_extension(
            x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False
        )
        plain = serialization.NoEncryption()
        path = self.folder / f"{len(self._contexts)}.pem"
        path.write_bytes(
            builder.sign(self._key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)
            + key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
        )
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(path)
        return context

    def _builder(self, name: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=1))
        )


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    server: "Web"
    base = ""

    def do_CONNECT(self) -> None:
        """Become the host that is asked for."""
        host = self.path.rpartition(":")[0]
        if host in self.server.unreachable:
            self.send_error(502)
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.flush()
        self.connection = self.server.authority.context(host).wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb", self.rbufsize)
        self.wfile = self.connection.makefile("wb", self.wbufsize)
        self.base = f"https://{host}"
        self.close_connection = False
        try:
            while not self.close_connection:
                self.handle_one_request()
        finally:
            # The server closes the plain connection that it knows; this one has taken its place.
            self.wfile.close()
            self.rfile.close()
            self.connection.close()

    def do_HEAD(self) -> None:
        """Answer without a body."""
        self._answer()

    def do_GET(self) -> None:
        """Answer."""
        self._answer()

    def _answer(self) -> None:
        url = self.base + self.path
        self.server.requests.append((self.command, url))
        status, body, headers = self.server.answers(self.command, url)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - the name of the base class
        """Stay silent."""


class Web(ThreadingHTTPServer):
    """A web for a test: every host, one process.

    Attributes:
        answers: method and URL → status, body, headers. unreachable: hosts that the proxy gets no connection to.
        requests: (method, URL) in order.
    """

    daemon_threads = True

    def __init__(self, answers: Answers, authority: _Authority) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = answers
        self.authority = authority
        self.unreachable: set[str] = set()
        self.requests: list[tuple[str, str]] = []

    @property
    def environment(self) -> dict[str, str]:
        """What a client has to be told to end up here."""
        proxy = f"http://127.0.0.1:{self.server_address[1]}"
        return {"HTTP_PROXY": proxy, "HTTPS_PROXY": proxy, "KANAME_CA_FILE": str(self.authority.path)}

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent: clients of tests leave early on purpose."""


@contextmanager
def web(answers: Answers) -> Iterator[Web]:
    """Run a web while the block runs."""
    with tempfile.TemporaryDirectory(prefix="kaname-web-") as folder:
        server = Web(answers, _Authority(Path(folder)))
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def serving_urls(documents: Mapping[str, bytes], *, missing: int = 404) -> Answers:
    """Answer with documents by URL; anything else with a status."""

    def answers(method: str, url: str) -> tuple[int, bytes, Mapping[str, str]]:
        return (200, documents[url], {}) if url in documents else (missing, b"", {})

    return answers
