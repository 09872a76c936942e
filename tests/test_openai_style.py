"""OpenAI's interface: its options and parameters for every call, and its namespaces over the tasks."""

from __future__ import annotations

import base64
import dataclasses
import email
import importlib
import inspect
import io
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, NotRequired, TypedDict

import anyio
import jsonschema
import msgspec
import pydantic
import pytest

import inferwire
from inferwire import AsyncInferenceClient, InferenceClient, InputError, OutputError
from inferwire.tasks.custom import TASKS
from inferwire.types.parsed_chat import ParsedChatCompletion, ParsedChoice, ParsedMessage
from inferwire_emulator import RunningEmulator, serve
from inferwire_runtime.structured import OutputFormat
from tests.support.known_keys import PROVIDER_KEY
from tests.support.local_servers import LocalServer, ReceivedRequest, http_response, local_server
from tests.test_bad_input import TABLES, example_arguments, method_of, recording

CHAT = {"choices": [{"index": 0, "message": {"role": "assistant", "content": "yes"}, "finish_reason": "stop"}]}
MESSAGES: list[dict[str, Any]] = [{"role": "user", "content": "hi"}]
KINDS = [InferenceClient, AsyncInferenceClient]
PNG_TEXT = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(8)).decode()
FLAC = b"fLaC" + bytes(80)


@pytest.fixture(scope="module")
def emulator() -> Iterator[RunningEmulator]:
    with serve() as running:
        yield running


@pytest.fixture
def server() -> Iterator[LocalServer]:
    with local_server(lambda _: http_response(body=CHAT)) as running:
        yield running


def call(kind: type, path: str, *arguments: Any, client: dict[str, Any], **named: Any) -> Any:
    """Call a method, such as ``chat.completions.create``, of a new client of either kind."""

    def method(of: Any) -> Any:
        for name in path.split("."):
            of = getattr(of, name)
        return of

    if kind is InferenceClient:
        with InferenceClient(**client) as blocking:
            return method(blocking)(*arguments, **named)

    async def main() -> Any:
        async with AsyncInferenceClient(**client) as running:
            return await method(running)(*arguments, **named)

    return anyio.run(main)


def options_of(server: LocalServer) -> dict[str, Any]:
    return {"base_url": f"{server.url}/v1", "api_key": PROVIDER_KEY, "model": "m"}


def body_of(request: ReceivedRequest) -> Any:
    return json.loads(request.body)


# Options


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("method", ["chat_completion", "chat.completions.create"])
def test_openais_options_are_sent_where_they_belong(kind: Any, method: str, server: LocalServer) -> None:
    call(
        kind,
        method,
        messages=MESSAGES,
        extra_headers={"X-Trace": "1"},
        extra_query={"api-version": "2024-10-21", "debug": True, "tag": ["a", "b c"], "none": None},
        extra_body={"beams": 2},
        timeout=30,
        max_retries=0,
        client={**options_of(server), "headers": {"x-team": "a"}},
    )
    (request,) = server.received
    assert request.target == "/v1/chat/completions?api-version=2024-10-21&debug=true&tag=a&tag=b%20c"
    assert (request.headers["x-trace"], request.headers["x-team"]) == ("1", "a")
    assert body_of(request)["beams"] == 2


@pytest.mark.parametrize("kind", KINDS)
def test_a_query_is_added_to_the_query_of_an_endpoint(kind: Any, server: LocalServer) -> None:
    options = {**options_of(server), "base_url": f"{server.url}/v1/chat/completions?a=1"}
    call(kind, "chat_completion", MESSAGES, extra_query={"b": "2&3=4"}, client=options)
    assert server.received[0].target == "/v1/chat/completions?a=1&b=2%263%3D4"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("retries", "requests"), [(0, 1), (1, 2), (3, 4)])
def test_max_retries_is_one_less_than_the_attempts(kind: Any, retries: int, requests: int) -> None:
    error = http_response(500, {"error": "no"}, {"retry-after": "0"})
    with local_server(lambda _: error) as server:
        for options, named in (({"max_retries": retries}, {}), ({}, {"max_retries": retries})):
            server.received.clear()
            with pytest.raises(Exception, match="500"):
                call(kind, "chat_completion", MESSAGES, client=options_of(server) | options, **named)
            assert len(server.received) == requests
    assert kind().with_options(max_retries=retries).retry.attempts == retries + 1


@pytest.mark.parametrize(
    "options",
    [
        {"max_retries": -1},
        {"max_retries": True},
        {"max_retries": 1.5},
        {"max_retries": 1, "retry": 2},
        {"extra_query": "a=b"},
        {"extra_query": {"a": {"b": "c"}}},
        {"extra_query": {5: "c"}},
        {"extra_headers": {"a\nb": "c"}},
        {"extra_headers": {"content-length": "5"}},
    ],
)
def test_a_wrong_option_is_refused(options: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=next(iter(options))):
        InferenceClient().with_options(**options)


def test_no_pickle_has_a_secret_of_the_query() -> None:
    client = InferenceClient().with_options(extra_query={"code": PROVIDER_KEY, "v": "1"})
    assert PROVIDER_KEY.encode() not in pickle.dumps(client)
    assert b"'v'" in repr(pickle.loads(pickle.dumps(client))._core.options.extra_query).encode()


@pytest.mark.parametrize("kind", KINDS)
def test_no_error_shows_a_secret_of_the_query(kind: Any) -> None:
    with local_server(lambda request: http_response(400, {"error": f"no {request.target}"})) as server:
        with pytest.raises(Exception, match="400") as caught:
            call(kind, "chat_completion", MESSAGES, extra_query={"api_key": PROVIDER_KEY}, client=options_of(server))
        assert "CANARY" not in str(caught.value)
        assert "CANARY" not in str(caught.value.request)


# Parameters


@pytest.mark.parametrize("kind", KINDS)
def test_the_parameters_of_openais_chat_are_sent(kind: Any, server: LocalServer) -> None:
    parameters = {
        "user": "u1",
        "metadata": {"a": "b"},
        "store": True,
        "service_tier": "flex",
        "prediction": {"type": "content", "content": "x"},
        "verbosity": "low",
        "stop": "END",
    }
    call(kind, "chat.completions.create", messages=MESSAGES, client=options_of(server), **parameters)
    sent = body_of(server.received[0])
    assert {name: sent[name] for name in parameters} == parameters


class Marker:
    __module__ = "openai._types"

    def __bool__(self) -> bool:
        return False


Marker.__name__ = "NotGiven"


@pytest.mark.parametrize("task", sorted(task for task in TASKS if task != "custom"))
def test_openais_marker_is_not_sent_as_any_argument_of_any_task(task: str) -> None:
    handlers = importlib.import_module(TASKS[task]).TASK.handlers
    provider = "endpoint" if "endpoint" in handlers else sorted(handlers)[0]
    parameters = inspect.signature(getattr(InferenceClient, method_of(task))).parameters
    good = example_arguments(TABLES, task)
    omitted = {
        name: Marker()
        for name, parameter in parameters.items()
        if parameter.default in (None, False) and name not in good
    }
    with recording(provider, task) as (client, recorder):
        sent = []
        for named in ({}, omitted):
            recorder.sent.clear()
            try:
                result = getattr(client, method_of(task))(**good, **named)
            except InputError:
                raise
            except Exception as error:  # the response has another shape
                result = error
            requests = [request for request in recorder.sent if request.method == "POST"]
            body = requests[0].read()
            boundary = requests[0].headers.get("content-type", "").partition("boundary=")[2].encode()
            sent.append((str(requests[0].url), body.replace(boundary, b"") if boundary else body, type(result)))
    assert sent[0] == sent[1]


# Structured output


class Item(msgspec.Struct):
    text: str
    price: float | None = None


class Invoice(msgspec.Struct):
    number: int
    lines: list[Item] = []


@dataclasses.dataclass
class Person:
    name: str
    age: int = 0


class City(TypedDict):
    name: str
    inhabitants: NotRequired[int]


class PydanticInvoice(pydantic.BaseModel):
    number: int
    note: str = ""


def chat_of(content: str | None, finish_reason: str = "stop", **message: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": content, **message}
    return {"choices": [{"index": 0, "message": message, "finish_reason": finish_reason}]}


TYPES: list[tuple[Any, str, Any]] = [
    (Invoice, '{"number": 7, "lines": [{"text": "a", "price": 1.5}]}', Invoice(number=7, lines=[Item("a", 1.5)])),
    (Person, '{"name": "Ada", "age": 36}', Person("Ada", 36)),
    (City, '{"name": "Ulm", "inhabitants": 5}', {"name": "Ulm", "inhabitants": 5}),
    (PydanticInvoice, '{"number": 7, "note": "x"}', PydanticInvoice(number=7, note="x")),
    (list[Invoice], '{"value": [{"number": 7, "lines": []}]}', [Invoice(number=7)]),
    (list[PydanticInvoice], '{"value": [{"number": 7, "note": ""}]}', [PydanticInvoice(number=7)]),
    (int, '{"value": 5}', 5),
    (Literal["a", "b"], '{"value": "b"}', "b"),
    (dict[str, int], '{"value": {"a": 1}}', {"a": 1}),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("type_", "content", "value"), TYPES)
def test_parse_returns_a_value_of_the_type(kind: Any, type_: Any, content: str, value: Any) -> None:
    with local_server(lambda _: http_response(body=chat_of(content))) as server:
        chat = call(
            kind,
            "chat.completions.parse",
            messages=MESSAGES,
            response_format=type_,
            temperature=0,
            client=options_of(server),
        )
        assert chat.choices[0].message.parsed == chat.parsed == value
        assert type(chat.parsed) is type(value)
        assert chat.text == chat.choices[0].message.content == content
    sent = body_of(server.received[0])
    assert sent["temperature"] == 0
    assert sent["response_format"]["type"] == "json_schema"
    schema = sent["response_format"]["json_schema"]["schema"]
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(content), schema)
    assert schema["type"] == "object"
    assert sent["response_format"]["json_schema"]["strict"] is (type_ != dict[str, int])


def objects_in(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "properties" in node:
            yield node
        for child in node.values():
            yield from objects_in(child)
    elif isinstance(node, list):
        for child in node:
            yield from objects_in(child)


@pytest.mark.parametrize("type_", [Invoice, Person, City, PydanticInvoice, list[Invoice]])
def test_a_strict_schema_requires_every_property_and_allows_no_other(type_: Any) -> None:
    output = OutputFormat(type_)
    assert output.is_strict
    assert "default" not in json.dumps(output.schema)
    found = list(objects_in(output.schema))
    assert found
    for node in found:
        assert node["required"] == list(node["properties"])
        assert node["additionalProperties"] is False


@pytest.mark.parametrize(
    "text",
    [
        '  {"number": 7}\n',
        '\ufeff{"number": 7}',
        '```json\n{"number": 7}\n```',
        'Here it is:\n```\n{"number": 7}\n```\nAnything else?',
        'Sure! {"number": 7} is what you want.',
        '<think>{"number": 1}?</think>\n{"number": 7}',
        '{"number": "7"}',
    ],
)
def test_what_is_around_the_json_is_ignored(text: str) -> None:
    assert OutputFormat(Invoice).parse(text) == Invoice(number=7)
    assert OutputFormat(PydanticInvoice).parse(text) == PydanticInvoice(number=7)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("content", "finish_reason", "words"),
    [
        ('{"number": "x"}', "stop", "does not match Invoice.*number"),
        ('{"number": 7, "li', "length", "does not match Invoice.*raise max_tokens"),
        ("", "stop", "does not match Invoice: it is empty"),
        ("I cannot do that.", "content_filter", "content filter"),
        ("[1]", "stop", "does not match Invoice"),
    ],
)
def test_a_message_of_another_form_is_an_error_with_its_text(
    kind: Any, content: str, finish_reason: str, words: str
) -> None:
    with local_server(lambda _: http_response(body=chat_of(content, finish_reason))) as server:
        with pytest.raises(OutputError, match=words) as caught:
            call(kind, "chat.completions.parse", messages=MESSAGES, response_format=Invoice, client=options_of(server))
        assert caught.value.body == content


def test_a_message_without_text_has_no_value() -> None:
    tool = {"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}
    for message in ({"tool_calls": [tool]}, {"refusal": "no"}):
        with local_server(lambda _, message=message: http_response(body=chat_of(None, **message))) as server:
            chat = call(
                InferenceClient,
                "chat.completions.parse",
                messages=MESSAGES,
                response_format=Invoice,
                client=options_of(server),
            )
            assert chat.choices[0].message.parsed is None


def test_a_parsed_message_goes_back_as_it_came() -> None:
    content = '{"number": 7}'
    with local_server(lambda _: http_response(body=chat_of(content, thoughts={"signature": "s"}))) as server:
        client = InferenceClient(**options_of(server))
        chat = client.chat.completions.parse(messages=MESSAGES, response_format=Invoice)
        assert chat.choices[0].message.thoughts == {"signature": "s"}  # type: ignore[attr-defined]
        client.chat_completion([*MESSAGES, chat.choices[0].message])
    assert body_of(server.received[-1])["messages"][-1] == {
        "role": "assistant",
        "content": content,
        "thoughts": {"signature": "s"},
    }


def test_a_type_without_a_schema_is_refused() -> None:
    for type_ in (object(), {"type": "json_object"}, type("Odd", (), {})):
        with pytest.raises(InputError, match="`response_format`"):
            InferenceClient("m").chat.completions.parse(messages=MESSAGES, response_format=type_)  # type: ignore[type-var]


def test_parsed_chats_have_the_fields_of_chats() -> None:
    for parsed, plain in (
        (ParsedChatCompletion, inferwire.ChatCompletionOutput),
        (ParsedChoice, inferwire.ChatCompletionOutputComplete),
        (ParsedMessage, inferwire.ChatCompletionOutputMessage),
    ):
        assert set(parsed.__struct_fields__) == set(plain.__struct_fields__)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", ["chat.completions.parse", "chat.completions.create"])
@pytest.mark.parametrize(
    ("arguments", "value"),
    [('{"place": "sofa"}', {"place": "sofa"}), ("", {}), ('{"pla', None), ("\udcff", None), ("[" * 100_000, None)],
)
def test_arguments_of_a_tool_call_are_decoded(kind: Any, path: str, arguments: str, value: Any) -> None:
    tool = {"id": "1", "type": "function", "function": {"name": "count", "arguments": arguments}}
    named: dict[str, Any] = {"response_format": Invoice} if path.endswith("parse") else {}
    body = json.dumps(chat_of(None, tool_calls=[tool])).encode()
    with local_server(lambda _: http_response(body=body, headers={"content-type": "application/json"})) as server:
        chat = call(kind, path, messages=MESSAGES, client=options_of(server), **named)
    function = chat.choices[0].message.tool_calls[0].function
    assert function.parsed_arguments == value
    assert "parsed_arguments" not in function.to_dict()


# Streams


def event_stream(*events: dict[str, Any]) -> bytes:
    lines = [f"data: {json.dumps(event)}\n\n" for event in events]
    return http_response(
        body="".join([*lines, "data: [DONE]\n\n"]).encode(), headers={"content-type": "text/event-stream"}
    )


def chunk(finish_reason: str | None = None, **delta: Any) -> dict[str, Any]:
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": finish_reason}]}


def stream_events(kind: Any, server: LocalServer, **named: Any) -> tuple[list[Any], Any]:
    """Return the events of a streamed chat, and its final completion."""
    if kind is InferenceClient:
        with InferenceClient(**options_of(server)).chat.completions.stream(messages=MESSAGES, **named) as stream:
            return list(stream), stream.get_final_completion()

    async def main() -> tuple[list[Any], Any]:
        client = AsyncInferenceClient(**options_of(server))
        async with client.chat.completions.stream(messages=MESSAGES, **named) as stream:
            return [event async for event in stream], await stream.get_final_completion()

    return anyio.run(main)


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_has_the_events_of_openais(kind: Any) -> None:
    body = event_stream(
        chunk(role="assistant"), chunk(content='{"number"'), chunk(content=": 7}"), chunk("stop"), {"choices": []}
    )
    with local_server(lambda _: body) as server:
        events, final = stream_events(kind, server, response_format=Invoice)
    assert [event.type for event in events if event.type != "chunk"] == ["content.delta"] * 2 + ["content.done"]
    deltas = [event for event in events if event.type == "content.delta"]
    assert [(event.delta, event.snapshot) for event in deltas] == [
        ('{"number"', '{"number"'),
        (": 7}", '{"number": 7}'),
    ]
    assert (events[-1].content, events[-1].parsed) == ('{"number": 7}', Invoice(number=7))
    assert final.choices[0].message.parsed == Invoice(number=7)
    assert body_of(server.received[0])["stream"] is True


@pytest.mark.parametrize("kind", KINDS)
def test_a_stream_has_the_arguments_of_tools(kind: Any) -> None:
    def fragment(**function: Any) -> dict[str, Any]:
        return chunk(tool_calls=[{"index": 0, "id": "1", "type": "function", "function": function}])

    body = event_stream(
        fragment(name="f", arguments=""), fragment(arguments='{"a"'), fragment(arguments=": 1}"), chunk("tool_calls")
    )
    with local_server(lambda _: body) as server:
        events, final = stream_events(kind, server)
    events = [event for event in events if event.type != "chunk"]
    assert [event.type.rpartition(".")[2] for event in events] == ["delta", "delta", "done"]
    assert [event.arguments_delta for event in events[:2]] == ['{"a"', ": 1}"]
    assert (events[2].name, events[2].index, events[2].arguments) == ("f", 0, '{"a": 1}')
    assert final.choices[0].message.tool_calls[0].function.arguments == '{"a": 1}'


# Embeddings, images, audio, models


@pytest.mark.parametrize("kind", KINDS)
def test_embeddings_have_openais_shape(kind: Any) -> None:
    def respond(request: ReceivedRequest) -> bytes:
        texts = body_of(request)["input"]
        rows = [{"index": i, "embedding": [0.5, i]} for i in range(len(texts) if isinstance(texts, list) else 1)]
        return http_response(body={"data": rows, "model": "m-1", "usage": {"prompt_tokens": 3, "total_tokens": 3}})

    with local_server(respond) as server:
        one = call(kind, "embeddings.create", input="a", model="m", dimensions=2, user="u", client=options_of(server))
        two = call(kind, "embeddings.create", input=["a", "b"], encoding_format="float", client=options_of(server))
    assert (one.data[0].embedding, one.data[0].index, one.data[0].object) == ([0.5, 0], 0, "embedding")
    assert [item.embedding for item in two.data] == [[0.5, 0], [0.5, 1]]
    assert (one.model, one.usage.prompt_tokens, one.usage.total_tokens, one.object) == ("m-1", 3, 3, "list")
    sent = body_of(server.received[0])
    assert (sent["model"], sent["dimensions"], sent["user"]) == ("m", 2, "u")
    assert body_of(server.received[1])["encoding_format"] == "float"


@pytest.mark.parametrize("kind", KINDS)
def test_embeddings_of_a_native_server_have_no_usage(kind: Any) -> None:
    with local_server(lambda _: http_response(body=[[0.5, 1.0]])) as server:
        options = {**options_of(server), "base_url": f"{server.url}/embed"}
        result = call(kind, "embeddings.create", input="a", client=options)
    assert (result.data[0].embedding, result.usage, result.model) == ([0.5, 1.0], None, "m")


@pytest.mark.parametrize("kind", KINDS)
def test_all_images_of_a_response_are_returned(kind: Any) -> None:
    data = [{"b64_json": PNG_TEXT, "revised_prompt": "a cat"}, {"b64_json": PNG_TEXT}]
    with local_server(lambda _: http_response(body={"created": 5, "data": data})) as server:
        result = call(
            kind,
            "images.generate",
            prompt="cat",
            n=2,
            size="256x256",
            quality="hd",
            user="u",
            client=options_of(server),
        )
    assert [image.b64_json for image in result.data] == [PNG_TEXT, PNG_TEXT]
    assert (result.data[0].revised_prompt, result.data[0].url) == ("a cat", None)
    assert len(server.received) == 1
    sent = body_of(server.received[0])
    assert {name: sent.get(name) for name in ("n", "size", "quality", "user")} == {
        "n": 2,
        "size": "256x256",
        "quality": "hd",
        "user": "u",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_the_url_of_an_image_is_returned(kind: Any) -> None:
    data = [{"url": "https://cdn.example.com/a.png"}]
    with local_server(lambda _: http_response(body={"data": data})) as server:
        result = call(kind, "images.generate", prompt="cat", response_format="url", client=options_of(server))
    assert (result.data[0].url, result.data[0].b64_json) == ("https://cdn.example.com/a.png", None)
    assert body_of(server.received[0])["response_format"] == "url"


@pytest.mark.parametrize("kind", KINDS)
def test_images_of_providers_have_openais_shape(kind: Any, emulator: RunningEmulator) -> None:
    options = {"provider": "hf-inference", "api_key": "hf_test", "emulator_url": emulator.url}
    emulator.reset()
    result = call(
        kind,
        "images.generate",
        prompt="cat",
        model="emulated/text-to-image",
        size="512x256",
        n=2,
        client=options,
    )
    assert [bool(base64.b64decode(image.b64_json)) for image in result.data] == [True, True]
    bodies = [json.loads(request.body) for request in emulator.journal if request.method == "POST"]
    assert [body["parameters"]["width"] for body in bodies] == [512, 512]
    assert bodies[0]["parameters"]["height"] == 256
    edited = call(
        kind,
        "images.edit",
        image=("cat.png", b"\x89PNG\r\n\x1a\n" + bytes(8)),
        prompt="a hat",
        size="512x256",
        model="emulated/image-to-image",
        client={**options, "provider": "fal-ai", "api_key": "own-key"},
    )
    assert edited.data[0].b64_json


@pytest.mark.parametrize("wrong", [{"n": 0}, {"n": True}, {"response_format": "png"}])
def test_wrong_arguments_of_images_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(InputError, match=next(iter(wrong))):
        InferenceClient("m", api_key=False).images.generate(prompt="a", **wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_speech_has_the_methods_of_openais_response(kind: Any, tmp_path: Path) -> None:
    with local_server(lambda _: http_response(body=FLAC, headers={"content-type": "audio/flac"})) as server:
        speech = call(
            kind,
            "audio.speech.create",
            input="Hi",
            voice="alloy",
            response_format="flac",
            speed=1.5,
            client=options_of(server),
        )
    assert speech.content == speech.read() == bytes(speech) == b"".join(speech.iter_bytes(10)) == FLAC
    speech.write_to_file(tmp_path / "a.flac")
    speech.stream_to_file(tmp_path / "b.flac")
    assert (tmp_path / "a.flac").read_bytes() == (tmp_path / "b.flac").read_bytes() == FLAC
    sent = body_of(server.received[0])
    assert (sent["input"], sent["voice"], sent["response_format"], sent["speed"]) == ("Hi", "alloy", "flac", 1.5)


@pytest.mark.parametrize("kind", KINDS)
def test_transcriptions_have_openais_shape(kind: Any) -> None:
    with local_server(lambda _: http_response(body={"text": "Two cats.", "language": "en"})) as server:
        files: list[Any] = [FLAC, ("a.flac", FLAC), ("a.flac", FLAC, "audio/flac"), ("a.flac", io.BytesIO(FLAC))]
        for file in files:
            result = call(
                kind,
                "audio.transcriptions.create",
                file=file,
                language="en",
                response_format="verbose_json",
                timestamp_granularities=["word"],
                client=options_of(server),
            )
            assert (result.text, result.language) == ("Two cats.", "en")
            assert b'name="language"' in server.received[-1].body
            assert b"verbose_json" in server.received[-1].body
            assert FLAC in server.received[-1].body
        text = call(kind, "audio.transcriptions.create", file=FLAC, response_format="text", client=options_of(server))
    assert text == "Two cats."
    with pytest.raises(InputError, match="`response_format`"):
        call(kind, "audio.transcriptions.create", file=FLAC, response_format="ass", client=options_of(server))


SUBTITLES = "1\n00:00:00,000 --> 00:00:01,500\nTwo cats."
PLAIN_TEXT = {"content-type": "text/plain; charset=utf-8"}
WORDS = {
    "text": "Two cats.",
    "chunks": [{"text": " Two", "timestamp": [0, 0.5]}, {"text": " cats.", "timestamp": [3600.5, None]}],
}


@pytest.mark.parametrize("kind", KINDS)
def test_subtitles_are_those_of_the_server_or_written_from_its_times(kind: Any) -> None:
    def transcribe(body: Any, name: str, **headers: str) -> Any:
        with local_server(lambda _: http_response(body=body, headers=headers or None)) as server:
            result = call(
                kind, "audio.transcriptions.create", file=FLAC, response_format=name, client=options_of(server)
            )
            assert f'name="response_format"\r\n\r\n{name}'.encode() in server.received[0].body
            assert b"timestamp" not in server.received[0].body
            return result

    assert transcribe(SUBTITLES.encode(), "srt", **PLAIN_TEXT) == SUBTITLES
    assert transcribe(b"WEBVTT\n\n00:00.000 --> 00:01.500\nTwo", "vtt", **{"content-type": "text/vtt"})[:6] == "WEBVTT"
    srt = "1\n00:00:00,000 --> 00:00:00,500\nTwo\n\n2\n01:00:00,500 --> 01:00:00,700\ncats.\n"
    assert transcribe(WORDS, "srt") == srt
    assert transcribe(WORDS, "vtt").startswith("WEBVTT\n\n00:00:00.000 --> 00:00:00.500\nTwo\n\n01:00:00.500 -->")
    with pytest.raises(OutputError, match="no times for subtitles"):
        transcribe({"text": "Two cats."}, "srt")


@pytest.mark.parametrize("kind", KINDS)
def test_subtitles_of_other_servers_are_written_from_times_that_are_requested(kind: Any) -> None:
    mapping = {"hf-inference": {"providerId": "a/b", "status": "live", "task": "automatic-speech-recognition"}}
    found = http_response(body={"inferenceProviderMapping": mapping})
    with local_server(lambda each: found if each.method == "GET" else http_response(body=WORDS)) as server:
        client = {"api_key": "hf_test", "emulator_url": server.url, "provider": "hf-inference", "model": "a/b"}
        text = call(kind, "audio.transcriptions.create", file=FLAC, response_format="srt", client=client)
    assert text.count("-->") == 2
    sent = body_of(server.received[-1])
    assert sent["parameters"] == {"return_timestamps": True}


PNG_BYTES = b"\x89PNG\r\n\x1a\n" + bytes(8)
MASK = b"\x89PNG\r\n\x1a\n" + b"mask"


def parts_of(request: ReceivedRequest) -> list[tuple[str, bytes]]:
    """Return the names and contents of a form."""
    head = b"content-type: " + request.headers["content-type"].encode() + b"\r\n\r\n"
    message = email.message_from_bytes(head + request.body)
    parts: Any = message.get_payload()
    return [(part.get_param("name", header="content-disposition"), part.get_payload(decode=True)) for part in parts]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("place", ["endpoint", "openai", "gpt-image"])
def test_images_are_edited_at_openais_route(kind: Any, place: str, tmp_path: Path) -> None:
    (tmp_path / "mask.png").write_bytes(MASK)
    (tmp_path / "cat.png").write_bytes(PNG_BYTES)
    with local_server(lambda _: http_response(body={"data": [{"b64_json": PNG_TEXT}] * 2})) as server:
        settings: dict[str, Any] = options_of(server)
        if place != "endpoint":
            model = "openai/gpt-image-1" if place == "gpt-image" else "openai/dall-e-2"
            settings = {"provider": "openai", "api_key": "sk-a", "emulator_url": server.url, "model": model}
        for image, mask in (
            (PNG_BYTES, MASK),
            (tmp_path / "cat.png", tmp_path / "mask.png"),
            (("cat.png", PNG_BYTES), ("mask.png", io.BytesIO(MASK), "image/png")),
            ([PNG_BYTES], MASK),
        ):
            named = {"image": image, "mask": mask, "prompt": "a hat", "n": 2, "size": "256x256", "quality": "low"}
            edited = call(kind, "images.edit", client=settings, **named)
            assert [image.b64_json for image in edited.data] == [PNG_TEXT] * 2
            request = server.received[-1]
            assert request.target.endswith("/v1/images/edits")
            parts = dict(parts_of(request))
            assert (parts["image"], parts["mask"], parts["prompt"]) == (PNG_BYTES, MASK, b"a hat")
            assert (parts["n"], parts["size"], parts["quality"]) == (b"2", b"256x256", b"low")
            assert ("response_format" in parts) == (place != "gpt-image")
        call(kind, "images.edit", image=[PNG_BYTES, MASK], prompt="both", client=settings)
        sent = parts_of(server.received[-1])
        assert [content for name, content in sent if name == "image[]"] == [PNG_BYTES, MASK]
        assert not any(name in ("image", "mask") for name, _ in sent)
        call(kind, "image_to_image", PNG_BYTES, "a hat", target_size={"width": 256, "height": 128}, client=settings)
        parts = dict(parts_of(server.received[-1]))
        assert (parts["image"], parts["size"]) == (PNG_BYTES, b"256x128")
        assert "target_size" not in parts


def test_several_images_are_refused_where_a_server_takes_one() -> None:
    client = InferenceClient(provider="fal-ai", api_key="own-key", model="a/b")
    for images in ([], [PNG_BYTES, PNG_BYTES]):
        with pytest.raises(InputError, match="`image` must be one image"):
            client.images.edit(image=images, prompt="a hat")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("target", ["/mask.png", "/missing.png"])
def test_a_mask_may_be_a_url(kind: Any, target: str) -> None:
    def respond(request: ReceivedRequest) -> bytes:
        if request.method == "GET":
            known = request.target == "/mask.png"
            return http_response(200 if known else 404, MASK if known else b"", {"content-type": "image/png"})
        return http_response(body={"data": [{"b64_json": PNG_TEXT}]})

    with local_server(respond) as server:
        named = {"image": PNG_BYTES, "mask": server.url + target, "prompt": "a hat"}
        if target == "/mask.png":
            call(kind, "images.edit", client=options_of(server), **named)
            assert dict(parts_of(server.received[-1]))["mask"] == MASK
        else:
            with pytest.raises(InputError, match="404"):
                call(kind, "images.edit", client=options_of(server), **named)


@pytest.mark.parametrize("kind", KINDS)
def test_a_raw_response_has_the_result_and_the_response(kind: Any) -> None:
    with local_server(lambda _: http_response(200, CHAT, {"x-request-id": "r1"})) as server:
        path = "chat.completions.with_raw_response"
        raw = call(kind, f"{path}.create", messages=MESSAGES, temperature=0, client=options_of(server))
        assert raw.parse().choices[0].message.content == "yes"
        assert (raw.status_code, raw.request_id, raw.json(), json.loads(raw.text)) == (200, "r1", CHAT, CHAT)
        assert body_of(server.received[0])["temperature"] == 0
        with pytest.raises(InputError, match="a stream has"):
            call(kind, f"{path}.create", messages=MESSAGES, stream=True, client=options_of(server))
    with local_server(lambda _: http_response(body=chat_of('{"number": 7}'))) as server:
        parsed = call(kind, f"{path}.parse", messages=MESSAGES, response_format=Invoice, client=options_of(server))
        assert parsed.parse().parsed == Invoice(number=7)
        assert parsed.headers["content-type"] == "application/json"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("provider", "host"),
    [("auto", "router.huggingface.co"), ("together", "router.huggingface.co"), ("openai", "api.openai.com")],
)
def test_models_without_an_endpoint_are_those_of_the_router(
    kind: Any, provider: str, host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_ambient")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-ambient")
    with local_server(lambda _: http_response(body={"data": [{"id": "a"}, {"id": "b"}]})) as server:
        client = {"provider": provider, "emulator_url": server.url}
        assert [model.id for model in call(kind, "models.list", client=client)] == ["a", "b"]
        assert call(kind, "models.retrieve", "b", client=client).id == "b"
    key = "sk-ambient" if provider == "openai" else "hf_ambient"
    assert [(each.target, each.headers["authorization"]) for each in server.received] == [
        (f"/{host}/v1/models", f"Bearer {key}")
    ] * 2


def test_models_are_listed_and_retrieved() -> None:
    with local_server(lambda _: http_response(body={"data": [{"id": "a"}, {"id": "b", "owned_by": "c"}]})) as server:
        client = InferenceClient(**options_of(server))
        page = client.models.list()
        assert [model.id for model in page] == [model.id for model in page.data] == ["a", "b"]
        assert client.models.retrieve("b").owned_by == "c"
        with pytest.raises(InputError, match="no model 'x'; it lists a, b"):
            client.models.retrieve("x")

        async def main() -> None:
            client = AsyncInferenceClient(**options_of(server))
            assert [model.id async for model in client.models.list()] == ["a", "b"]
            assert [model.id for model in (await client.models.list()).data] == ["a", "b"]
            assert (await client.models.retrieve("b")).owned_by == "c"

        anyio.run(main)
