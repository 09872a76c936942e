# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text generation by HF Inference.

`max_new_tokens` is sent as `max_tokens`.
If the server responds with 404, 405 or 415, or rejects the form of the request, the native interface is tried.
Protocol: OpenAI's text completions.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.protocols.tgi_generate.text_generation import TGI_GENERATE_STREAM
from inferwire.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import as_text, get, list_tokens
from inferwire_runtime.routing import Fallback, with_fallback
from inferwire_runtime.streaming import StreamRules
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


FALLBACK = Fallback(order=("openai", "native"), statuses=(404, 405, 415))


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to whichever interface the server supports."""
    return await with_fallback(
        {
            "openai": _send_openai,
            "native": _send_native,
        },
        call,
        route,
        FALLBACK,
    )


async def _send_openai(call: Call, route: Route) -> Response:
    """Send the request to ``/models/{model}/v1/completions``."""
    return await route.post(f"/models/{quote_path(route.model)}/v1/completions", json=_openai_body(call, route))


def _openai_body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body(
        {"model": route.model, "prompt": call.inputs}, rename_keys(call.parameters, {"max_new_tokens": "max_tokens"})
    )


async def _send_native(call: Call, route: Route) -> Response:
    """Send the request to ``/models/{model}``."""
    return await route.post(f"/models/{quote_path(route.model)}", json=_native_body(call, route))


def _native_body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body({"inputs": call.inputs, "parameters": call.parameters or UNSET}, nest="parameters")


def parse_response(response: Response) -> TextGenerationOutput:
    """Parse the response."""
    data = response.json()
    finish_reason = get(data, "choices", 0, "finish_reason")
    return convert(
        get(data, 0)
        or {
            "generated_text": get(data, "choices", 0, "text"),
            "details": finish_reason
            and {
                "finish_reason": finish_reason,
                "generated_tokens": get(data, "usage", "completion_tokens"),
                "seed": get(data, "choices", 0, "seed"),
                "tokens": list_tokens(get(data, "choices", 0, "logprobs")),
            },
        },
        TextGenerationOutput,
        response.server,
        body=response.body,
    )


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Open the stream at whichever interface the server supports."""
    return await with_fallback(
        {
            "openai": _open_openai,
            "native": _open_native,
        },
        call,
        route,
        FALLBACK,
    )


async def _open_openai(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/models/{model}/v1/completions`` and open the response as a stream."""
    return await route.stream(
        f"/models/{quote_path(route.model)}/v1/completions",
        OPENAI_STREAM,
        json=_openai_body(call, route) | {"stream": True},
    )


async def _open_native(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/models/{model}`` and open the response as a stream."""
    return await route.stream(
        f"/models/{quote_path(route.model)}", TGI_GENERATE_STREAM, json=_native_body(call, route) | {"stream": True}
    )


def _openai_is_last(item: TextGenerationStreamOutput) -> bool:
    """Return whether an item is the last one."""
    return get(item, "generated_text") is not None


def _openai_text(data: Json) -> str:
    """Return the text that an event adds to the result."""
    return as_text(get(data, "choices", 0, "text"))


def _openai_to_item(data: Json, text: str) -> Json:
    """Convert an event to an item; ``text`` is the text collected so far."""
    if get(data, "token"):
        return data
    choice = get(data, "choices", 0)
    if choice is None:
        return None
    finish_reason = get(choice, "finish_reason")
    return {
        "token": {"text": get(choice, "text") or ""},
        "generated_text": finish_reason and text,
        "details": finish_reason and {"finish_reason": finish_reason},
    }


def _openai_from_response(data: Json) -> Json:
    """Convert the complete response of a server that does not support streaming to an item."""
    generated_text = get(data, 0, "generated_text")
    text = get(data, "choices", 0, "text")
    return {"token": {"text": generated_text or text}, "generated_text": generated_text or text}


def _openai_build_final(data: Json) -> Json:
    """Build the complete response from the merged items."""
    return {
        "generated_text": get(data, "generated_text") or get(data, "token", "text") or "",
        "details": get(data, "details"),
    }


def _openai_final_text(data: Json) -> str:
    """Return the text of the complete response."""
    return as_text(get(data, "generated_text"))


OPENAI_STREAM = StreamRules(
    item_type=TextGenerationStreamOutput,
    done_sentinel=b"[DONE]",
    is_last=_openai_is_last,
    to_item=_openai_to_item,
    text=_openai_text,
    from_response=_openai_from_response,
    final_type=TextGenerationOutput,
    delta_fields=frozenset({"text"}),
    build_final=_openai_build_final,
    final_text=_openai_final_text,
)
