"""Chat APIs of their own form, as strict as the real ones: what those refuse with 400 is refused here."""

from __future__ import annotations

import base64
import json
from typing import Any

from .private_api import KEY, Raw, Seen

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n picture").decode()


class RefusedError(Exception):
    """The API refuses a request; the message shows why."""


def only(value: Any, required: set[str], optional: set[str], where: str) -> None:
    """Check that an object has its fields and no others."""
    if not isinstance(value, dict):
        raise RefusedError(f"{where}: Input should be an object, got {value!r}")
    if missing := required - value.keys():
        raise RefusedError(f"{where}: {missing} required")
    if extra := value.keys() - required - optional:
        raise RefusedError(f"{where}: {extra} not permitted")
    if any(each is None for each in value.values()):
        raise RefusedError(f"{where}: a field is null")


def events(*items: dict[str, Any], named: bool = True) -> Raw:
    """Return an event stream; its events are named after their types, if they are *named*."""
    lines = [(f"event: {item['type']}\n" if named else "") + f"data: {json.dumps(item)}\n\n" for item in items]
    return Raw("".join(lines).encode(), type="text/event-stream")


ANTHROPIC_FIELDS = {"system", "stop_sequences", "stream", "temperature", "top_p", "top_k", "tools", "tool_choice"}
ANTHROPIC_FIELDS |= {"thinking", "metadata", "output_config"}


def anthropic_block(block: Any, role: str, where: str) -> None:
    match block:
        case {"type": "text", "text": str(text)} if text:
            only(block, {"type", "text"}, {"cache_control"}, where)
        case {"type": "image" | "document", "source": {"type": "base64", "media_type": str(), "data": str(data)}} if (
            role == "user"
        ):
            base64.b64decode(data, validate=True)
            only(block["source"], {"type", "media_type", "data"}, set(), where)
            only(block, {"type", "source"}, {"title"} if block["type"] == "document" else set(), where)
        case {"type": "image", "source": {"type": "url", "url": str()}} if role == "user":
            only(block["source"], {"type", "url"}, set(), where)
        case {"type": "tool_use", "input": dict()} if role == "assistant":
            only(block, {"type", "id", "name", "input"}, set(), where)
        case {"type": "tool_result", "tool_use_id": str()} if role == "user":
            only(block, {"type", "tool_use_id"}, {"content", "is_error"}, where)
            for inner in block.get("content", ()):
                anthropic_block(inner, role, f"{where}.content")
        case {"type": "thinking", "thinking": str(), "signature": "EqQB"} if role == "assistant":
            only(block, {"type", "thinking", "signature"}, set(), where)
        case _:
            raise RefusedError(f"{where}: {block!r} does not match any of the expected tags")


def check_anthropic(body: Any) -> None:
    only(body, {"model", "messages", "max_tokens"}, ANTHROPIC_FIELDS, "body")
    if not isinstance(body.get("system", ""), str) or body["max_tokens"] < 1:
        raise RefusedError("system: Input should be a string; max_tokens at least 1")
    calls: list[str] = []
    for at, message in enumerate(body["messages"]):
        only(message, {"role", "content"}, set(), f"messages.{at}")
        if message["role"] not in ("user", "assistant") or (at == 0 and message["role"] != "user"):
            raise RefusedError("messages: roles must be user and assistant, and the first user")
        if at and message["role"] == body["messages"][at - 1]["role"]:
            raise RefusedError("messages: roles must alternate")
        for number, block in enumerate(message["content"]):
            anthropic_block(block, message["role"], f"messages.{at}.content.{number}")
        results = [each["tool_use_id"] for each in message["content"] if each["type"] == "tool_result"]
        if calls != results:
            raise RefusedError(
                f"messages.{at}: `tool_use` ids were found without `tool_result` blocks: {calls}, {results}"
            )
        calls = [each["id"] for each in message["content"] if each["type"] == "tool_use"]
    for tool in body.get("tools", ()):
        only(tool, {"name", "input_schema"}, {"description", "type"}, "tools")
        if tool["input_schema"].get("type") != "object":
            raise RefusedError("tools.input_schema.type: Field required")
    choice = body.get("tool_choice", {"type": "auto"})
    if choice["type"] not in ("auto", "any", "none", "tool") or (choice["type"] == "tool" and "name" not in choice):
        raise RefusedError("tool_choice: unknown")


def anthropic(seen: Seen) -> Any:
    """Respond as Anthropic's Messages API."""
    if seen.headers.get("x-api-key") != KEY or "authorization" in seen.headers:
        return Raw({"type": "error", "error": {"type": "authentication_error", "message": "invalid x-api-key"}}, 401)
    if seen.headers.get("anthropic-version") != "2023-06-01" or (seen.method, seen.path) != ("POST", "/v1/messages"):
        return Raw({"type": "error", "error": {"type": "not_found_error", "message": seen.path}}, 404)
    try:
        check_anthropic(seen.json)
    except RefusedError as refused:
        return Raw({"type": "error", "error": {"type": "invalid_request_error", "message": str(refused)}}, 400)
    usage = {"input_tokens": 10, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 2}
    start = {"id": "msg_1", "type": "message", "role": "assistant", "model": seen.json["model"]}
    blocks: list[dict[str, Any]] = [
        {"type": "thinking", "thinking": "Let me see.", "signature": "EqQB"},
        {"type": "text", "text": "I look "},
        {"type": "text", "text": "it up."},
        {"type": "tool_use", "id": "toolu_1", "name": "get_weather", "input": {"city": "Paris"}},
        {"type": "tool_use", "id": "toolu_2", "name": "get_time", "input": {}},
    ]
    if not seen.json.get("stream"):
        return start | {"content": blocks, "stop_reason": "tool_use", "usage": {**usage, "output_tokens": 20}}
    sent: list[dict[str, Any]] = [
        {"type": "message_start", "message": start | {"content": [], "usage": {**usage, "output_tokens": 1}}},
        {"type": "ping"},
    ]
    for index, block in enumerate(blocks):
        empty = {key: type(value)() if key in ("text", "thinking", "input", "signature") else value
                 for key, value in block.items()}  # fmt: skip
        sent.append({"type": "content_block_start", "index": index, "content_block": empty})
        match block:
            case {"thinking": str(text)}:
                deltas = [
                    {"type": "thinking_delta", "thinking": text},
                    {"type": "signature_delta", "signature": "EqQB"},
                ]
            case {"text": str(text)}:
                deltas = [{"type": "text_delta", "text": text[:3]}, {"type": "text_delta", "text": text[3:]}]
            case _:
                text = json.dumps(block["input"])
                deltas = [{"type": "input_json_delta", "partial_json": each} for each in ("", text[:4], text[4:])]
        sent += [{"type": "content_block_delta", "index": index, "delta": delta} for delta in deltas]
        sent.append({"type": "content_block_stop", "index": index})
    sent.append({"type": "message_delta", "delta": {"stop_reason": "tool_use"}, "usage": {"output_tokens": 20}})
    return events(*sent, {"type": "message_stop"})


GOOGLE_CONFIG = {"temperature", "topP", "topK", "maxOutputTokens", "stopSequences", "candidateCount", "seed"}
GOOGLE_CONFIG |= {"responseMimeType", "responseJsonSchema", "frequencyPenalty", "presencePenalty", "thinkingConfig"}


def google_part(part: Any, role: str, where: str) -> None:
    match part:
        case {"text": str()}:
            only(part, {"text"}, {"thoughtSignature"}, where)
        case {"inlineData": {"mimeType": str(), "data": str(data)}} if role == "user":
            base64.b64decode(data, validate=True)
            only(part["inlineData"], {"mimeType", "data"}, set(), where)
        case {"functionCall": {"name": str(), "args": dict()}} if role == "model":
            only(part, {"functionCall"}, {"thoughtSignature"}, where)
            only(part["functionCall"], {"name", "args"}, {"id"}, where)
        case {"functionResponse": {"name": str(), "response": dict()}} if role == "user":
            only(part, {"functionResponse"}, set(), where)
            only(part["functionResponse"], {"name", "response"}, {"id"}, where)
        case _:
            raise RefusedError(f"{where}: Invalid value {part!r}")


def check_google(body: Any) -> None:
    optional = {"systemInstruction", "tools", "toolConfig", "generationConfig", "safetySettings"}
    only(body, {"contents"}, optional, "body")
    for at, content in enumerate(body["contents"]):
        only(content, {"role", "parts"}, set(), f"contents[{at}]")
        if content["role"] not in ("user", "model") or not content["parts"]:
            raise RefusedError("Please use a valid role: user, model.")
        for number, part in enumerate(content["parts"]):
            google_part(part, content["role"], f"contents[{at}].parts[{number}]")
        calls = sum("functionCall" in part for part in body["contents"][at - 1]["parts"]) if at else 0
        results = sum("functionResponse" in part for part in content["parts"])
        if calls != results:
            raise RefusedError("the number of function response parts must equal that of the function call parts")
    only(body.get("systemInstruction", {"parts": []}), {"parts"}, set(), "systemInstruction")
    only(body.get("generationConfig", {}), set(), GOOGLE_CONFIG, "generationConfig")
    for tool in body.get("tools", ()):
        only(tool, {"functionDeclarations"}, set(), "tools")
        for declaration in tool["functionDeclarations"]:
            only(declaration, {"name"}, {"description", "parametersJsonSchema"}, "tools")
    config = body.get("toolConfig", {"functionCallingConfig": {"mode": "AUTO"}})["functionCallingConfig"]
    only(config, {"mode"}, {"allowedFunctionNames"}, "toolConfig")
    if config["mode"] not in ("AUTO", "ANY", "NONE"):
        raise RefusedError("functionCallingConfig.mode: invalid")


def google(seen: Seen) -> Any:
    """Respond as the Gemini API."""
    if seen.headers.get("x-goog-api-key") != KEY or "authorization" in seen.headers or "key" in seen.query:
        return Raw({"error": {"code": 400, "message": "API key not valid.", "status": "INVALID_ARGUMENT"}}, 400)
    model, _, method = seen.path.removeprefix("/v1beta/models/").partition(":")
    if method == "batchEmbedContents":
        for request in seen.json["requests"]:
            only(request, {"model", "content"}, {"outputDimensionality", "taskType"}, "requests")
            if request["model"] != f"models/{model}":
                return Raw({"error": {"code": 400, "message": "model must match"}}, 400)
        return {"embeddings": [{"values": [float(at), 0.5]} for at, _ in enumerate(seen.json["requests"])]}
    if method not in ("generateContent", "streamGenerateContent"):
        return Raw({"error": {"code": 404, "message": f"no {seen.path}", "status": "NOT_FOUND"}}, 404)
    try:
        check_google(seen.json)
    except RefusedError as refused:
        return Raw({"error": {"code": 400, "message": str(refused), "status": "INVALID_ARGUMENT"}}, 400)
    parts: list[dict[str, Any]] = [
        {"text": "Let me see.", "thought": True},
        {"text": "I look "},
        {"text": "it up."},
        {"functionCall": {"name": "get_weather", "args": {"city": "Paris"}}, "thoughtSignature": "EsMB"},
        {"functionCall": {"name": "get_time", "args": {}}},
    ]
    usage = {"promptTokenCount": 12, "candidatesTokenCount": 15, "thoughtsTokenCount": 5, "totalTokenCount": 32}
    more = {"modelVersion": model, "responseId": "msg_1"}
    if method == "generateContent":
        candidate = {"content": {"role": "model", "parts": parts}, "finishReason": "STOP", "index": 0}
        return {"candidates": [candidate], "usageMetadata": usage, **more}
    if seen.query != {"alt": "sse"}:
        return Raw([{"error": "not an event stream"}])
    sent: list[dict[str, Any]] = [
        {"candidates": [{"content": {"role": "model", "parts": [part]}, "index": 0}], **more} for part in parts
    ]
    sent[-1]["candidates"][0]["finishReason"] = "STOP"
    return events(*sent[:-1], sent[-1] | {"usageMetadata": usage}, named=False)


def ollama(seen: Seen) -> Any:
    """Respond as Ollama, whose streams are lines of JSON."""
    if seen.path == "/api/embed":
        only(seen.json, {"model", "input"}, {"truncate", "dimensions", "options", "keep_alive"}, "body")
        texts = seen.json["input"] if isinstance(seen.json["input"], list) else [seen.json["input"]]
        return {"model": seen.json["model"], "embeddings": [[float(at), 0.5] for at, _ in enumerate(texts)]}
    if seen.path != "/api/chat":
        return Raw({"error": f"no {seen.path}"}, 404)
    try:
        optional = {"tools", "format", "options", "think", "keep_alive", "logprobs", "top_logprobs"}
        only(seen.json, {"model", "messages", "stream"}, optional, "body")
        if not isinstance(seen.json.get("options", {}).get("stop", []), list):
            raise RefusedError('option "stop" must be of type array')
        for message in seen.json["messages"]:
            only(
                message,
                {"role", "content"},
                {"images", "tool_calls", "tool_call_id", "tool_name", "thinking"},
                "messages",
            )
            if not isinstance(message["content"], str):
                raise RefusedError("json: cannot unmarshal array into field .messages.content of type string")
            for image in message.get("images", ()):
                base64.b64decode(image, validate=True)
            for tool_call in message.get("tool_calls", ()):
                only(tool_call, {"function"}, {"id"}, "tool_calls")
                if not isinstance(tool_call["function"]["arguments"], dict):
                    raise RefusedError("json: cannot unmarshal string into .tool_calls.function.arguments")
    except RefusedError as refused:
        return Raw({"error": str(refused)}, 400)
    calls = [
        {"id": "toolu_1", "function": {"name": "get_weather", "arguments": {"city": "Paris"}}},
        {"id": "toolu_2", "function": {"name": "get_time", "arguments": {}}},
    ]
    base = {"model": seen.json["model"], "created_at": "2025-01-01T00:00:00Z"}
    end = {"done": True, "done_reason": "stop", "prompt_eval_count": 12, "eval_count": 20}
    if not seen.json["stream"]:
        message = {"role": "assistant", "content": "I look it up.", "thinking": "Let me see.", "tool_calls": calls}
        return base | end | {"message": message}
    deltas: list[dict[str, Any]] = [
        {"content": "", "thinking": "Let me see."},
        {"content": "I look "},
        {"content": "it up."},
        {"content": "", "tool_calls": calls[:1]},
        {"content": "", "tool_calls": calls[1:]},
    ]
    lines = [base | {"message": {"role": "assistant"} | delta, "done": False} for delta in deltas]
    lines.append(base | end | {"message": {"role": "assistant", "content": ""}})
    return Raw("".join(f"{json.dumps(line)}\n" for line in lines).encode(), type="application/x-ndjson")
