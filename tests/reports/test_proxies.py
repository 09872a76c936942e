"""Proxies and certificates in the environment concern only the calls that use them, and are named if they fail."""

from __future__ import annotations

import asyncio
import pickle
import re
from typing import Any

import httpx
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient
from inferwire_http.proxies import ProxySettings
from tests.support.local_servers import http_response, local_server
from tests.support.proxy_server import ProxyServer

MESSAGES: Any = [{"role": "user", "content": "hi"}]
CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Two cats."}, "finish_reason": "stop"}]}
NO_PROXY_HERE = "http://user:secret-of-proxy@127.0.0.1:9"
KINDS = ["default", "default async", "httpx", "httpx async", "httpx2", "httpx2 async", "aiohttp async"]

on_each_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def chat(kind: str, url: str, **options: Any) -> str:
    transport: Any = kind.split()[0]
    settings: dict[str, Any] = {"base_url": url, "api_key": False, "model": "m", "retry": 1, "transport": transport}
    settings |= options
    if "async" not in kind:
        with InferenceClient(**settings) as client:
            return client.chat_completion(MESSAGES).choices[0].message.content or ""

    async def main() -> str:
        async with AsyncInferenceClient(**settings) as client:
            return (await client.chat_completion(MESSAGES)).choices[0].message.content or ""

    return asyncio.run(main())


@on_each_kind
@pytest.mark.parametrize(
    "environment",
    [
        {"HTTP_PROXY": NO_PROXY_HERE, "NO_PROXY": "127.0.0.1"},
        {"http_proxy": NO_PROXY_HERE, "no_proxy": "10.0.0.0/8, 127.0.0.0/8"},
        {"HTTP_PROXY": NO_PROXY_HERE, "NO_PROXY": "localhost,127.0.0.1,::1/128,[::1],fd07:b51a:cc66:f0::/64"},
        {"HTTP_PROXY": NO_PROXY_HERE, "NO_PROXY": "*"},
        {"ALL_PROXY": "socks://127.0.0.1:9", "NO_PROXY": "127.0.0.1"},
        {"ALL_PROXY": "your_proxy_url://", "NO_PROXY": "127.0.0.1"},
        {"HTTPS_PROXY": NO_PROXY_HERE, "SSL_CERT_FILE": "/nonexistent.pem"},
        {"SSL_CERT_DIR": "/nonexistent"},
    ],
    ids=str,
)
def test_what_a_call_does_not_use_does_not_concern_it(
    kind: str, environment: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    with local_server(lambda _: http_response(200, CHAT)) as server:
        assert chat(kind, server.url) == "Two cats."


@on_each_kind
def test_a_proxy_carries_the_request(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with local_server(lambda _: http_response(200, CHAT)) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        assert chat(kind, "http://a.test") == "Two cats."
        assert proxy.received[0].target == "http://a.test/v1/chat/completions"


@on_each_kind
def test_a_proxy_that_is_passed_carries_all_requests(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", NO_PROXY_HERE)
    monkeypatch.setenv("NO_PROXY", "*")
    with local_server(lambda _: http_response(200, CHAT)) as proxy:
        url = proxy.url.replace("://", "://me:p%40ss@")
        assert chat(kind, "http://a.test", proxy=url) == "Two cats."
        assert proxy.received[0].target == "http://a.test/v1/chat/completions"
        assert proxy.received[0].headers["proxy-authorization"] == "Basic bWU6cEBzcw=="


@on_each_kind
def test_no_proxy_is_used_if_none_is_wanted(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", NO_PROXY_HERE)
    with local_server(lambda _: http_response(200, CHAT)) as server:
        assert chat(kind, server.url, proxy=False) == "Two cats."


@on_each_kind
def test_a_proxy_that_is_passed_is_named_by_its_argument(kind: str) -> None:
    text = r"the proxy 127.0.0.1:9 could not be reached.*; check proxy=$"
    with pytest.raises(inferwire.InferenceConnectionError) as caught:
        chat(kind, "http://a.test", proxy=NO_PROXY_HERE)
    assert re.search(text, caught.value.message)
    assert "secret-of-proxy" not in str(caught.value)


@pytest.mark.parametrize("proxy", ["", "a b", "http://", "ftp://me:secret-of-proxy@a", "http://a:b:c", True, 8080])
def test_an_invalid_proxy_is_refused_at_once(proxy: Any) -> None:
    with pytest.raises(inferwire.InputError, match="proxy") as caught:
        InferenceClient(proxy=proxy)
    assert "secret-of-proxy" not in str(caught.value)


def test_a_proxy_and_a_client_exclude_each_other() -> None:
    with httpx.Client() as client:
        for options in ({"proxy": "http://a"}, {"limits": 5}):
            with pytest.raises(inferwire.InputError, match="mutually exclusive"):
                InferenceClient(http_client=client, **options)


def test_a_pickle_holds_no_password_of_a_proxy() -> None:
    client = InferenceClient(proxy="http://me:secret-of-proxy@a.test:3128", limits=7)
    data = pickle.dumps(client)
    assert b"secret-of-proxy" not in data
    assert "secret-of-proxy" not in repr(client)
    settings = pickle.loads(data)._core.connections.settings
    assert (settings.proxy, settings.max_connections) == ("http://a.test:3128", 7)


@pytest.mark.parametrize("kind", ["default", "default async", "httpx", "httpx2 async"])
@pytest.mark.parametrize("scheme", ["socks5", "socks5h", "socks"])
def test_a_socks_proxy_carries_the_request(kind: str, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with (
        local_server(lambda _: http_response(200, CHAT)) as server,
        ProxyServer("socks5", credentials=("me", "p@ss")) as proxy,
    ):
        monkeypatch.setenv("ALL_PROXY", f"{scheme}://me:p%40ss@127.0.0.1:{proxy.port}")
        assert chat(kind, server.url.replace("127.0.0.1", "a.test")) == "Two cats."
        assert proxy.heads[0].startswith(b"a.test:")


@on_each_kind
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_is_down_is_named(kind: str, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{scheme.upper()}_PROXY", NO_PROXY_HERE)
    text = f"the proxy 127.0.0.1:9 could not be reached.*; check {scheme.upper()}_PROXY, or name the host of a.test"
    with pytest.raises(inferwire.InferenceConnectionError, match=text) as caught:
        chat(kind, f"{scheme}://a.test")
    assert "secret-of-proxy" not in str(caught.value)


@on_each_kind
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_requires_a_password_is_named(kind: str, scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with local_server(lambda _: http_response(407, b"<html>a password</html>")) as proxy:
        monkeypatch.setenv(f"{scheme.upper()}_PROXY", proxy.url)
        address = proxy.url.removeprefix("http://")
        text = rf"the proxy {address} requires a user name and a password \(407 .*\); put them into {scheme.upper()}_"
        with pytest.raises(inferwire.InferenceConnectionError, match=text):
            chat(kind, f"{scheme}://a.test")


@on_each_kind
@pytest.mark.parametrize("status", [403, 501, 502])
def test_a_proxy_that_refuses_to_connect_is_named(kind: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with local_server(lambda _: http_response(status, b"<html>no</html>")) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        address = proxy.url.removeprefix("http://")
        text = rf"the proxy {address} refused to connect to a.test \(endpoint\) \({status} .*\); check HTTPS_PROXY"
        with pytest.raises(inferwire.InferenceConnectionError, match=text):
            chat(kind, "https://a.test")


@pytest.mark.parametrize("kind", ["default", "default async", "httpx2"])
def test_the_page_of_a_proxy_is_not_blamed_on_the_server(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with local_server(
        lambda _: http_response(502, b"<html>unreachable</html>", {"content-type": "text/html"})
    ) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        text = rf"a.test \(endpoint\) or the proxy {proxy.url.removeprefix('http://')} \(HTTP_PROXY\) returned 502"
        with pytest.raises(inferwire.ProviderError, match=text):
            chat(kind, "http://a.test")


@on_each_kind
def test_an_unusable_proxy_is_an_error_of_the_calls_that_use_it(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "nonsense://user:secret-of-proxy@a")
    with pytest.raises(inferwire.InputError, match="ALL_PROXY names a proxy of an unknown kind, 'nonsense'") as caught:
        chat(kind, "http://a.test")
    assert "secret-of-proxy" not in str(caught.value)


@pytest.mark.parametrize(
    ("rules", "host", "port", "is_direct"),
    [
        ("example.com", "example.com", 80, True),
        ("example.com", "a.example.com", 80, True),
        ("example.com", "badexample.com", 80, False),
        (".example.com", "a.example.com", 80, True),
        (".Example.com", "example.COM.", 80, True),
        ("*.example.com", "a.example.com", 80, True),
        ("*.example.com", "other.com", 80, False),
        ("gpu-*.local", "gpu-7.local", 80, True),
        ("host:8080", "host", 8080, True),
        ("host:8080", "host", 80, False),
        ("http://host", "host", 80, True),
        ("https://host", "host", 80, False),
        ("10.0.0.0/8", "10.1.2.3", 80, True),
        ("10.0.0.0/8", "11.1.2.3", 80, False),
        ("10.0.0.0/8", "10.example.com", 80, False),
        ("10.1.2.3:8000", "10.1.2.3", 8000, True),
        ("10.1.2.3:8000", "10.1.2.3", 80, False),
        ("192.168.*", "192.168.1.1", 80, True),
        ("::1", "::1", 80, True),
        ("[::1]", "0:0:0:0:0:0:0:1", 80, True),
        ("[::1]:8080", "::1", 8080, True),
        ("[::1]:8080", "::1", 80, False),
        ("fd07:b51a::/32", "fd07:b51a:cc66::1", 80, True),
        ("[fe80::]/10", "fe80::1%eth0", 80, True),
        ("a b , c", "b", 80, True),
        (" , ,", "a", 80, False),
        ("10.0.0.0/99, [::1, a:b:c, ]", "a", 80, False),
    ],
)
def test_the_hosts_without_a_proxy(rules: str, host: str, port: int, is_direct: bool) -> None:
    assert ProxySettings({"http": "http://p", "no": rules}).is_direct("http", host, port) is is_direct
