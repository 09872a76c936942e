"""Python functions as tools: their schemas, how they are called, and conversations with them."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import dataclasses
import functools
import json
import pickle
import threading
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal, TypedDict

import anyio
import msgspec
import pydantic
import pytest

from inferwire import (
    AsyncInferenceClient,
    InferenceClient,
    InputError,
    OutputError,
    ParseError,
    TextEvent,
    Tool,
    ToolCallEvent,
    ToolResultEvent,
    ToolRoundsError,
)
from inferwire_runtime.docstrings import read_docstring
from tests.support.known_keys import PROVIDER_KEY
from tests.support.local_servers import LocalServer, http_response, local_server

KINDS = [InferenceClient, AsyncInferenceClient]
MESSAGES: list[dict[str, Any]] = [{"role": "user", "content": "Is it warm in Paris and Rome?"}]
USAGE = {"prompt_tokens": 10, "completion_tokens": 5, "total_tokens": 15}
BOTH = [("weather", {"city": "Paris"}), ("weather", {"city": "Rome", "unit": "F"})]


class Place(msgspec.Struct):
    latitude: float
    longitude: float = 0


class Address(pydantic.BaseModel):
    street: str


class Options(TypedDict):
    limit: int


def weather(city: str, unit: Literal["C", "F"] = "C", days: Annotated[int, "how many days"] = 1) -> dict[str, Any]:
    """Return the weather in a city.

    The forecast is for a few days.

    Args:
        city: Name of the city,
            in English.
        unit (str): Unit of the temperature.

    Returns:
        The forecast.
    """
    return {"city": city, "degrees": 21 if unit == "C" else 70, "days": days}


async def weather_async(city: str, unit: Literal["C", "F"] = "C") -> dict[str, Any]:
    """Return the weather in a city."""
    await anyio.sleep(0)
    return weather(city, unit)


def chat(content: str | None = None, calls: Any = (), **more: Any) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": content, **more}
    if calls:
        message["tool_calls"] = [
            {
                "id": f"id-{index}",
                "type": "function",
                "function": {
                    "name": name,
                    "arguments": arguments if isinstance(arguments, str) else json.dumps(arguments),
                },
            }
            for index, (name, arguments) in enumerate(calls)
        ]
    reason = "tool_calls" if calls else "stop"
    return {"choices": [{"index": 0, "message": message, "finish_reason": reason}], "usage": USAGE}


def events(response: dict[str, Any]) -> bytes:
    """Return a response as a stream, in which texts and arguments come in fragments."""
    message = response["choices"][0]["message"]
    deltas: list[Any] = [{"content": piece} for piece in (message["content"] or "").split("|")]
    for index, call in enumerate(message.get("tool_calls", ())):
        text = call["function"]["arguments"]
        first = {**call, "index": index, "function": {**call["function"], "arguments": text[:3]}}
        deltas += [{"tool_calls": [first]}, {"tool_calls": [{"index": index, "function": {"arguments": text[3:]}}]}]
    chunks: list[Any] = [{"choices": [{"index": 0, "delta": delta}]} for delta in deltas]
    chunks.append({"choices": [{"index": 0, "delta": {}, "finish_reason": response["choices"][0]["finish_reason"]}]})
    chunks.append({"choices": [], "usage": USAGE})
    return b"".join(b"data: " + json.dumps(chunk).encode() + b"\n\n" for chunk in chunks) + b"data: [DONE]\n\n"


def in_turn(*responses: Any) -> Callable[[Any], bytes]:
    left = list(responses)

    def respond(request: Any) -> bytes:
        item = left.pop(0)
        if json.loads(request.body).get("stream"):
            return http_response(body=events(item), headers={"content-type": "text/event-stream"})
        return http_response(body=item)

    return respond


def options_of(server: LocalServer) -> dict[str, Any]:
    return {"base_url": f"{server.url}/v1", "api_key": PROVIDER_KEY, "model": "m", "retry": 1}


def call(kind: type, method: str, server: LocalServer, *arguments: Any, **named: Any) -> Any:
    if kind is InferenceClient:
        with InferenceClient(**options_of(server)) as client:
            return getattr(client, method)(*arguments, **named)

    async def main() -> Any:
        async with AsyncInferenceClient(**options_of(server)) as client:
            return await getattr(client, method)(*arguments, **named)

    return anyio.run(main)


def bodies(server: LocalServer) -> list[Any]:
    return [json.loads(request.body) for request in server.received]


# Schemas


def test_a_function_is_described_by_its_signature_and_its_docstring() -> None:
    assert Tool(weather).definition == {
        "type": "function",
        "function": {
            "name": "weather",
            "description": "Return the weather in a city.\n\nThe forecast is for a few days.",
            "parameters": {
                "type": "object",
                "properties": {
                    "city": {"type": "string", "description": "Name of the city, in English."},
                    "unit": {"enum": ["C", "F"], "description": "Unit of the temperature.", "default": "C"},
                    "days": {"type": "integer", "description": "how many days", "default": 1},
                },
                "required": ["city"],
                "additionalProperties": False,
            },
        },
    }


def test_parameters_may_have_any_type_that_has_a_schema() -> None:
    def plan(
        place: Place,
        when: date,
        tags: list[str],
        options: Options,
        more: Any,
        name: str | None = None,
        *,
        dry: bool = True,
    ) -> str:
        return f"{place.latitude} {when.year} {tags} {options['limit']} {more} {name} {dry}"

    tool = Tool(plan)
    properties = tool.parameters["properties"]
    assert properties["when"] == {"type": "string", "format": "date"}
    assert tool.parameters["required"] == ["place", "when", "tags", "options", "more"]
    assert set(tool.parameters["$defs"]) == {"Place", "Options"}
    text = '{"place": {"latitude": "1.5"}, "when": "2024-02-29", "tags": ["a"], "options": {"limit": 3}, "more": null}'
    assert tool.bind(text)() == "1.5 2024 ['a'] 3 None None True"


def test_models_of_pydantic_are_parameters_as_well() -> None:
    def visit(address: Address, times: int = 1) -> str:
        return f"{address.street} {times}"

    tool = Tool(visit)
    assert tool.parameters["required"] == ["address"]
    assert tool.bind('{"address": {"street": "Main"}}')() == "Main 1"
    with pytest.raises(ValueError, match="street"):
        tool.bind('{"address": {}}')


class Counter:
    """Counts."""

    def __init__(self) -> None:
        self.total = 0

    def add(self, number: int) -> int:
        """Add a number."""
        self.total += number
        return self.total

    def __call__(self, number: int = 1) -> int:
        """Count."""
        return self.add(number)


def test_methods_objects_classes_and_partial_functions_are_tools() -> None:
    counter = Counter()
    assert Tool(counter.add).bind('{"number": 2}')() == 2
    assert (Tool(counter, name="count").description, Tool(counter).bind("")()) == ("Count.", 3)
    fixed = Tool(functools.partial(weather, unit="F"))
    assert fixed.name == "weather"
    assert fixed.bind('{"city": "Rome"}')()["degrees"] == 70
    assert Tool(Place).bind('{"latitude": 1}')() == Place(1)

    def positional(a: int, /, b: int) -> int:
        return a - b

    assert Tool(positional).bind('{"a": 5, "b": 3}')() == 2

    def open_ended(a: int, **more: Any) -> Any:
        return a, more

    assert Tool(open_ended).bind('{"a": 5, "b": 3}')() == (5, {"b": 3})
    assert "additionalProperties" not in Tool(open_ended).parameters


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"city": 5}', "Expected `str`, got `int`"),
        ("{}", "missing required field `city`"),
        ('{"city": "Rome", "when": 1}', "unknown field `when`"),
        ('{"city": "Rome", "unit": "K"}', "Invalid enum value 'K'"),
        ('{"city": "Rome"', "truncated"),
        ("[]", "Expected `object`"),
    ],
)
def test_arguments_are_validated(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Tool(weather).bind(text)


def starred(*cities: str) -> None: ...


def opaque(lock: threading.Lock) -> None: ...


def unresolved(a: Nowhere) -> None: ...  # type: ignore[name-defined]  # noqa: F821


@pytest.mark.parametrize(
    ("tools", "message"),
    [
        ([5], "a tool must be a function, got 5"),
        ("weather", "`tools` must be a list of functions, got str"),
        ([{"type": "function", "function": {"name": "f"}}], "`tools` has a mapping"),
        ([weather, weather], "two tools are named 'weather'"),
        ([starred], r"takes \*cities"),
        ([opaque], "a parameter of the tool 'opaque' has no JSON schema"),
        ([unresolved], "the signature of the tool 'unresolved' cannot be read"),
        ([lambda city: city], "not a valid tool name"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_a_tool_is_refused(kind: Any, tools: Any, message: str) -> None:
    with local_server(in_turn()) as server, pytest.raises(InputError, match=message):
        call(kind, "run_tools", server, MESSAGES, tools=tools)


@pytest.mark.parametrize(
    "text",
    [
        "Do it.\n\nArgs:\n    a: The first.\n    b (int, optional): The\n        second.\n\nReturns:\n    c: Nothing.",
        "Do it.\n\nParameters\n----------\na : int\n    The first.\nb : str, optional\n"
        "    The\n    second.\n\nReturns\n-------\nc",
        "Do it.\n\n:param a: The first.\n:param int b: The\n    second.\n:returns: Nothing.\n:rtype: None",
    ],
)
def test_docstrings_are_read_in_three_styles(text: str) -> None:
    assert read_docstring(text) == ("Do it.", {"a": "The first.", "b": "The second."})


@pytest.mark.parametrize("kind", KINDS)
def test_functions_may_be_passed_to_chat_completion(kind: Any) -> None:
    with local_server(in_turn(chat("Yes."))) as server:
        call(
            kind, "chat_completion", server, MESSAGES, tools=[weather, {"type": "function", "function": {"name": "f"}}]
        )
    assert bodies(server)[0]["tools"] == [Tool(weather).definition, {"type": "function", "function": {"name": "f"}}]


# Conversations


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize("function", [weather, weather_async])
def test_a_model_calls_functions_until_it_responds(kind: Any, stream: bool, function: Any) -> None:
    calls = [(function.__name__, arguments) for _, arguments in BOTH]
    with local_server(in_turn(chat("Let me |look.", calls), chat("Both |are warm."))) as server:
        if not stream:
            result = call(kind, "run_tools", server, MESSAGES, tools=[function], temperature=0)
        elif kind is InferenceClient:
            with InferenceClient(**options_of(server)) as client:
                result = client.run_tools(MESSAGES, tools=[function], temperature=0, stream=True).final()
        else:

            async def main() -> Any:
                async with AsyncInferenceClient(**options_of(server)) as client:
                    return await client.run_tools(MESSAGES, tools=[function], temperature=0, stream=True).final()

            result = anyio.run(main)
    first, second = bodies(server)
    assert first["tools"] == second["tools"] == [Tool(function).definition]
    assert first["temperature"] == second["temperature"] == 0
    assert second["messages"][0] == MESSAGES[0]
    assert [call["id"] for call in second["messages"][1]["tool_calls"]] == ["id-0", "id-1"]
    degrees = [json.loads(message["content"])["degrees"] for message in second["messages"][2:]]
    assert (degrees, [message["tool_call_id"] for message in second["messages"][2:]]) == ([21, 70], ["id-0", "id-1"])
    assert (result.text.replace("|", ""), result.value) == ("Both are warm.", result.text)
    assert (result.rounds, result.usage.total_tokens, len(result.messages)) == (2, 30, 5)
    assert [(each.call.name, each.call.arguments) for each in result.results] == calls
    assert result.results[0].value["degrees"] == 21
    assert result.results[1].call.text == json.dumps(BOTH[1][1])


@pytest.mark.parametrize("kind", KINDS)
def test_the_events_of_a_stream_come_as_they_happen(kind: Any) -> None:
    with local_server(in_turn(chat("Let me |look.", BOTH), chat("Both |are warm."))) as server:
        if kind is InferenceClient:
            with (
                InferenceClient(**options_of(server)) as client,
                client.run_tools(MESSAGES, tools=[weather], stream=True) as stream,
            ):
                seen: list[Any] = list(stream)
                assert stream.final().rounds == 2
        else:

            async def main() -> list[Any]:
                async with (
                    AsyncInferenceClient(**options_of(server)) as client,
                    client.run_tools(MESSAGES, tools=[weather], stream=True) as stream,
                ):
                    return [event async for event in stream]

            seen = anyio.run(main)
    assert [event.type for event in seen] == ["text"] * 2 + ["call"] * 2 + ["result"] * 2 + ["text"] * 2
    assert [event.text for event in seen if isinstance(event, TextEvent)] == ["Let me ", "look.", "Both ", "are warm."]
    assert [event.call.arguments for event in seen if isinstance(event, ToolCallEvent)] == [each[1] for each in BOTH]
    assert [event.result.value["degrees"] for event in seen if isinstance(event, ToolResultEvent)] == [21, 70]


def failing(city: str) -> str:
    """Fail."""
    raise LookupError(f"no such city: {city}")


async def failing_async(city: str) -> str:
    """Fail."""
    raise LookupError(f"no such city: {city}")


@pytest.mark.parametrize("kind", KINDS)
def test_errors_are_reported_to_the_model(kind: Any) -> None:
    calls = [
        ("failing", {"city": "X"}),
        ("failing_async", {"city": "Y"}),
        ("weather", {"town": "X"}),
        ("weather", "{not json"),
        ("whether", {}),
        ("weather", {"city": "Rome"}),
    ]
    with local_server(in_turn(chat(None, calls), chat("Sorry."))) as server:
        result = call(kind, "run_tools", server, MESSAGES, tools=[failing, failing_async, weather])
    contents = [message["content"] for message in bodies(server)[1]["messages"][2:]]
    assert contents[:2] == ["Error: LookupError: no such city: X", "Error: LookupError: no such city: Y"]
    assert contents[2].startswith("Error: the arguments of weather are invalid: Object")
    assert contents[3].startswith("Error: the arguments of weather are invalid: JSON is malformed")
    assert contents[4] == "Error: there is no tool 'whether'; there are: failing, failing_async, weather"
    assert json.loads(contents[5])["degrees"] == 21
    assert [type(each.error) for each in result.results[:2]] == [LookupError, LookupError]
    assert result.results[3].call.arguments is None
    assert result.results[5].error is None


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("function", [failing, failing_async])
@pytest.mark.parametrize("count", [1, 2])
def test_errors_are_raised_on_request(kind: Any, function: Any, count: int) -> None:
    calls = [(function.__name__, {"city": "X"})] * count
    with local_server(in_turn(chat(None, calls))) as server, pytest.raises(LookupError, match="no such city"):
        call(kind, "run_tools", server, MESSAGES, tools=[function], on_tool_error="raise")


@pytest.mark.parametrize("kind", KINDS)
def test_tools_run_side_by_side_up_to_a_limit(kind: Any) -> None:
    running = most = 0
    lock = threading.Lock()
    gate = threading.Barrier(3, timeout=10)

    def meet(number: int) -> int:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        gate.wait()
        with lock:
            running -= 1
        return number

    with local_server(in_turn(chat(None, [("meet", {"number": n}) for n in range(6)]), chat("Done."))) as server:
        result = call(kind, "run_tools", server, MESSAGES, tools=[meet], concurrency=3)
    assert [each.value for each in result.results] == list(range(6))
    assert most == 3


def test_async_tools_run_side_by_side_on_the_callers_loop() -> None:
    async def main() -> list[Any]:
        loop, event, waiting = asyncio.get_running_loop(), asyncio.Event(), 0

        async def meet(number: int) -> int:
            nonlocal waiting
            assert asyncio.get_running_loop() is loop
            waiting += 1
            if waiting == 3:
                event.set()
            await asyncio.wait_for(event.wait(), 10)
            return number

        async with AsyncInferenceClient(**options_of(server)) as client:
            result = await client.run_tools(MESSAGES, tools=[meet])
            return [each.value for each in result.results]

    with local_server(in_turn(chat(None, [("meet", {"number": n}) for n in range(3)]), chat("Done."))) as server:
        assert asyncio.run(main()) == [0, 1, 2]


def test_tools_run_under_trio_as_well() -> None:
    async def main() -> Any:
        async with AsyncInferenceClient(**options_of(server)) as client:
            return await client.run_tools(MESSAGES, tools=[weather, weather_async])

    calls = [("weather", {"city": "Paris"}), ("weather_async", {"city": "Rome"})]
    with local_server(in_turn(chat(None, calls), chat("Done."))) as server:
        assert [each.value["city"] for each in anyio.run(main, backend="trio").results] == ["Paris", "Rome"]


TENANT: contextvars.ContextVar[str] = contextvars.ContextVar("TENANT", default="nobody")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [1, 2])
def test_functions_see_the_callers_context(kind: Any, count: int) -> None:
    def whose() -> str:
        """Name the tenant."""
        return TENANT.get()

    token = TENANT.set("acme")
    try:
        with local_server(in_turn(chat(None, [("whose", "")] * count), chat("Done."))) as server:
            result = call(kind, "run_tools", server, MESSAGES, tools=[whose])
    finally:
        TENANT.reset(token)
    assert [each.content for each in result.results] == ["acme"] * count


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stream", [False, True])
def test_a_model_that_does_not_come_to_an_end_is_stopped(kind: Any, stream: bool) -> None:
    async def main() -> None:
        async with AsyncInferenceClient(**options_of(server)) as client:
            await client.run_tools(MESSAGES, tools=[weather], max_rounds=3, stream=True).final()

    def run() -> None:
        if not stream:
            call(kind, "run_tools", server, MESSAGES, tools=[weather], max_rounds=3)
        elif kind is AsyncInferenceClient:
            anyio.run(main)
        else:
            client = InferenceClient(**options_of(server))
            client.run_tools(MESSAGES, tools=[weather], max_rounds=3, stream=True).final()

    with (
        local_server(in_turn(*[chat(None, BOTH)] * 3)) as server,
        pytest.raises(ToolRoundsError, match=r"\(weather, weather\) in round 3; raise max_rounds=") as caught,
    ):
        run()
    error = caught.value
    assert (error.rounds, error.usage.total_tokens, len(error.messages)) == (3, 45, 7)
    assert pickle.loads(pickle.dumps(error)).rounds == 3


@dataclasses.dataclass
class Verdict:
    warm: bool


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_response_may_be_a_value(kind: Any) -> None:
    with local_server(in_turn(chat(None, BOTH), chat('{"warm": true}'))) as server:
        result = call(kind, "run_tools", server, MESSAGES, tools=[weather], response_format=Verdict)
    assert result.value == Verdict(warm=True)
    assert bodies(server)[0]["response_format"]["json_schema"]["name"] == "Verdict"
    with local_server(in_turn(chat("It is."))) as server, pytest.raises(ParseError):
        call(kind, "run_tools", server, MESSAGES, tools=[weather], response_format=Verdict)
    with local_server(in_turn(chat(None, BOTH), chat(calls=[("Verdict", {"warm": True})]))) as server:
        result = call(kind, "run_tools", server, MESSAGES, tools=[weather], response_format=Verdict, max_rounds=2)
    assert (result.value, result.rounds) == (Verdict(warm=True), 2)  # a provider that takes the format as a tool


@pytest.mark.parametrize("kind", KINDS)
def test_a_forced_call_is_forced_once(kind: Any) -> None:
    with local_server(in_turn(chat(None, BOTH), chat("Warm."))) as server:
        call(kind, "run_tools", server, MESSAGES, tools=[weather], tool_choice="required")
    assert [body.get("tool_choice") for body in bodies(server)] == ["required", None]


def test_a_tool_call_has_its_arguments_as_text_and_decoded() -> None:
    calls = [
        ("weather", {"city": "Paris"}),
        ("weather", "{not"),
        ("weather", "[1]"),
        ("weather", ""),
        ("f", "[" * 9999),
    ]
    with local_server(in_turn(chat(None, calls))) as server:
        response = call(InferenceClient, "chat_completion", server, MESSAGES, tools=[weather])
    functions = [each.function for each in response.message.tool_calls]
    assert functions[0].arguments == '{"city": "Paris"}'
    assert [each.parsed_arguments for each in functions] == [{"city": "Paris"}, None, None, {}, None]


@pytest.mark.parametrize("kind", KINDS)
def test_the_calls_of_a_response_can_be_run_alone(kind: Any) -> None:
    with local_server(in_turn(chat(None, BOTH))) as server:
        response = call(kind, "chat_completion", server, MESSAGES, tools=[weather])
        messages = call(kind, "call_tools", server, response, [weather])
    assert [message["tool_call_id"] for message in messages] == ["id-0", "id-1"]
    assert [json.loads(message["content"])["city"] for message in messages] == ["Paris", "Rome"]


def test_calls_without_an_id_get_one_in_both_messages() -> None:
    response = chat(None, BOTH)
    for own in response["choices"][0]["message"]["tool_calls"]:
        del own["id"]
    with local_server(in_turn(response, chat("Warm."))) as server:
        call(InferenceClient, "run_tools", server, MESSAGES, tools=[weather])
    messages = bodies(server)[1]["messages"]
    assert [own["id"] for own in messages[1]["tool_calls"]] == ["call_0", "call_1"]
    assert [message["tool_call_id"] for message in messages[2:]] == ["call_0", "call_1"]


@pytest.mark.parametrize(
    ("value", "content"),
    [
        ("text", "text"),
        (None, "null"),
        (Place(1, 2), '{"latitude":1,"longitude":2}'),
        ([Verdict(warm=True)], '[{"warm":true}]'),
        (Address(street="Main"), '{"street":"Main"}'),
        ({date(2024, 2, 29): {1}}, '{"2024-02-29":[1]}'),
        (ZeroDivisionError("x"), '"x"'),
    ],
)
def test_what_a_function_returns_is_text_or_json(value: Any, content: str) -> None:
    def produce() -> Any:
        """Return something."""
        return value

    with local_server(in_turn(chat(None, [("produce", "")]), chat("Done."))) as server:
        result = call(InferenceClient, "run_tools", server, "Go on.", tools=[produce])
    assert result.results[0].content == content
    assert bodies(server)[0]["messages"] == [{"role": "user", "content": "Go on."}]


def test_a_stream_that_was_closed_has_no_result() -> None:
    with local_server(in_turn(chat("a|b|c"))) as server, InferenceClient(**options_of(server)) as client:
        stream = client.run_tools(MESSAGES, tools=[weather], stream=True)
        next(stream)
        stream.close()
        with pytest.raises(InputError, match="closed before its end"):
            stream.final()


@pytest.mark.parametrize("options", [{"max_rounds": 0}, {"concurrency": 0}, {"on_tool_error": "ignore"}])
def test_wrong_options_are_refused(options: Any) -> None:
    client: Any = InferenceClient(base_url="http://127.0.0.1:9", api_key=False, model="m")
    with pytest.raises(InputError, match=next(iter(options))):
        client.run_tools(MESSAGES, tools=[weather], **options)


# What functions and models do wrong


def positional(a: int = 1, b: int = 2, /) -> str:
    """Take arguments by their places only."""
    return f"{a} {b}"


def open_ended(**names: int) -> str:
    """Take any names."""
    return json.dumps(names)


def limited(count: Annotated[int, pydantic.Field(ge=1)], _note: str = "", schema: str = "s") -> str:
    """Take a number that only pydantic checks, and names that its models do not take."""
    return f"{count} {_note} {schema}"


def test_a_positional_argument_keeps_its_place() -> None:
    assert Tool(positional).bind('{"b": 5}')() == "1 5"
    assert Tool(positional).bind('{"a": 5}')() == "5 2"


def test_the_values_of_other_names_are_validated() -> None:
    assert Tool(open_ended).bind('{"a": "5"}')() == '{"a": 5}'
    with pytest.raises(ValueError, match="Expected `int`"):
        Tool(open_ended).bind('{"a": "many"}')


def test_what_only_pydantic_checks_is_checked() -> None:
    tool = Tool(limited)
    assert tool.parameters["properties"]["count"] == {"type": "integer", "minimum": 1}
    assert tool.bind('{"count": 1, "_note": "n", "schema": "t"}')() == "1 n t"
    assert tool.bind('{"count": 1}')() == "1  s"
    with pytest.raises(ValueError, match="greater than or equal to 1"):
        tool.bind('{"count": 0}')


async def cancelled(city: str) -> str:
    """Cancel itself."""
    raise asyncio.CancelledError


def without_text(city: str) -> str:
    """Raise an error that has no text."""

    class SilentError(Exception):
        def __str__(self) -> str:
            raise ValueError

    raise SilentError


def surrogate(city: str) -> str:
    """Return what is not Unicode, such as the name of a file."""
    return "\udcff"


def failing_surrogate(city: str) -> str:
    """Raise an error that names such a file."""
    raise FileNotFoundError("no file \udcff")


class Strict:
    """Takes no city."""

    def __init__(self, city: str) -> None:
        raise LookupError(city)


async def lines(city: str) -> Any:
    """Yield items."""
    yield city
    yield 2


def delegated(city: str) -> Any:
    """Return a coroutine."""
    return weather_async(city)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    ("function", "content"),
    [
        (cancelled, "Error: RuntimeError: the function was cancelled"),
        (without_text, "Error: SilentError: it has no message"),
        (surrogate, "Error: UnicodeEncodeError: "),
        (failing_surrogate, "Error: FileNotFoundError: no file \\udcff"),
        (Strict, "Error: LookupError: Paris"),
        (lines, '["Paris",2]'),
        (delegated, '{"city":"Paris",'),
    ],
)
def test_each_call_has_a_result_that_can_be_sent(kind: Any, count: int, function: Any, content: str) -> None:
    calls = [(function.__name__, {"city": "Paris"})] * count
    with local_server(in_turn(chat(calls=calls), chat("Done."))) as server:
        result = call(kind, "run_tools", server, MESSAGES, tools=[function])
    assert [each.content[: len(content)] for each in result.results] == [content] * count
    assert [each["role"] for each in bodies(server)[1]["messages"]] == ["user", "assistant", *["tool"] * count]
    assert result.meta.status == 200


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
def test_an_exit_is_raised_as_it_is(backend: str, error: type[BaseException]) -> None:
    def leave() -> None:
        raise error

    async def main() -> Any:
        async with AsyncInferenceClient(**options_of(server)) as client:
            with pytest.raises(error):
                await client.run_tools(MESSAGES, tools=[leave])

    with local_server(in_turn(chat(calls=[("leave", {})]))) as server:
        anyio.run(main, backend=backend)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("stream", [False, True])
def test_the_end_of_an_iterator_is_an_error_like_others(kind: Any, stream: bool) -> None:
    def exhausted() -> Any:
        return next(iter([]))

    async def main() -> Any:
        async with AsyncInferenceClient(**options_of(server)) as client:
            return await client.run_tools(MESSAGES, **options, stream=True).final()

    def run() -> Any:
        if not stream:
            return call(kind, "run_tools", server, MESSAGES, **options)
        if kind is AsyncInferenceClient:
            return anyio.run(main)
        with InferenceClient(**options_of(server)) as client:
            return client.run_tools(MESSAGES, **options, stream=True).final()

    options: Any = {"tools": [exhausted], "on_tool_error": "raise"}
    with (
        local_server(in_turn(chat(calls=[("exhausted", {})]))) as server,
        pytest.raises(RuntimeError, match="the tool exhausted raised StopIteration"),
    ):
        run()


@pytest.mark.parametrize("backend", ["asyncio", "trio"])
@pytest.mark.parametrize("is_cancelled", [False, True])
def test_a_stream_does_not_go_on_without_the_results_of_its_tools(backend: str, is_cancelled: bool) -> None:
    cancel: Callable[[], None]

    async def slow() -> None:
        if not is_cancelled:
            raise LookupError
        cancel()
        await anyio.sleep(60)

    async def main() -> None:
        nonlocal cancel
        async with AsyncInferenceClient(**options_of(server)) as client:
            stream = await client.run_tools(MESSAGES, tools=[slow], on_tool_error="raise", stream=True)
            with anyio.CancelScope() as scope, contextlib.suppress(LookupError):
                cancel = scope.cancel
                await stream.final()
            assert [event async for event in stream] == []
            with pytest.raises(InputError, match="has no result"):
                await stream.final()

    with local_server(in_turn(chat(calls=[("slow", {})]), chat("Done."))) as server:
        anyio.run(main, backend=backend)
    assert len(server.received) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("method", "options"),
    [("run_tools", {"tools": [weather]}), ("parse", {"response_format": Place}), ("chat_completion", {})],
)
def test_a_response_without_choices_is_an_error(kind: Any, method: str, options: Any) -> None:
    with (
        local_server(lambda _: http_response(body={"choices": [], "usage": USAGE})) as server,
        pytest.raises(OutputError, match="has no choices"),
    ):
        call(kind, method, server, MESSAGES, **options).text.upper()
