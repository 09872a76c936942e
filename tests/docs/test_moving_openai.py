"""Each row of the tables for users of openai holds: every one has a check here, by its first cell."""

from __future__ import annotations

import asyncio
import base64
import copy
import inspect
import pickle
import re
import threading
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path
from typing import Any

import anyio
import httpx
import msgspec
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, Retry
from tests.support.known_keys import PROVIDER_KEY
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server

from .pages import DOCS

MESSAGES: Any = [{"role": "user", "content": "How many cats are there?"}]
PNG = "iVBORw0KGgoAAAANSUhEUg=="
FLAC = b"fLaC" + bytes(60)
CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "Two."}, "finish_reason": "stop"}]}
RESPONSE = {
    "id": "resp_1",
    "status": "completed",
    "output": [{"type": "message", "content": [{"type": "output_text", "text": '{"cats": 2}'}]}],
}
RESPONSE_EVENTS = (
    b'event: response.output_text.delta\ndata: {"type": "response.output_text.delta", "delta": "Two."}\n\n'
    b'event: response.completed\ndata: {"type": "response.completed", '
    b'"response": {"id": "resp_1", "status": "completed", '
    b'"output": [{"type": "message", "content": [{"type": "output_text", "text": "Two."}]}]}}\n\n'
)
ROUTES: dict[str, Any] = {
    **{f"/v1/responses{path}": RESPONSE for path in ("", "/resp_1", "/resp_1/cancel")},
    "/v1/chat/completions": CHAT,
    "/v1/completions": {"choices": [{"index": 0, "text": "Two.", "finish_reason": "stop"}]},
    "/v1/embeddings": {"data": [{"index": 0, "embedding": [0.5, 1.0]}]},
    "/v1/images/generations": {"data": [{"b64_json": PNG}]},
    "/v1/images/edits": {"data": [{"b64_json": PNG}]},
    "/v1/audio/transcriptions": {"text": "Two."},
    "/v1/models": {"object": "list", "data": [{"id": "a", "object": "model"}, {"id": "b", "object": "model"}]},
}
EVENTS = (
    b'data: {"choices": [{"index": 0, "delta": {"role": "assistant", "content": "Two"}}]}\n\n'
    b'data: {"choices": [{"index": 0, "delta": {"content": "."}, "finish_reason": "stop"}]}\n\n'
    b'data: {"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}}\n\n'
)
DONE = b"data: [DONE]\n\n"
EVENT_STREAM = {"content-type": "text/event-stream"}

Check = Callable[..., None]
CHECKS: dict[str, Check] = {}


def row(first_cell: str) -> Callable[[Check], Check]:
    """Register the check of a row. It gets what its parameters name: ``server``, ``monkeypatch``, ``tmp_path``."""

    def register(check: Check) -> Check:
        CHECKS[first_cell] = check
        return check

    return register


def rows() -> list[str]:
    """Return the first cells of all rows on the page."""
    lines = (DOCS / "moving" / "openai.md").read_text(encoding="utf-8").splitlines()
    cells = [re.split(r"(?<!\\) \| ", line.strip("| "))[0] for line in lines if line.startswith("|")]
    return [cell for cell in cells if cell not in ("openai", "openai | inferwire", "--- | --- | ---", "---")]


def respond(request: ReceivedRequest) -> bytes:
    if b'"stream":true' in request.body and request.target.endswith("/responses"):
        return http_response(body=RESPONSE_EVENTS, headers=EVENT_STREAM)
    if b'"stream":true' in request.body:
        return http_response(body=EVENTS + DONE, headers=EVENT_STREAM)
    if request.target == "/v1/audio/speech":
        return http_response(body=FLAC, headers={"content-type": "audio/flac"})
    found = ROUTES.get(request.target.removeprefix("/api.openai.com").removesuffix("?v=1"))
    return http_response(404, {"detail": "Not Found"}) if found is None else http_response(body=found)


def options(server: LocalServer, **more: Any) -> dict[str, Any]:
    return {"base_url": f"{server.url}/v1", "api_key": PROVIDER_KEY, "model": "m", "retry": 1, **more}


def call(server: LocalServer, method: str, /, *arguments: Any, client: Any = None, **named: Any) -> Any:
    """Call a method by both kinds of client, and return the result, which is the same."""
    settings = options(server, **(client or {}))

    async def main() -> Any:
        async with AsyncInferenceClient(**settings) as asynchronous:
            return await getattr(asynchronous, method)(*arguments, **named)

    result = anyio.run(main)
    with InferenceClient(**settings) as blocking:
        assert getattr(blocking, method)(*arguments, **named) == result
    return result


def by_both_clients(server: LocalServer, method: str, /, **named: Any) -> list[Any]:
    """Call a method, such as ``images.generate``, by both kinds of client, and return both results."""

    async def main() -> Any:
        async with AsyncInferenceClient(**options(server)) as asynchronous:
            return await attrgetter(method)(asynchronous)(**named)

    with InferenceClient(**options(server)) as blocking:
        return [attrgetter(method)(blocking)(**named), anyio.run(main)]


class Count(msgspec.Struct):
    cats: int


def fails(kind: type[Exception], response: bytes | None, **settings: Any) -> Any:
    """Return the error of a chat; without a response, the server never responds."""
    silent = threading.Event()

    def respond_so(request: ReceivedRequest) -> bytes:
        if response is None:
            silent.wait(5)
        return response or b""

    with local_server(respond_so) as server:
        for run in (chat_blocking, chat_asynchronous):
            with pytest.raises(kind) as caught:
                run(options(server, **settings))
        silent.set()
    return caught.value


def chat_blocking(settings: dict[str, Any]) -> Any:
    with InferenceClient(**settings) as client:
        return client.chat_completion(MESSAGES)


def chat_asynchronous(settings: dict[str, Any]) -> Any:
    async def main() -> Any:
        async with AsyncInferenceClient(**settings) as client:
            return await client.chat_completion(MESSAGES)

    return anyio.run(main)


def stream_of(body: bytes) -> LocalServer:
    return LocalServer(lambda request: http_response(body=body, headers=EVENT_STREAM))


@row("`OpenAI(api_key=..., base_url=...)`")
def check_client(server: LocalServer) -> None:
    assert call(server, "chat_completion", MESSAGES).choices[0].message.content == "Two."
    assert {request.headers["authorization"] for request in server.received} == {f"Bearer {PROVIDER_KEY}"}
    assert {request.target for request in server.received} == {"/v1/chat/completions"}


@row("`OpenAI()` with `OPENAI_API_KEY`")
def check_key_of_the_environment(server: LocalServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", PROVIDER_KEY)
    with InferenceClient(provider="openai", emulator_url=server.url) as client:
        assert client.chat_completion(MESSAGES, model="openai/gpt-4.1-mini").choices
    (request,) = server.received
    assert request.target == "/api.openai.com/v1/chat/completions"
    assert request.headers["authorization"] == f"Bearer {PROVIDER_KEY}"
    assert msgspec.json.decode(request.body)["model"] == "gpt-4.1-mini"


@row("`client.chat.completions.create(...)`")
def check_chat(server: LocalServer) -> None:
    result = call(server, "chat_completion", MESSAGES, model="other")
    with InferenceClient(**options(server)) as client:
        assert client.chat.completions.create(messages=MESSAGES, model="other") == result
    assert len({request.body for request in server.received}) == 1


@row("`stream=True`")
def check_stream(server: LocalServer) -> None:
    with InferenceClient(**options(server)) as client:
        stream = client.chat.completions.create(messages=MESSAGES, model="m", stream=True)
        assert [chunk.choices[0].delta.content for chunk in stream if chunk.choices] == ["Two", "."]


@row("`client.chat.completions.parse(messages=..., response_format=Invoice)`")
def check_parse() -> None:
    with local_server(lambda _: http_response(body=chat_with('{"cats": 2}'))) as server:
        for chat in by_both_clients(server, "chat.completions.parse", messages=MESSAGES, response_format=Count):
            assert chat.choices[0].message.parsed == Count(cats=2)
    assert msgspec.json.decode(server.received[0].body)["response_format"]["json_schema"]["name"] == "Count"


@row("`with client.chat.completions.stream(...) as stream`")
def check_events(server: LocalServer) -> None:
    with (
        InferenceClient(**options(server)) as client,
        client.chat.completions.stream(messages=MESSAGES) as stream,
    ):
        deltas = [event.delta for event in stream if event.type == "content.delta"]
        assert deltas == ["Two", "."]
        assert stream.get_final_completion().choices[0].message.content == "Two."


@row("`client.responses.create(...)`, `.parse(...)`, `.stream(...)`")
def check_responses(server: LocalServer) -> None:
    for made in by_both_clients(server, "responses.create", input="How many?"):
        assert (made.output_text, made.output[0].content[0].text) == ('{"cats": 2}', '{"cats": 2}')
    for parsed in by_both_clients(server, "responses.parse", input="How many?", text_format=Count):
        assert parsed.output_parsed == Count(cats=2)
    with InferenceClient(**options(server)) as client, client.responses.stream(input="How many?") as stream:
        assert stream.get_final_response().output_text == "Two."


@row("`client.responses.retrieve(id)`, `.cancel(id)`, `.delete(id)`")
def check_stored_responses(server: LocalServer) -> None:
    for method in ("retrieve", "cancel"):
        assert [made.id for made in by_both_clients(server, f"responses.{method}", response_id="resp_1")] == [
            "resp_1"
        ] * 2
    assert by_both_clients(server, "responses.delete", response_id="resp_1") == [None, None]
    assert [made.status for made in by_both_clients(server, "responses.wait", response="resp_1")] == ["completed"] * 2


@row("`.tool_calls[0].function.parsed_arguments` of `parse`")
def check_parsed_arguments() -> None:
    tool = {"id": "1", "type": "function", "function": {"name": "count", "arguments": '{"place": "sofa"}'}}
    message = {"role": "assistant", "content": None, "tool_calls": [tool]}
    response = {"choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}]}
    with local_server(lambda _: http_response(body=response)) as server:
        for chat in by_both_clients(server, "chat.completions.parse", messages=MESSAGES, response_format=Count):
            assert chat.choices[0].message.tool_calls[0].function.parsed_arguments == {"place": "sofa"}


@row("`client.models.list()`, `client.models.retrieve(name)`")
def check_models(server: LocalServer) -> None:
    for page in by_both_clients(server, "models.list"):
        assert [model.id for model in page.data] == ["a", "b"]
    assert [model.id for model in by_both_clients(server, "models.retrieve", model="b")] == ["b", "b"]
    assert [model.id for model in call(server, "list_models")] == ["a", "b"]


@row("`client.completions.create(prompt=...)`")
def check_completion(server: LocalServer) -> None:
    assert call(server, "text_generation", "How many?").generated_text == "Two."
    assert server.received[-1].target == "/v1/completions"


@row("`client.embeddings.create(input=...).data[0].embedding`")
def check_embeddings(server: LocalServer) -> None:
    assert call(server, "feature_extraction", "A cat") == [0.5, 1.0]
    for result in by_both_clients(server, "embeddings.create", input="A cat"):
        assert result.data[0].embedding == [0.5, 1.0]
    assert server.received[-1].target == "/v1/embeddings"


@row("`client.images.edit(image=..., mask=..., prompt=...)`")
def check_edited_image(server: LocalServer) -> None:
    image = base64.b64decode(PNG)
    for result in by_both_clients(server, "images.edit", image=("cat.png", image), mask=image, prompt="A hat"):
        assert result.data[0].b64_json == PNG
    assert call(server, "image_to_image", image, "A hat").data == image
    assert [request.target for request in server.received] == ["/v1/images/edits"] * 4
    assert b"A hat" in server.received[0].body


@row("`client.images.generate(prompt=...).data[0].b64_json`")
def check_image(server: LocalServer) -> None:
    for result in by_both_clients(server, "images.generate", prompt="A cat"):
        assert result.data[0].b64_json == PNG
    assert call(server, "text_to_image", "A cat").media_type == "image/png"
    assert server.received[-1].target == "/v1/images/generations"


@row("`client.audio.speech.create(input=..., voice=...).write_to_file(path)`")
def check_speech(server: LocalServer, tmp_path: Path) -> None:
    for speech in by_both_clients(server, "audio.speech.create", input="Two cats", voice="alloy"):
        speech.write_to_file(tmp_path / "cats.flac")
        assert (tmp_path / "cats.flac").read_bytes() == FLAC
    result = call(server, "text_to_speech", "Two cats", extra_parameters={"voice": "alloy"})
    assert (result.data, result.media_type) == (FLAC, "audio/flac")
    assert server.received[-1].target == "/v1/audio/speech"
    assert msgspec.json.decode(server.received[-1].body) == {"model": "m", "input": "Two cats", "voice": "alloy"}


@row("`client.audio.transcriptions.create(file=...).text`")
def check_transcription(server: LocalServer) -> None:
    assert [result.text for result in by_both_clients(server, "audio.transcriptions.create", file=FLAC)] == ["Two."] * 2
    assert call(server, "automatic_speech_recognition", FLAC).text == "Two."
    assert server.received[-1].target == "/v1/audio/transcriptions"
    assert FLAC in server.received[-1].body


@row("`timeout=`, `max_retries=2`")
def check_limits(server: LocalServer) -> None:
    failed = http_response(503, {"error": "busy"})
    with local_server(lambda request: failed) as busy:
        quick = Retry(attempts=3, initial_delay=0)
        for attempts, wished in ((1, {"max_retries": 0}), (1, {"retry": 1}), (3, {"retry": quick})):
            busy.received.clear()
            with (
                InferenceClient(**{**options(busy), "retry": None, **wished}) as client,
                pytest.raises(inferwire.ProviderError) as caught,
            ):
                client.chat_completion(MESSAGES)
            assert len(busy.received) == len(caught.value.attempts) == attempts
    fails(inferwire.InferenceTimeoutError, None, timeout=0.1)


@row("`extra_body=`, `extra_headers=`, `extra_query=`")
def check_more(server: LocalServer) -> None:
    more: dict[str, Any] = {"extra_body": {"min_p": 0.5}, "extra_headers": {"x-team": "cats"}, "extra_query": {"v": 1}}
    call(server, "chat_completion", MESSAGES, **more)
    call(server, "feature_extraction", "A cat", **more)
    for request in server.received:
        assert msgspec.json.decode(request.body)["min_p"] == 0.5
        assert request.headers["x-team"] == "cats"
        assert request.target.endswith("?v=1")


@row('`user=`, `metadata=`, `store=`, `service_tier=`, `prediction=`, `verbosity=`, `stop="END"`')
def check_parameters(server: LocalServer) -> None:
    parameters = {
        "user": "u",
        "metadata": {"a": "b"},
        "store": True,
        "service_tier": "flex",
        "prediction": {"type": "content", "content": "Two."},
        "verbosity": "low",
        "stop": "END",
    }
    call(server, "chat_completion", MESSAGES, **parameters)
    for request in server.received:
        assert parameters.items() <= msgspec.json.decode(request.body).items()


@row("`messages: list[dict[str, Any]]` in typed code")
def check_untyped_messages(server: LocalServer) -> None:
    messages: list[dict[str, Any]] = [{"role": "user", "content": "Hello"}]  # mypy runs over `tests/typing`
    assert call(server, "chat_completion", messages).choices[0].message.content == "Two."


@row("`client.with_options(...)`")
def check_with_options(server: LocalServer) -> None:
    with InferenceClient(**options(server)) as client:
        client.with_options(headers={"x-team": "cats"}).chat_completion(MESSAGES)
        client.chat_completion(MESSAGES)
    assert [request.headers.get("x-team") for request in server.received] == ["cats", None]


@row("`client.chat.completions.with_raw_response.create(...)`")
def check_raw_response(server: LocalServer) -> None:
    with InferenceClient(**options(server)) as client:
        value, response = client.with_raw_response.chat_completion(MESSAGES)
    assert value.choices[0].message.content == "Two."
    assert (response.status, msgspec.json.decode(response.body)) == (200, CHAT)
    for raw in by_both_clients(server, "chat.completions.with_raw_response.create", messages=MESSAGES):
        assert raw.parse().choices[0].message.content == "Two."
        assert (raw.status_code, raw.headers["content-type"], raw.json()) == (200, "application/json", CHAT)


@row("`http_client=httpx.Client(...)`")
def check_http_client() -> None:
    received: list[httpx.Request] = []

    def respond_to(request: httpx.Request) -> httpx.Response:
        received.append(request)
        return httpx.Response(200, json=CHAT)

    own = httpx.Client(transport=httpx.MockTransport(respond_to))
    with InferenceClient(base_url="http://a.test/v1", api_key=False, model="m", http_client=own) as client:
        assert client.chat_completion(MESSAGES).choices[0].message.content == "Two."
    assert [str(request.url) for request in received] == ["http://a.test/v1/chat/completions"]


@row("`AsyncOpenAI`")
def check_async(server: LocalServer) -> None:
    async def main() -> str:
        async with AsyncInferenceClient(**options(server)) as client:
            stream = await client.chat.completions.create(messages=MESSAGES, model="m", stream=True)
            return "".join([chunk.choices[0].delta.content or "" async for chunk in stream if chunk.choices])

    assert anyio.run(main) == "Two."


@row("`APIError`, `APIStatusError`")
def check_errors() -> None:
    error = fails(inferwire.ProviderError, http_response(422, {"error": {"message": "no cats"}}))
    assert isinstance(error, inferwire.InferwireError)
    assert "no cats" in str(error)


@row("`RateLimitError`, `AuthenticationError`")
def check_limits_and_keys() -> None:
    fails(inferwire.RateLimitError, http_response(429, {"error": {"message": "slow down"}}))
    fails(inferwire.AuthenticationError, http_response(401, {"error": {"message": "who are you"}}))


@row("`APITimeoutError`, `APIConnectionError`")
def check_connections() -> None:
    assert isinstance(fails(inferwire.InferenceTimeoutError, None, timeout=0.1), TimeoutError)
    assert isinstance(
        fails(inferwire.InferenceConnectionError, None, base_url="http://127.0.0.1:9/v1"), ConnectionError
    )


@row("`BadRequestError`, `NotFoundError` ...")
def check_status() -> None:
    for status in (400, 404, 409, 500):
        assert fails(inferwire.ProviderError, http_response(status, {"error": "no"})).status == status


@row("`NOT_GIVEN`, `omit`")
def check_markers(server: LocalServer) -> None:
    for name in ("NotGiven", "Omit"):
        marker = type(name, (), {"__module__": "openai._types", "__bool__": lambda self: False})()
        call(server, "chat_completion", MESSAGES, temperature=marker, max_tokens=marker)
    call(server, "chat_completion", MESSAGES, temperature=None)
    call(server, "chat_completion", MESSAGES)
    assert len({request.body for request in server.received}) == 1


@row("results")
def check_results(server: LocalServer) -> None:
    chat = call(server, "chat_completion", MESSAGES)
    assert isinstance(chat, msgspec.Struct)
    assert msgspec.to_builtins(chat)["choices"][0]["message"]["content"] == "Two."


def chat_with(content: str) -> dict[str, Any]:
    message = {"role": "assistant", "content": content}
    return {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]}


@row('`encoding_format="base64"` of embeddings')
def check_base64_of_embeddings() -> None:
    body = {"data": [{"index": 0, "embedding": "AAAAPwAAgD8="}]}
    with local_server(lambda _: http_response(body=body)) as server:
        for result in by_both_clients(server, "embeddings.create", input="A cat", encoding_format="base64"):
            assert result.data[0].embedding == [0.5, 1.0]
    assert msgspec.json.decode(server.received[0].body)["encoding_format"] == "base64"


@row("`n=3` images from a server that returns one")
def check_several_images(server: LocalServer) -> None:
    for result in by_both_clients(server, "images.generate", prompt="A cat", n=3):
        assert [image.b64_json for image in result.data] == [PNG] * 3
    assert len([request for request in server.received if request.method == "POST"]) >= 6


@row("a JSON message with text or a code block around it, in `parse`")
def check_text_around_json() -> None:
    for content in ('```json\n{"cats": 2}\n```', 'Here: {"cats": 2}.'):
        with local_server(lambda _, content=content: http_response(body=chat_with(content))) as server:
            for chat in by_both_clients(server, "chat.completions.parse", messages=MESSAGES, response_format=Count):
                assert chat.parsed == Count(cats=2)


@row('`response_format="srt"` or `"vtt"` of transcriptions')
def check_subtitles(server: LocalServer) -> None:
    server.received.clear()
    subtitles = "1\n00:00:00,000 --> 00:00:01,500\nTwo."
    plain = http_response(body=subtitles.encode(), headers={"content-type": "text/plain; charset=utf-8"})
    with local_server(lambda _: plain) as other:
        for text in by_both_clients(other, "audio.transcriptions.create", file=FLAC, response_format="srt"):
            assert text == subtitles
    times = {"text": "Two.", "segments": [{"text": " Two.", "start": 0.0, "end": 1.5}]}
    with local_server(lambda _: http_response(body=times)) as other:
        for text in by_both_clients(other, "audio.transcriptions.create", file=FLAC, response_format="vtt"):
            assert text == "WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nTwo.\n"


@row("a stream that is cut")
def check_cut_stream() -> None:
    server = stream_of(EVENTS.partition(b"\n\n")[0] + b"\n\n")
    with InferenceClient(**options(server)) as client:
        with pytest.raises(inferwire.StreamError) as caught:
            list(client.chat_completion(MESSAGES, stream=True))
        assert [item.choices[0].delta.content for item in caught.value.received] == ["Two"]
    server.close()


@row("the text of a stream")
def check_texts(server: LocalServer) -> None:
    with InferenceClient(**options(server)) as client:
        last = list(client.chat_completion(MESSAGES, stream=True))[-1]
        with pytest.raises(IndexError):
            _ = last.choices[0]
        assert list(client.chat_completion(MESSAGES, stream=True).texts()) == ["Two", "."]


@row("tool calls in a stream")
def check_tool_calls() -> None:
    server = stream_of(
        b'data: {"choices": [{"index": 0, "delta": {"tool_calls": [{"index": 0, "id": "a", "type": "function", '
        b'"function": {"name": "count", "arguments": "{\\"of\\""}}]}}]}\n\n'
        b'data: {"choices": [{"index": 0, "delta": {"tool_calls": [{"index": 0, '
        b'"function": {"arguments": ": \\"cats\\"}"}}]}, "finish_reason": "tool_calls"}]}\n\n' + DONE
    )
    with InferenceClient(**options(server)) as client:
        (tool_call,) = client.chat_completion(MESSAGES, stream=True).final().choices[0].message.tool_calls or []
    assert (tool_call.id, tool_call.function.name, tool_call.function.arguments) == ("a", "count", '{"of": "cats"}')
    server.close()


@row("an error inside a stream")
def check_stream_error() -> None:
    server = stream_of(b'data: {"error": {"message": "out of cats"}}\n\n')
    with InferenceClient(**options(server)) as client, pytest.raises(inferwire.StreamError, match="out of cats"):
        list(client.chat_completion(MESSAGES, stream=True))
    server.close()


@row("a copy, a pickle, a second event loop")
def check_copies(server: LocalServer) -> None:
    client = AsyncInferenceClient(**options(server))
    pickled = pickle.dumps(client)
    assert PROVIDER_KEY.encode() not in pickled
    restored = pickle.loads(pickled).with_options(api_key=PROVIDER_KEY)

    async def main(each: AsyncInferenceClient, *, closes: bool) -> Any:
        result = await each.chat_completion(MESSAGES)
        if closes:
            await each.close()
        return result

    for each, closes in ((copy.copy(client), False), (client, True), (restored, True)):
        assert asyncio.run(main(each, closes=closes)).choices[0].message.content == "Two."


@row("other tasks")
def check_tasks() -> None:
    assert {"object-detection", "translation", "text-to-video"} <= set(inferwire.list_tasks())


@row("Assistants, conversations, files, fine-tuning, realtime")
def check_missing() -> None:
    client = InferenceClient()
    for name in ("beta", "conversations", "files", "fine_tuning", "realtime"):
        assert not hasattr(client, name)


@pytest.mark.parametrize("cell", rows())
def test_a_row_for_users_of_openai_holds(cell: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert cell in CHECKS, "add a check of this row"
    names = inspect.signature(CHECKS[cell]).parameters
    with local_server(respond) as server:
        known = {"server": server, "monkeypatch": monkeypatch, "tmp_path": tmp_path}
        CHECKS[cell](**{name: known[name] for name in names})


def test_every_check_is_of_a_row() -> None:
    assert set(CHECKS) == set(rows())
