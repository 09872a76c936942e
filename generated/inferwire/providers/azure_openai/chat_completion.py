# Generated from specs/providers/azure-openai.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Chat completion by Azure OpenAI.

Protocol: OpenAI's chat completions.
https://learn.microsoft.com/azure/ai-services/openai/reference
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from inferwire.protocols.openai_chat.chat_completion import OPENAI_CHAT_STREAM
from inferwire.types.chat_completion import ChatCompletionOutput
from inferwire_runtime.urls import quote_path

if TYPE_CHECKING:
    from inferwire_runtime.jsontypes import Json
    from inferwire_runtime.models import Call, Response, Route
    from inferwire_runtime.streaming import StreamingResponse


async def send_request(call: Call, route: Route) -> Response:
    """Send the request to ``/openai/deployments/{model}/chat/completions``."""
    return await route.post(f"/openai/deployments/{quote_path(route.model)}/chat/completions", json=_body(call, route))


def _body(call: Call, route: Route) -> dict[str, Json]:
    """Build the body of a request."""
    return call.body({"model": route.model, "messages": call.inputs}, call.parameters)


def parse_response(response: Response) -> ChatCompletionOutput:
    """Parse the response."""
    return response.decode(ChatCompletionOutput)


async def open_stream(call: Call, route: Route) -> StreamingResponse:
    """Send the request to ``/openai/deployments/{model}/chat/completions`` and open the response as a stream."""
    return await route.stream(
        f"/openai/deployments/{quote_path(route.model)}/chat/completions",
        OPENAI_CHAT_STREAM,
        json=_body(call, route) | {"stream": True},
    )
