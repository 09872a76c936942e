"""Convert the messages of a chat for interfaces that are not OpenAI's, by the rules of a provider.

    convert_chat(messages, rules, server)
      each message          role, text, media files, tool calls, tool result
        each part           a function of the rules builds what the interface has in its place
        neighbors           of one role become one message, if the rules merge them
      a function of the rules builds the message

Whatever a rule is missing for is refused: nothing of a conversation is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, cast

import msgspec
from msgspec import Struct

from inferwire_runtime.decoding import encode_body
from inferwire_runtime.depth import decode_json
from inferwire_runtime.errors import InputError
from inferwire_runtime.jsontypes import Json, is_list, is_mapping, is_object, is_sequence

Builder: TypeAlias = Callable[[dict[str, Json]], Json]
"""Builds a part, a message or one of its parts from the fields that a rule can use."""

SYSTEM = ("system", "developer")
MEDIA_PARTS = {  # the kind of a part, and the fields that have the file
    "image_url": ("image", "url"),
    "audio_url": ("audio", "url"),
    "video_url": ("video", "url"),
    "input_audio": ("audio", "data"),
    "file": ("file", "file_data"),
}
LISTS = ("parts", "texts", "images", "audios", "videos", "files", "calls", "results")


class MessageRules(Struct, frozen=True, kw_only=True):
    """How the messages of a chat are converted. A kind without a builder is refused.

    Attributes:
        message: Builds a message.
        roles: The interface's names of roles.
        is_system_apart: Whether system messages are sent separately from the others.
        merges: Whether neighbors of the same role become one message.
        builders: Builds each kind of part: ``text``, ``image``, ``audio``, ``video``, ``file``, ``call``, ``result``
            and ``reasoning``.
    """

    message: Builder
    roles: Mapping[str, str] = {}
    is_system_apart: bool = False
    merges: bool = False
    builders: Mapping[str, Builder] = {}


class Chat(Struct, frozen=True, kw_only=True):
    """The converted messages of a chat.

    Attributes:
        messages: The messages, as the interface has them.
        system: The text of the system messages, if they are sent separately.
    """

    messages: list[Json]
    system: str | None = None


def convert_chat(messages: Json, rules: MessageRules, server: str) -> Chat:
    """Convert the messages of a chat.

    Args:
        messages: The messages, with OpenAI's fields. They are not changed.
        rules: The rules of the provider.
        server: Label of the server in error messages.

    Raises:
        InputError: If a message is malformed, or has anything that the interface cannot do.
    """
    if not is_sequence(messages):
        raise InputError(f"`messages` must be a list of messages, got {type(messages).__name__}")
    return _Converter(rules, server).convert([_plain(message) for message in messages])


def _plain(message: Any) -> dict[str, Json]:
    """Return a message as a mapping, even if it is the result of an earlier call."""
    if is_mapping(message):
        return {**message}
    decoded = decode_json(encode_body(message))
    if not is_object(decoded):
        raise InputError(f"a message must be a mapping with a role, got {type(message).__name__}")
    return decoded


class _Converter:
    """Converts the messages of one chat."""

    def __init__(self, rules: MessageRules, server: str) -> None:
        self._rules = rules
        self._server = server
        self._called: dict[Json, Json] = {}  # names of the functions, by the IDs of the calls

    def convert(self, messages: list[dict[str, Json]]) -> Chat:
        """Return the chat."""
        turns: list[dict[str, Json]] = []
        system: list[str] = []
        for message in messages:
            role = message.get("role")
            if role in SYSTEM and self._rules.is_system_apart:
                system += self._texts_only(message)
                continue
            turn = self._turn(message)
            if self._rules.merges and turns and turns[-1]["role"] == turn["role"]:
                turns[-1] |= {name: turns[-1][name] + turn[name] for name in LISTS}
            else:
                turns.append(turn)
        built = [self._rules.message(turn) for turn in turns]
        flat = [each for item in built for each in (item if is_list(item) else [item]) if each is not None]
        return Chat(messages=flat, system="\n\n".join(system) or None)

    def _turn(self, message: dict[str, Json]) -> dict[str, Json]:
        """Return the fields of a message that its builder can use."""
        role = message.get("role")
        if not isinstance(role, str):
            raise InputError(f"each message needs a role, such as 'user', got {role!r}")
        turn: dict[str, Json] = {
            "role": self._rules.roles.get(role, role),
            "name": message.get("name"),
            "id": message.get("tool_call_id"),
            "message": message,
            **{name: [] for name in LISTS},
        }
        if role == "tool":
            turn["name"] = message.get("name") or self._called.get(message.get("tool_call_id"))
        if role == "tool" and "result" in self._rules.builders:
            self._add(turn, "result", "results", self._result(message, turn))
            return turn
        if "reasoning" in self._rules.builders and role == "assistant":
            self._add(turn, "reasoning", None, message)
        self._add_content(turn, message)
        calls = message.get("tool_calls")
        for call in calls if is_sequence(calls) else ():
            self._add(turn, "call", "calls", self._call(call))
        return turn

    def _add(self, turn: dict[str, Json], kind: str, name: str | None, fields: dict[str, Json]) -> None:
        """Add a part to the fields of a message. A builder may return several, or none."""
        builder = self._rules.builders.get(kind)
        if builder is None:
            noun = {"call": "tool calls", "result": "results of tools", "text": "text"}.get(kind, f"{kind} parts")
            raise InputError(f"{self._server} cannot take {noun} in messages; leave them out")
        made = builder(fields)
        parts = made if is_list(made) else [] if made is None else [made]
        turn["parts"] = turn["parts"] + parts
        if name is not None:
            turn[name] = turn[name] + parts

    def _add_content(self, turn: dict[str, Json], message: dict[str, Json]) -> None:
        """Add the text and the media files of a message."""
        content = message.get("content")
        if isinstance(content, str):
            content = [{"type": "text", "text": content}]
        elif content is not None and not is_sequence(content):
            raise InputError(f"the content of a message must be a string or a list, got {type(content).__name__}")
        for part in content or ():
            fields = part if is_mapping(part) else {"type": "text", "text": part}
            kind = fields.get("type")
            if kind in ("text", "input_text", "output_text", "refusal"):
                text = fields.get("text", fields.get("refusal"))
                if isinstance(text, str) and text:
                    self._add(turn, "text", "texts", {"text": text, "part": fields})
            elif kind in MEDIA_PARTS:
                name, value = MEDIA_PARTS[kind]
                self._add(turn, name, f"{name}s", _file_fields(name, value, fields))
            else:
                raise InputError(f"{self._server} cannot take parts of type {kind!r} in messages; leave them out")

    def _call(self, call: Json) -> dict[str, Json]:
        """Return the fields of a tool call, whose arguments are decoded."""
        fields = cast("dict[str, Json]", call if is_mapping(call) else decode_json(encode_body(call)))
        function = fields.get("function")
        if not is_mapping(function) or not isinstance(function.get("name"), str):
            raise InputError("a tool call in a message needs a function with a name; pass the call as it was received")
        arguments: Json = function.get("arguments")
        if isinstance(arguments, str):
            try:
                arguments = decode_json(arguments.encode()) if arguments.strip() else {}
            except (msgspec.DecodeError, UnicodeError) as exc:
                name = function["name"]
                raise InputError(f"the arguments of the tool call {name!r} are not JSON: {exc}; correct them") from exc
        self._called[fields.get("id")] = function["name"]
        return {"id": fields.get("id"), "name": function["name"], "arguments": arguments or {}, "call": fields}

    def _result(self, message: dict[str, Json], turn: dict[str, Json]) -> dict[str, Json]:
        """Return the fields of a tool's result."""
        inner: dict[str, Json] = {**turn, **{name: [] for name in LISTS}}
        self._add_content(inner, message)
        return {
            "id": turn["id"],
            "name": turn["name"],
            "text": "".join(_texts_of(message.get("content"))),
            "parts": inner["parts"],
            "message": message,
        }

    def _texts_only(self, message: dict[str, Json]) -> list[str]:
        """Return the texts of a system message, which can have nothing else."""
        content = message.get("content")
        if is_sequence(content) and any(is_mapping(part) and part.get("type") in MEDIA_PARTS for part in content):
            raise InputError(f"{self._server} takes only text in system messages; pass the file in a user message")
        return _texts_of(content)


def _texts_of(content: Json) -> list[str]:
    """Return the texts in the content of a message."""
    if not is_sequence(content):
        return [content] if isinstance(content, str) and content else []
    texts = [part.get("text") if is_mapping(part) else part for part in content]
    return [text for text in texts if isinstance(text, str) and text]


def _file_fields(kind: str, name: str, part: Mapping[str, Json]) -> dict[str, Json]:
    """Return the fields of a part with a media file."""
    value = part.get(cast("str", part.get("type")))
    fields = value if is_mapping(value) else {name: value}
    file = fields.get(name)
    if kind == "audio" and isinstance(file, str) and name == "data" and file[:5].lower() != "data:":
        file = f"data:audio/{fields.get('format') or 'wav'};base64,{file}"
    return {**fields, kind: file, "part": part}
