# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text generation on a dedicated endpoint.

`max_new_tokens` is sent as `max_tokens`.
If the server responds with 404, 405 or 415, or rejects the form of the request, the native interface is tried.
Protocol: OpenAI's text completions.
https://huggingface.co/docs/inference-endpoints
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET

from inferwire.protocols.openai_completions.text_generation import OPENAI_COMPLETIONS_STREAM
from inferwire.protocols.tgi_generate.text_generation import TGI_GENERATE_STREAM
from inferwire.types.text_generation import TextGenerationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import first_or_self, first_true, get, list_tokens
from inferwire_runtime.models import drop_unset
from inferwire_runtime.routing import Fallback, with_fallback
from inferwire_runtime.values import omit_keys, rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


OPENAI_UNSUPPORTED = (
    "adapter_id",
    "decoder_input_details",
    "do_sample",
    "top_n_tokens",
    "truncate",
    "typical_p",
    "watermark",
)


FALLBACK = Fallback(
    order=("openai", "native"),
    statuses=(404, 405, 415),
    messages=(
        "Unexpected endpoint",
        "Unsupported method",
        "missing field",
        "Field required",
        "field required",
        "Unexpected fields",
        "unknown field",
        "Extra inputs are not permitted",
    ),
    prefers=(
        "native",
        (
            "adapter_id",
            "best_of",
            "decoder_input_details",
            "details",
            "do_sample",
            "grammar",
            "return_full_text",
            "top_k",
            "top_n_tokens",
            "truncate",
            "typical_p",
            "watermark",
        ),
    ),
)


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
    """Send the request to ``/v1/completions``."""
    call.refuse_unsupported(OPENAI_UNSUPPORTED, route.server)
    response = await route.post("/v1/completions", json=_openai_body(call, route))
    return response.with_prefix(call.inputs if call.parameter("return_full_text") else UNSET)


def _openai_body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    value = call.parameter("grammar", "value")
    type_ = call.parameter("grammar", "type")
    return call.body(
        {
            "model": route.model,
            "prompt": call.inputs,
            "response_format": {"type": "json_schema", "json_schema": drop_unset({"name": "grammar", "schema": value})}
            if type_ == "json"
            else drop_unset({"type": "json_schema", "json_schema": value})
            if type_ == "json_schema"
            else UNSET,
            "guided_regex": value if type_ == "regex" else UNSET,
        },
        rename_keys(
            omit_keys(call.parameters, "details", "grammar", "return_full_text", *OPENAI_UNSUPPORTED),
            {"max_new_tokens": "max_tokens"},
        ),
    )


async def _send_native(call: Call, route: Route) -> Response:
    """Send the request to the endpoint's own URL."""
    return await route.post("", json=_native_body(call, route))


def _native_body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body({"inputs": call.inputs, "parameters": call.parameters or UNSET}, nest="parameters")


def parse_response(response: Response) -> TextGenerationOutput:
    """Parse the response."""
    data = response.json()
    first = first_or_self(data)
    finish_reason = get(data, "choices", 0, "finish_reason")
    if get(first, "generated_text"):
        result = first
    else:
        result = {
            "generated_text": response.prefixed(get(data, "choices", 0, "text")),
            "details": finish_reason
            and {
                "finish_reason": finish_reason,
                "generated_tokens": first_true(
                    get(data, "usage", "completion_tokens"), get(data, "usage", "output_tokens")
                ),
                "seed": get(data, "choices", 0, "seed"),
                "tokens": list_tokens(get(data, "choices", 0, "logprobs")),
            },
        }
    return convert(result, TextGenerationOutput, response.server, body=response.body)


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
    """Send the request to ``/v1/completions`` and open the response as a stream."""
    call.refuse_unsupported(OPENAI_UNSUPPORTED, route.server)
    stream = await route.stream(
        "/v1/completions", OPENAI_COMPLETIONS_STREAM, json=_openai_body(call, route) | {"stream": True}
    )
    return stream.with_prefix(call.inputs if call.parameter("return_full_text") else UNSET)


async def _open_native(call: Call, route: Route) -> StreamingResponse:
    """Send the request to the endpoint's own URL and open the response as a stream."""
    return await route.stream("", TGI_GENERATE_STREAM, json=_native_body(call, route) | {"stream": True})
