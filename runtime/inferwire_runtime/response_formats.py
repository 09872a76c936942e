"""The schema of a chat's response, in the forms of servers that do not take OpenAI's ``response_format``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Never

import msgspec
from msgspec import structs

from inferwire_runtime.errors import InputError
from inferwire_runtime.jsontypes import Json, is_list, is_mapping
from inferwire_runtime.models import Call
from inferwire_runtime.providers import Registry

INSTRUCTIONS = (
    "Respond with JSON only, without an explanation or a code block. The JSON must match this JSON Schema:\n{schema}"
)


def find_schema(call: Call) -> Mapping[str, Any] | None:
    """Return the name, schema and strictness that a call passes as ``response_format``; None if there is no schema."""
    passed = call.parameters.get("response_format")
    if not is_mapping(passed) or passed.get("type") != "json_schema":
        return None
    config = passed.get("json_schema")
    return config if is_mapping(config) and is_mapping(config.get("schema")) else None


def as_json_object(call: Call) -> Call:
    """Return a call that requests any JSON object, and describes the schema in its first message."""
    if (config := find_schema(call)) is None:
        return call
    return structs.replace(
        call,
        parameters={**call.parameters, "response_format": {"type": "json_object"}},
        inputs=with_instructions(call.inputs, config["schema"]),
    )


def as_grammar(call: Call) -> Call:
    """Return a call whose schema has the form of Text Generation Inference."""
    if (config := find_schema(call)) is None:
        return call
    own = {"type": "json_object", "value": config["schema"]}
    return structs.replace(call, parameters={**call.parameters, "response_format": own})


def as_tool(call: Call) -> Call:
    """Return a call whose schema is that of a tool, which the model must call; its arguments are the response."""
    if (config := find_schema(call)) is None:
        return call
    name = config.get("name") or "output"
    function = {
        "name": name,
        "description": config.get("description") or "Return the response.",
        "parameters": config["schema"],
    }
    parameters = {key: value for key, value in call.parameters.items() if key != "response_format"}
    passed = parameters.get("tools")
    own = list(passed) if is_list(passed) else []
    choice: Json = "required" if own else {"type": "function", "function": {"name": name}}
    parameters = {"tool_choice": choice, **parameters, "tools": [*own, {"type": "function", "function": function}]}
    return structs.replace(call, parameters=parameters)


def refuse_schema(call: Call, server: str, registry: Registry) -> Call:
    """Return a call without a schema unchanged.

    Raises:
        InputError: If the call has a schema; the message names the providers that take one.
    """
    if find_schema(call) is None:
        return call
    return _refuse(call, server, registry)


def _refuse(call: Call, server: str, registry: Registry) -> Never:
    others = [
        name
        for name, provider in registry.providers.items()
        if provider.kind in ("provider", "client-side")
        and provider.lifecycle == "active"
        and call.task in provider.tasks
        and provider.structured_output != "none"
    ]
    hint = f"pass provider= one of {', '.join(sorted(others))}" if others else "leave response_format out"
    raise InputError(f"{server} has no structured output, so it ignores the schema of `response_format`; {hint}")


def with_instructions(messages: Json, schema: Json) -> Json:
    """Return messages whose first one, for the system, describes the schema of the response."""
    text = INSTRUCTIONS.format(schema=msgspec.json.encode(schema).decode())
    if not is_list(messages):
        return messages
    first = messages[0] if messages else None
    if is_mapping(first) and first.get("role") in ("system", "developer") and isinstance(first.get("content"), str):
        return [{**first, "content": f"{first['content']}\n\n{text}"}, *messages[1:]]
    return [{"role": "system", "content": text}, *messages]
