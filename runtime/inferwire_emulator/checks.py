"""What a request must be before it is answered: the rules that a real server has, and those that catch a leaked key."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

import msgspec

from inferwire_emulator.answers import RefusedError
from inferwire_runtime.media import bare_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from inferwire_emulator.journal import Received
    from inferwire_emulator.matching import Place
    from inferwire_emulator.tables import Sample
    from inferwire_runtime.errors import Json
    from inferwire_runtime.routing import Provider

Fields: TypeAlias = "dict[str, Json]"

CHAT_PATH = "/chat/completions"
BINARY_TYPES = ("image/", "audio/", "video/", "application/octet-stream", "multipart/form-data")


def check_method(received: Received, method: str) -> None:
    """Refuse a request that is made in another way than the path's own.

    Raises:
        RefusedError: 405.
    """
    if received.method != method:
        error = f"{received.host}{received.path} takes {method}, not {received.method}"
        raise RefusedError(405, {"error": error}, {"allow": method})


def check_key(received: Received, place: Place) -> None:
    """Refuse a key that is missing where one is needed, or that does not belong where it was sent.

    Raises:
        RefusedError: 401 or 403.
    """
    provider = place.provider
    if provider.kind == "endpoint":
        return  # may be open to all, or take any key
    if place.is_routed:
        check_token(received, is_needed=provider.needs_key)
        return
    if _holds_token(received.headers.values()):
        error = f"a token of Hugging Face was sent to {received.host}: it belongs to {provider.title}'s route only"
        raise RefusedError(403, {"error": f"the client leaked a token: {error}"})
    if provider.needs_key and not _has_own_key(received, provider):
        form = f"{provider.header}: {f'{provider.scheme} <key>'.strip()}"
        raise RefusedError(401, {"error": f"{provider.title} reads its key from the header {form}"})


def check_query(received: Received, place: Place, sample: Sample) -> None:
    """Refuse a request over the router without what the router needs to see.

    Raises:
        RefusedError: 404.
    """
    needed = sample.routed_query
    if place.is_routed and not set(filter(None, needed.split("&"))) <= set(received.query.split("&")):
        raise RefusedError(404, {"error": f"this path needs the query {needed}"})


def check_token(received: Received, *, is_needed: bool) -> None:
    """Refuse what is no token of Hugging Face.

    Raises:
        RefusedError: 401.
    """
    value = received.headers.get("authorization")
    if is_needed if value is None else not value.startswith("Bearer hf_"):
        raise RefusedError(401, {"error": "Invalid username or password."})


def check_download(received: Received, key_headers: Iterable[str]) -> None:
    """Refuse a key: whoever serves a file that an answer named, or that a caller's input names, must get none.

    Raises:
        RefusedError: 403.
    """
    if any(name in received.headers for name in key_headers) or _holds_token(received.headers.values()):
        raise RefusedError(403, {"error": f"the client leaked a key: it was sent to the download host {received.host}"})


def read_fields(received: Received) -> Fields | None:
    """Read a body's fields; None for a body that is a medium or a form.

    Raises:
        RefusedError: There is no body, it is not what its type says, or it lacks what every call needs.
    """
    is_chat = received.path.endswith(CHAT_PATH)
    media_type = bare_type(received.headers.get("content-type", ""))
    if not received.body:
        raise RefusedError(400, {"error": "the request has no body"})
    if media_type.startswith(BINARY_TYPES) and not is_chat:
        return None
    if media_type != "application/json":
        raise RefusedError(415, {"error": f"the body has the type {media_type!r}; send JSON as application/json"})
    try:
        body: Json = msgspec.json.decode(received.body)
    except (msgspec.DecodeError, RecursionError) as exc:
        raise RefusedError(400, {"error": f"the body is not JSON: {exc}"}) from exc
    if not isinstance(body, dict):
        raise _invalid([(["body"], "Input should be a valid dictionary")])
    fields = cast("Fields", body)
    if is_chat and (wrong := _wrong_in_chat(fields)):
        raise _invalid(wrong)
    return fields


def check_inputs(fields: Fields, sample: Sample) -> None:
    """Refuse a body without what the task works on.

    Raises:
        RefusedError: 422.
    """
    if sample.input_fields and not fields.keys() & set(sample.input_fields):
        raise _invalid([(["body", sample.input_fields[0]], "Field required")])


def _wrong_in_chat(fields: Fields) -> list[tuple[list[str | int], str]]:
    wrong: list[tuple[list[str | int], str]] = []
    found: Json = fields.get("messages")
    if "messages" not in fields:
        wrong.append((["body", "messages"], "Field required"))
    elif not isinstance(found, list):
        wrong.append((["body", "messages"], "Input should be a valid list"))
    elif not found:
        wrong.append((["body", "messages"], "List should have at least 1 item after validation, not 0"))
    else:
        for index, message in enumerate(cast("Sequence[Json]", found)):
            if not isinstance(message, dict) or not isinstance(cast("Fields", message).get("role"), str):
                wrong.append((["body", "messages", index, "role"], "Field required"))
    if not isinstance(fields.get("model"), str):
        wrong.append((["body", "model"], "Input should be a valid string" if "model" in fields else "Field required"))
    return wrong


def _invalid(wrong: list[tuple[list[str | int], str]]) -> RefusedError:
    """Refuse values in the form of FastAPI, which most of these servers are made with."""
    return RefusedError(422, {"detail": [{"loc": place, "msg": text, "type": "value_error"} for place, text in wrong]})


def _holds_token(values: Iterable[str]) -> bool:
    """Whether a token of Hugging Face is among the words of headers."""
    return any(word.startswith("hf_") for value in values for word in value.split())


def _has_own_key(received: Received, provider: Provider) -> bool:
    scheme, _, key = received.headers.get(provider.header.lower(), "").strip().rpartition(" ")
    return bool(key) and scheme == provider.scheme
