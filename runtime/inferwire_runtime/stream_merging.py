"""Merge the items of a stream into the complete response, in time that is linear in their number and size.

Each field has one rule, by its place and its kind:

- Null, and an empty string where another value was, mean "not there".
- At the root, the last value stays; objects are merged. Counts of tokens that are 0 do not replace others.
- Choices are merged by their ``index``. Lists in their ``logprobs`` are concatenated.
- In a delta, strings are joined, but for names and IDs; lists are concatenated, or merged by ``index``.
- Tool calls follow `ToolCalls`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from inferwire_runtime.depth import decode_json
from inferwire_runtime.jsontypes import Json, is_list, is_object

# Strings of a delta that come whole, however often they come.
IDENTITIES = frozenset(
    (
        *("id", "name", "role", "type", "object", "model", "status", "format", "tool_call_id", "provider", "channel"),
        *("recipient", "signature", "thought_signature", "encrypted_content"),
    )
)
# Strings in objects below a delta that come in fragments.
TEXTS = frozenset(
    (
        *("text", "content", "summary", "data", "transcript", "thinking", "thinking_content", "arguments", "input"),
        *("reasoning", "reasoning_content", "refusal"),
    )
)
CHECKED_SIZE = 16 * 1024  # characters; longer arguments of a tool call are not checked for being complete


def merge_items(items: Iterable[Json], delta_fields: frozenset[str], asides: Iterable[Json] = ()) -> Json:
    """Merge the items of a stream into one.

    Args:
        items: JSON of the items, in the order of the stream.
        delta_fields: String fields to concatenate outside of choices; other fields keep their last value.
        asides: Events without an item, which may report token usage.
    """
    merger = Merger(delta_fields)
    for item in items:
        merger.add(item)
    for event in asides:
        merger.add_aside(event)
    return merger.result()


class Merger:
    """Merges items as they come.

    Args:
        delta_fields: String fields to concatenate outside of choices.
        is_single: Whether one result was requested, so that the ``index`` of choices does not count.
    """

    def __init__(self, delta_fields: frozenset[str], *, is_single: bool = False) -> None:
        self._delta_fields = delta_fields
        self._is_single = is_single
        self._root: dict[str, Any] = {}
        self._aside: dict[str, Any] = {}
        self._choices: dict[Any, dict[str, Any]] | None = None
        self._last: Json = None

    def add(self, item: Json) -> None:
        """Merge the next item."""
        if not is_object(item):
            self._last = item if item is not None else self._last
            return
        choices = item.get("choices")
        rest = {name: value for name, value in item.items() if name != "choices"}
        _merge_root(self._root, rest, self._delta_fields)
        if not is_list(choices):
            return
        if self._choices is None:
            self._choices = {}
        for position, choice in enumerate(choices):
            if is_object(choice):
                self._add_choice(choice, position)

    def add_aside(self, event: Json) -> None:
        """Merge an event without an item: its fields count if no item has them."""
        if is_object(event):
            rest = {name: value for name, value in event.items() if name != "choices" and value not in ("", None)}
            _merge_root(self._aside, rest, frozenset())

    def result(self) -> Json:
        """Return what was merged so far."""
        root = {name: render(value) for name, value in self._root.items()}
        for name, value in self._aside.items():
            if root.get(name) is None:
                root[name] = render(value)
        if self._choices is not None:
            if root.get("usage") is None and (usage := self._find_usage()):
                root["usage"] = render(usage)
            choices = [render(choice) for choice in self._choices.values()]
            root["choices"] = sorted(choices, key=lambda choice: choice["index"])
        return root or self._last

    def _find_usage(self) -> Json:
        """Return the token usage where some servers put it: in a choice, or in an object of their own."""
        assert self._choices is not None
        for place in (self._root.get("x_groq"), *self._choices.values()):
            if is_object(place) and is_object(usage := place.get("usage")):
                return usage
        return None

    def _add_choice(self, choice: dict[str, Json], position: int) -> None:
        assert self._choices is not None
        index = choice.get("index")
        if self._is_single or not isinstance(index, int):
            index = position
        merged = self._choices.get(index)
        if merged is None:
            merged = self._choices[index] = {"index": index}
        for name, value in choice.items():
            if name == "index":
                continue
            if value is None or value == "":
                merged.setdefault(name, value)
            elif name == "delta" and is_object(value):
                _merge_delta(_inner(merged, name), value)
            elif name == "logprobs" and is_object(value):
                _concatenate(_inner(merged, name), value)
            elif is_list(value) and is_list(merged.get(name)):
                merged[name] += value
            elif is_list(value):
                merged[name] = list(value)
            elif is_object(value):
                _merge_object(_inner(merged, name), value, frozenset())
            elif isinstance(value, str) and name in self._delta_fields:
                join_text(merged, name, value)
            else:
                merged[name] = value


class _Pieces:
    """A string in fragments."""

    __slots__ = ("fragments", "size")

    def __init__(self, text: str) -> None:
        self.fragments = [text]
        self.size = len(text)

    def add(self, text: str) -> None:
        self.fragments.append(text)
        self.size += len(text)

    def join(self) -> str:
        if len(self.fragments) > 1:
            self.fragments = ["".join(self.fragments)]
        return self.fragments[0]


class _Items:
    """A list whose objects are merged by ``index`` and ``type``; others are appended."""

    __slots__ = ("by_key", "items", "joined")

    def __init__(self, joined: frozenset[str]) -> None:
        self.joined = joined
        self.items: list[Any] = []
        self.by_key: dict[tuple[int, Json], dict[str, Any]] = {}

    def add(self, items: list[Json]) -> None:
        for item in items:
            index = item.get("index") if is_object(item) else None
            if not is_object(item) or not isinstance(index, int):
                self.items.append(item)
                continue
            key = (index, item["type"] if isinstance(item.get("type"), str) else None)
            merged = self.by_key.get(key)
            if merged is None:
                merged = self.by_key[key] = {}
                self.items.append(merged)
            _merge_object(merged, item, self.joined)


class _ToolCalls:
    """The tool calls of a message, assembled from fragments as servers actually send them.

    A fragment continues the call with its ID, or the last call under its index, or the last call. It begins a new call
    if it has another ID than that call, or a name although the arguments of that call are complete.
    """

    __slots__ = ("by_id", "by_index", "calls")

    def __init__(self) -> None:
        self.calls: list[dict[str, Any]] = []
        self.by_id: dict[str, dict[str, Any]] = {}
        self.by_index: dict[int, dict[str, Any]] = {}

    def add(self, fragments: list[Json]) -> None:
        begun: list[dict[str, Any]] = []  # in this event
        for fragment in fragments:
            if is_object(fragment) and fragment:
                self._add(fragment, begun)

    def _add(self, fragment: dict[str, Json], begun: list[dict[str, Any]]) -> None:
        id_, index = fragment.get("id"), fragment.get("index")
        has_id = id_ is not None and id_ != ""
        call = self.by_id.get(str(id_)) if has_id else None
        if call is None:
            if isinstance(index, int):
                call = self.by_index.get(index)
            elif self.calls:
                call = self.calls[-1]
            if call is not None and self._is_another(call, fragment, begun, has_id=has_id, has_index=index is not None):
                call = None
        if call is None:
            call = dict[str, Any]()
            self.calls.append(call)
            begun.append(call)
        if isinstance(index, int):
            self.by_index[index] = call
        if has_id:
            self.by_id.setdefault(str(id_), call)
        for name, value in fragment.items():
            if name == "index":
                continue
            if name in ("function", "custom") and is_object(value):
                _merge_function(_inner(call, name), value)
            elif is_object(value):
                _merge_object(_inner(call, name), value, frozenset())
            elif value is None or value == "":
                call.setdefault(name, value)
            elif name == "arguments" or name == "input":
                _merge_arguments(call, name, value)
            else:
                call[name] = value

    @staticmethod
    def _is_another(
        call: dict[str, Any], fragment: dict[str, Json], begun: list[dict[str, Any]], *, has_id: bool, has_index: bool
    ) -> bool:
        """Return whether a fragment begins a new call instead of continuing the current one."""
        if has_id and call.get("id") not in (None, ""):
            return True
        function = next((part for key in ("function", "custom") if is_object(part := fragment.get(key))), fragment)
        if not function.get("name"):
            return False
        if not has_index and any(other is call for other in begun):
            return True
        return _begins_json(function.get("arguments")) and _has_complete_arguments(call)


def _begins_json(arguments: Json) -> bool:
    return is_object(arguments) or (isinstance(arguments, str) and arguments.lstrip().startswith("{"))


def _has_complete_arguments(call: dict[str, Any]) -> bool:
    arguments = (call.get("function") or call).get("arguments")
    return isinstance(arguments, _Pieces) and _is_complete(arguments)


def _is_complete(arguments: _Pieces, *, repeated: str | None = None) -> bool:
    """Return whether arguments are a whole object, which nothing can continue.

    Args:
        arguments: Arguments so far.
        repeated: Text that follows. If the arguments are too long to be checked, it must be the same.
    """
    if not arguments.fragments[-1].rstrip().endswith("}"):
        return False
    if arguments.size > CHECKED_SIZE:
        return repeated is None or (len(repeated) == arguments.size and repeated == arguments.join())
    try:
        return is_object(decode_json(arguments.join().encode("utf-8", "replace")))
    except (msgspec.DecodeError, RecursionError):
        return False


def _merge_function(function: dict[str, Any], fragment: dict[str, Json]) -> None:
    for name, value in fragment.items():
        if name == "name" and isinstance(value, str):
            _merge_name(function, value)
        elif name in ("arguments", "input"):
            _merge_arguments(function, name, value)
        elif value is None or value == "":
            function.setdefault(name, value)
        else:
            function[name] = value


def _merge_name(function: dict[str, Any], name: str) -> None:
    """Add a name, or a piece of it: a name that begins with the name so far is repeated."""
    old = function.get("name")
    if not isinstance(old, _Pieces) or (len(name) >= old.size and name.startswith(old.join())):
        function["name"] = _Pieces(name)
    else:
        old.add(name)


def _merge_arguments(function: dict[str, Any], name: str, value: Json) -> None:
    if value is None:
        function.setdefault(name, None)
        return
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    old = function.get(name)
    if isinstance(old, _Pieces) and text.startswith("{") and _is_complete(old, repeated=text):
        function[name] = _Pieces(text)  # an empty object stood for what was to come, or the last fragment repeats all
    else:
        join_text(function, name, text)


def _merge_root(root: dict[str, Any], new: dict[str, Json], joined: frozenset[str]) -> None:
    """Merge the fields of an item next to its choices."""
    for name, value in new.items():
        if value is None or value == "":
            root.setdefault(name, value)
        elif name == "usage" and is_object(value):
            _merge_usage(_inner(root, name), value)
        elif is_object(value):
            _merge_object(_inner(root, name), value, joined)
        elif isinstance(value, str) and name in joined:
            join_text(root, name, value)
        elif is_list(value) and any(is_object(item) and "index" in item for item in value):
            if not isinstance(root.get(name), _Items):
                root[name] = _Items(joined)
            root[name].add(value)
        elif value != [] or not root.get(name):
            root[name] = value


def _merge_usage(usage: dict[str, Any], new: dict[str, Json]) -> None:
    """Merge counts of tokens, which a server may split between events, or repeat in each."""
    for name, value in new.items():
        if is_object(value):
            _merge_usage(_inner(usage, name), value)
        elif value or not usage.get(name):
            usage[name] = value
    sent, made, total = (usage.get(name) for name in ("prompt_tokens", "completion_tokens", "total_tokens"))
    if isinstance(sent, int) and isinstance(made, int) and isinstance(total, int):
        usage["total_tokens"] = max(total, sent + made)


def _merge_delta(delta: dict[str, Any], new: dict[str, Json]) -> None:
    for name, value in new.items():
        old = delta.get(name)
        if value is None:
            delta.setdefault(name, None)
        elif name == "tool_calls":
            calls: list[Json] = value if is_list(value) else [value]
            if calls and not isinstance(old, _ToolCalls):
                old = delta[name] = _ToolCalls()
            if isinstance(old, _ToolCalls):
                old.add(calls)
        elif name == "function_call" and is_object(value):
            _merge_function(_inner(delta, name), value)
        elif isinstance(value, str) and name in IDENTITIES:
            delta[name] = value or old or value
        elif isinstance(value, str):
            join_text(delta, name, value)
        elif is_list(value):
            if not isinstance(old, _Items):
                old = delta[name] = _Items(TEXTS)
            old.add(value)
        elif is_object(value):
            _merge_object(_inner(delta, name), value, TEXTS)
        else:
            delta[name] = value


def _merge_object(old: dict[str, Any], new: dict[str, Json], joined: frozenset[str]) -> None:
    """Merge an object into another: strings with certain names are joined, other values replaced."""
    for name, value in new.items():
        if value is None or value == "":
            old.setdefault(name, value)
        elif is_object(value):
            _merge_object(_inner(old, name), value, joined)
        elif isinstance(value, str) and name in joined:
            join_text(old, name, value)
        else:
            old[name] = value


def _concatenate(old: dict[str, Any], new: dict[str, Json]) -> None:
    """Merge log probabilities: lists are concatenated."""
    for name, value in new.items():
        if value is None:
            old.setdefault(name, None)
        elif is_list(value) and is_list(old.get(name)):
            old[name] += value
        elif is_object(value) and value:
            _concatenate(_inner(old, name), value)
        else:
            old[name] = list(value) if is_list(value) else value


def _inner(parent: dict[str, Any], name: str) -> dict[str, Any]:
    """Return the object in a field, which is created, or replaces a value of another kind."""
    inner = parent.get(name)
    if not is_object(inner):
        inner = parent[name] = {}
    return inner


def join_text(parent: dict[str, Any], name: str, text: str) -> None:
    """Append text to a field, without copying what it already has."""
    old = parent.get(name)
    if isinstance(old, _Pieces):
        old.add(text)
    else:
        parent[name] = _Pieces(text)


def render(value: Any) -> Json:
    """Return the JSON of what was merged."""
    if isinstance(value, _Pieces):
        return value.join()
    if isinstance(value, _Items):
        return [render(item) for item in value.items]
    if isinstance(value, _ToolCalls):
        return [render(call) for call in value.calls]
    if is_object(value):
        return {name: render(item) for name, item in value.items()}
    return value
