"""Put the content of a scripted response into the form of a provider: that of its sample."""

from __future__ import annotations

import base64
import re
from typing import TYPE_CHECKING, cast

import msgspec
from msgspec import UNSET, structs

from inferwire_emulator.client_imports import Json, is_list, sniff
from inferwire_emulator.follow import with_usage_event
from inferwire_emulator.media import MEDIA_FILES, read_media
from inferwire_emulator.responses import Response, event_stream, json_response
from inferwire_emulator.vectors import with_vectors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from inferwire_emulator.checks import Fields
    from inferwire_emulator.scripted import EmulatedCall, ScriptedResponse
    from inferwire_emulator.tables import Sample

TEXTS = (
    *("generated_text", "summary_text", "translation_text", "text", "answer", "output_text", "md_results"),
    *("content", "response", "output", "sequence", "label"),
)
FILE_URL = re.compile(r"https?://\S+\.(?:png|jpe?g|webp|gif|wav|mp3|flac|ogg|mp4|webm|safetensors)", re.IGNORECASE)
HOST = "https://files.example.com"


def render(
    scripted: ScriptedResponse,
    call: EmulatedCall,
    sample: Sample,
    base: Response,
    store: Callable[[bytes, str], str],
    *,
    is_stream: bool = False,
) -> Response:
    """Return a scripted response in the form of a sample.

    Args:
        scripted: The response.
        call: The call that it responds to.
        sample: Sample of the provider.
        base: The sample's own response.
        store: Stores a file, and returns the path that it is downloaded from.
        is_stream: Whether a stream is requested.
    """
    response = _content(scripted, call, sample, base, store, is_stream=is_stream)
    return structs.replace(
        response,
        headers={**response.headers, **scripted.headers},
        status=scripted.status if response.status == 200 else response.status,
        first_byte_delay=scripted.pause if not response.is_stream else 0.0,
        pause=scripted.pause if response.is_stream else 0.0,
    )


def _content(
    scripted: ScriptedResponse,
    call: EmulatedCall,
    sample: Sample,
    base: Response,
    store: Callable[[bytes, str], str],
    *,
    is_stream: bool = False,
) -> Response:
    if scripted.json is not UNSET:
        return json_response(scripted.json, status=scripted.status)
    if scripted.status >= 300:
        text = scripted.error or f"an emulated error with status {scripted.status}"
        return json_response({"error": {"message": text, "type": "emulated_error"}}, status=scripted.status)
    if scripted.media is not None:
        return _with_media(base, scripted.media, store)
    body = msgspec.json.decode(b"".join(base.chunks)) if base.media_type.endswith("json") else None
    if scripted.vectors is not None:
        return json_response(with_vectors(body, scripted.vectors, call.body))
    is_chat = isinstance(body, dict) and _is_chat(cast("Fields", body))
    if is_stream:
        events = _chat_events(scripted, call, body) if is_chat else _text_events(scripted, sample)
        return event_stream(sample, map(msgspec.json.encode, with_usage_event(events, call.body)))
    if is_chat:
        return json_response(_chat(scripted, call, cast("Fields", body)))
    if scripted.text is None:
        return base
    if body is None:
        return Response(media_type="text/plain; charset=utf-8", chunks=(scripted.text.encode(),))
    return json_response(_with_text(body, scripted.text))


def _is_chat(body: Fields) -> bool:
    choices = body.get("choices")
    return is_list(choices) and bool(choices) and "message" in choices[0]


def _usage(scripted: ScriptedResponse, call: EmulatedCall) -> dict[str, int]:
    """Return the token usage: as the test defines it, or a count of words."""
    if scripted.usage is not None:
        return scripted.usage
    prompt = len(re.findall(r"\w+", msgspec.json.encode(call.inputs).decode()))
    completion = len((scripted.text or "").split()) + sum(
        len(re.findall(r"\w+", _arguments(arguments))) + 1 for _, arguments in scripted.tool_calls
    )
    return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}


def _arguments(arguments: Json) -> str:
    return arguments if isinstance(arguments, str) else msgspec.json.encode(arguments).decode()


def _tool_calls(scripted: ScriptedResponse) -> list[Json]:
    return [
        {"id": f"call_{index}", "type": "function", "function": {"name": name, "arguments": _arguments(arguments)}}
        for index, (name, arguments) in enumerate(scripted.tool_calls)
    ]


def _finish_reason(scripted: ScriptedResponse) -> str:
    return scripted.finish_reason or ("tool_calls" if scripted.tool_calls else "stop")


def _chat(scripted: ScriptedResponse, call: EmulatedCall, body: Fields) -> Json:
    content = scripted.text if scripted.text is not None or scripted.tool_calls else ""
    message: dict[str, Json] = {"role": "assistant", "content": content}
    if scripted.reasoning is not None:
        message["reasoning"] = scripted.reasoning
    if scripted.tool_calls:
        message["tool_calls"] = _tool_calls(scripted)
    choice = {"index": 0, "message": message, "finish_reason": _finish_reason(scripted)}
    return {**body, "choices": [choice], "usage": _usage(scripted, call)}


def _chat_events(scripted: ScriptedResponse, call: EmulatedCall, body: Json) -> list[Json]:
    base = {name: body[name] for name in ("id", "created", "model") if name in body}
    deltas: list[Json] = [{"role": "assistant", "content": ""}]
    deltas += ({"reasoning": piece} for piece in _fragments(scripted.reasoning or ""))
    deltas += ({"content": piece} for piece in _fragments(scripted.text or ""))
    for index, own in enumerate(_tool_calls(scripted)):
        function: Fields = own["function"]
        text = str(function["arguments"])
        head = {**own, "index": index, "function": {**function, "arguments": ""}}
        deltas.append({"tool_calls": [head]})
        half = len(text) // 2
        deltas += (
            {"tool_calls": [{"index": index, "function": {"arguments": part}}]}
            for part in (text[:half], text[half:])
            if part
        )
    events: list[Json] = [
        {**base, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]} for delta in deltas
    ]
    last: dict[str, Json] = {"index": 0, "delta": {}, "finish_reason": _finish_reason(scripted)}
    return [*events, {**base, "choices": [last], "usage": _usage(scripted, call)}]


def _fragments(text: str) -> list[str]:
    """Split a text into words, each with the space after it."""
    return re.findall(r"\S+\s*|^\s+", text)


def _text_events(scripted: ScriptedResponse, sample: Sample) -> list[Json]:
    """Return the events of a stream of text, each in the form of the sample's first one."""
    first, last = cast("Fields", sample.events[0]), cast("Fields", sample.events[-1])
    words = _fragments(scripted.text or "") or [""]
    if "token" in first:
        details = {"finish_reason": scripted.finish_reason or "stop", "generated_tokens": len(words), "seed": None}
        return [
            {
                **first,
                "index": index,
                "token": {**cast("Fields", first["token"]), "text": word},
                "generated_text": scripted.text if index == len(words) else None,
                "details": details if index == len(words) else None,
            }
            for index, word in enumerate(words, 1)
        ]
    if "choices" not in first:
        return _with_fragments(sample.events, scripted.text or "")
    events: list[Json] = [{**first, "choices": [{"index": 0, "text": word, "finish_reason": None}]} for word in words]
    end = {"index": 0, "text": "", "finish_reason": scripted.finish_reason or "stop"}
    return [*events, {**last, "choices": [end]}]


def _with_fragments(sample: Sequence[Json], text: str) -> list[Json]:
    """Return the events of a sample with another text, wherever they have the whole text or a fragment of it."""
    whole = "".join(event["delta"] for event in sample if isinstance(event.get("delta"), str))

    def changed(value: Json) -> Json:
        if isinstance(value, dict):
            return {name: changed(each) for name, each in cast("Fields", value).items()}
        return [changed(each) for each in value] if is_list(value) else text if value == whole else value

    events: list[Json] = []
    is_placed = False
    for event in sample:
        if not isinstance(event.get("delta"), str):
            events.append(changed(event))
        elif not is_placed:
            events += [{**event, "delta": word} for word in _fragments(text)]
            is_placed = True
    return [{**each, "sequence_number": number} for number, each in enumerate(events)]


def _with_text(body: Json, text: str) -> Json:
    """Return the response of a sample with another text."""
    if isinstance(body, str):
        return text
    if is_list(body):
        return [_with_text(body[0], text), *body[1:]] if body else [text]
    if not isinstance(body, dict):
        return body
    own = cast("Fields", body)
    if is_list(own.get("choices")):
        return {**own, "choices": [_with_text(own["choices"][0], text)]}
    for name in TEXTS:
        if isinstance(own.get(name), str):
            kept = {key: value for key, value in own.items() if key not in ("chunks", "words", "segments", "logprobs")}
            return {**kept, name: text}
    for name, value in own.items():
        if isinstance(value, (dict, list)) and (changed := _with_text(value, text)) != value:
            return {**own, name: changed}
    return own


def _with_media(base: Response, content: bytes, store: Callable[[bytes, str], str]) -> Response:
    """Return the response of a sample with another file: as its body, in base64, or at a URL."""
    media_type = sniff(content) or "application/octet-stream"
    if not base.media_type.endswith("json"):
        return structs.replace(base, media_type=media_type, chunks=(content,))
    samples = {base64.b64encode(read_media(name)).decode() for name in MEDIA_FILES}
    replaced = False

    def changed(value: Json) -> Json:
        nonlocal replaced
        if isinstance(value, dict):
            return {name: changed(each) for name, each in cast("Fields", value).items()}
        if is_list(value):
            return [changed(each) for each in cast("Sequence[Json]", value)]
        if isinstance(value, str) and value in samples:
            replaced = True
            return base64.b64encode(content).decode()
        if isinstance(value, str) and FILE_URL.fullmatch(value):
            replaced = True
            return f"{HOST}{store(content, media_type)}"
        return value

    body = changed(msgspec.json.decode(b"".join(base.chunks)))
    return json_response(body) if replaced else Response(media_type=media_type, chunks=(content,))
