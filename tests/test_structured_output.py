"""Responses as values of the caller's types: what is sent, what is read, repairs, refusals and partial values."""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Callable
from typing import Annotated, Any, Literal, TypedDict

import anyio
import msgspec
import pydantic
import pytest
import typing_extensions

from inferwire import (
    AsyncInferenceClient,
    InferenceClient,
    InputError,
    OutputFormat,
    ParsedOutput,
    ParseError,
    ProviderError,
    RefusalError,
    TruncatedOutputError,
)
from inferwire_runtime.partial_json import read_partial
from tests.support.known_keys import PROVIDER_KEY
from tests.support.local_servers import LocalServer, http_response, local_server

KINDS = [InferenceClient, AsyncInferenceClient]
MESSAGES: list[dict[str, Any]] = [{"role": "user", "content": "Read the invoice."}]
USAGE = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}


class Struct(msgspec.Struct):
    total: float
    currency: Literal["EUR", "USD"] = "EUR"


@dataclasses.dataclass
class Dataclass:
    total: float
    currency: Literal["EUR", "USD"] = "EUR"


class Dictionary(TypedDict):
    total: float
    currency: Literal["EUR", "USD"]


class Pydantic(pydantic.BaseModel):
    total: float
    currency: Literal["EUR", "USD"] = "EUR"


class Receipt(msgspec.Struct):
    number: str


class Color(enum.StrEnum):
    RED = "red"
    BLUE = "blue"


class Opaque:
    """Of no type that has a schema."""


Rating = Annotated[int, msgspec.Meta(ge=1, le=5)]


def chat(content: str | None, finish_reason: str = "stop", **more: Any) -> dict[str, Any]:
    message = {"role": "assistant", "content": content, **more}
    return {"choices": [{"index": 0, "message": message, "finish_reason": finish_reason}], "usage": USAGE}


def events(*texts: str, finish_reason: str = "stop") -> bytes:
    chunks: list[Any] = [{"choices": [{"index": 0, "delta": {"content": text}}]} for text in texts]
    chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": finish_reason}]})
    return b"".join(b"data: " + json.dumps(chunk).encode() + b"\n\n" for chunk in chunks) + b"data: [DONE]\n\n"


def in_turn(*responses: Any) -> Callable[[Any], bytes]:
    """Return a function for `local_server` that returns one response after the other."""
    left = list(responses)

    def respond(_: Any) -> bytes:
        item = left.pop(0)
        if isinstance(item, bytes):
            return http_response(body=item, headers={"content-type": "text/event-stream"})
        status, body = item if isinstance(item, tuple) else (200, item)
        return http_response(status, body)

    return respond


def call(kind: type, method: str, server: LocalServer, *arguments: Any, **named: Any) -> Any:
    options: Any = {"base_url": f"{server.url}/v1", "api_key": PROVIDER_KEY, "model": "m", "retry": 1}
    if kind is InferenceClient:
        with InferenceClient(**options) as client:
            return getattr(client, method)(*arguments, **named)

    async def main() -> Any:
        async with AsyncInferenceClient(**options) as client:
            return await getattr(client, method)(*arguments, **named)

    return anyio.run(main)


def bodies(server: LocalServer) -> list[Any]:
    return [json.loads(request.body) for request in server.received]


VALUES: list[tuple[Any, str, Any]] = [
    (Struct, '{"total": 3.5, "currency": "USD"}', Struct(total=3.5, currency="USD")),
    (Dataclass, '{"total": 3.5}', Dataclass(total=3.5)),
    (Dictionary, '{"total": 3.5, "currency": "EUR"}', {"total": 3.5, "currency": "EUR"}),
    (Pydantic, '{"total": 3.5}', Pydantic(total=3.5)),
    (list[Struct], '{"value": [{"total": 1}, {"total": "2"}]}', [Struct(total=1), Struct(total=2)]),
    (list[Struct], '[{"total": 1}]', [Struct(total=1)]),
    (list[Pydantic], '{"value": [{"total": 1}]}', [Pydantic(total=1)]),
    (Struct | Receipt, '{"value": {"number": "A1"}}', Receipt(number="A1")),
    (Struct | Receipt, '{"number": "A1"}', Receipt(number="A1")),
    (list[Struct | Receipt], '{"value": [{"number": "A1"}, {"total": 1}]}', [Receipt("A1"), Struct(total=1)]),
    (Dataclass | None, '{"value": null}', None),
    (Literal["yes", "no"], '{"value": "no"}', "no"),
    (Color, '{"value": "blue"}', Color.BLUE),
    (int, '{"value": 7}', 7),
    (dict[str, int], '{"value": {"a": 1}}', {"a": 1}),
    (Rating, '{"value": 4}', 4),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("type_", "text", "value"), VALUES)
def test_a_response_is_a_value_of_the_type(kind: Any, type_: Any, text: str, value: Any) -> None:
    with local_server(in_turn(chat(text))) as server:
        result = call(kind, "parse", server, MESSAGES, type_)
    assert (result.value, result.repairs) == (value, 0)
    assert type(result.value) is type(value)
    (body,) = bodies(server)
    config = body["response_format"]["json_schema"]
    assert body["response_format"]["type"] == "json_schema"
    assert config["schema"]["type"] == "object"
    assert body["messages"] == MESSAGES
    if config["strict"]:
        assert config["schema"]["required"] == list(config["schema"]["properties"])


def test_attrs_classes_are_types_as_well() -> None:
    attrs = pytest.importorskip("attrs")
    kind = attrs.make_class("Person", {"name": attrs.field(type=str), "age": attrs.field(type=int)})
    assert OutputFormat(kind).parse('{"name": "Ada", "age": 36}') == kind("Ada", 36)


@pytest.mark.parametrize(
    "text",
    [
        '```json\n{"total": 1}\n```',
        'Here it is:\n```\n{"total": 1}\n```\nAnything else?',
        '<think>{"total": 9}</think>\n{"total": 1}',
        'The total must be {a number}.</think>{"total": 1}',
        'First:\n```json\n{"draft": true}\n```\nThen:\n```json\n{"total": 1}\n```',
        'Sure! {"total": 1} is what I found.',
        '\ufeff{"total": 1}',
    ],
)
def test_code_blocks_reasoning_and_prose_around_the_value_are_skipped(text: str) -> None:
    assert OutputFormat(Struct).parse(text) == Struct(total=1)


@pytest.mark.parametrize("kind", KINDS)
def test_a_type_may_be_passed_to_chat_completion(kind: Any) -> None:
    for more in ({}, {"stream": False}):
        with local_server(in_turn(chat('{"total": 1}'))) as server:
            call(kind, "chat_completion", server, MESSAGES, response_format=Struct, **more)
        assert bodies(server)[0]["response_format"] == OutputFormat(Struct).response_format


def test_a_type_is_the_grammar_of_a_text() -> None:
    with local_server(in_turn([{"generated_text": '{"total": 1}'}])) as server:
        call(InferenceClient, "text_generation", server, "Invoice:", grammar=Struct)
    assert bodies(server)[0]["parameters"]["grammar"] == {"type": "json", "value": OutputFormat(Struct).schema}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_wrong_is_sent_back_and_the_usage_is_added_up(kind: Any) -> None:
    with local_server(in_turn(chat('{"total": "much"}'), chat('{"total": 3}'))) as server:
        result = call(kind, "parse", server, MESSAGES, Struct, repair=2, temperature=0)
    assert (result.value, result.repairs) == (Struct(total=3), 1)
    assert (result.usage.prompt_tokens, result.usage.total_tokens) == (20, 30)
    first, second = bodies(server)
    assert first["messages"] == MESSAGES
    assert second["messages"][:2] == [*MESSAGES, {"role": "assistant", "content": '{"total": "much"}'}]
    assert "Expected `float`, got `str`" in second["messages"][2]["content"]
    assert second["temperature"] == 0
    assert result.messages[:3] == second["messages"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_has_what_the_model_wrote(kind: Any) -> None:
    with local_server(in_turn(chat("No."), chat("I said no."))) as server, pytest.raises(ParseError) as caught:
        call(kind, "parse", server, MESSAGES, Struct)
    error = caught.value
    assert (type(error), error.output, error.tries, error.usage.total_tokens) == (ParseError, "I said no.", 2, 30)
    assert "does not match Struct" in str(error)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("response", "error", "words"),
    [
        (chat(None, refusal="I cannot read invoices."), RefusalError, "I cannot read invoices"),
        (chat("", "content_filter"), RefusalError, "content filter"),
        (chat('{"total": 3', "length"), TruncatedOutputError, "raise max_tokens"),
    ],
)
def test_refusals_and_cut_responses_are_errors_of_their_own(kind: Any, response: Any, error: Any, words: str) -> None:
    with local_server(in_turn(response)) as server, pytest.raises(error, match=words) as caught:
        call(kind, "parse", server, MESSAGES, Struct, repair=3)
    assert len(server.received) == 1  # the same would come again
    assert isinstance(caught.value, ParseError)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stream", [False, True])
def test_a_server_that_does_not_know_schemas_gets_the_next_best(kind: Any, stream: bool) -> None:
    refusal = (400, {"error": {"message": "response_format type json_schema is not supported"}})
    last = events('{"total"', ": 2}") if stream else chat('{"total": 2}')
    with local_server(in_turn(refusal, refusal, last)) as server:
        if not stream:
            assert call(kind, "parse", server, MESSAGES, Struct).value == Struct(total=2)
        else:
            call(kind, "parse", server, MESSAGES, Struct, stream=True)
    forms = [(body.get("response_format") or {}).get("type") for body in bodies(server)]
    assert forms == ["json_schema", "json_object", None]
    for body in bodies(server)[1:]:
        assert body["messages"][0]["role"] == "system"
        assert '"total"' in body["messages"][0]["content"]
        assert body["messages"][1:] == MESSAGES


def test_another_error_is_not_repeated() -> None:
    with local_server(in_turn((400, {"error": "the model does not exist"}))) as server, pytest.raises(ProviderError):
        call(InferenceClient, "parse", server, MESSAGES, Struct)
    assert len(server.received) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_arguments_of_the_tool_for_the_format_are_the_value(kind: Any) -> None:
    tool_call = {"id": "1", "type": "function", "function": {"name": "Struct", "arguments": '{"total": 4}'}}
    with local_server(in_turn(chat(None, "tool_calls", tool_calls=[tool_call]))) as server:
        assert call(kind, "parse", server, MESSAGES, Struct).value == Struct(total=4)


def test_a_string_is_the_message_of_a_user() -> None:
    with local_server(in_turn(chat('{"total": 4}'))) as server:
        call(InferenceClient, "parse", server, "Read it.", Struct)
    assert bodies(server)[0]["messages"] == [{"role": "user", "content": "Read it."}]


def test_the_value_is_known_in_part_while_it_streams() -> None:
    fragments = ('{"total": 3.', '5, "curr', 'ency": "U', 'SD"', "}")
    with (
        local_server(in_turn(events(*fragments))) as server,
        InferenceClient(base_url=f"{server.url}/v1", api_key=PROVIDER_KEY, model="m") as client,
        client.parse(MESSAGES, Struct, stream=True) as stream,
    ):
        seen = [stream.partial() for _ in stream.texts()]
        result = stream.final()
    assert seen == [{}, {"total": 3.5}, {"total": 3.5, "currency": "U"}, *[{"total": 3.5, "currency": "USD"}] * 2]
    assert isinstance(result, ParsedOutput)
    assert result.value == Struct(total=3.5, currency="USD")


def test_the_value_is_known_in_part_while_it_streams_asynchronously() -> None:
    async def main() -> list[Any]:
        async with (
            AsyncInferenceClient(base_url=f"{server.url}/v1", api_key=PROVIDER_KEY, model="m") as client,
            await client.parse(MESSAGES, list[int], stream=True) as stream,
        ):
            seen = [stream.partial() async for _ in stream]
            return [*seen, (await stream.final()).value]

    with local_server(in_turn(events('{"value": [1, ', "2, 3", "]}"))) as server:
        assert anyio.run(main) == [[1], [1, 2], [1, 2, 3], [1, 2, 3], [1, 2, 3]]


def test_any_stream_of_a_chat_has_the_json_so_far() -> None:
    with (
        local_server(in_turn(events("<think>{", "}</think>", '```json\n["a', 'b"', ", true"))) as server,
        InferenceClient(base_url=f"{server.url}/v1", api_key=PROVIDER_KEY, model="m") as client,
        client.chat_completion(MESSAGES, stream=True, response_format=list[str]) as stream,
    ):
        assert [stream.partial() for _ in stream] == [None, None, ["a"], ["ab"], ["ab", True], ["ab", True]]


WHOLE = '{"a": [1, 2.5, -3e2, {"b": "x\\"\\u00e9\\ud83d\\ude00\\n"}, [], {}], "c": {"d": null, "e": true}, "f": "end"}'


def test_every_beginning_of_a_text_has_a_value_that_grows() -> None:
    for end in range(1, len(WHOLE) + 1):
        value = read_partial(WHOLE[:end])
        assert isinstance(value, dict)
        assert list(value) == list(json.loads(WHOLE))[: len(value)]
    assert read_partial(WHOLE) == json.loads(WHOLE)
    assert read_partial(WHOLE + " and more }") == json.loads(WHOLE)


@pytest.mark.parametrize(
    "text", ["", "  ", "Hello", "<think>{}", "{" * 5000, "[" * 5000, '{"a" 1', '{"a": tru', "[1,,"]
)
def test_what_is_no_json_has_no_more_than_its_beginning(text: str) -> None:
    value = read_partial(text)
    assert value is None or isinstance(value, (dict, list))


def test_wrong_arguments_are_refused() -> None:
    client = InferenceClient(base_url="http://127.0.0.1:9", api_key=False, model="m")
    with pytest.raises(InputError, match="must be a type, got 5"):
        client.parse(MESSAGES, 5)
    with pytest.raises(InputError, match="`response_format` has no JSON schema"):
        client.chat_completion(MESSAGES, response_format=Opaque)
    with pytest.raises(InputError, match="`repair` must be an int ≥ 0, got -1"):
        client.parse(MESSAGES, Struct, repair=-1)
    with pytest.raises(InputError, match="a stream is not repaired"):
        client.parse(MESSAGES, Struct, repair=1, stream=True)


# What models write around and in values


@dataclasses.dataclass
class Bounded:
    total: Annotated[float, pydantic.Field(ge=1)]


@pytest.mark.parametrize(
    "text",
    [
        'As {total} I found {"total": 5}.',
        '{"total": 5}, where {total} is a sum [1].',
        'Not {"total": "}"} but {"total": 5}',
    ],
)
def test_brackets_in_prose_are_skipped(text: str) -> None:
    assert OutputFormat(Struct).parse(text) == Struct(total=5)


@pytest.mark.parametrize("number", ["a </think> b", "<think>a</think>", '```\n{"number": "x"}\n```'])
def test_a_value_may_contain_what_looks_like_reasoning(number: str) -> None:
    assert OutputFormat(Receipt).parse(json.dumps({"number": number})) == Receipt(number=number)


@pytest.mark.parametrize("type_", [Any, list[Any], list[Pydantic]])
def test_a_value_that_is_nested_too_deep_is_an_error(type_: Any) -> None:
    with pytest.raises(ParseError, match="recursion"):
        OutputFormat(type_).parse(f'{{"value": {"[" * 100_000}')


@pytest.mark.parametrize("type_", [Annotated[int, pydantic.Field(ge=1)], Bounded, list[Bounded]])
def test_what_only_pydantic_checks_is_checked(type_: Any) -> None:
    text = '{"value": 0}' if type_ not in (Bounded, list[Bounded]) else '{"value": [{"total": 0}], "total": 0}'
    with pytest.raises(ParseError, match="should be greater than or equal to 1"):
        OutputFormat(type_).parse(text)


def test_the_alias_of_a_type_is_a_type() -> None:
    alias: Any = typing_extensions.TypeAliasType("alias", list[int])
    assert OutputFormat(alias).parse('{"value": [1]}') == [1]


@pytest.mark.parametrize("text", ['{"total": 5}', "no"])
def test_a_stream_is_read_and_counted_once(text: str) -> None:
    server_options: Any = {"api_key": PROVIDER_KEY, "model": "m", "retry": 1}
    usage = f"data: {json.dumps({'choices': [], 'usage': USAGE})}\n\ndata: [DONE]".encode()
    body = events(text).replace(b"data: [DONE]", usage)
    with (
        local_server(in_turn(body)) as server,
        InferenceClient(base_url=f"{server.url}/v1", **server_options) as client,
    ):
        stream = client.parse(MESSAGES, Struct, stream=True)
        for _ in range(2):
            if text == "no":
                with pytest.raises(ParseError) as caught:
                    stream.final()
                assert (caught.value.tries, caught.value.usage.total_tokens) == (1, 15)
            else:
                assert (stream.final().usage.total_tokens, stream.final().repairs) == (15, 0)
        assert stream.meta.status == 200
