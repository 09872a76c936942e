"""Read the JSON of events as most servers send them: choices as in OpenAI's interfaces, or a token each as in TGI's.

Servers also send events outside the response: signs of life, errors, and whole responses.
"""

from __future__ import annotations

from typing import Any

from inferwire_runtime.error_messages import find_error
from inferwire_runtime.json_path import FALSE as EMPTY
from inferwire_runtime.jsontypes import Json, is_list, is_object

TEXT_DELTA = "response.output_text.delta"
REASONING_DELTAS = ("response.reasoning_text.delta", "response.reasoning_summary_text.delta")
SIGNS_OF_LIFE = frozenset({"ping", "pong", "keepalive", "keep-alive", "keep_alive", "heartbeat"})


def find_event_error(data: Json, *, has_result: bool | None = None) -> str | None:
    """Return the message of the error that an event or a response, or a choice in it, reports; None if there is none.

    Args:
        data: Decoded JSON.
        has_result: Whether *data* contains a result, as in `find_error`.
    """
    choices = data.get("choices") if is_object(data) else None
    if is_object(data) and str(data.get("type")).startswith("response."):
        response = data.get("response")
        error = response.get("error") if is_object(response) else None
        return None if error in EMPTY else find_error({"error": error})
    if (error := find_error(data, has_result=has_result)) is None and is_list(choices):
        for choice in choices:
            if is_object(choice) and choice.get("error") not in EMPTY:
                return find_error({"error": choice["error"]})
            if is_object(choice) and str(choice.get("finish_reason")).lower() == "error":
                return "the model stopped with finish_reason 'error'"
    return error


def is_sign_of_life(text: str) -> bool:
    """Return whether an event only keeps the connection alive, judging by its data, which is not JSON, or its type."""
    text = text.strip()
    return text.startswith(":") or text.lower() in SIGNS_OF_LIFE


def tidy(event: dict[str, Json]) -> dict[str, Json] | None:
    """Return an event without its empty parts; None if nothing is left.

    An event with token usage only gets an empty list of choices.
    """
    if "choices" in event or "usage" in event:
        return _tidy_choices(event)
    if event.get("token") is None and event.get("generated_text") is not None:
        return {**event, "token": {"text": ""}}
    token = event.get("token")
    if is_object(token) and token and token.get("text") is None:
        return {**event, "token": {**token, "text": ""}}
    return event


def _tidy_choices(event: dict[str, Json]) -> dict[str, Json] | None:
    choices = event.get("choices")
    listed: list[Json] = choices if is_list(choices) else [choices]
    kept = [tidied for choice in listed if is_object(choice) and (tidied := _tidy_choice(choice)) is not None]
    if not kept and event.get("usage") in EMPTY:
        return None
    is_same = len(kept) == len(listed) and all(a is b for a, b in zip(kept, listed, strict=True))
    return event if is_list(choices) and is_same else {**event, "choices": kept}


def _tidy_choice(choice: dict[str, Json]) -> dict[str, Json] | None:
    delta = choice.get("delta")
    if is_list(delta) and len(delta) == 1:
        delta = delta[0]
    has_text = isinstance(choice.get("text"), str)
    if is_object(delta):
        calls = delta.get("tool_calls")
        if is_object(calls):
            delta = {**delta, "tool_calls": [calls] if calls else None}
        has_value = any(value is not None for value in delta.values()) or not delta
        if not has_value and not choice.get("finish_reason") and not has_text:
            return None
    elif has_text:
        delta = {"content": choice["text"]}
    elif choice.get("finish_reason"):
        delta = {}
    else:
        return None
    return choice if delta is choice.get("delta") else {**choice, "delta": delta}


def with_first_choice_only(event: dict[str, Json], *, is_single: bool) -> dict[str, Json]:
    """Return an event without the choices of other results."""
    choices = event.get("choices")
    if not is_list(choices):
        return event
    first = choices[:1] if is_single else [each for each in choices if is_object(each) and not each.get("index")]
    return event if first == choices else {**event, "choices": first}


def with_texts(data: Json) -> Json:
    """Return an event or a response whose choices have their text, even if the server responds as if to a chat."""
    choices = data.get("choices") if is_object(data) else None
    if not is_list(choices):
        return data
    made = [_with_text(choice) for choice in choices]
    return data if all(a is b for a, b in zip(made, choices, strict=True)) else {**data, "choices": made}


def _with_text(choice: Json) -> Json:
    if not is_object(choice) or choice.get("text") is not None:
        return choice
    part = choice.get("delta") or choice.get("message")
    content = part.get("content") if is_object(part) else None
    return {**choice, "text": content} if isinstance(content, str) else choice


def is_whole(data: Json, *, has_begun: bool = False) -> bool:
    """Return whether JSON is a whole response: its choices have messages instead of deltas.

    Args:
        data: Decoded JSON.
        has_begun: Whether deltas have arrived; a message next to an empty delta then only repeats them.
    """
    choices = data.get("choices") if is_object(data) else None
    return is_list(choices) and any(
        is_object(choice)
        and is_object(choice.get("message"))
        and not choice.get("delta")
        and not (has_begun and is_object(choice.get("delta")))
        for choice in choices
    )


def carries_something(item: Json) -> bool:
    """Return whether an item that was made from a whole response contains any of it."""
    if not is_object(item):
        return item not in EMPTY
    if "choices" in item:
        choices = item["choices"]
        return is_list(choices) and any(is_object(choice) and _has_value(choice.get("delta")) for choice in choices)
    if "token" in item:
        return item.get("generated_text") is not None or _has_value(item["token"])
    return _has_value(item)


def _has_value(part: Json) -> bool:
    return any(value is not None for value in part.values()) if is_object(part) else part not in EMPTY


def item_of_text(data: Json) -> Json:
    """Return the item for a complete text from Hugging Face's servers; None if there is none."""
    first = data[0] if is_list(data) and data else data
    if not is_object(first) or not isinstance(text := first.get("generated_text"), str):
        return None
    return {"token": {"text": text}, "generated_text": text, "details": first.get("details")}


def add_rest(made: Json, source: Json, *, without: str) -> Json:
    """Add the fields that a rule for choices does not name, at the root and in each choice.

    Args:
        made: What the rule built.
        source: What it was built from.
        without: Field of the choices in *source* that the rule has moved.
    """
    if not is_object(made) or not is_object(source):
        return made
    choices, sources = made.get("choices"), source.get("choices")
    if not is_list(choices) or not is_list(sources) or len(choices) != len(sources):
        return made
    moved = ("delta", "message", "text", without)
    full: list[Json] = [
        {**{name: value for name, value in rest.items() if name not in moved}, **_without_nulls(choice)}
        if is_object(choice) and is_object(rest)
        else choice
        for choice, rest in zip(choices, sources, strict=True)
    ]
    return {**source, **_without_nulls(made), "choices": full}


def _without_nulls(data: dict[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in data.items() if value is not None}


def text_of(item: Any, *, is_single: bool) -> tuple[str, str]:
    """Return the reasoning and the text that an item adds to the first result."""
    token = getattr(item, "token", None)
    if token is not None:
        return "", "" if getattr(token, "special", None) else token.text or ""
    for choice in getattr(item, "choices", ()):
        if is_single or not getattr(choice, "index", 0):
            delta = choice.delta
            reasoning = getattr(delta, "reasoning_content", None) or getattr(delta, "reasoning", None)
            return reasoning or "", getattr(delta, "content", None) or ""
    if isinstance(delta := getattr(item, "delta", None), str):
        kind = getattr(item, "type", "")
        return (delta if kind in REASONING_DELTAS else ""), (delta if kind == TEXT_DELTA else "")
    return "", ""
