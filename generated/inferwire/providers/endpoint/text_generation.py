# Generated from specs/providers/endpoint.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text generation on a dedicated endpoint.

`max_new_tokens` is sent as `max_tokens`.
If the server responds with 404 or 405, the older interface is tried.
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
from inferwire_runtime.json_path import first_or_self, get
from inferwire_runtime.routing import with_fallback
from inferwire_runtime.values import rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to whichever interface the server supports."""
    return await with_fallback(_send_openai, _send_native, call, route, statuses=(404, 405))


async def _send_openai(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/completions``."""
    return await route.post("/v1/completions", json=_openai_body(call, route))


def _openai_body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body(
        {"model": route.model, "prompt": call.inputs}, rename_keys(call.parameters, {"max_new_tokens": "max_tokens"})
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
    return convert(
        first if get(first, "generated_text") else {"generated_text": get(data, "choices", 0, "text")},
        TextGenerationOutput,
        response.server,
        body=response.body,
    )


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Open the stream at whichever interface the server supports."""
    return await with_fallback(_open_openai, _open_native, call, route, statuses=(404, 405))


async def _open_openai(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/v1/completions`` and open the response as a stream."""
    return await route.stream(
        "/v1/completions", OPENAI_COMPLETIONS_STREAM, json=_openai_body(call, route) | {"stream": True}
    )


async def _open_native(call: Call, route: Route) -> StreamingResponse:
    """Send the request to the endpoint's own URL and open the response as a stream."""
    return await route.stream("", TGI_GENERATE_STREAM, json=_native_body(call, route) | {"stream": True})
