"""The complete response of a stream keeps what its items had, however the server cut them."""

from __future__ import annotations

import json
import sys
from typing import Any

import pytest

from inferwire import ChatCompletionOutput
from inferwire.protocols.openai_chat.chat_completion import OPENAI_CHAT_STREAM
from inferwire.providers.cohere.chat_completion import STREAM as COHERE_STREAM
from inferwire_runtime.stream_decoding import StreamDecoder
from inferwire_runtime.stream_merging import merge_items
from inferwire_runtime.streaming import StreamRules


def final(*events: dict[str, Any], n: int = 1, rules: StreamRules = OPENAI_CHAT_STREAM) -> ChatCompletionOutput:
    """Return the complete response of a chat stream."""
    decoder = StreamDecoder[Any](rules, {"content-type": "text/event-stream"}, "Test", {"n": n})
    body = "".join(f"data: {json.dumps(event)}\n\n" for event in events) + "data: [DONE]\n\n"
    items = list(decoder.feed(body.encode()))
    response: ChatCompletionOutput = decoder.final(items)
    return response


def chunk(delta: dict[str, Any] | None = None, finish: str | None = None, **fields: Any) -> dict[str, Any]:
    choice = {"index": 0, "delta": delta or {}, "finish_reason": finish, **fields.pop("choice", {})}
    return {"id": "c", "object": "chat.completion.chunk", "choices": [choice], **fields}


END = chunk({}, "stop")


def calls(*fragments: Any) -> list[tuple[Any, str, str | None]]:
    """Return ID, name and arguments of the tool calls; each argument is one event's fragment, or a list of them."""
    events = [chunk({"tool_calls": each if isinstance(each, (list, str)) else [each]}) for each in fragments]
    found = final(*events, END).choices[0].message.tool_calls or []
    return [(call.id, call.function.name, call.function.arguments) for call in found]


def call(arguments: Any = None, name: str | None = None, **fields: Any) -> dict[str, Any]:
    function = {"name": name, "arguments": arguments}
    return {**fields, "function": {key: value for key, value in function.items() if value is not None}}


@pytest.mark.parametrize(
    ("fragments", "expected"),
    [
        pytest.param(
            [call("{", "calc", index=0, id="a", type="function"), call('"x": 1}', "", index=0, id="", type="")],
            [("a", "calc", '{"x": 1}')],
            id="later id, name and type are empty",
        ),
        pytest.param(
            [call("", "", index=0, id=""), call("{}", "w", index=0, id="a")],
            [("a", "w", "{}")],
            id="id and name come late",
        ),
        pytest.param(
            [call('{"c":1}', "w", index=0, id="a"), call('{"c":2}', "w", index=0, id="b")],
            [("a", "w", '{"c":1}'), ("b", "w", '{"c":2}')],
            id="index 0 for all",
        ),
        pytest.param(
            [
                *(call('{"c"', "w", index=0, id="a"), call(":1}", index=0)),
                *(call('{"d"', "v", index=0, id="b"), call(":2}", index=0)),
            ],
            [("a", "w", '{"c":1}'), ("b", "v", '{"d":2}')],
            id="index 0 for all, in fragments",
        ),
        pytest.param(
            [call('{"c":1}', "w", index=0), call('{"c":2}', "w", index=0)],
            [(None, "w", '{"c":1}'), (None, "w", '{"c":2}')],
            id="index 0 for all, without IDs",
        ),
        pytest.param(
            [call('{"c"', "w", id="a"), call(":1}")],
            [("a", "w", '{"c":1}')],
            id="no index",
        ),
        pytest.param(
            [call('{"c":1}', "w", id="a"), call('{"c":2}', "w", id="b")],
            [("a", "w", '{"c":1}'), ("b", "w", '{"c":2}')],
            id="no index, two calls",
        ),
        pytest.param(
            [[call('{"c":1}', "w"), call('{"c":2}', "w")]],
            [(None, "w", '{"c":1}'), (None, "w", '{"c":2}')],
            id="neither index nor ID, in one event",
        ),
        pytest.param(
            [[call("", "w"), call("", "v")]],
            [(None, "w", ""), (None, "v", "")],
            id="neither index nor ID nor arguments, in one event",
        ),
        pytest.param(
            [
                call('{"c"', "w", index=0, id="a"),
                call("{", "v", index=1, id="b"),
                call(":1}", id="a"),
                call("}", id="b"),
            ],
            [("a", "w", '{"c":1}'), ("b", "v", "{}")],
            id="fragments that only name the ID",
        ),
        pytest.param(
            [call('{"c"', "w", index=0, id="a"), call(":1}", index=1, id="a")],
            [("a", "w", '{"c":1}')],
            id="the index counts fragments",
        ),
        pytest.param(
            [call("", "edit_ex", index=0, id="a"), call(None, "isting", index=0), call("{}", "_file", index=0)],
            [("a", "edit_existing_file", "{}")],
            id="name in pieces",
        ),
        pytest.param(
            [call("", "edit", index=0, id="a"), call("{", "edit", index=0, id="a"), call("}", "edit", index=0)],
            [("a", "edit", "{}")],
            id="name reported again",
        ),
        pytest.param(
            [call("", "ed", index=0, id="a"), call("{}", "edit", index=0)],
            [("a", "edit", "{}")],
            id="name that grows",
        ),
        pytest.param([call('{"a":', "w", index=0), call("1}", "w", index=0)], [(None, "w", '{"a":1}')], id="no ID"),
        pytest.param(
            [call("{}", "w", index=0, id="a"), call('{"c":1}', index=0)],
            [("a", "w", '{"c":1}')],
            id="an empty object before the arguments",
        ),
        pytest.param(
            [call('{"c"', "w", index=0, id="a"), call(":1}", index=0), call('{"c": 1}', "w", index=0, id="a")],
            [("a", "w", '{"c": 1}')],
            id="arguments repeated as a whole",
        ),
        pytest.param(
            [call('{"c":', "w", index=0, id="a"), call('{"c":1}', index=0), call("}", index=0)],
            [("a", "w", '{"c":{"c":1}}')],
            id="an object within the arguments",
        ),
        pytest.param(
            [call('{"c":"' + "x" * 20_000 + '"}', "w", index=0, id="a")] * 2,
            [("a", "w", '{"c":"' + "x" * 20_000 + '"}')],
            id="long arguments repeated as a whole",
        ),
        pytest.param(
            [{"index": 0, "id": "a", "function": {"name": "w", "arguments": "{}"}}, {"index": 0, "x": {"s": "S"}}],
            [("a", "w", "{}")],
            id="other fields come later",
        ),
    ],
)
def test_tool_calls_are_put_together(fragments: list[Any], expected: list[Any]) -> None:
    assert calls(*fragments) == expected


def test_a_single_tool_call_may_come_without_a_list() -> None:
    delta = {"tool_calls": call("{}", "w", index=0, id="a")}
    found = final(chunk(delta), END).choices[0].message.tool_calls
    assert found is not None
    assert found[0].function.name == "w"


def merged(*deltas: dict[str, Any], n: int = 1, **fields: Any) -> Any:
    """Return the merged JSON of a stream, without the conversion to types."""
    events = [chunk(delta) for delta in deltas]
    return merge_items([*events, {**END, **fields}], frozenset())["choices"][0]["delta"]


def test_custom_calls_and_calls_of_older_servers_are_put_together() -> None:
    delta = merged(
        {"tool_calls": [{"index": 0, "id": "a", "type": "custom", "custom": {"name": "sh", "input": "ls"}}]},
        {"tool_calls": [{"index": 0, "custom": {"input": " -l"}}], "function_call": {"name": "w", "arguments": "{"}},
        {"function_call": {"name": "", "arguments": "}"}},
    )
    assert delta["tool_calls"] == [{"id": "a", "type": "custom", "custom": {"name": "sh", "input": "ls -l"}}]
    assert delta["function_call"] == {"name": "w", "arguments": "{}"}


def test_arguments_that_are_an_object_become_text() -> None:
    delta = merged({"tool_calls": [{"index": 0, "id": 7, "function": {"name": "w", "arguments": {"c": 1}}}]})
    assert delta["tool_calls"] == [{"id": 7, "function": {"name": "w", "arguments": '{"c":1}'}}]


def test_fields_outside_the_schema_are_kept_at_every_level() -> None:
    delta = merged(
        {"role": "assistant", "thinking_content": "h", "reasoning_details": [{"index": 0, "type": "t", "text": "a"}]},
        {"role": "", "thinking_content": "m", "reasoning_details": [{"index": 0, "type": "t", "text": "b", "id": "r"}]},
        {"reasoning_details": [{"index": 0, "type": "data", "data": "c"}], "annotations": [{"url": "x"}]},
        {"annotations": [{"url": "y"}], "audio": {"id": "A", "transcript": "o"}, "content": None},
        {"audio": {"id": "A", "transcript": "k"}, "tool_calls": [{"index": 0, "extra_content": {"g": {"s": "S"}}}]},
    )
    assert delta == {
        "role": "assistant",
        "content": None,
        "thinking_content": "hm",
        "reasoning_details": [
            {"index": 0, "type": "t", "text": "ab", "id": "r"},
            {"index": 0, "type": "data", "data": "c"},
        ],
        "annotations": [{"url": "x"}, {"url": "y"}],
        "audio": {"id": "A", "transcript": "ok"},
        "tool_calls": [{"extra_content": {"g": {"s": "S"}}}],
    }


def logprobs(token: str) -> dict[str, Any]:
    return {"content": [{"token": token, "logprob": -0.1, "top_logprobs": []}]}


def test_the_complete_response_keeps_what_its_items_had() -> None:
    response = final(
        {"choices": [], "prompt_filter_results": [1], "id": ""},
        chunk({"role": "assistant", "content": "a"}, choice={"logprobs": logprobs("a")}, x_groq={"id": "r"}),
        chunk({"content": "b"}, choice={"logprobs": logprobs("b")}, system_fingerprint="f", citations=["x"]),
        chunk({}, "stop", choice={"logprobs": None, "stop_reason": 5}, citations=["x", "y"], service_tier="flex"),
        {"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}, "x_groq": {"s": 1}},
    )
    choice = response.choices[0]
    assert choice.logprobs is not None
    assert [each.token for each in choice.logprobs.content or []] == ["a", "b"]
    assert (response.id, response.system_fingerprint) == ("c", "f")
    assert response.usage is not None
    assert response.usage.total_tokens == 3
    assert response.extra["citations"] == ["x", "y"]
    assert response.extra["x_groq"] == {"id": "r", "s": 1}
    assert response.extra["prompt_filter_results"] == [1]


@pytest.mark.parametrize(
    ("reported", "expected"),
    [
        ([(9, 0, 9), (0, 5, 5)], (9, 5, 14)),
        ([(9, 1, 10), (9, 5, 14)], (9, 5, 14)),
        ([(9, 5, 14), None], (9, 5, 14)),
    ],
)
def test_counts_of_tokens_in_several_events_all_count(reported: list[Any], expected: tuple[int, int, int]) -> None:
    names = ("prompt_tokens", "completion_tokens", "total_tokens")
    usages = [None if each is None else dict(zip(names, each, strict=True)) for each in reported]
    usage = final(*(chunk({"content": "a"}, usage=each) for each in usages), END).usage
    assert usage is not None
    assert (usage.prompt_tokens, usage.completion_tokens, usage.total_tokens) == expected


@pytest.mark.parametrize("place", ["choice", "x_groq"])
def test_token_usage_is_found_where_some_servers_put_it(place: str) -> None:
    usage = {"prompt_tokens": 3, "completion_tokens": 2, "total_tokens": 5}
    choice = {"index": 0, "delta": {}, "finish_reason": "stop", **({"usage": usage} if place == "choice" else {})}
    end = {"choices": [choice], **({"x_groq": {"usage": usage}} if place == "x_groq" else {})}
    found = final(chunk({"content": "hi"}), end).usage
    assert found is not None
    assert (found.prompt_tokens, found.completion_tokens, found.total_tokens) == (3, 2, 5)


def test_choices_are_ordered_by_their_index() -> None:
    events = [
        chunk({"content": text}, "stop", choice={"index": index}) for index, text in ((2, "c"), (0, "a"), (1, "b"))
    ]
    response = final(*events, n=3)
    assert [(choice.index, choice.message.content) for choice in response.choices] == [(0, "a"), (1, "b"), (2, "c")]


def test_the_index_of_a_choice_does_not_count_if_one_was_requested() -> None:
    texts = enumerate(("He", "llo", "!"))
    response = final(*(chunk({"content": text}, choice={"index": index}) for index, text in texts))
    assert [(choice.index, choice.message.content) for choice in response.choices] == [(0, "Hello!")]


def test_a_complete_response_can_be_built_again_and_again() -> None:
    decoder = StreamDecoder[Any](OPENAI_CHAT_STREAM, {"content-type": "text/event-stream"}, "Test")
    items: list[Any] = []
    texts: list[str | None] = []
    for text in ("a", "b", "c"):
        fragment = call(text, "w", index=0, id="i")
        items += decoder.feed(f"data: {json.dumps(chunk({'content': text, 'tool_calls': [fragment]}))}\n\n".encode())
        message = decoder.final(items).choices[0].message
        texts += [message.content, message.tool_calls[0].function.arguments]
    assert texts == ["a", "a", "ab", "ab", "abc", "abc"]


class CountedSteps:
    """The number of lines that ran."""

    def __init__(self) -> None:
        self.count = 0

    def trace(self, frame: Any, event: str, argument: Any) -> Any:
        self.count += event == "line"
        return self.trace


@pytest.mark.parametrize("kind", ["pieces", "indexes", "names", "calls"])
def test_merging_takes_time_in_proportion_to_the_items(kind: str) -> None:

    def event(number: int) -> dict[str, Any]:
        if kind == "pieces":
            return chunk({"content": "word "})
        if kind == "indexes":
            return chunk({"content": "x"}, choice={"index": number})
        if kind == "names":
            return chunk({"tool_calls": [call("{}", f"n{number}", index=0)]})
        return chunk({"tool_calls": [call("{}", "n", index=number, id=str(number))]})

    def steps(count: int) -> int:
        events = [event(number) for number in range(count)]
        counted, before = CountedSteps(), sys.gettrace()
        sys.settrace(counted.trace)
        try:
            merge_items(events, frozenset())
        finally:
            sys.settrace(before)
        return counted.count

    assert steps(800) < 2.2 * steps(400)


def test_the_events_of_cohere_become_one_response() -> None:
    def event(kind: str, **message: Any) -> dict[str, Any]:
        return {"type": kind, "index": 0, "delta": {"message": message}}

    tokens = {"input_tokens": 11, "output_tokens": 4}
    response = final(
        event("message-start", role="assistant", content=[]),
        event("content-delta", content={"thinking": "Hm."}),
        event("content-delta", content={"text": "Two "}),
        event("content-delta", content={"text": "cats."}),
        event(
            "tool-call-start", tool_calls={"id": "a", "type": "function", "function": {"name": "w", "arguments": ""}}
        ),
        event("tool-call-delta", tool_calls={"function": {"arguments": "{}"}}),
        {"type": "message-end", "delta": {"finish_reason": "COMPLETE", "usage": {"tokens": tokens}}},
        rules=COHERE_STREAM,
    )
    message = response.choices[0].message
    assert (message.role, message.reasoning, message.content) == ("assistant", "Hm.", "Two cats.")
    assert message.tool_calls is not None
    assert message.tool_calls[0].function.arguments == "{}"
    assert response.usage is not None
    assert (response.usage.prompt_tokens, response.usage.completion_tokens) == (11, 4)
