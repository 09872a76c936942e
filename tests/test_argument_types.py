"""Arguments of a type that the task's schema does not have are refused before anything is sent."""

from __future__ import annotations

import asyncio
import dataclasses
import enum
import json
from collections.abc import Mapping
from typing import Any

import httpx
import msgspec
import numpy
import pytest

from inferwire import AsyncInferenceClient, InferenceClient, InferwireError, InputError

MESSAGES: Any = [{"role": "user", "content": "Hi"}]
LABELS = ["a", "b"]


class Words(enum.StrEnum):
    NONE = "none"


class Person(msgspec.Struct):
    name: str


class Opaque:
    """Of no type that has a schema."""


class Recorder:
    """A client of an endpoint that keeps what it receives."""

    def __init__(self, *, is_async: bool = False) -> None:
        self.bodies: list[Any] = []
        kind, http = (AsyncInferenceClient, httpx.AsyncClient) if is_async else (InferenceClient, httpx.Client)
        http_client = http(transport=httpx.MockTransport(self.respond))
        self.client: Any = kind(base_url="http://api.example.com", api_key=False, retry=1, http_client=http_client)

    def respond(self, request: httpx.Request) -> httpx.Response:
        if request.method == "GET":  # which models the server has
            return httpx.Response(404)
        self.bodies.append(json.loads(request.read()))
        return httpx.Response(418, json={"error": "teapot"})


WRONG: list[tuple[str, tuple[Any, ...], dict[str, Any], str]] = [
    ("chat_completion", ("Hi",), {}, "`messages` must be a list of messages, got str"),
    ("chat_completion", (b"Hi",), {}, "`messages` must be a list of messages, got bytes"),
    ("chat_completion", (None,), {}, "`messages` must be a list of messages, got None"),
    ("chat_completion", ([],), {}, "`messages` must be a list of messages, got an empty list"),
    ("chat_completion", ({"role": "user", "content": "Hi"},), {}, "`messages` must be a list of messages, got dict"),
    ("chat_completion", (["Hi"],), {}, "`messages` must be a list of messages, got str at index 0"),
    ("chat_completion", ([*MESSAGES, None],), {}, "`messages` must be a list of messages, got NoneType at index 1"),
    ("chat_completion", (MESSAGES,), {"temperature": "hot"}, "`temperature` must be a number, got str"),
    ("chat_completion", (MESSAGES,), {"temperature": True}, "`temperature` must be a number, got True"),
    ("chat_completion", (MESSAGES,), {"max_tokens": 1.5}, "`max_tokens` must be an int, got 1.5"),
    ("chat_completion", (MESSAGES,), {"max_tokens": "5"}, "`max_tokens` must be an int, got str"),
    ("chat_completion", (MESSAGES,), {"logprobs": "yes"}, "`logprobs` must be a bool, got str"),
    ("chat_completion", (MESSAGES,), {"tools": {"type": "function"}}, "`tools` must be a list of mappings or a list"),
    ("chat_completion", (MESSAGES,), {"tools": ["f"]}, "a list of functions, got str at index 0"),
    ("chat_completion", (MESSAGES,), {"stop": 5}, "`stop` must be a string or a list of strings, got 5"),
    ("chat_completion", (MESSAGES,), {"response_format": 5}, "`response_format` must be a mapping or a type, got 5"),
    ("chat_completion", (MESSAGES,), {"response_format": Opaque}, "`response_format` has no JSON schema"),
    ("text_generation", (None,), {}, "`prompt` must be a string, got None"),
    ("text_generation", (["a"],), {}, "`prompt` must be a string, got list"),
    ("text_generation", ("a",), {"stop": "b"}, "`stop` must be a list of strings, got str"),
    ("text_to_image", (5,), {}, "`prompt` must be a string, got 5"),
    ("text_to_image", (["a"],), {}, "`prompt` must be a string, got list"),
    ("text_to_speech", ({"a": 1},), {}, "`text` must be a string, got dict"),
    ("text_to_speech", ("a",), {"temperature": "hot"}, "`temperature` must be a number, got str"),
    ("text_to_speech", ("a",), {"do_sample": 1}, "`do_sample` must be a bool, got 1"),
    ("translation", (None,), {}, "`text` must be a string, got None"),
    ("translation", (["a", 5],), {}, "`text[1]` must be a string, got 5"),
    ("translation", (["a", None],), {}, "`text[1]` must be a string, got None"),
    ("translation", ([],), {}, "`text` is an empty list"),
    ("zero_shot_classification", ("a", "b, c"), {}, "`candidate_labels` must be a list of strings, got str"),
    ("zero_shot_classification", ("a", ["b", 5]), {}, "`candidate_labels` must be a list of strings, got 5 at index 1"),
    ("question_answering", (["a"], "b"), {}, "`question` must be a string, got list"),
    ("question_answering", ("a", None), {}, "`context` must be a string, got None"),
    ("sentence_similarity", ("a", "b"), {}, "`other_sentences` must be a list of strings, got str"),
    ("feature_extraction", (5,), {}, "`text` must be a string or a list of strings, got 5"),
    ("table_question_answering", ([["a"]], "b"), {}, "`table` must be a mapping, got list"),
    ("image_to_image", (b"\x89PNG\r\n\x1a\n",), {"target_size": "1x1"}, "`target_size` must be a mapping, got str"),
]


@pytest.mark.parametrize(("task", "arguments", "more", "message"), WRONG)
def test_an_argument_of_the_wrong_type_is_refused(task: str, arguments: Any, more: Any, message: str) -> None:
    for is_async in (False, True):
        recorder = Recorder(is_async=is_async)
        call = getattr(recorder.client, task)
        with pytest.raises(InputError) as caught:
            asyncio.run(call(*arguments, **more)) if is_async else call(*arguments, **more)
        assert message in str(caught.value)
        assert recorder.bodies == []


@dataclasses.dataclass
class Message:
    role: str = "user"
    content: str = "Hi"


class Pydantic:
    """A message as Pydantic has it."""

    def model_dump(self, **options: Any) -> dict[str, Any]:
        assert options == {"mode": "json", "exclude_none": True}
        return MESSAGES[0]


class Custom(Mapping[str, Any]):
    def __getitem__(self, key: str) -> Any:
        return MESSAGES[0][key]

    def __iter__(self) -> Any:
        return iter(MESSAGES[0])

    def __len__(self) -> int:
        return 2


RIGHT: list[tuple[str, tuple[Any, ...], dict[str, Any], dict[str, Any]]] = [
    ("chat_completion", (MESSAGES,), {"stop": "a"}, {"stop": "a"}),
    ("chat_completion", (tuple(MESSAGES),), {"stop": ["a"]}, {"stop": ["a"], "messages": MESSAGES}),
    ("chat_completion", ([Message()],), {}, {"messages": MESSAGES}),
    ("chat_completion", ([Pydantic()],), {}, {"messages": MESSAGES}),
    ("chat_completion", (MESSAGES,), {"temperature": 1, "max_tokens": 5.0}, {"temperature": 1, "max_tokens": 5.0}),
    ("chat_completion", (MESSAGES,), {"temperature": numpy.float32(0.5)}, {"temperature": 0.5}),
    ("chat_completion", (MESSAGES,), {"max_tokens": numpy.int64(5)}, {"max_tokens": 5}),
    ("chat_completion", (MESSAGES,), {"logprobs": numpy.bool_(True)}, {"logprobs": True}),
    ("chat_completion", (MESSAGES,), {"tool_choice": "auto"}, {"tool_choice": "auto"}),
    ("chat_completion", (MESSAGES,), {"response_format": {"type": "text"}}, {"response_format": {"type": "text"}}),
    ("text_classification", ("",), {"function_to_apply": "of the future"}, {"inputs": ""}),
    ("text_classification", ("a",), {"function_to_apply": Words.NONE}, {"parameters": {"function_to_apply": "none"}}),
    ("zero_shot_classification", ("a", tuple(LABELS)), {}, {"parameters": {"candidate_labels": LABELS}}),
    ("feature_extraction", (["a", "b"],), {}, {"inputs": ["a", "b"]}),
]


@pytest.mark.parametrize(("task", "arguments", "more", "sent"), RIGHT)
def test_values_that_a_server_may_understand_are_sent(task: str, arguments: Any, more: Any, sent: Any) -> None:
    recorder = Recorder()
    with pytest.raises(InferwireError, match="teapot"):
        getattr(recorder.client, task)(*arguments, **more)
    assert {name: recorder.bodies[0][name] for name in sent} == sent


def test_calls_with_inputs_of_their_own_are_sent_as_they_are() -> None:
    recorder = Recorder()
    with pytest.raises(InferwireError, match="teapot"):
        recorder.client.request("translation", inputs={"a": 1}, parameters={"src_lang": 5})
    assert recorder.bodies == [{"inputs": {"a": 1}, "parameters": {"src_lang": 5}}]
