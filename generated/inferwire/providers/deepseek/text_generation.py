# Generated from specs/providers/deepseek.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Text generation by DeepSeek.

`max_new_tokens` is sent as `max_tokens`.
Protocol: OpenAI's text completions.
https://api-docs.deepseek.com
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.protocols.openai_completions.text_generation import OPENAI_COMPLETIONS_STREAM
from inferwire.types.text_generation import TextGenerationOutput
from inferwire_runtime.decoding import convert
from inferwire_runtime.json_path import first_true, get, list_tokens
from inferwire_runtime.values import rename_keys

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/beta/completions``."""
    return await route.post("/beta/completions", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body(
        {"model": route.model, "prompt": call.inputs}, rename_keys(call.parameters, {"max_new_tokens": "max_tokens"})
    )


def parse_response(response: Response) -> TextGenerationOutput:
    """Parse the response."""
    data = response.json()
    finish_reason = get(data, "choices", 0, "finish_reason")
    return convert(
        {
            "generated_text": get(data, "choices", 0, "text"),
            "details": finish_reason
            and {
                "finish_reason": finish_reason,
                "generated_tokens": first_true(
                    get(data, "usage", "completion_tokens"), get(data, "usage", "output_tokens")
                ),
                "seed": get(data, "choices", 0, "seed"),
                "tokens": list_tokens(get(data, "choices", 0, "logprobs")),
            },
        },
        TextGenerationOutput,
        response.server,
        body=response.body,
    )


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/beta/completions`` and open the response as a stream."""
    return await route.stream(
        "/beta/completions", OPENAI_COMPLETIONS_STREAM, json=_body(call, route) | {"stream": True}
    )
