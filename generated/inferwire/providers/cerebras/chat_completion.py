# Generated from specs/providers/cerebras.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Chat completion by Cerebras.

Protocol: OpenAI's chat completions.
https://inference-docs.cerebras.ai
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.protocols.openai_chat.chat_completion import OPENAI_CHAT_STREAM
from inferwire.types.chat_completion import ChatCompletionOutput
from inferwire_runtime.values import omit_keys

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/v1/chat/completions``."""
    call.check_encodable()
    return await route.post("/v1/chat/completions", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body({"model": route.model, "messages": call.inputs}, omit_keys(call.parameters, "store"))


def parse_response(response: Response) -> ChatCompletionOutput:
    """Parse the response."""
    return response.decode(ChatCompletionOutput)


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/v1/chat/completions`` and open the response as a stream."""
    call.check_encodable()
    return await route.stream("/v1/chat/completions", OPENAI_CHAT_STREAM, json=_body(call, route) | {"stream": True})
