"""Read chats of interfaces other than OpenAI's as choices: a gateway may pass a model's own form through."""

from __future__ import annotations

from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.other_forms import reports_failure
from inferwire_runtime.token_usage import find_counts

TEXTS = ("generated_text", "response", "output_text", "completion", "content", "text", "reply")
USAGES = ("usage", "usageMetadata", "usage_metadata")
REASONS = ("finish_reason", "finishReason", "stop_reason", "done_reason", "stopReason")


def as_chat(data: dict[str, Json], part: str) -> dict[str, Json]:
    """Return a chat with OpenAI's choices; unchanged if it already has choices, or if its form is unknown.

        {"message": {...}, "done": true, "eval_count": 3}            Ollama
        {"message": {...}, "finish_reason": "COMPLETE"}              Cohere
        {"role": "assistant", "content": [...], "stop_reason": ...}  Anthropic
        {"candidates": [{"content": {"parts": [...]}}]}              Gemini
        {"generated_text": "..."}, {"response": "..."}               text generation

    Args:
        data: The response, or an event of its stream.
        part: Name of the field of a choice: ``message``, or ``delta`` in a stream.
    """
    if data.get("choices") or reports_failure(data):
        return data
    choices = _candidates(data, part) or _single(data, part)
    if not choices:
        return data
    changed: dict[str, Json] = {"choices": choices}
    if usage := _usage(data):
        changed["usage"] = usage
    return {**data, **changed}


def _usage(data: dict[str, Json]) -> Json:
    """Return the token usage of a response or an event, wherever it is; nothing if there is none."""
    for place in (data, data.get("delta"), data.get("message")):
        for name in USAGES:
            if is_object(place) and is_object(usage := place.get(name)) and usage:
                return usage
    return find_counts(data)


def _single(data: dict[str, Json], part: str) -> list[Json]:
    """Return the only choice of a response without a list of choices; nothing if there is none."""
    message, delta = data.get("message"), data.get("delta")
    if part == "delta" and is_object(delta):
        return _event(delta)
    if not is_object(message):
        message = None
        if data.get("role") == "assistant" and "content" in data:
            message = {name: data[name] for name in ("role", "content", "tool_calls") if name in data}
        elif text := next((data[name] for name in TEXTS if isinstance(data.get(name), str)), None):
            message = {"role": "assistant", "content": text}
    if not message or not ({"content", "tool_calls", "thinking", "reasoning_content"} & message.keys()):
        return []
    if isinstance(thinking := message.get("thinking"), str):
        message = {"reasoning": thinking, **message}
    return [{"index": 0, part: message, "finish_reason": _reason(data)}]


def _event(delta: dict[str, Json]) -> list[Json]:
    """Return the choice in an event of Cohere's or Anthropic's streams; nothing if it only begins or ends a part."""
    message = delta.get("message")
    if not is_object(message):
        found = {"content": delta.get("text"), "reasoning": delta.get("thinking")}
        message = {name: value for name, value in found.items() if isinstance(value, str)}
    elif is_object(content := message.get("content")) and isinstance(thinking := content.get("thinking"), str):
        message = {**message, "content": None, "reasoning": thinking}
    reason = _reason(delta)
    return [{"index": 0, "delta": message, "finish_reason": reason}] if message or reason else []


def _candidates(data: dict[str, Json], part: str) -> list[Json]:
    candidates = data.get("candidates")
    if not is_list(candidates):
        return []
    return [
        {"index": index, part: _message_of(each["content"]), "finish_reason": _reason(each)}
        for index, each in enumerate(candidates)
        if is_object(each) and is_object(each.get("content"))
    ]


def _message_of(content: dict[str, Json]) -> dict[str, Json]:
    return {"role": "assistant", "content": content.get("parts")}


def _reason(data: dict[str, Json]) -> Json:
    """Return why a model stopped, in the server's own word. Older versions of Ollama only state that they are done."""
    reason = next((data[name] for name in REASONS if isinstance(data.get(name), str)), None)
    return "stop" if reason is None and data.get("done") is True else reason
