"""Files at URLs: neither a response nor a URL that a caller passes on leads into a private network."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from typing import Any

import anyio
import pytest

import inferwire
from inferwire_http import public
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
IMAGE = http_response(body=PNG, headers={"content-type": "image/png"})
SCORES = [{"label": "cat", "score": 1.0}]


def call_blocking(method: str, url: str, *args: Any, **options: Any) -> Any:
    with inferwire.InferenceClient(base_url=url, api_key="sk-test", retry=1) as client:
        return getattr(client, method)(*args, **options)


def call_on(backend: str) -> Callable[..., Any]:
    async def main(method: str, url: str, args: Any, options: Any) -> Any:
        async with inferwire.AsyncInferenceClient(base_url=url, api_key="sk-test", retry=1) as client:
            return await getattr(client, method)(*args, **options)

    return lambda method, url, *args, **options: anyio.run(main, method, url, args, options, backend=backend)


on_every_backend = pytest.mark.parametrize("call", [call_blocking, call_on("asyncio"), call_on("trio")])


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let names under ``public.example`` resolve to 127.0.0.1, which counts as public, and others inwards."""
    real = socket.getaddrinfo

    def look_up(host: Any, *rest: Any, **options: Any) -> list[Any]:
        text = host.decode() if isinstance(host, bytes) else str(host)
        if text.endswith(".public.example"):
            text = "127.0.0.1"
        elif text.endswith(".example"):
            text = "127.0.0.2"
        return real(text, *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(public, "is_private_address", lambda address: address != "127.0.0.1")
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        monkeypatch.delenv(name)


@pytest.fixture
def inner() -> Iterator[LocalServer]:
    """A server in the private network."""
    with local_server(lambda request: IMAGE, "127.0.0.2") as server:
        yield server


def port_of(server: LocalServer) -> str:
    return server.url.rpartition(":")[2]


def respond_with(url: str) -> Callable[[ReceivedRequest], bytes]:
    return lambda request: http_response(body={"output": [url]})


INWARDS = ("http://127.0.0.2:{}/a.png", "http://intranet.example:{}/a.png", "http://[::ffff:7f00:2]:{}/a.png")
INWARDS += ("http://0x7f.2:{}/a.png", "http://2130706434:{}/a.png", "http://redis:{}/a.png")


@on_every_backend
@pytest.mark.parametrize("link", INWARDS)
def test_a_response_names_no_file_in_a_private_network(call: Any, link: str, inner: LocalServer) -> None:
    url = link.format(port_of(inner))
    with local_server(respond_with(url)) as api:
        base = f"http://api.public.example:{port_of(api)}"
        with pytest.raises(inferwire.OutputError, match=r"names a URL at a private address .*; pass output_type='url'"):
            call("text_to_image", base, "A cat")
        assert call("text_to_image", base, "A cat", output_type="json") == {"output": [url]}
    assert inner.received == []


@on_every_backend
@pytest.mark.parametrize("link", INWARDS)
def test_a_url_that_is_passed_leads_not_into_a_private_network(call: Any, link: str, inner: LocalServer) -> None:
    with local_server(lambda request: http_response(body=SCORES)) as api:
        base = f"http://api.public.example:{port_of(api)}"
        with pytest.raises(inferwire.InputError, match=r"leads to a private address .*; pass the file's bytes"):
            call("image_classification", base, link.format(port_of(inner)))
        assert api.received == []
    assert inner.received == []


@on_every_backend
@pytest.mark.parametrize("link", INWARDS)
@pytest.mark.parametrize("hops", [1, 3])
def test_no_redirect_leads_into_a_private_network(call: Any, link: str, hops: int, inner: LocalServer) -> None:
    url = link.format(port_of(inner))

    def redirect(request: ReceivedRequest) -> bytes:
        count = int(request.target.rpartition("/")[2])
        target = url if count == 1 else f"http://hop{count}.public.example:{port_of(files)}/{count - 1}"
        return http_response(302, headers={"location": target})

    with local_server(redirect) as files:
        start = f"http://files.public.example:{port_of(files)}/{hops}"
        with local_server(respond_with(start)) as api:
            base = f"http://api.public.example:{port_of(api)}"
            with pytest.raises(inferwire.InferwireError, match=r"private (network|address)"):
                call("text_to_image", base, "A cat")
        with local_server(lambda request: http_response(body=SCORES)) as api:
            base = f"http://api.public.example:{port_of(api)}"
            with pytest.raises(inferwire.InputError, match=r"private (network|address)"):
                call("image_classification", base, start)
            assert api.received == []
        assert len(files.received) == 2 * hops
    assert inner.received == []


@on_every_backend
def test_files_in_ones_own_network_are_fetched_where_the_caller_allows_it(call: Any, inner: LocalServer) -> None:
    url = f"http://files.example:{port_of(inner)}/a.png"
    with local_server(respond_with(url)) as api:
        base = f"http://api.public.example:{port_of(api)}"
        assert call("text_to_image", base, "A cat", allow_private_urls=True).data == PNG
    with local_server(lambda request: http_response(body=SCORES)) as api:
        base = f"http://api.public.example:{port_of(api)}"
        assert call("image_classification", base, url, allow_private_urls=True)[0].label == "cat"
        assert api.received[0].body == PNG
        with inferwire.InferenceClient(base_url=base, api_key="sk-test").with_options(
            allow_private_urls=True
        ) as client:
            assert client.image_classification(url)[0].label == "cat"
        with pytest.raises(inferwire.InputError, match="`allow_private_urls` must be True or False, got 1"):
            call("image_classification", base, url, allow_private_urls=1)


@on_every_backend
def test_an_api_in_a_private_network_names_files_there(call: Any, inner: LocalServer) -> None:
    with local_server(respond_with(f"http://files.example:{port_of(inner)}/a.png")) as api:
        assert call("text_to_image", api.url, "A cat").data == PNG


@on_every_backend
def test_public_files_are_fetched(call: Any) -> None:
    with local_server(lambda request: IMAGE) as files:
        url = f"http://files.public.example:{port_of(files)}/a.png"
        with local_server(respond_with(url)) as api:
            assert call("text_to_image", f"http://api.public.example:{port_of(api)}", "A cat").data == PNG
        with local_server(lambda request: http_response(body=SCORES)) as api:
            base = f"http://api.public.example:{port_of(api)}"
            assert call("image_classification", base, url)[0].label == "cat"
    assert all("authorization" not in request.headers for request in files.received)
