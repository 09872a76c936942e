"""What a client reads from the response of a case: facts of the names that its ``result`` has.

| fact | holds |
| --- | --- |
| ``text``, ``reasoning``, ``finish_reason`` | of the first choice; of a stream, all of it |
| ``contents`` | the text of each choice |
| ``tool_calls`` | id, name and arguments of each call, custom ones with their input |
| ``usage`` | tokens of the prompt, of the completion, and all |
| ``returned`` | the message as the server receives it when it is sent back |
| ``at`` | the value at each path, such as ``choices.0.message.annotations`` |
| ``value`` | the result as JSON, without what is None; of each object the fields that are listed |
| ``media`` | ``type`` and ``bytes``; or ``rate`` and ``frames`` of a WAV |
| ``error`` | ``type``, its class, and ``words`` that it has |
"""

from __future__ import annotations

import inspect
import io
import json
import wave
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

import inferwire
from tests.reports.table import MESSAGES, Case, Data, Json
from tests.support.local_servers import ReceivedRequest

TOOL_RESULT = {"role": "tool", "tool_call_id": "c1", "content": "done"}


async def resolve(value: Any) -> Any:
    """Return a value, or what it resolves to."""
    return await value if inspect.isawaitable(value) else value


async def join(texts: Any) -> str:
    """Join the texts of a synchronous or an asynchronous iterator."""
    if hasattr(texts, "__aiter__"):
        return "".join([text async for text in texts])
    return "".join(texts)


async def read(client: Any, case: Case) -> Data:
    """Make the call of a case with a client of either kind; return the facts that it should have.

    Raises:
        AssertionError: If a stream shows one thing while it arrives, and another at its end.
    """
    if case.api is not None:
        client = client.endpoint(client.base_url, api=case.api)
    try:
        result, text = await _call(client, case)
    except inferwire.InferwireError as error:
        return {"error": {"type": type(error).__name__, "words": str(error)}}
    facts = {name: FACTS[name](result, case) for name in case.result if name in FACTS}
    if text is not None and "text" in facts:
        assert text == (facts["text"] or ""), f"first {text!r}, at the end {facts['text']!r}"
    if "returned" in case.result:
        await resolve(client.chat_completion([*MESSAGES, result.choices[0].message, TOOL_RESULT]))
    return facts


async def _call(client: Any, case: Case) -> tuple[Any, str | None]:
    """Return the result of a call, and the text of its stream as it arrived."""
    method = getattr(client, case.call)
    if not case.stream:
        return await resolve(method(**case.arguments)), None
    stream = await resolve(method(**case.arguments, stream=True))
    text = await join(stream.texts())
    return await resolve(stream.final()), text


def _text(result: Any, case: Case) -> str | None:
    if hasattr(result, "generated_text"):
        return result.generated_text
    return result.choices[0].message.content if hasattr(result, "choices") else result.text


def _reasoning(result: Any, case: Case) -> str | None:
    message = result.choices[0].message
    return message.reasoning or message.reasoning_content


def _tool_calls(result: Any, case: Case) -> list[list[str | None]]:
    return [_tool_call(each) for each in result.choices[0].message.tool_calls or []]


def _tool_call(call: Any) -> list[str | None]:
    if (custom := getattr(call, "custom", None)) is not None:
        return [call.id, value_at(custom, "name"), value_at(custom, "input")]
    return [call.id, call.function.name, call.function.arguments]


def _usage(result: Any, case: Case) -> list[int | None] | None:
    usage = result.usage
    return usage and [usage.prompt_tokens, usage.completion_tokens, usage.total_tokens]


def _at(result: Any, case: Case) -> dict[str, Json]:
    return {path: builtins_of(value_at(result, path)) for path in case.result["at"]}


def value_at(value: Any, path: str) -> Any:
    """Return the value at a path of attributes, keys and indexes; None if there is none."""
    for step in path.split("."):
        if isinstance(value, list):
            value = value[int(step)] if int(step) < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else getattr(value, step, None)
    return value


def builtins_of(value: Any) -> Json:
    """Return a result as JSON."""
    return value if isinstance(value, bytes) else msgspec.to_builtins(value, enc_hook=list)


def like(value: Json, expected: Json) -> Json:
    """Return ``value`` with those fields of its objects only that ``expected`` has, too."""
    if isinstance(value, dict) and isinstance(expected, dict):
        return {key: like(each, expected[key]) for key, each in value.items() if key in expected}
    if isinstance(value, list | tuple) and isinstance(expected, list) and len(value) == len(expected):
        return [like(each, other) for each, other in zip(value, expected, strict=True)]
    return value


def _media(result: Any, case: Case) -> Data:
    wav = wav_facts(result.data) if "rate" in case.result["media"] else {}
    return like({"type": result.media_type, "bytes": result.data, **wav}, case.result["media"])


def wav_facts(data: bytes) -> Data:
    """Return rate and length of a WAV file."""
    with wave.open(io.BytesIO(data)) as file:
        return {"rate": file.getframerate(), "frames": file.getnframes()}


FACTS: dict[str, Callable[[Any, Case], Any]] = {
    "text": _text,
    "reasoning": _reasoning,
    "finish_reason": lambda result, case: result.choices[0].finish_reason,
    "contents": lambda result, case: [choice.message.content for choice in result.choices],
    "tool_calls": _tool_calls,
    "usage": _usage,
    "at": _at,
    "value": lambda result, case: like(builtins_of(result), case.result["value"]),
    "media": _media,
}


def differences(facts: Data, expected: Data) -> list[str]:
    """Return what is wrong with the facts of a result."""
    wrong = []
    for name, value in expected.items():
        found = facts.get(name)
        if name == "error":
            found, is_right = facts.get("error"), has_error(facts, value)
        elif name == "returned":
            continue  # the server has it
        else:
            is_right = found == value
        if not is_right:
            shown = facts.get("error") if "error" in facts else found
            wrong.append(f"{name} should be {value!r}, is {shown!r}")
    return wrong


def has_error(facts: Data, expected: Data) -> bool:
    """Return whether the call failed as expected."""
    error = facts.get("error")
    if error is None or error["type"] != expected.get("type", error["type"]):
        return False
    words = expected.get("words", [])
    return all(each in error["words"] for each in ([words] if isinstance(words, str) else words))


def wrong_requests(case: Case, received: Sequence[ReceivedRequest]) -> list[str]:
    """Return what is wrong with the last request, and with the message that is sent back."""
    last, wrong = received[-1] if received else None, []
    if last is None:
        return ["nothing was sent"] if case.sent or "returned" in case.result else []
    if (to := case.sent.get("to")) not in (None, f"{last.method} {last.target}"):
        wrong.append(f"sent to {last.method} {last.target}, not {to}")
    for name, value in case.sent.get("headers", {}).items():
        if last.headers.get(name) != value:
            wrong.append(f"sent {name} {last.headers.get(name)!r}, not {value!r}")
    if "json" in case.sent and (body := json.loads(last.body)) != (expected := {**body, **case.sent["json"]}):
        wrong.append(f"sent {like(body, expected)}, not {case.sent['json']}")
    if "returned" in case.result and (message := json.loads(last.body)["messages"][1]) != case.result["returned"]:
        wrong.append(f"sent back {message}, not {case.result['returned']}")
    return wrong
