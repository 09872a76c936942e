# Generated from specs/providers/hf-inference.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text generation by HF Inference.

`max_new_tokens` is sent as `max_tokens`.
Protocol: OpenAI's text completions.
https://huggingface.co/docs/inference-providers/providers/hf-inference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.types.text_generation import TextGenerationOutput, TextGenerationStreamOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import as_text, get
from inferwire_runtime.streaming import StreamRules
from inferwire_runtime.urls import quote_path
from inferwire_runtime.values import rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/models/{model}/v1/completions``."""
    return await route.post(f"/models/{quote_path(route.model)}/v1/completions", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body(
        {"model": route.model, "prompt": call.inputs}, rename_keys(call.parameters, {"max_new_tokens": "max_tokens"})
    )


def parse_response(response: Response) -> TextGenerationOutput:
    """Parse the response."""
    data = response.json()
    return convert(
        get(data, 0) or {"generated_text": get(data, "choices", 0, "text")},
        TextGenerationOutput,
        response.server,
        body=response.body,
    )


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/models/{model}/v1/completions`` and open the response as a stream."""
    return await route.stream(
        f"/models/{quote_path(route.model)}/v1/completions", STREAM, json=_body(call, route) | {"stream": True}
    )


def _is_last(item: TextGenerationStreamOutput) -> bool:
    """Return whether an item is the last one."""
    return get(item, "generated_text") is not None


def _text(data: Json) -> str:
    """Return the text that an event adds to the result."""
    return as_text(get(data, "choices", 0, "text"))


def _to_item(data: Json, text: str) -> Json:
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


def _from_response(data: Json) -> Json:
    """Convert the complete response of a server that does not support streaming to an item."""
    generated_text = get(data, 0, "generated_text")
    text = get(data, "choices", 0, "text")
    return {"token": {"text": generated_text or text}, "generated_text": generated_text or text}


def _build_final(data: Json) -> Json:
    """Build the complete response from the merged items."""
    return {
        "generated_text": get(data, "generated_text") or get(data, "token", "text") or "",
        "details": get(data, "details"),
    }


def _final_text(data: Json) -> str:
    """Return the text of the complete response."""
    return as_text(get(data, "generated_text"))


STREAM = StreamRules(
    item_type=TextGenerationStreamOutput,
    done_sentinel=b"[DONE]",
    is_last=_is_last,
    to_item=_to_item,
    text=_text,
    from_response=_from_response,
    final_type=TextGenerationOutput,
    delta_fields=frozenset({"text"}),
    build_final=_build_final,
    final_text=_final_text,
)
