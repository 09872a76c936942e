"""What openai and huggingface_hub read from the response of a case, in the terms of `tests.reports.readers`.

Each peer is called as its documentation describes, and its results are read as careful users read them: an event
without choices is passed over, and fields outside the schema are read where the peer keeps them.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from dataclasses import asdict, is_dataclass
from functools import cache
from typing import Any

import huggingface_hub
import openai
from openai.lib.streaming.chat import ChatCompletionStreamState

from tests.reports.readers import TOOL_RESULT, like, value_at
from tests.reports.table import MESSAGES, Case, Data, Json

KEY = "sk-not-a-key"
TIME_LIMIT = 5.0
WITHOUT_ENCODING: Data = {"encoding_format": "float"}


class UnsupportedError(Exception):
    """A peer has no method for a case, or no way to read what it is about."""


# openai


def read_with_openai(url: str, case: Case) -> Data:
    """Return the facts of a case.

    Raises:
        UnsupportedError: If openai has no such method.
    """
    if (call := OPENAI_CALLS.get(case.call)) is None:
        raise UnsupportedError
    return call(openai_client().with_options(base_url=url), case)


@cache
def openai_client() -> openai.OpenAI:
    """Return the client that all cases share: a new one takes longer than a call."""
    return openai.OpenAI(base_url="http://127.0.0.1:9", api_key=KEY, max_retries=0, timeout=TIME_LIMIT)


def _chat(client: openai.OpenAI, case: Case) -> Data:
    messages, options = _split(case.arguments, "messages")
    create = client.chat.completions.create
    if case.stream:
        return _facts_of_stream(create(messages=messages, model="m", stream=True, **options), case, _openai_final)
    result = create(messages=messages, model="m", **options)
    if "returned" in case.result:
        create(messages=[*MESSAGES, result.choices[0].message, TOOL_RESULT], model="m")
    return facts_of_chat(result, case)


def _openai_final(chunks: list[Any]) -> Any:
    state: Any = ChatCompletionStreamState()
    for chunk in chunks:
        state.handle_chunk(chunk)
    return state.get_final_completion()


def _completion(client: openai.OpenAI, case: Case) -> Data:
    prompt, options = _split(case.arguments, "prompt")
    if "max_new_tokens" in options:
        options["max_tokens"] = options.pop("max_new_tokens")
    result = client.completions.create(prompt=prompt, model="m", stream=case.stream, **options)
    if case.stream:
        return {"text": "".join(chunk.choices[0].text or "" for chunk in result if chunk.choices)}
    text = result.choices[0].text
    return {"text": text, "value": like({"generated_text": text}, case.result.get("value"))}


def _embeddings(client: openai.OpenAI, case: Case) -> Data:
    text, options = _split(case.arguments, "text")
    result = client.embeddings.create(input=text, model="m", **{**WITHOUT_ENCODING, **options})
    vectors = [each.embedding for each in result.data]
    return {"value": vectors if isinstance(text, list) else vectors[0]}


def _image(client: openai.OpenAI, case: Case) -> Data:
    prompt, options = _split(case.arguments, "prompt")
    result = client.images.generate(prompt=prompt, model="m", **options)
    return {"media": {"bytes": base64.b64decode(result.data[0].b64_json)}}


def _speech(client: openai.OpenAI, case: Case) -> Data:
    text, options = _split(case.arguments, "text")
    result = client.audio.speech.create(input=text, model="m", voice="alloy", **options)
    return {"media": {"bytes": result.content}}


def _transcription(client: openai.OpenAI, case: Case) -> Data:
    audio, options = _split(case.arguments, "audio")
    result = client.audio.transcriptions.create(file=("audio.wav", audio), model="m", **options)
    return {"text": result.text, "value": like({"text": result.text}, case.result.get("value"))}


OPENAI_CALLS: dict[str, Callable[[openai.OpenAI, Case], Data]] = {
    "automatic_speech_recognition": _transcription,
    "chat_completion": _chat,
    "feature_extraction": _embeddings,
    "text_generation": _completion,
    "text_to_image": _image,
    "text_to_speech": _speech,
}


# huggingface_hub


def read_with_hub(url: str, case: Case) -> Data:
    """Return the facts of a case.

    Raises:
        UnsupportedError: If huggingface_hub has no such method.
    """
    if not hasattr(huggingface_hub.InferenceClient, case.call):
        raise UnsupportedError
    if case.call == "chat_completion":
        return _hub_chat(huggingface_hub.InferenceClient(base_url=url, api_key=KEY, timeout=TIME_LIMIT), case)
    client = huggingface_hub.InferenceClient(model=url, api_key=KEY, timeout=TIME_LIMIT)
    result = getattr(client, case.call)(**case.arguments, **({"stream": True} if case.stream else {}))
    if case.stream:
        return {"text": "".join(result)}
    value = to_plain(result)
    if case.call == "feature_extraction" and isinstance(case.arguments["text"], str) and len(value) == 1:
        value = value[0]  # documented: an array with a row for each text
    text = getattr(result, "text", None) or getattr(result, "generated_text", None)
    return {
        "text": result if isinstance(result, str) else text,
        "value": like({"generated_text": value} if isinstance(result, str) else value, case.result.get("value")),
        "media": {"bytes": result},
        "at": {path: to_plain(value_at(result, path)) for path in case.result.get("at", {})},
    }


def _hub_chat(client: huggingface_hub.InferenceClient, case: Case) -> Data:
    result: Any = client.chat_completion(**case.arguments, model="m", stream=case.stream)
    if case.stream:
        return _facts_of_stream(result, case, None)
    if "returned" in case.result:
        client.chat_completion([*MESSAGES, dict(result.choices[0].message), TOOL_RESULT], model="m")
    return facts_of_chat(result, case)


def keep_bytes() -> None:
    """Let huggingface_hub return the bytes of images, which Pillow would decode."""
    from huggingface_hub.inference import _client

    _client._bytes_to_image = lambda content: content  # type: ignore[assignment, return-value]


# Both


def _split(arguments: Data, name: str) -> tuple[Any, Data]:
    """Return one argument, and the others."""
    return arguments[name], {key: value for key, value in arguments.items() if key != name}


def _facts_of_stream(stream: Iterable[Any], case: Case, build_final: Callable[[list[Any]], Any] | None) -> Data:
    chunks = list(stream)
    choices = [chunk.choices[0] for chunk in chunks if chunk.choices]
    deltas = [choice.delta for choice in choices if choice.delta is not None]
    usages = [facts for chunk in chunks if (facts := _usage(chunk)) is not None]
    facts = {
        "text": "".join(delta.content or "" for delta in deltas),
        "finish_reason": next((choice.finish_reason for choice in reversed(choices) if choice.finish_reason), None),
        "usage": usages[-1] if usages else None,
        "reasoning": "".join(value_at(delta, name) or "" for delta in deltas for name in ("reasoning",))
        or "".join(value_at(delta, "reasoning_content") or "" for delta in deltas),
    }
    if missing := case.result.keys() - facts.keys() - {"error"}:
        if build_final is None:
            raise UnsupportedError  # left to its users
        facts |= {name: value for name, value in facts_of_chat(build_final(chunks), case).items() if name in missing}
    return facts


def facts_of_chat(result: Any, case: Case) -> Data:
    """Return the facts of a whole chat."""
    first = result.choices[0]
    return {
        "text": first.message.content,
        "finish_reason": first.finish_reason,
        "reasoning": value_at(first.message, "reasoning") or value_at(first.message, "reasoning_content"),
        "contents": [choice.message.content for choice in result.choices],
        "tool_calls": [_tool_call(call) for call in first.message.tool_calls or []]
        if "tool_calls" in case.result
        else [],
        "usage": _usage(result),
        "at": {path: to_plain(value_at(result, path)) for path in case.result.get("at", {})},
    }


def _tool_call(call: Any) -> list[Any]:
    if (custom := value_at(call, "custom")) is not None:
        return [call.id, value_at(custom, "name"), value_at(custom, "input")]
    return [call.id, call.function.name, call.function.arguments]


def _usage(result: Any) -> list[Any] | None:
    usage = value_at(result, "usage")
    names = ("prompt_tokens", "completion_tokens", "total_tokens")
    return None if usage is None else [value_at(usage, name) for name in names]


def to_plain(value: Any) -> Json:
    """Return a result as JSON, without what is None."""
    if hasattr(value, "model_dump"):
        value = value.model_dump()
    elif is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    elif hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, dict):
        return {key: to_plain(each) for key, each in value.items() if each is not None}
    return [to_plain(each) for each in value] if isinstance(value, list) else value
