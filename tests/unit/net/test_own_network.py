"""A server outside cannot lead into the own network; one inside may lead anywhere."""

import pytest

from kaname.errors import SourceError
from kaname.net.client import HttpClient, Limits
from kaname.net.own_network import is_inner
from kaname.testing.web import web

LIMITS = Limits(size_bytes=1000, connect_seconds=5, silence_seconds=5, total_seconds=10)


@pytest.mark.parametrize(
    ("url", "inner"),
    [
        ("https://example.com/", False),
        ("https://192.0.2.1/", True),
        ("http://10.0.0.1/", True),
        ("http://[::1]/", True),
        ("http://8.8.8.8/", False),
        ("http://printer/", True),
        ("http://nas.local./", True),
        ("http://localhost:8080/", True),
    ],
)
def test_which_addresses_lie_inside(url: str, inner: bool) -> None:
    assert is_inner(url) is inner


asked: list[str] = []


def answer(method: str, url: str) -> tuple[int, bytes, dict[str, str]]:
    asked.append(url)
    target = {
        "https://example.com/in": "https://nas.local/",
        "https://example.com/out": "https://example.org/",
        "https://nas.local/in": "https://printer.local/",
    }.get(url)
    return (302, b"", {"Location": target}) if target else (200, b"here", {})


def test_a_redirect_into_the_own_network_is_refused() -> None:
    with web(answer) as running, HttpClient(environment=running.environment) as client:
        assert client.read_small("https://example.com/out", limits=LIMITS) == b"here"
        assert client.read_small("https://nas.local/in", limits=LIMITS) == b"here"
        with pytest.raises(SourceError) as caught:
            client.read_small("https://example.com/in", limits=LIMITS)
    assert caught.value.code == "net.redirect_inside"
    assert caught.value.params["target"] == "https://nas.local/"
    assert "https://nas.local/" not in asked
