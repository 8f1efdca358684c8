"""Downloads from servers that misbehave."""

import base64
import hashlib
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from kaname.errors import InputError, SourceError
from kaname.net.client import HttpClient, Limits, Secret, check_url
from kaname.net.download import Downloaded, download_file, read_meta
from kaname.testing.http import (
    FakeClock,
    Handler,
    Server,
    cutting,
    etag_of,
    failing,
    lying,
    redirecting,
    serving,
    silent,
)

BODY = bytes(range(256)) * 400
LIMITS = Limits(size_bytes=10_000_000, silence_seconds=5.0)


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        running.documents["/feed"] = BODY
        yield running


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def client(clock: FakeClock) -> Iterator[HttpClient]:
    with HttpClient(clock=clock, environment={}) as made:
        yield made


def get(client: HttpClient, server: Server, folder: Path, *, limits: Limits = LIMITS, **more: str) -> Downloaded:
    return download_file(client, server.url + "/feed", folder / "feed", limits=limits, **more)  # type: ignore[arg-type]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_download_is_whole_and_asks_next_time_whether_it_changed(
    server: Server, client: HttpClient, tmp_path: Path
) -> None:
    first = get(client, server, tmp_path)
    assert (first.status, first.received_bytes, first.sha256) == (
        "changed",
        len(BODY),
        hashlib.sha256(BODY).hexdigest(),
    )
    assert (tmp_path / "feed").read_bytes() == BODY
    second = get(client, server, tmp_path)
    assert (second.status, second.received_bytes) == ("unchanged", 0)
    assert server.requests[1][1]["if-none-match"] == etag_of(BODY)
    server.documents["/feed"] = BODY + b"more"
    assert get(client, server, tmp_path).status == "changed"
    assert files(tmp_path) == ["feed", "feed.meta.json"]


def test_a_file_that_was_touched_in_the_cache_is_fetched_again(
    server: Server, client: HttpClient, tmp_path: Path
) -> None:
    get(client, server, tmp_path)
    (tmp_path / "feed").write_bytes(b"short")
    assert read_meta(tmp_path / "feed") is None
    get(client, server, tmp_path)
    assert (tmp_path / "feed").read_bytes() == BODY


def test_a_broken_download_goes_on_where_it_stopped(
    server: Server, client: HttpClient, tmp_path: Path, clock: FakeClock
) -> None:
    server.behaviours["/feed"] = [cutting(60_000)]
    done = get(client, server, tmp_path)
    assert (tmp_path / "feed").read_bytes() == BODY
    assert (done.resumed_bytes, done.received_bytes) == (60_000, len(BODY))
    assert server.requests[1][1]["range"] == "bytes=60000-"
    assert server.requests[1][1]["if-range"] == etag_of(BODY)
    assert len(clock.slept_seconds) == 1


def test_another_process_goes_on_too(server: Server, client: HttpClient, tmp_path: Path) -> None:
    server.behaviours["/feed"] = [cutting(60_000), failing(404)]
    with pytest.raises(SourceError) as caught:
        get(client, server, tmp_path)
    assert caught.value.code == "net.not_there"
    assert files(tmp_path) == ["feed.part", "feed.part.json"]
    with HttpClient(clock=FakeClock(), environment={}) as other:
        assert get(other, server, tmp_path).resumed_bytes == 60_000
    assert (tmp_path / "feed").read_bytes() == BODY


def test_a_document_that_changes_in_mid_download_starts_anew(
    server: Server, client: HttpClient, tmp_path: Path
) -> None:
    new = b"new" * 50_000

    def cut_and_change(handler: Handler) -> None:
        cutting(60_000)(handler)
        server.documents["/feed"] = new

    server.behaviours["/feed"] = [cut_and_change]
    done = get(client, server, tmp_path)
    assert (tmp_path / "feed").read_bytes() == new
    assert done.resumed_bytes == 0


def test_a_server_that_sends_the_rest_of_another_document_is_not_believed(
    server: Server, client: HttpClient, tmp_path: Path
) -> None:
    def wrong_rest(handler: Handler) -> None:
        place = f"bytes 60000-{len(BODY) - 1}/{len(BODY)}"
        handler.answer(206, b"x" * (len(BODY) - 60_000), {"ETag": '"other"', "Content-Range": place})

    server.behaviours["/feed"] = [cutting(60_000), wrong_rest]
    get(client, server, tmp_path)
    assert (tmp_path / "feed").read_bytes() == BODY


@pytest.mark.parametrize("length", [len(BODY) + 10, len(BODY) * 2])
def test_a_wrong_length_is_not_accepted(server: Server, client: HttpClient, tmp_path: Path, length: int) -> None:
    def unchecked(handler: Handler) -> None:
        # Every answer lies, so that no attempt can succeed.
        lying(length)(handler)

    server.behaviours["/feed"] = [unchecked] * 5
    with pytest.raises(SourceError) as caught:
        get(client, server, tmp_path)
    assert caught.value.code in ("net.broken_off", "net.wrong_length")
    assert not (tmp_path / "feed").exists()


def test_failures_that_pass_are_tried_again_with_growing_pauses(
    server: Server, client: HttpClient, tmp_path: Path, clock: FakeClock
) -> None:
    server.behaviours["/feed"] = [failing(500), failing(503), failing(502)]
    get(client, server, tmp_path)
    assert clock.slept_seconds == [1.0, 2.0, 4.0]


def test_the_pause_that_the_source_asks_for_is_kept(
    server: Server, client: HttpClient, tmp_path: Path, clock: FakeClock
) -> None:
    server.behaviours["/feed"] = [failing(429, Retry_After="30"), failing(403, Retry_After="40")]
    get(client, server, tmp_path)
    assert [round(pause) for pause in clock.slept_seconds] == [30, 40]


def test_a_date_to_come_back_is_read_by_the_servers_clock(
    server: Server, client: HttpClient, tmp_path: Path, clock: FakeClock
) -> None:
    def busy(handler: Handler) -> None:
        handler.send_response_only(503)
        handler.send_header("Date", "Fri, 20 Nov 2020 10:00:00 GMT")
        handler.send_header("Retry-After", "Fri, 20 Nov 2020 10:02:00 GMT")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.behaviours["/feed"] = [busy]
    get(client, server, tmp_path)
    assert [round(pause) for pause in clock.slept_seconds] == [120]


def test_a_pause_of_hours_is_left_to_a_later_update(
    server: Server, client: HttpClient, tmp_path: Path, clock: FakeClock
) -> None:
    server.behaviours["/feed"] = [failing(429, Retry_After="7200")]
    with pytest.raises(SourceError) as caught:
        get(client, server, tmp_path)
    assert (caught.value.code, caught.value.params["pause_seconds"]) == ("net.retry_later", 7200)
    assert clock.slept_seconds == []


@pytest.mark.parametrize(
    ("status", "code", "requests"),
    [(403, "refused", 1), (404, "not_there", 1), (429, "too_many_requests", 5), (500, "server_trouble", 5)],
)
def test_refusals_end_with_a_reason_and_leave_the_old_file(
    server: Server, client: HttpClient, tmp_path: Path, status: int, code: str, requests: int
) -> None:
    get(client, server, tmp_path)
    server.requests.clear()
    server.behaviours["/feed"] = [failing(status)] * 9
    with pytest.raises(SourceError) as caught:
        get(client, server, tmp_path)
    assert caught.value.code == f"net.{code}"
    assert len(server.requests) == requests
    assert (tmp_path / "feed").read_bytes() == BODY
    assert read_meta(tmp_path / "feed") is not None


def test_redirects_are_followed_within_limits(server: Server, client: HttpClient, tmp_path: Path) -> None:
    server.documents["/moved"] = BODY
    server.behaviours["/feed"] = [redirecting("/moved")]
    get(client, server, tmp_path)
    server.behaviours["/feed"] = [redirecting("/a")]
    server.behaviours["/a"] = [redirecting("/feed")]
    with pytest.raises(SourceError) as loop:
        get(client, server, tmp_path)
    assert loop.value.code == "net.redirect_loop"
    server.behaviours |= {f"/{n}": [redirecting(f"/{n + 1}")] for n in range(10)}
    server.behaviours["/feed"] = [redirecting("/0")]
    with pytest.raises(SourceError) as chain:
        get(client, server, tmp_path)
    assert chain.value.code == "net.too_many_redirects"
    server.behaviours["/feed"] = [redirecting("file:///etc/passwd")]
    with pytest.raises(InputError) as scheme:
        get(client, server, tmp_path)
    assert scheme.value.code == "net.bad_url"


def test_a_secret_stays_with_its_host(server: Server, client: HttpClient) -> None:
    with serving() as other:
        other.documents["/feed"] = b"x"
        server.behaviours["/feed"] = [redirecting(other.url + "/feed")]
        body = client.read_small(server.url + "/feed", limits=LIMITS, secret=Secret("apiKey", "s3cret"))
        assert body == b"x"
        assert server.requests[0][1]["apikey"] == "s3cret"
        assert "apikey" not in other.requests[0][1]
    assert "s3cret" not in repr(Secret("apiKey", "s3cret"))


def test_too_much_is_refused_before_and_while_reading(server: Server, client: HttpClient, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        get(client, server, tmp_path, limits=Limits(size_bytes=1000))
    assert caught.value.code == "net.too_large"

    def endless(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b"x" * 65_536)
        handler.close_connection = True

    server.behaviours["/feed"] = [endless]
    with pytest.raises(SourceError) as later:
        get(client, server, tmp_path, limits=Limits(size_bytes=1_000_000))
    assert later.value.code == "net.too_large"
    assert files(tmp_path) == []


def test_a_silent_server_is_left_and_the_rest_fetched(server: Server, client: HttpClient, tmp_path: Path) -> None:
    server.behaviours["/feed"] = [silent(3.0)]
    done = get(client, server, tmp_path, limits=Limits(size_bytes=10_000_000, silence_seconds=0.2))
    assert (tmp_path / "feed").read_bytes() == BODY
    assert done.resumed_bytes == len(BODY) // 2


def test_a_drip_feed_ends_at_the_time_limit(
    server: Server, client: HttpClient, tmp_path: Path, clock: FakeClock
) -> None:
    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "100000")
        handler.end_headers()
        for _ in range(20):
            clock.advance(10)
            handler.wfile.write(b"x")
            handler.wfile.flush()
        handler.close_connection = True

    server.behaviours["/feed"] = [drip]
    with pytest.raises(SourceError) as caught:
        get(client, server, tmp_path, limits=Limits(size_bytes=10_000_000, total_seconds=100))
    assert caught.value.code == "net.too_slow"


def test_checksums_of_the_publisher_are_kept_to(server: Server, client: HttpClient, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        get(client, server, tmp_path, sha256="0" * 64)
    assert caught.value.code == "net.checksum"

    def damaged(handler: Handler) -> None:
        md5 = base64.b64encode(hashlib.md5(BODY).digest()).decode()
        handler.answer(200, b"?" + BODY[1:], {"x-goog-hash": f"crc32c=AAAAAA==,md5={md5}"})

    server.behaviours["/feed"] = [damaged]
    get(client, server, tmp_path)
    assert (tmp_path / "feed").read_bytes() == BODY


def test_an_encoding_that_was_not_asked_for_is_refused(server: Server, client: HttpClient, tmp_path: Path) -> None:
    server.behaviours["/feed"] = [lambda handler: handler.answer(200, b"x", {"Content-Encoding": "br"})]
    with pytest.raises(SourceError) as caught:
        get(client, server, tmp_path)
    assert caught.value.code == "net.encoding"


def test_requests_keep_the_pace_of_a_host(server: Server, client: HttpClient, clock: FakeClock) -> None:
    for _ in range(3):
        client.read_small(server.url + "/feed", limits=LIMITS, pace_seconds=6.0)
    assert clock.slept_seconds == [6.0, 6.0]


def test_a_proxy_is_used_unless_the_host_is_excepted(server: Server) -> None:
    with serving() as proxy:
        proxy.documents["http://feeds.example/feed"] = b"through the proxy"
        with HttpClient(clock=FakeClock(), environment={"http_proxy": proxy.url}) as client:
            assert client.read_small("http://feeds.example/feed", limits=LIMITS) == b"through the proxy"
        excepted = {"HTTP_PROXY": proxy.url, "no_proxy": "127.0.0.1"}
        with HttpClient(clock=FakeClock(), environment=excepted) as client:
            assert client.read_small(server.url + "/feed", limits=LIMITS) == BODY


def test_nobody_there_is_told(clock: FakeClock) -> None:
    with serving() as gone:
        url = gone.url
    with HttpClient(clock=clock, environment={}) as client, pytest.raises(SourceError) as caught:
        client.read_small(url, limits=LIMITS)
    assert caught.value.code == "net.unreachable"
    assert len(clock.slept_seconds) == 4


def test_a_ca_file_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing")
    for path in (tmp_path / "ca.pem", tmp_path / "missing.pem"):
        with pytest.raises(InputError) as caught:
            HttpClient(ca_file=str(path), environment={})
        assert caught.value.code == "net.ca_file"


@pytest.mark.parametrize(
    "url", ["ftp://a/b", "file:///etc/passwd", "http:///x", "https://u:p@host/", "http://a b/", "http://a:99999/"]
)
def test_urls_that_may_not_be_asked(url: str) -> None:
    with pytest.raises(InputError) as caught:
        check_url(url)
    assert caught.value.code == "net.bad_url"


def test_tls_needs_an_accepted_authority(tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path)
    with serving() as running:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate, key)
        running.socket = context.wrap_socket(running.socket, server_side=True)
        running.documents["/feed"] = BODY
        url = running.url.replace("http:", "https:") + "/feed"
        with HttpClient(clock=FakeClock(), environment={}) as client, pytest.raises(SourceError) as caught:
            client.read_small(url, limits=LIMITS)
        assert caught.value.code == "net.tls"
        for named in ({"ca_file": str(certificate)}, {"environment": {"KANAME_CA_FILE": str(certificate)}}):
            with HttpClient(clock=FakeClock(), **{"environment": {}, **named}) as client:  # type: ignore[arg-type]
                assert client.read_small(url, limits=LIMITS) == BODY
        with HttpClient(clock=FakeClock(), ca_file=str(certificate), environment={}) as client:
            running.behaviours["/feed"] = [redirecting("http://127.0.0.1:1/feed")]
            with pytest.raises(SourceError) as plain:
                client.read_small(url, limits=LIMITS)
        assert plain.value.code == "net.redirect_to_plain_http"


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """Make a certificate for 127.0.0.1 that is its own authority."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    )
    return folder / "cert.pem", folder / "key.pem"
