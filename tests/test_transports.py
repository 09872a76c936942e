"""Requests are sent by what `transport=` names, or by the caller's own client of httpx or httpx2."""

from __future__ import annotations

import asyncio
import gc
import subprocess
import sys
from collections.abc import Iterator
from typing import Any, get_args

import anyio
import httpx
import httpx2
import httpx_aiohttp
import pytest

import inferwire
from inferwire_emulator.server import RunningEmulator, serve
from inferwire_runtime.options import TransportName
from tests.faults.matrix import find_leaks

from .support.known_keys import HUGGING_FACE_KEY
from .support.local_servers import ReceivedRequest, http_response, local_server

CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Two cats."}, "finish_reason": "stop"}]}
HUB = {"inferenceProviderMapping": {"replicate": {
    "providerId": "acme/ears", "status": "live", "task": "automatic-speech-recognition"
}}}  # fmt: skip
MESSAGES: list[inferwire.ChatCompletionInputMessage] = [{"role": "user", "content": "hi"}]


@pytest.fixture(scope="module")
def emulator() -> Iterator[RunningEmulator]:
    with serve() as running:
        yield running


class OwnClient(httpx.Client):
    pass


@pytest.mark.parametrize("make", [httpx.Client, httpx2.Client, OwnClient])
def test_a_callers_client_sends_the_requests_and_stays_open(make: Any, emulator: RunningEmulator) -> None:
    http = make()
    with inferwire.InferenceClient(api_key="hf_test", http_client=http, emulator_url=emulator.url) as client:
        output = client.chat_completion(MESSAGES, model="a/model")
        assert output.choices[0].message.content == "Two cats."
        assert len(list(client.chat_completion_stream(MESSAGES, model="a/model"))) == 4
    assert not http.is_closed
    http.close()


@pytest.mark.parametrize("make", [httpx.AsyncClient, httpx2.AsyncClient])
def test_a_callers_asynchronous_client_sends_the_requests_and_stays_open(make: Any, emulator: RunningEmulator) -> None:
    async def main() -> None:
        async with make() as http:
            async with inferwire.AsyncInferenceClient(
                api_key="hf_test", http_client=http, emulator_url=emulator.url
            ) as client:
                output = await client.chat_completion(MESSAGES, model="a/model")
                assert output.choices[0].message.content == "Two cats."
                stream = await client.chat_completion(MESSAGES, model="a/model", stream=True)
                assert len([item async for item in stream]) == 4
            assert not http.is_closed

    asyncio.run(main())


@pytest.mark.parametrize("library", [httpx, httpx2])
def test_exceptions_of_a_callers_client_become_ours(library: Any) -> None:
    def refuse(request: Any) -> Any:
        raise library.ConnectError("connection refused")

    with library.Client(transport=library.MockTransport(refuse)) as http:
        client = inferwire.InferenceClient(api_key="hf_test", http_client=http, retry=1)
        with pytest.raises(
            inferwire.InferenceConnectionError, match="could not be reached: connection refused"
        ) as caught:
            client.chat_completion(MESSAGES, model="a/model")
    assert isinstance(caught.value, ConnectionError)
    assert caught.value.is_retry_safe


def test_another_object_as_a_client_is_refused_at_once() -> None:
    with pytest.raises(inferwire.InputError, match="httpx or httpx2"):
        inferwire.InferenceClient(http_client=object())


TRANSPORTS: tuple[TransportName, ...] = get_args(TransportName)
BLOCKING_TRANSPORTS = [each for each in TRANSPORTS if each != "aiohttp"]


@pytest.mark.parametrize("transport", BLOCKING_TRANSPORTS)
def test_a_transport_is_chosen_by_name(transport: TransportName, emulator: RunningEmulator) -> None:
    with inferwire.InferenceClient(api_key="hf_x", transport=transport, emulator_url=emulator.url) as client:
        assert client.chat_completion(MESSAGES, model="a/model").choices[0].message.content == "Two cats."
        assert client.chat_completion(MESSAGES, model="a/model", stream=True).text() == "Two cats."
        with client.chat_completion(MESSAGES, model="a/model", stream=True) as stream:
            next(stream)
        video = client.text_to_video("cats", model="emulated/text-to-video", provider="fal-ai")
        assert video.data


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("transport", TRANSPORTS)
def test_a_transport_is_chosen_by_name_for_asynchronous_calls(
    transport: TransportName, backend: str, emulator: RunningEmulator
) -> None:
    if (transport, backend) == ("aiohttp", "trio"):
        pytest.skip("aiohttp works on asyncio only")

    async def main() -> None:
        async with inferwire.AsyncInferenceClient(
            api_key="hf_x", transport=transport, emulator_url=emulator.url
        ) as client:
            output = await client.chat_completion(MESSAGES, model="a/model")
            assert output.choices[0].message.content == "Two cats."
            assert await (await client.chat_completion(MESSAGES, model="a/model", stream=True)).text() == "Two cats."
            async with await client.chat_completion(MESSAGES, model="a/model", stream=True) as stream:
                await anext(stream)
            video = await client.text_to_video("cats", model="emulated/text-to-video", provider="fal-ai")
            assert video.data

    anyio.run(main, backend=backend)


def test_aiohttp_is_for_asyncio_only() -> None:
    async def main() -> None:
        async with inferwire.AsyncInferenceClient(api_key="hf_x", transport="aiohttp") as client:
            with pytest.raises(
                inferwire.InputError, match=r"transport='aiohttp' works on asyncio only; leave transport= out"
            ):
                await client.chat_completion(MESSAGES, model="a/model")

    anyio.run(main, backend="trio")


@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "open"])
def test_a_session_of_aiohttp_ends_with_its_event_loop(is_closed: bool) -> None:
    with local_server(lambda _: http_response(body=CHAT)) as server:

        async def main() -> None:
            client = inferwire.AsyncInferenceClient(base_url=server.url, model="m", transport="aiohttp")
            await client.chat_completion(MESSAGES)
            if is_closed:
                await client.close()

        asyncio.run(main())
        gc.collect()  # an open session warns, and warnings are errors


def test_aiohttp_stores_no_cookies_and_adds_no_headers() -> None:
    with local_server(lambda _: http_response(body=CHAT, headers={"set-cookie": "a=b"})) as server:

        async def main() -> None:
            async with inferwire.AsyncInferenceClient(base_url=server.url, model="m", transport="aiohttp") as client:
                for _ in range(2):
                    await client.chat_completion(MESSAGES)

        asyncio.run(main())
        names = [sorted(request.headers) for request in server.received]
        assert names == [["accept", "accept-encoding", "content-length", "content-type", "host", "user-agent"]] * 2


def not_http(_: ReceivedRequest) -> bytes:
    return b"this is not HTTP\r\n\r\n"


def close(_: ReceivedRequest) -> bytes:
    return b""


@pytest.mark.parametrize(
    ("respond", "message"),
    [(not_http, "sent an invalid HTTP response"), (close, "closed the connection before its response was complete")],
)
def test_a_callers_client_over_aiohttp_fails_as_others_do(respond: Any, message: str) -> None:
    with local_server(
        lambda request: respond(request) if request.method == "POST" else http_response(body=HUB)
    ) as server:

        async def main() -> inferwire.InferwireError:
            async with httpx.AsyncClient(transport=httpx_aiohttp.AiohttpTransport()) as http:
                client = inferwire.AsyncInferenceClient(
                    api_key=HUGGING_FACE_KEY, provider="replicate", http_client=http, emulator_url=server.url
                )
                with pytest.raises(inferwire.InferenceConnectionError, match=message) as caught:
                    await client.automatic_speech_recognition(b"fLaC", model="acme/ears")
                return caught.value

        error = asyncio.run(main())
    assert [request.method for request in server.received].count("POST") == 1  # a submission is not repeated
    assert list(find_leaks(HUGGING_FACE_KEY, error, with_locals=True)) == []


SETTINGS = (
    b"\x00\x00\x12\x04\x00\x00\x00\x00\x00"
    + b"\x00\x03\x00\x00\x00\x64\x00\x04\x00\x01\x00\x00\x00\x05\x00\x00\x40\x00"
)
GO_AWAY = b"\x00\x00\x08\x07\x00\x00\x00\x00\x00" + bytes(7) + b"\x01"
HTTP_2 = "speaks HTTP/2 only"
NOT_HTTP = "sent an invalid HTTP response"


@pytest.mark.parametrize("is_async", [False, True], ids=["blocking", "async"])
@pytest.mark.parametrize("transport", TRANSPORTS)
@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (SETTINGS, HTTP_2),
        (bytes(3) + b"\x04" + bytes(5) + GO_AWAY, HTTP_2),
        (SETTINGS + GO_AWAY + b"\r\n\r\n", HTTP_2),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", HTTP_2),
        (b"\x1a\n\x00\x01" + bytes(range(60)), NOT_HTTP),
        (bytes(100), NOT_HTTP),
        (b"\x15\x03\x01\x00\x02\x02\x50", NOT_HTTP),  # an alert of TLS
        (b" HTTP/1.1 200 OK\r\n\r\n", NOT_HTTP),
        (b"hello, this is a page about HTTP/2\r\n\r\n", NOT_HTTP),
        (bytes(range(1, 256)) * 20, NOT_HTTP),
    ],
)
def test_only_what_begins_as_http_2_is_called_so(
    raw: bytes, message: str, transport: TransportName, is_async: bool
) -> None:
    if transport == "aiohttp" and not is_async:
        pytest.skip("aiohttp makes no blocking calls")
    with local_server(lambda _: raw) as server:
        options: dict[str, Any] = {"base_url": server.url, "model": "m", "transport": transport, "retry": 1}

        async def call_async() -> None:
            async with inferwire.AsyncInferenceClient(**options) as client:
                await client.chat_completion(MESSAGES)

        def call() -> None:
            with inferwire.InferenceClient(**options) as client:
                client.chat_completion(MESSAGES)

        with pytest.raises(inferwire.InferenceConnectionError, match=message) as caught:
            asyncio.run(call_async()) if is_async else call()
    assert (HTTP_2 in caught.value.message) == (message == HTTP_2)
    assert "; pass http_client=" in caught.value.message or "; check the URL" in caught.value.message


def test_an_unknown_transport_is_refused_with_the_known_names() -> None:
    name: Any = "requests"
    message = "`transport` must be one of 'default', 'httpx', 'httpx2', 'aiohttp', got 'requests'"
    with pytest.raises(inferwire.InputError, match=f"^{message}"):
        inferwire.InferenceClient(transport=name)


def test_a_transport_and_a_client_exclude_each_other() -> None:
    with (
        httpx.Client() as own,
        pytest.raises(
            inferwire.InputError, match=r"^transport and http_client are mutually exclusive; pass one of them"
        ),
    ):
        inferwire.InferenceClient(transport="httpx", http_client=own)


def test_aiohttp_makes_no_blocking_calls() -> None:
    with pytest.raises(inferwire.InputError, match=r"^transport='aiohttp' cannot make blocking calls; use Async"):
        inferwire.InferenceClient(api_key="hf_x", transport="aiohttp")


LIBRARIES = {"httpx": ("httpx", "httpcore"), "httpx2": ("httpx2", "httpcore2"), "aiohttp": ("aiohttp",)}


@pytest.mark.parametrize("transport", TRANSPORTS)
def test_the_named_library_is_what_sends_the_requests(transport: TransportName, emulator: RunningEmulator) -> None:
    # In a process of its own, because other tests import the libraries, too.
    script = f"""
import asyncio, sys
import inferwire

async def main():
    async with inferwire.AsyncInferenceClient(
        api_key="hf_x", transport={transport!r}, emulator_url={emulator.url!r}
    ) as client:
        await client.chat_completion([{{"role": "user", "content": "hi"}}], model="a/model")

asyncio.run(main())
print(*sorted({{name.partition(".")[0] for name in sys.modules}}))
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    for name, packages in LIBRARIES.items():
        assert (name == transport) == loaded.issuperset(packages), name


def call_httpx2(url: str) -> None:
    inferwire.InferenceClient(base_url=url, model="m", transport="httpx2").chat_completion(MESSAGES)


def call_httpx2_async(url: str) -> None:
    async def main() -> None:
        await inferwire.AsyncInferenceClient(base_url=url, model="m", transport="httpx2").chat_completion(MESSAGES)

    anyio.run(main)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "https://127.0.0.1:9"])
@pytest.mark.parametrize("call", [call_httpx2, call_httpx2_async])
def test_the_error_names_a_library_that_is_not_installed(call: Any, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(inferwire.InputError, match=r"^httpx2 is not installed: pip install 'inferwire\[httpx2\]'"):
        call(url)


def test_the_error_names_aiohttp_if_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        with pytest.raises(
            inferwire.InputError, match=r"^aiohttp is not installed: pip install 'inferwire\[aiohttp\]'"
        ):
            await inferwire.AsyncInferenceClient(api_key="hf_x", transport="aiohttp").chat_completion(
                MESSAGES, model="a/b"
            )

    monkeypatch.setitem(sys.modules, "aiohttp", None)
    asyncio.run(main())
