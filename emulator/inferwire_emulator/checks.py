"""Validate requests as real servers do, and detect leaked keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast
from urllib.parse import parse_qsl

import msgspec

from inferwire_emulator.client_imports import Json, ProviderInfo, check_depth, is_list, parse_media_type
from inferwire_emulator.responses import InvalidRequestError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from inferwire_emulator.journal import RecordedRequest
    from inferwire_emulator.routes import Endpoint
    from inferwire_emulator.tables import Sample

Fields: TypeAlias = "dict[str, Json]"
Problem: TypeAlias = "tuple[list[str | int], str]"  # location in the body, and error message

CHAT_PATH = "/chat/completions"
BINARY_TYPES = ("image/", "audio/", "video/", "application/octet-stream", "multipart/form-data")


def _first_object(items: Json) -> Json:
    return items[0] if isinstance(items[0], dict) else items


def check_method(request: RecordedRequest, method: str) -> None:
    """Reject a request with another method.

    Raises:
        InvalidRequestError: With status 405.
    """
    if request.method != method:
        error = f"{request.host}{request.path} allows {method} only, got {request.method}"
        raise InvalidRequestError(405, {"error": error}, {"allow": method})


def check_key(request: RecordedRequest, endpoint: Endpoint) -> None:
    """Reject a request without the key that its endpoint requires, or with a key for another host.

    Raises:
        InvalidRequestError: With status 401 or 403.
    """
    provider = endpoint.provider
    if provider.kind == "endpoint":
        return  # dedicated endpoints may be public, or accept any key
    if endpoint.is_routed:
        check_token(request, is_required=provider.needs_key)
        return
    if _has_token(request.headers.values()):
        error = f"a Hugging Face token was sent to {request.host}; it may only be sent to the router"
        raise InvalidRequestError(403, {"error": f"the client leaked a token: {error}"})
    if provider.needs_key and not _has_own_key(request, provider):
        form = f"header {provider.header}: {f'{provider.scheme} <key>'.strip()}"
        if provider.parameter:
            form = f"query: {provider.parameter}=<key>"
        raise InvalidRequestError(401, {"error": f"{provider.title} needs an API key in the {form}"})


def check_query(request: RecordedRequest, endpoint: Endpoint, sample: Sample) -> None:
    """Reject a routed request that lacks the query its path requires.

    Raises:
        InvalidRequestError: With status 404.
    """
    required = sample.routed_query
    if endpoint.is_routed and not set(filter(None, required.split("&"))) <= set(request.query.split("&")):
        raise InvalidRequestError(404, {"error": f"this path needs the query {required}"})


def check_token(request: RecordedRequest, *, is_required: bool) -> None:
    """Reject a key that is not a Hugging Face token, or a missing token if one is required.

    Raises:
        InvalidRequestError: With status 401.
    """
    value = request.headers.get("authorization")
    if is_required if value is None else not value.startswith("Bearer hf_"):
        raise InvalidRequestError(401, {"error": "Invalid username or password."})


def check_no_key(request: RecordedRequest, key_headers: Iterable[str]) -> None:
    """Reject a request with any key: download URLs may belong to any host, which must not receive keys.

    Raises:
        InvalidRequestError: With status 403.
    """
    if any(name in request.headers for name in key_headers) or _has_token(request.headers.values()):
        error = f"the client leaked a key: it was sent to the download host {request.host}"
        raise InvalidRequestError(403, {"error": error})


def read_fields(request: RecordedRequest, text_type: str = "") -> Fields | None:
    """Return the fields of a JSON body, or None if the request has none, or its body is a media file, a form or text.

    Args:
        request: The request.
        text_type: Media type of a body of text; empty if text is not expected.

    Raises:
        InvalidRequestError: If the body is empty, does not match its content type, or lacks a required field.
    """
    is_chat = request.path.endswith(CHAT_PATH)
    media_type = parse_media_type(request.headers.get("content-type", ""))
    if request.method == "GET":
        return None
    if text_type and request.body and media_type == text_type:
        return None
    if not request.body:
        raise InvalidRequestError(400, {"error": "the request has no body"})
    if media_type.startswith(BINARY_TYPES) and not is_chat:
        return None
    if media_type != "application/json":
        error = f"the content type of the body must be application/json, got {media_type!r}"
        raise InvalidRequestError(415, {"error": error})
    try:
        check_depth(request.body)
        body: Json = msgspec.json.decode(request.body)  # strict in what clients send
    except (msgspec.DecodeError, UnicodeDecodeError) as exc:
        raise InvalidRequestError(400, {"error": f"the body is not valid JSON: {exc}"}) from exc
    if is_list(body) and len(body) > 0 and not is_chat:
        body = _first_object(body)  # an interface whose bodies are lists
    if not isinstance(body, dict):
        raise _validation_error([(["body"], "Input should be a valid dictionary")])
    fields = cast("Fields", body)
    if is_chat and (problems := _chat_problems(fields)):
        raise _validation_error(problems)
    return fields


def check_inputs(fields: Fields, sample: Sample) -> None:
    """Reject a body that lacks the input of the task.

    Raises:
        InvalidRequestError: With status 422.
    """
    if sample.input_fields and not fields.keys() & set(sample.input_fields):
        raise _validation_error([(["body", sample.input_fields[0]], "Field required")])


def _chat_problems(fields: Fields) -> list[Problem]:
    problems: list[Problem] = []
    messages: Json = fields.get("messages")
    if "messages" not in fields:
        problems.append((["body", "messages"], "Field required"))
    elif not isinstance(messages, list):
        problems.append((["body", "messages"], "Input should be a valid list"))
    elif not messages:
        problems.append((["body", "messages"], "List should have at least 1 item after validation, not 0"))
    else:
        for index, message in enumerate(cast("Sequence[Json]", messages)):
            if not isinstance(message, dict) or not isinstance(cast("Fields", message).get("role"), str):
                problems.append((["body", "messages", index, "role"], "Field required"))
    if not isinstance(fields.get("model"), str):
        text = "Input should be a valid string" if "model" in fields else "Field required"
        problems.append((["body", "model"], text))
    return problems


def _validation_error(problems: list[Problem]) -> InvalidRequestError:
    """Build an error in FastAPI's format, which most of these servers use."""
    detail = [{"loc": location, "msg": text, "type": "value_error"} for location, text in problems]
    return InvalidRequestError(422, {"detail": detail})


def _has_token(values: Iterable[str]) -> bool:
    """Return whether one of the header values contains a Hugging Face token."""
    return any(word.startswith("hf_") for value in values for word in value.split())


def _has_own_key(request: RecordedRequest, provider: ProviderInfo) -> bool:
    if provider.parameter:
        return any(name == provider.parameter and key for name, key in parse_qsl(request.query))
    scheme, _, key = request.headers.get(provider.header.lower(), "").strip().rpartition(" ")
    return bool(key) and scheme == provider.scheme
