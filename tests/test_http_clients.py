"""A caller's own HTTP client makes the calls: httpx's, httpx2's, or a subclass of one."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Iterator
from typing import Any

import anyio
import httpx
import httpx2
import httpx_aiohttp
import pytest

import inferwire
from inferwire_emulator.server import Running, serve
from tests.faults.cells import find_leaks

from .known_keys import HUGGING_FACE_KEY
from .local_servers import Received, answer, local_server

CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Two cats."}, "finish_reason": "stop"}]}
HUB = {"inferenceProviderMapping": {"replicate": {
    "providerId": "acme/ears", "status": "live", "task": "automatic-speech-recognition"
}}}  # fmt: skip
MESSAGES: list[inferwire.ChatCompletionInputMessage] = [{"role": "user", "content": "hi"}]


@pytest.fixture(scope="module")
def emulator() -> Iterator[Running]:
    with serve() as running:
        yield running


class OwnClient(httpx.Client):
    pass


@pytest.mark.parametrize("make", [httpx.Client, httpx2.Client, OwnClient])
def test_a_callers_client_makes_the_calls_and_stays_open(make: Any, emulator: Running) -> None:
    http = make()
    with inferwire.InferenceClient(api_key="hf_test", http_client=http, emulator_url=emulator.url) as client:
        answer = client.chat_completion(MESSAGES, model="a/model")
        assert answer.choices[0].message.content == "Two cats."
        assert len(list(client.chat_completion_stream(MESSAGES, model="a/model"))) == 4
    assert not http.is_closed
    http.close()


@pytest.mark.parametrize("make", [httpx.AsyncClient, httpx2.AsyncClient])
def test_a_callers_asynchronous_client_makes_the_calls_and_stays_open(make: Any, emulator: Running) -> None:
    async def main() -> None:
        async with make() as http:
            async with inferwire.AsyncInferenceClient(
                api_key="hf_test", http_client=http, emulator_url=emulator.url
            ) as client:
                answer = await client.chat_completion(MESSAGES, model="a/model")
                assert answer.choices[0].message.content == "Two cats."
                stream = await client.chat_completion(MESSAGES, model="a/model", stream=True)
                assert len([item async for item in stream]) == 4
            assert not http.is_closed

    asyncio.run(main())


@pytest.mark.parametrize("library", [httpx, httpx2])
def test_exceptions_of_a_callers_client_become_ours(library: Any) -> None:
    def refuse(request: Any) -> Any:
        raise library.ConnectError("nobody listens")

    with library.Client(transport=library.MockTransport(refuse)) as http:
        client = inferwire.InferenceClient(api_key="hf_test", http_client=http, retry=None)
        with pytest.raises(inferwire.ConnectionError, match="could not be reached: nobody listens") as caught:
            client.chat_completion(MESSAGES, model="a/model")
    assert isinstance(caught.value, ConnectionError)
    assert caught.value.is_retry_safe


def test_something_else_as_a_client_is_refused_at_once() -> None:
    with pytest.raises(inferwire.InputError, match="httpx or httpx2"):
        inferwire.InferenceClient(http_client=object())


CHOICES: list[Any] = ["httpx", "httpx-stock", "httpx2", "aiohttp"]


@pytest.mark.parametrize("http", CHOICES)
def test_a_library_is_chosen_by_name(http: Any, emulator: Running) -> None:
    with inferwire.InferenceClient(api_key="hf_x", http=http, emulator_url=emulator.url) as client:
        assert client.chat_completion(MESSAGES, model="a/model").choices[0].message.content == "Two cats."
        assert client.chat_completion(MESSAGES, model="a/model", stream=True).text() == "Two cats."
        with client.chat_completion(MESSAGES, model="a/model", stream=True) as stream:
            next(stream)
        video = client.text_to_video("cats", model="emulated/text-to-video", provider="fal-ai")
        assert video.data


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("http", CHOICES)
def test_a_library_is_chosen_by_name_for_asynchronous_calls(http: Any, backend: str, emulator: Running) -> None:
    if (http, backend) == ("aiohttp", "trio"):
        pytest.skip("aiohttp works on asyncio only")

    async def main() -> None:
        async with inferwire.AsyncInferenceClient(api_key="hf_x", http=http, emulator_url=emulator.url) as client:
            answer = await client.chat_completion(MESSAGES, model="a/model")
            assert answer.choices[0].message.content == "Two cats."
            assert await (await client.chat_completion(MESSAGES, model="a/model", stream=True)).text() == "Two cats."
            async with await client.chat_completion(MESSAGES, model="a/model", stream=True) as stream:
                await anext(stream)
            video = await client.text_to_video("cats", model="emulated/text-to-video", provider="fal-ai")
            assert video.data

    anyio.run(main, backend=backend)


def test_aiohttp_is_for_asyncio_only() -> None:
    async def main() -> None:
        async with inferwire.AsyncInferenceClient(api_key="hf_x", http="aiohttp") as client:
            with pytest.raises(inferwire.InputError, match="http='aiohttp' works on asyncio only; leave http out"):
                await client.chat_completion(MESSAGES, model="a/model")

    anyio.run(main, backend="trio")


@pytest.mark.parametrize("is_closed", [True, False], ids=["closed", "left to the event loop"])
def test_a_session_of_aiohttp_ends_with_its_event_loop(is_closed: bool) -> None:
    with local_server(lambda _: answer(body=CHAT)) as server:

        async def main() -> None:
            client = inferwire.AsyncInferenceClient(base_url=server.url, http="aiohttp")
            await client.chat_completion(MESSAGES)
            if is_closed:
                await client.close()

        asyncio.run(main())
        gc.collect()  # what is left open warns, and warnings are errors


def test_aiohttp_keeps_no_cookies_and_makes_up_no_headers() -> None:
    with local_server(lambda _: answer(body=CHAT, headers={"set-cookie": "a=b"})) as server:

        async def main() -> None:
            async with inferwire.AsyncInferenceClient(base_url=server.url, http="aiohttp") as client:
                for _ in range(2):
                    await client.chat_completion(MESSAGES)

        asyncio.run(main())
        names = [sorted(request.headers) for request in server.received]
        assert names == [["accept", "accept-encoding", "content-length", "content-type", "host", "user-agent"]] * 2


def garbage(_: Received) -> bytes:
    return b"this is no HTTP\r\n\r\n"


def hang_up(_: Received) -> bytes:
    return b""


@pytest.mark.parametrize(
    ("respond", "says"),
    [(garbage, "sent what is no HTTP answer"), (hang_up, "hung up before its answer was complete")],
)
def test_a_callers_client_over_aiohttp_fails_as_others_do(respond: Any, says: str) -> None:
    with local_server(lambda request: respond(request) if request.method == "POST" else answer(body=HUB)) as server:

        async def main() -> inferwire.InferwireError:
            async with httpx.AsyncClient(transport=httpx_aiohttp.AiohttpTransport()) as http:
                client = inferwire.AsyncInferenceClient(
                    api_key=HUGGING_FACE_KEY, provider="replicate", http_client=http, emulator_url=server.url
                )
                with pytest.raises(inferwire.ConnectionError, match=says) as caught:
                    await client.automatic_speech_recognition(b"fLaC", model="acme/ears")
                return caught.value

        error = asyncio.run(main())
    assert [request.method for request in server.received].count("POST") == 1  # an order is not sent twice
    assert list(find_leaks(HUGGING_FACE_KEY, error, with_locals=True)) == []


def test_an_unknown_library_is_refused_with_those_that_are_known() -> None:
    http: Any = "requests"
    with pytest.raises(inferwire.InputError, match="http is one of 'httpx', 'httpx-stock', 'httpx2', 'aiohttp', not"):
        inferwire.InferenceClient(http=http)
    with httpx.Client() as own, pytest.raises(inferwire.InputError, match="exclude each other"):
        inferwire.InferenceClient(http="httpx", http_client=own)


def ask_httpx2(url: str) -> None:
    inferwire.InferenceClient(base_url=url, http="httpx2").chat_completion(MESSAGES)


def ask_httpx2_async(url: str) -> None:
    async def main() -> None:
        await inferwire.AsyncInferenceClient(base_url=url, http="httpx2").chat_completion(MESSAGES)

    anyio.run(main)


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "https://127.0.0.1:9"])
@pytest.mark.parametrize("ask", [ask_httpx2, ask_httpx2_async])
def test_a_library_that_is_not_installed_is_named(ask: Any, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx2", None)
    with pytest.raises(inferwire.InputError, match=r"^httpx2 is not installed: pip install httpx2"):
        ask(url)


def test_aiohttp_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        with pytest.raises(inferwire.InputError, match=r"needs aiohttp: pip install 'inferwire\[aiohttp\]'"):
            await inferwire.AsyncInferenceClient(api_key="hf_x", http="aiohttp").chat_completion(MESSAGES, model="a/b")

    monkeypatch.setitem(sys.modules, "aiohttp", None)
    asyncio.run(main())
