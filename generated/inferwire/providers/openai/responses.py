# Generated from specs/providers/openai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Responses by OpenAI.

Protocol: OpenAI's responses.
https://platform.openai.com/docs
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.protocols.openai_responses.responses import OPENAI_RESPONSES_STREAM
from inferwire.types.responses import ResponsesOutput

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/responses``."""
    return await route.post("/v1/responses", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body({"model": route.model, "input": call.inputs}, call.parameters)


def parse_response(response: Response) -> ResponsesOutput:
    """Parse the response."""
    return response.decode(ResponsesOutput)


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/v1/responses`` and open the response as a stream."""
    return await route.stream("/v1/responses", OPENAI_RESPONSES_STREAM, json=_body(call, route) | {"stream": True})
