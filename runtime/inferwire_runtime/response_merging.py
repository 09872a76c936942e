"""Merge the events of a streamed response of OpenAI's Responses API into the response so far."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from inferwire_runtime.jsontypes import Json, is_list, is_object
from inferwire_runtime.stream_merging import join_text, render

FIELDS = {  # of an item: the field that an event adds to
    "response.function_call_arguments": "arguments",
    "response.custom_tool_call_input": "input",
    "response.mcp_call_arguments": "arguments",
    "response.code_interpreter_call_code": "code",
}
CALLS = {
    "response.function_call_arguments": "function_call",
    "response.custom_tool_call_input": "custom_tool_call",
    "response.mcp_call_arguments": "mcp_call",
    "response.code_interpreter_call_code": "code_interpreter_call",
}
PARTS = {  # of a list of parts: the list, the type of the part, and the field that an event adds to
    "response.output_text": ("content", "output_text", "text"),
    "response.refusal": ("content", "refusal", "refusal"),
    "response.reasoning_text": ("content", "reasoning_text", "text"),
    "response.reasoning_summary_text": ("summary", "summary_text", "text"),
}
PART_EVENTS = {"response.content_part": "content", "response.reasoning_summary_part": "summary"}
ITEM_OF = {"content": "message", "summary": "reasoning"}


def is_response(data: Json) -> bool:
    """Return whether JSON is a whole response."""
    return is_object(data) and (is_list(data.get("output")) or is_object(data.get("output")))


class EventMerger:
    """Merges events as they come, in time that is linear in their number and size.

    Servers may leave out the indexes of events, and the events that begin an item or a part.
    """

    def __init__(self) -> None:
        self._response: dict[str, Any] = {}
        self._items: dict[int, dict[str, Any]] = {}
        self._is_final = False

    def add(self, item: Json) -> None:
        """Merge the next event."""
        if not is_object(item) or not isinstance(kind := item.get("type"), str):
            return
        if is_object(response := item.get("response")):
            self._add_response(response)
        name, _, verb = kind.rpartition(".")
        if name == "response.output_item" and is_object(whole := item.get("item")):
            self._items[self._find_index(item, whole.get("id"), begins=verb == "added")] = dict(whole)
        elif name in PART_EVENTS and is_object(part := item.get("part")):
            self._put_part(item, PART_EVENTS[name], part)
        elif name in FIELDS:
            self._add_text(self._item(item, CALLS[name]), FIELDS[name], item, verb)
        elif name in PARTS:
            self._add_text(self._part(item, *PARTS[name][:2]), PARTS[name][2], item, verb)
        elif kind == "response.output_text.annotation.added" and is_object(citation := item.get("annotation")):
            part = self._part(item, "content", "output_text")
            known = part.get("annotations")
            part["annotations"] = [*(known if is_list(known) else ()), citation]

    def add_aside(self, event: Json) -> None:
        """Ignore an event without an item."""

    def result(self) -> Json:
        """Return the response so far."""
        output = self._response.get("output")
        output = output if is_list(output) else None
        if self._items and (not self._is_final or not output):
            output = [_render_item(self._items[index]) for index in sorted(self._items)]
        return {**self._response, "output": output or list[Json](), "output_text": _text_of(output or ())}

    def _add_response(self, response: dict[str, Json]) -> None:
        known = {
            name: value
            for name, value in response.items()
            if name != "output_text" and (value is not None or name not in self._response)
        }
        self._response.update(known)
        self._is_final = response.get("status") not in (None, "queued", "in_progress")

    def _find_index(self, event: dict[str, Json], item_id: Json, *, begins: bool = False) -> int:
        """Return the index of an item: by its ID, by the event's index, or that of the last item."""
        known = [index for index, item in self._items.items() if item_id and item.get("id") == item_id]
        if known:
            return known[-1]
        index = event.get("output_index")
        if isinstance(index, int):
            return index
        last = max(self._items, default=-1)
        return last + 1 if begins or last < 0 else last

    def _item(self, event: dict[str, Json], type_: str) -> dict[str, Any]:
        item_id = event.get("item_id")
        index = self._find_index(event, item_id)
        if index not in self._items:
            own = {} if item_id is None else {"id": item_id}
            self._items[index] = {"type": type_, **own}
        return self._items[index]

    def _parts(self, event: dict[str, Json], name: str) -> tuple[dict[int, Any], int]:
        """Return the parts of an item by their index, and the index of the part that an event is about."""
        kind = str(event.get("type"))
        item = self._item(event, "reasoning" if "reasoning" in kind else ITEM_OF[name])
        parts = item.get(name)
        if not isinstance(parts, _Parts):
            parts = item[name] = _Parts(enumerate(parts if is_list(parts) else ()))
        index = event.get("content_index" if name == "content" else "summary_index")
        return parts, index if isinstance(index, int) else max(parts, default=0)

    def _put_part(self, event: dict[str, Json], name: str, part: dict[str, Json]) -> None:
        parts, index = self._parts(event, name)
        lacks_index = "content_index" not in event and "summary_index" not in event
        if lacks_index and str(event["type"]).endswith(".added") and parts:
            index = max(parts) + 1
        parts[index] = dict(part)

    def _part(self, event: dict[str, Json], name: str, kind: str) -> dict[str, Any]:
        parts, index = self._parts(event, name)
        part: dict[str, Any] = parts.setdefault(index, {"type": kind})
        return part

    def _add_text(self, target: dict[str, Any], field: str, event: dict[str, Json], verb: str) -> None:
        if verb == "delta" and isinstance(text := event.get("delta"), str):
            if isinstance(old := target.get(field), str):
                target[field] = None
                join_text(target, field, old)
            join_text(target, field, text)
        elif verb == "done":
            whole = event.get(field)
            if isinstance(whole, str):
                target[field] = whole


class _Parts(dict[int, Any]):
    """The parts of an item, by their index."""


def _text_of(output: Iterable[Json]) -> str:
    """Return the text of all messages in the output."""
    messages = (item for item in output if is_object(item) and item.get("type") == "message")
    parts = (part for message in messages if is_list(message.get("content")) for part in message["content"])
    texts = (part.get("text") for part in parts if is_object(part) and part.get("type") == "output_text")
    return "".join(text for text in texts if isinstance(text, str))


def _render_item(item: dict[str, Any]) -> dict[str, Json]:
    return {
        name: [render(value[index]) for index in sorted(value)] if isinstance(value, _Parts) else render(value)
        for name, value in item.items()
    }
